"""The figures that every stage is measured with."""

from collections.abc import Sequence

Rows = Sequence[tuple[int, Sequence[float]]]


def macro_f1(rows: Rows) -> float:
    """Mean F1 in percent over the classes that the gold has. A set without `neither` is judged between the other two."""
    classes = sorted({label for label, _ in rows})
    told = [(label, max(classes, key=lambda c: row[c])) for label, row in rows]
    return 100 * sum(f1(told, c) for c in classes) / len(classes)


def f1(told: Sequence[tuple[int, int]], wanted: int) -> float:
    right = sum(1 for gold, said in told if gold == said == wanted)
    return 2 * right / max(1, sum((gold == wanted) + (said == wanted) for gold, said in told))


def polarity(rows: Rows) -> float:
    """Percent told rightly of supports against contradicts, where one of them is so."""
    decided = [(label, row) for label, row in rows if label < 2]
    return 100 * sum((row[0] > row[1]) == (label == 0) for label, row in decided) / max(1, len(decided))
