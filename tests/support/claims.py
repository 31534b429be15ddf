"""Small claims files and citations for tests."""

import datetime as dt
from pathlib import Path

from claimcheck.claimfile import ClaimSet, read_claims
from claimcheck.identifiers import Pmid
from claimcheck.model import Citation, Claim, Finding, Signature, Stance

EXAMPLE = """\
claimcheck: 1
article: {path: back.md, title: Backs, published: 2026-03-01, reviewed: null}
defaults: {population: adults}
claims:
  - id: walking-helps
    statement: Walking helps some people with back pain.
    kind: efficacy
    quote: {exact: helps some people, prefix: "Walking ", suffix: " with"}
    population: [adults, older people]
    intervention: walking
    comparator: rest
    outcome: pain
    attributed_to: {journal: Journal of Walks, author: Walker, year: 2019, publication_type: review, vague: a study}
    citations:
      - pmid: 99000001
        doi: 10.5555/walk.1
        pmcid: PMC9900001
        title: Walking for backs
        author: Walker
        year: 2019
        journal: Journal of Walks
        stance: supports
        passage: "Walking reduced pain."
        level: 2
        read: full-text
        note: small trial
        added: {by: claimcheck, date: 2026-11-22}
        reviewed: {by: editor, date: 2026-11-23}
      - url: https://example.org/guideline
        title: A guideline
    waivers:
      - {rule: weak-evidence, reason: guideline under review, until: 2027-03-01, by: editor}
    query: walking AND back pain
  - id: sessions-last-an-hour
    statement: A session lasts an hour.
    kind: process
    needs_source: false
    because: describes the clinic's own service
"""
"""Every key of format 1."""


def claims_text(*claims: str, head: str = "claimcheck: 1\nclaims:\n") -> str:
    """A claims file of claims written from their first key on, without indentation."""
    return head + "".join("  - " + claim.strip("\n").replace("\n", "\n    ") + "\n" for claim in claims)


def one_claim(more: str = "") -> str:
    """A file of one claim, `walking-helps`, with further keys."""
    return claims_text("id: walking-helps\nstatement: Walking helps.\n" + more)


def read_text(text: str) -> ClaimSet:
    return read_claims(text.encode(), "claims/a.yaml")


def only_claim(text: str) -> Claim:
    """The claim of a file that has one and no problem."""
    claims = read_text(text)
    assert claims.problems == ()
    (claim,) = claims
    return claim


def only_problem(text: str) -> Finding:
    (problem,) = read_text(text).problems
    return problem


def proposal(pmid: int = 99000009, passage: str = "Walking reduced pain.") -> Citation:
    """A citation as `find` proposes it."""
    added = Signature("claimcheck", dt.date(2026, 11, 22))
    return Citation(pmid=Pmid(pmid), stance=Stance.SUPPORTS, passage=passage, added=added)


def write_claims(folder: Path, text: str, name: str = "a.yaml") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path
