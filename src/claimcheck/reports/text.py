"""The report for a person: `full` and `concise`."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from claimcheck.model import Citation, ClaimStatus, ClaimVerdict, Finding, Paper, Report, Severity, Skip
from claimcheck.reports.base import ReportContext, counted, line_of, position
from claimcheck.reports.cards import TIE, broken, card_lines
from claimcheck.reports.plain import plain
from claimcheck.reports.source import SourceLine

NARROWEST = 30
_TOGETHER = re.compile(r"claimcheck (?:find --claim [\w-]+|accept [\w-]+ \d+|[a-z]+)|PMID \d+")
_LOG_COMMAND = re.compile(r"##(?=\w*\[)")  # see `plain`; here the columns must stay
SKIPS_SHOWN = 5
# Trouble about what the article says of its source; the citations are shown with it.
_ATTRIBUTION_CODES = frozenset({"CC103", "CC104", "CC105"})
_OPEN = (ClaimStatus.UNSOURCED, ClaimStatus.CONTRADICTED)
_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}


def concise(report: Report, context: ReportContext) -> str:  # noqa: ARG001 - every format takes both
    """One line a finding: ``path:line:column: CODE message``."""
    return "".join(f"{line_of(finding)}\n" for finding in report.findings)


def full(report: Report, context: ReportContext) -> str:
    """Every finding with its sentence and hint, the citations of open claims, what could not be checked, and the counts.

    Lines are broken at the context's width; words, paths and commands are not. `source_line` gives the lines for the caret.
    """
    width = max(context.width, NARROWEST)
    sentences = {verdict.claim_id: verdict.sentence for verdict in report.verdicts if verdict.claim_id}
    blocks = [
        _finding(finding, sentences.get(finding.claim_id or ""), width, context.colour, context.source_line)
        for finding in report.findings
    ]
    blocks += [_evidence(verdict, width) for verdict in _open_verdicts(report)]
    blocks += [_to_read(verdict, width) for verdict in report.verdicts if verdict.near or verdict.against]
    if report.skips:
        blocks.append(_skips(report.skips, width))
    blocks.append(wrapped(counts(report, context.hidden), width, ""))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def counts(report: Report, hidden: int = 0) -> str:
    """The counts in one sentence; `hidden` findings are not in the report, for they are below what was asked for."""
    count = Counter(verdict.status for verdict in report.verdicts)
    severities = Counter(finding.severity for finding in report.findings)
    open_claims = f"{count[ClaimStatus.UNSOURCED] + count[ClaimStatus.CONTRADICTED]} unsourced"
    if count[ClaimStatus.CONTRADICTED]:
        open_claims += f" ({count[ClaimStatus.CONTRADICTED]} of them contradicted)"
    parts = (f"{counted(severities[one], one)}" for one in Severity if severities[one])
    found = counted(len(report.findings), "finding") + (f" ({', '.join(parts)})" if report.findings else "")
    unseen = f" and {hidden} below --min-severity" if hidden else ""
    known = f", {len(report.known)} known from the baseline" if report.known else ""
    return (
        f"{counted(len(report.verdicts), 'claim')}: {count[ClaimStatus.SOURCED]} sourced, "
        f"{count[ClaimStatus.PROPOSED]} proposed, {open_claims}, {count[ClaimStatus.NOT_NEEDED]} not needed; "
        f"{found}{unseen}, {counted(len(report.skips), 'skip')}, {len(report.waived)} waived{known}"
    )


# --- a finding ---------------------------------------------------------------------------------------------------


def _finding(
    finding: Finding, sentence: str | None, width: int, colour: bool, source_line: SourceLine | None
) -> list[str]:
    lines = heading(finding, width, colour)
    lines += wrapped(plain(finding.message), width, "  ")
    if sentence is not None:
        lines += wrapped(f"“{plain(sentence)}”", width, "    ")
    lines += _caret(finding, width, source_line)
    if finding.hint:
        lines += wrapped(f"hint: {plain(finding.hint)}", width, "  ", "        ")
    return lines


def heading(finding: Finding, width: int, colour: bool) -> list[str]:
    """The place, code, name and severity; the place alone on its line where all do not fit."""
    where, label = position(finding), f"{finding.code} {plain(finding.name)} {finding.severity}"
    shown = f"\x1b[{_COLOURS[finding.severity]}m{label}\x1b[0m" if colour else label
    return [f"{where} {shown}"] if len(where) + 1 + len(label) <= width else [where, f"  {shown}"]


def _caret(finding: Finding, width: int, source_line: SourceLine | None) -> list[str]:
    """The line of the file and a caret below the column; a long line is cut around it."""
    if source_line is None or finding.line is None:
        return []
    line = source_line(finding.path, finding.line)
    if not line:
        return []
    column = min((finding.column or 1) - 1, len(line))
    room = width - 6
    start = max(0, column - room // 2) if len(line) > room else 0
    shown, before = _LOG_COMMAND.sub("# ", line[start : start + room]), column - start
    if not (shown.isascii() and shown.isprintable()):  # else each character is one column, and stays
        cells = [_cell(char) for char in shown]
        shown, before = "".join(cells), sum(_columns(cell) for cell in cells[:before])
    return ["    | " + shown.rstrip(), "    | " + " " * before + "^"]


def _cell(char: str) -> str:
    """One character of a line as it is shown: never more and never less than one."""
    return " " if char.isspace() else char if char.isprintable() else "\ufffd"


def _columns(char: str) -> int:
    if char.isascii():
        return 1
    return 0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1


# --- what stands behind a claim ----------------------------------------------------------------------------------


def _open_verdicts(report: Report) -> Iterator[ClaimVerdict]:
    """The told claims whose citations a person has to see: unsourced, contradicted, or credited to the wrong work."""
    told = {finding.claim_id for finding in report.findings}
    attributed = {finding.claim_id for finding in report.findings if finding.code in _ATTRIBUTION_CODES}
    for verdict in report.verdicts:
        is_open = verdict.claim_id in told and (verdict.status in _OPEN or verdict.claim_id in attributed)
        if is_open and verdict.is_cited:
            yield verdict


def _evidence(verdict: ClaimVerdict, width: int) -> list[str]:
    claim = verdict.claim
    lines = wrapped(f"{plain(claim.id) or 'a claim'} is {verdict.status.replace('-', ' ')}; it cites:", width, "")
    papers: Iterable[Paper | None] = verdict.papers or (None,) * len(claim.citations)
    for citation, paper in zip(claim.citations, papers, strict=True):
        lines += wrapped(plain(_stance(citation)), width, "  ", "    ")
        if described := _described(citation, paper):
            lines += wrapped(plain(described), width, "    ")
        if citation.passage:
            where = f" ({plain(citation.passage_from)})" if citation.passage_from else ""
            lines += wrapped(f"“{plain(citation.passage)}”{where}", width, "    ")
    return lines


def _stance(citation: Citation) -> str:
    reviewed = f"reviewed by {citation.reviewed.by}" if citation.reviewed else "not reviewed"
    return f"{citation.label}: {citation.stance or 'no stance yet'}, {reviewed}"


def _described(citation: Citation, paper: Paper | None) -> str:
    """Author, title, journal, year: the record's, else what was written beside the identifier."""
    if paper is None:
        known = (citation.author, citation.title, citation.journal, citation.year)
    else:
        journal = paper.journal_abbreviation or paper.journal
        known = (paper.first_author, paper.title.rstrip("."), journal, paper.year)
    return ". ".join(str(part) for part in known if part)


def _to_read(verdict: ClaimVerdict, width: int) -> list[str]:
    """The papers that the claim's search came upon and that a person has to judge, what speaks against the claim first."""
    claim_id = plain(verdict.claim.id)
    lines = wrapped(f"{claim_id or 'a claim'}: found by its search, for a person to judge:", width, "")
    for mark, papers in (("-", verdict.against), (".", verdict.near)):
        for one in papers:
            lines += card_lines(one, claim_id, width, mark)
    return lines


# --- what could not be checked -----------------------------------------------------------------------------------


def _skips(skips: Sequence[Skip], width: int) -> list[str]:
    """The reasons, each once with the claims it stands for, the first few only."""
    grouped: dict[str, list[str]] = {}
    for skip in skips:
        grouped.setdefault(skip.reason, []).append(skip.claim_id or skip.path)
    lines = [f"{len(skips)} could not be checked:"]
    for reason, claims in list(grouped.items())[:SKIPS_SHOWN]:
        named = ", ".join(dict.fromkeys(claim for claim in claims[:3] if claim))
        more = f" and {len(claims) - 3} more" if len(claims) > 3 else ""
        lines += wrapped(plain(f"{reason}{f' ({named}{more})' if named else ''}"), width, "  ", "    ")
    if len(grouped) > SKIPS_SHOWN:
        lines += wrapped(f"… and {len(grouped) - SKIPS_SHOWN} more reasons; --format json lists all", width, "  ")
    return lines


# --- lines -------------------------------------------------------------------------------------------------------


def wrapped(text: str, width: int, indent: str, hanging: str | None = None) -> list[str]:
    """Lines of at most `width` columns, broken at spaces only; commands and PMIDs that fit on a line stay whole."""
    if text and len(indent) + len(text) <= width and text.isprintable() and text == text.strip():
        return [indent + text]  # most lines, at a fraction of the time
    following = indent if hanging is None else hanging
    room = width - max(len(indent), len(following))
    tied = _TOGETHER.sub(lambda match: match[0].replace(" ", TIE) if len(match[0]) <= room else match[0], text)
    return broken(tied, width, indent, following)
