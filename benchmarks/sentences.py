"""Our sentences against pysbd, syntok and nupunkt: passages cut by hand (`sentences.txt`), and time on a long text.

Prints for each how many of the passages are cut as a reader would, precision and recall of the ends of sentences within
them, and microseconds a sentence. A library that is not installed is left out.

    pip install pysbd syntok nupunkt; python benchmarks/sentences.py
"""

import importlib
import time
from collections.abc import Callable
from pathlib import Path

from claimcheck.language.sentences import sentence_spans

Cut = Callable[[str], list[str]]
PASSAGES = [
    [part.strip() for part in line.split(" | ")]
    for line in Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def ours(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def pysbd() -> Cut:
    segmenter = importlib.import_module("pysbd").Segmenter(language="en", clean=False)
    return lambda text: [part.strip() for part in segmenter.segment(text)]


def syntok() -> Cut:
    segmenter = importlib.import_module("syntok.segmenter")

    def cut(text: str) -> list[str]:
        starts = [sentence[0].offset for paragraph in segmenter.process(text) for sentence in paragraph]
        return [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]

    return cut


def nupunkt() -> Cut:
    library = importlib.import_module("nupunkt")
    return lambda text: [part.strip() for part in library.sent_tokenize(text)]


def ends(sentences: list[str]) -> set[int]:
    """The ends of sentences within a passage, counted in characters that are not white space."""
    found, at = set(), 0
    for sentence in sentences[:-1]:
        at += len("".join(sentence.split()))
        found.add(at)
    return found


def measured(name: str, cut: Cut, tell: bool) -> None:
    right = hit = given = wanted = 0
    for passage in PASSAGES:
        got, meant = ends(cut(" ".join(passage))), ends(passage)
        right, hit = right + (got == meant), hit + len(got & meant)
        given, wanted = given + len(got), wanted + len(meant)
        if tell and got != meant:
            print("   ", " | ".join(cut(" ".join(passage))))
    long = " ".join(" ".join(passage) for passage in PASSAGES) * 10
    begun = time.perf_counter()
    count = len(cut(long))
    took = (time.perf_counter() - begun) / count * 1e6
    print(
        f"{name:8} {right}/{len(PASSAGES)} passages; ends: precision {hit / given:.1%}, recall {hit / wanted:.1%}; {took:.0f} µs a sentence"
    )


def main() -> None:
    print(f"{sum(map(len, PASSAGES))} sentences in {len(PASSAGES)} passages")
    measured("ours", ours, tell=True)
    for name, make in (("pysbd", pysbd), ("syntok", syntok), ("nupunkt", nupunkt)):
        try:
            measured(name, make(), tell=False)
        except ModuleNotFoundError:
            print(f"{name:8} is not installed")


if __name__ == "__main__":
    main()
