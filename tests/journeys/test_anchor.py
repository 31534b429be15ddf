"""Quotes follow their article: shown, then written, and never guessed."""

from pathlib import Path

import pytest
from support.journeys import Run

ARTICLE = """\
# Walking

Walking every day eases back pain in most adults. It costs nothing.

Some people \u201cswear by\u201d cold water. Rest is best. Rest is best.
"""
CLAIMS = """\
# ours
claimcheck: 1
article: {path: ../page.md}
claims:
  - id: walking   # the first
    statement: Walking eases back pain.
    kind: process
    quote: 'Walking every day eases the back pain of most adults.'  # from the page
  - id: cold
    statement: People like cold water.
    kind: process
    quote:
      exact: Some people "swear by" cold water.
      prefix: nothing.
"""


def begin(project: Path, claims: str = CLAIMS, article: str = ARTICLE) -> Path:
    (project / "page.md").write_text(article, encoding="utf-8")
    file = project / "claims" / "a.yaml"
    file.write_text(claims, encoding="utf-8")
    return file


def anchor(run: Run, *arguments: str) -> tuple[int, str]:
    ran = run("anchor", *arguments)
    return ran.code, ran.out


def test_quotes_found_in_other_words_are_shown_and_no_file_changes(run: Run, project: Path) -> None:
    """One sees old and new words and where they stand before anything is written."""
    file = begin(project)
    code, out = anchor(run)
    assert code == 0, out
    assert "page.md:3:1: walking\n" in out
    assert "  - Walking every day eases the back pain of most adults.\n" in out
    assert "  + Walking every day eases back pain in most adults.\n" in out
    assert "2 found again in other words; next: claimcheck anchor --update" in out
    assert file.read_text(encoding="utf-8") == CLAIMS


def test_update_writes_the_words_and_nothing_else(run: Run, project: Path) -> None:
    """Comments, quotation marks and the prefix of a record stay; afterwards every quote stands."""
    file = begin(project)
    assert anchor(run, "--update")[0] == 0
    assert file.read_text(encoding="utf-8") == CLAIMS.replace(
        "'Walking every day eases the back pain of most adults.'", "Walking every day eases back pain in most adults."
    ).replace('Some people "swear by" cold water.', '"Some people \u201cswear by\u201d cold water."')
    assert anchor(run) == (0, "every quote stands word for word\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Stopping smoking lowers the risk of lung cancer.", "Smoking lowers the risk of lung cancer."),
        ("Take 5 µg of vitamin D daily to keep bones strong.", "Take 5 mg of vitamin D daily to keep bones strong."),
        ("There is little evidence that ginger eases nausea.", "There is evidence that ginger eases nausea."),
    ],
)
def test_a_sentence_that_was_turned_round_is_offered_and_written_by_nobody(
    run: Run, project: Path, before: str, after: str
) -> None:
    """Neither `anchor --update` nor `check --fix` takes it without a person who names the claim."""
    claims = (
        "claimcheck: 1\narticle: {path: ../page.md, reviewed: 2026-11-20}\nclaims:\n"
        f"  - {{id: turned, statement: '{before}', kind: process, quote: '{before}', needs_source: false, because: test}}\n"
    )
    file = begin(project, claims, f"# Page\n\nIt is cold. {after} It rains.\n")
    code, out = anchor(run, "--update")
    assert (code, f"  ? {after}" in out) == (1, True)
    ran = run("check", "--fix")
    assert ran.code == 1
    assert "CC702" in ran.out
    assert file.read_text(encoding="utf-8") == claims
    assert anchor(run, "--update", "--claim", "turned")[0] == 0
    assert after in file.read_text(encoding="utf-8")


def test_lost_and_ambiguous_quotes_are_left_to_a_person(run: Run, project: Path) -> None:
    """A guess could put words into an article's mouth; the nearest wording is shown instead."""
    claims = CLAIMS.replace(
        "Walking every day eases the back pain of most adults.", "Walking never eases back pain at all."
    )
    claims = claims.replace('exact: Some people "swear by" cold water.\n      prefix: nothing.', "exact: rest is best.")
    file = begin(project, claims)
    code, out = anchor(run, "--update")
    assert code == 1
    assert "walking: the quote does not stand in the article" in out
    assert "  ? Walking every day eases" in out
    assert "cold: the quote could be any of 2 places" in out
    assert "2 left: correct `quote` by hand" in out
    assert file.read_text(encoding="utf-8") == claims


def test_words_beside_another_subject_are_left_to_a_person_who_names_the_claim_too(run: Run, project: Path) -> None:
    """The words stand as they did, so there is nothing to write, and nothing is said to be written."""
    claims = CLAIMS.replace('Some people "swear by" cold water.', "swear by cold water").replace("nothing.", "Athletes")
    claims = claims.replace("'Walking every day eases the back pain of most adults.'", "It costs nothing.")
    file = begin(project, claims, ARTICLE.replace("\u201cswear by\u201d", "swear by"))
    for arguments in ((), ("--update",), ("--update", "--claim", "cold")):
        code, out = anchor(run, *arguments)
        assert code == 1
        assert 'cold: the quote stands no longer beside "Athletes"' in out
        assert "  its sentence is now: Some people swear by cold water." in out
        assert out.endswith("1 left: correct `quote` by hand\n")
    assert file.read_text(encoding="utf-8") == claims


def test_an_article_that_cannot_be_read_is_told(run: Run, project: Path) -> None:
    """Not looked for is not "stands"."""
    begin(project)
    (project / "page.md").unlink()
    code, out = anchor(run)
    assert code == 1
    assert (
        out
        == "claims/a.yaml:3:11: the article ../page.md cannot be read; its 2 quotes were not looked for: correct `article`\n"
    )


def test_a_folder_without_claims_is_one_sentence(run: Run, project: Path) -> None:
    """Nothing to do is told as wrong usage."""
    assert "no claims files in claims" in (ran := run("anchor")).err
    assert ran.code == 2


def test_the_row_of_a_table_is_no_other_words_and_no_tab_is_written(run: Run, project: Path) -> None:
    """Blanks stand for the tab between its cells."""
    quote = "Ginger It reduces nausea in early pregnancy"
    claims = f"claimcheck: 1\narticle: {{path: ../page.md}}\nclaims:\n  - {{id: a, statement: x, kind: process, quote: {quote}}}\n"
    page = "# T\n\n| Remedy | Effect |\n|---|---|\n| Ginger | It reduces nausea in early pregnancy. |\n"
    file = begin(project, claims, page)
    assert anchor(run) == (0, "every quote stands word for word\n")
    begin(project, claims, page.replace("It reduces", "it **Reduces**"))
    anchor(run, "--update")
    assert "quote: Ginger it Reduces nausea in early pregnancy}" in file.read_text()
