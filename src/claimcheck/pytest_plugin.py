"""``pytest --claimcheck``: each claim is a test item, which fails where the gate finds something against it.

pytest loads this module in every project that has claimcheck installed, so it imports nothing of claimcheck until the
option is given.
"""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from claimcheck.config import Settings
    from claimcheck.model import Finding, Report

_FILE = "the file itself"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare ``--claimcheck`` and ``--claimcheck-path``."""
    options = parser.getgroup("claimcheck")
    options.addoption(
        "--claimcheck", action="store_true", help="check the sources of health claims too, an item a claim"
    )
    options.addoption(
        "--claimcheck-path",
        action="append",
        metavar="PATH",
        help="a claims file or folder (default: claims; repeatable)",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add an item a claim, before -k and -m choose among the items."""
    if config.getoption("claimcheck"):
        paths = config.getoption("claimcheck_path") or ["claims"]
        items.extend(_items(session, *_check(paths, config.invocation_params.dir)))


def _check(paths: list[str], start: Path) -> tuple["Report", "Settings"]:
    """The gate's report. What a person can mend becomes pytest's own usage error."""
    from claimcheck import errors, gate  # noqa: PLC0415 - as above
    from claimcheck.baseline import read_baseline  # noqa: PLC0415 - as above
    from claimcheck.cli import ruleset  # noqa: PLC0415 - as above
    from claimcheck.config import load_settings  # noqa: PLC0415 - as above
    from claimcheck.examination import Terms  # noqa: PLC0415 - as above
    from claimcheck.project import Project  # noqa: PLC0415 - as above
    from claimcheck.rules import chosen_codes  # noqa: PLC0415 - as above
    from claimcheck.tree import Recorder  # noqa: PLC0415 - as above

    try:
        tree = Recorder()
        settings = load_settings(os.environ, start=start, tree=tree)
        held_to = ruleset.ruleset_of(settings, tree=tree)
        listed = ruleset.beside_settings(settings, settings.baseline, tree)
        report = gate.report_on(
            Project.at(paths, settings.lock, tree),
            Terms(dt.date.today(), held_to.thresholds, held_to.rules),
            chosen_codes(settings.select, settings.ignore, held_to.rules),
            held_to.severities,
            read_baseline(listed, tree) if listed else None,
        )
    except errors.ClaimcheckError as error:
        raise pytest.UsageError(f"claimcheck: {error}") from None
    return report, settings


def _items(session: pytest.Session, report: "Report", settings: "Settings") -> Iterator["ClaimItem"]:
    """One item a claim, and one for each file with trouble that belongs to no readable claim."""
    lines = {
        (verdict.claim.location.path, verdict.claim.id): verdict.claim.location.line for verdict in report.verdicts
    }
    found: dict[tuple[str, str], list[Finding]] = {key: [] for key in lines}
    for finding in report.findings:
        if finding.severity.reaches(settings.fail_on):
            found.setdefault((finding.path, finding.claim_id or _FILE), []).append(finding)
    files: dict[str, ClaimsFile] = {}
    for (path, claim), findings in found.items():
        where = Path(path).absolute()
        parent = files.get(path) or ClaimsFile.from_parent(session, path=where)
        files[path] = parent
        line = lines.get((path, claim)) or (findings[0].line if findings else None) or 1
        yield ClaimItem.from_parent(parent, name=claim, line=line, findings=tuple(findings))


class ClaimsFile(pytest.File):
    """The claims file above its claims. The gate has read it already."""

    def collect(self) -> list[pytest.Item]:
        return []


class UnsourcedError(Exception):
    """A claim that the gate holds against the author."""


class ClaimItem(pytest.Item):
    """A claim; it fails with what the gate found against it."""

    def __init__(self, *, line: int, findings: tuple["Finding", ...], **others: object) -> None:
        super().__init__(**others)  # type: ignore[arg-type]  # pytest's own keywords, passed on
        self.line, self.findings = line, findings

    def runtest(self) -> None:
        if self.findings:
            raise UnsourcedError("\n".join(map(_told, self.findings)))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:  # noqa: ARG002
        return str(excinfo.value)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.line - 1, self.name


def _told(finding: "Finding") -> str:
    from claimcheck.reports.plain import plain  # noqa: PLC0415 - as above

    hint = f"\n  hint: {plain(finding.hint)}" if finding.hint else ""
    return f"{plain(finding.path)}:{finding.line or 1}:{finding.column or 1}: {finding.code} {plain(finding.message)}{hint}"
