"""The gate: claims + evidence lock + articles + rules → report. Reads files, asks nobody; the same input, the same report."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from claimcheck.checked import given
from claimcheck.claimfile import ClaimSet, read_files
from claimcheck.claimfile.nodes import without_collection
from claimcheck.errors import InvalidTypeError, UsageError
from claimcheck.lockfile import Lock, LockError, lock_path_for, read_lock
from claimcheck.model import Claim, ClaimVerdict, Finding, Location, Report, Skip
from claimcheck.quoted import Articles
from claimcheck.rules.base import Rule
from claimcheck.rules.coverage import UnrecordedClaim
from claimcheck.rules.facts import AppliedWaiver, ClaimFacts, LockIndex, status_of
from claimcheck.rules.files import StaleLock
from claimcheck.rules.registry import BUILT_IN, RuleBook, code_of, run_rules, weigh_waivers
from claimcheck.rules.selection import ALWAYS, chosen_codes
from claimcheck.rules.severities import Severities
from claimcheck.rules.waivers import ObsoleteBaselineEntry, applied_in_article, finding_about
from claimcheck.thresholds import DEFAULTS, Thresholds

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from claimcheck.articles.base import Article
    from claimcheck.baseline import Baseline

PathArgument = str | PathLike[str]


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
) -> Report:
    """Check claims against the evidence lock and their articles.

    `paths` are claims files or folders of them, a `ClaimSet`, or claims; `lock` is a lock, the path of one, or None for the
    one beside the claims' files. `today` (a date, or text such as ``2026-11-22``) decides which waivers hold (default: the
    computer's date). `select` and `ignore` hold codes or names of rules, or their beginnings. `thresholds` are what the rules
    hold claims to, `severities` how much each rule matters (both have the catalogue's defaults); findings that the file
    `baseline` lists are known and told apart. `rules` are a house's own, beside the built-in ones. What is wrong with the files
    is in the report; raises `UsageError` for a path that does not exist, no claims files (unless `allow_empty`), selectors that
    fit no rule, rules of `rules` that do not fit or break, and arguments of a wrong type.
    """
    book = _book(given("check: rules", rules, tuple[Rule, ...]))
    wanted, unwanted = given("check: select", select, tuple[str, ...]), given("check: ignore", ignore, tuple[str, ...])
    codes = chosen_codes(wanted, unwanted, book)
    known = _baseline(baseline)
    checked = _checked(paths, lock, today, allow_empty, thresholds, book)
    listed = known is not None and known.lists(UnrecordedClaim.code)
    with without_collection():
        if UnrecordedClaim.code in codes or listed or checked.waives_unrecorded:
            checked.add_unrecorded()
        return checked.report(codes, given("check: severities", severities, Severities | None) or Severities(), known)


def _baseline(path: PathArgument | None) -> "Baseline | None":
    if path is None:
        return None
    from claimcheck.baseline import read_baseline  # noqa: PLC0415 - many projects keep none

    return read_baseline(Path(given("check: baseline", path, PathArgument)))


def articles_of(report: Report) -> "dict[tuple[str, str], Article]":
    """The articles of a report's claims, for a page that shows them, by the claims file's path and the article's as written.

    Articles that cannot be read are left out: the report says so.
    """
    articles = Articles()
    found: dict[tuple[str, str], Article] = {}
    for verdict in report.verdicts:
        claim = verdict.claim
        page = articles.page_of(claim)
        if page and page.article and claim.article and claim.article.path:
            found[claim.location.path, claim.article.path] = page.article
    return found


def waivers_of(
    paths: PathArgument | Sequence[PathArgument],
    *,
    lock: Lock | PathArgument | None = None,
    today: dt.date | None = None,
    thresholds: Thresholds | None = None,
    rules: Iterable[Rule] = (),
) -> list[tuple[str | None, AppliedWaiver]]:
    """Every waiver with the id of its claim (None for one written in an article) and what it comes to today."""
    checked = _checked(paths, lock, today, False, thresholds, _book(rules))
    if checked.waives_unrecorded:
        checked.add_unrecorded()
    written = [*checked.applied, *((None, one) for one in checked.in_articles())]
    return sorted(written, key=lambda pair: _waiver_place(pair[1]))


def _waiver_place(applied: AppliedWaiver) -> tuple[str, int, int]:
    where = applied.waiver.location
    return where.path, where.line or 0, where.column or 0


def _book(rules: Iterable[Rule]) -> RuleBook:
    own = tuple(rules)
    return RuleBook.with_own(own) if own else BUILT_IN


def _checked(  # noqa: PLR0913, PLR0917 - what the two callers have
    paths: PathArgument | Sequence[PathArgument] | ClaimSet | Claim | Sequence[Claim],
    lock: Lock | PathArgument | None,
    today: dt.date | str | None,
    allow_empty: bool,
    thresholds: Thresholds | None,
    book: RuleBook,
) -> "_Checked":
    wanted = _paths_or_claims(paths)
    claims = wanted if isinstance(wanted, ClaimSet) else load(wanted, allow_empty=allow_empty)
    index, lock_findings = _open_lock(wanted, given("check: lock", lock, Lock | PathArgument | None))
    day = given("check: today", today, dt.date | None) or dt.date.today()
    checked = _Checked(
        claims.problems, index, day, given("check: thresholds", thresholds, Thresholds | None) or DEFAULTS, book
    )
    checked.of_files += lock_findings
    with without_collection():
        for claim in claims:
            checked.add(claim)
    return checked


def _paths_or_claims(
    wanted: PathArgument | Sequence[PathArgument] | ClaimSet | Claim | Sequence[Claim],
) -> list[Path] | ClaimSet:
    """What is to be checked. Claims alone are a set of those files that they say they stand in."""
    if isinstance(wanted, ClaimSet):
        return wanted
    several = given("check: paths", wanted, tuple[str | PathLike[str] | Claim, ...])
    claims = tuple(one for one in several if isinstance(one, Claim))
    if not claims:
        return [Path(path) for path in several]
    if len(claims) < len(several):
        raise InvalidTypeError("check: paths takes either claims or paths, not both together")
    return ClaimSet(claims, files=tuple(dict.fromkeys(claim.location.path for claim in claims if claim.location.path)))


def load(
    paths: PathArgument | Sequence[PathArgument], *, allow_empty: bool = False, executor: "Executor | None" = None
) -> ClaimSet:
    """The claims of files and folders, read in the processes of an `executor` where one is given. Raises `UsageError` for a missing path, and for no files unless `allow_empty`."""
    wanted = [Path(paths)] if isinstance(paths, str | PathLike) else [Path(path) for path in paths]
    claims = read_files(wanted, executor)
    if not claims.files and not allow_empty:
        raise UsageError(f"no claims files in {', '.join(map(str, wanted)) or 'nothing'}: they end in .yaml or .yml")
    return claims


def _open_lock(wanted: list[Path] | ClaimSet, lock: Lock | PathArgument | None) -> tuple[LockIndex, list[Finding]]:
    """The lock, indexed; one that cannot be read is a finding, and nothing is known. Raises `UsageError` for a path without one."""
    if isinstance(lock, Lock):
        return LockIndex(lock), []
    beside = [Path(file) for file in wanted.files] if isinstance(wanted, ClaimSet) else wanted
    if lock is None and not beside:
        return LockIndex(Lock()), []
    if lock is not None and not Path(lock).exists():
        raise UsageError(
            f"the lock {lock} does not exist: claimcheck find writes it; leave it out for the one beside the claims"
        )
    path = Path(lock) if lock is not None else lock_path_for(beside)
    try:
        return LockIndex(read_lock(path)), []
    except LockError as error:
        hint = "restore the file from version control, or delete it and run `claimcheck refresh`"
        return LockIndex(Lock(), unreadable=True), [
            StaleLock().at(Location(str(path), error.line, error.column), str(error), hint)
        ]


class _Checked:
    """What has been found so far, claim by claim."""

    def __init__(
        self, problems: Iterable[Finding], index: LockIndex, today: dt.date, thresholds: Thresholds, book: RuleBook
    ) -> None:
        self.index, self.today, self.thresholds, self.book = index, today, thresholds, book
        self.articles = Articles()
        self.of_files: list[Finding] = []
        self.findings: list[Finding] = []
        self.waived: list[Finding] = []
        self.skips: list[tuple[str, Skip]] = []
        self.verdicts: list[ClaimVerdict] = []
        self.applied: list[tuple[str | None, AppliedWaiver]] = []
        self.ignored: list[AppliedWaiver] = []
        self.problems: dict[str | None, list[Finding]] = {}
        for problem in problems:
            self.problems.setdefault(problem.claim_id, []).append(problem)

    def add(self, claim: Claim) -> None:
        """Run the rules over a claim."""
        facts = self._facts(claim)
        outcome = run_rules(facts, self.book)
        self.findings += outcome.findings
        self.waived += outcome.waived
        self.skips += outcome.skips
        self.applied += ((claim.id, one) for one in outcome.waivers)
        self.ignored += outcome.ignores
        papers = tuple(one.paper for one in facts.cited)
        self.verdicts.append(ClaimVerdict(claim, facts.status, papers, facts.near, facts.found_against))

    def _facts(self, claim: Claim) -> ClaimFacts:
        trusts = self.thresholds.trusts
        cited = tuple(self.index.cited(one, claim.id, trusted=trusts(one.url)) for one in claim.citations)
        return ClaimFacts(
            claim,
            cited,
            status_of(claim, cited),
            self.today,
            search=self.index.lock.searches.get(claim.id),
            quote=self.articles.quote_of(claim),
            candidates=self.index.searched(claim),
            against=self.index.searched(claim, contradicting=True),
            thresholds=self.thresholds,
            opens_article=self.articles.opens(claim),
            problems=tuple(self.problems.pop(claim.id, ())) if claim.id else (),
        )

    @property
    def waives_unrecorded(self) -> bool:
        """Whether an article has a waiver for CC102: what that comes to is known only when its sentences were read."""
        return any(code_of(one.waiver.rule) == UnrecordedClaim.code for one in self.articles.ignores)

    def add_unrecorded(self) -> None:
        """Read the articles for what no claims file records."""
        for finding, waivers in self.articles.unrecorded():
            applied, hidden = weigh_waivers(waivers, [finding], self.today, self.book)
            self.ignored += applied
            self.waived += hidden
            if not hidden:
                self.of_files.append(finding)

    def in_articles(self) -> list[AppliedWaiver]:
        """What each waiver that is written in an article comes to, over all the claims that it covers."""
        return applied_in_article(self.articles.ignores, self.ignored)

    def report(self, codes: frozenset[str], severities: Severities, baseline: "Baseline | None") -> Report:
        """The report, with the chosen rules' findings in the order of their places."""
        of_files = chain(self.of_files, self.articles.findings, *self.problems.values())
        about = (finding for one in self.in_articles() if (finding := finding_about(one)) is not None)
        everything = [one for one in map(severities.of, chain(of_files, self.findings, about)) if one is not None]
        known, new = self._sifted(everything, baseline)
        skips = [skip for code, skip in self.skips if code in codes and ALWAYS in codes]
        return Report(
            verdicts=tuple(self.verdicts),
            findings=tuple(_hinted_once(_in_order(new, codes))),
            skips=tuple(sorted(dict.fromkeys(skips), key=_skip_place)),
            waived=tuple(_in_order(self.waived, codes)),
            known=tuple(_in_order(known, codes)),
        )

    def _sifted(self, findings: list[Finding], baseline: "Baseline | None") -> tuple[list[Finding], list[Finding]]:
        """What the baseline lists, and what is new; its entries that no longer occur are new findings."""
        if baseline is None:
            return [], findings
        statements = {verdict.claim.id: verdict.claim.statement for verdict in self.verdicts}
        known, new, obsolete = baseline.sift(findings, statements)
        hint = "write the baseline anew: claimcheck check --write-baseline"
        new += (
            ObsoleteBaselineEntry().at(
                Location(baseline.path), f"{entry.claim}: {entry.rule} no longer occurs for {entry.statement!r}", hint
            )
            for entry in obsolete
        )
        return known, new


def _in_order(findings: Iterable[Finding], codes: frozenset[str]) -> list[Finding]:
    kept = (finding for finding in findings if finding.code in codes)
    return sorted(kept, key=lambda one: (one.path, one.line or 0, one.column or 0, one.code, one.message))


def _skip_place(skip: Skip) -> tuple[str, int, int, str]:
    return skip.path, skip.line or 0, skip.column or 0, skip.reason


def _hinted_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """One `refresh` mends every stale citation, so the first one says it for all."""
    said = False
    for finding in findings:
        is_refresh = finding.code == StaleLock.code and finding.claim_id is not None
        yield evolve(finding, hint="") if is_refresh and said else finding
        said = said or is_refresh
