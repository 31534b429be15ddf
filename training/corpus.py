"""What ranking and judge are trained and measured on: documents, the claims asked of them, and which part each belongs to.

The folder named by CLAIMCHECK_TEST_DATA holds the abstracts; nothing of them is stored in this repository. Documents that share
a claim, a trial or an article are one group, and a group lies wholly in one part: `train`, `validation` or `test`, by a hash of its
name. The same document met in two sets (an article of Evidence Inference, a paper of CliniFact) is one document here.
"""

import gzip
import json
import os
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from attrs import define, evolve, field, frozen

from claimcheck.identifiers import Pmid
from claimcheck.language.sentences import sentences
from claimcheck.model import AbstractSection, Paper

LABELS = {"supports": 0, "contradicts": 1, "neither": 2}
WRITTEN = Path(__file__).parent / "claims.tsv"
"""Claims of our own over abstracts that the sets bring along, all of the training part: document, label, style, sentences that
decide, claim."""
UNSEEN = WRITTEN.with_name("claims_unseen.tsv")
"""The same over a hundred abstracts of the test part, by a hand that had read neither these nor the code; nothing is learnt from them."""
LISTED = WRITTEN.with_name("claims_lists.tsv")
"""Claims of our own that were written over two or four near abstracts of the training part at once: style, claim, and for every
abstract its document, label and sentences that decide."""
INVENTED = WRITTEN.with_name("abstracts_invented.jsonl")
"""Abstracts that several hands made up, with their claims: pairs of claims that differ by little, of the kinds that networks read wrongly."""
WRITTEN_ID, LISTED_ID = "written/", "listed/"
_TOLD = {"SUPPORT": "supports", "CONTRADICT": "contradicts", "REFUTE": "contradicts"}


@frozen
class Asked:
    """A claim asked of a document. `evidence` are indexes of the sentences that decide it, -1 the title; empty = not told."""

    id: str
    text: str
    label: str
    evidence: tuple[int, ...] = ()
    source: str = ""
    style: str = ""
    kind: str = ""


@define
class Document:
    """A paper's title and sentences with all that is asked of it."""

    id: str
    title: str
    sentences: list[str]
    group: str = ""
    claims: list[Asked] = field(factory=list)

    @property
    def part(self) -> str:
        return part_of(self.group)


def part_of(group: str) -> str:
    """15 in 100 groups are for the test, 10 for validation; fixed by the group's name."""
    place = zlib.crc32(group.encode()) % 100
    return "test" if place < 15 else "validation" if place < 25 else "train"


class Together:
    """Names that belong together: `root` gives one name (the smallest) for all that were joined, directly or over others."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def root(self, node: str) -> str:
        while self._parent.setdefault(node, node) != node:
            node = self._parent[node]
        return node

    def join(self, one: str, other: str) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        self._parent[high] = low


def papers_of(documents: Iterable[Document]) -> dict[str, Paper]:
    """Records by the documents' ids; their PMIDs are made up, the same ones for the same documents in the same order."""
    return {
        one.id: Paper(Pmid(str(10_000_000 + at)), title=one.title, sections=(AbstractSection(" ".join(one.sentences)),))
        for at, one in enumerate(documents)
    }


def gold_documents(source: str, *, undecided: bool = False) -> dict[str, set[str]]:
    """The distinct claims of a set, each with the documents that decide it; with `undecided`, all that it is asked of."""
    found: dict[str, set[str]] = defaultdict(set)
    for document in corpus().values():
        for one in document.claims:
            if one.source == source and (undecided or one.label != "neither"):
                found[one.text.strip()].add(document.id)
    return found


def data_folder() -> Path:
    root = os.environ.get("CLAIMCHECK_TEST_DATA")
    if not root:
        raise SystemExit("set CLAIMCHECK_TEST_DATA to the folder that holds benchmarks/ and plain-claims/")
    return Path(root)


def rows(name: str) -> Iterator[dict[str, Any]]:
    with (data_folder() / name).open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def cut(text: str) -> list[str]:
    """The sentences of an abstract that comes in one piece, as the product cuts them."""
    return list(sentences(text))


@cache
def corpus() -> dict[str, Document]:
    """Every document by its id, with the claims of all sets."""
    found: dict[str, Document] = {}
    together = Together()
    for row in rows("plain-claims/abstracts.jsonl"):
        found[row["doc"]] = Document(row["doc"], row["title"], row["sentences"])
    _scifact(found, together)
    _covid(found)
    _clinifact(found, together)
    _pubmedqa(found)
    _evidence_inference(found)
    for row in rows("plain-claims/claims.jsonl"):
        found[row["doc"]].claims.append(
            Asked(row["id"], row["claim"], row["label"], tuple(row["evidence"]), "plain", row["style"], row["kind"])
        )
    for at, (document, one) in enumerate(written(WRITTEN)):
        found[document].claims.append(evolve(one, id=f"{WRITTEN_ID}{at}", source="plain"))
    for at, (document, one) in enumerate(listed(LISTED)):
        found[document].claims.append(evolve(one, id=f"{LISTED_ID}{at}", source="plain"))
    for at, (document, one) in enumerate(written(UNSEEN)):
        found[document].claims.append(evolve(one, id=f"editors/{at}", source="editors"))
    for document in found.values():
        document.group = together.root(document.id)
    return found


def written(file: Path) -> Iterator[tuple[str, Asked]]:
    """Claims that stand beside this module, each with its document."""
    for line in file.read_text(encoding="utf-8").splitlines():
        document, label, style, evidence, text = line.split("\t")
        yield document, Asked("", text, label, _indexes(evidence), style=style)


def listed(file: Path) -> Iterator[tuple[str, Asked]]:
    """The same of claims that were read beside several documents: each once a document."""
    for line in file.read_text(encoding="utf-8").splitlines():
        style, text, *read = line.split("\t")
        for one in read:
            document, label, *evidence = one.split(" ")
            yield document, Asked("", text, label, _indexes(*evidence), style=style)


@cache
def invented() -> tuple[Document, ...]:
    """Documents about which nothing but our own claims is true; they are no part of `corpus`, so that no search comes upon them."""
    with INVENTED.open(encoding="utf-8") as file:
        return tuple(_invented(f"invented:{at}", json.loads(line)) for at, line in enumerate(file))


def _invented(name: str, row: dict[str, Any]) -> Document:
    asked = [
        Asked(f"{name}#{at}", one["claim"], one["label"], tuple(one["evidence"]), "invented", one["style"])
        for at, one in enumerate(row["claims"])
    ]
    return Document(name, row["title"], row["sentences"], name, asked)


def _indexes(evidence: str = "") -> tuple[int, ...]:
    return tuple(int(index) for index in evidence.split(",") if index)


def _scifact(found: dict[str, Document], together: Together) -> None:
    for row in rows("benchmarks/scifact/corpus.jsonl"):
        name = f"scifact:{row['doc_id']}"
        found.setdefault(name, Document(name, row["title"], row["abstract"]))
    for row in rows("benchmarks/scifact/claims_train.jsonl"):
        names = [f"scifact:{doc}" for doc in row["cited_doc_ids"]]
        for name in names:
            together.join(names[0], name)
            sets = row["evidence"].get(name.removeprefix("scifact:"), [])
            label = _TOLD[sets[0]["label"]] if sets else "neither"
            gold = tuple(i for one in sets for i in one["sentences"])
            found[name].claims.append(Asked(f"scifact/{row['id']}", row["claim"], label, gold, "scifact"))


def _covid(found: dict[str, Document]) -> None:
    """Two-way over whole abstracts: NOTENOUGHINFO labels one sentence, not the abstract."""
    for row in rows("benchmarks/check-covid/corpus.jsonl"):
        name = f"covid:{row['cord_id']}"
        found.setdefault(name, Document(name, row["title"], row["abstract"]))
    for part in ("composed", "extracted"):
        for row in rows(f"benchmarks/check-covid/covidCheck_train_{part}.jsonl"):
            if row["label"] in _TOLD:
                gold = tuple(one["sent_index"] for one in row["evidence_set"])
                one = Asked(f"covid/{row['id']}", row["claim"].strip(), _TOLD[row["label"]], gold, "covid")
                found[f"covid:{row['cord_id']}"].claims.append(one)


def _clinifact(found: dict[str, Document], together: Together) -> None:
    names = {1: "supports", 0: "contradicts", 2: "neither"}
    for part in ("train", "validation"):
        for row in rows(f"benchmarks/clinifact/{part}.jsonl"):
            name = f"pmid:{row['pmid']}"
            if name not in found:
                found[name] = Document(name, row["title"], cut(row["abstract"]))
            together.join(name, f"trial:{row['nct_id']}")
            found[name].claims.append(
                Asked(f"clinifact/{row['id']}", row["claim"], names[row["label"]], (), "clinifact")
            )


_AUXILIARY = re.compile(r"^(is|are|does|do|did|can|could|was|were|has|have|should|will|may)\b\s*", re.IGNORECASE)


def _pubmedqa(found: dict[str, Document]) -> None:
    """Yes and no answers to yes-or-no titles; the question without its auxiliary stands for the claim."""
    whole = json.loads((data_folder() / "benchmarks/pubmedqa/pqal_train_dev_500.json").read_text(encoding="utf-8"))
    names = {"yes": "supports", "no": "contradicts", "maybe": "neither"}
    for pmid, row in whole.items():
        name = f"pubmedqa:{pmid}"
        if name not in found:
            found[name] = Document(name, "", cut(" ".join([*row["CONTEXTS"], row["LONG_ANSWER"]])))
        text = _AUXILIARY.sub("", row["QUESTION"].rstrip("? ").split(": ")[-1])
        text = f"{text[:1].upper()}{text[1:]}."
        found[name].claims.append(Asked(f"pubmedqa/{pmid}", text, names[row["final_decision"]], (), "pubmedqa"))


_WORDING = {
    "significantly increased": ("{i} increases {o} compared with {c}.", "{o} was higher with {i} than with {c}."),
    "significantly decreased": ("{i} reduces {o} compared with {c}.", "{o} was lower with {i} than with {c}."),
    "no significant difference": (
        "{i} does not change {o} compared with {c}.",
        "There was no difference in {o} between {i} and {c}.",
    ),
}


def _evidence_inference(found: dict[str, Document]) -> None:
    """Prompts whose evidence stands in the abstract, each as the claim that is true and one that is not."""
    for part in ("train", "validation"):
        for row in rows(f"benchmarks/evidence-inference/v2_{part}.jsonl"):
            squeezed = re.sub(r"\s+", " ", row["abstract"])
            spans = (re.sub(r"\s+", " ", one).strip() for one in row["evidence"])
            if len(set(row["labels"])) != 1 or not any(len(one) > 30 and one in squeezed for one in spans):
                continue
            name = f"ei:{row['pmcid']}"
            if name not in found:
                title, _, rest = row["abstract"].partition("\n\n")
                text = re.sub(r"\s+", " ", rest.replace("ABSTRACT.", "")).strip()
                found[name] = Document(name, title.replace("TITLE:", "").strip(), cut(text))
            terms = {"i": row["intervention"], "c": row["comparator"], "o": row["outcome"]}
            truth = row["labels"][0]
            other = sorted(set(_WORDING) - {truth})[row["prompt_id"] % 2]
            for label, wording in (("supports", truth), ("contradicts", other)):
                text = _WORDING[wording][row["prompt_id"] // 2 % 2].format(**terms)
                text = text[:1].upper() + text[1:]
                found[name].claims.append(Asked(f"ei/{row['prompt_id']}{label[0]}", text, label, (), "ei"))


def vitaminc() -> list[Document]:
    """Every sentence of the set as a document of one sentence, with the claims asked of it (CC BY-SA 3.0: train, ship none)."""
    asked: dict[str, list[Asked]] = defaultdict(list)
    with gzip.open(data_folder() / "benchmarks/vitaminc/pairs.jsonl.gz", "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            label = row["label"]
            gold = (0,) if label != "neither" else ()
            asked[row["evidence"]].append(Asked(row["id"], row["claim"], label, gold, "vitaminc"))
    return [Document(f"vc:{i}", "", [text], f"vc:{i}", claims) for i, (text, claims) in enumerate(asked.items())]
