"""What a format is given besides the report, and the shape of a format. Values only: reports read and write nothing."""

import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Protocol

from attrs import field, frozen

from claimcheck.model import Finding, Location, Report, Severity, Skip
from claimcheck.reports.plain import plain
from claimcheck.reports.source import SourceLine

WITHOUT_SKIPS = frozenset({"concise", "grouped", "github", "gitlab", "checkstyle", "rdjson", "csv"})
"""Formats that do not show what could not be checked."""
REASONS_SHOWN = 3
_WORK = re.compile(r"(?:\A|(?<=; ))(?:[^;]{1,300}? could not be checked|PMID \d+|PMC\d+|doi:\S+): ")
"""What a reason has before it: the work that it is about."""
_PMID = re.compile(r"PMID \d+")
ArticleKey = tuple[str, str]
"""A claims file's path, and the article's path as that file writes it."""


class ArticleText(Protocol):
    """What a format may want of an article: an `Article`, whose module few reports load."""

    @property
    def path(self) -> str:
        """The path as it was given."""
        ...

    @property
    def text(self) -> str:
        """What a reader sees."""
        ...

    @property
    def title(self) -> str:
        """The page's own title, "" where it has none."""
        ...

    def position(self, offset: int) -> Location:
        """Where the character at `offset` of `text` stands in the file."""
        ...


@frozen
class RuleHelp:
    """A rule as its users read of it: `summary` is one sentence, `help` the whole page as Markdown."""

    code: str
    name: str
    severity: Severity
    summary: str
    help: str


@frozen
class ReportContext:
    """The choices of the command and what was read for it.

    `exit_code` and `fail_on` are the verdict and its threshold; `hidden` counts findings below ``--min-severity``, which
    are not in the report. `width` (columns) and `colour` are for terminals, `articles` for pages, `rules` for rule help.
    """

    exit_code: int = 0
    fail_on: Severity = Severity.ERROR
    width: int = 80
    colour: bool = False
    hidden: int = 0
    source_line: SourceLine | None = None
    articles: Mapping[ArticleKey, ArticleText] = field(factory=dict)
    rules: tuple[RuleHelp, ...] = ()


class ReportFormat(Protocol):
    """A report format: a pure function to text that ends with a newline, or is ""."""

    def __call__(self, report: Report, context: ReportContext) -> str:
        """Write the report."""
        ...


def skips_told(skips: Sequence[Skip]) -> str:
    """How many checks could not be made and why, in one line: the commonest reasons, whatever works they are about."""
    kinds = Counter(_PMID.sub("a PMID", _WORK.sub("", skip.reason)) for skip in skips)
    shown = [f"{number:,} × {plain(reason)}" for reason, number in kinds.most_common(REASONS_SHOWN)]
    if len(kinds) > REASONS_SHOWN:
        shown.append(counted(len(kinds) - REASONS_SHOWN, "other reason"))
    return f"{counted(len(skips), 'check')} could not be made: {'; '.join(shown)}; --format full tells them"


def position(place: Finding | Skip | Location) -> str:
    """``path:line:column``, or the path alone, harmless for a terminal."""
    path = plain(place.path) or "claims"
    return path if place.line is None else f"{path}:{place.line}:{place.column or 1}"


def line_of(finding: Finding) -> str:
    """``path:line:column: CODE message``, harmless for a terminal."""
    return f"{position(finding)}: {finding.code} {plain(finding.message)}"


def message_of(finding: Finding) -> str:
    """The message and, on a line below it, what helps; each harmless for a log."""
    return f"{plain(finding.message)}\n{plain(finding.hint)}" if finding.hint else plain(finding.message)


def verdict_of(context: ReportContext) -> str:
    """The verdict in one word; "" where the exit code is that of none."""
    return {0: "passed", 1: "failed", 3: "incomplete"}.get(context.exit_code, "")


def file_of(place: Finding | Skip) -> str:
    """The path for a program: the file's own, in which only what no log may hold is written as percent and number."""
    path = path_of(place)
    return path if plain(path) == path else percent_encoded(path, "%#:")


def path_of(place: Finding | Skip) -> str:
    """The path with forward slashes, relative as it was given; ``claims`` where a finding is about no file. Where file names may
    hold backslashes, these are part of the name.
    """
    path = place.path.replace("\\", "/") if os.sep == "\\" else place.path
    while path.startswith("./"):
        path = path[2:]
    return path or "claims"


def percent_encoded(path: str, reserved: str) -> str:
    """The path with the bytes of these characters, and of such as cannot be shown, as URIs write them (RFC 3986, 2.1)."""
    return "".join(one if one not in reserved and plain(one) == one else _percents(one) for one in path)


def _percents(char: str) -> str:
    """A character's bytes in a file's name; one that stands for a byte that is no UTF-8 is that byte."""
    is_byte = "\udc80" <= char <= "\udcff"
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogateescape" if is_byte else "surrogatepass"))


def counted(number: int, noun: str) -> str:
    """``1 finding``, ``2 findings``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
