"""The command that lists what is waived: waivers."""

from argparse import Namespace

from claimcheck.checked import as_data
from claimcheck.cli.main import Surroundings
from claimcheck.cli.project import exit_of, tell_problems
from claimcheck.cli.ruleset import ruleset_of
from claimcheck.config import Settings
from claimcheck.errors import FINDINGS
from claimcheck.gate import waivers_of
from claimcheck.project import Project
from claimcheck.reports.base import counted
from claimcheck.reports.plain import plain, plain_json
from claimcheck.rules.facts import AppliedWaiver, WaiverFault

_STATES = {
    WaiverFault.NONE: "in use",
    WaiverFault.INCOMPLETE: "without reason or rule",
    WaiverFault.EXPIRED: "expired",
    WaiverFault.UNUSED: "hides nothing",
    WaiverFault.UNKNOWN: "not known to hide anything",
    WaiverFault.UNWAIVABLE: "cannot be waived",
}


def waivers(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """List every waiver of the claims and their articles, with its state today; 1 where a claims file or the lock cannot be read."""
    ruleset = ruleset_of(settings)
    project = Project.at(arguments.paths, settings.lock, around.tree)
    tell_problems(project.claims.problems)
    if project.lock_error:
        around.tell(plain(str(project.lock_error)))
    code = FINDINGS if project.lock_error else exit_of(project)
    listed = waivers_of(project, ruleset, around.today)
    if arguments.format == "json":
        around.out.write(plain_json([_record(*one) for one in listed], indent=2) + "\n")
        return code
    for claim, applied in listed:
        around.out.write(_line(claim, applied) + "\n")
    beside = " in what could be read" if code else ""
    around.tell(f"{counted(len(listed), 'waiver')}{beside}")
    return code


def _line(claim: str | None, applied: AppliedWaiver) -> str:
    waiver, where = applied.waiver, applied.waiver.location
    until = f" until {waiver.until.isoformat()}" if waiver.until else ""
    by = f" by {waiver.by}" if waiver.by else ""
    told = f"{waiver.rule or 'no rule'} {_STATES[applied.fault]}{until}{by}: {waiver.reason or 'no reason'}"
    return plain(f"{where.path}:{where.line}:{where.column}: {f'{claim}: ' if claim else ''}{told}")


def _record(claim: str | None, applied: AppliedWaiver) -> dict[str, object]:
    waiver = applied.waiver
    told = {name: as_data(getattr(waiver, name)) for name in ("reason", "until", "by")}
    return {"claim_id": claim, "rule": waiver.rule, "state": _STATES[applied.fault], **told, **as_data(waiver.location)}
