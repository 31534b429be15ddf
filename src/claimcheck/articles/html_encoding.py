"""Which characters the bytes of an HTML page are.

A byte order mark decides, then ``<meta charset>`` (HTML Living Standard, section 13.2.3), then UTF-8. A page whose bytes
are not what it declares is refused: guessing would shift positions and spoil quotes.
"""

import codecs
import re
from contextlib import suppress

from claimcheck.articles.encoding import decode, line_at
from claimcheck.errors import UnreadableArticleError

_PRESCAN = 4096
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_DECLARED = re.compile(rb"<meta\b[^>]{0,500}?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
# The Encoding Standard's labels that real pages use; Latin-1 and ASCII mean windows-1252 there.
_LATIN = frozenset({"iso-8859-1", "iso8859-1", "latin1", "latin-1", "ascii", "us-ascii", "windows-1252", "cp1252"})
_SINGLE_BYTE = re.compile(r"(?:windows-125[0-8]|iso-8859-(?:[2-9]|1[013456])|koi8-[ru])\Z")
_SEVERAL_BYTES = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5", "euc-jp": "euc_jp"}
_SEVERAL_BYTES |= {"shift_jis": "cp932", "euc-kr": "cp949", "iso-2022-jp": "iso2022_jp"}
_ENCODINGS = {
    **dict.fromkeys(
        ("utf-8", "utf8", "utf-16", "utf-16le", "utf-16be"), "utf-8"
    ),  # what can be read so far is not UTF-16
    **dict.fromkeys(_LATIN, "windows-1252"),
    **_SEVERAL_BYTES,
}
_UTF8_IN_LATIN = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x90-\xaf]")


def decode_html(data: bytes, path: str) -> str:
    """The characters of a page, without a byte order mark.

    Raises `UnreadableArticleError` where the bytes do not fit what the page declares, or it declares two encodings.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return decode(data[len(mark) :], path, encoding, encoding.upper())
    label, encoding = _declared(data, path)
    if b"\0" in data[:_PRESCAN]:
        raise UnreadableArticleError(f"{path}: not text, or UTF-16 without a byte order mark; save the file as UTF-8.")
    if encoding not in ("utf-8", *_SEVERAL_BYTES.values()):
        _refuse_mixed(data, label, path)
    return decode(data, path, encoding, encoding.upper() if "utf" in encoding else label)


def _declared(data: bytes, path: str) -> tuple[str, str]:
    """What the page calls its encoding, and which that is."""
    head = _COMMENT.sub(b"", data[:_PRESCAN])
    labels = [name.decode("ascii").lower() for name in _DECLARED.findall(head)]
    names = {_encoding(label, path): label for label in labels}
    if len(names) > 1:
        both = " and ".join(sorted(names.values()))
        raise UnreadableArticleError(
            f"{path}: declares two encodings ({both}); leave one <meta charset> that is right."
        )
    return next(((label, encoding) for encoding, label in names.items()), ("utf-8", "utf-8"))


def _encoding(label: str, path: str) -> str:
    if found := label if _SINGLE_BYTE.match(label) else _ENCODINGS.get(label):
        return found
    raise UnreadableArticleError(
        f"{path}: declares the encoding {label}, which claimcheck does not read; save it as UTF-8."
    )


def _refuse_mixed(data: bytes, label: str, path: str) -> None:
    if data.isascii():
        return
    with suppress(UnicodeDecodeError):
        data.decode("utf-8")
        raise UnreadableArticleError(f"{path}: declares {label} but is UTF-8; correct its <meta charset>.")
    mixed = _UTF8_IN_LATIN.search(data) if label in _LATIN else None
    if mixed:
        line = line_at(data, mixed.start())
        raise UnreadableArticleError(
            f"{path}: mixes {label} and UTF-8 (UTF-8 on line {line}); save the whole file as UTF-8."
        )
