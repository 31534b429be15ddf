"""The projects that the documents on the screen lie in. Each is served from its own folder, as if the command were given there."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from attrs import define, field
from lsprotocol.types import Diagnostic

from claimcheck.claimfile.load import claims_files
from claimcheck.errors import UsageError
from claimcheck.lsp.live import LiveProject, Manner
from claimcheck.settings_file import nearest_file


@define(eq=False)
class Home:
    """A project with its folder; `shown` are the findings that the editor was told, by the file's URI. It `is_stale` until the next check."""

    root: Path
    live: LiveProject
    shown: dict[str, list[Diagnostic]] = field(factory=dict)
    is_stale: bool = False

    def enter(self) -> LiveProject:
        """Make its folder the current one, which all its paths start from."""
        os.chdir(self.root)
        return self.live

    def knows(self, path: str) -> bool:
        """Whether the file is one of the project's."""
        return self.enter().knows(path)


class Homes:
    """Those that are served. `paths` are what is checked in each of them, in the manner that the settings of the current folder
    say; `folders` are what the editor has opened.
    """

    def __init__(self, paths: Sequence[str], manner: Callable[[], Manner]) -> None:
        self.paths, self.manner, self.folders = paths, manner, [Path.cwd()]
        self._served: dict[str, Home] = {}
        self._roots: dict[Path, Path] = {}

    def opened(self, folders: Iterable[str]) -> None:
        """These folders are open, and no others; where none is, as before."""
        self.folders = [Path(one) for one in folders if one and Path(one).is_dir()] or self.folders
        self.look_anew()

    def look_anew(self) -> None:
        """Where there are claims is no longer known: files came or went."""
        self._roots = {}

    def of(self, path: str) -> list[Home]:
        """The project that a file lies in, begun where it is not served yet, then the others that know the file."""
        own = self.at(Path(path).parent)
        others = [home for home in self.all() if home is not own and home.knows(path)]
        return [own, *others] if own else others

    def all(self) -> list[Home]:
        """Those whose folder is there."""
        return [home for home in self._served.values() if home.root.is_dir()]

    def at(self, folder: Path) -> Home | None:
        """The project of a folder; None where it lies in none. Raises `ClaimcheckError` for settings that cannot be read, once."""
        root = self._roots.get(folder) or self._root(folder)
        if root is None:
            return None
        self._roots[folder], place = root, os.path.realpath(root)
        if place not in self._served:
            os.chdir(root)
            self._served[place] = Home(root, LiveProject(Manner()))
            self._served[place].live.follow(self.manner())
        return self._served[place]

    def leave(self) -> list[Home]:
        """Serve those no more that no open folder has to do with; what they were."""
        kept = {os.path.realpath(self._root(folder) or folder) for folder in self.folders}
        lies_open = [
            place
            for place in self._served
            if place in kept or any(Path(place).is_relative_to(os.path.realpath(one)) for one in self.folders)
        ]
        return [self._served.pop(place) for place in self._served.keys() - set(lies_open)]

    def _root(self, folder: Path) -> Path | None:
        """The nearest folder upward where there are claims, or settings; else the open folder that holds it, where claims may begin."""
        if not self._relative():
            return self.folders[0]
        above = (folder, *folder.parents)
        settings = nearest_file(folder)
        nearest = (one for one in above if (settings and settings.parent == one) or self._has_claims(one))
        return next(nearest, None) or next((one for one in above if one in self.folders), None)

    def _relative(self) -> list[str]:
        return [path for path in self.paths if not Path(path).is_absolute()]

    def _has_claims(self, folder: Path) -> bool:
        there = [folder / path for path in self._relative() if (folder / path).exists()]
        try:
            return bool(claims_files(there))
        except UsageError:  # a folder that nobody may list
            return False
