"""PubMed's search fields: every tag, its full name as PubMed repeats it, and where the index keeps what it means.

Source: PubMed user guide, "Search field tags"; the full names are those of EInfo.
"""

from attrs import frozen

from claimcheck.catalogs.mirror.words import normal

TITLE, BODY, KEYWORDS, SUBJECTS, PLACES, REST = "title", "body", "keywords", "subjects", "places", "rest"
TEXTS = (BODY, TITLE, KEYWORDS, SUBJECTS, PLACES, REST)
"""The index's fields of running text: searched by word, phrase, beginning and nearness. The body is title, abstract and
keywords in one, because relevance is told best where a word's places are counted together."""
EVERYWHERE = (BODY, SUBJECTS, PLACES, REST)
DATES = ("dp", "ppdat", "epdat", "edat", "crdt", "mhda", "lr", "dcom")
"""The index's dates, as numbers such as 20260131."""


@frozen
class Tag:
    """A search field. Words are looked for in `texts`; without any, whole values under `key`, or the date or number `date`."""

    key: str
    name: str
    texts: tuple[str, ...] = ()
    date: str = ""


_TABLE: tuple[tuple[Tag, str], ...] = (
    (Tag("all", "All Fields", EVERYWHERE), "all fields"),
    (Tag("tiab", "Title/Abstract", (BODY,)), "title/abstract"),
    (Tag("ti", "Title", (TITLE,)), "titl"),
    (Tag("tw", "Text Word", (BODY, SUBJECTS)), "word, text words, text"),
    (Tag("ot", "Other Term", (KEYWORDS,)), "otrm"),
    (Tag("ad", "Affiliation", (PLACES,)), "affl"),
    (Tag("tt", "Transliterated Title", (TITLE,)), ""),
    (Tag("mh", "MeSH Terms"), "mesh, mesh term"),
    (Tag("majr", "MeSH Major Topic"), ""),
    (Tag("sh", "MeSH Subheading"), "subh, mesh subheadings, subheading"),
    (Tag("pt", "Publication Type"), "ptyp"),
    (Tag("ta", "Journal"), "jour, so, te"),
    (Tag("jid", "NLM Unique ID"), ""),
    (Tag("au", "Author"), "auth, author name"),
    (Tag("fau", "Author - Full"), "full, full author name"),
    (Tag("1au", "Author - First"), "faut, first author name"),
    (Tag("lastau", "Author - Last"), "laut, last author name"),
    (Tag("cn", "Author - Corporate"), "coln, corporate author"),
    (Tag("auid", "Author - Identifier"), "author identifier"),
    (Tag("ir", "Investigator"), ""),
    (Tag("fir", "Investigator - Full"), "finv, full investigator name"),
    (Tag("ps", "Subject - Personal Name"), "personal name as subject"),
    (Tag("la", "Language"), "lang"),
    (Tag("vi", "Volume"), "vol"),
    (Tag("ip", "Issue"), "iss"),
    (Tag("pg", "Pagination"), "page"),
    (Tag("aid", "Article Identifier"), "doi"),
    (Tag("lid", "Location ID"), ""),
    (Tag("pmc", "PMC ID"), "pmcid"),
    (Tag("gr", "Grants and Funding"), "grnt, grant number, grants and funding"),
    (Tag("nm", "Supplementary Concept"), "subs, substance name, supplementary concept"),
    (Tag("rn", "EC/RN Number"), "ecno, registry number"),
    (Tag("si", "Secondary Source ID"), ""),
    (Tag("pl", "Place of Publication"), "cnty"),
    (Tag("pubn", "Publisher"), ""),
    (Tag("isbn", "ISBN"), ""),
    (Tag("book", "Book"), ""),
    (Tag("sb", "Filter"), "filter, filt, subset"),
    (Tag("uid", "UID", date="pmid"), "pmid"),
    (Tag("dp", "Date - Publication", date="dp"), "pdat, publication date"),
    (Tag("ppdat", "Print Publication Date", date="ppdat"), "ppdt"),
    (Tag("epdat", "Electronic Publication Date", date="epdat"), "epdt"),
    (Tag("edat", "Date - Entry", date="edat"), "entrez date, entry date"),
    (Tag("crdt", "Date - Create", date="crdt"), "create date, date created"),
    (Tag("mhda", "Date - MeSH", date="mhda"), "mesh date"),
    (Tag("lr", "Date - Modification", date="lr"), "mdat, modification date, date last revised"),
    (Tag("dcom", "Date - Completion", date="dcom"), "cdat, completion date"),
)  # fmt: skip

NOT_KEPT = {
    **dict.fromkeys(("ab", "abstract"), "Abstract"),
    **dict.fromkeys(("ed", "editor"), "Editor"),
    **dict.fromkeys(("pa", "papx"), "Pharmacological Action"),
    "cois": "Conflict of Interest Statements",
}
"""Fields that PubMed has and the mirror has not: their terms are not in the records, or not worth an index."""


NAMED = {normal(name): tag for tag, more in _TABLE for name in (tag.key, tag.name, *more.split(",")) if name.strip()}
"""By any of its names, its key among them."""
ALL_FIELDS = NAMED["all"]


def tag_named(written: str) -> tuple[Tag | None, bool]:
    """The field of a tag as it stands between brackets, and whether narrower terms are wanted (``mh:noexp``: they are not)."""
    plain = normal(written)
    narrow = plain.endswith(" noexp")
    return NAMED.get(plain.removesuffix(" noexp")), not narrow
