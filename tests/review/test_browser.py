"""The review in a real browser: an editor opens it, reads, decides by key and by mouse, and each time the claims file says so."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.boolean_server import BooleanServer
from support.papers import BED_REST_NULL, MANIPULATION_HELPS, MANIPULATION_NULL
from support.review import Served, desk_for, served

from claimcheck.review.desk import Desk

sync_api = pytest.importorskip("playwright.sync_api", reason="drives the browser")
from playwright.sync_api import Page, expect  # noqa: E402 - see above

CHROMIUM = os.environ.get("CLAIMCHECK_TEST_BROWSER") or shutil.which("chromium") or shutil.which("chromium-browser")
AXE = os.environ.get("CLAIMCHECK_TEST_AXE")
"""The file axe.min.js of the package axe-core, where the machine has one."""
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")]

MANIPULATION = "/claims/manipulation-reduces-pain"
WIDTHS = {"desktop": (1280, 800), "tablet": (820, 1100), "phone": (390, 844)}


@pytest.fixture
def page(review: Served) -> Iterator[Page]:
    """A page of the review that is open; whatever a script or the policy complains about fails the test."""
    complaints: list[str] = []
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 1280, "height": 800}, bypass_csp=AXE is not None)
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        opened.goto(review.address)
        yield opened
        browser.close()
    assert complaints == []


def card(page: Page, pmid: str) -> "sync_api.Locator":
    """The card of a paper."""
    return page.locator(f"#card-{pmid}")


def opened(page: Page, review: Served, path: str) -> None:
    """Go to a page and wait for its abstracts."""
    page.goto(review.base + path)
    expect(page.locator("#evidence[data-unasked]")).to_have_count(0)


def told(page: Page, text: str) -> None:
    """The page says what was done."""
    expect(page.locator("#told")).to_contain_text(text)
    page.wait_for_load_state()  # its keys are read from then on


def test_a_session_of_an_editor(page: Page, review: Served, claims: Path) -> None:
    """From the overview through every kind of decision, with the file's words after each, and all of it undone."""
    before = claims.read_text()
    expect(page.locator("h1")).to_have_text("Overview")
    page.wait_for_load_state()
    page.keyboard.press("n")
    expect(page.locator("h1")).to_have_text("Spinal manipulation reduces pain in people with sciatica.")
    expect(page.locator("#evidence[data-unasked]")).to_have_count(0)
    page.wait_for_load_state()  # its keys are read from then on
    expect(page.locator(".mark[aria-current]")).to_contain_text("Spinal manipulation reduces pain")

    page.keyboard.press("a")  # the first card is the proposal
    told(page, f"PMID {MANIPULATION_HELPS.pmid} accepted: supports")
    assert "reviewed: {by: Ada, date: 2026-11-23}" in claims.read_text()

    select(page, MANIPULATION_HELPS.pmid, "Leg pain fell by 2.1 points more")
    page.keyboard.press("p")
    page.keyboard.press("Enter")
    told(page, "Other passage")
    assert "passage: Leg pain fell by 2.1 points more" in claims.read_text()

    expect(page.locator("#evidence[data-unasked]")).to_have_count(0)
    card(page, MANIPULATION_NULL.pmid).focus()
    page.keyboard.press("r")
    page.keyboard.type("other treatment")
    page.keyboard.press("Enter")
    told(page, f"PMID {MANIPULATION_NULL.pmid} rejected: other treatment")
    assert "reason: other treatment" in claims.read_text()

    page.goto(f"{review.base}/claims/two-in-one")
    page.keyboard.press("x")
    page.locator("#split-statements").fill(
        "Early surgery relieves leg pain faster than conservative care.\nAcupuncture reduces leg pain."
    )
    page.get_by_role("button", name="Split", exact=True).click()
    told(page, "Split into 2 claims")
    assert "- id: two-in-one-2" in claims.read_text()

    page.goto(f"{review.base}/claims/bed-rest-not-effective")
    page.keyboard.press("w")
    page.locator("#waive-reason").fill("guideline under review")
    page.locator("#waive-until").fill("2027-03-01")
    page.get_by_role("button", name="Waive", exact=True).click()
    told(page, "Waived: unsourced-claim until 2027-03-01")
    assert "reason: guideline under review" in claims.read_text()

    for _ in range(5):
        with page.expect_navigation():
            page.keyboard.press("u")
        told(page, "Undone")
    assert claims.read_text() == before

    page.goto(f"{review.base}/claims/bed-rest-not-effective")
    page.keyboard.press("/")
    page.locator("#search-query").fill("bed rest AND sciatica")
    page.get_by_role("button", name="Search PubMed").click()
    expect(page.locator("#search")).to_contain_text("asking: bed rest AND sciatica")
    expect(page.locator("#search")).to_contain_text("1 proposed")
    expect(card(page, BED_REST_NULL.pmid)).to_be_visible()
    assert f"- pmid: {BED_REST_NULL.pmid}" in claims.read_text()


def select(page: Page, pmid: str, words: str) -> None:
    """Select words of an abstract, as dragging over them does."""
    card(page, pmid).evaluate(
        """(card, words) => {
            const text = card.querySelector('[data-words]');
            card.querySelector('.abstract').open = true;
            const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            const nodes = [];
            for (let node; (node = walker.nextNode());) if (!node.parentElement.closest('.unseen')) nodes.push(node);
            const all = nodes.map((node) => node.data).join('');
            const at = all.indexOf(words), end = at + words.length;
            const range = document.createRange();
            let passed = 0;
            for (const node of nodes) {
                if (at >= passed && at < passed + node.length) range.setStart(node, at - passed);
                if (end > passed && end <= passed + node.length) range.setEnd(node, end - passed);
                passed += node.length;
            }
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        words,
    )


def test_the_worked_example_is_reviewed_by_keyboard_alone(tmp_path: Path, pubmed: BooleanServer) -> None:
    """From claim to claim and a word on each that asks for one, without ever touching the mouse."""
    example = Path(__file__).parents[2] / "claims"
    shutil.copytree(example, tmp_path / "site" / "claims")
    claims = tmp_path / "site" / "claims" / "manual-therapy-for-sciatica.yaml"
    desk = desk_for(claims, pubmed.url)
    waiting = [one.claim.id for group in desk.snapshot().groups for one in group.open]
    with served(desk) as review, sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(review.address)
        page.goto(f"{review.base}/claims/{desk.snapshot().groups[0].verdicts[0].claim.id}")
        for claim_id in waiting:
            page.keyboard.press("n")
            page.wait_for_url(f"{review.base}/claims/{claim_id}*")
            page.wait_for_load_state()
            page.keyboard.press("0")
            page.keyboard.type("only small studies")
            page.keyboard.press("Enter")
            told(page, "Noted: searched, nothing adequate")
        browser.close()
    assert len(waiting) > 10
    assert claims.read_text().count("note: only small studies") == len(waiting)


def test_counter_evidence_is_never_below_the_fold(page: Page, review: Served) -> None:
    for width, height in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": height})
        opened(page, review, MANIPULATION)
        box = page.locator("#against").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= height


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_its_window(page: Page, review: Served, width: str) -> None:
    page.set_viewport_size({"width": WIDTHS[width][0], "height": WIDTHS[width][1]})
    for path in ("/", MANIPULATION, "/claims/cures-for-good", "/claims/two-in-one"):
        opened(page, review, path)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_the_keys_are_shown_and_can_be_switched_off(page: Page, review: Served, claims: Path) -> None:
    before = claims.read_text()
    opened(page, review, MANIPULATION)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("single keys are on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    opened(page, review, MANIPULATION)
    assert claims.read_text() == before


def test_a_key_typed_into_a_field_is_a_letter(page: Page, review: Served, claims: Path) -> None:
    before = claims.read_text()
    opened(page, review, MANIPULATION)
    page.keyboard.press("e")
    page.keyboard.type("a u n x ")
    expect(page.locator("#edit-statement")).to_have_value(
        "Spinal manipulation reduces pain in people with sciatica.a u n x "
    )
    assert claims.read_text() == before


def test_a_stance_has_to_be_said(page: Page, review: Served, claims: Path) -> None:
    """Where neither a person nor a machine said how a paper stands, accepting it asks."""
    before = claims.read_text()
    opened(page, review, f"/claims/bed-rest-not-effective?paper={BED_REST_NULL.pmid}")
    page.keyboard.press("a")
    expect(page.locator(f"#card-{BED_REST_NULL.pmid}-stance")).to_be_focused()
    assert claims.read_text() == before


def test_a_stance_chosen_by_key_is_accepted_by_key(page: Page, review: Served, claims: Path) -> None:
    """Also after the eye went on to the next card and back, or Escape left the choice."""
    opened(page, review, MANIPULATION)
    card(page, MANIPULATION_HELPS.pmid).focus()
    page.keyboard.press("s")
    page.keyboard.press("p")  # the letter that the word begins with
    page.keyboard.press("j")
    expect(card(page, MANIPULATION_NULL.pmid)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("s")
    page.keyboard.press("Escape")
    expect(card(page, MANIPULATION_HELPS.pmid)).to_be_focused()
    page.keyboard.press("s")
    page.keyboard.press("a")
    told(page, f"PMID {MANIPULATION_HELPS.pmid} accepted: partly")
    assert "stance: partly" in claims.read_text()


def test_a_change_made_elsewhere_is_told_on_the_open_page(page: Page, review: Served, claims: Path) -> None:
    opened(page, review, MANIPULATION)
    expect(page.locator("#changed")).to_be_hidden()
    claims.write_text(claims.read_text().replace("outcome: [pain]", "outcome: [leg pain]"))
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator("#changed")).to_be_visible()


def test_what_is_typed_stays_when_the_review_has_ended(desk: Desk) -> None:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        with served(desk) as review:
            page.goto(review.address)
            opened(page, review, MANIPULATION)
            page.keyboard.press("0")
            page.keyboard.type("three registers, by hand")
        page.keyboard.press("Enter")
        expect(page.locator("#ended")).to_be_visible()
        expect(page.locator("#searched-note")).to_have_value("three registers, by hand")
        browser.close()


def test_it_works_without_scripts(review: Served, claims: Path) -> None:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(review.address)
        page.goto(review.base + MANIPULATION)
        card(page, MANIPULATION_HELPS.pmid).get_by_role("button", name="Accept").click()
        expect(page.locator("#told")).to_contain_text("accepted: supports")
        browser.close()
    assert "reviewed: {by: Ada, date: 2026-11-23}" in claims.read_text()


@pytest.mark.skipif(AXE is None, reason="CLAIMCHECK_TEST_AXE names no axe.min.js")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", MANIPULATION, "/claims/cures-for-good", "/claims/smoking", "/claims/two-in-one"])
def test_axe_finds_nothing(page: Page, review: Served, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(review.base + path)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert AXE
    page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    found = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    assert [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]] == []
