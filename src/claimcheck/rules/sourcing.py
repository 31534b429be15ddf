"""CC101, CC106, CC108, CC110-CC112: whether anything stands behind the claim or against it, and whether a person has looked at it."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from claimcheck.lockfile import NO_WORDS, SearchRecord, rejected_for
from claimcheck.model import ClaimStatus, Finding, Kind, Outcome, Searched, Severity, Skip, Stance
from claimcheck.rules.base import Rule
from claimcheck.rules.cited import REWORDED, CitationState, Cited
from claimcheck.rules.facts import NEAR, ClaimFacts
from claimcheck.rules.reading import come_near, named, named_all

_STANCES = {
    Stance.SUPPORTS: "supports it",
    Stance.PARTLY: "supports it in part",
    Stance.CONTRADICTS: "contradicts it",
    Stance.BACKGROUND: "is only background",
}


class UnsourcedClaim(Rule):
    """Give every claim that needs a source a citation that supports it.

    Why it matters: a reader who acts on health advice has a right to know where it comes from.

    Failing:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            kind: efficacy

    Mended:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            kind: efficacy
            citations:
              - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: a claim that needs none says so: `needs_source: false` with `because`, and words in it. A DOI or link counts once something stands
    behind it: PubMed's record of it, a person's `reviewed: {by, date}`, or a site among `trusted-sites`. Where a person searched and
    found nothing adequate (`searched: {by, date, note}`), the finding says so, and has the severity `searched-severity` (default:
    error).
    Standard: HONcode principle 5 (justifiability); UK CAP Code 3.7.
    """

    code, name = "CC101", "unsourced-claim"

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        if facts.status is not ClaimStatus.UNSOURCED:
            return
        hint = _word_hint(facts) or _identifier_hint(facts) or _confirm_hint(facts) or find_hint(facts)
        finding = self.on_claim(facts, self._message(facts), hint)
        searched = facts.claim.searched
        yield evolve(finding, severity=facts.thresholds.searched_severity) if searched else finding

    def _message(self, facts: ClaimFacts) -> str:
        told = _searched(facts.claim.searched) if facts.claim.searched else ""
        if not facts.claim.needs_source:
            told = f", and it does not say why it needs none: because: …{told}"
        if not facts.cited:
            return f"no citation stands behind this claim{told}"
        return f"none of its citations supports this claim: {_grouped(facts.cited)}{told}"


class UnreviewedCitation(Rule):
    """Have a person look at what the machine proposes.

    Why it matters: a similar paper is not a supporting paper; the machine's judgement is right often, not always.

    Failing:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            kind: efficacy
            citations:
              - {pmid: 99000001, stance: supports, added: {by: claimcheck, date: 2026-11-20}}

    Mended:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            kind: efficacy
            citations:
              - pmid: 99000001
                stance: supports
                added: {by: claimcheck, date: 2026-11-20}
                reviewed: {by: editor, date: 2026-11-21}

    Options: an error for efficacy, safety and recommendation, else a warning. What the program or the page signed, or what bears a day
    that is still to come, is no review. A link to a site among
    `trusted-sites` needs no review.
    Standard: the measured precision of automatic judging; `claimcheck accept` and `claimcheck reject` record the review.
    """

    code, name = "CC106", "unreviewed-citation"
    severity = Severity.WARNING
    error_for = (Kind.EFFICACY, Kind.SAFETY, Kind.RECOMMENDATION)

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        if facts.status is not ClaimStatus.PROPOSED:
            return
        waiting = [one for one in facts.cited if one.stands and facts.may_rest_on(one)]
        if any(one.trusted for one in waiting):
            return
        shown = ", ".join(f"{one.label} ({_word(one)})" for one in waiting)
        message = f"only citations that nobody has reviewed stand behind this claim: {shown}"
        yield self.on_claim(facts, message, _accept_hint(facts, waiting[0]), waiting[0].citation.location)


class ContradictedClaim(Rule):
    """Change a claim, or find support, when a person has read that its own citations say otherwise.

    Why it matters: the reader is told the opposite of what the cited work found.

    Failing:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000002, stance: contradicts, reviewed: {by: editor, date: 2026-11-20}}

    Mended:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-20}}
              - {pmid: 99000002, stance: contradicts, reviewed: {by: editor, date: 2026-11-20}}

    Options: takes the place of unsourced-claim. Only citations with `reviewed` count: what a machine or nobody in particular
    reads as a contradiction is possible-contradiction (CC110).
    Standard: Ahpra, acceptable evidence: all of the evidence counts, not only what agrees.
    """

    code, name = "CC108", "contradicted-claim"

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        if facts.status is not ClaimStatus.CONTRADICTED:
            return
        against = [one for one in facts.cited if _contradicts(one) and one.reviewed]
        verb = "contradicts" if len(against) == 1 else "contradict"
        message = f"{labels(against)} {verb} this claim and no citation supports it"
        hint = f"change the claim to what they found, or look for support: {find_command(facts)}"
        yield self.on_claim(facts, message, hint, against[0].citation.location)


class PossibleContradiction(Rule):
    """Read a paper that may say the opposite of a claim without source.

    Why it matters: a machine that reads a contradiction is often wrong; when it is right, the reader is told the opposite of
    what is known.

    Failing (the claim's search came upon a trial that a machine reads as saying the opposite):

        claims:
          - id: searched
            statement: Massage eases leg pain.

    Mended (somebody has read it, and the claim has found its source):

        claims:
          - id: searched
            statement: Massage eases leg pain.
            citations:
              - {pmid: 99000002, stance: inconclusive, reviewed: {by: editor, date: 2026-11-20}}
              - {pmid: 99000024, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: none. A paper that a person has reviewed or rejected for the claim does not count; beside support, such a paper is
    one-sided's (CC407).
    Standard: the measured precision of automatic judging; Ahpra, acceptable evidence: all of the evidence counts.
    """

    code, name = "CC110", "possible-contradiction"
    severity = Severity.WARNING

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        if facts.supporting or facts.status in (ClaimStatus.CONTRADICTED, ClaimStatus.NOT_NEEDED):
            return
        cited = [one for one in facts.cited if (_contradicts(one) and not one.reviewed) or one.is_read_against]
        read = facts.cited_pmids | {one.paper.pmid for one in cited if one.paper}
        found = [paper for paper in facts.against if paper.pmid not in read]
        told = [named(one.paper) if one.paper else one.label for one in cited]
        told += map(named, found)
        if told:
            pmids = [*(one.paper.pmid for one in cited if one.paper), *(paper.pmid for paper in found)]
            papers = "this paper" if len(told) == 1 else "these papers"
            message = f"{papers} may say the opposite of the claim: {'; '.join(told[:NEAR])}"
            yield self.on_claim(facts, message, read_hint(facts, next(iter(pmids), None)))


class ReviewOfOtherWords(Rule):
    """Read a source again when the claim was changed after its review.

    Why it matters: "eases" that was edited into "does not ease" is as green as before, and the source says the opposite.

    Failing (the citation was accepted when the statement was "Manual therapy eases leg pain."):

        claims:
          - id: read-before
            statement: Manual therapy does not ease leg pain.
            citations:
              - {pmid: 99000001, stance: supports, reviewed: {by: first editor, date: 2026-11-20}}

    Mended (somebody has read it again):

        claims:
          - id: read-before
            statement: Manual therapy does not ease leg pain.
            citations:
              - {pmid: 99000001, stance: contradicts, reviewed: {by: editor, date: 2026-11-21}}
              - {pmid: 99000024, stance: supports, reviewed: {by: editor, date: 2026-11-21}}

    Options: none. Until somebody has accepted it again, such a citation is no source of the claim. Compared are the statement and, where they are written before and after, its terms; case, punctuation, spelling
    and endings of words change nothing. `claimcheck accept`, the review and `claimcheck refresh` keep in the lock what the claim said;
    a review by somebody else, or of a later day, is a new one, and so is one under another id: a person may review a work for several claims.
    Locks of former versions do not know, nor does one that was deleted and made anew: it takes each review as given for what the claim says
    now, and `claimcheck refresh` says so.
    Standard: ICMJE Recommendations, references: authors vouch for what they cite.
    """

    code, name = "CC111", "review-of-other-words"

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        for one in () if facts.claim.is_exempt else facts.cited:
            if one.fault == REWORDED:
                message = f'{one.label} {REWORDED} ("{one.reviewed_for}"): read it again'
                yield self.on_citation(facts, one, message, _accept_anew_hint(facts, one))


class RejectedCitation(Rule):
    """Do not cite what was turned down for the claim.

    Why it matters: one of the two words is wrong, and the page looks sourced by what somebody has read and found wanting.

    Failing:

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-20}}
            rejected:
              - {pmid: 99000001, by: second editor, date: 2026-11-21, reason: it is about other patients}

    Mended (the two have talked about it):

        claims:
          - id: manual-therapy-eases-pain
            statement: Manual therapy eases leg pain.
            citations:
              - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-20}}

    Options: none. Such a citation stands behind no claim. `claimcheck undo CLAIM PMID --rejection` takes a rejection back.
    Standard: ICMJE Recommendations, references: authors vouch for what they cite.
    """

    code, name = "CC112", "rejected-citation"

    def check(self, facts: ClaimFacts) -> Iterator[Finding | Skip]:
        for one in facts.cited:
            if said := one.rejected:
                when, why = f" on {said.date}" if said.date else "", f" ({said.reason})" if said.reason else ""
                told = f"{one.label} is cited, but {said.by or 'somebody'} rejected it for this claim{when}{why}"
                how = f": claimcheck undo {facts.claim.id} {said.pmid} --rejection" if facts.claim.id else ""
                hint = f"decide between you: take the citation out, or the rejection{how}"
                yield self.on_citation(facts, one, told, hint)


def _word(one: Cited) -> str:
    """What stands written of a citation that nobody has reviewed."""
    return f"{one.citation.stance or 'no stance yet'}{'; ' if one.no_review else ''}{one.no_review}"


def _searched(word: Searched) -> str:
    """That a person found nothing adequate, for the end of a message."""
    when = f" on {word.date.isoformat()}" if word.date else ""
    return f"; {word.by} searched{when} and found nothing adequate" + (f": {word.note}" if word.note else "")


def worth(one: Cited) -> str:
    """What a citation is worth to the claim, in a few words after its label: ``is inconclusive``."""
    stance = one.citation.stance
    if not stance:
        return one.fault or "has no stance yet"
    told = _STANCES.get(stance, f"is {stance}")
    if stance is Stance.CONTRADICTS and not one.reviewed:
        told = "may contradict it"
    return f"{told}, but {one.fault}" if one.fault else told


def _grouped(cited: Iterable[Cited]) -> str:
    """``PMID 1 is only background; PMID 2, PMID 3 are inconclusive``, each worth told once."""
    groups: dict[str, list[Cited]] = {}
    for one in cited:
        groups.setdefault(worth(one), []).append(one)
    return "; ".join(f"{labels(group)} {told if len(group) == 1 else _plural(told)}" for told, group in groups.items())


def _plural(told: str) -> str:
    return f"are {told.removeprefix('is ')}" if told.startswith("is ") else f"each {told}"


def labels(cited: Iterable[Cited]) -> str:
    """The identifiers to show, in their order: ``PMID 1, PMID 2``."""
    return ", ".join(one.label for one in cited)


def _contradicts(one: Cited) -> bool:
    return one.stands and one.citation.stance is Stance.CONTRADICTS


def _accept_hint(facts: ClaimFacts, one: Cited) -> str:
    if facts.claim.id and one.paper is not None:
        stance = "" if one.citation.stance else " --stance …"
        return f"read the passage, then: claimcheck accept {facts.claim.id} {one.paper.pmid}{stance}"
    return "read the work, then write `stance` and `reviewed: {by, date}` beside the citation"


def _accept_anew_hint(facts: ClaimFacts, one: Cited) -> str:
    """How a person says how a work stands to what the claim says now."""
    if facts.claim.id and one.citation.pmid:
        return f"then say how it stands now: claimcheck accept {facts.claim.id} {one.citation.pmid} --stance …"
    return "then write its `stance` and a new `reviewed: {by, date}` beside the citation"


def _word_hint(facts: ClaimFacts) -> str:
    """What a person has still to say, where a word of theirs is there and does not hold; "" where none is."""
    if not facts.claim.needs_source:
        return "write why it needs no source beside `needs_source: false`: `because: …`"
    anew = next((one for one in facts.cited if one.fault == REWORDED and facts.may_rest_on(one)), None)
    return f"read {anew.label} again, {_accept_anew_hint(facts, anew)}" if anew else ""


def _identifier_hint(facts: ClaimFacts) -> str:
    """How a citation comes to count whose identifier cannot be read; "" where there is none that may support the claim."""
    is_malformed = any(one.state is CitationState.NAMELESS and facts.may_rest_on(one) for one in facts.cited)
    return "first correct its identifiers, as CC201 says" if is_malformed else ""


def _confirm_hint(facts: ClaimFacts) -> str:
    """How works that PubMed has no record of come to count; "" where there is none that may support the claim."""
    waiting = [one for one in facts.cited if one.is_unconfirmed and facts.may_rest_on(one)]
    if not waiting:
        return ""
    read = f"read {labels(waiting)}; where it says so, write `reviewed: {{by, date}}` beside the citation"
    return read + ("; or let PubMed be asked for it: claimcheck refresh" if any(one.is_new for one in waiting) else "")


def read_hint(facts: ClaimFacts, pmid: str | None) -> str:
    """How a person gives a word on a paper that a machine reads as saying the opposite."""
    if not facts.claim.id or pmid is None:
        return "read it; if it does, cite it with `stance: contradicts` and `reviewed: {by, date}`"
    word = f"{facts.claim.id} {pmid}"
    return f"read it; if it does: claimcheck accept {word} --stance contradicts; if not: claimcheck reject {word}"


def find_command(facts: ClaimFacts) -> str:
    """The command that searches for this claim."""
    return f"claimcheck find --claim {facts.claim.id}" if facts.claim.id else "claimcheck find"


def find_hint(facts: ClaimFacts) -> str:
    """What was searched for the claim, when and with how many hits, and what to read of it; or how to search."""
    record = facts.search
    if facts.outdated_search is not None:
        when = _day(facts.outdated_search)
        return f"the claim had other words when it was searched for on {when}; search anew: {find_command(facts)}"
    if record is not None and record.date and not record.queries and record.outcome in (None, Outcome.NOTHING_FOUND):
        return NO_WORDS
    if record is None or not record.queries:
        return find_command(facts)
    when = _day(record)
    counts = ", ".join(str(query.count) for query in record.queries)
    plural = "query" if len(record.queries) == 1 else "queries"
    hits = "hit" if counts == "1" else "hits"
    who = "PubMed" if record.catalog == "pubmed" else f"the catalogue {record.catalog}"
    return f"searched {who} on {when}: {len(record.queries)} {plural}, {counts} {hits}; {_ended(facts, record)}"


def _day(record: SearchRecord) -> str:
    return record.date.isoformat() if record.date else "an unknown day"


def _ended(facts: ClaimFacts, record: SearchRecord) -> str:
    turned_down = rejected_for(facts.claim, record)
    rejected = f"{len(turned_down)} rejected by a person; " if turned_down else ""
    if near := facts.near:
        return f"{rejected}{come_near(len(near))}: {named_all(near)}"
    nothing = "nothing was found; " if record.outcome is Outcome.NOTHING_FOUND else ""
    return f"{nothing}{rejected}cite a work by hand, or search in other words"
