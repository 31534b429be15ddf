"""The commands about papers on this machine: cache and import."""

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from claimcheck.catalogs.pubmed import Cache
from claimcheck.catalogs.pubmed.medline import read_medline
from claimcheck.claimfile import add_citation
from claimcheck.cli.main import Surroundings
from claimcheck.cli.project import open_project, person
from claimcheck.config import Settings
from claimcheck.errors import UsageError
from claimcheck.lockfile import LockUpdate, update_lockfile
from claimcheck.model import Citation, Paper, Signature
from claimcheck.reports.plain import plain


def cache(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Tell what the paper cache holds, or empty it."""
    held = Cache()
    if arguments.action == "clear":
        print(f"{held.clear()} entries removed from {held.path}", file=around.out)
        return 0
    info = held.info()
    if not info.usable:
        print(f"{info.path}: cannot be used; papers are fetched anew each time", file=around.out)
        return 0
    oldest = f", the oldest from {info.oldest:%Y-%m-%d}" if info.oldest else ""
    print(
        f"{info.path}: {info.records} papers and {info.missing} PMIDs that PubMed does not have, "
        f"{info.size / 1_000_000:.1f} MB{oldest}",
        file=around.out,
    )
    return 0


def import_(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Read citations from an NBIB/MEDLINE file: cite them for a claim, or print them ready to paste."""
    papers = _read(Path(arguments.file))
    if arguments.claim is None:
        around.out.write(_as_yaml(papers))
        return 0
    project = open_project(arguments, settings)
    claim = project.claim(arguments.claim)
    by = Signature(person(arguments, settings), around.today)
    update_lockfile(
        project.lock_path, LockUpdate(papers={str(p.pmid): p for p in papers if str(p.pmid) not in project.lock.papers})
    )
    for paper in papers:
        citation = Citation(pmid=paper.pmid, added=by)
        added = add_citation(claim.location.path, claim.id, citation)
        print(f"{claim.id}: PMID {paper.pmid} {'added' if added else 'was cited already'}", file=around.out)
    print(
        f"claimcheck: nobody has judged them yet; next: claimcheck accept {claim.id} PMID --stance …", file=around.err
    )
    return 0


def _read(path: Path) -> list[Paper]:
    try:
        return list(read_medline(path))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error


def _as_yaml(papers: Iterable[Paper]) -> str:
    lines = ["citations:"]
    for paper in papers:
        lines += [
            f"  - pmid: {paper.pmid}  # {plain(' '.join(str(p) for p in (paper.journal, paper.year, paper.title) if p))}"
        ]
    return "\n".join(lines) + "\n"
