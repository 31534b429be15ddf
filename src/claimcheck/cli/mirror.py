"""The command about PubMed on this machine: build and update a mirror, tell what it holds, search it, check it."""

from argparse import Namespace
from pathlib import Path

from claimcheck.catalogs.mirror.building import Built, Progress, build, keep_headings
from claimcheck.catalogs.mirror.building import Settings as Manner
from claimcheck.catalogs.mirror.client import Mirror
from claimcheck.catalogs.mirror.information import Information, inform
from claimcheck.catalogs.mirror.mesh import read_headings
from claimcheck.catalogs.mirror.nlm_files import WHOLE, Part, listed
from claimcheck.catalogs.mirror.verifying import verify
from claimcheck.cli.find_report import count, fields_of
from claimcheck.cli.main import Surroundings
from claimcheck.cli.parallel import workers
from claimcheck.cli.progress import Line
from claimcheck.cli.pubmed import mirror_folder, mirror_folders
from claimcheck.config import Settings
from claimcheck.errors import COULD_NOT_ASK, FINDINGS, UsageError
from claimcheck.model import Query
from claimcheck.reports.plain import plain, plain_json

_AHEAD_ON_CLUSTER = 16
"""Files that a cluster reads before they are needed: some gigabytes on the shared disk, and as many busy workers."""


def mirror(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Do what was asked of the mirror."""
    if arguments.action == "search":
        return _search(arguments, mirror_folders(settings, arguments.folder), around)
    actions = {"build": _build, "update": _update, "info": _info, "verify": _verify}
    return actions[arguments.action](arguments, mirror_folder(settings, arguments.folder), around)


# --- building ------------------------------------------------------------------------------------------------------


def _build(arguments: Namespace, folder: Path, around: Surroundings) -> int:
    if not arguments.files and not arguments.mesh:
        raise UsageError("name the files to build from: pubmed26n0001.xml.gz and the others, or their folder")
    return _applied(arguments, folder, around)


def _update(arguments: Namespace, folder: Path, around: Surroundings) -> int:
    if not inform(folder).files:
        raise UsageError(f"the mirror in {folder} has no files yet: build it from the baseline first")
    return _applied(arguments, folder, around)


def _applied(arguments: Namespace, folder: Path, around: Surroundings) -> int:
    line = Line(around.err)
    headings = read_headings(Path(arguments.mesh)) if arguments.mesh else None
    with workers(arguments.jobs, arguments.dask) as executor:
        ahead = _AHEAD_ON_CLUSTER if arguments.dask else arguments.jobs + 1
        part = Part.named(arguments.part) if arguments.part else None
        manner = Manner(around.today, arguments.unchecked, executor, ahead, max(arguments.jobs, 1), part)
        try:
            built = build(folder, arguments.files, manner, lambda far: line.show(progress_line(far), every=0.25))
        finally:
            line.clear()
    if headings is not None:
        around.show(f"{keep_headings(folder, headings):,} MeSH headings read from {arguments.mesh}")
    _tell_built(built, folder, around)
    return 0


def _tell_built(built: Built, folder: Path, around: Surroundings) -> None:
    for problem in built.problems:
        around.tell(plain(problem))
    if built.recovered:
        around.tell(f"an earlier run had been stopped; {built.recovered:,} records were indexed anew")
    information = inform(folder)
    for line in _holes(information):
        around.tell(line)
    done = f"{count(len(built.applied), 'file')} applied" + (
        f", {built.known} {'was' if built.known == 1 else 'were'} in already" if built.known else ""
    )
    around.show(f"{done}; {folder} holds {information.records:,} records")


def progress_line(progress: Progress) -> str:
    """``pubmed26n0012.xml.gz, 11/1334 files, 345,000 records, 2,100 a second, about 5 h left``."""
    line = f"{progress.file}, {progress.done}/{progress.of} files, {progress.records:,} records"
    if progress.records and progress.seconds > 0 and progress.part > 0:
        left = progress.seconds / progress.part * (1 - progress.part)
        line += f", {progress.records / progress.seconds:,.0f} a second, about {_duration(left)} left"
    return line


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 90 * 60 else f"{seconds / 3600:.1f} h"


# --- asking --------------------------------------------------------------------------------------------------------


def _info(arguments: Namespace, folder: Path, around: Surroundings) -> int:
    information = inform(folder)
    if arguments.format == "json":
        around.show(plain_json(information.as_json(), indent=2))
        return 0
    first, last = (information.files[0].name, information.files[-1].name) if information.files else ("none", "none")
    part = f" of part {information.part}" if information.part != WHOLE else ""
    around.show(f"{folder}: {information.records:,} records{part}, {information.deleted:,} deleted")
    around.show(
        f"files: {len(information.files)}, from {first} to {last}, the last applied {information.applied or 'never'}"
    )
    size = f"{_size(information.record_bytes)} of records, {_size(information.index_bytes)} of index"
    around.show(f"size: {size}")
    headings = (
        f"{information.headings:,} headings with their tree" if information.headings else "only those of the records"
    )
    around.show(f"MeSH: {headings}")
    for line in _holes(information):
        around.show(line)
    return 0


def _size(octets: int) -> str:
    return f"{octets / 1e9:.1f} GB" if octets >= 1e9 else f"{octets / 1e6:.1f} MB"


def _holes(information: Information) -> list[str]:
    """What is not there, in sentences."""
    lines = []
    if not information.records:
        lines.append("no record is in it yet: build it from the baseline with claimcheck mirror build")
    if information.missing:
        lines.append(f"missing files: {listed(information.missing)}; fetch and apply them, whatever the order")
    if information.unindexed:
        lines.append("the index is not up to the records: run claimcheck mirror update without files")
    if information.unreadable:
        lines.append(f"{count(information.unreadable, 'record')} of the files could not be read")
    return lines


def _search(arguments: Namespace, folders: list[Path], around: Surroundings) -> int:
    with Mirror(*folders, today=around.today) as catalog:
        found = catalog.search(Query(arguments.query, "asked by hand"), arguments.limit)
        papers = {paper.pmid: paper for paper in catalog.fetch(found.pmids).papers}
    code = COULD_NOT_ASK if found.unasked and not found.pmids else 0
    if arguments.format == "json":
        told = fields_of(found, ("translation", "count", "warnings", "unasked", "pmids"))
        around.show(plain_json({"query": arguments.query, **told}, indent=2))
        return code
    for warning in filter(None, (*found.warnings, found.unasked)):
        around.tell(plain(warning))
    around.show(f"{count(found.count, 'record')} for {plain(found.translation or arguments.query)}")
    if found.count > len(found.pmids) > 0:
        around.tell(f"the first {len(found.pmids)}, the most relevant first; --limit shows more")
    for pmid in found.pmids:
        paper = papers.get(pmid)
        line = (
            f"{paper.title} {paper.journal_abbreviation or ''} {paper.year or ''}" if paper else "(its record is gone)"
        )
        around.show(f"{pmid}  {plain(' '.join(line.split()))}")
    return code


def _verify(arguments: Namespace, folder: Path, around: Surroundings) -> int:
    line = Line(around.err)
    try:
        verified = verify(folder, lambda done, of: line.show(f"{done:,}/{of:,} records"))
    finally:
        line.clear()
    for fault in verified.faults:
        around.show(f"{folder}: {plain(fault)}")
    if verified.faults:
        mending = "delete the folder index in it and run claimcheck mirror update without files"
        around.tell(mending if verified.index_alone else "its records are damaged: build it anew from NLM's files")
        return FINDINGS
    around.show(f"{folder}: sound; {verified.records:,} records were read, each is in the index")
    return 0
