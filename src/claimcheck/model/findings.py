"""What the gate answers: findings, skips, where each claim stands, and the report, which alone computes a verdict."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar, overload

from attrs import frozen

from claimcheck.checked import Checked, as_data, given
from claimcheck.errors import COULD_NOT_ASK, FINDINGS
from claimcheck.model.claims import Citation, Claim
from claimcheck.model.papers import FoundPaper, Paper
from claimcheck.model.words import ClaimStatus, Severity

T = TypeVar("T")


@frozen
class Replacement(Checked):
    """Other words in the place of some of a text file: lines and columns from 1, columns in characters, the end behind the last
    one that goes. Nothing goes where both places are the same.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@frozen
class Fix(Checked):
    """What mends a finding without anybody having to think: what is done, and the words that change in the finding's file."""

    title: str
    replacements: tuple[Replacement, ...]


@frozen
class Finding(Checked):
    """One instance of a rule. `hint` is what to do next, "" where the message says it all; `fix` is known where a report was asked
    for fixes and there is one that is safe. `about` is what of the claim or file is at fault, such as ``PMID 17415595`` or the words
    of a quote; "" for all of it.
    """

    code: str
    name: str
    severity: Severity
    message: str
    path: str = ""
    line: int | None = None
    column: int | None = None
    claim_id: str | None = None
    hint: str = ""
    fix: Fix | None = None
    about: str = ""


@frozen
class Skip(Checked):
    """Something that could not be checked, and why. Neither clean nor dirty."""

    claim_id: str | None
    reason: str
    path: str = ""
    line: int | None = None
    column: int | None = None


@frozen
class ClaimVerdict(Checked):
    """A claim with where it stands. `papers` are the records of its citations, in their order, None where none is known.

    Of a claim that is not sourced, `near` are the best papers that its search came upon and nobody has had a word on, and
    `against` those that a machine read as saying the opposite.
    """

    claim: Claim
    status: ClaimStatus
    papers: tuple[Paper | None, ...] = ()
    near: tuple[FoundPaper, ...] = ()
    against: tuple[FoundPaper, ...] = ()

    @property
    def claim_id(self) -> str:
        """The claim's id."""
        return self.claim.id

    @property
    def sentence(self) -> str:
        """The claim in the article's words, else in its own."""
        return self.claim.quote.exact if self.claim.quote else self.claim.statement

    @property
    def is_cited(self) -> bool:
        """Whether the claim cites anything."""
        return bool(self.claim.citations)

    def to_dict(self) -> dict[str, Any]:
        """The entry of ``claims`` in the JSON report."""
        claim = self.claim
        papers = self.papers or (None,) * len(claim.citations)
        return {
            "id": claim.id,
            "status": self.status.value,
            "statement": claim.statement,
            "kind": as_data(claim.kind),
            "path": claim.location.path,
            "line": claim.location.line,
            "citations": [_cited(*pair) for pair in zip(claim.citations, papers, strict=True)],
            "candidates": [one.card(claim.id) for one in (*self.against, *self.near)],
        }


def _cited(citation: Citation, paper: Paper | None) -> dict[str, Any]:
    """A citation; title, journal, year and missing identifiers from the record where one is known."""
    record = {
        "pmid": citation.pmid or (paper.pmid if paper else None),
        "doi": citation.doi or (paper.doi if paper else None),
        "pmcid": citation.pmcid or (paper.pmcid if paper else None),
        "url": citation.url,
        "stance": citation.stance,
        "reviewed": citation.reviewed,
        "passage": citation.passage,
        "passage_from": citation.passage_from,
        "title": paper.title if paper else citation.title,
        "journal": (paper.journal or paper.journal_abbreviation) if paper else citation.journal,
        "year": paper.year if paper else citation.year,
    }
    return {key: as_data(value) for key, value in record.items()}


@frozen
class Report(Checked):
    """What the gate found; the only place a verdict is computed.

    `verdicts` has one entry a readable claim, in file order; the report itself is the sequence of them, and ``report["id"]``
    is that of one claim. `waived` are findings that a waiver hides, `known` those that
    the baseline lists.
    """

    verdicts: tuple[ClaimVerdict, ...] = ()
    findings: tuple[Finding, ...] = ()
    skips: tuple[Skip, ...] = ()
    waived: tuple[Finding, ...] = ()
    known: tuple[Finding, ...] = ()

    def __len__(self) -> int:
        return len(self.verdicts)

    def __bool__(self) -> bool:
        """A report is one, even of no claims; `exit_code` tells whether it is clean."""
        return True

    def __contains__(self, one: object) -> bool:
        """Whether a verdict, or one of that claim's id, is in it."""
        return any(one in (verdict.claim.id, verdict) for verdict in self.verdicts)

    def __iter__(self) -> Iterator[ClaimVerdict]:
        return iter(self.verdicts)

    @overload
    def __getitem__(self, which: int | str) -> ClaimVerdict: ...
    @overload
    def __getitem__(self, which: slice) -> tuple[ClaimVerdict, ...]: ...
    def __getitem__(self, which: int | str | slice) -> ClaimVerdict | tuple[ClaimVerdict, ...]:
        """The verdict at a place or of a claim's id, or several. Raises `IndexError` or `KeyError`."""
        if not isinstance(which, str):
            return self.verdicts[which]
        return by_id(which, ((verdict.claim.id, verdict) for verdict in self.verdicts))

    def with_status(self, status: ClaimStatus | str) -> tuple[Claim, ...]:
        """The claims that stand so, in file order. Raises `InvalidValueError` for a status that there is none of."""
        wanted = given("Report.with_status: status", status, ClaimStatus)
        return tuple(verdict.claim for verdict in self.verdicts if verdict.status is wanted)

    @property
    def sourced(self) -> tuple[Claim, ...]:
        """Claims that a reviewed, standing citation supports."""
        return self.with_status(ClaimStatus.SOURCED)

    @property
    def unsourced(self) -> tuple[Claim, ...]:
        """Claims that need a source and have none, the contradicted ones among them."""
        wanted = (ClaimStatus.UNSOURCED, ClaimStatus.CONTRADICTED)
        return tuple(verdict.claim for verdict in self.verdicts if verdict.status in wanted)

    def exit_code(self, fail_on: Severity | str = Severity.ERROR, *, require_complete: bool = False) -> int:
        """0 clean, 1 findings at or above `fail_on`, 3 skips and no such findings where completeness is required.

        Raises `InvalidValueError` for a severity that there is none of.
        """
        threshold = given("Report.exit_code: fail_on", fail_on, Severity)
        if any(finding.severity.reaches(threshold) for finding in self.findings):
            return FINDINGS
        return COULD_NOT_ASK if require_complete and self.skips else 0

    def summary(self, *, hidden: int = 0) -> dict[str, int]:
        """Counts. `unsourced` holds the contradicted ones too; `hidden` findings are left out of the report, `known` ones in the
        baseline.
        """
        count = Counter(verdict.status for verdict in self.verdicts)
        return {
            "claims": len(self.verdicts),
            "sourced": count[ClaimStatus.SOURCED],
            "proposed": count[ClaimStatus.PROPOSED],
            "unsourced": len(self.unsourced),
            "contradicted": count[ClaimStatus.CONTRADICTED],
            "not_needed": count[ClaimStatus.NOT_NEEDED],
            "findings": len(self.findings),
            "hidden": hidden,
            "skips": len(self.skips),
            "waived": len(self.waived),
            "known": len(self.known),
        }

    def to_dict(self, *, exit_code: int | None = None, hidden: int = 0) -> dict[str, Any]:
        """What the JSON report holds (schema ``claimcheck-report/1``).

        `exit_code` is the one to tell (default: the report's own), `hidden` as in `summary`.
        """
        told = super().to_dict()
        return {
            "schema": SCHEMA,
            "summary": self.summary(hidden=hidden),
            "claims": told.pop("verdicts"),
            **told,
            "exit_code": self.exit_code() if exit_code is None else exit_code,
        }

    def _repr_html_(self) -> str:
        """For notebooks."""
        from claimcheck.model.notebook import table  # noqa: PLC0415 - only notebooks ask for it

        found: dict[str | None, list[str]] = {}
        for finding in self.findings:
            found.setdefault(finding.claim_id, []).append(f"{finding.code} {finding.message}")
        rows: list[tuple[object, ...]] = [
            (one.claim.id, one.status, one.claim.statement, "; ".join(found.pop(one.claim.id, [])))
            for one in self.verdicts
        ]
        rows += [(claim_id, "", "", "; ".join(told)) for claim_id, told in found.items()]
        summary = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in self.summary().items() if number)
        return table(f"Report: {summary or 'no claims'}", ("claim", "status", "statement", "findings"), rows)


SCHEMA = "claimcheck-report/1"


def by_id(wanted: str, pairs: Iterable[tuple[str, T]]) -> T:
    """What stands under the id first. Raises `KeyError` with a sentence."""
    for claim_id, one in pairs:
        if claim_id == wanted:
            return one
    raise KeyError(f"there is no claim with the id {wanted!r}")
