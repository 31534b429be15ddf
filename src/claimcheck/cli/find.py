"""The command that asks PubMed for papers and attaches them: find."""

import datetime as dt
import os
import textwrap
from argparse import Namespace
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from attrs import evolve, frozen

from claimcheck import research
from claimcheck.catalogs.base import Catalog
from claimcheck.catalogs.pubmed.client import PubMed
from claimcheck.catalogs.pubmed.outcomes import may_pass
from claimcheck.claimfile import expect_unchanged, load_claims
from claimcheck.cli.explain import explanation_as_json, explanation_as_text
from claimcheck.cli.find_report import Objections, count, result_as_json, result_as_text, summary
from claimcheck.cli.given import Run, given_claims, read_given
from claimcheck.cli.judges import judge_of
from claimcheck.cli.main import Surroundings
from claimcheck.cli.objections import objections
from claimcheck.cli.parallel import workers
from claimcheck.cli.progress import with_progress
from claimcheck.cli.project import exit_of, open_desk, open_project
from claimcheck.cli.pubmed import asks_mirror, asks_newer, open_catalog, outdated, refuse_full_text
from claimcheck.cli.ruleset import ruleset_of
from claimcheck.cli.terminal import terminal_width
from claimcheck.config import Settings
from claimcheck.errors import COULD_NOT_ASK, WRONG_USE, EditError
from claimcheck.evidence.plan import fault_of
from claimcheck.gate import report_on
from claimcheck.identifiers import Pmid
from claimcheck.lockfile import NO_WORDS, rejected_for
from claimcheck.model import Claim, FindResult, Outcome
from claimcheck.project import Project
from claimcheck.reports.plain import plain, plain_json
from claimcheck.research.newer import MirrorAndPubMed
from claimcheck.research.remarks import called
from claimcheck.rules.coverage import UnrecordedClaim
from claimcheck.rules.ruleset import Ruleset


def find(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Search for every claim without a source, attach what supports it as proposed, record the rest in the lock."""
    refuse_full_text(arguments, settings)
    project = open_project(arguments, settings) if arguments.dry_run else open_desk(arguments, settings, around)
    broken = exit_of(project)
    ruleset = ruleset_of(settings)
    targets = _targets(arguments, project, Ruleset(ruleset.thresholds), around.today)
    given = given_claims(arguments, project)
    if not (targets or given):
        return _nothing_to_do(arguments, project, around)
    jobs = arguments.jobs if asks_mirror(settings) and not asks_newer(settings) else 1  # PubMed keeps one process busy
    judge = judge_of(arguments, settings, around, threads=1 if jobs > 1 else arguments.jobs)
    targets, unreadable = _readable(targets, around)
    with (
        open_catalog(settings, around, anew=arguments.refresh, offline=arguments.offline) as catalog,
        workers(jobs, arguments.dask) as executor,
    ):
        if told := outdated(catalog, around.today):
            around.tell(told)
        run = Run(arguments, project, around, catalog, judge, _rejected(project))
        read = read_given(given, run)
        targets = read.still_wanted(targets, given, asked_for=bool(arguments.claim or arguments.all))
        fresh = _not_asked_today(targets, run)
        texts = catalog if arguments.full_text and isinstance(catalog, PubMed) else None
        results = research.find(fresh, catalog, judge=judge, rejected=run.rejected, texts=texts, executor=executor)
        unwritten: list[str] = []
        kept = results if arguments.dry_run else _keep(results, run, unwritten)
        telling = _Telling(run, settings.find_limit, partial(objections, ruleset, around.today))
        tell = telling.as_json if arguments.format == "json" else telling.as_text
        finished = tell(with_progress(kept, around.err, len(fresh), _pace(catalog, settings, around)))
        unasked = [*read.not_asked.values(), *_look_up_cited(given, run)]
    if finished:
        print(textwrap.fill(summary(finished, changed=len(unwritten)), max(terminal_width(100), 20)), file=around.err)
    finished = [result for result in finished if result.claim.id not in unwritten]
    if reasons := [*(result.reason for result in finished if result.reason), *unasked]:
        written = not arguments.dry_run and any(map(_learnt, finished))
        _tell_unasked(finished, reasons, run, kept=written)
        return COULD_NOT_ASK
    return COULD_NOT_ASK if unwritten else WRONG_USE if unreadable else broken


def _nothing_to_do(arguments: Namespace, project: Project, around: Surroundings) -> int:
    """Tell why nothing is searched; a program that asked for a list gets one."""
    if arguments.format == "json":
        around.show("[]")
    if project.claims.problems:
        return exit_of(project)
    if project.claims.claims:
        around.tell("every claim that needs a source has one or a proposal; --all looks again")
    else:
        around.tell(plain("there are no claims in " + ", ".join(arguments.paths)))
    return 0


def _targets(arguments: Namespace, project: Project, ruleset: Ruleset, today: dt.date) -> list[Claim]:
    for wanted in arguments.claim or ():
        project.claim(wanted)
    if arguments.claim:
        return [claim for claim in project.claims if claim.id in arguments.claim]
    if arguments.all:
        return [claim for claim in project.claims if claim.needs_source]
    all_but = ruleset.telling_all(but=(UnrecordedClaim.code,))  # what else the articles claim has no part in it
    report = report_on(project, all_but, today)
    without = {claim.id for claim in report.unsourced}
    return [claim for claim in project.claims if claim.needs_source and claim.id in without]


def _readable(targets: Sequence[Claim], around: Surroundings) -> tuple[list[Claim], list[Claim]]:
    """The claims that can be searched for, and those whose own query nobody could read, which is told."""
    faults = {id(claim): fault_of(claim.query or "") for claim in targets}
    unreadable = [claim for claim in targets if faults[id(claim)]]
    for claim in unreadable:
        told = f"{claim.location.path}:{claim.location.line}: {claim.id}: query cannot be read: {faults[id(claim)]}"
        around.tell(plain(told))
    return [claim for claim in targets if not faults[id(claim)]], unreadable


def _not_asked_today(targets: list[Claim], run: Run) -> list[Claim]:
    """The claims that were not searched today: what was interrupted goes on where it stopped. Who names claims asks for them.

    Each is without proposals for other words than it has now, which are looked at anew.
    """
    arguments, without_outdated = run.arguments, run.project.index.without_outdated
    if arguments.again or arguments.claim or arguments.refresh or arguments.explain:
        return list(map(without_outdated, targets))
    lock, today = run.project.lock, run.around.today
    fresh = [one for one in targets if not research.was_asked(lock, one.id, run.question(one), today=today)]
    if known := len(targets) - len(fresh):
        were, are = ("was", "is") if known == 1 else ("were", "are")
        told = f"{count(known, 'claim')} {were} searched today and {are} not asked about again; --again asks"
        run.around.tell(told)
    return list(map(without_outdated, fresh))


def _pace(catalog: Catalog, settings: Settings, around: Surroundings) -> str:
    """What long work waits for, for the progress line; "" where that is not known."""
    if not isinstance(catalog, PubMed | MirrorAndPubMed):
        return ""
    allowed = settings.pubmed_requests_per_second or (10 if around.environment.get("NCBI_API_KEY") else 3)
    return f"PubMed allows {allowed:g} requests a second"


def _rejected(project: Project) -> Mapping[str, Collection[Pmid]]:
    searches = project.lock.searches
    return {claim.id: rejected_for(claim, searches.get(claim.id)) for claim in project.claims}


def _keep(results: Iterable[FindResult], run: Run, unwritten: list[str]) -> Iterator[FindResult]:
    """Write each result down as it comes, so that an interruption loses nothing that was written.

    A claim that somebody changed or took away meanwhile is told, added to `unwritten`, and yielded without what was found for it; the
    others go on.
    """
    for found in results:
        result = _not_judged_meanwhile(found, run)
        if (_learnt(result) or result.reason == NO_WORDS) and (trouble := _recorded(result, run)):
            run.around.tell(plain(trouble))
            unwritten.append(result.claim.id)
            yield FindResult(result.claim, Outcome.COULD_NOT_ASK, reason=trouble)
        else:
            yield result


def _not_judged_meanwhile(result: FindResult, run: Run) -> FindResult:
    """Without what a person has judged for the claim since it was read, which is told."""
    if not result.attached or not Path(result.claim.location.path).is_file():
        return result
    now = (
        one
        for claim in load_claims(result.claim.location.path)
        if claim.id == result.claim.id
        for one in claim.citations
    )
    proposed = {one.paper.pmid for one in result.attached}
    judged = {one.pmid: one for one in now if one.pmid in proposed and one.reviewed}
    for one in judged.values():
        told = f"{one.stance or 'no stance'}, {one.reviewed.by if one.reviewed else ''}"
        run.around.tell(
            plain(f"{result.claim.id}: {one.label} was cited and reviewed meanwhile ({told}); nothing added")
        )
    if not judged:
        return result
    attached = tuple(one for one in result.attached if one.paper.pmid not in judged)
    return evolve(
        result,
        outcome=result.outcome if attached else Outcome.CANDIDATES,
        attached=attached,
        candidates=tuple(one for one in result.candidates if one.paper.pmid not in judged),
        evidence=tuple(one for one in result.evidence if one.paper.pmid not in judged),
    )


def _learnt(result: FindResult) -> bool:
    return bool(result.attached or result.cited) or result.outcome is not Outcome.COULD_NOT_ASK


def _recorded(result: FindResult, run: Run) -> str:
    """Write a result into lock and claims file, if the claim still is what was searched for; why not, or "".

    The lock first: a paper that nobody cites yet is harmless, a citation that the lock does not know is not.
    """
    claim, today = result.claim, run.around.today
    if trouble := _refusal(lambda: expect_unchanged(claim)):
        return trouble
    question = run.question(claim)
    research.update_lock(run.project.lock_path, result, today=today, catalog=run.catalog.name, question=question)
    return _refusal(lambda: research.attach(result, today=today))


def _refusal(edit: Callable[[], object]) -> str:
    try:
        edit()
    except EditError as error:
        return str(error)
    return ""


@frozen
class _Telling:
    """How results are told: how much of each, and what `check` would say of a proposal."""

    run: Run
    limit: int
    objections: Objections

    def as_text(self, results: Iterable[FindResult]) -> list[FindResult]:
        """A paragraph a claim, as soon as it is known."""
        finished: list[FindResult] = []
        for result in results:
            width = terminal_width(100)
            asked = called(self.run.catalog)
            told = result_as_text(result, limit=self.limit, width=width, asked=asked, objections=self.objections)
            if told:
                _say(f"\n{told}" if finished else told, self.run.around)
            if self.run.arguments.explain:
                _say(explanation_as_text(result, self.run.rejected_for(result.claim), width=width), self.run.around)
            finished.append(_without_papers(result))
        return finished

    def as_json(self, results: Iterable[FindResult]) -> list[FindResult]:
        """One list of all claims."""
        finished, told = [], []
        for result in results:
            one = result_as_json(result, limit=self.limit, objections=self.objections)
            if self.run.arguments.explain:
                one["explanation"] = explanation_as_json(result, self.run.rejected_for(result.claim))
            told.append(one)
            finished.append(_without_papers(result))
        self.run.around.out.write(plain_json(told, indent=2) + "\n")
        return finished


def _say(text: str, around: Surroundings) -> None:
    """Print; a reader who has seen enough (`| head`) does not end the search, whose results go into the files."""
    try:
        print(text, file=around.out, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), around.out.fileno())


def _without_papers(result: FindResult) -> FindResult:
    """What the summary needs, and whether there were any; thousands of claims would otherwise keep every abstract in memory."""
    return evolve(result, candidates=result.candidates[:1], evidence=(), cited=())


def _look_up_cited(given: Sequence[Claim], run: Run) -> list[str]:
    """Ask about cited papers that the lock does not know yet, nor were asked about with `given`; they ride along in the same run.

    Only PubMed can say of a PMID that there is none, so that another catalogue is not asked: `refresh` does it later.
    """
    if run.arguments.claim or not isinstance(run.catalog, PubMed | MirrorAndPubMed):
        return []
    known = {*run.project.lock.papers, *run.project.lock.unknown}
    read = {claim.id for claim in given}
    others = (claim for claim in run.project.claims if claim.id not in read)
    stale = [claim for claim in others if any(c.pmid and c.pmid not in known for c in claim.citations)]
    return list(run.looked_up(stale).not_asked.values()) if stale else []


def _tell_unasked(finished: Sequence[FindResult], reasons: Sequence[str], run: Run, *, kept: bool) -> None:
    """Which claims could not be asked about and why, how many, and what helps."""
    run.around.tell_each({result.claim.id: result.reason for result in finished if result.reason})
    silent = [result.claim.id for result in finished if result.outcome is Outcome.COULD_NOT_ASK]
    about = f" about {len(silent)} of {len(finished)} claims" if silent else " everything"
    cause = next((reason for reason in reasons if reason != NO_WORDS), NO_WORDS)
    who = "the judge" if cause.startswith("the judge ") else called(run.catalog)
    advice = ["What was learnt is kept"] if kept else []
    advice += ["run it again"] if any(reason != NO_WORDS and may_pass(reason) for reason in reasons) else []
    told = f"could not ask {who}{about}: {plain(cause).rstrip('.')}" + (f". {'; '.join(advice)}" if advice else "")
    run.around.tell(f"{told}.")
