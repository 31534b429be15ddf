"""The inline structure of a Markdown paragraph: which of its characters a reader sees.

Follows CommonMark 0.31, section 6 and the parsing strategy of its appendix (delimiter stack), with GitHub's
strikethrough and the marks of other dialects (``==marked==``, ``++inserted++``, ``^raised^``). Time is linear in the text but for a small bounded factor.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from html import unescape

from attrs import define

from claimcheck.articles.closers import Closers
from claimcheck.articles.emphasis import Run, flanks, pair
from claimcheck.articles.gaps import gaps_of, is_about, is_gone, is_struck, without_gaps
from claimcheck.articles.html_blocks import TAG, Piece, entity_piece, hidden_name, raised_piece, visible_pieces
from claimcheck.articles.masks import HIDDEN
from claimcheck.articles.superscript import LOOK_BACK, numbers_in, raised

_PUNCTUATION = r"!-/:-@\[-`{-~"
_ESCAPED = re.compile(rf"\\([{_PUNCTUATION}])")
_PLAIN = re.compile(r"(?:[^\\`*_\[\]!<&~\n^=+{]++|\{(?!(?:foot)?(?:full)?cite[:}]))++")
_BLANKS = re.compile(r"[ \t]*+")
_TICKS = re.compile(r"`+")
_RUN = re.compile(r"\*+|_+|~+|=+|\++|\^+")
_LENGTHS = {"~": (1, 2), "=": (2,), "+": (2,), "^": (1, 2)}
"""How many of a character make a marker of strikethrough, of what is marked or inserted (Obsidian, Pandoc, MkDocs), or of what is raised."""
_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+|[\w.!#$%&'*+/=?^`{|}~-]++@[\w.-]++)>")
_TARGET_START = re.compile(r"\(\s*+")
_ANGLE_TARGET = re.compile(r"<(?:[^<>\\\n]|\\.)*+>")
_TARGET_PART = re.compile(r"(?:[^\s()\\]|\\.)*+")
_TITLE = re.compile(r"""\s++(?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\))""", re.DOTALL)
_TARGET_END = re.compile(r"\s*+\)")
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999})\]", re.DOTALL)
_CITES = re.compile(r"\{(?:foot)?(?:full)?cite(?::(?P<form>[a-z]+))?\}(?P<ticks>`+)")
_KEYS = re.compile(r"[^\s,;{}`]+")
_BR = re.compile(r"<br\s*/?>", re.IGNORECASE)
_CARETS = re.compile(r"(?<=\S)\^([^\s^\[\]]{1,20})\^")
_INLINE_NOTE = re.compile(r"\^\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\]){1,2000})\]", re.DOTALL)
_NEXT_NOTE = re.compile(r"[,;\u2013-] ?(?=\[\^)")
_ADDRESS = re.compile(r"\]\(([^\s()]{1,2000})\)|\bhref\s*=\s*[\"']([^\"']{1,2000})[\"']", re.IGNORECASE)
_HREF = re.compile(r"<a\s[^<>]*?\bhref\s*=\s*[\"']([^\"'<>]{1,2000})[\"']", re.IGNORECASE)
_MAX_PARENTHESES = 32
_DECLARATIONS = tuple(
    (opener, re.compile(closer))
    for opener, closer in (("<!--", "-->"), ("<?", r"\?>"), ("<![CDATA[", r"\]\]>"), ("<!", ">"))
)


def plain_target(target: str) -> str:
    """The target of a link without angle brackets, backslash escapes and character references (section 6.3)."""
    inner = target[1:-1] if target.startswith("<") else target
    return unescape(_ESCAPED.sub(r"\1", inner))


InlineLink = tuple[int, int, str, bool]
"""Where the words of a link begin and end in the text, its target, and whether it is the mark of a note."""


@define(eq=False)
class _Bracket:
    """A "[" or "![" that waits for its end; `runs` is how many runs stood before it."""

    node: int
    runs: int
    after: int
    image: bool
    active: bool = True


def normal_label(label: str) -> str:
    """A link label as CommonMark compares it."""
    return " ".join(label.split()).casefold()


def inline_pieces(
    text: str, labels: Mapping[str, str], footnotes: AbstractSet[str], *, figure: bool = False
) -> tuple[list[Piece], list[InlineLink]]:
    """What of `text` is shown, and the links in it, both in order.

    Labels are the page's link definitions, normalised, with their targets; footnotes the names of its notes. With `figure`
    a picture that is all of the text has its description below it.
    """
    scanner = _Inline(text, labels, footnotes, figure=figure)
    scanner.scan()
    gaps = gaps_of(text, scanner.gone)
    pieces = without_gaps(scanner.pieces, gaps) if gaps else scanner.pieces
    links = (link for link in scanner.links if not (gaps and is_gone(text, link[0], link[1], gaps)))
    return [(start, end, shown) for start, end, shown in pieces if start < end], sorted(links)


def html_links(html: str) -> list[InlineLink]:
    """The links in a block of HTML, and the raised marks of references, in order."""
    links: list[InlineLink] = []
    opened: tuple[int, str] | None = None
    for start, end, shown in visible_pieces(html):
        if shown != "" or html[start] != "<":
            continue
        piece = html[start:end].lower()
        if piece.startswith("<sup"):
            links += _marked(start, html[start:end].partition(">")[2].rpartition("</")[0], shown)
        elif piece.startswith("</a") and opened:
            links.append((opened[0], start, opened[1], False))
            opened = None
        elif found := _HREF.match(html, start, end):
            opened = (end, plain_target(found.group(1)))
    return links


class _Inline:
    def __init__(self, text: str, labels: Mapping[str, str], footnotes: AbstractSet[str], *, figure: bool) -> None:
        self.text, self.labels, self.footnotes, self.figure = text, labels, footnotes, figure
        self.pieces: list[Piece] = []
        self.links: list[InlineLink] = []
        self.gone: list[tuple[int, int]] = []
        self.runs: list[Run] = []
        self.brackets: list[_Bracket] = []
        self.position = 0
        self._ticks: dict[int, list[int]] | None = None
        self._closers = Closers(text)

    def scan(self) -> None:
        text = self.text
        while self.position < len(text):
            plain = _PLAIN.match(text, self.position)
            if plain:
                self._show(plain.end())
                continue
            handle = _HANDLERS[text[self.position]]
            handle(self)
        self._pair(self.runs)

    def _pair(self, runs: list[Run]) -> None:
        struck = pair(runs, self.pieces)
        self.gone += [span for span in struck if is_struck(self.text, *span)]

    def _show(self, end: int, shown: str | None = None) -> None:
        self.pieces.append((self.position, end, shown))
        self.position = end

    def _line_break(self) -> None:
        """A soft break is a space; two spaces before it make it hard."""
        hard = self._trim_spaces() >= 2
        after_break = bool(self.pieces) and self.pieces[-1][2] == "\n"
        self._show(self.position + 1, "" if after_break else "\n" if hard else " ")

    def _trim_spaces(self) -> int:
        if not self.pieces or self.pieces[-1][2] is not None:
            return 0
        start, end, _ = self.pieces[-1]
        kept = start + len(self.text[start:end].rstrip(" \t"))
        self.pieces[-1] = (start, kept, None)
        return end - kept

    def _escape(self) -> None:
        following = self.text[self.position + 1 : self.position + 2]
        if following == "\n":
            self._show(self.position + 2, "\n")
            return
        self.position += _ESCAPED.match(self.text, self.position) is not None
        self._show(self.position + 1)

    def _code(self) -> None:
        ticks = _TICKS.match(self.text, self.position)
        assert ticks is not None
        closer = self._closing_ticks(ticks.end(), len(ticks.group()))
        if closer is None:
            self._show(ticks.end())
            return
        start, end = ticks.end(), closer
        content = self.text[start:end]
        if len(content) > 2 and content[0] in " \n" and content[-1] in " \n" and content.strip(" \n"):
            start, end = start + 1, end - 1
        for line in re.finditer(r"[^\n]+|\n", self.text[start:end]):
            shown = " " if line.group() == "\n" else None
            self.pieces.append((start + line.start(), start + line.end(), shown))
        self.position = closer + len(ticks.group())

    def _brace(self) -> None:
        """MyST's role that cites works is read as Pandoc's keys: ``[@key; @key]``, ``@key`` where the sentence names the work."""
        role = _CITES.match(self.text, self.position)
        closer = self._closing_ticks(role.end(), len(role["ticks"])) if role else None
        keys = [one.span() for one in _KEYS.finditer(self.text, role.end(), closer)] if role and closer else []
        if role is None or closer is None or not keys:
            self._show(self.position + 1)
            return
        before, behind = ("@", "") if (role["form"] or "").startswith("t") else ("[@", "]")
        for begin, end in keys:
            self.pieces += [(self.position, begin, before), (begin, end, None)]
            self.position, before = end, "; @"
        self.position = closer + len(role["ticks"])
        if behind:
            self.pieces.append((self.position - 1, self.position, behind))

    def _closing_ticks(self, after: int, length: int) -> int | None:
        if self._ticks is None:
            self._ticks = {}
            for run in _TICKS.finditer(self.text):
                self._ticks.setdefault(len(run.group()), []).append(run.start())
        places = self._ticks.get(length, [])
        index = bisect_left(places, after)
        return places[index] if index < len(places) else None

    def _angle(self) -> None:
        """An autolink shows its address; tags and comments show nothing."""
        text, start = self.text, self.position
        auto = _AUTOLINK.match(text, start)
        if auto:
            self.position += 1
            self.links.append((self.position, auto.end() - 1, auto.group()[1:-1], False))
            self._show(auto.end() - 1)
            self.position += 1
            return
        tag = TAG.match(text, start)
        hidden = self._hidden_end(tag) if tag else None
        end = hidden or (tag.end() if tag else self._declaration_end(start))
        if tag and (superscript := raised_piece(text, tag)):
            content, after, shown = superscript
            self.links += _marked(start, content, shown)
            self._show(after, shown)
        elif end is None:
            self._show(start + 1)
        elif tag and _BR.match(text, start):
            self._trim_spaces()
            self._show(end, "\n")
        else:
            self.position = end
            if hidden:
                self.gone.append((start, end))

    def _hidden_end(self, tag: re.Match[str]) -> int | None:
        """Where an element that is never shown ends, None for any other tag and where it does not end."""
        name = hidden_name(tag)
        return self._closers.end(re.compile(rf"</{name}\s*>", re.IGNORECASE), tag.end()) if name else None

    def _declaration_end(self, start: int) -> int | None:
        for opener, closer in _DECLARATIONS:
            if self.text.startswith(opener, start) and (end := self._closers.end(closer, start + len(opener))):
                return end
        return None

    def _caret(self) -> None:
        """Pandoc's superscripts and notes within the line; a note's words stand elsewhere on the page."""
        note = _INLINE_NOTE.match(self.text, self.position)
        if note:
            self.links.append((self.position, self.position, note.group(1), True))
            self.position = note.end()
            return
        found = _CARETS.match(self.text, self.position)
        before = self.text[max(0, self.position - LOOK_BACK) : self.position].rstrip("*_")
        shown = raised(before, found.group(1), self.text[found.end() : found.end() + 3]) if found else None
        if found and shown is not None:
            self.links += _marked(self.position, found.group(1), shown)
            self._show(found.end(), shown)
        else:
            self._delimiters()

    def _entity(self) -> None:
        _, end, shown = entity_piece(self.text, self.position)
        self._show(end, shown)

    def _delimiters(self) -> None:
        match = _RUN.match(self.text, self.position)
        assert match is not None
        character, length = match.group()[0], len(match.group())
        flanking = flanks(self.text, match.start(), match.end())
        says_about = character == "~" and is_about(self.text, match.start(), match.end())
        if length in _LENGTHS.get(character, (length,)) and not says_about:
            self.runs.append(Run(len(self.pieces), character, length, flanking))
        self._show(match.end())

    def _bang(self) -> None:
        if self.text.startswith("![", self.position):
            self._open_bracket(2)
        else:
            self._show(self.position + 1)

    def _open(self) -> None:
        note = self.text.startswith("[^", self.position) and _LABEL.match(self.text, self.position)
        if note and note.group(1)[1:] in self.footnotes:
            self.links.append((self.position, self.position, note.group(1)[1:], True))
            between = _NEXT_NOTE.match(self.text, note.end())
            self.position = between.end() if between else note.end()
        else:
            self._open_bracket(1)

    def _open_bracket(self, width: int) -> None:
        after = self.position + width
        self.brackets.append(_Bracket(len(self.pieces), len(self.runs), after, image=width == 2))
        self._show(after)

    def _close(self) -> None:
        """Where a link or an image ends here, its brackets and target go; its text stays, but for an image's, which is read where
        the image is not seen.
        """
        bracket = self.brackets.pop() if self.brackets else None
        found = self._link_end(bracket) if bracket and bracket.active else None
        if bracket is None or found is None:
            self._show(self.position + 1)
            return
        end, target = found
        self.pieces[bracket.node] = (bracket.after, bracket.after, None)
        self._pair(self.runs[bracket.runs :])
        del self.runs[bracket.runs :]
        if bracket.image and not (self.figure and bracket.after == 2 and end == len(self.text)):
            del self.pieces[bracket.node :]
            while self.links and self.links[-1][0] >= bracket.after:
                self.links.pop()
            if not self.text[max(0, bracket.after - 3) : bracket.after - 2].strip():
                end = _BLANKS.match(self.text, end).end()  # type: ignore[union-attr]  # those before it part the words
        elif not bracket.image and target:
            self.links.append((bracket.after, self.position, target, False))
            for outer in self.brackets:
                outer.active = outer.active and outer.image
        self.position = end

    def _link_end(self, bracket: _Bracket) -> tuple[int, str] | None:
        """The offset behind a link's target or label, and the target."""
        after = self.position + 1
        direct = self._direct_target(after)
        if direct is not None:
            return direct
        label = _LABEL.match(self.text, after)
        if label and label.group(1).strip():
            target = self.labels.get(normal_label(label.group(1)))
            return (label.end(), target) if target is not None else None
        own = self.text[bracket.after : self.position] if self.position - bracket.after < 1000 else ""
        target = self.labels.get(normal_label(own))
        if target is None and self.text.startswith(HIDDEN, after):
            return after, ""  # words with attributes, which Pandoc shows without brackets
        if target is None:
            return None
        return (label.end() if label else after), target

    def _direct_target(self, after: int) -> tuple[int, str] | None:
        """The offset behind ``(target "title")``, and the target."""
        opening = _TARGET_START.match(self.text, after)
        if opening is None:
            return None
        angle = _ANGLE_TARGET.match(self.text, opening.end())
        end = angle.end() if angle else self._bare_target_end(opening.end())
        if end is None:
            return None
        title = _TITLE.match(self.text, end)
        closing = (title and _TARGET_END.match(self.text, title.end())) or _TARGET_END.match(self.text, end)
        target = self.text[opening.end() : end]
        return (closing.end(), plain_target(target)) if closing else None

    def _bare_target_end(self, position: int) -> int | None:
        depth = 0
        while depth <= _MAX_PARENTHESES:
            part = _TARGET_PART.match(self.text, position)
            position = part.end() if part else position
            character = self.text[position : position + 1]
            if character not in ("(", ")") or (character == ")" and depth == 0):
                return position if depth == 0 else None
            depth += 1 if character == "(" else -1
            position += 1
        return None


def _marked(at: int, content: str, shown: str) -> list[InlineLink]:
    """Where a raised mark leads that shows nothing: its links, where they leave the page, else the numbers of entries."""
    targets = [plain_target(found.group(1) or found.group(2)) for found in _ADDRESS.finditer(content)]
    numbers = numbers_in(re.sub(r"\]\([^()]*\)|<[^<>]*>|[\\\[\]^]", "", content)) if not shown else ""
    if numbers and all(target.startswith("#") for target in targets):
        return [(at, at, numbers, True)]
    return [(at, at, target, False) for target in targets]


_HANDLERS = {
    "\n": _Inline._line_break,
    "\\": _Inline._escape,
    "`": _Inline._code,
    "{": _Inline._brace,
    "<": _Inline._angle,
    "&": _Inline._entity,
    "^": _Inline._caret,
    **dict.fromkeys("*_~=+", _Inline._delimiters),
    "!": _Inline._bang,
    "[": _Inline._open,
    "]": _Inline._close,
}
