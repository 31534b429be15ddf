"""The health terms of a text, and the PICO terms of a claim: population, intervention, comparator, outcome.

A term is filled only where the sentence's build says which of the four it is; else it stays empty, and a person fills it.
"""

import re

from attrs import frozen

from claimcheck.articles.base import Article
from claimcheck.extraction.lexicon import Hit, hits, listed
from claimcheck.language.patterns import end_of

_AT_MOST = 3
_PEOPLE = r"(?:people|adults|women|men|children|babies|infants|patients|those|athletes|smokers|teenagers|mothers|runners|swimmers|students|boys|girls|adolescents)"
_WITH = re.compile(r" (?:with|who have|living with) (?:an? |the )?", re.IGNORECASE)
_HAVING = re.compile(rf"\b{_PEOPLE}{_WITH.pattern}", re.IGNORECASE)
_GROUP = re.compile(
    rf"\b(?P<group>(?:(?!(?:in|among|for|to|of|by|if|the)\b)[\w-]+ )?{_PEOPLE}(?: (?:who are |aged )?(?:under|over|aged|above|younger than|older than) (?:the age of )?\d+(?: (?:to|and|or) (?:\d+|over|older))?(?: (?:years?|months?|weeks?|days?)(?: of age| old)?)?)?)(?=[\s.,;:)]|\Z)",
    re.IGNORECASE,
)
_FOR_WHOM = re.compile(r"(?:\A|\b(?:in|among|for|to|of|by|if) (?:the )?)\Z", re.IGNORECASE)
_TO_WHOM = r"(?:(?:in|for|among|to|by|on|with|the|those|some|most|all|any|other) )"
_EXCLUDED = re.compile(
    rf"\b(?:(?:not|nor)(?: (?:just|only|even|necessarily|simply|merely))? (?:{_TO_WHOM}+(?=(?:[\w-]+ ){{0,2}}{_PEOPLE}\b)|(?={_PEOPLE}\b))"
    r"|(?:except(?: for)?|excepting|with the exception of|excluding|(?:apart|aside) from|other than|rather than|instead of|unlike|without|besides"
    rf"|save(?: for)?|outside|than|compared (?:with|to)|versus|vs\.?) {_TO_WHOM}*(?=(?:[\w-]+ ){{0,2}}{_PEOPLE}\b))",
    re.IGNORECASE,
)
"""What stands before the people for whom a statement does not hold, or that others are held against."""
_WITHOUT = re.compile(
    r" (?:without|(?:who|that) (?:do|does|did|have|has|are|were|had) (?:not|never)|(?:who|that) \w+n['’]t|not|except|excluding|other than)\b",
    re.IGNORECASE,
)
_WHO_ELSE = re.compile(
    r" (?:who|whose|with|without|over|under|aged|above|younger|older|taking|on|having|living|not|except)\b",
    re.IGNORECASE,
)
"""What goes on telling of which people it is spoken."""
_AND_WITH = re.compile(r" (?:and|or) (?:an? )?", re.IGNORECASE)
THOSE_WHO_TREAT = re.compile(r"(?:(?<!agon)ists?|[eo]paths?|practors?|surgeons?)\Z", re.IGNORECASE)
"""Endings of those who treat: "physiotherapists", "homeopaths"; agonists are drugs."""
_NEXT_CLAIM = re.compile(r"(?:; (?:and )?|,? (?:and|but|while|whereas|although) )(?=[\w-])", re.IGNORECASE)
_SUBJECT_AND_VERB = re.compile(r"(?:the |an? )?(?P<subject>[\w-]+)", re.IGNORECASE)
_VERSUS = re.compile(
    r"\b(?:than|compared (?:with|to)|instead of|rather than|unlike)\s+(?:an? |the |manual )?", re.IGNORECASE
)
_TREATED = re.compile(
    r"\A(?:(?:regular|daily|high-dose|low-dose|taking|using|eating|drinking|doing|offer|consider|take|use|avoid"
    r"|(?:do not|don['’]t) (?:\w+ )?(?:offer|use|take|give)|try|taking|high doses of|too much|long-term|an?) )*",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"[;:.]|,? (?:but|while|whereas|and (?:it|they))\b")
_NEXT_WORD = re.compile(r" (?P<word>[\w-]+)")
_VERB_BEFORE = re.compile(
    r"(?:the |an? |your |severe |mild |chronic |normal |more |risk of |the risk of |symptoms of |cases of )*\Z",
    re.IGNORECASE,
)


@frozen
class Pico:
    """A claim's terms as phrases of its statement, in lower case."""

    population: tuple[str, ...] = ()
    intervention: tuple[str, ...] = ()
    comparator: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()


def health_terms(text: str) -> tuple[Hit, ...]:
    """The health terms of a text in order; of overlapping ones the first, of those the longest."""
    kept: list[Hit] = []
    for hit in sorted(hits("health_terms.txt", text), key=lambda one: (one.start, -one.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return tuple(kept)


def names_any(text: str, *sections: str) -> bool:
    """Whether a text names something of one of these sections."""
    return any(hit.section in sections for hit in health_terms(text))


def title_of(article: Article) -> str:
    """The article's title, or its first line."""
    return article.title or article.text.partition("\n")[0]


def pico_of(statement: str) -> Pico:
    """The terms of a statement, as far as its build tells them; none of one that makes two claims, which have terms of their own."""
    terms = health_terms(statement)
    if _makes_two(statement):
        return Pico()
    versus = _VERSUS.search(statement)
    comparator = _rivals(statement, terms, versus)
    end = versus.start() if versus else len(statement)
    own = [hit for hit in terms if hit.end <= end]
    intervention = _treated(statement, own)
    return Pico(
        _population(statement, own)[:_AT_MOST],
        intervention[:_AT_MOST],
        comparator[:_AT_MOST],
        _outcome(statement, own)[:_AT_MOST] if intervention else (),
    )


def _makes_two(statement: str) -> bool:
    """Whether a claim about another treatment follows: "Ginger eases nausea and garlic lowers blood pressure"."""
    for cut in _NEXT_CLAIM.finditer(statement):
        if not any(hit.end <= cut.start() for hit in _acts(statement)):
            continue
        rest = statement[cut.end() :]
        if _treated(rest, list(health_terms(rest))):
            return True
        subject = _SUBJECT_AND_VERB.match(rest)
        if subject and not _acts(subject["subject"]) and _acts_next(rest, subject.end()):
            return True
    return False


def _acts_next(text: str, at: int) -> bool:
    """Whether a word of effect ending in -s stands right behind a word: "creams help" may be none."""
    return any(hit.start == at + 1 and hit.text.split()[0].endswith("s") for hit in _acts(text))


def _is_treatment(hit: Hit) -> bool:
    """Whether a term names a treatment, and not those who give it."""
    return hit.section == "treatment" and not THOSE_WHO_TREAT.search(hit.text)


def _treated(statement: str, own: list[Hit]) -> tuple[str, ...]:
    """The treatment that a statement begins with or tells to use, with what acts behind it."""
    at = end_of(_TREATED, statement)
    first = next((hit for hit in own if hit.start == at and _is_treatment(hit)), None)
    if first is None or statement[first.end : first.end + 1] == "-":
        return ()
    told = re.match(r"(?:offer|consider|take|use|avoid|do not|don)", statement, re.IGNORECASE)
    return (first.text.lower(),) if told or _verb_follows(statement, first.end) else ()


def _verb_follows(statement: str, at: int) -> bool:
    match = re.match(r" (?:also |usually |often |sometimes |only )?([a-z]+)\b", statement[at:])
    return match is not None and (
        match[1] in listed("finite") or any(hit.start == 0 for hit in _acts(statement[at + match.start(1) :]))
    )


def _acts(text: str) -> list[Hit]:
    return [hit for hit in hits("claim_signals.txt", text) if hit.section in ("effect", "relation")]


def _outcome(statement: str, own: list[Hit]) -> tuple[str, ...]:
    """What is acted on: the outcome or illness right behind a word of effect."""
    ends = [hit.end for hit in _acts(statement)]
    found = [
        statement[hit.start : _end_of_name(statement, hit)].lower()
        for hit in own
        if hit.section in ("outcome", "condition")
        and any(end <= hit.start and _VERB_BEFORE.fullmatch(statement[end : hit.start].lstrip()) for end in ends)
    ]
    return tuple(dict.fromkeys(found))


def _population(statement: str, own: list[Hit]) -> tuple[str, ...]:
    """People with an illness, or people of a kind, where it is said that the claim holds for them."""
    statement = _without_excluded(statement)
    for match in _HAVING.finditer(statement):
        ill = next(
            (hit for hit in own if hit.section == "condition" and match.end() <= hit.start <= match.end() + 12), None
        )
        if ill is not None:
            return _whole_group(statement, match.start(), _end_of_name(statement, ill), own)
    for match in _GROUP.finditer(statement):
        group = match["group"]
        words = group.lower().split()
        qualified = words[0] in listed("people qualified") or len(words) > 2
        is_all = not _WITHOUT.match(statement, match.end())
        if qualified and is_all and _FOR_WHOM.search(statement[: match.start()]):
            return _whole_group(statement, match.start("group"), match.end("group"), own)
    return ()


def _whole_group(statement: str, start: int, end: int, own: list[Hit]) -> tuple[str, ...]:
    """People with the illnesses that follow ("women over 50 with obesity"); none where something else goes on telling who they are."""
    for joins in (_WITH, _AND_WITH):
        with_it = joins.match(statement, end)
        ill = next((one for one in own if with_it and one.start == with_it.end() and one.section == "condition"), None)
        end = _end_of_name(statement, ill) if ill else end
    return () if _WHO_ELSE.match(statement, end) else (statement[start:end].lower(),)


def _without_excluded(statement: str) -> str:
    """The statement with stops for whom it does not hold: "…, except in people with gout or pregnant women"."""
    for match in reversed(list(_EXCLUDED.finditer(statement))):
        end = statement.find(",", match.end()) if match.start() == 0 else -1
        stop = _CLOSES.search(statement, match.end())
        end = end if end >= 0 else stop.start() if stop else len(statement)
        statement = statement[: match.start()] + "." * (end - match.start()) + statement[end:]
    return statement


def _end_of_name(statement: str, ill: Hit) -> int:
    """Where the name of an illness ends, with the "syndrome" or "disease" that belongs to it."""
    kind = _NEXT_WORD.match(statement, ill.end)
    return kind.end() if kind and kind["word"].lower() in listed("definite condition") else ill.end


def _rivals(statement: str, terms: tuple[Hit, ...], versus: re.Match[str] | None) -> tuple[str, ...]:
    if versus is None:
        return ()
    rest = statement[versus.end() :].lower()
    if named := max(filter(rest.startswith, listed("not treated")), key=len, default=""):
        return (named,)
    return tuple(hit.text.lower() for hit in terms if hit.start == versus.end() and _is_treatment(hit))
