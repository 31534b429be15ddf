"""Kept reports: a check that is answered from what was kept says what a new one would, and never what has passed."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.gate import ARTICLE, LOCK, project

from claimcheck.cli.main import main
from claimcheck.cli.program import are_same, modules
from claimcheck.cli.report_cache import PARTS, Memory, Told, entries, folder
from claimcheck.lockfile import dump_lock
from claimcheck.reports import FORMATS

CLAIMS = """\
claimcheck: 1
article: {path: page.md}
claims:
  - id: eases-pain
    statement: Manual therapy eases pain.
    quote: Manual therapy eases pain.
    kind: efficacy
    citations:
      - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-20}}
  - id: massage
    statement: Massage eases leg pain.
    citations:
      - {pmid: 99000004, stance: supports, reviewed: {by: editor, date: 2026-11-20}}
"""
SETTINGS = 'baseline = "known.json"\npolicy = "house.toml"\nselect = ["CC1", "CC3", "CC9"]\n'
BASELINE = '{"format": "claimcheck-baseline/1", "known": [{"claim": "massage", "rule": "CC301", "statement": "massage eases leg pain."}]}\n'
POLICY = (
    'title = "House"\nstandard = "Ours"\n[[entry]]\nrule = "unsourced-claim"\nseverity = "warning"\nwhy = "a try-out"\n'
)

Outcome = tuple[int, str, str]


@pytest.fixture(autouse=True)
def site(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project as the current folder, and a cache of its own outside it."""
    home = tmp_path_factory.mktemp("site")
    for name in ("FORCE_COLOR", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CLAIMCHECK_CACHE_DIR", str(tmp_path_factory.mktemp("kept")))
    project(home, CLAIMS)
    monkeypatch.chdir(home)
    return home


@pytest.fixture
def asked(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[Outcome, bool]]:
    """Ask as the command's start does; what it came to, and whether it was told from what was kept."""

    def ask(*arguments: str) -> tuple[Outcome, bool]:
        capsys.readouterr()
        memory = Memory(arguments)
        told = memory.recall() if memory else None
        code = told.deliver(sys.stdout, sys.stderr, os.environ) if told else main(["check", *arguments], memory)
        said = capsys.readouterr()
        return (code, said.out, said.err), told is not None

    return ask


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_told_again_byte_for_byte(
    name: str, asked: Callable[..., tuple[Outcome, bool]], monkeypatch: pytest.MonkeyPatch, site: Path
) -> None:
    """The exit code, both streams, files of --output and the step's summary are those of a new check."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(site / "summary.md"))
    arguments = ("--format", name, "--output", f"{name}=out.txt", "--exit-zero", "--baseline", "known.json")
    (site / "known.json").write_text(BASELINE)
    seen = []
    for more in ((), (), ("--no-cache",)):
        outcome, kept = asked(*arguments, *more)
        assert kept == (len(seen) == 1)
        summary = site / "summary.md"
        seen.append((outcome, (site / "out.txt").read_bytes(), summary.read_bytes() if summary.exists() else b""))
        (site / "out.txt").unlink()
        summary.unlink(missing_ok=True)
    assert seen[0] == seen[1] == seen[2]


FILES = {
    "claims/a.yaml": [CLAIMS, CLAIMS.replace("eases pain", "cures pain"), CLAIMS.replace("99000004", "99000005"), "no"],
    "claims/deep/b.yml": [CLAIMS.replace("id: ", "id: b-").replace("page.md", "../page.md"), CLAIMS],
    "claims/page.md": [ARTICLE, ARTICLE.replace("eases pain", "eases PAIN"), "Nothing.\n"],
    "claims/evidence.lock.json": [dump_lock(LOCK).decode(), dump_lock(LOCK).decode().replace("retraction", "erratum")],
    "other.json": [dump_lock(LOCK).decode().replace("retraction", "erratum")],
    "claimcheck.toml": [
        SETTINGS,
        "fail-on = 'note'\n",
        "lock = 'other.json'\n",
        "[severity.'claims/**']\nunsourced-claim = 'note'\n",
    ],
    "known.json": [BASELINE, BASELINE.replace("CC301", "CC101")],
    "house.toml": [POLICY, POLICY.replace("warning", "note")],
    "claims/notes.txt": ["about nothing"],
}
EDITS = st.sampled_from([(name, text) for name, texts in FILES.items() for text in [None, *texts]])
ARGUMENTS = st.sampled_from([(), ("--format", "json"), ("--select", "CC3"), ("claims/a.yaml",), ("--fail-on", "note")])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(EDITS, min_size=2, max_size=6), ARGUMENTS)
def test_no_edit_goes_unseen(
    site: Path, asked: Callable[..., tuple[Outcome, bool]], edits: list[tuple[str, str | None]], arguments: tuple[str]
) -> None:
    """Whatever is added, changed or deleted, and however fast, a kept report is told only where a new one is the same."""
    for name, text in edits:
        path = site / name
        path.parent.mkdir(exist_ok=True)
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(text)
            os.utime(path, (1, 1))  # time tells nothing: a checkout may set it, and may come within a second
        first, _ = asked(*arguments)
        again, _ = asked(*arguments)
        anew, _ = asked(*arguments, "--no-cache")
        assert first == again == anew


def test_what_was_compared_counts_as_asked(site: Path, asked: Callable[..., tuple[Outcome, bool]]) -> None:
    """A report that was made of kept parts rests on their files, also on those that were looked at before it was made anew."""
    (site / "claims/b.yaml").write_text(CLAIMS.replace("id: ", "id: b-"))
    asked("--format", "concise")
    (site / "claims/b.yaml").write_text(CLAIMS.replace("id: ", "id: c-"))
    asked("--format", "concise")
    (site / "claims/a.yaml").write_text("no")
    assert asked("--format", "concise") == (asked("--format", "concise", "--no-cache")[0], False)


def test_every_file_that_a_check_opens_counts(site: Path, asked: Callable[..., tuple[Outcome, bool]]) -> None:
    """A change of one byte in any file that a check reads is enough to check anew."""
    for name, texts in FILES.items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(texts[0])
    opened: set[str] = set()
    watching = [True]
    sys.addaudithook(lambda event, given: opened.add(str(given[0])) if event == "open" and watching[0] else None)
    asked()
    watching[0] = False
    read = [path for path in map(os.path.realpath, opened) if path.startswith(os.path.realpath(site))]
    assert {Path(path).relative_to(site.resolve()).as_posix() for path in read} >= FILES.keys() - {
        "claims/notes.txt",
        "other.json",
    }
    for path in map(Path, read):
        content = path.read_bytes()
        assert asked()[1], path
        path.write_bytes(content + b" ")
        assert Memory(()).recall() is None, path
        path.write_bytes(content)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("claims/new.yml", ()), ("claims/x/y.yaml", ()), ("claimcheck.toml", ()), ("claims/.git", ()), ("l.json", ())],
)
def test_what_appears_counts(
    name: str, arguments: tuple[str, ...], site: Path, asked: Callable[..., tuple[Outcome, bool]]
) -> None:
    """A claims file, settings, a project's mark that moves the article outside, a lock: none was there to be read."""
    if name == "l.json":
        (site / "claimcheck.toml").write_text("lock = 'l.json'\n")
    asked(*arguments)
    assert asked(*arguments)[1]
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).write_text(CLAIMS.replace("id: ", "id: other-") if name.endswith(("yml", "yaml")) else "")
    told, kept = asked(*arguments)
    assert not kept
    assert told == asked(*arguments, "--no-cache")[0]


def test_a_package_that_is_edited_in_place_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though its size and its time of change are the same, and its folder's too."""
    file = tmp_path / "foreign.py"
    file.write_text("ANSWER = 1")
    module = ModuleType("foreign")
    module.__file__ = str(file)
    monkeypatch.setitem(sys.modules, "foreign", module)
    later = time.time_ns() + 3_000_000_000
    stamps = modules(later)
    assert modules(later - 3_000_000_000) is None, "it was changed as the program began: what was loaded is not known"
    assert stamps is not None
    assert are_same(stamps)
    before = file.stat()
    file.write_text("ANSWER = 2")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    assert not are_same(stamps)


def test_a_check_opens_every_file_once(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Claims, their lock, the articles, the settings, baseline and policy; a page of findings with their lines too."""
    for name, texts in FILES.items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(texts[0])
    for arguments in (["check"], ["check", "--output", "html=out.html"], ["waivers"], ["anchor"]):
        opened: Counter[str] = Counter()
        watching = [True]
        sys.addaudithook(
            lambda event, given, opened=opened, watching=watching: (
                opened.update([os.path.realpath(given[0])])
                if event == "open" and watching[0] and isinstance(given[0], str)
                else None
            )
        )
        main([*arguments, "claims"], Memory(arguments[1:]) if arguments[0] == "check" else None)
        watching[0] = False
        ours = {path: times for path, times in opened.items() if path.startswith(os.path.realpath(site))}
        assert len(ours) >= 4, arguments
        assert set(ours.values()) == {1}, arguments


def test_without_a_home_nothing_is_written_into_the_project(site: Path) -> None:
    """A cache folder that is named relative to another would be the project, where somebody could commit it."""
    before = sorted(site.rglob("*"))
    kept = {name: value for name, value in os.environ.items() if name not in ("HOME", "CLAIMCHECK_CACHE_DIR")}
    for more in ({"XDG_CACHE_HOME": "cache"}, {"XDG_CACHE_HOME": "cache", "HOME": "home"}):
        subprocess.run([sys.executable, "-m", "claimcheck", "check"], env=kept | more, capture_output=True, check=False)
    assert sorted(site.rglob("*")) == before


def test_the_day_counts(site: Path) -> None:
    """A waiver that held yesterday does not hold today, though no file has changed. Noon east of here is noon west of here
    on the next day, so the two always differ.
    """
    today = subprocess.run(
        ["date", "+%F"], env=os.environ | {"TZ": "WEST+12"}, capture_output=True, text=True, check=True
    )
    waiver = f"    waivers: [{{rule: unsourced-claim, reason: the guideline is due, until: {today.stdout.strip()}}}]\n"
    (site / "claims" / "a.yaml").write_text(CLAIMS + waiver)
    said = [command("WEST+12"), command("WEST+12"), command("EAST-12"), command("WEST+12")]
    assert said[0] == said[1] == said[3] != said[2]
    assert b"CC902" in said[2]


def command(zone: str = "UTC", *arguments: str, options: tuple[str, ...] = ()) -> bytes:
    done = subprocess.run(
        [sys.executable, *options, "-m", "claimcheck", "check", *arguments],
        env=os.environ | {"TZ": zone},
        capture_output=True,
        check=False,
    )
    return done.stdout + done.stderr


def test_what_changes_during_a_check_is_kept_as_it_was_read(site: Path) -> None:
    """A report of the old content is not told of the new, but of the old when that is back."""
    claims, memory = site / "claims" / "a.yaml", Memory(())
    memory.tree.read("claims/a.yaml")
    claims.write_text(CLAIMS.replace("eases", "cures"))
    assert memory.tree.read("claims/a.yaml") == CLAIMS.encode()
    memory.keep(Told(0, "green\n", ""))
    assert Memory(()).recall() is None
    claims.write_text(CLAIMS)
    recalled = Memory(()).recall()
    assert recalled is not None
    assert recalled.out == "green\n"


def test_an_entry_stands_for_its_own_command_and_user(
    asked: Callable[..., tuple[Outcome, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One copied to another command's name, and one that another user wrote (it says which files to write), are not told."""
    green, _ = asked("--exit-zero")
    lenient = Path(entries()[0].path).read_bytes()
    red, _ = asked()
    assert (green[0], red[0]) == (0, 1)
    for entry in entries():
        Path(entry.path).write_bytes(lenient)
    assert asked() == (red, False)
    if sys.platform != "win32":
        monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
        assert asked() == (red, False)


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such pipes")
def test_what_comes_through_a_pipe_is_checked_anew() -> None:
    """It looks the same each time, and says something else."""
    command = [sys.executable, "-m", "claimcheck", "check", "--policy", "/dev/stdin", "--select", "CC3"]
    policy = '[[entry]]\nrule = "CC301"\nseverity = "{}"\nwhy = "a try-out"\n'
    told = [
        subprocess.run(command, input=policy.format(how).encode(), stdout=subprocess.PIPE, check=False).returncode
        for how in ("off", "error")
    ]
    assert told == [0, 1]


def test_a_path_that_no_file_can_have_is_a_finding(site: Path, asked: Callable[..., tuple[Outcome, bool]]) -> None:
    """And no fault of ours: a claims file may name any article."""
    (site / "claims" / "a.yaml").write_text(CLAIMS.replace("page.md", '"a\\0b.md"'))
    assert "CC004" in asked()[0][1]


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in use cannot be removed there")
def test_a_folder_that_is_gone_is_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a sentence: the shell stands where another window has removed the folder."""
    (site / "gone").mkdir()
    os.chdir(site / "gone")
    (site / "gone").rmdir()
    assert not Memory(())
    assert main(["check"]) == 2
    assert "the current folder is gone" in capsys.readouterr().err


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "older format"])
def test_a_damaged_entry_is_no_entry(damage: str, site: Path, asked: Callable[..., tuple[Outcome, bool]]) -> None:
    """The check is made anew, says nothing of it, and mends the entry."""
    first, _ = asked()
    entry = Path(entries()[0].path)
    data = entry.read_bytes()
    entry.write_bytes(
        {
            "empty": b"",
            "cut": data[:-7],
            "flipped": data[:-9] + bytes([data[-9] ^ 1]) + data[-8:],
            "older format": data.replace(b"check/2", b"check/1"),
        }[damage]
    )
    assert asked() == (first, False)
    assert asked() == (first, True)


def test_a_folder_that_cannot_be_written_changes_nothing(
    site: Path, asked: Callable[..., tuple[Outcome, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a cache every check is a new one."""
    first, _ = asked()
    monkeypatch.setenv("CLAIMCHECK_CACHE_DIR", str(site / "claims" / "a.yaml"))
    assert asked() == asked() == (first, False)


def test_a_project_stays_clean(site: Path, asked: Callable[..., tuple[Outcome, bool]]) -> None:
    """What is kept lies in the user's folder: nobody can commit a green report for others."""
    before = sorted(site.rglob("*"))
    asked()
    assert len(entries()) == 1
    assert sorted(site.rglob("*")) == before


@pytest.mark.parametrize(
    "arguments", [("-",), ("--no-cache",), ("--since", "HEAD"), ("--staged",), ("--write-baseline",)]
)
def test_some_checks_are_never_kept(arguments: tuple[str, ...]) -> None:
    """What stands on stdin or in git's memory is not observed, and a baseline is written each time."""
    assert not Memory(arguments)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
@pytest.mark.parametrize("linked", ["claims/linked.yaml", "claims/deep", "claims/page.md"])
def test_a_link_that_leads_elsewhere_counts(
    linked: str, site: Path, asked: Callable[..., tuple[Outcome, bool]]
) -> None:
    """A claims file, a folder of them and an article, though nothing of the same name or content was touched."""
    for name in ("one", "two"):
        (site / name / "claims").mkdir(parents=True)
        (site / name / "claims" / "b.yaml").write_text(CLAIMS.replace("id: ", f"id: {name}-"))
        (site / name / "page.md").write_text(ARTICLE if name == "one" else "Nothing.\n")
    inside = {"claims/linked.yaml": "claims/b.yaml", "claims/deep": "claims", "claims/page.md": "page.md"}[linked]
    link = site / linked
    link.unlink(missing_ok=True)
    link.symlink_to(site / "one" / inside)
    assert asked()[1:] + asked()[1:] == (False, True)
    link.unlink()
    link.symlink_to(site / "two" / inside)
    told, kept = asked()
    assert not kept
    assert told == asked("--no-cache")[0]


def test_checks_at_the_same_time_do_not_mind_each_other(site: Path) -> None:
    """Each says the same, and one whole entry is left."""
    start = [sys.executable, "-m", "claimcheck", "check"]
    running = [subprocess.Popen(start, stdout=subprocess.PIPE) for _ in range(3)]
    assert len({process.communicate()[0] for process in running}) == 1
    kept = {entries()[0].name, entries(PARTS)[0].name}
    assert set(os.listdir(folder())) == kept  # noqa: PTH208 - names, the temporary ones too


def test_the_cache_command_tells_and_clears(
    asked: Callable[..., tuple[Outcome, bool]], capsys: pytest.CaptureFixture[str]
) -> None:
    """People see what is kept and can be rid of it."""
    asked()
    capsys.readouterr()
    assert [main(["cache", "info"]), main(["cache", "clear"])] == [0, 0]
    told = capsys.readouterr().out
    assert f"{folder()}: the reports of 1 checks" in told
    assert f"1 reports removed from {folder()}" in told
    assert not entries()


def test_the_entries_do_not_grow_without_end(asked: Callable[..., tuple[Outcome, bool]], site: Path) -> None:
    """The oldest go first."""
    asked()
    kept = Path(folder())
    for number in range(230):
        (kept / f"{number}.check").touch()
        os.utime(kept / f"{number}.check", (number, number))
    asked("--format", "json")
    assert len(entries()) == 200
    assert not (kept / "5.check").exists()


def test_a_warm_check_loads_next_to_nothing() -> None:
    """What costs time is not there: no YAML, no values, no rules, no parser of arguments, not even regular expressions."""
    command()
    lines = command(options=("-X", "importtime")).decode().splitlines()
    loaded = {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")}
    assert {name for name in loaded if name.startswith("claimcheck")} == {
        *("claimcheck", "claimcheck.lazy", "claimcheck.errors", "claimcheck.cli", "claimcheck.cli.start"),
        *("claimcheck.cli.report_cache", "claimcheck.cli.program", "claimcheck.cli.streams", "claimcheck.tree"),
        "claimcheck.user_folders",
    }
    assert loaded.isdisjoint({"yaml", "attr", "re", "json", "argparse", "pathlib", "typing", "datetime"})


def test_a_warning_is_told_again_each_time(
    asked: Callable[..., tuple[Outcome, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept is a report; what was said about the settings beside it would be lost."""
    monkeypatch.setenv("CLAIMCHECK_FAILON", "note")
    for _ in range(2):
        (_, _, err), _ = asked("--format", "concise")
        assert "CLAIMCHECK_FAILON is no setting" in err
