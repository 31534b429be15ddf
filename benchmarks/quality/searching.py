"""Whether the search brings the abstract that a claim was written about, among the abstracts of `training/corpus.py`.

    CLAIMCHECK_TEST_DATA=... PYTHONPATH=src:training python benchmarks/quality/searching.py

In one process: the best papers of `training/retrieve.py`, ranked. With `--server`: `find` before the local E-utilities
server, with requests counted. Claims are those of the validation part (`--part` tells another): a fixed sample of the plain
ones, all of SciFact and Check-COVID. `--records 20000` fills the shelf up with made-up records: the title and each sentence
come from a different abstract, none of them one that a claim here is about, so that none can be a right answer, while words,
lengths and topics stay those of the collection.
"""

import argparse
import math
import random
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import corpus
import retrieve
from attrs import frozen
from common import record, twin_type, write_records

from claimcheck.catalogs.pubmed.client import PubMed
from claimcheck.evidence.rank import rank
from claimcheck.identifiers import Pmid
from claimcheck.model import AbstractSection, Candidate, Claim, Evidence, Paper
from claimcheck.research.find import find

SETS = ("plain", "scifact", "covid")
PLAIN = 400
POOL = 120


@frozen
class Question:
    """A claim and the PMIDs of the abstracts that it is about."""

    claim: Claim
    wanted: frozenset[str]


class Silent:
    """A judge with nothing to say: only the search is measured."""

    name = "silent"

    def judge(self, _: Claim, candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
        """Abstain."""
        return tuple(Evidence(one.paper, None, "", 0.0, self.name, "not asked") for one in candidates)


def paper(number: int, title: str, sentences: Sequence[str]) -> Paper:
    return Paper(Pmid(str(number)), title=title, sections=(AbstractSection(text=" ".join(sentences)),), year=2015)


def questions(numbers: dict[str, int], part: str) -> dict[str, list[Question]]:
    """The claims of each set, with all abstracts that each is about."""
    found: dict[str, dict[str, set[str]]] = {name: {} for name in SETS}
    for document in corpus.corpus().values():
        if document.part == part:
            for one in document.claims:
                if one.source in found and (one.source == "scifact" or one.label != "neither"):
                    found[one.source].setdefault(one.text, set()).add(str(numbers[document.id]))
    chosen = random.Random(11).sample(sorted(found["plain"]), PLAIN)
    found["plain"] = {text: found["plain"][text] for text in chosen}
    return {
        name: [Question(Claim(text, id=f"{name}-{i}"), frozenset(ids)) for i, (text, ids) in enumerate(rows.items())]
        for name, rows in found.items()
    }


def made_up(taken: frozenset[str], numbers: dict[str, int], count: int) -> Iterable[Paper]:
    """Records put together from sentences of abstracts that no claim is about."""
    others = [one for name, one in corpus.corpus().items() if str(numbers[name]) not in taken and one.title]
    chance = random.Random(5)
    for number in range(count):
        length = len(chance.choice(others).sentences)
        parts = chance.sample(others, length + 1)
        sentences = [chance.choice(one.sentences) for one in parts[1:] if one.sentences]
        yield paper(40_000_000 + number, parts[0].title, sentences)


def told(name: str, orders: Sequence[Sequence[str]], asked: Sequence[Question]) -> str:
    """How far up the abstracts stand that were wanted."""
    discount = [1 / math.log2(place + 2) for place in range(10)]

    def share(first: int) -> float:
        return sum(len(q.wanted & set(o[:first])) / len(q.wanted) for q, o in zip(asked, orders, strict=True))

    gain = 0.0
    for question, order in zip(asked, orders, strict=True):
        ideal = sum(discount[: len(question.wanted)])
        gain += sum(discount[i] for i, pmid in enumerate(order[:10]) if pmid in question.wanted) / ideal
    parts = [f"{key} {100 * share(key) / len(asked):.1f}" for key in (1, 5, 10, 40, 50, 100)]
    return f"{name:8} {len(asked)} claims: nDCG@10 {100 * gain / len(asked):.1f}, recall@ {', '.join(parts)}"


def in_process(papers: list[Paper], asked: dict[str, list[Question]]) -> None:
    shelf = retrieve.Shelf(papers)
    for name, rows in asked.items():
        pools = [shelf.top(one.claim.statement, POOL) for one in rows]
        print(told(name, [[str(paper.pmid) for paper in pool] for pool in pools], rows), "(before ranking)")
        orders = [[str(c.paper.pmid) for c in rank(q.claim, pool)] for q, pool in zip(rows, pools, strict=True)]
        print(told(name, orders, rows), flush=True)


def with_server(papers: list[Paper], asked: dict[str, list[Question]]) -> None:
    twin = twin_type()
    if twin is None:
        return
    with tempfile.TemporaryDirectory() as place:
        rows = (record(one.pmid, one.title or "Title not given", one.abstract) for one in papers)
        with twin(records=[write_records(Path(place), rows)], limit=0) as server:
            for name, claims in asked.items():
                server.reset()
                with PubMed(base_url=server.url, requests_per_second=5000) as pubmed:
                    found = list(find([one.claim for one in claims], pubmed, judge=Silent()))
                requests = server.stats()["requests"] / len(claims)
                orders = [[str(candidate.paper.pmid) for candidate in one.candidates] for one in found]
                searched = sum(len(one.searches) for one in found) / len(claims)
                print(
                    told(name, orders, claims), f"{requests:.2f} requests, {searched:.2f} searches a claim", flush=True
                )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", action="store_true")
    parser.add_argument("--part", default="validation", choices=("train", "validation"))
    parser.add_argument("--records", type=int, default=0)
    given = parser.parse_args()
    documents = corpus.corpus()
    numbers = {name: 30_000_000 + at for at, name in enumerate(sorted(documents))}
    papers = [paper(numbers[name], one.title, one.sentences) for name, one in sorted(documents.items())]
    asked = questions(numbers, given.part)
    taken = frozenset(pmid for rows in asked.values() for one in rows for pmid in one.wanted)
    papers += made_up(taken, numbers, given.records - len(papers))
    print(f"{len(papers)} records")
    (with_server if given.server else in_process)(papers, asked)


if __name__ == "__main__":
    main()
