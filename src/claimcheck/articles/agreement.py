"""Whether two wordings say the same, as far as words tell: every word and number counts, in its order, but for fillers.

One word more or less can turn a sentence round ("stopping smoking" and "smoking", "little evidence" and "evidence", "in mice"),
and so can its unit, its sign or two words that change places. So the list of what may differ is the short one, and it stands
in `data/polarity.txt`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path

from claimcheck.language.wordlist import read_sections
from claimcheck.language.words import american

WORD = re.compile(r"[^\W\d_]+")
_NUMBER = r"(?<!\w)\.?\d+(?:[.,]\d+)*[\u2070\u00b9\u00b2\u00b3\u2074-\u2079\u207b]*|\d+(?:[.,]\d+)*"
_SIGN = r"(?<![\w%)])(?<![\d%)] )[-+](?=\.?\d)|[+<>?\u2264\u2265=~\u2248\u00b1%\u2030\u00b0/$\u20ac\u00a3]"
# Here a word that is ignored elsewhere counts: few people and a few, not effective and not very effective, vitamin A.
_PHRASE = (
    r"\b(?:a (?:few|little)|not (?:very|really|truly|quite|actually|simply)"
    r"|(?:vitamins?|hepatitis|influenza|types?|groups?|ha?emophilia) a)\b"
)
_TOKEN = re.compile(rf"{_PHRASE}|{_NUMBER}|{_SIGN}|{WORD.pattern}")
_ALIKE = (
    (re.compile(r"\b(?:cannot|can't)\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"\bper ?cent\b"), "%"),
    (re.compile(r"'s\b"), ""),
    (re.compile(r"(?<=\d) ?- ?(?=\d)"), " to "),
)
_CONTENT_LENGTH = 3
_SHORTEST = 4
_SLIP_LENGTH = 5
_ENDING = re.compile(r"(?:|e|e?s|ed|ing|y|ie[sd]|ly|al|ic|(?:a?t)?ions?|ments?|ory|ity|ren)")


def agrees(quote: str, passage: str) -> bool:
    """Whether two comparable texts have the same words and numbers in the same order, but for what may be put in or left out."""
    return _is_same(_words(quote), _words(passage))


def is_reworded(quote: str, passage: str) -> bool:
    """Whether a passage is likely what an editor made of a quote: it says the same, or claims less.

    "Can ease" for "eases" and "some people" for "most people" leave the source behind the sentence, though a person has to
    look; the other way round they do not. Where something is denied, less is more.
    """
    if agrees(quote, passage):
        return True
    mine, theirs = _words(quote), _words(passage)
    if not (mine and theirs):
        return False
    return _claims_less(mine, theirs) and _is_same(
        *([word for word in one if not is_shade(word)] for one in (mine, theirs))
    )


def _claims_less(mine: list[str], theirs: list[str]) -> bool:
    """Whether the second words are no stronger in how surely, of how many or how often they say it."""
    sections = _sections()
    left, put_in = set(mine) - set(theirs), set(theirs) - set(mine)
    kept = all(put_in & sections[kind] or not left & sections[kind] for kind in ("hedge", "share"))
    # A shade that went from an edge may stand beside the passage, as another one.
    has_edges = all(is_shade(mine[at]) <= is_shade(theirs[at]) for at in (0, -1))
    return kept and has_edges and not put_in & sections["strong"] and not sections["negation"].intersection(mine)


def is_shade(word: str) -> bool:
    """Whether a comparable word says how surely, or of how many."""
    return any(word in _sections()[kind] for kind in ("hedge", "share", "strong"))


def says_more(whole: str, part: str) -> bool:
    """Whether a comparable text has more that counts than a part of it: "a few studies" than "few studies"."""
    return _words(whole) != _words(part)


def words_beyond(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """The words and numbers of a comparable text that count and are a form of none in the others, which are comparable too."""
    others = [word for one in known for word in _words(one)]
    left = (word for word in _words(text) if not any(_is_variant(word, other) for other in others))
    return tuple(word for word in left if len(word) >= _CONTENT_LENGTH or word.isdigit() or _tones([word]))


def content_words(text: str) -> set[str]:
    """The words of a comparable text that carry what it says."""
    ignored = _sections()["ignored"]
    return {word for word in WORD.findall(text) if len(word) >= _CONTENT_LENGTH and word not in ignored}


def unmatched(words: set[str], others: set[str]) -> bool:
    """Whether any of the words is a form of none of the others."""
    return any(word not in others and not any(_is_variant(word, other) for other in others) for word in words)


def _words(text: str) -> list[str]:
    """Words, numbers and signs that count, in their order; one that is written twice in a row is a slip."""
    ignored = _sections()["ignored"]
    return [token for token, _ in groupby(_TOKEN.findall(_plain(text))) if token not in ignored]


def _plain(text: str) -> str:
    for pattern, same in _ALIKE:
        text = pattern.sub(same, text)
    return text


def _is_same(mine: list[str], theirs: list[str]) -> bool:
    if _tones(mine) != _tones(theirs):
        return False
    if len(mine) == len(theirs):
        return all(map(_is_variant, mine, theirs))
    return _compounded(mine) == _compounded(theirs)


def _compounded(words: Iterable[str]) -> str:
    """The words as if written in one, numbers and signs apart: well-being and wellbeing."""
    return "".join(word if word.isalpha() else f" {word} " for word in words)


def _is_variant(one: str, other: str) -> bool:
    """The same word with a slip of the pen, in another spelling, or with another ending."""
    if one == other or american(one) == american(other):
        return True
    if min(len(one), len(other)) < _SHORTEST or one[0] != other[0] or not (one + other).isalpha():
        return False
    return _has_slip(*sorted((one, other), key=len)) or _is_inflected(one, other)


def _has_slip(shorter: str, longer: str) -> bool:
    """Whether one letter is missing, or two have changed places; another letter often makes another word (lactose, lactase)."""
    if len(shorter) < _SLIP_LENGTH:
        return False
    if len(shorter) == len(longer):
        wrong = [at for at in range(len(shorter)) if shorter[at] != longer[at]]
        return len(wrong) == 2 and wrong[1] - wrong[0] == 1 and sorted(shorter) == sorted(longer)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _is_inflected(one: str, other: str) -> bool:
    stem = 0
    while stem < min(len(one), len(other)) and one[stem] == other[stem]:
        stem += 1
    stem -= one[stem - 1] == "e"
    return stem >= 3 and all(_is_ending(word, stem) for word in (one, other))


def _is_ending(word: str, stem: int) -> bool:
    """Whether a word ends well behind its stem; its last consonant may be doubled (stop, stopped)."""
    end = word[stem:]
    return any(_ENDING.fullmatch(one) for one in (end, end.removeprefix(word[stem - 1])))


def _tones(words: Iterable[str]) -> Counter[str]:
    """What decides what is said, whose forms are no forms of one another."""
    whole, stems = _tone_words()
    found: Counter[str] = Counter()
    for word in words:
        if word in whole:
            found[word] += 1
        found.update(stem for stem in stems if word.startswith(stem))
    return found


@cache
def _sections() -> Mapping[str, frozenset[str]]:
    return read_sections(Path(__file__).parent / "data" / "polarity.txt")


@cache
def _tone_words() -> tuple[frozenset[str], tuple[str, ...]]:
    entries = frozenset().union(*(words for name, words in _sections().items() if name != "ignored"))
    stems = tuple(sorted(entry.rstrip("*") for entry in entries if entry.endswith("*")))
    return frozenset(entry for entry in entries if not entry.endswith("*")), stems
