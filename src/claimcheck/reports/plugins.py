"""Report formats of plug-ins, loaded by name where a format is asked for that is not built in.

The entry point names the format itself: a callable that gets the report and the context and returns text.
"""

from claimcheck.model import Report
from claimcheck.plugins import REPORTS, Door
from claimcheck.reports.base import ReportContext, ReportFormat


def load_format(name: str, built_in: tuple[str, ...]) -> ReportFormat:
    """The plug-in's format of that name. Raises `UsageError` where there is none (`built_in` are listed too), where it does
    not load and, when it writes, where it breaks.
    """
    door = Door(REPORTS, "report format", built_in)
    point = door.find(name)
    writer = door.load(point)

    def write(report: Report, context: ReportContext) -> str:
        text = door.guarded(point, lambda: _encodable(writer(report, context)), "broke")
        if not isinstance(text, str):
            raise door.misfit(point, f"wrote no text but {type(text).__name__}")
        return text

    return write


def _encodable(text: object) -> object:
    """The same; raises UnicodeEncodeError for text that no file can hold."""
    if isinstance(text, str):
        text.encode("utf-8")
    return text
