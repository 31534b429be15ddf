"""What claims files record of an article already, so that a draft does not record it once more."""

from argparse import Namespace
from pathlib import Path

from claimcheck.claimfile import ClaimSet, load_claims
from claimcheck.cli.main import Surroundings
from claimcheck.model import Claim
from claimcheck.reports.plain import plain

CLAIMS = Path("claims")
"""Where claims files lie that nobody puts elsewhere."""


def held_against(arguments: Namespace, article: Path | None, around: Surroundings) -> list[str]:
    """The claims files that a draft is held against: those of `--against`, else the folder of the draft where it has claims of the article."""
    given: list[str] = arguments.against or []
    folder = Path(arguments.output).parent if arguments.output else CLAIMS
    if given or article is None or not folder.is_dir():
        return given
    files = dict.fromkeys(claim.location.path for claim in claims_about(article, load_claims(folder)) if claim.id)
    if not files:
        return given
    missing = "only what is missing there is drafted" if arguments.output else "--against claims drafts what is missing"
    around.tell(plain(f"{article} is recorded in {', '.join(files)}: {missing}"))
    return [str(folder)] if arguments.output else given


def claims_about(article: Path | None, known: ClaimSet) -> list[Claim]:
    """The claims whose file names this article."""
    return [claim for claim in (*known, *known.invalid) if article and _is_about(claim, article)]


def ids_taken(known: ClaimSet, output: Path | None) -> set[str]:
    """The ids that a draft must not have: of the files that it was held against, and of those it will lie among."""
    beside = output.parent if output else CLAIMS
    sets = (known, load_claims(beside) if beside.is_dir() else ClaimSet())
    return {claim.id for claims in sets for claim in (*claims, *claims.invalid) if claim.id}


def _is_about(claim: Claim, article: Path) -> bool:
    if claim.article is None or not claim.article.path or "\0" in claim.article.path:
        return False
    return (Path(claim.location.path).parent / claim.article.path).resolve() == article.resolve()
