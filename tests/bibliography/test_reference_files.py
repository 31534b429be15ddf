"""Files of references that other programs wrote, and what is wrong with them."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.growth import grows_in_proportion
from support.works import work

from claimcheck.bibliography.bibtex import bibtex
from claimcheck.bibliography.csl import csl_json
from claimcheck.bibliography.files import read_references
from claimcheck.bibliography.latex import plain_text
from claimcheck.bibliography.reading import Reference, UnreadableReferencesError
from claimcheck.bibliography.tagged import nbib, ris
from claimcheck.bibliography.written_names import author_name
from claimcheck.errors import ClaimcheckError
from claimcheck.model import Author

RIS = """\
TY  - JOUR
T1  - A trial of walking:
      part two
A1  - Doe, Jane A.
A1  - Roe, Bob
PY  - 2021/03/04/
JO  - J Invent
VL  - 7
SP  - 881
UR  - https://doi.org/10.1234/Invented.1
ER  -

TY  - JOUR
TI  - Cold hands
DB  - CINAHL
AN  - 12345678
UR  - https://pubmed.ncbi.nlm.nih.gov/99000002/
ER  -
"""
BIBTEX = r"""
% a comment
@string{ji = "Journal of " # {Invention}}
@comment{anything (goes}
@article{doe2021,
  title = "{W}alking and {\"U}bungen: 5\% of \textit{all} --- \'etude",
  author = {{van der Doe}, Jane and Roe, Bob},
  journal = ji, year = 2021, pages = {881--899},
  doi = {10.1234/invented_1},
  note = {PMID: 99000001},
}
@misc{web, title={A report}, howpublished = {\url{https://example.org/a\_b}}, author={{World Group and Friends}}}
@book(round, title = {Round}, isbn = {1})
"""
CSL = """\
[{"type": "article-journal", "title": ["Walking"], "author": [{"family": "Doe", "given": "Jane A."}],
  "issued": {"date-parts": [["2021", 3]]}, "container-title": "J Invent", "page": "881-899", "PMID": 99000001,
  "DOI": "https://doi.org/10.1234/X"}]
"""


def read(text: str, name: str = "refs.ris") -> tuple[Reference, ...]:
    return read_references(text.encode(), Path(name)).references


def test_ris_of_different_programs_is_read() -> None:
    """Older tags, wrapped titles, identifiers in links; another database's number is no PMID."""
    one, two = read(RIS)
    assert one == Reference(
        line=1,
        doi=one.doi,
        url="https://doi.org/10.1234/Invented.1",
        title="A trial of walking: part two",
        author="Doe JA",
        year=2021,
        journal="J Invent",
        volume="7",
        page="881",
    )
    assert one.doi == "10.1234/invented.1"
    assert (two.pmid, two.line) == ("99000002", 13)


def test_bibtex_is_read_with_abbreviations_and_accents() -> None:
    """Joined values, braces, commands, groups as authors, and an entry in parentheses."""
    one, two, three = read(BIBTEX, "refs.bib")
    assert one.title == "Walking and Übungen: 5% of all — étude"
    assert (one.author, one.journal, one.year, one.page) == ("van der Doe J", "Journal of Invention", 2021, "881")
    assert (one.pmid, one.doi, one.line) == ("99000001", "10.1234/invented_1", 5)
    assert (two.url, two.author) == ("https://example.org/a_b", "World Group and Friends")
    assert two.is_citable
    assert not three.is_citable


def test_csl_json_is_read_as_zotero_and_crossref_write_it() -> None:
    """Numbers for text, lists of one, years as text, DOIs as links."""
    (one,) = read(CSL, "refs.json")
    assert (one.pmid, one.doi, one.title) == ("99000001", "10.1234/x", "Walking")
    assert (one.author, one.year, one.journal, one.page) == ("Doe JA", 2021, "J Invent", "881")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no references"),
        ("just words", "line 1: stands outside an entry"),
        ("TI  - x\n", "line 1: stands outside an entry"),
        ('[{"type": "book",\n oops}]', "line 2: no JSON"),
        ("[1]", "item 1: is not a CSL-JSON item"),
        ("[" * 100_000, "refs.ris"),
        ('[{"volume": ' + "9" * 5000 + "}]", "too long"),
    ],
)
def test_a_file_without_works_is_one_sentence_with_its_line(text: str, said: str) -> None:
    """The person can go to the place and mend it."""
    with pytest.raises(UnreadableReferencesError, match=said) as caught:
        read(text)
    assert "refs.ris" in str(caught.value)
    assert caught.value.exit_code == 2


COCHRANE = "Record #1 of 2\nProvider: A\n\nTY  -  JOUR\nT1  -  One\nER  -  \n\nRecord #2 of 2\nTY  -  JOUR\nT1  -  Two\nER  -  \n"


@pytest.mark.parametrize(
    ("text", "titles", "lines"),
    [
        (COCHRANE, ["One", "Two"], [1, 2, 8]),
        ("1.\nTY  - JOUR\nT1  - One\nER  - \n\n2.\nTY  - JOUR\nT1  - Two\nER  - \n", ["One", "Two"], [1, 6]),
        ("TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two\n", ["One", "Two"], [1, 3]),
        ("TY  - JOUR\nTI  - One\nER  - \nTI  - lost\nTY  - JOUR\nTI  - Two\nER  -\n", ["One", "Two"], [4]),
        ("TY\t- JOUR\nTI\t- One\nER\t- \n<end of file>", ["One"], [4]),
        ("@article{a, title={One}, year={20", ["One"], [1]),
        ("\n\n@article{a,\n title = ,\n year={2020},\n note={x}}\n@misc{b, title={Two}}", [None, "Two"], [4]),
        ("@article{doe(2020)a, title={One}}\n@article{smith 2020, title={Two}}", ["One", "Two"], []),
        ("@article{a,\n title={One}\n year={2020},\n}\n@misc{b, title={Two}}", ["One", "Two"], []),
        ("@article{a,\n ???,\n title={One},\n}\n@misc{b, title={Two}}", ["One", "Two"], [2]),
        ("@article{a,\n title={One},\n note={open\n}\n\n@misc{b, title={Two}}", ["One", "Two"], [4]),
        ("@comment{open\n@misc{a, title={One}}", ["One"], [1]),
        ("Some words\n@misc{a, title={One},, unknown-field = {x}, }\nmore words", ["One"], []),
        ('@misc(a, title={One})\n@misc{b, title = "Two" # { }}', ["One", "Two"], []),
        ('[{"title": "One"}, 7, {"title": "Two"}, {}]', ["One", "Two"], [2, 4]),
    ],
)
def test_one_odd_line_never_costs_the_file(text: str, titles: list[str | None], lines: list[int]) -> None:
    """What can be read is read; the rest is told with its line (of JSON, the number of the item)."""
    found = read_references(text.encode(), Path("refs"))
    assert [one.title for one in found.references] == titles
    assert sorted({one.line for one in found.passed_over}) == lines


def test_a_notice_in_an_abstract_begins_no_entry() -> None:
    """As one publisher writes the sign of copyright."""
    text = "@article{a, abstract={Garlic works.\n@Author(s) (or their employer(s)) 2019. Re-use permitted.},\npmid={33333333}}"
    assert [one.pmid for one in read(text, "a.bib")] == ["33333333"]


@pytest.mark.parametrize("title", ["{Unclosed {brace}", "{Unclosed {{brace}", '"Unclosed {brace"', '"Unclosed quote'])
@pytest.mark.parametrize("form", ["@article{{a, title={}, doi={{10.1234/a}}}}\n", "@article{{a,\n  title={},\n}}\n\n"])
def test_an_entry_without_end_takes_nothing_of_the_next(title: str, form: str) -> None:
    """A line that begins an entry ends the one before, however its braces stand."""
    one, *others = read(form.format(title) + "@misc{b, title={Two}, doi={10.1234/b}}\n@misc{c, title={Three}}", "a.bib")
    assert (one.key, one.title, one.doi) == ("a", None, None)
    assert [(other.key, other.title, other.doi) for other in others] == [
        ("b", "Two", "10.1234/b"),
        ("c", "Three", None),
    ]


@pytest.mark.parametrize(
    ("tag", "value", "found"),
    [
        ("DO", "https://doi.org/10.1016/S0140-6736%2896%2907492-2", "10.1016/s0140-6736(96)07492-2"),
        ("UR", "https://doi.org/10.1016%2FS0140-6736%2896%2907492-2", "10.1016/s0140-6736(96)07492-2"),
        ("L3", "http://dx.doi.org/10.1016/S0140-6736(96)07492-2", "10.1016/s0140-6736(96)07492-2"),
        ("M3", "10.1234/x", "10.1234/x"),
        ("C3", "10.1234/x", "10.1234/x"),
        ("C7", "doi: 10.1234/x", "10.1234/x"),
        ("AN", "10.1234/x", "10.1234/x"),
        ("DO", "10.1234/x [doi]", "10.1234/x"),
        ("N1", "Cited by 5. DOI: 10.1234/x.", "10.1234/x"),
        ("C5", "99000001", "99000001"),
        ("PM", "99000001", "99000001"),
        ("AN", "MEDLINE:99000001", "99000001"),
        ("AN", "PMID: 99000001", "99000001"),
        ("C3", "PUBMED 99000001", "99000001"),
        ("XR", "PUBMED 99000001", "99000001"),
        ("C3", "EMBASE 2012345678, PUBMED 99000001", "99000001"),
        ("XR", "PUBMED 99000001,EMBASE 2012345678", "99000001"),
        ("DB  - Cochrane Central\nC3", "pubmed: 99000001", "99000001"),
        ("C3", "EMBASE 99000001", None),
        ("XR", "99000001", None),
        ("N1", "Accession Number: 12. PMID: NLM99000001.", "99000001"),
        ("DB  - Scopus\nC2", "99000001", "99000001"),
        ("DB  - Embase Medline\nC5", "99000001", "99000001"),
        ("DB  - cmedm\nAN", "99000001", "99000001"),
        ("DB  - CINAHL\nAN", "99000001", None),
        ("DB  - Embase\nAN", "99000001", None),
        ("DB  - Embase\nAN", "L99000001", None),
        ("C7", "99000001", None),
        ("C2", "99000001", None),
        ("M3", "Article", None),
        ("C3", "aspirin", None),
        ("DO", "10.1234%20x", None),
        ("N1", "PMID: 99000001-2", None),
    ],
)
def test_identifiers_where_databases_put_them(tag: str, value: str, found: str | None) -> None:
    """Whole or not at all: no accession number, article number or part of one is taken for another identifier."""
    (one,) = read(f"TY  - JOUR\nTI  - x\n{tag}  - {value}\nER  - \n")
    assert (one.doi or one.pmid) == found


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("@article{k, doi={10.1016/S0140-6736%2896%2907492-2}}", "10.1016/s0140-6736(96)07492-2"),
        ("@article{10.1016/S0140-6736(96)07492-2, title={x}}", "10.1016/s0140-6736(96)07492-2"),
        ("@article{k, url={https://doi.org/10.1016%2FS0140-6736%2896%2907492-2}}", "10.1016/s0140-6736(96)07492-2"),
        ("@article{k, howpublished={\\url{https://doi.org/10.1234/a\\_b}}}", "10.1234/a_b"),
        ("@article{k, doi={10.1234/a--b}}", "10.1234/a--b"),
        (
            "@article{k, doi={10.1002/(SICI)1(19980815/30)17:15/16$<$1661::AID-SIM968$>$3.0.CO;2-2}}",
            "10.1002/(sici)1(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2",
        ),
        ("@article{k, note={doi: 10.1234/x}}", "10.1234/x"),
        ("@article{k, pubmed_id={99000001}}", "99000001"),
        ("@article{k, note={PMID: 99000001}}", "99000001"),
        ("@article{k, eprint={99000001}, eprinttype={pubmed}}", "99000001"),
        ("@article{k, eprint={99000001}, eprinttype={arxiv}}", None),
        ("@article{k, url={https://example.org/10.1234/x/full}, title={x}}", None),
    ],
)
def test_identifiers_in_bibtex(entry: str, found: str | None) -> None:
    """Percent-encoded, escaped, in keys and notes; dashes are not joined."""
    (one,) = read(entry, "a.bib")
    assert (one.doi or one.pmid) == found


@pytest.mark.parametrize(
    "note",
    [
        "Comment on: Tester T. Walking. Invented Rev 2025. PMID: 99000502",
        "Erratum in: Spine 2020. PMID: 99000505; doi: 10.1234/other",
        "Comment on doi:10.1234/other, PMID 99000505",
        "CommentIn: PMID: 99000505. PMC990005",
        "Erratum for J Invent. 2019. doi: 10.1234/other",
        "Erratum: J Invent 2019. doi: 10.1234/other",
        "Published erratum appears in J Invent. PMID 99000505",
        "Retraction of: Doe J. PMID: 99000505",
        "RetractionIn J Invent. PMID: 99000505",
        "Retracted; notice: PMID 99000505",
        "Expression of concern in: J Invent. PMID: 99000505",
        "Corrected and republished from: J Invent. PMID: 99000505",
        "Republished in J Invent. https://doi.org/10.1234/other",
        "Update of: Cochrane Database Syst Rev. PMID: 99000505",
        "Summary for patients in: Ann Invent. PMID: 99000505",
        "Original report in: J Invent. PMID: 99000505",
        "Cites: PMID 99000505",
        "Cited by: doi:10.1234/other",
        "In reply to: Doe J. PMID: 99000505",
        "CON - J Invent. PMID: 99000505",
        "Correction (PMID 99000505)",
        "See also PMID 99000505",
        "Retracted in PMID 99000505",
        "Retracted by: Doe J. J Invent 2020. PMID: 99000505",
        "Corrected in PMID: 99000505",
        "Updated by doi:10.1234/other",
        "Supersedes PMC9900505",
        "Letter on PMID 99000505",
        "Related: PMID: 99000505",
        "Secondary analysis of PMID: 99000505",
        "Contradicts https://doi.org/10.1234/other",
        "Kommentar zu Doe 2010; PMID: 99000505",
        "Not PMID 99000505",
        "same cohort as PMID 99000505, doi: 10.1234/other",
    ],
)
def test_identifiers_of_linked_works_in_a_note_are_not_the_works_own(note: str) -> None:
    """In any format; what stands before them, and in other notes, is the work's still."""
    for text, name in (
        (f"TY  - JOUR\nTI  - x\nN1  - {note}\nER  - \n", "a.ris"),
        (f"@article{{k, title={{x}}, note={{{note}}}}}", "a.bib"),
        (f'[{{"title": "x", "note": "{note}"}}]', "a.json"),
    ):
        (one,) = read(text, name)
        assert (one.pmid, one.doi, one.pmcid) == (None, None, None)
    (one,) = read(f"TY  - JOUR\nTI  - x\nN1  - PMID: 99000001. {note}\nM1  - doi: 10.1234/own\nER  - \n")
    assert (one.pmid, one.doi, one.pmcid) == ("99000001", "10.1234/own", None)


@pytest.mark.parametrize(
    "note",
    [
        "Comment; Letter; PMID: 99000001",
        "Publication Type: commentary. Commentary: Doe J. Walking. (J INVENT) 2010. PMID: NLM99000001.",
        "Comment on: Doe J. PMID: 99000505. Accession Number: 12. PMID: NLM99000001.",
        "PubMed PMID: 99000001 [PubMed - indexed for MEDLINE]",
        "PMCID: PMC9900001, PMID: 99000001",
        "Times cited: 5. PMID: 99000001",
        "Cited by 5; PMID: 99000001",
        "Retracted article. PMID: 99000001",
        "(PMID: 99000001)",
        "Epub 2008 Jun 16. PMID: 99000001",
        "Epub ahead of print. PMID: 99000001; PMCID: PMC9900001",
        "PubMed PMID: 99000001; PubMed Central PMCID: PMC9900001.",
        "<p>PMID: 99000001</p>",
        "Systematic review. PMID 99000001",
        "RCT; PMID 99000001",
        "PMID: 99000001 -- key paper for claim 3",
        "PMID: 99000001, Free article",
        "PMID:99000001[uid]",
        "Read by Ann\n  PMID: 99000001",
        "From Duplicate 1 (Mendeley - Smith, John)\n  PMID: 99000001",
        "Europe PMC PMID: 99000001",
        "Export Date: 3 May 2020; Cited By: 12; PubMed ID: 99000001",
        "Place: England Publisher: BMJ PMID: 99000001",
        "ISBN: 1234567890123 PMID: 99000001",
        "Read. Good trial; use it. PMID: 99000001",
        "J Test. 2020 Jan;5(1):1-2. doi: 10.1007/s00586-007-0367-1. Epub 2019 Jan 2. PMID: 99000001",
    ],
)
def test_a_note_that_only_tells_of_the_work_keeps_its_identifiers(note: str) -> None:
    """A publication type or a count is no other work."""
    (one,) = read(f"TY  - JOUR\nTI  - x\nN1  - {note}\nER  - \n")
    assert one.pmid == "99000001"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Publisher: Invented", "PMID: 99000001", "Read on a train"], "99000001"),
        (["Read on a train.", "PMID: 99000001"], "99000001"),
        (["The same people as in", "PMID: 99000505"], None),
        (["Withdrawn:", "PMID: 99000505"], None),
        (["PMID: 99000505 withdraws this"], None),
        (["PMID: 99000505, which withdraws this"], None),
        (["PMID: 99000505 (withdrawn)"], None),
    ],
)
def test_an_identifier_on_a_line_of_its_own_is_the_works(lines: list[str], found: str | None) -> None:
    """As Zotero writes what it has no field for; a line that goes on from the one before is none of its own."""
    note = "\n".join(lines)
    for text, name in (
        (f"TY  - JOUR\nTI  - x\nN1  - {note}\nER  - \n", "a.ris"),
        (f"@article{{k, title={{x}}, note={{{note}}}}}", "a.bib"),
        (json.dumps([{"title": "x", "note": note}]), "a.json"),
    ):
        assert read(text, name)[0].pmid == found


def test_a_malformed_identifier_is_told_and_left_out() -> None:
    """The work is still there."""
    (one,) = read("TY  - JOUR\nTI  - x\nDB  - PubMed\nAN  - 12a\nDO  - nonsense\nER  - \n")
    assert (one.pmid, one.doi) == (None, None)
    assert len(one.problems) == 2


PIECES = [
    "@article{",
    "@",
    "{",
    "}",
    '"',
    ",",
    "=",
    "#",
    "a",
    "title",
    "[",
    "]",
    '{"type":"a"}',
    ":",
    "(",
    ")",
    "1",
    "\\",
]
LINES = ["TY  - JOUR\n", "ER  -\n", "TI  - x\n", "\n", " "]


@settings(max_examples=300, deadline=None)
@given(
    parts=st.lists(st.sampled_from([*PIECES, *LINES]) | st.text(max_size=4), max_size=30),
    name=st.sampled_from(["a.ris", "a.bib", "a.json", "a"]),
)
def test_any_file_is_read_or_refused(parts: list[str], name: str) -> None:
    """No content leads to anything but references or one sentence."""
    try:
        found = read_references("".join(parts).encode("utf-8", "replace"), Path(name))
    except ClaimcheckError:
        return
    assert found.references


@pytest.mark.slow
@pytest.mark.parametrize(
    ("piece", "name"),
    [
        ("@misc{a, title={x}, pmid={1}}\n", "a.bib"),
        ("\n", "a.bib"),
        ("@", "a.bib"),
        ("TY  - JOUR\nTI  - x\nER  -\n", "a.ris"),
        ("\n continued", "a.ris"),
        (" ", "a.json"),
    ],
)
def test_a_large_file_takes_time_in_proportion(piece: str, name: str) -> None:
    """A megabyte of anything takes nowhere near a hundred times as long as a tenth of it."""

    def reading(size: int) -> None:
        text = ("TY  - JOUR\nTI  - x" if "continued" in piece else "") + piece * (size // len(piece))
        with suppress(UnreadableReferencesError):
            read(text, name)

    assert grows_in_proportion(reading, 100_000)


@settings(max_examples=80, deadline=None)
@given(title=st.text(min_size=1, max_size=40))
def test_what_we_write_we_read(title: str) -> None:
    """All three formats give back the title and the identifiers that went in."""
    clean = " ".join(f"T {title} x".encode("utf-8", "ignore").decode().split())
    given_work = work(1, " ".join("".join(char for char in clean if char.isprintable()).split()))
    for write, name in ((ris, "a.ris"), (bibtex, "a.bib"), (csl_json, "a.json")):
        (one,) = read(write([given_work]), name)
        if name != "a.bib":  # LaTeX has no unnormalised letters and no lone braces
            assert one.title == given_work.marked_title
        assert (one.pmid, one.doi, one.year, one.author) == ("99000001", "10.1234/invented.1", 2021, "Doe JA")


def test_the_mark_of_a_retracted_work_is_no_part_of_its_title() -> None:
    """Our own mark, and PubMed's, do not make it another work."""
    retracted = work(1, "Cold hands", is_retracted=True)
    assert {
        read(text, name)[0].title for text, name in ((ris([retracted]), "a.ris"), (bibtex([retracted]), "a.bib"))
    } == {"Cold hands"}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"\'{e}\'e{\'e}\c{c}\v s\"{\i}\o{} \ss \aa", "ééé" + "çšï" + "ø ßå"),
        (r"A~B \& C $\alpha$ \{x\} \textbackslash{}n", r"A B & C α {x} \n"),
        (r"\emph{Walking} ``well''", "Walking “well”"),
        (r"\`{}tick\`{}, p $<$ 5", "`tick`, p < 5"),
        (r"{H}$_2${O}$_2$, Ca$^{2+}$, \$5, a\_b", "H2O2, Ca2+, $5, a_b"),
    ],
)
def test_latex_is_shown_as_text(written: str, shown: str) -> None:
    """Accents, letters, symbols and quotes; other commands vanish."""
    assert plain_text(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Doe, Jane A.", "Doe JA"),
        ("Jane A. Doe", "Doe JA"),
        ("Doe JA", "Doe JA"),
        ("Plato", "Plato"),
        ("Doe, Jr, J.", "Doe J Jr"),
        ("Doe, Jane, III", "Doe J III"),
        ("Martin L. Doe Jr.", "Doe ML Jr"),
        ("Ludwig van der Doe", "van der Doe L"),
        ("van der Doe, Ludwig", "van der Doe L"),
        ("Doe, Ludwig van der", "van der Doe L"),
        ("Ludwig Van Der Doe", "Van Der Doe L"),
        ("Maria da Silva", "da Silva M"),
        ("Peter C. G\u00f8tzsche", "G\u00f8tzsche PC"),
    ],
)
def test_names_are_written_as_citations_print_them(written: str, shown: str) -> None:
    """Whichever way round they come."""
    assert author_name(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("World Health Organization", "World Health Organization"),
        ("World Health Organization,", "World Health Organization"),
        ("Organization, World Health", "World Health Organization"),
        ("National Institute for Health and Care Excellence,", "National Institute for Health and Care Excellence"),
        ("Cancer Research Invented,", "Cancer Research Invented"),
        ("NICE", "NICE"),
        ("NICE,", "NICE"),
        ("Cochrane Back and Neck Group", "Cochrane Back and Neck Group"),
        ("Institute, Invented Cancer", "Invented Cancer Institute"),
        ("Department of Health, UK", "Department of Health, UK"),
        ("Royal Invented College UK", "Royal Invented College UK"),
        ("European Medicines Agency", "European Medicines Agency"),
        ("Haute Société Inventée", "Haute Société Inventée"),
        ("Group, A.", "Group A"),
        ("Doe, Jane of Invention", "Doe JOI"),
        ("The Anh Doe", "Doe TA"),
    ],
)
def test_an_organisation_stays_whole_in_every_format(written: str, shown: str) -> None:
    """Evident by its words, or marked by EndNote's comma; a person's name is none for a word that looks like one."""
    assert author_name(written) == shown
    (tagged,) = read(f"TY  - RPRT\nTI  - x\nAU  - {written}\nER  - \n")
    (entry,) = read(f"@report{{k, title={{x}}, author={{{written.replace(' and ', ' & ')}}}}}", "a.bib")
    assert (tagged.author, entry.author) == (shown, shown.replace(" and ", " & "))


@pytest.mark.parametrize(
    "author",
    [
        {"family": "Health Organization"},
        {"literal": "Health Organization"},
        {"name": "Health Organization"},
        {"family": "Organization", "given": "Invented Health"},
    ],
)
def test_an_organisation_in_csl_json_stays_whole(author: dict[str, str]) -> None:
    """As Zotero and Crossref write it."""
    (one,) = read(json.dumps([{"title": "x", "author": [author]}]), "a.json")
    assert str(one.author).endswith("Health Organization")


@pytest.mark.parametrize(
    "name",
    [
        "World Health Organization",
        "Department of Health UK",
        "University of Invention, Press",
        "Cochrane Back and Neck Group",
    ],
)
def test_an_organisation_that_we_write_we_read(name: str) -> None:
    """Marked in each format as its readers know it, also where the lock gave the name as text."""
    given_work = work(1, "Guideline", Author.from_name(name))
    for write, file in ((ris, "a.ris"), (bibtex, "a.bib"), (csl_json, "a.json")):
        assert read(write([given_work]), file)[0].author == name
    assert f"CN  - {name}" in nbib([given_work])


@pytest.mark.parametrize(
    ("note", "work"),
    [
        ("PMID: 12,345,678", None),
        ("PMID 2985 3478", None),
        ("pmid# 29853478", "29853478"),
        ("PubMed ID: 29853478", "29853478"),
        ("PMC 6891247", "PMC6891247"),
        ("doi: 10.1016/j. smrv.2019.01.002", None),
        ("doi:10.1136/bmj.k1234[PubMed]", "10.1136/bmj.k1234"),
        ("DOI 10.1136/bmj.k1234\u2014open access", "10.1136/bmj.k1234"),
        ("doi.org/10.1136%2Fbmj.k1234", "10.1136/bmj.k1234"),
        ("doi:10.1136/bmj.k1234,10.1016/j.smrv.2019.01.002", "10.1136/bmj.k1234"),
        ("10.1136/bmj.k1234", None),
    ],
)
def test_an_identifier_in_a_note_is_whole_or_none(note: str, work: str | None) -> None:
    """Another's number would be imported as the work's own."""
    (one,) = read(f"TY  - JOUR\nTI  - Sleep\nN1  - {note}\nER  -\n")
    assert (one.pmid or one.doi or one.pmcid) == work
