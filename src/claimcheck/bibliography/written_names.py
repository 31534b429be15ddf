"""Names of authors as other programs write them, turned into names as citations print them."""

import re

from claimcheck.bibliography.works import one_line
from claimcheck.language.organisations import is_organisation, is_organisation_word

_SUFFIX = re.compile(r"(?:jr|sr|i{2,3}|iv|[2-9](?:nd|rd|th))\.?", re.IGNORECASE)
_PARTICLE = re.compile(
    r"van|von|vom|der|den|de|del|della|di|da|dos|das|du|la|le|el|al|bin|ibn|ten|ter|te|zu|zur|(?-i:[a-z\u00df-\u00ff]{1,4})",
    re.IGNORECASE,
)


def cited_name(family: str, given: str, suffix: str = "") -> str:
    """``Doe JA Jr`` from ``Doe``, ``Jane A.`` and ``Jr.``, as citations print it."""
    given, particles = _parted(given)
    initials = "".join(part[0].upper() for part in re.split(r"[\s.\-]+", given) if part[:1].isalpha())
    short = given.replace(".", "").replace(" ", "")
    letters = short if short.isupper() and len(short) <= 4 else initials[:4]
    parts = (particles, one_line(family), letters, suffix.strip(" .").replace("JR", "Jr").replace("SR", "Sr"))
    return " ".join(part for part in parts if part)


def author_name(name: str) -> str:
    """``van der Doe JA`` from ``van der Doe, Jane A.`` or ``Jane A. van der Doe``; a single word or a printed name stays.

    So does an organisation's name: ``World Health Organization``.
    """
    if whole := organisation_name(name):
        return whole
    family, *rest = (part.strip() for part in name.split(","))
    suffix = next((part for part in rest if _SUFFIX.fullmatch(part)), "")
    given = next((part for part in reversed(rest) if part and part != suffix), "")
    if given:
        return cited_name(family, given, suffix)
    words = family.split()
    while len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        suffix = suffix or words.pop()
    if len(words) < 2 or (words[-1].isupper() and len(words[-1]) <= 4):
        return " ".join(part for part in (*words, suffix.strip(" .")) if part)
    last = next((at for at, word in enumerate(words[1:-1], 1) if _PARTICLE.fullmatch(word)), len(words) - 1)
    return cited_name(" ".join(words[last:]), " ".join(words[:last]), suffix)


def organisation_name(name: str) -> str:
    """An organisation's name as it is, "" for a person's.

    An organisation is evident by its words, also where a program took them for names ("Organization, World Health"), or marked
    by a comma at its end, as in EndNote.
    """
    family, *rest = (one_line(part) for part in name.split(","))
    given = [part for part in rest if part]
    if family and (is_organisation(family) or (rest and not given)):
        return ", ".join([family, *given])
    words = given[0].split() if len(given) == 1 else []
    inverted = len(words) > 1 and is_organisation_word(family) and all(len(word.strip(".")) > 2 for word in words)
    return f"{given[0]} {family}" if inverted else ""


def _parted(given: str) -> tuple[str, str]:
    """Given names, and the particles of the family name that stand behind them ("Ludwig van der")."""
    words = given.split()
    last = len(words)
    while last > 1 and _PARTICLE.fullmatch(words[last - 1]) and words[last - 1].islower():
        last -= 1
    return " ".join(words[:last]), " ".join(words[last:])
