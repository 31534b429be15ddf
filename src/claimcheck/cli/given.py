"""The part of `find` that reads what the pages themselves cite, before anything is searched for."""

from argparse import Namespace
from collections.abc import Collection, Mapping, Sequence

from attrs import field, frozen

from claimcheck import research
from claimcheck.catalogs.base import Catalog
from claimcheck.catalogs.foreign import Foreign
from claimcheck.catalogs.pubmed.client import PubMed
from claimcheck.cli.main import Surroundings
from claimcheck.evidence.judge import Judge
from claimcheck.identifiers import Pmid
from claimcheck.lockfile import update_lockfile
from claimcheck.model import Claim
from claimcheck.project import Project
from claimcheck.registry import MIRROR
from claimcheck.reports.plain import plain
from claimcheck.research.newer import MirrorAndPubMed
from claimcheck.research.remarks import called


@frozen
class Run:
    """One run of `find`: what was asked for, of which project and of whom; by claim id what a person turned down."""

    arguments: Namespace
    project: Project
    around: Surroundings
    catalog: Catalog
    judge: Judge
    rejected: Mapping[str, Collection[Pmid]]

    def rejected_for(self, claim: Claim) -> Collection[Pmid]:
        """What a person turned down for a claim."""
        return self.rejected.get(claim.id, ())

    def question(self, claim: Claim) -> str:
        """What a search for a claim asks, as a digest."""
        reader = f"{self.judge.name} of full texts" if self.arguments.full_text else self.judge.name
        rejected = self.rejected_for(claim)
        return research.question_of(claim, judge=reader, catalog=research.identity_of(self.catalog), rejected=rejected)

    def looked_up(self, claims: Sequence[Claim]) -> research.RefreshResult:
        """What the catalogue says of the claims' citations, kept unless this is a dry run."""
        result = self._asked(claims)
        if result.learnt_something and not self.arguments.dry_run:
            update_lockfile(self.project.lock_path, result.update)
        return result

    def _asked(self, claims: Sequence[Claim]) -> research.RefreshResult:
        """A plug-in's catalogue cannot say that PubMed has no such record."""
        today, judge = self.around.today, self.judge
        if isinstance(self.catalog, PubMed | MirrorAndPubMed):
            return research.refresh(claims, self.catalog, today=today, judge=judge)
        result = research.refresh(claims, Foreign(self.catalog), today=today, judge=judge)
        result = research.without_older(result, self.project.lock)
        return result if self.catalog.name == MIRROR else research.without_unknown(result)


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


def read_given(claims: Sequence[Claim], run: Run) -> Given:
    """Ask what the pages' own references say, tell it, and keep it unless this is a dry run."""
    if not claims:
        return Given()
    result = run.looked_up(claims)
    for work in result.given:
        print(plain(research.told(work)), file=run.around.err if run.arguments.format == "json" else run.around.out)
    for identifier, reason in result.not_asked.items():
        told = f"could not ask {called(run.catalog)} about {identifier}, which a page cites: {reason}"
        run.around.tell(plain(told))
    backed = {work.claim.id for work in result.given if work.says_so}
    return Given({work.claim.id: work.claim.id in backed for work in result.given}, result.not_asked)
