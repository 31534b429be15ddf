"""Reference lists that other programs wrote, read into citations."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from attrs import evolve, field, frozen

from claimcheck.addresses import identify
from claimcheck.bibliography.notes import own_identifiers
from claimcheck.bibliography.works import one_line
from claimcheck.errors import InvalidIdentifierError, UsageError
from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.language.written_identifiers import named_dois_in, pmcids_in, pmids_in
from claimcheck.model import Citation, Signature

MAX_BYTES = 20_000_000
MAX_FIELD = 2_000
"""Longer titles and names are cut: nobody wrote them."""

_YEAR = re.compile(r"(?<![0-9])(1[5-9][0-9]{2}|20[0-9]{2})(?![0-9])")
_LINK = re.compile(r"https?://[^\s\\/?#]+(?:[/?#]\S*)?")
_MARK = re.compile(r"(?:\W?retracted(?: article)?\W?:?\s+)(?=\S)", re.IGNORECASE)

_CITED = ("pmid", "doi", "pmcid", "title", "author", "year", "journal")
"""What a `Citation` takes of a reference as it is."""

I = TypeVar("I", Pmid, Doi, Pmcid)  # noqa: E741 - an identifier


class UnreadableReferencesError(UsageError):
    """A file of references is not of its format; the message names the line where it is known."""


@frozen
class Reference:
    """A work as a reference list names it. `line` is where it begins, `key` what a page cites it by, "" for none; `problems` are
    identifiers that are none or another's.

    `noted` are the identifiers that stand in a free note and nowhere else.
    """

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
    key: str = field(default="", eq=False)
    problems: tuple[str, ...] = field(default=(), eq=False)
    noted: frozenset[str] = field(default=frozenset(), eq=False)

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
        same = {name: getattr(self, name) for name in _CITED}
        url = self.url if not (self.pmid or self.doi or self.pmcid) else None
        return Citation.as_read(**same, url=url, added=added)


@frozen
class PassedOver:
    """What of a file was not read: its line (of JSON: its item, `what` says so), and why, as a sentence's end."""

    line: int
    reason: str
    what: str = "line"


@frozen
class ReferenceList:
    """The works of a file in its order, and what was passed over; one odd line never costs the others."""

    references: tuple[Reference, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()


@frozen
class Written:
    """The texts of one entry by what they are: of identifiers all places where one may stand, the surest first."""

    line: int | None = None
    key: str = ""
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

    def reference(self) -> Reference:
        """The work that the entry's texts name."""
        problems: list[str] = []
        notes = "\n".join(map(own_identifiers, self.notes))
        linked = [identify(one_line(link)) for link in self.links]
        dois = (ids.doi for ids in linked if ids.resolver == "doi")
        pmid = _first(Pmid, self.pmids, problems) or _first(Pmid, (ids.pmid for ids in linked))
        doi = _first(Doi, self.dois, problems) or _first(Doi, dois)
        pmcid = _first(Pmcid, self.pmcids, problems) or _first(Pmcid, (ids.pmcid for ids in linked))
        noted_pmid = None if pmid else _first(Pmid, pmids_in(notes))
        noted_doi = None if doi else _first(Doi, named_dois_in(notes))
        noted_pmcid = None if pmcid else _first(Pmcid, pmcids_in(notes))
        year = _YEAR.search(self.date)
        link = next((found[0] for text in self.links if (found := _LINK.fullmatch(one_line(text)))), None)
        return Reference(
            line=self.line,
            pmid=pmid or noted_pmid,
            doi=doi or noted_doi,
            pmcid=pmcid or noted_pmcid,
            url=link,
            title=_text(_MARK.sub("", one_line(self.title), count=1)),
            author=_text(self.author),
            year=int(year[1]) if year else None,
            journal=_text(self.journal),
            volume=one_line(self.volume)[:40],
            page=re.split(r"[-\u2013,;]", one_line(self.page))[0].strip()[:40],
            key=self.key,
            problems=tuple(problems),
            noted=frozenset(filter(None, (noted_pmid, noted_doi, noted_pmcid))),
        )


def each_once(references: Iterable[Reference]) -> tuple[list[Reference], list[Reference]]:
    """The works of a list, each once, and the entries that were left out for that.

    An identifier in common makes entries one work, unless their PMIDs differ; the first then gets what only another has.
    """
    kept: list[Reference] = []
    again: list[Reference] = []
    places: dict[str, int] = {}
    for one in references:
        names = [str(name) for name in (one.pmid, one.doi, one.pmcid) if name] or [one.url or ""]
        at = next((places[name] for name in names if name in places), len(kept))
        first = kept[at] if at < len(kept) else one
        if first is one or (first.pmid and one.pmid and first.pmid != one.pmid):
            at = len(kept)
            kept.append(one)
        else:
            ids = {name: getattr(first, name) or getattr(one, name) for name in ("pmid", "doi", "pmcid")}
            kept[at] = evolve(first, **ids)
            again.append(one)
        for name in names:
            places.setdefault(name, at)
    return kept, again


def _first(kind: type[I], texts: Iterable[str | None], problems: list[str] | None = None) -> I | None:
    """The first identifier among the texts. Where `problems` are given, those that are none belong to them."""
    for text in texts:
        if text and text.strip():
            try:
                return kind.parse(one_line(text))
            except InvalidIdentifierError as error:
                if problems is not None:
                    problems.append(str(error))
    return None


def _text(text: str) -> str | None:
    return one_line(text)[:MAX_FIELD].strip() or None


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
