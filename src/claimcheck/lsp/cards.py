"""What hovering shows, in Markdown. Titles and passages are other people's texts: they are escaped, and only read."""

import re
from collections.abc import Iterable, Iterator

from claimcheck.lsp.spots import Spot
from claimcheck.model import Citation, Claim, ClaimVerdict, FoundPaper, Paper
from claimcheck.reports.cards import about, stance_told
from claimcheck.reports.plain import plain
from claimcheck.research.cards import cited_card
from claimcheck.rules.base import AnyRule

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|&~]|^[-+]|^\d+(?=[.)]))")


def words(text: str) -> str:
    """Foreign text on one line, in which nothing is markup."""
    return _MARKUP.sub(r"\\\1", plain(text))


def of_spot(spot: Spot, candidates: Iterable[FoundPaper] = ()) -> str:
    """The card of a citation, else of the claim with its citations and the papers that may stand behind it."""
    if spot.cited:
        return of_citation(spot.claim, *spot.cited)
    return of_claim(spot.verdict, candidates)


def of_citation(claim: Claim, citation: Citation, paper: Paper | None) -> str:
    """What is known of a cited work: its record, the passage, who had a word on it."""
    if paper is None:
        return f"**{words(citation.label)}**\n\nThe lock does not know this work yet: `claimcheck refresh` asks PubMed."
    found = cited_card(citation, paper, claim.kind)
    told = " · ".join(word for word in (str(citation.stance or "no stance yet"), _signed(citation)) if word)
    return "\n\n".join([*_paper(found), words(told), *([f"**{words(found.reason)}**"] if found.reason else [])])


def of_claim(verdict: ClaimVerdict, candidates: Iterable[FoundPaper] = ()) -> str:
    """The claim, where it stands, and its papers."""
    claim = verdict.claim
    kind = f" · {claim.kind}" if claim.kind else ""
    papers = verdict.papers or (None,) * len(claim.citations)
    lines = [f"- {_line(one, paper)}" for one, paper in zip(claim.citations, papers, strict=True)]
    parts = [f"**{verdict.status}**{kind} · {words(claim.id)}", words(claim.statement), "\n".join(lines)]
    to_read = [part for found in candidates for part in (*_paper(found), words(f"({stance_told(found)})"))]
    parts += ["*Found, and cited by nobody yet:*", *to_read] if to_read else []
    return "\n\n".join(filter(None, parts))


def of_rule(rule: AnyRule) -> str:
    """A rule's first lines, as its page begins."""
    head = (type(rule).__doc__ or "").partition("\n    Failing")[0]
    body = "\n\n".join(" ".join(part.split()) for part in head.split("\n\n"))
    return f"**{rule.code} {rule.name}** · {rule.severity}\n\n{body}\n\n`claimcheck rule {rule.code}` shows the whole page."


def _paper(found: FoundPaper) -> Iterator[str]:
    yield f"**{words(found.title.rstrip('.') or f'PMID {found.pmid}')}**"
    yield f"{words(' · '.join(about(found)))} · [PubMed]({found.link})"
    if found.sentence:
        yield f"> {words(found.sentence)}{words(f' ({found.passage_from})') if found.passage_from else ''}"


def _line(citation: Citation, paper: Paper | None) -> str:
    title = f": {words(paper.title.rstrip('.'))}" if paper and paper.title else ""
    return (
        f"{words(citation.label)}{title} ({words(str(citation.stance or 'no stance yet'))}; {words(_signed(citation))})"
    )


def _signed(citation: Citation) -> str:
    if citation.reviewed:
        return f"reviewed by {citation.reviewed.by}" + (f" on {day}" if (day := citation.reviewed.date) else "")
    return "proposed, nobody has looked at it yet" if citation.is_proposal else "not reviewed"
