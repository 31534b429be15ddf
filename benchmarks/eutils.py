"""How well the E-utilities client uses what NCBI allows, as ratios, against a local E-utilities server.

    CLAIMCHECK_TEST_DATA=... python benchmarks/eutils.py [--claims 60] [--seconds 10] [--only claims,limit,...]

`CLAIMCHECK_TEST_DATA` names the folder with the SciFact corpus; the server lies beside it. Prints one JSON object.
"""

import argparse
import json
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import requests

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from Bio import Entrez  # noqa: E402
from support.eutils_server import EutilsServer, record  # noqa: E402

from claimcheck.catalogs.pubmed.cache import Cache  # noqa: E402
from claimcheck.catalogs.pubmed.client import PubMed  # noqa: E402
from claimcheck.catalogs.pubmed.outcomes import EutilsError  # noqa: E402
from claimcheck.catalogs.pubmed.transport import Limits  # noqa: E402
from claimcheck.identifiers import Pmid  # noqa: E402

DATA = Path(os.environ.get("CLAIMCHECK_TEST_DATA", "not-set"))
SCIFACT = DATA / "benchmarks" / "scifact"


@contextmanager
def twin(*options: str) -> Iterator[str]:
    """The server in a process of its own; gives its base URL without the path."""
    with tempfile.TemporaryDirectory() as folder:
        port = Path(folder) / "port"
        command = [sys.executable, str(DATA.parent / "tools/pubmed-twin/pubmed_twin.py"), "--port-file", str(port)]
        command += ["--id-key", "doc_id", "--records", str(SCIFACT / "corpus.jsonl"), *options]
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            while not port.exists() or not port.read_text().strip():
                assert run.poll() is None, "the server did not start"
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port.read_text().strip()}"
        finally:
            run.terminate()
            run.wait()


def stats(base: str, *, reset: bool = False) -> dict[str, Any]:
    with urllib.request.urlopen(f"{base}/_twin/stats") as answer:
        found: dict[str, Any] = json.load(answer)
    if reset:
        urllib.request.urlopen(urllib.request.Request(f"{base}/_twin/reset", method="POST")).close()
    return found


def queries(count: int) -> list[str]:
    lines = (SCIFACT / "claims_train.jsonl").read_text(encoding="utf-8").splitlines()
    claims = [json.loads(line)["claim"] for line in lines]
    terms = [" OR ".join(re.findall(r"[A-Za-z]{5,}", claim)) or "study" for claim in claims]
    return [terms[n % len(terms)] for n in range(count)]


# --- claims --------------------------------------------------------------------------------------------------------


def claims(count: int) -> dict[str, Any]:
    """`count` claims with 20 papers each: ours, and a plain Biopython script (search, fetch, claim by claim)."""
    terms = queries(count)
    with twin() as base:
        stats(base, reset=True)
        ours = timed(lambda: our_claims(base, terms))
        our_stats = stats(base, reset=True)
        theirs = timed(lambda: biopython_claims(base, terms[: max(5, count // 6)]))
        their_stats = stats(base)
    scale = count / max(5, count // 6)
    least = our_stats["requests"] / 3.0
    return {
        "claims": count,
        "requests": our_stats["requests"],
        "requests_a_claim": our_stats["requests"] / count,
        "seconds": ours,
        "seconds_over_legal_limit": ours / least,
        "status_429": our_stats["status_429"],
        "biopython_requests": their_stats["requests"] * scale,
        "biopython_seconds": theirs * scale,
        "biopython_seconds_over_ours": theirs * scale / ours,
    }


def our_claims(base: str, terms: list[str]) -> None:
    with PubMed(email="bench@example.org", base_url=f"{base}/entrez/eutils") as pubmed:
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda term: pubmed.search(term, 20), terms))
        result = pubmed.fetch(pmid for search in found for pmid in search.pmids)
        assert not result.missing
        assert not result.not_asked


def biopython_claims(base: str, terms: list[str]) -> None:
    real = Entrez.urlopen

    def to_twin(request: Any) -> Any:
        request.full_url = request.full_url.replace("https://eutils.ncbi.nlm.nih.gov", base)
        return real(request)

    Entrez.urlopen, Entrez.email, Entrez.tool = to_twin, "bench@example.org", "bench"
    for term in terms:
        with Entrez.esearch(db="pubmed", term=term, retmax=20, sort="relevance") as handle:
            ids = Entrez.read(handle)["IdList"]
        with Entrez.efetch(db="pubmed", id=",".join(ids), retmode="xml") as handle:
            Entrez.read(handle)


def timed(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


# --- the limit -----------------------------------------------------------------------------------------------------


def worker(base: str, threads: int, key: str | None, begin: float, end: float) -> None:
    pubmed = PubMed(email="bench@example.org", api_key=key, base_url=f"{base}/entrez/eutils", deadline=600)

    def keep_asking() -> None:
        with suppress(EutilsError):
            while time.time() < end:
                pubmed.search("cell", 5)

    time.sleep(max(0.0, begin - time.time()))
    running = [threading.Thread(target=keep_asking) for _ in range(threads)]
    for thread in running:
        thread.start()
    time.sleep(max(0.0, end - time.time()))
    pubmed.close()
    for thread in running:
        thread.join()


def limit(seconds: float) -> dict[str, Any]:
    """Starts against allowed starts, as the server counts them."""
    found = {}
    context = multiprocessing.get_context("spawn")
    with twin("--valid-key", "k") as base:
        for key, rate in ((None, 3), ("k", 10)):
            for processes, threads in ((1, 1), (1, 4), (1, 16), (4, 1), (4, 4), (4, 16)):
                os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="claimcheck-bench-")
                begin = time.time() + 1.5 + 0.3 * processes
                runs = [
                    context.Process(target=worker, args=(base, threads, key, begin, begin + seconds))
                    for _ in range(processes)
                ]
                stats(base, reset=True)
                for run in runs:
                    run.start()
                for run in runs:
                    run.join()
                seen = stats(base)
                found[f"{rate}/s, {processes} processes of {threads} threads"] = {
                    "of_allowed_starts": seen["requests"] / (rate * seconds),
                    "status_429": seen["status_429"],
                    "most_in_a_second": seen["max_requests_in_1s"],
                }
                time.sleep(1.0)
    return found


# --- one machine ---------------------------------------------------------------------------------------------------


def overhead(count: int = 300) -> dict[str, Any]:
    """A search through the client against the same form through a bare `requests` session; best of three runs."""
    form = {"db": "pubmed", "term": "99000001", "retmax": "5", "retmode": "xml", "tool": "t", "email": "e@example.org"}
    with EutilsServer([record("99000001")]) as server, requests.Session() as session:
        pubmed = PubMed(base_url=server.url, email="e@example.org", requests_per_second=1e6)
        with pubmed:
            ours = min(timed(lambda: [pubmed.search("99000001", 5) for _ in range(count)]) for _ in range(3))
        url = server.url + "esearch.fcgi"
        bare = min(timed(lambda: [session.post(url, data=form).content for _ in range(count)]) for _ in range(3))
    return {"us_a_request": 1e6 * ours / count, "bare_us": 1e6 * bare / count, "ratio": ours / bare}


def cached(count: int = 2000) -> dict[str, Any]:
    """Reading cached papers: the bytes alone, and as papers."""
    corpus = [json.loads(line) for line in (SCIFACT / "corpus.jsonl").read_text(encoding="utf-8").splitlines()[:count]]
    raws = {
        Pmid(99_000_001 + n): record(str(99_000_001 + n), "T", escape(" ".join(paper["abstract"]))).encode()
        for n, paper in enumerate(corpus)
    }
    with tempfile.TemporaryDirectory() as folder:
        cache = Cache(folder)
        pubmed = PubMed(cache=cache, offline=True)
        cache.put("https://eutils.ncbi.nlm.nih.gov/entrez/eutils/", raws)
        server = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"
        read = min(timed(lambda: cache.get(server, raws)) for _ in range(3))
        papers = min(timed(lambda: pubmed.fetch(raws)) for _ in range(3))
        assert len(pubmed.fetch(raws).papers) == len(raws)
        cache.close()
    return {"us_a_record": 1e6 * read / len(raws), "us_a_paper_with_parsing": 1e6 * papers / len(raws)}


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def recheck(count: int = 10_000) -> dict[str, Any]:
    """Requests for re-checking `count` cited papers."""
    pmids = [str(99_000_001 + n) for n in range(count)]
    with EutilsServer([record(pmid) for pmid in pmids]) as server:
        with PubMed(base_url=server.url, requests_per_second=1000, limits=Limits()) as pubmed:
            result = pubmed.fetch(pmids)
        return {"papers": len(result.papers), "requests": len(server.requests)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--only", default="claims,limit,overhead,cached,recheck")
    options = parser.parse_args()
    if not SCIFACT.is_dir():
        parser.error("CLAIMCHECK_TEST_DATA does not name a folder with benchmarks/scifact")
    parts: dict[str, Callable[[], dict[str, Any]]] = {
        "claims": lambda: claims(options.claims),
        "limit": lambda: limit(options.seconds),
        "overhead": overhead,
        "cached": cached,
        "recheck": recheck,
    }
    print(json.dumps({name: parts[name]() for name in options.only.split(",")}, indent=1))


if __name__ == "__main__":
    main()
