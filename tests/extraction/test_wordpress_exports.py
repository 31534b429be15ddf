"""A WordPress export: each published post is a page of its own, with its claims file, quotes that stand, and references."""

from pathlib import Path

import pytest
from support.wordpress import HEAD, export, item

from claimcheck.articles.html import parse_html
from claimcheck.articles.wxr import posts_of
from claimcheck.claimfile import load_claims
from claimcheck.cli.main import main

BLOCKS = """\
<!-- wp:paragraph -->
<p>Ginger eases nausea.<sup data-fn="a1-b2" class="fn"><a href="#a1-b2" id="a1-b2-link">1</a></sup> Yoga eases back pain.</p>
<!-- /wp:paragraph -->

<!-- wp:footnotes /-->"""
NOTE = '[{"content":"Roe A. Ginger. PMID: 99100001","id":"a1-b2"}]'


def noted(value: str) -> str:
    key = "<wp:meta_key>footnotes</wp:meta_key>"
    return f"<wp:postmeta>{key}<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"


ITEMS = (
    item("Ginger &amp; <em>yoga</em>", BLOCKS, more=f"<wp:post_name>ginger</wp:post_name>{noted(NOTE)}"),
    item("Old", "Magnesium improves sleep.\n\n[caption id=\"x\"]Zinc shortens colds.[/caption]\n\n<h2>More</h2>\n\nGarlic helps the heart.", kind="page"),
    item("Ginger & yoga", "<p>Massage eases headache.</p>", more="<wp:post_name>../../ginger</wp:post_name>"),
    item("Draft", "Drafts cure colds.", status="draft"),
    item("Picture", "Pictures cure colds.", kind="attachment"),
    item("Secret", "Secrets cure colds.", more="<wp:post_password>x</wp:post_password>"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "claims").mkdir()
    (tmp_path / "export.xml").write_text(f"{HEAD}{''.join(ITEMS)}</channel></rss>", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def extract(*arguments: str) -> int:
    return main(["extract", "export.xml", "--isolated", *arguments])


def test_each_published_post_is_a_page_with_its_claims(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Blocks and classic posts, with their notes; drafts, pictures and what lies behind a password are left out."""
    assert extract("--save", "pages", "--output", "claims") == 0
    assert "3 published posts kept in pages" in capsys.readouterr().err
    claims = load_claims("claims")
    assert claims.problems == ()
    told = {}
    for claim in claims:
        assert claim.article is not None
        told.setdefault(claim.article.path, []).append(claim.statement)
    assert told == {
        "../pages/ginger.html": ["Ginger eases nausea.", "Yoga eases back pain."],
        "../pages/old.html": ["Magnesium improves sleep.", "Zinc shortens colds.", "Garlic helps the heart."],
        "../pages/ginger-2.html": ["Massage eases headache."],
    }
    page = (folder / "pages" / "ginger.html").read_text(encoding="utf-8")
    assert "<h1>Ginger &amp; yoga</h1>" in page
    assert "<!-- wp:footnotes /-->\n<ol" in page, "the block stays, for the way back"
    (cited,) = (one for claim in claims for one in claim.citations)
    assert (cited.pmid, cited.is_of_article) == ("99100001", True)
    main(["check", "claims", "--isolated", "--select", "CC7", "--ignore", "CC801", "--format", "concise"])
    assert {line.split()[1] for line in capsys.readouterr().out.splitlines()} == {"CC701"}, "every quote stands"


def test_pages_that_somebody_changed_are_not_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Those that are as the export has them are taken again; a changed one stops everything."""
    assert extract("--save", "pages") == 0
    assert extract("--save", "pages") == 0
    page = folder / "pages" / "old.html"
    page.write_text("mine")
    (folder / "pages" / "ginger.html").unlink()
    assert extract("--save", "pages") == 2
    assert "pages/old.html is not as the export has it" in capsys.readouterr().err
    assert page.read_text() == "mine"
    assert not (folder / "pages" / "ginger.html").exists()


def test_references_are_not_written_into_an_export(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence says what to do instead; the export stays as it is."""
    before = (folder / "export.xml").read_bytes()
    (folder / "claims" / "a.yaml").write_text(
        "claimcheck: 1\narticle: {path: ../export.xml}\nclaims:\n  - {id: a, statement: Ginger eases nausea., quote: Ginger eases nausea}\n"
    )
    assert main(["cite", "--isolated"]) == 2
    assert "claimcheck extract EXPORT.xml --save FOLDER makes pages" in capsys.readouterr().err
    assert (folder / "export.xml").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "arguments", "told"),
    [
        (HEAD + ITEMS[0] + "</channel></rss>", (), "name a folder with --save"),
        (HEAD + ITEMS[0] + "</channel></rss>", ("--save", "no/where"), "is no folder, nor can it be made"),
        (HEAD + ITEMS[3] + "</channel></rss>", ("--save", "pages"), "holds no published post or page"),
        (HEAD + ITEMS[0], ("--save", "pages"), "damaged in line"),
        ("<rss><channel/></rss>", ("--save", "pages"), "no export of WordPress"),
        (HEAD.replace("<rss", "<!DOCTYPE rss [<!ENTITY a 'b'>]><rss", 1) + ITEMS[0] + "</channel></rss>", ("--save", "pages"), "does not begin as exports"),
        (HEAD.replace("<!--", "<!-- <rss --><!DOCTYPE rss><!--", 1) + ITEMS[0] + "</channel></rss>", ("--save", "pages"), "does not begin as exports"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str, arguments: tuple[str, ...], told: str
) -> None:
    """A sentence and exit 2; nothing is written."""
    (folder / "export.xml").write_text(text, encoding="utf-8")
    assert extract(*arguments) == 2
    assert told in capsys.readouterr().err
    assert not (folder / "pages").exists()


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("<strong>Myths</strong>\nZinc cures cancer\n\nTea\nhelps", "Myths\nZinc cures cancer\n\nTea\nhelps"),
        ("What helps\r\nGinger  \r\n  Walking", "What helps\nGinger\nWalking"),
        ("Tea<br>\nMilk<br/>\nWater<br />\n\nSugar", "Tea\nMilk\nWater\n\nSugar"),
        ("<h2>Tea</h2>\nIt is hot.\nIt is wet.", "Tea\n\nIt is hot.\nIt is wet."),
        ("<ul>\n<li>Tea\nhot</li>\n\n<li>Milk</li>\n</ul>\nAll\nof it", "Tea\nhot\n\nMilk\n\nAll\nof it"),
        ("<blockquote>Tea\nMilk</blockquote>", "Tea\nMilk"),
        ("<table>\n<tr>\n<td>A\nB</td>\n<td>C</td>\n</tr>\n</table>", "A\nB\tC"),
        ("<a\nhref='x'\ntitle='y'>Tea</a> is <em\nclass=z>hot</em>", "Tea is hot"),
        ("<pre>a\n\nb</pre>\nTea\nMilk", "a\nb\n\nTea\nMilk"),
        ("Tea\n<!--more-->\nMilk <!-- not\n\nthis --> too", "Tea\nMilk too"),
        ("<script>\nvar a;\n\nvar b;\n</script>\nTea\nMilk", "Tea\nMilk"),
        ('Tea\n[gallery ids="1"]\nMilk[fn]Doe.\nRoe.[/fn]\nWater', "Tea\n\nMilk\nWater"),
        ("BMI <30\nand 5 > 3", "BMI <30\nand 5 > 3"),
        ("<!-- wp:paragraph -->\n<p>Tea\nis hot.</p>\n<!-- /wp:paragraph -->", "Tea is hot."),
    ],
)
def test_line_ends_of_a_classic_post_are_shown(content: str, shown: str) -> None:
    """As WordPress shows them: not in tags, comments, scripts and code, not beside blocks, and not in posts of blocks."""
    (post,) = posts_of(export(item("T", content)), "export.xml")
    assert parse_html(post.page).text == f"T\n\n{shown}"


@pytest.mark.parametrize("notes", ["not json", "{}", '["x"]', '[{"id": 1}]', ""])
def test_notes_that_are_none_cost_nothing(folder: Path, notes: str) -> None:
    """The post is read without them."""
    text = f"{HEAD}{item('Ginger', BLOCKS, more=noted(notes))}</channel></rss>"
    (folder / "export.xml").write_text(text, encoding="utf-8")
    assert extract("--save", "pages", "--output", "claims") == 0
    assert [claim.citations for claim in load_claims("claims")] == [(), ()]


def test_posts_of_other_types_that_are_left_out_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Those of a theme or plugin that a reader may see; pictures, menus and what is not published are no news."""
    others = [
        item("How long?", "Flu lasts a week.", kind=kind)
        for kind in ("faq", "faq", "recipe", "nav_menu_item", "wp_block")
    ]
    (folder / "export.xml").write_bytes(export(*ITEMS, *others, item("D", "x", kind="docs", status="draft")))
    assert extract("--save", "pages", "--output", "new") == 0
    assert "left out: 2 posts of type faq, 1 post of type recipe\n" in capsys.readouterr().err
    assert sorted(path.name for path in (folder / "new").iterdir()) == ["ginger-2.yaml", "ginger.yaml", "old.yaml"]


def test_nothing_is_written_where_the_folder_of_drafts_cannot_be_made(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither pages nor folders."""
    for output in ("no/where", "export.xml"):
        assert extract("--save", "pages", "--output", output) == 2
        assert "is no folder, nor can it be made" in capsys.readouterr().err
    assert not (folder / "pages").exists()
