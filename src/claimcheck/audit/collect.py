"""What goes into a pack: the project's files as they are, and what they come to, as data and as a page."""

import datetime as dt
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import frozen

from claimcheck import __version__
from claimcheck.articles.whereabouts import project_folder
from claimcheck.checked import as_data
from claimcheck.errors import UsageError
from claimcheck.git import Commit
from claimcheck.lockfile import dump_lock
from claimcheck.model import Claim, ClaimVerdict, Report
from claimcheck.policies import PolicyPack
from claimcheck.project import Project
from claimcheck.rules.severities import Severities
from claimcheck.thresholds import Thresholds
from claimcheck.tree import Seen, Tree

FILES = "files/"
"""Where the project's own files lie in a pack."""

Json = dict[str, Any]
_OF_CITATION = ("stance", "passage", "passage_from", "added", "reviewed")
_OF_PACK = ("name", "title", "standard", "compiled", "source")
"""Fields that are told as they are."""


@frozen
class Decision:
    """Something that somebody decided, or a machine proposed: `what` in a word, about which claim and work."""

    date: dt.date | None
    by: str
    what: str
    claim_id: str
    about: str


@frozen
class Audit:
    """What a pack tells. `history` are the commits that touched the files, None where there is no git; `lock` is the evidence lock as JSON."""

    date: dt.date
    report: Report
    lock: Json
    files: Mapping[str, bytes]
    decisions: tuple[Decision, ...]
    history: tuple[Commit, ...] | None
    policy: PolicyPack | None
    thresholds: Thresholds
    severities: Severities

    @property
    def about(self) -> Json:
        """What the manifest says of the whole."""
        return {"date": self.date.isoformat(), "claimcheck": __version__, "summary": self.report.summary()}

    def parts(self) -> dict[str, bytes]:
        """The parts that are data, and the project's files."""
        made = {
            "claims.json": [{**one.claim.to_dict(), "status": one.status.value} for one in self.report.verdicts],
            "evidence.json": self._evidence(),
            "searches.json": self.lock.get("searches", {}),
            "decisions.json": {"decisions": self.decisions, "history": self.history},
            "findings.json": self.report.to_dict(),
            "policy.json": self._policy(),
        }
        data = {name: _dumped(as_data(value)) for name, value in made.items()}
        return data | {f"{FILES}{name}": content for name, content in self.files.items()}

    def _evidence(self) -> Json:
        cited = {str(paper.pmid) for one in self.report.verdicts for paper in one.papers if paper}
        papers = {pmid: record for pmid, record in self.lock.get("papers", {}).items() if pmid in cited}
        told = {key: self.lock.get(key, {}) for key in ("unknown", "not_asked")}
        return {"papers": papers, "citations": [*citations_of(self.report, self.lock)], **told}

    def _policy(self) -> Json:
        return {
            "claimcheck": __version__,
            "pack": {name: getattr(self.policy, name) for name in _OF_PACK} if self.policy else None,
            "thresholds": self.thresholds,
            "severities": {"everywhere": self.severities.everywhere, "by_path": self.severities.by_path},
        }


def citations_of(report: Report, lock: Json) -> Iterator[Json]:
    """Each citation with its passage, the passage's SHA-256, and what the desk found out about it."""
    for verdict in report.verdicts:
        checks = lock.get("citations", {}).get(verdict.claim.id, {})
        for citation, paper in papers_of(verdict):
            keys = (citation.pmid, paper.pmid if paper else None, citation.doi, citation.pmcid)
            passage = citation.passage
            yield {
                **{name: getattr(citation, name) for name in _OF_CITATION},
                "claim_id": verdict.claim.id,
                "work": citation.label,
                "record": str(paper.pmid) if paper else None,
                "passage_sha256": sha256(passage.encode()).hexdigest() if passage else None,
                "abstract_sha256": paper.abstract_sha256 if paper else None,
                "checked": next((checks[key] for key in keys if key and key in checks), None),
            }


def decisions_of(claims: Sequence[Claim]) -> tuple[Decision, ...]:
    """Who decided what and when, as the claims files say; by day, those without one first."""
    found = [one for claim in claims for one in _of_claim(claim)]
    return tuple(sorted(found, key=lambda one: (one.date or dt.date.min, one.claim_id, one.what, one.about, one.by)))


def _of_claim(claim: Claim) -> Iterator[Decision]:
    for cited in claim.citations:
        stance = f"{cited.label}{f' as {cited.stance}' if cited.stance else ''}"
        for signed, what in ((cited.added, "added"), (cited.reviewed, "reviewed")):
            if signed:
                yield Decision(signed.date, signed.by, what, claim.id, stance)
    for one in claim.rejected:
        why = f"PMID {one.pmid}{f': {one.reason}' if one.reason else ''}"
        yield Decision(one.date, one.by, "rejected", claim.id, why)
    if claim.searched:
        yield Decision(claim.searched.date, claim.searched.by, "searched in vain", claim.id, claim.searched.note)
    for waiver in claim.waivers:
        until = f" until {waiver.until.isoformat()}" if waiver.until else ""
        yield Decision(None, waiver.by, "waived", claim.id, f"{waiver.rule}{until}: {waiver.reason}")


def latest_day(claims: Sequence[Claim], lock: Json) -> dt.date | None:
    """The latest day that the files tell of, on which something was decided, searched or asked; None where they tell of none."""
    days = [one.date for one in decisions_of(claims) if one.date]
    days += [dt.date.fromisoformat(one) for one in _days(lock)]
    return max(days, default=None)


def _days(value: object, key: str = "") -> Iterator[str]:
    """Days of the program's own work in a lock: `revised` and the dates of notices are PubMed's."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _days(one, str(name)) if name != "notices" else ()
    elif isinstance(value, list):
        for one in value:
            yield from _days(one)
    elif key in ("date", "checked") and isinstance(value, str):
        yield value


def at_home(project: Project) -> Project:
    """The same project as it is called from its own folder, so that it does not matter where it lies, or how its paths were given."""
    paths = [*project.files, str(project.lock_path)]
    places = [_place(path, project.tree) for path in paths]
    root = os.path.commonpath([project_folder(str(Path(places[0]).parent), project.tree), *places])
    *files, lock = (Path(place).relative_to(root).as_posix() for place in places)
    return Project(files, lock, Seen(root, project.tree))


def _place(path: str, tree: Tree) -> str:
    """The path from the root, links to folders followed: a link to a file is a file of the folder that it lies in."""
    return str(Path(tree.resolve(str(Path(path).parent))) / Path(path).name)


def files_of(project: Project) -> dict[str, bytes]:
    """The claims files, the lock and the articles that can be read, by their paths. Raises `UsageError` for a file that cannot be read."""
    articles = [page.article.path for one in project.claims if (page := project.page_of(one)) and page.article]
    lock = [str(project.lock_path)] if project.tree.kind(str(project.lock_path)) else []
    try:
        return {path: project.tree.read(path) for path in dict.fromkeys([*project.files, *lock, *articles])}
    except OSError as error:
        raise UsageError(f"{error.filename} cannot be read: {error.strerror}") from None


def lock_of(project: Project) -> Json:
    """The lock as JSON. Raises `LockError`."""
    found: Json = json.loads(dump_lock(project.lock))
    return found


def _dumped(value: object) -> bytes:
    return json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True).encode("utf-8", "backslashreplace") + b"\n"


def papers_of(verdict: ClaimVerdict) -> Iterator[tuple[Any, Any]]:
    """Each citation with its record, None where none is known."""
    yield from zip(verdict.claim.citations, verdict.papers or (None,) * len(verdict.claim.citations), strict=True)
