"""The report for a program: schema ``claimcheck-report/1``, as one object (`json`) or a line each (`jsonl`). One claim, finding or skip a line; ASCII only, so that no
encoding of a terminal or file can spoil it. The same report gives the same bytes.
"""

from claimcheck.model import Report
from claimcheck.reports.base import ReportContext
from claimcheck.reports.plain import plain_json


def as_json(report: Report, context: ReportContext) -> str:
    """The whole report as one JSON object."""
    record = report.to_dict(exit_code=context.exit_code, hidden=context.hidden)
    members = [f"{plain_json(key)}: {_listed(value)}" for key, value in record.items()]
    return "{\n  " + ",\n  ".join(members) + "\n}\n"


def as_json_lines(report: Report, context: ReportContext) -> str:
    """One object a line, its `type` first: claims, findings, skips, waived and known findings, and the summary last."""
    record = report.to_dict(exit_code=context.exit_code, hidden=context.hidden)
    rows = [{"type": name, **one} for key, name in _TYPES.items() for one in record[key]]
    summary = {"type": "summary", "schema": record["schema"], **record["summary"], "exit_code": record["exit_code"]}
    return "".join(f"{plain_json(row)}\n" for row in (*rows, summary))


_TYPES = {"claims": "claim", "findings": "finding", "skips": "skip", "waived": "waived", "known": "known"}


def _listed(value: object) -> str:
    """A list with one item a line; anything else on its line."""
    if not isinstance(value, list) or not value:
        return plain_json(value)
    return "[\n" + ",\n".join(f"    {plain_json(item)}" for item in value) + "\n  ]"
