"""What reads as a work that a page leans on, and as the heading of a list of such works."""

import re

_LIST = r"(?:references?(?: list)?|bibliography|works cited|literature(?: cited)?|further reading|sources|(?:foot|end)?notes|citations|resources)"
_REFERENCES = re.compile(
    r"(?:(?:list of|our|the|all|full|key|main|selected|scientific|medical|clinical|primary|additional|other|article|study) )*"
    rf"{_LIST}(?: (?:and|&) (?:\w+ )?(?:{_LIST}|links))*(?: (?:used|cited|consulted|for (?:this|the) (?:section|page|article|chapter)))?"
    r"(?: \(\d+\)| \d+)?:?",
    re.IGNORECASE,
)
WORK = re.compile(
    r"pubmed\.ncbi|\b(?:doi(?:\.org/|:)|PMID:?\s?\d|(?:19|20)\d\d\s?;\s?\d+|[A-Z][\w'’-]+ [A-Z]{1,3},? (?:[A-Z][\w'’-]+ [A-Z]{1,3}|et al))"
)


def is_list_of_works(heading: str) -> bool:
    """Whether a heading such as "References" stands above the page's sources."""
    return _REFERENCES.fullmatch(heading) is not None


def names_work(text: str) -> bool:
    """Whether a text holds what names a work: authors with initials, an identifier, a volume of a year."""
    return WORK.search(text) is not None
