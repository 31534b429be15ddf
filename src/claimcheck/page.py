"""An article as the gate keeps it. Made where the reader of articles need not be loaded: `reading` loads that."""

from typing import TYPE_CHECKING

from attrs import frozen

from claimcheck.model import Waiver

if TYPE_CHECKING:
    from claimcheck.articles.base import Article
    from claimcheck.rules.ignores import Ignore


@frozen
class Page:
    """An article that was read, with the waivers written in it; or why it could not be."""

    article: "Article | None"
    problem: str = ""
    ignores: "tuple[Ignore, ...]" = ()

    def waivers_at(self, offset: int) -> tuple[Waiver, ...]:
        """The waivers written in the article that cover a character of it."""
        return tuple(one.waiver for one in self.ignores if one.covers(offset))
