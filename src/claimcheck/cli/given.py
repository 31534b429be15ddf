"""The part of `find` that reads what the pages themselves cite, before anything is searched for."""

from argparse import Namespace
from collections.abc import Mapping, Sequence

from attrs import field, frozen

from claimcheck import research
from claimcheck.catalogs.base import Catalog
from claimcheck.catalogs.foreign import Foreign
from claimcheck.catalogs.pubmed.client import PubMed
from claimcheck.cli.main import Surroundings
from claimcheck.evidence.judge import Judge
from claimcheck.lockfile import update_lockfile
from claimcheck.model import Claim
from claimcheck.project import Project
from claimcheck.registry import MIRROR
from claimcheck.reports.plain import plain
from claimcheck.research.newer import MirrorAndPubMed
from claimcheck.research.remarks import called


@frozen
class Given:
    """What came of the pages' references: by claim id whether one of them says so, and by identifier why one was not asked about."""

    says_so: Mapping[str, bool] = field(factory=dict)
    not_asked: Mapping[str, str] = field(factory=dict)

    def still_wanted(self, targets: Sequence[Claim], given: Sequence[Claim], *, asked_for: bool) -> list[Claim]:
        """The claims to search for: not those whose page cites what says so, unless they were asked for; and those whose does not."""
        kept = [claim for claim in targets if asked_for or not self.says_so.get(claim.id, False)]
        known = {claim.id for claim in kept}
        return kept + [claim for claim in given if self.says_so.get(claim.id) is False and claim.id not in known]


def given_claims(arguments: Namespace, project: Project) -> list[Claim]:
    """The claims whose pages give references that no judge has read yet, nor a person."""
    wanted = [claim for claim in project.claims if not arguments.claim or claim.id in arguments.claim]
    return research.unjudged((claim for claim in wanted if not claim.is_exempt), project.lock)


def read_given(  # noqa: PLR0913, PLR0917 - what the command has
    claims: Sequence[Claim],
    catalog: Catalog,
    judge: Judge,
    arguments: Namespace,
    project: Project,
    around: Surroundings,
) -> Given:
    """Ask what the pages' own references say, tell it, and keep it unless this is a dry run."""
    if not claims:
        return Given()
    result = _asked(claims, catalog, judge, project, around)
    if result.learnt_something and not arguments.dry_run:
        update_lockfile(project.lock_path, result.update)
    for work in result.given:
        print(plain(research.told(work)), file=around.err if arguments.format == "json" else around.out)
    for identifier, reason in result.not_asked.items():
        told = f"could not ask {called(catalog)} about {identifier}, which a page cites: {reason}"
        around.tell(plain(told))
    backed = {work.claim.id for work in result.given if work.says_so}
    return Given({work.claim.id: work.claim.id in backed for work in result.given}, result.not_asked)


def _asked(
    claims: Sequence[Claim], catalog: Catalog, judge: Judge, project: Project, around: Surroundings
) -> research.RefreshResult:
    """What the catalogue says of the references; a plug-in's cannot say that PubMed has no such record."""
    if isinstance(catalog, PubMed | MirrorAndPubMed):
        return research.refresh(claims, catalog, today=around.today, judge=judge)
    result = research.refresh(claims, Foreign(catalog), today=around.today, judge=judge)
    result = research.without_older(result, project.lock)
    return result if catalog.name == MIRROR else research.without_unknown(result)
