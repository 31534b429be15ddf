"""A page of the documentation, walked as a reader walks it: files are written, commands run, shown output compared.

What a page says of its blocks:

- a block with ``title="claims/page.yaml"`` is that file, written where the page shows it;
- each line of an ``sh`` block is a command (``pip install ./FOLDER`` puts the package there on the path); a comment on the line that says ``exit 1`` or ``exits 1`` tells the exit code (else 0);
- a ``text`` block straight after an ``sh`` or ``python`` block is what it prints, stdout and stderr together; a line ``…`` stands for any
  lines, and within a line for anything;
- ``<!-- not run: reason -->`` before a block says why it is not run, ``<!-- start: name -->`` where the page begins.
"""

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import field, frozen
from support.installed import install

from claimcheck.cli.main import main

_FENCE = re.compile(
    r"(?P<before>(?:^[ \t]*<!--[^\n]*-->[ \t]*\n)*)^(?P<indent>[ \t]*)```(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=indent)```[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_REASON = re.compile(r"<!-- not run: (.+?) -->")
_START = re.compile(r"<!-- start: (\S+) -->")
_TITLE = re.compile(r'title="([^"]+)"')
_EXIT = re.compile(r"\bexits? (\d+)")


@frozen
class Block:
    """A fenced block with where it stands."""

    language: str
    text: str
    line: int
    file: str = ""
    reason: str = ""
    """Why it is not run."""
    follows_commands: bool = False
    """Whether nothing stands between it and a block that prints."""


@frozen
class Page:
    """A page with its blocks in order. `start` names the project that it begins with, "" for an empty folder."""

    path: Path
    start: str
    blocks: tuple[Block, ...]


def read_page(path: Path) -> Page:
    """The blocks of a Markdown file."""
    text = path.read_text(encoding="utf-8")
    start = _START.search(text)
    return Page(path, start[1] if start else "", tuple(_blocks(text)))


def _blocks(text: str) -> Iterator[Block]:
    end, before = 0, ""
    for found in _FENCE.finditer(text):
        language = (found["info"].split() or [""])[0]
        title, reason = _TITLE.search(found["info"]), _REASON.search(found["before"])
        body = "".join(line.removeprefix(found["indent"]) for line in found["body"].splitlines(keepends=True))
        yield Block(
            language=language,
            text=body,
            line=text.count("\n", 0, found.start("indent")) + 1,
            file=title[1] if title else "",
            reason=reason[1] if reason else "",
            follows_commands=before in ("sh", "python") and not text[end : found.start("indent")].strip(),
        )
        end, before = found.end(), language


@frozen
class Walk:
    """One reader's way through one page, in the current folder."""

    page: Page
    python: Mapping[str, str] = field(factory=dict)
    """Words of Python blocks that a test says otherwise, such as whom to ask."""
    printed: list[str] = field(factory=list)
    """What the last block of commands printed."""

    def all(self) -> None:
        """Raise `AssertionError`, with page and line, where something is not as the page says."""
        for block in self.page.blocks:
            if not block.reason:
                self._one(block)

    def _one(self, block: Block) -> None:
        if block.file:
            Path(block.file).parent.mkdir(parents=True, exist_ok=True)
            Path(block.file).write_text(block.text, encoding="utf-8")
        elif block.language == "sh":
            self.printed[:] = [self._command(line, block) for line in block.text.splitlines() if line.strip()]
        elif block.language == "python":
            self._python(block)
        elif block.language == "text" and block.follows_commands:
            self._compare("".join(self.printed), block)

    def _command(self, line: str, block: Block) -> str:
        command, comment = _without_comment(line)
        wanted = [int(code) for code in _EXIT.findall(comment)] or [0]
        code, printed = run(command)
        assert code in wanted, f"{self._where(block)}: {command}: exit {code}, not {wanted}:\n{printed}"
        return printed

    def _python(self, block: Block) -> None:
        code = block.text
        for words, others in self.python.items():
            code = code.replace(words, others)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, self._where(block), "exec"), {"__name__": "page"})
        self.printed[:] = [printed.getvalue()]

    def _compare(self, printed: str, block: Block) -> None:
        parts = [re.escape(part).replace("…", ".*") for part in re.split(r"(?m)^[ \t]*…\n", block.text)]
        same = re.fullmatch(r"(?:.*\n)*?".join(parts), printed)
        assert same, f"{self._where(block)}: printed is\n{printed}\nand the page shows\n{block.text}"

    def _where(self, block: Block) -> str:
        return f"{self.page.path.name}:{block.line}"


def _without_comment(line: str) -> tuple[str, str]:
    found = re.search(r"(?:^|\s)#\s", line)
    return (line[: found.start()].strip(), line[found.end() :]) if found else (line.strip(), "")


def run(command: str) -> tuple[int, str]:
    """Exit code and output of a line: claimcheck in this process, anything else by the shell."""
    words = shlex.split(command)
    if not words:
        return 0, ""
    if words[0] == "export":
        os.environ.update(word.split("=", 1) for word in words[1:])
        return 0, ""
    if words[:2] == ["pip", "install"]:
        install(Path(words[2]))
        return 0, ""
    if words[0] == "claimcheck":
        return _claimcheck(words[1:])
    done = subprocess.run(["bash", "-euc", command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout.decode()


def _claimcheck(words: list[str]) -> tuple[int, str]:
    """The command in this process; `> file` and `< file` at its end are understood."""
    both, files = io.StringIO(), dict[str, Path]()
    while len(words) > 2 and words[-2] in (">", "<"):
        files[words[-2]] = Path(words[-1])
        words = words[:-2]
    out = io.StringIO() if ">" in files else both
    given = io.TextIOWrapper(io.BytesIO(files["<"].read_bytes() if "<" in files else b""), encoding="utf-8")
    before, sys.stdin = sys.stdin, given
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(both):
            code = main(words)
    except SystemExit as ended:  # --help and --version
        code = int(ended.code or 0)
    finally:
        sys.stdin = before
    if ">" in files:
        files[">"].write_text(out.getvalue(), encoding="utf-8")
    return code, both.getvalue()
