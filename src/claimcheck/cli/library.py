"""The command about papers on this machine: cache."""

from argparse import Namespace

from claimcheck.catalogs.pubmed import Cache
from claimcheck.cli.main import Surroundings
from claimcheck.config import Settings


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
