"""What the gate found, as text for a person or a program. Each format is a pure function from a report to a string."""

from collections.abc import Callable

from claimcheck.errors import UsageError
from claimcheck.model import Report
from claimcheck.reports.json_report import as_json
from claimcheck.reports.source import SourceLine
from claimcheck.reports.text import concise, full

FORMATS = ("full", "concise", "json")


def render(  # noqa: PLR0913 - each is a choice of the command
    report: Report,
    format: str = "full",  # noqa: A002 - the command's word for it
    *,
    exit_code: int | None = None,
    width: int = 80,
    colour: bool = False,
    source_line: SourceLine | None = None,
) -> str:
    """The report in one of `FORMATS`; text that ends with a newline, or is "".

    `exit_code` is told in JSON (default: the report's own at its default threshold); `width`, `colour` and `source_line`
    matter to `full`. Raises `UsageError` for another format.
    """
    writers: dict[str, Callable[[], str]] = {
        "full": lambda: full(report, width=width, colour=colour, source_line=source_line),
        "concise": lambda: concise(report),
        "json": lambda: as_json(report, exit_code=report.exit_code() if exit_code is None else exit_code),
    }
    if format not in writers:
        raise UsageError(f"there is no report format {format!r}; choose one of {', '.join(FORMATS)}")
    return writers[format]()


__all__ = ["FORMATS", "render"]
