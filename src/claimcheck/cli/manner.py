"""How strictly a house checks: the catalogue's defaults, changed by a policy pack, changed by the settings."""

from importlib import import_module
from pathlib import Path

from claimcheck.config import Settings
from claimcheck.errors import UsageError
from claimcheck.policies import BUILT_IN, PolicyPack, read_policy
from claimcheck.rules import BUILT_IN as BUILT_IN_RULES
from claimcheck.rules import RuleBook
from claimcheck.rules.severities import Severities
from claimcheck.thresholds import DEFAULTS, Thresholds
from claimcheck.values import frozen


@frozen
class House:
    """Which rules there are, what they hold claims to, and how much each matters."""

    thresholds: Thresholds
    severities: Severities
    rules: RuleBook = BUILT_IN_RULES


def house_of(settings: Settings, policy: str | None = None) -> House:
    """The settings' house; `policy` (a flag) goes before the setting. Raises `UsageError`."""
    book = book_of(settings)
    pack = _pack(settings, policy, book)
    thresholds = DEFAULTS.changed(pack.thresholds) if pack else DEFAULTS
    by_path = tuple(
        (glob, {_code(rule, glob, book): severity for rule, severity in rules.items()})
        for glob, rules in settings.severity
    )
    severities = Severities(pack.severities if pack else {}, by_path)
    return House(thresholds.changed(settings.thresholds), severities, book)


def book_of(settings: Settings) -> RuleBook:
    """The rules, with those of the plug-ins that the settings name. Raises `UsageError` for one that does not load or fit."""
    if not settings.rules_plugins:
        return BUILT_IN_RULES
    # By name: it reads the metadata of installed packages, which no other check waits for.
    book: RuleBook = import_module("claimcheck.rules.plugins").load_rules(settings.rules_plugins)
    return book


def beside_settings(settings: Settings, path: str | None) -> str | None:
    """A path of the settings: as it stands where that exists, else from the folder of the settings file."""
    if path is None or settings.config_file is None or Path(path).exists():
        return path
    return str(settings.config_file.parent / path)


def pack_of(settings: Settings, policy: str | None = None) -> PolicyPack | None:
    """The policy pack that is chosen, None without one. Raises `UsageError` where there is no such pack."""
    return _pack(settings, policy, book_of(settings))


def _pack(settings: Settings, policy: str | None, book: RuleBook) -> PolicyPack | None:
    if policy is not None:
        return read_policy(policy, book.code_of)
    name = settings.policy
    if name is None:
        return None
    return read_policy(name if name in BUILT_IN else beside_settings(settings, name) or name, book.code_of)


def _code(rule: str, glob: str, book: RuleBook) -> str:
    code = book.code_of(rule)
    if code is None:
        raise UsageError(f"severity: {glob}: there is no rule {rule!r}; `claimcheck rule` lists the rules")
    return code
