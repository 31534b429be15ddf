"""The figures of benchmarks/quality/extraction.py do not fall."""

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "quality" / "extraction.py"


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("extraction_benchmark", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_labelled_pages_of_other_kinds(benchmark: ModuleType) -> None:
    """A hospital's answers, a shop's page and a news piece: at least nine in ten claims, little else."""
    counts = benchmark.total([benchmark.measure_article(path) for path in benchmark.labelled()])
    assert counts.recall >= 0.90
    assert counts.precision >= 0.90


def test_the_sciatica_article(benchmark: ModuleType) -> None:
    """At least 35 of 38 statements, at most 8 sentences for nothing, and every source that the page names."""
    if "CLAIMCHECK_TEST_DATA" not in os.environ:
        pytest.skip("CLAIMCHECK_TEST_DATA is not set")
    result = benchmark.measure_sciatica(Path(os.environ["CLAIMCHECK_TEST_DATA"]) / "sciatica")
    assert len(result.found) >= 35, result.missed
    assert len(result.false) <= 8
    wanted = {"European Spine Journal", "A study from PubMed", "Research notes", "as research supports"}
    assert wanted <= set(result.attributed)
