"""The article on the page: its blocks, with the words that claims quote marked and linked to the claims."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from attrs import frozen

from claimcheck.articles.anchors import locate
from claimcheck.articles.base import Article
from claimcheck.model import Claim
from claimcheck.reports.plain import plain
from claimcheck.reports.source import SourceLine

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-+)\s*$")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")
_QUOTED = re.compile(r"\s{0,3}>")


@frozen
class Mark:
    """Words of the article that a claim quotes: offsets into its text, the claim's number on the page, its status, and
    whether anything was found against it. `leads_to` is an address, "" for the claim's own place on the page; `is_current` marks the
    claim that is being read.
    """

    start: int
    end: int
    number: int
    status: str
    found: bool = False
    leads_to: str = ""
    is_current: bool = False


def mark_of(article: Article, claim: Claim, number: int, status: str, *, found: bool = False) -> Mark | None:
    """Where the claim's quote stands; None where it has none, or where it stands nowhere or in several places."""
    place = locate(article, claim.quote).place if claim.quote else None
    return Mark(place.start, place.end, number, status, found) if place else None


def article_html(article: Article, marks: Sequence[Mark], source_line: SourceLine | None) -> str:
    """The article's blocks as HTML. Headings, list items and quotations are known by the lines of the file."""
    written: list[str] = []
    opened = ""
    for start, end in _blocks(article.text):
        inner = "".join(_segments(article.text, start, end, marks))
        tag = _tag(article, start, source_line)
        wanted = "ul" if tag == "li" else ""
        if opened != wanted:
            written.append(f"</{opened}>\n" if opened else "")
            written.append(f"<{wanted}>\n" if wanted else "")
            opened = wanted
        written.append(f"<{tag} dir=auto>{inner}</{tag}>\n")
    return "".join(written) + (f"</{opened}>\n" if opened else "")


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for block in text.split("\n\n"):
        if block.strip():
            yield start, start + len(block)
        start += len(block) + 2


def _tag(article: Article, start: int, source_line: SourceLine | None) -> str:
    place = article.position(start)
    line = source_line(place.path, place.line) if source_line and place.line else None
    if line is None or place.line is None or source_line is None:
        return "p"
    if heading := _HEADING.match(line):
        return f"h{min(len(heading[1]) + 2, 6)}"
    if _ITEM.match(line):
        return "li"
    if _QUOTED.match(line):
        return "blockquote"
    below = _UNDERLINE.match(source_line(place.path, place.line + 1) or "")
    return "p" if below is None else "h3" if below[1][0] == "=" else "h4"


def _segments(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[str]:
    """The block cut wherever a mark begins or ends; of several marks over the same words the shortest is shown."""
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = sorted({start, end, *(cut for mark in here for cut in (mark.start, mark.end) if start < cut < end)})
    for left, right in pairwise(cuts):
        over = [mark for mark in here if mark.start <= left and mark.end >= right]
        words = _words(text[left:right])
        yield (
            _marked(words, min(over, key=lambda one: (one.end - one.start, one.number)), left, right) if over else words
        )


def _words(text: str) -> str:
    """A line break as one, and a dot where a table's cells meet."""
    parts = re.split(r"([\n\t])", text)
    return "".join({"\n": "<br>", "\t": " · "}.get(part) or escape(plain_words(part)) for part in parts)


def _marked(words: str, mark: Mark, left: int, right: int) -> str:
    name = f" id=quote-{mark.number}" if left == mark.start else ""
    status = mark.status.replace("-", " ")
    found = " found" if mark.found else ""
    tail = (
        f"<sup aria-hidden=true>{mark.number}</sup><span class=hidden-text> (claim {mark.number}, {status})</span>"
        if right == mark.end
        else ""
    )
    current = " aria-current=true" if mark.is_current else ""
    address = escape(mark.leads_to) or f"#claim-{mark.number}"
    return f'<a{name} class="mark {mark.status}{found}" href="{address}"{current}>{words}{tail}</a>'


def plain_words(text: str) -> str:
    """Harmless text that keeps the spaces around it, which part it from its neighbours."""
    if not text.strip():
        return " " if text else ""
    inner = plain(text)
    return f"{' ' if text[0].isspace() else ''}{inner.strip()}{' ' if text[-1].isspace() else ''}"
