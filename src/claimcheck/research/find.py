"""The desk: claims + catalogue + judge → proposals, and the refreshing of what is cited.

The stages are pure (`evidence`); this module asks the catalogue for them, many claims at once, so that requests are
shared and round trips overlap. It reads and writes no file: `find` yields values, `store` says what to keep of them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from itertools import chain, zip_longest

from attrs import evolve, frozen

from claimcheck.catalogs.ahead import ahead
from claimcheck.catalogs.base import Catalog, FullTextSource
from claimcheck.checked import given
from claimcheck.errors import CouldNotAskError, UsageError
from claimcheck.evidence.attach import READ, choose, surely_contradicts
from claimcheck.evidence.judge import Judge, built_in, heard
from claimcheck.evidence.plan import plan_queries, topic_words
from claimcheck.evidence.rank import rank
from claimcheck.identifiers import Pmid
from claimcheck.language.words import normalised
from claimcheck.lockfile import NO_WORDS
from claimcheck.model import (
    Candidate,
    Claim,
    Evidence,
    FetchResult,
    FindResult,
    Outcome,
    Paper,
    Search,
)
from claimcheck.record.standing import barred
from claimcheck.research.circuit_breaker import CircuitBreaker
from claimcheck.research.fulltext import Deepened, Reader
from claimcheck.research.named_work import named_work, spelling_hint
from claimcheck.research.spread import refuse_unsendable, spread
from claimcheck.rules.identity import names

POOL = 40
"""PMIDs that are enough to rank: the ladder of searches stops there."""
FETCH_SIZE = 300
"""PMIDs that are collected from several claims before one EFetch asks for them."""
FETCH_CLAIMS = 10
"""Claims that wait for that EFetch at most: an interrupt loses no more, and no more are left to judge when the last search is done. The
first waits for no other, then two, four: a catalogue that soon refuses its answers has given some claims all of theirs.
"""
WORKERS = 4
"""Claims searched at once: enough to keep to the catalogue's pace while answers are under way."""


@frozen
class _Searched:
    """A claim after its ladder. `reason` is empty when every query that was needed was answered."""

    claim: Claim
    searches: tuple[Search, ...]
    reason: str = ""

    @property
    def pmids(self) -> tuple[Pmid, ...]:
        """Every PMID once, taking turns between the searches so that no rung crowds out the others."""
        return in_turn(*(search.pmids for search in self.searches))[:POOL]


def find(  # noqa: PLR0913 - each is a choice of the command
    claims: Claim | Iterable[Claim],
    catalog: Catalog,
    *,
    judge: Judge | None = None,
    rejected: Mapping[str, Collection[Pmid]] | None = None,
    texts: FullTextSource | None = None,
    executor: Executor | None = None,
) -> Iterator[FindResult]:
    """Look for papers for each claim (or for one) and judge them; results come in the claims' order, as soon as they are known.

    `rejected` holds, by claim id, PMIDs that a person turned down: they are not proposed again, nor is what the claim
    cites already. `texts` is who is asked for the texts of open articles whose abstracts leave a claim open (such as a `PubMed`; None:
    nobody). With an `executor` (of `concurrent.futures`, or a Dask client's) claims are searched for and judged by its workers, for
    which a mirror must be in the same folder. Trouble with the catalogue or a worker makes an outcome could-not-ask, or a `reason`
    beside what was found. Raises at once `InvalidTypeError` for arguments of a wrong type, and `UsageError` for a catalogue or judge
    that cannot be sent to an executor's workers, or `texts` beside one; nothing else.
    """
    one_alone = isinstance(claims, Claim | str)  # text is no claim yet
    wanted = (given("find: claims", claims, Claim),) if one_alone else given("find: claims", claims, Iterable[Claim])
    asked, who = given("find: catalog", catalog, Catalog), given("find: judge", judge, Judge | None)
    turned_down = given("find: rejected", rejected, Mapping[str, Collection[Pmid]] | None) or {}
    excluded = {claim: given("find: rejected", pmids, tuple[Pmid, ...]) for claim, pmids in turned_down.items()}
    source, ruling = given("find: texts", texts, FullTextSource | None), who or built_in()
    checked = (given("find: claims", one, Claim) for one in wanted)
    elsewhere = given("find: executor", executor, Executor | None)
    if elsewhere is None:
        return _find(checked, asked, ruling, excluded, Reader(source, ruling) if source is not None else None)
    if source is not None:
        raise UsageError(
            "full texts are asked for by one process, at PubMed's pace: leave the executor out, or the texts"
        )
    refuse_unsendable(asked, ruling)

    def task(parcel: Sequence[Claim]) -> Callable[[], tuple[FindResult, ...]]:
        mine = {one.id: excluded[one.id] for one in parcel if one.id in excluded}
        return partial(_found, parcel, asked, ruling, mine)

    return spread(elsewhere, checked, task)


def _found(
    parcel: Sequence[Claim], catalog: Catalog, judge: Judge, rejected: Mapping[str, Collection[Pmid]]
) -> tuple[FindResult, ...]:
    return tuple(_find(parcel, catalog, judge, rejected, None))


def _find(
    claims: Iterable[Claim],
    catalog: Catalog,
    judge: Judge,
    rejected: Mapping[str, Collection[Pmid]],
    reader: Reader | None,
) -> Iterator[FindResult]:
    asker = CircuitBreaker(catalog)
    papers: dict[Pmid, Paper] = {}
    pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="claimcheck-search")
    fetcher = ThreadPoolExecutor(1, thread_name_prefix="claimcheck-fetch")
    try:
        under_way = ahead(claims, lambda claim: pool.submit(_search, claim, asker), WORKERS * 8)
        searched = (future.result() for _, future in under_way)
        for group, fetched in _fetched(_groups(searched, papers), papers, asker, fetcher):
            for one in group:
                excluded = frozenset(rejected.get(one.claim.id, ()))
                yield _conclude(one, papers, fetched.not_asked, judge, excluded, reader)
    finally:
        # Not waited for: whoever interrupts us closes the catalogue, which ends the requests that are under way.
        for threads in (pool, fetcher):
            threads.shutdown(wait=False, cancel_futures=True)


def _fetched(
    groups: Iterator[list[_Searched]], papers: dict[Pmid, Paper], asker: CircuitBreaker, fetcher: Executor
) -> Iterator[tuple[list[_Searched], FetchResult]]:
    """The groups with what came of fetching their papers, the next one asked for while one is judged."""

    def following() -> tuple[list[_Searched], FetchResult] | None:
        group = next(groups, None)
        return (group, _fetch_missing(group, papers, asker)) if group else None

    upcoming = fetcher.submit(following)
    while told := upcoming.result():
        upcoming = fetcher.submit(following)
        yield told


def _search(claim: Claim, asker: CircuitBreaker) -> _Searched:
    """Climb the ladder until the pool is large enough. A rung that fails does not hide the others' answers."""
    answers, reason = _named(claim, asker)
    named, found = len(answers), {pmid for answer in answers for pmid in answer.pmids}
    for query in plan_queries(claim):
        if len(found) >= POOL:
            break
        try:
            answer = asker.search(query, POOL)
        except CouldNotAskError as error:
            reason = reason or error.reason
            continue
        answers.append(answer)
        found.update(answer.pmids)
        reason = reason or answer.unasked
    answers[named:] = _on_topic(answers[named:])
    if answers and not reason and not any(answer.pmids for answer in answers):
        answers[-1] = evolve(answers[-1], warnings=(*answers[-1].warnings, *_spelling(claim, asker)))
    return _Searched(claim, tuple(answers), reason if answers or reason else NO_WORDS)


def _on_topic(answers: Sequence[Search]) -> Sequence[Search]:
    """The answers without their hits where the catalogue dropped every word of a query's topic.

    What is left of such a query are its filters; the ladder's other hits are on the claim's minor words alone.
    """
    if not any(map(_lost_its_topic, answers)):
        return answers
    told = "the words that matter are not known there; its hits are on others and are left out"
    return [evolve(one, count=0, pmids=(), warnings=(*one.warnings, told)) for one in answers]


def _lost_its_topic(answer: Search) -> bool:
    ran, topic = normalised(answer.translation), topic_words(answer.query.text)
    return bool(ran and topic) and not any(word in ran for word in topic)


def _named(claim: Claim, asker: CircuitBreaker) -> tuple[list[Search], str]:
    """The work that the article names, and why it could not be looked for, if so."""
    try:
        return list(named_work(claim, asker)), ""
    except CouldNotAskError as error:
        return [], error.reason


def _spelling(claim: Claim, asker: CircuitBreaker) -> tuple[str, ...]:
    try:
        return spelling_hint(claim, asker)
    except CouldNotAskError:
        return ()  # a missing suggestion takes nothing away from the answer


def in_turn(*lists: Iterable[Pmid]) -> tuple[Pmid, ...]:
    """Each once, taking turns between the lists."""
    turns = chain.from_iterable(zip_longest(*lists))
    return tuple(dict.fromkeys(pmid for pmid in turns if pmid is not None))


def _groups(searched: Iterable[_Searched], known: Collection[Pmid]) -> Iterator[list[_Searched]]:
    """Collect claims until their new PMIDs fill one EFetch, or enough claims wait for it."""
    group: list[_Searched] = []
    wanted: set[Pmid] = set()
    most = 1
    for one in searched:
        group.append(one)
        wanted.update(pmid for pmid in one.pmids if pmid not in known)
        if len(wanted) >= FETCH_SIZE or len(group) == most:
            yield group
            group, wanted, most = [], set(), min(2 * most, FETCH_CLAIMS)
    if group:
        yield group


def _fetch_missing(group: Sequence[_Searched], papers: dict[Pmid, Paper], asker: CircuitBreaker) -> FetchResult:
    wanted = [pmid for pmid in dict.fromkeys(p for one in group for p in one.pmids) if pmid not in papers]
    fetched = asker.fetch(wanted) if wanted else FetchResult()
    papers.update((paper.pmid, paper) for paper in fetched.papers)
    return fetched


def _conclude(  # noqa: PLR0913, PLR0917 - what a conclusion rests on
    one: _Searched,
    papers: Mapping[Pmid, Paper],
    not_asked: Mapping[Pmid, str],
    judge: Judge,
    excluded: Collection[Pmid],
    reader: Reader | None,
) -> FindResult:
    claim = one.claim
    lost = [pmid for pmid in one.pmids if pmid in not_asked]
    reason = one.reason or (f"{len(lost)} of {len(one.pmids)} papers: {not_asked[lost[0]]}" if lost else "")
    fetched = [pmid for pmid in one.pmids if pmid in papers]
    cited = {pmid for pmid in fetched if any(names(citation, papers[pmid]) for citation in claim.citations)}
    unnumbered = cited.difference(citation.pmid for citation in claim.citations if citation.pmid)
    candidates = rank(claim, [papers[pmid] for pmid in fetched if pmid not in cited and pmid not in excluded])
    evidence = heard(judge, claim, _to_read(candidates))
    deepened = reader.deepened(claim, evidence) if reader else Deepened(evidence)
    evidence = deepened.evidence
    reason = reason or _unasked(evidence) or deepened.reason
    choice = choose(claim, evidence)
    known = (
        heard(judge, claim, rank(claim, [papers[pmid] for pmid in fetched if pmid in unnumbered])) if unnumbered else ()
    )
    return FindResult(
        claim=claim,
        outcome=_outcome(choice.attached, fetched, reason),
        attached=choice.attached,
        contradicting=(*choice.contradicting, *filter(surely_contradicts, known)),
        candidates=candidates,
        evidence=evidence,
        searches=one.searches,
        reason=reason,
        remarks=deepened.remarks,
        cited=known,
    )


def _to_read(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """The best candidates up to the last that is read; what can be no evidence at all takes no place among these."""
    readable = [at for at, candidate in enumerate(candidates) if not barred(candidate.paper)]
    return candidates[: readable[READ - 1] + 1] if len(readable) >= READ else candidates


def _unasked(evidence: Sequence[Evidence]) -> str:
    silent = [one.reason for one in evidence if one.unasked]
    return f"the judge could not be asked about {len(silent)} of {len(evidence)} papers: {silent[0]}" if silent else ""


def _outcome(attached: Sequence[Evidence], pool: Sequence[Pmid], reason: str) -> Outcome:
    if attached:
        return Outcome.ATTACHED
    if reason:  # something is missing from the pool, so that no word on its absence can be given
        return Outcome.COULD_NOT_ASK
    return Outcome.CANDIDATES if pool else Outcome.NOTHING_FOUND
