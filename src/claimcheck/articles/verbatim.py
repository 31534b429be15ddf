"""Where code ends in the source of a Markdown page: what stands in it is shown as it is."""

import re

FENCE = r"(?P<fence>^[ \t>]*(?P<ticks>`{3,}|~{3,})[^\n]*+)"
"""A fence's first line, for a pattern with `re.MULTILINE`."""
CODE = r"(?P<code>`+)"

_PARAGRAPH_END = re.compile(r"(?>\r\n|\n|\r)[ \t]*+(?=[\r\n])")


class CodeEnds:
    """Finds the ends of fences and of code within a paragraph; remembers runs of ticks that nothing closes."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._lonely: set[str] = set()

    def behind(self, token: re.Match[str]) -> int:
        """The offset behind the code that a match of `FENCE` or `CODE` begins."""
        return self._fence_end(token["ticks"], token.end()) if token["fence"] else self._code_end(token)

    def _fence_end(self, ticks: str, position: int) -> int:
        closing = re.compile(rf"^[ \t>]*{re.escape(ticks[0])}{{{len(ticks)},}}[ \t]*$", re.MULTILINE)
        found = closing.search(self.source, position)
        return found.end() if found else len(self.source)

    def _code_end(self, token: re.Match[str]) -> int:
        ticks, position = token["code"], token.end()
        if ticks in self._lonely:
            return position
        found = re.compile(rf"(?<!`){ticks}(?!`)").search(self.source, position)
        if found is None:
            self._lonely.add(ticks)
            return position
        return position if _PARAGRAPH_END.search(self.source, position, found.start()) else found.end()
