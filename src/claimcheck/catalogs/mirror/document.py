"""One record as the index sees it: its running texts, its whole values by field, and its dates.

What a `Paper` has is taken from it; the rest (affiliations, identifiers, substances, the dates that PubMed keeps of a
record) is read from the record's XML. Source: NLM's PubMed DTD, "MEDLINE/PubMed XML Data Elements".
"""

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from attrs import frozen

from claimcheck.catalogs.mirror import tags
from claimcheck.catalogs.mirror.dates import number
from claimcheck.catalogs.mirror.vocabulary import SAME_TYPES
from claimcheck.catalogs.mirror.words import folded, normal
from claimcheck.catalogs.pubmed.notices import MONTHS
from claimcheck.model import Author, Paper

_HISTORY = {"entrez": "crdt", "pubmed": "edat", "medline": "mhda"}
_OLDEST, _SLOPE = 1966, 0.002


@frozen
class Indexed:
    """`texts` by field, `values` as ``key:value``, `dates` by field as numbers, `recency` a factor of 1 to 1.2."""

    pmid: int
    texts: dict[str, list[str]]
    values: tuple[str, ...]
    dates: dict[str, list[int]]
    recency: float


def index_document(paper: Paper, record: Element) -> Indexed:
    """What is indexed of a record: the paper, and the element that it was read from."""
    citation = record.find("MedlineCitation")
    citation = record.find("BookDocument") if citation is None else citation
    assert citation is not None  # the paper was read from it
    values = dict.fromkeys([f"{key}:{value}" for key, value in _values(paper, record, citation) if value])
    texts = {name: [folded(text) for text in found if text] for name, found in _texts(paper, citation).items()}
    return Indexed(int(paper.pmid), texts, tuple(values), _dates(record, paper), recency(paper.year))


def recency(year: int | None) -> float:
    """By what a record's relevance is multiplied: newer work is preferred mildly, as PubMed's Best Match does."""
    return 1 + _SLOPE * max(0, min((year or _OLDEST) - _OLDEST, 100))


# --- running texts -------------------------------------------------------------------------------------------------


def _texts(paper: Paper, citation: Element) -> dict[str, Iterable[str]]:
    """By field the texts that stand each for itself: no phrase runs from one into the next."""
    mesh = paper.mesh or ()
    subjects = [heading.name for heading in mesh]
    subjects += [qualifier for heading in mesh for qualifier in heading.qualifiers]
    subjects += [kind.name for kind in paper.publication_types or ()]
    subjects += [
        *_all_text(citation, "ChemicalList/Chemical/NameOfSubstance"),
        *_all_text(citation, "SupplMeshList/SupplMeshName"),
    ]
    subjects += _databanks(citation)
    others = [section.text for section in paper.other_abstracts]
    titles = (paper.title, paper.vernacular_title)
    rest = [author.name for author in paper.authors]
    rest += [author.fore_name for author in paper.authors if len(author.fore_name) > 2]
    rest += [paper.journal or "", paper.journal_abbreviation or "", paper.doi or "", paper.pmcid or ""]
    rest += [
        *_all_text(citation, "Article/GrantList/Grant/GrantID"),
        *_all_text(citation, "MedlineJournalInfo/Country"),
    ]
    return {
        tags.BODY: (paper.title, *titles, paper.abstract, *others, *paper.keywords),
        tags.TITLE: titles,
        tags.KEYWORDS: paper.keywords,
        tags.SUBJECTS: subjects,
        tags.PLACES: dict.fromkeys(text for path in _AFFILIATIONS for text in _all_text(citation, path)),
        tags.REST: rest,
    }


_AUTHORS = ("Article/AuthorList/Author", "AuthorList/Author", "Book/AuthorList/Author")
_AFFILIATIONS = tuple(f"{path}/AffiliationInfo/Affiliation" for path in (*_AUTHORS, "InvestigatorList/Investigator"))


def _elements(parent: Element, path: str) -> list[Element]:
    """What `findall` gives for a path of plain tags, in a fraction of its time: most paths end soon, and most of these runs."""
    found = [parent]
    for tag in path.split("/"):
        found = found[0].findall(tag) if len(found) == 1 else [child for one in found for child in one.findall(tag)]
        if not found:
            break
    return found


def _all_text(parent: Element, path: str) -> list[str]:
    return [
        element.text or "" if not len(element) else "".join(element.itertext()) for element in _elements(parent, path)
    ]


def _databanks(citation: Element) -> list[str]:
    path = "Article/DataBankList/DataBank"
    return [
        f"{bank.findtext('DataBankName', '')}/{accession}"
        for bank in _elements(citation, path)
        for accession in _all_text(bank, "AccessionNumberList/AccessionNumber")
    ]


# --- whole values --------------------------------------------------------------------------------------------------


def _values(paper: Paper, record: Element, citation: Element) -> Iterator[tuple[str, str]]:
    yield from _subject_values(paper)
    yield from _journal_values(paper, citation)
    yield from _author_values(paper, citation)
    yield from _identifier_values(record, citation)
    yield from (("la", language) for language in paper.languages)
    yield from (("sb", mark) for mark in _marks(paper, citation))
    for key, path in _PLAIN_VALUES:
        yield from ((key, normal(text)) for text in _all_text(citation, path))
    for bank in _databanks(citation):
        yield "si", normal(bank)
        yield "si", normal(bank.partition("/")[2])


_PLAIN_VALUES = (
    ("nm", "ChemicalList/Chemical/NameOfSubstance"),
    ("nm", "SupplMeshList/SupplMeshName"),
    ("rn", "ChemicalList/Chemical/RegistryNumber"),
    ("gr", "Article/GrantList/Grant/GrantID"),
    ("gr", "Article/GrantList/Grant/Agency"),
    ("pl", "MedlineJournalInfo/Country"),
    ("jid", "MedlineJournalInfo/NlmUniqueID"),
    ("pubn", "Book/Publisher/PublisherName"),
    ("isbn", "Book/Isbn"),
    ("book", "Book/BookTitle"),
)


def _subject_values(paper: Paper) -> Iterator[tuple[str, str]]:
    for heading in paper.mesh or ():
        name = normal(heading.name)
        qualified = [f"{name}/{normal(qualifier)}" for qualifier in heading.qualifiers]
        for key in ("mh", "majr") if heading.major else ("mh",):
            yield from ((key, value) for value in (name, *qualified))
        yield from (("sh", normal(qualifier)) for qualifier in heading.qualifiers)
    for kind in paper.publication_types or ():
        name = normal(kind.name)
        yield "pt", SAME_TYPES.get(name, name)


def _journal_values(paper: Paper, citation: Element) -> Iterator[tuple[str, str]]:
    title = paper.journal or ""
    names = [title, title.partition(" : ")[0], title.partition(" (")[0], paper.journal_abbreviation or ""]
    names += _all_text(citation, "Article/Journal/ISOAbbreviation")
    names += _all_text(citation, "Article/Journal/ISSN") + _all_text(citation, "MedlineJournalInfo/ISSNLinking")
    yield from (("ta", normal(name)) for name in names)
    yield from (("vi", normal(paper.volume or "")), ("ip", normal(paper.issue or "")))
    pages = paper.pages or ""
    yield from (("pg", normal(pages)), ("pg", normal(pages.partition("-")[0])))


def _author_values(paper: Paper, citation: Element) -> Iterator[tuple[str, str]]:
    names = [normal(author.name) for author in paper.authors]
    if names:
        yield from (("1au", names[0]), ("lastau", names[-1]))
    for name, author in zip(names, paper.authors, strict=True):
        yield "cn" if author.collective else "au", name
        yield "fau", _full(author)
    for key, full, path in (
        ("ir", "fir", "InvestigatorList/Investigator"),
        ("ps", "ps", "PersonalNameSubjectList/PersonalNameSubject"),
    ):
        for person in _elements(citation, path):
            author = Author(
                person.findtext("LastName", ""), person.findtext("ForeName", ""), person.findtext("Initials", "")
            )
            yield key, normal(author.name)
            yield full, _full(author)
    for identifier in (element for path in _AUTHORS for element in _elements(citation, f"{path}/Identifier")):
        yield "auid", normal((identifier.text or "").rpartition("/")[2])


def _full(author: Author) -> str:
    return normal(f"{author.last_name} {author.fore_name}") if len(author.fore_name) > 2 else ""


def _identifier_values(record: Element, citation: Element) -> Iterator[tuple[str, str]]:
    for element in _elements(citation, "Article/ELocationID"):
        yield from (("aid", normal(element.text or "")), ("lid", normal(element.text or "")))
    for data in ("PubmedData", "PubmedBookData", "BookDocument"):
        for element in _elements(record, f"{data}/ArticleIdList/ArticleId"):
            if element.get("IdType") != "pubmed":
                yield "aid", normal(element.text or "")
            if element.get("IdType") == "pmc":
                yield "pmc", normal(element.text or "")


def _marks(paper: Paper, citation: Element) -> Iterator[str]:
    """What the filters ask for: the record's status, whether there is an abstract, comments, corrections, a copy in PMC."""
    yield normal(paper.status or "")
    if paper.has_abstract:
        yield "hasabstract"
    if paper.pmcid:
        yield "pmc"
    if paper.is_book:
        yield "book"
    if _is_systematic(paper):
        yield "systematic"
    for link in _elements(citation, "CommentsCorrectionsList/CommentsCorrections"):
        yield f"has{link.get('RefType', '').lower()}"


_SYSTEMATIC_TITLE = re.compile(
    r"systematic (?:(?:literature|scoping|narrative|qualitative|evidence|quantitative|meta|critical|mixed studies|mapping|cochrane"
    r"|search and|integrative) )?review\b"
)


def _is_systematic(paper: Paper) -> bool:
    """NLM's systematic reviews filter: by type, by Cochrane's database, or by title as long as NLM has not indexed the record.

    Source: NLM, "Search strategy used to create the PubMed systematic reviews filter".
    """
    types = {kind.name.casefold() for kind in paper.publication_types or ()}
    if "systematic review" in types:
        return True
    if "review" in types and normal(paper.journal_abbreviation or "") == "cochrane database syst rev":
        return True
    title = normal(paper.title) if "systematic" in paper.title.casefold() else ""
    by_title = _SYSTEMATIC_TITLE.search(title) and not re.search(r"\bprotocols?\b", title)
    return bool(by_title) and "comment" not in types and paper.status != "MEDLINE"


# --- dates ---------------------------------------------------------------------------------------------------------


def _dates(record: Element, paper: Paper) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place in _PLACES_OF_DATES:
        for element in _elements(record, place[1]):
            if (value := _number(element)) is not None:
                found.setdefault(place[0], []).append(value)
    for element in _elements(record, "PubmedData/History/PubMedPubDate"):
        field = _HISTORY.get(element.get("PubStatus", ""))
        if field and (value := _number(element)) is not None:
            found.setdefault(field, []).append(value)
    published = [*found.get("ppdat", ()), *found.get("epdat", ())]
    if not published and paper.year:
        published = [number(paper.year, 1, 1)]
    found["dp"] = published
    return {name: sorted(set(values)) for name, values in found.items() if values}


_PLACES_OF_DATES = (
    ("ppdat", "MedlineCitation/Article/Journal/JournalIssue/PubDate"),
    ("ppdat", "BookDocument/Book/PubDate"),
    ("epdat", "MedlineCitation/Article/ArticleDate"),
    ("lr", "MedlineCitation/DateRevised"),
    ("lr", "BookDocument/DateRevised"),
    ("dcom", "MedlineCitation/DateCompleted"),
    ("crdt", "MedlineCitation/DateCreated"),
)
_MONTH = {month.lower(): place for place, month in enumerate(MONTHS, start=1)}
_SEASON = {"winter": 1, "spring": 3, "summer": 6, "fall": 9, "autumn": 9}


def _number(element: Element) -> int | None:
    """The first day that a date may mean; None without a year."""
    year, month, day = (element.findtext(name, "").strip() for name in ("Year", "Month", "Day"))
    if not (year.isdecimal() and len(year) == 4):
        year, month = _loose(element.findtext("MedlineDate", ""))
    if not year:
        return None
    named = _MONTH.get(month[:3].lower()) or _SEASON.get(element.findtext("Season", "").strip().lower()) or 1
    numbered = int(month) if month.isdecimal() and len(month) < 3 else named
    return number(int(year), min(max(numbered, 1), 12), min(int(day), 31) if day.isdecimal() and len(day) < 3 else 1)


def _loose(written: str) -> tuple[str, str]:
    """Year and month of ``1998 Dec-1999 Jan``; "" for what is not there."""
    year, _, rest = written.strip().partition(" ")
    return (year[:4], rest[:3]) if year[:4].isdecimal() and len(year[:4]) == 4 else ("", "")
