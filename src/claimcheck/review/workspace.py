"""The project as it lies on the disk now: claims, lock, articles and the gate's report, read anew when a file has changed."""

import datetime as dt
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from attrs import field, frozen

from claimcheck.articles.base import Article
from claimcheck.claimfile import claims_files, load_claims
from claimcheck.gate import articles_of, baseline_at, report_on
from claimcheck.lockfile import Lock, LockError, read_lock
from claimcheck.model import ClaimStatus, ClaimVerdict, Finding, Report, Severity, Skip
from claimcheck.project import Project
from claimcheck.reports.html_report import home_of
from claimcheck.reports.html_text import Mark, mark_of
from claimcheck.review.settings import ReviewSettings
from claimcheck.rules.cited import LockIndex
from claimcheck.rules.facts import ClaimFacts

T = TypeVar("T", Finding, Skip)
_Stamp = tuple[object, ...]

SETTLED = frozenset({ClaimStatus.SOURCED, ClaimStatus.NOT_NEEDED})
"""Where a claim asks for no decision any more."""


@frozen(slots=False)
class ArticleGroup:
    """The claims of one article, or of one claims file that names none, in the order of the file."""

    key: str
    title: str
    article: Article | None = field(eq=False, repr=False)
    verdicts: tuple[ClaimVerdict, ...] = ()

    @property
    def counts(self) -> Mapping[ClaimStatus, int]:
        """How many claims stand where."""
        return Counter(verdict.status for verdict in self.verdicts)

    @property
    def open(self) -> tuple[ClaimVerdict, ...]:
        """The claims that still ask for a decision."""
        return tuple(verdict for verdict in self.verdicts if verdict.status not in SETTLED)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """Where the claims stand in the article; looked up once for as long as no file changes."""
        if self.article is None:
            return ()
        numbered = enumerate(self.verdicts, 1)
        found = [mark_of(self.article, one.claim, number, one.status.value) for number, one in numbered]
        return tuple(mark for mark in found if mark)


@frozen(slots=False)
class Snapshot:
    """Everything that the pages show, as it was at one moment."""

    lock: Lock
    report: Report
    articles: Mapping[tuple[str, str], Article]
    settings: ReviewSettings
    today: dt.date

    @cached_property
    def verdicts(self) -> Mapping[str, ClaimVerdict]:
        """The claims by id; of two with one id the first, and the report says so."""
        found: dict[str, ClaimVerdict] = {}
        for verdict in self.report.verdicts:
            found.setdefault(verdict.claim.id, verdict)
        return found

    @cached_property
    def groups(self) -> tuple[ArticleGroup, ...]:
        """The claims by article."""
        kept: dict[str, tuple[str, Article | None, list[ClaimVerdict]]] = {}
        for verdict in self.report.verdicts:
            key, title, article = home_of(verdict.claim, self.articles)
            kept.setdefault(key, (title, article, []))[2].append(verdict)
        return tuple(ArticleGroup(key, *rest[:2], tuple(rest[2])) for key, rest in kept.items())

    def group_of(self, claim_id: str) -> ArticleGroup:
        """The article that a claim stands in."""
        key = home_of(self.verdicts[claim_id].claim, self.articles)[0]
        return next(group for group in self.groups if group.key == key)

    @cached_property
    def findings(self) -> Mapping[str, tuple[Finding, ...]]:
        """What was found about each claim, errors first."""
        found: dict[str, list[Finding]] = {}
        for finding in sorted(self.report.findings, key=lambda one: -one.severity.rank):
            found.setdefault(finding.claim_id or "", []).append(finding)
        return {claim: tuple(findings) for claim, findings in found.items()}

    @cached_property
    def about_files(self) -> tuple[Finding, ...]:
        """Errors that are about no readable claim, and whatever else no article's report tells."""
        at_home = {one for report in self.reports.values() for one in report.findings}
        loose = (one for one in self.report.findings if one.claim_id not in self.verdicts)
        return tuple(one for one in loose if one.severity is Severity.ERROR or one not in at_home)

    @cached_property
    def reports(self) -> Mapping[str, Report]:
        """What the gate says of each article, by the key of its group: of its claims, of the article itself and of the claims files
        that it stands in.
        """
        claims: dict[str | None, set[str]] = {}
        files: dict[str, set[str]] = {}
        for group in self.groups:
            for verdict in group.verdicts:
                claims.setdefault(verdict.claim.id, set()).add(group.key)
                files.setdefault(verdict.claim.location.path, set()).add(group.key)
            if group.article:
                files.setdefault(group.article.path, set()).add(group.key)

        def by_home(told: Iterable[T]) -> Mapping[str, tuple[T, ...]]:
            found: dict[str, list[T]] = {}
            for one in told:
                for key in claims.get(one.claim_id, files.get(one.path, set())):
                    found.setdefault(key, []).append(one)
            return defaultdict(tuple, {key: tuple(some) for key, some in found.items()})

        whole = self.report
        findings, skips = by_home(whole.findings), by_home(whole.skips)
        waived, known = by_home(whole.waived), by_home(whole.known)
        return {
            key: Report(group.verdicts, findings[key], skips[key], waived[key], known[key])
            for group in self.groups
            for key in [group.key]
        }

    @cached_property
    def index(self) -> LockIndex:
        """The lock, to be asked about citations."""
        return LockIndex(self.lock)

    def facts(self, verdict: ClaimVerdict) -> ClaimFacts:
        """What the rules know of a claim, but for its article."""
        claim = verdict.claim
        cited = tuple(self.index.cited(citation, claim) for citation in claim.citations)
        thresholds = self.settings.ruleset.thresholds
        return ClaimFacts(claim, cited, verdict.status, self.today, thresholds=thresholds)

    def following(self, claim_id: str) -> str | None:
        """The next claim that asks for a decision, behind this one and then from the beginning; None where none is left."""
        ids = [verdict.claim.id for group in self.groups for verdict in group.verdicts]
        at = ids.index(claim_id) if claim_id in ids else -1
        later = (*ids[at + 1 :], *ids[: max(at, 0)])
        return next((one for one in later if self.verdicts[one].status not in SETTLED), None)


class Workspace:
    """Gives the snapshot of now; several threads may ask."""

    def __init__(self, settings: ReviewSettings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._known: tuple[_Stamp, Snapshot] | None = None

    def snapshot(self) -> Snapshot:
        """The project as it is now. Raises `UsageError` where the claims have gone."""
        with self._lock:
            if self._known is None or self._known[0] != self._stamp(self._known[1].articles.values()):
                self._known = self._read()
            return self._known[1]

    def _read(self) -> tuple[_Stamp, Snapshot]:
        before = self._stamp(())  # what changes while it is read has another stamp afterwards, and is read again
        settings, today, ruleset = self.settings, self.settings.today(), self.settings.ruleset
        claims = load_claims(settings.paths)
        lock = _readable(settings.lock_path)
        project = Project.of(claims, settings.lock_path if lock is None else lock)
        report = report_on(project, ruleset, today, baseline_at(ruleset.baseline))
        articles = articles_of(report, project)
        snapshot = Snapshot(lock or Lock(), report, articles, settings, today)
        return (*before, *_stamps(_paths_of(articles.values()))), snapshot

    def _stamp(self, articles: Iterable[Article]) -> _Stamp:
        files = (*claims_files(self.settings.paths), self.settings.lock_path)
        return (self.settings.today(), *_stamps(files), *_stamps(_paths_of(articles)))


def _readable(path: Path) -> Lock | None:
    """The lock; None where it cannot be read, which the gate reports."""
    try:
        return read_lock(path)
    except LockError:
        return None


def _paths_of(articles: Iterable[Article]) -> Iterable[Path]:
    return map(Path, dict.fromkeys(article.path for article in articles))


def _stamps(paths: Iterable[Path]) -> Iterator[object]:
    """What changes when a file does: its name, number, time and size; None of one that is not there."""
    for path in paths:
        try:
            state = path.stat()
        except OSError:
            yield str(path), None
        else:
            yield str(path), state.st_ino, state.st_mtime_ns, state.st_size
