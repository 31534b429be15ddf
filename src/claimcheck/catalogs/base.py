"""The door for catalogues of papers."""

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from claimcheck.identifiers import Pmid
from claimcheck.model import FetchResult, FullTextResult, Paper, Query, Search


@runtime_checkable
class FullTextSource(Protocol):
    """Who is asked for the texts of articles that are free."""

    def full_texts(self, papers: Iterable[Paper]) -> FullTextResult:
        """The texts of those papers that have a PMCID; each paper's PMID is in one of the three outcomes, those without are in none."""
        ...


@runtime_checkable
class Catalog(Protocol):
    """Who is asked for papers.

    An answer is *found* or *nothing found*; when no usable answer came, `search` raises `CouldNotAskError` and `fetch` names
    the PMIDs in `FetchResult.not_asked`. Neither ever tells the third as the second. `search` is called from several threads
    at once. A catalogue may be a context manager too: the command enters it before it is asked and leaves it
    afterwards; who calls `find` does that.
    """

    name: str
    """How the catalogue is called on the command line and in the lock's record of a search."""

    def search(self, query: Query, limit: int = 50) -> Search:
        """Ask for the `limit` most relevant PMIDs. Raises `CouldNotAskError`."""
        ...

    def fetch(self, pmids: Iterable[Pmid | str | int]) -> FetchResult:
        """Fetch records, each PMID (str or int) once, in any number. Raises `InvalidIdentifierError` before asking."""
        ...
