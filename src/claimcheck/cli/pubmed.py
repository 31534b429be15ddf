"""Who is asked, as the settings and the environment have it: PubMed, a mirror of it, or for `find` a plug-in's catalogue."""

import datetime as dt
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.catalogs.foreign import Foreign
from claimcheck.catalogs.pubmed.cache import Cache
from claimcheck.catalogs.pubmed.client import PubMed
from claimcheck.cli.main import Surroundings
from claimcheck.cli.ruleset import beside_settings
from claimcheck.config import Settings, Source
from claimcheck.errors import CouldNotAskError, UsageError
from claimcheck.registry import MIRROR, PUBMED, load_catalog
from claimcheck.research.newer import MirrorAndPubMed

if TYPE_CHECKING:
    from claimcheck.catalogs.mirror.client import Mirror

MIRROR_FOLDER = "pubmed.index"
"""Where a mirror is, and is made, unless it is told."""
FRESH = dt.timedelta(days=31)
"""So old a mirror's newest record may be before `find` tells it; NLM publishes files every day."""
THEN_PUBMED = f",{PUBMED}"
"""How the setting ends that asks PubMed too for what is newer than a mirror: ``mirror:FOLDER,pubmed``."""


def open_pubmed(settings: Settings, around: Surroundings, *, anew: bool, offline: bool = False) -> PubMed:
    """Open PubMed. `anew` does not believe cached papers, `offline` nothing else."""
    email, key = settings.pubmed_email, around.environment.get("NCBI_API_KEY") or None
    if email is None and not offline:
        around.tell(
            "hint: set NCBI_EMAIL to your address, so that NCBI can reach you before it blocks you"
            + ("" if key else "; an NCBI_API_KEY raises the limit from 3 to 10 requests a second")
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


def open_catalog(
    settings: Settings, around: Surroundings, *, anew: bool, offline: bool
) -> "PubMed | Mirror | MirrorAndPubMed | Foreign":
    """Open the catalogue of the settings. Raises `UsageError` for one that is not there or does not fit."""
    if settings.catalog == PUBMED:
        return open_pubmed(settings, around, anew=anew, offline=offline)
    if anew or offline:
        raise UsageError(f"--offline and --refresh are about PubMed's records; leave them out for {settings.catalog!r}")
    if asks_newer(settings):
        return MirrorAndPubMed(open_mirror(settings, around), open_pubmed(settings, around, anew=False))
    if asks_mirror(settings):
        return open_mirror(settings, around)
    return load_catalog(settings.catalog, settings.catalog_options)


def outdated(catalog: object, today: dt.date) -> str:
    """That a mirror asked alone has nothing of late, as a hint; "" where it has, and where nothing tells."""
    if getattr(catalog, "name", "") != MIRROR:
        return ""
    try:
        newest: dt.date | None = getattr(catalog, "newest", None)
    except CouldNotAskError:
        return ""  # told of each claim
    if newest is None or today - newest <= FRESH:
        return ""
    return f"hint: the newest record of the mirror is of {newest}: apply NLM's update files, or ask PubMed too (mirror:FOLDER,pubmed)"


def refuse_full_text(arguments: Namespace, settings: Settings) -> None:
    """Only E-utilities have the texts of articles. Raises `UsageError` where another catalogue is to be asked."""
    if arguments.full_text and settings.catalog != PUBMED:
        raise UsageError(f"--full-text asks PubMed Central: leave it out for {settings.catalog!r}")


def open_resolver(settings: Settings, around: Surroundings) -> "PubMed | Mirror":
    """Open who can say of a cited work whether PubMed has it: PubMed or a mirror.

    A plug-in's catalogue cannot, so PubMed is asked where `find` asks one; and where both are, PubMed, which is never behind.
    """
    if asks_mirror(settings) and not asks_newer(settings):
        return open_mirror(settings, around)
    return open_pubmed(settings, around, anew=True)


def open_mirror(settings: Settings, around: Surroundings) -> "Mirror":
    """Open the mirror of the settings. Raises `UsageError` where there is none."""
    from claimcheck.catalogs.mirror.building import RECORDS  # noqa: PLC0415 - it loads the search engine
    from claimcheck.catalogs.mirror.client import Mirror  # noqa: PLC0415 - it loads the search engine

    folders = mirror_folders(settings)
    if absent := [folder for folder in folders if not (folder / RECORDS).is_file()]:
        origin = settings.origins.get("catalog")
        is_typed = origin is not None and origin.source in (Source.FLAG, Source.ENVIRONMENT)
        given = origin.name if origin and is_typed else "the setting `catalog`"
        what = f"correct {given}, or make one with claimcheck mirror build"
        raise UsageError(f"there is no mirror in {absent[0]}: {what}")
    return Mirror(*folders, today=around.today)


def asks_mirror(settings: Settings) -> bool:
    """Whether a mirror is asked, be it that PubMed is too."""
    return settings.catalog.removesuffix(THEN_PUBMED).partition(":")[0] == MIRROR


def asks_newer(settings: Settings) -> bool:
    """Whether PubMed is asked for what is newer than the mirror."""
    return asks_mirror(settings) and settings.catalog.endswith(THEN_PUBMED)


def mirror_folder(settings: Settings, given: str | None = None) -> Path:
    """The folder of one mirror: as given, else by the settings. Raises `UsageError` where these name several parts."""
    folders = [Path(given).expanduser()] if given else mirror_folders(settings)
    if len(folders) > 1:
        raise UsageError("the settings name a mirror in several parts: say with --folder which of them")
    return folders[0]


def mirror_folders(settings: Settings, given: str | None = None) -> list[Path]:
    """The mirror's folder, or those of its parts (``FOLDER+OTHER``): as given, else by the settings: ``mirror:FOLDER``, or the option
    `folder` of the catalogue.
    """
    if given:
        whole = Path(given).expanduser()
        return [whole] if whole.is_dir() else [Path(one).expanduser() for one in given.split("+")]
    after = settings.catalog.removesuffix(THEN_PUBMED).partition(":")[2]
    told = (after or settings.catalog_options.get("folder")) if asks_mirror(settings) else None
    whole = Path(beside_settings(settings, told) or MIRROR_FOLDER).expanduser()
    if told is None or "+" not in told or whole.is_dir():  # a plus may be part of a name
        return [whole]
    return [Path(beside_settings(settings, one) or one).expanduser() for one in told.split("+")]
