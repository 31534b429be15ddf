"""Counts in how many abstracts each stem stands, for the background word frequencies that ranking starts from.

    CLAIMCHECK_TEST_DATA=... PYTHONPATH=src python training/background.py

Writes src/claimcheck/evidence/data/background.json: the number of abstracts, and for every stem found in at least
three of them in how many. The abstracts are those of SciFact (ODC-By 1.0), Check-COVID, CliniFact and PubMedQA.
"""

import json
from collections import Counter
from pathlib import Path

from corpus import corpus, papers_of

from claimcheck.language.words import compounds, stems
from claimcheck.model import Paper

TARGET = Path(__file__).parents[1] / "src/claimcheck/evidence/data/background.json"
SETS = ("scifact:", "covid:", "pubmedqa:")


def abstracts() -> list[Paper]:
    """The reference collection, each paper once."""
    chosen = [d for d in corpus().values() if d.id.startswith(SETS) or any(c.source == "clinifact" for c in d.claims)]
    return list(papers_of(chosen).values())


def main() -> None:
    papers = abstracts()
    counts: Counter[str] = Counter()
    for paper in papers:
        text = f"{paper.title} {paper.abstract}"
        counts.update({*stems(text), *compounds(text)})
    kept = {word: n for word, n in sorted(counts.items()) if n >= 3 and not word[0].isdigit()}
    TARGET.write_text(
        json.dumps({"documents": len(papers), "stems": kept}, ensure_ascii=False, separators=(",", ":")) + "\n"
    )
    print(f"{len(papers)} abstracts, {len(kept)} stems, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
