"""Whatever is wrong, the editor gets one clear line with a position and the right exit code, never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.gate import project as gate_project
from support.journeys import Run

import claimcheck
from claimcheck.claimfile.nodes import SIZE_LIMIT
from claimcheck.tree import DISK

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
    (project / "claims").rmdir()
    assert run("check", "--allow-empty").code == 0
    assert run("check", "--allow-empty", "--staged").code == 0
    assert run("check", "claims", "--allow-empty").code == 2, "a path that is named is there"
    assert run("check").code == 2


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


VALID = """\
claimcheck: 1
article: {path: ../page.md}
claims:
  - id: rest
    statement: Rest helps backs.
    quote: Rest helps backs
"""
HALF = f"""{VALID.replace("rest", "walking").replace("Rest", "Walking")}\
    waivers:
      - {{rule: unsourced-claim, reason: waiting, until: tomorrow, by: ed}}
"""
NOT_YAML = "claims: [\n"


@pytest.mark.parametrize(
    ("arguments", "code", "untrue"),
    [
        (("waivers",), 1, "0 waivers\n"),
        (("waivers", "--format", "json"), 1, " waivers"),
        (("anchor",), 1, "every quote"),
        (("cite",), 1, "no claim names"),
        (("cite", "--dry-run"), 1, "no claim names"),
        (("find", "--dry-run", "--offline"), 1, "every claim"),
        (("refresh",), 1, "no claim has a citation"),
        (("report", "--site", "site"), 0, "0 claims"),
        (("accept", "walking", "17415595"), 2, "there is no claim"),
        (("extract", "page.md", "--against", "claims"), 0, "Traceback"),
    ],
)
@pytest.mark.parametrize("files", [(HALF,), (NOT_YAML,), (HALF, NOT_YAML)])
def test_every_command_tells_what_it_could_not_read(
    run: Run, project: Path, files: tuple[str, ...], arguments: tuple[str, ...], code: int, untrue: str
) -> None:
    """One line a problem on stderr, and no word that the unread claim would refute."""
    (project / "page.md").write_text("Walking helps backs. Rest helps backs.\n")
    for name, content in zip("ab", files, strict=False):
        (project / "claims" / f"{name}.yaml").write_text(content)
    ran = run(*arguments)
    assert ran.code == code, ran.err
    for content in files:
        assert ran.err.count({HALF: "CC002 claims[0].waivers[0].until", NOT_YAML: "CC001 not YAML"}[content]) == 1
    assert untrue not in ran.out + ran.err


def test_a_site_names_the_files_that_could_not_be_read(run: Run, project: Path) -> None:
    """A page that counts no claims says what it did not count."""
    (project / "claims" / "a.yaml").write_text(HALF)
    (project / "claims" / "b.yaml").write_text(NOT_YAML)
    assert run("report", "--site", "site").code == 0
    page = (project / "site" / "index.html").read_text()
    assert "claims/a.yaml:8</span> CC002" in page
    assert "claims/b.yaml:2</span> CC001" in page


def test_a_reference_stays_that_an_unread_claim_may_have(run: Run, project: Path) -> None:
    """Only once all of the claims can be read does it go; what is new waits as long."""
    page = project / "page.md"
    page.write_text("Walking helps backs. Rest helps backs.\n")
    citations = "    citations: [{{pmid: {}, stance: supports, reviewed: {{by: ed, date: 2026-11-20}}}}]\n"
    walking, rest = HALF.partition("    waivers")[0] + citations.format(99000001), VALID + citations.format(99000002)
    (project / "claims" / "a.yaml").write_text(walking)
    assert run("cite").code == 0
    before = page.read_text()
    (project / "claims" / "a.yaml").write_text(walking.replace("2026-11-20", "someday"))
    (project / "claims" / "b.yaml").write_text(rest)
    ran = run("cite")
    assert (ran.code, page.read_text()) == (1, before)
    assert "left as it is: what cannot be read of the claims files may cite pmid-99000001" in ran.err
    (project / "claims" / "a.yaml").unlink()
    assert run("cite").code == 0
    assert "99000001" not in page.read_text()
    assert "Rest helps backs.[^pmid-99000002]" in page.read_text()


@pytest.mark.parametrize("options", [[], ["--since", "HEAD"]])
def test_a_name_that_python_cannot_write_here_is_no_bug(tmp_path: Path, options: list[str]) -> None:
    """A locale of ASCII, with Python's own way around it switched off: the article cannot be read, and how it can is said."""
    home = gate_project(
        tmp_path,
        "article: {path: höhle.md}\nclaims:\n  - {id: a, statement: Massage helps., needs_source: false, because: ours, quote: Massage helps}\n",
        article=None,
    )
    (home / "höhle.md").write_text("Massage helps.")
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    (home / "höhle.md").write_text("Massage helps!")
    src = str(Path(claimcheck.__file__).parents[1])
    environment = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONPATH": src}
    command = [sys.executable, "-m", "claimcheck", "check", "--format", "concise", *options]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 1, done.stderr
    assert "CC004" in done.stdout
    assert "set PYTHONUTF8=1" in done.stdout


def test_a_letter_that_is_half_of_one_is_in_no_name() -> None:
    """No encoding can write it."""
    with pytest.raises(OSError, match="PYTHONUTF8"):
        DISK.resolve("\ud83d.md")
    assert DISK.kind("\ud83d.md") == ""
