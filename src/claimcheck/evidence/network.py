"""The built-in judge: a small network that reads a claim beside title and abstract (`training/judge`, docs/judge.md).

It says supports, contradicts or neither, and which sentence decides (`claimcheck.neural`). What a record is (retracted, a plan, …) is decided before (`claimcheck.record`).
"""

import hashlib
import threading
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import Protocol

from attrs import evolve, frozen

from claimcheck.evidence.differences import differences, lacking_numbers, lacking_shares, reckoned_shares
from claimcheck.evidence.english import is_english, is_latin
from claimcheck.evidence.no_findings import tells_no_finding
from claimcheck.evidence.reading import is_about_people
from claimcheck.evidence.unnamed import unnamed
from claimcheck.evidence.weighing import (
    CONTRADICTS,
    CROWD,
    NEITHER,
    SUPPORTS,
    Calibration,
    Read,
    alone_features,
    list_features,
    load_calibration,
)
from claimcheck.language.sentences import sentences
from claimcheck.model import Candidate, Claim, Evidence, Paper, Stance
from claimcheck.neural.layout import CLAIM_ROOM, TITLE, Laid, lay_abstract, lay_claim
from claimcheck.neural.session import JUDGE, Network, load
from claimcheck.record.standing import animals_only, barred

NAME = "network/7"
NOT_SURE = "not sure"
DOES_NOT_DECIDE = "does not decide it"
_STANCES = (Stance.SUPPORTS, Stance.CONTRADICTS)
_REASONS = ("says what the claim says", "says the opposite of the claim, or finds no such effect")
_SURE = 0.5
"""Chance of neither, from which on a paper is said to decide nothing; below it the judge is not sure."""
_LEAST = 0.35
"""Chance that a stance needs to be told at all; what is attached or shown needs more (`attach`)."""


class Kept(Protocol):
    """Where readings are kept from one run to the next."""

    def get(self, keys: Sequence[str]) -> Mapping[str, str]:
        """What is known."""
        ...

    def put(self, readings: Mapping[str, str]) -> None:
        """Keep."""
        ...


@frozen
class _Text:
    """A paper as the network reads it: the pieces by place (-1: the title), and their tokens."""

    pieces: Mapping[int, str]
    laid: Laid


@frozen
class _Reading:
    """One paper's reading with the passage that comes nearest to deciding, and whether that is but the title."""

    read: Read
    passage: str
    of_title: bool


class NetworkJudge:
    """Judges with the network that the package ships. Several threads may use one; `threads` is how many it computes with."""

    name: str = NAME

    def __init__(self, *, threads: int = 1, kept: Kept | None = None) -> None:
        self._threads = threads
        self._kept = kept
        self._lock = threading.Lock()

    def __reduce__(self) -> tuple[object, ...]:
        """In another process the network is loaded once for all that is judged there."""
        return _shared, (self._threads, self._kept)

    def judge(self, claim: Claim, candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
        """One `Evidence` a candidate, in the same order. Several candidates are weighed against each other; give them best ranked first."""
        ids = self._network.ids(claim.statement)
        if refusal := _unreadable(claim.statement, ids):
            return tuple(self._abstains(candidate.paper, refusal) for candidate in candidates)
        refused = {candidate.paper.pmid: _barred(claim, candidate.paper) for candidate in candidates}
        open_to = [candidate for candidate in candidates if not refused[candidate.paper.pmid]]
        readings = dict(zip([one.paper.pmid for one in open_to], self._readings(claim, ids, open_to), strict=True))
        read = {pmid: one for pmid, one in readings.items() if isinstance(one, _Reading)}
        found, places = [one.read for one in read.values()], {pmid: at for at, pmid in enumerate(read)}
        return tuple(
            self._ruled(claim, candidate.paper, reading, found, places[candidate.paper.pmid])
            if (reading := read.get(candidate.paper.pmid))
            else self._abstains(candidate.paper, str(readings[candidate.paper.pmid]))
            if candidate.paper.pmid in readings
            else evolve(self._abstains(candidate.paper, refused[candidate.paper.pmid]), decides=0.0)
            for candidate in candidates
        )

    def reads(self, claim: Claim, candidates: Sequence[Candidate]) -> tuple[Read, ...]:
        """What the network says of each paper, before it is weighed; for calibration."""
        found = self._readings(claim, self._network.ids(claim.statement), candidates)
        return tuple(one.read for one in found if isinstance(one, _Reading))

    def sentences_by_weight(self, claim: Claim, paper: Paper) -> tuple[str, ...]:
        """Title and sentences of a paper, the one that most decides the claim first."""
        text = self._text(paper)
        _, where = self._network.judge(lay_claim(self._network.ids(claim.statement)), text.laid)
        order = sorted(range(len(where)), key=lambda at: -where[at])
        return tuple(text.pieces[text.laid.spans[at][0]] for at in order)

    def _ruled(self, claim: Claim, paper: Paper, reading: _Reading, found: Sequence[Read], at: int) -> Evidence:
        crowd = len(found) >= CROWD
        features = list_features(found, at) if crowd else alone_features(reading.read)
        chances = self._calibration.chances("list" if crowd else "alone", features)
        said = SUPPORTS if chances[SUPPORTS] >= chances[CONTRADICTS] else CONTRADICTS
        decides = round(1 - chances[NEITHER], 4)
        if reading.of_title or chances[said] < max(_LEAST, 0.0 if crowd else chances[NEITHER]):
            reason = DOES_NOT_DECIDE if chances[NEITHER] >= _SURE else NOT_SURE
            return evolve(self._abstains(paper, reason), passage=reading.passage, decides=decides)
        if doubt := _doubtful_share(said, claim.statement, paper):
            return evolve(self._abstains(paper, f"{NOT_SURE}: {doubt}"), passage=reading.passage, decides=decides)
        reason = "; ".join((_REASONS[said], *differences(claim, paper)))
        confidence = round(chances[said], 4)
        return Evidence(paper, _STANCES[said], reading.passage, confidence, self.name, reason, decides=decides)

    def _abstains(self, paper: Paper, reason: str) -> Evidence:
        return Evidence(paper, None, judged_by=self.name, reason=reason)

    # --- reading ---------------------------------------------------------------------------------------------------

    def _readings(self, claim: Claim, ids: Sequence[int], candidates: Sequence[Candidate]) -> list[_Reading | str]:
        """What the network says of each paper, or why it cannot be read."""
        texts = [self._text(candidate.paper) for candidate in candidates]
        keys = [self._key(claim.statement, text) for text in texts]
        known = dict(self._kept.get(keys)) if self._kept else {}
        fresh = {
            key: text for key, text in zip(keys, texts, strict=True) if key not in known and not _unreadable_paper(text)
        }
        laid = lay_claim(ids)
        new = {key: self._asked(laid, text) for key, text in fresh.items()}
        if self._kept and new:
            self._kept.put(new)
        told = known | new
        return [
            _reading(told[key], text, claim, candidate) if key in told else f"{NOT_SURE}: {_unreadable_paper(text)}"
            for key, text, candidate in zip(keys, texts, candidates, strict=True)
        ]

    def _asked(self, claim: tuple[int, ...], text: _Text) -> str:
        """Logits, place and weight of the deciding piece, as the words that are kept."""
        stance, where = self._network.judge(claim, text.laid)
        best = max(range(len(where)), key=where.__getitem__)
        numbers = " ".join(f"{one:.5f}" for one in (*stance, where[best]))
        return f"{text.laid.spans[best][0]} {numbers}"

    def _text(self, paper: Paper) -> _Text:
        said = (one for section in paper.sections or () for one in sentences(section.text))
        pieces = {at: text for at, text in enumerate(said) if not tells_no_finding(text)}
        if not tells_no_finding(paper.title):
            pieces[TITLE] = paper.title
        body = [(at, self._network.ids(text)) for at, text in pieces.items() if at != TITLE]
        return _Text(pieces, lay_abstract(self._network.ids(pieces.get(TITLE, "")), body))

    def _key(self, statement: str, text: _Text) -> str:
        digest = hashlib.sha256(f"{self.name}\0{self._network.digest}\0{statement}\0".encode("utf-8", "replace"))
        for place, piece in text.pieces.items():
            digest.update(f"{place}\0{piece}\0".encode("utf-8", "replace"))
        return digest.hexdigest()

    @cached_property
    def _calibration(self) -> Calibration:
        return load_calibration()

    @property
    def _network(self) -> Network:
        with self._lock:  # else several threads would each load one
            return load(JUDGE, self._threads)


@cache
def _shared(threads: int, kept: Kept | None) -> NetworkJudge:
    return NetworkJudge(threads=threads, kept=kept)


def _reading(told: str, text: _Text, claim: Claim, candidate: Candidate) -> _Reading:
    place, *numbers = told.split(" ")
    supports, contradicts, neither, weight = map(float, numbers)
    lacks = bool(lacking_numbers(claim.statement, candidate.paper))
    read = Read((supports, contradicts, neither), weight, lacks, candidate.score)
    return _Reading(read, text.pieces[int(place)], int(place) == TITLE)


def _doubtful_share(said: int, statement: str, paper: Paper) -> str:
    """Why a share in the claim leaves what the network says of it in doubt, or ""; it cannot reckon."""
    if said == SUPPORTS:
        return next((f"the abstract does not give {one}%" for one in lacking_shares(statement, paper)), "")
    return next((f"{one}% is to be reckoned from the abstract" for one in reckoned_shares(statement, paper)), "")


def _barred(claim: Claim, paper: Paper) -> str:
    if bar := barred(paper):
        return bar
    if animals_only(paper) and is_about_people(claim):
        return "studied animals or cells, the claim is about people"
    return ""


def _unreadable(statement: str, ids: Sequence[int]) -> str:
    """Why a claim cannot be read, or ""."""
    if len(statement.split()) < 2 and is_latin(statement):  # Chinese parts no words
        return f"{NOT_SURE}: a claim needs more than one word"
    if len(ids) > CLAIM_ROOM - 2:
        return f"{NOT_SURE}: the claim is too long to be read in one piece ({len(statement.split())} words); split it"
    if not is_english(statement):
        return f"{NOT_SURE}: the claim is not in English"
    missing = unnamed(statement)
    return f"{NOT_SURE}: {missing}" if missing else ""


def _unreadable_paper(text: _Text) -> str:
    """Why an abstract cannot be read, or ""."""
    if not is_latin(" ".join(text.pieces.values())):
        return "the abstract is not in English"
    said = sum(len(piece.split()) for at, piece in text.pieces.items() if at != TITLE)
    return "the abstract is too short to be judged" if said < _FEWEST_WORDS else ""


_FEWEST_WORDS = 10
"""Of an abstract: a shorter one announces what a paper is about; the shortest that decides a claim of our data sets has 22."""
