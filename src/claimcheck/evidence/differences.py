"""What a paper's abstract has otherwise than the claim: a number that it does not give, people that the claim does not speak of.

Told beside a verdict, never a verdict: a claim may round, and a study of women may hold for everybody.
"""

import re
from collections.abc import Iterator

from attrs import frozen

from claimcheck.model import Claim, Paper

_NUMBER = re.compile(r"(?<![\w.])(?<![A-Za-z]-)(?:\d[\d,.]*\d|\d(?!\w))")

_SHARE = re.compile(
    r"(?<!under )(?<!below )(?<!over )(?<!above )(?<!than )(?<!least )(?<!to )"
    + _NUMBER.pattern
    + r"(?= ?%| per ?cent)"
)


@frozen
class _People:
    """Some people: what they are called, the check tags that a study of them has and those it has not, and the words for them."""

    called: str
    tags: frozenset[str]
    without: frozenset[str]
    words: re.Pattern[str]


def _people(called: str, tags: str, without: str, words: str) -> _People:
    return _People(
        called, frozenset(tags.split("|")), frozenset(without.split("|")), re.compile(rf"\b(?:{words})", re.IGNORECASE)
    )


_YOUNG = "Infant|Infant, Newborn|Child, Preschool|Child|Adolescent"
_GROWN = "Adult|Young Adult|Middle Aged|Aged|Aged, 80 and over"
_GROUPS = (
    _people("pregnant women", "Pregnancy", "-", r"pregnan|expectant|mothers?-to-be|unborn|birth|labou?r\b|antenatal|prenatal"),
    _people("children or teenagers", _YOUNG, _GROWN, r"child|kids?\b|bab(?:y|ies)|infant|toddler|teen|adolescen|young|boys?\b|girls?\b|school|p(?:a)?ediatric|newborn|preterm"),
    _people("older people", "Aged|Aged, 80 and over", f"{_YOUNG}|Adult|Young Adult|Middle Aged", r"older|elderly|seniors?\b|old age|aged|pensioner|over \d|later life|nursing home|geriatric"),
    _people("women", "Female", "Male", r"wom[ae]n|female|girls?\b|mothers?\b|pregnan|menopaus|breast|ladies"),
    _people("men", "Male", "Female", r"\bmen\b|\bman\b|male\b|males\b|boys?\b|fathers?\b|prostat"),
)  # fmt: skip
"""After the check tags of MEDLINE indexing (NLM, "Check Tags")."""


def differences(claim: Claim, paper: Paper) -> tuple[str, ...]:
    """Each as a short sentence for an editor; () where nothing is seen."""
    return (*_numbers_told(claim, paper), *_people_told(claim, paper))


def lacking_numbers(statement: str, paper: Paper) -> tuple[str, ...]:
    """The numbers of a statement, as written, that title and abstract do not give."""
    told = set(_numbers_of(paper))
    return tuple(dict.fromkeys(one for one in _NUMBER.findall(statement) if _plain(one) not in told))


def lacking_shares(statement: str, paper: Paper) -> tuple[str, ...]:
    """The shares of a statement, in per cent, that the paper gives neither so, nor rounded, nor as a ratio (0.71 for "29% lower")."""
    told = [float(one) for one in _numbers_of(paper) if one.count(".") < 2]  # "1.2.3" numbers a version
    asked = (one for one in _SHARE.findall(statement) if one.count(".") < 2)
    return tuple(one for one in asked if not any(_is_share(float(_plain(one)), number) for number in told))


def reckoned_shares(statement: str, paper: Paper) -> tuple[str, ...]:
    """The shares of a statement that the paper does not give itself, but rounded or as a ratio."""
    told, lacking = set(_numbers_of(paper)), lacking_shares(statement, paper)
    return tuple(one for one in _SHARE.findall(statement) if _plain(one) not in told and one not in lacking)


def _is_share(share: float, number: float) -> bool:
    """Whether a paper's number is a share or a ratio that comes to it, within what editors round away."""
    return any(abs(one - share) <= max(0.5, 0.1 * share) for one in (number, 100 * abs(1 - number)))


def _numbers_told(claim: Claim, paper: Paper) -> Iterator[str]:
    if lacking := lacking_numbers(claim.statement, paper):
        yield f"the abstract does not give the number {lacking[0]}"


def _people_told(claim: Claim, paper: Paper) -> Iterator[str]:
    said = " ; ".join((claim.statement, *claim.population))
    tags = {heading.name for heading in paper.mesh or ()}
    for group in _GROUPS:
        if group.tags & tags and not group.without & tags:
            if not group.words.search(said):
                yield f"the paper studied {group.called}"
            return


def _numbers_of(paper: Paper) -> list[str]:
    return [_plain(one) for one in _NUMBER.findall(f"{paper.title} {paper.abstract}")]


def _plain(number: str) -> str:
    plain = number.replace(",", "")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
