"""An entry of the baseline is about one work, one quote, one waiver: the next one with the same fault is new."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.gate import TODAY, project

from claimcheck.baseline import read_baseline, write_baseline
from claimcheck.errors import UsageError
from claimcheck.gate import check

CLAIM = """\
article: {path: page.md, reviewed: 2026-03-01}
claims:
  - id: eases
    statement: Massage may ease leg pain.
"""
SIGNED = "reviewed: {by: editor, date: 2026-11-20}"


def cites(*works: str) -> str:
    return CLAIM + "    citations:\n" + "".join(f"      - {{{work}, stance: supports, {SIGNED}}}\n" for work in works)


GOOD = "pmid: 99000024"
NEXT = {
    "retracted": ("CC301", cites("pmid: 99000004", GOOD), cites("pmid: 99000033", GOOD)),
    "retracted, the first still cited": (
        "CC301",
        cites("pmid: 99000004", GOOD),
        cites("pmid: 99000033", "pmid: 99000004", GOOD),
    ),
    "withdrawn": ("CC306", cites("pmid: 99000009", GOOD), cites("doi: 10.5555/claimcheck.9", GOOD)),
    "stale": ("CC005", cites("pmid: 99000099"), cites("pmid: 99000095")),
    "malformed": ("CC201", cites("pmid: PMC2219647", GOOD), cites("pmid: PMC2219648", GOOD)),
    "link to a page": (
        "CC107",
        cites('url: "https://scholar.google.com/scholar?q=massage", title: Massage', GOOD),
        cites('url: "https://scholar.google.com/scholar?q=heat", title: Massage', GOOD),
    ),
    "quote": ("CC702", CLAIM + "    quote: It cures all.\n", CLAIM + "    quote: It cures nobody.\n"),
    "attribution": (
        "CC104",
        CLAIM + "    attributed_to: {journal: Lancet, year: 2020}\n",
        CLAIM + "    attributed_to: {journal: Lancet, year: 2021}\n",
    ),
    "vague words": (
        "CC103",
        CLAIM + "    attributed_to: {vague: studies show}\n",
        CLAIM + "    attributed_to: {vague: experts say}\n",
    ),
    "waiver": (
        "CC902",
        CLAIM + "    waivers: [{rule: CC101, reason: soon, until: 2020-01-01}]\n",
        CLAIM + "    waivers: [{rule: CC301, reason: the retraction is discussed, until: 2020-01-01}]\n",
    ),
    "article": ("CC004", CLAIM.replace("page.md", "a.md"), CLAIM.replace("page.md", "b.md")),
}
PASSAGES = [
    "claims:\n  - id: misquoted\n    statement: Massage may ease leg pain.\n    citations:\n"
    f"      - {{{GOOD}, stance: supports, passage: {passage}, {SIGNED}}}\n"
    for passage in ("It cured all.", "It cured half.")
]


def told(folder: Path, claims: str, code: str) -> list[str]:
    report = check(project(folder, claims), today=TODAY, baseline=folder / "known.json")
    return [one.about for one in report.findings if one.code == code]


@pytest.mark.parametrize(
    ("code", "before", "after"), [*NEXT.values(), ("CC501", *PASSAGES)], ids=[*NEXT, "fabricated passage"]
)
def test_another_one_of_the_same_kind_is_new(tmp_path: Path, code: str, before: str, after: str) -> None:
    listed = tmp_path / "known.json"
    write_baseline(listed, check(project(tmp_path, before), today=TODAY))
    assert told(tmp_path, before, code) == []
    [about] = told(tmp_path, after, code)
    _, left = write_baseline(listed, check(project(tmp_path, after), today=TODAY), grow=False)
    assert left
    assert about.casefold() not in {one.about for one in read_baseline(listed).entries}


@pytest.mark.parametrize(
    "works",
    [("pmid: 99000004", "pmid: 99000010"), ("pmid: 99000010", "pmid: 99000004"), ("pmid: 99000004, year: 2024", GOOD)],
)
def test_what_is_edited_elsewhere_brings_nothing_back(tmp_path: Path, works: Sequence[str]) -> None:
    write_baseline(tmp_path / "known.json", check(project(tmp_path, cites("pmid: 99000004", GOOD)), today=TODAY))
    assert told(tmp_path, cites(*works), "CC301") == []


def test_a_list_of_a_former_version_holds_and_is_told_to_be_written_anew(tmp_path: Path) -> None:
    listed, now = tmp_path / "known.json", cites("pmid: 99000004", GOOD)
    entry = {"claim": "eases", "rule": "CC301", "statement": "massage may ease leg pain."}
    listed.write_text(json.dumps({"format": "claimcheck-baseline/1", "known": [entry]}))
    report = check(project(tmp_path, now), today=TODAY, baseline=listed)
    assert [one.code for one in report.known] == ["CC301"]
    [anew] = [one for one in report.findings if one.code == "CC905"]
    assert ("99000004" in anew.message, anew.severity.value, report.exit_code()) == (True, "note", 0)
    assert "--write-baseline" in anew.hint
    assert write_baseline(listed, check(tmp_path / "claims", today=TODAY), grow=False)[0] == 1
    assert [one.about for one in read_baseline(listed).entries] == ["pmid 99000004"]
    assert told(tmp_path, now, "CC905") == []
    assert told(tmp_path, cites("pmid: 99000033", GOOD), "CC301") == ["PMID 99000033"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"format": "claimcheck-baseline/1"}', "known is missing"),
        ("[" * 200_000, "nested too deeply"),
        ('{"format": "claimcheck-baseline/1", "known": [1]}', "damaged"),
    ],
)
def test_a_damaged_baseline_is_told_in_words(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "claimcheck-baseline.json"
    path.write_text(content)
    with pytest.raises(UsageError, match=told):
        read_baseline(path)


def test_a_byte_order_mark_before_a_baseline_is_none_of_it(tmp_path: Path) -> None:
    """Editors on Windows write one; the lock may have it too."""
    path = tmp_path / "claimcheck-baseline.json"
    path.write_text('{"format": "claimcheck-baseline/1", "known": []}', encoding="utf-8-sig")
    assert read_baseline(path).entries == {}
