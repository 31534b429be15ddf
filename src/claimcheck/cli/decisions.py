"""The commands that record a person's word: accept, reject, undo. What they write lies in the claims file."""

import datetime as dt
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from textwrap import shorten
from typing import TypeAlias

from attrs import evolve, frozen

from claimcheck.cli.main import Surroundings
from claimcheck.cli.project import open_desk, person
from claimcheck.cli.questions import Question, StoppedError, ask, can_ask
from claimcheck.cli.terminal import terminal_width
from claimcheck.config import Settings
from claimcheck.decisions.journal import Journal, decide, take_back
from claimcheck.decisions.words import accept as accepted
from claimcheck.decisions.words import cite as cited
from claimcheck.decisions.words import reject as rejected
from claimcheck.decisions.words import unreject, withdraw
from claimcheck.errors import ClaimcheckError, CouldNotAskError, UsageError
from claimcheck.identifiers import Pmid
from claimcheck.language.quotation import digest_of
from claimcheck.lockfile import CitationCheck, LockUpdate, Reviewed, decided, digest_of_claim, former, update_lockfile
from claimcheck.model import Citation, Claim, FoundPaper, Paper, Signature, Stance
from claimcheck.project import Project
from claimcheck.record.standing import no_finding, notices_told
from claimcheck.reports.cards import wrap
from claimcheck.reports.plain import plain
from claimcheck.rules.cited import OUTDATED
from claimcheck.rules.identity import names
from claimcheck.rules.reading import named
from claimcheck.user_folders import cache_folder

_Reviews: TypeAlias = Mapping[str, Reviewed | None]
"""What the lock has of the reviews that a decision changes."""
_MOST_PAPERS = 5
"""Papers that are offered where none was named."""
_STANCES = ", ".join(Stance)


@frozen
class _Word:
    """What a person says of one paper for one claim; `stance` None keeps the one that is there, `paper` is what the lock knows,
    `place` the line of a list that says it, `found` what the claim's search told of it.
    """

    claim: Claim
    pmid: Pmid
    stance: Stance | None = None
    paper: Paper | None = None
    place: str = ""
    found: FoundPaper | None = None

    @property
    def citation(self) -> Citation | None:
        """Where the claim cites the paper already, be it by the DOI or PMCID of its record."""
        cited = self.claim.citations
        by_number = next((one for one in cited if one.pmid == self.pmid), None)
        return by_number or next((one for one in cited if self.paper and names(one, self.paper)), None)

    @property
    def label(self) -> str:
        """How the claim names the paper, once it cites it."""
        return self.citation.label if self.citation else f"PMID {self.pmid}"

    @property
    def work(self) -> str:
        """The identifier by which the claim cites it; its PMID where it does not."""
        one = self.citation
        return str((one and (one.pmid or one.doi or one.pmcid)) or self.pmid)

    @property
    def passage(self) -> str:
        """The sentence that the search showed as saying what the person says, for a citation that is new."""
        is_so = self.found is not None and self.found.stance is self.stance and self.citation is None
        return " ".join(self.found.sentence.split()) if self.found and is_so else ""


def accept(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Record stance, name and date on citations; a paper that is not attached yet is attached with the stance given."""
    project = open_desk(arguments, settings, around)
    words = [_with_stance(word) for word in _words(arguments, project)]
    if not words:
        around.tell("nothing is proposed there that nobody has looked at")
        return 0
    by, done = Signature(person(settings, around), around.today), list[LockUpdate]()

    def take(word: _Word) -> None:
        known = _known(word, project, arguments, settings, around)
        _warn_of_other_words(word, project, around)
        given = evolve(decided(word.claim, word.label, by), citations=_checks(word, around.today))
        _accept(word, by, arguments.note, around, former(project.lock, given, word.claim.id))
        _tell(word, f"{word.stance}, reviewed by {by.by} on {by.date}", known, around)
        done.append(given)

    try:
        return _each(words, take, around)
    finally:
        if done:
            update_lockfile(project.lock_path, *done)


def reject(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Take proposals away and remember who turned them down and why."""
    project = open_desk(arguments, settings, around)
    words = _words(arguments, project)
    by = Signature(person(settings, around), around.today)

    def turn_down(word: _Word) -> None:
        known = _shown(word, project)
        if known is None and word.citation is None:
            told = f"PMID {word.pmid} is neither cited by {word.claim.id} nor a candidate that was found for it"
            _confirm(UsageError(told), arguments, around)
        change = partial(
            rejected, claim_id=word.claim.id, pmid=word.pmid, by=by, reason=arguments.note or "", work=word.work
        )
        _decide(word, change, f"PMID {word.pmid} rejected", by, {})
        _tell(word, f"rejected by {by.by} on {by.date}", known, around)

    return _each(words, turn_down, around)


def _each(words: Sequence[_Word], do: Callable[[_Word], None], around: Surroundings) -> int:
    """Do it for each word; of several, one for which it cannot be done is told and costs no other. The exit code."""
    failed: list[int] = []
    for word in words:
        try:
            do(word)
        except StoppedError:
            raise
        except ClaimcheckError as error:
            if len(words) == 1:
                raise
            failed.append(error.exit_code)
            around.tell(plain(f"{word.place or word.claim.id}: {error}"))
    if failed:
        rest = "none of them is" if len(failed) == len(words) else "the others are"
        around.tell(f"{len(failed)} of {len(words)} could not be done; {rest}")
    return max(failed, default=0)


def undo(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Take back the latest decision, or the latest on a claim or a paper, as if it had not been made."""
    project = open_desk(arguments, settings, around)
    claim = project.claim(arguments.claim) if arguments.claim else None
    pmid = Pmid.parse(arguments.pmid) if arguments.pmid else ""
    journal = Journal(Path(cache_folder()))
    files = frozenset(str(Path(path).resolve()) for path in project.claims.files)
    is_named = arguments.review or arguments.rejection
    decision = None if is_named else journal.last(files, claim.id if claim else "", pmid)
    if decision is not None:
        take_back(decision, project.lock_path, journal)
        around.show(f"{decision.claim_id}: undone: {plain(decision.told)}, by {plain(decision.by)}")
        return 0
    if claim is None or not pmid:
        told = "" if is_named else "this computer remembers no decision here; "
        raise UsageError(f"{told}name the paper whose review or rejection is to be undone: claimcheck undo CLAIM PMID")
    change, told = _standing(_Word(claim, Pmid(pmid), paper=project.lock.papers.get(pmid)), arguments)
    decide(claim.location.path, claim.id, change, told="undone", by="")
    around.show(f"{claim.id}: undone: {plain(told)}")
    return 0


def _standing(word: _Word, arguments: Namespace) -> "tuple[partial[bytes], str]":
    """How the review or the rejection that stands in the file is taken back, and whose it is; where both do, a person says which."""
    cited, claim_id = word.citation, word.claim.id
    review = cited.reviewed if cited else None
    rejected = " and ".join(one.by or "somebody" for one in word.claim.rejected if one.pmid == word.pmid)
    if review and rejected and not (arguments.review or arguments.rejection):
        both = f"{plain(review.by)} reviewed PMID {word.pmid} and {plain(rejected)} rejected it"
        raise UsageError(
            f"{both}: say whose word is to be undone: claimcheck undo {claim_id} {word.pmid} --review, or --rejection"
        )
    if arguments.rejection or (rejected and not arguments.review):
        return partial(unreject, claim_id=claim_id, work=word.pmid), f"PMID {word.pmid} rejected, by {rejected}"
    told = f"PMID {word.pmid} reviewed, by {review.by}" if review else ""
    return partial(withdraw, claim_id=claim_id, work=word.work), told


# --- which papers are meant -------------------------------------------------------------------------------------


def _words(arguments: Namespace, project: Project) -> list[_Word]:
    """The papers that the arguments name, each with the lock's record and what the search for the claim as it stands told."""
    named = ((word, project.index.search_for(word.claim)) for word in _meant(arguments, project))
    return [
        evolve(
            word,
            paper=project.lock.papers.get(word.pmid),
            found=next((one for one in search.candidates if one.pmid == word.pmid), None) if search else None,
        )
        for word, search in named
    ]


def _meant(arguments: Namespace, project: Project) -> Iterator[_Word]:
    """One paper, those of a list, or every proposal that nobody has looked at."""
    given = getattr(arguments, "stance", None)
    if arguments.list:
        yield from _listed(arguments.list, project, given)
    elif getattr(arguments, "all_proposed", False):
        chosen = [project.claim(one) for one in arguments.only or ()] or project.claims
        yield from (_Word(claim, pmid, given) for claim in chosen for pmid in _proposed(claim, project))
    elif arguments.claim and arguments.pmid:
        _refuse_swapped(arguments, project)
        yield _Word(project.claim(arguments.claim), Pmid.parse(arguments.pmid), given)
    elif arguments.claim:
        raise UsageError(_which_paper(arguments.command, project.claim(arguments.claim), project))
    else:
        raise UsageError(f"name the claim and the paper: claimcheck {arguments.command} CLAIM PMID")


def _refuse_swapped(arguments: Namespace, project: Project) -> None:
    ids = {claim.id for claim in project.claims}
    if arguments.claim not in ids and arguments.pmid in ids:
        told = f"claimcheck {arguments.command} {arguments.pmid} {arguments.claim}"
        raise UsageError(f"the claim comes first, then the paper: {told}")


def _which_paper(command: str, claim: Claim, project: Project) -> str:
    """What to say where the paper is missing: those that the claim cites or its search found, and nobody has decided on."""
    record = project.lock.searches.get(claim.id)
    decided_on = {one.pmid for one in claim.citations if one.reviewed} | {one.pmid for one in claim.rejected}
    named_here = [*(one.pmid for one in claim.citations), *(one.pmid for one in (record.candidates if record else ()))]
    told = list[str]()
    for pmid in dict.fromkeys(one for one in named_here if one and one not in decided_on):
        paper = _shown(_Word(claim, pmid), project)
        told.append(f"{pmid} ({shorten(paper.title, 60, placeholder=' …')})" if paper else pmid)
    papers = f"; undecided are {', '.join(told[:_MOST_PAPERS])}" if told else ""
    return f"name the paper too: claimcheck {command} {claim.id} PMID{papers}"


def _proposed(claim: Claim, project: Project) -> list[Pmid]:
    """Support that claimcheck proposed for what the claim says now; what speaks against a claim is never taken unread."""
    ours = [one for one in claim.citations if one.pmid and one.is_proposal and one.stance and one.stance.is_support]
    return [one.pmid for one in ours if one.pmid and not project.index.cited(one, claim).is_outdated]


def _listed(path: str, project: Project, given: Stance | None) -> Iterator[_Word]:
    """Lines of a file, or of standard input (-): a claim's id, a PMID and, where wanted, a stance. # begins a remark."""
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    for number, line in enumerate(text.splitlines(), 1):
        parts = line.partition("#")[0].split()
        if not parts:
            continue
        if len(parts) not in (2, 3) or (len(parts) == 3 and parts[2] not in tuple(Stance)):
            raise UsageError(
                f"{path}, line {number}: expected a claim's id, a PMID and perhaps one of {_STANCES}; nothing was written"
            )
        place, stance = f"{path}, line {number}", Stance(parts[2]) if len(parts) == 3 else given
        try:
            yield _Word(project.claim(parts[0]), Pmid.parse(parts[1]), stance, place=place)
        except ClaimcheckError as error:
            raise UsageError(f"{place}: {error}; nothing was written") from None


def _with_stance(word: _Word) -> _Word:
    stance = word.stance or (word.citation.stance if word.citation else None)
    if stance is None:
        told = f"how does PMID {word.pmid} stand to {word.claim.id}? Say it with --stance, one of {_STANCES}"
        raise UsageError(f"{word.place}: {told}; nothing was written" if word.place else told)
    return evolve(word, stance=stance)


# --- writing ----------------------------------------------------------------------------------------------------


def _accept(word: _Word, by: Signature, note: str | None, around: Surroundings, reviews: _Reviews) -> None:
    claim_id, before = word.claim.id, word.citation
    passage_from = word.found.passage_from if word.found and word.passage else ""
    new = Citation(
        pmid=word.pmid,
        stance=word.stance,
        passage=word.passage or None,
        passage_from=passage_from or None,
        note=note or None,
        added=by,
        reviewed=by,
    )
    change = partial(cited, claim_id=claim_id, citation=new)
    if before is not None:
        change = partial(
            accepted, claim_id=claim_id, work=word.work, pmid=word.pmid, by=by, stance=word.stance, note=note
        )
    _decide(word, change, f"PMID {word.pmid} accepted as {word.stance}", by, reviews)
    if before is not None and before.reviewed is not None:
        told = f"{before.stance or 'no stance'}, {before.reviewed.by}, {before.reviewed.date}"
        around.tell(f"this takes the place of an earlier review ({plain(told)})")


def _checks(word: _Word, today: dt.date) -> dict[str, dict[str, CitationCheck]]:
    """That the passage which is written stands in the paper: the search read it there."""
    if not word.passage or word.found is None:
        return {}
    known = (digest_of(word.passage),)
    in_text = known if word.found.passage_from else None
    check = CitationCheck(
        True, None, today, () if in_text else known, in_text=in_text, about=digest_of_claim(word.claim)
    )
    return {word.claim.id: {str(word.pmid): check}}


def _warn_of_other_words(word: _Word, project: Project, around: Surroundings) -> None:
    """Tell that a machine named the paper for other words than the claim has now: its proposal, or what its search came upon."""
    record, citation = project.lock.outdated_search(word.claim), word.citation
    proposed = citation is not None and project.index.cited(citation, word.claim).is_outdated
    found = citation is None and record is not None and word.pmid in {one.pmid for one in record.candidates}
    if proposed or found:
        was = OUTDATED if proposed else "was found when the claim had other words"
        around.tell(f"PMID {word.pmid} {was}; it now says: {plain(word.claim.statement)}")


def _decide(word: _Word, change: "partial[bytes]", told: str, by: Signature, reviews: _Reviews) -> None:
    path, journal = word.claim.location.path, Journal(Path(cache_folder()))
    decide(path, word.claim.id, change, told=told, by=by.by, work=word.pmid, journal=journal, reviews=reviews)


def _tell(word: _Word, what: str, known: Paper | FoundPaper | None, around: Surroundings) -> None:
    """The decision, and below it which paper that was and what was published about it: a wrong digit shows at once."""
    around.show(f"{word.claim.id}: PMID {word.pmid} {plain(what)}")
    if known is not None:
        journal, said = known.journal, known.notices
        if isinstance(known, Paper):
            journal, said = known.journal_abbreviation or journal, (no_finding(known), *notices_told(known))
        shown = "; ".join((named(known, journal), *dict.fromkeys(str(one) for one in said or () if one)))
        around.show("\n".join(wrap(plain(shown), terminal_width(), "    ")))


# --- is it the paper that is meant? -----------------------------------------------------------------------------


def _shown(word: _Word, project: Project) -> Paper | FoundPaper | None:
    """What the lock knows of the paper: its record, or what the claim's search told of it."""
    record = project.lock.searches.get(word.claim.id)
    found = (one for one in record.candidates if one.pmid == word.pmid) if record else iter(())
    return project.lock.papers.get(word.pmid) or next(found, None)


def _known(
    word: _Word, project: Project, arguments: Namespace, settings: Settings, around: Surroundings
) -> Paper | FoundPaper | None:
    """The paper, for the lock to know it as well. One that neither the search nor PubMed knows is asked about, and so is support by
    one that can be no evidence; as background such a one may be what the claim is about.
    """
    shown = _shown(word, project)
    paper = shown if isinstance(shown, Paper) else None
    if paper is None:
        found = _fetched(word.pmid, settings, around)
        if isinstance(found, Paper):
            paper = found
            update_lockfile(project.lock_path, LockUpdate(papers={str(word.pmid): paper}))
        elif shown is None or isinstance(found, UsageError) or word.pmid in project.lock.unknown:
            _confirm(found, arguments, around)
    if paper is None:
        around.tell("the lock does not know this paper yet; next: claimcheck refresh")
        return shown
    if (why := no_finding(paper)) and word.stance and word.stance.is_support:
        _confirm(UsageError(f"{named(paper)} is {why}"), arguments, around, "cite another paper")
    return paper


def _fetched(pmid: Pmid, settings: Settings, around: Surroundings) -> Paper | ClaimcheckError:
    """The record, from the cache or from PubMed; else why there is none."""
    from claimcheck.cli.pubmed import open_pubmed  # noqa: PLC0415 - most decisions are about papers that are known

    why = ""
    for offline in (True, False):
        with open_pubmed(settings, around, anew=False, offline=offline) as pubmed:
            fetched = pubmed.fetch([pmid])
        if fetched.papers:
            return fetched.papers[0]
        if fetched.missing:
            return UsageError(f"PubMed has no record {pmid}")
        why = next(iter(fetched.not_asked.values()), "")
    return CouldNotAskError(f"the lock does not know PMID {pmid}, and PubMed could not be asked ({plain(why)})")


def _confirm(
    doubt: ClaimcheckError, arguments: Namespace, around: Surroundings, advice: str = "check the number"
) -> None:
    """Go on only if the person says so, at the terminal or with --yes; else the doubt is raised."""
    if arguments.yes:
        return
    if not can_ask(around):
        raise type(doubt)(f"{doubt}: {advice}, or say --yes")
    answer = ask([Question("sure", f"claimcheck: {doubt}. Take it all the same? [y/N]", lambda _: None)], around)[
        "sure"
    ]
    if answer.casefold() not in ("y", "yes"):
        raise UsageError("nothing was written")
