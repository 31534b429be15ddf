"""The lock keeps what was learnt, shows each fact on a line, and never takes damage for knowledge."""

import datetime as dt
import difflib
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.errors import UsageError
from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.lockfile import (
    LOCK_NAME,
    CitationCheck,
    Lock,
    LockError,
    LockUpdate,
    NotAsked,
    SearchedQuery,
    SearchRecord,
    apply_update,
    dump_lock,
    lock_path_for,
    parse_lock,
    read_lock,
    update_lockfile,
)
from claimcheck.model import (
    AbstractSection,
    Author,
    Direction,
    FoundPaper,
    MeshHeading,
    Notice,
    NoticeType,
    Origin,
    Outcome,
    Paper,
    PublicationType,
    Rejection,
    Stance,
)
from claimcheck.project import Project

DAY = dt.date(2026, 11, 22)
PAPER = Paper(
    pmid=Pmid(99000001),
    title="Walking für Rücken: a “trial”",
    sections=(AbstractSection("Walking reduced pain.", "RESULTS"),),
    authors=(Author(last_name="Walker", initials="WA"), Author(collective="The Walk Group")),
    journal="Journal of Walks",
    journal_abbreviation="J Walks",
    year=2019,
    volume="3",
    issue="4",
    pages="1-9",
    doi=Doi("10.5555/walk.1"),
    pmcid=Pmcid("PMC9900001"),
    publication_types=(PublicationType("Journal Article", "D016428"),),
    mesh=(MeshHeading("Walking", "D016138"),),
    notices=(),
    languages=("eng",),
    revised=dt.date(2026, 1, 5),
    origin=Origin("efetch", DAY),
)
RETRACTION = Notice(NoticeType.RETRACTION, Direction.IN, Pmid(99000002), "2026-02")
REJECTION = Rejection(Pmid(99000003), "editor", DAY, "other people")
SEARCH = SearchRecord(
    DAY,
    Outcome.CANDIDATES,
    (SearchedQuery("walking[ti]", "the topic", 12),),
    (
        FoundPaper(
            Pmid(99000001),
            "Walking: a “trial”",
            "Walker WA",
            2025,
            "a randomised trial",
            "Pain fell.",
            Stance.SUPPORTS,
            journal="J Walks",
            level=2,
            notices=("corrected",),
            confidence=0.87,
        ),
        FoundPaper(Pmid(99000005), "A plan", reason="a plan without results"),
        FoundPaper(Pmid(99000006)),
    ),
    (Pmid(99000004),),
)
FULL = LockUpdate(
    papers={"99000001": PAPER},
    citations={"walking-helps": {"99000001": CitationCheck(True, ("walking",), DAY)}},
    searches={"walking-helps": SEARCH},
    unknown={"99999999": DAY},
    not_asked={"10.5555/later": NotAsked(DAY, "PubMed did not answer")},
)


def full() -> Lock:
    return apply_update(Lock(), FULL)


def changed_lines(before: bytes, after: bytes) -> list[str]:
    lines = difflib.ndiff(before.decode().splitlines(), after.decode().splitlines())
    return [line for line in lines if line[0] in "+-"]


def test_a_lock_reads_back_as_it_was_written() -> None:
    lock = full()
    back = parse_lock(dump_lock(lock))
    assert back == lock
    assert dump_lock(back) == dump_lock(lock)


def test_the_file_holds_the_keys_of_the_format_and_no_abstract() -> None:
    data = dump_lock(full())
    document = json.loads(data)
    paper = document["papers"]["99000001"]
    assert document["format"] == "claimcheck-lock/1"
    assert paper["abstract_sha256"] == hashlib.sha256(PAPER.abstract.encode()).hexdigest()
    assert paper["authors"] == ["Walker WA", "The Walk Group"]
    assert (paper["first_author"], paper["publication_types"], paper["mesh"]) == (
        "Walker WA",
        ["Journal Article"],
        ["Walking"],
    )
    assert paper["origin"] == {"source": "efetch", "date": "2026-11-22"}
    assert b"reduced" not in data
    assert "für Rücken: a “trial”".encode() in data
    assert data.endswith(b"}\n")
    assert "rejected" not in document["searches"]["walking-helps"]


def test_the_lock_tells_groups_only_where_a_name_does_not() -> None:
    """A lock whose names speak for themselves keeps its bytes, and one that says nothing of groups is read as before."""
    assert b"groups" not in dump_lock(Lock(papers={"99000001": PAPER}))
    odd = evolve(
        PAPER,
        authors=(*PAPER.authors, Author("Sukarno"), Author("Roe", "", "B", "Jr"), Author(collective="Walkers UK")),
    )
    written = dump_lock(Lock(papers={"99000001": odd}))
    assert json.loads(written)["papers"]["99000001"]["groups"] == ["The Walk Group", "Walkers UK"]
    read = parse_lock(written)
    assert read.papers["99000001"].authors == odd.authors
    assert dump_lock(read) == written
    without = {**json.loads(written)["papers"]["99000001"]}
    del without["groups"]
    old = parse_lock(json.dumps({**json.loads(written), "papers": {"99000001": without}}).encode())
    assert old.papers["99000001"].authors[4] == Author("Walkers", "", "UK")


def test_a_candidate_is_one_line_that_says_what_it_is() -> None:
    lines = dump_lock(full()).decode().splitlines()
    first, *_, last = json.loads(dump_lock(full()))["searches"]["walking-helps"]["candidates"]
    assert first == {
        "pmid": "99000001",
        "title": "Walking: a “trial”",
        "first_author": "Walker WA",
        "year": 2025,
        "kind": "a randomised trial",
        "sentence": "Pain fell.",
        "stance": "supports",
        "reason": "",
        "journal": "J Walks",
        "level": 2,
        "notices": ["corrected"],
        "confidence": 0.87,
    }
    assert last == "99000006"
    assert sum('"kind": "a randomised trial"' in line for line in lines) == 1


def test_candidates_of_a_former_version_are_read_and_stay_as_they_are() -> None:
    old = b'{"format": "claimcheck-lock/1", "searches": {"a": {"candidates": ["99000001", "99000002"]}}}'
    lock = parse_lock(old)
    assert lock.searches["a"].candidates == (FoundPaper(Pmid(99000001)), FoundPaper(Pmid(99000002)))
    assert b'"candidates": ["99000001", "99000002"]' in dump_lock(lock)


def test_a_retraction_is_one_changed_line() -> None:
    retracted = apply_update(full(), LockUpdate(papers={"99000001": evolve(PAPER, notices=(RETRACTION,))}))
    old, new = (line.strip() for line in changed_lines(dump_lock(full()), dump_lock(retracted)))
    assert old == '-       "notices": [],'
    assert (
        new == '+       "notices": [{"date": "2026-02", "direction": "in", "pmid": "99000002", "type": "retraction"}],'
    )
    assert parse_lock(dump_lock(retracted)).papers["99000001"].is_retracted


def test_unknown_fields_of_a_paper_stay_unknown() -> None:
    bare = Paper(pmid=Pmid(99000005), notices=None, mesh=None, publication_types=None)
    back = parse_lock(dump_lock(apply_update(Lock(), LockUpdate(papers={"99000005": bare})))).papers["99000005"]
    assert back == bare
    assert (back.notices, back.mesh, back.sections, back.year, back.abstract_sha256) == (None, None, None, None, None)


def test_the_hash_of_an_abstract_survives_reading_and_writing() -> None:
    lock = parse_lock(dump_lock(full()))
    again = apply_update(Lock(), LockUpdate(papers=lock.papers))
    assert dump_lock(again).count(hashlib.sha256(PAPER.abstract.encode()).hexdigest().encode()) == 1


def test_an_answer_takes_the_place_of_no_answer_and_never_the_other_way_round() -> None:
    later = {"99000001": NotAsked(DAY, "timeout"), "99999999": NotAsked(DAY, "timeout")}
    lock = apply_update(full(), LockUpdate(not_asked=later))
    assert (set(lock.papers), set(lock.unknown)) == ({"99000001"}, {"99999999"})
    assert set(lock.not_asked) == {"10.5555/later", "99000001"}
    found = apply_update(lock, LockUpdate(papers={"99999999": evolve(PAPER, pmid=Pmid(99999999))}))
    assert "99999999" in found.papers
    assert "99999999" not in found.unknown
    gone = apply_update(found, LockUpdate(unknown={"99000001": DAY}))
    assert "99000001" not in gone.papers


def test_rejections_of_former_versions_survive_a_later_search_and_a_failed_search_is_not_stored() -> None:
    newer = evolve(SEARCH, outcome=Outcome.NOTHING_FOUND, queries=())
    former = json.loads(dump_lock(full()))
    former["searches"]["walking-helps"]["rejected"] = [
        {"pmid": "99000003", "by": "editor", "date": DAY.isoformat(), "reason": "other people"}
    ]
    lock = apply_update(parse_lock(json.dumps(former).encode()), LockUpdate(searches={"walking-helps": newer}))
    assert lock.searches["walking-helps"] == evolve(newer, rejected=(REJECTION,))
    failed = LockUpdate(
        searches={
            "walking-helps": SearchRecord(DAY, Outcome.COULD_NOT_ASK),
            "b": SearchRecord(DAY, Outcome.COULD_NOT_ASK),
        }
    )
    assert apply_update(lock, failed) == lock


def test_keys_of_a_newer_program_survive_a_rewrite(tmp_path: Path) -> None:
    path = tmp_path / "evidence.lock.json"
    document = json.loads(dump_lock(full()))
    document["novel"] = {"a": 1}
    document["papers"]["99000001"]["grade"] = "high"
    path.write_text(json.dumps(document), encoding="utf-8")
    update_lockfile(path, LockUpdate(unknown={"99000077": DAY}))
    after = json.loads(path.read_text(encoding="utf-8"))
    assert (after["novel"], after["papers"]["99000001"]["grade"]) == ({"a": 1}, "high")


DAMAGED = [
    (b"", "not JSON", 1),
    (b"{\n  'a': 1}", "not JSON", 2),
    (b'{"format": "claimcheck-lock/1", "papers": {}, "papers": {}}', "'papers' stands twice", None),
    (b"\xff", "not UTF-8", None),
    (b"[]", "another format", 1),
    (b'{"format": "claimcheck-lock/2"}', "another format ('claimcheck-lock/2'", 1),
    (b'{"format": "claimcheck-lock/1",\n<<<<<<< HEAD\n}', "merge conflicts", 2),
    (b"[" * 100_000, "", None),
]
WRONG = [
    ("papers", []),
    ("papers", {"99000001": []}),
    ("papers", {"PMC1": {}}),
    ("papers", {"99000001": {"year": "2019"}}),
    ("papers", {"99000001": {"authors": [1]}}),
    ("papers", {"99000001": {"doi": "x"}}),
    ("papers", {"99000001": {"revised": "soon"}}),
    ("papers", {"99000001": {"notices": [{"type": "gossip", "direction": "in"}]}}),
    ("papers", {"99000001": {"notices": [{}]}}),
    ("papers", {"99000001": {"notices": {}}}),
    ("papers", {"99000001": {"origin": {"date": None}}}),
    ("citations", {"a": {"1": {"passage_found": "yes"}}}),
    ("searches", {"a": {"outcome": "lost"}}),
    ("searches", {"a": {"queries": [{"why": "x"}]}}),
    ("searches", {"a": {"candidates": [7]}}),
    ("searches", {"a": {"candidates": ["none"]}}),
    ("searches", {"a": {"candidates": [{"title": "No PMID"}]}}),
    ("searches", {"a": {"candidates": [{"pmid": "1", "stance": "maybe"}]}}),
    ("searches", {"a": {"candidates": [{"pmid": "1", "year": "2020"}]}}),
    ("unknown", {"1": "2026-01-01"}),
    ("not_asked", {"1": {"reason": 5}}),
]


@pytest.mark.parametrize(("data", "message", "line"), DAMAGED)
def test_a_broken_file_is_one_sentence(data: bytes, message: str, line: int | None) -> None:
    with pytest.raises(LockError) as caught:
        parse_lock(data, "claims/evidence.lock.json")
    assert message in str(caught.value)
    assert "claims/evidence.lock.json" in str(caught.value)
    assert caught.value.line == line


@pytest.mark.parametrize(("section", "value"), WRONG)
def test_a_wrong_shape_is_found_when_the_lock_is_read(section: str, value: object) -> None:
    with pytest.raises(LockError, match="damaged"):
        parse_lock(json.dumps({"format": "claimcheck-lock/1", section: value}).encode())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["1", "date", "notices", "queries", "authors"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(["papers", "citations", "searches", "unknown", "not_asked"]), JSON))
def test_what_is_read_at_all_can_be_used_to_the_last_paper(document: dict[str, object]) -> None:
    try:
        lock = parse_lock(json.dumps({"format": "claimcheck-lock/1", **document}).encode())
    except LockError:
        return
    assert all(paper.pmid == pmid for pmid, paper in lock.papers.items())
    assert parse_lock(dump_lock(lock)) == lock


def test_a_missing_lock_is_empty_and_an_empty_update_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "evidence.lock.json"
    assert read_lock(path) == Lock()
    update_lockfile(path, LockUpdate())
    assert not path.exists()
    update_lockfile(path, FULL)
    before = path.stat()
    update_lockfile(path, FULL)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_broken_lock_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "evidence.lock.json"
    path.write_bytes(b"{")
    with pytest.raises(LockError):
        update_lockfile(path, FULL)
    assert path.read_bytes() == b"{"


def test_the_lock_lies_with_the_claims_unless_set(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.touch()
    assert lock_path_for(tmp_path) == lock_path_for([file]) == tmp_path / "evidence.lock.json"
    assert lock_path_for([tmp_path], "other.json") == Path("other.json")


SOME = b"claimcheck: 1\nclaims: []\n"


def _placed(home: Path, *files: str) -> None:
    for name in files:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(SOME if name.endswith(".yaml") else dump_lock(Lock()))


@pytest.mark.parametrize(
    ("files", "paths", "lock"),
    [
        (["a/x.yaml", "a/L"], ["a"], "a/L"),
        (["a/x.yaml", "a/L"], ["."], "a/L"),
        (["a/x.yaml", "a/L", "empty/y.txt"], ["empty", "a"], "a/L"),
        (["a/sub/x.yaml", "a/sub/L"], ["a"], "a/sub/L"),
        (["a/sub/x.yaml", "a/L"], ["a/sub"], "a/L"),
        (["a/sub/x.yaml", "a/L"], ["a/sub/x.yaml"], "a/L"),
        (["a/x.yaml", "b/y.yaml", "L"], ["a", "b"], "L"),
        (["a/x.yaml", "b/y.yaml", "L"], ["b/y.yaml"], "L"),
        (["a/x.yaml", "b/y.yaml"], ["a", "b"], "L"),
        (["c/a/x.yaml", "c/b/y.yaml"], ["c/a/x.yaml", "c/b"], "c/L"),
        (["a/x.yaml"], ["a"], "a/L"),
        (["a/x.yaml"], ["a/x.yaml"], "a/L"),
        (["a/.git/HEAD", "a/x.yaml", "L"], ["a"], "a/L"),
        (["a/claimcheck.toml", "a/c/x.yaml", "L"], ["a/c"], "a/c/L"),
    ],
)
def test_the_lock_is_the_nearest_upward_of_the_claims(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: list[str], paths: list[str], lock: str
) -> None:
    _placed(tmp_path, *(name.replace("L", LOCK_NAME) if name.endswith("L") else name for name in files))
    monkeypatch.chdir(tmp_path)
    wanted = Path(lock.replace("L", LOCK_NAME))
    assert Project.at(paths).lock_path == wanted
    assert Project.at([tmp_path / one for one in paths]).lock_path == tmp_path / wanted


@pytest.mark.parametrize(
    ("files", "paths"),
    [
        (["a/x.yaml", "a/L", "b/y.yaml", "b/L"], ["a", "b"]),
        (["a/x.yaml", "a/L", "b/y.yaml", "b/L"], ["a/x.yaml", "b/y.yaml"]),
        (["a/x.yaml", "a/L", "b/y.yaml", "b/L"], ["."]),
        (["a/x.yaml", "a/L", "a/b/y.yaml", "a/b/L"], ["a"]),
        (["x.yaml", "L", "b/y.yaml", "b/L"], ["x.yaml", "b"]),
        (["a/c/x.yaml", "a/L", "b/c/y.yaml", "b/L", "d/z.yaml"], ["d", "b", "a"]),
    ],
)
def test_claims_with_different_locks_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: list[str], paths: list[str]
) -> None:
    """What one of the locks tells of, such as a retraction, would be missed."""
    _placed(tmp_path, *(name.replace("L", LOCK_NAME) if name.endswith("L") else name for name in files))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="these claims have different locks"):
        Project.at(paths)
    assert Project.at(paths, "one.json").lock_path == Path("one.json")


@pytest.mark.parametrize(
    ("files", "paths", "without"),
    [
        (["a/x.yaml", "b/y.yaml", "b/L"], ["a", "b"], "a"),
        (["a/x.yaml", "a/L", "b/y.yaml"], ["a", "b"], "b"),
        (["a/x.yaml", "a/L", "b/y.yaml"], ["b/y.yaml", "a/x.yaml"], "b"),
        (["a/x.yaml", "a/L", "b/y.yaml"], ["."], "b"),
        (["a/x.yaml", "a/b/L", "a/b/y.yaml"], ["a"], "a"),
        (["x.yaml", "b/y.yaml", "b/L"], ["x.yaml", "b"], "."),
        (["L", "a/x.yaml", "b/.git/HEAD", "b/y.yaml"], ["a", "b"], "b"),
    ],
)
def test_claims_without_a_lock_are_not_held_to_that_of_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: list[str], paths: list[str], without: str
) -> None:
    _placed(tmp_path, *(name.replace("L", LOCK_NAME) if name.endswith("L") else name for name in files))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=f"none for {re.escape(without)}(:| and).* of its own, or .*--lock"):
        Project.at(paths)
    assert Project.at(paths, "one.json").lock_path == Path("one.json")


def test_the_lock_of_many_files_is_looked_for_once_a_folder(tmp_path: Path) -> None:
    _placed(tmp_path, *(f"claims/{folder}/{number}.yaml" for folder in "abc" for number in range(30)))
    project = Project.at(tmp_path)
    assert len([path for method, path in project.tree.asked if method == "kind" and LOCK_NAME in path]) < 20


WRITER = """
import sys
from claimcheck.lockfile import LockUpdate, update_lockfile
for number in range(int(sys.argv[2]), int(sys.argv[2]) + 20):
    update_lockfile(sys.argv[1], LockUpdate(unknown={str(number): None}))
"""


def test_two_processes_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "evidence.lock.json"
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), first]) for first in ("99000100", "99000200")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    assert len(read_lock(path).unknown) == 40
    assert [*tmp_path.iterdir()] == [path]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_of_json_is_damage(number: str) -> None:
    """Python would read it, and write it back into a file that nobody else can read."""
    with pytest.raises(LockError, match=f"damaged: {number} is no number of JSON"):
        parse_lock(f'{{"format": "claimcheck-lock/1", "more": {number}}}'.encode())


@pytest.mark.parametrize(
    "author",
    [
        Author("Smith", initials="J", suffix="3rd"),
        Author("O'Brien", initials="P", suffix="Jr"),
        Author("Van Den Berg", initials="ÄB", suffix="II"),
        Author("Petrov", initials="IV"),
        Author("Ma", initials="X"),
        Author(collective="The Walk Group II"),
        Author(collective="Trial Group A II"),
        Author(collective="Plato"),
    ],
)
def test_an_author_is_read_from_the_printed_name(author: Author) -> None:
    """A lock keeps names as citations print them."""
    assert Author.from_name(author.name) == author
