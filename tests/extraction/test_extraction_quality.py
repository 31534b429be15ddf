"""The figures of benchmarks/quality/extraction.py do not fall."""

import html
import importlib.util
import os
import re
from pathlib import Path
from types import ModuleType

import pytest

from claimcheck.articles.anchors import AnchorOutcome, MatchKind, locate
from claimcheck.articles.article import read_article
from claimcheck.extraction.drafts import extract_claims

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
    """Hospital answers, shop pages and news, in Markdown, text, HTML and Word: nearly every claim, little else."""
    counts = benchmark.total([benchmark.measure_article(path) for path in benchmark.labelled()])
    assert counts.recall >= 0.95
    assert counts.precision >= 0.90
    assert counts.sources_right >= counts.sources - 1


def test_pages_that_nothing_was_fitted_to(benchmark: ModuleType) -> None:
    """A blog, a pharmacy's page, a magazine piece, a leaflet, a coach's text and a letters page: at least nine in ten claims, three in four of the told ones right."""
    counts = benchmark.total([benchmark.measure_article(path) for path in benchmark.labelled(benchmark.UNSEEN)])
    assert counts.recall >= 0.90
    assert counts.precision >= 0.90
    assert counts.sources_right >= 8


@pytest.mark.parametrize("name", ["gallstones-faq.html", "ashwagandha-shop.html", "night-shift-news.docx"])
def test_drafted_quotes_stand_where_they_are_told(benchmark: ModuleType, name: str) -> None:
    """Each quote is found word for word, once, at the line of its draft; nothing comes from menus, banners or footers."""
    article = read_article(benchmark.ARTICLES / name)
    drafts = extract_claims(article)
    anchors = [locate(article, draft.quote) for draft in drafts if draft.quote]
    assert len(anchors) == len(drafts) > 15
    assert {(anchor.outcome, anchor.how) for anchor in anchors} == {(AnchorOutcome.FOUND, MatchKind.EXACT)}
    told = [(draft.location.line, draft.location.column) for draft in drafts]
    found = [(one.location.line, one.location.column) for anchor in anchors if (one := anchor.place)]
    assert found == told
    assert not re.search(
        r"[Cc]ookie|[Tt]urmeric|lower cholesterol|Ginger", " ".join(draft.statement for draft in drafts)
    )


@pytest.mark.parametrize("name", ["gallstones-faq.html", "ashwagandha-shop.html"])
def test_told_lines_hold_the_quotes_first_words(benchmark: ModuleType, name: str) -> None:
    """The line that an editor jumps to is the line of the file on which the quote begins."""
    path = benchmark.ARTICLES / name
    lines = [html.unescape(re.sub(r"<[^>]+>", "", line)) for line in path.read_text(encoding="utf-8").splitlines()]
    for draft in extract_claims(read_article(path)):
        assert draft.quote is not None
        assert draft.location.line is not None
        assert draft.quote.exact.split()[0] in lines[draft.location.line - 1]


def test_the_sciatica_article(benchmark: ModuleType) -> None:
    """At least 30 of 38 statements, at most 8 sentences for nothing, and every source that the page names."""
    if "CLAIMCHECK_TEST_DATA" not in os.environ:
        pytest.skip("CLAIMCHECK_TEST_DATA is not set")
    result = benchmark.measure_sciatica(Path(os.environ["CLAIMCHECK_TEST_DATA"]) / "sciatica")
    assert len(result.found) >= 30, result.missed
    assert len(result.false) <= 8
    wanted = {"European Spine Journal", "A study from PubMed", "Research notes", "as research supports"}
    assert wanted <= set(result.attributed)


@pytest.fixture(scope="module")
def pages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pages_benchmark", BENCHMARK.with_name("pages.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.parametrize(("folder", "usable"), [("tuned", 0.75), ("unseen", 0.68), ("fresh", 0.83), ("later", 0.64)])
def test_drafts_say_what_the_page_says(pages: ModuleType, folder: str, usable: float) -> None:
    """No statement of its own, hardly one that leans on its surroundings unmarked, hardly a wrong term."""
    tally = pages.measure(pages.PAGES / folder)
    assert [one.draft.claim.statement for one in tally.drafts if one.invented] == []
    assert tally.share("dangling") <= 0.05
    assert tally.share("wrong_terms") <= 0.05
    assert tally.recall >= 0.92
    assert tally.precision >= 0.80
    assert tally.share("usable") >= usable
