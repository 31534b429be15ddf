"""For every test: nothing is kept in, or told from, the caches of the person who runs them, and no property is judged by
how long one example took, for the machine may be busy."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(autouse=True, scope="session")
def own_caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLAIMCHECK_CACHE_DIR", str(tmp_path_factory.mktemp("caches")))
        yield
