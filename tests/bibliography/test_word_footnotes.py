"""References in Word documents as footnotes: they come and go, and nothing else of the document changes."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.pages import docx as made_docx
from support.pages import paragraph, part, run
from support.works import cited, work

from claimcheck.articles.docx import read_docx
from claimcheck.articles.references import ReferenceKind, references
from claimcheck.bibliography.in_docx import Commented
from claimcheck.bibliography.in_docx_footnotes import with_footnotes
from claimcheck.bibliography.spots import Cited
from claimcheck.cli.main import main
from claimcheck.errors import UnreadableArticleError

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
WALKING, COLD = work(1, "Walking & pain"), work(2, "Cold <hands>")
CLAIMS = (cited("Walking helps", WALKING, COLD), cited("Hands get cold", COLD, claim_id="b"))


def document(body: str, **parts: str | bytes) -> bytes:
    return made_docx(body, parts={"[Content_Types].xml": TYPES, **parts})


PAGE = document(paragraph("It rains. Walking helps. Hands get ", run("cold", "<w:b/>"), ". The end."))
NOTES = part("footnotes", f'<w:footnote w:id="4">{paragraph("Their own note.")}</w:footnote>')
NOTED = document(
    paragraph("Walking helps.", '<w:r><w:footnoteReference w:id="4"/></w:r>', " The end."),
    **{"word/footnotes.xml": NOTES},
)


def footnoted(data: bytes, *claims: Cited) -> Commented:
    return with_footnotes(data, "page.docx", claims)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def notes_behind(data: bytes) -> list[tuple[str, str]]:
    """The sentence of each mark, and what its note says, as our reader has them."""
    article = read_docx(data, "")
    found = [one for one in references(article) if one.kind is ReferenceKind.FOOTNOTE]
    return [(one.sentence.text if one.sentence else "", one.target) for one in found]


def test_a_footnote_stands_behind_the_sentence_and_names_the_work() -> None:
    """One a work; the article's own text reads as before."""
    done = footnoted(PAGE, *CLAIMS)
    told = [(sentence, text.split(". ")[1]) for sentence, text in notes_behind(done.data)]
    assert told == [("Walking helps.", "Walking & pain"), ("Walking helps.", "Cold <hands>"), ("Hands get cold.", "Cold <hands>")]  # fmt: skip
    assert read_docx(done.data, "").text.startswith(read_docx(PAGE, "").text)
    body = parts_of(done.data)["word/document.xml"]
    assert body.index(b"helps.") < body.index(b'w:id="1"') < body.index(b'w:id="2"') < body.index(b"Hands")
    assert [(change.is_new, change.sentence) for change in done.changes][2] == (True, "Hands get cold.")


def test_once_is_twice_and_what_goes_takes_only_its_own_along() -> None:
    """Also the runs that were parted are whole again, and the part that was added is gone."""
    done = footnoted(PAGE, *CLAIMS)
    again = footnoted(done.data, *CLAIMS)
    assert (again.data, again.changes) == (done.data, ())
    fewer = footnoted(done.data, CLAIMS[1])
    assert [change.is_new for change in fewer.changes] == [False, False]
    assert parts_of(footnoted(fewer.data).data) == parts_of(PAGE)


@pytest.mark.parametrize("page", [PAGE, NOTED], ids=["without notes", "with a note"])
def test_every_other_part_and_note_is_as_it_was(page: bytes) -> None:
    """Byte for byte; other people's notes stay, with their numbers."""
    done = parts_of(footnoted(page, cited("Walking helps", WALKING)).data)
    before = parts_of(page)
    changed = {name for name in before if before[name] != done[name]}
    assert changed <= {"word/document.xml", "word/footnotes.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    own = re.sub(rb'<w:footnote w:id="5">.*?</w:footnote>', b"", done["word/footnotes.xml"])
    assert own == before["word/footnotes.xml"] if page is NOTED else b"separator" in own
    assert parts_of(footnoted(footnoted(page, cited("Walking helps", WALKING)).data).data) == before


def test_python_docx_opens_it_and_word_s_marks_are_there(tmp_path: Path) -> None:
    """A document of Word's own library; each mark has its note, each note its mark, no number twice."""
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.add_paragraph("Walking helps. Ask us.")
    table = made.add_table(1, 1)
    table.cell(0, 0).text = "Hands get cold."
    made.save(tmp_path / "a.docx")
    done = footnoted((tmp_path / "a.docx").read_bytes(), *CLAIMS).data
    opened = docx.Document(io.BytesIO(done))
    assert [one.text for one in opened.paragraphs] == ["Walking helps. Ask us."]
    parts = parts_of(done)
    marks = re.findall(rb'<w:footnoteReference w:id="(\d+)"/>', parts["word/document.xml"])
    notes = re.findall(rb'<w:footnote w:id="(\d+)">', parts["word/footnotes.xml"])
    assert marks == notes == [b"1", b"2", b"3"]
    assert b'PartName="/word/footnotes.xml"' in parts["[Content_Types].xml"]
    assert b"relationships/footnotes" in parts["word/_rels/document.xml.rels"]


def test_a_note_that_word_saved_again_is_known() -> None:
    """Word numbers notes anew and puts its own styles and numbers of revisions into them; bookmarks it keeps."""
    parts = parts_of(footnoted(PAGE, cited("Walking helps", WALKING)).data)
    for name, changes in {
        "word/document.xml": [(b'Reference w:id="1"', b'Reference w:id="9"'), (b"<w:r><w:rPr><w:vert", b'<w:r w:rsidR="00A1B2C3"><w:rPr><w:vert')],
        "word/footnotes.xml": [(b'<w:footnote w:id="1"><w:p>', b'<w:footnote w:id="9"><w:p w:rsidR="00A1"><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>')],
    }.items():  # fmt: skip
        for old, new in changes:
            assert old in parts[name]
            parts[name] = parts[name].replace(old, new)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert footnoted(buffer.getvalue(), cited("Walking helps", WALKING)).changes == ()
    assert parts_of(footnoted(buffer.getvalue()).data) == parts_of(PAGE)


WORDS = st.sampled_from(["Walking helps", "Hands get cold", "It rains", "A & B < C", "é ü", "30 kg/m"])


@settings(max_examples=60)
@given(st.data())
def test_whatever_the_runs_notes_come_and_go(data: st.DataObject) -> None:
    """Sentences parted into runs at will, with raised marks among them: once is twice, and nothing is left behind."""
    sentences = data.draw(st.lists(WORDS, min_size=1, max_size=5, unique=True))
    text = " ".join(f"{one}." for one in sentences)
    cuts = sorted(data.draw(st.sets(st.integers(1, len(text) - 1), max_size=5)))
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    raised = data.draw(st.booleans())
    runs = [run(one, '<w:vertAlign w:val="superscript"/>' if raised and one in {"2", "."} else "") for one in pieces]
    page = document(paragraph(*runs))
    chosen = data.draw(st.lists(st.sampled_from(sentences), unique=True, min_size=1))
    claims = [cited(one, WALKING, claim_id=f"c{number}") for number, one in enumerate(chosen)]
    done = footnoted(page, *claims)
    assert footnoted(done.data, *claims).data == done.data
    assert parts_of(footnoted(done.data).data) == parts_of(page)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """A claim with an accepted work on a Word page."""
    (tmp_path / "claims").mkdir()
    (tmp_path / "page.docx").write_bytes(PAGE)
    reviewed = "stance: supports, reviewed: {by: me, date: 2026-01-01}"
    (tmp_path / "claims" / "a.yaml").write_text(
        "claimcheck: 1\narticle: {path: ../page.docx}\nclaims:\n  - id: a\n    statement: Walking helps.\n    quote: Walking helps\n"
        f"    citations: [{{pmid: 99000001, {reviewed}}}]\n"
    )
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: main(["cite", "--isolated", *arguments])


def test_the_kind_stays_until_another_is_asked_for(
    project: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    """Comments unless told; then footnotes without `--format` too; and back, with nothing of the other kind left."""
    page = Path("page.docx")
    assert project() == 0
    commented = page.read_bytes()
    assert "word/comments.xml" in parts_of(commented)
    assert project("--format", "docx-footnotes", "--dry-run") == 0
    told = capsys.readouterr().out
    assert "paragraph 1: would remove the comment: PMID" in told or "would remove the comment" in told
    assert 'would add to "Walking helps." the footnote' in told
    assert project("--format", "docx-footnotes") == 0
    noted = page.read_bytes()
    assert {"word/footnotes.xml"} <= parts_of(noted).keys()
    assert "word/comments.xml" not in parts_of(noted)
    assert project() == 0
    assert page.read_bytes() == noted
    assert project("--format", "docx-comments") == 0
    assert parts_of(page.read_bytes()) == parts_of(commented)


@pytest.mark.parametrize("kind", ["docx-comments", "docx-footnotes"])
def test_what_the_document_s_own_note_gives_is_not_referred_to_again(
    project: Callable[..., int], capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    """The author's footnote names the work already: nothing is written; a note on another work does not count."""
    for pmid, added in (("99000001", 0), ("99000009", 1)):
        notes = part("footnotes", f'<w:footnote w:id="4">{paragraph(f"Doe. Walking. PMID: {pmid}")}</w:footnote>')
        body = paragraph("Walking helps.", '<w:r><w:footnoteReference w:id="4"/></w:r>', " The end.")
        data = document(body, **{"word/footnotes.xml": notes})
        Path("page.docx").write_bytes(data)
        assert project("--format", kind) == 0
        assert f"{added} work{'s' if not added else ''} referred to" in capsys.readouterr().err
        assert (Path("page.docx").read_bytes() == data) is not bool(added)


def test_a_signed_document_is_refused() -> None:
    """As for comments."""
    signed = document(paragraph("Walking helps."), **{"_xmlsignatures/sig1.xml": "<a/>"})
    with pytest.raises(UnreadableArticleError, match="digitally signed"):
        footnoted(signed, cited("Walking helps", WALKING))
