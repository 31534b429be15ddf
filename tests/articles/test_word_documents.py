"""A Word document's text is what its reader sees with all changes accepted, and positions are paragraphs and characters."""

import contextlib
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.pages import archive, docx, paragraph, part, run

from claimcheck.articles.anchors import AnchorOutcome, locate
from claimcheck.articles.article import read_article
from claimcheck.articles.docx import read_docx
from claimcheck.errors import UnreadableArticleError
from claimcheck.model import Quote

DELETED = '<w:del w:id="1"><w:r><w:delText>many</w:delText><w:t>many</w:t></w:r></w:del>'
INSERTED = f'<w:ins w:id="2">{run("some")}</w:ins>'
TABLE = "<w:tbl>{}</w:tbl>".format(
    "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>"
        for row in (("A", "B"), ("x", "y z"))
    )
)
BODY = "".join(
    [
        paragraph("Manual therapy", style="berschrift1"),
        paragraph(),
        paragraph("It helps ", DELETED, INSERTED, " people.", '<w:r><w:footnoteReference w:id="2"/></w:r>', " Really."),
        paragraph("Moved ", f"<w:moveFrom>{run('away')}</w:moveFrom>", f"<w:moveTo>{run('here')}</w:moveTo>"),
        paragraph("Contents entry", style="toc1"),
        TABLE,
        paragraph("one", "<w:r><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r>", run("secret", "<w:vanish/>")),
        paragraph(
            "kept",
            run(" struck", "<w:strike/>"),
            run(" twice", '<w:dstrike/><w:vanish w:val="0"/>'),
            run(" too", '<w:strike w:val="0"/>'),
        ),
        paragraph("cut ", mark='<w:rPr><w:del w:id="3"/></w:rPr>'),
        paragraph("together ", '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "<w:r><w:noBreakHyphen/></w:r>"),
        '<w:sdt><w:sdtContent><w:p><w:hyperlink r:id="l1"><w:r><w:t>A link</w:t></w:r></w:hyperlink></w:p></w:sdtContent></w:sdt>',
        '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>Last</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>',
        "<w:sectPr/>",
    ]
)
STYLES = part(
    "styles",
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/></w:style>',
)
NOTES = part(
    "footnotes",
    f'<w:footnote w:type="separator" w:id="-1">{paragraph("---")}</w:footnote>'
    f'<w:footnote w:id="2">{paragraph("<w:r><w:footnoteRef/></w:r>", " The note.")}</w:footnote>',
)
COMMENTS = part("comments", f'<w:comment w:id="0">{paragraph("Is this so?")}</w:comment>')
PARTS: dict[str, str | bytes] = {"word/styles.xml": STYLES, "word/footnotes.xml": NOTES, "word/comments.xml": COMMENTS}
TEXT = """Manual therapy

It helps some people. Really.

Moved here

A\tB
x\ty z

one
two three

kept too

cut together \u2265\u2011

A link

Last

The note."""


def test_the_text_is_what_a_reader_sees_with_changes_accepted():
    """Deleted, struck, moved and hidden text, comments, the table of contents and separators do not show."""
    article = read_docx(docx(BODY, links={"l1": "https://example.org/x"}, parts=PARTS), "page.docx")
    assert article.text == TEXT
    assert article.title == "Manual therapy"
    assert [(link.target, article.text[link.start : link.end]) for link in article.links] == [
        ("footnote-2", ""),
        ("https://example.org/x", "A link"),
    ]


def test_positions_are_paragraphs_and_characters():
    """Paragraphs count in document order, those of cells too, empty and left-out ones too, those of notes last."""
    article = read_docx(docx(BODY, parts=PARTS), "page.docx")
    found = {s.text: (s.location.line, s.location.column) for s in article.sentences}
    assert found["It helps some people."] == (3, 1)
    assert found["Really."] == (3, 23)
    assert (found["A"], found["y z"]) == ((6, 1), (9, 1))
    assert (found["two three"], found["cut together \u2265\u2011"]) == ((10, 5), (12, 1))
    assert (found["Last"], found["The note."]) == ((15, 1), (16, 2))


def test_quotes_are_found_across_runs_and_changes(tmp_path: Path):
    """A quote neither knows of runs nor of tracked changes."""
    (tmp_path / "page.docx").write_bytes(docx(BODY, parts=PARTS))
    anchor = locate(read_article(tmp_path / "page.docx"), Quote("helps some people"))
    assert anchor.outcome is AnchorOutcome.FOUND
    assert (anchor.place.location.line, anchor.place.location.column) == (3, 4)


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)


@given(st.lists(st.lists(words, min_size=1, max_size=5), min_size=1, max_size=6), st.data())
@settings(max_examples=60, deadline=None)
def test_known_words_come_back_with_their_places(blocks: list[list[str]], data: st.DataObject):
    """However the words are split into runs: each is found, in order, in the paragraph and at the character."""
    body, places = "", []
    for number, block in enumerate(blocks, 1):
        text = " ".join(block)
        cut = data.draw(st.integers(0, len(text)))
        runs = paragraph(run(text[:cut], "<w:b/>"), DELETED, run(text[cut:]))
        body += f"<w:tbl><w:tr><w:tc>{runs}</w:tc></w:tr></w:tbl>" if data.draw(st.booleans()) else runs
        places += [(word, number, len(" ".join(block[:index])) + (index > 0) + 1) for index, word in enumerate(block)]
    article, position = read_docx(docx(body), "page.docx"), 0
    for word, line, column in places:
        position = article.text.index(word, position)
        location = article.position(position)
        assert (location.line, location.column) == (line, column)
        position += len(word)


def test_a_document_of_another_writer_reads_right():
    """python-docx writes what Word writes: styles, tables, headings."""
    python_docx = pytest.importorskip("docx")
    document, buffer = python_docx.Document(), io.BytesIO()
    document.add_heading("Manual therapy", 0)
    document.add_heading("Benefits", 1)
    document.add_paragraph("It helps ").add_run("some").bold = True
    document.add_paragraph("An item", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "A", "B"
    document.save(buffer)
    article = read_docx(buffer.getvalue(), "page.docx")
    assert article.text == "Manual therapy\n\nBenefits\n\nIt helps some\n\nAn item\n\nA\tB"
    assert article.title == "Manual therapy"
    assert article.position(article.text.index("B", 20)).line == 6


BOMB = b"<w:p>" + b"a" * 80_000_000
ENTITY = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>{part("document", "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>")[38:]}'
UTF16 = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [<!ENTITY x "y">]><d>&x;</d>'.encode("utf-16")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html>", "not a Word document"),
        (b"PK\x03\x04 and nothing more", "not a Word document"),
        (b"", "not a Word document"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old .doc or a document with a password"),
        (archive({"a.txt": "x"}), "no word/document.xml in it"),
        (docx(BODY, parts={"word/vbaProject.bin": b"x"}), "holds macros"),
        (docx(BODY, parts={"word/document.xml": BOMB}), "unpacks to more than"),
        (docx(BODY, parts={"word/document.xml": ENTITY}), "declares a document type"),
        (docx(BODY, parts={"word/document.xml": UTF16}), "is not UTF-8"),
        (docx(BODY, parts={"word/document.xml": "<w:p>"}), "is damaged"),
        (docx(BODY)[:-30], "not a Word document"),
        (docx(BODY).replace(b"word/document.xml", b"word/documenT.xmk"), "no word/document.xml in it"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_safe_document_is_refused_in_one_sentence(data: bytes, words: str):
    """A bomb, an entity, macros, a missing part, damage: told as what it is, in bounded time."""
    with pytest.raises(UnreadableArticleError) as caught:
        read_docx(data, "page.docx")
    assert words in str(caught.value)
    assert str(caught.value).startswith("page.docx: ")
    assert "\n" not in str(caught.value)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_damage_never_breaks_the_reader(data: st.DataObject):
    """A document with some bytes changed is read or refused."""
    content = bytearray(docx(BODY, parts=PARTS))
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(UnreadableArticleError):
        assert read_docx(bytes(content), "page.docx").path == "page.docx"


@pytest.mark.parametrize("nested", ["<w:p>", "<w:tbl><w:tr><w:tc>", "<w:hyperlink>", "<w:del>"])
def test_deep_and_long_documents_are_read(nested: str):
    """Depth costs no recursion."""
    closing = "".join(f"</{tag.strip('<>')}>" for tag in reversed(nested.replace("><", "> <").split()))
    body = nested * 20_000 + closing * 20_000 + paragraph("a" * 100_000 + " end")
    article = read_docx(docx(body), "page.docx")
    assert article.text.endswith(" end")
    assert article.position(len(article.text) - 1).column == 100_004
