"""Words in an abstract that speak to a reader or a program instead of reporting. They are left out before anything is read."""

import re
from functools import cache
from importlib.resources import files


def addresses_machine(text: str) -> bool:
    """Whether a sentence tells somebody what to say or do."""
    return _patterns().search(" ".join(text.casefold().split())) is not None


@cache
def _patterns() -> re.Pattern[str]:
    lines = files("claimcheck.evidence").joinpath("data/instructions.txt").read_text(encoding="utf-8").splitlines()
    return re.compile("|".join(f"(?:{line})" for line in lines if line and not line.startswith("#")))
