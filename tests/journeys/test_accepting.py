"""`accept` of papers that were taken back since they were found, that PubMed does not have, and of several at once."""

from pathlib import Path

import pytest
from support.boolean_server import BooleanServer
from support.journeys import Ran, Run, claims_file
from support.papers import MANIPULATION, MANIPULATION_HELPS, MANIPULATION_NULL, MANIPULATION_RETRACTED

from claimcheck.model import Claim

NULL, HELPS = str(MANIPULATION_NULL.pmid), str(MANIPULATION_HELPS.pmid)
OTHER = "  - {id: other, statement: Another claim., citations: [{pmid: %s, stance: supports}]}\n"
BY = ("--by", "A. Editor")


@pytest.fixture
def found(online: Run, project: Path) -> Path:
    """The claims file, after a search; another claim cites one of the papers that it came upon."""
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(MANIPULATION) + OTHER % NULL)
    assert f"PMID {NULL}" in one_line(online("find"))
    return path


def retracted(server: BooleanServer, pmid: str) -> None:
    raw = str(server.records[pmid])
    server.add(raw.replace("<PublicationTypeList>", "<PublicationTypeList><PublicationType>Retracted Publication</PublicationType>"))  # fmt: skip


def one_line(ran: Ran) -> str:
    return " ".join((ran.out + ran.err).split())


def test_what_was_retracted_since_it_was_found_is_offered_no_more(
    online: Run, found: Path, server: BooleanServer
) -> None:
    online("reject", MANIPULATION.id, HELPS, *BY)
    offer = f"claimcheck accept {MANIPULATION.id} {NULL}"
    assert offer in one_line(online("check", "--format", "full"))
    retracted(server, NULL)
    online("refresh")
    assert offer not in one_line(online("check", "--format", "full"))


@pytest.mark.parametrize("pmid", [NULL, str(MANIPULATION_RETRACTED.pmid)])
def test_a_retracted_paper_is_accepted_only_by_who_says_so_twice(
    online: Run, found: Path, server: BooleanServer, pmid: str
) -> None:
    """Be it that the lock has its record, or that PubMed is asked for it."""
    retracted(server, NULL)
    online("refresh")
    before = found.read_bytes()
    accept = ("accept", MANIPULATION.id, pmid, "--stance", "supports", *BY)
    ran = online(*accept)
    assert (ran.code, found.read_bytes()) == (2, before)
    assert "is retracted: cite another paper, or say --yes" in one_line(ran)
    assert f"(PMID {pmid}); retracted" in one_line(online(*accept, "--yes"))


@pytest.mark.parametrize(("stance", "code"), [("background", 0), ("contradicts", 0), ("partly", 2)])
def test_a_retraction_may_be_what_the_claim_is_about(online: Run, found: Path, stance: str, code: int) -> None:
    ran = online("accept", MANIPULATION.id, str(MANIPULATION_RETRACTED.pmid), "--stance", stance, *BY)
    assert ran.code == code
    assert "retracted" in one_line(ran)


@pytest.mark.parametrize(("stance", "is_quoted"), [("contradicts", True), ("supports", False)])
def test_the_sentence_that_was_shown_becomes_the_passage(
    online: Run, project: Path, server: BooleanServer, stance: str, is_quoted: bool
) -> None:
    """Where the person takes it as the machine did; so the gate sees when it stands there no more."""
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(MANIPULATION))
    online("find")
    online("accept", MANIPULATION.id, NULL, "--stance", stance, *BY)
    sentence = (MANIPULATION_NULL.sections or ())[-1].text
    assert (sentence in path.read_text()) is is_quoted
    assert "CC501" not in one_line(online("check"))
    assert not is_quoted or "whether the passage stands" not in one_line(online("check", "--format", "full"))
    server.add(str(server.records[NULL]).replace(sentence, "We do not know."))
    assert ("no longer stands" in one_line(online("refresh"))) is is_quoted


def test_a_candidate_that_pubmed_has_not_got_is_not_accepted_unasked(
    online: Run, project: Path, server: BooleanServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether PubMed says so now, or has said so and cannot be asked again."""
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(MANIPULATION))
    online("find")
    del server.records[NULL]
    path.write_text(claims_file(MANIPULATION) + OTHER % NULL)
    online("refresh")
    accept = ("accept", MANIPULATION.id, NULL, "--stance", "supports", *BY)
    ran = online(*accept)
    assert (ran.code, "PubMed has no record" in ran.err) == (2, True)
    monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", "http://127.0.0.1:9/")
    monkeypatch.setenv("CLAIMCHECK_CACHE_DIR", str(project.parent / "other-cache"))
    assert online(*accept).code == 3
    assert f"{NULL}, stance: supports, reviewed" not in path.read_text()


def test_a_line_of_a_list_that_cannot_be_done_costs_no_other(online: Run, project: Path) -> None:
    walking = Claim("Walking helps.", id="walking")
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(MANIPULATION, walking))
    lines = (f"walking {NULL} supports", "walking 99999999 supports", f"{MANIPULATION.id} {HELPS} supports")
    (project / "l.txt").write_text("\n".join(lines))
    ran = online("accept", "--list", "l.txt", *BY)
    assert ran.code == 2
    assert "claimcheck: l.txt, line 2: PubMed has no record 99999999" in ran.err
    assert "1 of 3 could not be done; the others are" in ran.err
    assert path.read_text().count("reviewed:") == 2
    (project / "l.txt").write_text("walking 99999999 supports\n" * 3)
    assert "3 of 3 could not be done; none of them is" in online("accept", "--list", "l.txt", *BY).err


@pytest.mark.parametrize("line", ["walkin 99000001 supports", "walking nine supports", "walking", "walking 99000001"])
def test_a_list_that_cannot_be_read_changes_nothing(online: Run, project: Path, line: str) -> None:
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(Claim("Walking helps.", id="walking")))
    before = path.read_bytes()
    (project / "l.txt").write_text(f"walking {HELPS} supports\n{line}\n")
    ran = online("accept", "--list", "l.txt", *BY)
    assert (ran.code, path.read_bytes()) == (2, before)
    assert "claimcheck: l.txt, line 2: " in ran.err
    assert ran.err.rstrip().endswith("nothing was written")
