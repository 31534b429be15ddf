"""What people decide is written where it belongs, with name and day, and each decision can be taken back."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from support.claims import EXAMPLE, one_claim, proposal, read_text, write_claims

from claimcheck.claimfile import load_claims, read_claims, with_citation
from claimcheck.decisions.journal import ChangedMeanwhileError, Journal, decide, take_back
from claimcheck.decisions.undo import Decision, recorded, revert
from claimcheck.decisions.words import (
    accept,
    cite,
    edit,
    reject,
    remove_citation,
    searched,
    set_passage,
    split,
    unreject,
    unsearched,
    unwaive,
    waive,
    withdraw,
)
from claimcheck.errors import EditError
from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.model import Citation, Kind, Rejection, Searched, Signature, Stance, Waiver

ADA = Signature("Ada", dt.date(2026, 11, 29))
CLAIM = "walking-helps"
PROPOSED = with_citation(one_claim("kind: efficacy\n").encode(), CLAIM, proposal())
OURS = Citation(pmid=Pmid("99000030"), stance=Stance.SUPPORTS, added=ADA, reviewed=ADA)

DECISIONS: dict[str, Callable[[bytes], bytes]] = {
    "accept": lambda data: accept(data, CLAIM, "99000009", by=ADA),
    "another stance": lambda data: accept(data, CLAIM, "99000009", by=ADA, stance=Stance.PARTLY, note="one arm"),
    "reject": lambda data: reject(data, CLAIM, "99000009", by=ADA, reason="it's about: rats"),
    "reject another": lambda data: reject(data, CLAIM, "99000031", by=ADA),
    "passage": lambda data: set_passage(data, CLAIM, "99000009", 'Pain was "less".'),
    "cite": lambda data: cite(data, CLAIM, OURS),
    "remove": lambda data: remove_citation(data, CLAIM, "99000009"),
    "waive": lambda data: waive(data, CLAIM, "CC301", reason="known", by="Ada", until=dt.date(2027, 1, 1)),
    "searched": lambda data: searched(data, CLAIM, by=ADA, note="nothing on children"),
    "edit": lambda data: edit(
        data,
        CLAIM,
        statement="Walking eases pain.",
        kind=Kind.SAFETY,
        population=("adults", "children"),
        outcome="pain",
    ),
    "split": lambda data: split(data, CLAIM, ["Walking helps backs.", "Walking helps knees."]),
}


def added_lines(old: bytes, new: bytes) -> list[str]:
    before = old.decode().splitlines()
    return [line for line in new.decode().splitlines() if line not in before]


def test_each_decision_is_written_in_as_few_lines_as_it_needs() -> None:
    """The whole of what changes in the file, decision by decision."""
    told = {name: added_lines(PROPOSED, change(PROPOSED)) for name, change in DECISIONS.items()}
    assert told == {
        "accept": ["        reviewed: {by: Ada, date: 2026-11-29}"],
        "another stance": [
            "        stance: partly",
            "        note: one arm",
            "        reviewed: {by: Ada, date: 2026-11-29}",
        ],
        "reject": [
            "    rejected:",
            '      - {pmid: 99000009, by: Ada, date: 2026-11-29, reason: "it\'s about: rats"}',
        ],
        "reject another": ["    rejected:", "      - {pmid: 99000031, by: Ada, date: 2026-11-29}"],
        "passage": ['        passage: "Pain was \\"less\\"."'],
        "cite": [
            "      - pmid: 99000030",
            "        added: {by: Ada, date: 2026-11-29}",
            "        reviewed: {by: Ada, date: 2026-11-29}",
        ],
        "remove": [],
        "waive": ["    waivers:", "      - rule: CC301", "        reason: known", "        until: 2027-01-01", "        by: Ada"],
        "searched": ["    searched: {by: Ada, date: 2026-11-29, note: nothing on children}"],
        "edit": [
            '    statement: "Walking eases pain."'.replace('"', ""),
            "    kind: safety",
            "    population: [adults, children]",
            "    outcome: pain",
        ],
        "split": ["    statement: Walking helps backs.", "  - id: walking-helps-2", "    statement: Walking helps knees."],
    }  # fmt: skip


def test_decisions_read_back_as_values() -> None:
    data = PROPOSED
    for name in ("reject", "searched", "waive", "edit", "split"):
        data = DECISIONS[name](data)
    first, second = read_claims(data).claims
    assert read_claims(data).problems == ()
    assert first.rejected == (Rejection(Pmid("99000009"), "Ada", dt.date(2026, 11, 29), "it's about: rats"),)
    assert first.searched == Searched("Ada", dt.date(2026, 11, 29), "nothing on children")
    assert first.waivers == (Waiver("CC301", "known", dt.date(2027, 1, 1), "Ada"),)
    assert (first.citations, second.citations) == ((), ())
    assert (second.id, second.kind, second.population) == ("walking-helps-2", Kind.SAFETY, ("adults", "children"))


def decided(data: bytes, name: str) -> tuple[bytes, Decision]:
    after = DECISIONS[name](data)
    return after, recorded(Decision("a.yaml", CLAIM, name, "Ada", "2026-11-29T10:00:00"), data, after)


@pytest.mark.parametrize("text", [PROPOSED.decode(), PROPOSED.decode().replace("\n", "\r\n") + "# end", "\ufeff" + PROPOSED.decode()])  # fmt: skip
@pytest.mark.parametrize("name", DECISIONS)
def test_each_decision_is_undone_to_the_byte(name: str, text: str) -> None:
    data = text.encode()
    after, decision = decided(data, name)
    assert after != data
    assert revert(after, decision) == data


@pytest.mark.parametrize("name", DECISIONS)
def test_a_decision_is_undone_beside_what_was_changed_since(name: str) -> None:
    """Another claim's edit and another decision on this claim stay."""
    data = PROPOSED + b"  - id: other\n    statement: Rest helps.\n"
    after, decision = decided(data, name)
    since = reject(edit(after, "other", statement="Rest harms."), CLAIM, "99000077", by=ADA)
    undone = read_claims(revert(since, decision))
    meant = read_claims(reject(edit(data, "other", statement="Rest harms."), CLAIM, "99000077", by=ADA))
    assert (undone.claims, undone.problems) == (meant.claims, ())


def test_rejections_are_undone_in_any_order() -> None:
    """The first of several is the one most often regretted."""
    first, decision = decided(PROPOSED, "reject")
    both = DECISIONS["reject another"](first)
    undone = read_claims(revert(both, decision)).claims[0]
    assert [one.pmid for one in undone.rejected] == ["99000031"]
    assert undone.citations == (proposal(),)


def test_what_was_decided_anew_is_not_undone() -> None:
    after, decision = decided(PROPOSED, "another stance")
    since = accept(after, CLAIM, "99000009", by=Signature("Bo"), stance=Stance.CONTRADICTS)
    with pytest.raises(EditError, match="changed since"):
        revert(since, decision)


def test_a_word_is_withdrawn_by_what_stands_in_the_file() -> None:
    """Without a journal, on another computer: a proposal is one again, a person's citation and a rejection are gone."""
    assert withdraw(DECISIONS["accept"](PROPOSED), CLAIM, "99000009") == PROPOSED
    assert withdraw(DECISIONS["cite"](PROPOSED), CLAIM, "99000030") == PROPOSED
    assert unreject(DECISIONS["reject another"](PROPOSED), CLAIM, "99000031") == PROPOSED
    with pytest.raises(EditError, match="nobody has reviewed"):
        withdraw(PROPOSED, CLAIM, "99000009")
    with pytest.raises(EditError, match="no rejection of"):
        unreject(PROPOSED, CLAIM, "99000009")


def test_each_word_is_withdrawn_alone() -> None:
    """Of a review and two persons' rejections of one work, in a file that was put together by hand."""
    signed = "citations: [{pmid: 9, stance: supports, reviewed: {by: Ada}}]"
    data = one_claim(f"{signed}\nrejected: [{{pmid: 9, by: Dr. Ito}}, {{pmid: 9, by: Bo}}]\n").encode()

    def words(edited: bytes) -> tuple[bool, list[str]]:
        (claim,) = read_claims(edited).claims
        return claim.citations[0].reviewed is not None, [one.by for one in claim.rejected]

    assert words(withdraw(data, CLAIM, "9")) == (False, ["Dr. Ito", "Bo"])
    assert words(unreject(data, CLAIM, "9", "Bo")) == (True, ["Dr. Ito"])
    assert words(unreject(data, CLAIM, "9")) == (True, [])


def test_the_counterparts_leave_the_file_as_it_was() -> None:
    assert unwaive(DECISIONS["waive"](PROPOSED), CLAIM, "CC301") == PROPOSED
    assert unsearched(DECISIONS["searched"](PROPOSED), CLAIM) == PROPOSED


def test_accepting_or_citing_takes_a_rejection_away() -> None:
    data = reject(PROPOSED, CLAIM, "99000030", by=ADA)
    assert read_claims(cite(data, CLAIM, OURS)).claims[0].rejected == ()


ITO = Signature("Dr. Ito", dt.date(2026, 10, 1))
"""Another person, who spoke before."""


@pytest.mark.parametrize("pmid", ["99000009", "99000030"])
def test_a_rejection_is_that_persons_to_take_back(pmid: str) -> None:
    """Nobody else's acceptance, citation or rejection takes it away; who turned it down may think otherwise, and anybody undo it."""
    data = reject(PROPOSED, CLAIM, pmid, by=ITO, reason="no effect")
    told = rf"PMID {pmid} of walking-helps was rejected by Dr\. Ito on 2026-10-01 \(no effect\): undo that first"
    new = evolve(OURS, pmid=Pmid(pmid))
    for edited in (cite, with_citation):
        with pytest.raises(EditError, match=told):
            edited(data, CLAIM, new)
    both_by_hand = one_claim(f"citations: [{{pmid: {pmid}}}]\nrejected: [{{pmid: {pmid}, by: Dr. Ito}}]\n").encode()
    with pytest.raises(EditError, match="rejected by Dr"):
        accept(both_by_hand, CLAIM, pmid, by=ADA, stance=Stance.SUPPORTS)
    both = reject(data, CLAIM, pmid, by=ADA, reason="too small")
    assert [(one.by, one.reason) for one in read_claims(both).claims[0].rejected] == [
        ("Dr. Ito", "no effect"),
        ("Ada", "too small"),
    ]
    meant = read_claims(cite(data, CLAIM, evolve(new, added=ITO, reviewed=ITO))).claims[0]
    assert (meant.rejected, meant.citations[-1].pmid) == ((), pmid)
    assert read_claims(cite(unreject(data, CLAIM, pmid), CLAIM, new)).claims[0].citations[-1].reviewed == ADA


def test_two_persons_rejections_are_undone_one_by_one() -> None:
    """Also where the file has changed since."""
    first = reject(PROPOSED, CLAIM, "99000030", by=ITO)
    both = reject(first, CLAIM, "99000030", by=ADA)
    decision = recorded(Decision("a.yaml", CLAIM, "", "Ada", ""), first, both)
    since = edit(both, CLAIM, because="ours")
    assert [one.by for one in read_claims(revert(since, decision)).claims[0].rejected] == ["Dr. Ito"]


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("doi: 10.1000/PED.4", Citation(doi=Doi("10.1000/ped.4"))),
        ("doi: https://doi.org/10.1000/Ped.4", Citation(doi=Doi("10.1000/ped.4"))),
        ("pmcid: pmc9900001", Citation(pmcid=Pmcid("PMC9900001"))),
        ('pmid: "PMID: 99000030"', OURS),
        ("pmid: https://pubmed.ncbi.nlm.nih.gov/99000030/", OURS),
    ],
)
def test_two_spellings_of_an_identifier_are_one_work(written: str, other: Citation) -> None:
    """It is not cited twice, and a decision finds it."""
    data = one_claim(f"citations:\n  - {written}\n").encode()
    assert with_citation(data, CLAIM, other) == data
    work = str(other.pmid or other.doi or other.pmcid)
    assert b"reviewed: {by: Ada" in accept(data, CLAIM, work, by=ADA, stance=Stance.SUPPORTS)
    assert b"citations" not in remove_citation(data, CLAIM, work)


def test_decisions_keep_the_style_that_is_there() -> None:
    """Every style of the full example: nothing but the decision changes, and the result reads as meant."""
    data = EXAMPLE.encode()
    new = waive(data, CLAIM, "CC302", reason="ours", by="Ada")
    assert added_lines(data, new) == ["      - {rule: CC302, reason: ours, by: Ada}"]
    new = edit(data, CLAIM, population=("adults",), comparator=(), query=None)
    assert added_lines(data, new) == ["    population: adults"]
    before, after = read_text(EXAMPLE).claims[0], read_claims(new).claims[0]
    assert after == evolve(before, population=("adults",), comparator=(), query=None)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda data: accept(data, CLAIM, "1", by=ADA), "does not cite PMID 1"),
        (lambda data: split(data, CLAIM, ["one"]), "two statements or more"),
        (lambda data: edit(data, CLAIM, statement=" "), "the text is empty"),
        (lambda data: searched(data, "nobody", by=ADA), "does not stand in the claims file"),
    ],
)
def test_what_cannot_be_decided_is_one_sentence(change: Callable[[bytes], bytes], why: str) -> None:
    with pytest.raises(EditError, match=why):
        change(PROPOSED)


def test_a_decision_is_made_on_the_disk_and_taken_back(tmp_path: Path) -> None:
    path, journal = write_claims(tmp_path, PROPOSED.decode()), Journal(tmp_path / "cache")
    here = frozenset({str(path.resolve())})
    made = decide(path, CLAIM, DECISIONS["accept"], told="accepted", by="Ada", work="99000009", journal=journal)
    assert made
    assert decide(path, CLAIM, DECISIONS["accept"], told="accepted", by="Ada", journal=journal) is None
    assert journal.last(here, CLAIM, "99000009") == made
    assert journal.last(here, "other") is None
    take_back(made, tmp_path / "lock.json", journal)
    assert path.read_bytes() == PROPOSED
    assert journal.last(here) is None


def test_a_broken_journal_costs_no_decision(tmp_path: Path) -> None:
    path, journal = write_claims(tmp_path, PROPOSED.decode()), Journal(tmp_path)
    journal.path.write_text("{nonsense\n")
    assert decide(path, CLAIM, DECISIONS["accept"], told="accepted", by="Ada", journal=journal)
    assert len(journal.decisions()) == 1


def test_a_claim_that_changed_since_it_was_shown_is_not_touched(tmp_path: Path) -> None:
    path = write_claims(tmp_path, PROPOSED.decode())
    (seen,) = load_claims(path)
    path.write_bytes(edit(PROPOSED, CLAIM, statement="Walking harms."))
    with pytest.raises(ChangedMeanwhileError, match="reads otherwise now") as caught:
        decide(path, CLAIM, DECISIONS["accept"], told="accepted", by="Ada", seen=seen)
    assert caught.value.now
    assert caught.value.now.statement == "Walking harms."
    assert b"reviewed" not in path.read_bytes()
