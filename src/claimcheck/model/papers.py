"""What PubMed says: papers, with fields named as its own elements are, and the notices about them.

In a `Paper`, `None` means *unknown*, never *absent*.
"""

import datetime as dt
import re
from functools import lru_cache
from typing import Any, Self

from attrs import field, frozen

from claimcheck.checked import Checked, given
from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.language.organisations import is_organisation
from claimcheck.model.words import Direction, NoticeType, Stance

# Compiled when first used, and kept by `re`: the gate starts often.
_SUFFIXED = r"(.+) (Jr|Sr|[1-9](?:st|nd|rd|th)|I{2,3}|IV)"


@frozen
class Author(Checked):
    """A person (`last_name` with `initials`) or a group (`collective`)."""

    last_name: str = ""
    fore_name: str = ""
    initials: str = ""
    suffix: str = ""
    collective: str = ""

    @property
    def name(self) -> str:
        """As citations print it: ``Luijsterburg PA`` or the group's name."""
        return self.collective or printed_name(self.last_name, self.initials, self.suffix)

    @classmethod
    def from_name(cls, name: str) -> Self:
        """The reverse of `name`, for names read from the lock: a person's last word is taken as initials if it is capitals; a suffix
        (``Jr``, ``3rd``) may stand behind them.
        """
        given("Author.from_name: name", name, str)
        suffixed = re.fullmatch(_SUFFIXED, name)
        for person, suffix in (*([suffixed.groups()] if suffixed else ()), (name, "")):
            last, _, initials = person.rpartition(" ")
            if last and initials.isupper() and len(initials) <= 4 and not is_organisation(last):
                return cls(last_name=last, initials=initials, suffix=suffix)
        return cls(collective=name)


def printed_name(last_name: str, initials: str, suffix: str) -> str:
    """A person's name as citations print it."""
    return " ".join([part for part in (last_name, initials, suffix) if part])


@frozen
class AbstractSection(Checked):
    """One AbstractText: the author's heading (`label`), NLM's category, and the plain text."""

    text: str
    label: str = ""
    category: str = ""


def labelled(text: str, label: str) -> str:
    """A section's text behind its author's heading."""
    return f"{label}: {text}" if label else text


@frozen
class PublicationType(Checked):
    """A publication type; `ui` is the MeSH identifier (``D016454``), "" where the record gives none."""

    name: str
    ui: str = ""


@frozen
class MeshHeading(Checked):
    """A MeSH descriptor with its qualifiers' names; `major` where the descriptor or a qualifier is starred."""

    name: str
    ui: str = ""
    major: bool = False
    qualifiers: tuple[str, ...] = ()


RETRACTION_WATCH = "Retraction Watch"
"""A list of notices that a user may have beside PubMed's; the `source` of a notice from it begins so."""


@frozen
class Notice(Checked):
    """A link between a paper and a notice about it. `pmid` is the other record, None where PubMed gives none.

    `source` is where the notice stands, as PubMed cites it, or the row of another list that tells of it.
    """

    type: NoticeType
    direction: Direction
    pmid: Pmid | None = None
    date: str | None = None
    source: str = ""

    @property
    def told_by(self) -> str:
        """Who tells of it: ``PubMed`` or ``Retraction Watch``."""
        return RETRACTION_WATCH if self.source.startswith(f"{RETRACTION_WATCH} record ") else "PubMed"


@frozen
class Origin(Checked):
    """Where a record was read: ``efetch``, ``mirror``, ``import`` or ``hand``, and when (ISO date)."""

    source: str
    date: dt.date | None = None


@frozen
class Paper(Checked):
    """One PubMed record. None means unknown (not visible where the record was read), never absent.

    `sections` are the AbstractText elements; `()` means the record has no abstract, None that it is not known. `year` is
    the year of PubDate. `revised` is DateRevised as an ISO date. `abstract_sha256` is set on a paper read from the lock,
    which keeps no abstract. Source: NLM's PubMed DTD, see the records module.
    """

    pmid: Pmid
    title: str = ""
    sections: tuple[AbstractSection, ...] | None = None
    authors: tuple[Author, ...] = ()
    journal: str | None = None
    journal_abbreviation: str | None = None
    nlm_unique_id: str | None = None
    year: int | None = None
    pub_date: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    doi: Doi | None = None
    pmcid: Pmcid | None = None
    publication_types: tuple[PublicationType, ...] | None = None
    mesh: tuple[MeshHeading, ...] | None = None
    keywords: tuple[str, ...] = ()
    notices: tuple[Notice, ...] | None = None
    languages: tuple[str, ...] = ()
    vernacular_title: str = ""
    other_abstracts: tuple[AbstractSection, ...] = ()
    status: str | None = None
    version: int = 1
    revised: dt.date | None = None
    is_book: bool = False
    abstract_sha256: str | None = None
    origin: Origin | None = field(default=None, eq=False)

    @property
    def abstract(self) -> str:
        """The abstract as plain text, one line a section with its label; "" where there is none or it is unknown."""
        return "\n".join([labelled(section.text, section.label) for section in self.sections or ()])

    @property
    def has_abstract(self) -> bool:
        """Whether there is abstract text to judge."""
        return any(section.text for section in self.sections or ())

    @property
    def first_author(self) -> str | None:
        """The first author's name as citations print it."""
        return self.authors[0].name if self.authors else None

    @property
    def is_retracted(self) -> bool:
        """By publication type (D016441), by a RetractionIn link, or by a title such as "RETRACTED: ...": each may stand alone."""
        types, links = self.publication_types or (), self.notices or ()
        if any(kind.ui == "D016441" or kind.name.casefold() == "retracted publication" for kind in types):
            return True
        if any(link.type is NoticeType.RETRACTION and link.direction is Direction.IN for link in links):
            return True
        if not _is_titled_retracted(self.title):
            return False
        # Some publishers title the notice itself "Retracted: ...".
        if any(kind.ui == "D016440" or kind.name.casefold() in RETRACTION_NOTICES for kind in types):
            return False
        return not any(link.type is NoticeType.RETRACTION for link in links)


@frozen
class FoundPaper(Checked):
    """A paper that a claim's search came upon, as far as a person needs it to go and read: what a card shows, and a lock keeps.

    `kind` is its study design in words, `level` its level of evidence for the claim, `notices` what was published about it, in
    words, `sentence` the one nearest to the claim, `stance` the judge's (None: it abstains) with its `confidence`, `reason` why it is
    not proposed, `passage_from` where the sentence stands ("" for title or abstract). Locks of former versions keep the PMID alone.
    """

    pmid: Pmid
    title: str = ""
    first_author: str | None = None
    year: int | None = None
    kind: str = ""
    sentence: str = ""
    stance: Stance | None = None
    reason: str = ""
    journal: str | None = None
    level: int | None = None
    notices: tuple[str, ...] = ()
    confidence: float = 0.0
    passage_from: str = ""

    @property
    def link(self) -> str:
        """Its page on PubMed."""
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"

    def accept_command(self, claim_id: str, *, proposed: bool = False) -> str:
        """What a person types who has read it and agrees; of a paper that is no proposal, with the stance that a machine reads.

        Where none does, the person has to say it: a line that could be pasted unread would cite what supports nothing.
        """
        stance = "" if proposed else f" --stance {self.stance or 'STANCE'}"
        return f"claimcheck accept {claim_id} {self.pmid}{stance}"

    def card(self, claim_id: str, *, proposed: bool = False) -> dict[str, Any]:
        """The card for a program: the fields, the link, and what to type (None for a claim without id)."""
        typed = self.accept_command(claim_id, proposed=proposed) if claim_id else None
        return {**self.to_dict(), "url": self.link, "accept": typed}


@frozen
class FullText(Checked):
    """The body of an article that is free in PubMed Central, as far as it reports what its authors found: a section each, under its
    heading (`label`). Sentences that point at another work are left out. `pmid` is the one that the article gives itself.
    """

    pmcid: Pmcid
    pmid: Pmid | None = None
    sections: tuple[AbstractSection, ...] = ()


RETRACTION_NOTICES = frozenset({"retraction of publication", "retraction notice"})
"""Publication types of the record that takes another one back; NLM changed the name."""

_RETRACTED_TITLE = r"(?i)\s*\[?retracted(?:(?: article| paper)?\s*:|\]| article\b)"


@lru_cache(maxsize=1024)
def _is_titled_retracted(title: str) -> bool:
    return "retracted" in title[:20].casefold() and re.match(_RETRACTED_TITLE, title) is not None
