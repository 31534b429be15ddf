"""What the gate found, as text for a person or a program. Each format is a pure function from a report to a string.

A format is loaded when it is asked for, by its name in the table, so that the usual one does not wait for the others.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from claimcheck.model import Report, Severity
from claimcheck.reports.base import ArticleKey, ReportContext, ReportFormat, RuleHelp
from claimcheck.reports.source import SourceLine

if TYPE_CHECKING:
    from claimcheck.articles.base import Article

_HOMES = {
    "summary": "claimcheck.reports.summary:summary",
    "full": "claimcheck.reports.text:full",
    "concise": "claimcheck.reports.text:concise",
    "grouped": "claimcheck.reports.grouped:grouped",
    "json": "claimcheck.reports.json_report:as_json",
    "jsonl": "claimcheck.reports.json_report:as_json_lines",
    "sarif": "claimcheck.reports.sarif:sarif",
    "junit": "claimcheck.reports.junit:junit",
    "github": "claimcheck.reports.github:annotations",
    "gitlab": "claimcheck.reports.gitlab:gitlab",
    "checkstyle": "claimcheck.reports.checkstyle:checkstyle",
    "rdjson": "claimcheck.reports.rdjson:rdjson",
    "markdown": "claimcheck.reports.markdown:markdown",
    "csv": "claimcheck.reports.csv_report:as_csv",
    "html": "claimcheck.reports.html_report:html",
}
FORMATS = tuple(_HOMES)


def render(  # noqa: PLR0913 - each is a choice of the command
    report: Report,
    format: str = "full",  # noqa: A002 - the command's word for it
    *,
    exit_code: int | None = None,
    fail_on: Severity = Severity.ERROR,
    hidden: int = 0,
    width: int = 80,
    colour: bool = False,
    source_line: SourceLine | None = None,
    articles: "Mapping[ArticleKey, Article] | None" = None,
    rules: tuple[RuleHelp, ...] = (),
) -> str:
    """The report in one of `FORMATS`, or in a plug-in's; text that ends with a newline, or is "".

    `exit_code` is told in JSON (default: the report's own at `fail_on`). `source_line` gives carets, byte columns and the
    headings of a page; `articles` the text of the `html` page; `rules` the rule help of `sarif`. Every one may be left
    out. Raises `UsageError` for a format that is unknown, and for a plug-in's that does not load or breaks.
    """
    code = report.exit_code(fail_on) if exit_code is None else exit_code
    context = ReportContext(code, fail_on, width, colour, hidden, source_line, articles or {}, rules)
    return load_format(format)(report, context)


def load_format(name: str) -> ReportFormat:
    """A built-in format, else a plug-in's. Raises `UsageError` where there is none of that name."""
    if name not in _HOMES:
        from claimcheck.reports import plugins  # noqa: PLC0415 - it reads the metadata of installed packages

        return plugins.load_format(name, FORMATS)
    module, _, function = _HOMES[name].partition(":")
    writer: ReportFormat = getattr(import_module(module), function)
    return writer


__all__ = ["FORMATS", "ReportContext", "RuleHelp", "load_format", "render"]
