"""Whatever E-utilities does, a run recovers and loses nothing, or says in bounded time that it could not ask."""

import pickle
import time
from collections.abc import Callable

import pytest
from support import eutils_server as es
from support.eutils_server import EutilsServer, record

from claimcheck.catalogs.pubmed.client import PubMed
from claimcheck.catalogs.pubmed.outcomes import EutilsError, Trouble
from claimcheck.catalogs.pubmed.transport import Limits
from claimcheck.errors import CouldNotAskError

Ask = Callable[..., PubMed]

PMIDS = [str(99_000_001 + n) for n in range(12)]
RECORDS = [record(pmid, f"Sciatica study {pmid}.", "Manual therapy was tried.") for pmid in PMIDS]

PASSING = {
    "429": (es.rate_limited(), Trouble.RATE_LIMITED),
    "429 with Retry-After": (es.rate_limited("0"), Trouble.RATE_LIMITED),
    "429 body under 200": (es.Answer(es.rate_limited().body, 200, es.JSON), Trouble.RATE_LIMITED),
    "500": (es.server_error(500), Trouble.SERVER_ERROR),
    "502": (es.server_error(502), Trouble.SERVER_ERROR),
    "503 with Retry-After": (es.Answer(b"", 503, es.HTML, {"Retry-After": "0"}), Trouble.SERVER_ERROR),
    "HTML page under 200": (es.html_page(), Trouble.WEB_PAGE),
    "prolog only": (es.prolog_only(), Trouble.TRUNCATED),
    "empty": (es.empty(), Trouble.EMPTY),
    "load balancer": (es.load_balancer(), Trouble.NO_SERVER),
    "router": (es.router(), Trouble.NO_SERVER),
    "ERROR under 200": (es.error_element("Search Backend failed: Unable to open connection"), Trouble.BACKEND),
    "EFetch backend under 400": (es.backend_400(), Trouble.BACKEND),
    "reset": (es.reset(), Trouble.CUT_OFF),
    "cut off": (es.cut, Trouble.CUT_OFF),
    "shortened": (es.shortened, Trouble.TRUNCATED),
    "hang": (es.hang(3), Trouble.TIMEOUT),
    "other root": (es.Answer(b"<rss><channel/></rss>"), Trouble.UNEXPECTED),
    "right body called HTML": (es.Answer(es.article_set([]), 200, es.HTML), Trouble.UNEXPECTED),
    "damaged gzip": (
        es.Answer(b"\x1f\x8bnot gzip", headers={"Content-Encoding": "gzip"}, manner="raw"),
        Trouble.CUT_OFF,
    ),
}
FINAL = {
    "bad key": (es.bad_key, Trouble.BAD_KEY),
    "blocked": (es.block_page(), Trouble.BLOCKED),
    "403": (es.Answer(b"<html/>", 403, es.HTML), Trouble.BLOCKED),
    "414": (es.Answer(b"<html><title>414</title></html>", 414, es.HTML), Trouble.TOO_LONG),
    "redirect": (es.Answer(b"", 302, es.HTML, {"Location": "http://192.0.2.1/"}), Trouble.REDIRECTED),
    "404": (es.Answer(b"<html/>", 404, es.HTML), Trouble.REFUSED),
    "ERROR about the request": (es.error_element("Invalid db name specified: x"), Trouble.REFUSED),
    "entity bomb": (
        es.Answer(b'<!DOCTYPE a [<!ENTITY b "bbbb">]><PubmedArticleSet>&b;</PubmedArticleSet>'),
        Trouble.UNEXPECTED,
    ),
}
ALL = {**PASSING, **FINAL}


@pytest.mark.parametrize(
    ("fault", "times"), [(name, times) for name in PASSING for times in ((1,) if name == "hang" else (1, 2))]
)
def test_a_fault_that_passes_costs_nothing(ask: Ask, fault: str, times: int) -> None:
    answer = PASSING[fault][0]
    with EutilsServer(RECORDS, faults_at={"efetch.fcgi": [answer] * times, "esearch.fcgi": [answer] * times}) as server:
        pubmed = ask(server.url, api_key="k")
        search = pubmed.search("sciatica", limit=20)
        result = pubmed.fetch(search.pmids)
    assert (search.count, len(search.pmids)) == (12, 12)
    assert [paper.pmid for paper in result.papers] == PMIDS
    assert (result.missing, result.not_asked) == ((), {})


@pytest.mark.parametrize("fault", ALL)
def test_a_fault_that_stays_is_told_for_what_it_is_in_bounded_time(ask: Ask, fault: str) -> None:
    answer, trouble = ALL[fault]
    with EutilsServer(RECORDS, always=answer) as server:
        pubmed = ask(server.url, api_key="k")
        begun = time.monotonic()
        with pytest.raises(CouldNotAskError) as caught:
            pubmed.search("sciatica")
        result = pubmed.fetch(PMIDS)
        took = time.monotonic() - begun
    assert isinstance(caught.value, EutilsError)
    assert caught.value.trouble is trouble
    assert set(result.not_asked) == set(PMIDS), "never missing, never silently dropped"
    assert (result.papers, result.missing) == ((), ())
    assert all(reason for reason in result.not_asked.values())
    assert took < 30  # the deadlines make it three at most; a busy machine is no fault
    assert len(server.requests) <= 30


def test_a_slow_drip_ends_at_the_deadline(ask: Ask, quick: Limits) -> None:
    with EutilsServer(RECORDS, always=es.dripping(0.05)) as server:
        pubmed = ask(server.url, deadline=0.6)
        begun = time.monotonic()
        with pytest.raises(EutilsError) as caught:
            pubmed.search("sciatica")
    assert caught.value.trouble is Trouble.TIMEOUT
    assert time.monotonic() - begun < 10  # the whole answer would take half a minute


def test_nobody_at_home_is_told(ask: Ask) -> None:
    with EutilsServer() as server:
        url = server.url
    pubmed = ask(url)
    with pytest.raises(EutilsError, match="could not be reached") as caught:
        pubmed.search("sciatica")
    assert caught.value.trouble is Trouble.UNREACHABLE
    assert set(pubmed.fetch(PMIDS).not_asked) == set(PMIDS)


def test_a_final_refusal_is_not_repeated(ask: Ask) -> None:
    with EutilsServer(RECORDS, always=es.block_page()) as server:
        with pytest.raises(EutilsError):
            ask(server.url).search("sciatica")
        assert len(server.requests) == 1


def test_retry_after_is_waited_for(ask: Ask) -> None:
    with EutilsServer(RECORDS, [es.rate_limited("1")]) as server:
        ask(server.url, deadline=5.0).search("sciatica")
        first, second = server.requests
    assert second.when - first.when >= 0.95


def test_a_retry_after_beyond_the_deadline_ends_at_once(ask: Ask) -> None:
    with EutilsServer(RECORDS, always=es.rate_limited("3600")) as server:
        begun = time.monotonic()
        with pytest.raises(EutilsError):
            ask(server.url).search("sciatica")
        assert time.monotonic() - begun < 10  # of the hour
        assert len(server.requests) == 1


def test_a_server_that_is_down_is_not_waited_for_again_and_again(ask: Ask) -> None:
    with EutilsServer(RECORDS, always=es.server_error()) as server:
        pubmed = ask(server.url)
        for _ in range(4):
            with pytest.raises(EutilsError):
                pubmed.search("sciatica")
        assert len(server.requests) == 7 + 3 * 2
        server.always = None
        assert pubmed.search("sciatica").count == 12


def test_ids_dropped_from_an_answer_are_asked_for_again(ask: Ask) -> None:
    with EutilsServer(RECORDS, faults_at={"efetch.fcgi": [es.dropping(*PMIDS[2:5]), es.dropping(PMIDS[3])]}) as server:
        result = ask(server.url).fetch(PMIDS)
    assert [paper.pmid for paper in result.papers] == PMIDS
    assert result.missing == ()


def test_an_id_that_efetch_keeps_back_though_esearch_knows_it_is_not_missing(ask: Ask) -> None:
    with EutilsServer(RECORDS, faults_at={"efetch.fcgi": [es.dropping(PMIDS[3])] * 9}) as server:
        result = ask(server.url).fetch(PMIDS)
    assert result.missing == ()
    assert list(result.not_asked) == [PMIDS[3]]
    assert len(result.papers) == 11


def test_unknown_ids_are_missing_after_whole_answers_only(ask: Ask) -> None:
    with EutilsServer(RECORDS) as server:
        result = ask(server.url).fetch(["99999998", PMIDS[0], "99999999"])
    assert result.missing == ("99999998", "99999999")
    assert [paper.pmid for paper in result.papers] == [PMIDS[0]]


@pytest.mark.parametrize("fault", [es.prolog_only(), es.empty(), es.html_page(), es.server_error(), es.cut])
def test_a_fault_while_confirming_is_not_missing(ask: Ask, fault: es.Fault) -> None:
    with EutilsServer(RECORDS, faults_at={"esearch.fcgi": [fault] * 20}) as server:
        result = ask(server.url).fetch(["99999999"])
    assert result.missing == ()
    assert list(result.not_asked) == ["99999999"]


def test_unasked_and_reordered_records_do_no_harm(ask: Ask) -> None:
    def everything(server: EutilsServer, asked: es.Asked) -> es.Answer:
        return es.Answer(es.article_set(reversed(list(server.records.values()))))

    with EutilsServer(RECORDS, always=everything) as server:
        result = ask(server.url).fetch([PMIDS[4], PMIDS[1]])
    assert [paper.pmid for paper in result.papers] == [PMIDS[4], PMIDS[1]]


def test_one_record_that_the_server_chokes_on_does_not_lose_the_rest(ask: Ask) -> None:
    pmids = [str(99_100_001 + n) for n in range(200)]

    def choking(server: EutilsServer, asked: es.Asked) -> es.Answer:
        poisonous = asked.endpoint == "efetch.fcgi" and pmids[77] in asked.ids
        return es.backend_400() if poisonous else server.right(asked)

    with EutilsServer([record(pmid) for pmid in pmids], always=choking) as server:
        result = ask(server.url).fetch(pmids)
        assert server.count("efetch.fcgi") <= 7 + 2 * 16
    assert list(result.not_asked) == [pmids[77]]
    assert len(result.papers) == 199


def test_one_record_that_is_not_xml_does_not_lose_the_rest(ask: Ask) -> None:
    broken = "<PubmedArticle><MedlineCitation><PMID>99000050</PMID><Article><b></i></Article></MedlineCitation></PubmedArticle>"
    with EutilsServer([*RECORDS, broken]) as server:
        result = ask(server.url).fetch([*PMIDS, "99000050"])
    assert len(result.papers) == 12
    assert list(result.not_asked) == ["99000050"]
    assert result.missing == ()


def test_a_record_whose_number_cannot_be_read_is_not_missing(ask: Ask) -> None:
    nameless = (
        "<PubmedArticle><MedlineCitation><PMID></PMID><!--<PMID>99000051</PMID>--><b></MedlineCitation></PubmedArticle>"
    )
    with EutilsServer(RECORDS) as server:
        server.records["99000051"] = nameless
        result = ask(server.url).fetch([*PMIDS, "99000051"])
    assert len(result.papers) == 12
    assert list(result.not_asked) == ["99000051"]
    assert result.missing == ()


def test_an_answer_that_contradicts_itself_is_no_empty_result(ask: Ask) -> None:
    hollow = es.Answer(b"<eSearchResult><Count>12</Count><IdList/></eSearchResult>")
    with EutilsServer(RECORDS, [hollow]) as server:
        assert ask(server.url).search("sciatica").count == 12
    with EutilsServer(RECORDS, always=hollow) as server, pytest.raises(EutilsError):
        ask(server.url).search("sciatica")


@pytest.mark.parametrize(
    "error", [EutilsError(Trouble.RATE_LIMITED, "slower", retry_after=2.5), EutilsError(Trouble.BLOCKED)]
)
def test_a_worker_process_can_raise_what_went_wrong(error: EutilsError) -> None:
    there = pickle.loads(pickle.dumps(error))
    assert (str(there), there.trouble, there.detail, there.retry_after) == (
        str(error), error.trouble, error.detail, error.retry_after,
    )  # fmt: skip


SAYING = (
    "<eSearchResult><Count>0</Count><RetMax>0</RetMax><RetStart>0</RetStart><IdList/><TranslationSet/><QueryTranslation/>"
    "<WarningList><OutputMessage>{}</OutputMessage></WarningList></eSearchResult>"
)


@pytest.mark.parametrize(
    ("said", "is_answer"),
    [
        ("Unable to run query; system temporarily overloaded", False),
        ("Search Backend failed: Exception: timeout", False),
        ("Error: the index is not responding", False),
        ("The service is temporarily unavailable, try again later", False),
        ("No items found.", True),
        ("Your search was processed without automatic term mapping", True),
        ("See the details of this search", True),
        ('Wildcard search for "heart failure*" used only the first 600 variations', True),
        ("The following term was ignored: failure", True),
        ("Unknown sort schema 'x' ignored", True),
        ('Quoted phrase not found in phrase index: "walking backs"', True),
    ],
)
def test_zero_hits_of_a_search_that_says_it_failed_are_no_answer(ask: Ask, said: str, is_answer: bool) -> None:
    with EutilsServer(RECORDS, always=es.Answer(SAYING.format(said).encode())) as server:
        if is_answer:
            assert ask(server.url).search("sciatica").count == 0
            return
        with pytest.raises(EutilsError, match=said) as told:
            ask(server.url).search("sciatica")
    assert told.value.trouble is Trouble.BACKEND


@pytest.mark.parametrize(
    ("said", "trouble"), [("Unable to obtain query #1", Trouble.REFUSED), ("Search Backend failed", Trouble.BACKEND)]
)
def test_an_error_among_the_records_is_not_that_there_are_none(ask: Ask, said: str, trouble: Trouble) -> None:
    wrong = es.Answer(f"<PubmedArticleSet><ERROR>{said}</ERROR></PubmedArticleSet>".encode())
    with EutilsServer(RECORDS, faults_at={"efetch.fcgi": [wrong] * 99}) as server:
        result = ask(server.url).fetch(PMIDS[:1])
    assert result.not_asked == {PMIDS[0]: f"{trouble.sentence} ({said})"}


def test_what_ncbis_own_gateway_says_is_told(ask: Ask) -> None:
    body = b'{"error":"error forwarding request","api-key":"203.0.113.7","type":"ip","status":"ok"}'
    with (
        EutilsServer(RECORDS, always=es.Answer(body, 200, es.JSON)) as server,
        pytest.raises(EutilsError, match=r"NCBI has no server ready .* \(error forwarding request\)") as told,
    ):
        ask(server.url).search("sciatica")
    assert "203.0.113.7" not in told.value.reason
