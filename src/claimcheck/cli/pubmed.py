"""Who is asked, as the settings and the environment have it: PubMed, or for `find` a plug-in's catalogue."""

from claimcheck.catalogs.foreign import Foreign
from claimcheck.catalogs.pubmed import Cache, PubMed
from claimcheck.cli.main import Surroundings
from claimcheck.config import Settings
from claimcheck.errors import UsageError
from claimcheck.registry import PUBMED, load_catalog


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
    return load_catalog(settings.catalog, settings.catalog_options)
