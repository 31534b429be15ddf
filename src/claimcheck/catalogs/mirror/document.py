"""One record as the index sees it: its running texts, its whole values by field, and its dates.

What a `Paper` has is taken from the same `Fields`; the rest (affiliations, identifiers, substances, the dates that PubMed
keeps of a record) is read from the record's XML. Source: NLM's PubMed DTD, "MEDLINE/PubMed XML Data Elements".
"""

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from attrs import field, frozen

from claimcheck.catalogs.mirror import tags
from claimcheck.catalogs.mirror.dates import number
from claimcheck.catalogs.mirror.vocabulary import SAME_TYPES
from claimcheck.catalogs.mirror.words import folded, normal
from claimcheck.catalogs.pubmed.fields import Fields
from claimcheck.catalogs.pubmed.notices import MONTHS
from claimcheck.model.papers import labelled, printed_name

_HISTORY_DATES = "PubmedData/History/PubMedPubDate"
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


def index_document(fields: Fields, record: Element) -> Indexed:
    """What is indexed of a record: its fields, and the element that they were read from."""
    places = _Places(record, fields.citation)
    names = [group or printed_name(last, initials, suffix) for last, _, initials, suffix, group in fields.authors]
    values = [value for value in _values(fields, names, places) if value[-1] != ":"]
    texts = {name: [folded(text) for text in found if text] for name, found in _texts(fields, names, places).items()}
    return Indexed(int(fields.pmid), texts, tuple(dict.fromkeys(values)), _dates(places, fields), recency(fields.year))


def recency(year: int | None) -> float:
    """By what a record's relevance is multiplied: newer work is preferred mildly, as PubMed's Best Match does."""
    return 1 + _SLOPE * max(0, min((year or _OLDEST) - _OLDEST, 100))


# --- the record's XML ----------------------------------------------------------------------------------------------


class _Places:
    """What a record has at the places that are asked for (`_PATHS`), all found in one walk over the few tags that lead there."""

    def __init__(self, record: Element, citation: Element) -> None:
        self._found: dict[str, list[Element]] = {path: [] for path in _PATHS}
        self._gather(citation, _WAYS)
        self._gather(record, _WAYS)

    def at(self, path: str) -> list[Element]:
        """The elements at one of `_PATHS`, in order."""
        return self._found[path]

    def texts(self, path: str) -> list[str]:
        """The texts of those elements."""
        return [_text(element) for element in self._found[path]]

    def _gather(self, parent: Element, ways: "dict[str, _Way]") -> None:
        for child in parent:
            if way := ways.get(child.tag):
                if way.path:
                    self._found[way.path].append(child)
                if way.below:
                    self._gather(child, way.below)


def _text(element: Element) -> str:
    return "".join(element.itertext()) if len(element) else element.text or ""


# --- running texts -------------------------------------------------------------------------------------------------


def _texts(fields: Fields, names: list[str], places: _Places) -> dict[str, Iterable[str]]:
    """By field the texts that stand each for itself: no phrase runs from one into the next."""
    titles = (fields.title, fields.vernacular_title)
    abstract = "\n".join([labelled(text, label) for text, label, _ in fields.sections])
    others = [text for text, _, _ in fields.other_abstracts]
    return {
        tags.BODY: (fields.title, *titles, abstract, *others, *fields.keywords),
        tags.TITLE: titles,
        tags.KEYWORDS: fields.keywords,
        tags.SUBJECTS: _subjects(fields, places),
        tags.PLACES: dict.fromkeys(text for path in _AFFILIATIONS for text in places.texts(path)),
        tags.REST: [
            *names,
            *(fore_name for _, fore_name, *_ in fields.authors if len(fore_name) > 2),
            *(fields.journal or "", fields.journal_abbreviation or "", fields.doi or "", fields.pmcid or ""),
            *places.texts("Article/GrantList/Grant/GrantID"),
            *places.texts("MedlineJournalInfo/Country"),
        ],
    }


def _subjects(fields: Fields, places: _Places) -> list[str]:
    mesh = fields.mesh or ()
    return [
        *(name for name, *_ in mesh),
        *(qualifier for *_, qualifiers in mesh for qualifier in qualifiers),
        *(name for name, _ in fields.publication_types or ()),
        *places.texts("ChemicalList/Chemical/NameOfSubstance"),
        *places.texts("SupplMeshList/SupplMeshName"),
        *_databanks(places),
    ]


_AUTHORS = ("Article/AuthorList/Author", "AuthorList/Author", "Book/AuthorList/Author")
_INVESTIGATORS, _PEOPLE = "InvestigatorList/Investigator", "PersonalNameSubjectList/PersonalNameSubject"
_AFFILIATIONS = tuple(f"{path}/AffiliationInfo/Affiliation" for path in (*_AUTHORS, _INVESTIGATORS))


def _databanks(places: _Places) -> list[str]:
    return [
        f"{bank.findtext('DataBankName', '')}/{_text(accession)}"
        for bank in places.at("Article/DataBankList/DataBank")
        for accession in bank.findall("AccessionNumberList/AccessionNumber")
    ]


# --- whole values --------------------------------------------------------------------------------------------------


def _values(fields: Fields, names: list[str], places: _Places) -> list[str]:
    """The values as ``key:value``; one that is empty ends with the colon."""
    banks = [normal(name) for bank in _databanks(places) for name in (bank, bank.partition("/")[2])]
    return [
        *_subject_values(fields),
        *_journal_values(fields, places),
        *_author_values(fields, names, places),
        *_identifier_values(places),
        *(f"la:{language}" for language in fields.languages),
        *(f"sb:{mark}" for mark in _marks(fields, places)),
        *(f"{key}:{normal(text)}" for key, path in _PLAIN_VALUES for text in places.texts(path)),
        *(f"si:{bank}" for bank in banks),
    ]


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


def _subject_values(fields: Fields) -> list[str]:
    found: list[str] = []
    for heading, _, major, below in fields.mesh or ():
        name, qualifiers = normal(heading), [normal(qualifier) for qualifier in below]
        ways = [name, *(f"{name}/{qualifier}" for qualifier in qualifiers)]
        found += [f"mh:{way}" for way in ways] + [f"sh:{qualifier}" for qualifier in qualifiers]
        if major:
            found += [f"majr:{way}" for way in ways]
    for kind, _ in fields.publication_types or ():
        name = normal(kind)
        found.append(f"pt:{SAME_TYPES.get(name, name)}")
    return found


def _journal_values(fields: Fields, places: _Places) -> list[str]:
    title, pages = fields.journal or "", fields.pages or ""
    names = [title, title.partition(" : ")[0], title.partition(" (")[0], fields.journal_abbreviation or ""]
    names += places.texts("Article/Journal/ISOAbbreviation")
    names += places.texts("Article/Journal/ISSN") + places.texts("MedlineJournalInfo/ISSNLinking")
    return [
        *(f"ta:{normal(name)}" for name in names),
        f"vi:{normal(fields.volume or '')}",
        f"ip:{normal(fields.issue or '')}",
        f"pg:{normal(pages)}",
        f"pg:{normal(pages.partition('-')[0])}",
    ]


def _author_values(fields: Fields, names: list[str], places: _Places) -> list[str]:
    plain = [normal(name) for name in names]
    found = [f"1au:{plain[0]}", f"lastau:{plain[-1]}"] if plain else []
    for name, (last, fore, _, _, group) in zip(plain, fields.authors, strict=True):
        found += [f"{'cn' if group else 'au'}:{name}", f"fau:{_full(last, fore)}"]
    for key, full, path in (("ir", "fir", _INVESTIGATORS), ("ps", "ps", _PEOPLE)):
        for last, fore, initials in map(_person, places.at(path)):
            found += [f"{key}:{normal(printed_name(last, initials, ''))}", f"{full}:{_full(last, fore)}"]
    identifiers = (text for path in _AUTHOR_IDENTIFIERS for text in places.texts(path))
    return found + [f"auid:{normal(identifier.rpartition('/')[2])}" for identifier in identifiers]


_AUTHOR_IDENTIFIERS = tuple(f"{path}/Identifier" for path in _AUTHORS)


def _person(element: Element) -> tuple[str, str, str]:
    return element.findtext("LastName", ""), element.findtext("ForeName", ""), element.findtext("Initials", "")


def _full(last_name: str, fore_name: str) -> str:
    return normal(f"{last_name} {fore_name}") if len(fore_name) > 2 else ""


def _identifier_values(places: _Places) -> list[str]:
    found = [f"{key}:{normal(text)}" for text in places.texts("Article/ELocationID") for key in ("aid", "lid")]
    for path in _IDENTIFIERS:
        for element in places.at(path):
            kind = element.get("IdType")
            if kind != "pubmed":
                found.append(f"aid:{normal(element.text or '')}")
            if kind == "pmc":
                found.append(f"pmc:{normal(element.text or '')}")
    return found


_IDENTIFIERS = tuple(f"{place}ArticleIdList/ArticleId" for place in ("PubmedData/", "PubmedBookData/", ""))


def _marks(fields: Fields, places: _Places) -> Iterator[str]:
    """What the filters ask for: the record's status, whether there is an abstract, comments, corrections, a copy in PMC."""
    yield normal(fields.status or "")
    if fields.sections:
        yield "hasabstract"
    if fields.pmcid:
        yield "pmc"
    if fields.is_book:
        yield "book"
    if _is_systematic(fields):
        yield "systematic"
    for link in places.at("CommentsCorrectionsList/CommentsCorrections"):
        yield f"has{link.get('RefType', '').lower()}"


_SYSTEMATIC_TITLE = re.compile(
    r"systematic (?:(?:literature|scoping|narrative|qualitative|evidence|quantitative|meta|critical|mixed studies|mapping|cochrane"
    r"|search and|integrative) )?review\b"
)


def _is_systematic(fields: Fields) -> bool:
    """NLM's systematic reviews filter: by type, by Cochrane's database, or by title as long as NLM has not indexed the record.

    Source: NLM, "Search strategy used to create the PubMed systematic reviews filter".
    """
    types = {name.casefold() for name, _ in fields.publication_types or ()}
    if "systematic review" in types:
        return True
    if "review" in types and normal(fields.journal_abbreviation or "") == "cochrane database syst rev":
        return True
    title = normal(fields.title) if "systematic" in fields.title.casefold() else ""
    by_title = _SYSTEMATIC_TITLE.search(title) and not re.search(r"\bprotocols?\b", title)
    return bool(by_title) and "comment" not in types and fields.status != "MEDLINE"


# --- dates ---------------------------------------------------------------------------------------------------------


def _dates(places: _Places, fields: Fields) -> dict[str, list[int]]:
    found: dict[str, set[int]] = {}
    told = [(field, element) for field, path in _PLACES_OF_DATES for element in places.at(path)]
    told += [
        (field, element)
        for element in places.at(_HISTORY_DATES)
        if (field := _HISTORY.get(element.get("PubStatus", "")))
    ]
    for field, element in told:
        if (value := _number(element)) is not None:
            found.setdefault(field, set()).add(value)
    published = {*found.get("ppdat", ()), *found.get("epdat", ())}
    found["dp"] = published or ({number(fields.year, 1, 1)} if fields.year else set())
    return {name: sorted(values) for name, values in found.items() if values}


_PLACES_OF_DATES = (
    ("ppdat", "Article/Journal/JournalIssue/PubDate"),
    ("ppdat", "Book/PubDate"),
    ("epdat", "Article/ArticleDate"),
    ("lr", "DateRevised"),
    ("dcom", "DateCompleted"),
    ("crdt", "DateCreated"),
)
_MONTH = {month.lower(): place for place, month in enumerate(MONTHS, start=1)}
_SEASON = {"winter": 1, "spring": 3, "summer": 6, "fall": 9, "autumn": 9}


def _number(element: Element) -> int | None:
    """The first day that a date may mean; None without a year."""
    find = element.findtext
    year, month, day = find("Year", "").strip(), find("Month", "").strip(), find("Day", "").strip()
    if not (year.isdecimal() and len(year) == 4):
        year, month = _loose(element.findtext("MedlineDate", ""))
    if not year:
        return None
    numbered = int(month) if month.isdecimal() and len(month) < 3 else _named(month, element)
    return number(int(year), min(max(numbered, 1), 12), min(int(day), 31) if day.isdecimal() and len(day) < 3 else 1)


def _named(month: str, element: Element) -> int:
    return _MONTH.get(month[:3].lower()) or _SEASON.get(element.findtext("Season", "").strip().lower()) or 1


def _loose(written: str) -> tuple[str, str]:
    """Year and month of ``1998 Dec-1999 Jan``; "" for what is not there."""
    year, _, rest = written.strip().partition(" ")
    return (year[:4], rest[:3]) if year[:4].isdecimal() and len(year[:4]) == 4 else ("", "")


# --- places --------------------------------------------------------------------------------------------------------

_PATHS = (
    _HISTORY_DATES,
    *_IDENTIFIERS,
    *_AFFILIATIONS,
    *_AUTHOR_IDENTIFIERS,
    *(path for _, path in (*_PLAIN_VALUES, *_PLACES_OF_DATES)),
    _INVESTIGATORS,
    _PEOPLE,
    "Article/DataBankList/DataBank",
    "Article/ELocationID",
    "Article/Journal/ISOAbbreviation",
    "Article/Journal/ISSN",
    "CommentsCorrectionsList/CommentsCorrections",
    "MedlineJournalInfo/ISSNLinking",
)
"""Below the citation (or the book's document), or below the record itself."""


@frozen
class _Way:
    """A tag on the way to `_PATHS`: the path that ends with it, "" for none, and the tags below it."""

    path: str = ""
    below: "dict[str, _Way]" = field(factory=dict)


def _ways(paths: Iterable[str], above: str = "") -> dict[str, _Way]:
    """The first tags of paths below `above`, each with what goes on from it."""
    rests: dict[str, list[str]] = {}
    for path in paths:
        tag, _, rest = path.partition("/")
        rests.setdefault(tag, []).append(rest)
    return {
        tag: _Way(f"{above}{tag}" if "" in some else "", _ways(filter(None, some), f"{above}{tag}/"))
        for tag, some in rests.items()
    }


_WAYS = _ways(_PATHS)
