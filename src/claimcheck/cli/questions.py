"""Questions to the person at the terminal, each asked until the answer holds."""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from attrs import frozen

from claimcheck.articles.article import is_article
from claimcheck.cli.main import Surroundings
from claimcheck.errors import ClaimcheckError

NOTHING_WRITTEN = "interrupted; nothing was written"
_NOT_OURS = frozenset({"node_modules", "claims"})
_ABOUT = frozenset({"readme", "changelog", "license", "licence", "contributing", "security", "requirements"})
"""Texts about a project, which are no articles of its."""


class StoppedError(ClaimcheckError):
    """Somebody pressed Ctrl-C or Ctrl-D at a question."""


@frozen
class Question:
    """What is asked under which name. `check` raises a `ClaimcheckError` for an answer that does not hold."""

    name: str
    words: str
    check: Callable[[str], None]


def can_ask(around: Surroundings) -> bool:
    """Whether somebody is there: questions are read from stdin and shown on stderr."""
    return sys.stdin.isatty() and around.err.isatty()


def ask(questions: Iterable[Question], around: Surroundings) -> dict[str, str]:
    """The answers by name; empty where Enter was pressed. Raises `StoppedError`."""
    # The command's own way of ending on Ctrl-C says that what was found is kept; here nothing is, and it must say so.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return {question.name: _answer(question, around) for question in questions}
    except KeyboardInterrupt:
        raise StoppedError(NOTHING_WRITTEN) from None
    finally:
        signal.signal(signal.SIGINT, before)


def _answer(question: Question, around: Surroundings) -> str:
    while True:
        around.err.write(f"{question.words}\n> ")
        around.err.flush()
        line = sys.stdin.readline()
        if not line:
            raise StoppedError(NOTHING_WRITTEN)
        answer = line.strip()
        try:
            if answer:
                question.check(answer)
        except ClaimcheckError as error:
            print(f"  {error}", file=around.err)
            continue
        return answer


def articles_in(folder: Path) -> Iterator[Path]:
    """The articles of a folder and below, in order; hidden folders and those of other programs are left out."""
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _NOT_OURS)
        for name in sorted(names):
            path = Path(above) / name
            if not name.startswith(".") and path.stem.casefold() not in _ABOUT and is_article(path):
                yield path
