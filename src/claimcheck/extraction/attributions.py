"""Whom an article names for what it says: a journal, an author, a year, a kind of publication – or nobody in particular.

Vague wording is told by `articles.vague`, the same that rule CC103 reads.
"""

import re
from functools import cache
from itertools import pairwise

from attrs import frozen

from claimcheck.articles.vague import vague_wording
from claimcheck.extraction.contrasted import OPPOSING
from claimcheck.extraction.journals import JournalName, journal_names
from claimcheck.extraction.lexicon import listed, words_of
from claimcheck.language.patterns import any_of
from claimcheck.language.sentences import sentence_spans
from claimcheck.model import Attribution
from claimcheck.stretches import apart_from, overlap

_YEAR = re.compile(r"(?<![\d-])(?:19[5-9]\d|20[0-4]\d)(?![\d-])")
# What follows the capital of a name: possessive and bounded, so that a vast run of letters costs no more than its length.
_REST = r"[\w'’-]{1,60}+"
_AUTHOR = re.compile(
    rf"\b(?:(?:Dr|Prof|Professor)\.? )?(?P<name>(?!(?:As|In|For|When|While|And|But|Like|Since|By|From|So|Yet|Although|Though|Because) )[A-Z]{_REST}(?: [A-Z]{_REST})?) (?:et al\.?|and colleagues|and (?:his|her|their) team)"
    rf"|\b(?P<dated>[A-Z]{_REST}) \((?:19|20)\d\d\)"
)
_PLACE = re.compile(
    r"\b(?:[Rr]esearchers|[Ss]cientists|[Dd]octors|[Tt]eam|[Ss]tudy|[Tt]rial|[Rr]eview|[Rr]esearch)"
    r" (?:at|from|by) (?:the )?(?P<place>(?:[A-Z][\w'’.&-]+)(?:(?: of| and| for)* [A-Z][\w'’.&-]+)*)"
)
# What a sentence says against a work, or beside what it says: up to the next comma. A work may be named behind its own: ", which appeared in".
_AGAINST = re.compile(rf"{OPPOSING}[^,;]*", re.IGNORECASE)
_BESIDE = re.compile(
    r"(?:\b(?:after|before|when|since|until|because|although|though|while)\s(?=(?:\S+\s){1,5}?(?:ha[ds]|have|was|were|did|said|wrote|found|\w+ed)\b)"
    r"|,\s(?:which|who|whose)\b(?!\s(?:(?:was|were|is|has been|recently|first) ){0,2}(?:published|appear|printed)))[^,;]*",
    re.IGNORECASE,
)
_SAYING = (
    r"(?:say|said|show|suggest|find|found|note|conclud|report|indicat|confirm|claim|warn|estimat|argue|wr[io]te)\w*"
)
_SOURCE_SAYS = re.compile(
    rf"(?!(?:in|as|it|there)\b).*\b(?:{_SAYING}|(?:hint|believ|think|suspect|agree|impl|reveal|prov|demonstrat|link|support)\w*)\Z",
    re.IGNORECASE,
)
_OF_SOURCE = re.compile(
    r"(?<![^\s(\"“])(?:(?!(?:that|and|but|yet|so|as|because|since|though|although|if|while|when|here|now|then|today|also|even)\b)[\w'’-]+ ){1,6}\Z",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r";|\s[–—]\s|—|,?\s(?:but|whereas|yet)\s|,\s(?:and|so|while|though|although)\s"
    rf"|(?<=\w)\sthat\s(?!(?:was|were|is|has|had|appeared)\b)|\sand\s(?!colleagues\b|(?:his|her|their) team\b)(?=[^,;]{{0,60}}?\b{_SAYING})",
    re.IGNORECASE,
)
_WORDS = "attribution_words.txt"
_INDEXES = frozenset({"pubmed", "medline", "google", "ncbi", "google scholar", "pubmed central"})


@frozen
class AttributionMatch:
    """An attribution with its span: `text` stands at `start` to `end` of the text that was searched."""

    attribution: Attribution
    text: str
    start: int
    end: int


def attributions(text: str) -> tuple[AttributionMatch, ...]:
    """Every attribution in a text, at most one named a clause, and any vague ones of a sentence that names none, in order.

    What a sentence sets itself against ("contrary to an editorial in the BMJ") is none. A named one gives the journal (the known title where the name is known, else as written), the author or body, the
    year and the publication type as far as they are said; `vague` holds wording that names no work.
    """
    found: list[AttributionMatch] = []
    for start, end in sentence_spans(text):
        found += _named(text[start:end], start) or _vague(text, start, end)
    return tuple(found)


def _vague(text: str, start: int, end: int) -> list[AttributionMatch]:
    """Wording that names no work; else a place alone: "researchers at Oxford"."""
    worded = [(one.text, start + one.start, start + one.end) for one in vague_wording(text[start:end])]
    if worded:
        return [
            AttributionMatch(Attribution(vague=_told_of(text, start, *span)), said, *span) for said, *span in worded
        ]
    placed = _PLACE.search(text, start, end)
    if placed is None or placed["place"].lower() in _INDEXES:
        return []
    return [AttributionMatch(Attribution(vague=placed.group()), placed.group(), *placed.span())]


def _told_of(text: str, begin: int, start: int, end: int) -> str:
    """Vague wording behind the words that tell of what worth the source is: "two of nine trials found"."""
    before = _OF_SOURCE.search(text, begin, start) if _SOURCE_SAYS.match(text, start, end) else None
    tells = before and listed("finite").isdisjoint(words_of(before.group()))
    return text[before.start() if before and tells else start : end]


def _named(sentence: str, offset: int) -> list[AttributionMatch]:
    """The works that a sentence names, each of one clause; those that it only mentions beside, where it names no other."""
    said = _blanked(_AGAINST, sentence)
    aside = [found.span() for found in _BESIDE.finditer(said)]
    plain = _blanked(_BESIDE, said)
    for text, clauses in ((plain, _clauses(plain)), (said, aside)):
        found = [_work(text[start:end], sentence[start:end], offset + start) for start, end in clauses]
        if works := [work for work in found if work]:
            return works
    return []


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    """A text with what matches blank, so that all else keeps its place."""
    return pattern.sub(lambda found: " " * len(found.group()), text)


def _clauses(sentence: str) -> list[tuple[int, int]]:
    """The spans of the clauses of a sentence; a name is not parted."""
    is_apart = apart_from(
        [
            *(journal.span for journal in journal_names(sentence)),
            *(found.span() for found in _body_pattern().finditer(sentence)),
        ]
    )
    cuts = (found.start() for found in _NEXT.finditer(sentence))
    return list(pairwise([0, *(at for at in cuts if at and is_apart(at, at + 1)), len(sentence)]))


def _work(clause: str, written: str, offset: int) -> AttributionMatch | None:
    """The work that a clause names, of which all words are `written`; None where a reader could not look for it."""
    journal = next(iter(journal_names(clause)), None)
    author = _author_beside(clause, journal)
    body = _body_pattern().search(clause)
    spans = [journal.span] if journal else []
    spans += [author.span()] if author else []
    spans += [body.span("after" if body.group("after") else "before")] if body else []
    if not spans:
        return None
    name = _name(author) if author else _body_name(body) if body else None
    year = _near(_YEAR, clause, spans)
    kind = _near(_type_pattern(), clause, spans)
    start, end = _stretched(clause, spans, [match.span() for match in (year, kind) if match])
    attribution = Attribution(
        journal=journal.title if journal else None,
        author=name,
        year=int(year.group()) if year else None,
        publication_type=_singular(kind.group().lower()) if kind else None,
    )
    return AttributionMatch(attribution, written[start:end], offset + start, offset + end)


def _author_beside(sentence: str, journal: JournalName | None) -> re.Match[str] | None:
    """The first that may be an author, and is not a piece of the journal's name ("N Engl J Med (2012)"), if it is one."""
    found = (one for one in _AUTHOR.finditer(sentence) if journal is None or not overlap(one.span(), journal.span))
    first = next(found, None)
    return first if first and _name(first).split()[0] not in listed("not-authors", _WORDS) else None


def _near(pattern: re.Pattern[str], sentence: str, spans: list[tuple[int, int]]) -> re.Match[str] | None:
    """The match nearest to the name, within 60 characters."""
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    matches = [(max(first - match.end(), match.start() - last, 0), match) for match in pattern.finditer(sentence)]
    matches = [pair for pair in matches if pair[0] <= 60]
    return min(matches, key=lambda pair: pair[0])[1] if matches else None


def _stretched(sentence: str, spans: list[tuple[int, int]], more: list[tuple[int, int]]) -> tuple[int, int]:
    start = min(span[0] for span in (*spans, *more))
    end = max(span[1] for span in (*spans, *more))
    end += sentence[start:end].count("(") > sentence[start:end].count(")") and sentence[end : end + 1] == ")"
    article = re.search(r"\b(?:a|an|the|one)\s(?:(?:large|recent|new|small|big)\s)?\Z", sentence[:start], re.IGNORECASE)
    return (article.start() if article else start), end


def _name(match: re.Match[str]) -> str:
    return str(match["name"] or match["dated"])


def _body_name(match: re.Match[str]) -> str:
    return re.sub(r"^(?:The|A|An|Experts? from the) ", "", str(match.group("after") or match.group("before")))


def _singular(kind: str) -> str | None:
    return {"studies": "study", "guidelines": "guideline"}.get(kind, kind if kind != "research" else None)


@cache
def _type_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(listed('types', _WORDS))})\b", re.IGNORECASE)


@cache
def _body_pattern() -> re.Pattern[str]:
    """A body that publishes reviews or guidelines, where such a one is spoken of, or where the body says something."""
    known, kinds, works, says = (
        any_of(listed(name, _WORDS)) for name in ("bodies", "body-endings", "body-works", "body-says")
    )
    body = rf"(?:{known}|(?:[A-Z]{_REST} (?:(?:of|for|and|on|in) (?:the )?)?){{1,5}}(?:{kinds}))"
    return re.compile(
        rf"\b(?:(?:(?:{works}) (?:from|of|by)|(?:review|analysis) (?:from|by)) (?:the )?(?P<after>{body})\b"
        rf"|(?P<before>{body})\b(?:(?:'s|’s)?\s+(?:\w+\s+){{0,2}}(?:{works}|review|analysis)\b"
        rf"|(?:(?:'s|’s) (?:\w+ ){{1,3}}?)?\s*(?:also |now |has |have )?(?:{says})\b))"
    )
