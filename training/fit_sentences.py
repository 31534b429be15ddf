"""Fits the sentence ranker (which sentence decides?) and measures it by grouped cross-validation.

    CLAIMCHECK_TEST_DATA=... PYTHONPATH=src:training python training/fit_sentences.py

Listwise softmax regression over `sentence_features`; gold are the sets' rationale sentences. Writes the "sentence" weights.
"""

import json
from pathlib import Path

import data
import numpy as np

from claimcheck.evidence.deciding import deciding
from claimcheck.evidence.reading import read_claim, read_paper
from claimcheck.evidence.text import stems

TARGET = Path(__file__).parents[1] / "src/claimcheck/evidence/data/weights.json"
BY_HAND = {
    "in_conclusion": 0.8, "in_results": 0.4, "in_opening": -0.8, "in_methods": -1.2, "question": -2.0, "protocol": -1.0,
    "instruction": -5.0,
}  # fmt: skip
"""What the sets do not show (their abstracts carry no headings, no plans, no prompts) keeps weights set by hand."""
Row = tuple[np.ndarray, np.ndarray, str, str]


def rows(held: frozenset[int] = frozenset()) -> tuple[list[str], list[Row]]:
    """One list of sentences a pair: features, gold flags, group, source. `held` are SciFact claims to leave out."""
    names: list[str] = []
    found = []
    for pair in [*data.scifact(), *data.covid(by_sentence=False), *data.evidence_inference()]:
        if not pair.rationale or (pair.source == "scifact" and int(pair.claim.id) in held):
            continue
        listed = deciding(read_claim(pair.claim), read_paper(pair.paper))
        names = names or list(listed[0].features)
        gold = np.array([is_gold(one.sentence.text, pair.rationale) for one in listed], float)
        if gold.any():
            features = np.array([[one.features[name] for name in names] for one in listed])
            found.append((features, gold, f"{pair.source}:{pair.group}", pair.source))
    return names, found


def is_gold(text: str, rationale: tuple[str, ...]) -> bool:
    """A sentence is gold where it and a gold sentence share most words: the sets split sentences in other places."""
    mine = set(stems(text))
    for gold in rationale:
        theirs = set(stems(gold))
        if mine and theirs and len(mine & theirs) / min(len(mine), len(theirs)) >= 0.8 and len(mine) > 4:
            return True
    return False


def fit(rows: list[Row], steps: int = 250, rate: float = 0.05, decay: float = 0.002) -> np.ndarray:
    """Adam on the softmax loss."""
    weights = np.zeros(rows[0][0].shape[1])
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        slope = decay * weights
        for features, gold, _, source in rows:
            scores = features @ weights
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            share = 1.0 if source == "scifact" else 0.4
            slope = slope + share * features.T @ (chance - gold / gold.sum()) / len(rows)
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def hits(rows: list[Row], weights: np.ndarray) -> tuple[float, float, int]:
    order = [gold[np.argsort(-(features @ weights), kind="stable")] for features, gold, _, _ in rows]
    return sum(o[0] for o in order), sum(o[:3].any() for o in order), len(order)


def folds(rows: list[Row], count: int = 5) -> list[int]:
    groups = {group: i % count for i, group in enumerate(sorted({row[2] for row in rows}))}
    return [groups[row[2]] for row in rows]


def measured(found: list[Row]) -> str:
    """Hit@1 and hit@3 on SciFact, cross-validated by groups."""
    fold, total = folds(found), np.zeros(3)
    for k in range(5):
        weights = fit([row for row, f in zip(found, fold, strict=True) if f != k])
        total += hits([r for r, f in zip(found, fold, strict=True) if f == k and r[3] == "scifact"], weights)
    return f"hit@1 {100 * total[0] / total[2]:.1f}, hit@3 {100 * total[1] / total[2]:.1f}, n {int(total[2])}"


def write(target: Path, held: frozenset[int] = frozenset()) -> None:
    """Fit, and put the weights into the file, beside those that are there."""
    names, found = rows(held)
    stored = json.loads(target.read_text(encoding="utf-8"))
    stored["sentence"] = {name: round(float(value), 3) for name, value in zip(names, fit(found), strict=True)}
    stored["sentence"] |= BY_HAND
    target.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    print("SciFact, cross-validated:", measured(rows()[1]))
    write(TARGET)


if __name__ == "__main__":
    main()
