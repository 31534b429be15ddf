"""The API key and the e-mail address leave in the body of a POST, and stand nowhere else."""

import logging
import sqlite3
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from support import eutils_server as es
from support.eutils_server import EutilsServer, record

from claimcheck.catalogs.pubmed.cache import Cache
from claimcheck.catalogs.pubmed.client import PubMed
from claimcheck.catalogs.pubmed.outcomes import EutilsError

Ask = Callable[..., PubMed]
KEY, EMAIL = "c0ffee0123456789c0ffee0123456789abcd", "planted+address@example.org"

FAULTS: dict[str, es.Fault] = {
    "none": None,
    "bad key": es.bad_key,
    "echoed in ERROR": lambda server, asked: es.error_element(f"Search Backend failed: {asked.form['api_key']} {asked.form['email']}"),
    "echoed in HTML": lambda server, asked: es.Answer(f"<html>{asked.form}</html>".encode(), 500, es.HTML),
    "echoed as text": lambda server, asked: es.Answer(f"{asked.form['api_key']} {asked.form['email']}".encode(), 200, es.TEXT),
    "429": es.rate_limited(),
    "reset": es.reset(),
    "hang": es.hang(0.3),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_no_secret_is_told_to_anyone_but_ncbi(
    ask: Ask, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], fault: str
) -> None:
    caplog.set_level(logging.DEBUG)
    told: list[str] = []
    with EutilsServer([record("99000001")], always=FAULTS[fault]) as server:
        pubmed = ask(server.url, api_key=KEY, email=EMAIL, cache=Cache(tmp_path / "cache"), deadline=0.4)
        for call in (
            lambda: pubmed.search("99000001"),
            lambda: pubmed.spelling("x"),
            lambda: pubmed.match_citation("j"),
        ):
            try:
                told.append(repr(call()))
            except EutilsError as error:
                chain = "".join(traceback.format_exception(error))
                told += [str(error), repr(error), chain, repr(error.__context__), repr(vars(error))]
        result = pubmed.fetch([99000001, 99000002])
        told += [repr(pubmed), repr(result), caplog.text, *capfd.readouterr()]
        assert all(asked.form["api_key"] == KEY and asked.form["email"] == EMAIL for asked in server.requests)
        told += [asked.target for asked in server.requests]
        told += [repr(asked.headers) for asked in server.requests]
    for path in tmp_path.rglob("*"):
        told += [path.name, path.read_bytes().decode("latin-1") if path.is_file() else ""]
    for secret in (KEY, EMAIL, "planted%2Baddress"):
        assert not [text for text in told if secret in text]


def test_a_redirect_is_not_followed_with_the_key(ask: Ask) -> None:
    with EutilsServer() as elsewhere, EutilsServer() as server:
        server.always = es.Answer(b"", 307, es.HTML, {"Location": elsewhere.url + "esearch.fcgi"})
        with pytest.raises(EutilsError, match="another address"):
            ask(server.url, api_key=KEY).search("x")
        assert elsewhere.requests == []


def test_no_cookie_is_sent_back(ask: Ask) -> None:
    cookie = {"Set-Cookie": "ncbi_sid=1; path=/"}
    with EutilsServer() as server:
        server.always = lambda own, asked: es.Answer(own.right(asked).body, headers=cookie)
        pubmed = ask(server.url)
        pubmed.search("x")
        pubmed.search("x")
        assert not any("Cookie" in asked.headers for asked in server.requests)


def test_the_cache_holds_records_and_nothing_of_who_asked(ask: Ask, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    with EutilsServer([record("99000001")]) as server:
        ask(server.url, cache=cache, api_key=KEY).fetch([99000001])
    with sqlite3.connect(cache.path) as connection:
        rows = connection.execute("SELECT server, pmid FROM record").fetchall()
    connection.close()
    assert rows == [(server.url, 99000001)]
