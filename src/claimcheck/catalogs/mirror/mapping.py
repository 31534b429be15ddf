"""What PubMed makes of a query: tags become fields, untagged words are mapped to headings, journals and authors.

The result is the tree of exact questions, the translation as PubMed writes it, and what was passed over or taken apart.
Source: PubMed user guide, "Automatic Term Mapping", "How PubMed works"; the notation is that of ESearch's QueryTranslation.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from attrs import evolve, frozen

from claimcheck.catalogs.mirror import vocabulary
from claimcheck.catalogs.mirror.asked import (
    AllOf,
    AnyOf,
    Asked,
    Between,
    Everything,
    Nothing,
    Spellings,
    Text,
    Values,
    ValuesLike,
    Without,
)
from claimcheck.catalogs.mirror.dates import recent, span
from claimcheck.catalogs.mirror.known import Known
from claimcheck.catalogs.mirror.subheadings import subheading, with_narrower
from claimcheck.catalogs.mirror.syntax import Joined, Part, Range, Said, UnreadableQueryError, read_query
from claimcheck.catalogs.mirror.tags import ALL_FIELDS, NAMED, NOT_KEPT, Tag, tag_named
from claimcheck.catalogs.mirror.words import STOPWORDS, normal, variants, words

_LONGEST_NAME = 8
"""Words of the longest heading or journal that untagged words are tried for."""
_FEWEST_BEFORE_STAR = 4
_MOST_TURNS = 100
_STAR_AND_MARK = re.compile(r"\*(?=[^\w\s*])")
"""Where a word ends that has an asterisk and a mark of punctuation behind it."""
_HIGHEST_PMID = 999_999_999
_WITHIN = "-'\u2019"
"""Marks within a word: its parts stand next to each other, as in ``country's``."""
_MOST_BETWEEN = 1_000
"""Words between those of a proximity search."""
_MOST_NEAR = 5
"""Words of a proximity search: every order is asked for, and there are 120 orders of five."""
_NAMES = ("au", "fau", "1au", "lastau", "ir", "fir", "ps")


@frozen
class Mapped:
    """A query ready to be asked. `warnings` are sentences as those of the PubMed client."""

    asked: Asked
    translation: str
    warnings: tuple[str, ...] = ()


@frozen
class _Piece:
    """A part of the answer with its notation; `joint` is its outermost operator, "" for what needs no parentheses."""

    asked: Asked
    text: str
    joint: str = ""

    def inside(self, joint: str) -> str:
        """The notation as an operand of `joint`."""
        return self.text if self.joint in ("", joint) else f"({self.text})"


_SENTENCES = {
    "not found": "the mirror has nothing for: {}",
    "field": "the mirror does not know the field: {}",
    "filter": "the mirror does not know the filter and left it out: {}",
    "ignored": "the mirror ignored: {}",
    "phrase": "the mirror has no such phrase and searched its words: {}",
    "rough": "the mirror {}",
}


class Mapping:
    """Maps queries to a catalogue that stays as it is. A claim's queries say the same words again and again: each is mapped
    once. Safe to share between threads.
    """

    def __init__(self, known: Known) -> None:
        self._known = known
        self._leaf = lru_cache(maxsize=1 << 13)(self._leaf_mapped)

    def of(self, text: str, today: dt.date) -> Mapped:
        """Read and map a query. Raises `UnreadableQueryError`."""
        reading = read_query(text)
        mapper = _Mapper(self._known, today, self._leaf)
        mapper.told += [("ignored", word) for word in reading.ignored]
        piece = mapper.of(reading.part) if reading.part is not None else None
        if piece is None:
            piece = mapper.not_found()
            mapper.told += [] if mapper.told else [("rough", f"found no word to search for in: {text.strip()}")]
        told = dict.fromkeys(_SENTENCES[kind].format(what) for kind, what in mapper.told)
        return Mapped(piece.asked, piece.text, tuple(told))

    def _leaf_mapped(self, part: Said | Range, today: dt.date) -> "_LeafMapped":
        mapper = _Mapper(self._known, today, self._leaf)
        return mapper.leaf(part), tuple(mapper.told)


_LeafMapped = tuple[_Piece | None, tuple[tuple[str, str], ...]]
"""What words, a phrase or a range come to, and what is worth telling of it."""


class _Mapper:
    """Maps one query; `told` collects what is worth telling, as pairs of kind and words."""

    def __init__(self, known: Known, today: dt.date, leaf: Callable[[Said | Range, dt.date], _LeafMapped]) -> None:
        self._known = known
        self._today = today
        self._known_leaf = leaf
        self._turns = 0
        self.told: list[tuple[str, str]] = []

    def of(self, part: Part) -> _Piece | None:
        """The piece for a part; None where nothing of it can be searched. A long chain is walked, not recursed into."""
        if not isinstance(part, Joined):  # as most are
            return self._leaf(part)
        chain: list[tuple[str, Part]] = []
        while isinstance(part, Joined):
            chain.append((part.operator, part.right))
            part = part.left
        self._refuse_tangle(operator for operator, _ in chain)
        piece = self._leaf(part)
        for operator, right in reversed(chain):
            piece = _joined(operator, piece, self.of(right))
        return piece

    def _refuse_tangle(self, operators: Iterable[str]) -> None:
        """Each change from one operator to another nests the question deeper, which neither the engine nor a reader bears."""
        self._turns += sum(one != other for one, other in pairwise(operators))
        if self._turns > _MOST_TURNS:
            raise UnreadableQueryError(
                f"the query changes between AND, OR and NOT more than {_MOST_TURNS} times; simplify it"
            )

    def not_found(self) -> _Piece:
        """What a query comes to of which no word is known: nothing, told as PubMed tells it; of one without words too."""
        unknown = [what for kind, what in self.told if kind == "not found"]
        return _Piece(Nothing(), " AND ".join(f'"{what.lower()}"[All Fields]' for what in unknown))

    def _leaf(self, part: Said | Range) -> _Piece | None:
        piece, told = self._known_leaf(part, self._today)
        self.told += told
        return piece

    def leaf(self, part: Said | Range) -> _Piece | None:
        """The piece for a part without operators, mapped anew."""
        if isinstance(part, Range):
            return self._range(part)
        return self._tagged(part) if part.tag else self._untagged(part)

    def _ignored(self, what: str) -> _Piece | None:
        """Tell what was passed over; no piece comes of it."""
        self.told.append(("ignored", what))
        return None

    # --- tagged ----------------------------------------------------------------------------------------------------

    def _tagged(self, said: Said) -> _Piece | None:
        name, _, near = said.tag.partition(":~")
        tag, wide = tag_named(name)
        if tag is None:
            return self._unknown_field(said)
        if near.strip().isdecimal() and tag.texts:
            return self._near(said, tag, int(near) if len(near) < 5 else _MOST_BETWEEN)
        if tag.date:
            return self._dated(said, tag)
        if tag.texts:
            return self._words(said, tag)
        return self._valued(said, tag, wide)

    def _unknown_field(self, said: Said) -> _Piece | None:
        lacking = NOT_KEPT.get(normal(said.tag))
        if not lacking:
            self.told.append(("field", said.tag))
            return self._untagged(Said(said.text, "", said.quoted))
        self.told.append(("rough", f"does not keep the field {lacking} by itself and searched all fields: {said.text}"))
        return self._words(said, ALL_FIELDS)

    def _words(self, said: Said, tag: Tag) -> _Piece | None:
        """Words under a tag of running text: a phrase where it stands somewhere, else each by itself."""
        starts = said.text.rstrip().endswith("*")
        found = tuple(words(said.text))
        if not found:
            return self._ignored(said.text)
        self._tell_stray_star(said)
        if starts and len(found) == 1 and not self._is_long_enough(found[-1]):
            return None
        asked = Text(tag, found, starts=starts)
        if not self._known.has_text(asked):
            if len(found) > 1:
                return self._taken_apart(said, tag, found, starts=starts)
            self._tell_absent(said)
        return _text(asked, said.text)

    def _tell_absent(self, said: Said) -> None:
        self.told.append(("not found", f"{said.text}[{said.tag}]" if said.tag else said.text))

    def _is_long_enough(self, start: str) -> bool:
        """Whether an asterisk may stand behind so few letters; told where not."""
        enough = len(start) >= _FEWEST_BEFORE_STAR
        if not enough:
            self._ignored(f"{start}* (fewer than {_FEWEST_BEFORE_STAR} letters before the asterisk)")
        return enough

    def _tell_stray_star(self, said: Said) -> None:
        if "*" in said.text.rstrip().rstrip("*"):
            self._ignored(f"an asterisk of {said.text}, for it counts at the end of the last word alone")

    def _taken_apart(self, said: Said, tag: Tag, found: Sequence[str], *, starts: bool) -> _Piece:
        """A phrase that stands nowhere: its words, as at PubMed, the last with its asterisk; a hyphenated one finds nothing there."""
        if not said.quoted and " " not in said.text.strip() and "-" in said.text:
            self._tell_absent(said)
            return _Piece(Nothing(), f'"{said.text.lower()}"[{tag.name}]')
        if said.quoted:
            self.told.append(("phrase", f'"{said.text}"'))
        pieces = [_text(Text(tag, (word,)), word) for word in _telling(found[:-1] if starts else found)]
        if starts and self._is_long_enough(found[-1]):
            pieces.append(_text(Text(tag, (found[-1],), starts=True), found[-1]))
        return _all(pieces)

    def _near(self, said: Said, tag: Tag, near: int) -> _Piece | None:
        found = tuple(words(said.text))[:_MOST_NEAR]
        if len(words(said.text)) > _MOST_NEAR:
            self.told.append(("rough", f"takes only the first {_MOST_NEAR} words of a proximity search: {said.text}"))
        if len(found) < 2:
            return self._words(said, tag)
        if "*" in said.text:
            self._ignored(f"the asterisk of {said.text}, for a proximity search takes whole words")
        if len(found) > 2:
            self.told.append(("rough", f"may miss records in a proximity search of more than two words: {said.text}"))
        return _Piece(Text(tag, found, near=min(near, _MOST_BETWEEN)), f'"{" ".join(found)}"[{tag.name}:~{near}]')

    def _dated(self, said: Said, tag: Tag) -> _Piece | None:
        if tag.key == "uid":
            return self._uids(words(said.text))
        days = recent(said.text, self._today) or span(said.text)
        if days is None:
            return self._ignored(f"{said.text}[{said.tag}], which is no date such as 2020/03/31")
        return _Piece(Between(tag.date, *days), f"{said.text.strip()}[{tag.name}]")

    def _uids(self, written: Iterable[str]) -> _Piece | None:
        numbers = [word for word in written if word.isdecimal() and word.isascii() and len(word) < 10]
        return _any(_Piece(Between("pmid", int(one), int(one)), f"{one}[UID]") for one in numbers) if numbers else None

    def _range(self, ranged: Range) -> _Piece | None:
        tag, _ = tag_named(ranged.tag)
        if not ranged.tag:
            return self._ignored(f"{ranged.low}:{ranged.high}, which has no field such as [dp] or [uid]")
        if tag is None:
            return self._ignored(f"{ranged.low}:{ranged.high}, whose ends have two fields: {ranged.tag}")
        low, high = self._bounds(ranged, tag)
        if low is None or high is None:
            return self._ignored(f"{ranged.low}:{ranged.high}[{ranged.tag}], which is no range of dates")
        return _Piece(Between(tag.date, low, high), f"{ranged.low}:{ranged.high}[{tag.name}]")

    def _bounds(self, ranged: Range, tag: Tag) -> tuple[int | None, int | None]:
        if tag.key == "uid":
            ends = (words(ranged.low), words(ranged.high))
            low, high = (_uid(end[0]) if len(end) == 1 else None for end in ends)
            return low, high
        first, last = span(ranged.low), span(ranged.high)
        return first and first[0], last and last[1]

    # --- values ----------------------------------------------------------------------------------------------------

    def _valued(self, said: Said, tag: Tag, wide: bool) -> _Piece | None:
        value = normal(said.text)
        if not value:
            return self._ignored(said.text)
        self._tell_stray_star(said)
        if said.text.rstrip().endswith("*"):
            if not self._known.has_start(tag.key, value):
                self._tell_absent(said)
            return _Piece(ValuesLike(tag, value), f"{value}*[{tag.name}]")
        if tag.key in _NAMES:
            return self._name(said, tag, value)
        if tag.key == "sb":
            return self._filter(said, value)
        read = {
            "mh": self._heading,
            "majr": self._heading,
            "sh": self._subheading,
            "pt": self._type,
            "la": self._language,
        }
        if tag.key in read:
            return read[tag.key](said, tag, value, wide)
        value = vocabulary.JOURNALS.get(value, value) if tag.key == "ta" else value
        return self._found(tag, (value,), f'"{value}"[{tag.name}]', said)

    def _found(self, tag: Tag, values: tuple[str, ...], noted: str, said: Said) -> _Piece:
        """Any of these values; told where the mirror has none of them."""
        if not any(self._known.has_value(tag.key, value) for value in values):
            self._tell_absent(said)
        return _Piece(Values(tag, values), noted)

    def _name(self, said: Said, tag: Tag, value: str) -> _Piece:
        """A name without, or with fewer, initials finds those with more; in quotes it is the whole name."""
        first, _, last = value.rpartition(" ")
        if said.quoted and first:
            return self._found(tag, (value,), f'"{value}"[{tag.name}]', said)
        initials = bool(first) and len(last) <= 2
        asked = [ValuesLike(tag, value, word_end=not initials)]
        if tag.key in ("au", "fau") and first and not initials:  # PubMed knows full names since 2002, in either order
            parts = value.split()
            orders = [" ".join((*parts[at:], *parts[:at])) for at in range(min(len(parts), _LONGEST_NAME))]
            asked = [ValuesLike(NAMED["fau"], name, word_end=True) for name in orders] + asked * (tag.key == "au")
        asked += [evolve(one, start=other) for one in asked if (other := _apostrophe_apart(one.start))]
        known = [one for one in asked if self._is_known(one)]
        if not known:
            self._tell_absent(said)
        return _any(_Piece(one, f"{one.start}[{one.tag.name}]") for one in known or asked[:1])

    def _is_known(self, name: ValuesLike) -> bool:
        key, start = name.tag.key, name.start
        if name.word_end:
            return self._known.has_value(key, start) or self._known.has_start(key, f"{start} ")
        return self._known.has_start(key, start)

    def _heading(self, said: Said, tag: Tag, value: str, wide: bool) -> _Piece:  # noqa: ARG002
        main, _, qualifier = said.text.partition("/")
        heading = self._known.heading(normal(main)) or normal(main)
        below = self._known.narrower(heading) if wide else ()
        if wide and not self._known.has_tree:
            self.told.append(("rough", f"has no MeSH tree and searched the heading alone: {said.text}"))
        under = subheading(qualifier)
        aspects = with_narrower(under) if wide else (under,)
        ends = [f"/{one}" for one in aspects] if under else [""]
        values = tuple(f"{one}{end}" for one in (heading, *below) for end in ends)
        return self._found(tag, values, f'"{heading}{ends[0]}"[{tag.name}{"" if wide else ":noexp"}]', said)

    def _subheading(self, said: Said, tag: Tag, value: str, wide: bool) -> _Piece:
        value = subheading(value)
        values = with_narrower(value) if wide else (value,)
        return self._found(tag, values, f'"{value}"[{tag.name}{"" if wide else ":noexp"}]', said)

    def _type(self, said: Said, tag: Tag, value: str, wide: bool) -> _Piece:
        value = vocabulary.SAME_TYPES.get(value, value)
        values = (value, *(vocabulary.NARROWER_TYPES.get(value, ()) if wide else ()))
        return self._found(tag, values, f'"{value}"[{tag.name}{"" if wide else ":noexp"}]', said)

    def _language(self, said: Said, tag: Tag, value: str, wide: bool) -> _Piece:  # noqa: ARG002
        return self._found(tag, (vocabulary.LANGUAGES.get(value, value),), f"{value}[{tag.name}]", said)

    def _filter(self, said: Said, value: str) -> _Piece | None:
        noted = f'"{value}"[Filter]' if " " in value else f"{value}[Filter]"
        if asked := self._filtered(value.replace(" ", "")):
            return _Piece(asked, noted)
        self.told.append(("filter", f"{said.text}[{said.tag}]"))
        return None

    def _filtered(self, value: str) -> Asked | None:
        tag = NAMED["sb"]
        if value in vocabulary.ROUGH:
            self.told.append(("rough", vocabulary.ROUGH[value]))
        if value == "all":
            return Everything()
        if value in vocabulary.STATUSES:
            return Values(tag, vocabulary.STATUSES[value])
        if value in vocabulary.HELD or value in vocabulary.WITHOUT_TAG:
            return Values(tag, (vocabulary.HELD.get(value, value),))
        if value in vocabulary.LANGUAGES:
            return Values(NAMED["la"], (vocabulary.LANGUAGES[value],))
        if value in vocabulary.FILTERS:
            return Mapping(self._known).of(vocabulary.FILTERS[value], self._today).asked
        return None

    # --- untagged --------------------------------------------------------------------------------------------------

    def _untagged(self, said: Said) -> _Piece | None:
        """Automatic term mapping; quotes and the asterisk switch it off, and so does a hyphen."""
        if re.fullmatch(r"#\d+", said.text.strip()):
            return self._ignored(f"{said.text} (the mirror keeps no history)")
        if said.quoted:
            return self._words(said, ALL_FIELDS)
        found = _STAR_AND_MARK.sub("* ", said.text).split()
        if found and all(word.isascii() and word.isdecimal() and len(word) < 10 for word in found):
            return self._uids(found)
        for word in (one for one in ("not", "or") if one in found[:-1]):
            self.told.append(
                ("rough", f"takes “{word}” for a word that it drops: write {word.upper()} where it is meant so")
            )
        return self._mapped(found)

    def _mapped(self, written: Sequence[str]) -> _Piece | None:
        """Longest name first: a heading, a type, a journal, an author; what is none of these is words."""
        pieces: list[_Piece] = []
        while written:
            taken, piece = self._longest(written)
            written = written[taken:]
            pieces += [piece] if piece else []
        return _all(pieces) if pieces else None

    def _longest(self, written: Sequence[str]) -> tuple[int, _Piece | None]:
        for length in range(min(len(written), _LONGEST_NAME), 0, -1):
            name = normal(" ".join(written[:length]))
            starred = any("*" in word for word in written[:length])
            if name and not starred and (length > 1 or name not in STOPWORDS) and (piece := self._named(name)):
                return length, piece
        return 1, self._word(written[0])

    def _named(self, name: str) -> _Piece | None:
        return (
            self._as_filter(name)
            or self._as_heading(name)
            or self._as_type(name)
            or self._as_journal(name)
            or self._as_author(name)
        )

    def _as_filter(self, name: str) -> _Piece | None:
        """The filters that PubMed knows without a tag: ``hasabstract`` and those of comments and corrections."""
        return _Piece(Values(NAMED["sb"], (name,)), f"{name}[All Fields]") if name in vocabulary.WITHOUT_TAG else None

    def _as_heading(self, name: str) -> _Piece | None:
        heading = self._known.heading(name)
        if heading is None:
            return None
        mesh = _values("mh", heading, *self._known.narrower(heading))
        return _any([mesh, *self._spelled_out(name, also=heading)])

    def _as_type(self, name: str) -> _Piece | None:
        if not self._known.has_value("pt", name):
            return None
        return _any([_values("pt", name, *vocabulary.NARROWER_TYPES.get(name, ())), *self._spelled_out(name)])

    def _as_journal(self, name: str) -> _Piece | None:
        journal = vocabulary.JOURNALS.get(name, name)
        is_word = " " not in name and name not in vocabulary.JOURNALS and self._known.has_word(name)
        if is_word or not self._known.has_value("ta", journal):
            return None
        return _any([_values("ta", journal), *self._spelled_out(name)])

    def _as_author(self, name: str) -> _Piece | None:
        last, _, initials = name.rpartition(" ")
        if not last or len(initials) > 2 or not initials.isalpha() or len(last) < 2:
            return None
        known = [one for one in (name, _apostrophe_apart(name)) if one and self._known.has_start("au", one)]
        return _any(_Piece(ValuesLike(NAMED["au"], one), f"{one}[Author]") for one in known) if known else None

    def _spelled_out(self, name: str, *, also: str = "") -> list[_Piece]:
        """The words in all fields beside a mapped name, and those of its heading where they differ."""
        pieces = []
        for phrase in dict.fromkeys(one for one in (also, name) if one):
            found = tuple(phrase.split())
            if len(found) > 1:
                pieces.append(_all(_text(Text(ALL_FIELDS, (word,)), word) for word in _telling(found)))
                pieces.append(_text(Text(ALL_FIELDS, found), phrase))
            else:
                pieces.append(self._spelled(phrase))
        return pieces

    def _word(self, written: str) -> _Piece | None:
        """A word that is no name: in all fields, in its other number and spelling too where the mirror has them.

        A word that nothing has is told and left out, so that the others find what they can, as at PubMed.
        """
        if "*" in written or any(mark in written.strip(_WITHIN) for mark in _WITHIN):
            return self._words(Said(written), ALL_FIELDS)
        found = [word for word in words(written) if word not in STOPWORDS]
        if not found:
            return None
        kept = [word for word in found if any(map(self._known.has_word, variants(word)))]
        self.told += [("not found", word) for word in found if word not in kept]
        spelled = [self._spelled(word) for word in kept]
        return _all(spelled) if spelled else None

    def _spelled(self, word: str) -> _Piece:
        """A word in each of its known spellings, which count as one word."""
        first, *others = variants(word)
        known = (first, *filter(self._known.has_word, others))
        pieces = [_text(Text(ALL_FIELDS, (one,)), one) for one in known]
        whole = _any(pieces)
        return evolve(whole, asked=Spellings(tuple(piece.asked for piece in pieces))) if len(pieces) > 1 else whole


def _apostrophe_apart(name: str) -> str:
    """``o brien m`` for ``obrien m``, and the other way: records have the name with its apostrophe, people write it without."""
    first, _, rest = name.partition(" ")
    if len(first) == 1:
        return f"{first}{rest}" if len(rest.partition(" ")[0]) > 2 else ""
    return f"{name[0]} {name[1:]}" if len(first) > 3 else ""


def _telling(found: Sequence[str]) -> Sequence[str]:
    """The words without small ones, where others are left."""
    return [word for word in found if word not in STOPWORDS] or found


def _uid(written: str) -> int | None:
    """A PMID of a range, at most the highest that one can be; None for none."""
    if not (written.isdecimal() and written.isascii()):
        return None
    return int(written) if len(written.lstrip("0")) < 10 else _HIGHEST_PMID


# --- pieces --------------------------------------------------------------------------------------------------------


def _text(asked: Text, written: str) -> _Piece:
    noted = " ".join(written.rstrip("* ").lower().split())
    return _Piece(asked, f"{noted}*[{asked.tag.name}]" if asked.starts else f'"{noted}"[{asked.tag.name}]')


def _values(key: str, *values: str) -> _Piece:
    """Any of these under a field's key; the first tells the others."""
    return _Piece(Values(NAMED[key], values), f'"{values[0]}"[{NAMED[key].name}]')


def _joined(operator: str, left: _Piece | None, right: _Piece | None) -> _Piece | None:
    """Two pieces; where one of them is nothing searchable the other stands alone, as at PubMed."""
    if left is None or right is None:
        return left if right is None or operator == "NOT" else right
    text = f"{left.inside(operator)} {operator} {right.inside('')}"
    if operator == "NOT":
        return _Piece(Without(left.asked, right.asked), text, "NOT")
    kind = AllOf if operator == "AND" else AnyOf
    held = left.asked.parts if isinstance(left.asked, kind) and left.joint == operator else (left.asked,)
    return _Piece(kind((*held, right.asked)), text, operator)


def _all(pieces: Iterable[_Piece]) -> _Piece:
    return _many("AND", list(pieces))


def _any(pieces: Iterable[_Piece]) -> _Piece:
    return _many("OR", list(dict.fromkeys(pieces)))


def _many(operator: str, pieces: list[_Piece]) -> _Piece:
    if len(pieces) == 1:
        return pieces[0]
    parts = tuple(piece.asked for piece in pieces)
    text = f" {operator} ".join(piece.inside("") for piece in pieces)
    return _Piece(AllOf(parts) if operator == "AND" else AnyOf(parts), text, operator)
