"""The larger stand-in for E-utilities that some machines have beside the test data; tests skip without it."""

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

DATA = os.environ.get("CLAIMCHECK_TEST_DATA")


def data(*parts: str) -> Path:
    """A file of the test data, or a skip."""
    if not DATA:
        pytest.skip("CLAIMCHECK_TEST_DATA is not set")
    return Path(DATA).joinpath(*parts)


def twin_module() -> ModuleType:
    """The twin's module, loaded from beside the data."""
    path = data("..", "tools", "pubmed-twin", "pubmed_twin.py")
    if not path.exists():
        pytest.skip("there is no PubMed twin beside the test data")
    if "pubmed_twin" not in sys.modules:
        spec = importlib.util.spec_from_file_location("pubmed_twin", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules["pubmed_twin"] = module
        spec.loader.exec_module(module)
    return sys.modules["pubmed_twin"]
