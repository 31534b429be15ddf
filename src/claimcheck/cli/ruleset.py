"""What the settings hold claims to: the catalogue's defaults, changed by a policy pack, changed by the settings."""

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from claimcheck.articles.whereabouts import article_path
from claimcheck.config import Settings
from claimcheck.errors import UnreadableArticleError
from claimcheck.project import Project
from claimcheck.rules.registry import BUILT_IN, RuleBook
from claimcheck.rules.ruleset import Ruleset
from claimcheck.rules.selection import code_named
from claimcheck.rules.severities import Severities
from claimcheck.thresholds import DEFAULTS
from claimcheck.tree import DISK, Tree

if TYPE_CHECKING:
    from claimcheck.policies import PolicyPack


def ruleset_of(settings: Settings, policy: str | None = None, tree: Tree = DISK) -> Ruleset:
    """The ruleset of the settings; `policy` (a flag) goes before the setting. Raises `UsageError`."""
    book = book_of(settings)
    pack = pack_of(settings, book, policy, tree)
    thresholds = DEFAULTS.changed(pack.thresholds) if pack else DEFAULTS
    by_path = tuple(
        (glob, {code_named(rule, f"severity: {glob}", book): severity for rule, severity in rules.items()})
        for glob, rules in settings.severity
    )
    folder = os.path.relpath(settings.config_file.parent) if by_path and settings.config_file else ""
    severities = Severities(pack.severities if pack else {}, by_path, folder)
    return Ruleset(
        thresholds.changed(settings.thresholds), severities, book, settings.select, settings.ignore, settings.baseline
    )


def idle_globs(settings: Settings, ruleset: Ruleset, project: Project, baseline: str | None) -> list[str]:
    """A line for each glob of the settings' severities that fits no file of the project, so that they hold nowhere."""
    claims = project.claims
    named = {
        (one.location.path, one.article.path) for one in (*claims, *claims.invalid) if one.article and one.article.path
    }
    articles = []
    for claims_path, written in named:
        with suppress(UnreadableArticleError):
            articles.append(str(article_path(claims_path, written, project.tree)))
    idle = ruleset.severities.idle((*project.files, *articles, str(project.lock_path), baseline or "."))
    where = os.path.relpath(settings.config_file) if settings.config_file else "the settings"
    told = "fits none of the files that were checked, so what it sets holds nowhere; globs count from the folder of the settings"
    return [f"{where}: severity: {glob!r} {told}" for glob in idle]


def book_of(settings: Settings) -> RuleBook:
    """The rules, with those of the plug-ins that the settings name. Raises `UsageError` for one that does not load or fit."""
    if not settings.rules_plugins:
        return BUILT_IN
    from claimcheck.rules.plugins import load_rules  # noqa: PLC0415 - it reads the metadata of installed packages

    return load_rules(settings.rules_plugins)


def beside_settings(settings: Settings, path: str | None, tree: Tree = DISK) -> str | None:
    """A path of the settings: as it stands where that exists, else from the folder of the settings file."""
    if path is None or settings.config_file is None or tree.kind(path):
        return path
    return str(settings.config_file.parent / path)


def pack_of(settings: Settings, book: RuleBook, policy: str | None = None, tree: Tree = DISK) -> "PolicyPack | None":
    """The policy pack that is chosen, None without one. Raises `UsageError` where there is no such pack."""
    name = policy or settings.policy
    if name is None:
        return None
    from claimcheck.policies import BUILT_IN, read_policy  # noqa: PLC0415 - most houses name no pack

    if policy is None and name not in BUILT_IN:
        name = beside_settings(settings, name, tree) or name
    return read_policy(name, book.code_of, tree)
