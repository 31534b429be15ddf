"""What of a report can be mended without anybody having to think, as replacements in the claims files that the findings stand in.

Only the words that a finding names change. Nothing is written here: the command line writes them (`check --fix`), SARIF tells them, and the
language server offers them.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TypeAlias

from attrs import evolve

from claimcheck.claimfile.edited import edited_file
from claimcheck.claimfile.mend import Mend, Mending
from claimcheck.claimfile.splice import Splice, spliced
from claimcheck.errors import EditError
from claimcheck.model import Finding, Fix, Report
from claimcheck.project import Project
from claimcheck.rules.identifiers import doubles

_ALONE = 50
"""Findings of a file that are looked at one by one, where they cannot be mended together."""
_BREAK = re.compile("\r\n?|\n")

Mender: TypeAlias = Callable[[Mending, Finding, Project], Mend]


def with_fixes(report: Report, project: Project) -> Report:
    """The report, its findings with what mends them. Waived findings and those of a baseline are left alone."""
    known = _fixes(report.findings, project)
    return evolve(report, findings=tuple(evolve(one, fix=known.get(id(one), one.fix)) for one in report.findings))


def fix_of(finding: Finding, project: Project) -> Fix | None:
    """What mends one finding; None where a person has to think."""
    return _fixes([finding], project).get(id(finding))


def _fixes(findings: Iterable[Finding], project: Project) -> dict[int, Fix]:
    """What mends findings, by the identity of each."""
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.code in _MENDERS and finding.path in project.files:
            by_file.setdefault(finding.path, []).append(finding)
    return {id(one): fix for file, found in by_file.items() for one, fix in _of_file(project, file, found)}


def applied(data: bytes, fixes: Iterable[Fix]) -> bytes:
    """A claims file with fixes of one report made. Raises `EditError` where they do not fit the file."""
    file = edited_file(data)
    starts = [0, *(found.end() for found in _BREAK.finditer(file.text))]
    splices = [one for fix in fixes for one in _splices(fix, starts, len(file.text))]
    return file.mark + spliced(file.text, splices).encode("utf-8")


def _splices(fix: Fix, starts: Sequence[int], size: int) -> Iterable[Splice]:
    for one in fix.replacements:
        if max(one.line, one.end_line) > len(starts):
            raise EditError("the file is shorter than it was")
        start, end = starts[one.line - 1] + one.column - 1, starts[one.end_line - 1] + one.end_column - 1
        if not start <= end <= size:
            raise EditError("the file is shorter than it was")
        yield Splice(start, end, one.text)


def _of_file(project: Project, path: str, findings: Sequence[Finding]) -> list[tuple[Finding, Fix]]:
    """All at once, which takes one reading of the file; where they do not go together, one by one."""
    try:
        data = project.tree.read(path)
    except OSError:
        return []
    if (found := _together(data, findings, project)) is not None:
        return found
    alone = [_together(data, [one], project) for one in findings[:_ALONE]] if len(findings) > 1 else []
    return [pair for found in alone if found for pair in found]


def _together(data: bytes, findings: Sequence[Finding], project: Project) -> list[tuple[Finding, Fix]] | None:
    """Fixes that were read back together; None where that failed. Of two that touch each other the first is one."""
    try:
        mending, mends = Mending(data), []
        for finding in findings:
            with suppress(EditError):
                mend = _MENDERS[finding.code](mending, finding, project)
                mends += [(finding, mend)] if mending.take(mend) else []
        mending.result()
    except EditError:
        return None
    return [(finding, Fix(mend.title, mending.replacements(mend))) for finding, mend in mends]


# --- what mends a finding -------------------------------------------------------------------------------------------


def _standard_form(mending: Mending, finding: Finding, _: Project) -> Mend:
    return mending.standard_form((finding.line, finding.column))


def _cited_once(mending: Mending, finding: Finding, project: Project) -> Mend:
    for claim in project.content(finding.path).claims:
        if claim.id == finding.claim_id:
            for first, second in doubles([project.index.cited(one, claim) for one in claim.citations]):
                places = [(one.location.line, one.location.column) for one in (first, second.citation)]
                if places[1] == (finding.line, finding.column):
                    return mending.without_double(*places)
    raise EditError("the claim cites no work twice")


def _without_waiver(mending: Mending, finding: Finding, _: Project) -> Mend:
    return mending.set_aside((finding.line, finding.column))


def _requoted(mending: Mending, finding: Finding, project: Project) -> Mend:
    for claim in project.content(finding.path).claims:
        if claim.quote and (claim.quote.location.line, claim.quote.location.column) == (finding.line, finding.column):
            facts, _ = project.quote_of(claim)
            if facts is not None and facts.moved:
                return mending.requoted((finding.line, finding.column), facts.moved)
    raise EditError("the article has no other words for the quote")


_MENDERS: Mapping[str, Mender] = {
    "CC201": _standard_form,
    "CC204": _cited_once,
    "CC705": _requoted,
    "CC902": _without_waiver,
}
