"""A few questions to the real NCBI; only with `pytest -m online`."""

import pytest

from claimcheck import PubMed

pytestmark = pytest.mark.online


def test_a_real_search_finds_papers() -> None:
    """The default address answers, in relevance order."""
    with PubMed() as pubmed:
        search = pubmed.search('sciatica[ti] AND "systematic review"[pt]', limit=5)
    assert search.count > 50
    assert len(search.pmids) == 5


def test_a_real_fetch_reads_notices_and_names_the_missing() -> None:
    """A retracted paper is retracted; a number that was never given is missing, not an error."""
    with PubMed() as pubmed:
        result = pubmed.fetch([32356626, 999999998])
    assert [paper.is_retracted for paper in result.papers] == [True]
    assert result.missing == ("999999998",)
