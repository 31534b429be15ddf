"""BibTeX files: entries with braces, quotes, abbreviations (``@string``) and joined values.

A reader of our own: it tells the line of what is wrong, joins values with ``#``, and needs no package for the one command
that reads BibTeX. The tests hold what we write against bibtexparser and Pandoc. Source: O. Patashnik, "BibTeXing" (1988).
"""

import re
from collections.abc import Iterator

from claimcheck.bibliography.latex import plain_text, verbatim_text
from claimcheck.bibliography.reading import PassedOver, Reference, ReferenceList, Written, text, texts
from claimcheck.bibliography.written_names import author_name

_ENTRY = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
_KEY = {"{": re.compile(r"\s*([^,{}=\"\n]*?)\s*(,|(?=}))"), "(": re.compile(r"\s*([^,{}()=\"\n]*?)\s*(,|(?=\)))")}
_FIELD = re.compile(r"\s*([A-Za-z][^\s={}\"#,]*)\s*=\s*")
_BARE = re.compile(r"[^\s,{}()#\"=]+")
_NEXT = re.compile(r"\s*([#,})])")
_CLOSED = re.compile(r"[\s,]*[})]")
_COMMAS = re.compile(r"[\s,]*")
_OPENER = re.compile(r'\s*([{"]?)')
_BRACE_OR_QUOTE = re.compile(r'[{}"]')
_GOES_ON = re.compile(r"\n[ \t]*(?:(?=[A-Za-z][^\s={}\"#,]*[ \t]*=)|[})][ \t]*(?=\n|\Z))")
"""Behind what cannot be read: the next line that begins a field, or the entry's own end."""
_NEXT_ENTRY = re.compile(
    r"^[ \t]*@[ \t]*(?:(?:string|comment|preamble)[ \t]*[{(]|[a-z]+[ \t]*[{(]\s*[^\s,{}()=\"]+\s*,)",
    re.MULTILINE | re.IGNORECASE,
)
"""Not "@Author(s) 2019", which stands in an abstract."""
_AND = re.compile(r" and ", re.IGNORECASE)
_MOST_AUTHORS = 20_000  # characters: only the first author is wanted
_MONTHS = {name: name for name in ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")}


class _OddError(Exception):
    """A place that is no BibTeX: why, and where."""

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(reason)
        self.position = position


def read_bibtex(source: str) -> ReferenceList:
    """The works of a BibTeX file; of an entry that cannot be read to its end, what could, and the line is told."""
    bibliography = _Bibliography(source)
    references = tuple(bibliography.entries())
    return ReferenceList(references, tuple(bibliography.passed_over))


class _Bibliography:
    def __init__(self, source: str) -> None:
        self.source = source
        self.abbreviations: dict[str, str] = dict(_MONTHS)
        self.position = self.end = 0
        self.passed_over: list[PassedOver] = []
        self._counted = (0, 1)

    def entries(self) -> Iterator[Reference]:
        while entry := _ENTRY.search(self.source, self.position):
            start, kind, opener = entry.start(), entry[1].lower(), entry[2]
            self.position = entry.end()
            if kind in ("comment", "preamble"):
                self._skip(start, opener)
                continue
            self._bound()
            key, is_empty = ("", False) if kind == "string" else self._key(opener)
            fields = {} if is_empty else self._fields()
            if kind == "string":
                self.abbreviations |= {name: values[0] for name, values in fields.items()}
            elif fields or key:
                yield _reference(fields, key, self._line(start))

    def _bound(self) -> None:
        """End the entry before the next line that begins one: a brace too few in it costs no other its fields."""
        if self.position > self.end or not self.end:
            following = _NEXT_ENTRY.search(self.source, self.position)
            self.end = following.start() if following else len(self.source)

    def _key(self, opener: str) -> tuple[str, bool]:
        """An entry's key, and whether nothing follows it; "" where there is none that can be read."""
        try:
            found = self._take(_KEY[opener], "a key and a comma")
        except _OddError as error:
            self._tell(error)
            return "", False
        return found[1], not found[2]

    def _skip(self, start: int, opener: str) -> None:
        """Pass over a comment or preamble; one without end ends with its line."""
        depth, closer = 1, {"{": "}", "(": ")"}[opener]
        for found in re.finditer(f"[{re.escape(opener + closer)}]", self.source[self.position :]):
            depth += 1 if found[0] == opener else -1
            if depth == 0:
                self.position += found.end()
                return
        self._tell(_OddError("this comment or preamble has no end", start))
        self.position = self.source.find("\n", start) + 1 or len(self.source)

    def _fields(self) -> dict[str, list[str]]:
        fields: dict[str, list[str]] = {}
        ended = False
        while not ended and not self._closed():
            begin = self.position
            try:
                name = self._take(_FIELD, "a field such as `title = {…}`")[1].lower()
                begin = self.position
                value, ended = self._value()
                fields.setdefault(name, []).append(value)
            except _OddError as error:
                self._tell(error)
                ended = not self._goes_on(begin)
        return fields

    def _closed(self) -> bool:
        closed = _CLOSED.match(self.source, self.position, self.end)
        commas = closed or _COMMAS.match(self.source, self.position, self.end)
        self.position = commas.end() if commas else self.position
        return closed is not None

    def _goes_on(self, begin: int) -> bool:
        """Whether the entry goes on behind what cannot be read; the position is where it does, or where the next begins."""
        found = _GOES_ON.search(self.source, begin, self.end)
        self.position = found.end() if found else self.end
        return found is not None and found[0][-1] not in "})"

    def _value(self) -> tuple[str, bool]:
        """A field's value, and whether the entry ends behind it."""
        parts = []
        while True:
            parts.append(self._piece())
            after = _NEXT.match(self.source, self.position, self.end)
            if after is None and _GOES_ON.match(self.source, self._line_end(), self.end):
                return "".join(parts), False  # the comma is missing
            if after is None:
                raise _OddError("expected a comma or a closing brace", self.position)
            self.position = after.end()
            if after[1] != "#":
                return "".join(parts), after[1] in "})"

    def _line_end(self) -> int:
        rest = self.source[self.position : self.position + 200]
        return self.position + len(rest) - len(rest.lstrip(" \t"))

    def _piece(self) -> str:
        opener = _OPENER.match(self.source, self.position, self.end)
        self.position = opener.end() if opener else self.position
        if opener and opener[1]:
            return self._delimited(opener[1])
        word = self._take(_BARE, "a value")[0]
        return word if word.isdigit() else self.abbreviations.get(word.lower(), word)

    def _delimited(self, opener: str) -> str:
        """What stands between braces, or between quotes outside braces."""
        start, depth = self.position, 0
        while found := _BRACE_OR_QUOTE.search(self.source, self.position, self.end):
            self.position = found.end()
            ends = found[0] == ('"' if opener == '"' else "}") and depth == 0
            if ends:
                return self.source[start : found.start()]
            depth += {"{": 1, "}": -1}.get(found[0], 0)
            if depth < 0:
                break
        raise _OddError("this value has no end", start)

    def _take(self, pattern: re.Pattern[str], wanted: str) -> re.Match[str]:
        found = pattern.match(self.source, self.position, self.end)
        if found is None:
            raise _OddError(f"expected {wanted}", self.position)
        self.position = found.end()
        return found

    def _line(self, position: int) -> int:
        """Counted on from the last place, so that a long file is gone through once."""
        before, line = self._counted if self._counted[0] <= position else (0, 1)
        self._counted = (position, line + self.source.count("\n", before, position))
        return self._counted[1]

    def _tell(self, error: _OddError) -> None:
        self.passed_over.append(PassedOver(self._line(error.position), f"{error}; passed over"))


def _reference(fields: dict[str, list[str]], key: str, line: int) -> Reference:
    archived = text(fields, "eprinttype", "archiveprefix").lower()
    eprint = texts(fields, "eprint")
    return Written(
        line=line,
        key=key,
        pmids=texts(fields, "pmid", "pubmed_id", "pubmedid", "pubmed-id", "pubmed")
        + (eprint if archived in ("pubmed", "pmid") else ()),
        dois=(*map(verbatim_text, texts(fields, "doi")), *([key] if key.startswith("10.") and "/" in key else [])),
        pmcids=texts(fields, "pmcid", "pmc") + (eprint if archived in ("pmc", "pmcid") else ()),
        links=tuple(_verbatim(value) for value in texts(fields, *_LINKS)),
        notes=tuple(map(_note, texts(fields, "note", "annote", "addendum", "howpublished"))),
        title=plain_text(text(fields, "title")),
        author=_first_author(text(fields, "author")),
        date=plain_text(text(fields, "year", "date")),
        journal=plain_text(text(fields, "journal", "journaltitle", "booktitle")),
        volume=plain_text(text(fields, "volume")),
        page=plain_text(text(fields, "pages")),
    ).reference()


_LINKS = ("url", "howpublished", "ee", "link", "eprint", "bdsk-url-1", "bdsk-url-2", "file")


def _first_author(authors: str) -> str:
    """The first of names joined by "and"; braces around a name keep it whole."""
    authors = " ".join(authors[:_MOST_AUTHORS].split())
    first = authors
    for found in _AND.finditer(authors):
        before = authors[: found.start()]
        if before.count("{") == before.count("}"):
            first = before.strip()
            break
    whole = first.startswith("{") and first.endswith("}") and first.count("{") == first.count("}")
    return plain_text(first) if whole and "}" not in first[1:-1].split("{")[0] else author_name(plain_text(first))


def _note(value: str) -> str:
    """A note with its lines, and what a line is indented by."""
    return "\n".join(" " * line[:1].isspace() + verbatim_text(line) for line in value.split("\n"))


def _verbatim(value: str) -> str:
    found = re.search(r"https?://\S+", verbatim_text(value))
    return found[0] if found else ""
