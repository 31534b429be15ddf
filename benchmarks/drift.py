"""How quiet CC704 is on paraphrase that was not written for it: SciFact's claims and the sentences that decide them.

A claim of SciFact that a sentence supports says what the sentence says in other words, so a finding there should be rare,
and right when one reads it; where the sentence contradicts the claim, some of the differences are of the kinds that the
rule knows. Prints both shares, the time, and every finding on supporting sentences.

    CLAIMCHECK_TEST_DATA=… python benchmarks/drift.py
"""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

from claimcheck.rules.drift import drifts
from claimcheck.rules.facts import Wording

DATA = Path(os.environ["CLAIMCHECK_TEST_DATA"]) / "benchmarks" / "scifact"


def lines(name: str) -> Iterator[dict[str, object]]:
    with (DATA / name).open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def pairs() -> Iterator[tuple[str, str, str, str]]:
    """Label, claim, sentence and abstract, where one sentence decides."""
    abstracts = {str(paper["doc_id"]): paper["abstract"] for paper in lines("corpus.jsonl")}
    for claim in lines("claims_train.jsonl"):
        for paper, decisions in claim["evidence"].items():  # type: ignore[attr-defined]
            for decision in decisions:
                if len(decision["sentences"]) == 1:
                    abstract: list[str] = abstracts[paper]  # type: ignore[assignment]
                    yield decision["label"], str(claim["claim"]), abstract[decision["sentences"][0]], " ".join(abstract)


def main() -> None:
    given = list(pairs())
    begun = time.process_time()
    found = [
        (label, claim, said, list(drifts(Wording(said, said, around), claim))) for label, claim, said, around in given
    ]
    took = (time.process_time() - begun) / len(given)
    for wanted in ("SUPPORT", "CONTRADICT"):
        told = [one for one in found if one[0] == wanted and one[3]]
        print(f"{wanted}: {len(told)} of {sum(label == wanted for label, *_ in given)} pairs told")
    print(f"{took * 1e6:.0f} µs a pair (abstracts are long; a claim of a web page takes about 80)")
    for label, claim, said, told in found:
        if label == "SUPPORT" and told:
            print(f"\n{claim}\n  {said}\n  {told}")


if __name__ == "__main__":
    main()
