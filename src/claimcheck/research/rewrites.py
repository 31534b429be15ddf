"""Papers that a person accepted and whose records read otherwise now: under another title, or with another abstract."""

import re
from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from claimcheck.language.titles import same_title
from claimcheck.lockfile import Lock
from claimcheck.lockfile.records import sha256_of
from claimcheck.model import Claim, Paper
from claimcheck.record.standing import unmarked
from claimcheck.rules.cited import LockIndex

_COPYRIGHT = r"(?i)\s*(?:\u00a9|\(c\)|copyright)"


@frozen
class Rewrite:
    """A work that a claim cites by `label`, and its record before and after; `abstract` is the one that it has now, as far as known."""

    label: str
    claim: Claim
    before: Paper
    after: Paper
    abstract: str = ""

    @property
    def is_retitled(self) -> bool:
        """Whether it has the title of another work; spelling, punctuation and the mark of a retraction are none."""
        titles = (unmarked(self.before.title), unmarked(self.after.title))
        return all(titles) and not same_title(*titles)

    @property
    def has_other_abstract(self) -> bool:
        """Whether the abstract is another one, or is gone; a copyright line that was added makes it none."""
        was = self.before.abstract_sha256
        if was is None or was == self.after.abstract_sha256:
            return False
        return all(was != sha256_of(self.abstract[: line.start()]) for line in re.finditer(_COPYRIGHT, self.abstract))

    @property
    def told(self) -> str:
        """In a sentence."""
        what = "its abstract changed" if self.after.abstract_sha256 else "its abstract is gone"
        if self.is_retitled:
            what = f'its title was "{self.before.title}" and became "{self.after.title}"'
        origin = self.before.origin
        since = f"since {origin.date} " if origin and origin.date else ""
        return f"{self.label} for {self.claim.id}: {since}{what}; read it again"


def rewrites(
    claims: Iterable[Claim], before: Lock, after: Lock, fetched: Mapping[str, Paper] | None = None
) -> Iterator[Rewrite]:
    """What reads otherwise of the works that people have accepted. Of a quoted abstract the passage is looked for instead.

    `fetched` are the records with their abstracts, by PMID.
    """
    was, now = LockIndex(before), LockIndex(after)
    for claim in claims:
        for citation in claim.citations:
            old, new = (index.cited(citation, claim) for index in (was, now))
            if citation.reviewed and old.paper and new.paper:
                read = (fetched or {}).get(new.paper.pmid)
                one = Rewrite(new.label, claim, old.paper, new.paper, read.abstract if read else "")
                is_quoted = bool(citation.passage and not citation.passage_from)
                if one.is_retitled or (one.has_other_abstract and not is_quoted):
                    yield one
