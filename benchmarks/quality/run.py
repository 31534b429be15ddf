"""Right or wrong, Q1 to Q8: prints every measure beside its baselines.

    CLAIMCHECK_TEST_DATA=... PYTHONPATH=src:training python benchmarks/quality/run.py [Q1 Q4 …] [--errors] [--encoder=FOLDER]

Q1–Q3 ranking (by the shipped weights, which saw these claims, and cross-validated; `--encoder` adds rows with an
encoder), Q4 the query ladder against a Boolean engine (the local E-utilities server), Q5–Q6 the verdict given the
paper, Q7 the evidence sentence, Q8 the whole way, COST time and memory. Q5, Q6 and Q8 refit by cross-validation over groups that share a
paper and need numpy and scikit-learn; so does Q7. Peers (SQLite FTS5; bm25s where installed) run in the same process. Intervals are
bootstrap, 95%, over claims. `Q8 --through-server` asks the server over HTTP, claim by claim, as `claimcheck find` does, and
`held-out --claims 200` does so for claims that nothing was fitted on. `--errors` lists what is attached and ruled wrongly.
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
from functools import cache, partial
from typing import Any
from unittest import mock

import data
import retrieve
from common import interval, scifact, twin_type, whole_corpus
from cost import cost

from claimcheck.evidence.attach import choose
from claimcheck.evidence.encoder import Encoder, load_encoder
from claimcheck.evidence.model import blend
from claimcheck.evidence.plan import plan_queries
from claimcheck.evidence.rank import rank
from claimcheck.evidence.text import STOPWORDS, words
from claimcheck.model import Claim, Paper, Stance

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
    twin = twin_type()
    if twin is None:
        return
    papers, (_, queries) = {str(p.pmid): p for p in data.scifact_papers().values()}, scifact()
    with twin(**whole_corpus()) as server:
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


# --- Q5 to Q8: the judge -----------------------------------------------------------------------------------------


def q5() -> None:
    """Q5, Q6 and Q8 share their fits."""
    fit = importlib.import_module("fit_judge")
    fits = fit.everything()
    labels = [row.label for row in fits.material.own]
    _score("Q5 SciFact majority", [2] * len(labels), labels)
    _score("Q5 SciFact overlap and negation rule", [_overlap_rule(pair) for pair in data.scifact()], labels)
    fit.given_the_paper(fits)
    judged = fit.measured(fits)
    first = [one.labels[str(one.evidence[0].paper.pmid)] for one in judged if one.evidence]
    with_support = sum(one.has_support for one in judged)
    shares = [100 * first.count("supports") / len(first), 100 * first.count("supports") / with_support]
    print(
        f"Q8 always rank 1: precision {shares[0]:.1f} recall {shares[1]:.1f} wrong where none 100 contradicting {100 * first.count('contradicts') / len(first):.1f}"
    )
    fit.tell_whole_way(judged)
    attached = [
        float(one.labels[str(e.paper.pmid)] == "supports")
        for one in judged
        for e in choose(one.claim, one.evidence).attached
    ]
    print(f"Q8 precision at the default threshold {interval(attached)}")
    told = fit.counter_evidence(judged)
    right = interval([float(label == "contradicts") for label in told])
    print(f"Q8 told as contradicting: {len(told)}, that do {right}, that support {told.count('supports')}")
    if "--errors" in sys.argv:
        _list_errors(judged)
        fit.list_wrong_verdicts(fits)


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


def _list_errors(judged: list[Any]) -> None:
    for kind in ("contradicts", "neither", "other"):
        print(f"--- attached, but gold says {kind}")
        for one in judged:
            for said in choose(one.claim, one.evidence).attached:
                if one.labels[str(said.paper.pmid)] == kind:
                    print(f"{said.confidence:.2f} {one.claim.statement}\n     {said.passage}")


def covid() -> None:
    """Q5 on lay wording by the whole judge, vetoes included, with models that have not seen the claim or its paper."""
    fits = importlib.import_module("fit_judge").everything()
    judging = importlib.import_module("claimcheck.evidence.judge")
    names = {Stance.SUPPORTS: 0, Stance.PARTLY: 0, Stance.CONTRADICTS: 1}
    pairs = data.covid(by_sentence=True)
    folds = [row.fold for row in fits.material.aux if row.source == "check-covid by sentence"]
    given = [2] * len(pairs)
    for number in set(folds):
        ready = {name: blend(raw) for name, raw in fits.stored(number).items()}
        with mock.patch.object(judging, "fitted", ready.__getitem__):
            for at, (pair, fold) in enumerate(zip(pairs, folds, strict=True)):
                if fold == number:
                    given[at] = names.get(judging.judge(pair.claim, pair.paper).stance, 2)
    gold = [{"supports": 0, "contradicts": 1}.get(pair.label, 2) for pair in pairs]
    _score("Q5 Check-COVID by sentence, the whole judge, cross-validated", given, gold)


def q7() -> None:
    fit = importlib.import_module("fit_sentences")
    _, found = fit.rows()
    print("Q7 SciFact, cross-validated:", fit.measured(found))


def whole_way(name: str) -> None:
    """`find` over HTTP: every claim by its fold's models, or claims that were kept out of training."""
    module = importlib.import_module("whole_way")
    if name == "SERVER":
        module.through_server()
    else:
        module.held_out(int(sys.argv[sys.argv.index("--claims") + 1]) if "--claims" in sys.argv else 200)


PARTS = {
    "Q1": q1, "Q2": q2, "Q3": q3, "Q4": q4, "Q5": q5, "COVID": covid, "Q7": q7, "COST": cost,
    "SERVER": partial(whole_way, "SERVER"), "HELD-OUT": partial(whole_way, "HELD-OUT"),
}  # fmt: skip
LONG = ("SERVER", "HELD-OUT")


def main() -> None:
    named = [name.upper() for name in sys.argv[1:] if not name.startswith("-") and not name.isdecimal()]
    wanted = named or [name for name in PARTS if name not in LONG]
    shared = {"Q6": "Q5", "Q8": "SERVER" if "--through-server" in sys.argv else "Q5"}
    for name in dict.fromkeys(shared.get(name, name) for name in wanted):
        began = time.perf_counter()
        PARTS[name]()
        print(f"   ({name} took {time.perf_counter() - began:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
