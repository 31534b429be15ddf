"""The command import: citations from the files of other programs."""

from argparse import Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import frozen

from claimcheck.bibliography.files import is_medline, read_bytes, read_references
from claimcheck.bibliography.reading import PassedOver, Reference, each_once
from claimcheck.catalogs.pubmed.medline import read_medline
from claimcheck.catalogs.pubmed.records import PubMedRecord
from claimcheck.claimfile.change import add_imported
from claimcheck.claimfile.edit import RejectedWorkError
from claimcheck.claimfile.render import item_lines, record_of
from claimcheck.cli.main import Surroundings
from claimcheck.cli.project import open_project, person
from claimcheck.cli.pubmed import open_pubmed
from claimcheck.cli.streams import write_bytes_alike
from claimcheck.config import Settings
from claimcheck.errors import COULD_NOT_ASK, UsageError
from claimcheck.lockfile import LockUpdate, update_lockfile
from claimcheck.lockfile.papers import pmids_by_identifier
from claimcheck.model import Citation, Paper, Signature
from claimcheck.reports.plain import plain
from claimcheck.research.matching import Matched, match_references

_MOST_PARTS = 8
_WITHOUT_PMID = "this record has no PMID in standard form and is passed over"


@frozen
class _Listed:
    """What a file lists: PubMed's own records, or references with what PubMed was asked of them (`works`: each work once)."""

    papers: Sequence[Paper] = ()
    matched: Sequence[Matched] = ()
    works: Sequence[Reference] = ()


def import_(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Read citations from a file: cite them for a claim, or print them ready to paste."""
    path = Path(arguments.file)
    data = read_bytes(path)
    if is_medline(data, path):
        listed = _Listed(_recorded(path, around))
    else:
        read = read_references(data, path)
        _tell_passed_over(path, read.passed_over, around)
        listed = _once(_matched(read.references, arguments, settings, around), around)
    unasked = any(one.reason for one in listed.matched)
    if listed.matched and not listed.works and unasked:
        return COULD_NOT_ASK
    if listed.matched and not listed.works:
        raise UsageError(f"{path}: no work has an identifier or a link{'' if arguments.match else '; try --match'}")
    if arguments.claim is None:
        write_bytes_alike(around.out)
        around.out.write(_as_yaml(listed.works) if listed.matched else _papers_as_yaml(listed.papers))
    else:
        _cite(arguments, settings, around, listed)
    return COULD_NOT_ASK if unasked else 0


def _once(matched: Sequence[Matched], around: Surroundings) -> _Listed:
    works, again = each_once(one.completed for one in matched if one.completed.is_citable)
    for one in again:
        _say(one, "left out: the list has this work before", around)
    return _Listed(tuple({one.paper.pmid: one.paper for one in matched if one.paper}.values()), matched, works)


def _recorded(path: Path, around: Surroundings) -> list[Paper]:
    """The papers of an NBIB file; records that cannot be read are told."""
    bad: list[PubMedRecord] = []
    papers = list({paper.pmid: paper for paper in read_medline(path, on_problem=bad.append)}.values())
    _tell_passed_over(path, [PassedOver(one.line or 0, _WITHOUT_PMID) for one in bad], around)
    if not papers:
        raise UsageError(f"{path} holds no record with a PMID in standard form")
    return papers


def _matched(
    references: Sequence[Reference], arguments: Namespace, settings: Settings, around: Surroundings
) -> tuple[Matched, ...]:
    """The references, with PubMed's records where it is to be asked; what is wrong with them is told."""
    if not arguments.match:
        matched = tuple(map(Matched, references))
    else:
        with open_pubmed(settings, around, anew=False) as pubmed:
            matched = match_references(references, pubmed)
    for one in matched:
        _tell_match(one, asked=arguments.match, around=around)
    return matched


def _tell_passed_over(path: Path, passed_over: Iterable[PassedOver], around: Surroundings) -> None:
    """One line for each reason, with the lines of the file."""
    places: dict[tuple[str, str], list[int]] = {}
    for one in passed_over:
        places.setdefault((one.what, one.reason), []).append(one.line)
    for (what, reason), lines in places.items():
        shown = ranges(lines)
        name = what if len(lines) == 1 else f"{what}s"
        around.tell(f"{plain(str(path))}, {name} {shown}: {reason}")


def ranges(numbers: Sequence[int]) -> str:
    """``1-3, 10-12, 20`` of numbers in order, the first parts only where there are many."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    shown = [str(first) if first == last else f"{first}-{last}" for first, last in parts[:_MOST_PARTS]]
    return ", ".join(shown) + (f" and {len(parts) - _MOST_PARTS} more places" if len(parts) > _MOST_PARTS else "")


def _tell_match(one: Matched, *, asked: bool, around: Surroundings) -> None:
    for problem in one.reference.problems:
        _say(one.reference, problem, around)
    if one.reason:
        _say(one.reference, f"could not ask PubMed: {one.reason}", around)
    elif one.unknown:
        _say(one.reference, f"PubMed has no record {one.reference.pmid}", around)
    elif one.mismatches and one.paper:
        differs = "; ".join((*one.mismatches, *one.other_identifiers))
        _say(one.reference, f"PMID {one.paper.pmid} is another work: {differs}", around)
    elif one.other_identifiers and one.paper:
        _say(one.reference, f"PMID {one.paper.pmid} was found, but {'; '.join(one.other_identifiers)}", around)
    elif one.several:
        _say(one.reference, f"several records of PubMed fit: {', '.join(one.several)}; name one", around)
    elif asked and one.paper is None:
        _say(one.reference, "PubMed has no record that is this work", around)
    if not one.completed.is_citable and not one.reason:
        hint = "" if asked else "; --match looks for it on PubMed"
        _say(one.reference, f"left out: it has no PMID, DOI, PMCID, or link with a title{hint}", around)


def _say(reference: Reference, message: str, around: Surroundings) -> None:
    around.tell(f"{plain(reference.label)}: {plain(message)}")


def _cite(arguments: Namespace, settings: Settings, around: Surroundings, read: _Listed) -> None:
    project = open_project(arguments, settings)
    claim = project.claim(arguments.claim)
    by = Signature(person(settings, around), around.today)
    known = {str(p.pmid): p for p in read.papers if read.matched or str(p.pmid) not in project.lock.papers}
    unknown = {str(one.reference.pmid): around.today for one in read.matched if one.unknown and one.reference.pmid}
    if known or unknown:
        update_lockfile(project.lock_path, LockUpdate(papers=known, unknown=unknown))
    pmids = {**pmids_by_identifier(project.lock.papers), **pmids_by_identifier(known)}
    listed = [one.citation(by) for one in read.works] or [Citation(pmid=one.pmid, added=by) for one in read.papers]
    outcomes = add_imported(claim.location.path, claim.id, listed, pmids)
    for citation, outcome in zip(listed, outcomes, strict=True):
        if isinstance(outcome, RejectedWorkError):
            around.tell(f"{plain(claim.location.path)}: {plain(str(outcome))}; left out")
        else:
            around.show(f"{claim.id}: {plain(citation.label)} {'added' if outcome else 'was cited already'}")
    if True in outcomes:
        around.tell(f"nobody has judged them yet; next: claimcheck accept {claim.id} PMID --stance …")


def _as_yaml(references: Iterable[Reference]) -> str:
    lines = [line for reference in references for line in item_lines(record_of(reference.citation()), 2)]
    return "\n".join(["citations:", *lines]) + "\n"


def _papers_as_yaml(papers: Iterable[Paper]) -> str:
    named = ((paper.pmid, (paper.journal, paper.year, paper.title)) for paper in papers)
    lines = (f"  - pmid: {pmid}  # {plain(' '.join(str(part) for part in parts if part))}" for pmid, parts in named)
    return "\n".join(["citations:", *lines]) + "\n"
