"""Which claims changed between two states of a project, and a report of those alone. Pure: the caller brings the content.

A claim counts with everything its verdict rests on: its record, the lock's entries for it, and the article's sentences that
its quote stands in. Places in files do not count, so lines that move change nothing. Where a state cannot be read, its
claims count as changed: too much is checked, never too little.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from attrs import evolve, frozen

from claimcheck.articles.anchors import AnchorOutcome, Place, locate
from claimcheck.articles.article import reader_for
from claimcheck.articles.base import Article
from claimcheck.claimfile import ClaimSet
from claimcheck.claimfile.read import combine, read_content
from claimcheck.errors import UnreadableArticleError
from claimcheck.lockfile import CitationCheck, Lock, LockError, SearchRecord, parse_lock
from claimcheck.model import Claim, Finding, Quote, Report, Skip
from claimcheck.rules.facts import Cited, LockIndex
from claimcheck.rules.files import StaleLock

Content = Callable[[str], bytes | None]
"""A file's bytes by its path as the user gave it; None where there is none."""


@frozen
class Changes:
    """Ids of the claims that changed and of those that did not, and the paths of the files that changed.

    A claims file whose article changed is among the files.
    """

    claims: frozenset[str]
    unchanged: frozenset[str]
    files: frozenset[str]

    def concern(self, one: Finding | Skip) -> bool:
        """Whether something in a report is about what changed."""
        if one.claim_id in self.claims:
            return True
        return one.claim_id not in self.unchanged and one.path in self.files


def changes(files: Iterable[str], lock_path: str, before: Content, now: Content) -> Changes:
    """Compare two states of claims files, their lock and their articles."""
    paths, sentences = list(files), _Sentences()
    old, new = (_State(paths, lock_path, content, sentences) for content in (before, now))
    was, seen = old.by_id(), new.by_id()
    changed = frozenset(claim_id for claim_id, what in seen.items() if was.get(claim_id) != what)
    different = {path for path in (*paths, lock_path) if before(path) != now(path)}
    for claims_path, article in {*old.articles(), *new.articles()}:
        if before(article) != now(article):
            different |= {claims_path, article}
    return Changes(changed, frozenset(seen) - changed, frozenset(different))


def only_changed(report: Report, changed: Changes) -> Report:
    """The report of what changed; a claim without an id goes with its file."""
    kept = [finding for finding in report.findings if changed.concern(finding)]
    return Report(
        verdicts=tuple(one for one in report.verdicts if _concerns(one.claim, changed)),
        findings=tuple(_hinted(kept, report.findings)),
        skips=tuple(filter(changed.concern, report.skips)),
        waived=tuple(filter(changed.concern, report.waived)),
    )


def _concerns(claim: Claim, changed: Changes) -> bool:
    return claim.id in changed.claims or (not claim.id and claim.location.path in changed.files)


def _hinted(kept: Iterable[Finding], everything: Iterable[Finding]) -> Iterator[Finding]:
    """The gate says only once how stale citations are mended; where that finding is left out, the next one says it."""
    stale = (finding.hint for finding in everything if finding.code == StaleLock.code and finding.claim_id)
    hint = next(stale, "")
    for finding in kept:
        is_stale = finding.code == StaleLock.code and finding.claim_id is not None
        yield evolve(finding, hint=hint) if is_stale else finding
        hint = "" if is_stale else hint


_Problem = tuple[str, str]


@frozen
class _Seen:
    """All that a claim's verdict rests on, as a value to compare."""

    claim: Claim
    cited: tuple[Cited, ...]
    checks: dict[str, CitationCheck]
    search: SearchRecord | None
    sentences: tuple[str, ...]


class _State:
    """A project at one time."""

    def __init__(self, paths: list[str], lock_path: str, content: Content, sentences: "_Sentences") -> None:
        self.content, self.sentences = content, sentences
        self.claims = _claims(paths, content)
        self.index = _index(content(lock_path), lock_path)

    def by_id(self) -> dict[str, list[_Seen | _Problem]]:
        """What is known of each claim, what is wrong with its record too; two with one id stand together."""
        found: dict[str, list[_Seen | _Problem]] = {}
        for problem in self.claims.problems:
            if problem.claim_id:
                found.setdefault(problem.claim_id, []).append((problem.code, problem.message))
        for claim in self.claims:
            if claim.id:
                found.setdefault(claim.id, []).append(self._seen(claim))
        return found

    def _seen(self, claim: Claim) -> _Seen:
        path = _article_path(claim)
        return _Seen(
            claim,
            tuple(map(self.index.cited, claim.citations)),
            dict(self.index.lock.citations.get(claim.id, {})),
            self.index.lock.searches.get(claim.id),
            self.sentences.of(claim.quote, path, self.content(path)) if claim.quote and path else (),
        )

    def articles(self) -> Iterator[tuple[str, str]]:
        """The paths of claims files and of the article each names."""
        for claim in self.claims:
            if path := _article_path(claim):
                yield claim.location.path, path


def _claims(paths: Iterable[str], content: Content) -> ClaimSet:
    files = ((path, content(path)) for path in paths)
    return combine([read_content(data, path) for path, data in files if data is not None])


def _index(data: bytes | None, path: str) -> LockIndex:
    try:
        return LockIndex(Lock() if data is None else parse_lock(data, path))
    except LockError:
        return LockIndex(Lock(), unreadable=True)


def _article_path(claim: Claim) -> str:
    """The article's path as the gate shows it; "" for a claim of no article."""
    written = claim.article.path if claim.article else None
    return str(Path(claim.location.path).parent / written) if written else ""


class _Sentences:
    """The sentences that quotes stand in; what both states have the same is read once."""

    def __init__(self) -> None:
        self._articles: dict[tuple[str, bytes], Article | str] = {}
        self._found: dict[tuple[str, bytes, Quote], tuple[str, ...]] = {}

    def of(self, quote: Quote, path: str, data: bytes | None) -> tuple[str, ...]:
        """How the quote stands and the sentences around each of its places; or why the article cannot be read."""
        if data is None:
            return ("no article",)
        key = (path, data, quote)
        if key not in self._found:
            article = self._article(path, data)
            self._found[key] = ("unreadable", article) if isinstance(article, str) else _around(article, quote)
        return self._found[key]

    def _article(self, path: str, data: bytes) -> Article | str:
        if (path, data) not in self._articles:
            try:
                self._articles[path, data] = reader_for(path)(data, path)
            except UnreadableArticleError as error:
                self._articles[path, data] = str(error)
        return self._articles[path, data]


def _around(article: Article, quote: Quote) -> tuple[str, ...]:
    found = locate(article, quote)
    nearest = (found.nearest,) if found.nearest and found.outcome is AnchorOutcome.NOT_FOUND else ()
    return (found.outcome.value, *(_sentences_at(article, place) for place in (*found.places, *nearest)))


def _sentences_at(article: Article, place: Place) -> str:
    first, last = article.sentence_at(place.start), article.sentence_at(max(place.start, place.end - 1))
    text = article.text[first.start if first else place.start : last.end if last else place.end]
    return " ".join(text.split())
