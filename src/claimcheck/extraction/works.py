"""What reads as a work that a page leans on, and as the heading of a list of such works."""

import re
from collections.abc import Iterator

from claimcheck.articles.base import Article
from claimcheck.extraction.terms import health_terms
from claimcheck.language.patterns import end_of
from claimcheck.stretches import apart_from

LIST = "References (0)"
"""What stands above a list of works that is known only by what stands in it; no page writes it so."""
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

AUTHORS = r"[A-Z][\w'’-]+,? [A-Z]{1,3}(?:[.,;]|\s(?:and|&|et)\b)"
_PARTICLES = r"(?:(?:[Vv]an|[Vv]on|[Dd]e[rnl]?|[Dd]i|[Dd]a|[Ll][ae]|[Aa]l|[Ee]l|[Tt]en?) )*"
_BEGINS_ANOTHER = re.compile(
    rf"(?:\A|[.;\n)\]/]|\b[Ss]ee(?: also)?:?|\band\b)\s*\(?{_PARTICLES}(?:{AUTHORS}|[A-Z][\w'’-]+, (?:[A-Z]\. ?)+|[A-Z][\w'’-]+ et al\b)"
    r"|\n\s*(?:[^\s.]+\s+){3,20}[^\s.]+[.?!]\s+\S"
    r"|(?:[;,&\n]|\band\b|\bsee\b|\balso\b)\s*[A-Z][a-z][\w'’-]*(?: et al\.?|,? (?:and|&) [A-Z][\w'’-]+)?,? \(?(?:19|20)\d\d[a-z]?\)?(?=\s*(?:\(|\[|\Z))"
)
_HEAD = re.compile(rf"{_REFERENCES.pattern.removesuffix(':?')}:(?:\s+|\Z)", re.IGNORECASE)
_OTHER = r"(?:(?:[,;]|,? (?:and|&))\s+[A-Z][\w'’-]+,? (?:[A-Z]{1,4}(?![A-Za-z])\.?|(?:[A-Z]\.[ -]?){1,4}))"
_NUMBER = r"(?:\[\d{1,3}\]|\(?\d{1,3}[.)]|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]{1,3})"
_FURTHER = re.compile(rf"\s{_NUMBER}\s*(?={AUTHORS})")
_ENTRY = re.compile(
    rf"\s*{_NUMBER}?\s*(?={AUTHORS})(?P<first>[A-Z][\w'’-]+,? [A-Z]+(?![A-Za-z]))(?:\.(?:[ -]?[A-Z]\.)*)?{_OTHER}*(?:,? et al\b)?"
    r"[.,:;]?\s*\(?(?:(?:19|20)\d\d|[A-Z\"“‘'])"
)
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\bPMID|\bPMC\d|\bdoi\b", re.IGNORECASE)


def is_list_of_works(heading: str) -> bool:
    """Whether a heading such as "References" stands above the page's sources."""
    return _REFERENCES.fullmatch(heading) is not None


def names_work(text: str) -> bool:
    """Whether a text holds what names a work: authors with initials, an identifier, a volume of a year."""
    return WORK.search(text) is not None


def begins_another(between: str) -> bool:
    """Whether the words between two identifiers tell of another work: authors behind a stop, or a line that begins with a sentence."""
    return _BEGINS_ANOTHER.search(between) is not None


def names_list(article: Article, start: int) -> bool:
    """Whether words such as "References:" stand at a place."""
    return _HEAD.match(article.text, start) is not None


def lists_of_works(article: Article) -> Iterator[tuple[int, int]]:
    """Where works stand one after the other, or right below words such as "References:", which it begins with; no heading need tell."""
    items, is_apart = {item.start: item.end for item in article.items}, apart_from(article.asides)
    begin = end = until = count = at = 0  # until: where the last work's item ends; count: of the works
    has_head = False
    for block in (*article.text.split("\n\n"), ""):
        head = end_of(_HEAD, block)
        goes_on = count > 0 and at < until
        may_go_on = at in items and (until > 0 or has_head)
        is_work = is_apart(at, at + 1) and (_is_entry(block[head:]) or (may_go_on and names_work(block)))
        if head or not (is_work or goes_on):
            if count and count + has_head > 1:
                yield begin, end
            begin, has_head, count, until = at, head > 0, 0, 0
        if is_work:
            begin = begin if count or has_head else at
            count, until = count + 1 + block.startswith("[") + len(_FURTHER.findall(block)), items.get(at, 0)
        end = at + len(block) if is_work or goes_on else end
        at += len(block) + len("\n\n")


def _is_entry(text: str) -> bool:
    """Whether a text begins as an entry of a list does, with its authors, and is dated or has a number of a catalogue."""
    found = _ENTRY.match(text)
    return found is not None and _DATED.search(text) is not None and not health_terms(found["first"])
