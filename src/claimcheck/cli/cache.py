"""The command about what is kept on this machine: papers, what the judge read, and the reports of checks."""

from argparse import Namespace
from pathlib import Path

from claimcheck.catalogs.pubmed.cache import Cache
from claimcheck.cli.main import Surroundings
from claimcheck.cli.report_cache import PARTS, entries, folder
from claimcheck.config import Settings
from claimcheck.research.readings import ReadingCache


def cache(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Tell what the caches hold, or empty them."""
    held, reports = Cache(), entries()
    if arguments.action == "clear":
        around.show(f"{held.clear()} entries removed from {held.path}")
        readings = ReadingCache()
        around.show(f"{readings.clear()} readings removed from {readings.path}")
        for entry in (*reports, *entries(PARTS)):
            Path(entry.path).unlink(missing_ok=True)
        around.show(f"{len(reports)} reports removed from {folder()}")
        return 0
    size = sum(entry.stat().st_size for entry in reports)
    around.show(f"{folder()}: the reports of {len(reports)} checks, {size / 1_000_000:.1f} MB")
    info = held.info()
    if not info.usable:
        around.show(f"{info.path}: cannot be used; papers are fetched anew each time")
        return 0
    oldest = f", the oldest from {info.oldest:%Y-%m-%d}" if info.oldest else ""
    around.show(
        f"{info.path}: {info.records} papers and {info.missing} PMIDs that PubMed does not have, "
        f"{info.size / 1_000_000:.1f} MB{oldest}"
    )
    return 0
