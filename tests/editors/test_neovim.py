"""Neovim itself, with the settings of the documentation: it starts the server, shows findings, and asks for cards and fixes."""

import os
import sys
from pathlib import Path

import pytest
from support.neovim import neovim, opened
from support.workflow import executable

pytestmark = pytest.mark.slow


def test_neovim_shows_what_the_check_would_say(project: Path, tmp_path: Path) -> None:
    """The project of the other editors' tests: a claim without a source, found by the folder's own settings file."""
    program = neovim()
    programs = tmp_path / "programs"
    programs.mkdir()
    executable(programs / "claimcheck", f'#!/bin/sh\nexec "{sys.executable}" -m claimcheck "$@"\n')
    environment = os.environ | {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    told = opened(program, project, "claims/walking.yaml", environment)
    assert (told["client"], Path(told["root"]).resolve()) == ("claimcheck", project.resolve())
    found = {(one["code"], one["line"]) for one in told["diagnostics"]}
    assert ("CC101", 3) in found
    assert "Walking" in told["hover"]
    assert told["actions"]
