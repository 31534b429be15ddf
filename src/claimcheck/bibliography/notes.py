"""Which identifiers in a work's free notes are its own.

A note speaks of other works in any words and language ("Retracted in PMID 1", "Same cohort as", "Kommentar zu"). So an identifier
counts only where no words stand before or around it but those that programs write of the work itself (a count, a type, another of
its identifiers): as the whole note, a line of it, or a part. CINAHL marks its own, wherever it stands ("PMID: NLM1").
"""

import re
from collections.abc import Iterator

from claimcheck.articles.other_works import turn_to_another
from claimcheck.language.written_identifiers import DOI, PMCID, PMIDS, is_whole

_MOST = 20_000  # characters
_IDENTIFIER = (
    rf"(?:https?://[\w./-]*)?(?:(?:PubMed\s+)?{PMIDS}|{PMCID}|\b(?:doi\s?[:=.]?\s{{0,2}}|doi\.org/)(?P<doi>{DOI}))/?"
    r"(?:\s*\[PubMed[^\]]{0,60}\])?"
)
_OF_THE_WORK = (
    r"(?:(?:times\s+cited|cited\s+by)\W{0,3}\d+|accession\s+number\W{0,3}[\w.-]+|publication\s+types?\s*:[^.;\n]*|letter"
    rf"|comment|editorial|review|journal\s+article|retracted\s+(?:article|publication)|open\s+access|{DOI})(?!\w|\s+\w)"
)
_STEP = re.compile(rf"[\s.,;|\u2014-]*(?:(?P<identifier>{_IDENTIFIER})|{_OF_THE_WORK})", re.IGNORECASE)
_PART_ENDS = re.compile(r"(?<=[.;|])(?=\s|\Z)|\s*(?:[.;|]|\Z)")
_MARKED_OWN = re.compile(r"\bPMID\s*:\s*NLM[1-9][0-9]{0,8}\b")
_FINISHED = re.compile(r".*[.;!?]|[^\s:][^:]{0,40}:\s*\S.*|\s*")


def own_identifiers(note: str) -> str:
    """The work's own identifiers of a note, as they are written there."""
    note = note[:_MOST]
    turn = note.find("\n", turn_to_another(note))
    alone = (found for line in _lines(note if turn < 0 else note[:turn]) for found in _standing_alone(line))
    return "\n".join((*alone, *_MARKED_OWN.findall(note)))


def _lines(note: str) -> list[str]:
    """The lines; one that goes on in the next, as far as can be seen, is one with it."""
    lines: list[str] = []
    for line in note.split("\n"):
        if lines and (line[:1].isspace() or not _FINISHED.fullmatch(lines[-1].rstrip())):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return lines


def _standing_alone(line: str) -> Iterator[str]:
    """The identifiers up to the first words of something else, those in a part with such words left out."""
    part: list[str] = []
    at = 0
    while step := _STEP.match(line, at):
        at = step.end()
        if step["doi"] and not is_whole(line, step.end("doi")):
            return
        part += [step["identifier"]] if step["identifier"] else []
        if _PART_ENDS.match(line, at):
            yield from part
            part = []
