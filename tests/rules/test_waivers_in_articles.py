"""Waivers that stand in the article itself, as comments that readers do not see."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.gate import TODAY, project

from claimcheck.gate import check, waivers_of
from claimcheck.model import Location, Report, Waiver
from claimcheck.project import Project
from claimcheck.rules.ignores import waiver_of
from claimcheck.rules.ruleset import Ruleset

CLAIMS = """\
article: {path: page.md, reviewed: 2026-03-01}
claims:
  - {id: first, statement: Massage helps., quote: massage helps a back}
  - {id: second, statement: Heat helps., quote: heat helps a back}
  - {id: third, statement: Rest helps., quote: rest helps a back}
"""
REASON = 'reason="the guideline appears soon" by=editor'


def checked(folder: Path, article: str, claims: str = CLAIMS) -> Report:
    return check(project(folder, claims, article=article), today=TODAY)


def open_claims(report: Report) -> list[str | None]:
    return [finding.claim_id for finding in report.findings if finding.code == "CC101"]


def about_waivers(report: Report) -> list[tuple[str, str, int | None, int | None]]:
    found = (one for one in report.findings if one.code.startswith("CC90"))
    return [(one.code, Path(one.path).name, one.line, one.column) for one in found]


@pytest.mark.parametrize(
    ("article", "left"),
    [
        (f"<!-- claimcheck-ignore CC101 {REASON} -->\nThe massage helps a back. Still, heat helps a back.\n\nSo rest helps a back.\n", ["third"]),
        (f"<!-- claimcheck-ignore CC101 {REASON} -->\n\nThe massage helps a back.\nStill, heat helps a back.\n\nSo rest helps a back.\n", ["third"]),
        (f"The massage helps a back. <!-- claimcheck-ignore CC101 {REASON} --> Still, heat helps a back. So rest helps a back.\n", ["first", "third"]),
        (f"The massage <!-- claimcheck-ignore CC101 {REASON} --> helps a back. Still, heat helps a back. So rest helps a back.\n", ["second", "third"]),
        (f"The massage helps a back.\n\nStill, heat helps a back.\n\n<!-- claimcheck-ignore unsourced-claim\n  {REASON}\n-->\nSo rest helps a back.\n", ["first", "second"]),
        (f"<!-- claimcheck-ignore CC101 {REASON} --> The massage helps a back. Still, heat helps a back. So rest helps a back.\n", ["second", "third"]),
        (f"- <!-- claimcheck-ignore CC101 {REASON} -->\n  The massage helps a back. Still, heat helps a back. So rest helps a back.\n", ["second", "third"]),
        (f"The massage helps a back<!-- claimcheck-ignore CC101 {REASON} -->. Still, heat helps a back. So rest helps a back.\n", ["second", "third"]),
        (f"\n<!-- claimcheck-ignore CC101 {REASON} -->\nThe massage helps a back. Still, heat helps a back.\n\nSo rest helps a back.\n", ["third"]),
    ],
    ids=["paragraph", "empty line between", "following sentence", "own sentence", "several lines, by name", "first in its line", "first in a list item", "before the full stop", "after an empty line"],
)  # fmt: skip
def test_a_comment_covers_the_block_or_sentence_that_follows(tmp_path: Path, article: str, left: list[str]) -> None:
    """On its own lines the whole block, within a line one sentence; what it hides is waived, not gone."""
    report = checked(tmp_path, article)
    assert open_claims(report) == left
    assert len(report.waived) == 3 - len(left)
    assert about_waivers(report) == []


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ('CC101 until=2026-11-22 reason="soon"', "CC902"),
        ("CC101 by=editor", "CC901"),
        ('CC999 reason="soon"', "CC901"),
        ('CC101 CC103 reason="soon"', "CC901"),
        ('reason="soon"', "CC901"),
        ('CC101 until=soon reason="soon"', "CC901"),
        ('CC901 reason="soon"', "CC904"),
        ('CC106 reason="soon"', "CC903"),
    ],
)
def test_what_is_wrong_with_a_comment_is_told_where_it_stands(tmp_path: Path, comment: str, code: str) -> None:
    """Expired, incomplete, unwaivable, unused: once for the comment, however many claims it covers, and it hides nothing."""
    report = checked(
        tmp_path,
        f"# Backs\n\n<!-- claimcheck-ignore {comment} -->\nThe massage helps a back and heat helps a back. And rest helps a back.\n",
    )
    assert about_waivers(report) == [(code, "page.md", 3, 1)]
    assert open_claims(report) == ["first", "second", "third"]


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        ('claimcheck-ignore CC101 until=2026-2-1 reason="soon"', "expected a date such as 2027-03-01, found 2026-2-1"),
        ('claimcheck-ignore CC101 until=“soon” reason="soon"', "expected a date such as 2027-03-01, found soon"),
        ('claimcheck-ignore CC101 until="" reason="soon"', "expected a date such as 2027-03-01, found "),
        ('claimcheck-ignore CC101 untill=2027-01-01 reason="x"', "there is no untill; did you mean until?"),
        ('claimcheck-ignore CC101 because="x"', "there is no because; known are until, reason, by"),
        ('claimcheck-ignore CC101 CC102 reason="x"', "expected one rule, and until, reason, by as in by=editor; found CC101 CC102"),
        ('claimcheck-ignore CC101,CC102 reason="x"', "expected one rule, and until, reason, by as in by=editor; found CC101,CC102"),
        ("claimcheck-ignore CC101 the guideline is late", "expected one rule, and until, reason, by as in by=editor; found CC101 the guideline is late"),
        ('claimcheck ignore CC101 reason="x"', "write it claimcheck-ignore"),
        ('claimcheck_ignore CC101 reason="x"', "write it claimcheck-ignore"),
        ('Claimcheck: ignore CC101 reason="x"', "write it claimcheck-ignore"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_of_a_comment_is_what_is_blamed(tmp_path: Path, comment: str, told: str) -> None:
    """Not its reason, which is there; and it hides nothing."""
    report = checked(tmp_path, f"<!-- {comment} -->\nmassage helps a back. heat helps a back. rest helps a back.\n")
    found = [one.message for one in report.findings if one.code == "CC901"]
    assert found == [f"the waiver cannot be read: {told}"]
    assert open_claims(report) == ["first", "second", "third"]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("CC101 reason=“the editor’s word” by=Jo", "the editor’s word"),
        ("CC101 reason=„bald“ by=Jo", "bald"),
        ("CC101 reason=‘the editor’s word’ by=Jo", "the editor’s word"),
        ("CC101 reason='the editor’s word' by=Jo", "the editor’s word"),
        (': CC101 Reason="soon" by=Jo', "soon"),
    ],
)
def test_a_comment_is_read_as_programs_for_text_write_it(words: str, reason: str) -> None:
    """Their quotation marks, capitals, and a colon behind the mark."""
    assert waiver_of(words, Location()) == Waiver("CC101", reason, None, "Jo")


def test_a_comment_until_today_still_holds(tmp_path: Path) -> None:
    """The last day is a day."""
    report = checked(
        tmp_path,
        "<!-- claimcheck-ignore CC101 until=2026-11-23 reason='soon' -->\nThe massage helps a back. heat helps a back. rest helps a back.\n",
    )
    assert report.findings == ()


def test_a_comment_that_one_of_several_claims_needs_is_used(tmp_path: Path) -> None:
    """A paragraph has sound claims beside the one that is waived."""
    claims = CLAIMS.replace("quote: heat helps a back", "quote: heat helps a back, needs_source: false, because: test")
    report = checked(
        tmp_path,
        f"<!-- claimcheck-ignore CC101 {REASON} -->\nThe massage helps a back. heat helps a back.\n\nrest helps a back.\n",
        claims,
    )
    assert about_waivers(report) == []
    assert open_claims(report) == ["third"]


def test_a_comment_before_no_claim_is_unused(tmp_path: Path) -> None:
    """It would hide the next fault unseen."""
    report = checked(
        tmp_path,
        f"massage helps a back. heat helps a back. rest helps a back.\n\nThe end. <!-- claimcheck-ignore CC101 {REASON} -->\n",
    )
    assert about_waivers(report) == [("CC903", "page.md", 3, 10)]
    assert any("the waiver for CC101 stands before no claim's words" in one.message for one in report.findings)


def test_a_comment_in_code_is_text(tmp_path: Path) -> None:
    """A page that explains claimcheck waives nothing by it."""
    report = checked(
        tmp_path,
        f"```html\n<!-- claimcheck-ignore CC101 {REASON} -->\n```\n\nThe massage helps a back, heat helps a back, rest helps a back.\n",
    )
    assert about_waivers(report) == []
    assert open_claims(report) == ["first", "second", "third"]


def test_a_comment_that_readers_see_is_text(tmp_path: Path) -> None:
    """In a code span it explains claimcheck; MDX's comments are words elsewhere."""
    report = checked(
        tmp_path,
        f"Write `<!-- claimcheck-ignore CC101 {REASON} -->` or {{/* claimcheck-ignore CC101 {REASON} */}} so that the massage helps a back, heat helps a back, rest helps a back.\n",
    )
    assert about_waivers(report) == []
    assert open_claims(report) == ["first", "second", "third"]


def test_the_line_of_a_comment_counts_from_the_first(tmp_path: Path) -> None:
    """An empty line at the top of the page is a line."""
    report = checked(
        tmp_path, "\n<!-- claimcheck-ignore CC101 -->\nThe massage, heat helps a back, rest helps a back.\n"
    )
    assert about_waivers(report) == [("CC901", "page.md", 2, 1)]


@pytest.mark.parametrize("comment", ["{/* claimcheck-ignore CC101 %s */}", "{ /* claimcheck-ignore CC101\n%s\n*/ }"])
def test_a_comment_of_mdx_does_the_same(tmp_path: Path, comment: str) -> None:
    """MDX has no HTML comments; its own cover block or sentence, and code stays code."""
    article = (
        "import A from './a'\n\n"
        f"{comment % REASON}\nThe <A>massage helps</A> a back. Still, heat helps a back.\n\nSo rest helps a back.\n\n"
        f"```\n{comment % REASON}\n```\n\n{{/* a comment of somebody's */}} The end. {comment % 'reason=none'} Really.\n"
    )
    home = project(tmp_path, CLAIMS.replace("page.md", "page.mdx"), article=None)
    (home / "page.mdx").write_text(article, encoding="utf-8")
    report = check(home, today=TODAY)
    assert open_claims(report) == ["third"]
    assert [one[:2] for one in about_waivers(report)] == [("CC903", "page.mdx")]


def test_every_waiver_is_listed_with_its_state(tmp_path: Path) -> None:
    """Those of the records and those of the articles."""
    claims = CLAIMS.replace(
        "quote: rest helps a back",
        "quote: rest helps a back, waivers: [{rule: CC101, reason: later, until: 2026-11-22}]",
    )
    home = project(
        tmp_path,
        claims,
        article=f"massage helps a back. heat helps a back. <!-- claimcheck-ignore CC101 {REASON} --> rest helps a back.\n",
    )
    listed = waivers_of(Project.at(home), Ruleset(), TODAY)
    assert [(claim, one.fault.value, one.waiver.reason) for claim, one in listed] == [
        ("third", "expired", "later"),
        (None, "none", "the guideline appears soon"),
    ]


@given(st.text())
def test_any_comment_is_read(text: str) -> None:
    """Whatever stands in the comment, it is a waiver with or without a reason, never an exception."""
    assert waiver_of(text, Location()).location == Location()
