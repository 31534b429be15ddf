"""Ranking and cost: prints Q1 to Q4 beside their baselines. How right the judge is, `judge.py` tells.

    CLAIMCHECK_TEST_DATA=... PYTHONPATH=src:training python benchmarks/quality/run.py [Q1 Q4 COST …]

Q1–Q3 ranking (by the shipped weights, which saw these claims, and cross-validated), Q4 the query ladder against a Boolean engine
(the local E-utilities server), COST time and memory. Peers (SQLite FTS5; bm25s where installed) run in the same process. Intervals
are bootstrap, 95%, over claims. Cross-validation needs numpy, scipy and scikit-learn.
"""

import importlib
import json
import math
import re
import sqlite3
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import retrieve
from common import interval, twin_type
from corpus import corpus, data_folder, gold_documents, papers_of
from cost import cost

from claimcheck.evidence.plan import plan_queries
from claimcheck.evidence.rank import rank
from claimcheck.language.words import STOPWORDS, words
from claimcheck.model import Claim, Paper

WIDE = 120
"""Papers of a collection that ours ranks; the peers rank the whole collection."""


# --- Q1 to Q3: ranking -------------------------------------------------------------------------------------------


def gain(ranked: Sequence[str], wanted: frozenset[str]) -> tuple[float, float]:
    found = sum(1 / math.log2(i + 2) for i, pmid in enumerate(ranked[:10]) if pmid in wanted)
    ideal = sum(1 / math.log2(i + 2) for i in range(min(10, len(wanted))))
    return found / ideal, len(wanted.intersection(ranked[:10])) / len(wanted)


def fts5(papers: list[Paper]) -> Callable[[str], list[str]]:
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table t using fts5(pmid unindexed, title, abstract, tokenize='porter unicode61')")
    base.executemany("insert into t values (?, ?, ?)", [(str(p.pmid), p.title, p.abstract) for p in papers])

    def ask(text: str) -> list[str]:
        query = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", text))
        return [row[0] for row in base.execute("select pmid from t where t match ? order by rank limit 10", (query,))]

    return ask


def bm25s(papers: list[Paper]) -> Callable[[str], list[str]] | None:
    try:
        peer, stemmer = importlib.import_module("bm25s"), importlib.import_module("Stemmer").Stemmer("english")
    except ImportError:
        return None
    options = {"stopwords": "en", "stemmer": stemmer, "show_progress": False}
    index = peer.BM25()
    index.index(peer.tokenize([f"{p.title} {p.abstract}" for p in papers], **options), show_progress=False)

    def ask(text: str) -> list[str]:
        places, _ = index.retrieve(peer.tokenize([text], **options), k=10, show_progress=False)
        return [str(papers[i].pmid) for i in places[0]]

    return ask


def ours(papers: list[Paper]) -> Callable[[str], list[str]]:
    shelf = retrieve.Shelf(papers)
    return lambda text: [str(c.paper.pmid) for c in rank(Claim(text), shelf.top(text, WIDE))]


@cache
def cross_validated() -> dict[str, Any]:
    """nDCG@10 and recall@10 of every claim, by set, from weights that saw neither the claim nor its papers."""
    fit = importlib.import_module("fit_ranking")
    found: dict[str, Any] = fit.cross_validated({name: fit.ranked(name) for name in fit.SETS})
    return found


def tell(label: str, gains: Sequence[float], recall: Sequence[float]) -> None:
    print(f"{label}: nDCG@10 {interval(gains)}  recall@10 {interval(recall)}")


def ranking(name: str, which: str) -> None:
    papers, queries = importlib.import_module("fit_ranking").collection(which)
    gains, recall = (list(column / 100) for column in cross_validated()[which])
    tell(f"{name} ours, cross-validated", gains, recall)
    peer = fts5(papers)
    ahead = [own - gain(peer(text), wanted)[0] for own, (text, wanted) in zip(gains, queries, strict=True)]
    print(f"{name} ours before fts5, claim by claim: nDCG@10 {interval(ahead)}")
    for label, ask in {"ours (in sample)": ours(papers), "fts5": peer, "bm25s": bm25s(papers)}.items():
        if ask is not None:
            found = [gain(ask(text), wanted) for text, wanted in queries]
            tell(f"{name} {label}", [one[0] for one in found], [one[1] for one in found])


def q1() -> None:
    ranking("Q1 SciFact", "scifact")


def q2() -> None:
    ranking("Q2 CliniFact", "clinifact")


def q3() -> None:
    ranking("Q3 Check-COVID", "covid")


# --- Q4: the ladder against a Boolean engine -----------------------------------------------------------------------


def q4(pool: int = 40) -> None:
    twin = twin_type()
    if twin is None:
        return
    shelf = {name: paper for name, paper in papers_of(corpus().values()).items() if name.startswith("scifact:")}
    papers = {name.removeprefix("scifact:"): paper for name, paper in shelf.items()}
    queries = [
        (text, frozenset(str(shelf[name].pmid) for name in names))
        for text, names in gold_documents("scifact", undecided=True).items()
    ]
    with twin(records=[data_folder() / "benchmarks/scifact/corpus.jsonl"], id_key="doc_id", limit=0) as server:
        for name, ladder in (("ours", _ladder), ("ANDed", _anded)):
            zero, recall = [], []
            for text, wanted in queries:
                found: dict[str, None] = {}
                for query in ladder(text):
                    if len(found) < pool:
                        found |= dict.fromkeys(_search(server.url, query, pool))
                zero.append(float(not found))
                ranked = rank(Claim(text), [papers[pmid] for pmid in found if pmid in papers])
                recall.append(gain([str(c.paper.pmid) for c in ranked], wanted)[1])
            print(f"Q4 {name:6} zero hits {interval(zero)}  recall@10 {interval(recall)}")


def _ladder(text: str) -> list[str]:
    return [query.text for query in plan_queries(Claim(text))]


def _anded(text: str) -> list[str]:
    return [" AND ".join(f"{word}[tiab]" for word in words(text) if word not in STOPWORDS)]


def _search(base: str, query: str, limit: int) -> list[str]:
    form = {
        "db": "pubmed",
        "term": query,
        "retmax": limit,
        "sort": "relevance",
        "retmode": "json",
        "tool": "claimcheck-benchmark",
    }
    with urllib.request.urlopen(f"{base}esearch.fcgi", urllib.parse.urlencode(form).encode(), timeout=60) as answer:
        found: list[str] = json.load(answer)["esearchresult"].get("idlist", [])
        return found


PARTS = {"Q1": q1, "Q2": q2, "Q3": q3, "Q4": q4, "COST": cost}


def main() -> None:
    for name in [one.upper() for one in sys.argv[1:]] or PARTS:
        began = time.perf_counter()
        PARTS[name]()
        print(f"   ({name} took {time.perf_counter() - began:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
