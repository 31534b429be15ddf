"""What a paragraph of Markdown does not say: words that are struck through, and elements that show nothing.

GitHub strikes through what stands between one or two tildes; for Pandoc a single one makes a subscript, which holds no space.
"""

from bisect import bisect_left, bisect_right

from claimcheck.articles.builder import CLOSES_UP, SENTENCE_END
from claimcheck.articles.html_blocks import Piece
from claimcheck.stretches import between

Gap = tuple[int, int]
_WHITE = " \t\n"
_LOOK_BACK = 12
_CURRENCIES = "$€£"


def is_about(text: str, start: int, end: int) -> bool:
    """Whether a single tilde says "about" or "to", as in "~5 mg" and "10~15 mg"."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    amount = after.isdigit() or after in _CURRENCIES
    return end - start == 1 and bool(after) and amount and (not before.isalnum() or before.isdigit())


def is_struck(text: str, start: int, end: int) -> bool:
    """Whether words between two runs of tildes are struck through, and neither a subscript nor between two "about"."""
    if text.startswith("~~", start):
        return True
    beside = text[start - 1 : start] + text[end : end + 1]
    return not any(map(str.isalnum, beside)) and any(map(str.isspace, text[start:end]))


def gaps_of(text: str, gone: list[Gap]) -> list[Gap]:
    """The stretches in order without overlap, each with the white space that would be too much without it."""
    gaps: list[Gap] = []
    for start, end in sorted(gone):
        if gaps and start < gaps[-1][1]:
            gaps[-1] = (gaps[-1][0], max(end, gaps[-1][1]))
        else:
            gaps.append((start, end))
    return [_with_space(text, start, end) for start, end in gaps]


def _with_space(text: str, start: int, end: int) -> Gap:
    if not start or text[start - 1] in _WHITE:
        while text[end : end + 1] and text[end] in _WHITE:
            end += 1
    if text[end : end + 1] in CLOSES_UP:  # also at the end of the text
        while start and text[start - 1] in _WHITE:
            start -= 1
    return start, end


def without_gaps(pieces: list[Piece], gaps: list[Gap]) -> list[Piece]:
    """What of the pieces is left."""
    kept = list[Piece]()
    for start, end, shown in pieces:
        first = bisect_right(gaps, start, key=lambda gap: gap[1])
        inside = gaps[first : bisect_left(gaps, (end,))]
        if shown is None:
            kept += [(*left, None) for left in between(inside, start, end)]
        elif not inside or start < inside[0][0]:
            kept.append((start, end, shown))
    return kept


def is_gone(text: str, start: int, end: int, gaps: list[Gap]) -> bool:
    """Whether a link stands in a gap, or the mark of a note behind a whole sentence that is gone."""
    begin, stop = gaps[max(0, bisect_right(gaps, (start, len(text))) - 1)]
    if not begin <= start <= end <= stop:
        return False
    return start < stop or bool(SENTENCE_END.search(text[max(0, begin - _LOOK_BACK) : begin]))
