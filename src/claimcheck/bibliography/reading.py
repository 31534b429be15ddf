"""Reference lists that other programs wrote, read into citations."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from attrs import field, frozen

from claimcheck.bibliography.works import one_line
from claimcheck.errors import InvalidIdentifierError, UsageError
from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.model import Citation, Signature

MAX_BYTES = 20_000_000
MAX_FIELD = 2_000
"""Longer titles and names are cut: nobody wrote them."""

_PMID_NOTE = re.compile(r"\bPMID\s*:?\s*([1-9][0-9]{0,8})\b", re.IGNORECASE)
_PMCID_NOTE = re.compile(r"\bPMC[1-9][0-9]{0,9}\b")
_YEAR = re.compile(r"(?<![0-9])(1[5-9][0-9]{2}|20[0-9]{2})(?![0-9])")
_LINK = re.compile(r"https?://\S+")
_MARK = re.compile(r"(?:\W?retracted(?: article)?\W?:?\s+)(?=\S)", re.IGNORECASE)

I = TypeVar("I", Pmid, Doi, Pmcid)  # noqa: E741 - an identifier


class UnreadableReferencesError(UsageError):
    """A file of references is not of its format; the message names the line where it is known."""


@frozen
class Reference:
    """A work as a reference list names it. `line` is where it begins; `problems` are identifiers that are none."""

    line: int | None = None
    pmid: Pmid | None = None
    doi: Doi | None = None
    pmcid: Pmcid | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    year: int | None = None
    journal: str | None = None
    volume: str = ""
    page: str = ""
    problems: tuple[str, ...] = field(default=(), eq=False)

    @property
    def is_citable(self) -> bool:
        """Whether a claims file can hold it: by an identifier, or by a link with a title."""
        return bool(self.pmid or self.doi or self.pmcid or (self.url and self.title))

    @property
    def label(self) -> str:
        """What to call it in a message."""
        line = f"line {self.line}: " if self.line else ""
        return line + (self.title or self.doi or self.pmid or self.pmcid or self.url or "a work without title")[:80]

    def citation(self, added: Signature | None = None) -> Citation:
        """The citation with what was written beside the identifier, so that the gate compares it with the record."""
        return Citation(
            pmid=self.pmid,
            doi=self.doi,
            pmcid=self.pmcid,
            url=self.url if not (self.pmid or self.doi or self.pmcid) else None,
            title=self.title,
            author=self.author,
            year=self.year,
            journal=self.journal,
            added=added,
        )


@frozen
class Written:
    """The texts of one entry by what they are: of identifiers all places where one may stand, the surest first."""

    line: int | None = None
    pmids: tuple[str, ...] = ()
    dois: tuple[str, ...] = ()
    pmcids: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    title: str = ""
    author: str = ""
    date: str = ""
    journal: str = ""
    volume: str = ""
    page: str = ""


def reference_of(written: Written) -> Reference:
    """The work that an entry's texts name."""
    problems: list[str] = []
    notes = " ".join(written.notes)
    pmids = [*written.pmids, *(link for link in written.links if "ncbi.nlm.nih.gov" in link and "PMC" not in link)]
    dois = [*written.dois, *(link for link in written.links if "doi.org/" in link)]
    pmcids = [*written.pmcids, *(link for link in written.links if "/PMC" in link)]
    year = _YEAR.search(written.date)
    link = next((found[0] for text in written.links if (found := _LINK.fullmatch(one_line(text)))), None)
    return Reference(
        line=written.line,
        pmid=_first(Pmid, [*pmids, *_PMID_NOTE.findall(notes)], written.pmids, problems),
        doi=_first(Doi, dois, written.dois, problems),
        pmcid=_first(Pmcid, [*pmcids, *_PMCID_NOTE.findall(notes)], written.pmcids, problems),
        url=link,
        title=_text(_MARK.sub("", one_line(written.title), count=1)),
        author=_text(written.author),
        year=int(year[1]) if year else None,
        journal=_text(written.journal),
        volume=one_line(written.volume)[:40],
        page=re.split(r"[-\u2013]", one_line(written.page))[0].strip()[:40],
        problems=tuple(problems),
    )


def _first(kind: type[I], texts: Iterable[str], told: Iterable[str], problems: list[str]) -> I | None:
    """The first identifier among the texts. Those that should be one and are none are problems."""
    for text in texts:
        if not text.strip():
            continue
        try:
            return kind.parse(one_line(text))
        except InvalidIdentifierError as error:
            if text in told:
                problems.append(str(error))
    return None


def _text(text: str) -> str | None:
    return one_line(text)[:MAX_FIELD].strip() or None


def cited_name(family: str, given: str) -> str:
    """``Doe JA`` from ``Doe`` and ``Jane A.``, as citations print it."""
    initials = "".join(part[0].upper() for part in re.split(r"[\s.\-]+", given) if part[:1].isalpha())
    short = given.replace(".", "").replace(" ", "")
    letters = short if short.isupper() and len(short) <= 4 else initials[:4]
    return " ".join(part for part in (one_line(family), letters) if part)


def author_name(name: str) -> str:
    """``Doe JA`` from ``Doe, Jane A.`` or ``Jane A. Doe``; a single word or a name without given names stays."""
    family, comma, given = name.partition(",")
    if comma:
        parts = [part.strip() for part in given.split(",")]
        return cited_name(family.strip(), parts[-1])
    first, _, last = name.strip().rpartition(" ")
    if not first or (last.isupper() and len(last) <= 4):
        return one_line(name)
    return cited_name(last, first)


def text_of(data: bytes, label: str) -> str:
    """The text of a file. Raises `UnreadableReferencesError` where it is no UTF-8."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableReferencesError(f"{label}, line {line}: not UTF-8; save the file as UTF-8") from None


def texts(fields: Mapping[str, Iterable[str]], *names: str) -> tuple[str, ...]:
    """All values of some fields, in the order of the names."""
    return tuple(value for name in names for value in fields.get(name, ()))


def text(fields: Mapping[str, Iterable[str]], *names: str) -> str:
    """The first value of some fields, "" where none is given."""
    return next((value for value in texts(fields, *names) if value.strip()), "")
