"""Bibliographies read back by the programs that they are written for."""

import json
from io import StringIO
from pathlib import Path

import pytest
from Bio import Medline
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import validate
from support.works import work

from claimcheck.bibliography.bibtex import bibtex
from claimcheck.bibliography.csl import csl_item, csl_json
from claimcheck.bibliography.formats import BIBLIOGRAPHIES
from claimcheck.bibliography.jsonld import json_ld
from claimcheck.bibliography.styles import ama, vancouver
from claimcheck.bibliography.tagged import nbib, ris
from claimcheck.bibliography.works import Work, Works, with_own_keys
from claimcheck.catalogs.pubmed.medline import read_medline
from claimcheck.cli.declaration import BIBLIOGRAPHIES as DECLARED
from claimcheck.identifiers import Doi, Pmid
from claimcheck.lockfile import Lock, dump_lock, parse_lock
from claimcheck.model import ArticleRef, Author, Citation, Direction, Notice, NoticeType, Paper, PublicationType

bibtexparser = pytest.importorskip("bibtexparser")
rispy = pytest.importorskip("rispy")

NASTY = 'A & B_{x}: 5% of \\"$10\\" ~ #1^2 <b>"quoted"</b> {pair} | `tick` O\'Brien--Ünïcode µ 漢字 --- end?'
WHITE = st.characters(blacklist_categories=("Cc", "Cs", "Cn", "Co"), blacklist_characters="{}`\u2028\u2029")
TITLES = st.text(st.one_of(st.sampled_from("\\()$&#_%^~<>|\"'-.,;:@=[]/ aAé"), WHITE), min_size=1, max_size=60).map(
    lambda text: "T " + " ".join(text.split()) + " x"
)
FAMILIES = st.text(st.sampled_from("abcÉöß'-\\&%$#_ "), min_size=1, max_size=12).map(
    lambda text: "B" + " ".join(text.split())
)
RETRACTED = work(9, "Cold hands.", is_retracted=True, notice=Pmid("99000010"))


def latex(value: str) -> str:
    """A BibTeX value as pylatexenc, a LaTeX reader, shows it."""
    from pylatexenc.latex2text import LatexNodes2Text  # noqa: PLC0415 - comes with bibtexparser

    shown: str = LatexNodes2Text(math_mode="text", strict_latex_spaces=True).latex_to_text(value)
    return shown


def bibtex_fields(text: str) -> dict[str, str]:
    """The fields of the one entry, as bibtexparser splits them."""
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    (entry,) = library.entries
    return {field.key: field.value for field in entry.fields}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=TITLES, family=FAMILIES)
def test_titles_and_names_survive_bibtex(title: str, family: str) -> None:
    """What LaTeX would take for a command is printed as it was."""
    fields = bibtex_fields(bibtex([work(1, title, Author(last_name=family, initials="J"))]))
    assert latex(fields["title"]).replace("\u02c6", "^") == work(1, title).marked_title
    assert latex(fields["author"]) == f"{family}, J."


@settings(max_examples=60, deadline=None)
@given(title=TITLES)
def test_titles_survive_ris(title: str) -> None:
    """rispy reads the title and the identifiers that we wrote."""
    (entry,) = rispy.loads(ris([work(1, title)]))
    assert entry["title"] == work(1, title).marked_title
    assert (entry["doi"], entry["accession_number"], entry["year"]) == ("10.1234/invented.1", "99000001", "2021")
    assert entry["authors"] == ["Doe, J. A."]
    assert (entry["start_page"], entry["end_page"]) == ("881", "899")


@settings(max_examples=60, deadline=None)
@given(title=TITLES)
def test_titles_survive_nbib(title: str) -> None:
    """Biopython's reader, and our own import, get the work that we wrote."""
    text = nbib([work(1, title)])
    (record,) = Medline.parse(StringIO(text))
    assert record["TI"] == title
    assert (record["PMID"], record["FAU"], record["AU"], record["PG"]) == (
        "99000001",
        ["Doe, J A"],
        ["Doe JA"],
        "881-99",
    )
    (paper,) = read_medline(text.encode())
    assert (paper.pmid, paper.doi, paper.first_author) == ("99000001", "10.1234/invented.1", "Doe JA")


CSL_SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type"],
        "additionalProperties": False,
        "properties": {
            "id": {"type": ["string", "number"]},
            "type": {"enum": ["article-journal", "document", "webpage"]},
            "author": {
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {name: {"type": "string"} for name in ("family", "given", "suffix", "literal")},
                },
            },
            "issued": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "date-parts": {
                        "type": "array",
                        "items": {"type": "array", "items": {"type": ["string", "number"]}, "maxItems": 3},
                        "maxItems": 2,
                    }
                },
            },
            **{
                name: {"type": "string"}
                for name in (
                    *("title", "container-title", "container-title-short", "DOI", "PMID", "PMCID", "URL", "note"),
                    *("volume", "issue", "page"),
                )
            },
        },
    },
}


@settings(max_examples=60, deadline=None)
@given(title=TITLES, family=FAMILIES)
def test_csl_json_keeps_the_rules_of_its_schema(title: str, family: str) -> None:
    """Every item has the shape of CSL's data schema, and the text it was given."""
    items = json.loads(csl_json([work(1, title, Author(last_name=family, initials="J")), RETRACTED]))
    validate(items, CSL_SCHEMA)
    assert items[0]["title"] == work(1, title).marked_title
    assert items[0]["author"] == [{"family": family, "given": "J."}]


@pytest.mark.filterwarnings("ignore")
def test_citeproc_prints_our_csl_json() -> None:
    """A citation processor finds author, title, journal and year in an item."""
    citeproc = pytest.importorskip("citeproc")
    source = pytest.importorskip("citeproc.source.json").CiteProcJSON([csl_item(work(1))])
    style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = citeproc.CitationStylesBibliography(style, source, citeproc.formatter.plain)
    bibliography.register(citeproc.Citation([citeproc.CitationItem("pmid-99000001")]))
    (printed,) = (str(item) for item in bibliography.bibliography())
    for part in ("Doe", "2021", "An invented trial of walking", "Journal of Invention", "881"):
        assert part in printed


def pandoc(text: str, source: str, target: str, **more: object) -> str:
    pypandoc = pytest.importorskip("pypandoc")
    converted: str = pypandoc.convert_text(text, target, format=source, **more)
    return converted


def straight(text: str) -> str:
    """Pandoc sets quotes and dashes as a typographer would."""
    for typographic, plain in {"“": '"', "”": '"', "’": "'", "‘": "'", "–": "--", "—": "---"}.items():
        text = text.replace(typographic, plain)
    return text.replace('<span class="nocase">', "").replace("</span>", "")


def test_pandoc_reads_every_exchange_format_alike() -> None:
    """BibTeX, RIS and CSL-JSON give Pandoc the same work; BibTeX with all that LaTeX could take for its own."""
    given = work(1, NASTY, Author(last_name="van der Doe", initials="JA"), Author(collective="Group"))
    for source, text in (("bibtex", bibtex([given])), ("ris", ris([given])), ("csljson", csl_json([given]))):
        (item,) = json.loads(pandoc(text, source, "csljson"))
        assert (item["DOI"], item["container-title"], item["page"]) == (given.doi, given.journal, "881-899")
        assert len(item["author"]) == 2
        if source == "bibtex":
            # Pandoc keeps mathematics, as which "<" is right in every font of LaTeX.
            assert straight(item["title"]).replace("$<$", "<").replace("$>$", ">") == NASTY


def test_braces_without_pair_do_not_break_the_entry() -> None:
    """BibTeX counts braces behind backslashes, so such titles name them instead."""
    for title in ("a } b { c", "a { b", "a } b"):
        fields = bibtex_fields(bibtex([work(1, title), work(2)]).split("\n\n")[0])
        depth = 0
        for char in fields["title"]:
            depth += {"{": 1, "}": -1}.get(char, 0)
            assert depth >= 0
        assert depth == 0


def test_ama_and_vancouver_follow_their_manuals() -> None:
    """Seven authors, a page range, a DOI: the two styles as their samples have them."""
    seven = tuple(
        Author(last_name=name, initials="A") for name in ("Adler", "Baker", "Clark", "Davis", "Evans", "Frank", "Green")
    )
    given = work(1, "Walking: does it help?", *seven)
    assert ama([given]) == (
        "1. Adler A, Baker A, Clark A, et al. Walking: does it help? J Invent. 2021;7(2):881-899. "
        "doi:10.1234/invented.1\n"
    )
    assert vancouver([given]) == (
        "1. Adler A, Baker A, Clark A, Davis A, Evans A, Frank A, et al. Walking: does it help? J Invent. "
        "2021;7(2):881-99. doi: 10.1234/invented.1. PubMed PMID: 99000001.\n"
    )


@pytest.mark.parametrize(
    ("pages", "full", "short"),
    [
        ("881-99", "881-899", "881-99"),
        ("1313-1317", "1313-1317", "1313-7"),
        ("S54-S63", "S54-S63", "S54-63"),
        ("e32952", "e32952", "e32952"),
        ("995-1003", "995-1003", "995-1003"),
        ("12\u20135", "12-15", "12-5"),
        ("100-5, 110", "100-105, 110", "100-5, 110"),
        ("881-99; discussion 900-1", "881-899; discussion 900-901", "881-99; discussion 900-1"),
        ("1123-30.e4", "1123-1130.e4", "1123-30.e4"),
        ("2019-05", "2019-05", "2019-05"),
        ("", "", ""),
    ],
)
def test_page_ranges_are_full_or_short(pages: str, full: str, short: str) -> None:
    """AMA prints them in full, the ICMJE's samples without what repeats."""
    assert (work(1, pages=pages).full_pages, work(1, pages=pages).short_pages) == (full, short)


@pytest.mark.parametrize(
    ("pages", "first", "last", "written"),
    [
        ("100-5, 110", "100", "105", "100--105, 110"),
        ("881-99; discussion 900", "881", "899", "881--899; discussion 900"),
        ("881-99; quiz 900-1", "881", "899", "881--899; quiz 900--901"),
        ("S12-8; author reply S19", "S12", "S18", "S12--S18; author reply S19"),
        ("12-5, 19-23, 30", "12", "15", "12--15, 19--23, 30"),
        ("100, 105-7", "100", "", "100, 105--107"),
        ("57; discussion 58-60", "57", "", "57; discussion 58--60"),
        ("1123-30.e4", "1123", "1130.e4", "1123--1130.e4"),
        ("31-8 passim", "31", "38", "31--38 passim"),
        ("Suppl 3-9", "Suppl 3", "9", "Suppl 3--9"),
        ("xii-xv", "xii", "xv", "xii-xv"),
        ("e32952", "e32952", "", "e32952"),
    ],
)  # fmt: skip
def test_pages_of_a_supplement_are_not_those_of_the_work(pages: str, first: str, last: str, written: str) -> None:
    """RIS has the first and last page of the work alone; BibTeX and CSL have all, each range in full."""
    (entry,) = rispy.loads(ris([work(1, pages=pages)]))
    assert (entry["start_page"], entry.get("end_page", "")) == (first, last)
    assert bibtex_fields(bibtex([work(1, pages=pages)]))["pages"] == written
    assert str(csl_item(work(1, pages=pages))["page"]).replace("-", "--") == written.replace("xii-xv", "xii--xv")


@pytest.mark.parametrize("name", sorted(BIBLIOGRAPHIES))
def test_a_retracted_work_is_marked_wherever_it_is_shown(name: str) -> None:
    """Nobody who reads or imports the reference can miss it."""
    text = BIBLIOGRAPHIES[name]([RETRACTED])
    assert "retracted" in text.lower()
    assert "99000010" in text or name == "json-ld"


def test_json_ld_names_the_page_and_cannot_leave_its_script() -> None:
    """A title with a closing tag stays data."""
    article = ArticleRef(title="Walking", reviewed=None)
    text = json_ld([(article, (work(1, "</script><script>alert(1)"),))])
    assert "<" not in text
    data = json.loads(text)
    assert (data["@type"], data["name"]) == ("MedicalWebPage", "Walking")
    (found,) = data["citation"]
    assert found["name"] == "</script><script>alert(1)"
    assert {"@type": "PropertyValue", "propertyID": "PMID", "value": "99000001"} in found["identifier"]
    assert "lastReviewed" not in data


def test_the_command_line_names_the_formats_there_are() -> None:
    """The declaration loads nothing, so it has its own list."""
    assert tuple(BIBLIOGRAPHIES) == DECLARED


def test_one_work_cited_by_two_identifiers_stands_once() -> None:
    """The lock knows that the DOI is the PMID's; a work it does not know is printed from what the editor wrote."""
    notice = Notice(NoticeType.RETRACTION, Direction.IN, Pmid("99000010"))
    paper = Paper(
        Pmid("99000001"),
        title="Walking\nhelps\x1b[31m.",
        doi=Doi("10.1234/x"),
        authors=(Author.from_name("Doe JA"), Author.from_name("Roe B Jr")),
        publication_types=(PublicationType("Retracted Publication"),),
        notices=(notice,),
    )
    works = Works(Lock(papers={"99000001": paper}))
    by_pmid, by_doi = works.of(Citation(pmid=Pmid("99000001"))), works.of(Citation(doi=Doi("10.1234/x")))
    outside = works.of(Citation(url="https://example.org/a", title="A report", author="Roe B", year=2020))
    assert [one.key for one in with_own_keys([by_pmid, by_doi, outside])] == ["pmid-99000001", outside.key]
    assert by_pmid.marked_title == "RETRACTED: Walking helps [31m"
    assert by_pmid.authors[1] == Author(last_name="Roe", initials="B", suffix="Jr")
    assert ama([outside]) == "1. Roe B. A report. 2020. https://example.org/a.\n"


@pytest.mark.parametrize(
    ("author", "in_bibtex", "in_ris", "in_csl"),
    [
        (Author(collective="Cancer Research UK"), "{Cancer Research UK}", "Cancer Research UK,", "literal"),
        (Author("\u738b", "\u4f1f", "\u4f1f"), "\u738b, \u4f1f", "\u738b, \u4f1f", "family given"),
        (Author("Sukarno"), "Sukarno", "Sukarno", "family"),
        (Author("de la Cruz"), "de la Cruz", "de la Cruz", "family"),
        (Author("Doe", "Ivan", "IuA"), "Doe, IuA", "Doe, IuA", "family given"),
        (Author("Doe", "Jane", "JA"), "Doe, J. A.", "Doe, J. A.", "family given"),
        (
            Author(collective="World Health Organization"),
            "{World Health Organization}",
            "World Health Organization,",
            "literal",
        ),
        ("Doe, Jane A.", "Doe, Jane A.", "Doe, Jane A.", "family given"),
        ("van der Doe, J.A.", "van der Doe, J. A.", "van der Doe, J. A.", "family given"),
        ("Department of Health, UK", "{Department of Health, UK}", "Department of Health,, UK", "literal"),
        ("Invented, Inc.", "{Invented, Inc.}", "Invented,, Inc.", "literal"),
        ("NICE, UK", "{NICE, UK}", "NICE,, UK", "literal"),
        ("Jane Doe", "{Jane Doe}", "Jane Doe,", "literal"),
    ],
)
def test_persons_and_organisations_stay_what_they_are(
    author: Author | str, in_bibtex: str, in_ris: str, in_csl: str
) -> None:
    """As the record has them, through the lock and back; as an editor wrote them, where that says which they are."""
    if isinstance(author, Author):
        lock = parse_lock(dump_lock(Lock(papers={"7": Paper(Pmid("7"), title="Walking", authors=(author,))})))
        one = Works(lock).of(Citation(pmid=Pmid("7")))
    else:
        one = Works(Lock()).of(Citation(doi=Doi("10.1234/x"), title="Walking", author=author))
    assert f"author = {{{in_bibtex}}}," in bibtex([one])
    assert f"AU  - {in_ris}\n" in ris([one])
    assert [" ".join(name) for name in csl_item(one)["author"]] == [in_csl]  # type: ignore[attr-defined]
    assert ('"Organization"' in json_ld([(None, (one,))])) == (in_csl == "literal")


def test_json_ld_names_a_person_as_citations_do() -> None:
    """Also one whose given name an editor wrote out."""
    one = Works(Lock()).of(Citation(doi=Doi("10.1234/x"), title="Walking", author="Doe, Jane"))
    assert json.loads(json_ld([(None, (one,))]))["citation"][0]["author"] == [{"@type": "Person", "name": "Doe J"}]


def test_keys_that_fall_together_are_told_apart() -> None:
    """Two DOIs that differ only in punctuation keep two entries."""
    one, other = (Works(Lock()).of(Citation(doi=Doi(f"10.1234/a{mark}b"))) for mark in "/-")
    assert one.key == other.key
    keys = {found.key for found in with_own_keys([one, other])}
    assert len(keys) == 2


def test_the_same_works_give_the_same_bytes(tmp_path: Path) -> None:
    """Nothing depends on the time or on the order of a set."""
    works = [work(number) for number in (3, 1, 2)]
    assert all(write(works) == write(works) for write in BIBLIOGRAPHIES.values())
    assert [item["id"][-1] for item in json.loads(csl_json(works))] == ["3", "1", "2"]


def test_a_work_of_which_nothing_is_known_is_printed_by_its_identifier() -> None:
    """A reference is poor then, but right."""
    assert ama([Work("pmid-99000001", pmid=Pmid("99000001"))]) == "1. PMID: 99000001.\n"
