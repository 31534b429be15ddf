"""What `find` proposes is written back from Python as the command writes it: into the lock and the claims file."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from attrs import evolve

import claimcheck as cc

TEXT = """\
claimcheck: 1   # by hand
claims:
  - id: walk
    statement: Walking eases low back pain.
    kind: efficacy
  # the next one is ours
  - {id: rest, statement: Rest helps., kind: efficacy}
"""
PAPER = cc.Paper(
    cc.Pmid(99000001),
    "Walking for back pain",
    sections=(cc.AbstractSection("Walking eased low back pain."),),
    year=2024,
)
KNOWN = evolve(PAPER, doi=cc.Doi("10.5555/walk"), pmcid=cc.Pmcid("PMC99"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.yaml"
    path.write_text(TEXT)
    return path


def found(claim: cc.Claim) -> cc.FindResult:
    """As `find` says it of a paper that supports the claim."""
    evidence = cc.Evidence(PAPER, cc.Stance.SUPPORTS, "Walking eased low back pain.", 0.9, "test/1")
    return cc.FindResult(claim, cc.Outcome.ATTACHED, attached=(evidence,), evidence=(evidence,))


@pytest.mark.parametrize("wrong", [None, 5, b"pubmed", PAPER])
@pytest.mark.parametrize("name", ["catalog", "question"])
def test_a_lock_is_not_written_with_what_it_could_not_hold(tmp_path: Path, name: str, wrong: object) -> None:
    path = tmp_path / "evidence.lock.json"
    result = found(cc.Claim("Walking eases low back pain.", id="walk"))
    with pytest.raises(cc.InvalidTypeError, match=f"update_lock: {name} takes text"):
        cc.update_lock(path, result, **{name: wrong})  # type: ignore[arg-type]
    assert not path.exists()


def test_a_proposal_goes_from_the_result_to_the_check(file: Path) -> None:
    """load_claims → find → update_lock and attach → check; a second time changes nothing."""
    claims = cc.load_claims(file)
    assert cc.check(claims)["walk"].status is cc.ClaimStatus.UNSOURCED
    result = found(claims["walk"])
    lock = cc.update_lock(file.parent / "evidence.lock.json", result, today="2026-11-24")
    assert cc.attach(result, today="2026-11-24") == cc.proposals(result, today="2026-11-24")
    assert cc.read_lock(file.parent / "evidence.lock.json") == lock
    assert "walk" in lock.searches

    report = cc.check(file, today="2026-11-24")
    assert report["walk"].status is cc.ClaimStatus.PROPOSED
    assert [paper and paper.title for paper in report["walk"].papers] == [PAPER.title]
    assert report["walk"].claim.citations[0].added == cc.Signature("claimcheck", "2026-11-24")  # type: ignore[arg-type]

    before, locked = file.read_bytes(), (file.parent / "evidence.lock.json").read_bytes()
    assert cc.attach(result, today="2026-11-25") == ()
    assert file.read_bytes() == before
    cc.update_lock(file.parent / "evidence.lock.json", result, today="2026-11-24")
    assert (file.parent / "evidence.lock.json").read_bytes() == locked


class Shelf:
    """A catalogue with one paper."""

    name = "shelf"

    def search(self, query: cc.Query, limit: int = 50) -> cc.Search:
        return cc.Search(query, 1, (KNOWN.pmid,))

    def fetch(self, pmids: object) -> cc.FetchResult:
        return cc.FetchResult((KNOWN,))


@pytest.mark.parametrize(
    "cited",
    ["pmid: 99000001", "doi: 10.5555/walk", "pmcid: PMC99", "{url: 'https://doi.org/10.5555/Walk', title: Walking}"],
)
def test_a_work_that_is_cited_by_any_of_its_names_is_not_proposed_again(file: Path, cited: str) -> None:
    """Nor attached, where somebody found it before it was cited."""
    file.write_text(TEXT.replace("    kind: efficacy\n", f"    citations:\n      - {cited}\n", 1))
    claim, before = cc.load_claims(file)["walk"], file.read_bytes()
    (result,) = cc.find(claim, Shelf())
    assert (result.outcome, result.candidates) == (cc.Outcome.CANDIDATES, ())
    shown = () if cited.startswith("pmid") else (KNOWN,)
    assert tuple(one.paper for one in result.cited) == shown
    locked = cc.update_lock(file.parent / "evidence.lock.json", result)
    assert tuple(locked.papers) == tuple(one.pmid for one in shown)
    evidence = cc.Evidence(KNOWN, cc.Stance.SUPPORTS, "Walking eased low back pain.", 0.9, "test/1")
    assert cc.attach(cc.FindResult(claim, cc.Outcome.ATTACHED, attached=(evidence,))) == ()
    assert file.read_bytes() == before


class Against:
    """Reads every paper as saying the opposite."""

    name = "against/1"

    def judge(self, claim: cc.Claim, candidates: Sequence[cc.Candidate]) -> tuple[cc.Evidence, ...]:
        said = "Walking eased low back pain."
        return tuple(cc.Evidence(one.paper, cc.Stance.CONTRADICTS, said, 0.9, self.name) for one in candidates)


def test_a_cited_work_that_says_the_opposite_is_told(file: Path) -> None:
    file.write_text(TEXT.replace("    kind: efficacy\n", "    citations:\n      - doi: 10.5555/walk\n", 1))
    (result,) = cc.find(cc.load_claims(file)["walk"], Shelf(), judge=Against())
    assert (result.attached, [one.paper for one in result.contradicting]) == ((), [KNOWN])


@pytest.mark.parametrize("cited", ["pmid: 99000002", "{pmid: 99000002, doi: 10.5555/walk}", "doi: 10.5555/run"])
def test_another_work_is(file: Path, cited: str) -> None:
    """A PMID says which work is meant, whatever DOI stands beside it."""
    file.write_text(TEXT.replace("    kind: efficacy\n", f"    citations:\n      - {cited}\n", 1))
    (result,) = cc.find(cc.load_claims(file)["walk"], Shelf())
    assert [one.paper for one in result.candidates] == [KNOWN]


def test_every_other_byte_stays(file: Path) -> None:
    """Comments and the other claim are as the editor wrote them."""
    assert cc.add_citation(file, "walk", cc.Citation(pmid=17415595, stance="supports"))  # type: ignore[arg-type]
    head, tail = TEXT.split("  # the next")
    assert file.read_text().startswith(head)
    assert file.read_text().endswith("  # the next" + tail)
    assert cc.load_claims(file)["walk"].citations[0].label == "PMID 17415595"
    assert not cc.add_citation(file, "walk", cc.Citation(pmid=17415595))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "claim", "told"),
    [
        ("none.yaml", "walk", "none.yaml cannot be read"),
        ("a.yaml", "run", "the claim run does not stand in the claims file"),
    ],
)
def test_what_cannot_be_added_to_is_told(file: Path, path: str, claim: str, told: str) -> None:
    """And nothing is written."""
    with pytest.raises(cc.EditError, match=told):
        cc.add_citation(file.parent / path, claim, cc.Citation(pmid=1))  # type: ignore[arg-type]
    assert file.read_text() == TEXT


def test_a_claim_of_no_file_has_nowhere_to_attach_to() -> None:
    """The sentence says what to call instead."""
    with pytest.raises(cc.EditError, match="add_citation"):
        cc.attach(found(cc.Claim("Walking eases low back pain.", id="walk")))


def test_a_claim_without_an_id_has_nothing_in_a_lock(tmp_path: Path) -> None:
    """It would be told of every other such claim."""
    path = tmp_path / "evidence.lock.json"
    with pytest.raises(cc.EditError, match="no id"):
        cc.update_lock(path, found(cc.Claim("Walking eases low back pain.")))
    assert not path.exists()


@pytest.mark.parametrize(
    "other",
    [
        cc.Claim("Tea cures headaches.", kind="efficacy"),
        cc.Claim(
            "Walking eases pain.",
            kind="efficacy",
            citations=(cc.Citation(pmid=PAPER.pmid, stance="supports", passage="Walking eased low back pain."),),
        ),
    ],
)
def test_what_a_lock_holds_under_no_id_is_no_claims(other: cc.Claim, tmp_path: Path) -> None:
    """Such an entry, as former versions wrote it, is told of none."""
    path = tmp_path / "evidence.lock.json"
    against = evolve(found(cc.Claim("Walking eases low back pain.", id="walk")), outcome=cc.Outcome.CANDIDATES)
    lock = cc.update_lock(path, evolve(against, contradicting=against.evidence), today="2026-11-24")
    nameless = evolve(lock, searches={"": lock.searches["walk"]}, citations={"": lock.citations["walk"]})
    without = evolve(lock, searches={}, citations={})
    assert cc.check(other, lock=nameless, today="2026-11-24") == cc.check(other, lock=without, today="2026-11-24")
