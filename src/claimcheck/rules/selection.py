"""Which rules count: `--select` and `--ignore`. Pure."""

from collections.abc import Iterable

from claimcheck.errors import UsageError
from claimcheck.nearest import nearest
from claimcheck.rules.base import AnyRule
from claimcheck.rules.registry import BUILT_IN, RuleBook

FIXABLE = ("CC201", "CC204", "CC705", "CC902")
"""Rules of which some findings can be mended without a person (`fixes`)."""
SKIPS = "CC801"
"""Skips are told whatever is selected: leaving a check out is asked for by name, with `--ignore CC801`."""
UNREAD = ("CC001", "CC002")
"""What tells of claims that could not be read. Told whatever is selected, for no rule has looked at them; where it is ignored or off,
a skip tells it.
"""
UNASKED = "CC005"
"""What tells of works that the lock does not know. Where it is not selected, is off or stands in the baseline, a skip tells it."""
OPEN = (*UNREAD, UNASKED)
"""What leaves something unchecked, and is never left untold."""
ALWAYS = (*UNREAD, SKIPS)


def chosen_codes(select: Iterable[str] = (), ignore: Iterable[str] = (), book: RuleBook = BUILT_IN) -> frozenset[str]:
    """The codes of the rules that count; () selects all.

    A selector is a code or a name, or the beginning of one ("CC3", "un"). Where a rule is selected and ignored, the more
    specific selector wins, then `ignore`; the rules of `ALWAYS` count unless they are ignored. Raises `UsageError` for a selector that fits no rule.
    """
    wanted = [_known(item, book) for item in select]
    unwanted = [_known(item, book) for item in ignore]
    return frozenset(rule.code for rule in book.rules if _counts(rule, wanted, unwanted))


def _counts(rule: AnyRule, wanted: list[str], unwanted: list[str]) -> bool:
    selected, ignored = _fit(rule, wanted), _fit(rule, unwanted)
    if selected is None and (not wanted or rule.code in ALWAYS):
        selected = 0.0
    return selected is not None and (ignored is None or selected > ignored)


def _fit(rule: AnyRule, selectors: list[str]) -> float | None:
    """How much of the rule's code or name the best selector spells out, 1.0 for all; None where none fits."""
    fits = [
        len(selector) / len(label)
        for label in (rule.code.casefold(), rule.name)
        for selector in selectors
        if label.startswith(selector)
    ]
    return max(fits, default=None)


def _known(selector: str, book: RuleBook) -> str:
    folded = selector.strip().casefold()
    if folded and any(label.casefold().startswith(folded) for label in book.by_label):
        return folded
    raise UsageError(
        f"no rule begins with {selector!r}{did_you_mean(selector, book)}; `claimcheck rule` lists the rules"
    )


def code_named(label: str, where: str, book: RuleBook = BUILT_IN) -> str:
    """The code of the rule of this code or name. Raises `UsageError`, which `where` begins, where there is none."""
    code = book.code_of(label)
    if code is None:
        near = did_you_mean(label, book)
        raise UsageError(f"{where}: there is no rule {label!r}{near}; `claimcheck rule` lists the rules")
    return code


def did_you_mean(label: str, book: RuleBook = BUILT_IN) -> str:
    """`` (did you mean "unsourced-claim"?)``, or "" where no rule is near."""
    folded = label.strip()
    names, codes = [rule.name for rule in book.rules], [rule.code for rule in book.rules]
    near = nearest(folded.lower(), names) or nearest(folded.upper(), codes)
    return f' (did you mean "{near}"?)' if near else ""
