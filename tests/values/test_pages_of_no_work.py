"""What a link leads to instead of a work, as its address tells."""

import pytest

from claimcheck.language.not_works import leads_to, leads_to_no_text
from claimcheck.model.claims import WEB_ADDRESS


@pytest.mark.parametrize(
    "url",
    [
        "https://www.ncbi.nlm.nih.gov/books/NBK507908/?term=sciatica",
        "https://clinicaltrials.gov/study/NCT01234567?term=sciatica&rank=1",
        "https://clinicaltrials.gov/study/NCT01234567/results?term=sciatica",
        "https://www.bmj.com/content/344/bmj.e6717?q=w_bmj",
        "https://www.cochranelibrary.com/cdsr/doi/10.1002/14651858.CD001254.pub4/full?highlightAbstract=pain&q=pain",
        "https://link.springer.com/article/10.1007/s00586-007-0367-1?utm_source=x&q=1",
        "https://www.jstor.org/stable/25765?searchText=x&query=foo",
        "https://iris.who.int/handle/10665/42640?query=sugar",
        "https://www.aafp.org/pubs/afp/issues/2018/0401/p421.html?term=x",
        "https://dailymed.nlm.nih.gov/dailymed/drugInfo.cfm?setid=abc&s=1",
        "https://openaire.eu/search/publication?pid=10.5281/zenodo.1",
        "https://openaire.eu/search/publication/123",
        "https://www.rki.de/en/publications/search-results-x",
        "https://example.org/search?id=12",
        "https://example.org/research/",
        "https://sciatica-guideline.org/",
        "https://www.sciatica-guideline.org/",
        "https://guideline.nice.org.uk/",
        "https://www.cdc.gov/sciatica/index.html",
    ],
)
def test_what_may_be_a_work_is_let_be(url: str) -> None:
    """A finder's word in a work's address makes no search of it, and a site of one guideline is that guideline."""
    assert leads_to(url) == ""


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("https://www.nhs.uk/search", "a search page"),
        ("https://www.nice.org.uk/search/", "a search page"),
        ("https://www.nhs.uk/search/results?q=massage", "a search page"),
        ("https://www.who.int/home/search-results?q=x", "a search page"),
        ("https://example.org/Suche.html", "a search page"),
        ("https://example.org/?s=massage", "a search page"),
        ("https://pubmed.ncbi.nlm.nih.gov/?term=massage", "a search page"),
        ("https://www.ncbi.nlm.nih.gov/pmc/?term=massage", "a search page"),
        ("https://www.ncbi.nlm.nih.gov/pubmed?term=massage", "a search page"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/?term=massage", "a search page"),
        ("https://www.ncbi.nlm.nih.gov/myncbi/browse/collection/1/", "a collection of works"),
        ("https://cdc.gov/index.html", "a home page"),
        ("https://m.bmj.com", "a home page"),
        ("https://www.nice.org.uk/", "a home page"),
    ],
)
def test_what_is_no_work_is_known_by_its_address(url: str, what: str) -> None:
    """A search by its path, a home page by whose it is; extract cites none of them."""
    assert leads_to(url) == what
    assert leads_to_no_text(url)


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://www.who.int/a\\b.pdf", True),
        ("https://www.who.int?a\\b", True),
        ("https://www.who.int", True),
        ("https://evil.com\\@who.int/", False),
        ("https://evil.com\\", False),
        ("https://", False),
    ],
)
def test_a_backslash_leads_elsewhere_only_in_a_host(url: str, is_one: bool) -> None:
    """Browsers take it for a slash, which ends a host and is ordinary behind it."""
    assert bool(WEB_ADDRESS.fullmatch(url)) == is_one
