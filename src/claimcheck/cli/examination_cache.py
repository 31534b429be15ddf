"""What examining each claims file came to, kept beside the reports: of many files, a check makes anew what has changed.

A part holds what was asked of the tree while its file was examined, with the answers. All parts of an entry rest on the same
program, lock and terms. Claims and papers are not kept: what needs them reads the claims file.
"""

import io
import pickle
from contextlib import suppress
from typing import Any

from attrs import evolve

from claimcheck.cli.program import are_same
from claimcheck.cli.report_cache import PARTS, Memory, Trail, path_of, read_entry, write_entry
from claimcheck.examination import Examined, Terms, examine
from claimcheck.model import Claim, ClaimVerdict, Paper
from claimcheck.project import Project
from claimcheck.tree import Unsure

_MODULES = ("claimcheck.model.", "claimcheck.rules.", "claimcheck.examination", "claimcheck.identifiers", "datetime")
_Part = tuple[Trail, bytes]
_KEPT = ("claim_id", "status", "sentence", "is_cited", "near", "against")
"""What is kept of a verdict."""


class KeptVerdict(ClaimVerdict):
    """A claim's verdict without the claim, which is read from its file when it is asked for."""

    __slots__ = ("_place", "_project", "claim_id", "is_cited", "sentence")  # near and against are its base's

    _project: Project
    _place: tuple[str, int]

    def __init__(self, project: Project, place: tuple[str, int], kept: tuple[object, ...]) -> None:
        for name, value in zip(("_project", "_place", *_KEPT), (project, place, *kept), strict=True):
            object.__setattr__(self, name, value)  # verdicts are frozen

    @property
    def claim(self) -> Claim:
        """The claim."""
        file, number = self._place
        return self._project.content(file).claims[number]

    @property
    def papers(self) -> tuple[Paper | None, ...]:
        """What the lock holds of its citations."""
        return tuple(self._project.index.cited(one, self.claim).paper for one in self.claim.citations)


class Parts:
    """The parts of a project, under the terms that its files are examined on."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._path = ""
        self._kept: dict[str, _Part] = {}
        self._new: dict[str, _Part] = {}

    def examine(self, project: Project, file: str, terms: Terms) -> Examined:
        """What an earlier check found in the file where that still holds, else what is found now."""
        if not self._path:
            self._open(project, terms)
        kept = self._kept.get(file)
        if kept and self._memory.finds(kept[0]):
            self._new[file] = kept
            return _unpacked(project, file, kept[1])
        return self._examined(project, file, terms)

    def _open(self, project: Project, terms: Terms) -> None:
        held = repr((terms.today, terms.thresholds, terms.with_sentences, str(project.lock_path)))
        self._path = path_of(project.tree.resolve(".").encode(), held.encode(), suffix=PARTS)
        try:
            of_program, stamps, of_lock, kept = read_entry(self._path)
            if of_program == self._memory.program and are_same(stamps) and self._memory.finds(of_lock):
                self._kept = kept
                project.lock_error = None  # only locks that can be read are kept by
        except (OSError, ValueError, EOFError, TypeError):
            return

    def _examined(self, project: Project, file: str, terms: Terms) -> Examined:
        tree = self._memory.tree
        before, tree.asked = tree.asked, {("read", file): None}
        examined = examine(project, file, terms)
        with suppress(Unsure):
            self._new[file] = self._memory.trail(tuple(tree.asked)), _packed(examined)
        before.update(tree.asked)
        tree.asked = before
        return examined

    def keep(self, project: Project) -> None:
        """Keep them, unless all were there already."""
        if self._new == self._kept or project.lock_error:
            return
        try:
            path = str(project.lock_path)
            of_lock = self._memory.trail([("kind", path), ("read", path)])
            write_entry(self._path, (self._memory.program, self._memory.stamps(), of_lock, self._new))
        except (OSError, ValueError, Unsure):
            return


def _packed(examined: Examined) -> bytes:
    verdicts = [tuple(getattr(one, name) for name in _KEPT) for one in examined.verdicts]
    return pickle.dumps((verdicts, evolve(examined, verdicts=())), protocol=5)


def _unpacked(project: Project, file: str, data: bytes) -> Examined:
    verdicts, examined = _Unpickler(io.BytesIO(data)).load()
    made = tuple(KeptVerdict(project, (file, number), one) for number, one in enumerate(verdicts))
    kept: Examined = evolve(examined, verdicts=made)
    return kept


class _Unpickler(pickle.Unpickler):
    """Makes values of ours and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if module.startswith(_MODULES) else None
        if not isinstance(found, type):
            raise ValueError(f"{module}.{name} is no value of ours")
        return found
