"""What is for programs that build pages is no text of the article: template tags, directives, comments, front matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.growth import grows_in_proportion

from claimcheck.articles.html import parse_html
from claimcheck.articles.html_blocks import code_spans
from claimcheck.articles.markdown import parse_markdown
from claimcheck.articles.mdx import parse_mdx

CAPTIONS = [
    '{{< figure src="a.png" caption="Walking eases back pain." >}}',
    '{% include note.html content="Walking eases back pain." %}',
    '{{ "Walking eases back pain." | markdownify }}',
    '{{% notice title="Walking eases back pain." %}}',
    ":::tip[Walking eases back pain.]\n:::",
    "::: warning Walking eases back pain.\n:::",
    '!!! note "Walking eases back pain."',
    "::video[Walking eases back pain.]{#v1}",
    "{{< note >}}\nWalking eases back pain.\n{{< /note >}}",
]


@pytest.mark.parametrize("source", CAPTIONS)
def test_a_sentence_in_a_tag_is_shown_by_itself(source: str) -> None:
    """A reader sees the caption and the label, and nothing else of the tag."""
    article = parse_markdown(f"Before.\n\n{source}\n\nBehind.")
    assert article.text == "Before.\n\nWalking eases back pain.\n\nBehind."
    assert [article.text[start:end] for start, end in article.sealed] == ["Walking eases back pain."]
    line = article.sentences[1].location.line
    assert line == 3 + source.partition("Walking")[0].count("\n")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Pain eases.{: .x} So it does.", "Pain eases. So it does."),
        ('[Pain eases.](https://example.org){:target="_blank"} So it does.', "Pain eases. So it does."),
        ("![A back](a.png){width=50%} Rest eases.", "Rest eases."),
        ("[pain]{.mark} eases", "pain eases"),
        ("# Pain {#pain .big}\n\nEases.", "Pain\n\nEases."),
        ("Eases.\n{: .lead}", "Eases."),
        ('[pain]({{ site.url }}/pain "T") eases', "pain eases"),
        ("Pain {{ x | y }} eases.", "Pain eases."),
        ("Eases.{{< cite 1 >}} Next.", "Eases. Next."),
        ("> [!NOTE]\n> Pain eases.", "Pain eases."),
        ("The :abbr[NHS]{title=x} says so.", "The NHS says so."),
        ("{% if a %}Pain eases.{% endif %}", "Pain eases."),
        ("```\n{{ code }}\n```\n\n`{% code %}`", "{{ code }}\n\n{% code %}"),
        ('{"a" is {not a tag}', '{"a" is {not a tag}'),
        ("At 10:30: 100%% and {x} stay.", "At 10:30: 100%% and {x} stay."),
    ],
)
def test_tags_and_attribute_lists_show_nothing(source: str, text: str) -> None:
    """Code that shows a tag shows it, and braces that are no tag are text."""
    assert parse_markdown(source).text == text


@pytest.mark.parametrize(
    "comment",
    [
        "{% comment %}Walking cures.\n\nAll.{% endcomment %}",
        "{{/* Walking cures. */}}",
        "{{% comment %}}Walking cures.{{% /comment %}}",
        "{{< comment >}}Walking cures.{{< /comment >}}",
        "{# Walking cures. #}",
        "{{!-- Walking cures. --}}",
        "{::comment}\nWalking cures.\n\nAll.\n{:/comment}",
        "%% Walking cures. %%",
        "%%\nWalking cures.\n\nAll.\n%%",
        "<!-- Walking cures. -->",
        "[//]: # (Walking cures.)",
    ],
)
def test_comments_are_no_text(comment: str) -> None:
    """Of Liquid, Hugo, Jinja, Handlebars, kramdown, Obsidian, HTML, and the empty link."""
    assert parse_markdown(f"Pain eases.\n\n{comment}\n\nSo it does.").text == "Pain eases.\n\nSo it does."


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("---\ntitle: Backs\ndescription: Walking cures.\n---\n", "Backs"),
        ('+++\ntitle = "Backs"\ndescription = "Walking cures."\n+++\n', "Backs"),
        ('{\n "title": "Backs",\n "description": "Walking cures."\n}\n', "Backs"),
        ('{"title": "Backs", "tags": ["}", "{"]}\n', "Backs"),
        ("---\ndescription: Walking cures.\n...\n", ""),
        ('{"description": "Walking cures."}\r\n', ""),
    ],
)
@pytest.mark.parametrize("parse", [parse_markdown, parse_html, parse_mdx])
def test_front_matter_is_no_text(front: str, title: str, parse: object) -> None:
    """YAML, TOML and JSON, in Markdown, HTML and MDX; it may give the title."""
    assert callable(parse)
    article = parse(f"{front}\n<p>Walking helps.</p>" if parse is parse_html else f"{front}\nWalking helps.")
    assert article.text == "Walking helps."
    assert article.title == title
    assert article.sentences[0].location.line == front.count("\n") + 2


@pytest.mark.parametrize("source", ['{"quoted" words in braces}', "{x} helps", '{"a": 1} helps', "--- dashes"])
def test_what_only_looks_like_front_matter_is_text(source: str) -> None:
    assert parse_markdown(source).text == source


def test_tags_in_html_are_no_text() -> None:
    """Their sentences are, and scripts do not matter."""
    page = parse_html(
        "<script>a={{}}</script><p>{% if a < 3 %}Pain{% endif %} eases{# why? #}.</p>\n"
        '<p>{{ "Walking eases back pain." }}</p><p>Next }} {x}.</p>'
    )
    assert page.text == "Pain eases.\n\nWalking eases back pain.\n\nNext }} {x}."


@given(st.text(alphabet="ab .\"'\n{}%<>:[]!`#-/*|^()=", max_size=120))
def test_no_source_is_too_odd(source: str) -> None:
    """Every character that is shown stands where the map says."""
    for parse in (parse_markdown, parse_html):
        article = parse(source)
        for sentence in article.sentences:
            assert source[article.source_offset(sentence.start)] == sentence.text[0] or sentence.text[0] not in source


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "{{ ",
        "{% comment %}",
        "{# ",
        "%% a",
        ":::a [",
        "{{< a >}}",
        "{{!--",
        ":a[",
        "^[",
        "<sup>1",
        "[[a|",
        "```{note}\n",
        "~~~{note}\n~~~ x\n",
        "!!! a\n",
        "\n% a",
        "\n*[a]: b",
        "{% raw %}\n",
        "{% raw %}{% endraw %}\n",
        ":::{code}\n",
        "a ^b\n",
        "<pre class=code ",
    ],
)
def test_unclosed_tags_take_time_in_proportion(piece: str) -> None:
    assert grows_in_proportion(lambda size: parse_markdown(piece * size), 4_000)


@pytest.mark.parametrize("piece", ["<pre class=code ", "<pre><code>", "<div class=code>", "<td class='code'><pre>"])
def test_code_without_end_takes_time_in_proportion(piece: str) -> None:
    assert grows_in_proportion(lambda size: list(code_spans(piece * size)), 4_000)
