"""Anchors against difflib: quotes located in texts of 28 KB, and how many of the answers are right.

Prints rates, the ratio to difflib, the share located and the number of false places. Every text is made here from a
small vocabulary with a fixed seed. Kinds of quotes: as written; in another spelling (curly quotes, dashes, white space,
case); edited (a letter dropped, a filler dropped, a filler added); and not in the text (another sentence of the same
vocabulary, a changed number, a word dropped or added), for which any found place is false.

    python benchmarks/anchors.py [quotes-per-kind]
"""

import difflib
import random
import sys
import time

from claimcheck.articles.anchors import AnchorOutcome, locate
from claimcheck.articles.base import Article
from claimcheck.articles.text import parse_text
from claimcheck.model import Quote

SYLLABLES = [
    "ba",
    "co",
    "di",
    "fu",
    "ga",
    "he",
    "ji",
    "ko",
    "la",
    "me",
    "no",
    "pu",
    "ra",
    "se",
    "ti",
    "vo",
    "wa",
    "xe",
    "yo",
    "zu",
]
SIZE = 28_000
FILLERS = ("really", "also", "quite")


def words(rng: random.Random, count: int) -> list[str]:
    return ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(count)]


def sentence(rng: random.Random, vocabulary: list[str]) -> str:
    chosen = rng.choices(vocabulary, k=rng.randint(9, 18))
    chosen.insert(rng.randrange(1, len(chosen)), "didn't" if rng.random() < 0.2 else "the")
    if rng.random() < 0.3:
        chosen.insert(rng.randrange(1, len(chosen)), str(rng.randint(2, 99)))
    return " ".join(chosen).capitalize() + "."


def page(rng: random.Random) -> tuple[Article, list[str], list[str]]:
    vocabulary = words(rng, 700)
    sentences: list[str] = []
    while sum(map(len, sentences)) < SIZE:
        sentences.append(sentence(rng, vocabulary))
    return parse_text(" ".join(sentences)), sentences, vocabulary


def respell(text: str) -> str:
    return text.replace("'", "\u2019").replace(" ", "\u00a0 ", 2).swapcase()


def edit(rng: random.Random, text: str) -> str:
    tokens = text.split()
    at = rng.choice([i for i, token in enumerate(tokens) if i and len(token) > 5 and token.isalpha()])
    kind = rng.randrange(3)
    if kind == 0:
        cut = rng.randrange(1, len(tokens[at]))
        tokens[at] = tokens[at][:cut] + tokens[at][cut + 1 :]
    elif kind == 1 and "the" in tokens:
        tokens.remove("the")
    else:
        tokens.insert(at, rng.choice(FILLERS))
    return " ".join(tokens)


def reword(rng: random.Random, text: str) -> str:
    """A word less or a word more: the sentence says something else."""
    tokens = text.split()
    at = rng.choice([i for i, token in enumerate(tokens) if i and len(token) > 5 and token.isalpha()])
    tokens[at : at + 1] = rng.choice(([], [tokens[at], rng.choice(SYLLABLES) * 2]))
    return " ".join(tokens)


def renumber(text: str) -> str:
    return " ".join(str(int(t) + 1) if t.isdigit() else t for t in text.split())


def by_difflib(matcher: difflib.SequenceMatcher[str], quote: str) -> tuple[int, int]:
    """Where the quote's matching blocks begin and end; the matcher holds the indexed text, as difflib advises."""
    matcher.set_seq1(quote)
    blocks = [block for block in matcher.get_matching_blocks() if block.size > 3]
    return (blocks[0].b, blocks[-1].b + blocks[-1].size) if blocks else (0, 0)


def timed(kind: str, article: Article, quotes: list[tuple[str, int, int]]) -> tuple[float, int, int]:
    begun = time.process_time()
    anchors = [locate(article, Quote(quote)) for quote, _, _ in quotes]
    seconds = time.process_time() - begun
    located = false = 0
    for anchor, (_, start, end) in zip(anchors, quotes, strict=True):
        if anchor.outcome is AnchorOutcome.FOUND:
            right = start <= anchor.places[0].start < end and start < anchor.places[0].end <= end
            located, false = located + right, false + (not right)
    print(f"{kind:12} {len(quotes) / seconds:9.0f} quotes/s  located {located}/{len(quotes)}  false {false}")
    return seconds, located, false


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    rng = random.Random(20261122)
    article, sentences, vocabulary = page(rng)
    locate(article, Quote("warm up: rapidfuzz is loaded and the text made comparable once"))
    spans = {text: (article.text.index(text), article.text.index(text) + len(text)) for text in sentences}
    picked = [rng.choice(sentences) for _ in range(count)]
    numbered = [text for text in sentences if any(token.isdigit() for token in text.split())]
    kinds = {
        "as written": [(text, *spans[text]) for text in picked],
        "respelt": [(respell(text), *spans[text]) for text in picked],
        "edited": [(edit(rng, text), *spans[text]) for text in picked],
    }
    absent = [(sentence(rng, vocabulary), 0, 0) for _ in range(count // 3)]
    absent += [(renumber(rng.choice(numbered)), 0, 0) for _ in range(count // 3)]
    absent += [(reword(rng, text), 0, 0) for text in picked[: count // 3]]
    results = {kind: timed(kind, article, quotes) for kind, quotes in kinds.items()}
    lost = timed("absent", article, absent)
    some = [quote for quotes in kinds.values() for quote, _, _ in quotes[:4]]
    matcher = difflib.SequenceMatcher(None, "", article.text, autojunk=False)
    begun = time.process_time()
    for quote in some:
        by_difflib(matcher, quote)
    peer = len(some) / (time.process_time() - begun)
    ours = 3 * count / sum(result[0] for result in results.values())
    located = sum(result[1] for result in results.values()) / (3 * count)
    false = sum(result[2] for result in results.values()) + lost[2]
    print(f"difflib      {peer:9.1f} quotes/s")
    print(f"ours, present {ours:8.0f} quotes/s = {ours / peer:.0f} x difflib, located {located:.2%}, false {false}")
    return 0 if located >= 0.99 and not false and ours >= 100 * peer else 1


if __name__ == "__main__":
    sys.exit(main())
