"""Right or wrong, Q1 to Q8: prints every measure beside its baselines.

    CLAIMCHECK_TEST_DATA=... PYTHONPATH=src:training python benchmarks/quality/run.py [Q1 Q4 …] [--errors] [--encoder=FOLDER]

Q1–Q3 ranking (by the shipped weights, which saw these claims, and cross-validated; `--encoder` adds rows with an
encoder), Q4 the query ladder against a Boolean engine (the local E-utilities server), Q5–Q6 the verdict given the
paper, Q7 the evidence sentence, Q8 the whole way. Q5, Q6 and Q8 refit by cross-validation over groups that share a
paper and need numpy and scikit-learn; so does Q7. Peers (SQLite FTS5; bm25s where installed) run in the same process. Intervals are
bootstrap, 95%, over claims. `Q8 --through-server` asks the server over HTTP, claim by claim, as `claimcheck find` does. `--errors` lists what Q8 attaches wrongly, by kind.
"""

import importlib
import json
import math
import os
import random
import re
import sqlite3
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import data
import retrieve

from claimcheck.catalogs.pubmed import PubMed
from claimcheck.evidence.encoder import Encoder, load_encoder
from claimcheck.evidence.model import blend
from claimcheck.evidence.plan import plan_queries
from claimcheck.evidence.rank import rank
from claimcheck.evidence.text import STOPWORDS, words
from claimcheck.model import Claim, FindResult, Paper, Stance
from claimcheck.research import find

Query = tuple[str, frozenset[str]]
WIDE = 120
"""Papers of a collection that ours ranks; the peers rank the whole collection."""


def interval(values: Sequence[float], rounds: int = 500) -> str:
    """Mean in percent with a bootstrap interval."""
    chance = random.Random(1)
    means = sorted(sum(chance.choices(values, k=len(values))) / len(values) for _ in range(rounds))
    return f"{100 * sum(values) / len(values):5.1f} [{100 * means[rounds // 40]:.1f}–{100 * means[-rounds // 40]:.1f}]"


# --- Q1 to Q3: ranking -------------------------------------------------------------------------------------------


def scifact() -> tuple[list[Paper], list[Query]]:
    papers = list(data.scifact_papers().values())
    return papers, [(row["claim"], frozenset(map(str, row["cited_doc_ids"]))) for row in data.scifact_claims()]


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


def ours(papers: list[Paper], encoder: Encoder | None) -> Callable[[str], list[str]]:
    shelf = retrieve.Shelf(papers)
    return lambda text: [str(c.paper.pmid) for c in rank(Claim(text), shelf.top(text, WIDE), encoder=encoder)]


def chosen_encoder() -> str | None:
    return next((a.removeprefix("--encoder=") for a in sys.argv if a.startswith("--encoder=")), None)


@cache
def cross_validated(folder: str | None) -> dict[str, Any]:
    """nDCG@10 and recall@10 of every claim, by set, from weights that saw neither the claim nor its papers."""
    fit = importlib.import_module("fit_ranking")
    encoder = load_encoder(folder, kept=None) if folder else None
    found: dict[str, Any] = fit.cross_validated(
        {name: fit.ranked(name, encoder) for name in fit.SETS}, with_encoder=bool(folder)
    )
    return found


def tell(label: str, gains: Any, recall: Any) -> None:
    print(f"{label}: nDCG@10 {interval(gains / 100)}  recall@10 {interval(recall / 100)}")


def ranking(name: str, which: str) -> None:
    papers, queries = importlib.import_module("fit_ranking").collection(which)
    folder = chosen_encoder()
    peer, lexical = fts5(papers), cross_validated(None)[which][0] / 100
    tell(f"{name} lexical, cross-validated", *cross_validated(None)[which])
    ahead = [own - gain(peer(text), wanted)[0] for own, (text, wanted) in zip(lexical, queries, strict=True)]
    print(f"{name} lexical before fts5, claim by claim: nDCG@10 {interval(ahead)}")
    if folder:
        tell(f"{name} with encoder, cross-validated", *cross_validated(folder)[which])
        ahead = list(cross_validated(folder)[which][0] / 100 - lexical)
        print(f"{name} with encoder before lexical, claim by claim: nDCG@10 {interval(ahead)}")
    peers: dict[str, Callable[[str], list[str]] | None] = {
        "ours (in sample)": ours(papers, None),
        "ours with encoder (in sample)": ours(papers, load_encoder(folder, kept=None)) if folder else None,
        "fts5": fts5(papers),
        "bm25s": bm25s(papers),
    }
    for peer, ask in peers.items():
        if ask is not None:
            gains = [gain(ask(text), wanted) for text, wanted in queries]
            print(
                f"{name} {peer}: nDCG@10 {interval([g[0] for g in gains])}  recall@10 {interval([g[1] for g in gains])}"
            )


def q1() -> None:
    ranking("Q1 SciFact", "scifact")


def q2() -> None:
    ranking("Q2 CliniFact", "clinifact")


def q3() -> None:
    ranking("Q3 Check-COVID", "covid")


# --- Q4: the ladder against a Boolean engine -----------------------------------------------------------------------


def q4(pool: int = 40) -> None:
    twin_type = _twin_type()
    if twin_type is None:
        return
    papers, (_, queries) = {str(p.pmid): p for p in data.scifact_papers().values()}, scifact()
    with twin_type(records=[data.folder() / "scifact" / "corpus.jsonl"], id_key="doc_id", limit=0) as twin:
        for name, ladder in (("ours", _ladder), ("ANDed", _anded)):
            zero, recall = [], []
            for text, wanted in queries:
                found: dict[str, None] = {}
                for query in ladder(text):
                    if len(found) < pool:
                        found |= dict.fromkeys(_search(twin.url, query, pool))
                zero.append(float(not found))
                ranked = rank(Claim(text), [papers[pmid] for pmid in found if pmid in papers])
                recall.append(gain([str(c.paper.pmid) for c in ranked], wanted)[1])
            print(f"Q4 {name:6} zero hits {interval(zero)}  recall@10 {interval(recall)}")


def _twin_type() -> Any:
    tools = Path(os.environ["CLAIMCHECK_TEST_DATA"]).parent / "tools" / "pubmed-twin"
    if not tools.is_dir():
        print("skipped: no local E-utilities server beside the data")
        return None
    sys.path.insert(0, str(tools))
    return importlib.import_module("pubmed_twin").PubmedTwin


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


# --- Q5 to Q8: the judge -----------------------------------------------------------------------------------------


def q5() -> None:
    """Q5, Q6 and Q8 share their fits."""
    fit = importlib.import_module("fit_judge")
    material = fit.Material()
    labels = material.own_labels
    _score("Q5 SciFact majority", [2] * len(labels), labels)
    _score("Q5 SciFact overlap and negation rule", [_overlap_rule(pair) for pair in data.scifact()], labels)
    fit.given_the_paper(material)
    judged = fit.measured(material)
    first = [labels[str(ev[0].paper.pmid)] for _, _, labels, ev in judged if ev]
    with_support = sum(has for _, has, _, _ in judged)
    shares = [100 * first.count("supports") / len(first), 100 * first.count("supports") / with_support]
    print(
        f"Q8 always rank 1: precision {shares[0]:.1f} recall {shares[1]:.1f} wrong where none 100 contradicting {100 * first.count('contradicts') / len(first):.1f}"
    )
    for threshold in (0.36, 0.42, 0.5, 0.6):
        figures = "precision {:.1f} recall {:.1f} wrong where none {:.1f} contradicting {:.1f} attached {}"
        print(f"Q8 ours at {threshold}:", figures.format(*fit.whole_way(judged, threshold, 3)))
    attached = [
        float(names[str(e.paper.pmid)] == "supports")
        for claim, _, names, evidence in judged
        for e in fit.choose(claim, evidence).attached
    ]
    print(f"Q8 precision at the default threshold {interval(attached)}")
    if "--errors" in sys.argv:
        _list_errors(fit, judged)


def through_server() -> None:
    """Q8 as people run it: `find` over HTTP against the local E-utilities server, models refitted for every fold."""
    twin_type = _twin_type()
    if twin_type is None:
        return
    fit, judging = importlib.import_module("fit_judge"), importlib.import_module("claimcheck.evidence.judge")
    models, folds = fit.fold_models(fit.Material()), fit.scifact_folds()
    rows = {str(row["id"]): row for row in data.scifact_claims()}
    results = []
    with twin_type(records=[data.folder() / "scifact" / "corpus.jsonl"], id_key="doc_id", limit=0) as twin:
        for number, stored in enumerate(models):
            ready = {name: blend(raw) for name, raw in stored.items()}
            claims = [Claim(row["claim"], id=name) for name, row in rows.items() if folds[row["id"]] == number]
            with (
                mock.patch.object(judging, "fitted", ready.__getitem__),
                PubMed(base_url=twin.url, requests_per_second=5000) as pubmed,
            ):
                results += list(find(claims, pubmed))
    _tell_whole_way([(_gold(rows[result.claim.id]), result) for result in results])


def _gold(row: dict[str, Any]) -> dict[str, str]:
    return {doc: data.LABELS[sets[0]["label"]] for doc, sets in row["evidence"].items()}


def _tell_whole_way(judged: list[tuple[dict[str, str], FindResult]]) -> None:
    trouble = sum(bool(result.reason) for _, result in judged)
    print(f"Q8 through the server: {len(judged)} claims, {trouble} with something that could not be asked")
    for name, chosen in (
        ("ours", [[str(e.paper.pmid) for e in result.attached] for _, result in judged]),
        ("rank 1", [[str(c.paper.pmid) for c in result.candidates[:1]] for _, result in judged]),
    ):
        stances = [[gold.get(pmid, "other") for pmid in pmids] for (gold, _), pmids in zip(judged, chosen, strict=True)]
        has = ["supports" in gold.values() for gold, _ in judged]
        flat = [stance for listed in stances for stance in listed]
        print(
            f"Q8 through the server, {name}: precision {interval([float(s == 'supports') for s in flat])}"
            f" recall {interval([float('supports' in s) for s, h in zip(stances, has, strict=True) if h])}"
            f" wrong where none {interval([float(bool(s)) for s, h in zip(stances, has, strict=True) if not h])}"
            f" contradicting {interval([float(s == 'contradicts') for s in flat])} attached {len(flat)}"
        )


def _overlap_rule(pair: data.Pair) -> int:
    """The simplest judge: many shared words, and a negation in one of the two turns it round."""
    ours = set(words(pair.claim.statement)) - STOPWORDS
    best = max((set(words(s)) for s in data.sentences(pair.paper.abstract)), key=lambda s: len(s & ours), default=set())
    if not ours or len(ours & best) / len(ours) < 0.5:
        return 2
    negations = {"not", "no", "without", "neither", "nor"}
    return int(bool(negations & best) != bool(negations & set(words(pair.claim.statement))))


def _score(name: str, given: Sequence[int], gold: Sequence[int]) -> None:
    total = 0.0
    for one in range(3):
        right = sum(g == t == one for g, t in zip(given, gold, strict=True))
        total += 2 * right / max(1, sum(g == one for g in given) + sum(t == one for t in gold))
    print(f"{name}: macro-F1 {100 * total / 3:.1f}")


def _list_errors(fit: Any, judged: list[Any]) -> None:
    for kind in ("contradicts", "neither", "other"):
        print(f"--- attached, but gold says {kind}")
        for claim, _, labels, evidence in judged:
            for one in fit.choose(claim, evidence).attached:
                if labels[str(one.paper.pmid)] == kind:
                    print(f"{one.confidence:.2f} {claim.statement}\n     {one.passage}")


def covid() -> None:
    """Q5 on lay wording by the shipped models (which saw this set: an upper bound, not a test)."""
    judge = importlib.import_module("claimcheck.evidence.judge").judge
    names = {Stance.SUPPORTS: 0, Stance.PARTLY: 0, Stance.CONTRADICTS: 1}
    pairs = data.covid(by_sentence=True)
    given = [names.get(judge(pair.claim, pair.paper).stance, 2) for pair in pairs]
    _score(
        "Q5 Check-COVID by sentence (in sample)",
        given,
        [{"supports": 0, "contradicts": 1}.get(p.label, 2) for p in pairs],
    )


def q7() -> None:
    fit = importlib.import_module("fit_sentences")
    _, found = fit.rows()
    print("Q7 SciFact, cross-validated:", fit.measured(found))


PARTS = {"Q1": q1, "Q2": q2, "Q3": q3, "Q4": q4, "Q5": q5, "COVID": covid, "Q7": q7, "SERVER": through_server}


def main() -> None:
    wanted = [name for name in sys.argv[1:] if not name.startswith("-")] or [name for name in PARTS if name != "SERVER"]
    shared = {"Q6": "Q5", "Q8": "SERVER" if "--through-server" in sys.argv else "Q5"}
    for name in dict.fromkeys(shared.get(name, name) for name in wanted):
        began = time.perf_counter()
        PARTS[name]()
        print(f"   ({name} took {time.perf_counter() - began:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
