"""CC111: a claim that was changed after its sources were reviewed; spelling is no change, and what is not known is not told."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from support.gate import LOCK, gate

from claimcheck.lockfile import Lock, Reviewed, apply_update, decided, dump_lock, parse_lock, reviews_of
from claimcheck.lockfile.update import LockUpdate
from claimcheck.model import Citation, Claim, Signature, Stance

BEFORE = "Ginger eases morning sickness in pregnant women."
REVIEW = Signature("editor", dt.date(2026, 11, 20))


def claim(statement: str = BEFORE, by: Signature = REVIEW, **fields: Any) -> Claim:
    cited = Citation(pmid="99000024", stance=Stance.SUPPORTS, reviewed=by)
    return Claim(statement, id="ginger", citations=(cited,), **fields)


def is_told(folder: Path, lock: Lock, one: Claim) -> bool:
    terms = {"population": one.population, "outcome": one.outcome}
    written = "".join(f"    {name}: [{', '.join(values)}]\n" for name, values in terms.items() if values)
    signed = one.citations[0].reviewed
    assert signed
    text = (
        f"claims:\n  - id: {one.id}\n    statement: {one.statement}\n{written}    citations:\n"
        f"      - {{pmid: 99000024, stance: supports, reviewed: {{by: {signed.by}, date: {signed.date}}}}}\n"
    )
    return "CC111" in {finding.code for finding in gate(folder, text, lock=lock).findings}


def lock_of(one: Claim) -> Lock:
    """A lock that has seen the claim, written and read."""
    return parse_lock(dump_lock(apply_update(LOCK, LockUpdate(reviews=reviews_of(one)))))


@pytest.mark.parametrize(
    "now",
    [
        "Ginger does not ease morning sickness in pregnant women.",
        "Ginger worsens morning sickness in pregnant women.",
        "Ginger eases seasickness in pregnant women.",
        "Garlic eases morning sickness in pregnant women.",
        "Ginger may ease morning sickness in pregnant women.",
        "Ginger never eases morning sickness in pregnant women.",
        "Ginger eases morning sickness in children.",
        "Two grams of ginger ease morning sickness in pregnant women.",
    ],
)
def test_other_words_than_were_reviewed_are_told(tmp_path: Path, now: str) -> None:
    """Asking again about the changed claim does not take the trace away."""
    lock = apply_update(lock_of(claim()), LockUpdate(reviews=reviews_of(claim(now))))
    assert is_told(tmp_path, lock, claim(now))


@pytest.mark.parametrize(
    "now",
    [
        BEFORE,
        BEFORE.rstrip("."),
        BEFORE.lower(),
        "Ginger eases morning-sickness in pregnant women!",
        "Ginger eases  morning sickness,  in pregnant women.",
        "Ginger eased morning sickness in pregnant women.",
        "Ginger eases morning sickness in pregnant women.",
    ],
)
def test_what_only_mends_the_spelling_is_no_change(tmp_path: Path, now: str) -> None:
    assert not is_told(tmp_path, lock_of(claim()), claim(now))


def test_terms_count_where_they_were_written_before_and_are_now(tmp_path: Path) -> None:
    adults = claim(population=("adults",))
    assert is_told(tmp_path, lock_of(adults), claim(population=("infants",)))
    assert not is_told(tmp_path, lock_of(adults), claim(outcome=("nausea",)))
    assert not is_told(tmp_path, lock_of(claim()), adults)


CHANGED = "Ginger does not ease morning sickness in pregnant women."


@pytest.mark.parametrize("by", [Signature("editor", dt.date(2026, 11, 21)), Signature("other", dt.date(2026, 11, 20))])
def test_a_new_review_ends_it(tmp_path: Path, by: Signature) -> None:
    lock = lock_of(claim())
    assert not is_told(tmp_path, lock, claim(CHANGED, by))
    seen = apply_update(lock, LockUpdate(reviews=reviews_of(claim(CHANGED, by))))
    assert is_told(tmp_path, seen, claim(BEFORE, by))


def test_a_review_that_is_given_on_the_same_day_ends_it(tmp_path: Path) -> None:
    lock = apply_update(lock_of(claim()), decided(claim(CHANGED), "PMID 99000024", REVIEW))
    assert not is_told(tmp_path, lock, claim(CHANGED))


@pytest.mark.parametrize(
    "lock",
    [
        LOCK,
        evolve(LOCK, reviews={"ginger": {"PMID 1": Reviewed((BEFORE,), "editor", REVIEW.date)}}),
        evolve(LOCK, reviews={"other": {"PMID 99000024": Reviewed((BEFORE,), "other", REVIEW.date)}}),
        evolve(LOCK, reviews={"other": {"PMID 99000024": Reviewed((BEFORE,), "editor", dt.date(2026, 11, 19))}}),
        evolve(LOCK, reviews={"other": {"PMID 99000024": Reviewed((BEFORE,), "editor")}}),
    ],
)
def test_of_what_a_lock_does_not_know_nothing_is_told(tmp_path: Path, lock: Lock) -> None:
    assert not is_told(tmp_path, lock, claim(CHANGED))
