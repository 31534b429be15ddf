"""The references that an article already has are read in every format, with the sentence they belong to."""

from pathlib import Path

import pytest
from support.growth import grows_in_proportion
from support.pages import docx, paragraph, part

import claimcheck as cc
from claimcheck.articles.base import Article
from claimcheck.articles.docx import read_docx
from claimcheck.articles.html import parse_html
from claimcheck.articles.markdown import parse_markdown
from claimcheck.articles.references import ReferenceKind, references
from claimcheck.articles.text import parse_text

MARKDOWN = """Manual therapy helps [a *few* people](https://pubmed.ncbi.nlm.nih.gov/99000001/).[^1] It hurts [@smith2019; see -@lee_2020, p. 3].
So [it][r] seems, <https://example.org/a>. ![image](https://example.org/b.png) [top](#top) `10.5555/code`

[r]: https://journal.example/doi/10.5555/ABC.1/full

[^1]: Smith J. J Invent Stud 2019. doi:10.5555/abc(2)x. PMID 99000002.
"""
HTML = """<main><p>It helps <a href="https://doi.org/10.5555/a%3C1%3E">a few</a>.<sup>[<a href="#fn1">1</a>]</sup>
<p>See <a href="#part">this part</a>.<h2 id=part>Part</h2>
<ol><li id=fn1>Smith. <a href="https://www.ncbi.nlm.nih.gov/pmc/articles/PMC9900001/">text</a> <a href=#r1>\u21a9</a></ol></main>"""


def _short(article: Article) -> list[tuple[str, str, str]]:
    return [(str(r.kind), r.text, r.pmid or r.doi or r.pmcid or r.target) for r in references(article)]


def test_the_library_reads_the_references_of_a_page(tmp_path: Path):
    """With line and column in the file, through the library's face."""
    page = tmp_path / "page.md"
    page.write_text(MARKDOWN)
    article = cc.read_article(page)
    first, *_ = cc.references(article)
    assert first.sentence is not None
    assert (first.pmid, first.sentence.location.line, article.position(first.start).column) == ("99000001", 1, 23)
    assert isinstance(first, cc.Reference)


@pytest.mark.parametrize(
    ("written", "shown", "keys"),
    [
        ("{cite:p}`smith2019`", "[@smith2019]", ["smith2019"]),
        ("{cite}`smith2019,lee_2020`", "[@smith2019; @lee_2020]", ["smith2019", "lee_2020"]),
        ("{footcite:p}``smith2019, lee``", "[@smith2019; @lee]", ["smith2019", "lee"]),
        ("as {cite:t}`smith2019` say", "as @smith2019 say", ["smith2019"]),
        ("{abbr}`MI (heart attack)`", "MI (heart attack)", []),
        ("``{cite}`smith2019` ``", "{cite}`smith2019` ", []),
        ("\\{cite} `smith2019`", "{cite} smith2019", []),
        ("{cite}`` and {cites} `x`", "{cite}`` and {cites} x", []),
    ],
)
def test_the_roles_of_myst_cite_as_pandocs_keys_do(written: str, shown: str, keys: list[str]) -> None:
    """What stands in code is text; the words around it keep their places."""
    article = parse_markdown(f"Yoga helps {written}, they say.")
    assert article.text == f"Yoga helps {shown}, they say."
    assert [one.target for one in references(article)] == keys
    assert article.source_offset(article.text.index(", they")) == len("Yoga helps ") + len(written)


def test_markdown_links_notes_and_keys():
    """Inline, by label, automatic; images, places within the page and code of addresses are none."""
    article = parse_markdown(MARKDOWN)
    found = references(article)
    assert [(str(r.kind), r.text, r.pmid, r.doi) for r in found if r.start < article.text.index("Smith J.")][:6] == [
        ("pubmed", "a few people", "99000001", None),
        ("footnote", "", "99000002", "10.5555/abc(2)x"),
        ("pandoc-key", "@smith2019", None, None),
        ("pandoc-key", "-@lee_2020", None, None),
        ("link", "it", None, "10.5555/abc.1"),
        ("link", "https://example.org/a", None, None),
    ]
    assert found[1].target == "Smith J. J Invent Stud 2019. doi:10.5555/abc(2)x. PMID 99000002."
    assert found[1].sentence == found[0].sentence == article.sentences[0]
    assert all(article.text[r.start : r.end] == r.text for r in found)


def test_markdown_targets_are_unescaped():
    """Backslashes and character references are how Markdown writes an address."""
    text = (
        r"[a](<https://doi.org/10.5555/a>) [b](https://doi.org/10.5555/b\(c\)) [c](https://x.example/?a=1&amp;b=2) [d]"
    )
    found = references(parse_markdown(text + "\n\n[d]: <https://doi.org/10.5555/d\\_e>"))
    assert [r.doi or r.target for r in found] == [
        "10.5555/a",
        "10.5555/b(c)",
        "https://x.example/?a=1&b=2",
        "10.5555/d_e",
    ]


def test_a_list_of_references_outside_any_landmark_stays():
    """It consists of links as a menu does, but the page points into it."""
    notes = "".join(
        f'<li id=n{n}><a href="#m{n}">^</a> <a href="https://doi.org/10.5555/{n}">Lee {n}</a>' for n in (1, 2)
    )
    article = parse_html(
        f"<div><h1>T</h1><p>It helps.<sup><a href=#n1>1</a></sup> {'More. ' * 50}</p><ol>{notes}</ol></div>"
    )
    assert references(article)[0].doi == "10.5555/1"


def test_html_links_and_notes():
    """An address is decoded, a mark leads to its note, a link within the page to a part of it is a note too."""
    assert _short(parse_html(HTML)) == [
        ("doi", "a few", "10.5555/a<1>"),
        ("footnote", "", "PMC9900001"),
        ("footnote", "this part", "Part"),
        ("pmc", "text", "PMC9900001"),
    ]


def test_word_links_fields_and_notes():
    """Hyperlinks by relationship, hyperlink fields, footnotes and endnotes."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://doi.org/10.5555/x" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>field</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = paragraph("See ", field, " and ", '<w:hyperlink r:id="a"><w:r><w:t>link</w:t></w:r></w:hyperlink>', ".")
    body += paragraph("It helps.", '<w:r><w:endnoteReference w:id="3"/></w:r>')
    notes = part("endnotes", f'<w:endnote w:id="3">{paragraph("Lee. PMID: 99000003")}</w:endnote>')
    data = docx(body, links={"a": "https://pubmed.ncbi.nlm.nih.gov/99000001"}, parts={"word/endnotes.xml": notes})
    article = read_docx(data, "page.docx")
    assert _short(article) == [
        ("doi", "field", "10.5555/x"),
        ("pubmed", "link", "99000001"),
        ("footnote", "", "99000003"),
        ("pubmed", "PMID: 99000003", "99000003"),
    ]
    assert references(article)[2].sentence.text == "It helps."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It helps (Smith et al., 2019).", [("author-year", "Smith et al., 2019")]),
        (
            "So (see van der Berg & Jones, 2020a; \u00d6zt\u00fcrk 2018, p. 3) it is.",
            [("author-year", "van der Berg & Jones, 2020a"), ("author-year", "\u00d6zt\u00fcrk 2018")],
        ),
        ("O'Brien and Lee (2018) agree.", [("author-year", "O'Brien and Lee (2018)")]),
        ("(World Health Organization, 2021)", [("author-year", "World Health Organization, 2021")]),
        ("In March (2019) and (since 2019), (March 2019), (n = 2019).", []),
        ("See https://doi.org/10.5555/a(b)c).", [("doi", "https://doi.org/10.5555/a(b)c")]),
        ("(https://europepmc.org/article/MED/99000001)", [("pubmed", "https://europepmc.org/article/MED/99000001")]),
        (
            "https://pubmed.ncbi.nlm.nih.gov/?term=sciatica",
            [("link", "https://pubmed.ncbi.nlm.nih.gov/?term=sciatica")],
        ),
        ("PMCID: PMC9900001, 10.5555/x.", [("pmc", "PMCID: PMC9900001"), ("doi", "10.5555/x")]),
        (
            "[@pmid:99000001] @doe2020 says; a@b2.org, [@fig-one]",
            [("pandoc-key", "@pmid:99000001"), ("pandoc-key", "@doe2020")],
        ),
    ],
)
def test_references_in_the_words(text: str, expected: list[tuple[str, str]]):
    """As people write them, without what only looks like them."""
    assert [(str(r.kind), r.text) for r in references(parse_text(text))] == expected


def test_a_note_with_two_works_is_not_guessed():
    """Its text is there; which of the works is meant is not."""
    found = references(parse_markdown("A.[^n]\n\n[^n]: PMID 99000001; PMID 99000002."))[0]
    assert (found.kind, found.pmid) == (ReferenceKind.FOOTNOTE, None)
    assert "99000002" in found.target


@pytest.mark.parametrize(
    "unit", ["[@a; ", "(A", "https://x)))", "(Smith et al., 2019) ", "Ab Cd ", "[a](b)[^1] ", "(\u00c9a, "]
)
def test_hostile_text_takes_linear_time(unit: str):
    """Eight times as much takes nowhere near sixty-four times as long."""

    def page(count: int) -> Article:
        return parse_text(unit * count) if "](" not in unit else parse_markdown(unit * count + "\n\n[^1]: n")

    pages = {count: page(count) for count in (1_000, 8_000)}
    assert grows_in_proportion(lambda count: references(pages[count]), 1_000, 8)


def test_links_and_raised_marks_in_html_within_markdown() -> None:
    """A block of HTML has them as the rest of the page has; comments and scripts have none."""
    block = (
        '<div class="box">Yoga eases <a class="x" href="https://doi.org/10.5555/a?x=1&amp;y=2">back pain</a>.<sup>7</sup>\n'
        '<!-- <a href="https://doi.org/10.5555/no">no</a> --><script>"<a href=\'https://doi.org/10.5555/no\'>"</script></div>\n'
    )
    found = references(parse_markdown(f"# Page\n\n{block}\n\nThe end.\n"))
    assert [(one.kind.value, one.text, one.target) for one in found] == [
        ("doi", "back pain", "https://doi.org/10.5555/a?x=1&y=2"),
        ("footnote", "", "[7]"),
    ]
    assert [one.sentence.text for one in found if one.sentence] == ["Yoga eases back pain."] * 2


SICI = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"


@pytest.mark.parametrize(
    ("written", "works"),
    [
        ("PMID: 12,345,678", []),
        ("PMID 2985 3478", []),
        ("PMID 29 853 478", []),
        ("PMID: 298-53478", []),
        ("PMID: 2985.3478", []),
        ("pmid: 29853478", ["29853478"]),
        ("PMID# 29853478", ["29853478"]),
        ("PMID = 29853478.", ["29853478"]),
        ("PubMed ID: 29853478", ["29853478"]),
        ("PMIDs: 29853478; 11111111", ["29853478", "11111111"]),
        ("PMID 29853478, 11111111 and 2222222", ["29853478", "11111111", "2222222"]),
        ("PMID 29853478, 2019", ["29853478"]),
        ("PMID 29853478 2019", ["29853478"]),
        ("PMID: 9876543 2. Roe. PMID: 9876544", ["9876543", "9876544"]),
        ("PubMed 2019", []),
        ("PMC 6891247", ["PMC6891247"]),
        ("PMCID: 6891247", ["PMC6891247"]),
        ("pmc6891247, PMC6891248.1", ["PMC6891247", "PMC6891248"]),
        ("PMC 2019", []),
        ("PMC6,891,247", []),
        (SICI, [SICI.lower()]),
        (f"doi:{SICI}.", [SICI.lower()]),
        ("10.1175/1520-0442(1998)011<0001:ABC>2.0.CO;2", ["10.1175/1520-0442(1998)011<0001:abc>2.0.co;2"]),
        ("10.1641/0006-3568(2004)054[0321:TOP]2.0.CO;2.", ["10.1641/0006-3568(2004)054[0321:top]2.0.co;2"]),
        (SICI.replace("AID-", "AID "), []),
        ("doi:10.1136/bmj.k1234\u2014open access", ["10.1136/bmj.k1234"]),
        ("doi:10.1007/s00586\u2013007\u20130367\u20131", []),
        ("doi:10.1016/j.\u200bsmrv.2019.01.002", []),
        ("10.1136/bmj.k1234,10.1016/j.smrv.2019.01.002", ["10.1136/bmj.k1234", "10.1016/j.smrv.2019.01.002"]),
        ("10.1136/bmj.k1234;https://doi.org/10.1016/j.x.2019", ["10.1136/bmj.k1234", "10.1016/j.x.2019"]),
        ("doi: 10.1016/j. smrv.2019.01.002", []),
        ("doi: 10.1016/j.smrv. 2019.01.002", []),
        ("doi: 10.1016/S0140- 6736(19)30001-1", []),
        ("https://doi.org/10.1016/j. smrv.2019.01.002", []),
        ("doi:10.1136/bmj.k1234(open access)", []),
        ("doi:10.1136/bmj.k1234[PubMed]", ["10.1136/bmj.k1234"]),
        ("https://doi.org/10.1136/bmj.k1234[PubMed]", ["10.1136/bmj.k1234"]),
        ("doi:10.1136/bmj.k1234.PMID:29853478", ["10.1136/bmj.k1234", "29853478"]),
        ("doi:10.1136/bmj.k1234. Epub 2019 Jan 2", ["10.1136/bmj.k1234"]),
        ("doi:10.1136/bmj.k1234. accessed 2 May 2019", ["10.1136/bmj.k1234"]),
        ("doi:10.1136%2Fbmj.k1234", ["10.1136/bmj.k1234"]),
        ("doi.org/10.1136/bmj.k1234", ["10.1136/bmj.k1234"]),
        ("pubmed.ncbi.nlm.nih.gov/29853478/.", ["29853478"]),
        ("www.ncbi.nlm.nih.gov/pmc/articles/PMC6891247/", ["PMC6891247"]),
        ("doi:10.1101/2020.04.01.20050542v1", ["10.1101/2020.04.01.20050542"]),
    ],
)
@pytest.mark.parametrize("around", ["It helps {}", "It helps ({}).", "It helps (Roe 2019; {}; Lee 2020)."])
def test_identifiers_are_read_whole_or_not_at_all(written: str, works: list[str], around: str) -> None:
    """Never those of another work, or of none; and no usual way of writing them is passed over."""
    found = references(parse_text(around.format(written) + "\n"))
    assert [r.pmid or r.doi or r.pmcid for r in found if r.pmid or r.doi or r.pmcid] == works


@pytest.mark.parametrize(
    ("address", "work"),
    [
        ("https://academic.oup.com/sleep/article/doi/10.1093/sleep/zsz123/5512345", "10.1093/sleep/zsz123"),
        ("https://academic.oup.com/sleep/article/doi/10.1093/sleep/zsz123", "10.1093/sleep/zsz123"),
        ("https://www.medrxiv.org/content/10.1101/2020.04.01.20050542v2", "10.1101/2020.04.01.20050542"),
        ("https://www.medrxiv.org/content/10.1101/2020.04.01.20050542v1.full.pdf", "10.1101/2020.04.01.20050542"),
        ("https://www.biorxiv.org/content/10.1101/123456v3.full-text", "10.1101/123456"),
        ("https://doi.org/10.21203/rs.3.rs-123/v1", "10.21203/rs.3.rs-123/v1"),
        ("https://x.example/doi/10.1002/14651858.CD006237.pub3/information", "10.1002/14651858.cd006237.pub3"),
        ("https://x.example/doi/10.1002/14651858.CD006237.pub3/full/es", "10.1002/14651858.cd006237.pub3"),
        ("https://link.springer.com/article/10.1007/s00586-007-0367-1/figures/2", "10.1007/s00586-007-0367-1"),
        ("https://link.springer.com/content/pdf/10.1007%2Fs00586-007-0367-1.pdf", "10.1007/s00586-007-0367-1"),
        ("https://x.example/articles/10.1186/s12889-019-1234-5/peer-review", "10.1186/s12889-019-1234-5"),
        ("https://x.example/doi/10.1126/science.aax1234/suppl_file/aax1234.pdf", "10.1126/science.aax1234"),
        ("https://www.pnas.org/doi/10.1073/pnas.1234567890/-/DCSupplemental", "10.1073/pnas.1234567890"),
        ("https://x.example/article/10.1088/0004-637X/700/1/123/meta", "10.1088/0004-637x/700/1/123"),
        ("https://x.example/doi/10.1002/sim.968/abstract;jsessionid=AB12", "10.1002/sim.968"),
        ("https://doi.org/10.1136/bmj.k1234&sa=D&ust=1589", "10.1136/bmj.k1234"),
        ("https://doi.org/10.1136%2Fbmj.k1234/", "10.1136/bmj.k1234"),
        (f"https://doi.org/{SICI[:-2].replace('<', '%3C').replace('>', '%3E')}-%23", f"{SICI[:-2].lower()}-#"),
        ("https://doi.org/10.1136/bmj.k1234%20open", None),
        ("https://www.google.com/url?q=https://pubmed.ncbi.nlm.nih.gov/29853478/&sa=D", "29853478"),
        ("https://www.google.com/url?url=https%3A%2F%2Fpubmed.ncbi.nlm.nih.gov%2F29853478&usg=x", "29853478"),
        ("https://www.google.com/url?url=https%3A%2F%2Fdoi.org%2F10.1136%2Fbmj.k1234&usg=x", "10.1136/bmj.k1234"),
        ("https://web.archive.org/web/2019/https://www.ncbi.nlm.nih.gov/pubmed/29853478", "29853478"),
        ("https://web.archive.org/web/2019/http://www.ncbi.nlm.nih.gov/pmc/articles/PMC6891247/", "PMC6891247"),
        ("https://pubmed.ncbi.nlm.nih.gov/?term=29853478", "29853478"),
        ("https://www.ncbi.nlm.nih.gov/pubmed?term=29853478%5Buid%5D&cmd=x", "29853478"),
        ("https://www.ncbi.nlm.nih.gov/entrez/query.fcgi?db=PubMed&list_uids=29853478", "29853478"),
        ("https://www.ncbi.nlm.nih.gov/entrez/query.fcgi?db=gene&list_uids=29853478", None),
        ("https://pubmed.ncbi.nlm.nih.gov/?term=29853478+11111111", None),
        ("https://pubmed.ncbi.nlm.nih.gov/?term=back+pain+2019", None),
        ("https://pubmed.ncbi.nlm.nih.gov/298.53478", None),
    ],
)
def test_addresses_tell_the_work_and_not_its_page(address: str, work: str | None) -> None:
    """Figures, versions, supplements and languages of a work have addresses of their own; redirects and archives lead on to it."""
    (found,) = references(parse_html(f'<main><p>It <a href="{address}">helps</a>.</main>'))
    assert (found.pmid or found.doi or found.pmcid) == work
