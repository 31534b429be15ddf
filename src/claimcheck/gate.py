"""The gate: claims + evidence lock + articles + rules → report. Reads files, asks nobody; the same input, the same report."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from claimcheck.checked import given
from claimcheck.claimfile import ClaimSet
from claimcheck.claimfile.read import duplicates
from claimcheck.collector import without_collection
from claimcheck.errors import InvalidTypeError, UsageError
from claimcheck.examination import Examined, ExaminedArticle, Terms, Workers, examine, examine_on
from claimcheck.extent import Extent
from claimcheck.lockfile import Lock
from claimcheck.lockfile.values import expect_held
from claimcheck.model import Claim, Finding, Location, Report, Skip
from claimcheck.project import PathArgument, Project
from claimcheck.rules.base import Rule
from claimcheck.rules.coverage import UnrecordedClaim
from claimcheck.rules.facts import AppliedWaiver, ArticleFacts, ProjectFacts, Unrecorded, WaiverFault
from claimcheck.rules.files import StaleLock
from claimcheck.rules.registry import BUILT_IN, RuleBook, of_article, of_project
from claimcheck.rules.ruleset import Ruleset, in_codes
from claimcheck.rules.selection import FIXABLE, OPEN, SKIPS, UNASKED, UNREAD
from claimcheck.rules.severities import Severities
from claimcheck.rules.waivers import applied_in_article, apply_waivers, not_known
from claimcheck.stretches import apart_from
from claimcheck.thresholds import DEFAULTS, Thresholds
from claimcheck.tree import DISK, Tree

if TYPE_CHECKING:
    from claimcheck.articles.base import Article
    from claimcheck.baseline import Baseline

_MISNAMED = (
    "not read, and so not checked: it begins as a claims file does; give it a name that ends in .yaml or .yml and begins "
    "with no dot, or keep it elsewhere"
)

Examine = Callable[[Project, str, Terms], Examined]
Concerns = Callable[[Finding | Skip | Claim], bool]


def check(  # noqa: PLR0913 - each is a choice of the command
    paths: PathArgument | Sequence[PathArgument] | ClaimSet | Claim | Sequence[Claim],
    *,
    lock: Lock | PathArgument | None = None,
    today: dt.date | str | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    allow_empty: bool = False,
    thresholds: Thresholds | None = None,
    severities: Severities | None = None,
    baseline: PathArgument | None = None,
    rules: Iterable[Rule] = (),
    executor: Workers | None = None,
) -> Report:
    """Check claims against the evidence lock and their articles.

    `paths` are claims files or folders of them, a `ClaimSet`, or claims; `lock` is a lock, the path of one, or None for the
    one beside the claims' files. `today` (a date, or text such as ``2026-11-22``) decides which waivers hold (default: the
    computer's date). `select` and `ignore` hold codes or names of rules, or their beginnings. `thresholds` are what the rules
    hold claims to, `severities` how much each rule matters (both have the catalogue's defaults); findings that the file
    `baseline` lists are known and told apart. `rules` are a house's own, beside the built-in ones. With an `executor` (of
    `concurrent.futures`, or a Dask client's) files are examined by its workers, which must see them in the same folder; claims
    that were read before are examined here. What is wrong with the files is in the report; raises `UsageError` for a path that does not exist, no claims files or claims at all (unless `allow_empty`), selectors and severities that
    fit no rule, rules of `rules` that do not fit or break, and arguments of a wrong type.
    """
    own = given("check: rules", rules, tuple[Rule, ...])
    book = RuleBook.with_own(own) if own else BUILT_IN
    ruleset = Ruleset(
        given("check: thresholds", thresholds, Thresholds | None) or DEFAULTS,
        in_codes(given("check: severities", severities, Severities | None) or Severities(), book),
        book,
        given("check: select", select, tuple[str, ...]),
        given("check: ignore", ignore, tuple[str, ...]),
    )
    known = baseline_at(None if baseline is None else Path(given("check: baseline", baseline, PathArgument)))
    project = project_of(paths, given("check: lock", lock, Lock | PathArgument | None), allow_empty=allow_empty)
    day = given("check: today", today, dt.date | None) or dt.date.today()
    workers = given("check: executor", executor, Workers | None)
    elsewhere = workers if project.is_on_disk else None  # what is not on the disk as it is, is examined here
    return mendable(report_on(project, ruleset, day, known, executor=elsewhere), project)


def mendable(report: Report, project: Project) -> Report:
    """The report, its findings with the fixes that are safe."""
    if not any(finding.code in FIXABLE for finding in report.findings):
        return report
    from claimcheck.fixes import with_fixes  # noqa: PLC0415 - it loads the editing of claims files, which few checks need

    return with_fixes(report, project)


def baseline_at(path: str | Path | None, tree: Tree = DISK) -> "Baseline | None":
    """The baseline of a file; None where none is named. Raises `UsageError` for one that is missing or is no baseline."""
    if path is None:
        return None
    from claimcheck.baseline import read_baseline  # noqa: PLC0415 - many projects keep none

    return read_baseline(path, tree)


def report_on(  # noqa: PLR0913 - what a report is made of
    project: Project,
    ruleset: Ruleset,
    today: dt.date,
    baseline: "Baseline | None" = None,
    *,
    examine: Examine = examine,
    concerns: Concerns | None = None,
    executor: Workers | None = None,
) -> Report:
    """The report on a project, held to a ruleset as of a day. `examine` tells what is found in one claims file, unless an `executor`'s workers do, `concerns`
    which claims, findings and skips are told (all).
    """
    asked = baseline is not None and baseline.lists(UnrecordedClaim.code)
    checked = checked_on(project, ruleset, today, examine=examine, executor=executor, with_sentences=asked)
    with without_collection():
        return checked.report(ruleset.codes, ruleset.severities, baseline, concerns)


def checked_on(  # noqa: PLR0913 - what a report is made of
    project: Project,
    ruleset: Ruleset,
    today: dt.date,
    *,
    examine: Examine = examine,
    executor: Workers | None = None,
    with_sentences: bool = False,
) -> "Checked":
    """The project's files examined; `with_sentences` asks what else the articles claim (CC102), also where nobody is told."""
    asked = with_sentences or UnrecordedClaim.code in ruleset.codes
    terms = Terms(today, ruleset.thresholds, ruleset.rules, with_sentences=asked)
    with without_collection():
        here = (examine(project, file, terms) for file in project.files)
        return Checked(project, terms, tuple(here) if executor is None else examine_on(executor, project, terms))


def articles_of(report: Report, project: Project | None = None) -> "dict[tuple[str, str], Article]":
    """The articles of a report's claims, for a page that shows them, by the claims file's path and the article's as written.

    Articles that cannot be read are left out: the report says so.
    """
    project = project or Project(())
    found: dict[tuple[str, str], Article] = {}
    for verdict in report.verdicts:
        claim = verdict.claim
        page = project.page_of(claim)
        if page and page.article and claim.article and claim.article.path:
            found[claim.location.path, claim.article.path] = page.article
    return found


def waivers_of(project: Project, ruleset: Ruleset, today: dt.date) -> list[tuple[str | None, AppliedWaiver]]:
    """Every waiver with the id of its claim (None for one written in an article) and what it comes to on a day."""
    checked = checked_on(project, ruleset.telling_all(but=(UnrecordedClaim.code,)), today)
    in_records = (pair for one in checked.files for pair in one.waivers)
    in_articles = ((None, one) for article in checked.articles() for one in article.waivers)
    return sorted((*in_records, *in_articles), key=lambda pair: _place(pair[1].waiver.location))


def project_of(
    wanted: PathArgument | Sequence[PathArgument] | ClaimSet | Claim | Sequence[Claim],
    lock: Lock | PathArgument | None,
    *,
    allow_empty: bool = False,
) -> Project:
    """What is to be checked. Claims alone are a set of those files that they say they stand in. Raises `UsageError`, also for a lock
    that does not exist.
    """
    if lock is not None and not isinstance(lock, Lock) and not Path(lock).exists():
        raise UsageError(
            f"the lock {lock} does not exist: claimcheck find writes it; leave it out for the one beside the claims"
        )
    if isinstance(lock, Lock):
        expect_held("check: lock", lock)
    if isinstance(wanted, ClaimSet):
        project = Project.of(wanted, lock)
        _refuse_nothing(project.files, allow_empty=allow_empty)
        return project
    several = given("check: paths", wanted, tuple[str | PathLike[str] | Claim, ...])
    _refuse_nothing(several, allow_empty=allow_empty)
    claims = tuple(one for one in several if isinstance(one, Claim))
    if not claims:
        return Project.at(several, lock, allow_empty=allow_empty)
    if len(claims) < len(several):
        raise InvalidTypeError("check: paths takes either claims or paths, not both together")
    files = tuple(dict.fromkeys(claim.location.path for claim in claims if claim.location.path))
    return Project.of(ClaimSet(claims, files=files), lock)


def _refuse_nothing(wanted: Sequence[object], *, allow_empty: bool) -> None:
    if not wanted and not allow_empty:
        raise UsageError("check: paths holds no claims and no claims files: there is nothing to check")


@frozen
class _OfArticle:
    """What the rules say of an article, over all the claims files that name it."""

    findings: tuple[Finding, ...]
    waived: tuple[Finding, ...]
    waivers: tuple[AppliedWaiver, ...]
    skips: tuple[Skip, ...] = ()


@frozen(slots=False)
class Checked:
    """The files of a project, each examined by itself, and what the rules say of all of them together."""

    project: Project
    terms: Terms
    files: tuple[Examined, ...]

    @cached_property
    def extent(self) -> Extent:
        """What was looked at."""
        unread = {found.path for file in self.files for found in file.findings if found.code in UNREAD}
        return Extent(
            self.project,
            frozenset(one.claim_id for file in self.files for one in file.verdicts),
            frozenset().union(*(file.partly for file in self.files)),
            frozenset(article.place for file in self.files for article in file.articles),
            frozenset(unread),
        )

    def articles(self) -> list[_OfArticle]:
        """What the rules say of each article."""
        named: dict[str, list[ExaminedArticle]] = {}
        for article in (article for file in self.files for article in file.articles):
            named.setdefault(article.place, []).append(article)
        applied = [one for file in self.files for one in file.ignores]
        return [self._of_article(same, applied) for same in named.values()]

    def _of_article(self, same: list[ExaminedArticle], applied: list[AppliedWaiver]) -> _OfArticle:
        """CC102 and the waivers; `same` is the article as each claims file has it, `applied` what waivers came to so far."""
        ignores, outcomes, waived, standing = same[0].ignores, list(applied) if same[0].ignores else [], [], []
        sentences = _unrecorded(same)
        skips = self._unclear(same[0].place, sentences[0].location) if sentences else ()
        for sentence in sentences if not skips else ():
            covering = [one.waiver for one in ignores if one.covers(sentence.start)]
            findings = list(of_article(ArticleFacts((sentence,))))
            came_to, hidden = apply_waivers(covering, findings, self.terms.today, self.terms.book.by_label)
            outcomes += came_to
            waived += hidden
            standing += [one for one in findings if one not in hidden]
        found = applied_in_article(ignores, outcomes)
        waivers = tuple(found if self._is_sure(found) else map(not_known, found))
        return _OfArticle((*standing, *of_article(ArticleFacts(waivers=waivers))), tuple(waived), waivers, skips)

    def _unclear(self, place: str, where: Location) -> tuple[Skip, ...]:
        """That nobody knows what is recorded of an article, where a claims file that names it could not be read in full."""
        unclear = (file for file, found in zip(self.project.files, self.files, strict=True) if found.is_unclear)
        naming = [file for file in unclear if self.extent.may_name(file, place)]
        told = (
            f"whether the article says more than is recorded is not known: {', '.join(naming)} cannot be read in full"
        )
        return (Skip(None, told, where.path, where.line, where.column),) if naming else ()

    def _is_sure(self, found: Iterable[AppliedWaiver]) -> bool:
        """Whether a waiver of an article that hides nothing is known to: no claim that it may cover was left unread."""
        return all(one.fault is not WaiverFault.UNUSED for one in found) or self.extent.is_of_all()

    def report(
        self, codes: frozenset[str], severities: Severities, baseline: "Baseline | None", concerns: Concerns | None
    ) -> Report:
        """The report, with the chosen rules' findings in the order of their places."""

        def told(findings: Iterable[Finding]) -> list[Finding]:
            kept = (finding for finding in findings if finding.code in codes and (not concerns or concerns(finding)))
            return sorted(kept, key=lambda one: (*_place(one), one.code, one.message))

        articles = self.articles()
        twice = tuple(duplicates(one for file in self.files for one in file.ids))
        of_all = of_project(ProjectFacts(twice, self.project.lock_error))
        findings = [*chain(of_all, *(one.findings for one in self.files), *(one.findings for one in articles))]
        everything = [one for one in map(severities.of, findings) if one is not None]
        verdicts = tuple(verdict for file in self.files for verdict in file.verdicts)
        statements = {one.claim.id: one.claim.statement for one in verdicts} if baseline else {}
        known, new = self._sifted(everything, baseline, statements)
        made = [skip for file in self.files for code, skip in file.skips if code in codes]
        made += [skip for one in articles for skip in one.skips if UnrecordedClaim.code in codes]
        heard = {one for one in new if one.code in OPEN and one.code in codes}
        made += (_in_place_of(one) for one in findings if one.code in OPEN and severities.of(one) not in heard)
        skips = [skip for skip in dict.fromkeys(made) if SKIPS in codes and (not concerns or concerns(skip))]
        skips += (Skip(None, _MISNAMED, path) for path in self.project.misnamed() if SKIPS in codes)
        return Report(
            verdicts=tuple(one for one in verdicts if not concerns or concerns(one.claim)),
            findings=tuple(_hinted_once(told(new))),
            skips=tuple(sorted(skips, key=lambda one: (*_place(one), one.reason))),
            waived=tuple(told(chain(*(one.waived for one in self.files), *(one.waived for one in articles)))),
            known=tuple(told(known)),
        )

    def _sifted(
        self, findings: list[Finding], baseline: "Baseline | None", statements: Mapping[str, str]
    ) -> tuple[list[Finding], list[Finding]]:
        """What the baseline lists, and what is new; its entries that no longer occur are new findings."""
        if baseline is None:
            return [], findings
        known, new, obsolete = baseline.sift(findings, statements, self.extent.covers)
        return known, [*new, *of_project(ProjectFacts(obsolete=tuple((baseline.path, told) for told in obsolete)))]


def _in_place_of(finding: Finding) -> Skip:
    """What stands in the place of a finding that is not told: what was not read, or not asked about, was not checked."""
    what = "not known whether it was retracted" if finding.code == UNASKED else "not read, and so not checked"
    reason = f"{what}: {finding.message}"
    return Skip(finding.claim_id, reason, finding.path, finding.line, finding.column)


def _unrecorded(same: list[ExaminedArticle]) -> list[Unrecorded]:
    """The sentences of an article in which no claim's quote stands, and what goes on from a quote where no other stands."""
    is_apart = apart_from(span for article in same for span in article.recorded)
    sentences = next((article.sentences for article in same if article.sentences), ())
    going_on = {(one.start, one.end): one for article in same for one in article.going_on}.values()
    return [one for one in (*sentences, *going_on) if is_apart(one.start, one.end)]


def _place(where: Finding | Skip | Location) -> tuple[str, int, int]:
    """What things are sorted by."""
    return where.path, where.line or 0, where.column or 0


def _hinted_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """One `refresh` mends every stale citation, so the first one says it for all."""
    said = False
    for finding in findings:
        is_refresh = finding.code == StaleLock.code and finding.claim_id is not None
        yield evolve(finding, hint="") if is_refresh and said else finding
        said = said or is_refresh
