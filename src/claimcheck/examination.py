"""One claims file and the articles it names, examined: facts, rules, waivers. What depends on other files is left to the gate.

What comes out is small and can be kept, so that a check of many files makes anew what one changed file is concerned with.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Protocol, TypeVar, runtime_checkable

from attrs import field, frozen

from claimcheck.collector import without_collection
from claimcheck.errors import UsageError
from claimcheck.lockfile import Lock, LockError
from claimcheck.lockfile.read import lock_bytes, parse_lock
from claimcheck.model import Claim, ClaimVerdict, Finding, Location, Skip
from claimcheck.project import Page, Project, Span, article_place
from claimcheck.rules.cited import status_of
from claimcheck.rules.coverage import UnrecordedClaim
from claimcheck.rules.facts import AppliedWaiver, ClaimFacts, FileFacts, Unrecorded
from claimcheck.rules.ignores import Ignore
from claimcheck.rules.registry import BUILT_IN, ClaimOutcome, RuleBook, code_of, of_file, run_rules
from claimcheck.thresholds import DEFAULTS, Thresholds
from claimcheck.tree import Recorder, Seen

T = TypeVar("T")


@runtime_checkable
class Workers(Protocol):
    """What calls functions elsewhere: any `concurrent.futures.Executor`, which few checks have and which is slow to load."""

    def map(self, fn: Callable[..., T], /, *iterables: Iterable[Any]) -> Iterator[T]:
        """What the function gives for each, in order."""
        ...


@frozen
class Terms:
    """What claims are held to: the day, the thresholds, the rules, and whether to ask what else the articles claim."""

    today: dt.date
    thresholds: Thresholds = DEFAULTS
    book: RuleBook = BUILT_IN
    with_sentences: bool = True


@frozen
class ExaminedArticle:
    """An article by its `place` from the root: the waivers written in it, where quotes stand, and the
    sentences that claim, without those in which a quote of this claims file stands; `going_on` is what goes on from such a quote.
    """

    place: str
    ignores: tuple[Ignore, ...] = ()
    recorded: tuple[Span, ...] = ()
    sentences: tuple[Unrecorded, ...] = ()
    going_on: tuple[Unrecorded, ...] = ()


@frozen
class Examined:
    """A claims file examined. `waivers` are the records' with the claim's id, `ignores` the articles' with what they came to, `partly`
    the ids of claims at which not every rule could look; `is_unclear` that a quote may stand there that nobody could read.
    """

    ids: tuple[tuple[str, Location], ...] = ()
    verdicts: tuple[ClaimVerdict, ...] = field(default=(), repr=False)
    findings: tuple[Finding, ...] = ()
    waived: tuple[Finding, ...] = ()
    skips: tuple[tuple[str, Skip], ...] = ()
    waivers: tuple[tuple[str, AppliedWaiver], ...] = ()
    ignores: tuple[AppliedWaiver, ...] = ()
    articles: tuple[ExaminedArticle, ...] = ()
    partly: frozenset[str] = frozenset()
    is_unclear: bool = False


@frozen
class ExaminedClaim:
    """A claim examined: where it stands, and what the rules say."""

    verdict: ClaimVerdict
    outcome: ClaimOutcome


ExamineClaim = Callable[[Project, Claim, Terms], ExaminedClaim]


def examine_claim(project: Project, claim: Claim, terms: Terms) -> ExaminedClaim:
    """Examine one claim of a project."""
    facts = facts_of(project, claim, terms)
    papers = tuple(one.paper for one in facts.cited)
    verdict = ClaimVerdict(claim, facts.status, papers, facts.near, facts.found_against)
    return ExaminedClaim(verdict, run_rules(facts, terms.book))


def examine(project: Project, file: str, terms: Terms, examine_claim: ExamineClaim = examine_claim) -> Examined:
    """Examine one claims file of a project, claim by claim."""
    content = project.content(file)
    with without_collection():
        claims = [examine_claim(project, claim, terms) for claim in content.claims]
        written = (*content.claims, *content.invalid)
        pages = _pages(project, written)
        unreadable = [(article_place(claim), page.problem) for claim, page in pages if page.problem]
        alone = next((claim.article for claim in content.invalid if not content.claims), None)
        read = {claim.id for claim in content.claims} - {""}
        problems = tuple(one for one in content.problems if one.claim_id not in read)
        return Examined(
            ids=content.ids,
            verdicts=tuple(one.verdict for one in claims),
            findings=(
                *of_file(FileFacts(problems, tuple(unreadable), alone, terms.today, terms.thresholds)),
                *(found for one in claims for found in one.outcome.findings),
            ),
            waived=tuple(found for one in claims for found in one.outcome.waived),
            skips=tuple(skip for one in claims for skip in one.outcome.skips),
            waivers=tuple((one.verdict.claim.id, waiver) for one in claims for waiver in one.outcome.waivers),
            ignores=tuple(ignore for one in claims for ignore in one.outcome.ignores),
            articles=tuple(_article(project, page, written, terms) for _, page in pages if page.article),
            is_unclear=content.is_unclear,
            partly=frozenset(one.verdict.claim.id for one in claims if not one.outcome.is_whole),
        )


PARCEL = 20
"""Claims files that a worker takes at once."""


def examine_on(executor: Workers, project: Project, terms: Terms) -> tuple[Examined, ...]:
    """What `examine` says of each file, in order, from an executor's workers: they read files and lock where this process does."""
    parcels = [project.files[at : at + PARCEL] for at in range(0, len(project.files), PARCEL)]
    work = partial(_examined, str(Path.cwd()), project.given_lock, terms)
    try:
        answers = executor.map(work, parcels)
    except RuntimeError as error:  # as `concurrent.futures` tells of one that was shut down, or is broken
        raise UsageError(f"check: executor takes no work: {error}") from error
    return tuple(one for found in answers for one in found)


def _examined(folder: str, lock: Lock | str, terms: Terms, files: Sequence[str]) -> list[Examined]:
    tree = Seen(folder)
    known = lock if isinstance(lock, Lock) else _lock_at(str(Path(folder, lock))) or lock
    project = Project(files, known, tree)
    return [examine(project, file, terms) for file in files]


def _lock_at(path: str) -> Lock | None:
    """The lock, made once for all parcels; None where it cannot be read, which the project then says."""
    try:
        data = lock_bytes(Recorder(), path)
        return None if data is None else _lock_of(data, path)
    except LockError:
        return None


_lock_of = lru_cache(maxsize=1)(parse_lock)
"""By its content: a worker lives longer than a check, and a lock may change within a tick of the clock."""


def facts_of(project: Project, claim: Claim, terms: Terms) -> ClaimFacts:
    """All that the rules ask about a claim."""
    index = project.index
    trusts = terms.thresholds.trusts
    search = index.search_for(claim)
    cited = tuple(index.cited(one, claim, trusted=trusts(one.url), today=terms.today) for one in claim.citations)
    return ClaimFacts(
        claim,
        cited,
        status_of(claim, cited),
        terms.today,
        search=search,
        outdated_search=None if search else index.lock.search_of(claim),
        quote=project.quote_of(claim)[0],
        candidates=index.searched(claim, search),
        against=index.searched(claim, search, contradicting=True),
        thresholds=terms.thresholds,
        is_without_lock=project.is_without_lock,
        opens_article=_opens(project, claim),
        problems=_problems(project, claim),
    )


def _problems(project: Project, claim: Claim) -> tuple[Finding, ...]:
    """What reading the file found wrong with the claim; of several with one id the first has it."""
    content = project.content(claim.location.path)
    found = tuple(problem for problem in content.problems if problem.claim_id == claim.id)
    same = (one for one in content.claims if one.id == claim.id)
    return found if found and claim.id and next(same) is claim else ()


def _opens(project: Project, claim: Claim) -> bool:
    """Whether this is the first claim of its claims file's article."""
    same = (one for one in project.content(claim.location.path).claims if one.article == claim.article)
    return claim.article is not None and next(same, None) is claim


def _pages(project: Project, claims: Iterable[Claim]) -> list[tuple[Claim, Page]]:
    """Each article that the claims name, with the first claim that does."""
    first = {claim.article.path: claim for claim in reversed(tuple(claims)) if claim.article}
    pages = ((claim, project.page_of(claim)) for claim in reversed(first.values()))
    return [(claim, page) for claim, page in pages if page is not None]


def _article(project: Project, page: Page, claims: Iterable[Claim], terms: Terms) -> ExaminedArticle:
    about_it = [claim for claim in claims if project.page_of(claim) is page]
    recorded = tuple(span for claim in about_it for span in project.quote_of(claim)[1])
    asked = terms.with_sentences or any(code_of(one.waiver.rule) == UnrecordedClaim.code for one in page.ignores)
    if not asked:
        return ExaminedArticle(page.place, page.ignores, recorded)
    sentences, going_on = project.unrecorded(page, recorded), project.going_on(page, about_it)
    return ExaminedArticle(page.place, page.ignores, recorded, sentences, going_on)
