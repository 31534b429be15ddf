"""What changed in the standing of cited works: between the lock as it was, and as it is after asking again."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from attrs import evolve, field, frozen

from claimcheck.lockfile import Lock, LockUpdate, apply_update
from claimcheck.model import Citation, Claim, Direction, Notice, NoticeType, Paper
from claimcheck.record.standing import NOTICE_LINKS, is_notice, is_retracted, is_withdrawn, notices_about
from claimcheck.research.retraction_list import Work, listed
from claimcheck.research.rewrites import Rewrite, rewrites
from claimcheck.rules.cited import LockIndex


class Change(StrEnum):
    """What became of a cited work."""

    RETRACTED = "retracted"
    REINSTATED = "no-longer-retracted"
    WITHDRAWN = "withdrawn"
    CONCERN = "expression-of-concern"
    CONCERN_LIFTED = "no-longer-under-concern"
    CORRECTED = "corrected"
    UPDATED = "updated"
    REPUBLISHED = "republished"
    NOTICE = "is-a-notice"
    ABSENT = "not-in-pubmed"
    RETITLED = "title-changed"
    REWRITTEN = "abstract-changed"


@frozen
class CitedWork:
    """A work that claims cite. `label` shows it, `work` is what is known of its identifiers, `paper` its record in the lock."""

    label: str
    work: Work
    claims: tuple[Claim, ...]
    paper: Paper | None = None


@frozen
class News:
    """One change of a cited work's standing, with the notices that say so.

    `since` is when the work was last asked about, None where nothing was known of it before. `kept` is False where the lock, which
    holds PubMed's records, has no place for it: it is told every time.
    """

    cited: CitedWork
    change: Change
    notices: tuple[Notice, ...] = ()
    is_first: bool = False
    since: dt.date | None = None
    kept: bool = True


@frozen
class Watched:
    """The lock's update, with what a list says, and what changed by it."""

    update: LockUpdate = field(factory=LockUpdate)
    news: tuple[News, ...] = ()

    @property
    def keeps_something(self) -> bool:
        """Whether the lock has news to keep."""
        return any(one.kept for one in self.news)


def watch(claims: Iterable[Claim], before: Lock, update: LockUpdate, retractions: Path | None = None) -> Watched:
    """What an update of the lock changes in the standing of what the claims cite; `retractions` is Retraction Watch's CSV.

    Raises `UsageError` for a list that cannot be read.
    """
    claims = tuple(claims)
    works = cited_works(claims, apply_update(before, update))
    said = listed(retractions, [cited.work for cited in works]) if retractions else {}
    if retractions:
        notices = {str(cited.work.pmid): said.get(cited.work, ()) for cited in works if cited.paper}
        update = evolve(update, notices=notices)
        works = cited_works(claims, apply_update(before, update))
    after = apply_update(before, update)
    found = (
        *news(works, before, after),
        *_rewritten(works, rewrites(claims, before, after, update.papers)),
        *news_outside(works, said),
    )
    return Watched(update, found)


def cited_works(claims: Iterable[Claim], lock: Lock) -> tuple[CitedWork, ...]:
    """Every work that the claims cite by an identifier, once, with the record that the lock has of it."""
    index, found, citing = LockIndex(lock), dict[str, CitedWork](), dict[str, dict[str, Claim]]()
    for claim in claims:
        for citation in claim.citations:
            cited = index.cited(citation, claim)
            if citation.pmid or citation.doi or citation.pmcid:
                found[cited.label] = CitedWork(
                    cited.label, _work(citation, cited.paper or cited.former), (), cited.paper
                )
                citing.setdefault(cited.label, {})[claim.id] = claim
    return tuple(CitedWork(one.label, one.work, tuple(citing[one.label].values()), one.paper) for one in found.values())


def _work(citation: Citation, paper: Paper | None) -> Work:
    return Work(paper.pmid, paper.doi or citation.doi) if paper else Work(citation.pmid, citation.doi)


def news(works: Iterable[CitedWork], before: Lock, after: Lock) -> Iterator[News]:
    """What changed in the standing of each work since the lock was written."""
    for cited in works:
        if cited.paper is None:
            yield from _absent(cited, before, after)
            continue
        known = before.papers.get(cited.paper.pmid)
        for change, notices in _changes(known, cited.paper):
            yield News(cited, change, notices, is_first=known is None, since=_asked(known))


def _rewritten(works: Iterable[CitedWork], rewritten: Iterable[Rewrite]) -> Iterator[News]:
    """Works that people accepted and that read otherwise now."""
    found = {one.label: one for one in rewritten}
    for cited in works:
        if one := found.get(cited.label):
            yield News(cited, Change.RETITLED if one.is_retitled else Change.REWRITTEN, since=_asked(one.before))


def news_outside(works: Iterable[CitedWork], listed: Mapping[Work, tuple[Notice, ...]]) -> Iterator[News]:
    """What a list says of works that the lock has no record of."""
    for cited in works:
        if cited.paper is None and cited.work in listed:
            for change, notices in _listed_changes(listed[cited.work]):
                yield News(cited, change, notices, is_first=True, kept=False)


def _absent(cited: CitedWork, before: Lock, after: Lock) -> Iterator[News]:
    pmid = cited.work.pmid
    if pmid and pmid in after.unknown and pmid not in before.unknown:
        known = before.papers.get(pmid)
        yield News(evolve(cited, paper=known), Change.ABSENT, is_first=known is None, since=_asked(known))


def _asked(known: Paper | None) -> dt.date | None:
    return known.origin.date if known and known.origin else None


_Test = Callable[[Paper], bool]
_STATES: tuple[tuple[Change, Change | None, _Test, tuple[Direction, tuple[NoticeType, ...]]], ...] = (
    (Change.RETRACTED, Change.REINSTATED, is_retracted, (Direction.IN, (NoticeType.RETRACTION,))),
    (Change.WITHDRAWN, None, is_withdrawn, (Direction.IN, ())),
    (Change.NOTICE, None, is_notice, (Direction.OF, NOTICE_LINKS)),
)
"""What a record is: the change when it becomes so, the change when it is so no longer, how to tell, and which notices say it."""
_NOTICED = (
    (Change.CONCERN, Change.CONCERN_LIFTED, NoticeType.EXPRESSION_OF_CONCERN),
    (Change.CORRECTED, None, NoticeType.ERRATUM),
    (Change.UPDATED, None, NoticeType.UPDATE),
    (Change.REPUBLISHED, None, NoticeType.REPUBLICATION),
)
"""What is published about a record: each further notice is a change."""


def _changes(before: Paper | None, after: Paper) -> Iterator[tuple[Change, tuple[Notice, ...]]]:
    for becomes, ends, holds, said in _STATES:
        was = before is not None and holds(before)
        if holds(after) and not was:
            yield becomes, _said(after, *said)
        elif ends and before and was and after.notices is not None and not holds(after):
            yield ends, _said(before, *said)
    for becomes, ends, kind in _NOTICED:
        had, has = (notices_about(paper, kind) if paper else () for paper in (before, after))
        if fresh := tuple(one for one in has if not any(_same(one, other) for other in had)):
            yield becomes, fresh
        elif ends and had and not has and after.notices is not None:
            yield ends, had


def _listed_changes(notices: tuple[Notice, ...]) -> Iterator[tuple[Change, tuple[Notice, ...]]]:
    about = {NoticeType.RETRACTION: Change.RETRACTED} | {kind: change for change, _, kind in _NOTICED}
    for kind, change in about.items():
        if said := tuple(one for one in notices if one.type is kind and one.direction is Direction.IN):
            yield change, said
    if said := tuple(one for one in notices if one.direction is Direction.OF):
        yield Change.NOTICE, said


def _said(paper: Paper, direction: Direction, types: tuple[NoticeType, ...]) -> tuple[Notice, ...]:
    return tuple(one for one in paper.notices or () if one.direction is direction and one.type in types)


def _same(one: Notice, other: Notice) -> bool:
    """Whether two notices of one kind are the same: PubMed often learns a notice's own PMID later."""
    if one.pmid and other.pmid:
        return one.pmid == other.pmid
    return one.source == other.source if one.source and other.source else one.date == other.date
