"""How faithful the drafts of whole pages are.

`pages/tuned` were looked at while the rules were made. `pages/unseen` were measured once before anybody looked at their results
(`docs/benchmarks.md` has those figures), and then mended after as kinds; `pages/fresh` were written after that, and measured once.
`pages/later` were written by the hand that had mended the rules, and measured once before anything was changed; `pages/others` came then,
written and labelled by another hand that had read nothing of the code, `pages/hands` and `pages/strangers` by two more, then `pages/visitors`,
`pages/guests`, `pages/newcomers` and `pages/latecomers` by yet others. All but these four are learnt from now (`training/marked.py`).

The pages are our own, six genres, labelled before the code that drafts was read or run on them. Marks in their source, which
are taken out before reading: ``⟦…⟧`` is one claim that needs a source; ``⟦~what|…⟧`` one that leans on its surroundings, with
the words that say on what; within or in headings ``⟨p …⟩`` words that may be the population (i intervention, c comparator,
o outcome; several letters where several are right). What stands outside of ``⟦⟧`` needs no source.

    python benchmarks/quality/pages.py [--show] [tuned|unseen|fresh|later|others|hands|strangers|visitors|guests|newcomers|latecomers]
"""

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import docx
from attrs import field, frozen

from claimcheck.articles.anchors import locate
from claimcheck.articles.article import read_article
from claimcheck.articles.base import Article
from claimcheck.extraction.drafts import Draft, drafts_of
from claimcheck.extraction.page_reader import read_claim_sentences
from claimcheck.extraction.units import units

PAGES = Path(__file__).parent / "pages"
_MARK = re.compile(r"⟦(?:~(?P<leans>[^|]*)\|)?|⟧|⟨(?P<roles>[pico]+) |⟩")
_TITLE = re.compile(r"(?m)^# ")
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_TERMS = {"population": "p", "intervention": "i", "comparator": "c", "outcome": "o"}
SMALL = frozenset(["a", "an", "and", "be", "can", "for", "in", "is", "of", "or", "people", "s", "the", "those", "to", "who", "with", "your"])  # fmt: skip


@frozen
class Label:
    """A claim of a page: offsets in the source without marks, what it leans on (None: nothing), its terms by letter."""

    start: int
    end: int
    leans: str | None
    terms: tuple[tuple[str, str], ...] = ()


@frozen
class Page:
    """A page without its marks."""

    name: str
    source: str = field(repr=False)
    labels: tuple[Label, ...]
    headings: tuple[tuple[str, str], ...]


def read_page(path: Path) -> Page:
    """Take the marks out of a page's source, and keep where they stood; a Word document is written as a line a paragraph."""
    written = path.read_text(encoding="utf-8")
    source, pieces, length, position = _TITLE.sub("", written) if path.stem.endswith(".docx") else written, [], 0, 0
    open_claim: tuple[int, str | None] | None = None
    open_terms: list[tuple[str, int]] = []
    inside: list[tuple[str, str]] = []
    labels, headings = [], []
    for match in _MARK.finditer(source):
        pieces.append(source[position : match.start()])
        length += match.start() - position
        position = match.end()
        if match.group().startswith("⟦"):
            open_claim, inside = (length, match["leans"]), []
        elif match.group() == "⟧":
            assert open_claim is not None, path
            labels.append(Label(open_claim[0], length, open_claim[1], tuple(inside)))
            open_claim = None
        elif match["roles"]:
            open_terms.append((match["roles"], length))
        else:
            roles, start = open_terms.pop()
            (inside if open_claim else headings).append((roles, "".join(pieces)[start:length]))
    pieces.append(source[position:])
    return Page(path.name, "".join(pieces), tuple(labels), tuple(headings))


@frozen
class Judged:
    """A draft beside the labels that its quote touches, and what is wrong with it."""

    page: str
    draft: Draft
    labels: tuple[Label, ...]
    invented: tuple[str, ...]
    dangling: bool
    wrong_terms: tuple[str, ...]
    filled: int

    @property
    def usable(self) -> bool:
        """Whether nobody has to change a word: one claim, which says on what it leans."""
        open_end = any(leans(self.draft, label) for label in self.labels)
        return len(self.labels) == 1 and not (self.invented or open_end or self.wrong_terms)

    @property
    def is_of_something_else(self) -> bool:
        """Whether the page's pronoun was given words of which the label, which tells on what its claim leans, has none."""
        draft = self.draft
        given = _words(draft.claim.statement) - _words(draft.claim.quote.exact) - SMALL if draft.resolved else set()
        wanted = [_words(label.leans) for label in self.labels if label.leans is not None]
        return bool(given and wanted) and all(given.isdisjoint(words) for words in wanted)

    @property
    def is_offered_rightly(self) -> bool:
        """Whether the words that the page's reader offers are all that a claim leans on."""
        offered = _words(self.draft.about)
        return bool(offered) and any(label.leans and _words(label.leans) - SMALL <= offered for label in self.labels)


@frozen
class Tally:
    """All pages of a folder."""

    labels: int
    found: int
    drafts: tuple[Judged, ...] = field(repr=False)
    missed: tuple[str, ...] = field(repr=False)

    @property
    def recall(self) -> float:
        """Of the claims of the pages, those that were drafted."""
        return self.found / self.labels

    @property
    def precision(self) -> float:
        """Of the drafts, those that are claims."""
        return sum(bool(one.labels) for one in self.drafts) / len(self.drafts)

    def share(self, what: str) -> float:
        """Of the drafts those that are ``usable`` or ``dangling``; of the terms filled in the ``wrong_terms``."""
        if what == "wrong_terms":
            return sum(len(one.wrong_terms) for one in self.drafts) / sum(one.filled for one in self.drafts)
        return sum(bool(getattr(one, what)) for one in self.drafts) / len(self.drafts)

    def __str__(self) -> str:
        drafts = self.drafts
        right = sum(bool(one.labels) for one in drafts)
        filled = sum(one.filled for one in drafts)
        wrong = sum(len(one.wrong_terms) for one in drafts)
        rows = {
            "claims": str(self.labels),
            "drafts": str(len(drafts)),
            "recall": _share(self.found, self.labels),
            "precision": _share(right, len(drafts)),
            "statements that the page does not make": str(sum(bool(one.invented) for one in drafts)),
            "pronouns given other words than they lean on": _share(
                sum(one.is_of_something_else for one in drafts), sum(bool(one.draft.resolved) for one in drafts)
            ),
            "words offered, all that is leaned on": _share(
                sum(one.is_offered_rightly for one in drafts), sum(bool(one.draft.about) for one in drafts)
            ),
            "leaning and not marked": _share(sum(one.dangling for one in drafts), len(drafts)),
            "marked for nothing": _share(sum(_marked_for_nothing(one) for one in drafts), len(drafts)),
            "kind left open": _share(sum(one.draft.claim.kind is None for one in drafts), len(drafts)),
            "two claims in one draft": str(sum(len(one.labels) > 1 for one in drafts)),
            "wrong terms": _share(wrong, filled),
            "usable as they are": _share(sum(one.usable for one in drafts), len(drafts)),
            "usable, of those that are claims": _share(sum(one.usable for one in drafts), right),
        }
        return "\n".join(f"  {name:46}{value}" for name, value in rows.items())


def _marked_for_nothing(one: Judged) -> bool:
    marked = bool(one.draft.points_outside or one.draft.under or one.draft.page)
    return marked and bool(one.labels) and all(label.leans is None for label in one.labels)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:6.1%} ({part} of {whole})" if whole else "none"


def measure(folder: Path) -> Tally:
    """Draft the claims of every page of a folder and hold them against its labels."""
    judged: list[Judged] = []
    missed: list[str] = []
    labels = found = 0
    with tempfile.TemporaryDirectory() as temporary:
        for path in sorted(folder.iterdir()):
            page = read_page(path)
            article = read_article(clean(page, path, Path(temporary)))
            drafts = list(judged_drafts(page, article))
            spans = [_span(article, one.draft) for one in drafts]
            judged += drafts
            for label in page.labels:
                labels += 1
                covered = sum(max(0, min(end, label.end) - max(start, label.start)) for start, end in spans)
                hit = covered >= 0.5 * (label.end - label.start)
                found += hit
                missed += [] if hit else [f"{page.name}: {page.source[label.start : label.end]}"]
    return Tally(labels, found, tuple(judged), tuple(missed))


def judged_drafts(page: Page, article: Article) -> Iterator[Judged]:
    """The drafts of a page beside its labels."""
    for draft in drafts_of(article, read_claim_sentences(article)):
        yield _judged(page, article, draft, _span(article, draft))


def clean(page: Page, path: Path, folder: Path) -> Path:
    """The page without marks as a file; ``.docx.txt`` as the Word document whose paragraphs it holds, "# " before headings."""
    clean = folder / path.name.removesuffix(".txt") if path.stem.endswith(".docx") else folder / path.name
    if clean.suffix != ".docx":
        clean.write_text(page.source, encoding="utf-8")
        return clean
    document = docx.Document()
    for line, marked in zip(page.source.splitlines(), path.read_text(encoding="utf-8").splitlines(), strict=True):
        document.add_paragraph(line, style="Heading 1" if _TITLE.match(marked) else None)
    document.save(str(clean))
    return clean


def _span(article: Article, draft: Draft) -> tuple[int, int]:
    """Where a draft's quote stands in the source."""
    assert draft.claim.quote is not None
    place = locate(article, draft.claim.quote).place
    assert place is not None, draft
    return article.source_offset(place.start), article.source_offset(place.end - 1) + 1


def labels_at(page: Page, span: tuple[int, int]) -> tuple[Label, ...]:
    """The labels that share most of the shorter's characters with a span of the source."""
    start, end = span
    return tuple(
        label
        for label in page.labels
        if min(end, label.end) - max(start, label.start) > 0.5 * min(end - start, label.end - label.start)
    )


def _judged(page: Page, article: Article, draft: Draft, span: tuple[int, int]) -> Judged:
    labels = labels_at(page, span)
    near = [label for label in page.labels if any(_of_one_sentence(page, label, one) for one in labels)]
    allowed = [*page.headings, *(term for label in near for term in label.terms)]
    wrong, filled = _wrong_terms(draft, allowed)
    return Judged(
        page.name, draft, labels, _invented(article, draft, labels), _dangling(draft, labels), wrong if labels else (), filled if labels else 0
    )  # fmt: skip


def _of_one_sentence(page: Page, one: Label, other: Label) -> bool:
    between = page.source[min(one.end, other.end) : max(one.start, other.start)]
    return one == other or not re.search(r"[.!?:]\s|[<\n]", between)


def _invented(article: Article, draft: Draft, labels: tuple[Label, ...]) -> tuple[str, ...]:
    """Words of the statement that neither its quote has, nor the heads of its row and column, nor what the label says it leans on."""
    assert draft.claim.quote is not None
    place = locate(article, draft.claim.quote)
    sentence = article.sentence_at(place.start or 0)
    said = _words(draft.claim.quote.exact) | _words(sentence.text if sentence else "")
    leaned = {word for label in labels for word in _words(label.leans or "")} | _words(draft.lead)
    heads = {
        word
        for unit in units(article)
        if unit.start <= draft.start < unit.end
        for head in (*unit.columns, unit.cells[0])
        for word in _words(head)
    }
    return tuple(word for word in _words(draft.claim.statement) if word not in said | leaned | heads | {"s"})


def _dangling(draft: Draft, labels: tuple[Label, ...]) -> bool:
    return any(leans(draft, label) for label in labels) and not draft.note


def leans(draft: Draft, label: Label) -> bool:
    """Whether a draft's statement leaves out what its claim leans on; the head of its row, say, it has."""
    return label.leans is not None and not _words(label.leans) - SMALL <= _words(draft.claim.statement)


def _wrong_terms(draft: Draft, allowed: list[tuple[str, str]]) -> tuple[tuple[str, ...], int]:
    wrong, filled = [], 0
    resolved = _words(draft.claim.statement) - _words(draft.claim.quote.exact) if draft.claim.quote else set()
    for name, letter in _TERMS.items():
        right = {word for roles, text in allowed if letter in roles for word in _words(text)} | resolved
        for term in getattr(draft.claim, name):
            filled += 1
            if not _words(term) - SMALL <= right:
                wrong.append(f"{name}: {term}")
    return tuple(wrong), filled


def _words(text: str) -> set[str]:
    plain = re.sub(r"<[^>]*>|[*_`]", "", text).lower()
    return {word.removesuffix("'s").removesuffix("’s") for word in _WORD.findall(plain)}


def shown(tally: Tally) -> Iterator[str]:
    """Every draft that is not usable, and every claim that was missed."""
    for one in tally.drafts:
        kind = one.draft.claim.kind.value if one.draft.claim.kind else "-"
        fault = (
            "NO CLAIM" if not one.labels else f"INVENTED {one.invented}" if one.invented
            else "DANGLING" if one.dangling else f"TERMS {one.wrong_terms}" if one.wrong_terms
            else "TWO" if len(one.labels) > 1 else "ok"
        )  # fmt: skip
        yield f"{one.page}: [{fault}] {kind}: {one.draft.claim.statement}  <{one.draft.note}>"
    yield from (f"MISSED {text}" for text in tally.missed)


def main(arguments: list[str]) -> int:
    for name in [one for one in arguments if not one.startswith("-")] or [
        "tuned",
        "unseen",
        "fresh",
        "later",
        "others",
        "hands",
        "strangers",
        "visitors",
        "guests",
        "newcomers",
    ]:
        tally = measure(PAGES / name)
        print(*(shown(tally) if "--show" in arguments else ()), f"{name} pages", tally, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
