"""Units with what the page says of them behind, or by a badge before: that they are false, true, or another's words."""

from collections.abc import Iterator

from attrs import evolve

from claimcheck.extraction.bounds import is_called_false, is_called_true, names_a_myth
from claimcheck.extraction.speakers import names_speaker
from claimcheck.extraction.unit import Unit
from claimcheck.extraction.verdicts import (
    calls_false,
    calls_true,
    is_of_several,
    is_verdict,
    lacks_proof,
    says_no,
    tells_who_said_it,
    turns_to_truth,
    verdict_within,
)


def judged(found: list[Unit]) -> Iterator[Unit]:
    """The units of a page with what it says of each."""
    return _told_true(_with_verdicts(found))


def _with_verdicts(found: list[Unit]) -> list[Unit]:
    """The units with what is said of them right behind; a verdict on several is one on all before it under the heading."""
    told, for_all, speaker, before = list[Unit](), "", "", _badges_before(found)
    for at in range(len(found) - 1, -1, -1):
        unit, behind = found[at], before[at] or _behind(found, at)
        if is_of_several(behind) and calls_false(behind):
            for_all = behind
        behind = "" if lacks_proof(behind) and says_no(unit.text) else behind
        is_said = calls_false(behind) or calls_true(behind) or tells_who_said_it(behind)
        verdict = verdict_within(unit.text) or (behind if is_said else for_all or speaker)
        speaker = verdict if names_speaker(verdict) and not unit.opens else ""
        told.append(evolve(unit, verdict=verdict) if verdict else unit)
        for_all = "" if unit.is_heading or unit.text.endswith(":") else for_all
    return told[::-1]


def _badges_before(found: list[Unit]) -> list[str]:
    """For each unit the badge before it in its block, where that begins with one: "✗ Corsets help. ✓ Walking helps."; else ""."""
    told, leads, badge = list[str](), False, ""
    for at, unit in enumerate(found):
        if unit.opens:
            leads, badge = _leads_its_block(found, at), ""
        is_badge = _is_badge(unit.text)
        badge = unit.text if is_badge else badge
        told.append(badge if leads and not is_badge else "")
    return told


def _leads_its_block(found: list[Unit], at: int) -> bool:
    """Whether a unit is a badge with which a block begins that goes on."""
    goes_on = at + 1 < len(found) and not found[at + 1].opens
    return found[at].opens and goes_on and _is_badge(found[at].text)


def _is_badge(text: str) -> bool:
    return text[-1] not in ".!?" and is_verdict(text)


def _behind(found: list[Unit], at: int) -> str:
    """The verdict behind a unit, past who said it, else who did, else the sentence; "" where a heading stands there."""
    speaker = ""
    for number, unit in enumerate(found[at + 1 : at + 3], start=at + 1):
        # A badge that begins a block may be one on the block before only where that is a single sentence.
        is_apart = unit.is_heading or (unit.opens and names_a_myth(unit.text))
        if is_apart or (not found[at].opens and _leads_its_block(found, number)):
            break
        if calls_false(unit.text) or calls_true(unit.text):
            return unit.text
        if names_speaker(unit.text):
            speaker = unit.text
        elif unit.text[-1] in ".!?)]:":
            return speaker or unit.text
    return speaker


def _told_true(found: list[Unit]) -> Iterator[Unit]:
    """The units, with those marked that the page calls true, and what follows them, or a verdict, in their block."""
    turned = False
    for unit in found:
        turned = turned and not unit.opens
        own = is_called_true(unit.text) or turns_to_truth(unit.text) or calls_true(unit.verdict)
        turned = turned or own or calls_false(unit.text) or is_called_false(unit.text)
        yield evolve(unit, is_told_true=True) if turned and not calls_false(unit.verdict) else unit
