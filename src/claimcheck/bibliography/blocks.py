"""Taking the program's own list of references out of an article and putting it back, byte for byte."""

from claimcheck.articles.managed import HTML_MARKS, Marks, managed_span


def newline_of(source: str) -> str:
    """The line break that the source uses."""
    first = source.find("\n")
    return "\r\n" if first > 0 and source[first - 1] == "\r" else "\n"


def without_block(source: str) -> tuple[str, str, int | None]:
    """The source without the list, the list, and where it stood; the reverse of `block_insertion`."""
    span = managed_span(source)
    if span is None:
        return source, "", None
    start, end = span
    block, newline = source[start:end], newline_of(source)
    if end == len(source):
        start = _back(source, _back(source, start, newline), newline)
    else:
        start = _back(source, start, newline)
        end += len(newline) if source.startswith(newline, end) else 0
    return source[:start] + source[end:], block, start


def block_insertion(clean: str, at: int, lines: list[str], marks: Marks = HTML_MARKS) -> str:
    """The list as it is inserted at an offset: set off by an empty line; a text without last line break gets none."""
    newline = newline_of(clean)
    block = newline.join([marks[0], *lines, marks[1]])
    if at == len(clean) and not clean.endswith(newline):
        return newline * 2 + block
    return newline + block + newline


def _back(source: str, start: int, newline: str) -> int:
    return start - len(newline) if source[:start].endswith(newline) else start
