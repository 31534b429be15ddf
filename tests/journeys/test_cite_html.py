"""References go into web pages too, once, and come out again."""

from pathlib import Path

import pytest
from support.journeys import Run
from support.pages import docx, paragraph

PAGE = """<!doctype html>
<html lang="en"><head><title>Backs</title></head><body><nav>Home</nav><main>
<h1>Backs</h1>
<p>Walking reduces back pain in adults. Ask us about it.</p>
</main></body></html>
"""
CLAIMS = """\
claimcheck: 1
article: {path: page.html}
claims:
  - id: walking
    statement: Walking reduces back pain.
    quote: Walking reduces back pain in adults
    citations:
      - {pmid: 99000777, stance: supports, reviewed: {by: A. Editor, date: 2026-11-20}}
"""


def test_citing_a_web_page_twice_is_citing_it_once(run: Run, project: Path) -> None:
    """The list stands in the page, the quote is still found, and nothing changes the second time."""
    page = project / "claims" / "page.html"
    page.write_text(PAGE)
    (project / "claims" / "a.yaml").write_text(CLAIMS)
    assert run("cite").code == 0
    once = page.read_text()
    assert "99000777" in once
    assert run("cite").code == 0
    assert page.read_text() == once
    assert "CC702" not in run("check").out
    (project / "claims" / "a.yaml").write_text(CLAIMS[: CLAIMS.index("    citations:")])
    assert run("cite").code == 0
    assert page.read_text() == PAGE


OWN_LIST = (
    "<h2>References</h2><ol><li id=r1>Roe A. Rest. Spine 2019. PMID: 1<li id=r2>Lee B. Heat. Spine 2018. PMID: 2</ol>"
)


@pytest.mark.parametrize(
    ("own", "number", "heading"),
    [
        (f"<p>Rest is good.<sup>1</sup> Heat is, too.<sup>2</sup>{OWN_LIST}", 3, "Further references"),
        (f"<p>Rest is good.<sup>1,2</sup>{OWN_LIST}", 3, "Further references"),
        (f"<p>Rest is good [1]. Heat is, too [2].{OWN_LIST}", 3, "Further references"),
        (f"<p>Rest is good.<sup><a href=#r1>1</a></sup>{OWN_LIST}", 3, "Further references"),
        (f"<p>Rest is good <a href=#r1>[1]</a>.{OWN_LIST}", 3, "Further references"),
        (OWN_LIST, 3, "Further references"),
        ("<p>Rest is good.\u00b9 Heat is, too.\u00b2\u207b\u2074", 5, "Further references"),
        ("<p>Rest is good.<sup><a href=#fn1>1</a></sup><ol><li id=fn1>Roe A. Rest.</ol>", 2, "Further references"),
        ("<p>Rest is good [1]. Heat is, too [3].", 4, "Further references"),
        ("<p>It is 20 m<sup>2</sup> large, 10<sup>3</sup> times.", 1, "References"),
        ("<p>Rest is good (95% CI [2, 5]).<ol><li>Sit.<li>Stand.</ol>", 1, "References"),
        ("<p>Rest is good (Roe 2019).<h2>References</h2><ul><li>Roe A. Rest. Spine 2019.</ul>", 1, "References"),
    ],
)
def test_numbers_count_on_from_the_pages_own(run: Run, project: Path, own: str, number: int, heading: str) -> None:
    """One number means one work on a page, also when the command runs again."""
    page = project / "claims" / "page.html"
    page.write_text(PAGE.replace("</main>", f"{own}\n</main>"), encoding="utf-8")
    (project / "claims" / "a.yaml").write_text(CLAIMS)
    assert run("cite").code == 0
    once = page.read_text(encoding="utf-8")
    assert f'<a href="#ref-pmid-99000777">{number}</a>' in once
    begins = f'<ol start="{number}">' if number > 1 else "<ol>"
    assert f"<h2>{heading}</h2>\n{begins}\n<li id=" in once
    assert run("cite").code == 0
    assert page.read_text(encoding="utf-8") == once


@pytest.mark.parametrize(
    ("own", "last"),
    [
        ("Rest is good [1].\n\n## References\n\n1. Roe A. Rest. PMID: 1\n2. Lee B. Heat. PMID: 2\n", 2),
        ("Rest is good.\u00b9\n\n## References\n\n1. Roe A. Rest. PMID: 1\n", 1),
        ("Rest is good.<sup>1,3</sup>\n", 3),
        ("Rest is good.[^1]\n\n[^1]: Roe A. Rest. PMID: 1\n", 0),
        ("Rest is good (Roe 2019).\n\n1. Sit.\n2. Stand.\n", 0),
    ],
)
def test_footnotes_beside_the_pages_own_numbers_are_told(run: Run, project: Path, own: str, last: int) -> None:
    """Whatever shows the page numbers them, so that they cannot count on."""
    text = f"Walking reduces back pain in adults.\n\n{own}"
    (project / "claims" / "page.md").write_text(text, encoding="utf-8")
    (project / "claims" / "a.yaml").write_text(CLAIMS.replace("page.html", "page.md"))
    for _ in range(2):
        said = run("cite").err
        assert ("a number may mean two works" in said) == bool(last)
        assert not last or f"its own references are numbered to {last}, and footnotes from 1" in said
    assert "two works" not in run("cite", "--format", "pandoc").err


def test_footnotes_of_word_beside_its_own_numbers_are_told(run: Run, project: Path) -> None:
    """Comments have no numbers."""
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>'
    paragraphs = ("Walking reduces back pain in adults. Rest is good [1].", "References", "1. Roe A. Rest. PMID: 1")
    page = docx("".join(map(paragraph, paragraphs)), parts={"[Content_Types].xml": types})
    (project / "claims" / "page.docx").write_bytes(page)
    (project / "claims" / "a.yaml").write_text(CLAIMS.replace("page.html", "page.docx"))
    assert "two works" not in run("cite").err
    for _ in range(2):
        assert "numbered to 1, and footnotes from 1" in run("cite", "--format", "docx-footnotes").err
