"""The paper cache: shared, dated, never an error, never a wrong answer."""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import eutils_server as es
from support.eutils_server import EutilsServer, record

from claimcheck.catalogs.pubmed.cache import Cache
from claimcheck.catalogs.pubmed.client import PubMed
from claimcheck.identifiers import Pmid

Ask = Callable[..., PubMed]
HERE = "https://eutils.example.org/"
ONE, TWO = Pmid("99000001"), Pmid("99000002")


def test_a_cached_paper_is_not_asked_for_again_and_keeps_its_date(ask: Ask, tmp_path: Path) -> None:
    yesterday = dt.datetime.now().timestamp() - 86_400
    with EutilsServer([record(ONE), record(TWO)]) as server:
        ask(server.url, cache=Cache(tmp_path, clock=lambda: yesterday)).fetch([ONE])
        result = ask(server.url, cache=Cache(tmp_path)).fetch([ONE, TWO])
        assert [asked.ids for asked in server.requests] == [[ONE], [TWO]]
    assert [paper.pmid for paper in result.papers] == [ONE, TWO]
    dates = [paper.origin.date for paper in result.papers if paper.origin]
    assert dates == [dt.date.today() - dt.timedelta(1), dt.date.today()]


def test_refresh_asks_anew_and_stores(ask: Ask, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    with EutilsServer([record(ONE)]) as server:
        ask(server.url, cache=cache).fetch([ONE])
        server.add(record(ONE, types=["Retracted Publication"]))
        assert not ask(server.url, cache=cache).fetch([ONE]).papers[0].is_retracted
        assert ask(server.url, cache=cache, refresh=True).fetch([ONE]).papers[0].is_retracted
        assert ask(server.url, cache=cache).fetch([ONE]).papers[0].is_retracted
        assert len(server.requests) == 2


def test_offline_answers_from_the_cache_and_says_what_it_could_not_ask(ask: Ask, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    with EutilsServer([record(ONE)]) as server:
        ask(server.url, cache=cache).fetch([ONE])
        before = len(server.requests)
        result = ask(server.url, cache=cache, offline=True).fetch([ONE, TWO])
        assert len(server.requests) == before
    assert [paper.pmid for paper in result.papers] == [ONE]
    assert list(result.not_asked) == [TWO]
    assert "offline" in result.not_asked[TWO]
    assert result.missing == ()


def test_negative_answers_live_for_a_day_and_records_for_a_week(tmp_path: Path) -> None:
    now = [1_000_000_000.0]
    cache = Cache(tmp_path, clock=lambda: now[0])
    cache.put(HERE, {ONE: b"<x/>", TWO: None})
    assert {pmid: entry.raw for pmid, entry in cache.get(HERE, [ONE, TWO]).items()} == {ONE: b"<x/>", TWO: None}
    now[0] += 1.5 * 86_400
    assert list(cache.get(HERE, [ONE, TWO])) == [ONE]
    now[0] += 6 * 86_400
    assert cache.get(HERE, [ONE, TWO]) == {}
    now[0] -= 100 * 86_400
    assert cache.get(HERE, [ONE, TWO]) == {}, "from the future: written under a wrong clock"


def test_missing_is_cached_and_failures_are_not(ask: Ask, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    with EutilsServer([], faults_at={"efetch.fcgi": [es.server_error()] * 7}) as server:
        assert list(ask(server.url, cache=cache).fetch([ONE]).not_asked) == [ONE]
        assert cache.info().missing == 0
        assert ask(server.url, cache=cache).fetch([ONE]).missing == (ONE,)
        before = len(server.requests)
        assert ask(server.url, cache=cache).fetch([ONE]).missing == (ONE,)
        assert len(server.requests) == before


def test_servers_are_kept_apart(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(HERE, {ONE: b"a"})
    assert cache.get("https://elsewhere.example.org/", [ONE]) == {}


@given(raws=st.dictionaries(st.integers(1, 999_999_999).map(Pmid), st.none() | st.binary(max_size=200), max_size=30))
def test_what_is_put_is_got(tmp_path_factory: pytest.TempPathFactory, raws: dict[Pmid, bytes | None]) -> None:
    cache = Cache(tmp_path_factory.mktemp("cache"))
    cache.put(HERE, raws)
    assert {pmid: entry.raw for pmid, entry in cache.get(HERE, raws).items()} == raws
    cache.close()


def test_info_and_clear(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(HERE, {ONE: b"a" * 1000, TWO: None})
    info = cache.info()
    assert (info.usable, info.records, info.missing, info.path.parent) == (True, 1, 1, tmp_path)
    assert info.size > 0
    assert cache.clear() == 2
    assert cache.get(HERE, [ONE, TWO]) == {}


@pytest.mark.parametrize(
    "damage",
    [b"this is no database, and longer than a header of one hundred bytes" * 3, b"SQLite format 3\0" + b"\xff" * 4096],
)
def test_a_damaged_file_is_set_aside_with_a_warning(tmp_path: Path, damage: bytes) -> None:
    first = Cache(tmp_path)
    first.put(HERE, {ONE: b"a"})
    first.close()
    first.path.write_bytes(damage)
    cache = Cache(tmp_path)
    with pytest.warns(RuntimeWarning, match="set aside"):
        assert cache.get(HERE, [ONE]) == {}
    cache.put(HERE, {ONE: b"b"})
    assert cache.get(HERE, [ONE])[ONE].raw == b"b"
    assert [path.read_bytes() for path in tmp_path.glob("*.damaged")] == [damage]


def test_where_nothing_can_be_written_there_is_no_cache_and_no_error(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file" / "below")
    with EutilsServer([record(ONE)]) as server:
        pubmed = ask(server.url, cache=cache)
        assert len(pubmed.fetch([ONE]).papers) == len(pubmed.fetch([ONE]).papers) == 1
    assert not cache.info().usable
    assert cache.clear() == 0


def test_a_cached_record_that_cannot_be_read_is_asked_for(ask: Ask, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    with EutilsServer([record(ONE)]) as server:
        cache.put(server.url, {ONE: b"<PubmedArticle>nonsense"})
        assert len(ask(server.url, cache=cache).fetch([ONE]).papers) == 1


def test_processes_share_it(tmp_path: Path) -> None:
    code = (
        "import sys; from claimcheck.catalogs.pubmed.cache import Cache; from claimcheck.identifiers import Pmid\n"
        "c = Cache(sys.argv[1]); b = int(sys.argv[2])\n"
        "for n in range(50): c.put('s', {Pmid(b + n): b'x'})"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), str(n * 1000 + 1)]) for n in range(3)]
    assert [run.wait() for run in runs] == [0, 0, 0]
    assert Cache(tmp_path).info().records == 150


def test_the_folder_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name != "nt":
        assert Cache().path.parent == tmp_path / "xdg_cache_home" / "claimcheck"
    monkeypatch.setenv("CLAIMCHECK_CACHE_DIR", str(tmp_path / "own"))
    assert Cache().path.parent == tmp_path / "own"
