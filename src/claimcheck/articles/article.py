"""Reading an article from disk; the format is known by the file name's ending."""

from collections.abc import Callable
from os import PathLike
from pathlib import Path

from claimcheck.articles.base import Article
from claimcheck.articles.markdown import parse_markdown
from claimcheck.articles.text import parse_text
from claimcheck.errors import UnreadableArticleError

MAX_BYTES = 20_000_000

_PARSERS: dict[str, Callable[[str, str], Article]] = {
    ".md": parse_markdown,
    ".markdown": parse_markdown,
    ".mdown": parse_markdown,
    ".mkd": parse_markdown,
    ".txt": parse_text,
    ".text": parse_text,
}


def read_article(path: str | PathLike[str]) -> Article:
    """Read a Markdown or plain text article (UTF-8, with or without a byte order mark; at most 20 MB).

    Raises `UnreadableArticleError` with one sentence where it cannot be read, and for other formats.
    """
    shown = str(path)
    parse = _PARSERS.get(Path(path).suffix.lower())
    if parse is None:
        known = ", ".join(sorted(_PARSERS))
        raise UnreadableArticleError(f"{shown}: not a format that claimcheck reads ({known}).")
    return parse(_decode(_read_bytes(Path(path), shown), shown), shown)


def _read_bytes(path: Path, shown: str) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableArticleError(f"{shown}: this is a folder, not an article; name the file itself.")
        if path.exists() and not path.is_file():
            raise UnreadableArticleError(f"{shown}: this is a device or pipe, not an article; name the file itself.")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableArticleError(f"{shown}: no such file; check the path of the article.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableArticleError(f"{shown}: cannot be read ({reason}).") from None
    if len(data) > MAX_BYTES:
        raise UnreadableArticleError(f"{shown}: larger than 20 MB; split the article or name the right file.")
    return data


def _decode(data: bytes, shown: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableArticleError(
            f"{shown}: not UTF-8 (byte {data[error.start]:#04x} on line {line}); save the file as UTF-8."
        ) from None
