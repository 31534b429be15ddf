"""The part of an article that belongs to the program: the list of references that `claimcheck cite` writes.

It stands between two comments: those of HTML, or where a page is MDX, which has none, those of its expressions. Readers
of articles pass over its text, so that a quote is never found in a title there.
"""

import re

Marks = tuple[str, str]
Span = tuple[int, int]

HTML_MARKS = (
    "<!-- claimcheck:references begin (written by `claimcheck cite`) -->",
    "<!-- claimcheck:references end -->",
)
MDX_MARKS = (
    "{/* claimcheck:references begin (written by `claimcheck cite`) */}",
    "{/* claimcheck:references end */}",
)

_BLOCK = re.compile(
    rf"<!-- claimcheck:references begin\b[^\r\n]*?-->.*?{re.escape(HTML_MARKS[1])}"
    rf"|\{{/\* claimcheck:references begin\b[^\r\n]*?\*/\}}.*?{re.escape(MDX_MARKS[1])}",
    re.DOTALL,
)


def managed_span(source: str) -> Span:
    """Where the references begin and end in the source, comments included; (0, 0) where there are none."""
    return next(iter(managed_spans(source)), (0, 0))


def managed_spans(source: str) -> tuple[Span, ...]:
    """The same of all lists between comments."""
    if "claimcheck:references begin" not in source:
        return ()
    return tuple(found.span() for found in _BLOCK.finditer(source))
