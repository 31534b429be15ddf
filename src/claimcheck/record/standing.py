"""What a PubMed record is: a work that can be evidence, or one that was taken back, a notice, a plan, work on animals.

By publication type, link and title together, each of which may be missing. The judge and the rules ask here.
Source: MeSH Publication Characteristics (NLM); Cochrane's policy on withdrawn reviews.
"""

import re
from functools import lru_cache

from claimcheck.model import RETRACTION_WATCH, Direction, Notice, NoticeType, Paper
from claimcheck.model.papers import RETRACTION_NOTICES

NOTICE_KINDS = RETRACTION_NOTICES | {"published erratum", "expression of concern"}
"""Publication types of notices, in small letters."""
_NOTICE_UIS = frozenset({"D016440", "D016425", "D000075742"})
NOTICE_LINKS = (NoticeType.RETRACTION, NoticeType.EXPRESSION_OF_CONCERN, NoticeType.ERRATUM)
"""What a notice may say of the work that it links to."""
_REPUBLISHED = "corrected and republished article"

# Patterns are compiled when first used, and kept by `re`: the gate starts often.
_WITHDRAWN_TITLE = r"(?i)\A\s*\[?withdrawn(?: article)?\s*[:.\]]"
_MARK = (
    r"(?:retracted|withdrawn|removed|temporary removal|(?:editorial )?expression of concern)"
    r"(?: (?:article|paper|publication|chapter))?"
)
_MARK_BEFORE = rf"(?i)\A\s*[\[(]?{_MARK}\s*(?:[\])]\s*[:.]?|[:.])\s*"
_MARK_BEHIND = rf"(?i)\s*[\[(]{_MARK}[\])]\s*\.?\s*\Z"
_NOTICE_TITLE = (
    r"(?i)\A\s*\[?(?:"
    r"(?:(?:author|publisher)(?:'s)? )?(?:correction|corrigend(?:um|a)|errat(?:um|a)|addendum)(?: to)?\s*(?:[:.\"'\u201c\u2018]|$)"
    r"|(?:author |publisher )?(?:correction|corrigendum|erratum) (?:to|for)\b"
    r"|retraction(?: notice| note| statement)?\s*(?:[:.\"\u201c]|to\b|$)|(?:notice of )?retraction of[: ]*[\"'\u201c\u2018]"
    r"|notice of (?:retraction|withdrawal)\b|withdrawal notice\b|department of error\b"
    r"|(?:editorial )?(?:note of |notice of )?expressions? of concern\b"
    r")"
)
_PLAN_TITLE = (
    r"(?i)\A(?!.*\b(?:results|findings)\b).*?(?:\b(?:study|trial|review|research|analysis) protocols?\b"
    r"|\bprotocols? (?:for|of) (?:an?|the|two|three)\b[^:]*\b(?:trial|study|cohort|review|meta-analysis)"
    r"|[:(]\s*(?:an? )?(?:[\w-]+ )?protocol(?=\W*$| (?:for|of|and|to)\b|\)|:)"
    r"|\bdesign of an? (?:[\w-]+ ){0,4}trial\b|\b(?:objectives|rationale),? (?:and )?(?:study )?design\b"
    r"|\bdesign and (?:rationale|objectives)\b)"
)
_TITLES = (
    ("withdrawn", ("withdrawn",), _WITHDRAWN_TITLE),
    (
        "notice",
        ("correction", "corrig", "errat", "addendum", "retraction", "withdrawal", "concern", "department"),
        _NOTICE_TITLE,
    ),
    ("plan", ("protocol", "design"), _PLAN_TITLE),
)
"""What a title may say, words one of which must stand in it, and the pattern."""
_LABORATORY = frozenset({"animals", "in vitro techniques"})
_IN_ANIMALS = (
    r"(?i)\b(?:mice|mouse|murine|rats?|rodents?|rabbits?|hamsters?|guinea[- ]pigs?|gerbils?|zebrafish|drosophila|xenopus"
    r"|c\. elegans|macaques?|rhesus|piglets?|porcine|canine|feline|equine|bovine|ovine|broilers?"
    r"|in (?:dogs|cats|horses|pigs|sheep|cattle|cows|chickens|monkeys)|in vitro|ex vivo|cell lines?|cultured cells|cell cultures?)\b"
)
_IN_PEOPLE = (
    r"(?i)\b(?:patients?|participants?|people|persons?|individuals|women|men|adults|children|boys|girls|adolescents|infants"
    r"|newborns|neonates|volunteers|humans?|subjects|population|cohort|trials?|workers|students|outpatients|clinical)\b"
)


def barred(paper: Paper) -> str:
    """Why the record can be no evidence at all, in a few words (one of `BARS`); "" where it can."""
    return no_finding(paper) or ("" if _has_abstract(paper) else _UNREAD)


def no_finding(paper: Paper) -> str:
    """Why the record reports no finding that stands, with or without its abstract; "" where it may."""
    return next((why for holds, why in _CHECKS if holds(paper)), "")


def is_retracted(paper: Paper) -> bool:
    """Whether its journal took it back."""
    return paper.is_retracted


def is_withdrawn(paper: Paper) -> bool:
    """Whether its publisher withdrew it, as Cochrane does with reviews: the title begins with WITHDRAWN."""
    return "withdrawn" in _told_by(paper.title)


def is_notice(paper: Paper) -> bool:
    """Whether the record is itself a retraction, correction or concern about another work."""
    types = paper.publication_types or ()
    if any(kind.ui in _NOTICE_UIS or kind.name.casefold() in NOTICE_KINDS for kind in types):
        return True
    if any(link.direction is Direction.OF and link.type in NOTICE_LINKS for link in paper.notices or ()):
        return True
    return "notice" in _told_by(paper.title) and all(kind.name.casefold() != _REPUBLISHED for kind in types)


def is_plan(paper: Paper) -> bool:
    """Whether the record tells of a study whose results are not in: a protocol, or a rationale and design."""
    if any("protocol" in kind.name.casefold() for kind in paper.publication_types or ()):
        return True
    return "plan" in _told_by(paper.title)


def unmarked(title: str) -> str:
    """A title without the mark that its journal or PubMed put to it when the work was taken back or put in doubt."""
    return re.sub(_MARK_BEHIND, "", re.sub(_MARK_BEFORE, "", title))


def notices_about(paper: Paper, *types: NoticeType) -> tuple[Notice, ...]:
    """The notices of these types about the paper (PubMed's ``…In``)."""
    return tuple(one for one in paper.notices or () if one.direction is Direction.IN and one.type in types)


def notices_told(paper: Paper) -> tuple[str, ...]:
    """What was published about the paper, each kind once, in a few words."""
    return tuple(dict.fromkeys(_NOTICES[one.type] for one in paper.notices or () if one.direction is Direction.IN))


def notice_shown(notice: Notice) -> str:
    """``notice PMID 1, 2020``; where nobody gives a PMID or date, the notice as it is cited. Another teller than PubMed is named."""
    listed = notice.told_by == RETRACTION_WATCH
    when = notice.date or ("" if listed else notice.source.rstrip("."))
    told_by = f" ({notice.source})" if listed else ""
    if notice.pmid:
        return f"notice PMID {notice.pmid}{f', {when}' if when else ''}{told_by}"
    return (
        f"notice {'of' if notice.date else 'in'} {when}, which has no PMID" if when else "the notice has no PMID"
    ) + told_by


def animals_only(paper: Paper) -> bool:
    """Whether only animals or cells were studied: by MeSH; of a record without check tags, by plain words of its text."""
    headings = {heading.name.casefold() for heading in paper.mesh or ()}
    if "humans" in headings:
        return False
    return not _LABORATORY.isdisjoint(headings) or _tells_of_animals(paper.title, paper.abstract)


def _tells_of_animals(title: str, abstract: str) -> bool:
    """Whether the title names animals or cells and nobody else, and title and abstract speak more of these than of people."""
    if not re.search(_IN_ANIMALS, title) or re.search(_IN_PEOPLE, title):
        return False
    return len(re.findall(_IN_ANIMALS, f"{title} {abstract}")) > len(re.findall(_IN_PEOPLE, abstract))


def _has_abstract(paper: Paper) -> bool:
    """Whether there is one to read; the lock keeps only the hash of it."""
    return paper.has_abstract or paper.abstract_sha256 is not None


@lru_cache(maxsize=4096)  # every rule asks about the same titles
def _told_by(title: str) -> frozenset[str]:
    """What a title alone says of its record: ``withdrawn``, ``notice``, ``plan``."""
    folded = title.casefold()
    near = (one for one in _TITLES if any(word in folded for word in one[1]))
    return frozenset(what for what, _, pattern in near if re.search(pattern, title))


_NOTICES = {
    NoticeType.RETRACTION: "retracted",
    NoticeType.EXPRESSION_OF_CONCERN: "expression of concern",
    NoticeType.ERRATUM: "corrected since",
    NoticeType.UPDATE: "updated since",
    NoticeType.REPUBLICATION: "republished since",
}
_UNREAD = "no abstract to read"
_CHECKS = (
    (is_retracted, "retracted"),
    (is_withdrawn, "withdrawn"),
    (is_notice, "a notice about another paper"),
    (is_plan, "a plan without results"),
)
BARS = frozenset({_UNREAD, *(why for _, why in _CHECKS)})
"""All that `barred` may say."""
