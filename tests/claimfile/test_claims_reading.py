"""Claims files are read into values with exact places, and everything wrong with a file is told at once."""

import datetime as dt
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.claims import EXAMPLE, claims_text, one_claim, only_claim, only_problem, read_text, write_claims

from claimcheck.claimfile import load_claims, read_claims
from claimcheck.errors import UsageError
from claimcheck.gate import check
from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.model import (
    ArticleRef,
    Attribution,
    Citation,
    Kind,
    Location,
    Quote,
    Reading,
    Signature,
    Stance,
    Waiver,
)


def test_every_field_of_the_format_is_read() -> None:
    first, second = read_text(EXAMPLE)
    assert first.article == ArticleRef("back.md", "Backs", dt.date(2026, 3, 1))
    assert (first.id, first.kind, first.query) == ("walking-helps", Kind.EFFICACY, "walking AND back pain")
    assert first.quote == Quote("helps some people", "Walking ", " with")
    assert (first.population, first.intervention) == (("adults", "older people"), ("walking",))
    assert first.attributed_to == Attribution("Journal of Walks", "Walker", 2019, "review", "a study")
    assert first.waivers == (Waiver("weak-evidence", "guideline under review", dt.date(2027, 3, 1), "editor"),)
    assert first.citations == (
        Citation(
            pmid=Pmid(99000001),
            doi=Doi("10.5555/walk.1"),
            pmcid=Pmcid("PMC9900001"),
            title="Walking for backs",
            author="Walker",
            year=2019,
            journal="Journal of Walks",
            stance=Stance.SUPPORTS,
            passage="Walking reduced pain.",
            level=2,
            read=Reading.FULL_TEXT,
            note="small trial",
            added=Signature("claimcheck", dt.date(2026, 11, 22)),
            reviewed=Signature("editor", dt.date(2026, 11, 23)),
        ),
        Citation(url="https://example.org/guideline", title="A guideline"),
    )
    assert (second.needs_source, second.because) == (False, "describes the clinic's own service")
    assert second.population == ("adults",)


def test_places_are_those_an_editor_shows() -> None:
    claim = read_text(EXAMPLE).claims[0]
    assert claim.attributed_to
    assert claim.location == Location("claims/a.yaml", 5, 5)
    assert claim.citations[0].location == Location("claims/a.yaml", 15, 9)
    assert claim.waivers[0].location == Location("claims/a.yaml", 32, 10)
    assert claim.attributed_to.location == Location("claims/a.yaml", 13, 21)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_places_count_characters_and_the_lines_of_editors(newline: str, mark: bytes) -> None:
    text = one_claim('because: "é\u2028 ö"\nkynd: x').replace("\n", newline)
    (problem,) = read_claims(mark + text.encode(), "a.yaml").problems
    assert (problem.line, problem.column) == (6, 5)


def test_text_is_taken_as_written() -> None:
    claim = only_claim(
        one_claim("because: >\n  one\n  two\n\nquery: |\n  a\n  b\ncitations: [{pmid: 1, title: 2007-01-01}]")
    )
    assert (claim.because, claim.query, claim.citations[0].title) == ("one two", "a\nb", "2007-01-01")


MISTAKES = [
    ("kynd: efficacy", "CC002", "claims[0]: unknown key 'kynd'; did you mean `kind`?", "known keys: "),
    ("kind: eficacy", "CC002", "claims[0].kind: 'eficacy' is none of efficacy", "did you mean `efficacy`?"),
    ("because: yes", "CC002", "claims[0].because: expected text; yes without quotes", 'write "yes"'),
    ("needs_source: no", "CC002", "claims[0].needs_source: expected true or false", ""),
    ("because: a\nbecause: b", "CC002", "claims[0].because: this key is already given on line 5", ""),
    (
        "citations: [{pmid: 1, stance: suports}]",
        "CC002",
        "claims[0].citations[0].stance: 'suports'",
        "did you mean `supports`?",
    ),
    ("citations: [{stance: supports}]", "CC002", "claims[0].citations[0]: a citation needs a pmid", ""),
    ("citations: [{url: 'https://evil.com\\@who.int/', title: t}]", "CC002", "no backslash", ""),
    ("citations: [{url: 'https://example.org'}]", "CC002", "the field `title` is missing", ""),
    ("citations: [{pmid: PMC6091}]", "CC201", "PMC digits in the pmid field", "write `pmcid: PMC6091`"),
    ("citations: [{pmid: 10.5555/x}]", "CC201", "a DOI in the pmid field", "write `doi: 10.5555/x`"),
    ("citations: [{doi: 'https://doi.org/10.5555/X'}]", "CC201", "is not a DOI", "write `doi: 10.5555/x`"),
    (
        "citations: [{doi: 'https://pubmed.ncbi.nlm.nih.gov/99000001/'}]",
        "CC201",
        "a PMID in the doi field",
        "write `pmid: 99000001`",
    ),
    ("citations: [{pmid: 1, level: 6}]", "CC002", "expected a level of evidence from 1 to 5", ""),
    ("citations: [{pmid: 1, read: some}]", "CC002", "is none of abstract, full-text", ""),
    ("citations: [{pmid: 0}]", "CC201", "'0' is not a PMID", ""),
    ("quote: {exact: a, <<: b}", "CC001", "merge keys (<<) are not allowed", ""),
    ('because: "\\e[31m"\nkind: "\\e[31m"', "CC002", "claims[0].kind: '\\x1b[31m'", ""),
]


@pytest.mark.parametrize(("keys", "code", "message", "hint"), MISTAKES)
def test_a_mistake_is_told_with_its_place_in_the_record(keys: str, code: str, message: str, hint: str) -> None:
    problem = only_problem(one_claim(keys))
    assert (problem.code, problem.severity, problem.claim_id, problem.path) == (
        code,
        "error",
        "walking-helps",
        "claims/a.yaml",
    )
    assert message in problem.message
    assert hint in problem.hint
    assert (problem.line or 0) >= 5


def test_all_mistakes_of_a_file_are_told_at_once_in_order() -> None:
    text = claims_text("id: a\nstatement: A\nkynd: x\ncitations: [{pmid: 0}]", "id: b", "id: a\nstatement: C")
    claims = read_text(text)
    assert [(p.code, p.line, p.claim_id) for p in claims.problems] == [
        ("CC002", 5, "a"),
        ("CC201", 6, "a"),
        ("CC002", 7, "b"),
        ("CC003", 8, "a"),
    ]
    assert [claim.statement for claim in claims] == ["C"]


def test_a_malformed_identifier_leaves_the_claim_and_its_citation() -> None:
    claims = read_text(one_claim("citations: [{pmid: PMC6091, stance: supports}]"))
    assert claims.claims[0].citations == (Citation.as_read(stance=Stance.SUPPORTS),)


UNREADABLE = [
    (b"", "the file is empty", (1, 1)),
    (b"# nothing\n", "the file is empty", (1, 1)),
    (b"claimcheck: 1\nclaims:\n\t- id: a\n", "a tab is used for indentation", (3, 1)),
    (b"claimcheck: 1\nclaims: caf\xe9\n", "the file is not UTF-8: byte 0xe9", (2, 12)),
    ("claimcheck: 1".encode("utf-16"), "UTF-16", (1, 1)),
    (b"claimcheck: 1\n\0\n", "NUL byte", (2, 1)),
    (b"claimcheck: 1\nx: \x07\n", "U+0007 is not allowed", (2, 4)),
    (b"claimcheck: 1\nclaims: 'a\n", "a quotation that was opened is never closed", (3, 1)),
    (b"claimcheck: 1\nx: a: b\n", "a colon stands where none is expected", (2, 5)),
    (b"claimcheck: 1\n---\na: 1\n", "a second YAML document", (2, 1)),
    (b"a: " + b"[" * 40, "more than 32 levels", (1, 35)),
    (b"#" * 10_000_001, "10,000,001 bytes; a claims file may have 10,000,000", (1, 1)),
]


@pytest.mark.parametrize(("data", "message", "place"), UNREADABLE)
def test_what_is_no_claims_file_is_one_sentence(data: bytes, message: str, place: tuple[int, int]) -> None:
    (problem,) = read_claims(data, "a.yaml").problems
    assert (problem.code, problem.name) == ("CC001", "unreadable-claims-file")
    assert message in problem.message
    assert (problem.line, problem.column) == place


def test_every_anchor_alias_and_tag_is_refused() -> None:
    problems = read_text("claimcheck: 1\na: &x 1\nb: *x\nc: !!python/name:os.system 1\n").problems
    assert [(p.code, p.line) for p in problems] == [("CC001", 2), ("CC001", 3), ("CC001", 4)]


def test_an_unknown_format_is_said_once() -> None:
    problem = only_problem("claimcheck: 2\nnovel: []\nclaims: [{}]\n")
    assert problem.message == "claimcheck: this program reads claims files of format 1 (`claimcheck: 1`); found '2'"


def test_a_folder_is_read_in_order_and_ids_are_unique_across_it(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    write_claims(tmp_path, one_claim(), "b.yaml")
    write_claims(tmp_path, one_claim(), "more/a.yml")
    write_claims(tmp_path, "not ours", ".hidden.yaml")
    write_claims(tmp_path, "{}", "evidence.lock.json")
    claims = load_claims(tmp_path)
    assert claims.files == (str(tmp_path / "b.yaml"), str(tmp_path / "more" / "a.yml"))
    (problem,) = claims.problems
    assert (problem.code, problem.path, problem.line) == ("CC003", claims.files[1], 3)
    assert f"already stands in {claims.files[0]}, line 3" in problem.message
    assert load_claims([tmp_path / "b.yaml", tmp_path]).files == claims.files


def test_a_path_that_does_not_exist_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        load_claims(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["A.YAML", "a.YML", "b.Yaml", "more/c.yMl", "more/D.YAML", "e.f.Yml"])
def test_a_claims_file_is_one_however_its_ending_is_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "more").mkdir()
    write_claims(tmp_path, one_claim(), name)
    assert load_claims(tmp_path).files == (str(tmp_path / name),)


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("a.yaml", "gone.yaml"),
        ("b.YML", "/nowhere/at/all/b.yml"),
        ("more", "../shared/more"),
        ("v1.2", "gone"),
        ("below/c.yaml", "../../shared/c.yaml"),
        ("d.yaml", "d.yaml"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_not_passed_over(tmp_path: Path, name: str, target: str) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / name).symlink_to(target)
    (problem,) = load_claims(tmp_path).problems
    assert (problem.code, problem.path) == ("CC001", str(tmp_path / name))
    assert "it is a link that leads nowhere" in problem.message
    with pytest.raises(UsageError, match="is a link that leads nowhere"):
        load_claims(tmp_path / name)


@pytest.mark.parametrize("name", ["picture.png", ".#draft.yaml", "notes.md", ".hidden"])
def test_a_broken_link_to_something_else_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).symlink_to("gone")
    assert load_claims(tmp_path).problems == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
@pytest.mark.parametrize("linked", [False, True])
def test_a_pipe_in_the_place_of_a_claims_file_is_refused_not_waited_for(tmp_path: Path, linked: bool) -> None:
    pipe = tmp_path / ("pipe" if linked else "pipe.yaml")
    os.mkfifo(pipe)
    if linked:
        (tmp_path / "linked.yaml").symlink_to(pipe)
    for path in (tmp_path, pipe):
        with pytest.raises(UsageError, match="is a pipe or a device and no file"):
            load_claims(path)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"abc:-[]{}'\"#&*!|>%@ \n\t\\,?0", "claims: ", "\n  - ", "pmid: ", "\u2028"]),
        max_size=40,
    )
)
def test_no_text_makes_the_reader_fail(pieces: list[str]) -> None:
    for head in ("", "claimcheck: 1\nclaims:\n  - id: a\n    "):
        claims = read_text(head + "".join(pieces))
        assert claims.problems
        assert all(problem.message and problem.line and problem.column for problem in claims.problems)


A_CLAIM = "  - id: a\n    statement: A.\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"claims:\n<<<<<<< HEAD\n{A_CLAIM}=======\n{A_CLAIM}>>>>>>> other\n", 2),
        (f"claims:\n{A_CLAIM}<<<<<<< HEAD\n    query: x\n||||||| base\n=======\n    query: y\n>>>>>>> other\n", 4),
        ("<<<<<<< HEAD\nclaimcheck: 1\n=======\nclaimcheck: 1\n>>>>>>> other\nclaims: []\n", 1),
        (
            f'claims:\n  - id: a\n    statement: "A\n<<<<<<< HEAD\n     b"\n=======\n     c"\n>>>>>>> other\n{A_CLAIM}',
            4,
        ),
        (f"claims:\n{A_CLAIM}=======\n{A_CLAIM}>>>>>>> other\n", 4),
    ],
)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_a_merge_conflict_is_called_that_where_it_begins(text: str, line: int, line_break: str) -> None:
    """What YAML makes of the marks helps nobody."""
    problem = only_problem(text.replace("\n", line_break))
    assert (problem.code, problem.line, problem.column) == ("CC001", line, 1)
    assert problem.message == "the file holds merge conflicts: resolve them"


def test_what_looks_like_a_mark_in_a_text_is_text() -> None:
    """A rule of equals signs in a statement, and a word in a file that is broken elsewhere."""
    assert not read_text("claimcheck: 1\nclaims:\n  - id: a\n    statement: |\n      =======\n      A.\n").problems
    assert "merge" not in only_problem('claimcheck: 1\nclaims: "<<<<<<< HEAD\n').message


@pytest.mark.parametrize("which", [slice(None), slice(0, 10), slice(1), slice(1, 1)])
def test_a_slice_forgets_nothing_but_the_claims_left_out(tmp_path: Path, which: slice) -> None:
    """What could not be read stays told: of a file, of a claim in it, and of an id that stands twice."""
    good = "claimcheck: 1\nclaims:\n  - {id: a, statement: A., nots: x}\n  - {id: b, statement: B.}\n"
    for name, text in (("a", good.replace(", nots: x", "")), ("b", good), ("c", "claims: ["), ("d", "claimcheck: 1\n")):
        (tmp_path / f"{name}.yaml").write_text(text)
    whole = load_claims(tmp_path)
    part = whole[which]
    assert part.claims == whole.claims[which]
    left_out = {one.id for one in whole} - {one.id for one in part}
    assert set(whole.problems) - set(part.problems) == {one for one in whole.problems if one.claim_id in left_out}
    assert (part.files, part.invalid, part.unclear) == (whole.files, whole.invalid, whole.unclear)
    assert check(part).exit_code() == 1
    assert check(whole[:]) == check(whole)
