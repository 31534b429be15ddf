"""Taking the program's own list of references out of an article and putting it back, byte for byte."""

from collections.abc import Sequence

from claimcheck.articles.managed import HTML_MARKS, Marks, Span, managed_spans


def newline_of(source: str) -> str:
    """The line break that the source uses."""
    first = source.find("\n")
    return "\r\n" if first > 0 and source[first - 1] == "\r" else "\n"


def without_block(source: str, lists: Sequence[Span] | None = None) -> tuple[str, str, int | None]:
    """The source without the list, the list, and where it stood; the reverse of `block_insertion`.

    `lists` are the places of it in order, several in a page that was doubled; None: the first between the comments.
    """
    block, at = "", None
    for span in reversed(managed_spans(source)[:1] if lists is None else lists):
        block = source[slice(*span)] + block
        at, behind = _with_line_ends(source, *span)
        source = source[:at] + source[behind:]
    return source, block, at


def block_insertion(clean: str, at: int, lines: list[str], marks: Marks = HTML_MARKS) -> str:
    """The list as it is inserted at an offset: set off by an empty line; a text without last line break gets none."""
    newline = newline_of(clean)
    block = newline.join([marks[0], *lines, marks[1]])
    if at == len(clean) and not clean.endswith(newline):
        return newline * 2 + block
    return newline + block + newline


def _with_line_ends(source: str, start: int, end: int) -> Span:
    """With the line ends that were inserted along, and what a formatter indented the list by."""
    newline = newline_of(source)
    line = source.rfind("\n", 0, start) + 1
    start = _back(source, start if source[line:start].strip(" \t") else line, newline)
    if end == len(source):
        return _back(source, start, newline), end
    return start, end + (len(newline) if source.startswith(newline, end) else 0)


def _back(source: str, start: int, newline: str) -> int:
    return start - len(newline) if source[:start].endswith(newline) else start
