"""`find` beside people who write, and after it was interrupted: nothing is overwritten, nothing is asked twice."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from support.boolean_server import BooleanServer
from support.journeys import Run, claims_file
from support.known_judge import KnownJudge
from support.papers import BED_REST, COPPER, MANIPULATION, MANIPULATION_HELPS

from claimcheck import registry
from claimcheck.model import Candidate, Claim, Evidence

CHANGED = "Spinal manipulation cures sciatica for good."


@pytest.fixture
def page(project: Path) -> Path:
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(MANIPULATION, BED_REST, COPPER))
    return path


def searches(project: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((project / "claims" / "evidence.lock.json").read_text())["searches"]
    return found


# --- a person writes while it searches


class Interfering(KnownJudge):
    """While it judges the first claim, somebody saves the claims file."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        self._meanwhile = meanwhile

    def judge(self, claim: Claim, candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
        if claim.id == MANIPULATION.id:
            self._meanwhile()
        return super().judge(claim, candidates)


def meanwhile(monkeypatch: pytest.MonkeyPatch, change: Callable[[], object]) -> None:
    monkeypatch.setattr(registry, "NetworkJudge", lambda **_: Interfering(change))


def test_a_claim_that_was_changed_meanwhile_is_left_as_it_is(
    online: Run, page: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Papers for the old words do not stand behind the new ones; the other claims get theirs."""
    changed = page.read_text().replace(MANIPULATION.statement, CHANGED)
    meanwhile(monkeypatch, lambda: page.write_text(changed))
    ran = online("find")
    assert ran.code == 3
    assert f"{page.relative_to(project)}: the claim {MANIPULATION.id} was changed meanwhile" in ran.err
    assert MANIPULATION.id not in ran.out  # no proposal that was not written, nor a command for it
    assert "0 could not be asked; 1 changed meanwhile, and not written" in " ".join(ran.err.split())
    written = page.read_text()
    first, _, rest = written.partition(f"  - id: {BED_REST.id}")
    assert first == changed.partition(f"  - id: {BED_REST.id}")[0]
    assert "pmid:" in rest
    assert MANIPULATION.id not in searches(project)
    assert MANIPULATION.id not in json.loads((project / "claims/evidence.lock.json").read_text())["citations"]


def test_a_paper_that_was_judged_meanwhile_is_no_proposal(
    online: Run, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a person says of it stands, and is told."""
    pmid = str(MANIPULATION_HELPS.pmid)
    word = f"    citations: [{{pmid: {pmid}, stance: contradicts, reviewed: {{by: Ann, date: 2026-11-22}}}}]\n"
    start = f"  - id: {MANIPULATION.id}\n"
    judged = page.read_text().replace(start, start + word)
    meanwhile(monkeypatch, lambda: page.write_text(judged))
    ran = online("find", "--claim", MANIPULATION.id)
    assert (ran.code, page.read_text()) == (0, judged)
    assert f"PMID {pmid} was cited and reviewed meanwhile (contradicts, Ann); nothing added" in ran.err
    assert "0 with proposals" in ran.err
    assert pmid not in ran.out


def test_a_claim_that_was_taken_away_meanwhile_is_told(
    online: Run, page: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the file nor the lock remembers it."""
    meanwhile(monkeypatch, lambda: page.write_text(claims_file(BED_REST, COPPER)))
    ran = online("find")
    assert ran.code == 3
    assert f"the claim {MANIPULATION.id} is not there any more" in ran.err
    assert MANIPULATION.id not in ran.out
    assert MANIPULATION.id not in searches(project)


def test_what_moves_in_the_file_is_no_change(online: Run, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A comment above, and the claim stands on other lines."""
    meanwhile(monkeypatch, lambda: page.write_text(f"# mind the draughts\n\n{page.read_text()}"))
    assert online("find").code == 0
    assert page.read_text().startswith("# mind the draughts\n")
    assert str(MANIPULATION_HELPS.pmid) in page.read_text()


# --- once more on the same day


def test_a_claim_that_was_searched_today_is_not_asked_again(online: Run, page: Path, server: BooleanServer) -> None:
    """The claim without proposal is still unsourced; a second run asks about it only when told to."""
    online("find")
    before = len(server.requests)
    ran = online("find")
    assert ran.code == 0
    assert len(server.requests) == before
    assert "1 claim was searched today and is not asked about again; --again asks" in ran.err
    assert "1 claim: 0 with proposals" in " ".join(online("find", "--again").err.split())
    assert len(server.requests) > before
    assert json.loads(online("find", "--format", "json").out) == []


def test_it_goes_on_where_it_stopped(online: Run, page: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C after the first claims: the next run asks about the others alone."""

    class Leaving(KnownJudge):
        def judge(self, claim: Claim, candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
            if claim.id == COPPER.id:
                raise KeyboardInterrupt
            return super().judge(claim, candidates)

    page.write_text(claims_file(BED_REST, COPPER, MANIPULATION))
    monkeypatch.setattr(registry, "NetworkJudge", lambda **_: Leaving())
    assert online("find").code == 130
    assert list(searches(project)) == [BED_REST.id]
    monkeypatch.setattr(registry, "NetworkJudge", lambda **_: KnownJudge())
    told = [one["claim_id"] for one in json.loads(online("find", "--all", "--format", "json").out)]
    assert told == [COPPER.id, MANIPULATION.id]


@pytest.mark.parametrize("way", ["words", "terms", "judge", "day", "by name"])
def test_another_question_is_asked(
    online: Run, page: Path, server: BooleanServer, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """Other words or terms, another judge, another day, or somebody who names the claim."""
    page.write_text(claims_file(COPPER))
    online("find")
    before, arguments = len(server.requests), ["find"]
    if way == "words":
        page.write_text(page.read_text().replace("shrinks", "heals"))
    elif way == "terms":
        page.write_text(page.read_text() + "    intervention: copper bracelet\n")
    elif way == "judge":
        monkeypatch.setattr(KnownJudge, "name", "known/2")
    elif way == "day":
        lock = page.with_name("evidence.lock.json")
        lock.write_text(lock.read_text().replace("2026-11-23", "2026-11-22"))
    else:
        arguments += ["--claim", COPPER.id]
    assert "searched today" not in online(*arguments).err
    assert len(server.requests) > before


def test_a_rejected_proposal_makes_another_question(online: Run, page: Path, server: BooleanServer) -> None:
    """Who turns a paper down wants to know what else there is."""
    page.write_text(claims_file(MANIPULATION))
    online("find")
    online("reject", MANIPULATION.id, MANIPULATION_HELPS.pmid, "--by", "A. Editor")
    before = len(server.requests)
    assert "searched today" not in online("find").err
    assert len(server.requests) > before
