"""Searching, fetching and looking up, over real HTTP, with the settings that people get wrong."""

import datetime as dt
import itertools
import threading
from collections.abc import Callable

import pytest
import responses
from support import eutils_server as es
from support.eutils_server import EutilsServer, record

from claimcheck.catalogs.base import Catalog
from claimcheck.catalogs.pubmed.client import PubMed
from claimcheck.catalogs.pubmed.lookups import CitationMatch
from claimcheck.catalogs.pubmed.outcomes import EutilsError, Trouble
from claimcheck.catalogs.pubmed.transport import Limits
from claimcheck.errors import InvalidIdentifierError, UsageError
from claimcheck.model import Query

Ask = Callable[..., PubMed]
NCBI = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"


def test_it_is_a_catalog() -> None:
    with PubMed() as pubmed:
        assert isinstance(pubmed, Catalog)
        assert pubmed.name == "pubmed"


@responses.activate
def test_without_a_base_url_ncbi_is_asked_by_post_with_tool_and_email() -> None:
    responses.post(NCBI + "esearch.fcgi", b"<eSearchResult><Count>0</Count><IdList/></eSearchResult>")
    with PubMed(email="desk@example.org", requests_per_second=1000) as pubmed:
        search = pubmed.search(Query("sciatica [ti]", "the topic"), limit=7)
    assert (search.count, search.pmids, search.query.why) == (0, (), "the topic")
    (call,) = responses.calls
    assert call.request.url == NCBI + "esearch.fcgi"
    assert call.request.body == (
        "db=pubmed&term=sciatica+%5Bti%5D&retmax=7&sort=relevance&retmode=xml&tool=claimcheck&email=desk%40example.org"
    )


@responses.activate
def test_what_pubmed_did_to_the_words_is_kept() -> None:
    responses.post(
        NCBI + "esearch.fcgi",
        b"<eSearchResult><Count>12000</Count><IdList><Id>1</Id></IdList><TranslationSet/>"
        b"<QueryTranslation>a[All Fields]\n AND b</QueryTranslation><ErrorList><PhraseNotFound>zzz</PhraseNotFound>"
        b"<FieldNotFound>nosuch</FieldNotFound></ErrorList><WarningList><PhraseIgnored>the</PhraseIgnored>"
        b'<QuotedPhraseNotFound>"x y"</QuotedPhraseNotFound><OutputMessage>Said \x1b[31m so</OutputMessage>'
        b"</WarningList></eSearchResult>".replace(b"\x1b", b"&#x9b;"),
    )
    with PubMed(requests_per_second=1000) as pubmed:
        search = pubmed.search("q", limit=20_000)
    assert search.translation == "a[All Fields] AND b"
    assert search.warnings == (
        "PubMed has nothing for: zzz",
        "PubMed does not know the field: nosuch",
        "PubMed ignored: the",
        'PubMed has no such phrase and searched its words: "x y"',
        "PubMed says: Said [31m so",
        "PubMed sent only 1 of 9999 PMIDs",
        "PubMed gives only the first 9,999 of 12,000 hits",
    )


@pytest.mark.parametrize("query", ["", "  ", "(a AND b", "a) b"])
def test_an_unreadable_query_is_refused_before_asking(query: str) -> None:
    with PubMed() as pubmed, pytest.raises(EutilsError) as caught:
        pubmed.search(query)
    assert caught.value.trouble is Trouble.REFUSED


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "example.org",
        "http://",
        "https://user:pw@example.org/",
        "http://h/?api_key=1",
        "http://[::1",
    ],
)
def test_a_base_url_that_cannot_be_asked_is_a_usage_error(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        PubMed(base_url=url)
    assert "pw" not in str(caught.value)


@pytest.mark.parametrize(
    "settings", [{"tool": "my tool"}, {"tool": ""}, {"api_key": "a b"}, {"email": "a\nb"}, {"deadline": 0}]
)
def test_settings_that_cannot_be_right_are_usage_errors(settings: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        PubMed(**settings)  # type: ignore[arg-type]


def test_the_base_url_works_with_and_without_its_slash(ask: Ask) -> None:
    with EutilsServer([record("99000001")]) as server:
        assert ask(server.url.rstrip("/"), api_key="").search("99000001").count == 1
        assert ask(server.url, api_key="").search("99000001").count == 1
    assert not any("api_key" in asked.form for asked in server.requests), "an empty key is no key"


def test_pmids_are_checked_before_asking_and_asked_once(ask: Ask) -> None:
    with EutilsServer([record("99000001"), record("99000002")]) as server:
        pubmed = ask(server.url)
        with pytest.raises(InvalidIdentifierError):
            pubmed.fetch(["99000001", "not a pmid"])
        assert server.requests == []
        result = pubmed.fetch([99000002, "99000001", "PMID: 99000002"])
        assert [paper.pmid for paper in result.papers] == ["99000002", "99000001"]
        assert [asked.ids for asked in server.requests] == [["99000002", "99000001"]]
        assert result.papers[0].origin is not None
        assert (result.papers[0].origin.source, result.papers[0].origin.date) == ("efetch", dt.date.today())
        assert pubmed.fetch([]).papers == ()
        assert len(server.requests) == 1


def test_many_pmids_go_in_batches_of_three_hundred_by_post(ask: Ask) -> None:
    pmids = [str(99_200_001 + n) for n in range(1001)]
    with EutilsServer([record(pmid) for pmid in pmids]) as server:
        result = ask(server.url, limits=Limits()).fetch(reversed(pmids))  # a busy machine is no reason to ask again
    assert [paper.pmid for paper in result.papers] == pmids[::-1]
    assert sorted(len(asked.ids) for asked in server.requests) == [101, 300, 300, 300]
    assert {(asked.method, asked.target) for asked in server.requests} == {("POST", "/entrez/eutils/efetch.fcgi")}


def test_several_threads_may_share_one_client(ask: Ask) -> None:
    pmids = [str(99_000_001 + n) for n in range(8)]
    found: dict[str, list[str]] = {}
    with EutilsServer([record(pmid, f"Study {pmid}.") for pmid in pmids]) as server:
        pubmed = ask(server.url)

        def work(pmid: str) -> None:
            for _ in range(5):
                search = pubmed.search(pmid)
                found[pmid] = [paper.title for paper in pubmed.fetch(search.pmids).papers]

        threads = [threading.Thread(target=work, args=(pmid,)) for pmid in pmids]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == {pmid: [f"Study {pmid}."] for pmid in pmids}


def test_a_paper_retracted_between_two_fetches_is_seen_so(ask: Ask) -> None:
    with EutilsServer([record("99000001")]) as server:
        pubmed = ask(server.url)
        assert not pubmed.fetch([99000001]).papers[0].is_retracted
        server.add(record("99000001", types=["Journal Article", "Retracted Publication"]))
        assert pubmed.fetch([99000001]).papers[0].is_retracted


def test_closing_ends_what_another_thread_waits_for(ask: Ask) -> None:
    with EutilsServer([], always=es.hang(30)) as server:
        pubmed = ask(server.url, deadline=30, limits=None)
        caught: list[EutilsError] = []

        def wait() -> None:
            try:
                pubmed.search("x")
            except EutilsError as error:
                caught.append(error)

        thread = threading.Thread(target=wait)
        thread.start()
        while not server.requests:
            pass
        pubmed.close()
        thread.join(5)
    assert [error.trouble for error in caught] == [Trouble.STOPPED]


# --- lookups -----------------------------------------------------------------------------------------------------


def test_a_doi_is_resolved_by_the_record_that_carries_it_never_by_the_first_hit(ask: Ask) -> None:
    first = record("99000001", abstract="Cites 10.1234/abc in passing.", doi="10.1234/other")
    meant = record("99000002", doi="10.1234/ABC")
    with EutilsServer([first, meant]) as server:
        pubmed = ask(server.url)
        assert pubmed.resolve("https://doi.org/10.1234/abc") == "99000002"
        assert pubmed.resolve("10.1234/nowhere") is None
        with pytest.raises(InvalidIdentifierError):
            pubmed.resolve("just words")
    with EutilsServer([first]) as server:
        assert ask(server.url).resolve("10.1234/abc") is None


def test_a_pmcid_is_resolved(ask: Ask) -> None:
    with EutilsServer([record("99000003", pmcid="PMC9900001")]) as server:
        assert ask(server.url).resolve("PMC9900001") == "99000003"


def test_resolving_that_cannot_be_sure_is_no_nothing(ask: Ask) -> None:
    two = [record("99000001", doi="10.1234/abc"), record("99000002", doi="10.1234/abc")]
    with EutilsServer(two) as server, pytest.raises(EutilsError) as caught:
        ask(server.url).resolve("10.1234/abc")
    assert caught.value.trouble is Trouble.AMBIGUOUS
    with EutilsServer() as server, pytest.raises(EutilsError) as caught:
        ask(server.url).resolve("10.1234/a[b]")
    assert caught.value.trouble is Trouble.UNCERTAIN
    failing = EutilsServer(two[:1], faults_at={"efetch.fcgi": [es.server_error()] * 50})
    with failing as server, pytest.raises(EutilsError) as caught:
        ask(server.url).resolve("10.1234/abc")
    assert caught.value.trouble is Trouble.UNCERTAIN


CITATIONS = {
    "j test|2020|1|10|tester t": "99000001",
    "j test|2020|1|11|": "NOT_FOUND;INVALID_JOURNAL",
    "j test|2020|1|12|": "AMBIGUOUS 99000001,99000002",
    "j test|2020|1|13|": "AMBIGUOUS (7 citations)",
}


@pytest.mark.parametrize(
    ("page", "author", "expected"),
    [
        ("10", "tester t", CitationMatch("found", "99000001")),
        ("11", "", CitationMatch("not-found", reason="INVALID_JOURNAL")),
        ("12", "", CitationMatch("ambiguous", candidates=("99000001", "99000002"), reason="99000001,99000002")),
        ("13", "", CitationMatch("ambiguous", reason="7 citations")),
    ],
)
def test_a_citation_is_matched_with_a_value_for_each_outcome(
    ask: Ask, page: str, author: str, expected: CitationMatch
) -> None:
    with EutilsServer(citations=CITATIONS) as server:
        assert ask(server.url).match_citation("j | test", 2020, "1", page, author) == expected


def test_a_citation_match_that_failed_is_not_not_found(ask: Ask) -> None:
    faults: list[es.Fault] = [es.router(), es.load_balancer(), es.rate_limited(), es.html_page(), es.empty()]
    with EutilsServer(citations=CITATIONS, faults=faults) as server:
        pubmed = ask(server.url)
        assert pubmed.match_citation("j test", 2020, "1", "10", "tester t").pmid == "99000001"
        assert pubmed.match_citation("j test", "2020", 1, 10, "tester t").pmid == "99000001"
        with pytest.raises(UsageError):
            pubmed.match_citation("  ")
    with (
        EutilsServer(always=es.Answer(b"fake|1|2|3||other|NOT_FOUND\n", kind=es.TEXT)) as server,
        pytest.raises(EutilsError),
    ):
        ask(server.url).match_citation("j test")


def test_similar_papers_without_the_paper_itself(ask: Ask) -> None:
    with EutilsServer(similar={"99000001": ["99000001", "99000003", "99000002"]}) as server:
        pubmed = ask(server.url)
        assert pubmed.similar(99000001) == ("99000003", "99000002")
        assert pubmed.similar(99000001, limit=1) == ("99000003",)
        assert pubmed.similar(99000009) == ()


def test_spelling_is_a_suggestion(ask: Ask) -> None:
    with EutilsServer(spellings={"siatica": "sciatica", "pain": "pain"}) as server:
        pubmed = ask(server.url)
        assert (pubmed.spelling("siatica"), pubmed.spelling("pain"), pubmed.spelling("zzz")) == ("sciatica", None, None)


# --- what comes is data --------------------------------------------------------------------------------------------


def test_hostile_and_odd_records_stay_data(ask: Ask) -> None:
    odd = [
        record("99000001", "Red \x1b[31malert\x1b[0m \u202eand back.".replace("\x1b", "&#x1b;")),
        record("99000002", "New fields.", extra="<NewIn2031 kind='x'><Deep/></NewIn2031>"),
        record("99000003", "Caf\xe9 au lait.").encode("latin-1"),
        record("99000004", "An entity: &undeclared; here."),
        record("99000005", "x", "word " * 600_000),
        record("99000006", "The last &lt;script&gt;."),
    ]
    with EutilsServer(odd, always=lambda server, asked: es.Answer(es.article_set(odd, year=2031))) as server:
        result = ask(server.url, deadline=10).fetch(range(99000001, 99000007))
    titles = {paper.pmid: paper.title for paper in result.papers}
    assert "\x1b" not in titles.get("99000001", "")
    assert "\u202e" not in titles.get("99000001", "")
    assert titles["99000002"] == "New fields."
    assert titles["99000006"] == "The last <script>."
    assert {*titles, *result.not_asked} == {str(n) for n in range(99000001, 99000007)}
    assert len({p.pmid: p for p in result.papers}["99000005"].abstract) == 5 * 600_000 - 1
    assert result.missing == ()


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">',
        '<!ENTITY b SYSTEM "file:///etc/passwd">',
        '<!ENTITY % b SYSTEM "http://192.0.2.1/">',
    ],
)
def test_declared_entities_are_never_expanded(ask: Ask, declared: str) -> None:
    for root, call in itertools.product(("eSearchResult", "PubmedArticleSet", "eSpellResult"), (0, 1)):
        body = f"<!DOCTYPE {root} [{declared}]><{root}><Count>&b;</Count><CorrectedQuery>&b;</CorrectedQuery></{root}>"
        with EutilsServer(always=es.Answer(body.encode())) as server:
            pubmed = ask(server.url)
            with pytest.raises(EutilsError) as caught:
                pubmed.search("x") if call else pubmed.spelling("x")
        assert caught.value.trouble is Trouble.UNEXPECTED


def test_an_answer_beyond_all_bounds_is_given_up(ask: Ask) -> None:
    bomb = es.Answer(b" " * 3_000_000 + b"<eSearchResult/>")
    with EutilsServer(always=bomb) as server, pytest.raises(EutilsError) as caught:
        ask(server.url, limits=Limits(most_bytes=1_000_000)).search("x")
    assert caught.value.trouble is Trouble.TOO_LARGE
