"""The bytes of an article as characters, or one sentence that says why not."""

from claimcheck.errors import UnreadableArticleError


def decode(data: bytes, shown: str, encoding: str = "utf-8-sig", label: str = "UTF-8") -> str:
    """Decode UTF-8 with or without a byte order mark, or another encoding; path (`shown`) and label are for the message."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        place = f"byte {data[error.start]:#04x} on line {line_at(data, error.start)}"
        raise UnreadableArticleError(f"{shown}: not {label} ({place}); save the file as UTF-8.") from None


def line_at(data: bytes, offset: int) -> int:
    """The line, from 1, of a byte."""
    return data.count(b"\n", 0, offset) + 1
