"""The main job over real HTTP: find attaches what supports a claim and only that, check tells the truth about it."""

from pathlib import Path

import pytest
from attrs import evolve
from support.boolean_server import BooleanServer
from support.eutils_server import rate_limited, record_of, server_error
from support.journeys import ALL_CASES, Run, claims_file
from support.papers import CASES, MANIPULATION, MANIPULATION_HELPS, MANIPULATION_NULL, Case


def results(ran: object) -> dict[str, dict[str, object]]:
    assert isinstance(ran, list)
    return {one["claim_id"]: one for one in ran}


def pmids(found: dict[str, object], key: str) -> set[str]:
    listed = found[key]
    assert isinstance(listed, list)
    return {one["pmid"] for one in listed}


def test_find_attaches_the_supporting_papers_and_only_those(online: Run, project: Path) -> None:
    """The worst fault is a paper attached that does not say it; here every attachment is known to be right."""
    (project / "claims" / "a.yaml").write_text(ALL_CASES)
    ran = online("find", "--format", "json")
    assert ran.code == 0, ran.err
    found = results(ran.json)
    for case in CASES:
        allowed = {str(paper.pmid) for paper in case.supporting}
        assert pmids(found[case.claim.id], "attached") == allowed, case.claim.id


@pytest.mark.parametrize("case", [case for case in CASES if case.contradicting], ids=lambda case: case.claim.id)
def test_find_shows_what_contradicts(online: Run, project: Path, case: Case) -> None:
    """Counter-evidence is never hidden: it is in the output and in the lock."""
    (project / "claims" / "a.yaml").write_text(claims_file(case.claim))
    found = results(online("find", "--format", "json").json)[case.claim.id]
    expected = {str(paper.pmid) for paper in case.contradicting}
    assert expected <= pmids(found, "contradicting")
    lock = (project / "claims" / "evidence.lock.json").read_text()
    assert all(pmid in lock for pmid in expected)


def test_a_proposal_is_not_yet_green_until_a_person_accepts(online: Run, project: Path) -> None:
    """An efficacy claim rests on a person's word: proposed is exit 1, accepted is exit 0."""
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(MANIPULATION))
    assert online("check").code == 1
    assert online("find").code == 0
    proposed = online("check", "--format", "json")
    assert proposed.code == 1
    assert '"proposed"' in proposed.out
    assert "CC106" in proposed.out
    accepted = online("accept", MANIPULATION.id, str(MANIPULATION_HELPS.pmid), "--by", "A. Editor")
    assert accepted.code == 0
    assert online("check").code == 0
    assert "reviewed: {by: A. Editor, date: 2026-11-23}" in path.read_text()


@pytest.mark.parametrize("name", ["doi: 10.5555/claimcheck.helps", "pmcid: PMC7654321"])
@pytest.mark.parametrize(
    "judged",
    [
        "",
        ", stance: supports, reviewed: {by: A. Editor}",
        f", stance: supports, passage: '{(MANIPULATION_HELPS.sections or ())[-1].text}', reviewed: {{by: A. Editor}}",
    ],
)
def test_find_writes_down_the_record_of_what_is_cited_by_another_name(
    online: Run, project: Path, server: BooleanServer, name: str, judged: str
) -> None:
    """And shows it, with what it says, but adds it no second time."""
    pmid = str(MANIPULATION_HELPS.pmid)
    server.add(record_of(evolve(MANIPULATION_HELPS, doi="10.5555/claimcheck.helps", pmcid="PMC7654321")))
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(MANIPULATION).rstrip("\n") + f"\n    citations:\n      - {{{name}{judged}}}\n")
    told = online("find", "--all", "--dry-run")
    assert f"PMID {pmid}" in told.out
    assert "cited already; confidence" in " ".join(told.out.split())
    found = results(online("find", "--all", "--format", "json").json)[MANIPULATION.id]
    assert (pmids(found, "cited"), pmid in pmids(found, "attached")) == ({pmid}, False)
    assert pmid not in path.read_text()
    assert "CC101" not in online("check", "--format", "concise").out
    assert online("check", "--require-complete").code == (0 if judged else 1)


def test_find_leaves_alone_what_rests_on_a_site_that_the_house_trusts(online: Run, project: Path) -> None:
    """What `check` takes for sourced by the house's settings is not searched for."""
    cited = "    citations:\n      - {url: 'https://www.who.int/news/backs', title: Backs, stance: supports}\n"
    (project / "claims" / "a.yaml").write_text(claims_file(MANIPULATION).rstrip("\n") + "\n" + cited)
    assert [one["claim_id"] for one in online("find", "--dry-run", "--format", "json").json] == [MANIPULATION.id]
    (project / "claimcheck.toml").write_text('[rules]\ntrusted-sites = ["who.int"]\n')
    ran = online("find", "--dry-run", "--format", "json")
    assert (ran.code, ran.json) == (0, [])


def test_find_touches_no_other_byte_of_the_claims_file(online: Run, project: Path) -> None:
    """What people wrote stays: taking the added lines away gives the file as it was."""
    path = project / "claims" / "a.yaml"
    before = claims_file(MANIPULATION).replace("claims:", "claims:   # a comment").encode()
    path.write_bytes(before)
    online("find")
    after = path.read_bytes()
    assert after != before
    assert [line for line in after.splitlines() if line in before.splitlines()] == before.splitlines()


def test_a_rejected_paper_is_not_proposed_again(online: Run, project: Path) -> None:
    """A person's no is remembered, with the reason."""
    path = project / "claims" / "a.yaml"
    before = claims_file(MANIPULATION)
    path.write_text(before)
    online("find")
    pmid = str(MANIPULATION_HELPS.pmid)
    assert online("reject", MANIPULATION.id, pmid, "--by", "A. Editor", "--note", "too small").code == 0
    added = f"    rejected:\n      - {{pmid: {pmid}, by: A. Editor, date: 2026-11-23, reason: too small}}\n"
    assert path.read_text() == before + added
    again = results(online("find", "--format", "json").json)[MANIPULATION.id]
    assert pmid not in pmids(again, "attached")


def test_a_dry_run_changes_no_file(online: Run, project: Path) -> None:
    """One can look before one lets it write."""
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(MANIPULATION))
    ran = online("find", "--dry-run")
    assert str(MANIPULATION_HELPS.pmid) in ran.out
    assert path.read_text() == claims_file(MANIPULATION)
    assert not (project / "claims" / "evidence.lock.json").exists()


def test_a_claim_that_nothing_bears_on_stays_unsourced_and_documented(online: Run, project: Path) -> None:
    """Nothing adequate is an outcome: check tells what was searched and when."""
    (project / "claims" / "a.yaml").write_text(
        "claimcheck: 1\nclaims:\n  - {id: copper, statement: A copper bracelet shrinks a slipped disc., kind: efficacy}\n"
    )
    assert online("find").code == 0
    ran = online("check")
    assert ran.code == 1
    assert "2026-11-23" in ran.out


def test_pubmed_down_is_told_and_changes_nothing(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ "Could not ask" is exit 3 and one sentence, never "nothing found"; no file changes."""
    monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", "http://127.0.0.1:9/")
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(MANIPULATION))
    ran = run("find", "--format", "json")
    assert ran.code == 3
    assert results(ran.json)[MANIPULATION.id]["outcome"] == "could-not-ask"
    assert "could not ask PubMed about 1 of 1 claims: PubMed could not be reached" in ran.err
    assert path.read_text() == claims_file(MANIPULATION)
    assert list((project / "claims").iterdir()) == [path]


def test_passing_trouble_is_waited_out(online: Run, project: Path, server: BooleanServer) -> None:
    """Some refusals and errors on the way do not change the result."""
    server._faults = iter([rate_limited(), server_error(), None, rate_limited()])
    (project / "claims" / "a.yaml").write_text(claims_file(MANIPULATION))
    assert online("find").code == 0
    assert str(MANIPULATION_HELPS.pmid) in (project / "claims" / "a.yaml").read_text()


def test_what_was_found_before_the_trouble_is_kept(
    online: Run, project: Path, server: BooleanServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first claim's papers came; what fails for good later costs only the later claims."""
    (project / "claims" / "a.yaml").write_text(claims_file(MANIPULATION))
    assert online("find").code == 0
    kept = (project / "claims" / "a.yaml").read_text()
    monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", "http://127.0.0.1:9/")
    assert online("find", "--all", "--again").code == 3
    assert (project / "claims" / "a.yaml").read_text() == kept


CITED = """\
claimcheck: 1
claims:
  - id: cited
    statement: Spinal manipulation reduces pain in people with sciatica.
    kind: mechanism
    citations:
      - pmid: {pmid}
        stance: supports
        reviewed: {{by: A. Editor, date: 2026-11-20}}
"""


def test_a_pmid_that_does_not_exist_is_an_error(online: Run, project: Path) -> None:
    """PubMed answered and has no such record: CC205."""
    (project / "claims" / "a.yaml").write_text(CITED.format(pmid=99999999))
    assert "CC005" in online("check").out
    ran = online("refresh")
    assert (ran.code, "asked about 1 cited work;" in ran.err) == (0, True)
    assert "CC205" in online("check").out


def test_a_retracted_paper_is_an_error_with_its_notice(online: Run, project: Path) -> None:
    """The retraction is told with the notice, and the claim no longer has a source."""
    (project / "claims" / "a.yaml").write_text(CITED.format(pmid=99000009))
    assert online("refresh").code == 0
    ran = online("check")
    assert ran.code == 1
    assert "CC301" in ran.out
    assert "PMID 99000010" in ran.out


def test_a_paper_that_becomes_retracted_turns_the_gate_red(online: Run, project: Path, server: BooleanServer) -> None:
    """Green yesterday, red today, by one changed fact in the lock."""
    (project / "claims" / "a.yaml").write_text(CITED.format(pmid=MANIPULATION_HELPS.pmid))
    online("refresh")
    assert online("check").code == 0
    server.records[str(MANIPULATION_HELPS.pmid)] = str(server.records[str(MANIPULATION_HELPS.pmid)]).replace(
        "<PublicationTypeList>",
        '<PublicationTypeList><PublicationType UI="D016441">Retracted Publication</PublicationType>',
    )
    ran = online("refresh")
    assert "retracted" in ran.out
    assert online("check").code == 1


def test_trouble_while_refreshing_makes_a_skip_not_a_finding(
    online: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Green stays green when PubMed is down."""
    (project / "claims" / "a.yaml").write_text(CITED.format(pmid=MANIPULATION_HELPS.pmid))
    online("refresh")
    before = (project / "claims" / "evidence.lock.json").read_bytes()
    monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", "http://127.0.0.1:9/")
    ran = online("refresh")
    assert ran.code == 3
    assert (project / "claims" / "evidence.lock.json").read_bytes() == before
    assert online("check").code == 0


def test_accepting_a_candidate_by_hand_needs_a_stance(online: Run, project: Path) -> None:
    """A paper that the judge would not attach can be attached by a person, who says how it stands."""
    (project / "claims" / "a.yaml").write_text(claims_file(MANIPULATION))
    online("find")
    pmid = str(MANIPULATION_NULL.pmid)
    refused = online("accept", MANIPULATION.id, pmid)
    assert refused.code == 2
    assert "--stance" in refused.err
    assert online("accept", MANIPULATION.id, pmid, "--stance", "contradicts", "--by", "A. Editor").code == 0
    assert f"pmid: {pmid}" in (project / "claims" / "a.yaml").read_text()
