"""The whole way (Q8) as people run it: `find` over HTTP against a local E-utilities server that holds the whole corpus.

`through_server` judges every claim with models refitted without its fold. `held_out` keeps some claims out of everything that is
fitted to labels (sentence ranker, ranking, judge, threshold), writes those weights to a temporary folder, and judges the claims with them.
"""

import json
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import data
import fit_judge
import fit_ranking
import fit_sentences
import rows
from common import interval, twin_type, whole_corpus

from claimcheck.catalogs.pubmed import PubMed
from claimcheck.evidence import deciding, judge, model, vocabulary
from claimcheck.evidence import rank as ranking
from claimcheck.evidence.attach import THRESHOLD, choose
from claimcheck.model import Claim, Evidence, FindResult
from claimcheck.research import find

Judged = Sequence[tuple[dict[str, str], FindResult]]


def through_server() -> None:
    """Every claim, with the models of the fold that has not seen it."""
    twin = twin_type()
    if twin is None:
        return
    fits, folds = fit_judge.everything(), rows.scifact_folds()
    results = []
    with twin(**whole_corpus()) as server:
        for number in range(rows.FOLDS):
            ready = {name: model.blend(raw) for name, raw in fits.stored(number).items()}
            with mock.patch.object(judge, "fitted", ready.__getitem__):
                results += _asked({name for name, fold in folds.items() if fold == number}, server.url)
    _tell("Q8 through the server", results, THRESHOLD)
    _tell_contradicting("Q8 through the server", results)


def held_out(count: int) -> None:
    """`count` claims kept out of training, in whole groups that share a paper."""
    twin = twin_type()
    if twin is None:
        return
    held = _chosen(count)
    with tempfile.TemporaryDirectory() as place, _weights_in(Path(place) / "data") as folder:
        fit_sentences.write(folder / "weights.json", frozenset(held))
        fit_ranking.write_without(held, folder / "weights.json")
        _forget()
        fits = fit_judge.Fits(rows.Material(frozenset(held)))
        (folder / "judge.json").write_text(json.dumps(fits.stored()), encoding="utf-8")
        threshold = fit_judge.best_threshold(fit_judge.measured(fits))
        _forget()
        with twin(**whole_corpus()) as server:
            results = _asked(held, server.url)
    _tell("Q8 held out", results, THRESHOLD)
    _tell_contradicting("Q8 held out", results)
    _tell(f"Q8 held out, threshold {threshold} chosen on the other claims", results, threshold)


def _chosen(count: int) -> set[int]:
    groups: dict[str, list[int]] = {}
    for claim, group in data.claim_groups(data.scifact_claims()).items():
        groups.setdefault(group, []).append(claim)
    order = sorted(groups)
    random.Random(2).shuffle(order)
    held: set[int] = set()
    for group in order:
        if len(held) + len(groups[group]) <= count:
            held.update(groups[group])
    return held


@contextmanager
def _weights_in(folder: Path) -> Iterator[Path]:
    """Read the evidence stages' data from a copy."""
    shutil.copytree(vocabulary._DATA, folder)
    with mock.patch.object(vocabulary, "_DATA", folder):
        _forget()
        yield folder
    _forget()


def _forget() -> None:
    for loaded in (deciding._weights, ranking._weights, model.fitted):
        loaded.cache_clear()


def _asked(wanted: set[int], url: str) -> list[tuple[dict[str, str], FindResult]]:
    claims = {str(row["id"]): row for row in data.scifact_claims() if row["id"] in wanted}
    with PubMed(base_url=url, requests_per_second=5000) as pubmed:
        found = list(find([Claim(row["claim"], id=name) for name, row in claims.items()], pubmed))
    return [(_gold(claims[str(result.claim.id)]), result) for result in found]


def _gold(row: dict[str, Any]) -> dict[str, str]:
    return {doc: data.LABELS[sets[0]["label"]] for doc, sets in row["evidence"].items()}


def _tell(name: str, judged: Judged, threshold: float) -> None:
    trouble = sum(bool(result.reason) for _, result in judged)
    print(f"{name}: {len(judged)} claims at {threshold}, {trouble} with something that could not be asked")
    ours = [[str(e.paper.pmid) for e in _attached(result, threshold)] for _, result in judged]
    for who, chosen in (
        ("ours", ours),
        ("rank 1", [[str(c.paper.pmid) for c in result.candidates[:1]] for _, result in judged]),
    ):
        stances = [[gold.get(pmid, "other") for pmid in pmids] for (gold, _), pmids in zip(judged, chosen, strict=True)]
        has = ["supports" in gold.values() for gold, _ in judged]
        flat = [stance for listed in stances for stance in listed]
        print(
            f"{name}, {who}: precision {interval([float(s == 'supports') for s in flat])}"
            f" recall {interval([float('supports' in s) for s, h in zip(stances, has, strict=True) if h])}"
            f" left unsourced {interval([float(not s) for s in stances])}"
            f" wrong where none {interval([float(bool(s)) for s, h in zip(stances, has, strict=True) if not h])}"
            f" contradicting {interval([float(s == 'contradicts') for s in flat])} attached {len(flat)}"
        )


def _tell_contradicting(name: str, judged: Judged) -> None:
    told = [
        gold.get(str(e.paper.pmid), "other")
        for gold, result in judged
        for e in choose(result.claim, result.evidence).contradicting
    ]
    right = interval([float(stance == "contradicts") for stance in told])
    print(f"{name}: told as contradicting {len(told)}, that do {right}, that support {told.count('supports')}")


def _attached(result: FindResult, threshold: float) -> tuple[Evidence, ...]:
    return choose(result.claim, result.evidence, threshold=threshold).attached
