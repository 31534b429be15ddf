"""The command that brings quotes up to date with their articles: anchor."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable

from attrs import evolve, frozen

from claimcheck.articles.anchors import Anchor, AnchorOutcome, MatchKind, Place, locate, out_of_context, settled
from claimcheck.articles.base import Article
from claimcheck.claimfile import update_quote
from claimcheck.cli.main import Surroundings
from claimcheck.cli.project import exit_of, tell_problems
from claimcheck.config import Settings
from claimcheck.errors import FINDINGS, UsageError
from claimcheck.model import Claim, Quote
from claimcheck.project import Project
from claimcheck.reports.base import position
from claimcheck.reports.plain import plain


@frozen
class _Moved:
    """A quote whose words the article has otherwise now; `place` is None where a person must say which words are meant.

    `sentence` is the one in which the words stand as they did, but beside others than the quote's prefix or suffix.
    """

    claim: Claim
    quote: Quote
    place: Place | None
    why: str = ""
    nearest: tuple[Place, ...] = ()
    sentence: str = ""


def anchor(arguments: Namespace, settings: Settings, around: Surroundings) -> int:
    """Show quotes that no longer stand word for word; with --update write the article's words. 1 where one is left."""
    project = Project.at(arguments.paths, settings.lock, around.tree)
    tell_problems(project.claims.problems)
    chosen = _chosen(project, arguments.claim)
    moved = [found for claim in chosen if (found := _moved(claim, project))]
    if arguments.update and arguments.claim:
        moved = [_as_offered(one, project) for one in moved]
    for one in moved:
        _tell(one, around)
        if arguments.update and one.place:
            update_quote(one.claim.location.path, one.claim.id, " ".join(one.place.text.split()))
    left = [one for one in moved if not one.place]
    unread = _unread(project, chosen, around)
    if moved or not (unread or project.claims.problems):
        offers = not arguments.update and any(one.nearest for one in left)
        _sum_up(len(moved) - len(left), len(left), around, updated=arguments.update, offers=offers)
    return FINDINGS if left or unread else exit_of(project)


def _chosen(project: Project, ids: Iterable[str]) -> tuple[Claim, ...]:
    """The claims that were asked for by id, all where none was."""
    wanted, known = set(ids), {claim.id for claim in project.claims}
    if unknown := sorted(wanted - known):
        raise UsageError(f"there is no claim {unknown[0]}")
    return tuple(claim for claim in project.claims if not wanted or claim.id in wanted)


def _as_offered(one: _Moved, project: Project) -> _Moved:
    """A quote that does not stand, with the nearest wording: the person names the claim, and so takes what was offered."""
    page = project.page_of(one.claim)
    if one.place or len(one.nearest) != 1 or page is None or page.article is None:
        return one
    offered = one.nearest[0]
    again = locate(page.article, evolve(one.quote, exact=offered.text))
    return evolve(one, place=offered, nearest=()) if again.start == offered.start else one


def _unread(project: Project, claims: Iterable[Claim], around: Surroundings) -> int:
    """How many quotes were not looked for, because their article cannot be read; one line an article tells it."""
    count = Counter(
        (claim.location.path, claim.article)
        for claim in claims
        if claim.quote and claim.article and (page := project.page_of(claim)) and page.article is None
    )
    for (path, article), quotes in count.items():
        place = f"{path}:{article.location.line}:{article.location.column}" if article.location.line else path
        seen = "its one quote was" if quotes == 1 else f"its {quotes} quotes were"
        around.show(
            plain(f"{place}: the article {article.path} cannot be read; {seen} not looked for: correct `article`")
        )
    return count.total()


def _moved(claim: Claim, project: Project) -> _Moved | None:
    """None for a claim without quote or article that can be read, and for a quote that stands."""
    page = project.page_of(claim)
    if claim.quote is None or page is None or page.article is None:
        return None
    article = page.article
    found = locate(article, claim.quote)
    if found.outcome is AnchorOutcome.NOT_FOUND:
        nearest = (found.nearest,) if found.nearest else ()
        return _Moved(claim, claim.quote, None, "does not stand in the article", nearest)
    if found.place is None:
        return _Moved(claim, claim.quote, None, f"could be any of {len(found.places)} places", found.places[:3])
    if lost := out_of_context(article, claim.quote, found.place):
        first, last = article.sentence_at(found.place.start), article.sentence_at(found.place.end - 1)
        said = article.text[first.start : last.end] if first and last else ""
        return _Moved(claim, claim.quote, None, f'stands no longer beside "{lost}"', sentence=said)
    return None if found.how is MatchKind.EXACT else _found_again(claim, claim.quote, article, found)


def _found_again(claim: Claim, quote: Quote, article: Article, found: Anchor) -> _Moved:
    """The new words, if they would be found at that place and no other."""
    if place := settled(article, quote, found):
        return _Moved(claim, quote, place)
    return _Moved(claim, quote, None, "stands otherwise, in words that could be several places", found.places)


def _tell(one: _Moved, around: Surroundings) -> None:
    where = one.place.location if one.place else one.quote.location
    told = "" if one.place else f": the quote {one.why}"
    around.show(f"{position(where)}: {one.claim.id}{told}".rstrip(": "))
    around.show(f"  - {plain(one.quote.exact)}")
    if one.place:
        around.show(f"  + {plain(one.place.text)}")
    if one.sentence:
        around.show(f"  its sentence is now: {plain(' '.join(one.sentence.split()))}")
    for place in one.nearest:
        around.show(f"  ? {plain(place.text)} ({plain(place.location.path)}:{place.location.line})")


def _sum_up(found: int, left: int, around: Surroundings, *, updated: bool, offers: bool) -> None:
    if not found and not left:
        around.show("every quote stands word for word")
    elif found and updated:
        around.show(f"{found} brought up to date: read their statements again, the meaning may have moved too")
    elif found:
        around.show(f"{found} found again in other words; next: claimcheck anchor --update")
    if left:
        offered = (
            ", or take what stands behind the question mark: claimcheck anchor --update --claim ID" if offers else ""
        )
        around.show(f"{left} left: correct `quote` by hand{offered}")
