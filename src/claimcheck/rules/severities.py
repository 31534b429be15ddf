"""How much each rule matters here: a policy pack's word, then the settings', path by path."""

import os
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import PurePath

from attrs import evolve, field, frozen

from claimcheck.checked import given
from claimcheck.model import Finding, Severity


@frozen
class Severities:
    """`everywhere` is a policy's, by code or name of a rule; `by_path` the settings', glob by glob, the last that fits wins. None turns off.

    Globs count from `folder`, "" for the current one.
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
        path = PurePath(os.path.relpath(finding.path, self.folder) if self.folder else finding.path).as_posix()
        for glob, rules in self.by_path:
            if finding.code in rules and _fits(path, glob):
                severity = rules[finding.code]
        if severity is None:
            return None
        return finding if severity is finding.severity else evolve(finding, severity=severity)


def _severities(rules: Mapping[str, Severity | None]) -> Mapping[str, Severity | None]:
    given("Severities: everywhere", rules, Mapping[str, Severity | None])
    return {code: given(f"Severities: {code}", one, Severity | None) for code, one in rules.items()}


def _fits(path: str, glob: str) -> bool:
    """Whether the glob fits the path, or its end: ``claims/old/*`` fits ``/srv/site/claims/old/a.yaml``; `*` crosses folders."""
    return fnmatchcase(path, glob) or fnmatchcase(path, f"*/{glob}")
