"""What the review in a terminal shows of a claim and of the works for and against it, as styled text. Pure."""

from collections.abc import Iterator

from rich.text import Text

from claimcheck.model import ClaimVerdict
from claimcheck.reports.html_text import plain_words
from claimcheck.reports.plain import plain
from claimcheck.review.desk import Desk
from claimcheck.review.evidence import Card, Evidence, Role
from claimcheck.review.marking import Run
from claimcheck.review.workspace import Snapshot
from claimcheck.rules.strength import offered_statement

_STYLES = {
    "supports": "green",
    "partly": "green",
    "contradicts": "magenta",
    "inconclusive": "yellow",
    "sourced": "green",
    "proposed": "blue",
    "contradicted": "magenta",
    "unsourced": "red",
    "error": "red",
    "warning": "yellow",
    "note": "dim",
}


def claim_text(desk: Desk, snapshot: Snapshot, verdict: ClaimVerdict) -> Text:
    """The claim, and how far the review is."""
    claim, ids = verdict.claim, list(snapshot.verdicts)
    text = Text()
    text.append(f"claim {ids.index(claim.id) + 1} of {len(ids)}, {desk.tally(snapshot).settled} settled\n", "dim")
    if latest := desk.latest():
        text.append(f"u undoes {latest.decision.claim_id}: {plain(latest.decision.told)[:60]}\n", "dim")
    text.append(f" {verdict.status} ", f"reverse {_STYLES.get(verdict.status, 'white')}")
    text.append(f" {claim.kind or ''}\n")
    text.append(plain(claim.statement), "bold")
    if claim.quote:
        text.append(f"\n“{plain(claim.quote.exact)}”", "italic dim")
    return text


def against_text(evidence: Evidence) -> Text:
    """What speaks against the claim: one line a work, so that it is seen before anything else."""
    lines = (
        Text.assemble(
            ("against it: ", "magenta bold"),
            (f"{plain(title_of(card))} ({card.kind or 'kind not known'}, {card.year or 'no year'})", "magenta"),
        )
        for card in evidence.against
    )
    return Text("\n").join(lines)


def found_text(snapshot: Snapshot, verdict: ClaimVerdict) -> Text:
    """What was found about the claim, and the wording that is offered."""
    text = Text()
    for finding in snapshot.findings.get(verdict.claim.id, ())[:5]:
        text.append(f"{finding.severity} ", _STYLES[finding.severity])
        text.append(f"{plain(finding.message)}\n")
    if offered := offered_statement(snapshot.facts(verdict)):
        text.append(f"offered (t): {plain(offered)}\n", "green")
    return text


def title_of(card: Card) -> str:
    """The title without marks."""
    return "".join(piece.text for run in card.title for piece in run.pieces)


def card_text(card: Card, *, is_open: bool) -> Text:
    """A work, and its abstract where it is open."""
    text = Text()
    for warning in card.warnings:
        text.append(f" {plain(warning)} ", "reverse red")
        text.append(" ")
    text.append(card.standing, _STYLES.get(card.offered or "", "white"))
    sure = f", {card.confidence:.0%} sure" if card.confidence else ""
    text.append(
        f"{sure} · {card.role}" + (f" · {plain(card.level or card.kind)}" if card.level or card.kind else "") + "\n",
        "dim",
    )
    text.append(f"{plain(title_of(card))}\n", "bold")
    text.append(f"{plain(' · '.join(_about(card)))}\n", "dim")
    if card.sentence:
        text.append(f"“{plain(card.sentence)}”\n", "italic")
    if card.note or card.reason:
        text.append(f"{plain(card.note or card.reason)}\n", "dim")
    if card.reviewed:
        verb = "rejected" if card.role is Role.REJECTED else "reviewed"
        text.append(f"{verb} by {plain(card.reviewed.by)}, {card.reviewed.date}\n", "dim")
    if is_open:
        text.append_text(_abstract(card))
    return text


def _about(card: Card) -> Iterator[str]:
    yield from filter(None, (card.author, card.journal, str(card.year or "")))
    yield f"PMID {card.work}" if card.is_pubmed else card.work


def _abstract(card: Card) -> Text:
    if card.sections is None:
        return Text(f"{plain(card.absent) or 'the abstract is being fetched …'}\n", "dim")
    text = Text()
    for section in card.sections:
        text.append(f"{plain(section.label)} " if section.label else "", "bold dim")
        text.append_text(_runs(section.runs))
        text.append("\n")
    return text


def _runs(runs: tuple[Run, ...]) -> Text:
    text = Text()
    for run in runs:
        for piece in run.pieces:
            style = " ".join(
                ("black on yellow" if run.decides else "", "underline" if piece.is_of_claim else "")
            ).strip()
            text.append(plain_words(piece.text), style)
    return text
