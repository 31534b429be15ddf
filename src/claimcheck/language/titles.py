"""Comparing names and titles without regard to case, accents and punctuation."""

import re
from functools import lru_cache

from claimcheck.language.wordlist import DATA, read_words
from claimcheck.language.words import GREEK, LATIN, unaccented

# Compiled when first used, and kept by `re`: every check loads this module, few compare titles.
_NOT_WORD = r"[^\w]+|_"
_DIGITS = r"[0-9]+"
_BRACKETS = r"\([^)]*\)|\[[^\]]*\]"
_SUBTITLE = r"\s*[:;=/]\s"
_STOP_WORDS = frozenset({"the", "of", "and", "in", "for", "on", "an", "a"})
_MARKUP = r"</?[A-Za-z][A-Za-z0-9:]{0,12}(?:\s[^<>]{0,200})?/?>"
# Greek letters stand spelt out in titles as often as not. "ß" is two letters once the case is folded.
_SPELT = str.maketrans(LATIN | GREEK)
# The same letters and umlauts as names are written where the sign is missing: "Goetzsche", "Mueller", "Aagaard".
_WRITTEN_OUT = r"(?<=[aou])e|(?<=a)a"
_PARTICLES = read_words(DATA / "name_particles.txt")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "2nd", "3rd", "4th"})
_SAME_TITLE = 0.93  # one or two typing slips or spellings in a title of usual length; "acute" for "chronic" is below


def words(text: str) -> list[str]:
    """The words of a text, folded: case, accents and punctuation gone, "&" read as "and"."""
    return re.sub(_NOT_WORD, " ", unaccented(text).casefold().translate(_SPELT).replace("&", " and ")).split()


def same_title(one: str, other: str) -> bool:
    """Whether two titles name one work: equal, without the subtitle, or apart by a slip of the pen.

    Markup and the spaces between words do not count. Numbers must be the same ("part 1" is not "part 2").
    """
    if same_words(one, other):
        return True
    one, other = without_markup(one), without_markup(other)
    left, right = words(one), words(other)
    if left in _main_titles(other) or right in _main_titles(one):
        return True
    if re.findall(_DIGITS, " ".join(left)) != re.findall(_DIGITS, " ".join(right)):
        return False
    from difflib import SequenceMatcher  # noqa: PLC0415 - most titles are equal, and every check loads this

    return SequenceMatcher(None, " ".join(left), " ".join(right), autojunk=False).ratio() >= _SAME_TITLE


def same_words(one: str, other: str) -> bool:
    """Whether two titles are the same but for markup, case, accents, punctuation and the spaces between words."""
    left, right = ("".join(words(without_markup(title))) for title in (one, other))
    return left == right != ""


def without_markup(title: str) -> str:
    """A title without the tags and character references that Zotero, CSL and journals write in it."""
    if "<" not in title and "&" not in title:
        return title
    from html import unescape  # noqa: PLC0415 - few titles hold markup, and every check loads this

    return unescape(re.sub(_MARKUP, "", title))


def _main_titles(title: str) -> list[list[str]]:
    """The title cut before each colon, question mark or full stop that begins a subtitle; two words at least."""
    cuts = (words(title[: match.start()]) for match in re.finditer(r"[:?.;]|\s[-\u2013\u2014]\s", title))
    return [cut for cut in cuts if len(cut) > 1]


@lru_cache(maxsize=4096)  # few journals, many papers
def same_journal(said: str, title: str | None, abbreviation: str | None) -> bool | None:
    """Whether what was said names this journal; None where neither its title nor its abbreviation is known.

    NLM's titles carry a subtitle ("European spine journal : official publication ...") or a place in brackets ("BMJ
    (Clinical research ed.)"); an abbreviation counts also where the record does not hold it (ISO 4 cuts words short).
    """
    if title is None and abbreviation is None:
        return None
    wanted = _name(said)
    names = [_name(form) for full in (title, abbreviation) if full for form in _forms(full)]
    if wanted in names:
        return True
    return any(_is_short_for(wanted, name) for name in names) or any(_is_short_for(name, wanted) for name in names)


def _forms(name: str) -> tuple[str, ...]:
    without = re.sub(_BRACKETS, " ", name)
    return name, without, re.split(_SUBTITLE, without)[0]


def _name(text: str) -> list[str]:
    return [word for word in words(text) if word not in _STOP_WORDS]


def _is_short_for(short: list[str], full: list[str]) -> bool:
    """Whether every word is the beginning of the other name's word in turn, or the one word is its initials."""
    if len(short) == len(full) > 1:
        return all(whole.startswith(part) for part, whole in zip(short, full, strict=True))
    return len(short) == 1 and len(full) > 2 and short[0] == "".join(word[0] for word in full)


def same_author(said: str, names: list[str]) -> bool:
    """Whether one of the authors (``Bronfort G``, or a group's name) is the person that was said ("Dr Gert Bronfort").

    Particles and suffixes may be left out or stand elsewhere, and letters may be written out: "Doe LVD" is "van der Doe L",
    "Goetzsche" is "Gøtzsche".
    """
    wanted = [word for word in words(said) if word not in _SUFFIXES]
    if any(_is_person(wanted, _family(name)) for name in names):
        return True
    spelt = _plainly(wanted)
    return any(_is_person(spelt, _plainly(_family(name))) for name in names if not (said + name).isascii())


def _is_person(wanted: list[str], family: list[str]) -> bool:
    core = [word for word in family if word not in _PARTICLES] or family
    said = [word for word in wanted if word not in _PARTICLES]
    if _is_part(family, wanted) or _is_part(wanted, family) or _is_part(core, said) or _is_part(said, core):
        return True
    joined = "".join(core)  # "O'Brien" is "OBrien"; of "García-López" the first name is often said alone
    return len(joined) > 3 and bool(said) and (joined in "".join(said) or (len(said[0]) > 3 and said[0] == core[0]))


def _plainly(names: list[str]) -> list[str]:
    return [re.sub(_WRITTEN_OUT, "", word) for word in names]


@lru_cache(maxsize=4096)
def _family(name: str) -> list[str]:
    """The family name of a name as citations print it: the words before the initials and the suffix."""
    parts = name.split(" ")
    while len(parts) > 1 and words(parts[-1]) and words(parts[-1])[0] in _SUFFIXES:
        parts.pop()
    last, initials = " ".join(parts[:-1]), parts[-1]
    return words(last if last and initials.isupper() and len(initials) <= 4 else " ".join(parts))


def _is_part(part: list[str], whole: list[str]) -> bool:
    size = len(part)
    return size > 0 and any(whole[start : start + size] == part for start in range(len(whole) - size + 1))
