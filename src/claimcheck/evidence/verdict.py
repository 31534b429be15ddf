"""The rules: from a deciding sentence to a stance, or to abstaining with the reason.

Vetoes come first and hold for every judge built on this module: what cannot be evidence is not ruled on, however similar
its words.
"""

import re
from collections.abc import Sequence
from itertools import islice

from attrs import frozen

from claimcheck.evidence import bars, denial, signals, traps
from claimcheck.evidence.assertion import asserts
from claimcheck.evidence.deciding import Deciding
from claimcheck.evidence.lists import Assessed, Odds
from claimcheck.evidence.reading import ClaimReading, PaperReading, is_notice
from claimcheck.evidence.vocabulary import cue
from claimcheck.model import Kind, Paper, Stance

_ADULTS = re.compile(r"\b(?:adults?|older|elderly|seniors|men)\b")
_POPULATIONS = (
    (
        "children",
        r"\b(?:child|children|pa?ediatric|infants?|newborns?|neonat\w+|toddlers?|adolescents?|teenagers?|school)\b",
    ),
    ("pregnancy", r"\b(?:pregnan\w+|antenatal|gestation\w*|prenatal)\b"),
)


@frozen
class Verdict:
    """A stance with its confidence and reason; stance None abstains."""

    stance: Stance | None
    confidence: float
    reason: str


def veto_paper(paper: Paper) -> str:
    """Why a record can be no evidence at all, or ""."""
    if paper.is_retracted:
        return "retracted"
    if is_notice(paper):
        return "a notice about another paper"
    if not paper.has_abstract:
        return "no abstract to judge"
    return ""


def veto_match(claim: ClaimReading, paper: PaperReading) -> str:
    """Why the paper is not about what the claim is about, or ""."""
    lacking = [c for c in signals.missing(claim, paper.all_sentences) if c.required]
    if lacking:
        return f"does not speak of the {lacking[0].role} ({lacking[0].written})"
    if claim.about_people and paper.is_animal:
        return "studied animals or cells, the claim is about people"
    return _other_population(claim, paper)


def _other_population(claim: ClaimReading, paper: PaperReading) -> str:
    """Whether title or conclusion limit the paper to children or to pregnancy where the claim does not, or the reverse."""
    wanted = " ".join((claim.plain, *claim.claim.population)).casefold()
    shown = " ".join((paper.title.plain, *(sentence.plain for sentence in paper.body[-1:])))
    everything = " ".join(sentence.plain for sentence in paper.all_sentences)
    for name, pattern in _POPULATIONS:
        asked = re.search(pattern, wanted)
        if asked and not re.search(pattern, everything):
            return f"the claim is about {name}, the paper is not"
        if (
            not asked
            and claim.about_people
            and _ADULTS.search(wanted)
            and re.search(pattern, shown)
            and not _ADULTS.search(shown)
        ):
            return f"studied {name}, the claim is about others"
    return ""


def findings(paper: PaperReading, listed: Sequence[Deciding]) -> tuple[Deciding, ...]:
    """The best sentences that report something, in the same order: no questions, aims, plans, background, instructions."""
    if _announces(paper):
        return ()
    return tuple(islice((chosen for chosen in listed if not _reports_nothing(paper, chosen)), READ))


READ = 4
"""Findings of a paper that are read, at most."""


def no_finding(paper: PaperReading, chosen: Deciding) -> str:
    """Why a sentence reports no finding, or ""."""
    return _reports_nothing(paper, chosen) or (_PLAN if _announces(paper) else "")


_PLAN = "a plan without results"


def _announces(paper: PaperReading) -> bool:
    """Whether the whole paper is a plan; asked once a paper, for it reads every sentence."""
    return is_protocol(paper) or traps.is_announced(paper)


def _reports_nothing(paper: PaperReading, chosen: Deciding) -> str:
    """Why this sentence reports no finding, whatever the paper is; or ""."""
    says = signals.wording(chosen.sentence.plain)
    found = says["result"] or says["conclusion"] or says["null"] or says["undecided"]
    early = chosen.sentence.place < 0.5
    opening, methods = chosen.features["in_opening"], chosen.features["in_methods"]
    checks = (
        (
            says["instruction"] or traps.addresses_machine(chosen.sentence.plain),
            "the wording addresses a reader or a machine",
        ),
        (says["question"] or traps.asks(chosen.sentence), "asks a question"),
        (says["planned"], _PLAN),
        (
            (traps.expects(chosen.sentence) and not found) or traps.aims(chosen.sentence),
            "tells what is expected, not what was found",
        ),
        (traps.is_hearsay(paper, chosen.at), "tells it as background, not as a finding"),
        (says["aim"] and not found, "states an aim, not a finding"),
        (says["background"] and not says["conclusion"] and early, "tells it as background, not as a finding"),
        (opening or (methods and not says["result"]), "stands in the introduction or methods"),
        (not asserts(chosen.sentence), "names a subject and reports nothing of it"),
    )
    return next((reason for holds, reason in checks if holds), "")


def is_protocol(paper: PaperReading) -> bool:
    """Whether the paper announces a study whose results are not in."""
    title = cue("protocol").search(paper.title.plain)
    planned = sum(signals.wording(sentence.plain)["planned"] for sentence in paper.body)
    found = sum(signals.wording(s.plain)["result"] and not signals.wording(s.plain)["planned"] for s in paper.body)
    return bool(title and planned) or planned >= 2 > found


def rule(claim: ClaimReading, paper: PaperReading, chosen: Deciding, assessed: Assessed, odds: Odds) -> Verdict:
    """The stance by the fitted chances, where the wording does not forbid it."""
    chance = odds.chance
    says = signals.wording(chosen.sentence.plain)
    around = chosen.features["coverage"] + chosen.features["around"]
    supports, contradicts, neither = (c * t for c, t in zip(assessed.chances, _TILT, strict=True))
    undecided = neither >= max(supports, contradicts) and chance < _SURE
    if undecided or chosen.features["coverage"] < 0.25 or around < 0.5:
        return Verdict(None, 0.0, "names too little of what the claim says, or does not decide it")
    if says["undecided"] and not claim.negative:
        return Verdict(Stance.INCONCLUSIVE, min(around, 1.0) * 0.6, "says that the evidence is undecided")
    as_denied = claim.negative and says["null"] and around >= 0.9
    if as_denied and not bars.other_amount(claim, chosen.sentence) and not bars.off_subject(claim, paper, chosen):
        return Verdict(Stance.SUPPORTS, max(chance, 0.65), "reports no effect or difference, as the claim says")
    denied = denial.denies_outright(claim, paper, chosen)
    if contradicts >= supports or denied:
        certain = contradicts / (supports + contradicts + neither)
        return _opposite(claim, paper, chosen, max(certain, 0.65 * denied))
    if refusal := _no_support(claim, paper, chosen, odds):
        return Verdict(None, 0.0, refusal)
    return _support(claim, chosen, chance)


def _opposite(claim: ClaimReading, paper: PaperReading, chosen: Deciding, certain: float) -> Verdict:
    """Counter-evidence, where the sentence itself denies what the claim says, and surely enough to be shown."""
    refusal = denial.against(claim, paper, chosen) or bars.other_study(claim, paper, chosen)
    if refusal or bars.off_subject(claim, paper, chosen):
        return Verdict(None, 0.0, refusal or bars.off_subject(claim, paper, chosen))
    if certain < _CERTAIN or chosen.features["coverage"] < 0.5:
        return Verdict(None, 0.0, "may say the opposite, but not surely enough to be shown as counter-evidence")
    return Verdict(Stance.CONTRADICTS, certain, "reports the opposite, or no difference where the claim tells one")


_TILT = (1.3, 2.0, 1.0)
"""Supports and contradicts are rarer in the training pairs than they should weigh; fitted for macro-F1."""


_SURE = 0.5
"""Chance among its neighbours from which a paper may support although alone it would not decide the claim."""


_CERTAIN = 0.55
"""Chance from which counter-evidence is shown: a wrong one costs an editor more than a missed one."""


_CROWD = 4
"""Papers to choose from, from which on the list model's chance is worth what it says; alone, it runs high."""


def _no_support(claim: ClaimReading, paper: PaperReading, chosen: Deciding, odds: Odds) -> str:
    """What forbids reading a sentence as support, whatever the models say; or ""."""
    if barred := bars.by_form(claim, paper, chosen):
        return barred
    if denial.other_question(claim, chosen.sentence):
        return "answers another question about the same subject"
    sure = odds.chance >= 0.6 and chosen.features["coverage"] >= 0.5
    if odds.crowd >= _CROWD:
        return "" if sure else bars.off_subject(claim, paper, chosen)
    return bars.off_subject(claim, paper, chosen, anywhere=sure) or bars.unnamed(claim, paper)


def _support(claim: ClaimReading, chosen: Deciding, chance: float) -> Verdict:
    says = signals.wording(chosen.sentence.plain)
    hedged = (says["hedge"] or says["weak_quality"]) and not cue("hedge").search(claim.plain)
    if bars.limited(claim, chosen.sentence):
        return Verdict(Stance.PARTLY, 0.35 * chance, "says so for a subgroup only")
    if hedged and claim.claim.kind in (Kind.EFFICACY, Kind.SAFETY, Kind.RECOMMENDATION):
        return Verdict(Stance.PARTLY, chance, "says so with a reservation")
    return Verdict(Stance.SUPPORTS, chance, "reports what the claim says")
