"""`claimcheck judge`: what the judge says of a paper or a text, at once and without a file."""

import sys
from pathlib import Path

import pytest
from support.journeys import Run
from support.papers import MANIPULATION, MANIPULATION_HELPS, MANIPULATION_NULL, TOPIC_ONLY


def test_papers_are_judged_in_the_order_given(online: Run) -> None:
    """Support, a possible contradiction and no verdict, each with its paper; nothing is written."""
    pmids = [str(paper.pmid) for paper in (MANIPULATION_NULL, MANIPULATION_HELPS, TOPIC_ONLY)]
    ran = online("judge", MANIPULATION.statement, "--pmid", *pmids)
    assert ran.code == 0, ran.err
    told = " ".join(ran.out.split())
    places = [told.index(f"PMID {pmid}") for pmid in pmids]
    assert places == sorted(places)
    assert "may say the opposite; read it" in told
    assert "supports it" in told
    assert "no verdict: does not decide it" in told
    assert list(Path("claims").iterdir()) == []


def test_json_has_one_object_a_paper(online: Run) -> None:
    ran = online("judge", MANIPULATION.statement, "--pmid", str(MANIPULATION_HELPS.pmid), "--format", "json")
    assert isinstance(ran.json, list)
    [one] = ran.json
    assert (one["pmid"], one["stance"], one["judged_by"]) == (str(MANIPULATION_HELPS.pmid), "supports", "known/1")
    assert one["passage"] in " ".join(MANIPULATION_HELPS.abstract.split())


def test_a_text_is_read_without_asking_anybody(run: Run, tmp_path: Path) -> None:
    """The real network on a text of one's own, with PubMed out of reach."""
    text = tmp_path / "abstract.txt"
    text.write_text(
        "We gave 209 adults pregabalin or placebo.\nPregabalin did not reduce leg pain associated with sciatica.\n"
    )
    ran = run("judge", "Pregabalin tablets do not ease sciatica leg pain.", "--text", str(text))
    assert ran.code == 0, ran.err
    assert "the text: supports it" in ran.out
    assert "Pregabalin did not reduce leg pain associated with sciatica." in " ".join(ran.out.split())


def test_two_claims_in_one_are_told(run: Run, tmp_path: Path) -> None:
    text = tmp_path / "abstract.txt"
    text.write_text("Aspirin lowers the risk of stroke.")
    ran = run("judge", "Aspirin lowers stroke risk, and it raises bleeding risk.", "--text", str(text))
    assert "two claims in one" in ran.out


def test_what_cannot_be_read_is_told_in_a_sentence(run: Run, online: Run, tmp_path: Path) -> None:
    """No file, no statement, no PMID, no such record: exit 2 and what to do."""
    assert "cannot be read" in run("judge", "Rest helps.", "--text", "nowhere.txt").err
    assert run("judge", " ", "--text", "nowhere.txt").code == 2
    assert "is not a PMID" in online("judge", "Rest helps.", "--pmid", "abc").err
    assert "PubMed has no record 99999999" in online("judge", "Rest helps.", "--pmid", "99999999").err


def test_a_paper_that_pubmed_does_not_have_takes_no_verdict_along(online: Run) -> None:
    """The others are told, the missing one too, for a person and for a program; the exit code says that it was named wrongly."""
    pmids = (str(MANIPULATION_HELPS.pmid), "99999999", str(TOPIC_ONLY.pmid))
    ran = online("judge", MANIPULATION.statement, "--pmid", *pmids)
    assert ran.code == 2
    assert "supports it" in ran.out
    assert f"PMID {TOPIC_ONLY.pmid}" in ran.out
    assert ran.err.splitlines()[-1] == "claimcheck: PubMed has no record 99999999"
    rows = online("judge", MANIPULATION.statement, "--pmid", *pmids, "--format", "json").json
    assert isinstance(rows, list)
    told = {row["pmid"]: (row["stance"], row["reason"]) for row in rows}
    assert told["99999999"] == (None, "PubMed has no record 99999999")
    assert told[pmids[0]][0] == "supports"
    assert len({tuple(row) for row in rows}) == 1, "every object has the same keys"


@pytest.mark.parametrize(
    ("arguments", "called"),
    [
        (("judge", "Walking \udcff reduces back pain", "--pmid", "1"), "the statement"),
        (("judge", "Walking helps.", "--pmid", "1\udcff"), "the PMID"),
        (("find", "--claim", "a\udcff"), "the claim's id"),
        (("accept", "a\udcff", "1"), "the claim's id"),
        (("accept", "a", "1", "--note", "read \udcff"), "the remark"),
        (("reject", "a", "1", "--by", "Zo\udceb"), "your name"),
    ],
)
def test_words_in_another_encoding_are_wrong_use(run: Run, arguments: tuple[str, ...], called: str) -> None:
    """A shell passes on what it was given; Python marks bytes that are not UTF-8 by surrogates."""
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.err.startswith(f"claimcheck: {called} is not UTF-8 text: ")


@pytest.mark.parametrize("arguments", [("judge", "Rest helps backs.", "--text", "-"), ("check", "-"), ("init",)])
def test_a_closed_stdin_is_empty(run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]) -> None:
    """Python has no stdin then: a sentence, and no traceback, from all that read it or ask questions."""
    monkeypatch.setattr(sys, "stdin", None)
    ran = run(*arguments)
    assert ran.code in (0, 1, 2), ran.err
    if arguments[0] == "judge":
        assert (ran.code, ran.err) == (2, "claimcheck: -: there is nothing to read\n")


@pytest.mark.filterwarnings("default")
def test_a_damaged_cache_is_told_in_a_sentence(online: Run, tmp_path: Path) -> None:
    """As a warning of the command, not of a line of Python."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "papers-1.sqlite").write_text("garbage\n" * 100)
    ran = online("judge", MANIPULATION.statement, "--pmid", str(MANIPULATION_HELPS.pmid))
    assert ran.code == 0
    assert "claimcheck: the paper cache was damaged and has been set aside as " in ran.err
    assert all(line.startswith("claimcheck: ") for line in ran.err.splitlines()), ran.err
