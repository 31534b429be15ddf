"""References in HTML: superscript numbers that lead to a list."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape, unescape
from typing import Self

from attrs import evolve, frozen

from claimcheck.articles.base import Article
from claimcheck.articles.html_end import end_around
from claimcheck.articles.html_own import LIST_CLASS, MARK_CLASS, own_lists, own_marks
from claimcheck.articles.html_tokens import Token, TokenKind
from claimcheck.articles.managed import Span
from claimcheck.bibliography.references import Own, Style
from claimcheck.bibliography.styles import linked_reference
from claimcheck.bibliography.works import Work

_ENDS_IN_NUMBER = re.compile(
    r"(?:[0-9](?:\s*</[a-z]+\s*>)*\s*</(?:sup|a|span)\s*>|[\u2070\u00b9\u00b2\u00b3\u2074-\u2079])(?:\s*</[a-z]+\s*>)*\Z",
    re.IGNORECASE,
)
"""What ends in a mark of the page's own."""
_NAME = re.compile(r"#ref-([^#]*)\Z")


@frozen
class Html(Style):
    """Superscripts and an ordered list, before the end of the article that holds the claims, else of the page.

    They count on `after` the last number of the page's own references, which `last_number` tells.
    """

    last_number: Callable[[Article], int] = lambda _article: 0
    after: int = 0

    def lists(self, source: str) -> tuple[Span, ...]:
        """See `Style.lists`; they are known by their class, too."""
        return own_lists(source)

    def own(self, source: str, block: str) -> tuple[Own, ...]:  # noqa: ARG002 - our marks are known by their class
        """See `Style.own`; what holds words is no mark of ours any more."""
        return tuple(
            Own(tokens[0].start, tokens[-1].end, frozenset(_names(tokens)))
            for tokens in own_marks(source)
            if not any(char.isalpha() for char in _text(source, tokens))
        )

    def within(self, article: Article) -> Self:
        """One number means one work on a page."""
        return evolve(self, after=self.last_number(article))

    def mark(self, works: tuple[Work, ...], numbers: Mapping[str, int], before: str = "") -> str:
        """``<sup …><a href="#ref-pmid-1">1</a></sup>``; a comma parts its number from one of the page that stands right before."""
        links = (f'<a href="#ref-{work.key}">{self.after + numbers[work.key]}</a>' for work in works)
        comma = "," if _ENDS_IN_NUMBER.search(before) else ""
        return f'<sup class="{MARK_CLASS}">{comma}{",".join(links)}</sup>'

    def lines(self, works: tuple[Work, ...]) -> list[str]:
        """The list, one work a line."""
        items = [f'<li id="ref-{work.key}">{_reference(work)}</li>' for work in works]
        return [
            f'<section class="{LIST_CLASS}">',
            f"<h2>{'Further references' if self.after else 'References'}</h2>",
            f'<ol start="{self.after + 1}">' if self.after else "<ol>",
            *items,
            "</ol>",
            "</section>",
        ]

    def place(self, source: str, offsets: Iterable[int]) -> int:
        """At the beginning of the line of the tag that ends what holds the references, where that stands alone."""
        at = end_around(source, offsets)
        line = source.rfind("\n", 0, at) + 1
        return at if source[line:at].strip() else line


def _names(tokens: Iterable[Token]) -> Iterator[str]:
    """The keys of the works that a mark leads to; a system that manages pages may write the whole address."""
    links = (token.attributes.get("href", "") for token in tokens if token.kind is TokenKind.OPEN)
    return (found[1] for link in links if (found := _NAME.search(unescape(link).strip())))


def _text(source: str, tokens: Iterable[Token]) -> str:
    texts = (source[token.start : token.end] for token in tokens if token.kind is TokenKind.TEXT)
    return unescape("".join(texts))


def _reference(work: Work) -> str:
    """In ASCII, with references to all other characters: it reads the same whatever encoding the page declares, or is served in."""
    text, link = (escape(part).encode("ascii", "xmlcharrefreplace").decode() for part in linked_reference(work))
    return f'{text} <a href="{link}">{link}</a>'.lstrip() if link else text
