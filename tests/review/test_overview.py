"""What the pages tell of a whole house: figures, retractions first, what waits for a person, what was done."""

import datetime as dt
import re
from pathlib import Path

from support.papers import MANIPULATION_HELPS, MANIPULATION_RETRACTED
from support.review import TODAY, Visitor

from claimcheck.model import ClaimStatus
from claimcheck.reports.chart import bars
from claimcheck.review.desk import Desk
from claimcheck.review.overview import alarms, changes_since, counts_of, oldest_reviews, queue, rows


def test_the_chart_counts_every_claim_once(desk: Desk) -> None:
    counts = counts_of(desk.snapshot().report)
    assert counts == {ClaimStatus.PROPOSED: 1, ClaimStatus.UNSOURCED: 3, ClaimStatus.SOURCED: 1}
    parts = bars(counts)
    assert [(one.status, one.count) for one in parts] == [("unsourced", 3), ("proposed", 1), ("sourced", 1)]
    assert sum(one.length for one in parts) == 100
    assert [one.start for one in parts] == [0, 60, 80]


def test_retractions_come_first_with_the_claims_that_cite_them(desk: Desk) -> None:
    found = alarms(desk.snapshot())
    assert [(one.what, one.paper.pmid) for one in found] == [("retracted", MANIPULATION_RETRACTED.pmid)]
    assert [claim.id for claim in found[0].claims] == ["cures-for-good"]


def test_proposals_wait_and_contested_ones_are_marked(desk: Desk) -> None:
    waiting = queue(desk.snapshot())
    assert [(one.claim.id, one.title, one.is_contested) for one in waiting] == [
        ("manipulation-reduces-pain", MANIPULATION_HELPS.title, True)
    ]


def test_an_article_begins_with_the_claim_that_needs_a_decision(desk: Desk) -> None:
    (row,) = rows(desk.snapshot())
    assert (row.group.title, row.first, row.settled) == ("Sciatica", "manipulation-reduces-pain", 1)
    assert row.oldest_review == dt.date(2026, 11, 20)
    assert row.errors > 0


def test_what_was_done_since_a_day_is_told_latest_first(desk: Desk) -> None:
    told = changes_since(desk.snapshot(), dt.date(2026, 11, 22))
    assert [(one.date.isoformat(), one.told) for one in told] == [
        ("2026-11-23", "searched: 10 papers kept"),
        ("2026-11-22", f"PMID {MANIPULATION_HELPS.pmid} (supports) added by claimcheck"),
    ]
    assert changes_since(desk.snapshot(), TODAY + dt.timedelta(1)) == ()


def test_the_oldest_reviews_are_named(desk: Desk) -> None:
    assert [one.claim_id for one in oldest_reviews(desk.snapshot())] == ["cures-for-good", "smoking"]


def test_the_overview_shows_all_of_it(ada: Visitor) -> None:
    page = ada.page("/?since=2026-11-20")
    for shown in (
        "5 claims in 1 article",
        "Taken back, or in doubt",
        "Proposals waiting",
        "Since 2026-11-20",
        "Oldest reviews",
    ):
        assert shown in page
    assert page.index("retracted") < page.index("Articles")


def test_a_session_tells_how_far_it_is(ada: Visitor) -> None:
    assert "<b>1</b> of 5 settled" in ada.page()
    page = ada.send("manipulation-reduces-pain", "accept", work=MANIPULATION_HELPS.pmid, stance="supports").text
    assert "<b>2</b> of 5 settled · 1 decision in this session" in re.sub(r"\s+", " ", page)


def test_a_project_without_claims_says_what_to_do(ada: Visitor, claims: Path) -> None:
    claims.unlink()
    page = ada.page()
    assert "Nothing to review yet" in page
    assert "claimcheck extract" in page


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_shown(ada: Visitor, claims: Path) -> None:
    (claims.parent / "broken.yaml").write_text("claimcheck: 1\nclaims: [\n")
    page = ada.page()
    assert "About the files" in page
    assert "5 claims in 1 article" in page


def test_a_lock_that_cannot_be_read_is_told(ada: Visitor, claims: Path) -> None:
    (claims.parent / "evidence.lock.json").write_text("{")
    assert "not JSON" in ada.page()
    assert ada.page("/claims/smoking")


def test_what_was_taken_back_is_the_first_card(ada: Visitor) -> None:
    page = ada.page("/claims/cures-for-good")
    assert '<span class="badge retracted">retracted</span>' in page


def test_what_is_found_about_the_article_is_counted_and_shown_beside_its_claims(ada: Visitor, claims: Path) -> None:
    """That it was never reviewed, and then that it cannot be read, which is an error."""
    assert "CC701 review-overdue · " in ada.page("/claims/smoking")
    claims.write_text(
        "claimcheck: 1\narticle: {path: ../gone.md}\nclaims:\n  - {id: one, statement: We treat pain., needs_source: false, because: ours}\n"
    )
    row = re.search(r'<tr><th scope="row">.*?</tr>', ada.page(), re.DOTALL)
    assert row
    assert re.findall(r'<td class="number[^>]*>([^<]*)', row[0]) == ["1 of 1", "1", "1"]
    assert "2 findings about the article and its files, one an error" in ada.page("/claims/one")


def test_a_long_list_of_what_is_found_about_the_article_is_cut(ada: Visitor, claims: Path) -> None:
    """How many more there are is told, and the gravest stand first."""
    entries = "  - {statement: No id.}\n" * 300
    claims.write_text(f"{claims.read_text()}{entries}")
    page = ada.page("/claims/smoking")
    total = re.search(r"<summary>([0-9]+) findings about the article", page)
    assert total
    assert f"and {int(total[1]) - 200} more" in page
    listed = page[total.start() :].partition("</details>")[0]
    assert listed.count("<li>") == 200
