"""PMIDs, PMCIDs and DOIs as they stand in a text: each is read whole, or not at all.

A number that is parted ("2985 3478", "12,345,678"), or a DOI that is ("10.1016/j. smrv.2019"), may be another work's when it is
read to its first gap. Sources: ANSI/NISO Z39.56, SICI, for angle and square brackets within a DOI; DOI Handbook §2.2.
"""

import re
from collections.abc import Iterator

_GAP = r"[^\S\n]"
_NUMBER_ENDS = r"(?!\w|[.,:'\u2019]\d|[/\u2010-\u2013-]\w)"
_ALONE = rf"(?!{_GAP}\d(?!\d?[.)]\s+[^\W\d]))"
"""No digits behind a gap, which may belong to it, but for the number of a list's next entry."""
_SIGN = rf"(?:{_GAP}?(?:no\.?|number))?{_GAP}?[:#=-]?\s{{0,2}}"
_NEXT = r"(?:\s*[,;/]\s*(?:and\s+)?|\s+(?:and|&|or)\s+)"
_FURTHER = rf"{_NEXT}[1-9]\d{{6,8}}+{_NUMBER_ENDS}"  # shorter ones may be years, or count something

PMIDS = (
    rf"\b(?:PMID(?:s|\(s\))?|PubMed{_GAP}?(?:IDs?|identifiers?|numbers?|no\.?)){_SIGN}(?:NLM)?"
    rf"(?P<pmids>(?:[1-9]\d{{7,8}}+|[1-9]\d{{0,6}}+{_ALONE}){_NUMBER_ENDS}(?:{_FURTHER})*)"
)
PMCID = (
    r"\bPMC(?:IDs?)?[\s:#=-]{0,3}(?:PMC)?(?P<pmcid>(?:(?<=PMC)[1-9]\d{2,9}+|(?<!PMC)[1-9]\d{4,8}+)"
    rf"(?:(?<=\d{{7}})|{_ALONE})(?!\w|[,:'\u2019]\d|\.\d\d|[/\u2010-\u2013-]\d))"
)
_BRACKET = r"<[^\s<>]{1,80}>(?=\d\.\d\.|\Z)|\[[\w.]+:[^\s\[\]]{1,60}\](?=\d\.\d\.)"
_STOP = r"[,;|]+10\.\d{4}|[,;|.]*(?:https?:|doi:|PMC?ID|PubMed|Epub)|&[\w-]+=|&?amp;|;jsessionid="
DOI = (
    r"10\.\d{4,9}(?:\.\d{1,9}){0,4}(?:/|%2F)"
    rf"(?:{_BRACKET}|(?!{_STOP})[!$%&()*+,./0-9:;=@A-Z_a-z~-]|(?<=CO;\d-)\#){{1,500}}+"
)
_NAMED_DOI = re.compile(rf"(?:\bdoi\s?[:=.]?\s{{0,2}}|doi\.org/)(?P<doi>{DOI})", re.IGNORECASE)

_PMIDS, _PMCID, _NUMBER = re.compile(PMIDS, re.IGNORECASE), re.compile(PMCID, re.IGNORECASE), re.compile(r"\d+")
_GOES_ON = re.compile(
    r"(?<=[.\-/_:(])\s(?:(?!pm(?:c?id|c)|www|https?)[a-z][\w.()-]*\d|\w*\d\w*\.\w)|(?<=-)\s\w|\s[.\-/]\w|[<\[][\w.-]+:"
    r"|[\u00ad\u200b-\u200d\u2010-\u2013\u2060\u2212\ufeff]\w|[^\W\x00-\x7f]"
)
_TRAILING = ".,;:!?'\"\u2019\u201d\u2026*_"
_PAIRS = {")": "(", "]": "[", "}": "{"}


def numbers_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the numbers stand that a match of `PMIDS` has."""
    return (found.span() for found in _NUMBER.finditer(text, start, end))


def pmids_in(text: str) -> tuple[str, ...]:
    """The PMIDs that a text names as such."""
    return tuple(number for found in _PMIDS.finditer(text) for number in _NUMBER.findall(found["pmids"]))


def pmcids_in(text: str) -> tuple[str, ...]:
    """The PMCIDs of a text."""
    return tuple(f"PMC{found['pmcid']}" for found in _PMCID.finditer(text))


def named_dois_in(text: str) -> tuple[str, ...]:
    """The DOIs that a text names as such."""
    return tuple(trimmed(one["doi"]) for one in _NAMED_DOI.finditer(text) if is_whole(text, one.end()))


def is_whole(text: str, end: int) -> bool:
    """Whether a DOI that ends at a place of a text does not seem to go on behind it."""
    return _GOES_ON.match(text, end) is None


def trimmed(address: str) -> str:
    """An address without the punctuation of the sentence around it."""
    while address:
        last = address[-1]
        if last in _TRAILING or (last in _PAIRS and address.count(last) > address.count(_PAIRS[last])):
            address = address[:-1]
        else:
            break
    return address
