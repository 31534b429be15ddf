"""Words quoted from a work: folded of what may differ between a quotation and its source, and as a digest to keep."""

import unicodedata
from hashlib import sha256

_SIGNS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-"})


def folded(text: str) -> str:
    """The text without regard to case, white space, forms of quotes and dashes, and compatibility forms."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold().split())


def digest_of(passage: str) -> str:
    """Sixteen hexadecimal digits that are the same for the same words: SHA-256 of the folded text."""
    return sha256(folded(passage).encode("utf-8", "surrogatepass")).hexdigest()[:16]
