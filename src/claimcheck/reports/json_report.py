"""The report for a program: schema ``claimcheck-report/1``, as one object (`json`) or a line each (`jsonl`). One claim, finding or skip a line; ASCII only, so that no
encoding of a terminal or file can spoil it. The same report gives the same bytes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from claimcheck.model import Citation, ClaimStatus, ClaimVerdict, Finding, Paper, Report, Signature, Skip
from claimcheck.reports.base import ReportContext
from claimcheck.reports.plain import plain_json

SCHEMA = "claimcheck-report/1"

Value = str | int | bool | None | Mapping[str, str | None]


def as_json(report: Report, context: ReportContext) -> str:
    """The whole report as one JSON object."""
    members = [
        f'"schema": {plain_json(SCHEMA)}',
        f'"summary": {plain_json(_summary(report, context))}',
        _listed("claims", map(_claim, report.verdicts)),
        _listed("findings", map(_finding, report.findings)),
        _listed("skips", map(_skip, report.skips)),
        _listed("waived", map(_finding, report.waived)),
        _listed("known", map(_finding, report.known)),
        f'"exit_code": {context.exit_code}',
    ]
    return "{\n  " + ",\n  ".join(members) + "\n}\n"


def as_json_lines(report: Report, context: ReportContext) -> str:
    """One object a line, its `type` first: claims, findings, skips, waived and known findings, and the summary last."""
    rows: list[dict[str, object]] = [{"type": "claim", **_claim(verdict)} for verdict in report.verdicts]
    rows += [{"type": "finding", **_finding(finding)} for finding in report.findings]
    rows += [{"type": "skip", **_skip(skip)} for skip in report.skips]
    rows += [{"type": "waived", **_finding(finding)} for finding in report.waived]
    rows += [{"type": "known", **_finding(finding)} for finding in report.known]
    rows.append({"type": "summary", "schema": SCHEMA, **_summary(report, context), "exit_code": context.exit_code})
    return "".join(f"{plain_json(row)}\n" for row in rows)


def _listed(name: str, items: Iterable[Mapping[str, object]]) -> str:
    lines = [f"    {plain_json(item)}" for item in items]
    return f'"{name}": [\n' + ",\n".join(lines) + "\n  ]" if lines else f'"{name}": []'


def _summary(report: Report, context: ReportContext) -> dict[str, int]:
    """Counts. `unsourced` holds the contradicted ones too; `hidden` findings are below what was asked for, `known` in the baseline."""
    count = Counter(verdict.status for verdict in report.verdicts)
    return {
        "claims": len(report.verdicts),
        "sourced": count[ClaimStatus.SOURCED],
        "proposed": count[ClaimStatus.PROPOSED],
        "unsourced": len(report.unsourced),
        "contradicted": count[ClaimStatus.CONTRADICTED],
        "not_needed": count[ClaimStatus.NOT_NEEDED],
        "findings": len(report.findings),
        "hidden": context.hidden,
        "skips": len(report.skips),
        "waived": len(report.waived),
        "known": len(report.known),
    }


def _claim(verdict: ClaimVerdict) -> dict[str, object]:
    claim = verdict.claim
    papers = verdict.papers or (None,) * len(claim.citations)
    return {
        "id": claim.id,
        "status": verdict.status.value,
        "statement": claim.statement,
        "kind": claim.kind,
        "path": claim.location.path,
        "line": claim.location.line,
        "citations": [_citation(*pair) for pair in zip(claim.citations, papers, strict=True)],
    }


def _citation(citation: Citation, paper: Paper | None) -> dict[str, Value]:
    """A citation; title, journal, year and missing identifiers from the record where one is known."""
    return {
        "pmid": citation.pmid or (paper.pmid if paper else None),
        "doi": citation.doi or (paper.doi if paper else None),
        "pmcid": citation.pmcid or (paper.pmcid if paper else None),
        "url": citation.url,
        "stance": citation.stance,
        "reviewed": _signature(citation.reviewed),
        "passage": citation.passage,
        "title": paper.title if paper else citation.title,
        "journal": (paper.journal or paper.journal_abbreviation) if paper else citation.journal,
        "year": paper.year if paper else citation.year,
    }


def _signature(signature: Signature | None) -> dict[str, str | None] | None:
    if signature is None:
        return None
    return {"by": signature.by, "date": signature.date.isoformat() if signature.date else None}


def _finding(finding: Finding) -> dict[str, Value]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": finding.message,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "claim_id": finding.claim_id,
        "hint": finding.hint,
    }


def _skip(skip: Skip) -> dict[str, Value]:
    return {
        "claim_id": skip.claim_id,
        "reason": skip.reason,
        "path": skip.path,
        "line": skip.line,
        "column": skip.column,
    }
