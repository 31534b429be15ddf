"""The extension for VS Code, run by node with stand-ins for VS Code: it starts the server and asks for reasons, no more."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from claimcheck.cli.declaration import COMMANDS
from claimcheck.lsp.server import ASK, WAIVE

FOLDER = Path(__file__).parents[2] / "editors/vscode"
NODE = shutil.which("node")


def run(answer: str) -> dict[str, Any]:
    """What the extension does where the person answers so."""
    stub = Path(__file__).with_name("vscode_stub.js")
    assert NODE is not None
    ran = subprocess.run(
        [NODE, str(stub), str(FOLDER / "extension.js"), answer], capture_output=True, text=True, check=True, timeout=60
    )
    told: dict[str, Any] = json.loads(ran.stdout)
    return told


@pytest.mark.skipif(NODE is None, reason="node is not installed")
@pytest.mark.parametrize(("answer", "sent"), [("the guideline appears next month", 1), (" ", 0)])
def test_the_extension_starts_the_server_and_sends_a_reason_that_was_given(answer: str, sent: int) -> None:
    done = run(answer)
    assert done["commands"] == [ASK]
    [started, *requests] = done["told"]
    assert started["started"] == ["claimcheck", "lsp"]
    assert started["options"] == {"asksForReasons": True}
    assert [one["params"] for one in requests] == [
        {"command": WAIVE, "arguments": ["file:///a.yaml", "some-claim", "CC101", answer]}
    ] * sent


def test_its_command_is_one_of_ours() -> None:
    declared = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
    [_, command] = declared["contributes"]["configuration"]["properties"]["claimcheck.command"]["default"]
    assert command in COMMANDS
