"""Zed's settings as the documentation gives them; Zed itself is a program with a screen."""

import json
import re
from pathlib import Path

from claimcheck.cli.declaration import COMMANDS

PAGE = Path(__file__).parents[2] / "docs/how-to/editor.md"


def test_the_settings_for_zed_start_our_server_for_claims_files() -> None:
    """They are JSON, name a server that they define, and define it as a command that there is."""
    ((block),) = re.findall(r"^```json\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    settings = json.loads(block)
    (server,) = settings["languages"]["YAML"]["language_servers"]
    binary = settings["lsp"][server]["binary"]
    assert binary["path"] == "claimcheck"
    assert binary["arguments"] == ["lsp"]
    assert binary["arguments"][0] in COMMANDS
