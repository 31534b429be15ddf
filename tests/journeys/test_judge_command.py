"""`claimcheck judge`: what the judge says of a paper or a text, at once and without a file."""

from pathlib import Path

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
