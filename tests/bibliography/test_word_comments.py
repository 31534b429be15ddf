"""References in Word documents: comments come and go, and nothing else of the document changes."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.pages import archive, docx, paragraph, part, run
from support.works import cited, work

from claimcheck.articles.docx import read_docx
from claimcheck.articles.docx_package import Package
from claimcheck.bibliography.docx_comments import CommentsPart
from claimcheck.bibliography.in_docx import Commented, with_comments
from claimcheck.bibliography.spots import Cited
from claimcheck.errors import UnreadableArticleError

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
WALKING, COLD = work(1, "Walking & pain"), work(2, "Cold <hands>")


def document(body: str, **parts: str | bytes) -> bytes:
    return docx(body, parts={"[Content_Types].xml": TYPES, **parts})


def commented(data: bytes, *claims: Cited) -> Commented:
    return with_comments(data, "page.docx", claims)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def body_of(data: bytes) -> str:
    return parts_of(data)["word/document.xml"].decode().partition("<w:body>")[2]


def ranges(data: bytes) -> dict[str, str]:
    """The words that each comment covers, by its number."""
    rest, open_, found = body_of(data), set[str](), dict[str, str]()
    for piece in rest.replace("<", "\n<").split("\n"):
        number = piece.partition('w:id="')[2].partition('"')[0]
        if piece.startswith("<w:commentRangeStart"):
            open_.add(number)
        elif piece.startswith("<w:commentRangeEnd"):
            open_.discard(number)
        elif piece.startswith("<w:t"):
            for one in open_:
                found[one] = found.get(one, "") + piece.partition(">")[2]
    return found


def comments(data: bytes) -> list[tuple[str, str]]:
    """Author and text of every comment, as python-docx reads them."""
    opened = pytest.importorskip("docx").Document(io.BytesIO(data))
    return [(comment.author, comment.text) for comment in opened.comments]


PAGE = document(paragraph("It rains. Walking helps. Hands get ", run("cold", "<w:b/>"), ". The end."))
CLAIMS = (cited("Walking helps", WALKING, COLD), cited("Hands get cold", COLD, claim_id="b"))


def test_a_comment_stands_at_the_sentence_and_names_the_work() -> None:
    """One a work; the range is the sentence, and the article reads as before."""
    done = commented(PAGE, *CLAIMS)
    assert list(ranges(done.data).values()) == [" Walking helps.", " Walking helps.", " Hands get cold."]
    assert read_docx(done.data, "").text == read_docx(PAGE, "").text
    assert [text.partition(". ")[2].partition(".")[0] for _, text in our_comments(done.data)] == [
        "Walking & pain",
        "Cold <hands>",
        "Cold <hands>",
    ]
    assert [(change.paragraph, change.sentence) for change in done.changes] == [
        (1, "Walking helps."),
        (1, "Walking helps."),
        (1, "Hands get cold."),
    ]


def our_comments(data: bytes) -> list[tuple[str, str]]:
    """As our own reader of comments has them."""
    entries = CommentsPart(Package(data, ""), "word/document.xml", "").entries
    return [(one.attributes["author"], one.text) for one in entries]


def test_python_docx_reads_the_comments() -> None:
    """In a document that Word's own library made, with somebody's comment in it."""
    made = pytest.importorskip("docx").Document()
    first = made.add_paragraph("Walking helps. Ask us.")
    made.add_comment(first.runs, text="Is this so?", author="Pat Person")
    buffer = io.BytesIO()
    made.save(buffer)
    done = commented(buffer.getvalue(), cited("Walking helps", WALKING))
    assert [author for author, _ in comments(done.data)] == ["Pat Person", "claimcheck"]
    assert "doi:10.1234/invented.1" in comments(done.data)[1][1]
    assert comments(commented(done.data).data) == [("Pat Person", "Is this so?")]
    assert parts_of(commented(done.data).data) == parts_of(buffer.getvalue())


def test_once_is_twice_and_what_goes_takes_only_its_own_along() -> None:
    """Also the runs that were parted are whole again, and the part that was added is gone."""
    done = commented(PAGE, *CLAIMS)
    again = commented(done.data, *CLAIMS)
    assert (again.data, again.changes) == (done.data, ())
    fewer = commented(done.data, cited("Walking helps", WALKING), CLAIMS[1])
    assert [(change.is_new, "Cold" in change.text) for change in fewer.changes] == [(False, True)]
    assert list(ranges(fewer.data)) == ["0", "2"]
    assert parts_of(commented(fewer.data).data) == parts_of(PAGE)


@pytest.mark.parametrize(
    "empty",
    ["<w:comments {}/>", "<w:comments {} />\n", "<w:comments {}></w:comments>", "<w:comments {}>\n</w:comments>\n"],
)
def test_a_part_that_held_no_comments_is_left_as_it_was(empty: str) -> None:
    """Pandoc writes such a part into every document; of several comments each may go by itself."""
    parts = {
        "word/comments.xml": empty.format('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"')
    }
    page = document(paragraph("Walking helps."), **parts)
    relations = parts_of(page)["word/_rels/document.xml.rels"].decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    added = relations.replace("</Rel", f'<Relationship Id="c" Type="{kind}" Target="comments.xml"/></Rel')
    page = document(paragraph("Walking helps."), **parts, **{"word/_rels/document.xml.rels": added})
    done = commented(page, cited("Walking helps", WALKING, COLD))
    assert len(our_comments(done.data)) == 2
    fewer = commented(done.data, cited("Walking helps", COLD))
    assert [text.partition(". ")[2].partition(".")[0] for _, text in our_comments(fewer.data)] == ["Cold <hands>"]
    more = commented(fewer.data, cited("Walking helps", COLD, work(3)))
    assert len(our_comments(more.data)) == 2
    assert parts_of(commented(more.data).data) == parts_of(commented(fewer.data).data) == parts_of(page)


def test_every_other_part_is_as_it_was() -> None:
    """Pictures, styles, properties: byte for byte, in their order."""
    parts = {
        "word/media/image1.png": bytes(range(256)) * 9,
        "docProps/core.xml": "<a/>",
        "word/styles.xml": part("styles", ""),
    }
    page = document(paragraph("Walking helps."), **parts)
    done = parts_of(commented(page, cited("Walking helps", WALKING)).data)
    before = parts_of(page)
    touched = {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels", "word/comments.xml"}
    assert list(done) == [*before, "word/comments.xml"]
    assert {name for name in done if done[name] != before.get(name)} == touched


@pytest.mark.parametrize(
    ("body", "covered"),
    [
        (
            paragraph("It rains. ", f'<w:ins w:id="9" w:author="Pat">{run("Walking helps. More.")}</w:ins>'),
            "Walking helps. More.",
        ),
        (
            paragraph("Walking ", '<w:del w:id="9"><w:r><w:delText>never </w:delText></w:r></w:del>', "helps. B."),
            "Walking helps.",
        ),
        (
            paragraph('<w:hyperlink w:anchor="x"><w:r><w:t>Walking</w:t></w:r></w:hyperlink>', " helps. B."),
            "Walking helps.",
        ),
        (
            paragraph("Walking ", "<w:r><w:t>he</w:t><w:softHyphen/><w:t>lps. </w:t><w:tab/><w:t>B.</w:t></w:r>"),
            "Walking helps.",
        ),
        (f"<w:tbl><w:tr><w:tc>{paragraph('Walking helps')}</w:tc></w:tr></w:tbl>", "Walking helps"),
        ("<w:p><w:r><w:t>It rains. Walking </w:t><w:t>helps</w:t></w:r></w:p>", " Walking helps"),
    ],
)
def test_tracked_changes_links_and_tables_are_never_parted(body: str, covered: str) -> None:
    """A comment on words within one covers it whole; a removal gives the document back."""
    page = document(body)
    done = commented(page, cited("Walking helps", WALKING))
    assert [text.replace("never ", "") for text in ranges(done.data).values()] == [covered]
    assert commented(done.data, cited("Walking helps", WALKING)).data == done.data
    assert parts_of(commented(done.data).data) == parts_of(page)


@pytest.mark.parametrize("where", ["note", "box"])
def test_where_word_takes_no_comment_the_claim_is_told(where: str) -> None:
    """Footnotes and text boxes."""
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('Walking helps.')}</w:txbxContent></w:pict></w:r>"
    notes = part("footnotes", f'<w:footnote w:id="2">{paragraph("Walking helps.")}</w:footnote>')
    page = document(paragraph(box)) if where == "box" else document(paragraph("A."), **{"word/footnotes.xml": notes})
    done = commented(page, cited("Walking helps", WALKING))
    assert done.data == page
    assert "note or a text box" in done.lost[0].reason


def test_strict_documents_get_strict_comments() -> None:
    """Documents saved as Strict Open XML have their own namespaces."""
    page = archive(
        {
            name: content.decode().replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", STRICT)
            for name, content in parts_of(PAGE).items()
        }
    )
    done = parts_of(commented(page, *CLAIMS).data)
    assert STRICT.encode() in done["word/comments.xml"]
    assert b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in done["word/_rels/document.xml.rels"]


def swollen(data: bytes) -> bytes:
    """The archive with a first entry that says it unpacks to 4 GB (APPNOTE 4.3.12: the size stands 24 bytes in)."""
    at = data.index(b"PK\x01\x02") + 24
    return data[:at] + b"\xfe\xff\xff\xff" + data[at + 4 :]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"no zip", "not a Word document"),
        (document(paragraph("A."), **{"_xmlsignatures/sig1.xml": "<a/>"}), "digitally signed"),
        (docx(paragraph("Walking helps.")), "Content_Types"),
        (document(paragraph("A."), **{"word/vbaProject.bin": b"x"}), "macros"),
        (swollen(document(paragraph("Walking helps."))), "too large to write comments"),
    ],
)
def test_what_cannot_be_written_is_refused_in_a_sentence(data: bytes, told: str) -> None:
    """Before anything is written."""
    with pytest.raises(UnreadableArticleError, match=told):
        commented(data, cited("Walking helps", WALKING))


RUNS = st.lists(
    st.tuples(st.text("ab .é&<\U0001f600", max_size=6), st.sampled_from(["", "<w:b/>", '<w:rFonts w:ascii="A"/>'])),
    max_size=6,
)


@settings(deadline=None, max_examples=30)
@given(st.lists(RUNS, min_size=1, max_size=3), st.data())
def test_any_document_is_given_back(paragraphs: list[list[tuple[str, str]]], data: st.DataObject) -> None:
    """Wherever runs begin and end, and in whatever order citations come and go."""
    body = "".join(
        paragraph(*(run(text, marks) for text, marks in runs), run(f" Word{n} helps. Done."))
        for n, runs in enumerate(paragraphs)
    )
    page = document(body)
    claims = [
        cited(f"Word{n} helps", *data.draw(st.sampled_from([(WALKING,), (COLD, WALKING)])), claim_id=f"c{n}")
        for n in range(len(paragraphs))
    ]
    first = commented(page, *claims[: data.draw(st.integers(0, len(claims)))])
    done = commented(first.data, *claims)
    assert read_docx(done.data, "").text == read_docx(page, "").text
    assert len(ranges(done.data)) == sum(len(one.works) for one in claims)
    assert commented(done.data, *claims).data == done.data
    assert parts_of(commented(done.data).data) == parts_of(page)
