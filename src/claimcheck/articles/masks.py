"""What programs that build pages put into their sources, and no reader sees: template tags, directives, attribute lists, comments.

Liquid, Hugo, Jinja, Handlebars, kramdown, Pandoc, Obsidian, WordPress (`shortcodes`), MyST, MkDocs and the directives of other Markdown
renderers. Each character of such a
stretch is replaced by `HIDDEN`, so that every offset stays and no parser takes the stretch for its own markup; the builder of
the text leaves them out. A sentence that a tag carries to the page (a caption, a title) is shown in a block of its own, between
`OPEN` and `CLOSE`: it can be quoted, but no reference may be written there. The title of a box stands between `TITLE` and `CLOSE`, one that
is an element of the page, and so text as any other, between `TITLED_TEXT` and `CLOSE`, what a pair of tags shows as code between `CODE` and `CLOSE`.
The line of a directive begins with `BREAK`, or with `BODY` where what is indented below it belongs to it. `data/markup.txt` has their names.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from claimcheck.articles import verbatim
from claimcheck.articles.boxes import MAY_BE_TITLED, TITLED, Boxes
from claimcheck.articles.closers import Closers, pairs
from claimcheck.articles.shortcodes import Shortcode, shortcodes
from claimcheck.articles.verbatim import FENCE, CodeEnds
from claimcheck.language.wordlist import read_sections
from claimcheck.stretches import replaced

TITLED_TEXT, TITLE, BODY, BREAK, CODE, HIDDEN, OPEN, CLOSE = (
    "\U0001d9f8\U0001d9f9\U0001d9fa\U0001d9fb\U0001d9fc\U0001d9fd\U0001d9fe\U0001d9ff"
)
"""Characters of no script that articles are written in; symbols, as the brackets are in whose place they stand."""

_LONGEST_TAG = 4_000
_SIGNS = ("{", "\n%", "%%", "::", "[!", "[[", "*[", " ^", "\n^", "!!!", "???", '=== "')
_DIRECTIVE = re.compile(r":[a-z][\w-]*\[")
_COMMENTS = {
    r"\{%-?\s*+comment\b": re.compile(r"\{%-?\s*endcomment\s*-?%\}"),
    r"\{\{[%<]-?\s*+comment\b": re.compile(r"\{\{[%<]\s*/\s*comment\s*[%>]\}\}"),
    r"\{\{[<%]?-?\s*+/\*": re.compile(r"\*/\s*-?[>%]?\}\}"),
    r"\{\{!--": re.compile(r"--\}\}"),
    r"\{#(?![\w:.-]+(?:\s[^{}\n]*)?\})": re.compile(r"#\}"),
    r"\{::comment\}": re.compile(r"\{:/(?:comment)?\}"),
    r"(?<![\w%])%%(?!%)": re.compile(r"%%"),
}
"""How comments begin, and what ends them; the last two are Markdown's alone."""
_TAG_ENDS = {"{{<": ">}}", "{{%": "%}}", "{{": "}}", "{%": "%}"}
_TAG = r"(?P<tag>\{\{[<%]?|\{%)"
_LISTS = (
    r"\{:[^{}\n]{0,400}\}"
    r"|\{(?:[.#][A-Za-z_][\w:-]*|-)(?:\s[^{}\n]{0,400})?\}"
    r"|(?<=[\])`*_])\{[\w-]+=[^{}\n]{1,400}\}"
    r"|\{(?!(?:foot)?(?:full)?cite(?::[a-z]+)?\})[a-z][\w:-]{0,40}\}(?=`)"  # a role of MyST; what cites is read (`inline`)
    r"|(?<=\n)(?<![0-9]\n)(?<![0-9]\r\n) {0,3}%(?![%0-9}>)])[^\n\r]*"  # a comment of MyST, but for a per cent that begins a line
    r"|^ {0,3}\*\[[^\]\n\r]+\]:[^\n\r]*"  # what an abbreviation stands for, shown on pointing at it
    r"|(?:(?<=[ \t])|^)\^(?![0-9]{1,2}(?![\w-]))[A-Za-z0-9][A-Za-z0-9-]*(?=[ \t]*(?:[\r\n]|\Z))"  # the name of an Obsidian block
)
_BRACES = r"(?:\{[^{}\n]{0,400}\})?+"
_LINES = (
    rf"^[ \t>]*+(?P<own>:{{2,}}+[ \t]*+[\w-]*+[ \t]*+{_BRACES}[ \t]*+(?:\[(?P<label>[^\]\n]*)\])?+{_BRACES}"
    r"[ \t]*+(?P<title>[^\n\r: ][^\n\r]{0,300}?)??[ \t]*+:*+(?=[\r\n]|\Z)"
    r"|(?:(?:!{3}|\?{3}\+?)(?:[ \t]++[\w-]++)++|={3}[!+]?(?=[ \t]+\"))(?:[ \t]++\"(?P<heading>[^\"\n]*)\")?+[ \t]*+(?=[\r\n]|\Z))"
    r"|(?<=>)[ \t]*+\[![A-Za-z-]{2,20}\][+-]?"
)
_INLINE = r"(?<![\w:\]]):[a-z][\w-]*+\[(?P<inline>[^\[\]\n]*)\](?:\{[^{}\n]{0,400}\})?"
_WIKI = r"(?P<wiki>!?(?<!\[)\[\[[^\[\]|\n]*\|(?P<alias>[^\[\]|\n]*)\]\](?!\(|:|\[(?!\^)))"
"""Obsidian's links, of which the words behind the bar are shown."""
_OPENERS = list(_COMMENTS)
_IN_HTML = re.compile(
    rf"(?P<raw><(?P<name>script|style)\b)|(?P<comment>{'|'.join(_OPENERS[:-2])})|(?P<shortcode>\[)|{_TAG}|{TITLED}",
    re.IGNORECASE,
)
_IN_MARKDOWN = re.compile(
    rf"{FENCE}|{verbatim.CODE}|(?P<comment>{'|'.join(_OPENERS)})|{_TAG}|(?P<list>{_LISTS})|(?P<line>{_LINES})|(?P<directive>{_INLINE})|{_WIKI}|{TITLED}"
    r"|(?P<shortcode>\[)|\\.",
    re.MULTILINE,
)
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")
_SAID = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'|\u201c([^\u201d\n]*)\u201d")
_PAIRED = re.compile(r"(?P<sign>\{\{[<%]|\{%)-?\s*+(?P<end>/\s*+|end_?(?=[a-z]))?+(?P<name>[\w./-]+)")
_FENCED = re.compile(r"[ \t>]*(?:`{3,}|~{3,})[ \t]*\{(?P<name>[\w:-]+)\}[ \t]*(?P<title>[^\n\r]*)")
_COLONS = re.compile(r"(?P<colons>:{2,})[ \t]*\{(?P<name>[\w:-]+)\}")
_OPTION = re.compile(r"\r?\n[ \t>]*+(?P<option>:[\w-]+:[^\n\r]*)")

_LINE_MARKS = re.compile(r"(?P<body>[!?=]{3})|:{2,}|`{3,}|~{3,}")

_Kept = tuple[int, int, str]
"""A stretch within a tag that the page shows, and the mark before it."""


def masked_markdown(source: str, start: int = 0) -> str:
    """The source of a Markdown page with all of that hidden, from an offset on; code stays as it is."""
    codes = shortcodes(source)
    worth = codes or any(sign in source for sign in _SIGNS) or MAY_BE_TITLED.search(source, start)
    if not worth and not _DIRECTIVE.search(source, start):
        return source
    return replaced(source, _masked(source, _Scanner(source, _IN_MARKDOWN, start, codes)))


def masked_html(source: str, start: int = 0) -> str:
    """The same for the source of an HTML page, in which template tags with their comments and shortcodes are all there is."""
    codes = shortcodes(source)
    worth = codes or any(sign in source for sign in ("{{", "{%", "{#")) or MAY_BE_TITLED.search(source, start)
    return replaced(source, _masked(source, _Scanner(source, _IN_HTML, start, codes))) if worth else source


class _Scanner:
    """Finds the stretches to hide, with what of each the page shows; remembers which ends never come again."""

    def __init__(self, source: str, pattern: re.Pattern[str], start: int, codes: Iterable[Shortcode]) -> None:
        self.source, self.pattern, self.position = source, pattern, start
        self._shortcodes = {one.start: one.end for one in codes}
        self._code, self._boxes = CodeEnds(source), Boxes(source)
        self._closers: set[int] = set()
        self._ends = Closers(source)

    def __iter__(self) -> Iterator[tuple[int, int, list[_Kept]]]:
        while token := self.pattern.search(self.source, self.position):
            self.position = token.end()
            groups = token.groupdict()
            if groups.get("fence"):
                yield from self._fence(token)
            elif groups.get("code"):
                self.position = self._code.behind(token)
            elif groups["shortcode"]:
                self.position = self._shortcodes.get(token.start(), token.end())
                if self.position > token.end():
                    yield token.start(), self.position, self._titles(token.start())
            elif groups.get("raw"):
                closer = re.compile(rf"</{token['name']}", re.IGNORECASE)
                self.position = self._ends.end(closer, token.end()) or token.end()
            elif token.lastgroup is not None and (end := self._end(token, groups)):
                self.position = end
                yield from (
                    self._directive(token, groups)
                    if groups.get("own")
                    else [(token.start(), end, self._shown(token, groups))]
                )

    def _fence(self, token: re.Match[str]) -> Iterator[tuple[int, int, list[_Kept]]]:
        """Code, but where a directive holds text: then its two lines, and what is set below the first."""
        directive = _FENCED.match(token.group())
        if token.start() in self._closers:
            yield token.start("ticks"), token.end(), []
        elif directive and directive["name"] in _names()["directives of prose"] and (end := self._code.closing(token)):
            self._closers.add(end.start())
            begin, stop = (token.start() + at for at in directive.span("title"))
            kept = [(begin, stop, TITLE)] if begin < stop else []
            yield token.start("ticks"), token.end(), kept
            yield from self._options()
        else:
            self.position = self._code.behind(token)

    def _directive(self, token: re.Match[str], groups: dict[str, str | None]) -> Iterator[tuple[int, int, list[_Kept]]]:
        """The line of a directive, and what is set below it; where it holds code, all of it."""
        code = _COLONS.match(token["own"])
        if code and code["name"] in _names()["names of code"]:
            end = re.compile(rf"^[ \t>]*{code['colons']}[ \t]*$", re.MULTILINE).search(self.source, token.end())
            self.position = end.end() if end else len(self.source)
            yield token.start("own"), self.position, []
            return
        yield token.start("own"), token.end(), self._shown(token, groups)
        yield from self._options()

    def _options(self) -> Iterator[tuple[int, int, list[_Kept]]]:
        """The lines below a directive's that set something."""
        while option := _OPTION.match(self.source, self.position):
            self.position = option.end()
            yield *option.span("option"), []

    def _end(self, token: re.Match[str], groups: dict[str, str | None]) -> int | None:
        """Where a stretch ends, None where it is none."""
        if groups["comment"]:
            closer = next(end for opener, end in _COMMENTS.items() if re.match(opener, token.group()))
            return self._ends.end(closer, token.end())
        if not groups["tag"]:
            return token.end()
        sign = _TAG_ENDS[token.group()]
        at = self.source.find(sign, token.end(), token.end() + _LONGEST_TAG)
        return at + len(sign) if at >= 0 and not _BLANK_LINE.search(self.source, token.end(), at) else None

    def _titles(self, start: int) -> list[_Kept]:
        """The titles that a tag gives to the box that it begins."""
        return [(*span, TITLE) for span in self._boxes.titles_given(start, self.position)]

    def _shown(self, token: re.Match[str], groups: dict[str, str | None]) -> list[_Kept]:
        """Labels and titles, and of a tag the texts of three words or more that it has in quotes."""
        if (groups.get("wiki") or "").startswith("!"):
            return []  # a picture or a note is shown there; its words describe it, or say how large
        if groups["titled"]:
            return [(*token.span("words"), TITLED_TEXT)]
        flowing = [(*token.span(name), HIDDEN) for name in ("inline", "alias") if groups.get(name)]
        named = [(*token.span(name), TITLE) for name in ("label", "title", "heading") if groups.get(name)]
        titles = flowing or named or (self._titles(token.start()) if groups["tag"] or groups.get("line") else [])
        if not groups["tag"]:
            return titles or list(_told_by_name(token) if groups.get("line") else [])
        said = (match for match in _SAID.finditer(self.source, token.end(), self.position))
        spans = (match.span(match.lastindex or 0) for match in said)
        taken = {start for start, _, _ in titles}
        longer = [
            (*span, OPEN) for span in spans if span[0] not in taken and len(self.source[slice(*span)].split()) > 2
        ]
        return sorted([*titles, *longer])


def _told_by_name(line: re.Match[str]) -> Iterator[_Kept]:
    """The name of a directive that has no title, where it tells what to think of its text: "::: myth"."""
    for word in re.finditer(r"[\w-]+", line.group()):
        if word.group() in _names()["directives of what is not so"]:
            yield line.start() + word.start(), line.start() + word.end(), TITLE


def _masked(source: str, stretches: Iterable[tuple[int, int, list[_Kept]]]) -> Iterator[tuple[int, int, str]]:
    open_tags = _paired(source)
    for start, end, kept in stretches:
        text = _hidden(source[start:end], [(begin - start, stop - start, mark) for begin, stop, mark in kept])
        if mark := open_tags.get(start):
            text = CLOSE + text[1:] if mark == CLOSE else text[:-1] + mark
        elif line := _LINE_MARKS.match(source, start):
            text = (BODY if line["body"] else BREAK) + text[1:]
        yield start, end, text


def _hidden(text: str, kept: list[_Kept]) -> str:
    """A stretch of the same length; what is kept stands between two characters of its markup."""
    parts, done = list[str](), 0
    for begin, stop, mark in kept:
        parts += [HIDDEN * (begin - done - 1), mark, text[begin:stop], HIDDEN if mark == HIDDEN else CLOSE]
        done = stop + 1
    return "".join([*parts, HIDDEN * (len(text) - done)])[: len(text)]


def _paired(source: str) -> dict[int, str]:
    """Tags that hold what is not read as Markdown, by offset: which opens and which closes."""
    marks: dict[int, str] = {}
    for opening, closing in pairs(_PAIRED.finditer(source), lambda tag: (tag["sign"], tag["name"])):
        if mark := _held(source, opening):
            marks |= {opening.start(): mark, closing.start(): CLOSE}
    return marks


def _held(source: str, tag: re.Match[str]) -> str:
    """What a pair of tags holds: code, where its name says so and no sentence goes on to it, or, as in Hugo's, something else."""
    line = source.rfind("\n", 0, tag.start()) + 1
    if tag["name"] in _names()["names of code"] and source[line : tag.start()].rstrip()[-1:] in ("", ">"):
        return CODE
    return OPEN if tag["sign"] == "{{<" else ""


@cache
def _names() -> Mapping[str, frozenset[str]]:
    return read_sections(Path(__file__).parent / "data" / "markup.txt")
