"""Which sentences of a page need a source, which of them lean on what stands around them, and of what kind they are, as the shipped
network reads them.

A sentence is read beside its page's title, its heading, the heads of its table's columns, and the sentences before and after.
Drafts stand on this; the gate, which has to be quick, estimates from words (`coverage.claim_sentences`).
"""

from collections.abc import Iterator, Sequence
from functools import cache

from attrs import evolve, frozen

from claimcheck.articles.base import Article
from claimcheck.extraction.asserting import is_no_statement
from claimcheck.extraction.clauses import Clause, clauses_by
from claimcheck.extraction.coverage import ClaimSentence, candidates, headings_that_assert, headline
from claimcheck.extraction.pointing import compares_treatments
from claimcheck.extraction.terms import title_of
from claimcheck.extraction.unit import Unit
from claimcheck.extraction.units import units
from claimcheck.neural.layout import Laid, lay_claim, lay_page
from claimcheck.neural.session import PAGE, Network, load

NEEDS_SOURCE, LEANS = -0.5, 0.0
"""Logits from which on a sentence is said to need a source, and to lean: a claim that is overlooked costs more than one too many."""
WORDS = 0.5
"""What a sentence's words weigh for its kind beside the network."""


@frozen
class Around:
    """A sentence as it is read, and what it is read beside: heading, heads of columns, the sentences before and after."""

    text: str
    beside: tuple[str, ...]


def read_claim_sentences(article: Article, network: Network | None = None) -> tuple[ClaimSentence, ...]:
    """The sentences of an article that need a source, in reading order. Raises `UsageError` where onnxruntime is missing."""
    reads = network or load(PAGE)
    found = units(article)
    title, around = reads.ids(title_of(article)), dict(around_each(found))
    lower = (
        one
        for one in headings_that_assert(article, found)
        if page_logits(reads, title, Around(one.said, ()))[0] >= NEEDS_SOURCE
    )
    # A title that asserts something has nothing beside it to be read with.
    told = [one.claim(one.kinds) for one in (*headline(article, found), *lower)]
    for one in candidates(article, found):
        if is_no_statement(one.unit, one.before):
            continue
        here = around[one.unit.start]
        needs, leans, kinds = page_logits(reads, title, here)
        if needs >= NEEDS_SOURCE or compares_treatments(one.unit.text, one.unit.heading):
            scores = tuple(read + WORDS * said for read, said in zip(kinds, one.kinds, strict=True))
            told.append(one.claim(scores, leans=leans >= LEANS, read=_clauses(reads, title, one.unit, here)))
    return tuple(sorted(told, key=lambda one: one.unit.start))


def _clauses(network: Network, title: Sequence[int], unit: Unit, around: Around) -> tuple[Clause, ...]:
    """The clauses of a sentence as the network reads each; none for what is not read as it stands, as rows of tables."""

    @cache
    def read(text: str) -> tuple[bool, bool]:
        needs, leans, _ = page_logits(network, title, evolve(around, text=text))
        return needs >= NEEDS_SOURCE, leans >= LEANS

    return clauses_by(unit.text, read) if around.text == unit.text else ()


def around_each(found: Sequence[Unit]) -> Iterator[tuple[int, Around]]:
    """For each unit that is no heading where it begins, and how it is read."""
    for at, unit in enumerate(found):
        if unit.is_heading:
            continue
        before = found[at - 1].text if at and not found[at - 1].is_heading else ""
        after = found[at + 1].text if at + 1 < len(found) and not found[at + 1].is_heading else ""
        beside = (unit.heading, " / ".join(unit.columns), before, after)
        yield unit.start, Around(unit.said, tuple(one for one in beside if one))


def page_logits(network: Network, title: Sequence[int], around: Around) -> tuple[float, float, tuple[float, ...]]:
    """What the network says of a sentence beside a page's title (tokens) and what stands around it."""
    laid: Laid = lay_page(title, [network.ids(one) for one in around.beside])
    return network.page(lay_claim(network.ids(around.text)), laid)
