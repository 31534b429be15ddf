"""What `refresh --watch` tells: as text for a person, as Markdown for a pull request, as JSON for a program. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Any

from claimcheck.model import Claim, Direction, Notice, Paper
from claimcheck.record.standing import notice_shown
from claimcheck.reports.markdown import escape
from claimcheck.reports.plain import plain
from claimcheck.research import Change, News

MOST_BYTES = 50_000
"""Of a list in Markdown; GitHub takes 65,536 characters of a pull request's text."""

_TOLD = {
    Change.RETRACTED: "is retracted",
    Change.REINSTATED: "is no longer retracted",
    Change.WITHDRAWN: "is withdrawn: its title begins with WITHDRAWN",
    Change.CONCERN: "has an expression of concern",
    Change.CONCERN_LIFTED: "is no longer under an expression of concern",
    Change.CORRECTED: "was corrected",
    Change.UPDATED: "was updated",
    Change.REPUBLISHED: "was republished",
    Change.NOTICE: "is itself a notice and no study",
    Change.ABSENT: "is not in PubMed",
    Change.RETITLED: "has another title now",
    Change.REWRITTEN: "has another abstract now",
}
_ENDS = (Change.REINSTATED, Change.CONCERN_LIFTED)


def news_as_text(one: News) -> str:
    """A change with the paper, the claims that cite it, and who says so since when."""
    lines = [f"{one.cited.label} {headline(one)}", *_about(one.cited.paper)]
    lines += [f"cited by {', '.join(claim.id for claim in one.cited.claims)}", f"{_tellers(one)}; {_since(one)}"]
    return "\n  ".join(map(plain, lines))


def news_as_markdown(news: Iterable[News]) -> str:
    """A list for a pull request; "" where there is no news."""
    items = ["\n".join(_item(one)) for one in news]
    sizes = accumulate(len(item.encode()) + 1 for item in items)
    shown = [item for item, size in zip(items, sizes, strict=True) if size <= MOST_BYTES]
    more = [f"- and {len(items) - len(shown)} more, which this page has no room for"] if len(shown) < len(items) else []
    return "\n".join(["Cited papers whose standing changed:", "", *shown, *more, "", _ADVICE, ""]) if items else ""


def news_as_data(one: News) -> dict[str, Any]:
    """A change for a program."""
    work, paper = one.cited.work, one.cited.paper
    return {
        "change": one.change,
        "pmid": work.pmid,
        "doi": work.doi,
        "title": paper.title if paper else None,
        "claims": [_claim(claim) for claim in one.cited.claims],
        "notices": [notice.to_dict() | {"told_by": notice.told_by} for notice in one.notices],
        "told_by": _sources(one),
        "first_time": one.is_first,
        "last_asked": one.since.isoformat() if one.since else None,
        "in_lock": one.kept,
        "message": plain(f"{one.cited.label} {headline(one)}"),
    }


def report_as_data(news: Iterable[News], asked: int, not_asked: Mapping[str, str], code: int) -> dict[str, Any]:
    """The whole report for a program."""
    return {
        "schema": "claimcheck-watch/1",
        "changes": [news_as_data(one) for one in news],
        "asked": asked,
        "not_asked": [{"identifier": identifier, "reason": reason} for identifier, reason in not_asked.items()],
        "exit_code": code,
    }


def headline(one: News) -> str:
    """What became of the work, and the notices that say so."""
    said = "; ".join(map(_said, one.notices))
    told = _TOLD[one.change]
    if one.change is Change.ABSENT and not one.is_first:
        return "is no longer in PubMed: deleted or merged"
    if not said:
        return told
    return f"{told} (it was: {said})" if one.change in _ENDS else f"{told}: {said}"


def _said(notice: Notice) -> str:
    if notice.direction is Direction.IN:
        return notice_shown(notice)
    what = f"{notice.type.replace('-', ' ')} of {f'PMID {notice.pmid}' if notice.pmid else 'another work'}"
    return f"{what} ({notice.source})" if notice.source else what


def _about(paper: Paper | None) -> list[str]:
    if paper is None:
        return []
    where = (paper.first_author, paper.journal_abbreviation or paper.journal, paper.year)
    return [f"{paper.title.rstrip('.')}. {', '.join(str(part) for part in where if part)}"]


def _sources(one: News) -> list[str]:
    return sorted({notice.told_by for notice in one.notices}) or ["PubMed"]


def _tellers(one: News) -> str:
    who = " and ".join(_sources(one))
    return f"no longer told by {who}" if one.change in _ENDS else f"told by {who}"


def _since(one: News) -> str:
    if not one.kept:
        return "the lock has no record of it, so this is told every time"
    return f"last asked about on {one.since}" if one.since else "asked about for the first time"


_ADVICE = (
    "Once the lock says so, `claimcheck check` fails for claims that rest on a retracted paper alone; "
    "`claimcheck find --claim ID` looks for another."
)


def _item(one: News) -> Iterator[str]:
    yield f"- **{_linked(one)} {escape(headline(one))}**<br>"
    yield from (f"  {escape(line)}<br>" for line in _about(one.cited.paper))
    yield f"  cited by {', '.join(map(_cited_by, one.cited.claims))}<br>"
    yield f"  {escape(_tellers(one))}; {escape(_since(one))}"


def _linked(one: News) -> str:
    pmid = one.cited.work.pmid
    return f"[PMID {pmid}](https://pubmed.ncbi.nlm.nih.gov/{pmid}/)" if pmid else escape(one.cited.label)


def _cited_by(claim: Claim) -> str:
    place = claim.location
    return f"{escape(claim.id)} ({escape(f'{place.path}:{place.line or 1}')})"


def _claim(claim: Claim) -> dict[str, Any]:
    return {"id": claim.id, "path": claim.location.path, "line": claim.location.line}
