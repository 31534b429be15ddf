"""The tools themselves, on values and open files; the protocol is `server`'s."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import cached_property
from typing import Literal

from attrs import frozen

from claimcheck import research
from claimcheck.articles.anchors import MatchKind, standing
from claimcheck.articles.article import reader_for
from claimcheck.articles.base import Article
from claimcheck.articles.vague import vague_wording
from claimcheck.beyond import beyond
from claimcheck.catalogs.base import Catalog
from claimcheck.errors import UsageError
from claimcheck.evidence.judge import Judge
from claimcheck.extraction.coverage import ClaimSentence
from claimcheck.extraction.page_reader import read_claim_sentences, sure_kind
from claimcheck.identifiers import Pmid
from claimcheck.lockfile import NO_WORDS, rejected_for
from claimcheck.mcp import answers
from claimcheck.mcp.answers import Answer, Objections, answer, quoted
from claimcheck.model import (
    Citation,
    Claim,
    ClaimStatus,
    ClaimVerdict,
    Finding,
    FindResult,
    Kind,
    Outcome,
    Paper,
    Report,
)
from claimcheck.project import Project
from claimcheck.reports.plain import plain
from claimcheck.research.remarks import called
from claimcheck.stretches import Stretch, overlap

Format = Literal["markdown", "html", "text"]
KindWord = Literal[
    "efficacy", "safety", "mechanism", "definition", "prevalence", "comparison", "recommendation", "process", "opinion"
]

LONGEST = 1_000_000
"""Characters of a text that is checked."""
_ENDINGS = {"markdown": "text.md", "html": "text.html", "text": "text.txt"}
_OPEN = (ClaimStatus.UNSOURCED, ClaimStatus.CONTRADICTED)


@frozen
class Means:
    """What the tools work with, each made anew for a call: files change. `catalog` opens whoever is asked, at the machine's pace."""

    project: Callable[[], Project]
    check: Callable[[Project], Report]
    catalog: Callable[[], AbstractContextManager[Catalog]]
    judge: Callable[[], Judge]
    objections: Objections
    limit: int = 10


@frozen(slots=False)
class Tools:
    """What can be asked. Everything that goes wrong deliberately is a `ClaimcheckError`."""

    means: Means

    @cached_property
    def _judge(self) -> Judge:
        return self.means.judge()  # it loads a network: once a session

    def check_text(self, text: str, format: Format = "markdown") -> Answer:  # noqa: A002 - the name that the caller sees
        """Say which sentences of a text make a health claim that needs a source, and which of them the project has on
        record, with how each stands. A sentence that says more than the claims that are on record is on record in part, and not
        sourced. Nothing is asked of PubMed. Also told: wording that leans on a source without naming it.
        """
        if len(text) > LONGEST:
            raise UsageError(f"the text has more than {LONGEST:,} characters: check it in parts")
        name = _ENDINGS[format]
        article = reader_for(name)(text.encode("utf-8", "replace"), name)
        recorded = list(_recorded(article, self.means.check(self.means.project())))
        sentences = [_sentence(article, one, recorded) for one in read_claim_sentences(article)]
        return answer(
            sentences=sentences,
            unsourced=sum(not one["sourced"] for one in sentences),
            vague=[{"words": quoted(one.text)} for one in vague_wording(article.text)],
        )

    def find_sources(self, statement: str, kind: KindWord | None = None) -> Answer:
        """Look on PubMed for papers that bear out a statement, and let the judge read them. One plain assertion works best,
        such as "Walking reduces back pain in adults". Takes some seconds: PubMed allows few requests. Changes no file.
        """
        if not statement.strip():
            raise UsageError("the statement is empty; give one assertion")
        claim = Claim(statement.strip(), kind=Kind(kind) if kind else None)
        with self.means.catalog() as catalog:
            [result] = research.find([claim], catalog, judge=self._judge)
            return self._found(result, catalog)

    def _found(self, result: FindResult, catalog: Catalog) -> Answer:
        if result.reason == NO_WORDS:
            raise UsageError(NO_WORDS)
        return answers.search(result, self.means.limit, called(catalog), self.means.objections)

    def read_citation(self, pmid: str) -> Answer:
        """Show a paper on PubMed: what it is, notices such as a retraction, its abstract, and which claims of the project
        cite it, as what, with which passage, and who has reviewed that.
        """
        number = Pmid.parse(pmid)
        report = self.means.check(self.means.project())
        outcome, paper, told = self._record(number)
        cited = [
            answers.citation(one, known, verdict.claim)
            for verdict in report.verdicts
            for one, known in zip(verdict.claim.citations, verdict.papers, strict=False)
            if one.pmid == number
        ]
        record = answers.record(paper) if paper else None
        return answer(pmid=str(number), outcome=outcome, told=told, record=record, cited_by=cited)

    def _record(self, pmid: Pmid) -> tuple[str, Paper | None, str]:
        with self.means.catalog() as catalog:
            fetched, asked = catalog.fetch([pmid]), called(catalog)
        if fetched.papers:
            return "found", fetched.papers[0], f"{asked} has a record {pmid}"
        if pmid in fetched.missing:
            return "no-such-record", None, f"{asked} was asked, and has no record {pmid}"
        why = next(iter(fetched.not_asked.values()), "no reason given")
        return Outcome.COULD_NOT_ASK, None, f"{asked} could not be asked, so that nothing is known: {plain(why)}"

    def list_unsourced(self) -> Answer:
        """List the project's claims that need a source and have none, with what the gate says of each and the papers that
        earlier searches came upon. Reads files only.
        """
        project = self.means.project()
        report = self.means.check(project)
        open_claims = [one for one in report.verdicts if one.status in _OPEN]
        return answer(
            claims=[_with_candidates(one, report.findings, project) for one in open_claims],
            all_claims=len(report.verdicts),
            unreadable=[answers.finding(one) for one in report.findings if one.code in ("CC001", "CC002", "CC005")],
        )

    def propose_sources(self, claim_id: str) -> Answer:
        """Look for sources of one claim of the project, and write those that support it into its claims file as proposals,
        with the search in the lock, as `claimcheck find` does. A person still has to read and accept each.
        """
        project = self.means.project()
        claim, lock = project.index.without_outdated(project.claim(claim_id)), project.lock
        rejected = {claim.id: rejected_for(claim, lock.searches.get(claim.id))}
        with self.means.catalog() as catalog:
            [result] = research.find([claim], catalog, judge=self._judge, rejected=rejected)
            told = self._found(result, catalog)
            name, question = (
                catalog.name,
                research.question_of(
                    claim, judge=self._judge.name, catalog=research.identity_of(catalog), rejected=rejected[claim.id]
                ),
            )
        written: tuple[Citation, ...] = ()
        if result.attached or result.cited or result.outcome is not Outcome.COULD_NOT_ASK:
            research.update_lock(project.lock_path, result, catalog=name, question=question)
            written = research.attach(result)
        return {
            **told,
            "claim": claim.id,
            "written": [one.label for one in written],
        }


def _recorded(article: Article, report: Report) -> Iterator[tuple[ClaimVerdict, Stretch]]:
    """The claims that stand in the text word for word, each with the place: other words may say something else."""
    for verdict in report.verdicts:
        anchor = standing(article, verdict.claim)
        if anchor.how is not MatchKind.FUZZY:
            yield from ((verdict, (place.start, place.end)) for place in anchor.places)


def _sentence(article: Article, one: ClaimSentence, recorded: list[tuple[ClaimVerdict, Stretch]]) -> Answer:
    span = (one.unit.start, one.unit.end)
    here = [(verdict, place) for verdict, place in recorded if overlap(span, place)]
    claims = {verdict.claim.id: verdict.status for verdict, _ in here}
    left = beyond(article, span, [(verdict.claim, place) for verdict, place in here]) if here else ()
    return {
        "text": quoted(one.unit.text),
        "kind": sure_kind(one.scores),
        "line": one.unit.location.line,
        "claims": [{"id": claim_id, "status": status} for claim_id, status in claims.items()],
        "on_record": ("in part" if left else "yes") if here else "no",
        "not_on_record": [quoted(text) for text in left],
        "sourced": bool(claims)
        and not left
        and all(status in (ClaimStatus.SOURCED, ClaimStatus.NOT_NEEDED) for status in claims.values()),
    }


def _with_candidates(verdict: ClaimVerdict, findings: tuple[Finding, ...], project: Project) -> Answer:
    about_it = [one for one in findings if one.claim_id == verdict.claim.id]
    search = None if project.lock_error else project.index.search_for(verdict.claim)
    turned_down = rejected_for(verdict.claim, search)
    found = [one for one in search.candidates if one.pmid not in turned_down] if search else []
    return {**answers.claim(verdict, about_it), "found_earlier": [answers.card(one) for one in found]}
