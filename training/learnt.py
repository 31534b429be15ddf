"""Learns which words abstracts use where a claim uses another: "laparoscopic" where an editor writes keyhole.

    CLAIMCHECK_TEST_DATA=... PYTHONPATH=src python training/learnt.py

Takes the documents of `corpus.py`'s part `train` with the plain claims that they decide, and counts how often a stem of an abstract
goes with a stem of its claims that the abstract lacks. Writes src/claimcheck/evidence/data/learnt.json: for every stem of
a claim its nearest stems, with the normalised pointwise mutual information (Bouma, 2009) in percent.
"""

import json
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus import corpus

from claimcheck.language.words import STOPWORDS, stems

TARGET = Path(__file__).parents[1] / "src/claimcheck/evidence/data/learnt.json"
SOURCE = "plain"
AT_LEAST = 3
EVIDENCE = 4.0
"""Log-likelihood from which on a pair is no accident."""
NEAREST = 25


def main() -> None:
    """Learn and write."""
    read = list(_documents())
    written = Counter(word for abstract, _ in read for word in abstract)
    said = Counter(word for _, claims in read for word in claims)
    both = Counter((word, other) for abstract, claims in read for word in claims - abstract for other in abstract)
    near: dict[str, dict[str, int]] = {}
    for (word, other), often in both.items():
        expected = said[word] * written[other] / len(read)
        gain = math.log(often / expected)
        if often >= AT_LEAST and often > 1.5 * expected and often * gain > EVIDENCE:
            near.setdefault(word, {})[other] = round(100 * gain / math.log(len(read) / often))
    kept = {word: _best(others) for word, others in sorted(near.items())}
    content = {"documents": len(read), "stems": kept}
    TARGET.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(read)} documents, {len(kept)} stems, {TARGET.stat().st_size} bytes")


def _documents() -> Iterator[tuple[set[str], set[str]]]:
    """The stems of each abstract and of its claims."""
    for document in corpus().values():
        claims = [one.text for one in document.claims if one.source == SOURCE and one.label != "neither"]
        if claims and document.part == "train":
            abstract = _content(" ; ".join([document.title, *document.sentences]))
            yield {word for word in abstract if len(word) > 2}, _content(" ; ".join(claims))


def _content(text: str) -> set[str]:
    return {word for word in stems(text) if word.isalpha() and word not in STOPWORDS}


def _best(others: dict[str, int]) -> dict[str, int]:
    return dict(sorted(others.items(), key=lambda pair: (-pair[1], pair[0]))[:NEAREST])


if __name__ == "__main__":
    main()
