"""References written back into articles, and bibliographies, by the command."""

import json
from pathlib import Path

import pytest
from support.journeys import Run
from support.pages import docx, paragraph

CLAIMS = """\
claimcheck: 1
article: {path: ../walking.md, title: Walking, published: 2026-01-02, reviewed: 2026-11-01}
claims:
  - id: pain
    statement: Walking reduces pain.
    kind: efficacy
    quote: Walking reduces pain
    citations:
      - {pmid: 99000001, stance: supports, reviewed: {by: ed, date: 2026-11-01}}
      - {pmid: 99000002, stance: supports, added: {by: claimcheck, date: 2026-11-01}}
      - {pmid: 99000003, stance: contradicts, reviewed: {by: ed, date: 2026-11-01}}
  - id: cold
    statement: Cold hands are common.
    kind: prevalence
    quote: cold hands are common
    citations:
      - {url: "https://example.org/cold", title: Cold, stance: partly, reviewed: {by: ed, date: 2026-11-01}}
      - {pmid: 99000001, stance: supports, reviewed: {by: ed, date: 2026-11-01}}
"""
LOCK = {
    "format": "claimcheck-lock/1",
    "papers": {
        "99000001": {
            "title": "A trial of walking.",
            "authors": ["Doe JA"],
            "journal": "Journal of Invention",
            "year": 2021,
            "publication_types": ["Retracted Publication"],
        },
        "99000002": {"title": "Another trial.", "authors": ["Roe B"], "journal": "Spine", "year": 2020},
        "99000003": {"title": "No effect.", "authors": ["Poe C"], "journal": "Spine", "year": 2019},
    },
}
ARTICLE = "# Walking\r\n\r\nIn winter *cold hands are common.* Rest.\r\nWalking reduces pain.\r\n"


@pytest.fixture
def article(project: Path) -> Path:
    (project / "claims" / "a.yaml").write_text(CLAIMS)
    (project / "claims" / "evidence.lock.json").write_text(json.dumps(LOCK))
    (project / "walking.md").write_bytes(ARTICLE.encode())
    return project / "walking.md"


def test_references_come_and_go_with_their_citations(run: Run, article: Path) -> None:
    """Written once, unchanged the second time; a citation that goes takes its reference along; line ends are kept."""
    ran = run("cite")
    assert ran.code == 0
    text = article.read_bytes().decode()
    assert text.count("\n") == text.count("\r\n")
    assert "common.*[^url-" in text
    assert text.count("https://example.org/cold") == 1
    assert "Walking reduces pain.[^pmid-99000001]\r\n" in text
    assert "RETRACTED: A trial of walking" in text
    assert "99000002" not in text
    written = article.stat().st_mtime_ns
    assert "unchanged" in run("cite").err
    assert article.stat().st_mtime_ns == written
    before = run("check", "--format", "concise").out
    assert "CC702" not in before
    claims = article.parent / "claims" / "a.yaml"
    claims.write_text(claims.read_text().replace("stance: supports, reviewed", "stance: background, reviewed"))
    run("cite")
    assert "99000001" not in article.read_text()
    claims.write_text(claims.read_text().replace("stance: partly", "stance: background"))
    run("cite")
    assert article.read_bytes().decode() == ARTICLE


def test_a_dry_run_shows_a_diff_and_writes_nothing(run: Run, article: Path) -> None:
    """One sees what would come."""
    ran = run("cite", "--dry-run", "--proposed")
    assert article.read_bytes().decode() == ARTICLE
    assert "\n-Walking reduces pain.\n" in ran.out
    assert "\n+Walking reduces pain.[^pmid-99000001][^pmid-99000002]\n" in ran.out
    assert "would change" in ran.err


def test_pandoc_keys_come_with_a_library(run: Run, article: Path) -> None:
    """The style that an article has is kept; changing it leaves nothing behind."""
    run("cite", "--format", "pandoc")
    text, library = article.read_text(), article.parent / "walking.references.json"
    assert "Walking reduces pain [@pmid-99000001]." in text
    assert {item["id"][:4] for item in json.loads(library.read_text())} == {"url-", "pmid"}
    run("cite", "--all-stances")
    assert "pain [@pmid-99000001; @pmid-99000003]." in article.read_text()
    run("cite", "--format", "markdown-footnotes")
    assert "[@" not in article.read_text()
    assert "pain.[^pmid-99000001]" in article.read_text()
    assert not library.exists()


def test_an_article_without_citations_keeps_its_style(run: Run, article: Path) -> None:
    """When all citations go and come back, they come back as they were."""
    run("cite", "--format", "pandoc")
    text, claims = article.read_bytes(), article.parent / "claims" / "a.yaml"
    claims.write_text(CLAIMS.replace("reviewed: {by", "added: {by"))
    run("cite")
    assert article.read_bytes().decode() == ARTICLE
    claims.write_text(CLAIMS)
    run("cite")
    assert article.read_bytes() == text


def test_somebody_elses_library_is_not_taken_over(run: Run, article: Path) -> None:
    """A file of that name that we did not write stays, and so does the article."""
    library = article.parent / "walking.references.json"
    library.write_text('[{"id": "doe2021"}]')
    ran = run("cite", "--format", "pandoc")
    assert ran.code == 2
    assert "was not written by claimcheck" in ran.err
    assert library.read_text() == '[{"id": "doe2021"}]'
    assert article.read_bytes().decode() == ARTICLE


@pytest.mark.parametrize("name", ["csl-json", "bibtex", "ris", "ama", "vancouver", "json-ld"])
def test_a_bibliography_has_each_work_once_as_the_article_mentions_them(run: Run, article: Path, name: str) -> None:
    """In the order of the page, not of the claims file; the article is not touched."""
    ran = run("cite", "--format", name)
    assert ran.code == 0
    assert 0 <= ran.out.index("example.org/cold") < ran.out.index("A trial of walking")
    assert ran.out.count("A trial of walking") == 1
    assert "Another trial" not in ran.out
    assert article.read_bytes().decode() == ARTICLE


def test_json_ld_has_the_dates_of_the_page(run: Run, article: Path) -> None:
    """For search engines: published and reviewed."""
    data = json.loads(run("cite", "--format", "json-ld").out)
    assert (data["datePublished"], data["lastReviewed"]) == ("2026-01-02", "2026-11-01")


def test_a_bibliography_goes_to_a_file(run: Run, article: Path) -> None:
    """And what the format cannot hold is told."""
    ran = run("cite", "--format", "nbib", "--output", "refs.nbib", "--write")
    assert ran.code == 0
    assert (article.parent / "refs.nbib").read_text().startswith("PMID- 99000001\n")
    assert "1 work not held by PubMed cannot stand in NBIB" in ran.err
    assert "2 works written to refs.nbib" in ran.err
    assert "[^pmid-99000001]" in article.read_text()


def test_a_quote_that_is_gone_is_told_and_the_rest_is_written(run: Run, article: Path) -> None:
    """Not half a page: exit code 0, a sentence, and the other references."""
    article.write_text("Walking reduces pain.\n")
    ran = run("cite")
    assert ran.code == 0
    assert "no reference for cold" in ran.err
    assert "[^pmid-99000001]" in article.read_text()


@pytest.mark.parametrize(
    ("written", "said"),
    [("../walking.txt", "plain text"), ("../../../etc/passwd.md", "outside the project"), ("gone.md", "no such file")],
)
def test_an_article_that_cannot_be_written_is_one_sentence(run: Run, article: Path, written: str, said: str) -> None:
    """Exit code 2 and nothing changed."""
    article.with_suffix(".txt").write_text("Walking reduces pain.\n")
    (article.parent / "pyproject.toml").write_text("")
    claims = article.parent / "claims" / "a.yaml"
    claims.write_text(CLAIMS.replace("../walking.md", written))
    ran = run("cite")
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("encoding", "word"),
    [
        ("iso-8859-1", "caf\u00e9"),
        ("koi8-r", "\u0431\u043e\u043b\u044c"),
        ("windows-1251", "\u0431\u043e\u043b\u044c"),
        ("gbk", "\u75db"),
        ("iso-2022-jp", "\u75db"),
        ("utf-16", "pain"),
    ],
)
def test_a_page_in_another_encoding_stays_as_it_is(run: Run, article: Path, encoding: str, word: str) -> None:
    """Where its bytes are not those of UTF-8, that is told."""
    page = article.with_name("walking.html")
    text = f"<meta charset={encoding}><p>Walking reduces pain.</p><p>{word}</p>"
    page.write_bytes(text.encode(encoding))
    claims = article.parent / "claims" / "a.yaml"
    claims.write_text(CLAIMS.replace("walking.md", "walking.html"))
    ran = run("cite")
    assert (ran.code, "walking.html: not UTF-8; save the file as UTF-8." in ran.err) == (2, True)
    assert page.read_bytes() == text.encode(encoding)


def test_a_word_document_gets_comments(run: Run, article: Path) -> None:
    """A dry run tells them in words; what is open in Word is left alone; twice is once; and they go again."""
    page = article.with_name("walking.docx")
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>'
    before = docx(paragraph("Walking reduces pain. Rest."), parts={"[Content_Types].xml": types})
    page.write_bytes(before)
    claims = article.parent / "claims" / "a.yaml"
    claims.write_text(CLAIMS.replace("walking.md", "walking.docx"))
    told = run("cite", "--dry-run")
    assert told.out.startswith(
        'walking.docx: paragraph 1: would add to "Walking reduces pain." the comment: Doe JA. RETRACTED'
    )
    owner = page.with_name("~$walking.docx")
    owner.touch()
    refused = run("cite")
    assert (refused.code, "open in Word" in refused.err) == (2, True)
    assert page.read_bytes() == before
    owner.unlink()
    assert run("cite").code == 0
    once = page.read_bytes()
    assert run("cite").err.endswith("walking.docx: 1 work referred to, unchanged\n")
    assert page.read_bytes() == once != before
    assert run("cite", "--format", "pandoc").code == 2
    claims.write_text(claims.read_text().replace("supports", "inconclusive"))
    assert run("cite", "--dry-run").out.startswith("walking.docx: paragraph 1: would remove the comment: Doe JA.")


def test_no_refresh_is_proposed_that_has_nothing_to_tell(run: Run, article: Path) -> None:
    """Of a DOI that PubMed does not hold a person writes the title; of one that is new it is asked."""
    claims = article.parent / "claims" / "a.yaml"
    new = "- {doi: 10.5555/new, stance: supports, reviewed: {by: ed}}\n      - {doi: 10.5555/absent, stance: supports, reviewed: {by: ed}}\n      "
    claims.write_text(
        CLAIMS.replace(
            "- {pmid: 99000001, stance: supports, reviewed: {by: ed, date: 2026-11-01}}\n      - {pmid: 99000002",
            new + "- {pmid: 99000002",
        )
    )
    lock = {**LOCK, "unknown": {"10.5555/absent": {"date": "2026-11-01"}}}
    (claims.parent / "evidence.lock.json").write_text(json.dumps(lock))
    told = run("cite", "--format", "ama").err
    assert "the lock does not know 10.5555/new; next: claimcheck refresh" in told
    assert (
        "PubMed holds no record of 10.5555/absent: write its `title`, `author` and `year` beside the citation" in told
    )


LIGHT = [
    ("Walking reduces pain within minutes.", "Walking reduces pain within a few minutes."),
    ("Walking reduces pain.", "Walking can reduce pain."),
    ("Walking reduces all pain in adults.", "Walking may reduce some of the pain in adults."),
    ("Walking reduces most pain a lot.", "Walking reduces pain a lot."),
    ("Walking reduces pain.", "Walking also reduces pain."),
    ("Walking reduces pain of the back in many people.", "Walking reduces pain of the back in some people."),
]


def reworded(article: Path, run: Run, before: str, after: str) -> str:
    """What `cite` tells when a sentence with its reference was edited; the article holds the result."""
    claims = article.parent / "claims" / "a.yaml"
    claims.write_text(CLAIMS.replace("quote: Walking reduces pain\n", f'quote: "{before}"\n'))
    article.write_text(f"# Walking\n\nCold hands are common. {before} Rain falls.\n")
    run("cite")
    written = article.read_text()
    assert f"{before}[^pmid-99000001] Rain" in written
    article.write_text(written.replace(before, after))
    return run("cite").err


@pytest.mark.parametrize(("before", "after"), LIGHT)
def test_a_reference_stays_with_a_sentence_that_was_edited(run: Run, article: Path, before: str, after: str) -> None:
    """One line says that the wording changed; anchor takes the new words, and then nothing is told any more."""
    told = reworded(article, run, before, after)
    assert f"{after}[^pmid-99000001] Rain" in article.read_text()
    assert "walking.md:3: the wording of pain changed; its reference stays" in told
    assert run("anchor", "--update", "--claim", "pain").code == 0
    assert after in (article.parent / "claims" / "a.yaml").read_text()
    assert "wording" not in run("cite").err


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Walking reduces pain.", "Walking does not reduce pain."),
        ("Walking reduces pain by 10%.", "Walking reduces pain by 30%."),
        ("Walking reduces pain.", "Walking increases pain."),
        ("Walking reduces pain in adults.", "Swimming reduces pain in adults."),
        ("Stopping walking raises pain in adults.", "Walking raises pain in adults."),
        ("Walking reduces pain in adults.", "Avoiding walking reduces pain in adults."),
        ("Walking reduces pain.", "Walking reduces pain in mice."),
        ("Walking may reduce pain in adults.", "Walking reduces pain in adults."),
        ("Walking reduces some pain in adults.", "Walking reduces all pain in adults."),
        ("Walking rarely reduces pain in adults.", "Walking reduces pain in adults."),
        ("Most adults walk away from their pain.", "Few adults walk away from their pain."),
        ("Walking does not reduce all pain in adults.", "Walking does not reduce pain in adults."),
        ("Walking two miles a day reduces pain.", "Walking three miles a day reduces pain."),
        ("Walking reduces pain by −10%.", "Walking reduces pain by +10%."),
        ("Walking reduces pain at 5 µg of iron.", "Walking reduces pain at 5 mg of iron."),
        ("Walking reduces pain.", "Ask a doctor."),
    ],
)
def test_a_reference_leaves_a_sentence_that_says_something_else(
    run: Run, article: Path, before: str, after: str
) -> None:
    """It would stand behind what its source does not say; that it goes is told, as is the claim."""
    told = reworded(article, run, before, after)
    assert f"{after} Rain" in article.read_text()
    assert "no reference for pain: its quote does not stand in the article" in told
    assert "pmid-99000001" not in article.read_text() or "common.[^" in article.read_text()


def test_a_reference_that_goes_is_told(run: Run, article: Path) -> None:
    """Also where a person took the citation out of the record."""
    run("cite")
    claims = article.parent / "claims" / "a.yaml"
    claims.write_text(
        CLAIMS.replace(
            '{url: "https://example.org/cold", title: Cold, stance: partly', "{pmid: 99000002, stance: background"
        )
    )
    told = run("cite").err
    assert "taken out, as no claim has it there now: url-" in told


def test_a_new_quote_is_not_followed(run: Run, article: Path) -> None:
    """Without a reference in the sentence there is nothing that says the sentence is meant."""
    (article.parent / "claims" / "a.yaml").write_text(
        CLAIMS.replace("quote: Walking reduces pain\n", 'quote: "Walking reduces pain within minutes."\n')
    )
    article.write_text("# Walking\n\nCold hands are common. Walking reduces pain within a few minutes.\n")
    told = run("cite").err
    assert "no reference for pain" in told
    assert "minutes.[^" not in article.read_text()
