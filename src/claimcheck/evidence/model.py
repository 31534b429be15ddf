"""Evaluates the fitted models with the standard library: logistic regressions and small boosted trees from JSON.

How they were fitted: training/fit_judge.py and docs/model-card-lexical-judge.md.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from attrs import frozen

from claimcheck.evidence.vocabulary import load

Row = Sequence[float]
Tree = tuple[tuple[int, ...], tuple[float, ...], tuple[int, ...], tuple[int, ...]]
"""Feature (-1 at a leaf), threshold (the value at a leaf), left and right child, a node each."""


@frozen
class Linear:
    """One score a class: bias plus the weighted features."""

    bias: tuple[float, ...]
    weights: tuple[tuple[float, ...], ...]

    def scores(self, row: Row) -> tuple[float, ...]:
        """The raw score of every class."""
        pairs = zip(self.bias, self.weights, strict=True)
        return tuple(b + sum(w * x for w, x in zip(ws, row, strict=True)) for b, ws in pairs)


@frozen
class Trees:
    """One score a class: a baseline plus the leaf values of its trees."""

    baseline: tuple[float, ...]
    trees: tuple[tuple[Tree, ...], ...]

    def scores(self, row: Row) -> tuple[float, ...]:
        """The raw score of every class."""
        pairs = zip(self.baseline, self.trees, strict=True)
        return tuple(base + sum(_leaf(tree, row) for tree in trees) for base, trees in pairs)


def _leaf(tree: Tree, row: Row) -> float:
    features, values, left, right = tree
    at = 0
    while features[at] >= 0:
        at = left[at] if row[features[at]] <= values[at] else right[at]
    return values[at]


@frozen
class Blend:
    """A regression and trees over the same named features; their probabilities are averaged."""

    names: tuple[str, ...]
    linear: Linear
    trees: Trees

    def chances(self, features: Mapping[str, float]) -> tuple[float, ...]:
        """The probability of every class; of the first class alone where the model tells only yes from no."""
        row = [features[name] for name in self.names]
        one, other = _chances(self.linear.scores(row)), _chances(self.trees.scores(row))
        return tuple((a + b) / 2 for a, b in zip(one, other, strict=True))


def _chances(scores: Sequence[float]) -> tuple[float, ...]:
    if len(scores) == 1:
        return (1 / (1 + math.exp(-max(-30.0, min(30.0, scores[0])))),)
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    return tuple(power / sum(powers) for power in powers)


@cache
def fitted(name: str) -> Blend:
    """A fitted model: ``sentence`` (says so rather than the opposite), ``pair`` (supports, contradicts, neither), ``turn``
    (supports rather than contradicts) or ``list`` (this is the supporting paper).
    """
    return blend(load("judge.json")[name])


def blend(raw: Mapping[str, Any]) -> Blend:
    """A model from its stored form."""
    return Blend(
        names=tuple(raw["features"]),
        linear=Linear(tuple(raw["linear"]["bias"]), tuple(map(tuple, raw["linear"]["weights"]))),
        trees=Trees(tuple(raw["trees"]["baseline"]), tuple(tuple(map(_tree, one)) for one in raw["trees"]["trees"])),
    )


def _tree(raw: Sequence[Any]) -> Tree:
    features, values, left, right = (tuple(part) for part in raw)
    return features, values, left, right
