"""The gate finds quotes in web pages and Word documents that a claims file names."""

import json
from pathlib import Path

import pytest
from support.pages import docx, paragraph, run

from claimcheck.cli.main import main

CLAIMS = """claimcheck: 1
article: {{path: {name}}}
claims:
  - {{id: a, statement: It helps., kind: process, needs_source: false, because: a test, quote: helps some people}}
  - {{id: b, statement: It harms., kind: process, needs_source: false, because: a test, quote: nothing that stands there}}
"""
PAGES = {
    "page.html": b"<html><nav>helps some people</nav><main><p>It helps <b>some</b>\n people.</main>",
    "page.docx": docx(paragraph("It helps ", run("some", "<w:b/>"), " people.")),
    "page.mdx": b"import A from 'a'\n\nIt helps <A>some</A> people.\n",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_quote_is_found_in_every_format(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str):
    """The one that stands in the article is no finding, the other is."""
    (tmp_path / name).write_bytes(PAGES[name])
    (tmp_path / "claims.yaml").write_text(CLAIMS.format(name=name))
    main(["check", str(tmp_path), "--format", "json"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert [finding["claim_id"] for finding in findings if finding["code"] == "CC702"] == ["b"]


@pytest.mark.parametrize("name", ["page.html", "page.docx"])
def test_an_article_that_cannot_be_read_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str):
    """Told in one sentence, and no traceback."""
    (tmp_path / name).write_bytes(b"caf\xe9")
    (tmp_path / "claims.yaml").write_text(CLAIMS.format(name=name))
    assert main(["check", str(tmp_path), "--format", "json"]) == 1
    messages = [finding["message"] for finding in json.loads(capsys.readouterr().out)["findings"]]
    assert any(name in message for message in messages)
