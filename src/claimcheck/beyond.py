"""What a sentence says beyond the quotes that stand in it: the claims that are made of them stand for the rest of it only as far as
they say it too.

One word more may make it another claim ("in children", "only in mice", "and cures migraine"). What counts as a word more is told by
`articles.agreement`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from claimcheck.articles.agreement import words_beyond
from claimcheck.articles.base import Article
from claimcheck.articles.normalise import comparable_quote
from claimcheck.articles.spans import REFERENCE
from claimcheck.extraction.attributions import attributions
from claimcheck.model import Claim
from claimcheck.rules.drift_words import root, roots_of
from claimcheck.stretches import Stretch

Quoted = tuple[Claim, Stretch]
"""A claim with a place that its quote takes."""
_GOES_ON = re.compile(r"\s+\w[^,;:.!?()\u2013\u2014\t]*(?:\.\d[^,;:.!?()\u2013\u2014\t]*)*")


def beyond(article: Article, sentence: Stretch, quoted: Sequence[Quoted]) -> tuple[str, ...]:
    """The stretches of a sentence outside the quotes that say something else than who said it, and that no claim of these says."""
    return tuple(
        article.text[start:end].strip()
        for start, end in _outside(sentence, [place for _, place in quoted])
        if _says_more(article.text[start:end], quoted)
    )


def going_on(article: Article, sentence: Stretch, quoted: Sequence[Quoted]) -> tuple[Stretch, ...]:
    """Those of them that go on from a quote without a pause, so that they belong to what it says: surely another claim."""
    return tuple(
        (start, start + found.end())
        for start, end in _outside(sentence, [place for _, place in quoted])
        if start > sentence[0] and (found := _GOES_ON.match(article.text[start:end]))
        if _says_more(found[0], quoted)
    )


def _outside(sentence: Stretch, places: Iterable[Stretch]) -> Iterator[Stretch]:
    at, last = sentence
    for start, end in sorted(places):
        if start > at:
            yield at, min(start, last)
        at = max(at, end)
    if at < last:
        yield at, last


def _says_more(text: str, quoted: Sequence[Quoted]) -> bool:
    known = [comparable_quote(said) for claim, _ in quoted for said in _said(claim)]
    text = REFERENCE.sub(" ", text)
    if not words_beyond(comparable_quote(text), known):
        return False  # nearly always
    named = attributions(text)
    for one in reversed(named):
        text = f"{text[: one.start]} {text[one.end :]}"
    passed_over = roots_of("attributing") if named else ()
    return any(root(word) not in passed_over for word in words_beyond(comparable_quote(text), known))


def _said(claim: Claim) -> Iterator[str]:
    """All that a claim says, and what its quote does."""
    yield claim.statement
    yield from (*claim.population, *claim.intervention, *claim.comparator, *claim.outcome)
    if claim.quote:
        yield claim.quote.exact
