"""How strictly a house checks: the catalogue's defaults, changed by a policy pack, changed by the settings."""

from pathlib import Path

from claimcheck.config import Settings
from claimcheck.errors import UsageError
from claimcheck.policies import BUILT_IN, PolicyPack, read_policy
from claimcheck.rules import code_of
from claimcheck.rules.severities import Severities
from claimcheck.thresholds import DEFAULTS, Thresholds
from claimcheck.values import frozen


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


def _pack(settings: Settings, policy: str | None) -> PolicyPack | None:
    if policy is not None:
        return read_policy(policy, code_of)
    name = settings.policy
    if name is None:
        return None
    return read_policy(name if name in BUILT_IN else beside_settings(settings, name) or name, code_of)


def _code(rule: str, glob: str) -> str:
    code = code_of(rule)
    if code is None:
        raise UsageError(f"severity: {glob}: there is no rule {rule!r}; `claimcheck rule` lists the rules")
    return code
