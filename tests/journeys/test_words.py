"""A person's word on papers: which paper it was, many at once, and taking it back."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from support.boolean_server import BooleanServer
from support.journeys import ALL_CASES, Run, claims_file
from support.papers import MANIPULATION, MANIPULATION_HELPS, MANIPULATION_NULL

from claimcheck.claimfile import load_claims

DOI = "10.5555/manipulation.1"
PMID, NULL = str(MANIPULATION_HELPS.pmid), str(MANIPULATION_NULL.pmid)
CLAIM = MANIPULATION.id
BY = ("--by", "A. Editor")


@pytest.fixture
def path(project: Path) -> Path:
    file = project / "claims" / "a.yaml"
    file.write_text(claims_file(MANIPULATION))
    return file


def test_accepting_names_the_paper(online: Run, path: Path) -> None:
    """A wrong digit shows in the title, the journal or the year."""
    online("find")
    ran = online("accept", CLAIM, PMID, *BY)
    told = " ".join(ran.out.split())
    assert f"{CLAIM}: PMID {PMID} supports, reviewed by A. Editor on 2026-11-23" in told
    assert MANIPULATION_HELPS.title.rstrip(".") in told
    assert str(MANIPULATION_HELPS.year) in told
    assert str(MANIPULATION_HELPS.journal_abbreviation or MANIPULATION_HELPS.journal) in told


def test_a_paper_that_no_search_found_is_asked_for_and_kept(online: Run, path: Path) -> None:
    """PubMed knows it, so nobody is asked, and the lock knows it from then on."""
    ran = online("accept", CLAIM, PMID, "--stance", "supports", *BY)
    assert ran.code == 0
    assert MANIPULATION_HELPS.title.rstrip(".") in " ".join(ran.out.split())
    assert PMID in json.loads((path.parent / "evidence.lock.json").read_text())["papers"]


def test_a_number_that_nobody_knows_is_not_taken_without_a_question(online: Run, path: Path) -> None:
    before = path.read_bytes()
    ran = online("accept", CLAIM, "99999999", "--stance", "supports", *BY)
    assert (ran.code, path.read_bytes()) == (2, before)
    assert "PubMed has no record 99999999: check the number, or say --yes" in ran.err
    assert online("accept", CLAIM, "99999999", "--stance", "supports", "--yes", *BY).code == 0
    assert b"99999999" in path.read_bytes()


def test_could_not_ask_is_not_told_as_unknown(run: Run, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", "http://127.0.0.1:9/")
    ran = run("accept", CLAIM, PMID, "--stance", "supports", *BY)
    assert ran.code == 3
    assert "PubMed could not be asked" in ran.err
    assert "no record" not in ran.err


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 2), ("\n", 2)])
def test_the_question_is_answered_at_the_terminal(
    online: Run, path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    typed = io.StringIO(answer)
    monkeypatch.setattr(typed, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", typed)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    ran = online("accept", CLAIM, "99999999", "--stance", "supports", *BY)
    assert "PubMed has no record 99999999. Take it all the same? [y/N]" in ran.err
    assert (ran.code, b"99999999" in path.read_bytes()) == (code, code == 0)


def test_all_proposals_are_accepted_at_once(online: Run, path: Path) -> None:
    """Support alone: what may speak against a claim is taken by nobody unread."""
    path.write_text(ALL_CASES)
    online("find")
    proposed = [one for claim in load_claims(path) for one in claim.citations]
    assert len(proposed) > 1
    ran = online("accept", "--all-proposed", "--claim", CLAIM, *BY)
    assert (ran.code, ran.out.count("reviewed by A. Editor")) == (0, len(load_claims(path).claims[0].citations))
    assert online("accept", "--all-proposed", *BY).code == 0
    assert all(one.reviewed for claim in load_claims(path) for one in claim.citations)
    assert "nothing is proposed" in online("accept", "--all-proposed", *BY).err


def test_a_list_is_taken_line_by_line(online: Run, path: Path, project: Path) -> None:
    online("find")
    (project / "read.txt").write_text(f"# read on Monday\n{CLAIM} {PMID}\n\n{CLAIM} {NULL} contradicts  # sure\n")
    assert online("accept", "--list", "read.txt", *BY).code == 0
    (claim,) = load_claims(path)
    assert {str(one.pmid): str(one.stance) for one in claim.citations} == {PMID: "supports", NULL: "contradicts"}
    (project / "read.txt").write_text(f"{CLAIM} {PMID} supports it\n")
    assert "read.txt, line 1: expected" in online("reject", "--list", "read.txt", *BY).err


def test_decisions_are_undone_one_after_the_other(online: Run, path: Path) -> None:
    """Each step back leaves the file as it was to the byte, and what was proposed is proposed again."""
    online("find")
    states = [path.read_bytes()]
    for words in (("accept", CLAIM, PMID), ("reject", CLAIM, NULL), ("accept", CLAIM, PMID, "--stance", "partly")):
        assert online(*words, *BY).code == 0
        states.append(path.read_bytes())
    for before in reversed(states[:-1]):
        assert online("undo").code == 0
        assert path.read_bytes() == before
    ran = online("undo")
    assert (ran.code, "remembers no decision" in ran.err) == (2, True)


def test_an_earlier_decision_is_undone_by_name(online: Run, path: Path) -> None:
    """The later ones stay."""
    online("find")
    online("reject", CLAIM, PMID, *BY)
    online("reject", CLAIM, NULL, *BY)
    assert online("undo", CLAIM, PMID).code == 0
    (claim,) = load_claims(path)
    assert [one.pmid for one in claim.rejected] == [NULL]
    assert [one.pmid for one in claim.citations] == [PMID]


def test_a_colleagues_decision_is_undone_by_what_the_file_says(
    online: Run, path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """On a computer that has never seen it."""
    online("find")
    before = path.read_bytes()
    online("accept", CLAIM, PMID, *BY)
    monkeypatch.setenv("CLAIMCHECK_CACHE_DIR", str(tmp_path / "elsewhere"))
    assert online("undo", CLAIM, PMID).code == 0
    assert path.read_bytes() == before


def test_rejections_of_former_versions_are_moved_once_and_told(online: Run, path: Path) -> None:
    """People's words lie in the claims file; the lock forgets them, and nothing is proposed anew meanwhile."""
    online("find", "--dry-run")
    lock = path.parent / "evidence.lock.json"
    former = {"pmid": PMID, "by": "Old Editor", "date": "2025-01-02", "reason": "too: small"}
    document = {"format": "claimcheck-lock/1", "searches": {CLAIM: {"rejected": [former]}}}
    lock.write_text(json.dumps(document))
    ran = online("find")
    assert "1 rejection moved from" in ran.err
    assert f'- {{pmid: {PMID}, by: Old Editor, date: 2025-01-02, reason: "too: small"}}' in path.read_text()
    assert "Old Editor" not in lock.read_text()
    (claim,) = load_claims(path)
    assert PMID not in [one.pmid for one in claim.citations]
    assert "moved" not in online("find").err


def test_nobody_decides_without_a_name(
    online: Run, path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A login name is nobody's word: root, www-data."""
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess((), 1, stdout=""))
    online("find")
    ran = online("accept", CLAIM, PMID)
    assert (ran.code, "say who you are with --by NAME" in ran.err) == (2, True)


def test_what_is_missing_or_misplaced_in_a_decision_is_offered(online: Run, path: Path) -> None:
    """The papers that nobody has decided on, with their titles; the claim whose id begins so; the order of the two."""
    online("find")
    told = online("accept", CLAIM, *BY).err
    assert f"name the paper too: claimcheck accept {CLAIM} PMID; undecided are {PMID} (" in told
    assert MANIPULATION_HELPS.title[:30] in told
    assert f"did you mean {CLAIM!r}?" in online("accept", CLAIM[:6], PMID, *BY).err
    assert (
        f"the claim comes first, then the paper: claimcheck reject {CLAIM} {PMID}"
        in online("reject", PMID, CLAIM, *BY).err
    )
    online("accept", CLAIM, PMID, *BY)
    assert f"undecided are {PMID}" not in online("accept", CLAIM, *BY).err


def test_a_script_that_names_no_paper_is_told_how(online: Run, server: BooleanServer, path: Path) -> None:
    assert "claimcheck accept CLAIM PMID" in online("accept", *BY).err
    assert "claimcheck undo CLAIM PMID" in online("undo", CLAIM).err


def reviewed_for_other_words(path: Path, review: str, *, work: str = f"pmid: {PMID}") -> None:
    """The claim, as somebody changed it after a review that the lock has seen."""
    text = f"""\
claimcheck: 1
claims:
  - id: {CLAIM}
    statement: Manipulation eases leg pain.
    citations:
      - {{{work}, {review}}}
"""
    path.write_text(text)


EARLIER = {
    "another person": "stance: supports, reviewed: {by: Anna, date: 2026-05-01}",
    "another stance": "stance: partly, reviewed: {by: Anna, date: 2026-05-01}",
    "the same person": "stance: supports, reviewed: {by: A. Editor, date: 2026-05-01}",
    "the same person and day": "stance: supports, reviewed: {by: A. Editor, date: 2026-11-23}",
}


@pytest.mark.parametrize(
    ("by_name", "review"), [*(((), one) for one in EARLIER.values()), ((CLAIM, PMID), EARLIER["the same person"])]
)
def test_undoing_an_acceptance_gives_back_the_words_that_were_accepted_before(
    online: Run, path: Path, by_name: tuple[str, ...], review: str
) -> None:
    """The lock's record of them too: the former review is one of other words, as it was."""
    reviewed_for_other_words(path, review)
    online("refresh")
    path.write_text(path.read_text().replace("leg pain", "leg pain, and cures cancer"))
    lock = path.parent / "evidence.lock.json"
    claims, known = path.read_bytes(), json.loads(lock.read_text())["reviews"]
    assert "CC111" in online("check").out
    ran = online("accept", CLAIM, PMID, "--stance", "supports", *BY)
    assert (ran.code, "CC111" in online("check").out) == (0, False)
    assert online("undo", *by_name).code == 0
    assert (path.read_bytes(), json.loads(lock.read_text())["reviews"]) == (claims, known)
    assert "CC111" in online("check").out


def test_undoing_the_first_acceptance_leaves_no_words_in_the_lock(online: Run, path: Path) -> None:
    online("accept", CLAIM, PMID, "--stance", "supports", *BY)
    assert online("undo").code == 0
    assert not json.loads((path.parent / "evidence.lock.json").read_text()).get("reviews")


BOTH = f"    rejected:\n      - {{pmid: {PMID}, by: Tom, date: 2026-05-02, reason: other patients}}\n"


@pytest.mark.parametrize(
    ("which", "told", "left"),
    [
        ("--review", f"undone: PMID {PMID} reviewed, by Anna", (False, ["Tom"])),
        ("--rejection", f"undone: PMID {PMID} rejected, by Tom", (True, [])),
    ],
)
def test_where_two_persons_disagree_whose_word_goes_is_said(
    online: Run, path: Path, which: str, told: str, left: tuple[bool, list[str]]
) -> None:
    """Nothing is taken back unasked, and each refusal names the command that helps."""
    reviewed_for_other_words(path, EARLIER["another person"])
    path.write_text(path.read_text() + BOTH)
    online("refresh")
    before = path.read_bytes()
    ran = online("undo", CLAIM, PMID)
    assert (ran.code, path.read_bytes()) == (2, before)
    assert f"Anna reviewed PMID {PMID} and Tom rejected it" in ran.err
    undo = f"claimcheck undo {CLAIM} {PMID}"
    assert f"{undo} --rejection" in " ".join(online("check", "--select", "CC112").out.split())
    refused = online("accept", CLAIM, PMID, "--stance", "supports", *BY)
    assert (refused.code, f"undo that first: {undo} --rejection" in refused.err) == (2, True)
    assert "takes the place" not in refused.err
    assert f"undo that first: {undo} --review" in online("reject", CLAIM, PMID, *BY).err
    assert path.read_bytes() == before
    ran = online("undo", CLAIM, PMID, which)
    assert (ran.code, told in ran.out) == (0, True)
    (claim,) = load_claims(path)
    assert (claim.citations[0].reviewed is not None, [one.by for one in claim.rejected]) == left


@pytest.mark.parametrize(
    "work",
    [
        f"doi: {DOI}",
        f"doi: {DOI.upper()}",
        f'url: "https://doi.org/{DOI}", title: "{MANIPULATION_HELPS.title}"',
        f'url: "https://pubmed.ncbi.nlm.nih.gov/{PMID}/", title: "{MANIPULATION_HELPS.title}"',
    ],
)
def test_a_paper_is_known_by_whatever_name_the_claim_cites_it(online: Run, path: Path, work: str) -> None:
    """Its citation is signed in place, refused as any reviewed one, and undone."""
    lock = path.parent / "evidence.lock.json"
    for one in (f"pmid: {PMID}", work):
        reviewed_for_other_words(path, EARLIER["another person"], work=one)
        online("refresh")
    known = json.loads(lock.read_text())
    known["papers"][PMID]["doi"] = DOI
    lock.write_text(json.dumps(known))
    path.write_text(path.read_text().replace("leg pain", "leg pain, and cures cancer"))
    before = path.read_bytes()
    refused = online("reject", CLAIM, PMID, *BY)
    assert (refused.code, "was reviewed by Anna" in refused.err, path.read_bytes()) == (2, True, before)
    assert online("accept", CLAIM, PMID, *BY).code == 0
    (claim,) = load_claims(path)
    assert [one.reviewed.by for one in claim.citations if one.reviewed] == ["A. Editor"]
    told = online("check").out
    assert not [code for code in ("CC111", "CC204") if code in told]
    assert online("undo").code == 0
    assert path.read_bytes() == before
    path.write_bytes(before + BOTH.encode())
    refused = online("accept", CLAIM, PMID, *BY)
    assert (refused.code, "rejected by Tom" in refused.err) == (2, True)
