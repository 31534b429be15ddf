"""What papers, articles and claims files say is data: no format lets it become a command, markup or a formula."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from support.hostile import ATTACKS, article, report

from claimcheck.model import Finding, Report, Severity
from claimcheck.reports import FORMATS, render

JSON_FORMATS = ("json", "jsonl", "sarif", "gitlab", "rdjson")
# C0 and C1 controls but the line feed, bidirectional controls, line separators, noncharacters, surrogates.
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")


def written(name: str) -> str:
    everything = report()
    articles = {(one.claim.location.path, "page.md"): article() for one in everything.verdicts}
    return render(
        everything, name, width=60, articles=articles, source_line=lambda path, line: ATTACKS[line % len(ATTACKS)]
    )


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_lets_hostile_text_through(name: str) -> None:
    """No control character, no command of a CI log, no bytes that cannot be encoded; the same bytes each time."""
    text = written(name)
    assert not FORBIDDEN.search(text), repr(FORBIDDEN.search(text))
    assert text == written(name)
    text.encode("utf-8")
    commands = [line for line in text.splitlines() if line.lstrip().startswith("::")]
    if name == "github":
        pattern = r"::(error|warning|notice) file=[^:,]*,line=\d+,col=\d+,title=[^:,]*::(?!.*%0[Ad].*%0[Ad]).*"
        assert all(re.fullmatch(pattern, line) for line in commands), commands
        assert "%250A" in text
    else:
        assert commands == []
    assert not re.search(r"##\w*\[", text)
    if name in JSON_FORMATS:
        assert text.isascii()
        parsed = [json.loads(line) for line in text.splitlines()] if name == "jsonl" else json.loads(text)
        assert parsed
    PARSERS.get(name, lambda text: None)(text)


def check_xml(text: str) -> None:
    names = {element.tag for element in ET.fromstring(text.encode()).iter()}
    known = {"testsuites", "testsuite", "testcase", "failure", "skipped", "system-out", "checkstyle", "file", "error"}
    assert names <= known


def check_csv(text: str) -> None:
    rows = list(csv.reader(io.StringIO(text), strict=True))
    assert len(rows) == len(ATTACKS) + 1
    assert {len(row) for row in rows} == {len(rows[0])}
    formulas = [cell for row in rows for cell in row if cell.lstrip().startswith(tuple("=+-@\t\r＝＋－＠"))]
    assert formulas == []


def check_markdown(text: str) -> None:
    """Rendered with tables, strike-through and links, all that is left is the report's own markup."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    kinds = {token.type for token in tokens}
    assert kinds <= {
        *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline"),
        *("table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close"),
        *("tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close"),
        *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
    }
    assert sum(token.type == "heading_open" for token in tokens) == 1
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {"text", "text_special", "html_inline", "strong_open", "strong_close"}
    assert {child.content for child in inline if child.type == "html_inline"} == {"<br>"}
    assert not re.search(r"[@#]\w|https?://|www\.\w", text)


class Tags(HTMLParser):
    """Every tag and attribute of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= set(attrs)


def check_html(text: str) -> None:
    seen = Tags()
    seen.feed(text)
    assert not seen.tags & {"script", "img", "iframe", "object", "base", "form"}
    assert text.count("<svg") == 1  # the report's own chart
    assert not [name for name, _ in seen.attributes if name.startswith("on") or name in ("style", "src", "srcdoc")]
    links = {value or "" for name, value in seen.attributes if name == "href"}
    assert all(link.startswith(("#", "https://")) for link in links), links


PARSERS = {
    "junit": check_xml,
    "checkstyle": check_xml,
    "csv": check_csv,
    "markdown": check_markdown,
    "html": check_html,
}


@given(st.lists(st.text(max_size=30), min_size=4, max_size=4))
def test_any_text_leaves_the_formats_whole(texts: list[str]) -> None:
    """Whatever Unicode stands in a finding: XML is well-formed, CSV keeps its columns, a finding is one command."""
    message, path, claim, hint = texts
    finding = Finding("CC101", "unsourced-claim", Severity.ERROR, message, path, 1, 1, claim, hint)
    one = Report(findings=(finding,))
    for name in ("junit", "checkstyle"):
        ET.fromstring(render(one, name).encode())
    assert {len(row) for row in csv.reader(io.StringIO(render(one, "csv")), strict=True)} == {11}
    lines = render(one, "github").splitlines()
    assert [line.startswith("::") for line in lines] == [True, False]
    assert json.loads(render(one, "json"))["findings"][0]["message"] == message
    assert sum(row.startswith("| ") for row in render(one, "markdown").splitlines()) == 3
    for name in FORMATS:
        assert not FORBIDDEN.search(render(one, name))
