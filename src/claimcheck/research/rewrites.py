"""Papers that a person accepted and whose records read otherwise now: under another title, or with another abstract."""

from collections.abc import Iterable, Iterator

from attrs import frozen

from claimcheck.language.titles import same_title
from claimcheck.lockfile import Lock
from claimcheck.model import Claim, Paper
from claimcheck.rules.cited import LockIndex


@frozen
class Rewrite:
    """A work that a claim cites by `label`, and its record before and after."""

    label: str
    claim: Claim
    before: Paper
    after: Paper

    @property
    def is_retitled(self) -> bool:
        """Whether it has the title of another work; spelling and punctuation are none."""
        titles = (self.before.title, self.after.title)
        return all(titles) and not same_title(*titles)

    @property
    def has_other_abstract(self) -> bool:
        """Whether the abstract is another one, or is gone."""
        was = self.before.abstract_sha256
        return was is not None and was != self.after.abstract_sha256

    @property
    def told(self) -> str:
        """In a sentence."""
        what = "its abstract changed" if self.after.abstract_sha256 else "its abstract is gone"
        if self.is_retitled:
            what = f'its title was "{self.before.title}" and became "{self.after.title}"'
        origin = self.before.origin
        since = f"since {origin.date} " if origin and origin.date else ""
        return f"{self.label} for {self.claim.id}: {since}{what}; read it again"


def rewrites(claims: Iterable[Claim], before: Lock, after: Lock) -> Iterator[Rewrite]:
    """What reads otherwise of the works that people have accepted. Of a quoted abstract the passage is looked for instead."""
    was, now = LockIndex(before), LockIndex(after)
    for claim in claims:
        for citation in claim.citations:
            old, new = (index.cited(citation, claim) for index in (was, now))
            if citation.reviewed and old.paper and new.paper:
                one = Rewrite(new.label, claim, old.paper, new.paper)
                is_quoted = bool(citation.passage and not citation.passage_from)
                if one.is_retitled or (one.has_other_abstract and not is_quoted):
                    yield one
