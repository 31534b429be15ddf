"""Identifiers are standard form or nothing."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck import Doi, InvalidIdentifierError, Pmcid, Pmid


@pytest.mark.parametrize(
    "written",
    [
        "17415595",
        17415595,
        " 17415595 ",
        "PMID: 17415595",
        "pmid:17415595",
        "https://pubmed.ncbi.nlm.nih.gov/17415595/",
        "https://www.ncbi.nlm.nih.gov/pubmed/17415595?dopt=Abstract",
    ],
)
def test_a_pmid_is_read_however_it_is_written(written: object) -> None:
    """People paste links and prefixes; all mean the same number."""
    assert Pmid.parse(written) == "17415595"


@pytest.mark.parametrize("wrong", ["0", "007", "PMC6091", "-5", "1234567890", "", "12 34", "10.1/x", "１２３", "1.0"])
def test_what_is_no_pmid_is_refused_with_a_sentence(wrong: str) -> None:
    """A wrong number must not reach PubMed, and the message shows what was wrong."""
    with pytest.raises(InvalidIdentifierError, match="is not a PMID; a PMID is a number such as"):
        Pmid(wrong)


def test_dois_compare_without_regard_to_case() -> None:
    """The DOI Handbook says so; two spellings must not look like two works."""
    assert Doi.parse("https://doi.org/10.1007/S00586-007-0367-1") == Doi("10.1007/s00586-007-0367-1")


@pytest.mark.parametrize("before", ["", "doi:", "DOI ", "https://doi.org/", "dx.doi.org/"])
@pytest.mark.parametrize(
    "after", [".", ",", ";", ":", ")", ").", "]", "”", "…", "/", "#abstract", "?via=ihub", "?a=b&c=d#e", ").?x"]
)
def test_what_ends_a_sentence_or_a_link_is_no_part_of_a_doi(before: str, after: str) -> None:
    """People copy the full stop along, and the browser's whole address."""
    assert Doi.parse(f"{before}10.1007/s00586-007-0367-1{after}") == "10.1007/s00586-007-0367-1"


@pytest.mark.parametrize(
    "whole",
    [
        "10.1016/s0140-6736(96)91413-0",
        "10.1016/0304-3959(90)90059-(x)",
        "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2",
        "10.1043/0003-3219(1998)068<0001:?>2.3.co;2",
        "10.1130/0091-7613(1990)018<0763:#>2.3.co;2",
        "10.1000/a;b,c.d",
    ],
)
def test_the_marks_within_a_doi_stay(whole: str) -> None:
    """Old publishers put brackets, semicolons and question marks into their DOIs."""
    assert Doi.parse(whole) == Doi.parse(f"{whole}).") == whole


@pytest.mark.parametrize(
    "written",
    [
        "17415595.",
        "PMID: 17415595;",
        "17415595 [PMID]",
        "pubmed.ncbi.nlm.nih.gov/17415595",
        "https://pubmed.ncbi.nlm.nih.gov/?term=17415595",
        "https://pubmed.ncbi.nlm.nih.gov/?sort=date&term=17415595%5Buid%5D&page=1",
        "https://www.ncbi.nlm.nih.gov/pubmed/?term=17415595[pmid]",
    ],
)
def test_the_address_of_a_search_for_one_number_names_it(written: str) -> None:
    """Whoever types a PMID into PubMed's field gets such an address."""
    assert Pmid.parse(written) == "17415595"


@pytest.mark.parametrize("search", ["walking", "17415595+17415596", "17415595[volume]", "17415595+AND+pain"])
def test_the_address_of_another_search_names_no_record(search: str) -> None:
    """A list of records is no work."""
    with pytest.raises(InvalidIdentifierError):
        Pmid.parse(f"https://pubmed.ncbi.nlm.nih.gov/?term={search}")


@pytest.mark.parametrize("wrong", ["10.1007", "doi.org/10", "11.1000/x", "10.1000/a b", "10.1000/\x00"])
def test_what_is_no_doi_is_refused(wrong: str) -> None:
    """A prefix without a suffix, or blanks inside, name no work."""
    with pytest.raises(InvalidIdentifierError, match="is not a DOI"):
        Doi.parse(wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        "10.1000/a1,10.1000/b2",
        "10.1000/a1;10.1000/b2",
        "10.1000/a1\u2014open",
        "10.1000/a\u20131",
        "10.1000/a\u200b1",
        "10.1000/a1[PubMed]",
        "10.1000/a1&sa=D",
    ],
)
def test_two_dois_or_what_was_copied_along_are_no_doi(wrong: str) -> None:
    """It would be looked up as a work that does not exist."""
    with pytest.raises(InvalidIdentifierError, match="is not a DOI"):
        Doi(wrong)


@pytest.mark.parametrize(
    "written",
    ["10.1000/a1.", "doi:10.1000/a1,", "10.1000/a1;", "https://doi.org/10.1000/a1?utm_source=x", "10.1000/a1 [doi]"],
)
def test_what_follows_a_doi_is_left_out(written: str) -> None:
    """Full stops of a sentence, and what newsletters add to an address."""
    assert Doi.parse(written) == "10.1000/a1"


@pytest.mark.parametrize("written", ["PMC2219647", "pmc2219647", "https://pmc.ncbi.nlm.nih.gov/articles/PMC2219647/"])
def test_a_pmcid_is_read_however_it_is_written(written: str) -> None:
    """Both of PMC's addresses, old and new, name the same article."""
    assert Pmcid.parse(written) == "PMC2219647"


@given(st.text(max_size=40))
def test_parsing_gives_standard_form_or_refuses(text: str) -> None:
    """Whatever comes in, what comes out is standard form; printing and reading it again changes nothing."""
    for kind in (Pmid, Doi, Pmcid):
        try:
            parsed = kind.parse(text)
        except InvalidIdentifierError:
            continue
        assert kind.form.fullmatch(parsed)
        assert kind(str(parsed)) == parsed


@given(st.text(max_size=40))
def test_the_refusal_is_one_printable_line(text: str) -> None:
    """What somebody pasted goes into the message, and must not move the cursor there."""
    with pytest.raises(InvalidIdentifierError) as refused:
        Pmid(f"x{text}")
    assert str(refused.value).isprintable()


@given(st.integers(min_value=1, max_value=999_999_999))
def test_every_number_of_up_to_nine_digits_is_a_pmid(number: int) -> None:
    """Integers are taken as they are."""
    assert int(Pmid(number)) == number


@pytest.mark.parametrize("piece", [")", "?", "?<", "#", ".", "10.1000/x?", "/"])
def test_a_long_text_is_refused_or_read_in_no_time(piece: str) -> None:
    """A reference list may hold anything where an identifier should stand."""
    text = f"10.1000/{piece * 50_000}<"
    for kind in (Pmid, Doi, Pmcid):
        with suppress(InvalidIdentifierError):
            kind.parse(text)
