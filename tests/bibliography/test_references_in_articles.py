"""References in articles: where they stand, and that nothing else ever changes."""

import re
from functools import partial
from html import unescape

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from support.works import cited, work

from claimcheck.articles.base import Article
from claimcheck.articles.html import parse_html, read_html
from claimcheck.articles.managed import HTML_MARKS
from claimcheck.articles.markdown import parse_markdown
from claimcheck.articles.mdx import parse_mdx
from claimcheck.bibliography.blocks import block_insertion, without_block
from claimcheck.bibliography.in_html import Html
from claimcheck.bibliography.in_markdown import Markdown
from claimcheck.bibliography.references import Source, insert_references, with_references, without
from claimcheck.bibliography.spots import Cited
from claimcheck.identifiers import Doi
from claimcheck.model import Author

ONE, TWO = work(1, "Walking * helps [some] people"), work(2, "- Cold hands")
FOOTNOTES = Markdown(parse_markdown)
PANDOC = Markdown(parse_markdown, pandoc=True, keys=frozenset({"pmid-99000001", "pmid-99000002"}))
PAGE = """\
---
title: Walking
---
# Walking

**Walking reduces pain.** It costs nothing, as [our page says.](https://example.org/a_b "Ours")

- Cold hands are common
- `walk(5)` is enough.

| Who | What |
|-----|------|
|All.|Walk.|

Sleep helps. ~~It cures.~~

_Rest helps._ <del>It cures.</del> Often.

```
Walking reduces pain in code[^pmid-99000001].
```
"""


def cite(source: str, *claims: Cited, style: Markdown = FOOTNOTES) -> Source:
    return with_references(source, claims, style, parse_markdown)


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        ("Walking reduces pain.", "**Walking reduces pain.**[^pmid-99000001] It costs"),
        ("It costs nothing", '(https://example.org/a_b "Ours")[^pmid-99000001]\n'),
        ("Cold hands", "- Cold hands are common[^pmid-99000001]\n"),
        ("is enough", "- `walk(5)` is enough.[^pmid-99000001]\n"),
        ("Walk.", "|All.|Walk.[^pmid-99000001]|\n"),
        ("Sleep", "Sleep helps.[^pmid-99000001] ~~It cures.~~\n"),
        ("Rest", "_Rest helps._[^pmid-99000001] <del>It cures.</del> Often."),
    ],
)
def test_a_reference_stands_behind_its_sentence(quote: str, line: str) -> None:
    """Closing markup, links and cells are not torn."""
    done = cite(PAGE, cited(quote, ONE))
    assert line in done.text
    assert not done.lost
    assert parse_markdown(done.text).text == parse_markdown(PAGE).text


def test_pandoc_keys_stand_in_front_of_the_stop() -> None:
    """They belong to the sentence, and several share one pair of brackets."""
    done = cite(PAGE, cited("Walking reduces pain.", ONE, TWO), style=PANDOC)
    assert "**Walking reduces pain [@pmid-99000001; @pmid-99000002].** It" in done.text
    assert "claimcheck:references" not in done.text
    assert cite(done.text, cited("Walking reduces pain.", ONE, TWO), style=PANDOC).text == done.text
    assert cite(done.text, style=PANDOC).text == PAGE


@pytest.mark.parametrize(
    ("before", "anew"),
    [
        ("Walking reduces pain. Rest.\n", "Walking reduces pain\n[@pmid-99000001; @pmid-99000002]. Rest.\n"),
        ("Walking reduces pain. Rest.\n", "Walking reduces pain [@pmid-99000001;\n@pmid-99000002]. Rest.\n"),
        ("Walking reduces pain.\r\n", "Walking reduces pain\r\n[@pmid-99000001;\r\n@pmid-99000002].\r\n"),
        ("- Walking reduces pain.\n", "- Walking reduces pain\n  [@pmid-99000001; @pmid-99000002].\n"),
        ("> Walking reduces pain.\n", "> Walking reduces pain\n> [@pmid-99000001;\n> @pmid-99000002].\n"),
    ],
)
def test_pandoc_keys_are_known_where_a_formatter_broke_the_line(before: str, anew: str) -> None:
    """None is written a second time, and they come out again."""
    done = cite(anew, cited("Walking reduces pain", ONE, TWO), style=PANDOC).text
    assert done == before.replace("pain", "pain [@pmid-99000001; @pmid-99000002]")
    assert cite(anew, style=PANDOC).text == before


def test_a_paragraph_that_begins_with_a_key_is_a_persons() -> None:
    """The program writes none there."""
    source = "Cold hands.\n\n[@pmid-99000001] says so.\n"
    assert cite(source, style=PANDOC).text == source


def test_what_stands_in_code_is_no_place_for_a_reference() -> None:
    """It is told, and code that shows a reference stays as it is."""
    source = "# A\n\n```\nWalking reduces pain. [^pmid-99000001]\n```\n\nCold hands.\n"
    done = cite(source, cited("Walking reduces pain", ONE), cited("Cold hands", ONE, claim_id="b"))
    assert [lost.claim.id for lost in done.lost] == ["a"]
    assert "line 4" in done.lost[0].reason
    assert "Cold hands.[^pmid-99000001]\n" in done.text
    assert cite(done.text).text == source


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n", "  \n"])
def test_twice_is_once_and_none_is_the_original(newline: str, end: str) -> None:
    """Byte for byte, whatever the line ends and however the file ends."""
    source = (PAGE.rstrip("\n") + end).replace("\n", newline)
    claims = [cited("Walking reduces pain.", ONE, TWO), cited("Cold hands", ONE, claim_id="b")]
    once = cite(source, *claims).text
    assert once != source
    assert ("\r\n" in once) == (newline == "\r\n")
    assert once.count("\n") == once.count(newline)
    assert cite(once, *claims).text == once
    fewer = cite(once, claims[1]).text
    assert fewer == cite(source, claims[1]).text
    assert "99000002" not in fewer
    assert cite(once).text == source


WORDS = st.lists(
    st.sampled_from(
        ["pain", "walking.", "Cold hands.", "**", "*", "`", "[x](y)", "<b>", "\n", "\n\n", "- ", "> ", "|", "    ",
         "```\n", "[^pmid-99000001]", "[^1]", "&amp;", "\\", "e.g.", "漢字。", "\r\n", "<!--", "-->", "#"]
    ),
    max_size=25,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(before=WORDS, after=WORDS, pandoc=st.booleans())
def test_any_page_gets_its_references_and_loses_them_again(before: list[str], after: list[str], pandoc: bool) -> None:
    """What a reader sees does not change; a second run changes nothing; without citations the page is as it was."""
    source = " ".join([*before, "Walking reduces pain.", *after])
    style = PANDOC if pandoc else FOOTNOTES
    once = cite(source, cited("Walking reduces pain.", ONE), style=style)
    if not pandoc:
        assert parse_markdown(once.text).text == parse_markdown(source).text or "[^" in source
    assert cite(once.text, cited("Walking reduces pain.", ONE), style=style).text == once.text
    assert cite(once.text, style=style).text == source


def test_definitions_are_text_and_nothing_else() -> None:
    """A title that looks like markup or a list is shown as written; another Markdown reader agrees."""
    done = cite("Cold hands.\n", cited("Cold hands", ONE, TWO))
    definitions = [line.split(": ", 1)[1] for line in done.text.splitlines() if line.startswith("[^")]
    assert len(definitions) == 2
    html = MarkdownIt("commonmark").render(definitions[0])
    assert "Walking * helps [some] people. J Invent." in html
    assert 'href="https://doi.org/10.1234/invented.1"' in html
    nameless = cite("Cold hands.\n", cited("Cold hands", work(3, "# First", Author(collective="1. Group"))))
    assert "<ol>" not in MarkdownIt("commonmark").render(nameless.text.split("]: ")[1].splitlines()[0])


def test_a_definition_of_a_persons_own_is_left_alone() -> None:
    """The same label is told, not overwritten and not defined twice."""
    source = "Cold hands.[^pmid-99000001]\n\n[^pmid-99000001]: Mine.\n"
    done = cite(source, cited("Cold hands", ONE))
    assert done.text == source
    assert "itself has" in done.lost[0].reason


def test_a_list_that_a_person_has_moved_stays_where_it_is() -> None:
    """Text behind the list is not pulled in front of it."""
    block = block_insertion("Cold hands.\n", 12, ["x"])
    source = f"Cold hands.\n{block}\nThe end.\n"
    done = cite(source, cited("Cold hands", ONE))
    assert done.text.endswith("references end -->\n\nThe end.\n")
    assert cite(done.text, cited("Cold hands", ONE)).text == done.text


def test_a_page_of_mdx_stays_one() -> None:
    """MDX has neither comments of HTML nor links in angle brackets, and a brace in a title is no expression."""
    page = "import A from './a'\n\n<A>\n  Walking {year} reduces pain.\n</A>\n\nHands {/* later */} are cold.\n"
    odd = work(3, "Of {braces}, <tags> and */} ends", doi=Doi("10.1234/a(b)c"))
    claims = [cited("reduces pain", odd), cited("are cold", TWO, claim_id="b")]
    style = Markdown(parse_mdx, mdx=True)
    done = with_references(page, claims, style, parse_mdx)
    assert not done.lost
    assert "<!--" not in done.text
    assert "<http" not in done.text
    assert r"Of \{braces\}, \<tags\> and \*/\} ends" in done.text
    assert "(https://doi.org/10.1234/a%28b%29c)" in done.text
    assert done.text.rstrip().endswith("{/* claimcheck:references end */}")
    assert parse_mdx(done.text).text == parse_mdx(page).text
    assert with_references(done.text, claims, style, parse_mdx).text == done.text
    assert with_references(done.text, (), style, parse_mdx).text == page


def test_quotes_without_a_place_are_told() -> None:
    """Lost, ambiguous and missing quotes get no reference and no definition."""
    source = "Cold hands. Cold hands.\n"
    done = cite(source, cited("Cold hands", ONE), cited("Warm feet in winter", TWO, claim_id="b"))
    assert done.text == source
    assert "several places" in done.lost[0].reason
    assert "does not stand" in done.lost[1].reason


def test_the_list_hides_no_quote() -> None:
    """A title in the list that repeats the article's words does not make them ambiguous."""
    done = cite("Cold hands are common.\n", cited("Cold hands", work(1, "Cold hands")))
    assert not cite(done.text, cited("Cold hands", work(1, "Cold hands"))).lost
    assert parse_markdown(done.text).text == "Cold hands are common."


def test_one_place_that_does_not_fit_costs_few_readings() -> None:
    """A long article is not read again for every claim because one quote stands in code."""
    source = "".join(f"Sentence {number} stands here.\n\n" for number in range(200)) + "```\nnot here\n```\n"
    claims = [cited(f"Sentence {number} stands", ONE, claim_id=f"c{number}") for number in range(200)]
    readings: list[str] = []

    def read(text: str) -> Article:
        readings.append(text)
        return parse_markdown(text)

    done = with_references(source, [*claims, cited("not here", TWO, claim_id="lost")], Markdown(read), read)
    assert [lost.claim.id for lost in done.lost] == ["lost"]
    assert done.text.count("[^pmid-99000001]\n") == 200
    assert len(readings) < 60


HTML = "<html><body><main>\n  <p>Walking reduces <em>pain.</em></p>\n  </main></body></html>\n"


def test_html_gets_numbers_and_a_list() -> None:
    """On given offsets: superscripts in the order of the page, the list before the end of the text."""
    at = HTML.index("</em>") + 5
    text, works = insert_references(HTML, [(at, (TWO, ONE))], Html())
    assert [one.key for one in works] == ["pmid-99000002", "pmid-99000001"]
    assert (
        '<em>pain.</em><sup class="claimcheck-reference"><a href="#ref-pmid-99000002">1</a>,'
        '<a href="#ref-pmid-99000001">2</a></sup></p>' in text
    )
    assert text.index("<li id=") < text.index("</main>")
    clean, _, place = without_block(text)
    assert without(clean, Html().own(clean, "")) == HTML
    assert place is not None


_POST = "<h1>Walking</h1><p>Walking reduces pain.</p>"
_CARD = "<article class=card><p>Swimming.</p></article>"


@pytest.mark.parametrize(
    "page",
    [
        f"<main><article>{_POST}|</article></main><script>var t = '<article>x</article>';</script>",
        f"<main>{_POST}|</main><script>var t = '</article></main>';</script><!-- </article> -->",
        f"<body>{_POST}<div data-tpl='<article></article></body>'>z</div>|</body>",
        f"<body>{_POST}<textarea></body></textarea><?php echo '</body>'; ?>|</body>",
        f"<main><article>{_POST}|</article></main><aside>{_CARD}</aside>",
        f"<main><article>{_POST}|</article><section><article class=comment><p>I like it.</p></article></section></main>",
        f"<body><div role=main>{_POST}|</div><footer>Us</footer></body>",
        f"<body><div id=text>{_POST}</div>{_CARD}{_CARD}|</body>",
        f"{_POST}{_CARD}{_CARD}\n<!-- </body> -->\n|",
        f"<main><article>{_POST}|</main></article><p>More</p>",
    ],
)
def test_the_list_ends_the_article_that_the_claim_stands_in(page: str) -> None:
    """Not a script, a comment, an attribute, or an article beside it that holds another tag of that name."""
    done = with_references(page.replace("|", ""), [cited("Walking reduces pain", ONE)], Html(), parse_html)
    before, _, behind = page.partition("|")
    assert done.text.startswith(before.replace("pain.", f"pain.{Html().mark((ONE,), {ONE.key: 1})}"))
    assert done.text.endswith(f"{HTML_MARKS[1]}\n{behind}" if behind else HTML_MARKS[1] + "\n")
    assert with_references(done.text, [], Html(), parse_html).text == page.replace("|", "")


def test_the_list_ends_what_holds_all_claims() -> None:
    """Of an article in two parts neither part is the whole."""
    parts = f"<article>{_POST}</article><article><p>Cold hands are common.</p></article>"
    claims = [cited("Walking reduces pain", ONE), cited("Cold hands", TWO, claim_id="b")]
    done = with_references(f"<main>{parts}</main>", claims, Html(), parse_html)
    assert done.text.endswith(f"{HTML_MARKS[1]}\n</main>")


WRITTEN_ANEW = {
    "lines within tags": lambda text: text.replace('reference">', 'reference"\n    >').replace("</sup>", "</sup\n  >"),
    "no quotes": lambda text: re.sub(r'(class|href|id)="([^" ]*)"', r"\1=\2", text),
    "single quotes": lambda text: text.replace('"', "'"),
    "capitals": lambda text: re.sub(r"</?(sup|section|a)\b", lambda tag: tag[0].upper(), text),
    "a class more": lambda text: text.replace('class="', 'class="notranslate '),
    "attributes of the mark": lambda text: text.replace("<sup ", '<sup id="x1" data-id=">" '),
    "attributes of the link": lambda text: text.replace("<a href", '<a rel="noopener" target=_self href'),
    "whole addresses": lambda text: text.replace('href="#', 'href="https://a.example/walking/#'),
    "spaces between links": lambda text: text.replace("</a>,<a", "</a>,&nbsp;<a"),
    "an element within the link": lambda text: re.sub(r">(\d)</a>", r"><span>\1</span></a>", text),
    "attributes of the list": lambda text: text.replace("<section ", '<section data-block="9"\n'),
    "indented": lambda text: re.sub(r"\n(?=.)", "\n    ", text),
    "no comments": lambda text: re.sub(r"<!--.*?-->", "", text),
    "no lines of comments": lambda text: re.sub(r"<!--.*?-->\n", "", text),
    "no comments, indented": lambda text: re.sub(r"\n(?=.)", "\n  ", re.sub(r"<!--.*?-->", " ", text)),
    "one line": lambda text: re.sub(r"<!--.*?-->|\n", "", text),
}  # fmt: skip
FORMATTED = [
    "<article><h1>T</h1>\n<p>Walking reduces pain. Cold hands are common.</p>\n</article>\n",
    "<main><h1>T</h1><p>Walking reduces <em>pain.</em> Cold hands are common.</p></main>",
]


@pytest.mark.parametrize("page", FORMATTED)
@pytest.mark.parametrize("how", WRITTEN_ANEW)
def test_marks_and_list_are_known_after_a_formatter(how: str, page: str) -> None:
    """What writes tags anew or takes comments out doubles nothing, and marks and list still come out again."""
    claims = [cited("Walking reduces pain", ONE, TWO), cited("Cold hands", ONE, claim_id="b")]
    anew = WRITTEN_ANEW[how]
    changed = anew(with_references(page, claims, Html(), parse_html).text)
    assert parse_html(changed).text == parse_html(page).text, "the list is no text of the page"
    done = with_references(changed, claims, Html(), parse_html)
    assert not done.gone
    assert (done.text.count("<sup"), done.text.count("<section"), done.text.count("<!--")) == (2, 1, 2)
    assert with_references(done.text, claims, Html(), parse_html).text == done.text
    for text in (changed, done.text):
        bare = with_references(text, [], Html(), parse_html).text
        assert bare == anew(page) or ("indented" in how and re.sub(r"\s+<", "<", bare) == re.sub(r"\s+<", "<", page))


def test_a_list_without_comments_does_not_grow() -> None:
    """However often the comments are taken out."""
    claims, page = [cited("Walking reduces pain", ONE)], FORMATTED[0]
    first = with_references(page, claims, Html(), parse_html).text
    again = first
    for _ in range(3):
        again = with_references(re.sub(r"<!--.*?-->", "", again), claims, Html(), parse_html).text
    assert again == first


def test_a_page_that_was_doubled_is_mended() -> None:
    """Every list and every mark goes, and one of each is written."""
    claims, page = [cited("Walking reduces pain", ONE)], FORMATTED[0]
    once = with_references(page, claims, Html(), parse_html).text
    doubled = with_references(
        re.sub(r"<!--.*?-->\n", "", once).replace("claimcheck-", "x-"), claims, Html(), parse_html
    )
    assert doubled.text.count("<section") == 2
    mended = with_references(doubled.text.replace('"x-', '"claimcheck-'), claims, Html(), parse_html).text
    assert mended.split() == once.split()
    assert with_references(mended, claims, Html(), parse_html).text == mended


@pytest.mark.parametrize(
    "own",
    [
        '<sup class="claimcheck-reference"><a href="#ref-pmid-99000001">1</a> (see below)</sup>',
        '<sup class="my-claimcheck-reference"><a href="#n1">1</a></sup>',
        '<!-- <sup class="claimcheck-reference"><a href="#ref-pmid-1">1</a></sup> -->',
        "<script>var t = '<sup class=\"claimcheck-reference\">1</sup>';</script>",
        '<div class="claimcheck-references-box"><section class="references">Doe, 2020.</section></div>',
        '<template data-x="<section class=claimcheck-references></section>"></template>',
    ],
)
def test_what_a_person_wrote_is_not_taken_out(own: str) -> None:
    """Words within a mark, other classes, comments and scripts."""
    page = FORMATTED[0].replace("</article>", f"{own}\n</article>")
    done = with_references(page, [cited("Cold hands", ONE)], Html(), parse_html)
    assert own in done.text
    assert with_references(done.text, [], Html(), parse_html).text == page


@pytest.mark.parametrize(
    "encoding", ["iso-8859-1", "koi8-r", "us-ascii", "windows-1251", "shift_jis", "gbk", "iso-2022-jp", "utf-8"]
)
@pytest.mark.parametrize(
    "said",
    [
        '<meta charset="{}">',
        "<meta http-equiv=x content='text/html; charset={}'>",
        '<?xml version="1.0" encoding="{}"?>',
    ],
)
def test_references_read_the_same_in_every_encoding(encoding: str, said: str) -> None:
    """The bytes are those of the encoding that the page declares, and of UTF-8; they come out again."""
    page = f"{said.format(encoding)}<body><p>Walking reduces pain.</p></body>\n"
    odd = work(1, "Of \u03b2\u2082 \u2013 \u75db\u307f & <i>", Author(last_name="M\u00fcller", initials="\u0141"))
    done = with_references(page, [cited("Walking reduces pain", odd)], Html(), parse_html)
    shown = unescape(done.text.encode("utf-8").decode(encoding))
    assert "M\u00fcller \u0141. Of \u03b2\u2082 \u2013 \u75db\u307f & <i>." in shown
    assert read_html(done.text.encode("utf-8"), "a.html").text == "Walking reduces pain."
    assert with_references(done.text, [], Html(), parse_html).text == page


@settings(max_examples=60, deadline=None)
@given(title=st.text(min_size=1, max_size=30))
def test_no_title_breaks_out_of_html(title: str) -> None:
    """Markup in a title is text."""
    text, _ = insert_references(HTML, [(HTML.index("</p>"), (work(1, f"T {title}"),))], Html())
    item = text.split('<li id="ref-pmid-99000001">')[1].split("</li>")[0]
    assert item.count("<") == 2
    clean, _, _ = without_block(text)
    assert without(clean, Html().own(clean, "")) == HTML


TAGS = [
    '{{< figure src="a.png" caption="Walking reduces pain." >}}',
    '{% include note.html content="Walking reduces pain." %}',
    '{{ "Walking reduces pain." | markdownify }}',
    ":::tip[Walking reduces pain.]\nMore.\n:::",
    "::: warning Walking reduces pain.\nMore.\n:::",
    '!!! note "Walking reduces pain."',
    "{{< note >}}\nWalking reduces pain.\n{{< /note >}}",
    "| {{% x t='Walking reduces pain.' %}} | b |\n|---|---|\n| 1 | 2 |",
]


@pytest.mark.parametrize("style", [FOOTNOTES, PANDOC], ids=["footnotes", "pandoc"])
@pytest.mark.parametrize("tag", TAGS)
def test_nothing_is_written_into_a_tag_of_a_template(tag: str, style: Markdown) -> None:
    """The tag stays as it is, and the claim is told with its line; other references find their place."""
    source = f"# A\n\n{tag}\n\nCold hands.\n"
    done = cite(source, cited("Walking reduces pain", ONE), cited("Cold hands", ONE, claim_id="b"), style=style)
    assert tag in done.text
    ((claim, reason),) = [(lost.claim.id, lost.reason) for lost in done.lost]
    assert claim == "a"
    assert "tag" in reason
    assert f"line {3 + tag.partition('Walking')[0].count(chr(10))}" in reason
    assert "Cold hands" in done.text.replace("[^pmid-99000001]", "").replace(" [@pmid-99000001]", "")
    assert [work.key for work in done.works] == ["pmid-99000001"]


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("Pain eases.\u00b9 Swimming helps.", "Pain eases.\u00b9[^pmid-99000001] Swimming"),
        ("Pain eases.^12^ Swimming helps.", "Pain eases.^12^[^pmid-99000001] Swimming"),
        ("Pain eases.<sup>7</sup> Swimming helps.", "Pain eases.<sup>7</sup>[^pmid-99000001] Swimming"),
        ("[Pain eases.](https://a.example){: .x} Swimming helps.", "{: .x}[^pmid-99000001] Swimming"),
        ("Pain eases.{{< cite >}} Swimming helps.", "[^pmid-99000001] Swimming"),
        ("Pain eases.[@doe] Swimming helps.", "[@doe][^pmid-99000001] Swimming"),
        ("Pain eases.[^1],[^2] Swimming helps.\n\n[^1]: a\n[^2]: b", "[^pmid-99000001] Swimming"),
        ("*Pain eases (50%).* Swimming helps.", "(50%).*[^pmid-99000001] Swimming"),
    ],
)
def test_a_reference_goes_before_the_next_sentence(source: str, written: str) -> None:
    """Whatever marks and lists of attributes stand behind the sentence already."""
    done = cite(source, cited("Pain eases", ONE))
    assert not done.lost
    assert written in done.text
    assert cite(done.text, cited("Pain eases", ONE)).text == done.text
    assert cite(done.text).text == source


@pytest.mark.parametrize(
    "source",
    [
        "Pain eases|! More.", "Pain eases|!", "- Pain eases|!\n- More.", "Pain *eases*|! More.", "Pain eases|!! More.", "# Pain eases|!\n\nMore.",
        "**Pain eases!**| More.", "Pain [eases](https://a.example)|! More.", '"Pain eases!"| More.', "Pain eases!?| More.",
    ],
)  # fmt: skip
def test_a_footnote_begins_no_picture_behind_an_exclamation_mark(source: str) -> None:
    """It stands before the mark, and what is seen is the same."""
    page = source.replace("|", "")
    done = cite(page, cited("Pain eases", ONE))
    assert not done.lost
    assert source.replace("|", "[^pmid-99000001]") in done.text
    assert "![^" not in done.text
    assert cite(done.text, cited("Pain eases", ONE)).text == done.text
    assert cite(done.text).text == page


@pytest.mark.parametrize("bold", ["", "**"])
@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("==", "=="), ("++", "++"), ("^^", "^^"), ("||", "||"), ("{==", "==}"), ("{++", "++}"), ("==**", "**=="),
        ("\u201e", "\u201c"), ("\u201a", "\u2018"), ("\u2039", "\u203a"), ("\u203a", "\u2039"), ("\u00bb", "\u00ab"),
        ("\u201d", "\u201d"), ("\u300c", "\u300d"), ("\uff08", "\uff09"), ("\u2018\u201c", "\u201d\u2019"),
    ],
)  # fmt: skip
def test_what_closes_behind_a_sentence_belongs_to_it(before: str, behind: str, bold: str) -> None:
    """Quotation marks of any language, and the markup of other dialects; the next sentence is not referred for."""
    source = f"{bold}{before}Coffee protects the liver.{behind}{bold} We meet on Mondays.\n"
    done = cite(source, cited("Coffee protects the liver", ONE))
    assert not done.lost
    assert "[^pmid-99000001] We meet on Mondays.\n" in done.text
    assert cite(done.text, cited("Coffee protects the liver", ONE)).text == done.text
    assert cite(done.text).text == source


def test_a_footnote_behind_a_caret_would_be_a_note_in_the_line() -> None:
    """As ``^[…]`` is: it stands before the caret."""
    source = "^Rowing eases pain.^ We meet.\n"
    done = cite(source, cited("Rowing eases pain", ONE))
    assert "^Rowing eases pain.[^pmid-99000001]^ We meet.\n" in done.text
    assert cite(done.text).text == source


IN_ELEMENTS = [
    '<TabItem value="a">Pain eases.|</TabItem>',
    "<p>Pain eases.|</p>",
    "<Tip>Pain **eases.**|</Tip>",
    "<p>Pain <b>eases.</b>|</p>",
    "- <Tip>[Pain eases.](https://a.example)|</Tip>",
    "<Tabs>\n  <Tab>Pain eases.|</Tab>\n  <Tab>Other.</Tab>\n</Tabs>",
    "<b>Pain eases.</b>| More.",
    "Pain eases.|<Ref id={4} /> More.",
    "Pain eases.|{/* why */} More.",
]
IN_TAGS = [
    "{% if page.beta %}Pain eases.|{% endif %} Text.",
    "Pain eases.|{% if a %} More.{% endif %}",
    "{% for a in b %}*Pain eases.*|{% endfor %}",
    "{%- hint -%}Pain eases.|{%- endhint -%}",
    "{{% note %}}Pain eases.|{{% /note %}}",
    "Pain eases.|{{% note %}} More.{{% /note %}}",
    "Pain eases.|<!--more-->",
    "Pain eases.|<!-- truncate --> More.",
    "*Pain eases.*|<!-- why --> More.",
    "Pain eases.|{.lead}",
    "Pain eases.|{: .lead #a}",
    "# Pain eases|{#a}",
    "Pain eases.|{# why #} More.",
    "Pain eases.|%%why%% More.",
    'Pain eases.|<a id="x"></a> More.',
    'Pain eases.|<span id="more-1"></span> More.',
    "Pain eases.[efn_note]Doe 2020.[/efn_note]| More.",
    "[Pain eases.](a.html \"A b\"){: .x}| More.",
]  # fmt: skip


@pytest.mark.parametrize("page", [*IN_ELEMENTS, *IN_TAGS])
def test_a_reference_stays_within_what_its_sentence_stands_in(page: str) -> None:
    """Elements, tags of templates, comments and attributes of a block are not of the sentence; links and marked words are."""
    parse, style = (parse_mdx, Markdown(parse_mdx, mdx=True)) if page in IN_ELEMENTS else (parse_markdown, FOOTNOTES)
    source = page.replace("|", "") + "\n"
    done = with_references(source, [cited("Pain eases", ONE)], style, parse)
    assert not done.lost
    assert page.replace("|", "[^pmid-99000001]") in done.text
    assert with_references(done.text, [cited("Pain eases", ONE)], style, parse).text == done.text
    assert with_references(done.text, [], style, parse).text == source


@pytest.mark.parametrize(
    "page",
    [
        "<div>Pain eases.|<div>More.</div></div>",
        "<p>{% if a %}Pain eases.|{% endif %}</p>",
        "<my-box>Pain eases.|</my-box>",
        "<p>Pain <EM>eases.</EM>|<!--more--></p>",
        '<p>Pain eases.<sup><a href="#n">1</a></sup>| More.</p>',
        '<p>Pain eases. [<a href="#n">1</a>]| More.</p>',
        '<p>Pain eases.[<a href="#n">1</a>, <a href="#n2">2</a>]| More.</p>',
        '<p>Pain eases. (<a href="#n">1</a>)| More.</p>',
        '<p>Pain eases.[<a href="#n">1</a>],[<a href="#n2">2</a>]|More.</p>',
        '<p>Pain eases.|<span id="more-1"></span></p>',
        "<p>Pain eases&hellip;|</p>",
        "<p>[su_box]Pain eases.|[/su_box]</p>",
    ],
)
def test_a_number_stays_within_what_its_sentence_stands_in(page: str) -> None:
    """The same in HTML, whatever its elements are called."""
    source = f"<article>{page.replace('|', '')}</article>"
    done = with_references(source, [cited("Pain eases", ONE)], Html(), parse_html)
    mark = Html().mark((ONE,), {ONE.key: 1}, page.partition("|")[0])
    assert page.replace("|", mark) in done.text
    assert with_references(done.text, [], Html(), parse_html).text == source


@pytest.mark.parametrize(
    "own",
    [
        "<sup>1</sup>", '<sup><a href="#n">1</a></sup>', '<a href="#n"><sup>1</sup></a>', '<a href="#n">1</a>', "\u00b9", "<sup>1,2</sup >",
        '<sup\n  ><a href="#n">1</a\n  ></sup\n>', '<sup>\n  <a href="#n">1</a>\n</sup>', '<span class="superscript">1</span>', "<b><sup>1</sup></b>",
    ],
)  # fmt: skip
def test_a_number_is_parted_from_the_pages_own_before_it(own: str) -> None:
    """Nobody reads 14 where 1 and 4 stand; it stands behind, and the comma goes with it."""
    source = f"<article><p>Pain eases.{own} More.</p></article>"
    claims = [cited("Pain eases", ONE)]
    done = with_references(source, claims, Html(), parse_html)
    assert f'{own}<sup class="claimcheck-reference">,<a href="#ref-{ONE.key}">1</a></sup> More.' in done.text
    assert with_references(done.text, claims, Html(), parse_html).text == done.text
    assert with_references(done.text, [], Html(), parse_html).text == source
    assert parse_html(done.text).text == parse_html(source).text


@pytest.mark.parametrize("own", ["", " [1]", "<sup>[1]</sup>", '[<a href="#n">1</a>]', "<sup>*</sup>", "</em>"])
def test_a_number_with_nothing_to_part_it_from_has_no_comma(own: str) -> None:
    done = with_references(
        f"<article><p><em>Pain eases.{own}</p></article>", [cited("Pain eases", ONE)], Html(), parse_html
    )
    assert f'{own}<sup class="claimcheck-reference"><a' in done.text


def holds(page: str, style: Markdown = FOOTNOTES) -> None:
    """The reference stands where the bar is, stays there, and goes again."""
    source = page.replace("@", "") + "\n"
    claims = [cited("Ginger eases nausea", ONE)]
    done = with_references(source, claims, style, style.read)
    assert not done.lost
    assert not done.reworded
    assert page.replace("@", style.mark((ONE,), {})) in done.text
    assert with_references(done.text, claims, style, style.read).text == done.text
    assert with_references(done.text, [], style, style.read).text == source


@pytest.mark.parametrize(
    "page",
    [
        "- Ginger eases nausea@ ^b1\n- Other",
        "Ginger eases nausea.@ ^37066d",
        "> Ginger eases nausea.@ ^quote-of-the-day",
        "Ginger eases nausea.@\n^alone",
        "Ginger eases [[Nausea|nausea]].@",
        "Ginger eases [[Nausea#Causes|nausea.]]@ More.",
        "[[Ginger]] eases [[nausea]].@",
        "| A | B |\n|---|---|\n| Ginger [[x\\|eases]] nausea@ | b |",
        "![[a.png|300]] Ginger eases nausea.@",
    ],
)
def test_links_and_names_of_obsidian_are_markup(page: str) -> None:
    """The words behind the bar are shown, and the name of a block is the last on its line."""
    holds(page)


@pytest.mark.parametrize(
    "page",
    [
        "![Ginger eases nausea.@](a.png){#fig-1}",
        '![Ginger eases nausea@](a.png "T"){width=50% #fig-1}',
        "Text.\n\n> ![Ginger *eases* nausea.@](a.png){#fig:1}\n\nText.",
        ":::{#fig-1}\n![Ginger eases nausea.@](a.png)\n:::",
    ],
)
def test_a_figure_keeps_its_caption(page: str) -> None:
    """A picture alone in its paragraph with the name of a figure; the words of any other one are no text."""
    holds(page)


@pytest.mark.parametrize("caption", ["Ginger eases nausea", "[Ginger](a.html) eases nausea", "*Ginger eases* nausea"])
def test_pictures_that_stand_alone_are_figures_to_pandoc(caption: str) -> None:
    """In Quarto whatever the style."""
    quarto = partial(parse_markdown, path="page.qmd")
    holds(f"![{caption}.@](a.png)", Markdown(quarto, figures=True))
    holds(f"![{caption}@](a.png){{width=50%}}", Markdown(quarto, figures=True))
    holds(f"![{caption}@](a.png)", evolve(PANDOC, read=quarto))


@pytest.mark.parametrize(
    "page",
    [
        "```{note}\nGinger eases nausea.@\n```",
        "```{figure} a.png\n:name: fig\n\nGinger eases nausea.@\n```",
        "```{list-table}\n* - Ginger eases nausea@\n  - More\n```",
        "````{tab-set}\n```{tab-item} One\nGinger eases nausea@\n```\n````",
        "- Item\n\n  ~~~{warning}\n  Ginger eases nausea@\n  ~~~",
        ":::{admonition} Title\n:class: tip\nGinger eases nausea@\n:::\nMore",
        "!!! note\n    Ginger eases nausea.@",
        '!!! note "Title"\n\n    More.\n\n    Ginger eases nausea.@',
        '=== "Tab"\n\n    Ginger eases nausea.@\n\n=== "Tub"\n\n    More.',
        "??? tip\n\n    - Ginger eases nausea@",
        "1. Item\n\n    !!! tip inline\n\n        Ginger eases nausea.@",
        '!!! note\n\n    ???+ tip "Title"\n\n        Ginger eases nausea.@',
    ],
)
def test_notes_and_tabs_are_text(page: str) -> None:
    """Of MyST and MkDocs, fenced and indented, one within the other."""
    holds(page)


SHOWN_CODE = [
    "```\nGinger eases nausea.\n```",
    "    Ginger eases nausea.",
    "```{code-block} python\nGinger eases nausea.\n```",
    "```{r}\nGinger eases nausea.\n```",
    "!!! note\n\n        Ginger eases nausea.",
    "{% highlight text %}\nGinger eases nausea.\n{% endhighlight %}",
    "{%- raw -%}Ginger eases nausea.{%- endraw -%}",
    "{% verbatim %}\nGinger eases nausea.\n{% endverbatim %}",
    "{% codeblock lang:text %}\nMore.\n\nGinger eases nausea.\n{% endcodeblock %}",
    "{{< highlight go >}}\nGinger eases nausea.\n{{< /highlight >}}",
    "{{% code %}}\nGinger eases nausea.\n{{% /code %}}",
    "<pre><code>Ginger eases nausea.</code></pre>",
]
HIDDEN_CODE = [
    "% Ginger eases nausea.",
    "%Ginger eases nausea.",
    "*[GI]: Ginger eases nausea.",
    "{% comment %}Ginger eases nausea.{% endcomment %}",
    ":::{code-block} text\nGinger eases nausea.\n:::",
]


@pytest.mark.parametrize("page", [*SHOWN_CODE, *HIDDEN_CODE])
def test_nothing_is_written_into_code_and_comments(page: str) -> None:
    """It is told, code with its line, and holds no sentence that could be drafted."""
    source = f"# A\n\n{page}\n\nCold hands.\n"
    done = cite(source, cited("Ginger eases nausea", ONE), cited("Cold hands", ONE, claim_id="b"))
    assert page in done.text
    ((claim, reason),) = [(lost.claim.id, lost.reason) for lost in done.lost]
    assert claim == "a"
    line = 3 + page.partition("Ginger")[0].count("\n")
    assert page in HIDDEN_CODE or ("code" in reason and f"line {line};" in reason)
    assert [one.text for one in parse_markdown(source).sentences if "Ginger" in one.text] == []
    assert cite(done.text).text == source


@pytest.mark.parametrize(
    ("page", "is_code"),
    [
        ('<pre class="wp-block-code"><code>|</code></pre>', True),
        ('<pre><code class="language-text">|</code></pre>', True),
        ('<pre class="brush: plain">|</pre>', True),
        ('<div class="highlight"><pre><span>|</span></pre></div>', True),
        ('<figure class="highlight"><table><tr><td class="code"><pre>|</pre></td></tr></table></figure>', True),
        ("<pre><samp>|</samp></pre>", True),
        ("<p>{% highlight x %}|{% endhighlight %}</p>", True),
        ('<pre class="wp-block-verse">|</pre>', False),
        ('<div class="highlight">|</div>', False),
        ("<p>Use <code>x</code>. |</p>", False),
    ],
)
def test_code_in_html_gets_no_number(page: str, is_code: bool) -> None:
    """Preformatted text that nothing calls code is text."""
    source = f"<article>{page.replace('|', 'Ginger eases nausea.')}</article>"
    done = with_references(source, [cited("Ginger eases nausea", ONE)], Html(), parse_html)
    assert [("code" in lost.reason) for lost in done.lost] == [True] * is_code
    assert (done.text == source) is is_code
    assert any("Ginger" in one.text for one in parse_html(source).sentences) is not is_code
