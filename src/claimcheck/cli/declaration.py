"""What the command line accepts. Nothing is loaded or done here: `main` loads the one command that was asked for."""

import argparse
import datetime as dt
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import TypeVar

from claimcheck import __version__
from claimcheck.cli.terminal import terminal_width
from claimcheck.config import OPTIONS
from claimcheck.errors import UsageError
from claimcheck.model import Severity, Stance
from claimcheck.reports import FORMATS

E = TypeVar("E", bound=StrEnum)

COMMANDS = {
    "check": "claimcheck.cli.gate:check",
    "rule": "claimcheck.cli.rulebook:rule",
    "schema": "claimcheck.cli.rulebook:schema",
    "completion": "claimcheck.cli.completion:completion",
    "policy": "claimcheck.cli.house:policy",
    "waivers": "claimcheck.cli.house:waivers",
    "find": "claimcheck.cli.desk:find",
    "refresh": "claimcheck.cli.desk:refresh",
    "accept": "claimcheck.cli.word:accept",
    "reject": "claimcheck.cli.word:reject",
    "extract": "claimcheck.cli.extract:extract",
    "anchor": "claimcheck.cli.anchor:anchor",
    "cite": "claimcheck.cli.cite:cite",
    "import": "claimcheck.cli.references:import_",
    "cache": "claimcheck.cli.library:cache",
    "config": "claimcheck.cli.settings:config",
    "init": "claimcheck.cli.init:init",
}

IN_ARTICLE = ("markdown-footnotes", "pandoc", "html", "docx-comments")
BIBLIOGRAPHIES = ("csl-json", "bibtex", "ris", "nbib", "ama", "vancouver", "json-ld")
"""The formats of `cite`, named here so that declaring the command line loads nothing."""

EXIT_CODES = """\
exit codes:
  0    clean, or the work is done
  1    findings at or above --fail-on, or a claims file that cannot be read
  2    wrong usage or settings, a path that does not exist, nothing matched
  3    could not ask everything (nothing wrong was found)
  70   a bug in claimcheck
  130  interrupted
"""


_LOCK_HELP = "the evidence lock (default: evidence.lock.json beside the claims)"


class _Suggested(tuple[str, ...]):
    """Words that help and completion offer; another may be a plug-in's name, so every word is accepted here."""

    __slots__ = ()

    def __contains__(self, word: object) -> bool:
        return True


class _Help(argparse.RawDescriptionHelpFormatter):
    """As wide as the terminal. argparse asks for one at every argument, and would load `shutil` to know the width."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=terminal_width() - 2)


class _Parser(argparse.ArgumentParser):
    """argparse that reports wrong usage as our own error, so that one place turns it into a sentence and a code."""

    def error(self, message: str) -> None:  # type: ignore[override]
        raise UsageError(f"{message} (see `{self.prog} --help`)")


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2026-11-22") from None


def _one_of(values: type[E]) -> Callable[[str], E]:
    def read(text: str) -> E:
        try:
            return values(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(map(str, values))}") from None

    return read


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text[:9]) <= 1000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to 1000")
    return int(text)


def _rules(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(",") if item.strip())


def _output(text: str) -> tuple[str, str]:
    name, _, file = text.partition("=")
    if not name or not file:
        raise argparse.ArgumentTypeError(f"{text!r} is not FORMAT=FILE with one of {', '.join(FORMATS)}, or a plug-in")
    return name, file


def _command(commands: "argparse._SubParsersAction[_Parser]", name: str, purpose: str) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=purpose,
        description=purpose[0].upper() + purpose[1:] + ".",
        epilog=EXIT_CODES,
        formatter_class=_Help,
        allow_abbrev=False,
    )


def _common(parser: argparse.ArgumentParser) -> None:
    settings = parser.add_argument_group("settings")
    settings.add_argument("--config", metavar="FILE", help="read the settings from FILE instead of the nearest one")
    settings.add_argument("--isolated", action="store_true", help="read no settings file")
    settings.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: auto")


def _paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", default=["claims"], help="claims files or folders (default: claims)"
    )
    parser.add_argument("--lock", metavar="FILE", help=_LOCK_HELP)
    parser.add_argument(
        "--today", metavar="DATE", type=_day, help="the day to judge by, such as 2026-11-22 (default: today)"
    )


def _declare_check(parser: argparse.ArgumentParser) -> None:
    _paths(parser)
    _declare_output(parser)
    parser.add_argument(
        "--fail-on",
        type=_one_of(Severity),
        metavar="SEVERITY",
        help="error, warning or note: exit 1 from here on (default: error)",
    )
    parser.add_argument("--select", type=_rules, metavar="RULES", help="only these rules: codes, names or prefixes")
    parser.add_argument("--ignore", type=_rules, metavar="RULES", help="without these rules")
    parser.add_argument("--policy", metavar="NAME|FILE", help="hold to a policy pack (see `claimcheck policy list`)")
    parser.add_argument("--baseline", metavar="FILE", help="findings that FILE lists are known and do not fail")
    parser.add_argument(
        "--write-baseline",
        metavar="FILE",
        nargs="?",
        const="",
        help="list what is found now in FILE (default: the baseline, else claimcheck-baseline.json)",
    )
    parser.add_argument(
        "--require-complete", action="store_true", default=None, help="exit 3 when something could not be checked"
    )
    parser.add_argument("--exit-zero", action="store_true", help="exit 0 whatever was found (a first look; not for CI)")
    parser.add_argument("--allow-empty", action="store_true", help="a folder without claims files is no error")
    parser.add_argument(
        "--jobs", type=_count, default=1, metavar="N", help="processes that read the claims files (default: 1)"
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="check anew, also where nothing has changed since the last time"
    )
    changed = parser.add_mutually_exclusive_group()
    changed.add_argument("--since", metavar="REV", help="only claims that changed since a git revision")
    changed.add_argument("--staged", action="store_true", help="only claims that the next git commit changes")
    _common(parser)


def _declare_output(parser: argparse.ArgumentParser) -> None:
    output = parser.add_argument_group("output")
    output.add_argument(
        "--format",
        choices=_Suggested(FORMATS),
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)}, or a plug-in's (default: full; github in GitHub Actions)",
    )
    output.add_argument(
        "--output",
        type=_output,
        metavar="FORMAT=FILE",
        action="append",
        help="write a report to a file too (repeatable)",
    )
    output.add_argument(
        "--min-severity", type=Severity, choices=tuple(Severity), help="show findings from here on; the verdict stays"
    )
    output.add_argument(
        "--stdin-filename", metavar="FILE", help="the name of the claims file given on stdin (PATH is -)"
    )


def _declare_policy(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(
        dest="action", metavar="ACTION", required=True, parser_class=_Parser, prog=parser.prog
    )
    _common(_command(actions, "list", "the built-in packs, one a line"))
    show = _command(actions, "show", "what a pack sets, and by which standard")
    show.add_argument("name", metavar="NAME|FILE", help="a built-in pack, or the file of a house's own")
    _common(show)


def _declare_waivers(parser: argparse.ArgumentParser) -> None:
    _paths(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    _common(parser)


def _declare_init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--articles", metavar="PATH", help="a page to draft claims from, or the folder of your pages")
    parser.add_argument(
        "--email",
        metavar="ADDRESS",
        help="yours, for NCBI; it will stand in claimcheck.toml (or set NCBI_EMAIL instead)",
    )
    parser.add_argument("--policy", metavar="NAME|FILE", help="hold to a policy pack (see `claimcheck policy list`)")
    parser.add_argument("--yes", action="store_true", help="ask no questions")
    _common(parser)


def _declare_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "key", metavar="KEY", nargs="?", help="one setting, such as fail-on, or a table, such as rules (default: all)"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    _common(parser)
    given = parser.add_argument_group("flags of other commands, to see what they change")
    for option in OPTIONS:
        if option.flag == "--require-complete":
            given.add_argument(option.flag, action="store_true", default=None, help=option.about)
        elif option.flag:
            given.add_argument(option.flag, metavar="VALUE", help=option.about)


def flags_given(arguments: argparse.Namespace) -> dict[str, object]:
    """The settings that stand on the command line, by flag."""
    held = vars(arguments)
    flags = [option.flag for option in OPTIONS if option.flag]
    return {flag: value for flag in flags if (value := held.get(flag[2:].replace("-", "_"))) is not None}


def _declare_find(parser: argparse.ArgumentParser) -> None:
    _paths(parser)
    parser.add_argument("--claim", metavar="ID", action="append", help="only this claim (repeatable)")
    parser.add_argument("--all", action="store_true", help="every claim, not only those without a source")
    parser.add_argument("--catalog", metavar="NAME", help="who is asked: pubmed or a plug-in (default: pubmed)")
    parser.add_argument("--dry-run", action="store_true", help="show what would be attached; change no file")
    parser.add_argument(
        "--explain",
        action="store_true",
        help="show the searches, the scores, every verdict and why the rest was left out",
    )
    parser.add_argument(
        "--judge",
        metavar="NAME",
        help="who rules: lexical, server, transformers:FOLDER or a plug-in (default: lexical)",
    )
    _cached(parser)
    parser.add_argument(
        "--limit", type=_count, metavar="N", help="candidates told of a claim (default: 10; text shows 5)"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    _common(parser)


def _declare_extract(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("article", metavar="ARTICLE", help="the page: Markdown, HTML, Word (.docx) or plain text")
    parser.add_argument(
        "--output", "-o", metavar="FILE", help="write the draft there (default: print it); must not exist"
    )
    parser.add_argument(
        "--against", metavar="PATH", action="append", help="claims files or folders: draft only what they do not record"
    )
    parser.add_argument(
        "--format", choices=("text", "yaml", "json"), help="default: text, a list to read, on a terminal; else yaml"
    )
    _common(parser)


def _declare_anchor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", default=["claims"], help="claims files or folders (default: claims)"
    )
    parser.add_argument("--update", action="store_true", help="write the article's words into the claims files")
    _common(parser)


def _declare_cite(parser: argparse.ArgumentParser) -> None:
    _paths(parser)
    formats = (*IN_ARTICLE, *BIBLIOGRAPHIES)
    parser.add_argument(
        "--format",
        choices=formats,
        metavar="FORMAT",
        help=f"in the article: {', '.join(IN_ARTICLE)} (default: what fits the article); bibliography: {', '.join(BIBLIOGRAPHIES)}",
    )
    parser.add_argument("--output", metavar="FILE", help="write the bibliography to FILE (default: standard output)")
    parser.add_argument("--write", action="store_true", help="write into the articles too when printing a bibliography")
    parser.add_argument("--dry-run", action="store_true", help="show what would change in the articles")
    parser.add_argument("--proposed", action="store_true", help="also supporting citations that nobody has reviewed")
    parser.add_argument(
        "--all-stances", action="store_true", help="also reviewed citations that do not support a claim"
    )
    _common(parser)


def _declare_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="an NBIB, RIS, BibTeX or CSL-JSON file")
    parser.add_argument("--match", action="store_true", help="ask PubMed which of its records each work is")
    parser.add_argument("--claim", metavar="ID", help="cite them for this claim; without it they are printed as YAML")
    parser.add_argument("--by", metavar="NAME", help="your name (default: the setting reviewer, else git's user.name)")
    parser.add_argument("--path", dest="paths", metavar="PATH", action="append", help="claims (default: claims)")
    parser.add_argument("--lock", metavar="FILE", help=_LOCK_HELP)
    parser.add_argument("--today", metavar="DATE", type=_day, help="the date to record (default: today)")
    _common(parser)


def _declare_cache(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("info", "clear"), help="what to do with it")
    _common(parser)


def _cached(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--offline", action="store_true", help="ask nobody: only papers of the cache")
    parser.add_argument("--refresh", action="store_true", help="fetch papers anew that the cache has")


def _declare_refresh(parser: argparse.ArgumentParser) -> None:
    _paths(parser)
    parser.add_argument("--dry-run", action="store_true", help="show what changed; change no file")
    _common(parser)


def _declare_word(parser: argparse.ArgumentParser, *, accepting: bool) -> None:
    parser.add_argument("claim", metavar="CLAIM", help="the claim's id")
    parser.add_argument("pmid", metavar="PMID", help="the paper")
    if accepting:
        parser.add_argument(
            "--stance", type=_one_of(Stance), metavar="STANCE", help=f"how you read the paper: {', '.join(Stance)}"
        )
    parser.add_argument("--note", metavar="TEXT", help="why" + ("" if accepting else "; kept in the lock"))
    parser.add_argument("--by", metavar="NAME", help="your name (default: the setting reviewer, else git's user.name)")
    parser.add_argument("--path", dest="paths", metavar="PATH", action="append", help="claims (default: claims)")
    parser.add_argument("--lock", metavar="FILE", help=_LOCK_HELP)
    parser.add_argument("--today", metavar="DATE", type=_day, help="the date to record (default: today)")
    _common(parser)


def _declare_rule(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "code", metavar="CODE", nargs="?", help="such as CC101 or unsourced-claim; without it: list all"
    )
    _common(parser)


def _declare_schema(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("of", nargs="?", choices=("claims", "report"), default="claims", help="default: claims")
    _common(parser)


def _declare_completion(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell it is for")
    _common(parser)


_DECLARED: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "check": ("report claims without a source; asks nobody, fit for CI", _declare_check),
    "find": ("look for papers on PubMed and attach those that support a claim", _declare_find),
    "refresh": ("ask PubMed again about every cited paper: retractions, corrections", _declare_refresh),
    "accept": ("put your name to a citation", partial(_declare_word, accepting=True)),
    "reject": ("turn a proposal down, so that it is not proposed again", partial(_declare_word, accepting=False)),
    "extract": ("draft a claims file from an article; asks nobody", _declare_extract),
    "anchor": ("bring quotes up to date with the article's wording; asks nobody", _declare_anchor),
    "cite": ("write references into the articles, or print a bibliography", _declare_cite),
    "import": ("take citations from an NBIB, RIS, BibTeX or CSL-JSON file", _declare_import),
    "cache": ("show or clear what is kept on this machine: papers, and reports of checks", _declare_cache),
    "policy": ("list and show policy packs", _declare_policy),
    "waivers": ("list every waiver with what it comes to today", _declare_waivers),
    "init": ("start a project here: settings and a first claims file; overwrites nothing", _declare_init),
    "config": ("show every setting, its value and who decided it", _declare_config),
    "rule": ("explain a rule", _declare_rule),
    "schema": ("print the JSON Schema of claims files, for completion in editors, or of reports", _declare_schema),
    "completion": ("print a script that completes this command in a shell", _declare_completion),
}
"""Each command's purpose in a few words, and what declares its arguments."""


def build_parser(command: str | None = None) -> argparse.ArgumentParser:
    """The whole command line; or, where the command is known, that of the command alone, which takes a tenth of the time."""
    parser = _Parser(
        prog="claimcheck",
        description="Check that the claims of health articles have a source on PubMed that says so.",
        epilog=EXIT_CODES,
        formatter_class=_Help,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"claimcheck {__version__}")
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", required=True, parser_class=_Parser, prog="claimcheck"
    )
    for name in (command,) if command in _DECLARED else _DECLARED:
        purpose, declare = _DECLARED[name]
        declare(_command(commands, name, purpose))
    return parser
