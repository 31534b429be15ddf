"""What each page shows, as HTML."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from attrs import evolve, frozen
from markupsafe import Markup

from claimcheck.decisions.journal import ChangedMeanwhileError
from claimcheck.evidence.plan import plan_queries
from claimcheck.model import Claim, ClaimVerdict, Kind, Stance
from claimcheck.reports.chart import bars
from claimcheck.reports.html_text import article_html
from claimcheck.reports.source import source_reader
from claimcheck.review import overview
from claimcheck.review.actions import Form, as_shown, one, touched
from claimcheck.review.desk import Desk, differences
from claimcheck.review.rendering import environment, render
from claimcheck.review.workspace import ArticleGroup, Snapshot
from claimcheck.rules.strength import offered_statement

_LONG_LIST = 200
"""Rows of a list that are shown; how many more there are is told."""


_CHOICES = {"stance": tuple(Stance), "kind": tuple(Kind)}


@frozen
class _Again:
    """A form that was sent, to be sent again."""

    address: str
    seen: str
    fields: Sequence[tuple[str, str]]


class Pages:
    """The pages of a review. `notes` are sentences about what was just done, by the number that the address carries."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._templates = environment()

    def overview(self, csrf: str, told: str, since: dt.date) -> str:
        """The state of all articles."""
        snapshot = self._desk.snapshot()
        happened = overview.changes_since(snapshot, since)
        queue = overview.queue(snapshot)
        counts = overview.counts_of(snapshot.report)
        return self._page(
            "overview.html",
            snapshot,
            csrf=csrf,
            told=told,
            bars=bars(counts),
            total=sum(counts.values()),
            rows=overview.rows(snapshot),
            alarms=overview.alarms(snapshot),
            queue=queue[:_LONG_LIST],
            queued=len(queue),
            oldest=overview.oldest_reviews(snapshot),
            happened=happened[:_LONG_LIST],
            happenings=len(happened),
            since=since,
            problems=snapshot.about_files,
        )

    def claim(self, claim_id: str, csrf: str, told: str, extra: str = "", search_id: str = "") -> str:
        """A claim with its article and its evidence. Raises `UsageError` where there is none."""
        snapshot = self._desk.snapshot()
        verdict = self._desk.verdict(snapshot, claim_id)
        group = snapshot.group_of(claim_id)
        search = self._desk.searches.get(search_id) or self._desk.searches.of_claim(claim_id)
        return self._page(
            "claim.html",
            snapshot,
            told=told,
            group=group,
            article=self._article(snapshot, group, claim_id),
            search=search,
            query=_query(snapshot, verdict.claim),
            offered=offered_statement(snapshot.facts(verdict)),
            kinds=tuple(Kind),
            fields=as_shown(verdict.claim),
            **self._place(snapshot, group, verdict),
            **self._evidence(snapshot, verdict, csrf, ask=False, extra=extra),
        )

    def cards(self, claim_id: str, csrf: str, extra: str = "") -> str:
        """The evidence of a claim alone, with the abstracts that had to be asked for."""
        snapshot = self._desk.snapshot()
        verdict = self._desk.verdict(snapshot, claim_id)
        return render(self._templates, "evidence.html", self._evidence(snapshot, verdict, csrf, ask=True, extra=extra))

    def conflict(self, action: str, claim_id: str, form: Any, error: ChangedMeanwhileError, csrf: str) -> str:
        """What was changed meanwhile, with the choice to decide all the same."""
        snapshot = self._desk.snapshot()
        changed = tuple(differences(error.before, error.now)) if error.before and error.now else ()
        if action == "edit" and error.before:
            form = touched(form, error.before)
        seen = self._desk.shown(error.now) if error.now else ""
        return self._page(
            "conflict.html",
            snapshot,
            csrf=csrf,
            action=action,
            claim_id=claim_id,
            changed=changed,
            kept=_sent(form),
            choices=_CHOICES,
            seen=seen,
            now=error.now,
        )

    def outside(self, claim_id: str, work: str, form: Form, csrf: str) -> str:
        """An identifier that PubMed has no record of, with the choice to cite it all the same."""
        return self._page(
            "outside.html",
            self._desk.snapshot(),
            csrf=csrf,
            claim_id=claim_id,
            work=work,
            seen=one(form, "seen"),
            title=one(form, "title"),
            stance=one(form, "stance"),
            stances=tuple(Stance),
        )

    def error(self, title: str, sentence: str, csrf: str = "", back: str = "/", again: _Again | None = None) -> str:
        """One sentence about what went wrong, and the way back."""
        values = {"title": title, "sentence": sentence, "csrf": csrf, "told": "", "tally": None, "back": back}
        return render(self._templates, "error.html", {**values, "again": again, "choices": _CHOICES})

    def refused(self, address: str, claim_id: str, form: Form, sentence: str, csrf: str) -> str:
        """One sentence about a form of a claim that could not be carried out, and the form with what was sent."""
        again = _Again(address, (form.get("seen") or [""])[0], _sent(form))
        return self.error("That did not work", sentence, csrf, address_of(claim_id), again)

    def sign_in(self, sentence: str = "") -> str:
        """The question for the password."""
        return render(self._templates, "sign-in.html", {"sentence": sentence, "csrf": "", "told": "", "tally": None})

    def _page(self, name: str, snapshot: Snapshot, *, csrf: str, **values: Any) -> str:
        """A page of the session that `csrf` stands for."""
        of_session = {"csrf": csrf, "tally": self._desk.tally(snapshot, csrf), "latest": self._desk.latest(csrf)}
        return render(self._templates, name, {"told": "", **of_session, **values})

    def _evidence(
        self, snapshot: Snapshot, verdict: ClaimVerdict, csrf: str, *, ask: bool, extra: str
    ) -> dict[str, Any]:
        claim = verdict.claim
        return {
            "claim": claim,
            "verdict": verdict,
            "seen": self._desk.shown(claim),
            "csrf": csrf,
            "extra": extra,
            "evidence": self._desk.evidence(snapshot, claim, ask=ask, extra=extra),
            "stances": tuple(Stance),
            "search_record": snapshot.lock.search_for(claim),
            "outdated_search": snapshot.lock.outdated_search(claim),
        }

    def _place(self, snapshot: Snapshot, group: ArticleGroup, verdict: ClaimVerdict) -> dict[str, Any]:
        """Where the claim stands among the others of its article."""
        ids = [one.claim.id for one in group.verdicts]
        at = ids.index(verdict.claim.id)
        return {
            "number": at + 1,
            "previous": ids[at - 1] if at else None,
            "next": ids[at + 1] if at + 1 < len(ids) else None,
            "following": snapshot.following(verdict.claim.id),
            "findings": snapshot.findings.get(verdict.claim.id, ()),
            "about_article": sorted(
                (one for one in snapshot.reports[group.key].findings if one.claim_id not in snapshot.verdicts),
                key=lambda one: -one.severity.rank,
            ),
            "most": _LONG_LIST,
            "waived": tuple(one for one in snapshot.report.waived if one.claim_id == verdict.claim.id),
        }

    def _article(self, snapshot: Snapshot, group: ArticleGroup, current: str) -> Markup | None:
        """The article with its claims marked, the current one apart; every text in it is escaped by the report's own code."""
        if group.article is None:
            return None
        marks = [
            evolve(mark, found=one.id in snapshot.findings, leads_to=address_of(one.id), is_current=one.id == current)
            for mark in group.marks
            for one in [group.verdicts[mark.number - 1].claim]
        ]
        return Markup(article_html(group.article, marks, source_reader()))  # noqa: S704 - see above


def address_of(claim_id: str) -> str:
    """The page of a claim. Ids are kebab-case, so that they stand in an address as they are."""
    return f"/claims/{claim_id}"


def _sent(form: Form) -> Sequence[tuple[str, str]]:
    """What a person sent: the fields without those that only tell the page and the session."""
    return [(name, value) for name, values in form.items() if name not in ("seen", "csrf") for value in values]


def _query(snapshot: Snapshot, claim: Claim) -> str:
    """What a changed search begins with: the claim's own query, else the latest one asked, else the first of its ladder."""
    record = snapshot.lock.search_for(claim)
    asked = [one.query for one in record.queries] if record else []
    planned = [one.text for one in plan_queries(claim)[:1]]
    return next((query for query in (claim.query, *asked, *planned) if query), "")
