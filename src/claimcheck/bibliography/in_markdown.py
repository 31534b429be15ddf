"""References in Markdown: footnotes with their definitions, or Pandoc's citation keys.

Sources: the footnotes of GitHub Flavored Markdown, PHP Markdown Extra and Pandoc ("Footnotes", "Citation syntax").
"""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Self

from attrs import evolve, frozen

from claimcheck.articles.base import Article
from claimcheck.articles.managed import HTML_MARKS, MDX_MARKS, Marks, Span, managed_spans
from claimcheck.bibliography.blocks import block_insertion
from claimcheck.bibliography.references import Own, Style
from claimcheck.bibliography.spots import inserted
from claimcheck.bibliography.styles import linked_reference
from claimcheck.bibliography.works import KEY_PREFIXES, Work, percent_encoded

_KEY = r"(?:" + "|".join(KEY_PREFIXES) + r")[A-Za-z0-9.-]+"
_DEFINED = re.compile(rf"(?:\A|(?<=[\r\n])) {{0,3}}\[\^({_KEY})\]:")
_NOTE = re.compile(rf"\[\^({_KEY})\]")
_GAP = r"(?: |(?<=[^\s>])\r?\n[ \t>]*)"
"""A space, or where a formatter broke the line, that line end."""
_CITATION = re.compile(rf"{_GAP}\[@{_KEY}(?:;{_GAP}@{_KEY})*\]")
_SPECIAL = re.compile(r"([\\`*_\[\]<>&~|$^{}#@])")
_LIST_START = re.compile(r"(?=[-+=])|(?<=\A[0-9])(?=[.)])|(?<=\A[0-9]{2})(?=[.)])|(?<=\A[0-9]{4})(?=[.)])")
_FIGURE = re.compile(
    r"[ \t>]*(?:[-+*][ \t]+)?!\[(?P<caption>(?:[^\[\]\r\n]|\[[^\[\]\r\n]*\])*)\](?:\([^\r\n]*?\)|\[[^\[\]\r\n]*\])?"
    r"(?P<list>\{[^{}\r\n]*\})?[ \t]*(?=\Z|\r?\n[ \t>]*(?:\r?\n|\Z|:::))"
)
"""A picture and nothing else, at the end of a paragraph."""
_FIGURE_NAME = re.compile(r"#fig[-:]")
_IN_ANGLES = "<>\\`"
_IN_MDX = "<>\\`(){}[]"

Reader = Callable[[str], Article]


@frozen
class Markdown(Style):
    """Footnotes, or with `pandoc` keys that a CSL-JSON file resolves.

    `mdx`: the page is MDX, in which neither comments of HTML nor links in angle brackets may stand.
    `figures`: a picture that stands alone in its paragraph is a figure, and its description the caption, as Quarto and Pandoc have it.
    `keys` are the keys of the CSL-JSON file that the program wrote before: with them it knows its own citation keys.
    """

    read: Reader
    pandoc: bool = False
    keys: frozenset[str] = frozenset()
    mdx: bool = False
    figures: bool = False

    @property
    def marks(self) -> Marks:
        """See `Style.marks`."""
        return MDX_MARKS if self.mdx else HTML_MARKS

    @property
    def before_stop(self) -> bool:
        """Pandoc's citations belong to the sentence; it moves them behind the stop where a style wants notes."""
        return self.pandoc

    def lists(self, source: str) -> tuple[Span, ...]:
        """The first between the comments; another may be shown in code."""
        return managed_spans(source)[:1]

    def own(self, source: str, block: str) -> tuple[Own, ...]:
        """See `Style.own`; what stands in code is no reference."""
        defined = frozenset(_DEFINED.findall(block))
        notes = [note for note in _NOTE.finditer(source) if note[1] in defined and source[note.end() :][:1] != ":"]
        keyed = [one for one in _CITATION.finditer(source) if self.keys.issuperset(re.findall(_KEY, one[0]))]
        found = _marks(source, sorted([*notes, *keyed], key=lambda match: match.start()), self.read)
        return tuple(Own(one.start(), one.end(), frozenset(re.findall(_KEY, one[0]))) for one in found)

    def foreign(self, source: str) -> frozenset[str]:
        """See `Style.foreign`."""
        if self.pandoc:
            return frozenset()
        return frozenset(note[1] for note in _marks(source, list(_NOTE.finditer(source)), self.read))

    def knowing(self, works: tuple[Work, ...]) -> Self:
        """See `Style.knowing`: the CSL-JSON file is written along."""
        return evolve(self, keys=frozenset(work.key for work in works))

    def mark(self, works: tuple[Work, ...], numbers: Mapping[str, int], before: str = "") -> str:  # noqa: ARG002 - keys, not numbers
        """``[^pmid-1][^pmid-2]``, or `` [@pmid-1; @pmid-2]``."""
        if self.pandoc:
            return " [" + "; ".join(f"@{work.key}" for work in works) + "]"
        return _notes(works)

    def lines(self, works: tuple[Work, ...]) -> list[str]:
        """One definition a work, in AMA style with a link; none for Pandoc."""
        return [] if self.pandoc else _definitions(works, mdx=self.mdx)

    def place(self, source: str, offsets: Iterable[int]) -> int:  # noqa: ARG002 - as `Style` has it
        """At the end."""
        return len(source)

    def fits(self, article: Article, source: str, offsets: dict[int, int], read: Reader) -> bool:
        """Seen in the right place, recognised as a footnote there (which it is not within code), and beside no figure."""
        if any(self._parts_figure(source, offset) for offset in offsets.values()):
            return False
        if not super().fits(article, source, offsets, read):
            return False
        probe = (Work("pmid-0"),)
        notes = [(offset, _notes(probe)) for offset in offsets.values()]
        block = block_insertion(source, len(source), _definitions(probe, mdx=self.mdx), self.marks)
        return read(inserted(source, [*notes, (len(source), block)])).text == article.text

    def _parts_figure(self, source: str, offset: int) -> bool:
        """Whether a mark there would leave a figure no longer alone in its paragraph."""
        begin = source.rfind("\n", 0, offset) + 1
        line = _FIGURE.match(source, begin)
        if line is None or not line.end("caption") < offset <= line.end():
            return False
        above = source[source.rfind("\n", 0, max(0, begin - 1)) + 1 : begin].strip("\r\n\t >")
        is_alone = not above or above.startswith(":::")
        return is_alone and (self.figures or self.pandoc or _FIGURE_NAME.search(f"{above}{line['list']}") is not None)


def _notes(works: Iterable[Work]) -> str:
    return "".join(f"[^{work.key}]" for work in works)


def _definitions(works: Iterable[Work], *, mdx: bool) -> list[str]:
    """The definitions between empty lines, so that every dialect sees where they end."""
    return ["", *(f"[^{work.key}]: {_reference(work, mdx=mdx)}" for work in works), ""]


def _reference(work: Work, *, mdx: bool) -> str:
    said, link = linked_reference(work)
    text = _escaped(said)
    started = _LIST_START.sub(r"\\", text, count=1) if _LIST_START.search(text[:5]) else text
    return f"{started} {_linked(link, mdx=mdx)}".lstrip() if link else started


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _linked(link: str, *, mdx: bool) -> str:
    if not mdx:
        return f"<{percent_encoded(link, _IN_ANGLES)}>"
    address = percent_encoded(link, _IN_MDX)
    return f"[{_escaped(address)}]({address})"


def _marks(source: str, found: list[re.Match[str]], read: Reader) -> list[re.Match[str]]:
    """Those of these that a reader does not see; one that is seen stands in code, and is text.

    Each is read as a footnote of the same length whose definition is added; a footnote's mark is not seen.
    """
    if not found:
        return []
    probe, labels = source, []
    for match in found:
        label = "x" * (len(match[0].lstrip("\r\n\t >")) - 3)
        start = match.end() - len(label) - 3
        probe = probe[:start] + f"[^{label}]" + probe[match.end() :]
        labels.append(label)
    article = read(probe + "".join(f"\n\n[^{label}]: x" for label in dict.fromkeys(labels)))
    return [match for match in found if not _is_visible(article, match.end() - 1)]


def _is_visible(article: Article, offset: int) -> bool:
    """Whether the character at an offset of the source is part of the text."""
    runs = article.source_map
    begun = zip(runs.source_starts, pairwise((*runs.text_starts, len(article.text))), strict=True)
    return any(start <= offset < start + end - begin for start, (begin, end) in begun)
