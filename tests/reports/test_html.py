"""The page for people: whole in itself, marked in the right places, and readable by a browser and a strict parser."""

import base64
import hashlib
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from support.gate import TODAY, project
from support.reported import CLAIMS

from claimcheck.gate import articles_of, check
from claimcheck.model import Report
from claimcheck.reports import render
from claimcheck.reports.source import source_reader

html5lib = pytest.importorskip("html5lib")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The page of the small project."""
    project(tmp_path, CLAIMS)
    monkeypatch.chdir(tmp_path)
    return written(check("claims", today=TODAY))


def written(report: Report) -> str:
    return render(report, "html", articles=articles_of(report), source_line=source_reader())


def tree(page: str) -> ET.Element:
    """The page as a browser's parser sees it; an error in the markup is an error here."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


def all_text(element: ET.Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def test_the_page_is_valid_and_needs_nothing_else(page: str) -> None:
    """No script, no request, and a policy that allows only the one style sheet."""
    root = tree(page)
    assert not [element for element in root.iter() if element.tag in ("script", "link", "img", "iframe")]
    assert "url(" not in page
    assert "@import" not in page
    policy = root.find(".//meta[@http-equiv='Content-Security-Policy']")
    style = root.find(".//style")
    assert policy is not None
    assert style is not None
    digest = base64.b64encode(hashlib.sha256((style.text or "").encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in policy.get("content", "")
    assert not [element for element in root.iter() if "style" in element.attrib]


def test_claims_are_marked_in_the_article_and_linked_both_ways(page: str) -> None:
    """The quoted words lead to the claim and the claim leads back; ids are unique and every inner link has its place."""
    root = tree(page)
    mark = root.find(".//a[@id='quote-1']")
    assert mark is not None
    assert all_text(mark).startswith("may help some people with sciatica")
    assert "(claim 1, " in all_text(mark)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    links = [element.get("href", "") for element in root.iter("a")]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert root.find(".//h3[.='A page about backs']") is not None


def test_each_claim_shows_its_evidence(page: str) -> None:
    """Statement, status, stance, passage, title with its link, author, journal and year, and who looked at it."""
    card = tree(page).find(".//li[@id='claim-1']")
    said = all_text(card)
    for words in (
        "Manual therapy helps some people with sciatica.",
        "contradicts",
        "“No difference was found between manual therapy and other care in any of the trials.”",
        "Manual therapy for sciatica: a systematic review.",
        "Almeida P · Eur Spine J 2024 · Systematic Review · PMID 99000001 · reviewed by editor, 2026-11-20",
    ):
        assert words in said
    assert card is not None
    assert card.find(".//a[@href='https://pubmed.ncbi.nlm.nih.gov/99000001/']") is not None
    assert "not reviewed yet" in all_text(tree(page).find(".//li[@id='claim-4']"))
    assert "No source needed: our own service" in all_text(tree(page).find(".//li[@id='claim-6']"))


def test_the_switches_count_the_claims(page: str) -> None:
    """A labelled box a status; each hides the cards of its status, by the style sheet alone."""
    root = tree(page)
    cards = [
        element.get("class", "").split()[1] for element in root.iter("li") if "card" in element.get("class", "").split()
    ]
    assert len(cards) == 7
    for status in set(cards):
        box = root.find(f".//label/input[@id='show-{status}']")
        assert box is not None
        assert f"body:has(#show-{status}:not(:checked)) .card.{status}{{display:none}}" in page
    labels = [all_text(label) for label in root.iter("label")]
    assert labels[-1] == "only those with findings"
    assert sum(int(label.split()[0]) for label in labels[:-1]) == 7


def test_overlapping_quotes_are_cut_without_losing_a_word(tmp_path: Path) -> None:
    """Quotes within quotes and across each other: the article's text stays whole and in order."""
    quotes = ("help some people with sciatica. Manual", "some people", "people with", "eases pain")
    claims = "\n".join(f'  - {{id: c{n}, statement: S., quote: "{quote}"}}' for n, quote in enumerate(quotes))
    home = project(tmp_path, f"claimcheck: 1\narticle: {{path: page.md}}\nclaims:\n{claims}\n")
    report = check(home, today=TODAY)
    article = next(iter(articles_of(report).values()))
    text = tree(written(report)).find(".//div[@class='text']")
    assert text is not None
    for element in text.iter():
        for child in [one for one in element if one.tag == "sup" or one.get("class") == "hidden-text"]:
            child.text = ""
    assert re.sub(r"\s+", "", all_text(text)) == re.sub(r"\s+", "", article.text)


def test_the_cells_and_rows_of_a_table_stand_apart(tmp_path: Path) -> None:
    """Words of two cells are not read as one sentence."""
    claims = "claimcheck: 1\narticle: {path: page.md}\nclaims:\n  - {id: a, statement: S., quote: Walking eases pain}\n"
    table = "| Treatment | Effect |\n|---|---|\n| Walking | Walking eases pain |\n"
    page = written(check(project(tmp_path, claims, article=table), today=TODAY))
    assert "Treatment · Effect<br>Walking · <a" in page


def test_without_an_article_the_page_has_the_claims_alone(tmp_path: Path) -> None:
    """A claims file that names no article, and one whose article has gone."""
    for head in ("", "article: {path: gone.md}\n"):
        home = project(tmp_path, f"claimcheck: 1\n{head}claims:\n  - {{id: a, statement: Bare.}}\n")
        page = written(check(home, today=TODAY))
        assert tree(page).find(".//div[@class='text']") is None
        assert "Bare." in page


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")
def test_a_browser_shows_the_page_without_an_overflow(page: str, tmp_path: Path) -> None:
    """In a window of 390 pixels nothing is wider than the window, and the style sheet passes the page's own policy."""
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    (tmp_path / "frame.html").write_text(
        "<body><iframe src=page.html style='width:390px;height:800px;border:0'></iframe><pre id=out></pre><script>"
        "onload=()=>{const d=document.querySelector('iframe').contentDocument;"
        "out.textContent=[d.documentElement.scrollWidth,d.defaultView.getComputedStyle(d.querySelector('.card')).borderRadius]}"
        "</script>",
        encoding="utf-8",
    )
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    done = subprocess.run(
        [*command, profile, "--dump-dom", (tmp_path / "frame.html").as_uri()],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    told = re.search(r'<pre id="out">(\d+),([\d.]+)px', done.stdout)
    assert told, done.stdout[-500:]
    assert int(told[1]) <= 390
    assert float(told[2]) > 0


def test_the_chart_counts_every_claim_once(page: str) -> None:
    """One bar for the whole page, told in words too."""
    svg = "{http://www.w3.org/2000/svg}"
    (chart,) = tree(page).iter(f"{svg}svg")
    told = [int(number) for number in re.findall(r"[0-9]+", chart.attrib["aria-label"])]
    assert sum(told) == page.count('<li class="card')
    assert len(told) == len(list(chart.iter(f"{svg}rect")))
    assert round(sum(float(part.attrib["width"]) for part in chart.iter(f"{svg}rect"))) == 100
