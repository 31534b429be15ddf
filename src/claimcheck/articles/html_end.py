"""Where the article of an HTML page ends: before which closing tag something can be added to it."""

from collections.abc import Iterable

from claimcheck.articles.html import page_tree
from claimcheck.articles.html_tokens import TokenKind, html_tokens
from claimcheck.articles.html_tree import Element, Tree

_HOLDERS = ("article", "div", "main", "section")
"""Elements that may be an article or the main content, and hold a list."""


def end_around(source: str, offsets: Iterable[int]) -> int:
    """The beginning of the tag that closes the smallest article (else main content, else page) around all the offsets.

    What scripts, comments and attributes hold is no tag. A page that nothing closes ends where its source does.
    """
    masked, tree = page_tree(source)
    tags = [token for token in html_tokens(masked) if token.kind is TokenKind.CLOSE]
    holder = _holder(tree, sorted(offsets))
    begins = {tag.end: tag.start for tag in tags}
    if holder is not None:
        end = tree.events[holder.last].end
        return begins.get(end, end)
    last = {tag.name: tag.start for tag in tags}
    return last.get("body", last.get("html", len(source)))


def _holder(tree: Tree, offsets: list[int]) -> Element | None:
    """The last of such elements to begin is the innermost."""
    for element in reversed(tree.elements) if offsets else ():
        if element.name in _HOLDERS and (element.is_article or element.is_main):
            begins, ends = tree.events[element.first].end, tree.events[element.last].start
            if begins <= offsets[0] and offsets[-1] <= ends:
                return element
    return None
