"""Which identifiers in a work's free notes are its own.

A note may speak of other works ("Retracted in PMID 1", "Same cohort as"): what stands in such a part of it, or behind words that turn to
another work, is left out. CINAHL marks its own, wherever it stands ("PMID: NLM1").
"""

import re

from claimcheck.articles.other_works import turn_to_another

_MOST = 20_000  # characters
_PARTS = re.compile(r"(?<=[.?!])\s+|[;|]")
_OF_ANOTHER = re.compile(
    r"\b(?:retract(?:s|ed|ing|ion)|withdraw[ns]?|correct(?:s|ed|ing|ion)|updat(?:es|ed|ing)|supersed\w+|replac(?:es|ed|ing)|contradict\w*"
    r"|letter (?:on|about)|related|analysis of|follow[- ]?up (?:of|to)|same (?:cohort|people|patients|participants|data|trial|study)"
    r"|duplicate of|versions? of|see|cf|not\s+(?=PMID|PMC|doi|https?:))\b",
    re.IGNORECASE,
)
_MARKED_OWN = re.compile(r"\bPMID\s*:\s*NLM[1-9][0-9]{0,8}\b")


def own_identifiers(note: str) -> str:
    """The parts of a note that may name the work itself."""
    note = note[:_MOST]
    own = note[: turn_to_another(note)]
    parts = (part for part in _PARTS.split(own) if not _OF_ANOTHER.search(part))
    return "\n".join((*parts, *_MARKED_OWN.findall(note)))
