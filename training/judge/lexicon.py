"""Everyday words beside medical ones, for saying a claim in other words while it is trained on."""

import csv
import random
import re
from collections import defaultdict
from pathlib import Path

from corpus import data_folder


class Swapper:
    """Replaces one phrase of a text by another of its row in the lexicon: everyday by medical, medical by everyday."""

    def __init__(self, file: Path | None = None) -> None:
        self._others: dict[str, list[str]] = defaultdict(list)
        with (file or data_folder() / "lexicon/everyday.tsv").open(encoding="utf-8", newline="") as source:
            for row in csv.DictReader(source, delimiter="\t"):
                everyday, medical = (self._phrases(row[name]) for name in ("everyday", "medical"))
                short = self._phrases(row["abbreviations"] or "")
                for phrase in everyday:
                    self._others[phrase] += medical + short
                for phrase in medical:
                    self._others[phrase] += everyday
        self._longest = max(len(phrase.split()) for phrase in self._others)

    @staticmethod
    def _phrases(cell: str) -> list[str]:
        return [one.strip().lower() for one in cell.split(" | ") if one.strip()]

    def __call__(self, text: str, chance: random.Random) -> str:
        words = re.findall(r"[\w'&-]+|[^\w\s]+|\s+", text)
        found = []
        places = [i for i, word in enumerate(words) if not word.isspace()]
        for at, start in enumerate(places):
            for length in range(min(self._longest, len(places) - at), 0, -1):
                end = places[at + length - 1] + 1
                if (phrase := "".join(words[start:end]).lower()) in self._others:
                    found.append((start, end, phrase))
                    break
        if not found:
            return text
        start, end, phrase = chance.choice(found)
        return "".join([*words[:start], chance.choice(self._others[phrase]), *words[end:]])
