"""`check --fix`: what is mechanical is mended in the claims files, and what is left is reported."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path

from claimcheck.cli.main import Surroundings
from claimcheck.cli.outputs import unified
from claimcheck.cli.streams import write_bytes_alike
from claimcheck.errors import EditError, UsageError
from claimcheck.files import exclusive, write_atomically
from claimcheck.fixes import applied
from claimcheck.model import Finding, Report
from claimcheck.project import Project
from claimcheck.reports.plain import plain
from claimcheck.tree import Overlay, Tree

_ROUNDS = 20
"""Of mending and checking again: what one fix uncovers another may mend. Each round mends something, or is the last."""


def fixed(
    project: Project,
    report: Report,
    again: Callable[[Project], Report],
    around: Surroundings,
    *,
    only_show: bool,
) -> tuple[Project, Report]:
    """The project as it is now and its report, mended or, where it is only shown, untouched. Raises `EditError` where a file was changed meanwhile."""
    before, mended, told = project, dict[str, bytes](), list[Finding]()
    after, left = project, report
    for _ in range(_ROUNDS):
        changed = dict(_mended(after, left))
        if not changed:
            break
        told += [finding for finding in left.findings if finding.fix]
        mended |= changed
        after = Project(project.files, project.lock_path, Overlay(before.tree, mended))
        left = again(after)
    if only_show:
        _show(before.tree, mended, around)
        return project, report
    for path, data in mended.items():
        _write(path, before.tree.read(path), data)
    for finding in told:
        _tell(finding, around)
    return after, left


def refuse_elsewhere(arguments: Namespace) -> None:
    """What is not on the disk cannot be mended there. Raises `UsageError`."""
    if not arguments.fix:
        raise UsageError("--diff shows what --fix would change: give both")
    others = {"--staged": arguments.staged, "- (standard input)": "-" in arguments.paths}
    for name, is_given in others.items():
        if is_given:
            raise UsageError(f"--fix changes files on the disk: leave out {name}")


def _mended(project: Project, report: Report) -> Iterator[tuple[str, bytes]]:
    """Each file that can be mended, with its new bytes."""
    paths = dict.fromkeys(finding.path for finding in report.findings if finding.fix)
    for path in paths:
        before = project.tree.read(path)
        after = applied(before, [one.fix for one in report.findings if one.fix and one.path == path])
        if after != before:
            yield path, after


def _write(path: str, before: bytes, after: bytes) -> None:
    """Put the mended file in its place while nobody else writes there."""
    with exclusive(path):
        if Path(path).read_bytes() != before:
            raise EditError(f"{path} was changed meanwhile, and is left as it is: try again")
        write_atomically(path, after)


def _show(tree: Tree, mended: dict[str, bytes], around: Surroundings) -> None:
    write_bytes_alike(around.out)
    for path, data in mended.items():
        around.out.write(unified(path, tree.read(path).decode("utf-8"), data.decode("utf-8")))


def _tell(finding: Finding, around: Surroundings) -> None:
    where = f"{finding.path}:{finding.line}:{finding.column}"
    title = finding.fix.title if finding.fix else ""
    print(plain(f"mended {finding.code} at {where}: {title}"), file=around.err)
