"""Against a local E-utilities server that enforces NCBI's limits."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from claimcheck.catalogs.pubmed.client import PubMed
from claimcheck.catalogs.pubmed.outcomes import EutilsError, Trouble
from claimcheck.catalogs.pubmed.transport import Limits

Ask = Callable[..., PubMed]


@pytest.fixture(scope="module")
def index(twin_class: Any, test_data: Path) -> Any:
    return twin_class(records=[test_data / "sciatica" / "records.json", test_data / "eutils" / "efetch"]).index


@pytest.mark.slow
def test_starts_stay_within_the_limit_and_use_it(twin_class: Any, index: Any, ask: Ask) -> None:
    """Never too fast and hardly slower; a busy machine, which delays and bunches packets, spoils one round or two."""
    assert any(_keeps_the_pace(twin_class, index, ask) for _ in range(4))


def _keeps_the_pace(twin_class: Any, index: Any, ask: Ask) -> bool:
    with twin_class(index=index, valid_keys=["k"]) as twin:
        pubmed = ask(twin.url, api_key="k", requests_per_second=None, limits=None)
        begun = time.monotonic()
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda n: pubmed.search(f"sciatica AND {2000 + n}[dp]"), range(16)))
        took = time.monotonic() - begun
        stats = twin.stats()
    assert len(found) == 16
    assert stats["every_request_had_tool_and_email"]
    assert stats["requests_with_api_key_in_url"] == 0
    assert set(stats["requests_by_method"]) == {"POST"}
    kept = stats["status_429"] == 0 and stats["max_requests_in_enforced_window"] <= 10
    return kept and took < 16 / 10 * 1.25


@pytest.mark.slow
def test_a_rate_that_is_too_high_is_slowed_down_and_nothing_is_lost(twin_class: Any, index: Any, ask: Ask) -> None:
    with twin_class(index=index, limit=15) as twin:
        pubmed = ask(twin.url, requests_per_second=40.0, limits=Limits(backoff=0.05, deadline=20.0))
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda _: pubmed.search("sciatica").count, range(18)))
        assert twin.stats()["status_429"] > 0
    assert len(set(found)) == 1
    assert found[0] > 0


def test_a_whole_run(twin_class: Any, index: Any, ask: Ask) -> None:
    with twin_class(index=index, limit=0) as twin:
        pubmed = ask(twin.url)
        search = pubmed.search("sciatica", limit=30)
        result = pubmed.fetch([*search.pmids, "99999999"])
        assert pubmed.resolve("doi:10.1097/00007632-199212000-00005") == "1471004"
        assert pubmed.similar(1471004)
        assert pubmed.match_citation("spine", 1992, "17", "1469", "haldeman s").pmid == "1471004"
    assert [paper.pmid for paper in result.papers] == list(search.pmids)
    assert result.missing == ("99999999",)


def test_a_wrong_key_is_named(twin_class: Any, index: Any, ask: Ask) -> None:
    with twin_class(index=index) as twin, pytest.raises(EutilsError, match="NCBI_API_KEY") as caught:
        ask(twin.url, api_key="wrong-key").search("sciatica")
    assert caught.value.trouble is Trouble.BAD_KEY
    assert "wrong-key" not in str(caught.value)
