"""claimcheck on code hosts and in commits: the hook, the action, the GitLab component, reviewdog's example, the container."""

import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from support.gate import project
from support.workflow import BASH, executable, stand_ins

ROOT = Path(__file__).parents[2]
CLAIMS = """\
claims:
  - {id: sourced, statement: Massage helps., citations: [{pmid: 99000001, stance: supports, reviewed: {by: editor}}]}
  - {id: bare, statement: "Massage cures \\e[31m.", kind: efficacy}
"""
pytestmark = pytest.mark.slow  # each runs a workflow's own steps in a shell
needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")


def load(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


# --- pre-commit

HOOKS = {hook["id"]: hook for hook in load(".pre-commit-hooks.yaml")}


def test_the_hook_asks_nobody_and_checks_all_claims_at_every_commit() -> None:
    """No pattern chooses files: articles, lock, settings and claims lie under any name, and pre-commit shows none that is deleted."""
    hook = HOOKS["claimcheck"]
    assert (hook["entry"], hook["language"]) == ("claimcheck check", "python")
    assert (hook["always_run"], hook["pass_filenames"], hook["require_serial"]) == (True, False, True)
    assert not {"files", "exclude", "types", "types_or", "exclude_types"} & set(hook)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose commits are hooked: pre-commit with our hooks, which find claimcheck on the path."""
    pytest.importorskip("pre_commit")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", f"{stand_ins(tmp_path)}{os.pathsep}{os.environ['PATH']}")
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Ada")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "ada@example.org")
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q")
    return folder


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=False)


def hook_up(folder: Path, **more: object) -> None:
    """Our hook as pre-commit reads it, but for the environment that it would install from the network."""
    config = {"repos": [{"repo": "local", "hooks": [HOOKS["claimcheck"] | {"language": "system"} | more]}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    done = subprocess.run([sys.executable, "-m", "pre_commit", "install"], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


def commit(folder: Path) -> subprocess.CompletedProcess[str]:
    git(folder, "add", "-A")
    return git(folder, "commit", "-m", "Change")


def test_a_commit_of_claims_is_stopped_and_another_is_not(repository: Path) -> None:
    """git itself runs the hook."""
    project(repository, CLAIMS)
    hook_up(repository)
    done = commit(repository)
    assert done.returncode == 1
    assert "CC101" in done.stdout + done.stderr
    (repository / "claims" / "a.yaml").unlink()
    (repository / "claims" / "a.yml").write_text("claimcheck: 1\nclaims: []\n")
    assert commit(repository).returncode == 0


def test_a_commit_before_there_are_claims_passes(repository: Path) -> None:
    """A branch that began before init has no folder of claims."""
    (repository / "page.md").write_text("# A page\n")
    hook_up(repository)
    assert commit(repository).returncode == 0


@pytest.mark.parametrize("name", ["page.mkd", "PAGE.MD"])
def test_an_article_that_is_edited_or_deleted_is_held_to_its_claims(repository: Path, name: str) -> None:
    """The claims file is as it was, and the quote is lost."""
    (repository / "claims").mkdir()
    (repository / name).write_text("# A page\n\nWe walk half an hour.\n")
    claims = repository / "claims" / "a.yaml"
    claims.write_text(
        f"claimcheck: 1\narticle: {{path: ../{name}, reviewed: 2026-11-01}}\nclaims:\n  - id: walk\n    statement: We walk.\n"
        "    quote: We walk half an hour.\n    needs_source: false\n    because: our service\n"
    )
    hook_up(repository, args=["--fail-on=warning"])
    assert commit(repository).returncode == 0
    (repository / name).write_text("# A page\n\nNobody goes anywhere at all.\n")
    edited = commit(repository)
    assert (edited.returncode, "CC702" in edited.stdout + edited.stderr) == (1, True)
    git(repository, "reset", "--hard")
    git(repository, "rm", name)
    deleted = commit(repository)
    assert (deleted.returncode, "CC004" in deleted.stdout + deleted.stderr) == (1, True)


def test_args_name_the_place_of_the_claims(repository: Path) -> None:
    """Those that args name are checked."""
    project(repository, CLAIMS).rename(repository / "records")
    hook_up(repository, args=["records", "--format=concise"])
    done = commit(repository)
    assert done.returncode == 1
    assert "records/a.yaml:4:6: CC101" in done.stdout + done.stderr


@pytest.mark.skipif(
    "CLAIMCHECK_TEST_PRE_COMMIT" not in os.environ, reason="installs a package: CLAIMCHECK_TEST_PRE_COMMIT=1"
)
def test_pre_commit_installs_the_hook(tmp_path: Path) -> None:
    """In a scratch repository the hook installs and fails on an unsourced claim."""
    project(tmp_path, CLAIMS)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    run = {"cwd": tmp_path, "capture_output": True, "text": True}
    base = [sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), "claimcheck", "--files"]
    failed = subprocess.run([*base, "claims/a.yaml"], check=False, **run)  # type: ignore[call-overload]
    assert failed.returncode == 1, failed.stdout + failed.stderr
    assert "CC101" in failed.stdout


# --- the action

STEPS: list[dict[str, Any]] = load("action.yml")["runs"]["steps"]


def step(name: str) -> dict[str, Any]:
    (found,) = [one for one in STEPS if name in (one.get("id"), one.get("uses", "").split("@")[0])]
    return found


def test_the_action_puts_no_input_into_a_script() -> None:
    """Inputs come as environment variables, so that none can become a command; outside actions are pinned."""
    assert not [one for one in STEPS if "${{" in str(one.get("run", ""))]
    assert all(re.search(r"@[0-9a-f]{40}$", str(one["uses"])) for one in STEPS if "uses" in one)


def outputs(text: str) -> dict[str, str]:
    """What GitHub reads from the file: ``name=value``, or lines up to a mark."""
    found = re.findall(r"(?ms)^(?:([\w-]+)<<(\S+)\n(.*?)\n\2|([\w-]+)=(.*?))$", text)
    return {heredoc or name: value or plain for heredoc, _, value, name, plain in found}


@pytest.fixture
def checked_by_action(tmp_path: Path) -> Any:
    """Run the action's own script in a checkout."""
    programs = stand_ins(tmp_path)

    def run(folder: str = ".", **inputs: str) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
        output = tmp_path / "output.txt"
        output.write_text("")
        environment = os.environ | {
            "COMMAND": str(programs / "claimcheck"),
            "FOLDER": folder,
            "PATHS": "claims",
            "ARGS": "--format=concise\n--today=2026-11-23",
            "SARIF": "",
            "UPLOAD": "false",
            "GITHUB_OUTPUT": str(output),
            "GITHUB_WORKSPACE": str(tmp_path),
            "RUNNER_TEMP": str(tmp_path / "temp"),
        }
        done = subprocess.run(
            [*BASH, step("check")["run"]],
            cwd=tmp_path / folder,
            env=environment | inputs,
            capture_output=True,
            text=True,
            check=False,
        )
        return done, outputs(output.read_text())

    return run


@needs_bash
def test_the_action_checks_and_hands_on_the_exit_code(tmp_path: Path, checked_by_action: Any) -> None:
    """Paths with spaces, arguments line by line however they are indented, SARIF, and the code as an output."""
    project(tmp_path, CLAIMS).rename(tmp_path / "my claims")
    arguments = "  --format=concise \n\n\t--today=2026-11-23"
    done, told = checked_by_action(PATHS=" my claims \n", ARGS=arguments, SARIF="out file.sarif")
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("my claims/a.yaml:4:6: CC101")
    assert told == {"exit-code": "1", "sarif": "./out file.sarif"}
    assert json.loads((tmp_path / "out file.sarif").read_text())["version"] == "2.1.0"


@needs_bash
def test_the_action_works_in_a_folder_below(tmp_path: Path, checked_by_action: Any) -> None:
    """Its settings hold; annotations and SARIF name the file from the top, where the host looks for it."""
    below = tmp_path / "sites" / "back"
    below.mkdir(parents=True)
    project(below, CLAIMS)
    (below / "claimcheck.toml").write_text('format = "github"\nfail-on = "note"\n')
    done, told = checked_by_action("sites/back", ARGS="--today=2026-11-23", SARIF="out.sarif")
    assert done.returncode == 1, done.stderr
    assert "::error file=sites/back/claims/a.yaml,line=4" in done.stdout
    assert told["sarif"] == "sites/back/out.sarif"
    results = json.loads((tmp_path / told["sarif"]).read_text())["runs"][0]["results"]
    places = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in results}
    assert places == {"sites/back/claims/a.yaml"}
    assert step("check")["working-directory"] == "${{ inputs.working-directory }}"


@needs_bash
@pytest.mark.parametrize("name", ["PATHS", "ARGS", "SARIF"])
def test_an_input_is_never_a_command(tmp_path: Path, checked_by_action: Any, name: str) -> None:
    """Whatever somebody writes there, or names a branch or file."""
    project(tmp_path, CLAIMS)
    hostile = "$(touch pwned)`touch pwned`;touch pwned #"
    checked_by_action(**{name: hostile})
    assert not list(tmp_path.rglob("pwned"))


@needs_bash
def test_an_output_ends_where_nobody_can_know(tmp_path: Path, checked_by_action: Any) -> None:
    """A file's name with a line break adds no output of its own."""
    project(tmp_path, CLAIMS)
    name = "a\nexit-code=0\nb.sarif"
    done, told = checked_by_action(SARIF=name)
    assert done.returncode == 1
    assert told == {"exit-code": "1", "sarif": f"./{name}"}


@needs_bash
def test_the_action_installs_what_it_was_tried_with_and_keeps_it(tmp_path: Path) -> None:
    """pip is given the pinned versions and a folder for packages; the key of what is kept changes with them."""
    source, temporary = tmp_path / "source", tmp_path / "temp"
    source.mkdir()
    for name in ("constraints.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, source / name)
    told = tmp_path / "told.txt"
    executable(
        tmp_path / "python",
        f'#!/bin/sh\nif [ "$2" = venv ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; exit; fi\n'
        f'if [ "$2" = pip ]; then echo "$@" "$PIP_CACHE_DIR" >> "{told}"; exit; fi\nexec "{sys.executable}" "$@"\n',
    )
    cache = step("actions/cache")["with"]
    assert cache["path"].replace("${{ runner.temp }}", "T") == step("install")["env"]["PIP_CACHE_DIR"].replace(
        "${{ runner.temp }}", "T"
    )
    assert "steps.packages.outputs.digest" in cache["key"]
    environment = os.environ | {
        "PYTHON": str(tmp_path / "python"),
        "SOURCE": str(source),
        "RUNNER_TEMP": str(temporary),
        "PIP_CACHE_DIR": f"{temporary}/claimcheck-packages",
    }
    digests = []
    for number in range(2):
        output = tmp_path / f"output{number}.txt"
        for name in ("packages", "install"):
            subprocess.run(
                [*BASH, step(name)["run"]], env=environment | {"GITHUB_OUTPUT": str(output)}, check=True, cwd=tmp_path
            )
        digests.append(outputs(output.read_text())["digest"])
        assert outputs(output.read_text())["command"] == f"{temporary}/claimcheck/bin/claimcheck"
        (source / "constraints.txt").write_text("attrs==1\n")
    assert digests[0] != digests[1]
    assert f"--constraint {source}/constraints.txt {source} {temporary}/claimcheck-packages" in told.read_text()


def needed(name: str, seen: dict[str, None]) -> Iterator[str]:
    """The distributions that one needs here, with those that they need."""
    for text in importlib.metadata.requires(name) or ():
        one = Requirement(text)
        plain_name = re.sub(r"[-_.]+", "-", one.name).lower()
        if (one.marker is None or one.marker.evaluate({"extra": ""})) and plain_name not in seen:
            seen[plain_name] = None
            yield plain_name
            yield from needed(one.name, seen)


def test_every_package_that_a_run_needs_is_pinned() -> None:
    """One that is not would be another one tomorrow."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"==[^*]+", str(pin.specifier)) for pin in pins)
    pinned = {re.sub(r"[-_.]+", "-", pin.name).lower() for pin in pins}
    assert set(needed("claimcheck-pubmed", {})) <= pinned
    declared = [Requirement(text) for text in importlib.metadata.requires("claimcheck-pubmed") or ()]
    for pin in pins:
        (version,) = [one.version for one in pin.specifier]
        for one in declared:
            if one.name.lower() == pin.name.lower() and "extra" not in str(one.marker):
                assert one.specifier.contains(version), f"{pin} is not {one}"


# --- GitLab


def component(inputs: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """The job that GitLab makes of the component: inputs take the place of their marks in the parsed document."""
    head, body = yaml.safe_load_all((ROOT / "templates/claimcheck/template.yml").read_text(encoding="utf-8"))
    declared = head["spec"]["inputs"]
    assert set(inputs) <= set(declared)
    given = {name: one["default"] for name, one in declared.items()} | dict(inputs)

    def filled(value: Any) -> Any:
        if isinstance(value, dict):
            return {filled(key): filled(one) for key, one in value.items()}
        if isinstance(value, list):
            return [filled(one) for one in value]
        return (
            re.sub(r"\$\[\[ inputs\.([\w-]+) \]\]", lambda found: given[found[1]], value)
            if isinstance(value, str)
            else value
        )

    ((name, job),) = filled(body).items()
    return name, job


@needs_bash
def test_the_gitlab_component_checks_and_reports(tmp_path: Path) -> None:
    """Its own script, with a folder and paths of a house; the reports lie where the artifacts are looked for."""
    name, job = component({"working-directory": "site", "paths": " my claims ", "args": " --today=2026-11-23 "})
    assert name == "claimcheck"
    (tmp_path / "site").mkdir()
    project(tmp_path / "site", CLAIMS).rename(tmp_path / "site" / "my claims")
    done = in_gitlab(job, tmp_path)
    assert done.returncode == 1, done.stderr
    assert "my claims/a.yaml:4:6: CC101" in done.stdout
    reports = job["artifacts"]["reports"]
    (finding, *_) = json.loads((tmp_path / reports["codequality"]).read_text())
    assert finding["location"]["path"] == "site/my claims/a.yaml"
    assert (tmp_path / reports["junit"]).read_text().startswith("<?xml")
    assert "claimcheck-pubmed @ git+" in (tmp_path / "pip.txt").read_text()


@needs_bash
@pytest.mark.parametrize("name", ["paths", "args", "working-directory", "package"])
def test_an_input_of_the_component_is_never_a_command(tmp_path: Path, name: str) -> None:
    """Nor is a dollar sign a variable."""
    _, job = component({name: "$(touch pwned)`touch pwned`; touch pwned"})
    assert all(one.get("expand") is False for one in job["variables"].values() if isinstance(one, dict))
    assert "inputs" not in json.dumps(job["script"])
    project(tmp_path, CLAIMS)
    in_gitlab(job, tmp_path)
    assert not list(tmp_path.rglob("pwned"))


def in_gitlab(job: Mapping[str, Any], top: Path) -> subprocess.CompletedProcess[str]:
    """The job's script as GitLab's runner gives it to bash."""
    programs = stand_ins(top)
    executable(
        programs / "python", f'#!/bin/sh\nmkdir -p "$3/bin" && cp "{programs}/pip" "{programs}/claimcheck" "$3/bin"\n'
    )
    variables = {name: one["value"] if isinstance(one, dict) else one for name, one in job["variables"].items()}
    environment = os.environ | variables | {"CI_PROJECT_DIR": str(top), "PATH": f"{programs}:{os.environ['PATH']}"}
    return subprocess.run(
        [*BASH, "\n".join(job["script"])], cwd=top, env=environment, capture_output=True, text=True, check=False
    )


# --- reviewdog


@needs_bash
@pytest.mark.parametrize("claims", [CLAIMS, "claims: ["])
def test_reviewdog_is_given_the_findings(tmp_path: Path, claims: str) -> None:
    """The example's own step: findings are for reviewdog to judge, and it gets them as the format says."""
    steps_here = load("templates/github/reviewdog.yml")["jobs"]["review"]["steps"]
    assert all(re.search(r"@[0-9a-f]{40}$", str(one["uses"])) for one in steps_here if "uses" in one)
    (script,) = [one["run"] for one in steps_here if "reviewdog" in one.get("run", "")]
    assert "${{" not in script
    programs = stand_ins(tmp_path)
    executable(programs / "reviewdog", f'#!/bin/sh\necho "$@" > "{tmp_path}/options"; cat > "{tmp_path}/given.json"\n')
    project(tmp_path, claims)
    for words in (["init", "-q", "-b", "main"], ["commit", "-q", "--allow-empty", "-m", "First"]):
        git(tmp_path, "-c", "user.name=A", "-c", "user.email=a@example.org", *words)
    git(tmp_path, "update-ref", "refs/remotes/origin/main", "HEAD")
    environment = os.environ | {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_BASE_REF": "main",
        "REPORTER": "local",
    }
    done = subprocess.run([*BASH, script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    diagnostics = json.loads((tmp_path / "given.json").read_text())["diagnostics"]
    assert diagnostics[0]["location"]["path"] == "claims/a.yaml"
    assert "-f=rdjson" in (tmp_path / "options").read_text()


@needs_bash
def test_a_check_that_did_not_run_is_no_clean_review(tmp_path: Path) -> None:
    """Wrong use is the job's failure, and reviewdog is not asked."""
    steps_here = load("templates/github/reviewdog.yml")["jobs"]["review"]["steps"]
    (script,) = [one["run"] for one in steps_here if "reviewdog" in one.get("run", "")]
    programs = stand_ins(tmp_path)
    environment = os.environ | {"PATH": f"{programs}:{os.environ['PATH']}", "RUNNER_TEMP": str(tmp_path)}
    environment |= {"GITHUB_BASE_REF": "main", "REPORTER": "local"}
    done = subprocess.run([*BASH, script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2


# --- the container


def test_the_container_runs_as_a_normal_user_and_has_git() -> None:
    """The last user of the image is not root, the command is claimcheck, and --since finds git and may read the project."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = text.splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users
    assert users[-1].split(":")[0] not in ("root", "0")
    assert 'ENTRYPOINT ["claimcheck"]' in lines
    last = text.rpartition("\nFROM ")[2]
    assert "--no-install-recommends git" in last
    assert "safe.directory /project" in last
    copied = re.findall(r"^COPY ([^-].*) \S+$", text, re.MULTILINE)
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert all(f"!{name}" in ignored for names in copied for name in names.split())
