"""What an editor decides on a page: what then stands in the claims file, and nothing else changes."""

import difflib
import re
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from attrs import evolve
from support.boolean_server import BooleanServer
from support.papers import (
    BED_REST_NULL,
    MANIPULATION_HELPS,
    MANIPULATION_NULL,
    MANIPULATION_RETRACTED,
    MANIPULATION_UNDECIDED,
    SMOKING_RISK,
)
from support.review import Served, Visitor, desk_for, form_of, hidden, served, settings_for

from claimcheck.decisions.journal import Journal
from claimcheck.lockfile import read_lock
from claimcheck.model import FetchResult, Query, Search, Stance
from claimcheck.review.desk import Desk
from claimcheck.review.evidence import Card, Role

pytestmark = pytest.mark.slow  # each asks a server of its own

MANIPULATION = "manipulation-reduces-pain"
_REFERENCE = "Tester T, Roe R. Bed rest or staying active for sciatica: a randomised trial. Journal of Invented Spine Studies. 2019;4(2):11-9."
_DEFAULTS = "defaults: {population: low back pain, outcome: pain, kind: efficacy}"
_OTHER = "Nadler SF. Heat wraps for acute back pain: a pragmatic study. Pain Medicine. 2003;28:300-5."


@pytest.fixture
def alone(claims: Path, pubmed: BooleanServer) -> Iterator[Visitor]:
    """An editor on a machine that has no papers yet, while PubMed does not answer."""
    with served(desk_for(claims, pubmed.url)) as running:
        pubmed.__exit__()
        yield Visitor(running.address)
        pubmed.__enter__()


def changed(before: str, after: str) -> list[str]:
    """The lines that went and came, without their indentation."""
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [f"{line[0]} {line[2:].strip()}" for line in lines if line[0] in "+-"]


def decided(ada: Visitor, claims: Path, claim_id: str, action: str, **fields: str) -> list[str]:
    """The diff of the claims file that an action makes."""
    before = claims.read_text()
    answer = ada.send(claim_id, action, **fields)
    assert answer.status_code == 200, answer.text
    return changed(before, claims.read_text())


def test_accepting_a_proposal_signs_it(ada: Visitor, claims: Path) -> None:
    diff = decided(ada, claims, MANIPULATION, "accept", work=MANIPULATION_HELPS.pmid, stance="supports")
    assert diff == ["+ reviewed: {by: Ada, date: 2026-11-23}"]


def test_the_lock_keeps_what_the_claim_said_when_it_was_accepted(ada: Visitor, claims: Path) -> None:
    """Accepting it again after an edit, on the same day too, is a word on what it says then."""
    for statement in ("Manipulation reduces pain in sciatica.", "Manipulation does not reduce pain in sciatica."):
        ada.send(MANIPULATION, "edit", statement=statement)
        ada.send(MANIPULATION, "accept", work=MANIPULATION_HELPS.pmid, stance="supports")
        [(label, known)] = read_lock(claims.parent / "evidence.lock.json").reviews[MANIPULATION].items()
        assert (label, known.by, known.words[0]) == (f"PMID {MANIPULATION_HELPS.pmid}", "Ada", statement)


def test_undoing_an_acceptance_gives_back_the_words_of_the_one_before(ada: Visitor, claims: Path) -> None:
    """Also one of the same person and day, which changes nothing in the claims file."""
    lock = claims.parent / "evidence.lock.json"
    ada.send(MANIPULATION, "accept", work=MANIPULATION_HELPS.pmid, stance="supports")
    ada.send(MANIPULATION, "edit", statement="Manipulation does not reduce pain in sciatica.")
    before = claims.read_text(), read_lock(lock).reviews
    page = ada.send(MANIPULATION, "accept", work=MANIPULATION_HELPS.pmid, stance="supports")
    assert read_lock(lock).reviews != before[1]
    ada.undo(page.text)
    assert (claims.read_text(), read_lock(lock).reviews) == before


@pytest.mark.parametrize("action", ["withdraw", "unreject"])
def test_each_button_takes_back_the_word_that_it_names(ada: Visitor, claims: Path, action: str) -> None:
    """Of a work that one person reviewed and another rejected."""
    pmid = str(SMOKING_RISK.pmid)
    signed = "        reviewed: {by: editor, date: 2026-11-20}\n"
    place = claims.read_text().index(signed, claims.read_text().index(pmid)) + len(signed)
    rejected = f"    rejected:\n      - {{pmid: {pmid}, by: Tom}}\n"
    claims.write_text(claims.read_text()[:place] + rejected + claims.read_text()[place:])
    reviews = claims.read_text().count(signed)
    page = ada.page("/claims/smoking")
    assert "Take back the review" in page
    assert "Take back the rejection by Tom" in page
    decided(ada, claims, "smoking", action, work=pmid, person="Tom")
    assert ("by: Tom" in claims.read_text(), action) in ((True, "withdraw"), (False, "unreject"))
    assert (claims.read_text().count(signed), action) in ((reviews - 1, "withdraw"), (reviews, "unreject"))


def test_another_stance_is_set_with_the_word(ada: Visitor, claims: Path) -> None:
    diff = decided(ada, claims, MANIPULATION, "accept", work=MANIPULATION_HELPS.pmid, stance="partly")
    assert diff == ["- stance: supports", "+ stance: partly", "+ reviewed: {by: Ada, date: 2026-11-23}"]


def test_a_candidate_against_the_claim_is_cited_with_its_passage(ada: Visitor, claims: Path) -> None:
    passage = "There was no significant difference in leg pain between the groups at six weeks (p=0.61)."
    diff = decided(
        ada, claims, MANIPULATION, "accept", work=MANIPULATION_NULL.pmid, stance="contradicts", passage=passage
    )
    assert f"+ - pmid: {MANIPULATION_NULL.pmid}" in diff
    assert "+ stance: contradicts" in diff
    assert "+ reviewed: {by: Ada, date: 2026-11-23}" in diff
    assert not [line for line in diff if line.startswith("-")]
    lock = read_lock(claims.parent / "evidence.lock.json")
    assert lock.papers[MANIPULATION_NULL.pmid].title == MANIPULATION_NULL.title
    assert lock.citations[MANIPULATION][MANIPULATION_NULL.pmid].passage_found is True


def test_words_that_are_not_the_papers_are_no_passage(ada: Visitor, claims: Path) -> None:
    before = claims.read_text()
    answer = ada.send(
        MANIPULATION, "passage", work=MANIPULATION_HELPS.pmid, passage="Manipulation is the best cure there is."
    )
    assert answer.status_code == 400
    assert "stand neither in the title nor in the abstract" in answer.text
    assert claims.read_text() == before


def test_another_passage_takes_the_place_of_the_first(ada: Visitor, claims: Path) -> None:
    passage = "Leg pain fell by 2.1 points more with spinal manipulation than with home advice (p<0.001)."
    diff = decided(ada, claims, MANIPULATION, "passage", work=MANIPULATION_HELPS.pmid, passage=passage)
    assert diff == [
        '- passage: "Spinal manipulation significantly reduced pain in adults with sciatica."',
        f'+ passage: "{passage}"',
    ]


def test_a_rejection_takes_the_proposal_and_is_remembered(ada: Visitor, claims: Path) -> None:
    diff = decided(ada, claims, MANIPULATION, "reject", work=MANIPULATION_HELPS.pmid, reason="other population")
    assert f"- - pmid: {MANIPULATION_HELPS.pmid}" in diff
    assert any("reason: other population" in line and "by: Ada" in line for line in diff if line.startswith("+"))
    assert "1 rejected" in ada.page(f"/claims/{MANIPULATION}")


def test_what_a_person_reviewed_is_not_rejected(ada: Visitor, claims: Path) -> None:
    before = claims.read_text()
    assert ada.send("smoking", "reject", work=SMOKING_RISK.pmid).status_code == 400
    assert claims.read_text() == before


def test_editing_writes_only_what_was_changed(ada: Visitor, claims: Path) -> None:
    fields = {
        "statement": "Bed rest does not help in sciatica.",
        "kind": "efficacy",
        "population": "adults; older people",
    }
    diff = decided(ada, claims, "bed-rest-not-effective", "edit", **fields)
    assert diff == [
        "- statement: Bed rest is not effective for sciatica.",
        "+ statement: Bed rest does not help in sciatica.",
        "+ population: [adults, older people]",
    ]


_ODD_FIELDS = """\
    population: ["adults; older than 18", low back pain]
    intervention: ["walking  ; running"]
    comparator:
      - no walking
      - "rest;"
    outcome: >-
      pain
      at night
    query: |
      walking[tiab]
      AND "low back pain"[tiab]
    needs_source: false
    because: |
      Common knowledge.

      See the house policy, section 3.
"""


def _with_odd_fields(claims: Path) -> None:
    own = "    kind: efficacy\n    quote: Bed rest is not effective for sciatica\n"
    odd = "    kind: efficacy\n    quote: >\n      Bed rest is not\n      effective for sciatica\n" + _ODD_FIELDS
    claims.write_text(claims.read_text().replace(own, odd))


@pytest.mark.parametrize(
    ("touched", "diff"),
    [
        ({}, []),
        ({"kind": "safety"}, ["- kind: efficacy", "+ kind: safety"]),
        ({"population": "adults; older than 18\nneck pain"}, ["low back pain", "neck pain"]),
        ({"population": "adults; older than 21\nlow back pain"}, ["than 18", "than 21"]),
        ({"intervention": "walking; running\nswimming"}, ["walking  ; running", "walking; running", "swimming"]),
        ({"outcome": "pain at night; sleep"}, ["outcome: >-", "pain", "at night", "[pain at night, sleep]"]),
        ({"statement": "Bed rest does not help."}, ["- statement: Bed rest is not", "+ statement: Bed rest does not"]),
        ({"because": "Common knowledge."}, ["- because: |", "Common knowledge.", "section 3.", "+ because: Common"]),
    ],
)
def test_a_field_that_nobody_touched_stays_as_it_is_written(
    ada: Visitor, claims: Path, touched: dict[str, str], diff: list[str]
) -> None:
    _with_odd_fields(claims)
    form = form_of(ada.page("/claims/bed-rest-not-effective"), "edit") | touched
    lines = decided(ada, claims, "bed-rest-not-effective", "edit", **form)
    assert [one for one in diff if not any(one in line for line in lines)] == []
    assert [line for line in lines if line[1:].strip() and not any(one in line for one in diff)] == []


def test_after_a_conflict_only_what_was_touched_is_edited_all_the_same(ada: Visitor, claims: Path) -> None:
    _with_odd_fields(claims)
    page = ada.page("/claims/bed-rest-not-effective")
    claims.write_text(claims.read_text().replace("older than 18", "older than 65"))
    form = {**form_of(page, "edit"), "kind": "safety"}
    conflict = ada.send("bed-rest-not-effective", "edit", page, **form).text
    form = form_of(conflict, "edit")
    assert decided(ada, claims, "bed-rest-not-effective", "edit", **form) == ["- kind: efficacy", "+ kind: safety"]


def test_what_the_files_defaults_fill_is_emptied_by_an_empty_list(ada: Visitor, claims: Path) -> None:
    claims.write_text(claims.read_text().replace("claimcheck: 1", "claimcheck: 1\n" + _DEFAULTS))
    statement = "Bed rest is not effective for sciatica."
    fields = {"statement": statement, "kind": "efficacy", "population": "", "outcome": "pain"}
    assert decided(ada, claims, "bed-rest-not-effective", "edit", **fields) == ["+ population: []"]
    assert decided(ada, claims, "bed-rest-not-effective", "edit", **fields) == []
    assert ada.undo().status_code == 200
    assert "population: []" not in claims.read_text()


@pytest.mark.parametrize(
    "own", ["kind: efficacy\n    population: adults", "kind: efficacy\n    population:\n      - adults"]
)
def test_a_field_of_a_claim_is_emptied_too_where_the_defaults_would_fill_it(
    ada: Visitor, claims: Path, own: str
) -> None:
    text = claims.read_text().replace("claimcheck: 1", "claimcheck: 1\n" + _DEFAULTS)
    claims.write_text(
        text.replace("sciatica.\n    kind: efficacy\n    quote: Bed", f"sciatica.\n    {own}\n    quote: Bed")
    )
    fields = {"statement": "Bed rest is not effective for sciatica.", "kind": "efficacy", "population": ""}
    assert "+ population: []" in decided(ada, claims, "bed-rest-not-effective", "edit", **fields)


def test_a_kind_that_the_files_defaults_give_cannot_be_emptied(ada: Visitor, claims: Path) -> None:
    text = claims.read_text().replace("claimcheck: 1", "claimcheck: 1\n" + _DEFAULTS)
    claims.write_text(text)
    answer = ada.send("smoking", "edit", statement="Smoking increases the risk of sciatica.", kind="")
    assert (answer.status_code, "comes from the file&#39;s defaults" in answer.text) == (400, True)
    assert claims.read_text() == text


def test_a_claim_that_needs_no_source_says_why(ada: Visitor, claims: Path) -> None:
    fields = {
        "statement": "Bed rest is not effective for sciatica.",
        "kind": "efficacy",
        "no-source": "on",
        "because": "",
    }
    answer = ada.send("bed-rest-not-effective", "edit", **fields)
    assert (answer.status_code, "says why" in answer.text) == (400, True)
    diff = decided(ada, claims, "bed-rest-not-effective", "edit", **{**fields, "because": "our own service"})
    assert diff == ["+ needs_source: false", "+ because: our own service"]


def test_a_claim_is_split(ada: Visitor, claims: Path) -> None:
    two = "Early surgery relieves leg pain faster than conservative care.\r\nAcupuncture reduces leg pain."
    diff = decided(ada, claims, "two-in-one", "split", statements=two)
    assert "+ - id: two-in-one-2" in diff
    assert "+ statement: Acupuncture reduces leg pain." in diff
    assert ada.page("/claims/two-in-one-2")


def test_one_statement_is_no_split(ada: Visitor) -> None:
    assert ada.send("two-in-one", "split", statements="Only one.").status_code == 400


def test_a_rule_is_waived_and_holds_again(ada: Visitor, claims: Path) -> None:
    before = claims.read_text()
    fields = {"rule": "unsourced-claim", "reason": "guideline under review", "until": "2027-03-01"}
    diff = decided(ada, claims, "bed-rest-not-effective", "waive", **fields)
    waiver = ["+ - rule: unsourced-claim", "+ reason: guideline under review", "+ until: 2027-03-01", "+ by: Ada"]
    assert diff == ["+ waivers:", *waiver]
    assert "1 waived" in ada.page("/claims/bed-rest-not-effective")
    decided(ada, claims, "bed-rest-not-effective", "unwaive", rule="unsourced-claim")
    assert claims.read_text() == before


@pytest.mark.parametrize(("first", "second"), [("CC101", "unsourced-claim"), ("unsourced-claim", "cc101")])
def test_a_rule_is_waived_once_whatever_it_is_called(ada: Visitor, claims: Path, first: str, second: str) -> None:
    before = claims.read_text()
    decided(ada, claims, "bed-rest-not-effective", "waive", rule=first, reason="guideline under review")
    diff = decided(ada, claims, "bed-rest-not-effective", "waive", rule=second, reason="still so", until="2026-11-23")
    assert f"+ - rule: {second}" in diff
    assert claims.read_text().count("- rule:") == 1
    decided(ada, claims, "bed-rest-not-effective", "unwaive", rule=first)
    assert claims.read_text() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"rule": "no-such-rule"},
        {"reason": ""},
        {"until": "tomorrow"},
        {"until": "2026-11-22"},
        {"rule": "duplicate-claim-id"},
        {"rule": "CC301", "reason": "the editor likes it"},
    ],
)
def test_a_waiver_that_would_not_hold_is_not_written(ada: Visitor, claims: Path, wrong: dict[str, str]) -> None:
    before = claims.read_text()
    fields = {"rule": "unsourced-claim", "reason": "because", "until": "", **wrong}
    assert ada.send("bed-rest-not-effective", "waive", **fields).status_code == 400
    assert claims.read_text() == before


def test_searched_and_nothing_adequate_is_noted(ada: Visitor, claims: Path) -> None:
    diff = decided(ada, claims, "bed-rest-not-effective", "searched", note="only small studies")
    assert diff == ["+ searched: {by: Ada, date: 2026-11-23, note: only small studies}"]
    decided(ada, claims, "bed-rest-not-effective", "unsearched")
    assert "searched:" not in claims.read_text()


def test_the_offered_wording_is_taken(ada: Visitor, claims: Path) -> None:
    page = ada.page("/claims/smoking")
    assert "Smoking may increase the risk of sciatica." in page
    diff = decided(ada, claims, "smoking", "wording", statement="Smoking may increase the risk of sciatica.")
    assert diff == [
        "- statement: Smoking increases the risk of sciatica.",
        "+ statement: Smoking may increase the risk of sciatica.",
    ]


@pytest.mark.parametrize(
    "typed",
    [
        BED_REST_NULL.pmid,
        f"PMID: {BED_REST_NULL.pmid}",
        f"https://pubmed.ncbi.nlm.nih.gov/{BED_REST_NULL.pmid}/",
        _REFERENCE,
    ],
)
def test_a_source_is_looked_up_shown_and_then_accepted(ada: Visitor, claims: Path, typed: str) -> None:
    before = claims.read_text()
    answer = ada.send("bed-rest-not-effective", "add", reference=typed)
    assert answer.status_code == 200, answer.text
    assert "You looked up" in answer.text
    assert claims.read_text() == before
    diff = decided(ada, claims, "bed-rest-not-effective", "accept", work=BED_REST_NULL.pmid, stance="supports")
    assert f"+ - pmid: {BED_REST_NULL.pmid}" in diff


def test_a_work_outside_pubmed_is_cited_by_its_link(ada: Visitor, claims: Path) -> None:
    fields = {"reference": "https://example.org/guideline", "title": "A guideline", "stance": "supports"}
    diff = decided(ada, claims, "bed-rest-not-effective", "add", **fields)
    assert '+ - url: "https://example.org/guideline"' in diff
    assert "+ title: A guideline" in diff


@pytest.mark.parametrize("typed", ["https://example.org/guideline", "example.org/guideline"])
def test_a_link_alone_gets_title_and_stance_on_the_next_page(ada: Visitor, claims: Path, typed: str) -> None:
    before = claims.read_text()
    shown = ada.send("bed-rest-not-effective", "add", reference=typed)
    assert (shown.status_code, claims.read_text()) == (200, before)
    fields = {"work": hidden(shown.text, "work"), "title": "A guideline", "stance": "supports"}
    ada.send("bed-rest-not-effective", "accept", shown.text, **fields)
    assert '+ - url: "https://example.org/guideline"' in changed(before, claims.read_text())


def test_a_paper_that_the_judge_left_open_is_no_proposal() -> None:
    """What it leaned to is said, and not chosen for the person who signs."""
    left_open = Card("1", Role.CANDIDATE, stance=Stance.SUPPORTS)
    assert (left_open.offered, left_open.standing) == (None, "perhaps supports")
    assert Card("1", Role.CANDIDATE, stance=Stance.CONTRADICTS).offered is Stance.CONTRADICTS
    assert Card("1", Role.PROPOSED, stance=Stance.SUPPORTS).offered is Stance.SUPPORTS


@pytest.mark.parametrize(
    "typed",
    ["10.1234/none", "doi:10.1234/none.", "https://doi.org/10.1234/none#abstract", "see https://doi.org/10.1234/none"],
)
def test_an_identifier_that_pubmed_does_not_have_is_told_and_cited_on_a_second_word(
    ada: Visitor, claims: Path, typed: str
) -> None:
    before, fields = claims.read_text(), {"title": "A guideline", "stance": "supports"}
    shown = ada.send("bed-rest-not-effective", "add", reference=typed, **fields)
    assert (shown.status_code, claims.read_text()) == (200, before)
    assert "PubMed has no record of 10.1234/none" in shown.text
    assert 'value="A guideline"' in shown.text
    assert "<option selected>supports" in shown.text
    ada.send("bed-rest-not-effective", "accept", shown.text, work=hidden(shown.text, "work"), **fields)
    diff = changed(before, claims.read_text())
    assert ('+ - doi: "10.1234/none"' in diff, "+ title: A guideline" in diff) == (True, True)


@pytest.mark.parametrize(
    "typed", ["99999999", "PMID: 99999999", "Tester T. A trial of nothing at all. Spine. 2020. PMID: 99999999"]
)
def test_a_number_that_pubmed_does_not_have_is_not_found(ada: Visitor, typed: str) -> None:
    answer = ada.send("bed-rest-not-effective", "add", reference=typed)
    assert (answer.status_code, "PubMed has no record 99999999: check the number" in answer.text) == (400, True)


@pytest.mark.parametrize("action", ["accept", "passage"])
def test_a_number_that_pubmed_does_not_have_is_not_accepted(ada: Visitor, claims: Path, action: str) -> None:
    before = claims.read_text()
    answer = ada.send("bed-rest-not-effective", action, work="99999999", stance="supports", passage="Rest is best.")
    assert (answer.status_code, "PubMed has no record 99999999: check the number" in answer.text) == (400, True)
    assert claims.read_text() == before


@pytest.mark.parametrize("typed", [BED_REST_NULL.pmid, f"PMID: {BED_REST_NULL.pmid}", "10.1234/no.answer"])
def test_a_source_is_not_found_while_pubmed_cannot_be_asked(alone: Visitor, typed: str) -> None:
    answer = alone.send("bed-rest-not-effective", "add", reference=typed)
    assert (answer.status_code, "PubMed could not be asked" in answer.text) == (400, True)


@pytest.mark.parametrize(
    ("claim_id", "action", "fields"),
    [
        ("bed-rest-not-effective", "accept", {"work": BED_REST_NULL.pmid, "passage": "Rest is best of all."}),
        ("bed-rest-not-effective", "accept", {"work": BED_REST_NULL.pmid}),
        ("bed-rest-not-effective", "passage", {"work": BED_REST_NULL.pmid, "passage": "Rest is best of all."}),
        ("smoking", "accept", {"work": SMOKING_RISK.pmid, "passage": "Smokers never get better."}),
        ("smoking", "passage", {"work": SMOKING_RISK.pmid, "passage": "Smokers never get better."}),
    ],
)
def test_what_nobody_can_look_at_is_not_accepted(
    alone: Visitor, claims: Path, claim_id: str, action: str, fields: dict[str, str]
) -> None:
    before = claims.read_text()
    answer = alone.send(claim_id, action, stance="supports", **fields)
    assert answer.status_code == 400
    assert "PubMed could not be asked" in answer.text
    assert "unchecked" in answer.text
    assert claims.read_text() == before


def test_a_citation_that_is_there_is_accepted_unchecked_and_says_so(alone: Visitor, claims: Path) -> None:
    """A person may have read it on paper; that PubMed did not answer is told, what the lock knows is not called unchecked."""
    claims.write_text(claims.read_text().replace(SMOKING_RISK.pmid, BED_REST_NULL.pmid))
    unknown = alone.send("smoking", "accept", work=BED_REST_NULL.pmid, stance="partly").text
    known = alone.send("cures-for-good", "accept", work=MANIPULATION_RETRACTED.pmid, stance="contradicts").text
    assert "PubMed could not be asked" in unknown
    assert "nobody has checked its record" in unknown
    assert "nobody has checked" not in known
    assert "stance: partly" in claims.read_text()
    assert "stance: contradicts" in claims.read_text()


@pytest.mark.parametrize(
    ("typed", "differs"),
    [
        (
            f"{_OTHER} PMID: {BED_REST_NULL.pmid}",
            ["its title is", "its first author is", "it appeared in", "the year is"],
        ),
        (
            f"TY  - JOUR\nTI  - Heat wraps in acute back pain\nPM  - {BED_REST_NULL.pmid}\nER  - \n",
            ["its title is"],
        ),
    ],
)
def test_a_record_that_is_not_what_was_pasted_is_shown_as_such(ada: Visitor, typed: str, differs: list[str]) -> None:
    answer = ada.send("bed-rest-not-effective", "add", reference=typed).text
    assert f"Found PMID {BED_REST_NULL.pmid}, but it is not what you pasted" in answer
    assert [words for words in differs if words not in answer] == []


def test_a_record_that_is_what_was_pasted_is_found_without_more(ada: Visitor) -> None:
    answer = ada.send("bed-rest-not-effective", "add", reference=f"{_REFERENCE} PMID: {BED_REST_NULL.pmid}").text
    assert f"Found PMID {BED_REST_NULL.pmid}. Read it" in answer


@pytest.mark.parametrize(
    "link",
    [
        "Comment on",
        "Comment in:",
        "Erratum in",
        "Erratum for",
        "Retraction of",
        "Retraction in:",
        "Update of:",
        "Update in",
    ],
)
def test_the_identifier_of_another_work_is_not_the_works_own(ada: Visitor, link: str) -> None:
    typed = f"Smith A. A letter. Spine 2020. {link} Spine. 2019;1:2. PMID: {BED_REST_NULL.pmid}"
    answer = ada.send("bed-rest-not-effective", "add", reference=typed)
    assert (answer.status_code, "paste the work&#39;s own identifier" in answer.text) == (400, True)
    own = (
        f"Smith A. A letter. Spine 2020.\n{link} Spine. 2019;1:2. PMID: {SMOKING_RISK.pmid}\nPMID: {BED_REST_NULL.pmid}"
    )
    assert f"Found PMID {BED_REST_NULL.pmid}" in ada.send("bed-rest-not-effective", "add", reference=own).text


def test_a_title_that_begins_like_such_a_link_is_a_title(ada: Visitor) -> None:
    typed = f"Smith A. Update of the guidelines on back pain. Spine. 2020. PMID: {BED_REST_NULL.pmid}"
    assert f"Found PMID {BED_REST_NULL.pmid}" in ada.send("bed-rest-not-effective", "add", reference=typed).text


@pytest.mark.parametrize(
    "typed",
    [
        f"PMID: {BED_REST_NULL.pmid}; PMID: {SMOKING_RISK.pmid}",
        f"{BED_REST_NULL.pmid} {SMOKING_RISK.pmid}",
        "https://doi.org/10.1234/one and https://doi.org/10.1234/two",
        "TY  - JOUR\nTI  - One\nER  - \nTY  - JOUR\nTI  - Two\nER  - \n",
    ],
)
def test_of_several_works_none_is_picked(ada: Visitor, typed: str) -> None:
    answer = ada.send("bed-rest-not-effective", "add", reference=typed)
    assert (answer.status_code, "several works" in answer.text) == (400, True)


def test_what_names_no_work_is_told(ada: Visitor) -> None:
    answer = ada.send("bed-rest-not-effective", "add", reference="that study from last year")
    assert answer.status_code == 400
    assert "no work was recognised" in answer.text.casefold()


def test_every_decision_can_be_undone(ada: Visitor, claims: Path) -> None:
    before = claims.read_text()
    ada.send(MANIPULATION, "accept", work=MANIPULATION_HELPS.pmid, stance="partly")
    ada.send(MANIPULATION, "accept", work=MANIPULATION_NULL.pmid, stance="contradicts")
    ada.send("two-in-one", "split", statements="One thing is so.\nAnother is so too.")
    assert claims.read_text() != before
    for _ in range(3):
        assert ada.undo().status_code == 200
    assert claims.read_text() == before
    assert ada.undo().status_code == 400


def _noted(someone: Visitor, claim_id: str, note: str) -> str:
    """The page after a decision."""
    return someone.send(claim_id, "searched", note=note).text


def test_a_page_undoes_what_it_named_and_nothing_else(ada: Visitor, claims: Path) -> None:
    first = _noted(ada, "smoking", "in the first tab")
    second = _noted(ada, "two-in-one", "in the second tab")
    assert "smoking: noted: searched, nothing adequate" in first
    assert "two-in-one: noted: searched, nothing adequate" in second
    assert ada.undo(first).status_code == 200
    assert ("first tab" in claims.read_text(), "second tab" in claims.read_text()) == (False, True)


def test_what_is_undone_already_is_told_and_nothing_else_is_undone(ada: Visitor, claims: Path) -> None:
    _noted(ada, "smoking", "before")
    page = _noted(ada, "two-in-one", "after")
    before = ada.page("/claims/smoking")
    assert ada.undo(page).status_code == 200
    kept = claims.read_text()
    for stale in (page, before, page):
        again = ada.undo(stale)
        assert (again.status_code, "undone already" in again.text) == (400, True)
        assert claims.read_text() == kept
    assert "before" in kept


def test_what_was_changed_since_is_not_undone(ada: Visitor, claims: Path) -> None:
    page = _noted(ada, "smoking", "of Ada")
    claims.write_text(claims.read_text().replace("of Ada", "of somebody else"))
    kept = claims.read_text()
    assert (ada.undo(page).status_code, claims.read_text()) == (400, kept)


def test_nobody_undoes_what_another_session_decided(review: Served, ada: Visitor, claims: Path) -> None:
    bert = Visitor(review.address)
    of_ada, of_bert = _noted(ada, "smoking", "of Ada"), _noted(bert, "two-in-one", "of Bert")
    assert "1 decision in this session" in of_bert
    assert 'name="made"' not in Visitor(review.address).page("/claims/smoking")
    made = {"csrf": hidden(of_bert, "csrf"), "made": hidden(of_ada, "made")}
    assert bert.http.post(f"{bert.base}/undo", data=made, timeout=30).status_code == 400
    assert (ada.undo().status_code, ada.undo().status_code) == (200, 400)
    assert ("of Ada" in claims.read_text(), "of Bert" in claims.read_text()) == (False, True)


def test_a_claim_changed_in_an_editor_is_shown_and_not_overwritten(ada: Visitor, claims: Path) -> None:
    page = ada.page(f"/claims/{MANIPULATION}")
    text = claims.read_text().replace(
        "statement: Spinal manipulation reduces pain", "statement: Manual therapy reduces pain"
    )
    claims.write_text(text)
    answer = ada.send(MANIPULATION, "accept", page, work=MANIPULATION_HELPS.pmid, stance="supports")
    assert answer.status_code == 409
    assert "Manual therapy reduces pain" in answer.text
    assert "Spinal manipulation reduces pain" in answer.text
    assert claims.read_text() == text


def test_after_a_conflict_the_decision_can_be_made_all_the_same(ada: Visitor, claims: Path) -> None:
    page = ada.page(f"/claims/{MANIPULATION}")
    claims.write_text(claims.read_text().replace("outcome: [pain]", "outcome: [leg pain]"))
    conflict = ada.send(MANIPULATION, "accept", page, work=MANIPULATION_HELPS.pmid, stance="supports").text
    ada.send(MANIPULATION, "accept", conflict, **form_of(conflict, "accept"))
    assert "reviewed: {by: Ada, date: 2026-11-23}" in claims.read_text()
    assert "outcome: [leg pain]" in claims.read_text()


def test_the_page_of_a_conflict_shows_the_words_that_are_about_to_be_written(ada: Visitor, claims: Path) -> None:
    page = ada.page("/claims/smoking")
    claims.write_text(claims.read_text().replace("increases the risk of", "doubles the risk of"))
    conflict = ada.send("smoking", "searched", page, note="three registers, by hand").text
    assert form_of(conflict, "searched")["note"] == "three registers, by hand"
    assert re.search(r">\s*three registers, by hand</textarea>", conflict)
    assert re.search(r'<a href="/claims/smoking" target="_blank">Look at it as it is now', conflict)


@pytest.mark.parametrize(
    ("action", "fields", "why"),
    [
        ("edit", {"statement": "x" * 5_001, "kind": "safety", "population": "adults; smokers"}, "shorten it"),
        ("waive", {"rule": "CC101", "reason": "guideline under review", "until": "2026-11-22"}, "is past"),
        ("waive", {"rule": "no-such-rule", "reason": "guideline under review", "until": ""}, "there is no rule"),
        ("add", {"reference": "that study of\nlast year", "title": "A study", "stance": "partly"}, "was recognised"),
        ("split", {"statements": "Only one <claim>."}, "on a line of its own"),
    ],
)
def test_a_form_that_is_refused_comes_back_with_what_was_sent(
    ada: Visitor, action: str, fields: dict[str, str], why: str
) -> None:
    answer = ada.send("smoking", action, **fields)
    assert (answer.status_code, why.casefold() in answer.text.casefold()) == (400, True)
    back = form_of(answer.text, action)
    assert {name: back.get(name, "") for name in fields} == fields
    assert back["seen"]
    again = ada.send("smoking", action, answer.text, **back)
    assert (again.status_code, form_of(again.text, action)) == (400, back)


def test_a_source_typed_while_pubmed_cannot_be_asked_comes_back_and_can_be_sent_again(
    claims: Path, pubmed: BooleanServer
) -> None:
    with served(desk_for(claims, pubmed.url)) as running:
        ada = Visitor(running.address)
        pubmed.__exit__()
        refused = ada.send("smoking", "add", reference=BED_REST_NULL.pmid).text
        assert form_of(refused, "add")["reference"] == BED_REST_NULL.pmid
        pubmed.__enter__()


def test_two_tabs_do_not_undo_each_other(ada: Visitor, claims: Path) -> None:
    first, second = ada.page(f"/claims/{MANIPULATION}"), ada.page(f"/claims/{MANIPULATION}")
    assert (
        ada.send(MANIPULATION, "reject", first, work=MANIPULATION_HELPS.pmid, reason="does not say so").status_code
        == 200
    )
    kept = claims.read_text()
    assert ada.send(MANIPULATION, "accept", second, work=MANIPULATION_HELPS.pmid, stance="supports").status_code == 409
    assert claims.read_text() == kept


def test_a_change_of_another_claim_is_no_conflict(ada: Visitor, claims: Path) -> None:
    page = ada.page(f"/claims/{MANIPULATION}")
    claims.write_text(claims.read_text().replace("# Our claims.", "# Our claims.\n#\n#"))
    assert ada.send(MANIPULATION, "accept", page, work=MANIPULATION_HELPS.pmid, stance="supports").status_code == 200


def test_abstracts_are_shown_and_never_written_into_the_project(ada: Visitor, claims: Path) -> None:
    page = ada.page(f"/claims/{MANIPULATION}/evidence")
    assert "most had a high risk of bias" in page.replace("<b>", "").replace("</b>", "")
    ada.send(MANIPULATION, "accept", work=MANIPULATION_UNDECIDED.pmid, stance="inconclusive")
    for file in claims.parent.parent.rglob("*"):
        if file.is_file():
            assert b"most had a high risk of bias" not in file.read_bytes(), file


def test_searching_again_proposes_and_tells_how_far_it_is(ada: Visitor, review: Served, claims: Path) -> None:
    answer = ada.send("bed-rest-not-effective", "search", query="bed rest AND sciatica")
    search = answer.url.partition("search=")[2].partition("#")[0].partition("&")[0]
    progress = review.desk.searches.get(search)
    assert progress is not None
    assert progress.ended.wait(60)
    told = ada.http.get(f"{ada.base}/searches/{search}", timeout=30).json()
    assert told["steps"][0] == "asking: bed rest AND sciatica"
    assert told["steps"][-1].startswith("1 proposed")
    assert f"- pmid: {BED_REST_NULL.pmid}" in claims.read_text()
    assert (
        read_lock(claims.parent / "evidence.lock.json").searches["bed-rest-not-effective"].queries[0].query
        == "bed rest AND sciatica"
    )


def test_a_search_that_cannot_be_asked_is_not_told_as_nothing_found(
    review: Served, claims: Path, pubmed: BooleanServer
) -> None:
    before = claims.read_text()
    pubmed.__exit__()
    progress = review.desk.search_again("bed-rest-not-effective", "bed rest")
    assert progress.ended.wait(60)
    assert progress.trouble
    assert [step for step in progress.steps if "found" in step] == []
    assert claims.read_text() == before
    assert "bed-rest-not-effective" not in read_lock(claims.parent / "evidence.lock.json").searches
    pubmed.__enter__()


@pytest.mark.parametrize("query", ["spinel manipulaton", "gabapentin AND sciatica", "surgery OR manipulation"])
def test_a_search_of_ones_own_loses_nothing_that_was_found_before(
    review: Served, ada: Visitor, claims: Path, query: str
) -> None:
    """Whether it finds nothing, other papers, or some of the same: candidates stay, and so does what speaks against the claim."""
    ada.send(MANIPULATION, "remove", work=MANIPULATION_HELPS.pmid)
    lock = claims.parent / "evidence.lock.json"
    before = read_lock(lock).searches[MANIPULATION]
    assert "CC110" in {finding.code for finding in review.desk.snapshot().findings[MANIPULATION]}
    assert review.desk.search_again(MANIPULATION, query).ended.wait(60)
    after = read_lock(lock).searches[MANIPULATION]
    assert {one.pmid for one in before.candidates} <= {one.pmid for one in after.candidates}
    assert set(before.contradicting) <= set(after.contradicting)
    assert {one.query for one in before.queries} <= {one.query for one in after.queries}
    assert (after == before) is (query == "spinel manipulaton")
    assert {"CC110", "CC407"} & {finding.code for finding in review.desk.snapshot().findings[MANIPULATION]}
    assert "Speaks against it" in ada.page(f"/claims/{MANIPULATION}")


def test_the_catalogues_own_spelling_is_one_press_away(review: Served, ada: Visitor, pubmed: BooleanServer) -> None:
    pubmed.spellings["bed rset"] = "bed rest"
    progress = review.desk.search_again("bed-rest-not-effective", "bed rset")
    assert progress.ended.wait(60)
    page = ada.page(f"/claims/bed-rest-not-effective?search={progress.id}")
    assert '<input type="hidden" name="query" value="bed rest">' in page


class Unknowing:
    """A catalogue that does not know a word."""

    name = "pubmed"

    def search(self, query: Query, limit: int = 50) -> Search:
        return Search(query, 0, unknown=("rest",))

    def fetch(self, pmids: object) -> FetchResult:
        return FetchResult()


def test_a_search_again_tells_which_words_are_not_known(claims: Path) -> None:
    settings = evolve(settings_for(claims, "http://127.0.0.1:9/"), open_catalog=lambda _: nullcontext(Unknowing()))
    desk = Desk(settings, Journal(claims.parents[2] / "state"))
    progress = desk.search_again("bed-rest-not-effective", "")
    assert progress.ended.wait(60)
    told = "0 proposed, 0 found; PubMed searched without words that it does not know: rest; "
    assert progress.steps[-1].startswith(told)


def test_a_pasted_entry_of_a_reference_file_is_understood(ada: Visitor) -> None:
    entry = f"TY  - JOUR\nTI  - Bed rest or staying active for sciatica: a randomised trial\nAN  - {BED_REST_NULL.pmid}\nN1  - PMID: {BED_REST_NULL.pmid}\nER  - \n"
    assert "You looked up" in ada.send("bed-rest-not-effective", "add", reference=entry).text
