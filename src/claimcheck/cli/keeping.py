"""Keeping the report of a check: the state of all it rests on is observed before it is read, and again at the end."""

from argparse import Namespace
from pathlib import Path

from claimcheck.claimfile import ClaimSet
from claimcheck.cli.main import Surroundings
from claimcheck.cli.observed import Unsure, settings_files
from claimcheck.cli.recall import Basis, Told
from claimcheck.config import Settings
from claimcheck.lockfile import lock_path_for
from claimcheck.reports import FORMATS


class Keeping:
    """What one check will be kept by; it keeps nothing where the command, or the state of a file, does not allow it."""

    def __init__(self, arguments: Namespace, settings: Settings, around: Surroundings) -> None:
        self._memory = None if _has_plugins(arguments, settings) else around.memory
        self._before: list[bytes] = []
        self._basis = Basis([], [], [])
        if self._memory:
            self._basis = Basis(_files(arguments, settings, around), list(map(str, arguments.paths)), [])
            self._observe(self._basis)

    def opens_articles_of(self, claims: ClaimSet) -> None:
        """The articles that these claims name are read next."""
        if self._memory:
            named = ((claim.location.path, claim.article) for claim in claims)
            pairs = ((path, article.path) for path, article in named if article and article.path)
            self._basis.articles = list(dict.fromkeys(pairs))
            self._observe(Basis([], [], self._basis.articles))

    def keep(self, told: Told) -> None:
        """Keep what was told, unless anything has changed meanwhile."""
        if self._memory:
            self._memory.keep(self._basis, self._before, told)

    def _observe(self, part: Basis) -> None:
        try:
            self._before += [self._memory.observe(part)] if self._memory else []
        except (Unsure, OSError):
            self._memory = None


def _has_plugins(arguments: Namespace, settings: Settings) -> bool:
    """Whether somebody else's code has a part in the report: what it rests on cannot be known."""
    formats = (arguments.format, settings.format, *(name for name, _ in arguments.output or ()))
    return bool(settings.rules_plugins) or any(name not in FORMATS for name in formats if name)


def _files(arguments: Namespace, settings: Settings, around: Surroundings) -> list[str]:
    """Every file besides claims and articles that the check may read: settings, the lock, the baseline, a policy."""
    lock = lock_path_for(arguments.paths, settings.lock)
    named = (arguments.baseline, settings.baseline, arguments.policy, settings.policy)
    written = [name for name in named if name]
    home = (settings.config_file or Path()).parent
    beside = [str(home / name) for name in written]
    config = [arguments.config] if arguments.config else []
    return [*settings_files(str(around.folder)), *config, str(lock), *written, *beside]
