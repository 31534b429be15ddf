"""A job of a workflow, run here: its `run:` steps by bash as GitHub's runner calls it, in a clone, with stand-ins for what it installs."""

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from attrs import field, frozen

BASH = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")

GH = '''\
#!{python}
"""Stands for GitHub's command: keeps pull requests in a file, and every call beside it. Knows no other words than these."""
import json, pathlib, sys
home = pathlib.Path({home!r})
calls, store = home / "calls.jsonl", home / "pulls.json"
words = sys.argv[1:]
with calls.open("a") as file:
    file.write(json.dumps(words) + "\\n")
pulls = json.loads(store.read_text()) if store.exists() else []
options = dict(zip(words[2::2], words[3::2])) if words[1] != "edit" else dict(zip(words[3::2], words[4::2]))
if words[:2] == ["pr", "list"]:
    assert set(options) == {{"--head", "--state", "--json", "--jq"}} and options["--json"] == "number", options
    found = [p for p in pulls if p["head"] == options["--head"] and options["--state"] in ("all", p["state"])]
    answers = {{".[0].number // empty": str(found[0]["number"]) if found else "", "length": str(len(found))}}
    print(answers[options["--jq"]])
elif words[:2] == ["pr", "create"]:
    assert set(options) == {{"--base", "--head", "--title", "--body-file"}}, options
    assert not [p for p in pulls if p["head"] == options["--head"] and p["state"] == "open"], "there is one already"
    body = pathlib.Path(options["--body-file"]).read_text()
    pulls.append({{"number": len(pulls) + 1, "state": "open", "body": body, "title": options["--title"],
                   "head": options["--head"], "base": options["--base"]}})
elif words[:2] == ["pr", "edit"]:
    assert set(options) == {{"--body-file"}}, options
    pulls[int(words[2]) - 1]["body"] = pathlib.Path(options["--body-file"]).read_text()
else:
    sys.exit(f"unknown: {{words}}")
store.write_text(json.dumps(pulls))
'''


def executable(path: Path, text: str) -> None:
    """Write a program."""
    path.write_text(text, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def stand_ins(folder: Path) -> Path:
    """A folder of programs for the PATH: `claimcheck` is ours, `pip` does nothing, `gh` keeps pull requests in `folder`."""
    programs = folder / "programs"
    programs.mkdir()
    executable(programs / "claimcheck", f'#!/bin/sh\nexec "{sys.executable}" -m claimcheck "$@"\n')
    executable(programs / "pip", f'#!/bin/sh\necho "$@" >> "{folder}/pip.txt"\n')
    executable(programs / "gh", GH.format(python=sys.executable, home=str(folder)))
    return programs


@frozen
class Step:
    """What a step did."""

    name: str
    code: int
    told: str


@frozen
class Job:
    """The steps of a workflow's only job that are shell, with the environment of workflow and runner."""

    workflow: Mapping[str, Any]
    environment: Mapping[str, str] = field(factory=dict)

    @classmethod
    def read(cls, path: Path, environment: Mapping[str, str]) -> "Job":
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        return cls(workflow, environment)

    def run(self, folder: Path, temporary: Path) -> list[Step]:
        """Run the steps one after the other until one fails; outputs of one reach those after it, as GitHub hands them on."""
        done: list[Step] = []
        outputs: dict[str, str] = {}
        (steps,) = [job["steps"] for job in self.workflow["jobs"].values()]
        for step in (step for step in steps if "run" in step):
            written = temporary / "output.txt"
            written.write_text("")
            environment = os.environ | {**self.workflow.get("env", {}), **self.environment}
            environment |= {name: _filled(value, outputs) for name, value in step.get("env", {}).items()}
            environment |= {"GITHUB_OUTPUT": str(written), "RUNNER_TEMP": str(temporary)}
            environment |= {"GITHUB_STEP_SUMMARY": str(temporary / "summary.md")}
            ran = subprocess.run(
                [*BASH, step["run"]], cwd=folder, env=environment, capture_output=True, text=True, check=False
            )
            done.append(Step(step["name"], ran.returncode, ran.stdout + ran.stderr))
            if ran.returncode:
                break
            given = dict(line.split("=", 1) for line in written.read_text().splitlines())
            outputs |= {f"steps.{step.get('id')}.outputs.{name}": value for name, value in given.items()}
        return done


def _filled(text: str, outputs: Mapping[str, str]) -> str:
    """The value of an `env:` with its expressions: outputs of earlier steps; of secrets and variables there are none."""
    return re.sub(r"\$\{\{\s*([\w.-]+)\s*\}\}", lambda found: outputs.get(found[1], ""), str(text))


def pulls(folder: Path) -> list[dict[str, Any]]:
    """The pull requests that the stand-in keeps."""
    store = folder / "pulls.json"
    kept: list[dict[str, Any]] = json.loads(store.read_text()) if store.exists() else []
    return kept
