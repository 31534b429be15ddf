"""Reading an article from disk; the format is known by the file name's ending.

Most articles are Markdown, and the gate reads them at every start. The readers of web pages, Word documents and MDX are
loaded when there is such an article.
"""

import re
from collections.abc import Callable
from os import PathLike
from pathlib import Path

from claimcheck.articles.base import Article
from claimcheck.articles.encoding import decode
from claimcheck.articles.markdown import parse_markdown
from claimcheck.articles.text import parse_text
from claimcheck.checked import given
from claimcheck.errors import UnreadableArticleError
from claimcheck.tree import DISK, Tree

MAX_BYTES = 20_000_000

_Parser = Callable[[str, str], Article]


def _parse_html(text: str, path: str) -> Article:
    from claimcheck.articles.html import parse_html  # noqa: PLC0415 - few articles are HTML

    return parse_html(text, path)


def _parse_mdx(text: str, path: str) -> Article:
    from claimcheck.articles.mdx import parse_mdx  # noqa: PLC0415 - few articles are MDX

    return parse_mdx(text, path)


_PARSERS: dict[str, _Parser] = {
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd", ".qmd"), parse_markdown),
    **dict.fromkeys((".txt", ".text"), parse_text),
    **dict.fromkeys((".html", ".htm", ".xhtml"), _parse_html),
    ".mdx": _parse_mdx,
}
_ENDINGS = (*_PARSERS, ".docx")


def read_article(path: str | PathLike[str]) -> Article:
    """Read a Markdown, Quarto, MDX, HTML, Word (.docx) or plain text article of at most 20 MB.

    Text is UTF-8, with or without a byte order mark; HTML may declare another encoding. Raises `UnreadableArticleError`
    with one sentence where the article cannot be read, and for other formats.
    """
    shown = str(given("read_article: path", path, str | PathLike[str]))
    return reader_for(shown)(article_bytes(shown), shown)


def is_article(path: str | PathLike[str]) -> bool:
    """Whether the name ends as an article's does."""
    return Path(path).suffix.lower() in _ENDINGS


def article_bytes(path: str, tree: Tree = DISK) -> bytes:
    """The content of an article's file. Raises `UnreadableArticleError`."""
    if what := {"folder": "folder", "other": "device or pipe"}.get(tree.kind(path)):
        raise UnreadableArticleError(f"{path}: this is a {what}, not an article; name the file itself.")
    try:
        data = tree.read(path)
    except FileNotFoundError:
        raise UnreadableArticleError(f"{path}: no such file; check the path of the article.") from None
    except OSError as error:
        raise UnreadableArticleError(f"{path}: cannot be read ({error.strerror or error}).") from None
    if len(data) > MAX_BYTES:
        raise UnreadableArticleError(f"{path}: larger than 20 MB; split the article or name the right file.")
    if b"<<<<<<< " in data and (start := _conflict(data)) is not None:
        line = data.count(b"\n", 0, start) + 1
        raise UnreadableArticleError(f"{path}: holds a merge conflict (line {line}); resolve it first.")
    return data


_CONFLICT = re.compile(rb"(?m)<<<<<<< .+$(?s:.*?)^=======\r?$(?s:.*?)^>>>>>>> ")
"""Two versions of a stretch, as git leaves them for a person to choose from."""
_OPENS = re.compile(
    rb"(?mi)^(?P<conflict><{7} .)|^ {0,3}(?P<fence>`{3,}(?![^\r\n]*`)|~{3,})(?P<info>[^\r\n]*)|<(?P<end>/?)pre\b"
)


def _conflict(data: bytes) -> int | None:
    """Where a merge conflict begins; not one that an article about git shows as code."""
    fence, is_pre = b"", False
    for found in _OPENS.finditer(data):
        if mark := found["fence"]:
            if fence and mark.startswith(fence) and not found["info"].strip():
                fence = b""
            elif not (fence or is_pre):
                fence = mark
        elif found["end"] is not None:
            is_pre = not (found["end"] or fence)
        elif not (fence or is_pre):
            return found.start() if _CONFLICT.match(data, found.start()) else None
    return None


def source_of(data: bytes, path: str) -> str:
    """The text of an article's file, in which `Article.source_offset` counts; "" for a Word document, which is no text.

    Raises `UnreadableArticleError`.
    """
    ending = Path(path).suffix.lower()
    if ending == ".docx":
        return ""
    if _PARSERS.get(ending) is _parse_html:
        from claimcheck.articles.html_encoding import decode_html  # noqa: PLC0415 - few articles are HTML

        return decode_html(data, path)
    return decode(data, path)


def reader_for(path: str) -> Callable[[bytes, str], Article]:
    """What reads the bytes of an article with this name; takes bytes and path. Raises `UnreadableArticleError`."""
    ending = Path(path).suffix.lower()
    if path.lower().endswith(".xml"):
        told = "XML is not read as one article; of a WordPress export, claimcheck extract EXPORT.xml --save FOLDER makes pages"
        raise UnreadableArticleError(f"{path}: {told}, and claims and references belong to these.")
    if ending not in _ENDINGS:
        raise UnreadableArticleError(f"{path}: not a format that claimcheck reads ({', '.join(sorted(_ENDINGS))}).")
    if ending == ".docx":
        from claimcheck.articles.docx import read_docx  # noqa: PLC0415 - few articles are Word documents

        return read_docx
    return lambda data, path: _PARSERS[ending](source_of(data, path), path)


def parser_for(path: str) -> _Parser:
    """The same for an article that is text already; takes the text and the path.

    Raises `UnreadableArticleError`, also for Word documents, which are no text.
    """
    reader_for(path)  # for its sentence about unknown formats
    parse = _PARSERS.get(Path(path).suffix.lower())
    if parse is None:
        raise UnreadableArticleError(f"{path}: references cannot be written into this format.")
    return parse
