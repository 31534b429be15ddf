"""Which sentences of a page need a source, which of them lean on what stands around them, and of what kind they are, as the shipped
network reads them.

A sentence is read beside its page's title, its heading, the heads of its table's columns, and the sentences before and after.
Drafts stand on this; the gate, which has to be quick, estimates from words (`coverage.claim_units`).
"""

from collections.abc import Container, Iterator, Sequence
from functools import cache

from attrs import evolve, frozen

from claimcheck.articles.base import Article
from claimcheck.extraction.clauses import Clause, Reading, clauses_by
from claimcheck.extraction.coverage import ClaimSentence, candidates, headings_that_assert, headline
from claimcheck.extraction.leaning import words_leaned_on
from claimcheck.extraction.pointing import compares_treatments
from claimcheck.extraction.terms import title_of
from claimcheck.extraction.unit import Unit
from claimcheck.extraction.units import units
from claimcheck.extraction.wording import score_of
from claimcheck.model import Kind
from claimcheck.neural.layout import lay_claim, lay_page
from claimcheck.neural.session import PAGE, Network, Tokens, load

NEEDS_SOURCE, LEANS = -2.5, -0.5
"""Logits from which on a sentence is said to need a source, and to lean: a claim or a mark too few costs more than one too many."""
SURELY = -1.0
"""The logit from which on a few words need a source, which are more often a note ("More soon."), and a clause by itself, which would say
too much if it were parted from what limits it."""
_FEW = 3
WORDS = 0.5
"""What a sentence's words weigh (`wording`) beside the network, which is surer of short notes than it should be."""
BEFORE = 3
"""Sentences before that are read beside one."""
KINDS = (
    Kind.EFFICACY,
    Kind.SAFETY,
    Kind.MECHANISM,
    Kind.DEFINITION,
    Kind.PREVALENCE,
    Kind.COMPARISON,
    Kind.RECOMMENDATION,
)
"""The kinds of claims in the order of the network's logits."""
_MARGIN = 1.0
"""How much the best kind is ahead of the next: from here on, 82 of 100 are the labels' kind on pages that the network never learnt from."""


@frozen
class Around:
    """A sentence as it is read, and what it is read beside: heading and heads of columns, the sentences before and after."""

    text: str
    heads: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def beside(self) -> tuple[str, ...]:
        """All of it, in the order in which it is laid out."""
        return (*self.heads, *self.before[-BEFORE:], *self.after)

    def below(self, text: str) -> "Around":
        """With a text more before it; "" for none."""
        return evolve(self, before=(*self.before, text)) if text else self


def read_claim_sentences(
    article: Article, network: Network | None = None, starts: Container[int] | None = None
) -> tuple[ClaimSentence, ...]:
    """The sentences of an article that need a source, in reading order; of those alone that begin at `starts`, where these are
    given. Raises `UsageError` where onnxruntime is missing.
    """
    reads = network or load(PAGE)
    found = units(article)
    title, around = reads.tokens(title_of(article)), dict(around_each(found))
    # A title that asserts something has nothing beside it to be read with.
    heads = [(one, True) for one in headline(article, found)]
    heads += [(one, False) for one in headings_that_assert(article, found)]
    told = []

    def is_asked(unit: Unit) -> bool:
        return starts is None or unit.start in starts

    for unit, is_title in (one for one in heads if is_asked(one[0])):
        said = reading_of(reads, title, Around(f"{unit.text.rstrip('.')}."))
        if is_title or said.needs_source:
            told.append(ClaimSentence(unit, scores=said.kinds))
    for one in (one for one in candidates(article, found) if is_asked(one.unit)):
        here = around[one.unit.start]
        said = reading_of(reads, title, here)
        if said.needs_source or compares_treatments(one.unit.text, one.unit.heading):
            parts = _clauses(reads, title, one.unit, here)
            told.append(evolve(one, scores=said.kinds, leans=bool(said.leans), about=said.about, clauses=parts))
    return tuple(sorted(told, key=lambda one: one.unit.start))


def _clauses(network: Network, title: Tokens, unit: Unit, around: Around) -> tuple[Clause, ...]:
    """The clauses of a sentence as the network reads each, those before it beside it; none for what is not read as it stands, as rows
    of tables.
    """

    @cache
    def read(text: str, before: str) -> Reading:
        return reading_of(network, title, evolve(around.below(before), text=text), SURELY)

    return clauses_by(unit.text, read) if around.text == unit.text else ()


def sure_kind(scores: Sequence[float]) -> Kind | None:
    """The kind of the highest score, None where two come close or nobody told."""
    ordered = sorted(zip(scores, KINDS, strict=False), reverse=True)
    return ordered[0][1] if ordered and ordered[0][0] - ordered[1][0] >= _MARGIN else None


def around_each(found: Sequence[Unit]) -> Iterator[tuple[int, Around]]:
    """For each unit that is no heading where it begins, and how it is read."""
    for at, unit in enumerate(found):
        if unit.is_heading:
            continue
        before = tuple(one.text for one in found[max(0, at - BEFORE) : at] if not one.is_heading)
        after = tuple(one.text for one in found[at + 1 : at + 2] if not one.is_heading)
        heads = tuple(one for one in (unit.heading, " / ".join(unit.columns)) if one)
        yield unit.start, Around(unit.said, heads, before, after)


def reading_of(network: Network, title: Tokens, around: Around, least: float = NEEDS_SOURCE) -> Reading:
    """What the network says of a sentence beside a page's title and what stands around it, with what its words say; it needs a source from
    the `least` logit on.
    """
    parts = [title, *map(network.tokens, around.beside)]
    laid = lay_page(title.ids, [one.ids for one in parts[1:]])
    said = network.page(lay_claim(network.ids(around.text)), laid)
    about = words_leaned_on(said.begins, said.ends, laid, parts[: len(parts) - len(around.after)])
    least = SURELY if len(around.text.split()) <= _FEW else least
    needs = said.needs + WORDS * score_of(around.text) >= least
    return Reading(needs, said.leans >= LEANS, said.kinds, about)
