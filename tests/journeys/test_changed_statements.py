"""A statement that somebody changed: what was searched, found and proposed for other words is not told as if it were about these."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from support.journeys import Run, claims_file
from support.known_judge import KnownJudge
from support.papers import CASES, MANIPULATION, MANIPULATION_HELPS, Case

from claimcheck import registry
from claimcheck.cli.main import main
from claimcheck.evidence import judge as judging
from claimcheck.lockfile import read_lock
from claimcheck.model import Candidate, Claim, Evidence, Stance

OTHER = "Chocolate cures migraine."


def reworded(path: Path, before: str, after: str = OTHER) -> None:
    path.write_text(path.read_text().replace(f"statement: {before}", f"statement: {after}"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.claim.id)
def test_nothing_of_a_search_for_other_words_is_told(online: Run, project: Path, case: Case) -> None:
    """Neither its list, nor what to type for it, nor what speaks against the former statement; nor is a claim proposed for."""
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(case.claim))
    online("find")
    reworded(path, case.claim.statement)
    ran = online("check", "--format", "full")
    assert "the claim had other words when it was searched for on 2026-11-23" in " ".join(ran.out.split())
    assert f"claimcheck find --claim {case.claim.id}" in ran.out
    for told in ("claimcheck accept", "come near", "CC106", "CC110", "hits"):
        assert told not in ran.out, told


@pytest.mark.parametrize("change", [lambda text: f"{text[:-1]}", str.lower, lambda text: f'"{text}"'])
def test_the_same_words_written_otherwise_are_the_same(
    online: Run, project: Path, change: Callable[[str], str]
) -> None:
    """A full stop, a capital letter and quotation marks of YAML change nothing of what is claimed."""
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(MANIPULATION))
    online("find")
    reworded(path, MANIPULATION.statement, change(MANIPULATION.statement))
    assert "CC106" in online("check").out


def test_a_proposal_for_other_words_does_not_stand_until_the_judge_or_a_person_says_so(
    online: Run, project: Path
) -> None:
    """It is named with what is wrong with it; all at once does not take it, one by one does and says so; the old words bring it back."""
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(MANIPULATION))
    online("find")
    pmid = str(MANIPULATION_HELPS.pmid)
    reworded(path, MANIPULATION.statement)
    told = " ".join(online("check", "--format", "full").out.split())
    assert f"PMID {pmid} supports it, but was proposed when the claim had other words" in told
    assert "nothing is proposed there" in online("accept", "--all-proposed", "--by", "A. Editor").err
    online("refresh")
    assert "CC101" in online("check").out
    reworded(path, OTHER, MANIPULATION.statement)
    assert "CC106" in online("check").out
    reworded(path, MANIPULATION.statement)
    ran = online("accept", MANIPULATION.id, pmid, "--by", "A. Editor")
    assert (ran.code, "was proposed when the claim had other words" in ran.err) == (0, True)
    assert OTHER in ran.err
    assert "CC101" not in online("check").out


def test_refresh_confirms_a_proposal_that_the_judge_makes_of_the_new_words_too(online: Run, project: Path) -> None:
    """Words that were only put better need no second proposal."""
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(MANIPULATION))
    online("find")
    reworded(path, MANIPULATION.statement, MANIPULATION.statement.rstrip(".") + " indeed.")
    assert "CC101" in online("check").out
    online("refresh")
    assert "CC106" in online("check").out


def test_what_was_found_for_other_words_is_told_when_it_is_accepted(online: Run, project: Path) -> None:
    """An accept line from yesterday's terminal is typed today."""
    case = next(case for case in CASES if case.contradicting)
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(case.claim))
    online("find")
    reworded(path, case.claim.statement)
    pmid = str(case.contradicting[0].pmid)
    ran = online("accept", case.claim.id, pmid, "--stance", "contradicts", "--by", "A. Editor")
    assert "was found when the claim had other words" in ran.err


def test_a_new_search_that_cannot_ask_leaves_the_old_one_outdated(
    online: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing was learnt of the new words, so that nothing is told of them."""
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(MANIPULATION))
    online("find")
    reworded(path, MANIPULATION.statement)
    with monkeypatch.context() as away:
        away.setenv("CLAIMCHECK_PUBMED_BASE_URL", "http://127.0.0.1:9/")
        assert online("find").code == 3
    told = online("check", "--format", "full").out
    assert "the claim had other words" in " ".join(told.split())
    assert "claimcheck accept" not in told
    assert online("find").code == 0
    assert "searched PubMed on" in " ".join(online("check", "--format", "full").out.split())


def test_what_a_person_accepted_for_other_words_is_told_until_they_read_it_again(
    online: Run, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Asking PubMed again does not end it, accepting it again does, also on the same day."""
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(MANIPULATION))
    online("find")
    accept = ("accept", MANIPULATION.id, str(MANIPULATION_HELPS.pmid), "--by", "A. Editor")
    online(*accept)
    assert "CC111" not in online("check").out
    reworded(path, MANIPULATION.statement, MANIPULATION.statement.rstrip("."))
    assert "CC111" not in online("check").out
    reworded(path, MANIPULATION.statement.rstrip("."))
    for _ in range(2):
        assert main([]) == 0
        assert "claimcheck find" not in capsys.readouterr().out
        told = " ".join(online("check", "--format", "full").out.split())
        assert "claimcheck find" not in told
        assert f"read PMID {MANIPULATION_HELPS.pmid} again, then say how it stands now: claimcheck accept" in told
        assert f'accepted for other words ("{MANIPULATION.statement}"): read it again' in told
        assert "still counts for none" in online("refresh").err
    online(*accept)
    assert "CC111" not in online("check").out


def test_refresh_blesses_no_review_silently(online: Run, project: Path) -> None:
    """Neither a second time, nor by a lock that was made anew."""
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(MANIPULATION))
    online("find")
    online("accept", MANIPULATION.id, str(MANIPULATION_HELPS.pmid), "--by", "A. Editor")
    reworded(path, MANIPULATION.statement)
    for _ in range(2):
        assert "CC111" in online("check").out
        assert "did not know" not in online("refresh").err
    path.with_name("evidence.lock.json").unlink()
    assert (
        "1 review that the lock did not know was recorded as given for what the claims say now" in online("refresh").err
    )
    assert "did not know" not in online("refresh").err


class TurningJudge(KnownJudge):
    """Reads what helps as saying the opposite of every other statement, or as this stance to it."""

    def __init__(self, stance: Stance = Stance.CONTRADICTS, passage: str = "") -> None:
        self.stance, self.passage = stance, passage

    def judge(self, claim: Claim, candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
        if claim.statement == MANIPULATION.statement:
            return super().judge(claim, candidates)
        return tuple(self._read(candidate) for candidate in candidates)

    def _read(self, candidate: Candidate) -> Evidence:
        paper = candidate.paper
        if paper.pmid != MANIPULATION_HELPS.pmid:
            return Evidence(paper, None, judged_by=self.name, reason="does not decide it")
        passage = self.passage or (paper.sections or ())[-1].text
        return Evidence(paper, self.stance, passage, 0.9, self.name, "it is known")


def judged_by(judge: KnownJudge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "NetworkJudge", lambda **_: judge)
    monkeypatch.setattr(judging, "built_in", lambda: judge)


OPPOSITES = (
    "Manipulation does not reduce pain in people with sciatica.",
    "Manipulation increases pain in people with sciatica.",
    "Manipulation never reduces pain in people with sciatica.",
    "Manipulation is useless against pain in people with sciatica.",
    "Pain in people with sciatica is worse after manipulation.",
)


@pytest.mark.parametrize("commands", [("find",), ("refresh",), ("find", "refresh"), ("refresh", "find")])
@pytest.mark.parametrize("now", OPPOSITES)
def test_a_proposal_for_other_words_hides_nothing_that_is_known_of_these(
    online: Run, project: Path, monkeypatch: pytest.MonkeyPatch, now: str, commands: tuple[str, ...]
) -> None:
    """What the search or a second look reads against the new words is told as of any other paper; the old words end it."""
    judged_by(TurningJudge(), monkeypatch)
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(MANIPULATION))
    online("find")
    reworded(path, MANIPULATION.statement, now)
    told = "".join(online(command).out for command in commands)
    assert "may say the opposite" in told or "now says: contradicts" in told
    findings = online("check", "--format", "concise").out.splitlines()
    assert f"(PMID {MANIPULATION_HELPS.pmid})" in next(line for line in findings if "CC110" in line)
    reworded(path, now, MANIPULATION.statement)
    assert "CC110" not in online("check").out


def test_what_is_proposed_anew_takes_the_place_of_a_proposal_for_other_words(
    online: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its stance and the passage that decides now; the claim waits for a person again."""
    judged_by(TurningJudge(Stance.PARTLY, MANIPULATION_HELPS.title), monkeypatch)
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(MANIPULATION))
    online("find")
    before = path.read_text()
    now = "Manipulation reduces some pain in people with sciatica."
    reworded(path, MANIPULATION.statement, now)
    online("find")
    assert path.read_text().count("pmid:") == before.count("pmid:")
    assert "stance: partly" in path.read_text()
    told = online("check").out
    assert "CC106" in told
    assert "CC501" not in told
    lock = read_lock(project / "claims" / "evidence.lock.json")
    assert lock.citations[MANIPULATION.id][str(MANIPULATION_HELPS.pmid)].passage_found
