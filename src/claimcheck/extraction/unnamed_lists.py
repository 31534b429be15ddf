"""Lists of works that no heading names: whether a mark can mean an entry of one, looked up and not gone through for each mark."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from claimcheck.articles.base import Article
from claimcheck.extraction.listed import Entry, numbers_shown
from claimcheck.extraction.works import is_list_of_works


class UnnamedLists:
    """The lists of a page of which only what stands in them tells that they are lists of works (`Entry.is_bare`)."""

    def __init__(self, article: Article, entries: Sequence[Entry]) -> None:
        self._text = article.text
        self._headings = sorted(one for one in article.headings if one[0] < one[1])
        shown = sorted(numbers_shown(article))
        self._shown = [start for start, _ in shown]
        self._first: dict[int, int] = {}
        for one in entries:
            self._first[one.listing] = min(one.start, self._first.get(one.listing, one.start))
        self._titles = {listing: max(self._titles_above(first), default=-1) for listing, first in self._first.items()}
        places = defaultdict[int, list[int]](list)
        for start, number in shown:
            places[number].append(start)
        self._shown_elsewhere = {
            one.start
            for one in entries
            if any(at != one.mark and not one.start <= at < one.end for at in places[one.number])
        }

    def can_mean(self, entry: Entry, at: int) -> bool:
        """Whether a mark at a place can mean nothing but this entry.

        Nothing else shows its number; the list stands at the foot, below no heading of its own, and the mark's part of the page has none.
        """
        first = self._first[entry.listing]
        begin, end = self._part(at)
        has_own = bisect_left(self._shown, begin) < bisect_left(self._shown, end) and not begin <= first < end
        is_titled = self._titles[entry.listing] >= end
        return not (has_own or is_titled or entry.start in self._shown_elsewhere) and (at < first or begin < first)

    def _part(self, at: int) -> tuple[int, int]:
        """From the heading above a place to the one below it."""
        number = bisect_right(self._headings, (at, len(self._text)))
        begin = self._headings[number - 1][0] if number else 0
        return begin, self._headings[number][0] if number < len(self._headings) else len(self._text)

    def _titles_above(self, first: int) -> Iterator[int]:
        """Where the headings begin that stand right above a list, and do not say that it is one of works."""
        for start, stop in reversed(self._headings[: bisect_left(self._headings, (first, 0))]):
            if stop <= first and self._text[stop:first].strip():
                return
            if stop <= first and not any(map(is_list_of_works, self._text[start:stop].split())):
                yield start
