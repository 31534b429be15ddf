"""Saying the opposite of a claim by one word: what a paper supports, it contradicts when the claim is turned.

A network that reads topics well still takes "raises" for "lowers"; twins that differ in that word alone teach the difference. Claims
that are not decided are turned too, and stay undecided, so that the turned wording itself tells nothing.
"""

import random
import re

_PAIRS = """
reduce increase|reduces increases|reduced increased|reducing increasing|reduction increase|reductions increases
lowers raises|lowered raised|lowering raising|cuts raises|decrease increase|decreases increases|decreased increased|decreasing increasing
improve worsen|improves worsens|improved worsened|improving worsening|better worse|best worst|higher lower|highest lowest
more less|fewer more|most least|longer shorter|faster slower|quicker slower|sooner later|earlier later|greater smaller|larger smaller|bigger smaller
stronger weaker|rise fall|rises falls|rose fell|grew shrank|grows shrinks|gain lose|gains loses|gained lost
prevents causes|protects endangers|eases aggravates|ease aggravate|eased aggravated|relieves aggravates|boosts lowers|boosted lowered|boosting lowering
slows speeds|slowed speeded|slowing speeding|effective ineffective|safe unsafe|superior inferior|safer riskier|riskier safer
likelier unlikelier|positive negative|positively negatively|up down|above below|over under|with without|beats trails|outperforms underperforms
upregulates downregulates|upregulated downregulated|activates inhibits|activated inhibited|promotes suppresses|promoted suppressed|enhances impairs|enhanced impaired
benefit harm|benefits harms|helps harms|helped harmed|success failure|survive die|survived died|rarely often|seldom often
"""
_HARMS = {
    "reduces": "causes|triggers|leads to|brings on|can cause|sets off", "eases": "causes|triggers|leads to|brings on|can trigger",
    "relieves": "causes|triggers|leads to|brings on", "prevents": "causes|triggers|leads to|brings on|can lead to",
    "lowers": "causes|leads to|brings on", "cuts": "causes|triggers|leads to", "treats": "causes|triggers|brings on",
    "reduce": "cause|trigger|lead to|bring on|set off", "ease": "cause|trigger|lead to|bring on", "relieve": "cause|trigger|lead to",
    "prevent": "cause|trigger|lead to|bring on", "lower": "cause|lead to", "reduced": "caused|triggered|led to|brought on",
    "eased": "caused|triggered|led to", "relieved": "caused|triggered|led to", "prevented": "caused|triggered|led to",
    "causes": "prevents|eases|reduces|relieves", "triggers": "prevents|eases|reduces|relieves", "cause": "prevent|ease|reduce|relieve",
}  # fmt: skip
"""What does harm where the claim tells of good: as often as not the turned verb is one of these."""
_ONE_WAY = {
    "can": "cannot", "cannot": "can", "is": "is not", "are": "are not", "was": "was not", "were": "were not",
    "has": "has not", "does not": "does", "do not": "do", "did not": "did", "is not": "is", "are not": "are",
    "was not": "was", "were not": "were", "no": "a clear", "may": "does not", "helps": "does not help", "help": "fail to",
}  # fmt: skip

_SHARES = {
    "two-thirds": 67, "two thirds": 67, "three-quarters": 75, "three quarters": 75, "four-fifths": 80, "four in five": 80, "nine in ten": 90,
    "three in four": 75, "two in three": 67, "half": 50, "one in two": 50, "a third": 33, "one in three": 33, "a quarter": 25, "one in four": 25,
    "a fifth": 20, "one in five": 20, "one in six": 17, "one in eight": 12, "a tenth": 10, "one in ten": 10, "one in twenty": 5, "one in fifty": 2,
    "twice": 200, "three times": 300, "four times": 400, "five times": 500, "ten times": 1000,
    "doubles": 200, "triples": 300, "quadruples": 400, "doubled": 200, "tripled": 300, "quadrupled": 400,
}  # fmt: skip
_KINDS = (r"\d{1,3}(?:\.\d)?(?=%| per ?cent)", *(rf"(?<!-)\b(?:{kind})\b(?!-| (?:daily|weekly|a (?:day|week)|drug|dose))" for kind in (
    "[a-z]+ in [a-z]+", "a [a-z]+|half|[a-z]+[- ](?:thirds|quarters|fifths)", "twice|[a-z]+ times", "[a-z]+(?:ples|bles)", "[a-z]+(?:pled|bled)",
)))  # fmt: skip
"""Kinds of amounts that can stand in one another's place."""
_MANY = re.compile(r"(?:than|over|under|least|most|up to|nearly|almost|[\d.,:/-]|CI) ?$")


def other_amount(text: str, chance: random.Random) -> str:
    """The claim with an amount of another size, "" where it tells none; "more than half" is left, since it holds for many."""
    for kind in _KINDS:
        for found in re.finditer(kind, text, re.IGNORECASE):
            told = found.group().lower()
            was = _SHARES.get(told, 0) if not told[0].isdigit() else float(told)
            if not was or _MANY.search(text[: found.start()]):
                continue
            if told[0].isdigit():
                others = [str(n) for n in range(2, 98) if abs(n - was) > max(6, 0.4 * was)]
            else:
                likes = {one: n for one, n in _SHARES.items() if re.fullmatch(kind, one)}
                others = [one for one, n in likes.items() if max(n, was) > 1.45 * min(n, was)]
            if others:
                return text[: found.start()] + chance.choice(others) + text[found.end() :]
    return ""


def _table() -> dict[str, str]:
    table = dict(_ONE_WAY)
    for pair in _PAIRS.replace("\n", "|").split("|"):
        if pair:
            one, other = pair.split()
            table.setdefault(one, other)
            table.setdefault(other, one)
    return table


class Flipper:
    """Turns a claim into its opposite by one word, or gives "" where no word lends itself."""

    def __init__(self) -> None:
        self._table = _table()
        words = sorted({*self._table, *_HARMS}, key=len, reverse=True)
        self._word = re.compile(rf"\b(?:{'|'.join(words)})\b(?!-)", re.IGNORECASE)

    def __call__(self, text: str, chance: random.Random) -> str:
        found = list(self._word.finditer(text))
        if not found:
            return ""
        told = [one for one in found if one.group().lower() not in ("with", "without", "over", "under", "up", "down")]
        one = chance.choice(told or found)
        word = one.group().lower()
        harms = _HARMS.get(word, "").split("|") if chance.random() < 0.5 else [""]
        said = chance.choice(harms) or self._table.get(word, "") or chance.choice(_HARMS[word].split("|"))
        return text[: one.start()] + (said.capitalize() if one.group()[0].isupper() else said) + text[one.end() :]
