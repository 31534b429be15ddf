"""A project: the claims files, the lock and the articles of a tree of files, each read when it is first asked for.

Every command stands on it. The readers of articles are loaded in `_reading`, when a claims file names an article that is
there.
"""

from collections.abc import Hashable, Iterable, Sequence
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from claimcheck.articles.whereabouts import article_path
from claimcheck.claimfile import ClaimSet, claims_files
from claimcheck.claimfile.load import misnamed, read_file, read_files
from claimcheck.claimfile.read import FileContent, combine, contents_of
from claimcheck.errors import UnreadableArticleError, UsageError
from claimcheck.lockfile import Lock, LockError, lock_path_for
from claimcheck.lockfile.read import lock_in
from claimcheck.model import Claim, Location, Waiver
from claimcheck.nearest import nearest
from claimcheck.rules.cited import LockIndex
from claimcheck.rules.facts import QuoteFacts, QuoteState, Unrecorded
from claimcheck.stretches import apart_from
from claimcheck.tree import DISK, Recorder, Tree

if TYPE_CHECKING:
    from types import ModuleType

    from claimcheck.articles.base import Article
    from claimcheck.rules.ignores import Ignore

PathArgument = str | PathLike[str]
Span = tuple[int, int]
_Stand = tuple[QuoteFacts | None, tuple[Span, ...]]
"""How a quote stands, and the places it takes."""


@frozen(slots=False)
class Page:
    """An article that was read, with the waivers written in it; or why it could not be. `place` is its path from the root."""

    article: "Article | None"
    problem: str = ""
    ignores: "tuple[Ignore, ...]" = ()
    place: str = ""

    @cached_property
    def claims(self) -> tuple[Unrecorded, ...]:
        """The article's sentences that make a claim, as if none were recorded; found when first asked for."""
        return _reading().claims_of(self.article) if self.article else ()

    def waivers_at(self, offset: int) -> tuple[Waiver, ...]:
        """The waivers written in the article that cover a character of it."""
        return tuple(one.waiver for one in self.ignores if one.covers(offset))


class Project:
    """Claims files of a tree with their lock and articles. A `lock` is one, the path of one, or None for the one beside them."""

    def __init__(
        self,
        files: Iterable[str],
        lock: Lock | PathArgument | None = None,
        tree: Tree = DISK,
        contents: Iterable[FileContent] = (),
    ) -> None:
        self.files = tuple(files)
        self.tree = tree if isinstance(tree, Recorder) else Recorder(tree)
        self.folders: tuple[str, ...] = ()
        """Where the files were looked for."""
        self._lock = lock if lock is not None else self._beside()
        self._contents = {content.path: content for content in contents}
        self._pages: dict[tuple[str, str], Page] = {}
        self._read: dict[str, Page] = {}
        self._quotes: dict[Hashable, _Stand] = {}
        self._quotes_before: dict[Hashable, _Stand] = {}

    @classmethod
    def at(
        cls,
        paths: PathArgument | Sequence[PathArgument],
        lock: Lock | PathArgument | None = None,
        tree: Tree = DISK,
        *,
        allow_empty: bool = False,
    ) -> "Project":
        """The project of files and folders. Raises `UsageError` for a missing path, and for no files unless `allow_empty`."""
        given = [Path(paths)] if isinstance(paths, str | PathLike) else [Path(path) for path in paths]
        files = claims_files(given, tree)
        if not files and not allow_empty:
            raise UsageError(f"no claims files in {', '.join(map(str, given)) or 'nothing'}: they end in .yaml or .yml")
        tree = tree if isinstance(tree, Recorder) else Recorder(tree)
        if lock is None and given:
            lock = lock_path_for(given, None, tree, files)
        made = cls(map(str, files), lock, tree)
        made.folders = tuple(path for path in map(str, given) if tree.kind(path) == "folder")
        return made

    @classmethod
    def of(cls, claims: ClaimSet, lock: Lock | PathArgument | None = None) -> "Project":
        """The project of claims that were read, or made, before."""
        contents = contents_of(claims)
        made = cls(claims.files, lock, contents=contents)
        made.files = tuple(content.path for content in contents)
        return made

    def _beside(self) -> Lock | PathArgument:
        return lock_path_for(self.files, None, self.tree, self.files) if self.files else Lock()

    def misnamed(self) -> list[str]:
        """Files in its folders that begin as claims files do, and whose names keep them from being read."""
        return [path for path in misnamed(self.folders, self.tree) if path not in self.files]

    # --- claims ------------------------------------------------------------------------------------------------------

    def read_all(self) -> None:
        """Read every claims file now."""
        left = [file for file in self.files if file not in self._contents]
        self._contents.update((one.path, one) for one in read_files(left, self.tree))

    def take(self, content: FileContent) -> None:
        """Read a claims file no more: this is what it holds."""
        self._contents[content.path] = content

    def content(self, file: str) -> FileContent:
        """One claims file by itself."""
        if file not in self._contents:
            self._contents[file] = read_file(file, self.tree)
        return self._contents[file]

    @property
    def claims(self) -> ClaimSet:
        """All the claims, and what is wrong with them."""
        self.read_all()
        return combine([self._contents[file] for file in self.files])

    def claim(self, claim_id: str) -> Claim:
        """The claim of that id. Raises `UsageError` with the nearest id, or that it may stand in what cannot be read."""
        claims = {claim.id: claim for claim in self.claims}
        if claim_id not in claims:
            if self.claims.problems:
                raise UsageError(f"what could be read of the claims files holds no claim {claim_id!r}")
            begun = [one for one in claims if one.startswith(claim_id)]
            near = begun[0] if len(begun) == 1 else nearest(claim_id, claims)
            raise UsageError(f"there is no claim {claim_id!r}{f'; did you mean {near!r}?' if near else ''}")
        return claims[claim_id]

    def forget(self, path: str) -> None:
        """Read a file anew when it is next asked for, for it was changed; what was made of other files is kept.

        Quotes that nobody has asked for since the last time are let go, so that what is kept does not grow.
        """
        self.tree.forget()
        self._contents.pop(path, None)
        self._pages, self._quotes, self._quotes_before = {}, {}, self._quotes
        place = self.tree.resolve(path)
        for shown in [shown for shown, page in self._read.items() if page.place == place]:
            del self._read[shown]
            self._quotes_before = {}
        if path == str(self.lock_path):
            for kept in ("lock", "lock_error", "is_without_lock", "index"):
                self.__dict__.pop(kept, None)

    # --- the lock ----------------------------------------------------------------------------------------------------

    @property
    def given_lock(self) -> Lock | str:
        """The lock where it was given as one, else its path."""
        return self._lock if isinstance(self._lock, Lock) else str(self._lock)

    @property
    def is_on_disk(self) -> bool:
        """Whether nothing of it was read, or made, before: others who read the files see the same."""
        return not self._contents

    @property
    def lock_path(self) -> Path:
        """Where the lock lies, or would."""
        return Path() if isinstance(self._lock, Lock) else Path(self._lock)

    @cached_property
    def lock(self) -> Lock:
        """What PubMed said. Raises `LockError`."""
        return self._lock if isinstance(self._lock, Lock) else lock_in(self.tree, str(self._lock))

    @cached_property
    def lock_error(self) -> LockError | None:
        """Why the lock cannot be read."""
        try:
            self.lock  # noqa: B018 - reads it
        except LockError as error:
            return error
        return None

    @cached_property
    def is_without_lock(self) -> bool:
        """Whether there is no lock, or none that can be read."""
        return not isinstance(self._lock, Lock) and (self.lock_error is not None or not self.tree.kind(str(self._lock)))

    @cached_property
    def index(self) -> LockIndex:
        """The lock as rules ask it; of one that cannot be read nothing is known."""
        return LockIndex(Lock(), unreadable=True) if self.lock_error else LockIndex(self.lock)

    # --- articles ----------------------------------------------------------------------------------------------------

    def page_of(self, claim: Claim) -> Page | None:
        """The claim's article, or why it cannot be read; None for a claim of no article."""
        if claim.article is None or not claim.article.path:
            return None
        key = (claim.location.path, claim.article.path)
        if key not in self._pages:
            self._pages[key] = self._open(*key)
        return self._pages[key]

    def _open(self, claims_path: str, written: str) -> Page:
        """Read the article unless it lies outside the project, links followed."""
        try:
            shown = article_path(claims_path, written, self.tree)
        except UnreadableArticleError as error:
            return Page(None, str(error))
        path = str(shown)
        if path not in self._read:
            self._read[path] = self._read_page(path)
        self.tree.again(("kind", path), ("read", path))
        return self._read[path]

    def _read_page(self, path: str) -> Page:
        place = self.tree.resolve(path)
        try:
            article, ignores = _reading().read(path, self.tree)
        except UnreadableArticleError as error:
            return Page(None, str(error), place=place)
        return Page(article, "", ignores, place)

    def quote_of(self, claim: Claim) -> _Stand:
        """How the claim's quote stands, None where there is no quote or no article; and the places that the claim takes."""
        key = (claim.location.path, claim.article, claim.quote or claim.statement, claim.attributed_to is None)
        if key not in self._quotes:
            self._quotes[key] = self._quotes_before.get(key) or self._look_up(claim)
        return self._quotes[key]

    def _look_up(self, claim: Claim) -> _Stand:
        page = self.page_of(claim)
        if page is None:
            return None, ()
        if page.article is None:
            why = "the quote could not be checked: the article cannot be read"
            return QuoteFacts(QuoteState.UNCHECKED, reason=why) if claim.quote is not None else None, ()
        facts, places = _reading().look_up(page.article, page.waivers_at, claim)
        return facts, places

    def unrecorded(self, page: Page, recorded: tuple[Span, ...]) -> tuple[Unrecorded, ...]:
        """The sentences of an article that make a claim and in which none of these quotes stands."""
        is_apart = apart_from(recorded)
        return tuple(one for one in page.claims if is_apart(one.start, one.end))

    def going_on(self, page: Page, claims: Iterable[Claim]) -> tuple[Unrecorded, ...]:
        """The words of an article that go on from quotes of these claims, and that none of them has."""
        places = [(claim, span) for claim in claims for span in self.quote_of(claim)[1]]
        return tuple(_reading().going_on(page.article, places)) if page.article else ()


def article_place(claim: Claim) -> Location:
    """Where a claims file names its article."""
    where = claim.article.location if claim.article else Location("")
    return where if where.line is not None else Location(claim.location.path)


def _reading() -> "ModuleType":
    from claimcheck import reading  # noqa: PLC0415 - the readers of articles, of which many claims files name none

    return reading
