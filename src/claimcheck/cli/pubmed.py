"""Who is asked, as the settings and the environment have it: PubMed, a mirror of it, or for `find` a plug-in's catalogue."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.catalogs.base import Catalog
from claimcheck.catalogs.foreign import Foreign
from claimcheck.catalogs.pubmed import Cache, PubMed
from claimcheck.cli.main import Surroundings
from claimcheck.cli.ruleset import beside_settings
from claimcheck.config import Settings
from claimcheck.errors import UsageError
from claimcheck.registry import MIRROR, PUBMED, load_catalog
from claimcheck.reports.plain import plain

if TYPE_CHECKING:
    from claimcheck.catalogs.mirror import Mirror

MIRROR_FOLDER = "pubmed.index"
"""Where a mirror is, and is made, unless it is told."""


def open_pubmed(settings: Settings, around: Surroundings, *, anew: bool, offline: bool = False) -> PubMed:
    """Open PubMed. `anew` does not believe cached papers, `offline` nothing else."""
    email, key = settings.pubmed_email, around.environment.get("NCBI_API_KEY") or None
    if email is None and not offline:
        print(
            "claimcheck: hint: set NCBI_EMAIL to your address, so that NCBI can reach you before it blocks you"
            + ("" if key else "; an NCBI_API_KEY raises the limit from 3 to 10 requests a second"),
            file=around.err,
        )
    return PubMed(
        email=email,
        api_key=key,
        base_url=settings.pubmed_base_url,
        requests_per_second=settings.pubmed_requests_per_second,
        cache=Cache(),
        refresh=anew,
        offline=offline,
    )


def open_catalog(settings: Settings, around: Surroundings, *, anew: bool, offline: bool) -> PubMed | Foreign:
    """Open the catalogue of the settings. Raises `UsageError` for one that is not there or does not fit."""
    if settings.catalog == PUBMED:
        return open_pubmed(settings, around, anew=anew, offline=offline)
    if anew or offline:
        raise UsageError(f"--offline and --refresh are about PubMed's records; leave them out for {settings.catalog!r}")
    if settings.catalog.partition(":")[0] == MIRROR:
        return load_catalog(f"{MIRROR}:{mirror_folder(settings)}")
    return load_catalog(settings.catalog, settings.catalog_options)


def refuse_full_text(arguments: Namespace, settings: Settings) -> None:
    """Only E-utilities have the texts of articles. Raises `UsageError` where another catalogue is to be asked."""
    if arguments.full_text and settings.catalog != PUBMED:
        raise UsageError(f"--full-text asks PubMed Central: leave it out for {settings.catalog!r}")


def open_resolver(settings: Settings, around: Surroundings) -> "PubMed | Mirror":
    """Open who can say of a cited work whether PubMed has it: PubMed or a mirror.

    A plug-in's catalogue cannot, so PubMed is asked where `find` asks one.
    """
    if settings.catalog.partition(":")[0] != MIRROR:
        return open_pubmed(settings, around, anew=True)
    from claimcheck.catalogs.mirror import Mirror  # noqa: PLC0415 - it loads the search engine

    return Mirror(mirror_folder(settings), today=around.today)


def mirror_folder(settings: Settings, given: str | None = None) -> Path:
    """The mirror's folder: as given, else by the settings (``mirror:FOLDER``, or the option `folder` of the catalogue)."""
    name, _, after = settings.catalog.partition(":")
    told = (after or settings.catalog_options.get("folder")) if name == MIRROR else None
    return Path(given or beside_settings(settings, told) or MIRROR_FOLDER).expanduser()


def called(catalog: Catalog) -> str:
    """What the catalogue is called in a sentence."""
    if catalog.name == MIRROR:
        return "the mirror of PubMed"
    return "PubMed" if isinstance(catalog, PubMed) else f"the catalogue {plain(catalog.name)}"
