"""References go into web pages too, once, and come out again."""

from pathlib import Path

from support.journeys import Run

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
