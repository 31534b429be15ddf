"""`find --full-text`: a passage that stands in an open article's results, and in no abstract, is found and told as full text."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from attrs import evolve
from support.boolean_server import BooleanServer
from support.eutils_server import article, server_error
from support.journeys import Run
from support.papers import paper

from claimcheck import registry
from claimcheck.catalogs.pubmed.client import PubMed
from claimcheck.evidence.judge import built_in
from claimcheck.identifiers import Pmcid
from claimcheck.language.sentences import sentences
from claimcheck.model import Candidate, Claim, Evidence, Kind, Paper, Stance
from claimcheck.record.standing import barred
from claimcheck.research import find

STATEMENT = "Evening walks reduce leg pain in adults with sciatica."
PASSAGE = "Evening walks significantly reduced leg pain in the adults with sciatica (p=0.01)."
WALKS = evolve(
    paper(
        700,
        "Evening walks and leg pain in adults with sciatica: a trial",
        "METHODS: We randomised 90 adults with sciatica and leg pain to evening walks or none for eight weeks.",
        "RESULTS: The outcomes of all ninety adults are reported in the full article.",
    ),
    pmcid=Pmcid("PMC700"),
)
CLAIM = f"claimcheck: 1\nclaims:\n  - id: walks\n    statement: {STATEMENT}\n    kind: efficacy\n    intervention: evening walks\n"
FILLER = "<p>" + " ".join(f"Group {n} kept a diary of its days." for n in range(60)) + "</p>"
BODY = (
    "<sec><title>Introduction</title><p>Evening walks significantly reduced leg pain in rats.</p></sec>"
    f"<sec><title>Results</title>{FILLER}<p>{PASSAGE}</p>{FILLER}</sec>"
)


class WordJudge:
    """Rules by the sentence of the tests: who has it supports, who has it with "not" contradicts."""

    name = "word/1"

    def __init__(self) -> None:
        self.read: list[int] = []

    def judge(self, claim: Claim, candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
        return tuple(self._one(claim, candidate.paper) for candidate in candidates)

    def _one(self, claim: Claim, paper: Paper) -> Evidence:
        self.read.append(len(paper.abstract.split()))
        for one in () if barred(paper) else sentences(paper.abstract):
            if "reduced leg pain in" in one:
                stance = Stance.CONTRADICTS if " not " in one else Stance.SUPPORTS
                return Evidence(paper, stance, one, 0.9, self.name, "it is known")
        return Evidence(paper, None, judged_by=self.name, reason="does not decide it")


@pytest.fixture
def server() -> Iterator[BooleanServer]:
    with BooleanServer([WALKS]) as running:
        running.articles["700"] = article("700", str(WALKS.pmid), BODY)
        yield running


@pytest.fixture
def judge(monkeypatch: pytest.MonkeyPatch) -> WordJudge:
    made = WordJudge()
    monkeypatch.setattr(registry, "NetworkJudge", lambda **_: made)
    return made


@pytest.fixture
def claims(online: Run, judge: WordJudge, project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(registry, "NetworkJudge", lambda **_: judge)
    file = project / "claims" / "a.yaml"
    file.write_text(CLAIM)
    return file


def test_a_passage_in_the_results_is_found_and_told_as_full_text(online: Run, claims: Path, judge: WordJudge) -> None:
    """In the text, the JSON, the claims file and the lock; without the flag the abstract decides nothing."""
    assert "proposed" not in online("find", "--again").out
    ran = online("find", "--full-text")
    assert ran.code == 0, ran.err
    assert PASSAGE in " ".join(ran.out.split())
    assert "full text, Results" in ran.out
    assert "abstract only" not in ran.out
    assert 'passage_from: "full text, Results"' in claims.read_text()
    lock = json.loads((claims.parent / "evidence.lock.json").read_text())
    [check] = lock["citations"]["walks"].values()
    assert check["passage_found"] is True
    assert len(check["in_text"]) == 1
    assert max(judge.read) <= 200  # what was read at once is an abstract's worth, not the article


def test_the_gate_knows_where_the_passage_stands(online: Run, claims: Path) -> None:
    """CC501 and CC503 are about abstracts no more; a refresh of abstracts takes nothing back; other words are a finding."""
    online("find", "--full-text")
    assert online("refresh").code == 0
    told = online("check", "--format", "json")
    codes = {one["code"] for one in told.json["findings"]}  # type: ignore[index, call-overload]
    assert codes.isdisjoint({"CC501", "CC503", "CC801"}), told.out
    claims.write_text(claims.read_text().replace("significantly reduced", "always reduced"))
    found = online("check", "--format", "concise").out
    assert "none that was found in the full text of PMID 99000700" in found
    assert online("refresh", "--full-text").code == 0
    assert "CC501" in online("check", "--format", "concise").out
    claims.write_text(claims.read_text().replace("always reduced", "significantly reduced"))
    assert online("refresh", "--full-text").code == 0
    assert "CC501" not in online("check", "--format", "concise").out


def test_a_person_accepts_what_the_full_text_says(online: Run, claims: Path) -> None:
    online("find", "--full-text")
    assert online("accept", "walks", "99000700", "--by", "Ada").code == 0
    assert "passage_from" in claims.read_text()
    assert '"passage_from": "full text, Results"' in online("check", "--format", "json").out


def test_a_text_of_another_pmid_is_refused_and_told_once(online: Run, claims: Path, server: BooleanServer) -> None:
    server.articles["700"] = article("700", "99000701", BODY)
    claims.write_text(CLAIM + CLAIM.partition("claims:\n")[2].replace("id: walks", "id: walks-too"))
    ran = online("find", "--full-text")
    assert ran.code == 0
    assert " ".join(ran.out.split()).count("says that it is PMID 99000701") == 1
    assert "citations" not in claims.read_text()


def test_a_text_that_is_not_open_leaves_the_abstract(online: Run, claims: Path, server: BooleanServer) -> None:
    server.articles.clear()
    ran = online("find", "--full-text")
    assert ran.code == 0
    assert "has no open text of it; its abstract was judged" in " ".join(ran.out.split())


def test_a_server_that_is_down_could_not_be_asked(online: Run, claims: Path, server: BooleanServer) -> None:
    """Exit 3, nothing is stored as searched, and the next run asks again."""
    right = server.right
    server.right = lambda asked: server_error() if asked.form.get("db") == "pmc" else right(asked)  # type: ignore[method-assign]
    ran = online("find", "--full-text")
    assert ran.code == 3
    assert "could not ask" in ran.err
    lock = claims.parent / "evidence.lock.json"
    assert not lock.exists() or "walks" not in json.loads(lock.read_text())["searches"]
    server.right = right  # type: ignore[method-assign]
    assert online("find", "--full-text").code == 0
    assert "full text, Results" in claims.read_text()


def test_a_text_that_says_both_decides_nothing(online: Run, claims: Path, server: BooleanServer) -> None:
    other = "Evening walks have not reduced leg pain in men."
    body = BODY.replace("</sec>", f"</sec><sec><title>Discussion</title><p>{other}</p></sec>", 1)
    server.articles["700"] = article("700", str(WALKS.pmid), body)
    ran = online("find", "--full-text")
    assert "its full text says both" in " ".join(ran.out.split())
    assert "citations" not in claims.read_text()


def test_only_pubmed_has_full_texts(online: Run, claims: Path) -> None:
    ran = online("find", "--full-text", "--catalog", "mirror:nowhere")
    assert ran.code == 2
    assert "PubMed Central" in ran.err


def test_the_network_reads_a_text_too() -> None:
    """Whatever it says of these words, it says it of them alone: a passage is one of the text's own sentences."""

    claim = Claim(statement=STATEMENT, kind=Kind.EFFICACY, intervention=("evening walks",))
    with BooleanServer([WALKS]) as server, PubMed(base_url=server.url, requests_per_second=5000) as pubmed:
        server.articles["700"] = article("700", str(WALKS.pmid), BODY)
        [result] = find([claim], pubmed, judge=built_in(), texts=pubmed)
    [verdict] = result.evidence
    assert not result.reason
    if verdict.passage_from:
        assert verdict.passage_from == "full text, Results"
        assert verdict.passage in BODY
    else:
        assert verdict.stance is None or verdict.passage in WALKS.abstract
