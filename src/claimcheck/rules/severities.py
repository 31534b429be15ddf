"""How much each rule matters here: a policy pack's word, then the settings', path by path."""

import os
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from pathlib import PurePath, PurePosixPath

from attrs import evolve, field, frozen

from claimcheck.checked import given
from claimcheck.model import Finding, Severity


@frozen
class Severities:
    """`everywhere` is a policy's, by code or name of a rule; `by_path` the settings', glob by glob, the last that fits wins. None turns off.

    Globs count from `folder`, "" for the current one; one that is a folder's name holds for what is in it.
    """

    everywhere: Mapping[str, Severity | None] = field(factory=dict)
    by_path: tuple[tuple[str, Mapping[str, Severity | None]], ...] = ()
    folder: str = ""

    def __attrs_post_init__(self) -> None:
        by_path = given("Severities: by_path", self.by_path, tuple[tuple[str, Mapping[str, Severity | None]], ...])
        object.__setattr__(self, "everywhere", _severities(self.everywhere))
        object.__setattr__(self, "by_path", tuple((glob, _severities(rules)) for glob, rules in by_path))

    def of(self, finding: Finding) -> Finding | None:
        """The finding with the severity that holds for its path; None where the rule is off there."""
        if finding.code not in self.everywhere and not self.by_path:
            return finding
        severity = self.everywhere.get(finding.code, finding.severity)
        path = self._counted(finding.path)
        for glob, rules in self.by_path:
            if finding.code in rules and _fits(path, glob):
                severity = rules[finding.code]
        if severity is None:
            return None
        return finding if severity is finding.severity else evolve(finding, severity=severity)

    def idle(self, paths: Iterable[str]) -> tuple[str, ...]:
        """The globs that fit none of the paths."""
        counted = {self._counted(path) for path in paths}
        return tuple(glob for glob, _ in self.by_path if not any(_fits(path, glob) for path in counted))

    def _counted(self, path: str) -> str:
        """The path as globs have it."""
        return PurePath(os.path.relpath(path, self.folder) if self.folder else path).as_posix()


def _severities(rules: Mapping[str, Severity | None]) -> Mapping[str, Severity | None]:
    given("Severities: everywhere", rules, Mapping[str, Severity | None])
    return {code: given(f"Severities: {code}", one, Severity | None) for code, one in rules.items()}


def _fits(path: str, glob: str) -> bool:
    """Whether the glob fits the path, or its end, or a folder of it: ``claims/old/*``, ``./claims/old/``, ``old`` and ``claims/**/*.yaml``
    fit ``/srv/site/claims/old/a.yaml``, ``/claims/old`` what lies there from the folder on; `*` crosses folders.
    """
    rooted, meant = f"/{path.removeprefix('/')}", str(PurePosixPath(glob))
    anywhere = meant if meant.startswith("/") else f"*/{meant}"
    told = {one for pattern in (anywhere, anywhere.replace("/**/", "/")) for one in (pattern, f"{pattern}/*")}
    return any(fnmatchcase(rooted, one) for one in told)
