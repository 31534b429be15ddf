"""CC701: whether the article itself has been looked at lately."""

import datetime as dt
from collections.abc import Iterator

from claimcheck.model import ArticleRef, Finding, Location, Severity, Skip
from claimcheck.rules.base import FileRule, Rule
from claimcheck.rules.cited import has_come
from claimcheck.rules.facts import ClaimFacts, FileFacts


class ReviewOverdue(Rule, FileRule):
    """Review every article in time, and say when.

    Why it matters: the reader cannot see that a page is years behind what is known.

    Failing:

        article: {path: page.md, reviewed: 2023-11-22}
        claims:
          - id: session-length
            statement: A session lasts half an hour.
            needs_source: false
            because: our own service

    Mended:

        article: {path: page.md, reviewed: 2026-11-20}
        claims:
          - id: session-length
            statement: A session lasts half an hour.
            needs_source: false
            because: our own service

    Options: `review-months` (36). A day that is still to come is no review, but for tomorrow, which may be today elsewhere. Told once an
    article, also of a file without claims; a waiver stands with its first claim.
    Standard: NHS Standard Creating Health Content; PIF TICK: content is reviewed at least every three years.
    """

    code, name = "CC701", "review-overdue"
    severity = Severity.WARNING
    waivable = True

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        article = facts.claim.article
        if article is not None and facts.opens_article:
            yield from self._overdue(facts, article, facts.claim.location)

    def check_file(self, facts: FileFacts) -> Iterator[Finding]:
        if facts.article is not None:
            yield from self._overdue(facts, facts.article, facts.article.location)

    def _overdue(self, facts: ClaimFacts | FileFacts, article: ArticleRef, where: Location) -> Iterator[Finding]:
        where = article.location if article.location.line is not None else where
        hint, months = "have it reviewed, then write the day: article: {reviewed: …}", facts.thresholds.review_months
        if article.reviewed is None:
            yield self.at(where, "it is not recorded when the article was last reviewed", hint)
        elif not has_come(article.reviewed, facts.today):
            yield self.at(
                where, f"the day of the article's review, {article.reviewed.isoformat()}, is still to come", hint
            )
        elif _months_later(article.reviewed, months) < facts.today:
            when = article.reviewed.isoformat()
            yield self.at(where, f"the article was last reviewed on {when}, more than {months} months ago", hint)


def _months_later(day: dt.date, months: int) -> dt.date:
    """The same day some months later, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year >= dt.MAXYEAR:
        return dt.date.max
    after = dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(dt.date(year, month + 1, 1) + dt.timedelta(days=day.day - 1), after - dt.timedelta(days=1))
