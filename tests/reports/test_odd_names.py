"""Files of odd names: a program that reads a report finds the very file."""

import csv
import io
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

import pytest
from support.gate import TODAY

from claimcheck.gate import check
from claimcheck.reports import render

NAMES = (
    "back\\slash.yaml",
    "C:\\a.yaml",
    os.fsdecode(b"lat\xe9in.yaml"),
    os.fsdecode(b"\xff\xfe.yaml"),
    "\x1b[31mred.yaml",
    "new\nline.yaml",
    "return\r.yaml",
    "tab\t.yaml",
    "bell\x07.yaml",
    "\u202eright.yaml",
    "no\u00a0break.yaml",
    "line\u2028.yaml",
    " ::error::x.yaml",
    "##[group].yaml",
    "sp ace.yaml",
    "a,b:c.yaml",
    "\u00fcn\u00ef\U0001f600.yaml",
    "q\"uote'.yaml",
    "<x>&.yaml",
    "hash#query?.yaml",
)
PLAIN = ("sp ace.yaml", "a,b:c.yaml", "\u00fcn\u00ef\U0001f600.yaml", "back\\slash.yaml", "a%b.yaml", "100%25.yaml")


def of_sarif(text: str) -> str:
    [result] = json.loads(text)["runs"][0]["results"]
    return str(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])


def of_github(text: str) -> str:
    found = re.search(r"^::error file=(.*?),line=", text, re.MULTILINE)
    assert found
    return found[1]


PATHS: dict[str, Callable[[str], str]] = {
    "sarif": of_sarif,
    "github": of_github,
    "gitlab": lambda text: str(json.loads(text)[0]["location"]["path"]),
    "rdjson": lambda text: str(json.loads(text)["diagnostics"][0]["location"]["path"]),
    "csv": lambda text: next(iter(csv.DictReader(io.StringIO(text))))["path"],
    "checkstyle": lambda text: str(ElementTree.fromstring(text)[0].get("name")),
    "junit": lambda text: str(ElementTree.fromstring(text)[0].get("file")),
}


def told(folder: Path, name: str, form: str) -> str:
    """The path that a report tells of the one claims file, which has a finding."""
    folder.joinpath("claims").mkdir()
    text = "claimcheck: 1\nclaims:\n  - {id: walk, statement: Walking helps., kind: efficacy}\n"
    Path(os.path.relpath(folder / "claims"), name).write_text(text)
    report = render(check("claims", today=TODAY), form)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2028]", report)
    return PATHS[form](report)


@pytest.mark.skipif(os.sep == "\\", reason="such names cannot be there")
@pytest.mark.parametrize("form", PATHS)
@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_the_path_is_the_files_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, form: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert unquote_to_bytes(told(tmp_path, name, form)) == os.fsencode(f"claims/{name}")


@pytest.mark.skipif(os.sep == "\\", reason="such names cannot be there")
@pytest.mark.parametrize("form", ["gitlab", "rdjson", "csv", "checkstyle", "junit"])
@pytest.mark.parametrize("name", PLAIN, ids=ascii)
def test_a_path_that_is_no_uri_is_left_as_it_is_where_it_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, form: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert told(tmp_path, name, form) == f"claims/{name}"
