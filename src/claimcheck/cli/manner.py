"""How strictly a house checks: the catalogue's defaults, changed by a policy pack, changed by the settings."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.config import Settings
from claimcheck.errors import UsageError
from claimcheck.rules import code_of
from claimcheck.rules.severities import Severities
from claimcheck.thresholds import DEFAULTS, Thresholds
from claimcheck.values import frozen

if TYPE_CHECKING:
    from claimcheck.policies import PolicyPack


@frozen
class House:
    """What the rules hold claims to, and how much each matters."""

    thresholds: Thresholds
    severities: Severities


def house_of(settings: Settings, policy: str | None = None) -> House:
    """The settings' house; `policy` (a flag) goes before the setting. Raises `UsageError`."""
    pack = _pack(settings, policy)
    thresholds = DEFAULTS.changed(pack.thresholds) if pack else DEFAULTS
    by_path = tuple(
        (glob, {_code(rule, glob): severity for rule, severity in rules.items()}) for glob, rules in settings.severity
    )
    severities = Severities(pack.severities if pack else {}, by_path)
    return House(thresholds.changed(settings.thresholds), severities)


def beside_settings(settings: Settings, path: str | None) -> str | None:
    """A path of the settings: as it stands where that exists, else from the folder of the settings file."""
    if path is None or settings.config_file is None or Path(path).exists():
        return path
    return str(settings.config_file.parent / path)


def _pack(settings: Settings, policy: str | None) -> "PolicyPack | None":
    """The pack that is named. Its reader is loaded by name, for most houses name none."""
    if policy is None and settings.policy is None:
        return None
    policies = import_module("claimcheck.policies")
    name = policy or settings.policy
    if policy is None and name not in policies.BUILT_IN:
        name = beside_settings(settings, name) or name
    pack: PolicyPack = policies.read_policy(name, code_of)
    return pack


def _code(rule: str, glob: str) -> str:
    code = code_of(rule)
    if code is None:
        raise UsageError(f"severity: {glob}: there is no rule {rule!r}; `claimcheck rule` lists the rules")
    return code
