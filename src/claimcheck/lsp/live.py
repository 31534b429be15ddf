"""The project as it stands on the screen: the files on the disk, and over them the text of those that are open."""

import datetime as dt
import os
from collections import UserDict
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from attrs import field, frozen

from claimcheck.baseline import read_baseline
from claimcheck.claimfile.load import claims_files, is_claims_file
from claimcheck.claimfile.read import FileContent
from claimcheck.gate import report_on
from claimcheck.lockfile import lock_path_for
from claimcheck.lsp.kept import Examinations
from claimcheck.lsp.lines import split
from claimcheck.model import Claim, Report
from claimcheck.project import Page, Project
from claimcheck.rules.ruleset import Ruleset
from claimcheck.tree import DISK, Overlay

UNREADABLE = "CC001"


@frozen
class Manner:
    """What is checked and how strictly: what flags and settings decide."""

    paths: tuple[str, ...] = ("claims",)
    lock: str | None = None
    ruleset: Ruleset = field(factory=Ruleset)


class Texts(UserDict[str, bytes]):
    """What is open, by the file's place from the root; asked by any path that means it."""

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and bool(self.data) and os.path.realpath(path) in self.data

    def __getitem__(self, path: str) -> bytes:
        return self.data[os.path.realpath(path)]


class LiveProject:
    """The claims files of the current folder with their lock and articles; `report` is what the latest check found."""

    def __init__(self, manner: Manner) -> None:
        self.texts = Texts()
        self.report = Report()
        self._examinations = Examinations(lambda file: split(self.text(file)))
        self._day = dt.date.min
        self.follow(manner)

    def follow(self, manner: Manner) -> None:
        """Check in this manner from now on, with every file read anew."""
        self.manner = manner
        self.open()

    def open(self) -> None:
        """Look anew which claims files there are, and read all of them."""
        tree = Overlay(DISK, self.texts)
        there = [path for path in self.manner.paths if tree.kind(path)]
        found = [str(file) for file in claims_files(there, tree)] if there else []
        lock = lock_path_for(there or self.manner.paths, self.manner.lock, tree, found)
        unsaved = self._unsaved(found)
        files = sorted([*found, *unsaved], key=lambda file: Path(file).parts) if unsaved else found
        self.project = Project(files, lock, tree)
        listed = self.manner.ruleset.baseline
        self.baseline = read_baseline(listed, tree) if listed else None
        self._places = {os.path.realpath(file): file for file in self.project.files}
        self._examinations.forget()

    def _unsaved(self, found: Sequence[str]) -> list[str]:
        """Claims files that are open and on no disk yet."""
        known = {os.path.realpath(file) for file in found}
        folders = [Path(os.path.realpath(path)) for path in self.manner.paths]
        new = (place for place in self.texts if is_claims_file(place) and place not in known)
        return [os.path.relpath(one) for one in new if any(Path(one).is_relative_to(folder) for folder in folders)]

    def put(self, path: str, text: str) -> None:
        """A file is open and reads so."""
        place = os.path.realpath(path)
        is_new = place not in self.texts.data and is_claims_file(place) and place not in self._places
        self.texts.data[place] = text.encode("utf-8", "surrogatepass")
        self.open() if is_new else self.changed(path)

    def close(self, path: str) -> None:
        """A file is open no more: the disk tells what it holds."""
        self.texts.data.pop(os.path.realpath(path), None)
        self.changed(path)

    def knows(self, path: str) -> bool:
        """Whether a file is one whose change concerns nothing but what it holds: a claims file, an article, the lock."""
        place = os.path.realpath(path)
        lock = os.path.realpath(self.project.lock_path)
        return place in self._places or place in self.texts.data or place == lock or self.page(path) is not None

    def changed(self, path: str) -> None:
        """A file reads otherwise than it did; one that is open reads as it is on the screen."""
        place = os.path.realpath(path)
        self.project.forget(self._places.get(place, path))
        if place == os.path.realpath(self.project.lock_path):
            self._examinations.forget()

    def check(self) -> Report:
        """The report of what is on the screen."""
        if self._day != dt.date.today():
            self._examinations.forget()
        self._day, examine = dt.date.today(), self._examinations.examine
        self.report = report_on(self.project, self.manner.ruleset, self._day, self.baseline, examine=examine)
        return self.report

    # --- what a file is ----------------------------------------------------------------------------------------------

    def content(self, path: str) -> FileContent | None:
        """A claims file of the project; None for any other file."""
        file = self._places.get(os.path.realpath(path))
        return self.project.content(file) if file else None

    def page(self, path: str) -> Page | None:
        """An article that a claims file names; None for any other file."""
        place = os.path.realpath(path)
        pages = (self.project.page_of(claim) for claim in self.claims())
        return next((page for page in pages if page and page.place == place), None)

    def claims(self) -> Iterator[Claim]:
        """Every claim, with what can be read of those that are invalid, and for a file without claims its article alone."""
        contents = map(self.project.content, self.project.files)
        return chain.from_iterable((*content.claims, *content.invalid) for content in contents)

    def text(self, path: str) -> str:
        """What a file holds, "" where it cannot be read as text."""
        try:
            return self.project.tree.read(path).decode("utf-8-sig", "replace")
        except OSError:
            return ""

    def unreadable(self) -> frozenset[str]:
        """Claims files that no reader makes sense of, such as one in which a line is half typed."""
        problems = ((file, self.project.content(file).problems) for file in self.project.files)
        return frozenset(file for file, found in problems if any(one.code == UNREADABLE for one in found))
