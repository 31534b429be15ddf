"""What examining each claim came to, kept from one edit to the next: of a long claims file, only what changed is examined anew.

A claim is known again by the lines that it stands on, the head of its file, and how its quote stands. What else an examination
rests on (the lock, the settings, the day) is told by `forget`.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TypeVar

from attrs import evolve, frozen

from claimcheck.examination import Examined, ExaminedClaim, Terms, examine, examine_claim
from claimcheck.model import Claim, Finding, Skip
from claimcheck.project import Project
from claimcheck.rules.facts import QuoteFacts

Told = TypeVar("Told", Finding, Skip)

Lines = Callable[[str], list[str]]
"""The lines of a file as it stands on the screen."""


@frozen
class _Kept:
    """An examined claim with what its examination rested on; `opens` where it is the first of its file."""

    examined: ExaminedClaim
    opens: bool
    quote: QuoteFacts | None


class Examinations:
    """Examines claims files, and keeps what it found of each claim until the next time."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._kept: dict[str, dict[str, _Kept]] = {}
        self._heads: dict[str, str] = {}

    def forget(self) -> None:
        """Examine everything anew: something changed that claims rest on besides their own lines."""
        self._kept, self._heads = {}, {}

    def examine(self, project: Project, file: str, terms: Terms) -> Examined:
        """As `claimcheck.examination.examine`."""
        claims, lines = project.content(file).claims, self._lines(file)
        head = "\n".join(lines[: _line(claims[0])] if claims else lines)
        known = self._kept.get(file, {}) if self._heads.get(file) == head else {}
        broken = {
            one.claim_id for one in project.content(file).problems
        }  # which may name the claim's number in the file
        texts, new = dict(_texts(claims, lines)), dict[str, _Kept]()

        def one(project: Project, claim: Claim, terms: Terms) -> ExaminedClaim:
            text, stand = texts[id(claim)], (claim is claims[0], project.quote_of(claim)[0])
            kept = known.get(text)
            if kept and (kept.opens, kept.quote) == stand and claim.id not in broken:
                examined = moved(kept.examined, claim)
            else:
                examined = examine_claim(project, claim, terms)
            if text:
                new[text] = _Kept(examined, *stand)
            return examined

        examined = examine(project, file, terms, one)
        self._kept[file], self._heads[file] = new, head
        return examined


def _texts(claims: tuple[Claim, ...], lines: list[str]) -> Iterator[tuple[int, str]]:
    """The lines of each claim, by the claim's identity; "" for one that has no lines of its own."""
    starts = [*map(_line, claims), len(lines)]
    for claim, (start, end) in zip(claims, pairwise(starts), strict=True):
        yield id(claim), "\n".join(lines[start:end])


def _line(claim: Claim) -> int:
    return (claim.location.line or 1) - 1


def moved(examined: ExaminedClaim, claim: Claim) -> ExaminedClaim:
    """What was found of the same claim on other lines."""
    by = _line(claim) - _line(examined.verdict.claim)
    if not by:
        return examined
    verdict = evolve(examined.verdict, claim=claim)
    path, outcome = claim.location.path, examined.outcome

    def lower(one: Told) -> Told:
        return evolve(one, line=one.line + by) if one.line is not None and one.path == path else one

    findings, waived = ([lower(one) for one in some] for some in (outcome.findings, outcome.waived))
    skips = [(code, lower(one)) for code, one in outcome.skips]
    return ExaminedClaim(verdict, evolve(outcome, findings=findings, waived=waived, skips=skips))
