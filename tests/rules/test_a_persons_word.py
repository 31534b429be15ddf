"""What sets a rule aside is a person's word, with words in it: reviews, reasons, and waivers of a retraction."""

from pathlib import Path

import pytest
from support.gate import gate

import claimcheck as cc
from claimcheck.cli.main import main
from claimcheck.model import Report

GOOD, RETRACTED = "pmid: 99000024", "pmid: 99000004"
SIGNED = "reviewed: {by: editor, date: 2026-11-20}"


def claim(kind: str, *citations: str, more: str = "") -> str:
    cited = "".join(f"      - {{{one}}}\n" for one in citations)
    cited = f"    citations:\n{cited}" if cited else ""
    return f"claims:\n  - id: eases\n    statement: Massage may ease leg pain.\n    kind: {kind}\n{cited}{more}"


def errors(report: Report) -> set[str]:
    return {one.code for one in report.findings if one.severity == "error"}


NO_REVIEWS = [
    "by: claimcheck, date: 2026-11-20",
    "by: ClaimCheck",
    "by: article, date: 2026-11-20",
    'by: "?"',
    'by: "-"',
    'by: "\\u200b"',
    "by: editor, date: 2026-11-25",
    "by: editor, date: 2099-01-01",
]


@pytest.mark.parametrize("signed", NO_REVIEWS)
@pytest.mark.parametrize("kind", ["efficacy", "safety", "recommendation"])
def test_no_person_has_reviewed_it(tmp_path: Path, kind: str, signed: str) -> None:
    report = gate(tmp_path, claim(kind, f"{GOOD}, stance: supports, reviewed: {{{signed}}}"))
    assert (report["eases"].status, "CC106" in errors(report)) == ("proposed", True)
    assert "signed" in next(one.message for one in report.findings if one.code == "CC106")


@pytest.mark.parametrize("signed", NO_REVIEWS)
def test_nor_a_link_or_a_contradiction(tmp_path: Path, signed: str) -> None:
    link = 'url: "https://example.org/backs", title: Backs'
    report = gate(tmp_path, claim("efficacy", f"{link}, stance: supports, reviewed: {{{signed}}}"))
    assert (report["eases"].status, "CC101" in errors(report)) == ("unsourced", True)
    report = gate(tmp_path, claim("efficacy", f"{GOOD}, stance: contradicts, reviewed: {{{signed}}}"))
    assert (report["eases"].status, errors(report)) == ("unsourced", {"CC101"})


@pytest.mark.parametrize("signed", ["by: editor", "by: A, date: 2026-11-23", "by: \u674e, date: 2026-11-24"])
def test_a_person_has(tmp_path: Path, signed: str) -> None:
    """In the east it is tomorrow already."""
    report = gate(tmp_path, claim("efficacy", f"{GOOD}, stance: supports, reviewed: {{{signed}}}"))
    assert (report["eases"].status, errors(report)) == ("sourced", set())


@pytest.mark.parametrize("name", ["claimcheck", "Article", "?"])
def test_nobody_signs_in_the_programs_name(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gate(tmp_path, claim("efficacy", f"{GOOD}, stance: supports"))
    monkeypatch.chdir(tmp_path)
    assert main(["accept", "eases", "99000024", "--by", name]) == 2
    assert "cannot be the name of a person" in capsys.readouterr().err


@pytest.mark.parametrize(
    "because", ["", "    because:\n", "    because: ~\n", '    because: "-"\n', '    because: "\\u200b"\n']
)
def test_a_claim_needs_a_source_unless_it_says_why_not(tmp_path: Path, because: str) -> None:
    more = f"    needs_source: false\n{because}"
    report = gate(tmp_path, claim("efficacy", more=more))
    assert (report["eases"].status, errors(report)) == ("unsourced", {"CC101"})
    assert "because" in report.findings[0].message
    cited = gate(tmp_path, claim("efficacy", f"{GOOD}, stance: supports, {SIGNED}", more=more))
    assert (cited["eases"].status, errors(cited)) == ("sourced", set())


def test_one_that_says_why_needs_none(tmp_path: Path) -> None:
    report = gate(tmp_path, claim("efficacy", more="    needs_source: false\n    because: our service\n"))
    assert (report["eases"].status, errors(report)) == ("not-needed", set())
    assert cc.check(cc.Claim("Zinc cures colds.", needs_source=False)).exit_code() == 1
    assert cc.check(cc.Claim("We open at nine.", needs_source=False, because="our hours")).exit_code() == 0


def waiver(rule: str, reason: str) -> str:
    return f'    waivers: [{{rule: {rule}, reason: "{reason}"}}]\n'


REASONS = ["we do not discuss the retraction", "retraction pending", "the text discusses the retraction"]


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("stance", [", stance: supports", ", stance: partly", ""])
def test_no_reason_lets_a_claim_rest_on_a_retracted_paper(tmp_path: Path, stance: str, reason: str) -> None:
    both = (f"{RETRACTED}{stance}, {SIGNED}", f"{GOOD}, stance: supports, {SIGNED}")
    assert errors(gate(tmp_path, claim("efficacy", *both, more=waiver("CC301", reason)))) == {"CC301", "CC904"}


@pytest.mark.parametrize("stance", ["background", "inconclusive", "contradicts"])
def test_a_text_may_discuss_a_retraction(tmp_path: Path, stance: str) -> None:
    both = (f"{RETRACTED}, stance: {stance}, {SIGNED}", f"{GOOD}, stance: supports, {SIGNED}")
    more = waiver("retracted-paper", "the text discusses the retraction")
    assert errors(gate(tmp_path, claim("efficacy", *both, more=more))) == set()
    assert errors(gate(tmp_path, claim("efficacy", *both, more=waiver("CC301", "he likes it")))) == {"CC301", "CC904"}


def test_a_reason_has_a_word_in_it(tmp_path: Path) -> None:
    for reason in ("\\u200b", "-", "?!"):
        assert "CC901" in errors(gate(tmp_path, claim("efficacy", more=waiver("CC101", reason))))


@pytest.mark.parametrize("more", ["", "    because: '-'\n"])
def test_what_lacks_its_reason_is_not_searched_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], more: str
) -> None:
    text = claim("efficacy", more=f"    needs_source: false\n{more}")
    report = gate(tmp_path, text)
    assert [one.hint for one in report.findings if one.code == "CC101"] == [
        "write why it needs no source beside `needs_source: false`: `because: …`"
    ]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "claims").mkdir(exist_ok=True)
    (tmp_path / "claims" / "a.yaml").write_text(f"claimcheck: 1\n{text}")
    assert main([]) == 0
    told = capsys.readouterr().out
    assert "claimcheck find" not in told
    assert "claimcheck check" in told
    main(["find"])
    assert "every claim that needs a source has one" in capsys.readouterr().err
