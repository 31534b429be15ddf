"""The numbers that browsers show before the items of ordered lists (HTML Living Standard, section 4.4.5 and 4.4.8)."""

import re
from collections import Counter

from claimcheck.articles.html_tree import Element, Tree

_INTEGER = re.compile(r"\s*([+-]?\d{1,6})")


class Numbers:
    """Counts the items as they are shown; `start`, `reversed` and `value` are heeded.

    `shown` are the numbers of the items that have begun, 0 for a letter, None for a bullet.
    """

    def __init__(self, tree: Tree) -> None:
        self._sizes = Counter(one.parent for one in tree.elements if one.name == "li" and not one.out)
        self._next: dict[Element, int] = {}
        self.shown: dict[Element, int | None] = {}

    def open(self, element: Element) -> None:
        """Take an element that begins."""
        holder = element.parent
        if element.name != "li":
            return
        if holder is None or holder.name != "ol":
            self.shown[element] = None
            return
        given = _integer(element.attributes.get("value", ""))
        number = self._next.get(holder, self._first(holder)) if given is None else given
        self._next[holder] = number - 1 if "reversed" in holder.attributes else number + 1
        is_digits = holder.attributes.get("type", "1") == "1" and element.attributes.get("type", "1") == "1"
        self.shown[element] = max(0, number) if is_digits else 0

    def _first(self, holder: Element) -> int:
        start = _integer(holder.attributes.get("start", ""))
        if start is not None:
            return start
        return self._sizes[holder] if "reversed" in holder.attributes else 1


def _integer(written: str) -> int | None:
    found = _INTEGER.match(written)
    return int(found[1]) if found else None
