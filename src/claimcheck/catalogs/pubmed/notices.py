"""Links between a paper and its retraction, correction or update, as PubMed writes them.

Source: NLM, "Errata, Retractions, and Other Linked Citations in PubMed" and the DTD's RefType values. ``…In`` stands on
the paper that the notice is about; ``…Of``, ``…For`` and ``…From`` on the notice. Links that say nothing of a paper's
standing (comments, summaries for patients, data sets, references) are no notices.
"""

import datetime as dt
import re

from claimcheck.catalogs.pubmed.plaintext import tidy
from claimcheck.errors import InvalidIdentifierError
from claimcheck.identifiers import Pmid
from claimcheck.model import Direction, Notice, NoticeType

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_LINKS = (
    (NoticeType.RETRACTION, "Retraction", "Of", ("RIN", "ROF")),
    (NoticeType.EXPRESSION_OF_CONCERN, "ExpressionOfConcern", "For", ("ECI", "ECF")),
    (NoticeType.ERRATUM, "Erratum", "For", ("EIN", "EFR")),
    # NLM made partial retractions errata in 2016; older files still name them.
    (NoticeType.ERRATUM, "PartialRetraction", "Of", ()),
    (NoticeType.REPUBLICATION, "CorrectedandRepublished", "From", ("CRI", "CRF")),
    (NoticeType.REPUBLICATION, "Republished", "From", ("RPI", "RPF")),
    (NoticeType.REPUBLICATION, "RetractedandRepublished", "From", ("RRI", "RRF")),
    (NoticeType.UPDATE, "Update", "Of", ("UIN", "UOF")),
)
"""What a link makes of a paper, its name, the ending on the notice, and the tags of both in the MEDLINE format."""
_KINDS = {
    f"{name}{ending}".lower(): (kind, direction)
    for kind, name, away, _ in _LINKS
    for ending, direction in (("In", Direction.IN), (away, Direction.OF))
}
REF_TYPES = {
    tag: f"{name}{ending}" for _, name, away, tags in _LINKS for tag, ending in zip(tags, ("In", away), strict=False)
}
"""By MEDLINE's tag the RefType that the XML has for it."""

# The date of a reference: "J Test. 2001 Aug 2;412(6846):565". A year in a journal's name stands in brackets.
_REFERENCE_DATE = re.compile(
    r"(?<!\S)((?:1[89]|20)[0-9]{2})(?:\s+([A-Z][a-z]{2})[a-z]*(?:\s+([0-9]{1,2}))?[^;:.\s]*)?(?=\s*(?:[;:.]|$))"
)


def notice_of(ref_type: str, source: str, pmid: str) -> Notice | None:
    """The notice behind a RefType with its RefSource and the linked PMID ("" where none); None for other links."""
    kind = _KINDS.get(ref_type.lower())
    if kind is None:
        return None
    source = tidy(source)
    return Notice(kind[0], kind[1], pmid_or_none(pmid), reference_date(source), source)


def reference_date(source: str) -> str | None:
    """The date of a reference as ISO date, or its year where no day is given; None where no date is plain."""
    found = _REFERENCE_DATE.search(source)
    if found is None:
        return None
    year, month, day = found.groups()
    if day is not None and month in MONTHS:
        exact = date_or_none(year, month, day)
        return exact.isoformat() if exact else year
    return year


def date_or_none(year: str, month: str, day: str) -> dt.date | None:
    """A date from PubMed's parts; months are numbers or English abbreviations. None where a part is no such thing."""
    number = str(MONTHS.index(month) + 1) if month in MONTHS else month
    try:
        return dt.date(int(year), int(number), int(day))
    except ValueError:
        return None


def pmid_or_none(text: str) -> Pmid | None:
    """A PMID in standard form, or None."""
    try:
        return Pmid(text.strip())
    except InvalidIdentifierError:
        return None
