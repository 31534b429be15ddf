"""Inputs of the kind that people report to the makers of other programs, with the right outcome: each is read and told right."""

import json
import os
from pathlib import Path

import pytest
from support.journeys import Run

from claimcheck.articles.anchors import locate
from claimcheck.articles.article import read_article
from claimcheck.bibliography.files import read_references
from claimcheck.claimfile import load_claims
from claimcheck.evidence.passages import passage_stands
from claimcheck.extraction.coverage import claim_sentences
from claimcheck.model import AbstractSection, Author, Paper, Quote
from claimcheck.rules.identity import mismatches


@pytest.fixture
def field() -> Path:
    if "CLAIMCHECK_TEST_DATA" not in os.environ:
        pytest.skip("CLAIMCHECK_TEST_DATA is not set")
    return Path(os.environ["CLAIMCHECK_TEST_DATA"]) / "field"


def sentences(path: Path) -> list[str]:
    return [sentence.text for sentence in read_article(path).sentences]


@pytest.mark.parametrize("name", ["select.html", "template.html"])
def test_the_text_behind_an_element(field: Path, name: str) -> None:
    assert "Aspirin causes bleeding." in sentences(field / "A-element-end" / name)


def test_superscripts(field: Path) -> None:
    article = read_article(field / "B-superscript" / "plain.html")
    assert locate(article, Quote("Swimming reduces hip pain in adults over 65.")).place
    assert locate(article, Quote("Zinc shortens colds by 2 days.")).place
    assert "104" not in read_article(field / "B-superscript" / "power.html").text


@pytest.mark.parametrize("name", ["jekyll.md", "hugo.md"])
def test_tags_of_templates(field: Path, name: str, run: Run, project: Path) -> None:
    source = (field / "C-template-tags" / name).read_bytes()
    (project / "page.md").write_bytes(source)
    (project / "claims" / "a.yaml").write_text(
        "claimcheck: 1\narticle: {path: ../page.md}\nclaims:\n  - id: pain\n    statement: Walking eases back pain.\n"
        "    kind: efficacy\n    quote: Walking eases back pain\n    citations:\n"
        "      - {pmid: 99000001, title: T, stance: supports, reviewed: {by: ed, date: 2026-11-01}}\n"
    )
    ran = run("cite")
    assert (project / "page.md").read_bytes() == source
    assert "no reference for pain" in ran.err


@pytest.mark.parametrize("name", ["link.md", "pandoc.qmd", "percent-sup.html", "unicode.md"])
def test_sentences_with_marks(field: Path, name: str) -> None:
    first, second = sentences(field / "D-marks-behind-stops" / name)
    assert first.startswith("Walking eas")
    assert second == "Swimming eases hip pain."


def test_the_same_work(field: Path) -> None:
    path = field / "E-same-work" / "first-von-last.bib"
    (reference,) = read_references(path.read_bytes(), path).references
    title = "Stretching for stiff shoulders: a randomised trial."
    doe = Paper(pmid="99100003", title=title, authors=(Author("van der Doe", initials="L"),), year=2024)
    assert mismatches(reference.citation(), doe) == ()
    (claim,) = load_claims([str(field / "E-same-work" / "o-slash.yaml")])
    assert (
        mismatches(claim.citations[0], Paper(pmid="99100004", authors=(Author("G\u00f8tzsche", initials="P"),))) == ()
    )


@pytest.mark.parametrize("name", ["ris.ris", "url.bib"])
def test_identifiers(field: Path, name: str) -> None:
    path = field / "F-identifiers" / name
    (reference,) = read_references(path.read_bytes(), path).references
    assert reference.doi == "10.1016/s0140-6736(96)07492-2"


@pytest.mark.parametrize("name", ["class.html", "note.md"])
def test_notes(field: Path, name: str) -> None:
    found = claim_sentences(read_article(field / "G-notes" / name))
    assert [one.unit.text for one in found] == ["Walking reduces pain."]


@pytest.mark.parametrize(("name", "lines"), [("cochrane.ris", "1-3, 11-13"), ("numbered.ris", "1, 8")])
def test_odd_lines(field: Path, name: str, lines: str, run: Run) -> None:
    ran = run("import", str(field / "H-odd-lines" / name))
    assert ran.code == 0
    assert (ran.out.count("10.1234/a"), ran.out.count("10.1234/b")) == (1, 1)
    assert f"lines {lines}: stands outside an entry" in ran.err


@pytest.mark.parametrize("name", ["yaml.html", "json.md"])
def test_front_matter(field: Path, name: str) -> None:
    article = read_article(field / "I-front-matter" / name)
    assert "cures" not in article.text
    assert article.title == "Walking"


@pytest.mark.parametrize("name", ["soft-hyphen.yaml", "spaces-round-sign.yaml"])
def test_pasted_passages(field: Path, name: str) -> None:
    (claim,) = load_claims([str(field / "J-pasted-passage" / name)])
    passage = claim.citations[0].passage or ""
    text = "Amyloid fibrils fell in all groups (p<0.05)."
    paper = Paper(pmid="99100009", title="T", sections=(AbstractSection(text),))
    assert passage_stands(passage, paper) is True
    assert passage_stands(passage.replace("fell", "rose"), paper) is False


def test_a_light_edit(field: Path, run: Run, project: Path) -> None:
    before, after = ((field / "K-light-edit" / name).read_text() for name in ("before.md", "after.md"))
    (project / "page.md").write_text(before)
    (project / "claims" / "a.yaml").write_text(
        "claimcheck: 1\narticle: {path: ../page.md}\nclaims:\n  - id: sun\n    statement: Sunlight kills the virus.\n"
        "    kind: efficacy\n    quote: Sunlight kills the virus on surfaces within minutes.\n    citations:\n"
        "      - {pmid: 99000001, title: T, stance: supports, reviewed: {by: ed, date: 2026-11-01}}\n"
    )
    (project / "claims" / "evidence.lock.json").write_text(json.dumps({"format": "claimcheck-lock/1", "papers": {}}))
    run("cite")
    written = (project / "page.md").read_text()
    (project / "page.md").write_text(
        written.replace(before.splitlines()[2].split(". ")[0], after.splitlines()[2].split(". ")[0])
    )
    ran = run("cite")
    assert "within a few minutes.[^pmid-99000001] Rain" in (project / "page.md").read_text()
    assert "the wording of sun changed" in ran.err
