"""What the program wrote into an HTML page: the marks of references and their list, known by their classes.

Formatters and minifiers write tags in their own way, and systems that manage pages add attributes and leave comments out; the
classes stay.
"""

import re
from collections.abc import Iterator

from claimcheck.articles.front_matter import front_matter
from claimcheck.articles.html_tokens import Token, TokenKind, html_tokens
from claimcheck.articles.managed import Span, managed_spans
from claimcheck.articles.masks import masked_html

MARK_CLASS = "claimcheck-reference"
LIST_CLASS = "claimcheck-references"


def masked_page(source: str) -> str:
    """The source with what no reader sees of it masked, character for character."""
    begin, _ = front_matter(source)
    return masked_html(blanked(source, 0, begin), begin)


def blanked(source: str, start: int, end: int) -> str:
    """The source with spaces for what stands between two offsets, so that all offsets and lines stay."""
    return source[:start] + re.sub(r"[^\r\n]", " ", source[start:end]) + source[end:] if start < end else source


def own_marks(source: str) -> Iterator[tuple[Token, ...]]:
    """The tags and texts of each mark in order."""
    return _elements(source, "sup", MARK_CLASS)


def own_lists(source: str) -> tuple[Span, ...]:
    """Where the lists of references are, with their comments or, where these were taken out, without; one unless a page was doubled."""
    commented = managed_spans(source)
    ends = ((tokens[0].start, tokens[-1].end) for tokens in _elements(source, "section", LIST_CLASS))
    alone = [span for span in ends if all(span[1] <= one[0] or one[1] <= span[0] for one in commented)]
    return tuple(sorted([*commented, *(_with_empty_lines(source, *span) for span in alone)]))


def _elements(source: str, name: str, kind: str) -> Iterator[tuple[Token, ...]]:
    """The elements of a name and class from tag to end tag; one that never ends is none."""
    taken: list[Token] = []
    for token in html_tokens(masked_page(source)) if kind in source else ():
        if token.kind is TokenKind.OPEN and token.name == name and kind in token.attributes.get("class", "").split():
            taken = []
        elif not taken:
            continue
        taken.append(token)
        if token.kind is TokenKind.CLOSE and token.name == name:
            yield tuple(taken)
            taken = []


def _with_empty_lines(source: str, start: int, end: int) -> Span:
    """With the empty lines before and behind, where both are left of the comments that stood there."""
    above = source.rfind("\n", 0, max(0, source.rfind("\n", 0, start))) + 1
    below = source.find("\n", source.find("\n", end) + 1)
    if not above or below < end or source[above:start].strip() or source[end:below].strip():
        return start, end
    return above, below - (source[below - 1] == "\r")
