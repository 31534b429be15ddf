"""A whole house as pages of a site: an overview, and a page for each article. Pure: file names and HTML, no script.

The figures are those of the review's overview (`overview`), the articles' pages those of the HTML report.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from claimcheck.model import ClaimStatus, Finding, Report
from claimcheck.reports.base import ReportContext, counted
from claimcheck.reports.chart import ORDER, bars
from claimcheck.reports.html_claims import text
from claimcheck.reports.html_page import whole_page
from claimcheck.reports.html_report import chart_html, page_within
from claimcheck.reports.html_style import stylesheet
from claimcheck.review.house import Moment, UnderPolicy
from claimcheck.review.overview import Alarm, Happening, Proposal, Row, alarms, counts_of, oldest_reviews, queue, rows
from claimcheck.review.workspace import ArticleGroup, Snapshot

INDEX = "index.html"
FOLDER = "articles"
_OLDEST = 10
_WAITING = 25
_STYLE = """
.panel{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1rem 1.25rem 1.2rem;margin-top:1.25rem}
.panel h2{font-size:1.15rem;margin:0 0 .6rem}.panel.alarm{border-left:.35rem solid var(--unsourced)}
.panel ul,.panel ol{margin:.4rem 0 0;padding:0;list-style:none}.panel li{border-top:1px solid var(--line);padding:.5rem 0}
.legend{list-style:none;margin:.6rem 0 0;padding:0;display:flex;flex-wrap:wrap;gap:.2rem 1.4rem}
.dot{display:inline-block;width:.75rem;height:.75rem;border-radius:.2rem;background:var(--tone);margin-right:.4rem}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9375rem}caption{text-align:left;color:var(--soft);padding:0 0 .4rem}
th,td{text-align:left;padding:.5rem .8rem .5rem 0;border-top:1px solid var(--line);vertical-align:top;overflow-wrap:normal}
thead th{border-top:0;color:var(--soft);font-weight:600;font-size:.8125rem;white-space:nowrap}tbody th{font-weight:500;min-width:11rem;overflow-wrap:anywhere}
.number{text-align:right;font-weight:400;color:inherit;font-variant-numeric:tabular-nums}td .chart{min-width:7rem;margin:.35rem 0 0}
td.bad{color:var(--unsourced);font-weight:600}.over-time{display:block;width:100%;height:11rem;margin:.4rem 0 .2rem}
.over-time rect{fill:var(--tone);stroke:var(--card);stroke-width:.4}.home{display:inline-block;margin:0 0 .8rem;min-height:1.5rem}
@media (min-width:60rem){.two{display:grid;grid-template-columns:1fr 1fr;gap:1.25rem;align-items:start}.two>.panel{margin-top:1.25rem}}
@media print{.home{display:none}.panel{break-inside:avoid}}
"""


_CONTESTED = "<span class='badge contradicted'>contested</span> "


@frozen
class House:
    """What the pages are made of. `context_of` gives a report's page what the command read for it."""

    snapshot: Snapshot
    moments: Sequence[Moment] = ()
    policies: Sequence[UnderPolicy] = ()
    context_of: Callable[[Report], ReportContext] = lambda _: ReportContext()


def pages(house: House) -> Iterator[tuple[str, str]]:
    """File names, with slashes, and what stands in each; the overview last, so that its links lead somewhere."""
    files = file_names(house.snapshot.groups)
    for group in house.snapshot.groups:
        report = house.snapshot.reports[group.key]
        back = f"<nav><a class=home href='../{INDEX}'>All articles</a></nav>\n"
        yield files[group.key], page_within(report, house.context_of(report), back)
    yield INDEX, _overview(house, files)


def file_names(groups: Iterable[ArticleGroup]) -> dict[str, str]:
    """The file of each article's page by the article's key: told by its path, so that links last."""
    found: dict[str, str] = {}
    for group in groups:
        slug = re.sub(r"[^a-z0-9]+", "-", group.key.lower()).strip("-")[-80:].strip("-") or "article"
        taken, name, number = set(found.values()), f"{FOLDER}/{slug}.html", 2
        while name in taken:
            name, number = f"{FOLDER}/{slug}-{number}.html", number + 1
        found[group.key] = name
    return found


# --- the overview --------------------------------------------------------------------------------------------------


def _overview(house: House, files: Mapping[str, str]) -> str:
    snapshot = house.snapshot
    counts, links = counts_of(snapshot.report), _Links(snapshot, files)
    total = sum(counts.values())
    told = f"{counted(total, 'claim')} in {counted(len(snapshot.groups), 'article')}, as of {snapshot.today}"
    body = (
        f"<header>\n<h1>Claims and their sources</h1>\n<p>{told}.</p>\n{chart_html(counts)}{_legend(counts)}</header>\n"
        f"<main id=claims tabindex=-1>\n{_problems(snapshot.about_files)}{_alarms(alarms(snapshot), links, is_whole=not snapshot.about_files)}{_articles(rows(snapshot), files)}"
        f"<div class=two>\n{_policies(house.policies, total)}{_over_time(house.moments)}</div>\n<div class=two>\n"
        f"{_waiting(queue(snapshot), links)}{_oldest(oldest_reviews(snapshot, _OLDEST), links)}</div>\n</main>\n"
    )
    return whole_page("Claims and their sources", body, stylesheet() + _STYLE, skip_to="To the articles")


@frozen
class _Links:
    """Where each claim stands: its article's page, and its number there."""

    snapshot: Snapshot
    files: Mapping[str, str]

    def to(self, claim_id: str, words: str) -> str:
        """A link to a claim."""
        group = self.snapshot.group_of(claim_id)
        number = [verdict.claim.id for verdict in group.verdicts].index(claim_id) + 1
        return f"<a href='{self.files[group.key]}#claim-{number}' dir=auto>{text(words)}</a>"


def _legend(counts: Mapping[ClaimStatus, int]) -> str:
    items = "".join(
        f"<li class={part.status}><span class=dot aria-hidden=true></span><b>{part.count:,}</b> {_spaced(part.status)}</li>"
        for part in bars(counts)
    )
    return f"<ul class=legend>{items}</ul>\n"


def _panel(name: str, heading: str, inner: str, more: str = "") -> str:
    return f"<section class='panel{more}' aria-labelledby={name}>\n<h2 id={name}>{heading}</h2>\n{inner}</section>\n"


def _problems(found: Sequence[Finding]) -> str:
    """What is wrong with the files: what they hold is not counted above."""
    items = "".join(
        f"<li><span class=meta>{text(f'{one.path}:{one.line}' if one.line else one.path)}</span> {text(f'{one.code} {one.message}')}</li>\n"
        for one in found
    )
    return _panel("problems", "About the files", f"<ul>\n{items}</ul>\n", " alarm") if found else ""


def _alarms(found: Sequence[Alarm], links: _Links, *, is_whole: bool) -> str:
    if not found:
        told = "No cited work is known to be" + ("." if is_whole else ", in what could be read.")
        return _panel("alarms", "Taken back, or in doubt", f"<p class=meta>{told}</p>\n")
    items = "".join(f"<li>{_alarm(one, links)}</li>\n" for one in found)
    return _panel("alarms", f"Taken back, or in doubt: {len(found)}", f"<ul>\n{items}</ul>\n", " alarm")


def _alarm(one: Alarm, links: _Links) -> str:
    claims = "; ".join(links.to(claim.id, claim.statement) for claim in one.claims)
    title = text(one.paper.title or f"PMID {one.paper.pmid}")
    return (
        f"<span class='badge retracted'>{one.what}</span> <span dir=auto>{title}</span> "
        f"<span class=meta>PMID {one.paper.pmid}</span><div>cited by {claims}</div>"
    )


def _articles(found: Sequence[Row], files: Mapping[str, str]) -> str:
    head = _head("Article", "Claims", "#Settled", "#Errors", "#Warnings", "Oldest review")
    body = "".join(_article(row, files[row.group.key]) for row in found)
    return _panel("articles", "Articles", _table("Those with most errors first", head, body))


def _article(row: Row, file: str) -> str:
    bad = " bad" if row.errors else ""
    return (
        f"<tr><th scope=row><a href='{file}' dir=auto>{text(row.group.title)}</a></th><td>{chart_html(row.group.counts)}</td>"
        f"<td class=number>{row.settled} of {len(row.group.verdicts)}</td><td class='number{bad}'>{row.errors}</td>"
        f"<td class=number>{row.warnings}</td><td>{row.oldest_review or 'none'}</td></tr>\n"
    )


def _policies(found: Sequence[UnderPolicy], total: int) -> str:
    head = _head("Policy", "#Sourced", "#Errors", "#Warnings")
    body = "".join(
        f"<tr><th scope=row>{text(one.title)} <span class=meta>{text(one.name)}</span></th><td class=number>{one.sourced} of {total}</td>"
        f"<td class='number{' bad' if one.errors else ''}'>{one.errors}</td><td class=number>{one.warnings}</td></tr>\n"
        for one in found
    )
    note = "The same claims under each policy pack, without what articles claim beyond them"
    return _panel("policies", "By policy", _table(note, head, body)) if found else ""


def _over_time(found: Sequence[Moment]) -> str:
    if len(found) < 2:
        told = "<p class=meta>The history in git holds no earlier state of the claims files.</p>\n"
        return _panel("time", "Over time", told)
    head = _head("Day", *(f"#{_spaced(status)}" for status in ORDER))
    body = "".join(
        f"<tr><th scope=row>{one.day}</th>{''.join(f'<td class=number>{one.counts.get(status, 0)}</td>' for status in ORDER)}</tr>\n"
        for one in found
    )
    return _panel(
        "time", "Over time", _columns(found) + _table("Claims by status, from the history in git", head, body)
    )


def _columns(found: Sequence[Moment]) -> str:
    """Stacked columns, one a moment; the table below says the same."""
    highest = max(sum(one.counts.values()) for one in found) or 1
    wide = 100 / len(found)
    drawn = "".join(_column(one, at * wide, wide, highest) for at, one in enumerate(found))
    told = f"Claims by status from {found[0].day} to {found[-1].day}; the table below has the figures"
    opening = f"<svg class=over-time viewBox='0 0 100 40' preserveAspectRatio=none role=img aria-label='{told}'>"
    return f"{opening}{drawn}</svg>\n"


def _column(one: Moment, left: float, wide: float, highest: int) -> str:
    top, drawn = 40.0, ""
    for status in reversed(ORDER):
        tall = 40 * one.counts.get(status, 0) / highest
        top -= tall
        if tall:
            where = f"x='{left + wide * 0.1:.2f}' y='{top:.2f}' width='{wide * 0.8:.2f}' height='{tall:.2f}'"
            drawn += f"<rect class={status} {where}></rect>"
    return drawn


def _waiting(found: Sequence[Proposal], links: _Links) -> str:
    items = "".join(
        f"<li>{_CONTESTED if one.is_contested else ''}"
        f"{links.to(one.claim.id, one.claim.statement)}<div class=meta dir=auto>{text(one.title)}</div></li>\n"
        for one in found[:_WAITING]
    )
    more = f"<p class=meta>and {len(found) - _WAITING} more</p>\n" if len(found) > _WAITING else ""
    inner = f"<ol>\n{items}</ol>\n{more}" if found else "<p class=meta>No proposal waits for anybody.</p>\n"
    return _panel("waiting", f"Proposals waiting: {len(found)}", inner)


def _oldest(found: Sequence[Happening], links: _Links) -> str:
    items = "".join(
        f"<li><span class=meta>{one.date}</span> {text(one.told)}: {links.to(one.claim_id, one.claim_id)}</li>\n"
        for one in found
    )
    inner = f"<ul>\n{items}</ul>\n" if found else "<p class=meta>No citation was reviewed yet.</p>\n"
    return _panel("oldest", "Oldest reviews", inner)


def _head(*columns: str) -> str:
    return "".join(
        f"<th scope=col class=number>{one[1:]}</th>" if one[0] == "#" else f"<th scope=col>{one}</th>"
        for one in columns
    )


def _table(caption: str, head: str, body: str) -> str:
    table = f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table>"
    return f"<div class=scroll role=region tabindex=0 aria-label='{caption}'>{table}</div>\n"


def _spaced(status: str) -> str:
    return status.replace("-", " ")
