"""Reads the public data sets that the weights are fitted on, as claims and papers.

The folder comes from `CLAIMCHECK_TEST_DATA`; its parts are named in docs/model-card-lexical-judge.md. Nothing of a data
set is stored in this repository: only fitted numbers are.
"""

import json
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from attrs import frozen

from claimcheck.identifiers import Pmid
from claimcheck.language.sentences import sentences
from claimcheck.model import AbstractSection, Claim, Paper

LABELS = {"SUPPORT": "supports", "CONTRADICT": "contradicts", "REFUTE": "contradicts", "NOTENOUGHINFO": "neither"}


@frozen
class Pair:
    """A claim with a paper, the gold label (supports, contradicts, neither), the group that must stay together in
    cross-validation, and the gold sentences where the set names them.
    """

    claim: Claim
    paper: Paper
    label: str
    group: str
    source: str
    rationale: tuple[str, ...] = ()


def folder() -> Path:
    """The benchmarks folder, or a sentence on how to get one."""
    root = os.environ.get("CLAIMCHECK_TEST_DATA")
    if not root:
        raise SystemExit("set CLAIMCHECK_TEST_DATA to the folder that holds benchmarks/")
    return Path(root) / "benchmarks"


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def paper_of(number: int, title: str, abstract: list[str] | str) -> Paper:
    text = abstract if isinstance(abstract, str) else " ".join(abstract)
    return Paper(pmid=Pmid(str(number)), title=title, sections=(AbstractSection(text=text),) if text.strip() else ())


@cache
def scifact_papers() -> dict[int, Paper]:
    rows = lines(folder() / "scifact" / "corpus.jsonl")
    return {row["doc_id"]: paper_of(row["doc_id"], row["title"], row["abstract"]) for row in rows}


@cache
def scifact_sentences() -> dict[int, list[str]]:
    return {row["doc_id"]: row["abstract"] for row in lines(folder() / "scifact" / "corpus.jsonl")}


@cache
def scifact_claims() -> list[dict[str, Any]]:
    return list(lines(folder() / "scifact" / "claims_train.jsonl"))


class Together:
    """Names that belong together: `root` gives the same name for all that were joined, directly or over others."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def root(self, node: str) -> str:
        while self._parent.setdefault(node, node) != node:
            node = self._parent[node]
        return node

    def join(self, one: str, other: str) -> None:
        self._parent[self.root(one)] = self.root(other)


def claim_groups(rows: list[dict[str, Any]]) -> dict[int, str]:
    """Claims that share a cited paper stay together."""
    together = Together()
    for row in rows:
        for doc in row["cited_doc_ids"]:
            together.join(f"c{row['id']}", f"d{doc}")
    return {row["id"]: together.root(f"c{row['id']}") for row in rows}


def scifact() -> list[Pair]:
    rows, papers, texts = scifact_claims(), scifact_papers(), scifact_sentences()
    groups = claim_groups(rows)
    pairs = []
    for row in rows:
        claim = Claim(statement=row["claim"], id=str(row["id"]))
        for doc in row["cited_doc_ids"]:
            sets = row["evidence"].get(str(doc), [])
            label = LABELS[sets[0]["label"]] if sets else "neither"
            gold = tuple(texts[doc][i] for one in sets for i in one["sentences"])
            pairs.append(Pair(claim, papers[doc], label, groups[row["id"]], "scifact", gold))
    return pairs


@cache
def covid_papers() -> dict[str, Paper]:
    rows = lines(folder() / "check-covid" / "corpus.jsonl")
    return {row["cord_id"]: paper_of(i + 90_000_000, row["title"], row["abstract"]) for i, row in enumerate(rows)}


def covid_rows() -> list[dict[str, Any]]:
    names = ("covidCheck_train_composed.jsonl", "covidCheck_train_extracted.jsonl")
    return [row for name in names for row in lines(folder() / "check-covid" / name)]


@cache
def covid_sentences() -> dict[str, list[str]]:
    return {row["cord_id"]: row["abstract"] for row in lines(folder() / "check-covid" / "corpus.jsonl")}


def covid(*, by_sentence: bool) -> list[Pair]:
    """Three-way by sentence; two-way over whole abstracts (NOTENOUGHINFO labels one sentence, not the abstract)."""
    papers, texts, pairs = covid_papers(), covid_sentences(), []
    for row in covid_rows():
        label = LABELS[row["label"]]
        gold = tuple(texts[row["cord_id"]][e["sent_index"]] for e in row["evidence_set"])
        if not by_sentence and label == "neither":
            continue
        paper = papers[row["cord_id"]]
        if by_sentence:
            paper = paper_of(int(paper.pmid), "", list(gold))
        claim = Claim(statement=row["claim"], id=row["id"])
        pairs.append(Pair(claim, paper, label, row["cord_id"], "check-covid", gold))
    return pairs


def clinifact() -> list[Pair]:
    names, pairs = {1: "supports", 0: "contradicts", 2: "neither"}, []
    for part in ("train.jsonl", "validation.jsonl"):
        for row in lines(folder() / "clinifact" / part):
            paper = paper_of(int(row["pmid"]), row["title"], row["abstract"])
            claim = Claim(statement=row["claim"], id=str(row["id"]))
            pairs.append(Pair(claim, paper, names[row["label"]], row["nct_id"], "clinifact"))
    return pairs


_AUXILIARY = re.compile(r"^(is|are|does|do|did|can|could|was|were|has|have|should|will|may)\b\s*", re.IGNORECASE)


def pubmedqa() -> list[Pair]:
    """Yes and no answers to yes-or-no titles. The question without its auxiliary stands for the claim."""
    rows = json.loads((folder() / "pubmedqa" / "pqal_train_dev_500.json").read_text(encoding="utf-8"))
    names, pairs = {"yes": "supports", "no": "contradicts", "maybe": "neither"}, []
    for pmid, row in rows.items():
        question = row["QUESTION"].rstrip("? ").split(": ")[-1]
        claim = Claim(statement=_AUXILIARY.sub("", question) + ".", id=f"qa{pmid}")
        sections = tuple(AbstractSection(text=t, label=n) for t, n in zip(row["CONTEXTS"], row["LABELS"], strict=False))
        conclusion = AbstractSection(text=row["LONG_ANSWER"], label="CONCLUSIONS")
        paper = Paper(pmid=Pmid(pmid), title="", sections=(*sections, conclusion))
        pairs.append(Pair(claim, paper, names[row["final_decision"]], pmid, "pubmedqa"))
    return pairs


__all__ = ["Pair", "clinifact", "covid", "pubmedqa", "scifact", "scifact_papers", "sentences"]
