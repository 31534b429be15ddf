"""The contract of catalogues: three outcomes, kept apart. Found, nothing found, could not ask."""

from claimcheck.catalogs.base import Catalog
from claimcheck.errors import CouldNotAskError, InvalidIdentifierError
from claimcheck.identifiers import Pmid
from claimcheck.model import FetchResult, Query, Search
from claimcheck.testing.require import require


def check_catalog(  # noqa: PLR0913 - each is an answer that only the author of a catalogue can arrange
    catalog: Catalog, *, finds: str, pmid: str, finds_nothing: str, missing: str, unreachable: Catalog
) -> None:
    """Raise `AssertionError`, with a sentence, where a catalogue breaks the contract of `Catalog`.

    `finds` is a query with two hits or more, `finds_nothing` one without; `pmid` is a paper that the catalogue has, `missing`
    one that it has not. `unreachable` is the same catalogue where it cannot ask: its server is down, its file is gone.
    Checked: the name; hits as PMIDs, each once, no more than asked for, with the whole count; nothing found as an
    answer; a fetch that accounts for every PMID once; `CouldNotAskError` and `FetchResult.not_asked`, and nothing else,
    where nobody could be asked; the same answer twice.
    """
    require(isinstance(catalog.name, str) and bool(catalog.name.strip()), "a catalogue needs a name")
    _check_search(catalog, Query(finds, "the contract test"), Query(finds_nothing, "the contract test"))
    _check_fetch(catalog, Pmid(pmid), Pmid(missing))
    _check_unreachable(unreachable, Query(finds, "the contract test"), Pmid(pmid))


def _check_search(catalog: Catalog, query: Query, nothing: Query) -> None:
    found = catalog.search(query)
    require(isinstance(found, Search), f"search returns a Search, not {type(found).__name__}")
    require(found.query == query, "a Search names the query as it was asked")
    require(len(found.pmids) > 1, f"{query.text!r} should find two papers or more")
    require(len(set(found.pmids)) == len(found.pmids), "each PMID stands once")
    require(found.count >= len(found.pmids), "the count is that of all hits, not only of those returned")
    one = catalog.search(query, 1)
    require(one.pmids == found.pmids[:1], "with limit=1 the most relevant PMID is returned, and it alone")
    require(one.count == found.count, "the count does not depend on the limit")
    require(catalog.search(query) == found, "the same query must get the same answer")
    empty = catalog.search(nothing)
    require((empty.count, empty.pmids) == (0, ()), f"{nothing.text!r} should be answered: nothing found")


def _check_fetch(catalog: Catalog, pmid: Pmid, missing: Pmid) -> None:
    got = catalog.fetch([pmid, str(missing), int(pmid)])
    require(isinstance(got, FetchResult), f"fetch returns a FetchResult, not {type(got).__name__}")
    require([paper.pmid for paper in got.papers] == [pmid], f"PMID {pmid} should be fetched, once")
    require(bool(got.papers[0].title), f"PMID {pmid} has no title")
    require(got.missing == (missing,), f"PMID {missing} should be in `missing`: answered, and not there")
    require(not got.not_asked, "what was answered, with a paper or with none, is not `not_asked`")
    require(catalog.fetch([pmid, missing, pmid]) == got, "the same PMIDs must get the same answer")
    require(catalog.fetch([]) == FetchResult(), "nobody is asked for nothing")
    try:
        catalog.fetch([pmid, "no PMID"])
    except InvalidIdentifierError:
        return
    raise AssertionError("fetch raises InvalidIdentifierError for what is no PMID (Pmid.parse does)")


def _check_unreachable(catalog: Catalog, query: Query, pmid: Pmid) -> None:
    try:
        answer = catalog.search(query)
    except CouldNotAskError as error:
        require(bool(error.reason.strip()), "CouldNotAskError needs a reason")
    else:
        raise AssertionError(f"where it cannot ask, search raises CouldNotAskError; it answered {answer.count} hits")
    got = catalog.fetch([pmid])
    require(not got.papers and not got.missing, "a PMID that could not be asked for is neither found nor missing")
    require(set(got.not_asked) == {pmid}, "what could not be asked for stands in `not_asked`")
    require(all(reason.strip() for reason in got.not_asked.values()), "`not_asked` tells the reason")
