"""The command that shows policy packs: policy."""

from argparse import Namespace

from claimcheck.cli.main import Surroundings
from claimcheck.cli.ruleset import book_of
from claimcheck.config import Settings
from claimcheck.policies import BUILT_IN, PolicyEntry, PolicyPack, read_policy
from claimcheck.reports.plain import plain


def policy(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """List the built-in packs, or show one."""
    book = book_of(settings)
    if arguments.action == "list":
        for name in BUILT_IN:
            pack = read_policy(name, book.code_of)
            around.out.write(f"{name:<10} {pack.title}: {pack.standard}\n")
    else:
        around.out.write(_shown(read_policy(arguments.name, book.code_of)))
    return 0


def _shown(pack: PolicyPack) -> str:
    head = [f"{pack.name}: {pack.title}", f"Standard: {pack.standard}"]
    head += [f"Compiled {pack.compiled} from {pack.source}"] if pack.source else []
    lines = [line for entry in pack.entries for line in _entry_lines(entry)]
    return "".join(f"{line}\n" for line in [*map(plain, (*head, pack.notice, "")), *lines])


def _entry_lines(entry: PolicyEntry) -> list[str]:
    sets = [entry.severity] if entry.severity else []
    sets += [f"{field.replace('_', '-')} = {_value(value)}" for field, value in entry.thresholds.items()]
    section = f" ({entry.section})" if entry.section else ""
    return [plain(f"{entry.code} {entry.rule}: {', '.join(sets)}"), f"    {plain(entry.why + section)}"]


def _value(value: object) -> str:
    return ", ".join(f"{key} {held}" for key, held in value.items()) if isinstance(value, dict) else str(value)
