"""The state of a whole house of articles, in figures and lists. Pure."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from attrs import frozen

from claimcheck.model import Claim, ClaimStatus, NoticeType, Paper, Report, Severity
from claimcheck.record.standing import is_retracted, is_withdrawn, notices_about
from claimcheck.reports.base import counted
from claimcheck.reports.chart import Bar, bars
from claimcheck.review.workspace import ArticleGroup, Snapshot


@frozen
class Alarm:
    """A cited work that was taken back, or about which a concern was raised, with the claims that cite it."""

    what: str
    paper: Paper
    claims: tuple[Claim, ...]


@frozen
class Row:
    """An article in the list."""

    group: ArticleGroup
    bars: tuple[Bar, ...]
    errors: int
    warnings: int
    oldest_review: dt.date | None
    first: str
    """The claim to begin with: the first that asks for a decision."""

    @property
    def settled(self) -> int:
        """How many claims ask for no decision."""
        return len(self.group.verdicts) - len(self.group.open)


@frozen
class Proposal:
    """A claim with a proposal that nobody has looked at."""

    claim: Claim
    article: str
    title: str
    more: int
    is_contested: bool


@frozen
class Happening:
    """Something that happened to a claim on a day."""

    date: dt.date
    claim_id: str
    told: str


def counts_of(report: Report) -> Counter[ClaimStatus]:
    """How many claims of all stand where."""
    return Counter(verdict.status for verdict in report.verdicts)


def rows(snapshot: Snapshot) -> tuple[Row, ...]:
    """The articles; those with most errors first, and among these the longest unreviewed."""
    found = [_row(snapshot, group) for group in snapshot.groups]
    return tuple(sorted(found, key=lambda row: (-row.errors, row.oldest_review or dt.date.max, row.group.title)))


def _row(snapshot: Snapshot, group: ArticleGroup) -> Row:
    severities = Counter(one.severity for one in snapshot.reports[group.key].findings)
    dates = [c.reviewed.date for v in group.verdicts for c in v.claim.citations if c.reviewed and c.reviewed.date]
    first = (*group.open, *group.verdicts)[0].claim.id
    errors, warnings = severities[Severity.ERROR], severities[Severity.WARNING]
    return Row(group, bars(group.counts), errors, warnings, min(dates, default=None), first)


def alarms(snapshot: Snapshot) -> tuple[Alarm, ...]:
    """Retractions first, then withdrawals, then concerns."""
    claims: dict[str, list[Claim]] = {}
    papers: dict[str, Paper] = {}
    for verdict in snapshot.report.verdicts:
        for paper in filter(None, verdict.papers):
            papers[paper.pmid] = paper
            claims.setdefault(paper.pmid, []).append(verdict.claim)
    found = [
        (rank, Alarm(_ALARMS[rank], paper, tuple(dict.fromkeys(claims[pmid]))))
        for pmid, paper in papers.items()
        if (rank := _alarm(paper)) is not None
    ]
    return tuple(alarm for _, alarm in sorted(found, key=lambda pair: (pair[0], int(pair[1].paper.pmid))))


_ALARMS = ("retracted", "withdrawn", "expression of concern")


def _alarm(paper: Paper) -> int | None:
    concerns = notices_about(paper, NoticeType.EXPRESSION_OF_CONCERN)
    signs = (is_retracted(paper), is_withdrawn(paper), bool(concerns))
    return signs.index(True) if True in signs else None


def queue(snapshot: Snapshot) -> tuple[Proposal, ...]:
    """The claims with proposals across all articles, contested ones first: they need a person most."""
    found = [p for group in snapshot.groups for p in _proposals(snapshot, group)]
    return tuple(sorted(found, key=lambda one: not one.is_contested))


def _proposals(snapshot: Snapshot, group: ArticleGroup) -> Iterator[Proposal]:
    for verdict in group.verdicts:
        claim = verdict.claim
        waiting = [c for c in claim.citations if c.reviewed is None]
        if waiting:
            paper = snapshot.lock.papers.get(waiting[0].pmid or "")
            title = (paper.title if paper else waiting[0].title) or waiting[0].label
            search = snapshot.lock.search_for(claim)
            contested = bool(search and search.contradicting)
            yield Proposal(claim, group.title, title, len(waiting) - 1, contested)


def oldest_reviews(snapshot: Snapshot, most: int = 5) -> tuple[Happening, ...]:
    """The reviews that lie back longest."""
    return tuple(sorted(_reviews(snapshot), key=lambda one: (one.date, one.claim_id)))[:most]


def _reviews(snapshot: Snapshot) -> Iterator[Happening]:
    for verdict in snapshot.report.verdicts:
        for citation in verdict.claim.citations:
            if citation.reviewed and citation.reviewed.date:
                told = f"{citation.label} reviewed by {citation.reviewed.by}"
                yield Happening(citation.reviewed.date, verdict.claim.id, told)


def changes_since(snapshot: Snapshot, since: dt.date) -> tuple[Happening, ...]:
    """What the files say was done on that day and later, the latest first."""
    done = [one for verdict in snapshot.report.verdicts for one in _happened(snapshot, verdict.claim)]
    return tuple(
        sorted((one for one in done if one.date >= since), key=lambda one: (-one.date.toordinal(), one.claim_id))
    )


def _happened(snapshot: Snapshot, claim: Claim) -> Iterator[Happening]:
    for citation in claim.citations:
        stance = f" ({citation.stance})" if citation.stance else ""
        for signed, verb in ((citation.added, "added"), (citation.reviewed, "reviewed")):
            if signed and signed.date:
                yield Happening(signed.date, claim.id, f"{citation.label}{stance} {verb} by {signed.by}")
    for rejection in claim.rejected:
        if rejection.date:
            yield Happening(rejection.date, claim.id, f"PMID {rejection.pmid} rejected by {rejection.by}")
    if claim.searched and claim.searched.date:
        yield Happening(claim.searched.date, claim.id, f"searched, nothing adequate: {claim.searched.by}")
    search = snapshot.lock.searches.get(claim.id)
    if search and search.date:
        yield Happening(search.date, claim.id, f"searched: {counted(len(search.candidates), 'paper')} kept")
