"""`refresh` after PubMed's record of a cited paper changed: what no longer holds is told, and what cannot be checked any more."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from support.boolean_server import BooleanServer
from support.eutils_server import record
from support.journeys import Run

PMID = "99100001"
PASSAGE = "Walking reduced back pain"
CITING = f"""\
claimcheck: 1
claims:
  - id: walking
    statement: Walking reduces back pain.
    citations:
      - {{pmid: {PMID}, stance: supports, passage: {PASSAGE}, reviewed: {{by: A. Editor, date: 2026-11-20}}}}
"""
ABSTRACT = f"Eighty people walked or rested. {PASSAGE} in all of them."
LINK = (
    '<CommentsCorrectionsList><CommentsCorrections RefType="{}"><RefSource>J Walks. 2026</RefSource><PMID Version="1">'
    "99100009</PMID></CommentsCorrections></CommentsCorrectionsList>"
)


@pytest.fixture
def become(online: Run, project: Path, server: BooleanServer) -> Callable[[str], str]:
    """What a plain refresh tells when the record that the lock knows has become another one."""
    (project / "claims" / "a.yaml").write_text(CITING)
    server.add(record(PMID, "A walk.", ABSTRACT))
    online("refresh")

    def told(changed: str) -> str:
        server.add(changed)
        return online("refresh").out

    return told


@pytest.mark.parametrize(
    "abstract",
    [
        "Eighty people walked or rested. Walking did not reduce back pain.",
        ABSTRACT.replace("reduced", "increased"),
        ABSTRACT.replace("back", "knee"),
        "A new abstract about other things.",
        ABSTRACT.replace("Walking reduced", "Walking slightly reduced"),
    ],
)
def test_a_passage_that_no_longer_stands_is_told(become: Callable[[str], str], online: Run, abstract: str) -> None:
    assert f'PMID {PMID} for walking: the passage "{PASSAGE}" no longer stands in its title' in become(
        record(PMID, "A walk.", abstract)
    )
    assert "CC501" in online("check").out


def test_a_passage_of_an_abstract_that_is_gone_is_not_known_to_stand(become: Callable[[str], str], online: Run) -> None:
    assert f'the passage "{PASSAGE}" can no longer be checked: it has no abstract now' in become(
        record(PMID, "A walk.")
    )
    checked = online("check", "--format", "full").out
    assert f"PMID {PMID}: not known whether the passage stands in its abstract" in " ".join(checked.split())
    assert "CC501" not in checked


@pytest.mark.parametrize(
    ("changed", "now"),
    [
        (record(PMID, "WITHDRAWN: A walk.", ABSTRACT), "withdrawn"),
        (record(PMID, "Withdrawn: A walk.", ABSTRACT), "withdrawn"),
        (record(PMID, "RETRACTED: A walk.", ABSTRACT), "retracted"),
        (record(PMID, "A walk.", ABSTRACT, types=["Retracted Publication"]), "retracted"),
        (record(PMID, "A walk.", ABSTRACT, extra=LINK.format("RetractionIn")), "retracted"),
        (record(PMID, "A walk.", ABSTRACT, extra=LINK.format("ExpressionOfConcernIn")), "expression-of-concern"),
        (record(PMID, "A walk.", ABSTRACT, extra=LINK.format("RetractionOf")), "itself a notice"),
        (record(PMID, "Correction to: A walk.", ABSTRACT), "itself a notice"),
    ],
)
def test_every_change_of_what_a_paper_is_is_told(become: Callable[[str], str], changed: str, now: str) -> None:
    assert f"PMID {PMID}: {now} (the lock said: no notices)" in become(changed)


@pytest.mark.parametrize("changed", [record(PMID, "A walk.", ABSTRACT), record(PMID, "A walk!", f"More. {ABSTRACT}")])
def test_where_nothing_of_it_changed_nothing_is_told(become: Callable[[str], str], changed: str) -> None:
    assert become(changed) == ""


@pytest.mark.parametrize("part", ["<b></i>", "<Author>", "&unknown;<b>", "<a b=1/>", "</x>"])
def test_a_record_that_cannot_be_read_is_told_in_one_sentence(
    online: Run, project: Path, server: BooleanServer, part: str
) -> None:
    """Its reason stands in the middle of sentences, and none ends in two full stops."""
    (project / "claims" / "a.yaml").write_text(
        "claimcheck: 1\nclaims:\n  - {id: walk, statement: Walking reduces pain.}\n"
    )
    server.add(record(PMID, "Walking reduces pain.", f"Walking reduces pain. {part}"))
    for command in ("find", "refresh"):
        told = online(command).err
        assert ".." not in told.replace("...", "")


def test_a_record_that_is_gone_is_told_for_what_it_was(
    become: Callable[[str], str], online: Run, project: Path, server: BooleanServer
) -> None:
    """What was known of it stays, also for who writes references, until PubMed has it again."""
    cited = online("cite", "--format", "csl-json").out
    assert '"A walk"' in cited
    del server.records[PMID]
    work = f'Tester T, 2020: "A walk" (PMID {PMID})'
    assert f"{work}: was in PubMed until {dt.date.today()}, and is no more" in online("refresh").out
    assert online("refresh").out == ""
    assert online("cite", "--format", "csl-json").out == cited
    assert f"PubMed has no record of {work} any more" in online("check", "--format", "concise").out
    become(record(PMID, "A walk.", ABSTRACT))
    assert "CC205" not in online("check", "--format", "concise").out


UNQUOTED = CITING.replace(f", passage: {PASSAGE}", "")


@pytest.mark.parametrize(
    ("claims", "changed", "change", "told"),
    [
        (UNQUOTED, record(PMID, "A walk.", "It did not help."), "abstract-changed", "its abstract changed;"),
        (UNQUOTED, record(PMID, "A walk."), "abstract-changed", "its abstract is gone;"),
        (CITING, record(PMID, "Bees.", ABSTRACT), "title-changed", 'its title was "A walk." and became "Bees.";'),
        (UNQUOTED.replace("reviewed", "added"), record(PMID, "A walk.", "It did not help."), "", ""),
        (UNQUOTED, record(PMID, "A walk!", ABSTRACT), "", ""),
        (UNQUOTED, record(PMID, "A walk.", f"{ABSTRACT} Copyright &#169; 2026 The Walkers."), "", ""),
        (UNQUOTED, record(PMID, "A walk.", f"{ABSTRACT} &#169; 2026 Elsevier. All rights reserved."), "", ""),
        (
            UNQUOTED,
            record(PMID, "A walk.", "It did not help. &#169; 2026 Elsevier."),
            "abstract-changed",
            "its abstract changed;",
        ),
    ],
)
def test_what_reads_otherwise_than_it_was_accepted_is_told(
    become: Callable[[str], str], online: Run, project: Path, server: BooleanServer, claims: str, changed: str, change: str, told: str
) -> None:  # fmt: skip
    (project / "claims" / "a.yaml").write_text(claims)
    server.add(changed)
    news = online("refresh", "--watch", "--dry-run", "--format", "json").json
    assert [one["change"] for one in news["changes"]] == ([change] if change else [])
    since = f"since {dt.date.today()} "
    assert f"PMID {PMID} for walking: {since}{told}" in become(changed) if change else become(changed) == ""
    assert become(changed) == ""


@pytest.mark.parametrize(
    "title",
    [
        "RETRACTED: A walk.",
        "[RETRACTED] A walk.",
        "Retracted Article: A walk.",
        "A walk [Retracted].",
        "A walk (Retracted Article).",
        "WITHDRAWN: A walk.",
        "A walk. [Withdrawn]",
    ],
)
def test_the_mark_of_a_retraction_is_no_other_title(
    become: Callable[[str], str], online: Run, server: BooleanServer, title: str
) -> None:
    """The work is told to be retracted once, and no second time when it is renamed; nor when the mark goes."""
    retracted = ["Retracted Publication"]
    told = become(record(PMID, "A walk.", ABSTRACT, types=retracted))
    assert told.count("\n") == 1
    assert "its title" not in become(record(PMID, title, ABSTRACT, types=retracted))
    assert "its title" not in become(record(PMID, "A walk.", ABSTRACT, types=retracted))
    assert "its title" in become(record(PMID, title.replace("A walk", "Bees"), ABSTRACT, types=retracted))


@pytest.mark.parametrize("name", ["doi: 10.5555/walk", "pmcid: PMC77"])
def test_a_record_that_is_gone_is_told_of_what_is_cited_by_another_name(
    online: Run, project: Path, server: BooleanServer, name: str
) -> None:
    (project / "claims" / "a.yaml").write_text(CITING.replace(f"pmid: {PMID}", name))
    server.add(record(PMID, "A walk.", ABSTRACT, doi="10.5555/walk", pmcid="PMC77"))
    online("refresh")
    del server.records[PMID]
    news = online("refresh", "--watch", "--dry-run", "--format", "json").json
    assert [(one["change"], one["pmid"]) for one in news["changes"]] == [("not-in-pubmed", PMID)]
    work = f'Tester T, 2020: "A walk" (PMID {PMID})'
    assert (
        online("refresh").out == f"{work}: was in PubMed until {dt.date.today()}, and is no more: deleted or merged\n"
    )
    assert online("refresh").out == ""
    told = " ".join(online("check", "--format", "full").out.split())
    assert f"PubMed held its record until {dt.date.today()} (PMID {PMID}) and holds it no more" in told
    server.add(record(PMID, "A walk.", ABSTRACT, doi="10.5555/walk", pmcid="PMC77"))
    online("refresh")
    assert "holds it no more" not in online("check", "--format", "full").out


def test_a_record_that_has_another_doi_now_is_not_gone(online: Run, project: Path, server: BooleanServer) -> None:
    (project / "claims" / "a.yaml").write_text(CITING.replace(f"pmid: {PMID}", "doi: 10.5555/walk"))
    server.add(record(PMID, "A walk.", ABSTRACT, doi="10.5555/walk"))
    online("refresh")
    server.add(record(PMID, "A walk.", ABSTRACT, doi="10.5555/run"))
    assert online("refresh").out == "10.5555/walk: PubMed has no such record\n"
    assert "A walk" in online("cite", "--format", "ama").out  # the reference stays whole
