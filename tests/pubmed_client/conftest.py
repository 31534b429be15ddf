import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from claimcheck.catalogs.pubmed.client import PubMed
from claimcheck.catalogs.pubmed.transport import Limits


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pacing state and cache of these tests stay among the test's own files."""
    for name in ("XDG_STATE_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.delenv("CLAIMCHECK_CACHE_DIR", raising=False)


@pytest.fixture
def quick() -> Limits:
    """Limits under which giving up takes a fraction of a second."""
    return Limits(deadline=1.0, silence=0.15, connect=1.0, backoff=0.002, hasty_deadline=0.2)


Ask = Callable[..., PubMed]


@pytest.fixture
def ask(quick: Limits) -> Iterator[Ask]:
    """Makes a `PubMed` for a server's URL, unhurried by the pacer."""
    made: list[PubMed] = []

    def maker(url: str, **settings: object) -> PubMed:
        given = {"email": "desk@example.org", "requests_per_second": 5000.0, "limits": quick, **settings}
        made.append(PubMed(base_url=url, **given))  # type: ignore[arg-type]
        return made[-1]

    yield maker
    for pubmed in made:
        pubmed.close()


@pytest.fixture(scope="session")
def test_data() -> Path:
    given = os.environ.get("CLAIMCHECK_TEST_DATA")
    if not given:
        pytest.skip("CLAIMCHECK_TEST_DATA is not set")
    return Path(given)


@pytest.fixture(scope="session")
def twin_class(test_data: Path) -> type:
    folder = test_data.parent / "tools" / "pubmed-twin"
    if not folder.is_dir():
        pytest.skip("the E-utilities stand-in is not there")
    sys.path.insert(0, str(folder))
    try:
        from pubmed_twin import PubmedTwin  # noqa: PLC0415 - found only through the environment
    finally:
        sys.path.remove(str(folder))
    return PubmedTwin
