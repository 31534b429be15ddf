"""What the commands' declarations are made of: the parser, its help, and the readers of values."""

import argparse
import datetime as dt
import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, TypeVar

from claimcheck.cli.terminal import terminal_width
from claimcheck.config import OPTIONS
from claimcheck.errors import UsageError
from claimcheck.nearest import nearest
from claimcheck.reports import FORMATS

E = TypeVar("E", bound=StrEnum)

EXIT_CODES = """\
exit codes:
  0    clean, or the work is done
  1    findings at or above --fail-on, or a claims file that cannot be read
  2    wrong usage or settings, a path that does not exist, nothing matched
  3    could not ask everything (nothing wrong was found), or a claim was changed meanwhile
  70   a bug in claimcheck
  130  interrupted
"""


_SURROGATE = re.compile("[\ud800-\udfff]")
_WORDS = {
    "statement": "the statement",
    "query": "the query",
    "claim": "the claim's id",
    "only": "the claim's id",
    "pmid": "the PMID",
    "note": "the remark",
    "by": "your name",
    "email": "the address",
}
"""What is read or kept as words. Names of files are bytes on some machines, and may be anything."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a sentence about a word that is not known; "" where none is near."""
    near = nearest(word, known)
    return f"; did you mean {near}?" if near else ""


def none_of(word: str, known: Iterable[str]) -> str:
    """What is to be said of a word that is none of these."""
    words = list(map(str, known))
    return f"{word!r} is none of {', '.join(words)}{did_you_mean(str(word), words)}"


class Help(argparse.RawDescriptionHelpFormatter):
    """As wide as the terminal. argparse asks for one at every argument, and would load `shutil` to know the width."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=terminal_width() - 2)


class Parser(argparse.ArgumentParser):
    """argparse that reports wrong usage as our own error, so that one place turns it into a sentence and a code."""

    def __init__(self, **told: Any) -> None:
        super().__init__(epilog=EXIT_CODES, formatter_class=Help, allow_abbrev=False, **told)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Refuse here what is not known, so that the page of help is that of the command, and before what is missing is told."""
        self._refuse_slips(args)
        parsed, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return parsed, unknown

    def _refuse_slips(self, words: Iterable[str]) -> None:
        """Options that are misspelt, or given in one word with their values."""
        options = self._option_string_actions
        for word in words:
            if word == "--" or (self._subparsers and not word.startswith("-")):
                return
            name, _, value = word.partition(" ")
            if value and name in options:
                self.error(f"{word!r} is one argument: write {name}={value}, or two (in CI one argument a line)")
            name = word.partition("=")[0]
            if name.startswith("--") and name not in options and " " not in word:
                where = " at this place" if self._subparsers else ""  # the command's own stand behind it
                self.error(f"there is no option {name}{did_you_mean(name, options) or where}")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            raise argparse.ArgumentError(action, none_of(value, action.choices))

    def error(self, message: str) -> None:  # type: ignore[override]
        raise UsageError(f"{message} (see `{self.prog} --help`)")


def day(text: str) -> dt.date:
    """A day as ISO 8601 writes it."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2026-11-22") from None


def one_of(values: type[E]) -> Callable[[str], E]:
    """What reads one of the words."""

    def read(text: str) -> E:
        try:
            return values(text)
        except ValueError:
            raise argparse.ArgumentTypeError(none_of(text, values)) from None

    return read


def count(text: str) -> int:
    """A number from 1 to 1000."""
    if not text.isdecimal() or not 1 <= int(text[:9]) <= 1000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to 1000")
    return int(text)


def port(text: str) -> int:
    """A port's number; 0 stands for any that is free."""
    if not text.isdecimal() or int(text[:9]) > 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: a number from 0 to 65535")
    return int(text)


def rule_names(text: str) -> tuple[str, ...]:
    """Codes, names or prefixes, set apart by commas."""
    return tuple(item.strip() for item in text.split(",") if item.strip())


def format_and_file(text: str) -> tuple[str, str]:
    """A report's format and where it goes."""
    name, _, file = text.partition("=")
    if not name or not file:
        raise argparse.ArgumentTypeError(f"{text!r} is not FORMAT=FILE with one of {', '.join(FORMATS)}, or a plug-in")
    return name, file


def flag(parser: "argparse._ActionsContainer", name: str, about: str, default: bool | None = False) -> None:
    """An option without a value."""
    parser.add_argument(name, action="store_true", default=default, help=about)


def filled(text: str) -> str:
    """A value that says something; an empty one, as from a variable that is not set, is none."""
    if not text:
        raise argparse.ArgumentTypeError("it is empty: give a value, or leave the option out")
    return text


def option(
    parser: "argparse._ActionsContainer", name: str | tuple[str, ...], metavar: str, about: str, **more: Any
) -> None:
    """An option with a value, or an argument by its place."""
    names = (name,) if isinstance(name, str) else name
    if names[0].startswith("-") and names[0].lstrip("-") not in _WORDS and "const" not in more:
        more.setdefault("type", filled)
    parser.add_argument(*names, metavar=metavar, help=about, **more)


def flags_given(arguments: argparse.Namespace) -> dict[str, object]:
    """The settings that stand on the command line, by flag."""
    held = vars(arguments)
    flags = [option.flag for option in OPTIONS if option.flag]
    return {flag: value for flag in flags if (value := held.get(flag[2:].replace("-", "_"))) is not None}


def refuse_other_bytes(arguments: argparse.Namespace) -> None:
    """Raise `UsageError` for words that are no text: bytes of another encoding, which Python passes on as surrogates."""
    held = vars(arguments)
    for name, called in _WORDS.items():
        value = held.get(name)
        for words in value if isinstance(value, list) else (value,):
            if isinstance(words, str) and _SURROGATE.search(words):
                raise UsageError(f"{called} is not UTF-8 text: {words}")
