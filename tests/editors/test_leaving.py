"""How a session ends: with the exit code that the protocol asks for, and without a word on standard error."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

BEGIN = (
    {"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}},
    {"method": "initialized", "params": {}},
)
SHUTDOWN, EXIT = {"id": 2, "method": "shutdown"}, {"method": "exit"}


def message(content: dict[str, object]) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", **content}).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


@pytest.mark.parametrize(
    ("messages", "code"),
    [
        ((*BEGIN, SHUTDOWN, EXIT), 0),
        ((*BEGIN, SHUTDOWN), 0),
        ((*BEGIN, EXIT), 1),
        (BEGIN, 0),
        ((EXIT,), 1),
        ((), 0),
    ],
    ids=["shutdown and exit", "shutdown and gone", "exit", "gone", "exit at once", "gone at once"],
)
def test_a_session_ends_without_a_word(messages: tuple[dict[str, object], ...], code: int, project: Path) -> None:
    """`exit` without `shutdown` is 1 (Language Server Protocol 3.17, "exit")."""
    ran = subprocess.run(
        [sys.executable, "-m", "claimcheck", "lsp"],
        input=b"".join(map(message, messages)),
        capture_output=True,
        cwd=project,
        check=False,
        timeout=60,
    )
    assert (ran.returncode, ran.stderr) == (code, b"")
    if SHUTDOWN in messages:
        assert b'"id": 2' in ran.stdout or b'"id":2' in ran.stdout
