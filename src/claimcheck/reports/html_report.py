"""One page that a person likes to read: the article with its claims marked, and beside it each claim with its evidence.

The page is whole in itself: no script, no request, and a content security policy that allows neither. It works from a
mail, a build's artefacts or a disk.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar, cast

from attrs import evolve, field, frozen

from claimcheck.articles.base import Article
from claimcheck.model import Claim, ClaimStatus, Finding, Report, Severity, Skip
from claimcheck.reports.base import ReportContext, counted, verdict_of
from claimcheck.reports.chart import ORDER, bars
from claimcheck.reports.html_claims import Card, card_html, findings_html, text
from claimcheck.reports.html_page import whole_page
from claimcheck.reports.html_style import stylesheet
from claimcheck.reports.html_text import Mark, article_html, mark_of
from claimcheck.reports.text import counts

T = TypeVar("T", Finding, Skip)


@frozen
class _Group:
    """The claims of one article, or of one claims file that names none."""

    title: str
    article: Article | None = field(eq=False)
    cards: list[Card]


def html(report: Report, context: ReportContext) -> str:
    """The whole page."""
    return page_within(report, context, "")


def page_within(report: Report, context: ReportContext, way_back: str) -> str:
    """The page as one of several: `way_back` is HTML that stands before all else."""
    groups = list(_groups(report, cast("Mapping[tuple[str, str], Article]", context.articles)))
    title = groups[0].title if len(groups) == 1 else "Claims and their sources"
    sections = "".join(_section(group, context, alone=len(groups) == 1) for group in groups)
    main = f"<main id=claims tabindex=-1>\n{_loose(report)}{sections}</main>\n"
    body = f"{way_back}{_header(title, report, context)}{main}"
    return whole_page(title, body, stylesheet(), skip_to="To the article and its claims")


def _header(title: str, report: Report, context: ReportContext) -> str:
    name = verdict_of(context)
    verdict = f"<span class='verdict {name}'>{name.capitalize()}.</span> " if name else ""
    found = counts(report, context.hidden).partition("; ")[2]  # the claims' own counts are on the switches
    claims = counted(len(report.verdicts), "claim")
    return (
        f"<header>\n<h1 dir=auto>{text(title)}</h1>\n<p>{verdict}{claims}, {text(found)}.</p>\n"
        f"{chart_html(Counter(verdict.status for verdict in report.verdicts))}<fieldset>\n<legend>Show claims that are</legend>\n{''.join(_tiles(report))}</fieldset>\n</header>\n"
    )


def chart_html(counts: Mapping[ClaimStatus, int]) -> str:
    """How many claims stand where, as one bar; "" where there are none."""
    parts = bars(counts)
    told = ", ".join(f"{part.count} {part.status.replace('-', ' ')}" for part in parts)
    drawn = "".join(
        f"<rect class={part.status} x='{part.start}' width='{part.length}' height=6></rect>" for part in parts
    )
    opening = f"<svg class=chart viewBox='0 0 100 6' preserveAspectRatio=none role=img aria-label='{told}'>"
    return f"{opening}{drawn}</svg>\n" if parts else ""


def _tiles(report: Report) -> Iterator[str]:
    """A counter a status, which is the switch for its claims too."""
    count = Counter(verdict.status for verdict in report.verdicts)
    for status in ORDER:
        if number := count[status]:
            yield (
                f"<label class='tile {status}'><input type=checkbox id=show-{status} checked autocomplete=off>"
                f"<b>{number}</b> {status.replace('-', ' ')}</label>\n"
            )
    if any(finding.claim_id for finding in report.findings):
        box = "<input type=checkbox id=only-findings autocomplete=off>"
        yield f"<label class=tile>{box}only those with findings</label>\n"


def _loose(report: Report) -> str:
    """What is found, or could not be checked, of files and of claims that cannot be read."""
    known = {verdict.claim.id for verdict in report.verdicts if verdict.claim.id}
    skips = (
        Finding("CC801", "could-not-check", Severity.NOTE, one.reason, one.path, one.line, one.column, one.claim_id)
        for one in report.skips
    )
    rows = [finding for finding in (*report.findings, *skips) if finding.claim_id not in known]
    return (
        f"<section class='card error loose'>\n<h2>About the files</h2>\n{findings_html(rows)}</section>\n"
        if rows
        else ""
    )


# --- groups ------------------------------------------------------------------------------------------------------


def _groups(report: Report, articles: Mapping[tuple[str, str], Article]) -> Iterator[_Group]:
    """Claims by article, in the order of the claims; numbers run through the page."""
    found, skipped = _by_claim(report.findings), _by_claim(report.skips)
    waived, known = _by_claim(report.waived), _by_claim(report.known)
    kept: dict[str, _Group] = {}
    for number, verdict in enumerate(report.verdicts, 1):
        key, title, article = home_of(verdict.claim, articles)
        name = verdict.claim.id or "\0"
        hidden = waived.get(name, ()), known.get(name, ())
        card = Card(number, verdict, found.get(name, ()), skipped.get(name, ()), *hidden)
        kept.setdefault(key, _Group(title or "Claims", article, [])).cards.append(card)
    return iter(kept.values())


def home_of(claim: Claim, articles: Mapping[tuple[str, str], Article]) -> tuple[str, str, Article | None]:
    """A key for the claim's article or, where it names none that can be read, its file; the title to show; the article."""
    named, path = claim.article, claim.location.path
    article = articles.get((path, (named and named.path) or ""))
    key = article.path if article else path
    return key, (named and named.title) or (article and article.title) or key, article


def _by_claim(items: Iterable[T]) -> dict[str, list[T]]:
    grouped: dict[str, list[T]] = {}
    for item in items:
        if item.claim_id:
            grouped.setdefault(item.claim_id, []).append(item)
    return grouped


def _section(group: _Group, context: ReportContext, *, alone: bool) -> str:
    marks = [mark for card in group.cards if (mark := _mark(group.article, card))]
    numbers = {mark.number for mark in marks}
    cards = "".join(card_html(evolve(card, marked=card.number in numbers)) for card in group.cards)
    shown = _article(group.article, marks, context) if group.article else ""
    hidden = " class=hidden-text" if alone else ""  # the page's own heading says it; a screen reader wants the level
    claims = f"<span class=meta>{counted(len(group.cards), 'claim')}</span>"
    heading = f"<h2 dir=auto{hidden}>{text(group.title)} {claims}</h2>"
    return (
        f"<section class='pair{' with-text' if shown else ''}'>\n{heading}\n<div class=columns>\n{shown}"
        f"<ol class=cards aria-label='Claims of {text(group.title)}'>\n{cards}</ol>\n</div>\n</section>\n"
    )


def _mark(article: Article | None, card: Card) -> Mark | None:
    if article is None:
        return None
    verdict = card.verdict
    return mark_of(article, verdict.claim, card.number, verdict.status.value, found=bool(card.findings))


def _article(article: Article, marks: Sequence[Mark], context: ReportContext) -> str:
    return (
        "<div class=text role=region tabindex=0 aria-label='The article'>\n"
        f"{article_html(article, marks, context.source_line)}</div>\n"
    )
