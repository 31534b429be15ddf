"""What is kept from edit to edit changes no answer, and does not grow; positions and edits are right in any text."""

import datetime as dt
import gc
import sys
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from pygls.workspace import PositionCodec
from support.editor import ARTICLE, CLAIMS, edited

from claimcheck.articles.article import reader_for
from claimcheck.claimfile import read_claims
from claimcheck.extraction.drafts import extract_claims
from claimcheck.fixes import with_fixes
from claimcheck.gate import check
from claimcheck.lsp import kept
from claimcheck.lsp.findings import diagnostics
from claimcheck.lsp.lines import Positions, edits, split
from claimcheck.lsp.live import LiveProject, Manner
from claimcheck.lsp.offers import Offers, Trouble
from claimcheck.model import Finding, Kind, Report, Severity
from claimcheck.neural.session import load

FILE, PAGE = "claims/walking.yaml", "articles/walking.md"
EDITS = [
    (FILE, CLAIMS.replace("Yoga helps.", "Yoga helps most people.")),
    (FILE, CLAIMS.replace("    kind: efficacy\n", "    # a line more\n    kind: efficacy\n")),
    (FILE, CLAIMS.replace("claims:\n", "claims:\n\n  # more head\n")),
    (FILE, CLAIMS.replace("../articles/walking.md", "../articles/other.md")),
    (FILE, CLAIMS.replace("{pmid: 11,", "{pmid: PMID 11,")),
    (FILE, "# a line above all\n" + CLAIMS.replace("{pmid: 11,", "{pmid: PMID 11,")),
    (FILE, CLAIMS + CLAIMS.partition("claims:\n")[2]),
    (FILE, CLAIMS.replace("yoga-helps", "walking-reduces-back-pain")),
    (FILE, CLAIMS.replace("efficacy", "[")),
    (FILE, CLAIMS.replace("\n", "\r\n")),
    (PAGE, ARTICLE.replace("Walking reduces", "Walking may reduce")),
    (PAGE, ARTICLE.replace("😀 Café", '<!-- claimcheck-ignore CC101 reason="it is known" by=Ada -->\n\n😀 Café')),
    (FILE, CLAIMS),
    ("claims/new.yaml", CLAIMS.replace("yoga-helps", "yoga-eases").replace("walking-reduces", "swimming-reduces")),
]


def without_fixes(report: Report) -> Report:
    """An editor asks for a fix where the cursor stands; none is made for all the others."""
    return evolve(report, findings=tuple(evolve(one, fix=None) for one in report.findings))


@pytest.fixture
def live(project: Path, monkeypatch: pytest.MonkeyPatch) -> LiveProject:
    monkeypatch.chdir(project)
    return LiveProject(Manner())


def test_every_edit_is_answered_as_a_whole_check_answers(live: LiveProject, project: Path) -> None:
    for name, text in EDITS:
        live.put(str(project / name), text)
        told = live.check()
        (project / name).write_bytes(text.encode())
        whole = without_fixes(check("claims"))
        assert told == whole, name
        assert [one.claim.location for one in told.verdicts] == [one.claim.location for one in whole.verdicts]


def test_an_edit_examines_the_claim_that_it_changes_and_no_other(
    live: LiveProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    examined: list[str] = []
    whole = kept.examine_claim

    def counting(project: object, claim: object, terms: object) -> object:
        examined.append(claim.id)  # type: ignore[attr-defined]
        return whole(project, claim, terms)  # type: ignore[arg-type]

    monkeypatch.setattr(kept, "examine_claim", counting)
    live.put(FILE, CLAIMS)
    live.check()
    examined.clear()
    live.put(FILE, CLAIMS.replace("    kind: efficacy\n", "    kind: efficacy\n    # and a line\n    query: walking\n"))
    live.check()
    assert examined == ["walking-reduces-back-pain"]


def test_what_is_kept_does_not_grow_with_the_edits(live: LiveProject) -> None:
    def after(edits: range) -> int:
        for number in edits:
            live.put(FILE, CLAIMS.replace("in adults", f"in {number} adults"))
            live.put(PAGE, ARTICLE.replace("in adults", f"in {number} adults"))
            live.check()
        gc.collect()
        return len(gc.get_objects())

    assert after(range(20, 120)) <= 1.01 * after(range(20))


TEXTS = st.text(st.sampled_from("aé😀\u2028\x85\x0b \n\r"), max_size=12)


@given(TEXTS, TEXTS)
def test_an_edit_makes_one_text_of_another_in_utf_16(before: str, after: str) -> None:
    before, after = (text.replace("\r\n", "\n").replace("\r", "\n") for text in (before, after))
    text = before
    for edit in edits(before, after, PositionCodec()):
        text = edited(text, edit)
    assert text == after


@given(TEXTS)
def test_no_edit_parts_a_line_end(text: str) -> None:
    for edit in edits(text, text.replace("\n", "\n\r\n"), PositionCodec()):
        lines = split(text)
        for place in (edit.range.start, edit.range.end):
            assert place.character <= 2 * len(lines[place.line])


@given(TEXTS, st.integers(1, 12), st.integers(1, 12), st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_a_place_comes_back_from_the_client_as_it_went(text: str, line: int, column: int, units: str) -> None:
    lines = split(text)
    line = min(line, len(lines))
    column = min(column, len(lines[line - 1]) + 1)
    positions = Positions(lines, PositionCodec(units))
    assert positions.place(positions.at(line, column)) == (line, column)


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("  - {id: a, statement: A.}   # flow", "{id: a, statement: A.}"),
        ("  - id: walking   # check again", "id: walking"),
        ("    citations: [{pmid: 11, stance: supports}, {pmid: 12}]  # two", "{pmid: 12}"),
        ("    citations: [{pmid: 11, stance: supports}, {pmid: 12}]  # two", "{pmid: 11, stance: supports}"),
        ("    outcome: [pain, 'stress, or # not', sleep] # three", "'stress, or # not'"),
        ("    outcome: [pain, stress, sleep]", "stress"),
        ("    outcome: [pain, sleep ]", "sleep"),
        ('  - {id: a, statement: "A {b} # c, d."}  # e', 'statement: "A {b} # c, d."'),
        ('    statement: "Half of all # signs {are}, ] wrong."  # e', '"Half of all # signs {are}, ] wrong."'),
        ("    statement: Pain [of the back], and more} is eased.  # e", "Pain [of the back], and more} is eased."),
        ("    quote: it's what's said, 'now' or#never  # e", "it's what's said, 'now' or#never"),
        ("    rejected: [{pmid: 1, reason: [a]}, {pmid: 2}]", "{pmid: 1, reason: [a]}"),
        ("                {pmid: 2}, {pmid: 3}]}  # e", "{pmid: 2}"),
        ("😀 a: b  # c", "a: b"),
    ],
)
def test_a_finding_marks_its_value_and_nothing_behind_it(line: str, marked: str) -> None:
    lines, codec = [line], PositionCodec()
    start = line.index(marked)
    finding = Finding("CC101", "unsourced", Severity.ERROR, "m", "a.yaml", 1, start + 1)
    [told] = diagnostics([finding], Positions(lines, codec))
    units = line.encode("utf-16-le")
    assert units[2 * told.range.start.character : 2 * told.range.end.character].decode("utf-16-le") == marked


def recorded(live: LiveProject) -> str:
    """The claims file with the sentence that nobody has recorded."""
    [found] = [one for one in live.check().findings if one.code == "CC102"]
    trouble = Trouble(found.code, found.claim_id, found.line or 0, found.column or 0)
    offers = Offers(live, "Ada", dt.date(2026, 11, 23)).in_article(PAGE, [trouble])
    [offer] = [one for one in offers if one.title.startswith("Record this sentence")]
    return offer.change(CLAIMS.encode()).decode()


def test_a_sentence_is_recorded_as_extract_drafts_it(live: LiveProject, project: Path) -> None:
    article = reader_for(PAGE)((project / PAGE).read_bytes(), PAGE)
    [drafted] = [one for one in extract_claims(article) if "depression" in one.statement]
    [*_, record] = read_claims(recorded(live).encode())
    assert (record.id, record.kind, record.statement) == (drafted.id, Kind.EFFICACY, drafted.statement)


def test_without_the_network_a_sentence_is_recorded_by_its_words(
    live: LiveProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    load.cache_clear()
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    [*_, record] = read_claims(recorded(live).encode())
    assert (record.kind, record.statement) == (None, "Yoga cures depression in adults within two weeks.")


@pytest.mark.parametrize(
    ("written", "wrong", "word"),
    [
        ("kind: efficacy", "kind: eficacy", "efficacy"),
        ("kind: efficacy", "kind: 'eficacy'  # sure", "efficacy"),
        ("stance: supports", "stance: suports", "supports"),
        ("kind: efficacy", "knid: efficacy", "kind"),
        ("id: yoga-helps", 'id: "Yoga helps"', "yoga-helps"),
        ("claims:\n", "defaults: {kind: safty}\nclaims:\n", "safety"),
    ],
)
def test_a_word_that_was_meant_is_offered(live: LiveProject, written: str, wrong: str, word: str) -> None:
    """It is a person's to take: `check --fix` leaves it."""
    text = CLAIMS.replace(written, wrong, 1)
    live.put(FILE, text)
    report = live.check()
    [found] = [one for one in report.findings if one.code == "CC002"]
    trouble = Trouble(found.code, found.claim_id, found.line or 0, found.column or 0)
    offers = Offers(live, "Ada", dt.date(2026, 11, 23)).in_claims(FILE, trouble.line, [trouble])
    [offer] = [one for one in offers if one.title == f"Write {word}"]
    live.put(FILE, offer.change(text.encode()).decode())
    assert "CC002" not in {one.code for one in live.check().findings}
    assert not any(one.fix for one in with_fixes(report, live.project).findings if one.code == "CC002")
