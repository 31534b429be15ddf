"""The command about what is kept on this machine: papers, what the judge read, and the reports of checks."""

from argparse import Namespace
from pathlib import Path

from claimcheck.catalogs.pubmed import Cache
from claimcheck.cli.main import Surroundings
from claimcheck.cli.report_cache import PARTS, entries, folder
from claimcheck.config import Settings
from claimcheck.research.readings import ReadingCache


def cache(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Tell what the caches hold, or empty them."""
    held, reports = Cache(), entries()
    if arguments.action == "clear":
        print(f"{held.clear()} entries removed from {held.path}", file=around.out)
        readings = ReadingCache()
        print(f"{readings.clear()} readings removed from {readings.path}", file=around.out)
        for entry in (*reports, *entries(PARTS)):
            Path(entry.path).unlink(missing_ok=True)
        print(f"{len(reports)} reports removed from {folder()}", file=around.out)
        return 0
    size = sum(entry.stat().st_size for entry in reports)
    print(f"{folder()}: the reports of {len(reports)} checks, {size / 1_000_000:.1f} MB", file=around.out)
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
