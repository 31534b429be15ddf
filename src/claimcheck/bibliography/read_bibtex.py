"""BibTeX files: entries with braces, quotes, abbreviations (``@string``) and joined values.

A reader of our own: it tells the line of what is wrong, joins values with ``#``, and needs no package for the one command
that reads BibTeX. The tests hold what we write against bibtexparser and Pandoc. Source: O. Patashnik, "BibTeXing" (1988).
"""

import re
from collections.abc import Iterator

from claimcheck.bibliography.latex import plain_text
from claimcheck.bibliography.reading import (
    Reference,
    UnreadableReferencesError,
    Written,
    author_name,
    reference_of,
    text,
    texts,
)

_ENTRY = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
_KEY = re.compile(r"\s*([^\s,{}()=\"]*)\s*(,|(?=[})]))")
_FIELD = re.compile(r"\s*([A-Za-z][\w:.+/-]*)\s*=\s*")
_BARE = re.compile(r"[^\s,{}()#\"=]+")
_NEXT = re.compile(r"\s*([#,})])")
_BRACE_OR_QUOTE = re.compile(r'[{}"]')
_AND = re.compile(r" and ", re.IGNORECASE)
_MOST_AUTHORS = 20_000  # characters: only the first author is wanted
_MONTHS = {name: name for name in ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")}


def read_bibtex(source: str, label: str) -> tuple[Reference, ...]:
    """The works of a BibTeX file. Raises `UnreadableReferencesError` with the line of an entry that cannot be read."""
    return tuple(_Bibliography(source, label).entries())


class _Bibliography:
    def __init__(self, source: str, label: str) -> None:
        self.source, self.label = source, label
        self.abbreviations: dict[str, str] = dict(_MONTHS)
        self.position = 0
        self._counted = (0, 1)

    def entries(self) -> Iterator[Reference]:
        while entry := _ENTRY.search(self.source, self.position):
            start, kind = entry.start(), entry[1].lower()
            self.position = entry.end()
            if kind in ("comment", "preamble"):
                self._skip(start, entry[2])
                continue
            key = None if kind == "string" else self._take(_KEY, "a key and a comma")
            fields = {} if key and key[2] == "" else self._fields()
            if key is None:
                self.abbreviations |= {name: values[0] for name, values in fields.items()}
            else:
                yield _reference(fields, self._line(start))

    def _skip(self, start: int, opener: str) -> None:
        """Pass over a comment or preamble; a comment in the middle of nowhere ends with its line."""
        depth, closer = 1, {"{": "}", "(": ")"}[opener]
        for found in re.finditer(f"[{re.escape(opener + closer)}]", self.source[self.position :]):
            depth += 1 if found[0] == opener else -1
            if depth == 0:
                self.position += found.end()
                return
        raise self._error("this comment or preamble has no end", start)

    def _fields(self) -> dict[str, list[str]]:
        fields: dict[str, list[str]] = {}
        while True:
            closed = re.compile(r"\s*[})]").match(self.source, self.position)
            if closed:
                self.position = closed.end()
                return fields
            name = self._take(_FIELD, "a field such as `title = {…}`")[1].lower()
            value, ended = self._value()
            fields.setdefault(name, []).append(value)
            if ended:
                return fields

    def _value(self) -> tuple[str, bool]:
        """A field's value, and whether the entry ends behind it."""
        parts = []
        while True:
            parts.append(self._piece())
            after = self._take(_NEXT, "a comma or a closing brace")[1]
            if after != "#":
                return "".join(parts), after in "})"

    def _piece(self) -> str:
        opener = re.compile(r'\s*([{"]?)').match(self.source, self.position)
        assert opener is not None
        self.position = opener.end()
        if opener[1]:
            return self._delimited(opener[1])
        word = self._take(_BARE, "a value")[0]
        return word if word.isdigit() else self.abbreviations.get(word.lower(), word)

    def _delimited(self, opener: str) -> str:
        """What stands between braces, or between quotes outside braces."""
        start, depth = self.position, 0
        while found := _BRACE_OR_QUOTE.search(self.source, self.position):
            self.position = found.end()
            ends = found[0] == ('"' if opener == '"' else "}") and depth == 0
            if ends:
                return self.source[start : found.start()]
            depth += {"{": 1, "}": -1}.get(found[0], 0)
            if depth < 0:
                break
        raise self._error("this value has no end", start)

    def _take(self, pattern: re.Pattern[str], wanted: str) -> re.Match[str]:
        found = pattern.match(self.source, self.position)
        if found is None:
            raise self._error(f"expected {wanted}", self.position)
        self.position = found.end()
        return found

    def _line(self, position: int) -> int:
        """Counted on from the last place, so that a long file is gone through once."""
        before, line = self._counted if self._counted[0] <= position else (0, 1)
        self._counted = (position, line + self.source.count("\n", before, position))
        return self._counted[1]

    def _error(self, message: str, position: int) -> UnreadableReferencesError:
        return UnreadableReferencesError(f"{self.label}, line {self._line(position)}: {message}")


def _reference(fields: dict[str, list[str]], line: int) -> Reference:
    archived = text(fields, "eprinttype", "archiveprefix").lower()
    eprint = texts(fields, "eprint")
    author = _first_author(text(fields, "author"))
    return reference_of(
        Written(
            line=line,
            pmids=texts(fields, "pmid") + (eprint if archived in ("pubmed", "pmid") else ()),
            dois=tuple(map(plain_text, texts(fields, "doi"))),
            pmcids=texts(fields, "pmcid", "pmc") + (eprint if archived in ("pmc", "pmcid") else ()),
            links=tuple(_verbatim(value) for value in texts(fields, "url", "howpublished")),
            notes=tuple(map(plain_text, texts(fields, "note", "annote"))),
            title=plain_text(text(fields, "title")),
            author=author,
            date=plain_text(text(fields, "year", "date")),
            journal=plain_text(text(fields, "journal", "journaltitle", "booktitle")),
            volume=plain_text(text(fields, "volume")),
            page=plain_text(text(fields, "pages")),
        )
    )


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


def _verbatim(value: str) -> str:
    found = re.search(r"https?://[^\s{}]+", value)
    return found[0].replace("\\_", "_").replace("\\%", "%").replace("\\&", "&").replace("\\#", "#") if found else ""
