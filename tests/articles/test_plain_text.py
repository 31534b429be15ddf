"""Plain text and reading from disk."""

import os
from pathlib import Path

import pytest

from claimcheck.articles.anchors import locate
from claimcheck.articles.article import MAX_BYTES, read_article
from claimcheck.articles.text import parse_text
from claimcheck.errors import UnreadableArticleError
from claimcheck.model import Quote

PAGE = """Manual therapy

Benefits
Many people with sciatica get better within some weeks without
any treatment. Others do not.

  * one item
  * another, which goes on
    here
-----
1. First
2. Second
"""


def test_headings_items_and_wrapped_lines():
    """Headings and items stand alone, wrapped lines join, markers do not show."""
    article = parse_text(PAGE, "page.txt")
    assert article.title == "Manual therapy"
    assert [sentence.text for sentence in article.sentences] == [
        "Manual therapy",
        "Benefits",
        "Many people with sciatica get better within some weeks without any treatment.",
        "Others do not.",
        "one item",
        "another, which goes on here",
        "First",
        "Second",
    ]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_sentences_know_their_line_and_column(ending: str):
    """Whatever ends the lines."""
    article = parse_text("\ufeff" + PAGE.replace("\n", ending), "page.txt")
    found = {s.text.split()[0]: (s.location.line, s.location.column) for s in article.sentences}
    assert found["Others"] == (5, 16)
    assert found["another,"] == (8, 5)
    assert found["Second"] == (12, 4)


def test_a_line_ending_in_an_abbreviation_is_no_heading():
    """The next word had no room on the line."""
    text = "He was sent by the good old Dr.\nSmith because of pain in his leg.\n"
    assert len(parse_text(text).sentences) == 1


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        ("It improves mood. Zinc also im-\nproves sleep.", "It improves mood. Zinc also improves sleep."),
        ("Zinc im- \r\n  proves sleep. It improves mood.", "Zinc improves sleep. It improves mood."),
        ("A gluten-\nfree bread.", "A gluten-free bread."),
        ("Give beta-\nblockers.", "Give beta-blockers."),
        ("Post-\noperative, post-operative or postoperative.", "Post-operative, post-operative or postoperative."),
        ("Re-treat, then re-\ntreat; do not retreat.", "Re-treat, then re-treat; do not retreat."),
        ("Zinc is well-\nknown.", "Zinc is well-known."),
        ("Omega-\n3 helps. 3 pills do.", "Omega-3 helps. 3 pills do."),
        ("A beta-\nBlocker helps.", "A beta-Blocker helps."),
        ("A state-of-\nthe-art pill.", "A state-of-the-art pill."),
        ("A gluten-free meal, a gluten-\nfree bread.", "A gluten-free meal, a gluten-free bread."),
        ("The drug is new: a drug-\nnew thing.", "The drug is new: a drug-new thing."),
        ("Follow the following: follow-\ning.", "Follow the following: following."),
        ("Give short-\nand long-term care.", "Give short- and long-term care."),
        ("Zinc helps -\noften.", "Zinc helps - often."),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_whole(lines: str, shown: str):
    """Its hyphen stays but where the page has the word without one elsewhere, and not with it; every character leads back to its place."""
    article = parse_text(lines)
    assert article.text == shown
    assert all(lines[article.source_offset(at)] == letter for at, letter in enumerate(shown) if letter != " ")
    for sentence in article.sentences:
        assert locate(article, Quote(sentence.text)).start == sentence.start


@pytest.mark.parametrize("name", ["page.md", "page.MARKDOWN", "page.txt"])
def test_reads_utf8_with_and_without_byte_order_mark(tmp_path: Path, name: str):
    """The mark is no character of the text."""
    path = tmp_path / name
    path.write_bytes(b"\xef\xbb\xbfCaf\xc3\xa9 helps.\r\n")
    article = read_article(path)
    assert (article.text, article.path, article.position(0).column) == ("Café helps.", str(path), 1)


def _message(path: Path | str) -> str:
    with pytest.raises(UnreadableArticleError) as caught:
        read_article(path)
    return str(caught.value)


CONFLICT = "<<<<<<< HEAD\nWalking helps.\n=======\nRest helps.\n>>>>>>> other\n"


@pytest.mark.parametrize(
    "text",
    [
        f"# Git\n\n```text\n{CONFLICT}```\n",
        f"# Git\n\n~~~~\n```\n{CONFLICT}~~~~\n",
        "# Git\n\n    " + CONFLICT.replace("\n", "\n    "),
        f"# Git\n\n<pre><code>\n{CONFLICT}</code></pre>\n",
        "Seven <<<<<<< signs.\n\nA heading\n=======\n",
    ],
)
def test_a_conflict_that_is_shown_as_code_is_an_article_about_git(tmp_path: Path, text: str):
    """It is read as any other."""
    (tmp_path / "git.md").write_text(text)
    read_article(tmp_path / "git.md")


@pytest.mark.parametrize("before", ["```\ncode\n```\n", "<pre>code</pre>\n", "~~~ text\n<pre>\n~~~\n", "```a```\n"])
def test_a_conflict_behind_code_is_one(tmp_path: Path, before: str):
    """Code that is closed hides nothing."""
    (tmp_path / "page.md").write_text(before + CONFLICT)
    assert "holds a merge conflict" in _message(tmp_path / "page.md")


def test_what_cannot_be_read_is_one_sentence_with_the_path(tmp_path: Path):
    """Missing, a folder, not UTF-8, too large, another format, a path with NUL: each is told as what it is."""
    latin, large = tmp_path / "latin.md", tmp_path / "large.md"
    latin.write_bytes(b"ok\ncaf\xe9")
    with large.open("wb") as file:
        os.truncate(file.fileno(), MAX_BYTES + 1)
    (tmp_path / "folder.md").mkdir()
    conflict = tmp_path / "conflict.md"
    conflict.write_text("# Backs\n\n<<<<<<< HEAD\nWalking helps.\n=======\nRest helps.\n>>>>>>> other\n")
    expected = {
        tmp_path / "missing.md": "no such file",
        tmp_path / "folder.md": "folder",
        latin: "not UTF-8 (byte 0xe9 on line 2)",
        large: "larger than 20 MB",
        conflict: "holds a merge conflict (line 3); resolve it",
        tmp_path / "page.pdf": "not a format",
        f"{tmp_path}/a\0.md": "cannot be read",
    }
    for path, words in expected.items():
        message = _message(path)
        assert words in message
        assert message.startswith(str(path))
        assert message.count("\n") == 0
