"""Which sentences of a page need a source, and which of them lean on what stands around them, as the shipped network reads them.

A sentence is read beside its page's title, its heading, the heads of its table's columns, and the sentences before and after.
Drafts stand on this; the gate, which has to be quick, estimates from words (`coverage.claim_sentences`).
"""

from collections.abc import Iterator, Sequence

from attrs import frozen

from claimcheck.articles.base import Article
from claimcheck.extraction.asserting import is_no_statement
from claimcheck.extraction.coverage import Candidate, ClaimSentence, candidates, headline, told_kinds
from claimcheck.extraction.terms import title_of
from claimcheck.extraction.units import Unit, units
from claimcheck.neural.layout import Laid, lay_claim, lay_page
from claimcheck.neural.session import PAGE, Network, load

NEEDS_SOURCE, LEANS = -1.0, 0.0
"""Logits from which on a sentence is said to need a source, and to lean: a claim that is overlooked costs more than one too many."""


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
    told, before = [], ""
    for one in candidates(article, every=True):
        said = "" if one.unit.opens else before
        before = one.unit.text
        if not is_no_statement(one.unit, said):
            source, leans = page_logits(reads, title, around[one.unit.start])
            told += [(one, leans >= LEANS)] if source >= NEEDS_SOURCE else []
    return tuple(_with_kinds([*((one, False) for one in headline(article, found)), *told]))


def around_each(found: Sequence[Unit]) -> Iterator[tuple[int, Around]]:
    """For each unit that is no heading where it begins, and how it is read."""
    for at, unit in enumerate(found):
        if unit.is_heading:
            continue
        before = found[at - 1].text if at and not found[at - 1].is_heading else ""
        after = found[at + 1].text if at + 1 < len(found) and not found[at + 1].is_heading else ""
        beside = (unit.heading, " / ".join(unit.columns), before, after)
        yield unit.start, Around(unit.said, tuple(one for one in beside if one))


def page_logits(network: Network, title: Sequence[int], around: Around) -> tuple[float, float]:
    """What the network says of a sentence beside a page's title (tokens) and what stands around it."""
    laid: Laid = lay_page(title, [network.ids(one) for one in around.beside])
    return network.page(lay_claim(network.ids(around.text)), laid)


def _with_kinds(told: Sequence[tuple[Candidate, bool]]) -> Iterator[ClaimSentence]:
    for (one, leans), (kind, scores) in zip(told, told_kinds([one for one, _ in told]), strict=True):
        yield ClaimSentence(one.unit, kind, scores, one.referent, one.topic, leans)
