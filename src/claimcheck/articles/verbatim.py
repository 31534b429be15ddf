"""Where code ends in the source of a Markdown page: what stands in it is shown as it is."""

import re

from claimcheck.articles.closers import Closers

FENCE = r"(?P<fence>^[ \t>]*(?P<ticks>`{3,}|~{3,})[^\n]*+)"
"""A fence's first line, for a pattern with `re.MULTILINE`."""
CODE = r"(?P<code>`+)"

_PARAGRAPH_END = re.compile(r"(?>\r\n|\n|\r)[ \t]*+(?=[\r\n])")


class CodeEnds:
    """Finds the ends of fences and of code within a paragraph."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._closers = Closers(source)
        self._closing: dict[str, re.Match[str]] = {}

    def behind(self, token: re.Match[str]) -> int:
        """The offset behind the code that a match of `FENCE` or `CODE` begins."""
        if not token["fence"]:
            return self._code_end(token)
        closing = self.closing(token)
        return closing.end() if closing else len(self.source)

    def closing(self, token: re.Match[str]) -> re.Match[str] | None:
        """The line that closes the fence that a match of `FENCE` begins; None where it goes on to the end."""
        ticks = token["ticks"]
        known = self._closing.get(ticks)
        if known is None or known.start() < token.end():
            line = re.compile(rf"^[ \t>]*{re.escape(ticks[0])}{{{len(ticks)},}}[ \t]*$", re.MULTILINE)
            known = line.search(self.source, token.end())
            if known:
                self._closing[ticks] = known
        return known

    def _code_end(self, token: re.Match[str]) -> int:
        ticks, position = token["code"], token.end()
        found = self._closers.next(re.compile(rf"(?<!`){ticks}(?!`)"), position)
        if found is None or _PARAGRAPH_END.search(self.source, position, found.start()):
            return position
        return found.end()
