"""A list that no heading names answers a mark only where nothing else on the page could be meant; denials and harms are read as such."""

import pytest
from support.growth import grows_in_proportion

from claimcheck.articles.article import parser_for
from claimcheck.articles.base import Article
from claimcheck.extraction.cited import with_citations
from claimcheck.extraction.coverage import claim_sentences
from claimcheck.extraction.drafts import Draft, drafts_of
from claimcheck.extraction.listed import Entry, entries_of
from claimcheck.extraction.page_works import PageWorks
from claimcheck.extraction.unnamed_lists import UnnamedLists

SAID = "# Statins\n\nStatins lower the risk of heart attack [1].\n\n"
LISTED = "1. Lang A. Cholesterol. Heart 2015. PMID 11\n2. Lang A. Diet. Heart 2018. PMID 12"


def drafts(text: str) -> list[Draft]:
    article = parser_for("page.md")(text, "page.md")
    return list(with_citations(drafts_of(article, claim_sentences(article)), PageWorks(article)))


@pytest.mark.parametrize(
    ("between", "works"),
    [
        ("", ["11"]),
        ("---\n\n", ["11"]),
        ("## In older people\n\nStatins prevent strokes.\n\n", ["11"]),
        ("1. World Health Organization. Hearts. 2021. https://www.who.int/cvd\n\nPublications of Dr Lang:\n\n", []),
        ("1. [Heart UK](https://a.org)\n\nPapers by our experts:\n\n", []),
        ("¹ Trust. Hearts. PMID 3\n\n## In older people\n\nStatins prevent strokes.\n\n", []),
        ("## Publications of Dr Lang\n\n", []),
    ],
)
def test_a_mark_means_no_other_list(between: str, works: list[str]) -> None:
    """The page's own entry for it, whatever that is, stands elsewhere."""
    assert [str(one.pmid) for one in drafts(SAID + between + LISTED)[0].claim.citations] == works


def test_an_unnumbered_list_without_a_heading_is_not_counted() -> None:
    """A reader sees no number there."""
    listed = LISTED.replace("1. ", "- ").replace("2. ", "- ")
    assert not drafts(f"# Statins\n\nStatins prevent strokes [1]. Statins cause cramps [2].\n\n{listed}")[
        0
    ].claim.citations


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Zinc does not prevent colds. There is no evidence for it.", False),
        ("Zinc is useless against tinnitus. There is no proof of that.", False),
        ("Zinc prevents colds. There is no evidence for it.", True),
        ("Zinc does not prevent colds. There is no truth in that.", True),
        ("## What not to do\n\nCrossing your legs raises the risk of dislocation.", False),
        ("## What not to do\n\nTake aspirin to prevent clots.", True),
    ],
)
def test_what_is_called_false(text: str, marked: bool) -> None:
    """Lack of proof bears out what denies; a harm is no advice."""
    (one,) = drafts(f"# Health\n\n{text}")
    assert bool(one.verdict or one.denied) is marked


def test_marks_of_an_unnamed_list_are_looked_up() -> None:
    """A page may have thousands of marks and headings; none is gone through for each other."""

    def page(parts: int) -> tuple[Article, tuple[Entry, ...]]:
        said = "".join(f"## Part {n}\n\nStatins lower risk {n} [1].\n\n" for n in range(parts))
        article = parser_for("page.md")(f"# Statins\n\n{said}---\n\n{LISTED}", "page.md")
        return article, entries_of(article)

    pages = {parts: page(parts) for parts in (100, 4000)}

    def read(parts: int) -> None:
        article, entries = pages[parts]
        lists = UnnamedLists(article, entries)
        assert all(lists.can_mean(entries[0], start) for start, _ in article.headings[1:])

    assert grows_in_proportion(read, 100, 40)
