"""Whatever stands before them, words are found at their line and column in every text format, or the file is refused."""

from pathlib import Path

import pytest

import claimcheck as cc
from claimcheck.articles.anchors import locate
from claimcheck.articles.article import source_of
from claimcheck.model import Quote

MARKER = "Walking helps zebra people."
FORMATS = ("md", "mdx", "txt", "html")
BEFORE = {
    "a line of 100,000 characters": "a b " * 25_000,
    "a word of 100,000 characters": "x" * 100_000 + " ",
    "markup that is never closed": "**bold _it `code [link](http://x ![i](\n\n",
    "right to left, with controls": "שלום \u202eabc\u202c עולם\n\nمرحبا ",
    "emoji, flags, combining marks": "👩\u200d👩\u200d👧\u200d👦🇳🇱 e\u0301\u0301 𝒳 ",
    "every kind of line end": "a\r\n\r\nb\rc\n\nd\x0be\x0cf\x85g\u2028h\u2029",
    "20,000 brackets": "[" * 20_000 + " ",
}


def page(before: str, ending: str) -> str:
    if ending != "html":
        return f"{before}{MARKER}\n"
    return (
        f"<html><body><main><h1>T</h1><p>Some text about backs.</p><p>{before}</p><p>{MARKER}</p></main></body></html>"
    )


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
def test_positions_hold(before: str, ending: str, tmp_path: Path) -> None:
    """Lines end at LF, CR LF and CR; columns count characters."""
    path = tmp_path / f"page.{ending}"
    path.write_bytes(page(before, ending).encode())
    place = locate(cc.read_article(path), Quote(MARKER)).place
    assert place is not None
    assert place.location.line is not None
    assert place.location.column is not None
    lines = source_of(Path(path).read_bytes(), str(path)).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert lines[place.location.line - 1][place.location.column - 1 :].startswith(MARKER)


@pytest.mark.parametrize("ending", ["md", "mdx", "txt"])
@pytest.mark.parametrize("data", ["caf\xe9".encode("latin-1"), "page".encode("utf-16"), b"x" * 20_000_001])
def test_other_encodings_and_vast_files_are_refused_in_a_sentence(data: bytes, ending: str, tmp_path: Path) -> None:
    """Rather than guessed: a wrong guess would move every later column."""
    path = tmp_path / f"page.{ending}"
    path.write_bytes(data)
    with pytest.raises(cc.UnreadableArticleError, match=r"not UTF-8|larger than 20 MB"):
        cc.read_article(path)
