"""`refresh --watch`: what changed in the standing of cited papers, who says so, and nothing else."""

import csv
import datetime as dt
import json
from collections.abc import Callable, Iterable
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest
from support.boolean_server import BooleanServer
from support.eutils_server import record, server_error
from support.journeys import Run

CITING = """\
claimcheck: 1
claims:
  - id: walking
    statement: Walking reduces back pain.
    citations:
      - {pmid: 99100001, stance: supports, reviewed: {by: A. Editor, date: 2026-11-20}}
  - id: strolling
    statement: Strolling reduces back pain.
    citations:
      - {doi: 10.5555/walk.1, stance: supports, reviewed: {by: A. Editor, date: 2026-11-20}}
      - {pmid: 99100002, stance: supports, reviewed: {by: A. Editor, date: 2026-11-20}}
"""
WALKING, RUNNING = "99100001", "99100002"
LINKS = "<CommentsCorrectionsList>{}</CommentsCorrectionsList>"
LINK = '<CommentsCorrections RefType="{}"><RefSource>{}</RefSource>{}</CommentsCorrections>'


def link(kind: str, pmid: str = "", source: str = "J Walks. 2026 Nov 2;3(4):5") -> str:
    return LINK.format(kind, source, f'<PMID Version="1">{pmid}</PMID>' if pmid else "")


def paper(pmid: str, *links: str, **more: Any) -> str:
    """An invented record; its notices as PubMed writes them."""
    doi = {WALKING: "10.5555/walk.1", RUNNING: "10.5555/run.1"}.get(pmid, "")
    return record(
        pmid,
        f"Invented study {pmid}.",
        "It helped.",
        doi=doi,
        extra=LINKS.format("".join(links)) if links else "",
        **more,
    )


@pytest.fixture
def cited(project: Path, server: BooleanServer) -> Callable[..., None]:
    """Put records in PubMed; the claims cite them."""
    (project / "claims" / "a.yaml").write_text(CITING)

    def put(*records: str) -> None:
        for one in records or (paper(WALKING), paper(RUNNING)):
            server.add(one)

    put()
    return put


def changes(ran: Any) -> list[tuple[str, str | None]]:
    return [(one["change"], one["pmid"]) for one in ran.json["changes"]]


def test_nothing_changed_is_an_empty_output_and_exit_0(online: Run, cited: Callable[..., None]) -> None:
    """The first time, when there is no lock yet, and every time after."""
    for _ in range(2):
        ran = online("refresh", "--watch")
        assert (ran.code, ran.out) == (0, "")
        assert "no change in what could be asked about" in ran.err
        assert "asked about 2 cited works; 0 could not be asked" in ran.err


def test_a_retraction_is_told_once_with_notice_claims_and_source(online: Run, cited: Callable[..., None]) -> None:
    """Who cites it by PMID and who by DOI; the second time it is old news, and the gate is red."""
    online("refresh", "--watch")
    cited(paper(WALKING, link("RetractionIn", "99100009"), types=["Retracted Publication"]))
    ran = online("refresh", "--watch")
    assert ran.code == 0
    assert ran.out == (
        "PMID 99100001 is retracted: notice PMID 99100009, 2026-11-02\n"
        "  Invented study 99100001. Tester T, Journal of Tests, 2020\n"
        "  cited by walking, strolling\n"
        f"  told by PubMed; last asked about on {dt.date.today()}\n"
    )
    assert online("refresh", "--watch").out == ""
    assert "CC301" in online("check").out


def test_without_a_lock_what_is_retracted_already_is_news(online: Run, cited: Callable[..., None]) -> None:
    """The first look tells what stands against the papers, and says that it is the first."""
    cited(paper(WALKING, link("ExpressionOfConcernIn", "99100009")))
    ran = online("refresh", "--watch", "--format", "json")
    (told,) = ran.json["changes"]
    assert (told["change"], told["first_time"], told["last_asked"]) == ("expression-of-concern", True, None)
    assert [claim["id"] for claim in told["claims"]] == ["walking", "strolling"]


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ([], [link("ExpressionOfConcernIn", "99100009")], "expression-of-concern"),
        ([], [link("ErratumIn", "99100009")], "corrected"),
        ([], [link("UpdateIn", "99100009")], "updated"),
        ([], [link("RetractedandRepublishedIn", "99100009")], "republished"),
        ([], [link("RetractionOf", "99100008")], "is-a-notice"),
        ([link("ErratumIn", "99100009")], [link("ErratumIn", "99100009"), link("ErratumIn", "99100010")], "corrected"),
        ([link("RetractionIn", "99100009")], [], "no-longer-retracted"),
        ([link("ExpressionOfConcernIn", "99100009")], [], "no-longer-under-concern"),
        ([link("ErratumIn")], [link("ErratumIn", "99100009")], None),
        ([link("ErratumIn", "99100009")], [], None),
        ([], [link("CommentIn", "99100009")], None),
    ],
)
def test_every_change_of_standing_is_told_and_no_other(
    online: Run, cited: Callable[..., None], before: list[str], after: list[str], change: str | None
) -> None:
    """A second erratum is news; that PubMed learns the PMID of the first, and comments, are none."""
    cited(paper(WALKING, *before))
    online("refresh", "--watch")
    cited(paper(WALKING, *after))
    assert changes(online("refresh", "--watch", "--format", "json")) == ([(change, WALKING)] if change else [])


def test_a_record_that_pubmed_has_no_longer_is_told(
    online: Run, cited: Callable[..., None], server: BooleanServer
) -> None:
    """PubMed withdraws records too."""
    online("refresh", "--watch")
    del server.records[RUNNING]
    assert changes(online("refresh", "--watch", "--dry-run", "--format", "json")) == [("not-in-pubmed", RUNNING)]
    assert online("refresh", "--watch").out == (
        "PMID 99100002 is no longer in PubMed: deleted or merged\n"
        "  Invented study 99100002. Tester T, Journal of Tests, 2020\n"
        "  cited by strolling\n"
        f"  told by PubMed; last asked about on {dt.date.today()}\n"
    )
    assert online("refresh", "--watch").out == ""


def test_could_not_ask_is_not_nothing_changed(
    online: Run, cited: Callable[..., None], monkeypatch: pytest.MonkeyPatch, project: Path
) -> None:
    """PubMed is down: exit 3, what could not be asked by name, and the lock as it was."""
    online("refresh", "--watch")
    before = (project / "claims" / "evidence.lock.json").read_bytes()
    monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", "http://127.0.0.1:9/")
    down = online("refresh", "--watch", "--format", "json")
    assert (down.code, down.json["changes"], down.json["asked"], down.json["exit_code"]) == (3, [], 0, 3)
    assert {one["identifier"] for one in down.json["not_asked"]} == {"10.5555/walk.1", WALKING, RUNNING}
    assert "3 could not be asked" in down.err
    assert (project / "claims" / "evidence.lock.json").read_bytes() == before


def test_what_was_found_before_the_trouble_is_told_and_kept(
    online: Run, cited: Callable[..., None], server: BooleanServer
) -> None:
    """The DOI cannot be looked up, the retraction of a PMID can: exit 3 with the news, and in the lock."""
    online("refresh", "--watch")
    cited(paper(RUNNING, link("RetractionIn", "99100009")))
    server._faults_at["esearch.fcgi"] = repeat(server_error())
    ran = online("refresh", "--watch")
    assert ran.code == 3
    assert "PMID 99100002 is retracted" in ran.out
    assert "could not ask PubMed about 10.5555/walk.1" in ran.err
    assert "CC301" in online("check").out


def test_a_dry_run_tells_and_writes_nothing(online: Run, cited: Callable[..., None], project: Path) -> None:
    """So the next run tells it again."""
    cited(paper(WALKING, link("RetractionIn", "99100009")))
    for _ in range(2):
        assert "is retracted" in online("refresh", "--watch", "--dry-run").out
    assert not (project / "claims" / "evidence.lock.json").exists()


def test_markdown_is_for_a_pull_request_and_can_mean_nothing_else(online: Run, cited: Callable[..., None]) -> None:
    """A title is no link, mention or markup; without news there is not one byte."""
    online("refresh", "--watch", "--format", "markdown")
    cited(paper(WALKING, link("RetractionIn", "99100009")).replace("Invented study", "@team [click](http://x) `rm`"))
    told = online("refresh", "--watch", "--format", "markdown").out
    assert "- **[PMID 99100001](https://pubmed.ncbi.nlm.nih.gov/99100001/) is retracted: notice PMID 99100009" in told
    assert "@team" not in told
    assert "[click](" not in told
    assert "claims/a.yaml:3" in told
    assert online("refresh", "--watch", "--format", "markdown").out == ""


def test_markdown_fits_a_pull_request(online: Run, project: Path, server: BooleanServer) -> None:
    """GitHub takes 65,536 characters; what has no room is counted."""
    pmids = [str(99200000 + number) for number in range(250)]
    cites = "".join(f"      - {{pmid: {pmid}, stance: supports}}\n" for pmid in pmids)
    (project / "claims" / "a.yaml").write_text(
        f"claimcheck: 1\nclaims:\n  - id: a\n    statement: A.\n    citations:\n{cites}"
    )
    for pmid in pmids:
        server.add(paper(pmid, link("RetractionIn", "99100009")).replace("Invented study", "Invented study, " * 20))
    told = online("refresh", "--watch", "--format", "markdown").out
    shown = told.count("is retracted")
    assert 0 < shown < 250
    assert f"\n- and {250 - shown} more, which this page has no room for\n" in told
    assert len(told) < 60_000


@pytest.mark.parametrize("extra", [["--format", "json"], ["--retractions", "list.csv"]])
def test_options_of_the_watch_without_it_are_wrong_use(
    online: Run, cited: Callable[..., None], server: BooleanServer, extra: list[str]
) -> None:
    """One sentence, and nobody is asked."""
    ran = online("refresh", *extra)
    assert not server.requests
    assert (ran.code, ran.out) == (2, "")
    assert "--retractions and --format go with --watch" in ran.err


# --- Retraction Watch's list

COLUMNS = [
    "Record ID",
    "Title",
    "Subject",
    "Institution",
    "Journal",
    "Publisher",
    "Country",
    "Author",
    "URLS",
    "ArticleType",
    "RetractionDate",
    "RetractionDOI",
    "RetractionPubMedID",
    "OriginalPaperDate",
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionNature",
    "Reason",
    "Paywalled",
    "Notes",
]


def row(number: int, nature: str = "Retraction", date: str = "11/2/2026 0:00", **columns: str) -> dict[str, str]:
    """A row as the list has it: 0 and "unavailable" where an identifier is not known."""
    usual = {
        "RetractionPubMedID": "0",
        "OriginalPaperPubMedID": "0",
        "RetractionDOI": "unavailable",
        "OriginalPaperDOI": "unavailable",
        "Reason": "+Concerns/Issues about Data;+Investigation by Journal/Publisher;",
        "Title": "Naïve, “quoted”\nand broken",
    }
    return usual | {"Record ID": str(number), "RetractionNature": nature, "RetractionDate": date} | columns


def listing(folder: Path, rows: Iterable[dict[str, str]], encoding: str = "utf-8") -> str:
    with (folder / "retractions.csv").open("w", encoding=encoding, newline="", errors="replace") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return "retractions.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_the_list_tells_of_a_paper_that_pubmed_has_no_notice_of(
    online: Run, cited: Callable[..., None], project: Path, encoding: str
) -> None:
    """It is told with its source, kept in the lock, held against the claim, and survives a refresh without the list."""
    online("refresh", "--watch")
    file = listing(project, [row(7, OriginalPaperPubMedID=RUNNING, RetractionPubMedID="99100012"), row(8)], encoding)
    ran = online("refresh", "--watch", "--retractions", file)
    assert ran.out.splitlines()[0] == (
        "PMID 99100002 is retracted: notice PMID 99100012, 2026-11-02 (Retraction Watch record 7: "
        "Concerns/Issues about Data, Investigation by Journal/Publisher)"
    )
    assert "\n  told by Retraction Watch; last asked about on " in ran.out
    assert online("refresh", "--watch", "--retractions", file).out == ""
    assert online("refresh", "--watch").out == ""
    gate = " ".join(online("check").out.split())
    assert "CC301" in gate
    assert "Retraction Watch record 7" in gate


def test_both_sources_are_told(online: Run, cited: Callable[..., None], project: Path) -> None:
    """PubMed's notice and the list's row, matched by DOI."""
    cited(paper(WALKING, link("RetractionIn", "99100009")))
    file = listing(project, [row(7, OriginalPaperDOI="10.5555/WALK.1", RetractionDOI="10.5555/notice.1")])
    ran = online("refresh", "--watch", "--retractions", file, "--format", "json")
    (told,) = ran.json["changes"]
    assert told["told_by"] == ["PubMed", "Retraction Watch"]
    assert [(one["told_by"], one["pmid"]) for one in told["notices"]] == [
        ("PubMed", "99100009"),
        ("Retraction Watch", None),
    ]
    assert "doi:10.5555/notice.1" in told["notices"][1]["source"]


def test_a_cited_retraction_notice_is_told_as_one(online: Run, cited: Callable[..., None], project: Path) -> None:
    """From the notice to the original; a notice that lies at the original's own address is no other work."""
    online("refresh", "--watch")
    rows = [
        row(7, OriginalPaperPubMedID="99100077", RetractionPubMedID=RUNNING),
        row(8, OriginalPaperDOI="10.5555/walk.1", RetractionDOI="10.5555/walk.1"),
    ]
    ran = online("refresh", "--watch", "--retractions", listing(project, rows), "--format", "json")
    assert changes(ran) == [("retracted", WALKING), ("is-a-notice", RUNNING)]
    assert "retraction of PMID 99100077 (Retraction Watch record 7" in ran.json["changes"][1]["message"]
    assert "CC304" in online("check").out


def test_a_reinstatement_takes_the_paper_off_the_list(online: Run, cited: Callable[..., None], project: Path) -> None:
    """One that is later than the retraction; PubMed's word would stay."""
    first = [row(7, OriginalPaperPubMedID=RUNNING)]
    online("refresh", "--watch", "--retractions", listing(project, first))
    again = [*first, row(9, "Reinstatement", "11/9/2026 0:00", OriginalPaperPubMedID=RUNNING)]
    ran = online("refresh", "--watch", "--retractions", listing(project, again))
    assert ran.out.startswith("PMID 99100002 is no longer retracted (it was: notice of 2026-11-02")
    assert "no longer told by Retraction Watch" in ran.out
    earlier = [*first, row(9, "Reinstatement", "11/1/2026 0:00", OriginalPaperPubMedID=RUNNING)]
    assert "is retracted" in online("refresh", "--watch", "--retractions", listing(project, earlier)).out


@pytest.mark.parametrize(
    ("nature", "change"), [("Expression of concern", "expression-of-concern"), ("Correction", "corrected")]
)
def test_the_list_tells_of_concerns_and_corrections(
    online: Run, cited: Callable[..., None], project: Path, nature: str, change: str
) -> None:
    online("refresh", "--watch")
    file = listing(
        project, [row(7, nature, OriginalPaperPubMedID=RUNNING), row(8, "Something new", OriginalPaperPubMedID=WALKING)]
    )
    assert changes(online("refresh", "--watch", "--retractions", file, "--format", "json")) == [(change, RUNNING)]


def test_a_row_about_another_pmid_is_another_paper_whatever_its_doi(
    online: Run, cited: Callable[..., None], project: Path
) -> None:
    """Identifiers that disagree prove nothing."""
    file = listing(project, [row(7, OriginalPaperPubMedID="99100077", OriginalPaperDOI="10.5555/walk.1")])
    assert changes(online("refresh", "--watch", "--retractions", file, "--format", "json")) == []


def test_a_work_that_pubmed_does_not_hold_is_told_every_time(
    online: Run, cited: Callable[..., None], project: Path
) -> None:
    """The lock has no record to keep it in, and it says so."""
    text = CITING.replace("{doi: 10.5555/walk.1,", "{doi: 10.5555/elsewhere.1,")
    (project / "claims" / "a.yaml").write_text(text)
    file = listing(project, [row(7, OriginalPaperDOI="10.5555/elsewhere.1")])
    for _ in range(2):
        ran = online("refresh", "--watch", "--retractions", file)
        assert ran.out.startswith("doi:10.5555/elsewhere.1 is retracted: notice of 2026-11-02")
        assert "the lock has no record of it, so this is told every time" in ran.out


def test_what_the_list_says_is_kept_when_pubmed_cannot_be_asked(
    online: Run, cited: Callable[..., None], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 3, and the news in the lock all the same."""
    online("refresh", "--watch")
    monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", "http://127.0.0.1:9/")
    file = listing(project, [row(7, OriginalPaperPubMedID=RUNNING)])
    ran = online("refresh", "--watch", "--retractions", file)
    assert ran.code == 3
    assert "PMID 99100002 is retracted" in ran.out
    lock = json.loads((project / "claims" / "evidence.lock.json").read_text())
    assert "Retraction Watch record 7" in lock["papers"][RUNNING]["notices"][0]["source"]


def test_refreshing_a_part_of_the_claims_keeps_what_the_list_said_of_the_rest(
    online: Run, cited: Callable[..., None], project: Path
) -> None:
    """Only what is cited by the files at hand is looked up in the list."""
    (project / "claims" / "b.yaml").write_text(
        CITING.replace("walking", "other").replace("strolling", "more").replace("99100002", "99100003")
    )
    cited(paper("99100003"))
    online("refresh", "--watch", "--retractions", listing(project, [row(7, OriginalPaperPubMedID=RUNNING)]))
    assert online("refresh", "claims/b.yaml", "--watch", "--retractions", listing(project, [])).out == ""
    assert "CC301" in online("check").out


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "No such file or directory"),
        (b"PMID,Title\n1,A\n", "is not Retraction Watch's CSV: it has no column 'Record ID'"),
        (b"", "it has no column"),
        (",".join(COLUMNS).encode() + b'\n1,"' + b"x" * 200_000 + b'"\n', "field larger than field limit"),
    ],
)
def test_a_list_that_is_none_is_told_before_anybody_is_asked(
    online: Run, cited: Callable[..., None], project: Path, server: BooleanServer, content: bytes | None, told: str
) -> None:
    """Wrong use: exit 2, one sentence."""
    if content is not None:
        (project / "list.csv").write_bytes(content)
    ran = online("refresh", "--watch", "--retractions", "list.csv")
    assert ran.code == 2
    assert told in ran.err
    assert not server.requests
