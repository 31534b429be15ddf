"""The baseline: findings that were there when a project began, so that only new ones fail. It only ratchets down.

An entry is a claim's id, a rule's code, the claim's statement without regard to case and spacing, and what the finding is about: the
work as it is cited, the quote, the waiver; lines may move. Entries of former versions do not say what they are about: each lists any
finding of its rule on the claim, and is told (CC905) to be written anew. A finding that belongs to no claim has its path, from the project's folder, in place of the id; one about a sentence of an article (CC102) has its message,
which quotes the sentence, in place of the statement.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePath
from typing import Any

from attrs import asdict, evolve, frozen

from claimcheck.errors import UsageError
from claimcheck.files import exclusive, write_atomically
from claimcheck.model import Finding, Report
from claimcheck.tree import DISK, Tree, has_mark

BASELINE_NAME = "claimcheck-baseline.json"
FORMAT = "claimcheck-baseline/1"
_OF_A_KIND = re.compile(r" \((?:efficacy|safety|mechanism|definition|prevalence|comparison|recommendation)\):(?= \")")
"""What messages about sentences said before of a claim's kind, as older baselines have it."""
OF_SENTENCES = ("CC102",)
NEVER = ("CC001", "CC002", "CC904", "CC905")
"""Claims that cannot be read are not checked, and the baseline must not hide what speaks of itself."""


@frozen
class Entry:
    """One known finding; two findings of one rule on one claim are two entries."""

    claim: str
    rule: str
    statement: str = ""
    about: str = ""

    def listed_in(self, entries: Counter["Entry"]) -> "Entry | None":
        """The entry of a list that is left for it: itself, else one that does not say what it is about."""
        return next((one for one in (self, evolve(self, about="")) if entries[one] > 0), None)


@frozen
class Baseline:
    """Entries with how often each occurs; `path` is where they were read."""

    entries: Mapping[Entry, int]
    path: str = BASELINE_NAME
    folder: str = ""
    """The project's, which paths count from."""

    def lists(self, rule: str) -> bool:
        """Whether it has an entry for the rule with this code."""
        return any(entry.rule == rule for entry in self.entries)

    def sift(
        self, findings: Iterable[Finding], statements: Mapping[str, str], was_examined: Callable[[str, Path], bool]
    ) -> tuple[list[Finding], list[Finding], list[str]]:
        """What is listed, what is new, and what is to be told of entries: that they no longer occur, or do not say what they are about. `statements` are keyed by claim id; `was_examined`
        tells of a claim or file, and the baseline's folder, whether all was looked at: an entry of another is neither.
        """
        left = Counter({entry: number for entry, number in self.entries.items() if entry.rule not in NEVER})
        known: list[Finding] = []
        new: list[Finding] = []
        told: list[str] = []
        for finding in findings:
            entry = entry_of(finding, statements, self.folder)
            listed = entry.listed_in(left)
            (new if listed is None else known).append(finding)
            if listed is not None:
                left[listed] -= 1
                told += [f"{entry.claim}: {entry.rule} is listed for whatever it finds, now {entry.about!r}"] * (
                    listed != entry
                )
        gone = (entry for entry in left.elements() if was_examined(entry.claim, Path(self.path).parent))
        shown = (
            f"{one.claim}: {one.rule} no longer occurs for {one.about or one.statement!r}"
            for one in sorted(gone, key=_order)
        )
        return known, new, [*told, *shown]

    def unexamined(self, was_examined: Callable[[str, Path], bool]) -> Counter[Entry]:
        """The entries of claims and files of which not all was looked at."""
        folder = Path(self.path).parent
        return Counter({one: number for one, number in self.entries.items() if not was_examined(one.claim, folder)})


def _order(entry: Entry) -> tuple[str, str, str, str]:
    return entry.claim, entry.rule, entry.statement, entry.about


def entry_of(finding: Finding, statements: Mapping[str, str], folder: str) -> Entry:
    """The entry that would list a finding; paths count from the folder."""
    subject = finding.claim_id or _place(finding.path, folder)
    statement = statements.get(finding.claim_id, "") if finding.claim_id else ""
    if finding.code in OF_SENTENCES:
        statement = finding.message
    return Entry(subject, finding.code, *(" ".join(text.casefold().split()) for text in (statement, finding.about)))


def _place(path: str, folder: str) -> str:
    """A path from a folder, however it was written."""
    whole = os.path.normpath(Path(path).absolute())
    inside = whole if PurePath(whole).is_relative_to(folder) else os.path.realpath(path)
    return PurePath(os.path.relpath(inside, folder)).as_posix()


def _folder_of(path: str | Path, tree: Tree) -> str:
    """The project's folder of a baseline: the nearest upward with a project's mark, else its own."""
    own = Path(tree.resolve(str(path))).parent
    return str(next((one for one in (own, *own.parents) if has_mark(str(one), tree)), own))


def read_baseline(path: str | Path, tree: Tree = DISK) -> Baseline:
    """The baseline of a file. Raises `UsageError` for one that is missing or is no baseline."""
    try:
        document = json.loads(tree.read(str(path)).decode("utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{path}: cannot read the baseline: {error.strerror or error}") from error
    except RecursionError:
        raise UsageError(f"{path}: the baseline is nested too deeply to be one") from None
    except ValueError as error:  # of JSON, of UTF-8, of a number with too many digits
        raise UsageError(f"{path}: the baseline is not JSON: {error}") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise UsageError(f"{path}: this is no baseline of the format {FORMAT}")
    try:
        entries = Counter(_entry(item) for item in document["known"])
    except (KeyError, TypeError) as error:
        why = f"{error.args[0]} is missing" if isinstance(error, KeyError) else error
        raise UsageError(f"{path}: the baseline is damaged ({why}); restore it from version control") from error
    return Baseline(entries, str(path), _folder_of(path, tree))


def _entry(item: Any) -> Entry:
    fields = {name: item[name] for name in ("claim", "rule", "statement")} | {"about": item.get("about", "")}
    if not all(isinstance(value, str) for value in fields.values()):
        raise TypeError("an entry is not text")
    if fields["rule"] in OF_SENTENCES:
        fields["statement"] = _OF_A_KIND.sub(":", fields["statement"], count=1)
    return Entry(**fields)


def write_baseline(
    path: str | Path, report: Report, *, grow: bool = True, unexamined: Counter[Entry] | None = None
) -> tuple[int, int]:
    """List what the report found, and what a baseline that is there lists of what was not examined; returns how many entries that is,
    and how many were left out: what it does not list already, unless it may `grow`.

    Sorted, one entry a line: the same findings give the same bytes. Whole or not at all. Raises `EditError`.
    """
    statements = {verdict.claim.id: verdict.claim.statement for verdict in report.verdicts}
    folder = _folder_of(path, DISK)
    listed = (finding for finding in (*report.findings, *report.known) if finding.code not in NEVER)
    found = Counter(entry_of(finding, statements, folder) for finding in listed)
    kept = found if grow or not Path(path).exists() else _listed(found, Counter(read_baseline(path).entries))
    entries = sorted((kept | (unexamined or Counter())).elements(), key=_order)
    records = ({name: value for name, value in asdict(one).items() if value or name != "about"} for one in entries)
    lines = ",\n".join(f"    {json.dumps(record, ensure_ascii=False)}" for record in records)
    known = f"[\n{lines}\n  ]" if lines else "[]"
    with exclusive(path):
        write_atomically(path, f'{{\n  "format": "{FORMAT}",\n  "known": {known}\n}}\n'.encode())
    return len(entries), (found - kept).total()


def _listed(found: Counter[Entry], before: Counter[Entry]) -> Counter[Entry]:
    """What of the found is listed already."""
    kept: Counter[Entry] = Counter()
    for entry in found.elements():
        listed = entry.listed_in(before)
        if listed is not None:
            before[listed] -= 1
            kept[entry] += 1
    return kept
