"""The works that claims cite, each once: what the lock knows of them, else what the editor wrote."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import astuple, evolve, frozen

from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.language.organisations import is_organisation
from claimcheck.lockfile import Lock
from claimcheck.lockfile.papers import pmids_by_identifier
from claimcheck.model import Author, Citation, NoticeType, Paper
from claimcheck.record.standing import is_retracted, notices_about

KEY_PREFIXES = ("pmid-", "doi-", "pmcid-", "url-")
"""How the key of every work begins; what begins otherwise is not ours."""

_RETRACTED_TITLE = re.compile(r"(?:retracted|withdrawn)\b", re.IGNORECASE)
_RANGE = re.compile(r"(?<![\w.\u2013-])([A-Za-z]*)([0-9]+)[-\u2013]+([A-Za-z]*)([0-9]+)(?![\w\u2013-])")
_FURTHER = re.compile(r"[,;]|\s(?=[^\W\d])")
"""Where the pages of the work itself end: behind it stand those of a supplement, a discussion, a quiz."""

_INVERTED = re.compile(
    r"((?:[^\W\d_]{1,3} )*[^\W\d_][^\s,;\d]*), ((?:(?!(?:et|al|inc|ltd|llc|gmbh|uk|usa?|eu|the|phd|md|msc|bsc|mph|rn|dr|prof)\b)[^\W\d_][^\s,;\d]*(?: |\Z)){1,3})",
    re.IGNORECASE,
)
"""``van der Doe, Jane A.``; no organisation's country or legal form, no title."""

_UNFIT = '"#%<>[]{}|\\^`?'
"""What would end a link or open markup, of a DOI in a link (DOI Handbook, "encoding")."""


@frozen
class Work:
    """A work as bibliographies print it; texts are one line without control characters.

    `key` is made of its identifier and stays the same whatever else is cited. `notice` is the PMID of the retraction
    notice, where one is known.
    """

    key: str
    title: str = ""
    authors: tuple[Author, ...] = ()
    journal: str = ""
    journal_abbreviation: str = ""
    year: int | None = None
    volume: str = ""
    issue: str = ""
    pages: str = ""
    pmid: Pmid | None = None
    doi: Doi | None = None
    pmcid: Pmcid | None = None
    url: str = ""
    publication_types: tuple[str, ...] = ()
    is_retracted: bool = False
    notice: Pmid | None = None

    @property
    def identity(self) -> str:
        """What tells it from other works: its first identifier, else its address."""
        return str(self.pmid or self.doi or self.pmcid or self.url)

    @property
    def is_page(self) -> bool:
        """Whether no identifier names it, but an address at most."""
        return not (self.pmid or self.doi or self.pmcid)

    @property
    def marked_title(self) -> str:
        """The title without its full stop, and with the word that a retracted work must carry wherever it is shown."""
        title = self.title[:-1] if self.title.endswith(".") and not self.title.endswith("..") else self.title
        return f"RETRACTED: {title}" if self.is_retracted and not _RETRACTED_TITLE.match(title) else title

    @property
    def retraction_note(self) -> str:
        """``Retracted; notice: PMID 1``; "" for a work that is not retracted."""
        notice = f"; notice: PMID {self.notice}" if self.notice else ""
        return f"Retracted{notice}" if self.is_retracted else ""

    @property
    def link(self) -> str:
        """Where a reader finds the work: its DOI, else PubMed, else PubMed Central, else the address given."""
        if self.doi:
            return f"https://doi.org/{percent_encoded(self.doi, _UNFIT)}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.pmcid}/" if self.pmcid else self.url

    @property
    def full_pages(self) -> str:
        """``881-899, 905`` where PubMed writes ``881-99, 905``."""
        return _RANGE.sub(_full, self.pages)

    @property
    def short_pages(self) -> str:
        """``881-99`` where a record has ``881-899``."""
        return _RANGE.sub(_short, self.full_pages)

    @property
    def page_ends(self) -> tuple[str, str]:
        """The first page and the last ("" where there is one, or it is not known) of what stands together at the beginning."""
        first, _, last = _FURTHER.split(self.full_pages)[0].partition("-")
        return first.strip(), last.strip()


def _full(pages: re.Match[str]) -> str:
    """A range with its last page in full; what does not go up is no range, but a number with a hyphen in it."""
    before, first, after, last = pages.groups()
    last = first[: max(0, len(first) - len(last))] + last
    goes_up = (len(first), first) <= (len(last), last) or after not in ("", before)
    return f"{before}{first}-{after or before}{last}" if goes_up else pages[0]


def _short(pages: re.Match[str]) -> str:
    before, first, after, last = pages.groups()
    if before != after or len(first) != len(last):
        return pages[0]
    shared = next((place for place, digit in enumerate(last) if digit != first[place]), len(last))
    return f"{before}{first}-{last[shared:]}" if shared < len(last) else pages[0]


class Works:
    """Finds the work of a citation. Citations of one record by different identifiers get the same work."""

    def __init__(self, lock: Lock) -> None:
        self._papers: Mapping[str, Paper] = lock.papers
        self._pmid_of = pmids_by_identifier(lock.papers)

    def of(self, citation: Citation) -> Work:
        """The work that a citation means."""
        pmid = citation.pmid or self._pmid_of.get(citation.doi or "") or self._pmid_of.get(citation.pmcid or "")
        paper = self._papers.get(pmid) if pmid else None
        return _recorded(paper, citation) if paper else _written(citation)


def with_own_keys(works: Iterable[Work]) -> tuple[Work, ...]:
    """The works, each once, in the order of their first appearance; keys that fell together get a check sum."""
    once = {work.identity: work for work in works}
    shared = Counter(work.key for work in once.values())
    return tuple(
        evolve(work, key=f"{work.key}-{_check_sum(identity)}") if shared[work.key] > 1 else work
        for identity, work in once.items()
    )


def one_line(text: str | None) -> str:
    """Text without line ends and characters that cannot be shown; what stood there parts words."""
    if text and text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = "".join(" " if unicodedata.category(char) in ("Cc", "Cs", "Cn") else char for char in text or "")
    return " ".join(kept.split())


def _recorded(paper: Paper, citation: Citation) -> Work:
    notice = next(iter(notices_about(paper, NoticeType.RETRACTION)), None)
    return Work(
        key=f"pmid-{paper.pmid}",
        title=one_line(paper.title) or one_line(citation.title),
        authors=tuple(_author(author) for author in paper.authors if author.name.strip()),
        journal=one_line(paper.journal or paper.journal_abbreviation),
        journal_abbreviation=one_line(paper.journal_abbreviation or paper.journal),
        year=paper.year,
        volume=one_line(paper.volume),
        issue=one_line(paper.issue),
        pages=one_line(paper.pages),
        pmid=paper.pmid,
        doi=paper.doi or citation.doi,
        pmcid=paper.pmcid or citation.pmcid,
        url=one_line(citation.url),
        publication_types=tuple(one_line(kind.name) for kind in paper.publication_types or ()),
        is_retracted=is_retracted(paper),
        notice=notice.pmid if notice else None,
    )


def _written(citation: Citation) -> Work:
    return Work(
        key=_key(citation),
        title=one_line(citation.title),
        authors=(_said(one_line(citation.author)),) if citation.author and one_line(citation.author) else (),
        journal=one_line(citation.journal),
        journal_abbreviation=one_line(citation.journal),
        year=citation.year,
        pmid=citation.pmid,
        doi=citation.doi,
        pmcid=citation.pmcid,
        url=one_line(citation.url),
    )


def _author(author: Author) -> Author:
    """One line a part."""
    return Author(*map(one_line, astuple(author)))


def _key(citation: Citation) -> str:
    if citation.pmid:
        return f"pmid-{citation.pmid}"
    if citation.doi:
        return f"doi-{_slug(citation.doi)}"
    if citation.pmcid:
        return f"pmcid-{citation.pmcid}"
    return f"url-{_check_sum(citation.url or citation.title or '')}"


def _said(name: str) -> Author:
    """An author as an editor wrote it: ``Smith, John`` is a person as ``Smith J`` is; of "John Smith" nothing says so."""
    found = None if is_organisation(name) else _INVERTED.fullmatch(name)
    family, given = found.groups() if found else ("", "")
    if (initials := re.sub(r"[. ]", "", given)).isupper():
        return Author(last_name=family, initials=initials)
    if family and not family.isupper():
        return Author(last_name=family, fore_name=given)
    return Author(collective=name) if "," in name else _author(Author.from_name(name))


def _slug(doi: str) -> str:
    """Letters, digits, and single dots or hyphens within: what keys of footnotes, Pandoc and BibTeX all may hold."""
    return re.sub(r"[^a-z0-9]+", lambda found: "." if found[0] == "." else "-", doi.lower()).strip(".-")


def _check_sum(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def percent_encoded(address: str, unfit: str) -> str:
    """An address or identifier with these characters as their codes."""
    return "".join(f"%{ord(char):02X}" if char in unfit else char for char in address)
