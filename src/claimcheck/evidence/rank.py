"""Ranks papers for a claim by what their text says, with small, shown bonuses for level, recency and attribution.

The text's parts come from `relevance`; their weights are fitted (`training/fit_ranking.py`). The same input gives the
same order.
"""

import math
from collections.abc import Iterable, Mapping
from functools import cache

from claimcheck.checked import given
from claimcheck.evidence.reading import read_claim
from claimcheck.evidence.relevance import ask, index, relevance
from claimcheck.evidence.vocabulary import Form, load
from claimcheck.language.words import stems
from claimcheck.levels import level_of, study_type
from claimcheck.model import Attribution, Candidate, Claim, Paper


def rank(claim: Claim, papers: Iterable[Paper]) -> tuple[Candidate, ...]:
    """Order papers for a claim, best first; each paper once. `parts` holds the shares that add up to the score."""
    claim, papers = given("rank: claim", claim, Claim), given("rank: papers", papers, tuple[Paper, ...])
    pool = list({paper.pmid: paper for paper in papers}.values())
    indexes = [index(paper) for paper in pool]
    question = ask(read_claim(claim), indexes)
    texts = [relevance(question, one) for one in indexes]
    candidates = [_scored(claim, paper, text) for paper, text in zip(pool, texts, strict=True)]
    return tuple(sorted(candidates, key=lambda c: (-c.score, int(c.paper.pmid))))


@cache
def _weights() -> Mapping[str, float]:
    loaded: Mapping[str, float] = load("weights.json")["rank"]
    return loaded


def _scored(claim: Claim, paper: Paper, text: Mapping[str, float]) -> Candidate:
    parts = {name: round(weight * text[name], 6) for name, weight in _weights().items()}
    parts["evidence_level"] = _level_bonus(paper, claim)
    parts["recency"] = _recency_bonus(paper)
    parts["attribution"] = _attribution_bonus(paper, claim.attributed_to)
    return Candidate(paper, round(sum(parts.values()), 6), parts)


# --- what is shown beside relevance ------------------------------------------------------------------------------


def _level_bonus(paper: Paper, claim: Claim) -> float:
    """Up to 0.3 for level 1, nothing for level 5 or an unknown design."""
    level = level_of(paper, claim.kind)
    return 0.0 if level is None else round(0.075 * (5 - level.number), 6)


def _recency_bonus(paper: Paper) -> float:
    """Up to 0.1, half of it gone after ten years; counted from a fixed year, so that old runs can be repeated."""
    if paper.year is None:
        return 0.0
    age = max(_REFERENCE_YEAR - paper.year, 0)
    return round(0.1 * math.pow(0.5, age / 10), 6)


_REFERENCE_YEAR = 2026


def _attribution_bonus(paper: Paper, attribution: Attribution | None) -> float:
    """Up to 1.5 where the paper is the one that the article names: half for the journal, the rest for author, year, type."""
    if attribution is None:
        return 0.0
    bonus = 0.0
    names = {_plain(paper.journal), _plain(paper.journal_abbreviation)} - {""}
    if attribution.journal and _plain(attribution.journal) in names:
        bonus += 0.75
    if attribution.author and _author_matches(attribution.author, paper):
        bonus += 0.35
    if attribution.year and attribution.year == paper.year:
        bonus += 0.2
    if attribution.publication_type and _type_matches(attribution.publication_type, paper):
        bonus += 0.2
    return round(bonus, 6)


def _plain(name: str | None) -> str:
    kept: Form = tuple(word for word in stems(name or "") if word not in ("the", "of", "and"))
    return " ".join(kept)


def _author_matches(author: str, paper: Paper) -> bool:
    wanted = set(stems(author)) - {"et", "al"}
    return any(set(stems(a.last_name or a.collective)) & wanted for a in paper.authors[:3])


def _type_matches(wanted: str, paper: Paper) -> bool:
    words = set(stems(wanted))
    named = any(words <= set(stems(t.name)) for t in paper.publication_types or ())
    return named or ("review" in words and study_type(paper) in ("systematic", "review"))
