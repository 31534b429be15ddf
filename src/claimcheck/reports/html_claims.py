"""A claim on the page: its statement and standing, what was found, and the evidence with the passages that decide."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import quote

from attrs import frozen

from claimcheck.model import Citation, Claim, ClaimVerdict, Finding, FoundPaper, Paper, Skip
from claimcheck.record.standing import is_retracted
from claimcheck.reports.base import position
from claimcheck.reports.cards import about, stance_told
from claimcheck.reports.plain import plain

_COMMAND = re.compile(r"(claimcheck (?:find --claim \S+|extract \S+ --against \S+|accept \S+ \d+|refresh))")


@frozen
class Card:
    """A claim with its number on the page and everything said about it."""

    number: int
    verdict: ClaimVerdict
    findings: Sequence[Finding] = ()
    skips: Sequence[Skip] = ()
    waived: Sequence[Finding] = ()
    known: Sequence[Finding] = ()
    marked: bool = False


def text(value: object) -> str:
    """Harmless text for HTML, between tags or between double quotes."""
    return escape(plain(str(value)))


def card_html(card: Card) -> str:
    """One list item."""
    claim, status = card.verdict.claim, card.verdict.status
    found = " found" if card.findings else ""
    kind = f"<span>{text(claim.kind)}</span>" if claim.kind else ""
    return (
        f'<li class="card {status}{found}" id=claim-{card.number}>\n'
        f"<div class=top><span class=number>{card.number}</span><span class=badge>{status.replace('-', ' ')}</span>"
        f"{kind}<code>{text(claim.id)}</code></div>\n"
        f"<h3 dir=auto>{text(claim.statement)}</h3>\n"
        f"{_as_written(card)}{_because(claim)}{findings_html(card.findings)}{_evidence(card)}"
        f"{_more('could not be checked', [skip.reason for skip in card.skips])}"
        f"{_more('waived', [f'{one.code} {one.message}' for one in card.waived])}"
        f"{_more('known from the baseline', [f'{one.code} {one.message}' for one in card.known])}</li>\n"
    )


def findings_html(findings: Sequence[Finding]) -> str:
    """What was found, as a list; "" where nothing was."""
    rows = "".join(
        f"<li><span class='badge {one.severity}'>{one.severity} {text(one.code)}</span> {text(one.message)}"
        f"<div class=hint>{_hint(one.hint)}<span class=meta>{text(position(one))}</span></div></li>\n"
        for one in findings
    )
    return f"<ul class=findings aria-label=Findings>\n{rows}</ul>\n" if rows else ""


def _hint(hint: str) -> str:
    return _COMMAND.sub(r"<code>\1</code>", text(hint)) + " · " if hint else ""


def _as_written(card: Card) -> str:
    claim = card.verdict.claim
    if claim.quote is None:
        return ""
    words = f"“{text(claim.quote.exact)}”"
    if card.marked:
        words += f' <a class=back href="#quote-{card.number}">in the article</a>'
    return f"<p class=as-written dir=auto>{words}</p>\n"


def _because(claim: Claim) -> str:
    return (
        f"<p class=meta>No source needed: {text(claim.because or 'no reason given')}</p>\n" if claim.is_exempt else ""
    )


def _more(what: str, reasons: Sequence[str]) -> str:
    if not reasons:
        return ""
    rows = "".join(f"<li>{text(reason)}</li>" for reason in dict.fromkeys(reasons))
    return f"<details><summary>{len(reasons)} {what}</summary><ul>{rows}</ul></details>\n"


# --- evidence ----------------------------------------------------------------------------------------------------


def _evidence(card: Card) -> str:
    claim = card.verdict.claim
    papers = card.verdict.papers or (None,) * len(claim.citations)
    rows = "".join(_citation(*pair) for pair in zip(claim.citations, papers, strict=True))
    return (f"<ul class=evidence aria-label=Evidence>\n{rows}</ul>\n" if rows else "") + _to_read(card.verdict)


def _to_read(verdict: ClaimVerdict) -> str:
    """The papers that the claim's search came upon and that a person has to judge, what speaks against the claim first."""
    claim_id = verdict.claim.id
    parts = (("May say the opposite", verdict.against), ("Found by the search; read them and decide", verdict.near))
    lists = (
        f"<h4>{title}</h4>\n<ul class=evidence aria-label='{title}'>\n{''.join(_found(one, claim_id) for one in papers)}</ul>\n"
        for title, papers in parts
        if papers
    )
    return "".join(lists)


def _found(found: FoundPaper, claim_id: str) -> str:
    said = found.stance.value if found.stance else "no-stance"
    told = {"contradicts": "may contradict", "supports": "may support", "partly": "may support in part"}.get(
        said, "undecided"
    )
    sentence = f"<blockquote dir=auto>“{text(found.sentence)}”</blockquote>" if found.sentence else ""
    typed = f"<p class=meta><code>{text(found.accept_command(claim_id))}</code></p>" if claim_id else ""
    return (
        f"<li><span class='badge {said}'>{told}</span> "
        f'<a href="{escape(found.link)}" rel="noopener noreferrer"><cite dir=auto>{text(found.title or found.pmid)}</cite></a>\n'
        f"<div class=meta>{text(' · '.join(about(found)))}</div>{sentence}"
        f"<p class=meta>{text(stance_told(found))}</p>{typed}</li>\n"
    )


def _citation(citation: Citation, paper: Paper | None) -> str:
    title = (paper.title if paper else citation.title) or citation.label
    stance = citation.stance.value if citation.stance else "no stance yet"
    retracted = " <span class='badge retracted'>retracted</span>" if paper and is_retracted(paper) else ""
    where = f" <span class=meta>({text(citation.passage_from)})</span>" if citation.passage_from else ""
    passage = f"<blockquote dir=auto>“{text(citation.passage)}”{where}</blockquote>" if citation.passage else ""
    note = f"<p class=meta dir=auto>Note: {text(citation.note)}</p>" if citation.note else ""
    return (
        f"<li><span class='badge {citation.stance or 'no-stance'}'>{stance}</span>{retracted} "
        f"{_linked(citation, paper, title)}\n<div class=meta>{' · '.join(_about(citation, paper))}</div>{passage}{note}</li>\n"
    )


def _about(citation: Citation, paper: Paper | None) -> Iterator[str]:
    """Author, journal and year, publication type, identifier, who looked at it."""
    author = paper.first_author if paper else citation.author
    journal = (paper.journal_abbreviation or paper.journal) if paper else citation.journal
    year = paper.year if paper else citation.year
    if author:
        yield text(author)
    if journal or year:
        yield " ".join(text(part) for part in (journal, year) if part)
    if kinds := [one.name for one in (paper.publication_types or () if paper else ()) if one.name != "Journal Article"]:
        yield text(", ".join(kinds))
    yield text(citation.label)
    reviewed = citation.reviewed
    if reviewed is None:
        yield "<strong>not reviewed yet</strong>"
    else:
        yield f"reviewed by {text(reviewed.by)}" + (f", {reviewed.date}" if reviewed.date else "")


def _linked(citation: Citation, paper: Paper | None, title: str) -> str:
    shown = f"<cite dir=auto>{text(title)}</cite>"
    address = address_of(citation, citation.pmid or (paper.pmid if paper else None))
    return f'<a href="{escape(address)}" rel="noopener noreferrer">{shown}</a>' if address else shown


def address_of(citation: Citation, pmid: str | None) -> str:
    """The work's page, by the PMID that it is known to have; "" where there is none, or a link that is none of the web's."""
    if pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{quote(str(pmid))}/"
    if citation.doi:
        return f"https://doi.org/{quote(str(citation.doi))}"
    if citation.pmcid:
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{quote(str(citation.pmcid))}/"
    url = citation.url or ""
    return quote(plain(url), safe=":/?#[]@!$&'()*+,;=%~") if url.lower().startswith(("https://", "http://")) else ""
