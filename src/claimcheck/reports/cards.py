"""A paper as a card, for a person at a terminal and for a program: what it is, the sentence nearest to the claim, what to type.

`find`, the text reports and the page say the same of a paper; the page has its own markup.
"""

import textwrap
from collections.abc import Iterator

from claimcheck.model import FoundPaper
from claimcheck.reports.plain import plain

TIE = "\x00"  # stands for a space that is not to be broken; no text has it, for `plain` takes it out
PROPOSED = "+"
"""Marks a card as a proposal."""


def card_lines(found: FoundPaper, claim_id: str, width: int, mark: str = ".") -> Iterator[str]:
    """The paragraph of a paper: title, where it appeared and what it is, the sentence, stance or reason, link, what to type.

    `mark` is "+" for a proposal, which the claim cites already.
    """
    yield from wrap(plain(f"{mark} {found.title.rstrip('.') or f'PMID {found.pmid}'}"), width, "  ")
    yield from wrap(plain(" · ".join(about(found))), width, "      ")
    if found.sentence:
        yield from wrap(f'"{plain(found.sentence)}"', width, "      ")
    yield from wrap(plain(f"({stance_told(found, proposed=mark == PROPOSED)})"), width, "      ")
    yield f"      {found.link}"
    if claim_id:
        yield f"      {found.accept_command(claim_id, proposed=mark == PROPOSED)}"


def about(found: FoundPaper) -> Iterator[str]:
    """First author, journal and year; what kind of study and how strong; notices; its number. What is unknown is left out."""
    where = " ".join(str(part) for part in (found.journal, found.year) if part)
    yield from (part for part in (found.first_author, where) if part)
    kind = found.kind.removeprefix("a ").removeprefix("an ")
    if kind:
        yield f"{kind}, level {found.level}" if found.level else kind
    yield from found.notices
    yield f"PMID {found.pmid}"


def stance_told(found: FoundPaper, *, proposed: bool = False) -> str:
    """How it stands to the claim, with the confidence; or the one reason why it is not proposed."""
    if found.stance is None:
        return found.reason or "not judged"
    sure = f"confidence {found.confidence:.2f}; {found.passage_from or 'abstract only'}"
    if not proposed:
        return f"{found.reason or found.stance}; {sure}"
    return f"{found.stance}{f', but {found.reason}' if found.reason else ''}; {sure}"


def wrap(text: str, width: int, indent: str) -> list[str]:
    """Break a paragraph into lines of the width; identifiers and queries are never broken inside a word, nor PMIDs before the number."""
    return broken(text.replace("PMID ", f"PMID{TIE}"), max(width, 20), indent, indent + "  ")


def broken(text: str, width: int, first: str, following: str) -> list[str]:
    """Lines of the width, each behind its indentation; at spaces only, and at none that a `TIE` stands for."""
    lines = textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=following,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(TIE, " ") for line in lines]
