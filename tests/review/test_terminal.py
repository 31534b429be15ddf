"""The review in a terminal, driven by keys at two widths."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

pytest.importorskip("textual", reason="the review is an extra")

from support.boolean_server import BooleanServer
from support.papers import BED_REST_NULL, MANIPULATION_HELPS, MANIPULATION_NULL
from support.review import desk_for
from textual.pilot import Pilot
from textual.widgets import Input, Label, Static, TextArea

from claimcheck.review.desk import Desk
from claimcheck.review.terminal import CardView, ReviewApp

WIDTHS = [(80, 24), (40, 24)]


def driven(
    desk: Desk, drive: Callable[[ReviewApp, Pilot[None]], Awaitable[None]], size: tuple[int, int] = (80, 24)
) -> None:
    """Run the application without a terminal, and drive it."""

    async def main() -> None:
        app = ReviewApp(desk)
        async with app.run_test(size=size) as pilot:
            await settled(app, pilot)
            await drive(app, pilot)

    asyncio.run(main())


async def settled(app: ReviewApp, pilot: Pilot[None]) -> None:
    """Wait for abstracts and searches."""
    await app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def press(app: ReviewApp, pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(app, pilot)


def told(app: ReviewApp) -> str:
    return str(app.query_one("#told", Static).render())


@pytest.mark.parametrize("size", WIDTHS)
def test_a_claim_with_what_speaks_against_it_is_shown(desk: Desk, size: tuple[int, int]) -> None:
    async def drive(app: ReviewApp, pilot: Pilot[None]) -> None:
        claim = app.query_one("#claim", Static)
        assert "Spinal manipulation reduces pain" in str(claim.render())
        against = app.query_one("#against", Static)
        assert f"against it: {MANIPULATION_NULL.title}" in str(against.render())
        assert against.region.bottom < size[1]
        views = list(app.query(CardView))
        assert [view.card.work for view in views][:2] == [MANIPULATION_HELPS.pmid, MANIPULATION_NULL.pmid]
        assert "Leg pain fell by 2.1 points" in str(views[0].render())
        assert all(view.region.width <= size[0] for view in views)

    driven(desk, drive, size)


@pytest.mark.slow
@pytest.mark.parametrize("size", WIDTHS)
def test_the_same_decisions_by_the_same_keys(desk: Desk, claims: Path, size: tuple[int, int]) -> None:
    before = claims.read_text()

    async def drive(app: ReviewApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "a")
        assert f"PMID {MANIPULATION_HELPS.pmid} accepted: supports" in told(app)
        assert "reviewed: {by: Ada, date: 2026-11-23}" in claims.read_text()
        next(view for view in app.query(CardView) if view.card.work == MANIPULATION_NULL.pmid).focus()
        await press(app, pilot, "r")
        app.screen.query_one("#reason", Input).value = "other treatment"
        await press(app, pilot, "enter")
        assert "reason: other treatment" in claims.read_text()
        await press(app, pilot, "n")
        assert app.claim_id == "bed-rest-not-effective"
        await press(app, pilot, "0")
        app.screen.query_one("#note", Input).value = "only small studies"
        await press(app, pilot, "enter")
        assert "note: only small studies" in claims.read_text()
        await press(app, pilot, "right_square_bracket", "t")
        assert "Smoking may increase the risk of sciatica." in claims.read_text()
        await press(app, pilot, "right_square_bracket", "right_square_bracket", "x")
        app.screen.query_one("#statements", TextArea).text = "Surgery is faster.\nAcupuncture reduces leg pain."
        await press(app, pilot, "ctrl+s")
        assert "- id: two-in-one-2" in claims.read_text()
        await press(app, pilot, "u", "u", "u", "u", "u")
        assert claims.read_text() == before

    driven(desk, drive, size)


def test_what_u_undoes_is_on_the_screen_and_nobody_elses(desk: Desk, claims: Path) -> None:
    before = claims.read_text()

    async def drive(app: ReviewApp, pilot: Pilot[None]) -> None:
        claim = app.query_one("#claim", Static)
        assert "u undoes" not in str(claim.render())
        await press(app, pilot, "a")
        told_there = f"u undoes manipulation-reduces-pain: PMID {MANIPULATION_HELPS.pmid} accepted: supports"
        assert told_there in str(claim.render())
        desk.do("searched", "smoking", {"seen": [desk.shown(desk.snapshot().verdicts["smoking"].claim)]}, "another")
        await press(app, pilot, "u")
        assert "searched:" in claims.read_text()
        kept = claims.read_text()
        await press(app, pilot, "u")
        assert "nothing was decided yet" in told(app)
        assert claims.read_text() == kept != before

    driven(desk, drive)


def test_editing_writes_only_what_was_touched(desk: Desk, claims: Path) -> None:
    odd = 'population: ["adults; older than 18", sciatica]\n    because: |\n      One.\n      Two.'
    claims.write_text(claims.read_text().replace("population: [sciatica]", odd))
    before = claims.read_text()

    async def drive(app: ReviewApp, pilot: Pilot[None]) -> None:
        app.show(app.claim_id)
        await press(app, pilot, "e", "ctrl+s")
        assert (claims.read_text(), told(app)) == (before, "nothing changed")
        await press(app, pilot, "e")
        app.screen.query_one("#outcome", Input).value = "leg pain"
        await press(app, pilot, "ctrl+s")
        assert claims.read_text() == before.replace("outcome: [pain]", "outcome: leg pain")

    driven(desk, drive)


def test_a_source_is_looked_up_and_its_stance_asked_for(desk: Desk, claims: Path) -> None:
    async def drive(app: ReviewApp, pilot: Pilot[None]) -> None:
        app.show("bed-rest-not-effective")
        await press(app, pilot, "plus")
        app.screen.query_one("#reference", TextArea).text = f"PMID: {BED_REST_NULL.pmid}"
        await press(app, pilot, "ctrl+s")
        assert [view.card.work for view in app.query(CardView)] == [BED_REST_NULL.pmid]
        await press(app, pilot, "a", "down", "enter")
        assert "stance: supports" in claims.read_text() or "stance: partly" in claims.read_text()

    driven(desk, drive)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("PMID: 99999999", "PubMed has no record 99999999: check the number"),
        (f"Nadler SF. Heat wraps for back pain. Pain Medicine. 2003. PMID: {BED_REST_NULL.pmid}", "its title is"),
    ],
)
def test_what_was_pasted_is_compared_with_pubmed(desk: Desk, typed: str, answer: str) -> None:
    async def drive(app: ReviewApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "plus")
        app.screen.query_one("#reference", TextArea).text = typed
        await press(app, pilot, "ctrl+s")
        asked = str(app.screen.query(Label).first().render()) if app.screen.query(Label) else ""
        assert answer in told(app) + asked

    driven(desk, drive)


def test_words_that_nobody_can_look_for_are_no_passage(claims: Path, pubmed: BooleanServer) -> None:
    before, desk = claims.read_text(), desk_for(claims, pubmed.url)
    pubmed.__exit__()

    async def drive(app: ReviewApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "p")
        app.screen.query_one("#passage", TextArea).text = "Manipulation is the best cure there is."
        await press(app, pilot, "ctrl+s")
        assert "PubMed could not be asked" in told(app)
        assert claims.read_text() == before

    driven(desk, drive)
    pubmed.__enter__()


def test_searching_again_proposes(desk: Desk, claims: Path) -> None:
    async def drive(app: ReviewApp, pilot: Pilot[None]) -> None:
        app.show("bed-rest-not-effective")
        await press(app, pilot, "slash")
        app.screen.query_one("#query", Input).value = "bed rest AND sciatica"
        await press(app, pilot, "enter")
        assert "1 proposed" in told(app)
        assert f"- pmid: {BED_REST_NULL.pmid}" in claims.read_text()

    driven(desk, drive)


def test_a_claim_changed_meanwhile_is_shown_and_not_overwritten(desk: Desk, claims: Path) -> None:
    async def drive(app: ReviewApp, pilot: Pilot[None]) -> None:
        text = claims.read_text().replace("outcome: [pain]", "outcome: [leg pain]")
        claims.write_text(text)
        await press(app, pilot, "a")
        assert "nothing was written" in told(app)
        assert claims.read_text() == text

    driven(desk, drive)


def test_a_project_without_claims_says_what_to_do(claims: Path, desk: Desk) -> None:
    claims.unlink()

    async def drive(app: ReviewApp, pilot: Pilot[None]) -> None:
        assert "claimcheck extract" in str(app.query_one("#claim", Static).render())
        await press(app, pilot, "a", "r", "n", "e", "x", "w", "t", "0", "u", "j", "p")

    driven(desk, drive)


@pytest.mark.slow
def test_what_is_refused_is_asked_again_with_what_was_typed(desk: Desk, claims: Path) -> None:
    before = claims.read_text()

    async def drive(app: ReviewApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "w")
        app.screen.query_one("#reason", Input).value = "guideline under review"
        app.screen.query_one("#until", Input).value = "tomorrow"
        await press(app, pilot, "enter")
        assert "is not a date" in str(app.screen.query(Label).first().render())
        assert app.screen.query_one("#reason", Input).value == "guideline under review"
        await press(app, pilot, "escape", "plus")
        app.screen.query_one("#reference", TextArea).text = "that study of last year"
        await press(app, pilot, "ctrl+s")
        assert app.screen.query_one("#reference", TextArea).text == "that study of last year"

    driven(desk, drive)
    assert claims.read_text() == before
