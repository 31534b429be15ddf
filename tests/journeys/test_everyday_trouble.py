"""What happens to people in the course of a day: second thoughts, odd terminals, files that are not what they seem."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.boolean_server import BooleanServer
from support.journeys import Run, claims_file
from support.papers import COPPER, MANIPULATION, MANIPULATION_HELPS, MANIPULATION_NULL

from claimcheck.cli import find
from claimcheck.cli.main import main

PMID = str(MANIPULATION_HELPS.pmid)


def test_a_reject_that_is_refused_writes_nothing(online: Run, project: Path) -> None:
    """What a person accepted is not a proposal; the refusal leaves claims file and lock alone."""
    (project / "claims" / "a.yaml").write_text(claims_file(MANIPULATION))
    online("find")
    online("accept", MANIPULATION.id, PMID, "--by", "A. Editor")
    before = {path.name: path.read_bytes() for path in (project / "claims").iterdir()}
    ran = online("reject", MANIPULATION.id, PMID, "--by", "B. Editor")
    assert ran.code == 2
    assert "reviewed by A. Editor" in ran.err
    assert {path.name: path.read_bytes() for path in (project / "claims").iterdir()} == before


def test_accepting_takes_back_an_earlier_rejection(online: Run, project: Path) -> None:
    """The file never says yes and no of one paper."""
    path = project / "claims" / "a.yaml"
    (project / "claims" / "a.yaml").write_text(claims_file(MANIPULATION))
    online("find")
    online("reject", MANIPULATION.id, PMID, "--by", "A. Editor")
    assert online("accept", MANIPULATION.id, PMID, "--stance", "supports", "--by", "A. Editor").code == 0
    assert "rejected:" not in path.read_text()


@pytest.mark.parametrize("listed", [False, True])
def test_accepting_leaves_a_colleagues_rejection_alone(online: Run, project: Path, listed: bool) -> None:
    """It is refused with name, day and reason, --yes or not; who wants it all the same takes the rejection back first."""
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(MANIPULATION))
    online("reject", MANIPULATION.id, PMID, "--by", "B. Editor", "--reason", "no effect", "--yes")
    before = path.read_bytes()
    (project / "l.txt").write_text(f"{MANIPULATION.id} {PMID}\n")
    which = ("--list", "l.txt") if listed else (MANIPULATION.id, PMID)
    accept = ("accept", *which, "--stance", "supports", "--by", "A. Editor", "--yes")
    ran = online(*accept)
    assert (ran.code, path.read_bytes()) == (2, before)
    assert f"PMID {PMID} of {MANIPULATION.id} was rejected by B. Editor on " in ran.err
    assert "(no effect): undo that first" in ran.err
    online("undo", MANIPULATION.id, PMID)
    assert online(*accept).code == 0


def test_replacing_a_review_is_said_aloud(online: Run, project: Path) -> None:
    """A colleague's word does not vanish unnoticed."""
    (project / "claims" / "a.yaml").write_text(claims_file(MANIPULATION))
    online("find")
    online("accept", MANIPULATION.id, PMID, "--by", "A. Editor")
    ran = online("accept", MANIPULATION.id, PMID, "--stance", "partly", "--by", "B. Editor")
    assert "takes the place of an earlier review (supports, A. Editor, 2026-11-23)" in ran.err


def test_find_with_nothing_to_do_still_prints_a_list(online: Run, project: Path) -> None:
    """A program that asked for JSON gets JSON."""
    (project / "claims" / "a.yaml").write_text(
        "claimcheck: 1\nclaims:\n  - {id: a, statement: A., needs_source: false, because: it is ours}\n"
    )
    assert online("find", "--format", "json").json == []


def test_turned_down_papers_are_no_candidates_any_more(online: Run, project: Path) -> None:
    """--all searches again, without holding out what a person refused or what is cited."""
    (project / "claims" / "a.yaml").write_text(claims_file(MANIPULATION))
    online("find")
    online("reject", MANIPULATION.id, PMID, "--by", "A. Editor")
    found = online("find", "--all", "--format", "json").json
    assert isinstance(found, list)
    assert PMID not in found[0]["ranking"]
    assert str(MANIPULATION_NULL.pmid) in found[0]["ranking"]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
@pytest.mark.parametrize("format_name", ["full", "json"])
def test_any_output_encoding_will_do(
    project: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, format_name: str
) -> None:
    """A pipe on Windows is no UTF-8; text is spelt out there, and JSON is UTF-8 everywhere."""
    (project / "claims" / "a.yaml").write_text(
        "claimcheck: 1\nclaims:\n  - {id: a, statement: Žluťoučký 鍼 helps., kind: efficacy}\n", encoding="utf-8"
    )
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding=encoding))
    assert main(["check", "--format", format_name]) == 1
    sys.stdout.flush()
    if format_name == "json":
        assert json.loads(written.getvalue().decode("utf-8"))["claims"][0]["statement"] == "Žluťoučký 鍼 helps."
    else:
        assert "claims/a.yaml" in written.getvalue().decode(encoding)


def test_a_reader_that_stops_reading_does_not_stop_the_search(project: Path, server: BooleanServer) -> None:
    """`find | head -1` shows one line and still records every claim."""
    (project / "claims" / "a.yaml").write_text(claims_file(COPPER, MANIPULATION))
    environment = {**os.environ, "CLAIMCHECK_PUBMED_BASE_URL": server.url}
    finding = subprocess.Popen(
        [sys.executable, "-m", "claimcheck", "find"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    assert finding.stdout is not None
    finding.stdout.close()
    assert finding.wait(60) == 0
    lock = json.loads((project / "claims" / "evidence.lock.json").read_text())
    assert set(lock["searches"]) == {COPPER.id, MANIPULATION.id}


def test_a_claims_file_that_breaks_meanwhile_costs_only_itself(
    online: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saves half a file during find: it is told, and the others get their papers."""
    (project / "claims" / "a.yaml").write_text(claims_file(MANIPULATION))
    second = claims_file(MANIPULATION).replace("manipulation-reduces-pain", "same-again")
    (project / "claims" / "b.yaml").write_text(second)

    real = find.research.find

    def breaking(*arguments: object, **options: object) -> object:
        for number, result in enumerate(real(*arguments, **options)):  # type: ignore[arg-type]
            if number == 0:
                (project / "claims" / "a.yaml").write_text("claims: [\n")
            yield result

    monkeypatch.setattr(find.research, "find", breaking)
    ran = online("find")
    assert ran.code == 3
    assert "a.yaml" in ran.err
    assert PMID in (project / "claims" / "b.yaml").read_text()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_pipes_and_devices_are_refused_not_waited_for(run: Run, project: Path) -> None:
    """A pull request must not be able to hang CI."""
    (project / "claims" / "a.yaml").write_text(
        "claimcheck: 1\narticle: {path: ../fifo.md}\nclaims:\n  - {id: a, statement: A., kind: process}\n"
    )
    os.mkfifo(project / "fifo.md")
    ran = run("check", "--format", "concise")
    assert "CC004" in ran.out
    (project / "claims" / "evidence.lock.json").symlink_to("/dev/zero")
    ran = run("check", "--format", "concise")
    assert "CC005" in ran.out
    assert "not a regular file" in ran.out


def test_linked_folders_are_read_once(run: Run, project: Path) -> None:
    """A folder of claims may be a link, even one that loops."""
    (project / "elsewhere").mkdir()
    (project / "elsewhere" / "a.yaml").write_text(
        "claimcheck: 1\nclaims:\n  - {id: a, statement: A., kind: efficacy}\n"
    )
    (project / "claims" / "linked").symlink_to(project / "elsewhere")
    (project / "elsewhere" / "loop").symlink_to(project / "claims")
    ran = run("check", "--format", "json")
    report = ran.json
    assert isinstance(report, dict)
    assert report["summary"]["claims"] == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device")  # noqa: PTH110
def test_a_full_disk_is_one_sentence(project: Path) -> None:
    """Output that cannot be written is no bug of ours and no clean run."""
    (project / "claims" / "a.yaml").write_text("claimcheck: 1\nclaims:\n  - {id: a, statement: A., kind: efficacy}\n")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "claimcheck", "check"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr.strip() == "claimcheck: the output cannot be written: No space left on device"


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--policy", ""),
        ("check", "--baseline", ""),
        ("check", "--lock", ""),
        ("check", "--since", ""),
        ("check", "--format", ""),
        ("audit", "--verify", ""),
        ("report", "--site", ""),
    ],
)
def test_an_empty_value_is_not_taken_for_none(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    """A variable that is not set would let a gate run without its pack, and is told instead."""
    (project / "claims" / "a.yaml").write_text(claims_file(MANIPULATION))
    assert main([*arguments]) == 2
    assert f"{arguments[1]}: it is empty: give a value, or leave the option out" in capsys.readouterr().err


def test_what_to_do_next_is_told_before_there_is_a_lock(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A lock that the settings name is written by the first `find`, which is what to do next."""
    (project / "claims" / "a.yaml").write_text(claims_file(MANIPULATION))
    (project / "claimcheck.toml").write_text('lock = "evidence/l.json"\n')
    assert main([]) == 0
    assert "claimcheck find" in capsys.readouterr().out


def test_a_work_whose_identifier_cannot_be_read_is_no_work_called_none(run: Run, project: Path) -> None:
    """CC201 tells it; no refresh could find it."""
    (project / "page.md").write_text("Walking helps backs.\n")
    (project / "claims" / "a.yaml").write_text(
        "claimcheck: 1\narticle: {path: ../page.md}\nclaims:\n  - id: one\n    statement: Walking helps backs.\n    quote: Walking helps backs\n"
        "    citations:\n      - {pmid: 99000001, title: A trial, author: Doe, year: 2020, stance: supports, reviewed: {by: A, date: 2026-11-02}}\n"
        "      - {doi: 10.1/x, stance: partly, reviewed: {by: A, date: 2026-11-02}}\n"
    )
    assert "None" not in run("cite").err
