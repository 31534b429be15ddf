"""Reading an article from disk; the format is known by the file name's ending.

Most articles are Markdown, and the gate reads them at every start. The readers of web pages, Word documents and MDX are
loaded by name, in `_reader`, `parser_for` and `source_of`, when there is such an article.
"""

from collections.abc import Callable
from importlib import import_module
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

_Reader = Callable[[bytes, str], Article]


def _read_markdown(data: bytes, shown: str) -> Article:
    return parse_markdown(decode(data, shown), shown)


def _read_text(data: bytes, shown: str) -> Article:
    return parse_text(decode(data, shown), shown)


_READERS: dict[str, _Reader] = {
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd", ".qmd"), _read_markdown),
    **dict.fromkeys((".txt", ".text"), _read_text),
}
_HTML = ("claimcheck.articles.html", "read_html")
_LOADED_BY_NAME = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), _HTML),
    ".docx": ("claimcheck.articles.docx", "read_docx"),
    ".mdx": ("claimcheck.articles.mdx", "read_mdx"),
}


def read_article(path: str | PathLike[str]) -> Article:
    """Read a Markdown, Quarto, MDX, HTML, Word (.docx) or plain text article of at most 20 MB.

    Text is UTF-8, with or without a byte order mark; HTML may declare another encoding. Raises `UnreadableArticleError`
    with one sentence where the article cannot be read, and for other formats.
    """
    shown = str(given("read_article: path", path, str | PathLike[str]))
    return reader_for(shown)(article_bytes(shown), shown)


def is_article(path: str | PathLike[str]) -> bool:
    """Whether the name ends as an article's does."""
    return Path(path).suffix.lower() in (*_READERS, *_LOADED_BY_NAME)


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
    return data


def source_of(data: bytes, path: str) -> str:
    """The text of an article's file, in which `Article.source_offset` counts; "" for a Word document, which is no text.

    Raises `UnreadableArticleError`.
    """
    ending = Path(path).suffix.lower()
    if ending == ".docx":
        return ""
    if _LOADED_BY_NAME.get(ending) == _HTML:
        from claimcheck.articles.html_encoding import decode_html  # noqa: PLC0415 - few articles are HTML

        return decode_html(data, path)
    return decode(data, path)


def reader_for(path: str) -> _Reader:
    """What reads the bytes of an article with this name; takes bytes and path. Raises `UnreadableArticleError`."""
    read = _reader(Path(path).suffix.lower())
    if path.lower().endswith(".xml"):
        told = "XML is not read as one article; of a WordPress export, claimcheck extract EXPORT.xml --save FOLDER makes pages"
        raise UnreadableArticleError(f"{path}: {told}, and claims and references belong to these.")
    if read is None:
        known = ", ".join(sorted((*_READERS, *_LOADED_BY_NAME)))
        raise UnreadableArticleError(f"{path}: not a format that claimcheck reads ({known}).")
    return read


def parser_for(path: str) -> Callable[[str, str], Article]:
    """The same for an article that is text already; takes the text and the path.

    Raises `UnreadableArticleError`, also for Word documents, which are no text.
    """
    reader_for(path)  # for its sentence about unknown formats
    ending = Path(path).suffix.lower()
    if ending not in _LOADED_BY_NAME:
        return parse_text if _READERS[ending] is _read_text else parse_markdown
    module, name = _LOADED_BY_NAME[ending]
    parse: Callable[[str, str], Article] | None = getattr(import_module(module), name.replace("read_", "parse_"), None)
    if parse is None:
        raise UnreadableArticleError(f"{path}: references cannot be written into this format.")
    return parse


def _reader(ending: str) -> _Reader | None:
    if ending not in _LOADED_BY_NAME:
        return _READERS.get(ending)
    module, name = _LOADED_BY_NAME[ending]
    read: _Reader = getattr(import_module(module), name)
    return read
