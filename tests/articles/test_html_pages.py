"""A web page's text is its main content, and every character of it leads back to the file."""

import re
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.growth import grows_in_proportion

from claimcheck.articles import html_tree
from claimcheck.articles.anchors import AnchorOutcome, locate
from claimcheck.articles.article import read_article
from claimcheck.articles.html import parse_html, read_html
from claimcheck.errors import UnreadableArticleError
from claimcheck.model import Quote

PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Sciatica &amp; you | A site</title><style>p{}</style>
<script>document.write("<p>Not text.</p>")</script></head>
<body class="has-sidebar cookie-consent">
<header><a href="/">Logo</a><h1>A site</h1></header>
<nav><ul><li><a href="/">Home</a></ul></nav>
<div id="cookie-banner"><p>We use cookies.</p><button>Accept</button></div>
<main><h1>Manual therapy</h1><nav>In this page</nav>
<p>It helps <b>some</b> people&nbsp;with
   sciatica (p &lt; 0.05).<sup><a href="#fn1">1</a></sup> <!-- hidden > --> See <a href="/x">this</a>.
<p>Unclosed paragraph<br>next line <span hidden>unseen</span>
<ul><li>One<li>Two <i>it</i>ems</ul>
<table><tr><th>A<th>B<tr><td>x<td>y</table>
<form><label>Your name</label><input name=a></form>
<pre>a
  b</pre><footer><ol><li id=fn1>Smith 2019.</ol></footer>
</main><footer>Imprint</footer></body></html>
"""
TEXT = """Manual therapy

It helps some people\u00a0with sciatica (p < 0.05). See this.

Unclosed paragraph
next line

One

Two items

A\tB
x\ty

a
  b

Smith 2019."""


def test_the_text_is_the_main_content():
    """Navigation, banners, forms, scripts, comments, hidden words and marks of notes do not show."""
    article = parse_html(PAGE)
    assert article.text == TEXT
    assert article.title == "Manual therapy"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_word_leads_back_to_its_line_and_column(ending: str, mark: str):
    """Line endings and a byte order mark shift nothing."""
    article = parse_html(mark + PAGE.replace("\n", ending), "page.html")
    lines = PAGE.split("\n")
    assert article.text == TEXT
    for word in re.finditer(r"[A-Za-z]+", article.text):
        place = article.position(word.start())
        if word.group() != "items":
            assert lines[place.line - 1][place.column - 1 :].startswith(word.group())


PROSE = "<p>" + "Exercise helps a little, and that is what the trials say. " * 8 + "</p>"


@pytest.mark.parametrize(
    "page",
    [
        f"<body><div class=menu><a href=1>One</a> <a href=2>Two</a></div><div id=x><div><h1>T</h1>{PROSE}</div></div>Imprint",
        f"<body><article>{PROSE}</article><article><p>Teaser.</article><div>Imprint</div>",
        f"<div role=main>{PROSE}</div><div role=contentinfo>Imprint</div>",
        f"<body><form><div class='sidebar'>Teaser.</div><main>{PROSE}</main></form>Imprint",
        f"<table><tr><td><a href=1>One</a><td>{PROSE}</table><p>Imprint",
        f"<div style='color: red; display:none'>Teaser.</div><section itemprop=articleBody>{PROSE}</section>Imprint",
    ],
)
def test_the_main_content_is_found(page: str):
    """By landmarks, by microdata, or as the densest block."""
    text = parse_html(page).text
    assert "Exercise helps a little" in text
    assert not re.search("Imprint|Teaser|One|Two", text)


@pytest.mark.parametrize(
    "page",
    ["<p class=comment>Just a comment.", "Plain words.", "<div class=sidebar><p>All there is.</p></div>", "<p>a<b>c"],
)
def test_a_page_of_little_text_keeps_it(page: str):
    """What looks like furniture stays where there is nothing else."""
    assert parse_html(page).text


def test_words_that_furniture_and_articles_share_leave_text_in():
    """Consent and social anxiety are subjects; a long section stays whatever its name."""
    named = "".join(
        f"<div class='{name}'><p>About {name}.</p></div>" for name in ("informed-consent", "social-anxiety")
    )
    text = parse_html(
        f"<main><h1>T</h1>{PROSE}{named}<div class=newsletter><p>Sign up.</p></div><code class=comments>c</code>"
        f"<section id=sidebar>{PROSE}</section>{PROSE}</main>"
    ).text
    assert "About informed-consent" in text
    assert "About social-anxiety" in text
    assert text.count("Exercise helps") == 24
    assert "Sign up" not in text
    assert "\n\nc\n\n" in text


def test_entities_with_and_without_semicolon():
    """As browsers read them, windows-1252 numbers among them; positions go on behind them."""
    source = "<p>a &amp b &copy; &#150; &#x2265; &nosuch; & 5 &lt;10 end"
    article = parse_html(source)
    assert article.text == "a & b \u00a9 \u2013 \u2265 &nosuch; & 5 <10 end"
    assert article.position(article.text.index("end")).column == source.index("end") + 1


def test_emoji_and_right_to_left_text_count_by_characters():
    """Columns are code points, whatever their width or direction."""
    source = "<p>\U0001f600 \u05e9\u05dc\u05d5\u05dd <i>\u05e2\u05d5\u05dc\u05dd</i> \U0001f468\u200d\U0001f469 pain"
    article = parse_html(source)
    for word in ("\u05e9\u05dc\u05d5\u05dd", "\u05e2\u05d5\u05dc\u05dd", "pain"):
        assert article.position(article.text.index(word)).column == source.index(word) + 1


words = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="<>&"), min_size=1, max_size=9
)
paragraphs = st.lists(st.lists(words, min_size=1, max_size=6), min_size=1, max_size=6)
TEMPLATES = [
    "<p>{}",
    "<p>{}</p>\n",
    "<ul><li>{}</ul>",
    "<h2 class='a>b'>{}</h2>",
    "<div>\r\n<p><b>{}</b></div>",
    "<table><tr><td>{}</table>",
]


@given(paragraphs, st.data())
@settings(max_examples=80, deadline=None)
def test_known_words_come_back_with_their_places(blocks: list[list[str]], data: st.DataObject):
    """Whatever markup stands around them: each word is found, in order, where it was written."""
    source, places = "<body><main>", []
    for block in blocks:
        before, after = data.draw(st.sampled_from(TEMPLATES)).split("{}")
        source += before
        for word in block:
            places.append((word, len(source)))
            source += word + data.draw(st.sampled_from([" ", "\n  ", "<i> </i>", "<!-- > --> ", "<br/>"]))
        source += after
    article, position = parse_html(source), 0
    for word, offset in places:
        position = article.text.index(word, position)
        assert article.source_offset(position) == offset
        position += len(word)
    assert "".join(article.text.split()) == "".join(word for word, _ in places)


MARKUP = [*"<>/!-=\"'& ab\n", "<p>", "<td>", "</p>", "<table>", "<script>", "<!--", "<a href=#"]


@given(st.lists(st.sampled_from(MARKUP), max_size=60).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_markup_is_read(source: str):
    """Nothing breaks the reader, and positions stay within the page and in order."""
    article = parse_html(source)
    offsets = [article.source_offset(index) for index in range(len(article.text))]
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(source) for offset in offsets)


@pytest.mark.parametrize(
    "unit", ["<a ", "<!--", "</", '<a x="', "<div>", "<p>", "<td>", "<p><table><b>", "&", "</p>", "a\u00a0"]
)
def test_hostile_markup_takes_linear_time(unit: str):
    """Eight times as much takes nowhere near sixty-four times as long, as with html.parser."""
    assert grows_in_proportion(lambda count: parse_html(unit * count), 1_500, 8)


def test_brackets_around_marks_without_end_take_linear_time():
    """However deep they nest; what no page has stays as it stands."""
    mark = '[<a href="#r1">1</a>'
    assert parse_html(mark * 2_000 + "]" * 2_000).text
    assert grows_in_proportion(lambda count: parse_html(mark * count + "]" * count), 400, 8)


@pytest.mark.slow
def test_a_page_of_20_megabytes_and_a_line_of_100000_characters():
    """Long lines keep their columns."""
    line = "<p>" + "pain " * 20_000 + "<b>end</b>"
    assert parse_html(line).position(100_000).column == 100_007
    page = (PROSE + "\n") * 41_000
    article = read_html(page.encode(), "page.html")
    assert article.position(len(article.text) - 1).line == 41_000


def test_endless_markup_is_refused(monkeypatch: pytest.MonkeyPatch):
    """In one sentence, as soon as the limit is passed."""
    monkeypatch.setattr(html_tree, "MAX_TAGS", 2_000)
    assert parse_html("<i>" * 1_990 + "words", "page.html").text == "words"
    with pytest.raises(UnreadableArticleError, match=r"^page.html: more than 2,000 tags"):
        parse_html("<i>" * 2_010, "page.html")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<p>caf\u00e9".encode(), "caf\u00e9"),
        (b"\xef\xbb\xbf<meta charset=latin1><p>caf\xc3\xa9", "caf\u00e9"),
        ("<p>caf\u00e9".encode("utf-16"), "caf\u00e9"),
        (b"<meta charset='ISO-8859-1'><p>5 \x96 6 caf\xe9", "5 \u2013 6 caf\u00e9"),
        (
            b'<meta http-equiv=x content="text/html; charset=windows-1251"><p>\xe1\xee\xeb\xfc',
            "\u0431\u043e\u043b\u044c",
        ),
        (b"<!-- <meta charset=koi8-r> --><p>caf\xc3\xa9", "caf\u00e9"),
        ("<meta charset=shift_jis><p>\u75db\u307f".encode("cp932"), "\u75db\u307f"),
    ],
)
def test_encodings(data: bytes, text: str):
    """A byte order mark, then what the page declares, then UTF-8."""
    assert read_html(data, "page.html").text == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<p>ok\n<p>caf\xe9", "not UTF-8 (byte 0xe9 on line 2)"),
        ("<meta charset=windows-1252><p>caf\u00e9".encode(), "declares windows-1252 but is UTF-8"),
        ("<meta charset=ISO-8859-1><p>caf\u00e9".encode(), "declares iso-8859-1 but is UTF-8"),
        ("<meta charset=us-ascii><p>caf\u00e9".encode(), "declares us-ascii but is UTF-8"),
        (b"<meta charset=latin1>\n<p>caf\xc3\xa9 caf\xe9", "mixes latin1 and UTF-8 (UTF-8 on line 2)"),
        (b"<meta charset=latin1><p>\x81", "not latin1 (byte 0x81"),
        (b"<meta charset=gb2312><p>\x80\xff", "not gb2312 (byte 0x80"),
        (b"<meta charset=latin1><meta charset=gbk>", "declares two encodings (gbk and latin1)"),
        (b"<meta charset=utf-8><meta charset=koi8-r>", "declares two encodings"),
        (b"<meta charset=utf-7>", "declares the encoding utf-7"),
        ("<p>a".encode("utf-16-le"), "without a byte order mark"),
    ],
)
def test_unclear_encodings_are_refused_in_one_sentence(data: bytes, words: str):
    """Guessing would shift positions and spoil quotes."""
    with pytest.raises(UnreadableArticleError) as caught:
        read_html(data, "page.html")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_quotes_are_found_in_a_page(tmp_path: Path):
    """Across tags and line breaks; the place is that of the file."""
    (tmp_path / "page.htm").write_text(PAGE, encoding="utf-8")
    anchor = locate(read_article(tmp_path / "page.htm"), Quote("helps some people with sciatica"))
    assert anchor.outcome is AnchorOutcome.FOUND
    assert (anchor.place.location.line, anchor.place.location.column) == (9, 7)


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("<title>A &amp; b</title><p>x", "A & b"),
        ("<title>A</title><meta property='og:title' content='Sciatica &amp; you'><p>x", "Sciatica & you"),
        ("<svg><title>icon</title></svg><p>x", ""),
        ("<p>x", ""),
    ],
)
def test_title(page: str, title: str):
    """The first heading, else what the head says."""
    assert parse_html(page).title == title
    assert parse_html(page + f"<h1>{escape('T & u')}</h1>").title == "T & u"


def test_related_articles_within_main_are_no_part_of_the_article():
    """What a page teases in a block called "related" is said elsewhere; "work-related" is a word of the article."""
    page = parse_html(
        "<main><article><h1>Sleep</h1><p>Melatonin helps with jet lag, and light in the morning does so too.</p>"
        "<div class='work-related'><p>Shifts cost sleep.</p></div></article>"
        "<section class='related'><p>Magnesium cures cramps.</p></section></main>"
    )
    assert "Magnesium" not in page.text
    assert "Shifts cost sleep." in page.text


@pytest.mark.parametrize(
    "element",
    [
        "<template><table><tr><td>x</template>",
        "<template><template>a</template>b</template>",
        "<object data=x><param name=a><p>Install it</object>",
        "<select><option>A<option>B</select>",
        "<select><optgroup label=a><option>A</select>",
        "<datalist><option>A<option>B</datalist>",
        "<svg/>",
        "<svg><title/><path d='M0'/></svg>",
        "<svg><style/><g></svg>",
        "<svg><foreignObject><div><p>x</div></foreignObject></svg>",
        "<svg><path d='M0'>",
        "<button><div>Send</button>",
        "<video><p>No video here</video>",
        "<canvas><div>c</canvas>",
        "<noscript><div>No script</noscript>",
        "<map name=m><area><div>m</map>",
    ],
)
def test_the_text_behind_an_element_is_read(element: str) -> None:
    """An element that shows no text ends where it says so, whatever was left open in it."""
    page = f"<main><h1>Walking</h1><p>It helps.</p>{element}<h2>Warnings</h2><p>Aspirin causes bleeding.</p></main>"
    assert parse_html(page).text == "Walking\n\nIt helps.\n\nWarnings\n\nAspirin causes bleeding."


def test_tags_that_end_themselves_count_in_xhtml() -> None:
    """A page that says it is XML may write an empty script or title so."""
    page = (
        '<?xml version="1.0"?><html><head><script src="a.js"/><title/></head><body><p>Walking helps.</p></body></html>'
    )
    assert parse_html(page).text == "Walking helps."


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p><del>Zinc cures colds.</del> <ins>Zinc shortens colds.</ins></p>", "Zinc shortens colds."),
        ("<p>Zinc shortens <s>all</s> colds <strike>in all adults</strike>.</p>", "Zinc shortens colds."),
        ("<del><p>Zinc cures colds.</p></del><p>Zinc shortens colds.</p>", "Zinc shortens colds."),
        ("<p><span style='color:red;text-decoration: line-through'>Zinc cures.</span> It helps.</p>", "It helps."),
        ("<p><span style='text-decoration: underline'>Zinc</span> helps.</p>", "Zinc helps."),
    ],
)
def test_what_is_struck_through_is_not_what_the_page_says(page: str, text: str) -> None:
    """Nor does it leave a space too many."""
    assert parse_html(page).text == text


def test_the_mark_of_a_note_goes_with_the_sentence_that_is_struck_through() -> None:
    """It is none of the sentence beside it; that of a word stays."""
    mark = "<sup><a href='#fn{0}'>{0}</a></sup>".format
    for before in ("", "<p>Colds</p>", "<p>Colds are common. "):
        page = f"{before}<p><del>Zinc cures colds.</del>{mark(1)} It <s>cures</s>{mark(2)} helps.{mark(3)}</p>"
        assert [link.target for link in parse_html(page).links] == ["fn2", "fn3"]


REMARK = '<a href="#cmnt_ref{0}" id="cmnt{0}">[a]</a><span>Say that zinc causes nausea.</span>'


@pytest.mark.parametrize("form", ["<div><p>{}</p><p>It cures.</p></div>", "<div><p>{}</p></div>", "<p>{}</p>"])
@pytest.mark.parametrize("mark", ["<sup>{}</sup>", "{}"])
def test_comments_of_reviewers_in_google_docs_are_left_out(form: str, mark: str):
    """Their marks too: neither is text, link or note. What stands beside them stays."""
    marked = mark.format('<a href="#cmnt1" id="cmnt_ref1">[a]</a>')
    beside = '<p id="cmnt7">Zinc <a href="#cmnt7">[a]</a> is a metal.</p>'
    remarks = form.format(REMARK.format(1)) + form.format(REMARK.format(2))
    article = parse_html(f"<h1>Zinc</h1><p>Zinc helps.{marked} Iron does not.</p>{beside}{remarks}")
    assert article.text.startswith("Zinc\n\nZinc helps. Iron does not.\n\nZinc")
    assert "nausea" not in article.text
    assert "cures" not in article.text
    assert not [link for link in article.links if link.target in ("cmnt1", "#cmnt1")]
    assert all(note.name == "cmnt7" for note in article.notes)
