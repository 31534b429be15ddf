"""The gate: claims + evidence lock + articles + rules → report. Reads files, asks nobody; the same input, the same report.

What an article claims (CC102) is told by the extraction room, which most checks do not need: it is loaded by name in
`_unrecorded`, and only when an article could be read and the rule counts. It is the one such place.
"""

import datetime as dt
import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from itertools import chain
from os import PathLike
from pathlib import Path

from attrs import evolve, frozen

from claimcheck.articles.anchors import Anchor, AnchorOutcome, locate
from claimcheck.articles.article import read_article
from claimcheck.articles.base import Article
from claimcheck.articles.vague import vague_wording
from claimcheck.claimfile import ClaimSet, load_claims
from claimcheck.errors import UnreadableArticleError, UsageError
from claimcheck.lockfile import Lock, LockError, lock_path_for, read_lock
from claimcheck.model import Claim, ClaimVerdict, Finding, Location, Report, Skip
from claimcheck.rules.coverage import Unrecorded, UnrecordedClaim
from claimcheck.rules.facts import ClaimFacts, LockIndex, QuoteFacts, QuoteState, status_of
from claimcheck.rules.files import StaleLock, UnreadableArticle
from claimcheck.rules.registry import run_rules
from claimcheck.rules.selection import ALWAYS, chosen_codes

_PROJECT_MARKS = (".git", "pyproject.toml", "claimcheck.toml")

PathArgument = str | PathLike[str]


def check(  # noqa: PLR0913 - each is a choice of the command
    paths: PathArgument | Sequence[PathArgument] | ClaimSet,
    *,
    lock: Lock | PathArgument | None = None,
    today: dt.date | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    allow_empty: bool = False,
) -> Report:
    """Check claims against the evidence lock and their articles.

    `paths` are claims files or folders of them, or a `ClaimSet`; `lock` is a lock, the path of one, or None for the one
    beside the claims. `today` decides which waivers hold (default: the computer's date). `select` and `ignore` hold codes
    or names of rules, or their beginnings. What is wrong with the files is in the report; raises `UsageError` for a path
    that does not exist, no claims files (unless `allow_empty`), and selectors that fit no rule.
    """
    codes = chosen_codes(select, ignore)
    claims = paths if isinstance(paths, ClaimSet) else _load(paths, allow_empty)
    index, lock_findings = _open_lock(claims if isinstance(paths, ClaimSet) else paths, lock)
    checked = _Checked(claims.problems, index, today or dt.date.today())
    with _without_collecting():
        for claim in claims:
            checked.add(claim)
        return checked.report(codes, lock_findings)


def articles_of(report: Report) -> dict[tuple[str, str], Article]:
    """The articles of a report's claims, for a page that shows them, by the claims file's path and the article's as written.

    Articles that cannot be read are left out: the report says so.
    """
    articles = _Articles()
    found: dict[tuple[str, str], Article] = {}
    for verdict in report.verdicts:
        claim = verdict.claim
        page = articles.page_of(claim)
        if page and page.article and claim.article and claim.article.path:
            found[claim.location.path, claim.article.path] = page.article
    return found


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Many small values are made and nearly all are kept: collecting garbage meanwhile would double the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _load(paths: PathArgument | Sequence[PathArgument], allow_empty: bool) -> ClaimSet:
    given = _as_paths(paths)
    claims = load_claims(given)
    if not claims.files and not allow_empty:
        raise UsageError(f"no claims files in {', '.join(map(str, given)) or 'nothing'}: they end in .yaml or .yml")
    return claims


def _as_paths(paths: PathArgument | Sequence[PathArgument]) -> list[Path]:
    return [Path(paths)] if isinstance(paths, str | PathLike) else [Path(path) for path in paths]


def _open_lock(
    paths: PathArgument | Sequence[PathArgument] | ClaimSet, lock: Lock | PathArgument | None
) -> tuple[LockIndex, list[Finding]]:
    """The lock, indexed; one that cannot be read is a finding, and nothing is known."""
    if isinstance(lock, Lock):
        return LockIndex(lock), []
    given = [Path(file) for file in paths.files] if isinstance(paths, ClaimSet) else _as_paths(paths)
    if lock is None and not given:
        return LockIndex(Lock()), []
    path = Path(lock) if lock is not None else lock_path_for(given)
    try:
        return LockIndex(read_lock(path)), []
    except LockError as error:
        hint = "restore the file from version control, or delete it and run `claimcheck refresh`"
        return LockIndex(Lock(), unreadable=True), [
            StaleLock().at(Location(str(path), error.line, error.column), str(error), hint)
        ]


class _Checked:
    """What has been found so far, claim by claim."""

    def __init__(self, problems: Iterable[Finding], index: LockIndex, today: dt.date) -> None:
        self.index, self.today = index, today
        self.articles = _Articles()
        self.findings: list[Finding] = []
        self.waived: list[Finding] = []
        self.skips: list[tuple[str, Skip]] = []
        self.verdicts: list[ClaimVerdict] = []
        self.problems: dict[str | None, list[Finding]] = {}
        for problem in problems:
            self.problems.setdefault(problem.claim_id, []).append(problem)

    def add(self, claim: Claim) -> None:
        """Run the rules over a claim."""
        cited = tuple(map(self.index.cited, claim.citations))
        facts = ClaimFacts(
            claim,
            cited,
            status_of(claim, cited),
            self.today,
            search=self.index.lock.searches.get(claim.id),
            quote=self.articles.quote_of(claim),
            problems=tuple(self.problems.pop(claim.id, ())) if claim.id else (),
        )
        outcome = run_rules(facts)
        self.findings += outcome.findings
        self.waived += outcome.waived
        self.skips += outcome.skips
        self.verdicts.append(ClaimVerdict(claim, facts.status, tuple(one.paper for one in cited)))

    def report(self, codes: frozenset[str], lock_findings: Iterable[Finding]) -> Report:
        """The report, with the chosen rules' findings in the order of their places."""
        unrecorded = self.articles.unrecorded() if UnrecordedClaim.code in codes else ()
        of_files = chain(lock_findings, self.articles.findings, unrecorded, *self.problems.values())
        skips = [skip for code, skip in self.skips if code in codes and ALWAYS in codes]
        return Report(
            verdicts=tuple(self.verdicts),
            findings=tuple(_hinted_once(_in_order(chain(of_files, self.findings), codes))),
            skips=tuple(sorted(dict.fromkeys(skips), key=_skip_place)),
            waived=tuple(_in_order(self.waived, codes)),
        )


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


# --- articles ----------------------------------------------------------------------------------------------------


@frozen
class _Page:
    article: Article | None
    problem: str = ""


class _Articles:
    """The articles that claims files name, each read once; one finding for a claims file whose article cannot be read."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._pages: dict[tuple[str, str], _Page] = {}
        self._read: dict[Path, _Page] = {}
        self._roots: dict[Path, Path] = {}
        self._recorded: dict[str, list[tuple[int, int]]] = {}

    def quote_of(self, claim: Claim) -> QuoteFacts | None:
        """Where the claim's quote stands; None where there is no quote or no article. The article is read in any case."""
        page = self.page_of(claim)
        if page is None or claim.quote is None:
            return None
        if page.article is None:
            return QuoteFacts(QuoteState.UNCHECKED, reason="the quote could not be checked: the article cannot be read")
        anchor = locate(page.article, claim.quote)
        self._recorded.setdefault(page.article.path, []).extend((place.start, place.end) for place in anchor.places)
        if anchor.outcome is AnchorOutcome.NOT_FOUND:
            return QuoteFacts(QuoteState.MISSING, nearest=anchor.nearest.text if anchor.nearest else "")
        if anchor.outcome is AnchorOutcome.AMBIGUOUS:
            return QuoteFacts(QuoteState.AMBIGUOUS)
        vague = _vague_around(page.article, anchor) if claim.attributed_to is None else ""
        return QuoteFacts(QuoteState.FOUND, vague=vague)

    def unrecorded(self) -> Iterator[Finding]:
        """CC102 for every article that was read: the sentences that make a claim and hold no quote."""
        for page in self._read.values():
            if page.article is not None:
                yield from UnrecordedClaim().of_article(
                    _unrecorded(page.article, self._recorded.get(page.article.path, ()))
                )

    def page_of(self, claim: Claim) -> _Page | None:
        """The claim's article, or why it cannot be read; None for a claim of no article."""
        if claim.article is None or not claim.article.path:
            return None
        key = (claim.location.path, claim.article.path)
        if key not in self._pages:
            self._pages[key] = page = self._open(*key)
            if page.problem:
                where = claim.article.location
                place = where if where.line is not None else Location(key[0])
                hint = "correct `article.path`; it is relative to the claims file"
                self.findings.append(UnreadableArticle().at(place, page.problem, hint))
        return self._pages[key]

    def _open(self, claims_path: str, article_path: str) -> _Page:
        """Read the article unless it lies outside the project, links followed."""
        folder = Path(claims_path).parent
        shown = folder / article_path
        try:
            target = shown.resolve()
            root = self._root(folder.resolve())
        except (OSError, ValueError, RuntimeError):  # a loop of links, or a character that no path may have
            return _Page(None, f"{article_path!r} is not a path that can be followed")
        if not target.is_relative_to(root):
            return _Page(None, f"{article_path} lies outside the project; an article stays within it")
        if target not in self._read:
            self._read[target] = _read(shown)
        return self._read[target]

    def _root(self, folder: Path) -> Path:
        """The project's folder: the nearest upward with a project's mark, else the parent of the claims folder."""
        if folder not in self._roots:
            marked = (up for up in (folder, *folder.parents) if any((up / mark).exists() for mark in _PROJECT_MARKS))
            self._roots[folder] = next(marked, folder.parent)
        return self._roots[folder]


def _read(path: Path) -> _Page:
    try:
        return _Page(read_article(path))
    except UnreadableArticleError as error:
        return _Page(None, str(error))


def _unrecorded(article: Article, recorded: Iterable[tuple[int, int]]) -> list[Unrecorded]:
    coverage = import_module("claimcheck.extraction.coverage")
    missing = coverage.unrecorded(coverage.claim_sentences(article), recorded)
    return [Unrecorded(one.unit.text, one.kind, one.unit.location) for one in missing]


def _vague_around(article: Article, anchor: Anchor) -> str:
    """Wording that names no work, in the sentences that hold the quote; "" where there is none."""
    if anchor.start is None or anchor.end is None:
        return ""
    first, last = article.sentence_at(anchor.start), article.sentence_at(anchor.end - 1)
    text = article.text[first.start if first else anchor.start : last.end if last else anchor.end]
    found = vague_wording(text)
    return found[0].text if found else ""
