"""Two works told in one note or entry are two citations, and one work with several identifiers is one."""

import pytest

from claimcheck.articles.article import parser_for
from claimcheck.extraction.page_works import PageWorks

PEUL = "Peul WC. Surgery versus prolonged conservative treatment for sciatica. NEJM 2007. "
KOES = "Koes BW. Diagnosis and treatment of sciatica. BMJ 2007. "
BMJ = "10.1136/bmj.39223.428495.be"
LISTED = '<p>Surgery helps sciatica.<sup><a href="#r1">1</a></sup></p><h2>References</h2><ol><li id="r1">{}</li></ol>'


def works(source: str, name: str) -> list[tuple[str | None, ...]]:
    """Each work's PMID, DOI and PMCID."""
    given = PageWorks(parser_for(name)(source, name)).given
    return [(one.pmid, one.doi, one.pmcid) for place in given for one in place.citations]


@pytest.mark.parametrize(
    "between",
    [
        ". See also ",
        ". See also: ",
        "; ",
        ".\n    ",
        ". ",
        "\n    ",
        " and ",
        " (English summary). ",
        ". (",
        " // ",
        ". de ",
    ],
)
@pytest.mark.parametrize("page", ["Surgery helps.[^a]\n\n[^a]: {}\n", "Surgery helps.^[{}]\n"])
def test_another_work_behind_the_first(page: str, between: str) -> None:
    if "^[" in page:
        between = " ".join(between.split("\n    "))
    note = f"{PEUL}PMID 17538084{between}{KOES}doi:{BMJ}"
    assert works(page.format(note), "page.md") == [("17538084", None, None), (None, BMJ, None)]


@pytest.mark.parametrize(
    "note",
    [
        f"See [Peul 2007](https://pubmed.ncbi.nlm.nih.gov/17538084/) and [Koes 2007](https://doi.org/{BMJ}).",
        f"Peul et al. 2007 (PMID 17538084).\n\n    Koes 2007 (doi:{BMJ}).",
        f"Peul et al., NEJM 2007, PMID 17538084; Koes et al., BMJ 2007, doi:{BMJ}",
        f"Peul 2007 (PMID 17538084); Koes & Tulder 2007 (doi:{BMJ})",
    ],
)
def test_works_told_by_author_and_year(note: str) -> None:
    assert works(f"Surgery helps.[^a]\n\n[^a]: {note}\n", "page.md") == [("17538084", None, None), (None, BMJ, None)]


@pytest.mark.parametrize(
    "entry",
    [
        f"<p>{PEUL}PMID 17538084</p><p>{KOES}doi:{BMJ}</p>",
        f"Surgery or waiting for sciatica. NEJM. PMID 17538084<br>Diagnosis and treatment of sciatica. BMJ. doi:{BMJ}",
        f'{PEUL}<a href="https://pubmed.ncbi.nlm.nih.gov/17538084/">PubMed</a>. {KOES}<a href="https://doi.org/{BMJ}">BMJ</a>',
    ],
)
def test_another_work_in_an_entry(entry: str) -> None:
    assert works(LISTED.format(entry), "page.html") == [("17538084", None, None), (None, BMJ, None)]


@pytest.mark.parametrize(
    "lines",
    [
        f"Surgery or waiting. NEJM 2007.<br>DOI: {BMJ}<br>Published online: 16 June 2007<br>PMID: 17538084",
        f"<p>Surgery or waiting. NEJM. doi:{BMJ}</p><p>Free abstract on PubMed with PMID: 17538084.</p>",
        f'<a href="https://doi.org/{BMJ}">Surgery or waiting</a><br>Nutrition Reviews, volume 71, issue 5, 2013<br><a href="https://pubmed.ncbi.nlm.nih.gov/17538084">View on PubMed</a>',
    ],
)
def test_one_work_in_lines(lines: str) -> None:
    assert works(LISTED.format(lines), "page.html") == [("17538084", BMJ, None)]


@pytest.mark.parametrize(
    "note",
    [
        f"{PEUL}Available from: Elsevier BV, doi:{BMJ}. PMID: 17538084.",
        f"{PEUL}doi:{BMJ}. PMID: 17538084.",
        f"{PEUL}doi:{BMJ}. Epub 2007 May 31. PMID: 17538084.",
        f"[Surgery or waiting](https://doi.org/{BMJ}). European Spine Journal: official publication 2007;3:4. PMID 17538084",
        f"Peul, W. C., & Koes, B. W. (2007). [Surgery](https://doi.org/{BMJ}). European Spine Journal, 3, 4–5. PMID 17538084",
        f"[Peul 2007](https://pubmed.ncbi.nlm.nih.gov/17538084/) ([full text](https://doi.org/{BMJ}))",
        f"doi:{BMJ}. Peul WC, Koes BW. Surgery or waiting. NEJM 2007. PMID 17538084",
    ],
)
def test_one_work_with_two_identifiers(note: str) -> None:
    assert works(f"Surgery helps.[^a]\n\n[^a]: {note}\n", "page.md") == [("17538084", BMJ, None)]
