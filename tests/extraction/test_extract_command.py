"""`claimcheck extract`: a draft that loads, coverage told, nothing overwritten."""

import io
import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.claimfile import claims_file_text, load_claims, read_claims
from claimcheck.cli.main import main
from claimcheck.extraction.pointing import points_outside
from claimcheck.model import ArticleRef, Attribution, Claim, Kind, Quote

SCHEMA = Path(__file__).parents[2] / "src" / "claimcheck" / "claims.schema.json"
PAGE = """\
# Yoga for back pain

Yoga eases back pain. Studies show that it improves sleep. We open at nine.

Most agree. Yoga eases back pain. Tablets may cause nausea.
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "claims").mkdir()
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "yoga.md").write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def extract(*arguments: str) -> int:
    return main(["extract", "pages/yoga.md", "--isolated", *arguments])


def test_what_is_recorded_is_not_drafted_beside_it_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second file among the claims has only what the first one lacks; on standard output there is a hint."""
    assert extract("--output", "claims/yoga.yaml") == 0
    (folder / "pages" / "yoga.md").write_text(f"{PAGE}\nGinger eases nausea.\n", encoding="utf-8")
    capsys.readouterr()
    assert extract("--output", "claims/more.yaml") == 0
    told = capsys.readouterr().err
    assert "pages/yoga.md is recorded in claims/yoga.yaml: only what is missing there is drafted" in told
    assert "5 sentences make a claim, 4 recorded; 1 claim drafted" in told
    assert [claim.statement for claim in load_claims("claims/more.yaml")] == ["Ginger eases nausea."]
    assert extract("--output", "claims/none.yaml") == 0
    assert "all of it is recorded: claims/none.yaml is not written" in capsys.readouterr().err
    assert not (folder / "claims" / "none.yaml").exists()
    assert extract() == 0
    assert "--against claims drafts what is missing" in capsys.readouterr().err


def test_the_draft_loads_and_its_quotes_are_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A new file has no problem but that its claims lack sources and nobody looked at the page; the article's path is relative to it."""
    assert extract("--output", "claims/yoga.yaml") == 0
    assert "4 sentences make a claim; 4 claims drafted in claims/yoga.yaml" in capsys.readouterr().err
    claims = load_claims("claims")
    assert claims.problems == ()
    assert {claim.article.path for claim in claims if claim.article} == {"../pages/yoga.md"}
    jsonschema.validate(yaml.safe_load((folder / "claims/yoga.yaml").read_text()), json.loads(SCHEMA.read_text()))
    assert main(["check", "claims", "--isolated", "--format", "json"]) == 1
    found = {finding["code"] for finding in json.loads(capsys.readouterr().out)["findings"]}
    assert found == {"CC101", "CC103", "CC701"}


def test_what_is_recorded_is_not_drafted_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Coverage is told, and new ids stay clear of those taken."""
    recorded = """\
claimcheck: 1
article: {path: ../pages/yoga.md}
claims:
  - {id: tablets-cause-nausea, statement: Yoga improves sleep., quote: it improves sleep}
  - id: yoga-1
    statement: Yoga eases back pain.
    quote: {exact: Yoga eases back pain, prefix: "Most agree. "}
"""
    (folder / "claims" / "a.yaml").write_text(recorded)
    other = "claimcheck: 1\narticle: {path: other.md}\nclaims:\n  - {id: o, statement: O., quote: Tablets may cause}\n"
    (folder / "claims" / "b.yaml").write_text(other)
    assert extract("--against", "claims", "--format", "json") == 0
    told = capsys.readouterr()
    assert "4 sentences make a claim, 2 recorded; 2 claims drafted" in told.err
    document = json.loads(told.out)
    assert document["sentences"] == {"making_a_claim": 4, "recorded": 2, "unrecorded": 2}
    assert [(claim["id"], claim["line"]) for claim in document["claims"]] == [
        ("yoga-eases-back-pain", 3),
        ("tablets-cause-nausea-2", 5),
    ]


class Terminal(io.StringIO):
    """A terminal to write to."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_a_list_to_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A line a claim with its place and kind, what is vague about sources, and the command that records it all."""
    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    assert extract() == 0
    assert terminal.getvalue().splitlines() == [
        "pages/yoga.md:3:1  efficacy: Yoga eases back pain.",
        "pages/yoga.md:3:23  efficacy: Yoga improves sleep.",
        '    the page says "it": see whether this is what it means',
        '    names no work: "Studies show"',
        "pages/yoga.md:5:13  efficacy: Yoga eases back pain.",
        "pages/yoga.md:5:35  safety: Tablets may cause nausea.",
        '    stands on a page about "Yoga for back pain": say so where it holds for that alone',
    ]
    told = capsys.readouterr().err
    assert "4 claims drafted (3 efficacy, 1 safety)" in told
    assert "1 of them leans on a source that is not named" in told
    assert "to record them: claimcheck extract pages/yoga.md --output claims/yoga.yaml" in told


@pytest.mark.parametrize(
    ("page", "place"),
    [
        ("# Tea\n\nTea lowers blood pressure.\n", "stdin.md:3:1"),
        ("\n<p>Tea lowers blood pressure.</p>", "stdin.html:2:4"),
    ],
)
def test_a_page_may_stand_on_standard_input(
    page: str, place: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page pasted into a pipe is read by what it looks like, and has no file that its quotes are held to."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(page.encode())))
    assert main(["extract", "-", "--isolated", "--format", "text"]) == 0
    told = capsys.readouterr()
    assert told.out.splitlines()[0] == f"{place}  efficacy: Tea lowers blood pressure."
    assert "stdin: its quotes can be checked only against a file" in told.err


def test_nothing_on_standard_input_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither an empty draft nor a traceback."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b" \n")))
    assert main(["extract", "-", "--isolated"]) == 2
    assert "there is nothing on stdin" in capsys.readouterr().err


def test_no_file_is_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a person wrote stays."""
    (folder / "claims" / "mine.yaml").write_text("mine")
    assert extract("--output", "claims/mine.yaml") == 2
    assert (folder / "claims" / "mine.yaml").read_text() == "mine"
    assert "is not overwritten" in capsys.readouterr().err


def test_ids_stay_clear_of_those_in_the_other_claims_files(folder: Path) -> None:
    """Two pages that say the same make no project that cannot be read."""
    assert extract("--output", "claims/one.yaml") == 0
    (folder / "pages" / "again.md").write_text(PAGE, encoding="utf-8")
    assert main(["extract", "pages/again.md", "--isolated", "--output", "claims/two.yaml"]) == 0
    claims = load_claims("claims")
    assert not claims.problems
    assert len({claim.id for claim in claims}) == len(claims) > 4


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["pages/none.md"], "no such file"),
        (["pages/yoga.md", "--output", "nowhere/a.yaml"], "is no folder"),
        (["pages/yoga.md", "--against", "nowhere"], "does not exist"),
    ],
)
def test_wrong_paths_are_sentences(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An editor never sees a traceback."""
    assert main(["extract", "--isolated", *arguments]) == 2
    assert told in capsys.readouterr().err


def test_a_page_without_claims_gives_an_empty_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to record is no error."""
    (folder / "pages" / "yoga.md").write_text("We open at nine.\n")
    assert extract() == 0
    told = capsys.readouterr()
    assert "0 sentences make a claim; 0 claims drafted" in told.err
    assert yaml.safe_load(told.out)["claims"] == []


TEXT = st.text(min_size=1, max_size=30).filter(lambda text: text.strip() == text and text.isprintable())
TERMS = st.lists(TEXT, max_size=2, unique=True).map(tuple)


@given(
    st.builds(
        Claim,
        statement=TEXT,
        id=st.just("a-claim"),
        kind=st.sampled_from(Kind),
        quote=st.builds(Quote, exact=TEXT, prefix=st.just("") | TEXT, suffix=st.just("") | TEXT),
        population=TERMS,
        intervention=TERMS,
        outcome=TERMS,
        attributed_to=st.none() | st.builds(Attribution, journal=TEXT, year=st.integers(1950, 2026)),
    )
)
def test_what_is_written_reads_back_the_same(claim: Claim) -> None:
    """Whatever the words, the draft says in YAML what the claim says."""
    text = claims_file_text((claim,), ArticleRef(path="page.md", title="A: page #1"))
    read = read_claims(text.encode(), "claims/a.yaml")
    (back,) = read.claims
    assert read.problems == ()
    for name in ("statement", "id", "kind", "quote", "population", "intervention", "outcome", "attributed_to"):
        assert getattr(back, name) == getattr(claim, name)


def test_a_draft_that_points_outside_is_marked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a pronoun means is asked of the editor where nobody can tell, and shown where it was taken from the text; the file loads."""
    page = (
        "# Gout\n\nGout affects one man in forty. It often begins in the big toe. What now?\n\nThey may cause nausea.\n"
    )
    (folder / "pages" / "yoga.md").write_text(page)
    assert extract("--output", "claims/gout.yaml") == 0
    text = (folder / "claims/gout.yaml").read_text()
    assert '# "They": say who or what is meant (perhaps "Gout")\n    statement: They may cause nausea.' in text
    assert (
        '# the page says "It": see whether this is what it means\n    statement: Gout often begins in the big toe.'
        in text
    )
    assert "1 of them leans on what stands around: say who or what is meant" in capsys.readouterr().err
    assert load_claims("claims").problems == ()


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("They ease pain.", "They"),
        ("In such people yoga eases pain.", "such"),
        ("One adult in ten has it.", "it"),
        ("Nor do they help dry eyes.", "they"),
        ("The new one works for longer.", "one"),
        ("Those who smoke get it less often than those with asthma.", "it"),
        ("It is safe to take aspirin with food.", ""),
        ("Women with asthma get it treated late.", ""),
        ("Both yoga and massage ease back pain.", ""),
        ("Gallstones hurt when they move.", ""),
    ],
)
def test_the_word_that_points_outside(statement: str, word: str) -> None:
    """A pronoun counts where the statement names nothing that it could mean."""
    assert points_outside(statement) == word


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.html", '<html lang="en-GB"><meta name="author" content="Ann Lee"><p>Yoga eases back pain.</p><p>Page last reviewed: 14 March 2025. Next review due: 1 May 2028</p></html>', {"author": "Ann Lee", "language": "en-GB", "reviewed": "2025-03-14"}),
        ("b.html", '<script type="application/ld+json">{"lastReviewed": "2024-02-01", "author": {"@type": "Person", "name": "Jo"}}</script><p>Yoga eases back pain.</p>', {"author": "Jo", "reviewed": "2024-02-01"}),
        ("c.md", "---\nauthor: Pharmacy team\nlang: en\nlast_reviewed: 2025-02-11\n---\n\nYoga eases back pain.\n", {"author": "Pharmacy team", "language": "en", "reviewed": "2025-02-11"}),
        ("d.md", "By Jo Field, 3 May 2025\n\nYoga eases back pain. *Medically reviewed by Dr Ann Lee on July 4, 2025*\n", {"author": "Jo Field", "reviewed": "2025-07-04"}),
        ("e.md", "Yoga eases back pain. Next review: 1 May 2028.\n", {}),
        ("f.md", "Yoga eases back pain. Reviewed 31 February 2025.\n", {}),
    ],
)  # fmt: skip
def test_author_language_and_review_are_read_from_the_page(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, told: dict[str, str]
) -> None:
    """Wherever a page says them; a date that is none, and that of the next review, are no review."""
    (folder / name).write_text(text, encoding="utf-8")
    assert main(["extract", name, "--isolated", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["page"] == told


@pytest.mark.parametrize(
    "text",
    [
        "Vitamin D ist wichtig für die Knochen. Ein Mangel kann bei Kindern zu Rachitis führen und ist nicht selten.",
        "La vitamine D est importante pour les os. Une carence peut provoquer le rachitisme chez les enfants.",
        "Витамин D важен для костей.",
        "ビタミンDは骨に重要です。",
    ],
)
def test_a_page_in_another_language_is_told_so(folder: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    """Not "0 sentences make a claim"."""
    (folder / "pages" / "yoga.md").write_text(text, encoding="utf-8")
    assert extract() == 2
    assert "pages/yoga.md: reads as another language than English" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("listed", "code"),
    [
        ("## References\n\n{}", 0),
        ("**References**\n\n{}", 0),
        ("## Selected references\n\n{}", 0),
        ("## What this page rests on\n\n{}", 0),
        ("<h2>References</h2>\n<ol>\n\n{}\n\n</ol>\n", 0),
        ("## Walking\n\n{}", 0),
        ("{}", 0),
        ("## Kniearthrose\n\nDas Gehen ist gut für die Gelenke, und es ist nicht teuer.\n\n{}", 2),
    ],
)
@pytest.mark.parametrize(
    "work",
    [
        "van den Berg A, de la Cruz B, van der Meer C. Walking and the knee. Spine. 2019;1:2-9. PMID: 2000000{}",
        "Schmidt A. Die Wirkung von Gehen auf den Schmerz bei der Arthrose. Z Orthop. 2018;{}:3-9.",
        "Martin L, de la Tour P. Les effets de la marche sur le genou et la hanche. Rev Rhum. 2017;{}:1-4.",
        "dos Santos M, da Silva J. Os efeitos da caminhada em idosos. Rev Bras Med. 2016;{}:1-4.",
        "Di Rocco F, della Valle G. Gli effetti della camminata. Minerva Med. 2015;{}:7-11. doi:10.1000/x.1",
    ],
)
def test_the_names_and_titles_of_works_are_no_words_of_the_page(
    folder: Path, capsys: pytest.CaptureFixture[str], listed: str, code: int, work: str
) -> None:
    """However long the list is, and whatever languages it has."""
    works = "\n".join(f"{number}. {work.format(number)}" for number in range(1, 10))
    text = f"Yoga eases back pain [1]. It is not for everyone.\n\n{listed.format(works)}\n"
    (folder / "pages" / "yoga.md").write_text(text if not code else text.split("\n\n", 1)[1], encoding="utf-8")
    assert extract() == code
    assert ("Yoga eases back pain" in capsys.readouterr().out) == (not code)


def test_english_under_a_wrong_language_code_is_english(folder: Path) -> None:
    """Templates often carry one that nobody set."""
    (folder / "a.html").write_text('<html lang="de"><p>Yoga eases back pain and is good for the heart.</p></html>')
    assert main(["extract", "a.html", "--isolated"]) == 0


def test_a_page_that_cite_will_refuse_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One of another encoding is read as it declares; references are written into UTF-8 alone."""
    page = '<html lang="en"><meta charset="{}"><body><p>Crème caramel raises blood sugar.</p></body></html>'
    for name, encoding in (("old.html", "windows-1252"), ("new.html", "utf-8"), ("marked.html", "utf-8-sig")):
        (tmp_path / name).write_text(page.format(encoding.removesuffix("-sig")), encoding=encoding)
        assert main(["extract", str(tmp_path / name), "--isolated"]) == 0
        assert ("old.html is not UTF-8" in capsys.readouterr().err) == (name == "old.html")
