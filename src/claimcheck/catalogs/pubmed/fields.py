"""Reads one parsed PubMed record, article or book, into a `Paper`, or into its plain fields alone.

Every field is read from its own place below the record, never searched for in depth: references, comments and history
have PMIDs, identifiers and years of their own. Unknown elements are ignored. Source: NLM's PubMed DTD (pubmed_250101)
and "MEDLINE/PubMed XML Data Elements".
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, TypeVar
from xml.etree.ElementTree import Element

from attrs import frozen

from claimcheck.catalogs.pubmed.notices import MONTHS, date_or_none, notice_of, pmid_or_none
from claimcheck.catalogs.pubmed.plaintext import text_of, tidy
from claimcheck.errors import InvalidIdentifierError
from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.model import AbstractSection, Author, MeshHeading, Notice, Origin, Paper, PublicationType

Id = TypeVar("Id", Doi, Pmcid)

_YEAR = re.compile(r"(?<![0-9])(?:1[5-9]|20|21)[0-9]{2}(?![0-9])")


class NotAPaperError(ValueError):
    """A record without what every record has; the message says what is missing."""


_Section = tuple[str, str, str]
_Author = tuple[str, str, str, str, str]
_Type = tuple[str, str]
_Heading = tuple[str, str, bool, tuple[str, ...]]
"""What the values of a `Paper` are made of, in their order."""


@frozen
class Fields:
    """What stands in a record, under the names that a `Paper` has for it: sections, authors, types and headings are plain here.

    The mirror's index is made of this. To make a `Paper` takes longer than to read what is in it.
    """

    citation: Element
    """The article's MedlineCitation or the book's BookDocument."""
    published: Element
    """Its PubDate."""
    pmid: Pmid
    title: str
    vernacular_title: str
    sections: tuple[_Section, ...]
    authors: tuple[_Author, ...]
    journal: str | None
    year: int | None
    volume: str | None
    pages: str | None
    doi: Doi | None
    pmcid: Pmcid | None
    publication_types: tuple[_Type, ...] | None
    keywords: tuple[str, ...]
    languages: tuple[str, ...]
    version: int
    journal_abbreviation: str | None = None
    issue: str | None = None
    mesh: tuple[_Heading, ...] | None = None
    other_abstracts: tuple[_Section, ...] = ()
    status: str | None = None
    is_book: bool = False


_SAME = (
    "pmid", "title", "journal", "journal_abbreviation", "year", "volume", "issue", "pages", "doi", "pmcid", "keywords",
    "languages", "vernacular_title", "status", "version", "is_book",
)  # fmt: skip
"""What a `Paper` takes as it is."""


def paper_of(record: Element, origin: Origin | None = None) -> Paper:
    """The `Paper` in a PubmedArticle or PubmedBookArticle element. Raises `NotAPaperError`."""
    fields = fields_of(record)
    types, mesh = fields.publication_types, fields.mesh
    same: dict[str, Any] = {name: getattr(fields, name) for name in _SAME}
    return Paper(
        sections=tuple([AbstractSection(*section) for section in fields.sections]),
        authors=tuple([Author(*author) for author in fields.authors]),
        nlm_unique_id=_text(_child(fields.citation, "MedlineJournalInfo"), "NlmUniqueID") or None,
        pub_date=printed_date(fields.published),
        publication_types=None if types is None else tuple([PublicationType(*kind) for kind in types]),
        mesh=None if mesh is None else tuple([MeshHeading(*heading) for heading in mesh]),
        notices=_notices(fields.citation),
        other_abstracts=tuple([AbstractSection(*section) for section in fields.other_abstracts]),
        revised=_revised(fields.citation),
        origin=origin,
        **same,
    )


def fields_of(record: Element) -> Fields:
    """The fields of a PubmedArticle or PubmedBookArticle element. Raises `NotAPaperError`."""
    is_book = record.tag == "PubmedBookArticle"
    name = "BookDocument" if is_book else "MedlineCitation"
    citation = record.find(name)
    if citation is None:
        raise NotAPaperError(f"has no {name}")
    # A book's document tells of itself what Article tells elsewhere; Book stands for the journal and for its issue.
    article = citation if is_book else _child(citation, "Article")
    journal = _child(article, "Book" if is_book else "Journal")
    issue = journal if is_book else _child(journal, "JournalIssue")
    names = _child(citation, "MedlineJournalInfo")
    pub_date = _child(issue, "PubDate")
    ids = _ids(record, article)
    own_name = text_of(journal.find("BookTitle" if is_book else "Title"))
    return Fields(
        citation=citation,
        published=pub_date,
        pmid=_pmid(citation),
        title=text_of(article.find("ArticleTitle")) or (own_name if is_book else ""),
        sections=_sections(article.find("Abstract")),
        authors=_book_authors(article, journal) if is_book else _authors(article.findall("AuthorList")),
        journal=own_name or None,
        journal_abbreviation=_text(names, "MedlineTA") or _text(journal, "ISOAbbreviation") or None,
        year=_year(pub_date, article.findall("ArticleDate")),
        volume=_text(issue, "Volume") or None,
        issue=_text(issue, "Issue") or None,
        pages=_pages(article.find("Pagination")),
        doi=first(Doi, [*_dois(article, ids), *(_dois(journal, ()) if is_book else ())]),
        pmcid=first(Pmcid, _of_type(ids, "pmc")),
        publication_types=_publication_types(article if is_book else article.find("PublicationTypeList")),
        mesh=_mesh(citation),
        keywords=_keywords(citation),
        languages=_languages(article),
        vernacular_title=text_of(article.find("VernacularTitle")),
        other_abstracts=_other_abstracts(citation),
        status=citation.get("Status"),
        version=_version(citation),
        is_book=is_book,
    )


def _ids(record: Element, article: Element) -> list[Element]:
    """The identifiers that a book's document has within, and those that PubMed keeps beside it or the citation."""
    beside = _child(record, "PubmedBookData" if record.tag == "PubmedBookArticle" else "PubmedData")
    return [*_child(article, "ArticleIdList"), *_child(beside, "ArticleIdList")]


# --- parts -------------------------------------------------------------------------------------------------------


def _child(parent: Element, tag: str) -> Element:
    """The first child with this tag; an empty element where there is none, so that paths can be walked."""
    found = parent.find(tag)
    return Element(tag) if found is None else found


def _text(parent: Element, tag: str) -> str:
    """The text of the first child with this tag, which by the DTD holds no markup; "" where there is none."""
    text = parent.findtext(tag, "")
    return text if text.isalnum() else tidy(text)


def _pmid(parent: Element) -> Pmid:
    pmid = pmid_or_none(_child(parent, "PMID").text or "")
    if pmid is None:
        raise NotAPaperError("has no PMID in standard form")
    return pmid


def _version(parent: Element) -> int:
    written = _child(parent, "PMID").get("Version", "")
    return int(written) if written.isdecimal() and len(written) < 5 else 1


def _revised(parent: Element) -> dt.date | None:
    element = _child(parent, "DateRevised")
    return date_or_none(_text(element, "Year"), _text(element, "Month"), _text(element, "Day"))


def printed_date(element: Element) -> str | None:
    """PubDate as citations print it: "2001 Aug 2", "2020 Spring", or MedlineDate's own words."""
    month, day = _text(element, "Month"), _text(element, "Day")
    if month.isdecimal() and 1 <= int(month[-4:]) <= 12:
        month = MONTHS[int(month[-4:]) - 1]
    parts = (_text(element, "Year"), month or _text(element, "Season"), day.lstrip("0"))
    return " ".join(part for part in parts if part) or _text(element, "MedlineDate") or None


def _year(pub_date: Element, electronic: Iterable[Element]) -> int | None:
    """The year of PubDate, else of ArticleDate, else the first year in MedlineDate."""
    written = [_text(pub_date, "Year"), *(_text(date, "Year") for date in electronic), _text(pub_date, "MedlineDate")]
    return next((year for text in written if text and (year := first_year(text)) is not None), None)


def first_year(text: str) -> int | None:
    """The first four-digit year in a free text date."""
    found = _YEAR.search(text)
    return int(found.group()) if found else None


def _pages(pagination: Element | None) -> str | None:
    if pagination is None:
        return None
    first, last = _text(pagination, "StartPage"), _text(pagination, "EndPage")
    return _text(pagination, "MedlinePgn") or (f"{first}-{last}" if first and last else first) or None


def _sections(abstract: Element | None, default_category: str = "") -> tuple[_Section, ...]:
    found = []
    for element in () if abstract is None else abstract.findall("AbstractText"):
        if text := text_of(element):
            label = tidy(element.get("Label", "")).rstrip(" :")
            found.append((text, label, element.get("NlmCategory", default_category)))
    return tuple(found)


def _other_abstracts(citation: Element) -> tuple[_Section, ...]:
    """OtherAbstract sections; where NLM gives no category, the abstract's Type (``plain-language-summary``) stands there."""
    others = citation.findall("OtherAbstract")
    return tuple(section for other in others for section in _sections(other, other.get("Type", "")))


def _authors(lists: Iterable[Element]) -> tuple[_Author, ...]:
    """Authors as now spelled: an entry with ValidYN="N" is an older spelling of another one."""
    return tuple(
        author
        for author_list in lists
        for element in author_list.findall("Author")
        if element.get("ValidYN", "Y") != "N" and (author := _author(element)) is not None
    )


def _author(element: Element) -> _Author | None:
    last_name, fore_name = _text(element, "LastName"), _text(element, "ForeName")
    if last_name or fore_name:  # people with one name stand under either
        initials, suffix = _text(element, "Initials"), text_of(element.find("Suffix"))
        return (last_name, fore_name, initials, suffix, "") if last_name else (fore_name, "", initials, suffix, "")
    group = text_of(element.find("CollectiveName"))
    return ("", "", "", "", group) if group else None


def _book_authors(document: Element, book: Element) -> tuple[_Author, ...]:
    """The chapter's authors, else the book's, else its editors."""
    own, whole = document.findall("AuthorList"), book.findall("AuthorList")
    by_type = [
        [entry for entry in lists if (entry.get("Type", "authors") == "editors") is editors]
        for editors in (False, True)
        for lists in (own, whole)
    ]
    return next((authors for lists in by_type if (authors := _authors(lists))), ())


def _of_type(ids: Iterable[Element], id_type: str) -> Iterator[str]:
    return (element.text or "" for element in ids if element.get("IdType") == id_type)


def _dois(parent: Element, ids: Iterable[Element]) -> Iterator[str]:
    """The DOIs that the record gives itself: valid ELocationIDs first."""
    for element in parent.findall("ELocationID"):
        if element.get("EIdType") == "doi" and element.get("ValidYN", "Y") != "N":
            yield element.text or ""
    yield from _of_type(ids, "doi")


def first(kind: type[Id], written: Iterable[str]) -> Id | None:
    """The first well-formed identifier of a kind."""
    for text in written:
        with suppress(InvalidIdentifierError):
            return kind.parse(text)
    return None


def _publication_types(parent: Element | None) -> tuple[_Type, ...] | None:
    if parent is None:
        return None
    elements = parent.findall("PublicationType")
    return tuple([(name, e.get("UI", "")) for e in elements if (name := text_of(e))])


def _mesh(citation: Element) -> tuple[_Heading, ...] | None:
    """MeSH headings; without a list they are unknown until NLM has indexed the paper (Status MEDLINE)."""
    headings = citation.find("MeshHeadingList")
    if headings is None:
        return () if citation.get("Status") == "MEDLINE" else None
    return tuple([_mesh_heading(heading) for heading in headings.findall("MeshHeading")])


def _mesh_heading(heading: Element) -> _Heading:
    descriptor, qualifiers = _child(heading, "DescriptorName"), heading.findall("QualifierName")
    major = descriptor.get("MajorTopicYN") == "Y" or any(q.get("MajorTopicYN") == "Y" for q in qualifiers)
    names = tuple([text_of(qualifier) for qualifier in qualifiers])
    return text_of(descriptor), descriptor.get("UI", ""), major, names


def _keywords(parent: Element) -> tuple[str, ...]:
    lists = parent.findall("KeywordList")
    return tuple(text for words in lists for word in words.findall("Keyword") if (text := text_of(word)))


def _languages(parent: Element) -> tuple[str, ...]:
    return tuple(text.lower() for element in parent.findall("Language") if (text := text_of(element)))


def _notices(citation: Element) -> tuple[Notice, ...]:
    links = (
        notice_of(link.get("RefType", ""), text_of(link.find("RefSource")), _text(link, "PMID"))
        for link in _child(citation, "CommentsCorrectionsList")
    )
    return tuple(notice for notice in links if notice is not None)
