"""Whether an entry of a list of references is the work that an author and a year mean.

One name is that of the first author, with "et al." of a work of several; of two names joined by "and" the second is that of the other one
of two authors. An entry's authors stand at its beginning: a word of its title is no author, and its pages or the date of a visit are no year.
"""

import re

from claimcheck.language.patterns import end_of
from claimcheck.language.words import unaccented

_SURNAME = re.compile(r"(?:(?:van|von|de[rnl]?|di|da|l[ae]|al|el|ten?)[ -])*[^\W\d_][\w'’-]*", re.IGNORECASE)
_YEAR = re.compile(r"\b((?:1[89]|20)\d\d)([a-z]?)\b")
_PUBLISHED = re.compile(r"(?<![\w./:\u2013-])((?:1[89]|20)\d\d)([a-z]?)(?![\w/\u2013-])")
_SURELY_PUBLISHED = re.compile(r"\(((?:1[89]|20)\d\d)([a-z]?)\)|(?<![\w./:\u2013-])((?:1[89]|20)\d\d)([a-z]?);")
_PARTS = re.compile(r"[,&]|\b(?:and|und|et)\b")
_NO_NAMES = re.compile(r"\bet al\b\.?|\bcolleagues\b")
_NUMBER = re.compile(r"\s*(?:\[\d{1,3}\]|\(?\d{1,3}[.)])?\s*")
_INITIALS = r"(?:[A-Z]\.?[ -]?){1,4}"
_OUTER_INITIALS = re.compile(rf"\A{_INITIALS}\s+(?=\S)|\s+{_INITIALS}\Z")
_AFTER_NAME = r"(?=\s*(?:\Z|[.;:(]|(?:,\s*)?(?:(?:et al|[&]|and [A-Z]|Jr\b)|(?:[A-Z]\.?-?){1,4}(?![\w'’])|\(?(?:1[89]|20)\d\d)|,\s*[A-Z]))"
_OWN_INITIALS = rf"\s*,?\s*(?:{_INITIALS}(?![\w'’]))?"
_YEAR_NEXT = re.compile(r"[ .,]*\(?(?:1[89]|20)\d\d")
_GOES_ON = re.compile(r"\s*(?:[,;]\s*(?![\"“‘(])|and\b|und\b|&|et\b)")
_PARTICLES = r"(?:(?:[Vv]an|[Vv]on|[Dd]e[rnl]?|[Dd]i|[Dd]a|[Ll][ae]|[Tt]en?|d['’]) ?)*"
_OTHER = rf"(?:(?:[A-Z]\.-? ?){{1,3}}{_PARTICLES}[^\W\d_][\w'’-]+|{_PARTICLES}[A-Z][^\W\d_]*(?:[ '’-][^\W\d_]+){{0,3}},? (?:[A-Z]\.?[ -]?){{1,4}}(?![\w'’]))"
_THIRD = re.compile(rf"{_OWN_INITIALS}(?:[,;]?\s*(?:et al|&|and\s)|[,;]\s*{_OTHER})")
_BETWEEN = re.compile(rf"[,;]\s*{_OTHER}\s*[,;]")
_HEAD = 200
"""Characters of an entry in which its authors stand."""


def surname(target: str) -> str:
    """The first name in "Smith and Jones, 2020"; "" where there is none."""
    found = _SURNAME.search(target)
    return found.group() if found else ""


def years_of(target: str) -> tuple[str, ...]:
    """The years that "Smith 2019a, 2020" names, each once, with their letters."""
    return tuple(dict.fromkeys(year + letter for year, letter in _YEAR.findall(target)))


def years_published(entry: str) -> tuple[str, ...]:
    """The years in which an entry may have been published: those as "(2020)" or "2020;", else any that is no page or address."""
    sure = [(one[0] or one[2]) + (one[1] or one[3]) for one in _SURELY_PUBLISHED.findall(entry)]
    return tuple(dict.fromkeys(sure or [year + letter for year, letter in _PUBLISHED.findall(entry)]))


def is_by(entry: str, target: str) -> bool:
    """Whether the authors of an entry are those that "Smith 2020" or "Smith & Jones, 2020" names."""
    head = unaccented(entry[end_of(_NUMBER, entry) :][:_HEAD])
    names = _names(target)
    if not names:
        return False
    first = rf"(?:{_INITIALS}\s*|[A-Z][\w'’-]+ (?:[A-Z]\.? ?)?)??{_name(names[0])}{_AFTER_NAME}"
    found = re.match(first, head)
    if found is None or not all(_is_further(name, head, found.end()) for name in names[1:]):
        return False
    if _NO_NAMES.search(target):
        return not _is_alone(found.group(), head[found.end() :])
    return len(names) != 2 or _are_all(names, head, found.end())


def _is_alone(author: str, behind: str) -> bool:
    """Whether the first author of an entry is surely its only one: the year, or a title behind initials, stands next."""
    if author[1:2] == ".":  # "B. Jones, C. Brown": the initials stand before the name
        return _GOES_ON.match(behind) is None
    rest = re.sub(rf"\A{_OWN_INITIALS}", "", behind)
    if _YEAR_NEXT.match(rest):
        return True
    is_ended = "." in behind.removesuffix(rest)
    return is_ended and _GOES_ON.match(rest) is None and re.match(_OTHER, rest) is None


def _are_all(names: list[str], head: str, after: int) -> bool:
    """Whether no other author surely stands between two names, or behind them."""
    second = re.compile(_name(names[1])).search(head, after)
    return second is not None and not (_BETWEEN.search(head, after, second.start()) or _THIRD.match(head, second.end()))


def _names(target: str) -> list[str]:
    """The names before the year, without initials; that of a body of several words is one."""
    authors = _NO_NAMES.sub("", _YEAR.split(target, maxsplit=1)[0])
    parts = (_OUTER_INITIALS.sub("", part.strip(" .;(")) for part in _PARTS.split(authors))
    return [part for at, part in enumerate(parts) if part and not (at and re.fullmatch(_INITIALS, part))]


def _is_further(name: str, head: str, after: int) -> bool:
    """Whether a name stands behind the first author, where a name may begin."""
    found = re.compile(rf"(?:[,;&]\s*|\band\s+)(?:{_INITIALS}\s*|[A-Z][^\W\d_]+ )?{_name(name)}{_AFTER_NAME}").search(
        head, max(0, after - 1)
    )
    return found is not None


def _name(name: str) -> str:
    return rf"(?i:{re.escape(unaccented(name))})(?![\w'’-])"
