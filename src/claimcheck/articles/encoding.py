"""The bytes of an article as characters, or one sentence that says why not."""

from claimcheck.errors import UnreadableArticleError


def decode(data: bytes, shown: str) -> str:
    """Decode UTF-8 with or without a byte order mark; `shown` is the path for the message."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableArticleError(
            f"{shown}: not UTF-8 (byte {data[error.start]:#04x} on line {line}); save the file as UTF-8."
        ) from None
