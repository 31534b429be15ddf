"""Sentences in an abstract that report nothing: they speak to a reader or a program, or tell what was sought, expected or believed before.

They are left out before anything is read, and no passage is one of them.
"""

import re
from functools import cache
from importlib.resources import files

from claimcheck.language.sentences import sentences
from claimcheck.model import Paper


def tells_no_finding(text: str) -> bool:
    """Whether a sentence tells somebody what to say or do, or what a study meant to find out."""
    return _patterns().search(" ".join(text.casefold().split())) is not None


def telling_sentences(paper: Paper) -> list[str]:
    """The sentences of an abstract that may tell a finding, in order."""
    said = (one for section in paper.sections or () for one in sentences(section.text))
    return [one for one in said if not tells_no_finding(one)]


@cache
def _patterns() -> re.Pattern[str]:
    lines = files("claimcheck.evidence").joinpath("data/no_findings.txt").read_text(encoding="utf-8").splitlines()
    return re.compile("|".join(f"(?:{line})" for line in lines if line and not line.startswith("#")))
