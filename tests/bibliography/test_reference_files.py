"""Files of references that other programs wrote, and what is wrong with them."""

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
from claimcheck.bibliography.reading import Reference, UnreadableReferencesError, author_name
from claimcheck.bibliography.tagged import ris
from claimcheck.errors import ClaimcheckError

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
    return read_references(text.encode(), Path(name))


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
        ("just words", "line 1: expected a tag"),
        ("TY  - JOUR\nTI  - x\n", "line 1: this entry has no end"),
        ("TY  - JOUR\nTI  - x\nTY  - JOUR\n", "line 3: the entry of line 1 has no end"),
        ("TY  - JOUR\nER  - \nTI  - x\n", "line 3: TI stands outside an entry"),
        ("@article{a, title={x}, year={20", "line 1: this value has no end"),
        ("\n\n@article{a,\n title = ,}", "line 4: expected a value"),
        ("@article{a title", "line 1: expected a key"),
        ('[{"type": "book",\n oops}]', "line 2: no JSON"),
        ("[1]", "item 1 is not a CSL-JSON item"),
        ("[" * 100_000, "refs.ris"),
        ('[{"volume": ' + "9" * 5000 + "}]", "too long"),
    ],
)
def test_a_broken_file_is_one_sentence_with_its_line(text: str, said: str) -> None:
    """The person can go to the place and mend it."""
    with pytest.raises(UnreadableReferencesError, match=said) as caught:
        read(text)
    assert "refs.ris" in str(caught.value)
    assert caught.value.exit_code == 2


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
    assert found


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
        ("Doe, Jr, J.", "Doe J"),
    ],
)
def test_names_are_written_as_citations_print_them(written: str, shown: str) -> None:
    """Whichever way round they come."""
    assert author_name(written) == shown
