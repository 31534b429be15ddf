"""The main content of an HTML page: which elements are the article, and which stand around it.

What the page says itself comes first (`main`, `article`, ARIA roles: WAI-ARIA 1.2, landmark roles); a page without such
marks is searched for the smallest block that holds most of its running text. Leaving out too much loses claims, keeping
too much only adds sentences, so doubtful parts stay.
"""

import re
from collections.abc import Iterable

from claimcheck.articles.html_blocks import DELETED, NEVER_SHOWN
from claimcheck.articles.html_marks import remarks
from claimcheck.articles.html_tree import BLOCKS, Element, Tree

_ROLES = "navigation|search|dialog|alertdialog|menu|menubar|toolbar|tablist|banner|contentinfo|tooltip|doc-backlink"
_NEVER_ROLES = frozenset(_ROLES.split("|"))
_AROUND = frozenset({"header", "footer", "aside"})
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_STRUCK = re.compile(r"(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*\bline-through\b", re.IGNORECASE)
_UNSEEN = re.compile(r"(?:^|\s)(?:visually-?hidden|sr-only|screen-reader-text|skip-(?:link|nav|to-content))(?=\s|$)")
# Words of class and id. Bare "consent", "social" or "comment" may be what an article is about.
_SUSPECT = re.compile(
    r"(?:^|[\s_-])(?:cookies?|cookie-?(?:bar|banner|notice|consent)|consent-?(?:bar|banner|manager|modal|popup|notice)|gdpr|"
    r"breadcrumbs?|newsletter|subscribe|share-?(?:bar|buttons?|icons?|links|tools|this)|sharing|sidebar|advert|adverts|"
    r"advertisement|promo|popup|modal|pagination|pager|navbar|social-?(?:bar|buttons|icons|links|media|nav|sharing?)|"
    r"related-?(?:posts?|articles?|content|links?|pages?)|comments|comment-?(?:form|list|section))(?=[\s_-]|$)|(?:^|\s)related(?=\s|$)",
    re.IGNORECASE,
)
_SHORT = 400
_DESCENDS = frozenset(
    ["#page", "html", "body", "div", "section", "center", "form", "table", "tbody", "tr", "td", "span", "font"]
)
_LINK_LISTS = frozenset({"div", "ul", "ol", "section", "table", "dl"})


class _Sums:
    """What an element holds with all that is in it, except for what is left out."""

    __slots__ = ("heading", "landmark", "linked", "links", "text")

    def __init__(self, element: Element) -> None:
        self.text, self.linked, self.links = element.own, element.linked, element.links
        self.heading = element.name == "h1"
        self.landmark = self.heading or element.is_main or element.is_article

    def add(self, other: "_Sums") -> None:
        self.text += other.text
        self.linked += other.linked
        self.links += other.links
        self.heading |= other.heading
        self.landmark |= other.landmark

    @property
    def prose(self) -> int:
        return self.text - self.linked


def main_element(tree: Tree) -> Element:
    """The element that holds the article; parts of the page that do not belong to it are marked as out."""
    for element in tree.elements[1:]:
        element.out = _is_left_out(element)
    for element in remarks(tree):
        element.out = True
    sums = _sums(tree)
    half = sums[tree.root].text / 2
    for element in tree.elements[1:]:
        if not element.out and not sums[element].landmark and sums[element].text < half:
            element.out = element.name == "form" or _looks_like_furniture(element, sums[element])
    sums = _sums(tree)
    return _landmark(sums) or _densest(tree, sums)


def is_deleted(element: Element) -> bool:
    """Whether the page has taken back what an element holds: a reader sees it struck through."""
    return element.name in DELETED or bool(_STRUCK.search(element.attributes.get("style", "")))


def _is_left_out(element: Element) -> bool:
    attributes = element.attributes
    if element.name in NEVER_SHOWN or "hidden" in attributes or attributes.get("aria-hidden", "").lower() == "true":
        return True
    if not element.within and (element.name in _AROUND or element.role in _NEVER_ROLES):
        return True
    if _HIDDEN.search(attributes.get("style", "")) or is_deleted(element):
        return True
    return bool(_UNSEEN.search(attributes.get("class", "")))


def _looks_like_furniture(element: Element, held: _Sums) -> bool:
    """Whether a block is named like a part around the article; a long text within the article is no such part."""
    if element.name not in BLOCKS or element.name == "body" or (element.within and held.prose > _SHORT):
        return False
    return bool(_SUSPECT.search(f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}"))


def _sums(tree: Tree) -> dict[Element, _Sums]:
    """What each element holds; an element begins after its parent, so the last one is added up first."""
    sums = {element: _Sums(element) for element in tree.elements}
    for element in reversed(tree.elements[1:]):
        if not element.out and element.parent is not None:
            sums[element.parent].add(sums[element])
    return sums


def _landmark(sums: dict[Element, _Sums]) -> Element | None:
    """The `main` with the most text, or the `article` that holds most of the text of all articles."""
    shown = _shown(sums)
    mains = [element for element in shown if element.is_main and sums[element].text]
    if mains:
        return max(mains, key=lambda element: sums[element].text)
    outer = [element for element in shown if element.is_article and not element.within and sums[element].text]
    if not outer:
        return None
    largest = max(outer, key=lambda element: sums[element].text)
    return largest if sums[largest].text * 2 > sum(sums[element].text for element in outer) else None


def _shown(elements: Iterable[Element]) -> list[Element]:
    """The elements that neither are left out nor stand in one that is; parents come before their children."""
    hidden: set[Element] = set()
    shown: list[Element] = []
    for element in elements:
        if element.out or element.parent in hidden:
            hidden.add(element)
        else:
            shown.append(element)
    return shown


def _densest(tree: Tree, sums: dict[Element, _Sums]) -> Element:
    """The smallest block that holds three quarters of the running text, and the page's heading."""
    children: dict[Element, list[Element]] = {}
    for element in tree.elements[1:]:
        if element.parent is not None and not element.out:
            children.setdefault(element.parent, []).append(element)
    best = tree.root
    while best.name in _DESCENDS and best in children:
        child = max(children[best], key=lambda element: sums[element].prose)
        if any(one.name == "thead" for one in children[best]):
            break  # its rows belong together: it lays out no page
        enough = sums[child].prose >= 0.75 * sums[best].prose and sums[child].prose > 0
        if not enough or child.name not in _DESCENDS or (sums[best].heading and not sums[child].heading):
            break
        best = child
    for element in children.get(best, []):
        element.out = element.out or _is_link_list(element, sums[element])
    return best


def _is_link_list(element: Element, held: _Sums) -> bool:
    """Three short links or more and little else: a menu without the name; links of a bibliography are longer."""
    few_words = held.linked >= 0.75 * held.text and held.linked < 30 * held.links
    return element.name in _LINK_LISTS and held.links > 2 and few_words and not held.landmark
