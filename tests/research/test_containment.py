"""Code that others wrote costs its own answer, never the run, and never turns "could not ask" into "nothing found"."""

import asyncio
import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from support.papers import MANIPULATION, MANIPULATION_HELPS

import claimcheck as cc
from claimcheck.model import Candidate, Citation, Signature
from claimcheck.research import find, refresh

OTHER = cc.Claim("Walking reduces back pain in adults.", id="other")
PASSAGE = "Spinal manipulation significantly reduced pain in adults with sciatica."
TODAY = dt.date(2026, 11, 23)


class Shelf:
    """A catalogue with one paper; `fetched` changes what it answers."""

    name = "shelf"

    def __init__(self, fetched: Callable[[tuple[cc.Paper, ...]], Any] | None = None) -> None:
        self._fetched = fetched or cc.FetchResult

    def search(self, query: cc.Query, limit: int = 50) -> cc.Search:
        return cc.Search(query, 1, (MANIPULATION_HELPS.pmid,))

    def fetch(self, pmids: Iterable[object]) -> cc.FetchResult:
        return self._fetched((MANIPULATION_HELPS,))  # type: ignore[no-any-return]

    def resolve(self, identifier: object) -> Any:
        return "99000001 or so"


class Ruling:
    """A judge that answers as it is told, about the manipulation claim alone; about others it abstains."""

    name = "ruling/1"

    def __init__(self, said: Callable[[cc.Paper], Any]) -> None:
        self._said = said

    def judge(self, claim: cc.Claim, candidates: Sequence[Candidate]) -> tuple[cc.Evidence, ...]:
        if claim != MANIPULATION:
            return tuple(cc.Evidence(one.paper, None, reason="asleep") for one in candidates)
        return tuple(self._said(one.paper) for one in candidates)


def raising(error: BaseException) -> Callable[[cc.Paper], Any]:
    def raises(paper: cc.Paper) -> Any:
        raise error

    return raises


WRONG_VERDICTS: dict[str, Callable[[cc.Paper], Any]] = {
    "an exception": raising(KeyError("oh")),
    "the end of the program": raising(SystemExit(3)),
    "a cancellation": raising(asyncio.CancelledError()),
    "a text as stance": lambda paper: cc.Evidence(paper, "likely", PASSAGE, 0.9),  # type: ignore[arg-type]
    "a number as passage": lambda paper: cc.Evidence(paper, cc.Stance.SUPPORTS, 7, 0.9),  # type: ignore[arg-type]
    "a text as confidence": lambda paper: cc.Evidence(paper, cc.Stance.SUPPORTS, PASSAGE, "high"),  # type: ignore[arg-type]
    "a confidence above one": lambda paper: cc.Evidence(paper, cc.Stance.SUPPORTS, PASSAGE, 1.2),
    "a confidence that is no number": lambda paper: cc.Evidence(paper, cc.Stance.SUPPORTS, PASSAGE, float("nan")),
    "a text as chance that it decides": lambda paper: cc.Evidence(paper, None, decides="likely"),  # type: ignore[arg-type]
    "a chance above one": lambda paper: cc.Evidence(paper, None, decides=1.5),
    "something like a verdict": lambda paper: SimpleNamespace(paper=paper, stance="supports"),
    "a text": lambda paper: "supports",
    "nothing": lambda paper: None,
}


@pytest.mark.parametrize("kind", WRONG_VERDICTS)
def test_a_judge_costs_its_verdict_never_the_run(kind: str) -> None:
    """The claim is told as not asked about, and the next claim is judged."""
    first, second = find([MANIPULATION, OTHER], Shelf(), judge=Ruling(WRONG_VERDICTS[kind]))
    assert (first.outcome, first.attached) == (cc.Outcome.COULD_NOT_ASK, ())
    assert "the judge ruling/1" in first.reason
    assert second.outcome is cc.Outcome.CANDIDATES


@pytest.mark.parametrize("kind", WRONG_VERDICTS)
def test_judging_one_paper_is_guarded_too(kind: str) -> None:
    """`judge` and `refresh` hear a foreign judge as `find` does."""
    judge = Ruling(WRONG_VERDICTS[kind])
    assert cc.judge(MANIPULATION, MANIPULATION_HELPS, judge).unasked
    added = cc.Citation(pmid=MANIPULATION_HELPS.pmid, stance=cc.Stance.SUPPORTS, added=_by("claimcheck"))
    claim = cc.Claim(MANIPULATION.statement, citations=(added,))
    (look,) = refresh([claim], Shelf(), today=TODAY, judge=judge).second_looks
    assert not look.confirmed


def _by(name: str) -> Any:
    return Signature(name, TODAY)


def test_the_users_own_interrupt_goes_through() -> None:
    """Ctrl-C is no fault of the judge."""
    with pytest.raises(KeyboardInterrupt):
        list(find([MANIPULATION], Shelf(), judge=Ruling(raising(KeyboardInterrupt()))))


def bad(**fields: object) -> Callable[[tuple[cc.Paper, ...]], Any]:
    """An answer with a paper whose fields are of another type than told."""

    def answer(papers: tuple[cc.Paper, ...]) -> cc.FetchResult:
        paper = cc.Paper(papers[0].pmid, title=papers[0].title, sections=papers[0].sections)
        for name, value in fields.items():
            object.__setattr__(paper, name, value)  # whatever the class may refuse today
        return cc.FetchResult((paper,))

    return answer


WRONG_ANSWERS: dict[str, Callable[[tuple[cc.Paper, ...]], Any]] = {
    "leaves the PMID out": lambda papers: cc.FetchResult(),
    "no title": bad(title=None),
    "a text as year": bad(year="2020"),
    "texts as types": bad(publication_types=("Review",)),
    "a text as abstract": bad(sections="It helps."),
    "a text as authors": bad(authors=("Li Z",)),
    "no FetchResult": lambda papers: papers,
    "the end of the program": raising(SystemExit(3)),  # type: ignore[dict-item]
}


@pytest.mark.parametrize("kind", WRONG_ANSWERS)
def test_a_catalogue_costs_its_answer_never_the_run(kind: str) -> None:
    """In the library as on the command line: what came in no usable form was not asked, and is not "nothing found"."""
    results = list(find([MANIPULATION, OTHER], Shelf(WRONG_ANSWERS[kind])))
    assert [one.outcome for one in results] == [cc.Outcome.COULD_NOT_ASK] * 2
    assert all("the catalogue shelf" in one.reason for one in results)


@pytest.mark.parametrize("kind", WRONG_ANSWERS)
def test_refreshing_from_such_a_catalogue_forgets_nothing(kind: str) -> None:
    """No answer is told as "PubMed has no such record"."""
    claim = cc.Claim("It helps.", id="a", citations=(Citation(pmid=MANIPULATION_HELPS.pmid),))
    result = refresh([claim], Shelf(WRONG_ANSWERS[kind]), today=TODAY)
    assert not result.learnt_something
    assert list(result.not_asked) == [MANIPULATION_HELPS.pmid]


def test_a_catalogue_that_resolves_to_no_pmid_was_not_asked() -> None:
    """What it makes of a DOI is believed only where it is a PMID."""
    claim = cc.Claim("It helps.", id="a", citations=(Citation(doi=cc.Doi("10.5555/claimcheck.1")),))
    assert list(refresh([claim], Shelf(), today=TODAY).not_asked) == ["10.5555/claimcheck.1"]


class Leaving(Shelf):
    """A catalogue whose search ends the program."""

    def search(self, query: cc.Query, limit: int = 50) -> cc.Search:
        raise SystemExit("goodbye")


class Countless(Shelf):
    """A catalogue that counts in words."""

    def search(self, query: cc.Query, limit: int = 50) -> cc.Search:
        return cc.Search(query, "some", (MANIPULATION_HELPS.pmid,))  # type: ignore[arg-type]


class Nameless(Shelf):
    """A catalogue that counts hits and names none."""

    def search(self, query: cc.Query, limit: int = 50) -> cc.Search:
        return cc.Search(query, 4711)


class Owing(Shelf):
    """A catalogue that counts below nothing."""

    def search(self, query: cc.Query, limit: int = 50) -> cc.Search:
        return cc.Search(query, -1)


@pytest.mark.parametrize("kind", [Leaving, Countless, Nameless, Owing])
def test_a_search_that_gives_no_answer_is_could_not_ask(kind: type[Shelf]) -> None:
    """SystemExit in one of the searching threads, or a Search of no use."""
    (result,) = find([MANIPULATION], kind())
    assert result.outcome is cc.Outcome.COULD_NOT_ASK
    assert "the catalogue shelf" in result.reason
