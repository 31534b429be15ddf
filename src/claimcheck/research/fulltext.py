"""Asking for the texts of articles that are free, and reading them where an abstract leaves a claim open."""

from collections.abc import Sequence

from attrs import evolve, frozen

from claimcheck.catalogs.base import FullTextSource
from claimcheck.catalogs.foreign import guarded
from claimcheck.errors import CouldNotAskError
from claimcheck.evidence.fulltext import is_open_question, read_text
from claimcheck.evidence.judge import Judge
from claimcheck.identifiers import Pmid
from claimcheck.model import Claim, Evidence, FullTextResult, Paper

_KEPT = 200
"""Texts that are kept in memory for further claims, at most."""
_PATIENCE = 3
"""Failures in a row after which nobody is asked any more."""


@frozen
class Deepened:
    """Verdicts after the texts were read; `remarks` on texts that are not to be had, each told once; `reason`: what could not be asked."""

    evidence: tuple[Evidence, ...]
    remarks: tuple[str, ...] = ()
    reason: str = ""


class Reader:
    """Asks for texts, keeps the latest of them, and gives up on a server that is down."""

    def __init__(self, source: FullTextSource, judge: Judge) -> None:
        self._source, self._judge = source, judge
        self._known = FullTextResult()
        self._told: set[Pmid] = set()
        self._failures = 0

    def deepened(self, claim: Claim, evidence: Sequence[Evidence]) -> Deepened:
        """The verdicts on a claim's papers, those on open articles after their texts where the abstracts decide nothing."""
        papers = [one.paper for one in evidence if is_open_question(one)]
        if not papers:
            return Deepened(tuple(evidence))
        found = self._asked(papers)
        texts = {one.pmid: found.texts[one.pmid] for one in papers if one.pmid in found.texts}
        read = tuple(
            read_text(self._judge, claim, one, text) if (text := texts.get(one.paper.pmid)) else one for one in evidence
        )
        return Deepened(read, tuple(self._remarks(papers, found)), _unasked(papers, found))

    def _remarks(self, papers: Sequence[Paper], found: FullTextResult) -> list[str]:
        fresh = [one.pmid for one in papers if one.pmid in found.refused and one.pmid not in self._told]
        self._told.update(fresh)
        return [f"PMID {pmid}: {found.refused[pmid]}; its abstract was judged" for pmid in fresh]

    def _asked(self, papers: Sequence[Paper]) -> FullTextResult:
        """What is known of these papers' texts, after asking for those of which nothing is."""
        if len(self._known.texts) > _KEPT:
            self._known = FullTextResult()
        known = self._known
        unknown = [one for one in papers if one.pmid not in known.texts and one.pmid not in known.refused]
        new = asked_for(self._source, unknown) if self._failures < _PATIENCE else _given_up(unknown)
        self._failures = self._failures + 1 if new.not_asked and not (new.texts or new.refused) else 0
        self._known = FullTextResult({**known.texts, **new.texts}, {**known.refused, **new.refused})
        return evolve(self._known, not_asked=new.not_asked)


def _given_up(papers: Sequence[Paper]) -> FullTextResult:
    why = f"PubMed Central was not asked any more after {_PATIENCE} failures in a row"
    return FullTextResult(not_asked=dict.fromkeys((one.pmid for one in papers), why))


def asked_for(source: FullTextSource, papers: Sequence[Paper]) -> FullTextResult:
    """The texts of papers. Whatever the source does, a paper whose text did not come was refused or not asked for."""
    if not papers:
        return FullTextResult()
    try:
        return guarded("of full texts", lambda: source.full_texts(papers))
    except CouldNotAskError as error:
        return FullTextResult(not_asked=dict.fromkeys((one.pmid for one in papers), error.reason))


def _unasked(papers: Sequence[Paper], found: FullTextResult) -> str:
    silent = [one.pmid for one in papers if one.pmid in found.not_asked]
    return f"the full texts of {len(silent)} of {len(papers)} papers: {found.not_asked[silent[0]]}" if silent else ""
