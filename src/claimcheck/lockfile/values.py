"""The values of the evidence lock: what PubMed said, when, and what was searched with what outcome."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, get_args, get_origin, get_type_hints

from attrs import field, frozen

from claimcheck.checked import given
from claimcheck.errors import ClaimcheckError
from claimcheck.identifiers import Pmid
from claimcheck.lockfile.papers import Papers
from claimcheck.model import Claim, FoundPaper, Outcome, Paper, Rejection, Signature, Stance

LOCK_NAME = "evidence.lock.json"
LOCK_FORMAT = "claimcheck-lock/1"
PUBMED = "pubmed"
"""The catalogue of a search that names none."""


class LockError(ClaimcheckError):
    """The lock cannot be read: no JSON, another format, or a wrong shape. The gate tells it as CC005 (stale-lock).

    `line` and `column` count from 1 and are None where the place is not known.
    """

    def __init__(self, message: str, path: str = "", line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.path = path
        self.line = line
        self.column = column


@frozen
class CitationCheck:
    """What the desk found out about one citation with the abstract in hand; None where it had no abstract.

    `passages` are digests (`language.quotation.digest_of`) of the passages that it found in title or abstract, so that another
    one is known as such; None in locks of former versions, which tell of one passage whether it was found. `in_text` are those of
    passages that it found in the full text; None where it did not look there.
    `stance` is what the judge `judged_by` reads in a reference that the page gave, "" as judge where none was asked; None
    where it abstains. `passage` is the sentence that decides. `about` is the digest of the claim that was asked about (`digest_of_claim`): a
    judge's verdict and the terms found are for those. Locks of former versions have none. `judged_for` is the digest of the claim that a
    judge read again for a proposal and did not propose it for, "" where the verdict is `about` the same.
    """

    passage_found: bool | None = None
    terms_found: tuple[str, ...] | None = None
    checked: dt.date | None = None
    passages: tuple[str, ...] | None = None
    stance: Stance | None = None
    passage: str = ""
    judged_by: str = ""
    in_text: tuple[str, ...] | None = None
    about: str = ""
    judged_for: str = ""


@frozen
class Reviewed:
    """A claim's words (`words_of_claim`) when a person reviewed a citation, or when that review was first seen; and who did so when."""

    words: tuple[str, ...]
    by: str = ""
    date: dt.date | None = None

    def is_of(self, review: "Signature | Reviewed") -> bool:
        """Whether it tells of that review: a later one, or another person's, is a new one."""
        is_later = review.date is not None and (self.date is None or review.date > self.date)
        return review.by == self.by and not is_later


@frozen
class SearchedQuery:
    """A query that was asked for a claim, with PubMed's count."""

    query: str
    why: str
    count: int


@frozen
class SearchRecord:
    """What was searched for a claim, in which catalogue, and how it ended. `outcome` is never could-not-ask: that is not
    stored; it is None where the claim has no word to search for, which has no queries either. `candidates` are in the order of their rank, `contradicting` those that a machine read as saying the opposite.
    `question` is a digest of what was asked: another one is another search. `about` is the digest of the claim that was searched for
    (`digest_of_claim`). Locks of former versions have none.

    `rejected` is what locks of former versions hold; people's rejections lie in the claims file now.
    """

    date: dt.date | None = None
    outcome: Outcome | None = None
    queries: tuple[SearchedQuery, ...] = ()
    candidates: tuple[FoundPaper, ...] = ()
    contradicting: tuple[Pmid, ...] = ()
    rejected: tuple[Rejection, ...] = ()
    catalog: str = PUBMED
    question: str = ""
    about: str = ""


NO_WORDS = "the statement has no word to search for: say what it is about"
"""Why nobody could be asked about a claim."""


def words_of_claim(claim: Claim) -> tuple[str, ...]:
    """The statement, then of whom and what it is: population, intervention, comparator, outcome, "" where nothing is written."""
    terms = (claim.population, claim.intervention, claim.comparator, claim.outcome)
    return (claim.statement, *map("; ".join, terms))


def digest_of_claim(claim: Claim) -> str:
    """A digest of what a claim says and of whom and what it is: papers are found and judged for these words."""
    said = (claim.statement, *claim.population, *claim.intervention, *claim.comparator, *claim.outcome)
    return digest_of_values([" ".join(text.casefold().split()).rstrip(".") for text in said])


def digest_of_values(values: Sequence[object]) -> str:
    """Sixteen hexadecimal digits that are the same for the same values: SHA-256 of their JSON."""
    return sha256(json.dumps(values).encode()).hexdigest()[:16]


def tells_of(about: str, claim: Claim) -> bool:
    """Whether a digest of former versions' locks ("") or of a claim's words is that of the claim as it stands, not as it stood before
    somebody changed its words.
    """
    return not about or about == digest_of_claim(claim)


def rejected_for(claim: Claim, search: SearchRecord | None) -> frozenset[Pmid]:
    """What a person turned down for the claim: in its file, or where former versions kept it."""
    return frozenset(one.pmid for one in (*claim.rejected, *(search.rejected if search else ())))


def reviews_of(claim: Claim) -> dict[str, dict[str, Reviewed]]:
    """What the claim says beside every review that it has, keyed as in a lock; a claim without id has no place there."""
    signed = {one.label: one.reviewed for one in claim.citations if one.reviewed}
    words = words_of_claim(claim)
    return (
        {claim.id: {key: Reviewed(words, by.by, by.date) for key, by in signed.items()}} if signed and claim.id else {}
    )


@frozen
class NotAsked:
    """An identifier that could not be asked for, when and why."""

    date: dt.date | None
    reason: str


@frozen
class Lock:
    """The whole lock. `papers` are keyed by PMID, `unknown` (PubMed has no such record) and `not_asked` by identifier as
    printed, `citations` by claim id and identifier, `searches` by claim id. `reviews` are by claim id and the citation's label: what
    the claim said when a person reviewed it, `gone` by PMID the last records of papers that PubMed has no more: both unknown to former
    versions. `extra` holds the file's other top-level
    keys, for a newer program to find again.
    """

    papers: Mapping[str, Paper] = field(factory=dict)
    citations: Mapping[str, Mapping[str, CitationCheck]] = field(factory=dict)
    searches: Mapping[str, SearchRecord] = field(factory=dict)
    unknown: Mapping[str, dt.date | None] = field(factory=dict)
    not_asked: Mapping[str, NotAsked] = field(factory=dict)
    reviews: Mapping[str, Mapping[str, Reviewed]] = field(factory=dict)
    gone: Mapping[str, Paper] = field(factory=dict)
    extra: Mapping[str, object] = field(factory=dict)

    def search_of(self, claim: Claim) -> SearchRecord | None:
        """The claim's search, whatever its words were then. A claim without an id has no entry of its own."""
        asked: Claim = given("Lock.search_of: claim", claim, Claim)
        return self.searches.get(asked.id) if asked.id else None

    def search_for(self, claim: Claim) -> SearchRecord | None:
        """The claim's search; None where there was none, or it was for other words than the claim has now."""
        record = self.search_of(claim)
        return record if record and tells_of(record.about, claim) else None

    def outdated_search(self, claim: Claim) -> SearchRecord | None:
        """The claim's search where it was for other words than the claim has now."""
        return None if self.search_for(claim) else self.search_of(claim)


def expect_held(where: str, lock: Lock) -> None:
    """Raise `InvalidTypeError`, which `where` begins, for a lock that was made of what no lock holds."""
    for name, hint in get_type_hints(Lock).items():
        if not isinstance(getattr(lock, name), Papers):  # which are read from a file, and made when looked at
            _expect_values(f"{where}: {name}", getattr(lock, name), hint)


def _expect_values(where: str, held: object, hint: Any) -> None:
    found = given(where, held, hint)
    for one in found.values() if get_origin(hint) is Mapping else ():
        _expect_values(where, one, get_args(hint)[1])
