"""The evidence pack: audit, and audit --verify."""

from argparse import Namespace
from hashlib import sha256
from pathlib import Path

from claimcheck.audit.archive import MOST_BYTES, Pack, packed, unpacked
from claimcheck.audit.collect import FILES, Audit, at_home, decisions_of, files_of, latest_day, lock_of
from claimcheck.audit.page import page
from claimcheck.cli.main import Surroundings
from claimcheck.cli.outputs import refuse_sources
from claimcheck.cli.project import tell_problems
from claimcheck.cli.ruleset import pack_of, ruleset_of
from claimcheck.config import Settings
from claimcheck.errors import CLEAN, FINDINGS, UsageError
from claimcheck.files import write_atomically
from claimcheck.gate import baseline_at, report_on
from claimcheck.git import Commit, Repository
from claimcheck.project import Project
from claimcheck.reports.plain import plain


def audit(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Write a pack, or verify one: 1 where something of it cannot be read, it is not as it was packed, or no longer what the project holds."""
    if arguments.verify:
        return _verify(arguments, settings, around)
    project = at_home(Project.at(arguments.paths or ["claims"], settings.lock, around.tree))
    tell_problems(project.claims.problems)
    made = _audit(project, arguments, settings, around)
    data = packed({**made.parts(), "index.html": page(made)}, made.about)
    if len(data) > MOST_BYTES:
        raise UsageError(
            f"the pack would have {len(data):,} bytes; one may have {MOST_BYTES:,}: pack parts of the project"
        )
    packed_files = (project.tree.resolve(path) for path in made.files)
    refuse_sources([arguments.output], "packed", around.tree, packed_files)
    write_atomically(arguments.output, data)
    claims = len(made.report.verdicts)
    around.show(plain(f"{arguments.output}: {claims} claim{'s' * (claims != 1)} as of {made.date.isoformat()}"))
    around.show(f"sha256 {sha256(data).hexdigest()}")
    articles = [read for one in project.claims if (read := project.page_of(one))]
    missing = dict.fromkeys(read.problem for read in articles if read.article is None)
    for problem in missing:
        around.tell(f"the pack lacks an article: {plain(problem)}")
    return FINDINGS if missing or project.claims.problems else CLEAN


def _audit(project: Project, arguments: Namespace, settings: Settings, around: Surroundings) -> Audit:
    lock = lock_of(project)
    history = _history(project)
    date = arguments.date or latest_day(project.claims.claims, lock)
    if date is None:
        raise UsageError("neither the claims nor the lock tell a day: give the pack's own with --date YYYY-MM-DD")
    ruleset = ruleset_of(settings, arguments.policy, around.tree)
    report = report_on(project, ruleset, date, baseline_at(ruleset.baseline, around.tree))
    decisions = decisions_of([one.claim for one in report.verdicts])
    policy = pack_of(settings, ruleset.rules, arguments.policy)
    return Audit(
        date, report, lock, files_of(project), decisions, history, policy, ruleset.thresholds, ruleset.severities
    )


def _history(project: Project) -> tuple[Commit, ...] | None:
    """The commits of the claims files and the lock; None without git."""
    paths = [project.tree.resolve(one) for one in (*project.files, str(project.lock_path))]
    try:
        return Repository.around(Path(paths[0]).parent).history(paths)
    except UsageError:
        return None


# --- verifying ----------------------------------------------------------------------------------------------------


def _verify(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    data = _read(arguments.verify)
    pack = unpacked(data)
    since = _since(pack, arguments, settings, around) if arguments.paths and not pack.faults else []
    for line in (*pack.faults, *since):
        around.show(plain(line))
    if not pack.faults:
        around.show(plain(f"{arguments.verify} is as it was packed on {pack.manifest.get('date')}"))
    around.show(f"sha256 {sha256(data).hexdigest()}")
    return FINDINGS if pack.faults or since else CLEAN


def _read(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from None


def _since(pack: Pack, arguments: Namespace, settings: Settings, around: Surroundings) -> list[str]:
    """What the project's files are now, beside what was packed."""
    now = files_of(at_home(Project.at(arguments.paths, settings.lock, around.tree)))
    before = {name.removeprefix(FILES): data for name, data in pack.parts.items() if name.startswith(FILES)}
    told = dict.fromkeys(before.keys() - now.keys(), "is no longer there")
    told |= dict.fromkeys(now.keys() - before.keys(), "is new since")
    told |= {name: "was changed since" for name in now.keys() & before.keys() if now[name] != before[name]}
    return [f"{name}: {what}" for name, what in sorted(told.items())]
