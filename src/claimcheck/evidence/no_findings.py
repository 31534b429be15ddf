"""Sentences in an abstract that report nothing: they speak to a reader or a program, or tell what was sought, expected or believed before.

They are left out before anything is read, and no passage is one of them.
"""

import re
from functools import cache
from importlib.resources import files


def tells_no_finding(text: str) -> bool:
    """Whether a sentence tells somebody what to say or do, or what a study meant to find out."""
    return _patterns().search(" ".join(text.casefold().split())) is not None


@cache
def _patterns() -> re.Pattern[str]:
    lines = files("claimcheck.evidence").joinpath("data/no_findings.txt").read_text(encoding="utf-8").splitlines()
    return re.compile("|".join(f"(?:{line})" for line in lines if line and not line.startswith("#")))
