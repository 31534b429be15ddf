"""How far a check went: of which claims and files all was looked at, so that "nothing was found" means that nothing is there."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from attrs import frozen

from claimcheck.claimfile import claims_files
from claimcheck.errors import UsageError
from claimcheck.model.claims import KEBAB
from claimcheck.project import Project


@frozen
class Extent:
    """What was examined of a project: `claims` by their ids, `partly` those at which not every rule could look; `articles` by their
    places. `unread` are claims files with something that could not be read.
    """

    project: Project
    claims: frozenset[str]
    partly: frozenset[str]
    articles: frozenset[str]
    unread: frozenset[str]

    def covers(self, subject: str, folder: Path) -> bool:
        """Whether all was looked at of what a baseline's entry is about: a claim's id, or the path of a file; `folder` is the
        baseline's. Of what is in the project no more all is known.
        """
        if not KEBAB.fullmatch(subject):
            return self._covers_file(subject, folder)
        if subject in self.claims:
            return subject not in self.partly
        return not any(self._may_hold(file, subject) for file in self._left_out(folder))

    def is_of_all(self) -> bool:
        """Whether nothing was left unread of the claims files, nor of others beside them."""
        folders = dict.fromkeys(str(Path(file).parent) for file in self.project.files)
        return not self.unread and not any(any(self._left_out(Path(folder))) for folder in folders)

    def may_name(self, file: str, article: str) -> bool:
        """Whether a claims file that cannot be read in full may name the article at that place."""
        try:
            return Path(article).name.encode() in self.project.tree.read(file)
        except OSError:
            return True

    def _covers_file(self, path: str, folder: Path) -> bool:
        tree = self.project.tree
        places = {tree.resolve(one) for one in (path, str(folder / path)) if tree.kind(one)}
        examined = self._examined() | (frozenset() if self.unread else self.articles)
        return not places or not places.isdisjoint(examined)

    def _examined(self) -> set[str]:
        """The places of the claims files that were examined in full."""
        return {self.project.tree.resolve(file) for file in self.project.files if file not in self.unread}

    def _left_out(self, folder: Path) -> Iterator[str]:
        """The claims files below a folder that were not examined, or not in full."""
        tree, examined = self.project.tree, self._examined()
        below = list(self.project.files)
        with suppress(UsageError):  # a folder that cannot be listed
            below += map(str, claims_files(folder, tree))
        return (file for file in dict.fromkeys(below) if tree.resolve(file) not in examined)

    def _may_hold(self, file: str, claim_id: str) -> bool:
        """Whether a claims file that was not examined may have the claim; YAML that cannot be read is looked through as text."""
        try:
            data = self.project.tree.read(file)
        except OSError:
            return True
        return re.search(rb"""\bid["']?\s*:\s*["']?%s["']?\s*(?:[,}#\r\n]|\Z)""" % claim_id.encode(), data) is not None
