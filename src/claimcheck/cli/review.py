"""The command that opens the review: in a browser, or in the terminal."""

import sys
import threading
from argparse import Namespace
from collections.abc import Iterable
from contextlib import AbstractContextManager, ExitStack, closing, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.catalogs.base import Catalog
from claimcheck.claimfile import load_claims
from claimcheck.cli.extras import require
from claimcheck.cli.judges import judge_of
from claimcheck.cli.main import Surroundings
from claimcheck.cli.project import open_desk, person
from claimcheck.cli.pubmed import asks_mirror, open_catalog, open_mirror
from claimcheck.cli.ruleset import ruleset_of
from claimcheck.config import Settings
from claimcheck.decisions.journal import Journal
from claimcheck.errors import CouldNotAskError, UsageError
from claimcheck.identifiers import Pmid
from claimcheck.lockfile import lock_path_for
from claimcheck.model import FetchResult, Query, Search
from claimcheck.registry import PUBMED
from claimcheck.review.settings import ReviewSettings
from claimcheck.user_folders import cache_folder

if TYPE_CHECKING:
    from claimcheck.review.desk import Desk

_BROWSER = ("starlette", "uvicorn", "jinja2")
_TERMINAL = ("textual",)


def review(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Open the review and serve it until it is ended."""
    require("review", *(_TERMINAL if arguments.terminal else _BROWSER))
    if arguments.terminal and not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        raise UsageError("--terminal shows the review and reads keys in a terminal, and this is none: leave it out")
    with closing(_Catalogs(settings, around)) as catalogs:
        desk = _desk(arguments, settings, catalogs, around)
        if arguments.terminal:
            from claimcheck.review.terminal import run  # noqa: PLC0415 - textual is optional and slow to load

            run(desk)
        else:
            _serve(desk, arguments, around)
    return 0


def _serve(desk: "Desk", arguments: Namespace, around: Surroundings) -> None:
    from claimcheck.review.server import PASSWORD, Place, serve  # noqa: PLC0415 - the web server is optional

    tell = partial(print, file=around.out, flush=True)
    place = Place(arguments.host, arguments.port, around.environment.get(PASSWORD, ""))
    serve(desk, place, tell, open_browser=not arguments.no_browser)


def _desk(arguments: Namespace, settings: Settings, catalogs: "_Catalogs", around: Surroundings) -> "Desk":
    from claimcheck.review.desk import Desk  # noqa: PLC0415 - after it is known that what it needs is there

    paths = [arguments.path]
    if load_claims(paths).files:  # a path that does not exist is told before anything is served
        open_desk(Namespace(paths=paths), settings, around)
    of_review = ReviewSettings(
        paths=tuple(map(Path, paths)),
        lock_path=lock_path_for(paths, settings.lock, files=load_claims(paths).files),
        reviewer=person(settings, around),
        open_catalog=catalogs.open,
        load_judge=lambda: judge_of(arguments, settings, around),
        ruleset=ruleset_of(settings),
    )
    return Desk(of_review, Journal(Path(cache_folder())))


class _Catalogs:
    """Who is asked for papers, opened once and kept open until the review ends; several threads may ask."""

    def __init__(self, settings: Settings, around: Surroundings) -> None:
        self._settings, self._around = settings, around
        self._lock = threading.Lock()
        self._kept = ExitStack()
        self._opened: dict[bool, Catalog] = {}

    def open(self, offline: bool) -> AbstractContextManager[Catalog]:
        """The catalogue, or with True what is kept of it on this machine."""
        with self._lock:
            if offline not in self._opened:
                self._opened[offline] = self._kept.enter_context(self._open(offline))
            return nullcontext(self._opened[offline])

    def close(self) -> None:
        """End what is under way."""
        self._kept.close()

    def _open(self, offline: bool) -> AbstractContextManager[Catalog]:
        if offline and asks_mirror(self._settings):
            return open_mirror(self._settings, self._around)
        if offline and self._settings.catalog != PUBMED:
            return nullcontext(_Nothing())
        return open_catalog(self._settings, self._around, anew=False, offline=offline)


class _Nothing:
    """What is kept of a plug-in's catalogue: nothing."""

    name = "nothing"

    def search(self, query: Query, limit: int = 50) -> Search:  # noqa: ARG002 - the door's shape
        """Nobody is asked."""
        raise CouldNotAskError("nobody is asked here")

    def fetch(self, pmids: Iterable[Pmid | str | int]) -> FetchResult:
        """Nothing is held."""
        return FetchResult(not_asked={Pmid.parse(pmid): "not asked yet" for pmid in pmids})
