"""Whether a citation's words really stand in a paper: the desk checks it while it has the abstract, the gate reads the result."""

import re

from claimcheck.language.quotation import folded
from claimcheck.model import Claim, Paper

_GAP = re.compile(r"…|\.\.\.|\[[^\]]*\]")

_QUOTED = re.compile(r"\A\s*[\"'\u201c\u201e\u00ab\u2018\u201a](.+)[\"'\u201d\u201c\u00bb\u2019]\s*\Z", re.DOTALL)

FEWEST_WORDS = 3
"""A verdict's passage needs as many words; a single word stands in every abstract and says nothing."""


def passage_stands(passage: str, paper: Paper) -> bool | None:
    """Whether the passage is in the title or abstract, word for word after `folded`; None without an abstract.

    An ellipsis or a bracket in the passage stands for words left out: the parts must follow each other.
    """
    if not paper.has_abstract:
        return None
    return _stands(passage, paper) or (
        (pasted := _QUOTED.match(passage)) is not None and _stands(pasted.group(1), paper)
    )


def _stands(passage: str, paper: Paper) -> bool:
    parts = [part for part in (folded(piece) for piece in _GAP.split(passage)) if part]
    return bool(parts) and any(_in_order(parts, source) for source in _sources(paper))


def quoted(passage: str, paper: Paper) -> bool:
    """Whether a verdict may rest on the passage: some words in one piece, nothing left out, of the title or abstract."""
    if not passage_stands(passage, paper):
        return False
    wanted = folded(passage)
    if len(wanted.split()) < FEWEST_WORDS:
        return False
    whole = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    return any(whole.search(source) for source in _sources(paper))


def _sources(paper: Paper) -> tuple[str, ...]:
    sections = " ".join(s.text for s in paper.sections or ())
    return folded(paper.title), folded(sections), folded(paper.abstract)


def _in_order(parts: list[str], source: str) -> bool:
    at = 0
    for part in parts:
        at = source.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def terms_found(claim: Claim, paper: Paper) -> tuple[str, ...] | None:
    """The claim's own population and intervention terms that stand in title, abstract, keywords or MeSH, sorted.

    None without an abstract: then absence would prove nothing.
    """
    if not paper.has_abstract:
        return None
    headings = " ; ".join(heading.name for heading in paper.mesh or ())
    text = folded(" ; ".join((paper.title, paper.abstract, headings, *paper.keywords)))
    terms = {*claim.population, *claim.intervention}
    return tuple(sorted(term for term in terms if folded(term) in text))
