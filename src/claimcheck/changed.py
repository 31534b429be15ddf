"""Which claims changed between two states of a project.

A claim counts with everything its verdict rests on: its record, the lock's entries for it, how its quote stands in the
article, and the waivers written there. Places do not count, so that lines that move change nothing, nor does a claim that
moves to another file or an article that is renamed. Of a claim that is gone counts what the article still says of it. Where a state cannot be read, its claims count as changed: too much is
checked, never too little.
"""

from collections.abc import Iterable

from attrs import evolve, frozen

from claimcheck.articles.article import article_bytes
from claimcheck.articles.whereabouts import article_path
from claimcheck.errors import UnreadableArticleError
from claimcheck.lockfile import SearchRecord
from claimcheck.model import Claim, Finding, Skip
from claimcheck.project import Project
from claimcheck.rules.cited import Cited, LockIndex
from claimcheck.rules.drift_denials import disowned
from claimcheck.rules.facts import QuoteFacts

Content = bytes | str | None
"""What a file holds, or why it cannot be read."""
_Spot = tuple[str, int | None, int | None]


@frozen
class Changes:
    """Ids of the claims that changed and of those that did not, the paths of the files that changed, and the claims files
    that have to be examined for them; `left` are the sentences of articles, by path, line and column, in which the quotes of deleted claims stand.
    """

    claims: frozenset[str]
    unchanged: frozenset[str]
    files: frozenset[str]
    examined: frozenset[str]
    left: frozenset[_Spot] = frozenset()

    def concern(self, one: Finding | Skip | Claim) -> bool:
        """Whether something is about what changed; a claim without an id goes with its file."""
        claim_id, path = (one.id or None, one.location.path) if isinstance(one, Claim) else (one.claim_id, one.path)
        if claim_id in self.claims or (isinstance(one, Finding) and (path, one.line, one.column) in self.left):
            return True
        return claim_id not in self.unchanged and path in self.files

    def also(self, project: Project, files: Iterable[str]) -> "Changes":
        """These, and all that is in claims files of a project of which a state cannot be read."""
        unread = tuple(files)
        claims = {claim.id for file in unread for claim in project.content(file).claims if claim.id}
        paths = {*unread, *(path for file in unread for path, _ in _articles(project, file))}
        return evolve(
            self,
            claims=self.claims | claims,
            unchanged=self.unchanged - claims,
            files=self.files | paths,
            examined=self.examined | frozenset(unread),
        )


def changes(old: Project, new: Project) -> Changes:
    """Compare two states of a project."""
    for file in new.files:
        if file in old.files and _content(old, file) == _content(new, file):
            old.take(new.content(file))
    was, now = _State(old), _State(new)
    same = {file for file in now.files if was.files.get(file) == now.files[file]}
    touched = now.files.keys() - same
    before = was.seen(was.files.keys() - same)
    after = now.seen(touched)
    changed = {claim_id for claim_id, what in after.items() if before.get(claim_id) != what}
    by_lock = _of_lock(old, new, same) if was.lock != now.lock else {}
    touched |= by_lock.keys()
    changed |= {claim_id for ids in by_lock.values() for claim_id in ids}
    everything = {claim.id for claim in new.claims if claim.id}
    left = _left(old, new, was.files.keys() - same)
    return Changes(
        frozenset(changed),
        frozenset(everything - changed),
        frozenset(_different(was, now)),
        frozenset(now.that_share_articles_with(touched, {path for path, *_ in left})),
        left,
    )


def _left(old: Project, new: Project, files: Iterable[str]) -> frozenset[_Spot]:
    """The sentences of now in which quotes of claims stand that were in these files before and are nowhere now, under no other id either."""
    known = {claim.id or claim.statement for claim in new.claims}
    gone = [one for file in files for one in old.content(file).claims if (one.id or one.statement) not in known]
    recorded = {_quoted(new, claim) for claim in new.claims} if gone else set()
    found = set[_Spot]()
    for claim in gone:
        page = new.page_of(claim)
        if page and page.article and _quoted(new, claim) not in recorded:
            for start, _ in new.quote_of(claim)[1]:
                sentence = page.article.sentence_at(start)
                where = sentence.location if sentence else page.article.position(start)
                found.add((where.path, where.line, where.column))
    return frozenset(found)


def _quoted(project: Project, claim: Claim) -> tuple[str, str]:
    """The article of a claim and the words that it records there."""
    page = project.page_of(claim)
    return page.place if page else "", claim.quote.exact if claim.quote else claim.statement


_Problem = tuple[str, str]


@frozen
class _Seen:
    """All that a claim's verdict rests on, as a value to compare."""

    claim: Claim
    cited: tuple[Cited, ...]
    search: SearchRecord | None
    quote: QuoteFacts | None
    taken_back: tuple[str, str] | None


@frozen
class _File:
    """A claims file's content and that of the articles it names, by their paths."""

    content: Content
    articles: tuple[tuple[str, Content], ...]


class _State:
    """A project with the content of its files."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.files = {file: _File(_content(project, file), _articles(project, file)) for file in project.files}
        self.lock = _content(project, str(project.lock_path))

    def contents(self) -> dict[str, Content]:
        """Every file with what it holds."""
        articles = {path: content for file in self.files.values() for path, content in file.articles}
        return {**articles, **{path: file.content for path, file in self.files.items()}}

    def seen(self, files: Iterable[str]) -> dict[str, list[_Seen | _Problem]]:
        """What is known of each claim, what is wrong with its record too; two with one id stand together."""
        found: dict[str, list[_Seen | _Problem]] = {}
        for content in map(self.project.content, sorted(files)):
            for problem in content.problems:
                if problem.claim_id:
                    found.setdefault(problem.claim_id, []).append((problem.code, problem.message))
            for claim in content.claims:
                if claim.id:
                    found.setdefault(claim.id, []).append(_seen(self.project, claim))
        return found

    def that_share_articles_with(self, files: Iterable[str], articles: Iterable[str]) -> set[str]:
        """These claims files, and those that name an article of theirs or one of these: where no quote stands is known of them all."""
        named = {*articles, *(path for file in files for path, _ in self.files[file].articles)}
        return {*files, *(path for path, file in self.files.items() if named & dict(file.articles).keys())}


def _seen(project: Project, claim: Claim) -> _Seen:
    index, quote = project.index, project.quote_of(claim)[0]
    article = evolve(claim.article, path=None) if claim.article else None
    taken_back = disowned(quote.wording, claim.statement) if quote and quote.wording else None
    if quote and quote.wording:
        quote = evolve(quote, wording=evolve(quote.wording, around=""))
    cited = tuple(index.cited(citation, claim) for citation in claim.citations)
    return _Seen(evolve(claim, article=article), cited, index.lock.search_of(claim), quote, taken_back)


def _of_lock(old: Project, new: Project, files: Iterable[str]) -> dict[str, set[str]]:
    """The claims of files that are the same, about which the lock says something else; by their files."""
    found: dict[str, set[str]] = {}
    for claim in (claim for file in files for claim in new.content(file).claims if claim.id):
        if _in_lock(old.index, claim) != _in_lock(new.index, claim):
            found.setdefault(claim.location.path, set()).add(claim.id)
    return found


def _in_lock(index: LockIndex, claim: Claim) -> tuple[object, ...]:
    return (index.lock.search_of(claim), *(index.cited(citation, claim) for citation in claim.citations))


def _different(was: _State, now: _State) -> set[str]:
    """The files that hold something else than before, and the claims files of such articles; a renamed file does not."""
    before, after = was.contents(), now.contents()
    gone = {content for path, content in before.items() if path not in after}
    found = {
        path for path, content in after.items() if (content != before[path] if path in before else content not in gone)
    }
    found |= {path for path, file in now.files.items() if found & dict(file.articles).keys()}
    emptied = (name for name in found & now.files.keys() if not now.project.content(name).claims)
    found |= {path for name in tuple(emptied) for path, _ in now.files[name].articles}
    return found | ({str(now.project.lock_path)} if was.lock != now.lock else set())


def _content(project: Project, path: str) -> Content:
    try:
        return project.tree.read(path)
    except OSError as error:
        return error.strerror or str(error)


def _articles(project: Project, file: str) -> tuple[tuple[str, Content], ...]:
    content = project.content(file)
    claims = (*content.claims, *content.invalid)
    named = dict.fromkeys(claim.article.path for claim in claims if claim.article and claim.article.path)
    return tuple(_article(project, file, written) for written in named)


def _article(project: Project, file: str, written: str) -> tuple[str, Content]:
    shown = written
    try:
        shown = str(article_path(file, written, project.tree))
        return shown, article_bytes(shown, project.tree)
    except UnreadableArticleError as error:
        return shown, str(error)
