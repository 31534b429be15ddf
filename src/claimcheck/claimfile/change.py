"""Edits of claims files on the disk: read, edit, write, as one step that other processes wait for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path

from attrs import evolve

from claimcheck.checked import given
from claimcheck.claimfile.edit import RejectedWorkError, with_citation, with_citations, with_quote
from claimcheck.claimfile.read import read_claims
from claimcheck.errors import EditError
from claimcheck.files import exclusive, write_atomically
from claimcheck.model import Citation, Claim


def add_citation(path: str | PathLike[str], claim_id: str, citation: Citation) -> bool:
    """Add a citation to a claim in its file, of which no other byte changes; False where the claim cites that work already.

    Raises `EditError` where the file cannot be read or written, has no such claim, or cannot take the citation so that it reads
    back the same; the file is as before then.
    """
    file = Path(given("add_citation: path", path, str | PathLike[str]))
    wanted, added = given("add_citation: claim_id", claim_id, str), given("add_citation: citation", citation, Citation)
    return edit_file(file, lambda data: with_citation(data, wanted, added)) is not None


def add_imported(
    path: str | Path, claim_id: str, citations: Iterable[Citation], pmids: Mapping[str, str]
) -> list[bool | RejectedWorkError]:
    """Add citations to a claim in its file in one step: for each whether it is new, or the error of one that a person turned down.

    `pmids` as for `with_citations`. Raises `EditError`; the file is as before then.
    """
    outcomes: list[bool | RejectedWorkError] = []

    def change(data: bytes) -> bytes:
        after, outcomes[:] = with_citations(data, claim_id, citations, pmids)
        return after

    edit_file(path, change)
    return outcomes


def add_citations(claim: Claim, citations: Sequence[Citation]) -> bool:
    """Add citations to a claim in its file, all or none, each in the place of a former proposal of its work that nobody has reviewed;
    False where the claim cites those works already.

    Raises `EditError`, also where the claim no longer says what it said when it was read: the citations were found for that.
    Other citations may have come meanwhile.
    """

    def change(data: bytes) -> bytes:
        _expect(data, claim)
        for citation in citations:
            data = with_citation(data, claim.id, citation, for_proposal=True)
        return data

    return edit_file(claim.location.path, change) is not None


def expect_unchanged(claim: Claim) -> None:
    """Raise `EditError` where the claim in its file is not what it was when it was read."""
    add_citations(claim, ())


def _expect(data: bytes, claim: Claim) -> None:
    now = next((one for one in read_claims(data) if one.id == claim.id), None)
    if now is None or evolve(now, citations=()) != evolve(claim, citations=()):
        what = "was changed meanwhile" if now else "is not there any more, or not as a claim that can be read"
        raise EditError(f"the claim {claim.id} {what}; nothing is written for it, look for it again")


def update_quote(path: str | Path, claim_id: str, quote: str) -> bool:
    """Give a claim's quote other words; False where it has them already. Raises `EditError`."""
    return edit_file(path, lambda data: with_quote(data, claim_id, quote)) is not None


def edit_file(
    path: str | Path, change: Callable[[bytes], bytes], check: Callable[[bytes], object] = lambda _: None
) -> tuple[bytes, bytes] | None:
    """The file's bytes before and after a change; None where it stays as it is. Other processes' edits wait meanwhile, so none is lost.

    Raises `EditError`, with the path in front of what `change` raises; what `check` raises of the bytes before passes as it is.
    """
    with exclusive(path):
        try:
            before = Path(path).read_bytes()
        except OSError as error:
            raise EditError(f"{path} cannot be read: {error.strerror or error}") from error
        check(before)
        try:
            after = change(before)
        except EditError as error:
            raise type(error)(f"{path}: {error}") from error
        if after == before:
            return None
        write_atomically(path, after)
    return before, after
