"""The part of an article that belongs to the program: the list of references that `claimcheck cite` writes.

It stands between two comments. Readers of articles pass over its text, so that a quote is never found in a title there.
"""

import re

BEGIN = "<!-- claimcheck:references begin (written by `claimcheck cite`) -->"
END = "<!-- claimcheck:references end -->"

_BLOCK = re.compile(r"<!-- claimcheck:references begin\b[^\r\n]*?-->.*?" + re.escape(END), re.DOTALL)


def managed_span(source: str) -> tuple[int, int] | None:
    """Where the references begin and end in the source, comments included; None where there are none."""
    if "<!-- claimcheck:references begin" not in source:
        return None
    found = _BLOCK.search(source)
    return found.span() if found else None
