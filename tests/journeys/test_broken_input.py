"""Whatever is wrong, the editor gets one clear line with a position and the right exit code, never a traceback."""

from pathlib import Path

import pytest
from support.journeys import Run

from claimcheck.claimfile.nodes import SIZE_LIMIT

HEAD = "claimcheck: 1\nclaims:\n  - id: a\n    statement: Something.\n"

BROKEN = {
    "no YAML": ("claimcheck: 1\nclaims: [\n", "a.yaml:3:1", "CC001"),
    "a tab": ("claimcheck: 1\nclaims:\n\t- id: a\n", "a.yaml:3:1", "a tab is used for indentation"),
    "a key twice": (f"{HEAD}    id: b\n", "a.yaml:5:5", "already given on line 3"),
    "PMC digits as a PMID": (f"{HEAD}    citations:\n      - pmid: PMC6091\n", "a.yaml:6:15", "CC201"),
    "PMID zero": (f"{HEAD}    citations:\n      - pmid: 0\n", "a.yaml:6:15", "CC201"),
    "an unknown key": (f"{HEAD}    quoet: x\n", "a.yaml:5:5", "did you mean `quote`?"),
    "binary": (b"\x7fELF\x00\x01\x02", "a.yaml:1:5", "not text"),
    "not UTF-8": (b"claimcheck: 1\nclaims: \xff\xfe\n", "a.yaml:2:9", "UTF-8"),
    "empty": ("", "a.yaml:1:1", "the file is empty"),
    "an alias bomb": ("a: &a [x, x]\nb: [*a, *a, *a]\n", "a.yaml:1:4", "anchors (&a) are not allowed"),
    "a tag": ("claimcheck: 1\nclaims: !!python/object:os.system []\n", "a.yaml:2:9", "CC001"),
    "too large": (b"a" * (SIZE_LIMIT + 1), "a.yaml", "split it by article"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_claims_file_is_one_clear_line(run: Run, project: Path, name: str) -> None:
    """Position, what, and exit 1; nothing that looks like a traceback."""
    content, position, words = BROKEN[name]
    (project / "claims" / "a.yaml").write_bytes(content.encode() if isinstance(content, str) else content)
    ran = run("check", "--format", "concise")
    assert ran.code == 1
    line = next(line for line in ran.out.splitlines() if words in line)
    assert line.startswith(f"claims/{position}:")
    assert "Traceback" not in ran.out + ran.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check", "nowhere"), "nowhere does not exist"),
        (("check",), "no claims files in claims"),
        (("check", "--select", "CC999"), "CC999"),
        (("check", "--fail-on", "fatal"), "argument --fail-on"),
        (("check", "--today", "tomorrow"), "'tomorrow' is not a date"),
        (("find",), "no claims files in claims"),
        (("accept", "a", "17415595"), "no claims files in claims"),
        (("rule", "CC1O1"), "there is no rule"),
        (("chekc",), "there is no command 'chekc'"),
    ],
)
def test_wrong_usage_is_exit_2_with_one_sentence(
    run: Run, project: Path, arguments: tuple[str, ...], words: str
) -> None:
    """A path that is not there, or a slip of the keyboard, must not look like a clean run."""
    ran = run(*arguments)
    assert ran.code == 2
    assert words in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_errors_are_json_where_json_was_asked_for(run: Run, project: Path) -> None:
    """A program that asked for JSON can read the error too; stdout stays empty."""
    ran = run("check", "nowhere", "--format", "json")
    assert ran.code == 2
    assert '"schema": "claimcheck-error/1"' in ran.err
    assert ran.out == ""


def test_an_empty_folder_may_be_allowed(run: Run, project: Path) -> None:
    """--allow-empty is for repositories that do not have claims yet."""
    assert run("check", "--allow-empty").code == 0


def test_a_first_look_exits_zero_and_says_what_ci_gets(run: Run, project: Path) -> None:
    """--exit-zero is no way to make CI green unnoticed."""
    (project / "claims" / "a.yaml").write_text(HEAD)
    ran = run("check", "--exit-zero")
    assert ran.code == 0
    assert "CI leaves the flag out and gets 1" in ran.err


def test_find_works_on_the_readable_claims_and_tells_of_the_rest(online: Run, project: Path) -> None:
    """One broken file does not keep the others from being searched; the exit code still tells."""
    (project / "claims" / "a.yaml").write_text(HEAD)
    (project / "claims" / "b.yaml").write_text("claims: [\n")
    ran = online("find")
    assert ran.code == 1
    assert "b.yaml:2:1: CC001" in ran.err
    assert ran.out.startswith("a:")


def test_a_broken_lock_is_a_finding_for_the_gate_and_a_sentence_for_the_desk(online: Run, project: Path) -> None:
    """A merge conflict in the lock is told, and find does not write over it."""
    (project / "claims" / "a.yaml").write_text(HEAD)
    lock = project / "claims" / "evidence.lock.json"
    lock.write_text("<<<<<<< HEAD\n{}\n")
    assert "CC005" in online("check", "--format", "concise").out
    ran = online("find")
    assert ran.code == 2
    assert "evidence.lock.json" in ran.err
    assert lock.read_text() == "<<<<<<< HEAD\n{}\n"
