"""Words quoted from a work: folded of what may differ between a quotation and its source, and as a digest to keep."""

import re
import unicodedata
from hashlib import sha256

_SIGNS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-"})
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]")
_SPACED_SIGN = re.compile("[ ]?([<>=\u2264\u2265\u00b1])[ ]?")


def folded(text: str) -> str:
    """The text without regard to case, white space, forms of quotes and dashes, and compatibility forms.

    Characters that are not seen (soft hyphens, zero-width ones) vanish, and so do spaces around signs of comparison.
    """
    same = unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold()
    return _SPACED_SIGN.sub(r"\1", " ".join(_UNSEEN.sub("", same).split()))


def digest_of(passage: str) -> str:
    """Sixteen hexadecimal digits that are the same for the same words: SHA-256 of the folded text."""
    return sha256(folded(passage).encode("utf-8", "surrogatepass")).hexdigest()[:16]
