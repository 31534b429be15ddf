"""Which elements of an HTML page are marks of notes, which raise what they hold, and which hold the notes themselves."""

import re
from collections.abc import Iterator, Sequence

from claimcheck.articles.html_tree import BLOCKS, Element, Tree

_NOTE_TARGET = re.compile(
    r"#_?(?:fn|ftn|edn|en|note|foot|end|ref|cite|bib|r?cr|b|r)[\w:.-]*\d[\w:.-]*\Z", re.IGNORECASE
)
_NOTE_MARK = re.compile(
    r"[\s\[\](),;\u2013*\u2020\u2021-]*(?:(?:(?:nb|notes?|fn|n|refs?)\.?\s?)?\d+(?:\s?[,\u2010-\u2013-]\s?\d+)*|[a-z]|[ivx]+|[*\u2020\u2021\u00a7]+)?[\s\[\](),;\u2013*\u2020\u2021-]*\Z"
)
_ASIDE_ROLES = frozenset(
    f"{kind}{name}"
    for kind in ("doc-", "")
    for name in ("footnote", "footnotes", "endnote", "endnotes", "rearnote", "rearnotes", "bibliography", "biblioentry")
)
_ASIDE_NAME = re.compile(
    r"(?:^|\s)(?:(?:article|content|entry|mw|page|post|section|wp-block)[_-])*"
    r"(?:foot-?notes?|end-?notes?|references|reference-?list|ref-?list|bibliography|citations|sources|works-cited|csl-bib-body|notes)"
    r"(?:[_-](?:block|body|box|container|content|list|section|wrap|wrapper))*(?=\s|$)",
    re.IGNORECASE,
)
_LONGEST_MARK = 40
_REMARK = re.compile(r"cmnt(?P<mark>_ref)?\d+\Z")
"""The names by which pages from Google Docs know reviewers' comments, and the marks that lead to them."""


def is_aside(element: Element) -> bool:
    """Whether an element says of itself that it holds notes or a list of references."""
    given = element.attributes
    if not given or element.name not in BLOCKS or element.name in ("html", "body", "main", "article"):
        return False
    roles = f"{given.get('role', '')} {given.get('epub:type', '')}".lower().split()
    named = f"{given.get('class', '')} {given.get('id', '')}"
    return not _ASIDE_ROLES.isdisjoint(roles) or bool(_ASIDE_NAME.search(named))


def remarks(tree: Tree) -> Iterator[Element]:
    """What holds a comment of a reviewer in a page from Google Docs, and its mark: nothing of the article."""
    for link in tree.elements:
        named = _REMARK.match(link.attributes.get("id", "")) if link.name == "a" and link.attributes else None
        if named is None or not link.attributes.get("href", "").startswith("#cmnt"):
            continue
        around = [link, link.parent, link.parent.parent] if link.parent else [link]
        names = ("sup",) if named["mark"] else ("p", "div")
        held = [one for one, name in zip(around[1:], names, strict=False) if one and one.name == name]
        yield link
        yield from held if all(one.first + at == link.first for at, one in enumerate(held, 1)) else held[:1]


def is_superscript(element: Element) -> bool:
    """Whether an element raises what it holds, by its name, its class or its style."""
    given = element.attributes
    if element.name == "sup" or not given or element.name in BLOCKS:
        return element.name == "sup"
    style = given.get("style", "").replace(" ", "")
    return "superscript" in given.get("class", "").lower() or "vertical-align:super" in style


def marks_notes(element: Element, targets: Sequence[str], words: str) -> bool:
    """Whether a link or a superscript with these targets and words is the mark of notes of the page."""
    if element.name not in ("a", "sup") or not targets:
        return False
    if not all(target.startswith("#") and len(target) > 1 for target in targets):
        return False
    return is_mark(words) and (element.name == "sup" or _marks_note(element))


def is_mark(words: str) -> bool:
    """Whether words are all the mark of a note: a number, a letter, a sign, with brackets or without."""
    return 0 < len(words.strip()) < _LONGEST_MARK and _NOTE_MARK.match(words) is not None


def _marks_note(link: Element) -> bool:
    kind = link.attributes.get("role", "") + " " + link.attributes.get("epub:type", "")
    return "noteref" in kind or "biblioref" in kind or bool(_NOTE_TARGET.match(link.attributes.get("href", "")[:100]))
