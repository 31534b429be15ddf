"""A Markdown article's text is what a reader sees, and every character of it leads back to the file."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from support.growth import grows_in_proportion

from claimcheck.articles.base import Article
from claimcheck.articles.markdown import parse_markdown
from claimcheck.articles.mdx import parse_mdx

PAGE = """---
title: "Manual therapy"
---
# Manual *therapy* for **sciatica** {#top}

A [review](https://example.org/a_(b) "T") in the *European
Spine Journal* found&nbsp;it &amp; more.[^1] See [this][r].
Snake_case, 2 * 3, `code *x*`<!-- hidden --> \\*star\\*\\
next <b>bold</b><br>line

[r]: https://example.org "Title"

> Quoted
lazily
> - item **one**

1. First
   continued
2. [x] Second

| A | B |
|---|:-:|
| x *y* | z |

```py
print("hi")
```

<div class="x">Raw &lt;text&gt;<script>alert(1)</script></div>

Underlined
==========

![alt text](data:image/png;base64,AAAA) ~~gone~~ <https://a.example> ***both*** unclosed **bold

[^1]: The note.
"""

PAGE_TEXT = """Manual therapy for sciatica

A review in the European Spine Journal found\u00a0it & more. See this. Snake_case, 2 * 3, code *x* *star*
next bold
line

Quoted lazily

item one

First continued

Second

A\tB
x y\tz

print("hi")

Raw <text>

Underlined

https://a.example both unclosed **bold

The note."""


def test_the_text_is_what_a_reader_sees():
    """Markup, targets, definitions, comments, scripts, references to notes, front matter and what is struck through do not show."""
    assert parse_markdown(PAGE).text == PAGE_TEXT


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_word_leads_back_to_its_line_and_column(ending: str, mark: str):
    """Line endings and a byte order mark shift nothing."""
    article = parse_markdown(mark + PAGE.replace("\n", ending), "page.md")
    lines = PAGE.split("\n")
    assert article.text == PAGE_TEXT
    for word in re.finditer(r"[A-Za-z]+", article.text):
        location = article.position(word.start())
        assert lines[location.line - 1][location.column - 1 :].startswith(word.group())
        assert location.path == "page.md"


def test_positions_count_characters_beside_emoji_and_right_to_left_text():
    """Columns are code points, whatever their width or direction."""
    article = parse_markdown("\U0001f600 שלום *עולם* **pain** \U0001f468\u200d\U0001f469 rest")
    for word in ("שלום", "עולם", "pain", "rest"):
        column = article.position(article.text.index(word)).column
        assert article.source_map.source_offset(article.text.index(word)) == column - 1
    assert article.position(article.text.index("pain")).column == 17


def test_tabs_indent_to_columns_of_four():
    """A tab after a list marker belongs to the item, eight columns make code."""
    article = parse_markdown("-\tone\n\n\ttwo\n\n\t\tcode\n")
    assert article.text == "one\n\ntwo\n\ncode"
    assert [article.position(article.text.index(w)).column for w in ("one", "two", "code")] == [3, 2, 3]


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("---\ntitle: 'A: b'\n---\n# C", "A: b"),
        ('+++\ntitle = "A"\n+++\n# C', "A"),
        ("---\ndate: 2026\n---\n## Small\n# Big *one* #\n", "Big one"),
        ("no heading", ""),
    ],
)
def test_title_comes_from_front_matter_or_the_highest_heading(source: str, title: str):
    """The page's own title, "" where it has none."""
    assert parse_markdown(source).title == title


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("~~Zinc cures colds.~~ Zinc shortens colds.", "Zinc shortens colds."),
        ("Zinc shortens colds ~~in all adults~~.", "Zinc shortens colds."),
        ("Zinc ~~cures\nand~~ shortens colds.\nMore", "Zinc shortens colds. More"),
        ("**Zinc ~~cures *all*~~ shortens** colds ~~now~~", "Zinc shortens colds"),
        ("~Zinc cures colds.~ Zinc shortens colds.", "Zinc shortens colds."),
        ("Zinc <del>cures</del> <s>heals</s> shortens colds.", "Zinc shortens colds."),
        ("<div><strike>Zinc cures</strike> It shortens colds.</div>", "It shortens colds."),
        ("- ~~Zinc cures~~\n- It shortens", "It shortens"),
        ("| ~~a~~ | b |\n|---|---|\n| c | d ~~e~~ |", "b\nc\td"),
        ("H~2~O, ~5 mg or ~6 mg", "H2O, ~5 mg or ~6 mg"),
        ("~5 to 10~15 mg for ~£5~ a day", "~5 to 10~15 mg for ~£5~ a day"),
        ("`~~a~~` \\~~b~~ ~~c", "~~a~~ ~~b~~ ~~c"),
    ],
)
@pytest.mark.parametrize("parse", [parse_markdown, parse_mdx])
def test_what_is_struck_through_is_not_what_the_page_says(
    parse: Callable[[str], Article], source: str, text: str
) -> None:
    """Nor does it leave a space too many; a subscript, an "about" and code stay."""
    article = parse(source)
    assert article.text.strip() == text
    for letter in re.finditer(r"\w", article.text):
        assert source[article.source_offset(letter.start())] == letter.group()


@pytest.mark.parametrize(
    ("source", "targets"),
    [
        ("~~Zinc cures colds.[^1]~~ It helps.[^2]", ["2"]),
        ("~~Zinc cures [colds](https://a.example).~~[^1] It helps.[^2]", ["2"]),
        ("<del>Zinc cures colds.</del>[^1] It helps.[^2]", ["2"]),
        ("Zinc ~~cures~~[^1] shortens colds.[^2]", ["1", "2"]),
        ("~~Zinc cures colds.~~ [It](https://a.example) helps.[^2]", ["https://a.example", "2"]),
    ],
)
def test_the_references_of_a_sentence_that_is_struck_through_go_with_it(source: str, targets: list[str]) -> None:
    """They are none of the sentence beside it."""
    article = parse_markdown(f"{source}\n\n[^1]: One.\n\n[^2]: Two.\n")
    assert [link.target for link in article.links] == targets


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Coffee ==protects== the liver", "Coffee protects the liver"),
        ("++Coffee **protects**++ the liver", "Coffee protects the liver"),
        ("^^Coffee^^ ^protects the^ liver", "Coffee protects the liver"),
        ("Coffee ==protects\nthe== liver", "Coffee protects the liver"),
        ("2^10 and 3^5, C++ and D++, a == b == c", "2^10 and 3^5, C++ and D++, a == b == c"),
        ("x=1=y a+b+c ===x=== +++y+++", "x=1=y a+b+c ===x=== +++y+++"),
        ("10^9^/l `==a==` \\==b==", "10\u2079/l ==a== ==b=="),
    ],
)
@pytest.mark.parametrize("parse", [parse_markdown, parse_mdx])
def test_marks_of_other_dialects_do_not_show(parse: Callable[[str], Article], source: str, text: str) -> None:
    """What is marked, inserted or raised; in sums and names the same characters are text."""
    article = parse(source)
    assert article.text == text
    for letter in re.finditer(r"[A-Za-z]", article.text):
        assert source[article.source_offset(letter.start())] == letter.group()


def test_entities_and_escapes_show_their_characters():
    """Character references by name and number; unknown ones and code stay as written."""
    assert (
        parse_markdown(r"&lt; &#65; &#x42; &nosuch; \& \a `&lt;` a&shy;b").text == "< A B &nosuch; & \\a &lt; a\u00adb"
    )


@pytest.mark.parametrize(
    "source",
    [
        "**a",
        "[a](b",
        "[a](<b",
        "`a",
        "<!-- a",
        "<b a",
        "![a",
        "~~~\na",
        "<script>\na",
        "[^1]: ",
        "---\ntitle: a",
        "| a\n|-",
    ],
)
def test_unclosed_markup_loses_no_later_text(source: str):
    """A paragraph far below still shows; only code, comments and scripts may swallow what follows, as in a browser."""
    text = parse_markdown(source + "\n\nLast paragraph.").text
    swallowed = source in ("<script>\na", "<!-- a")
    assert text.endswith("Last paragraph.") is not swallowed


def _shown(tokens: list[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type == "inline":
            parts.append(_shown(token.children or []))
        elif token.type not in ("html_inline", "html_block"):
            parts.append(
                token.content if token.type in ("text", "text_special", "code_inline", "fence", "code_block") else ""
            )
    return "".join(parts)


FRAGMENTS = (
    *[
        "*",
        "**",
        "_",
        "__",
        "`",
        "``",
        "[",
        "]",
        "(",
        ")",
        "![",
        "a",
        "b",
        "word",
        "\\",
        "&amp;",
        "&#65;",
        "#",
        "##",
        "```",
        "<http://x.y>",
        "[r]",
        "!",
        ".",
        "1",
        "é",
        "“",
    ],
    *("\n", "\n\n", "> ", "- ", "1. ", "2) ", "    ", "  ", "\t", "\n\n[r]: /u\n\n", " "),
)


@pytest.mark.parametrize(
    ("source", "path", "text"),
    [
        ("See ![Walking *cures*](a.png) here.", "", "See here."),
        ("![Walking cures](a.png)", "", ""),
        ("![Walking cures](a.png){width=50%}", "", ""),
        ("Text.\n\n![[a.png|Walking cures all pain]]", "", "Text."),
        ("[![Walking cures](a.png)](https://example.org/)", "", ""),
        ("![Walking *cures*](a.png){#fig-1}", "", "Walking cures"),
        (":::{#fig-1}\n![Walking cures](a.png)\n:::", "", "Walking cures"),
        ("![Walking cures](a.png)", "page.qmd", "Walking cures"),
        ("![Walking cures](a.png)", "page.Rmd", "Walking cures"),
        ("![Walking cures pain.](a.png)", "", "Walking cures pain."),
        ("![Walking cures pain.](a.png) Text.", "", "Text."),
        ("![Walking cures](a.png) here.", "page.qmd", "here."),
    ],
)
def test_the_description_of_an_image_is_text_only_as_a_caption(source: str, path: str, text: str):
    """As in HTML, where `alt` is no text: it is shown where the image is not. Quarto, R Markdown and Pandoc make it the caption of a
    figure; a sentence that is alone in its paragraph is taken for one everywhere.
    """
    article = parse_markdown(source, path)
    assert article.text == text
    assert [source[article.source_offset(at)] for at in range(len(text))] == list(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join))
def test_agrees_with_a_commonmark_parser(source: str):
    """markdown-it-py, the oracle, shows the same characters but for white space.

    Where a block ends behind ``[r](`` it shows the brackets, although the link is none and ``[r]`` is (CommonMark 0.31, example 568), and
    where no destination stands behind ``![r](`` it takes the image for a link behind an exclamation mark.
    """
    assume(not re.search(r"\]\([ \t]*(?:\n|$)|!\[[^\]\n]*\]\((?![^()\s]*\))", source))
    expected = _shown(MarkdownIt("commonmark").parse(source))
    assert re.sub(r"\s", "", parse_markdown(source).text) == re.sub(r"\s", "", expected)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab *_`[]()<>!&;#-|\\\n\r\t~:^1.=+\"'\u00e9\U0001f600\ufeff"), max_size=80))
def test_any_text_maps_into_its_source_in_order(source: str):
    """Offsets never leave the file or run backwards, and a letter leads to the same letter."""
    article = parse_markdown(source)
    offsets = [article.source_offset(offset) for offset in range(len(article.text))]
    assert offsets == sorted(offsets)
    decoded = source.removeprefix("\ufeff")
    for offset, character in enumerate(article.text):
        if character in "ab\u00e9\U0001f600":
            assert decoded[offsets[offset]] == character


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "![",
        "[a](",
        "[a](<b",
        '[a](b "',
        "*a ",
        "**a*",
        "*a_ ",
        "`",
        "<a ",
        "<!--",
        "&",
        ">",
        "- ",
        "\t",
        "a|",
        "[a]: b\n",
        "~~a",
        "~~a~~ ",
        "==a",
        "^a ",
        "++a++ ",
        "~~a~~[^1]",
        "<s>a</s> ",
        "<del>",
    ],
)
def test_hostile_repetition_is_read_in_linear_time(unit: str):
    """Ten times the text takes nowhere near a hundred times as long."""
    assert grows_in_proportion(lambda length: parse_markdown((unit * length)[:length]), 4_000)


def test_a_line_of_a_hundred_thousand_characters_keeps_its_columns():
    """Long lines are ordinary in exports."""
    article = parse_markdown("word *it* " * 12_000 + "end")
    assert article.position(len(article.text) - 3).column == 120_001


def test_html_entities_of_the_oracle_are_ours():
    """Every reference that the standard library knows, in one page."""
    names = ("nbsp", "eacute", "mdash", "hellip", "NotEqualTilde", "AMP", "lt")
    assert parse_markdown(" ".join(f"x&{name};y" for name in names)).text == " ".join(
        unescape(f"x&{n};y") for n in names
    )


@pytest.mark.parametrize("letter", ["\u0130", "\u1e9e", "\ufb01", "A\u0301", "\u03a3"])
@pytest.mark.parametrize(("opens", "closes"), [("<script>", "</SCRIPT>"), ("<!--", "-->"), ("<Svg>", "</svg>")])
def test_a_letter_of_two_small_ones_moves_no_end_of_markup(letter: str, opens: str, closes: str) -> None:
    """What is hidden ends where it is closed, whatever length the words before it have in small letters."""
    page = parse_markdown(f"<div>{letter * 9} {opens}hidden{closes}seen <b>text</b></div>")
    assert page.text == f"{letter * 9} seen text"
