"""The command that asks the judge about one statement: `claimcheck judge`. It changes no file."""

import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path

from claimcheck.cli.find_report import reference, split_advice, verdict_as_json
from claimcheck.cli.judges import judge_of
from claimcheck.cli.main import Surroundings
from claimcheck.cli.pubmed import open_catalog
from claimcheck.cli.terminal import terminal_width
from claimcheck.config import Settings
from claimcheck.errors import COULD_NOT_ASK, WRONG_USE, UsageError
from claimcheck.evidence.attach import AGAINST, THRESHOLD
from claimcheck.evidence.judge import judge as judged
from claimcheck.identifiers import Pmid
from claimcheck.model import AbstractSection, Claim, Evidence, Paper, Stance
from claimcheck.reports.cards import wrap
from claimcheck.reports.plain import plain, plain_json

LONGEST_TEXT = 1_000_000
"""Bytes of a text that are read."""
_TEXT = Pmid("1")
"""A text of one's own has no PMID; a record needs one."""


def judge(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Tell of each paper, or of a text, whether it says what the statement says, with the sentence that decides."""
    if not arguments.statement.strip():
        raise UsageError("the statement is empty; write what the article claims")
    claim, who = Claim(arguments.statement), judge_of(arguments, settings, around)
    papers, missing, unread = _papers(arguments, settings, around)
    verdicts = judged(claim, papers, who)
    if arguments.format == "json":
        rows = [verdict_as_json(one) | ({"pmid": None} if one.paper.pmid == _TEXT else {}) for one in verdicts]
        rows += [_unread_as_json(pmid, reason) for pmid, reason in unread.items()]
        around.show(plain_json(rows, indent=2))
    else:
        width = max(terminal_width(100), 20)
        told = [split_advice(arguments.statement, width), *(_as_text(one, width) for one in verdicts)]
        around.show("\n".join(line for lines in told for line in lines))
    for pmid, reason in unread.items():
        why = reason if pmid in missing else f"could not ask PubMed about {pmid}: {plain(reason)}"
        around.tell(why)
    if missing:
        return WRONG_USE
    return COULD_NOT_ASK if unread or any(one.unasked for one in verdicts) else 0


def _unread_as_json(pmid: Pmid, reason: str) -> dict[str, object]:
    """A paper of which nothing is known, with the keys of a verdict."""
    return verdict_as_json(Evidence(Paper(pmid, title=""), None, reason=reason))


def _as_text(one: Evidence, width: int) -> list[str]:
    named = "the text" if one.paper.pmid == _TEXT else reference(one.paper)
    lines = wrap(f"{named}: {plain(_told(one))}", width, "")
    if one.stance:
        lines += wrap(f'"{plain(one.passage)}"', width, "    ")
        why = f"{plain(one.reason)}; " if _is_sure(one) else ""
        lines += wrap(f"({why}abstract only; {one.judged_by}, confidence {one.confidence:.2f})", width, "    ")
    return lines


def _told(one: Evidence) -> str:
    """What an editor may take from a verdict: as sure as `find` has to be before it proposes or shows a paper."""
    if one.stance is None:
        return f"no verdict: {one.reason}"
    if one.stance is Stance.CONTRADICTS:
        return "may say the opposite; read it" if _is_sure(one) else "not sure; it may say the opposite"
    if not _is_sure(one):
        return "not sure; it may say so"
    return "supports it" if one.stance is Stance.SUPPORTS else one.stance.value


def _is_sure(one: Evidence) -> bool:
    return one.confidence >= (AGAINST if one.stance is Stance.CONTRADICTS else THRESHOLD)


def _papers(
    arguments: Namespace, settings: Settings, around: Surroundings
) -> tuple[Sequence[Paper], Sequence[Pmid], Mapping[Pmid, str]]:
    """The text, or the records, in the order given; the PMIDs that PubMed does not have; and why each was not read, these too.

    Raises `InvalidIdentifierError` for what is no PMID, and `UsageError` where PubMed has none of them.
    """
    if arguments.text is not None:
        return (_text(arguments.text),), (), {}
    pmids = tuple(dict.fromkeys(map(Pmid.parse, arguments.pmid)))
    with open_catalog(settings, around, anew=arguments.refresh, offline=arguments.offline) as catalog:
        fetched = catalog.fetch(pmids)
    if len(fetched.missing) == len(pmids):
        raise UsageError(f"PubMed has no record {', '.join(map(str, fetched.missing))}")
    known = {paper.pmid: paper for paper in fetched.papers}
    why = {pmid: f"PubMed has no record {pmid}" for pmid in fetched.missing} | dict(fetched.not_asked)
    unread = {pmid: why[pmid] for pmid in pmids if pmid in why}
    return [known[pmid] for pmid in pmids if pmid in known], fetched.missing, unread


def _text(path: str) -> Paper:
    """A text to be read like an abstract; - is standard input. Raises `UsageError`."""
    try:
        raw = sys.stdin.buffer.read(LONGEST_TEXT) if path == "-" else Path(path).read_bytes()[:LONGEST_TEXT]
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError(f"{path}: not UTF-8 text") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror or error})") from None
    if not text.strip():
        raise UsageError(f"{path}: there is nothing to read")
    return Paper(_TEXT, title="", sections=(AbstractSection(" ".join(text.split())),))
