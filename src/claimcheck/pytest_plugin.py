"""``pytest --claimcheck``: each claim is a test item, which fails where the gate finds something against it.

``pytest claims/page.yaml::claim-id`` runs one of them again, with the option or without. pytest loads this module in every project
that has claimcheck installed, so it imports nothing of claimcheck until claims are asked for.
"""

import datetime as dt
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from claimcheck.config import Settings
    from claimcheck.model import Finding, Report, Skip
    from claimcheck.project import Project

_FILE = "the file itself"
_CHECKED = pytest.StashKey[dict[tuple[str, ...], "Checked"]]()
_IS_OURS = re.compile(rb"^claimcheck\s*:", re.MULTILINE)
_MOST_READ = 65536


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


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "ClaimsFile | None":
    """The claims of a file that was named, such as ``claims/page.yaml::claim-id``."""
    if file_path.suffix.lower() not in (".yaml", ".yml") or not parent.session.isinitpath(file_path):
        return None
    wanted = parent.config.getoption("claimcheck") or _is_ours(file_path)
    return ClaimsFile.from_parent(parent, path=file_path) if wanted else None


def _is_ours(file: Path) -> bool:
    """Whether a file says that it holds claims: other plug-ins' tests are YAML too."""
    try:
        with file.open("rb") as opened:
            return _IS_OURS.search(opened.read(_MOST_READ)) is not None
    except OSError:
        return False


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add an item a claim, before -k and -m choose among the items; where claims files were named, those are all."""
    if config.getoption("claimcheck") and not any(isinstance(item, ClaimItem) for item in items):
        for path in checked(config, _paths(config)).files():
            items.extend(ClaimsFile.from_parent(session, path=path).collect())


def _paths(config: pytest.Config) -> tuple[str, ...]:
    return tuple(config.getoption("claimcheck_path") or ["claims"])


def checked(config: pytest.Config, paths: tuple[str, ...]) -> "Checked":
    """The gate's report on these paths, made once a session. What a person can mend becomes pytest's own usage error."""
    made = config.stash.setdefault(_CHECKED, {})
    if paths not in made:
        made[paths] = Checked(*_check(list(paths), config.invocation_params.dir))
    return made[paths]


def _check(paths: list[str], start: Path) -> tuple["Report", "Settings", "Project"]:
    from claimcheck import errors, gate  # noqa: PLC0415 - as above
    from claimcheck.cli import ruleset  # noqa: PLC0415 - as above
    from claimcheck.config import load_settings  # noqa: PLC0415 - as above
    from claimcheck.project import Project  # noqa: PLC0415 - as above
    from claimcheck.tree import Recorder  # noqa: PLC0415 - as above

    try:
        tree = Recorder()
        settings = load_settings(os.environ, start=start, tree=tree)
        held_to = ruleset.ruleset_of(settings, tree=tree)
        project = Project.at(paths, settings.lock, tree)
        known = gate.baseline_at(held_to.baseline, tree)
        report = gate.report_on(project, held_to, dt.date.today(), known)
    except errors.ClaimcheckError as error:
        raise pytest.UsageError(f"claimcheck: {error}") from None
    return report, settings, project


class Checked:
    """A report by claims file: each claim with its line and what is held against it, and trouble that belongs to no readable claim.

    What is found in an article is told of each claims file that names it; in another file, such as the lock, of the first one.
    """

    def __init__(self, report: "Report", settings: "Settings", project: "Project") -> None:
        places = [(one.claim.location.path, one.claim.id, one.claim.location.line) for one in report.verdicts]
        self.lines = {(path, claim): line for path, claim, line in places}
        self.found: dict[tuple[str, str], list[Finding | Skip]] = {key: [] for key in self.lines}
        held: list[Finding | Skip] = [one for one in report.findings if one.severity.reaches(settings.fail_on)]
        naming, first = _articles(project), project.files[:1]
        for one in (*held, *(report.skips if settings.require_complete else ())):
            for file in [one.path] if one.path in project.files else naming.get(one.path, first):
                self.found.setdefault((file, one.claim_id or _FILE), []).append(one)

    def files(self) -> list[Path]:
        """The claims files, in their order."""
        return list(dict.fromkeys(Path(path).absolute() for path, _ in self.found))

    def of(self, file: Path) -> Iterator[tuple[str, int, tuple["Finding | Skip", ...]]]:
        """The items of a file: name, line, and what was found."""
        for (path, claim), findings in self.found.items():
            if Path(path).absolute() == file:
                line = self.lines.get((path, claim)) or (findings[0].line if findings else None) or 1
                yield claim, line, tuple(findings)


def _articles(project: "Project") -> dict[str, dict[str, None]]:
    """The claims files that name an article, by its path."""
    named: dict[str, dict[str, None]] = {}
    for claim in (*project.claims, *project.claims.invalid):
        if (page := project.page_of(claim)) and page.article:
            named.setdefault(page.article.path, {})[claim.location.path] = None
    return named


class ClaimsFile(pytest.File):
    """The claims file above its claims: as the project's report tells of them, or its own where it lies elsewhere."""

    def collect(self) -> list[pytest.Item]:
        """An item a claim."""
        start = self.config.invocation_params.dir
        paths = _paths(self.config)
        inside = any((start / path) in (self.path, *self.path.parents) for path in paths)
        report = checked(self.config, paths if inside else (str(self.path),))
        return [
            ClaimItem.from_parent(self, name=name, line=line, findings=found)
            for name, line, found in report.of(self.path)
        ]


class UnsourcedError(Exception):
    """A claim that the gate holds against the author."""


class ClaimItem(pytest.Item):
    """A claim; it fails with what the gate found against it."""

    def __init__(self, *, line: int, findings: tuple["Finding | Skip", ...], **others: object) -> None:
        super().__init__(**others)  # type: ignore[arg-type]  # pytest's own keywords, passed on
        self.line, self.findings = line, findings

    def runtest(self) -> None:
        if self.findings:
            raise UnsourcedError("\n".join(map(_told, self.findings)))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:  # noqa: ARG002
        return str(excinfo.value)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.line - 1, self.name


def _told(one: "Finding | Skip") -> str:
    from claimcheck.model import Skip  # noqa: PLC0415 - as above
    from claimcheck.reports.plain import plain  # noqa: PLC0415 - as above

    place = f"{plain(one.path)}:{one.line or 1}:{one.column or 1}"
    if isinstance(one, Skip):
        return f"{place}: could not be checked (require-complete): {plain(one.reason)}"
    hint = f"\n  hint: {plain(one.hint)}" if one.hint else ""
    return f"{place}: {one.code} {plain(one.message)}{hint}"
