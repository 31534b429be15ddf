"""The title of a box, whatever writes it, is the heading of what stands in the box, and of nothing behind it."""

from pathlib import Path

import pytest

from claimcheck import read_article
from claimcheck.extraction.coverage import claim_sentences
from claimcheck.extraction.drafts import drafts_of

SAID = "Metformin causes dementia."
BEHIND = "Metformin prevents stroke."
MARKDOWN = [
    f"!!! failure \"Myth\"\n    {SAID}",
    f"??? note \"Myth\"\n    {SAID}",
    f"=== \"Myth\"\n    {SAID}",
    f":::warning[Myth]\n{SAID}\n:::",
    f":::warning Myth\n{SAID}\n:::",
    f"::: {{.callout-warning title=\"Myth\"}}\n{SAID}\n:::",
    f"::: myth\n{SAID}\n:::",
    f"::: {{.myth}}\n{SAID}\n:::",
    f"```{{admonition}} Myth\n{SAID}\n```",
    f":::{{admonition}} Myth\n{SAID}\n:::",
    f"{{{{< callout title=\"Myth\" >}}}}\n{SAID}\n{{{{< /callout >}}}}",
    f"{{{{% details summary=\"Myth\" %}}}}\n{SAID}\n{{{{% /details %}}}}",
    f"{{{{< tab \"Myth\" >}}}}\n{SAID}\n{{{{< /tab >}}}}",
    f"{{% details title='Myth' %}}\n{SAID}\n{{% enddetails %}}",
    f"[su_box title=\"Myth\"]{SAID}[/su_box]",
    f"<details>\n<summary>Myth</summary>\n\n{SAID}\n\n</details>",
    f"<details><summary><b>Myth</b></summary>\n{SAID}\n</details>",
]  # fmt: skip
HTML = [
    f"<details><summary>Myth</summary><p>{SAID}</p></details>",
    f"<div class='box'><p class='box-title'>Myth</p><p>{SAID}</p></div>",
    f"<div class='callout'><div class='callout__title'>Fake <b>news</b></div><div>{SAID}</div></div>",
    f"<fieldset><legend>Myth</legend>{SAID}</fieldset>",
    f"<dl><dt>Not true at all</dt><dd>{SAID}</dd></dl>",
    f"[box title=&#8220;Myth&#8221;]<p>{SAID}</p>[/box]",
]
MDX = [
    f"<Callout title=\"Myth\">\n{SAID}\n</Callout>",
    f"<Tabs><TabItem value=\"m\" label=\"Myth\">\n\n{SAID}\n\n</TabItem></Tabs>",
    f"<Card\n  icon=\"x\"\n  title='Not true'>\n  {SAID}\n</Card>",
    f"<details>\n<summary>Myth</summary>\n\n{SAID}\n\n</details>",
]  # fmt: skip
PAGES = [
    *[(".md", f"# Metformin\n\n## Uses\n\n{box}\n\n{BEHIND}\n") for box in MARKDOWN],
    *[(".html", f"<h1>Metformin</h1><h2>Uses</h2>{box}<p>{BEHIND}</p>") for box in HTML],
    *[(".mdx", f"# Metformin\n\n## Uses\n\n{box}\n\n{BEHIND}\n") for box in MDX],
]


def denied(folder: Path, ending: str, text: str) -> dict[str, str]:
    page = folder / f"page{ending}"
    page.write_text(text, encoding="utf-8")
    article = read_article(str(page))
    return {draft.claim.statement: draft.denied for draft in drafts_of(article, claim_sentences(article))}


@pytest.mark.parametrize(("ending", "text"), PAGES)
def test_what_stands_in_a_box_stands_under_its_title_and_what_follows_does_not(
    tmp_path: Path, ending: str, text: str
) -> None:
    told = denied(tmp_path, ending, text)
    assert told[SAID]
    assert not told[BEHIND]


@pytest.mark.parametrize(
    "title",
    ["Wrong: this is not true", "Do not believe this", "Outdated advice", "Common mistakes", "Old wives’ tales"],
)
def test_a_title_may_call_it_false_in_any_words(tmp_path: Path, title: str) -> None:
    assert denied(tmp_path, ".md", f'# Metformin\n\n!!! failure "{title}"\n    {SAID}\n') == {SAID: title}


def test_a_title_that_only_names_does_not_end_a_section_of_myths(tmp_path: Path) -> None:
    text = f"# Metformin\n\n## Myths\n\n<details><summary>Dementia</summary>\n\n{SAID}\n\n</details>\n"
    assert denied(tmp_path, ".md", text) == {SAID: "Myths"}


def test_what_a_title_says_is_below_it_no_myth(tmp_path: Path) -> None:
    text = f"# Metformin\n\n## Myths\n\n<details><summary>Metformin causes gout</summary>\n\n{BEHIND}\n\n</details>\n"
    assert denied(tmp_path, ".md", text)[BEHIND] == ""


@pytest.mark.parametrize(
    ("ending", "text"),
    [
        (".mdx", f'# Metformin\n\n<Button label="Myth" />\n\n{BEHIND}\n'),
        (".md", f'# Metformin\n\n{{{{< figure src="a.png" title="Myth" >}}}}\n\n{BEHIND}\n'),
        (".md", f'# Metformin\n\n<img src="a.png" title="Myth">\n\n{BEHIND}\n'),
        (".html", f'<h1>Metformin</h1><p class="entry-title">Myth</p><p>{BEHIND}</p>'),
    ],
)
def test_a_title_of_what_holds_nothing_is_none(tmp_path: Path, ending: str, text: str) -> None:
    page = tmp_path / f"page{ending}"
    page.write_text(text, encoding="utf-8")
    assert not read_article(str(page)).boxes
