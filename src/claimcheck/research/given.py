"""Does the work that a page cites for a claim say so? Asked before others are searched for."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from claimcheck.evidence.judge import Judge
from claimcheck.evidence.judge import judge as judged
from claimcheck.identifiers import Pmid
from claimcheck.lockfile import Lock, tells_of
from claimcheck.model import Citation, Claim, Evidence, Paper


@frozen
class GivenWork:
    """A reference of the page and what the judge reads in it."""

    claim: Claim
    citation: Citation
    evidence: Evidence

    @property
    def says_so(self) -> bool:
        """Whether it says what the claim says, in full or in part."""
        return self.evidence.stance is not None and self.evidence.stance.is_support


def is_given(citation: Citation) -> bool:
    """Whether the page itself gives a reference that no person has judged, to a work that a catalogue may have."""
    named = citation.pmid or citation.doi or citation.pmcid
    return citation.is_of_article and citation.stance is None and named is not None


def judge_given(
    claims: Iterable[Claim], papers: Mapping[str, Paper], resolved: Mapping[str, Pmid], judge: Judge | None
) -> Iterator[GivenWork]:
    """Judge every reference of a page whose record was fetched; `resolved` are PMIDs by DOI and PMCID."""
    for claim in claims:
        for citation in filter(is_given, claim.citations):
            pmid = citation.pmid or resolved.get(str(citation.doi or citation.pmcid))
            paper = papers.get(str(pmid))
            if paper is not None:
                yield GivenWork(claim, citation, judged(claim, paper, judge))


def unjudged(claims: Iterable[Claim], lock: Lock) -> list[Claim]:
    """The claims with references of the page that the lock has no verdict on for what the claim says now."""
    return [
        claim for claim in claims if any(not _verdict(claim, one, lock) for one in filter(is_given, claim.citations))
    ]


def _verdict(claim: Claim, citation: Citation, lock: Lock) -> bool:
    checks = lock.citations.get(claim.id, {})
    pmids = [pmid for pmid, paper in lock.papers.items() if citation.doi and paper.doi == citation.doi]
    keys = (citation.pmid, citation.doi, citation.pmcid, *pmids)
    known = [checks[str(key)] for key in keys if key and str(key) in checks]
    return any(one.judged_by != "" and tells_of(one.about, claim) for one in known)


def told(work: GivenWork) -> str:
    """One line on what was found in a reference of the page."""
    evidence, label = work.evidence, f"PMID {work.evidence.paper.pmid}"
    about = f"{work.claim.id}: {label}, which the page cites,"
    if work.says_so:
        command = f"claimcheck accept {work.claim.id} {evidence.paper.pmid} --stance {evidence.stance}"
        return f'{about} {evidence.stance}: "{evidence.passage}"; {command}'
    if evidence.stance is None:
        return f"{about} could not be judged ({evidence.reason or 'the judge abstains'}): read it"
    return f'{about} does not seem to say so ({evidence.stance}): "{evidence.passage}"'
