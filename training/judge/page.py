"""Trains the reader of pages: which sentences need a source, which lean on what stands around them, and of what kind they are,
and on which words of their page they lean.

    python training/judge/page.py --base FOLDER --out FILE [--start FILE] [--passes N] [--rate R] [--seed N] [--bf16]

It learns from the marked pages (`../marked.py`) and, for kinds, from the sentences that `../told.py` holds, begun from the
base encoder, and is measured on the pages and the articles that are never learnt from.
"""

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from attrs import evolve, frozen
from batches import Item, Reader, pack
from corpus import Asked
from marked import FOLDERS, MEASURES, labels_of, marked_pages
from network import PageReader, load_base
from pages import SMALL, Label
from told import Told, told_sentences
from torch import Tensor
from torch.nn import functional

from claimcheck.extraction.coverage import statements
from claimcheck.extraction.leaning import words_leaned_on
from claimcheck.extraction.page_reader import KINDS, Around, around_each
from claimcheck.extraction.terms import title_of
from claimcheck.extraction.units import units
from claimcheck.neural.layout import Laid, lay_page
from claimcheck.neural.session import Tokens

SMOOTHING, LEANING, KINDLY, SIZE = 0.06, 0.5, 0.4, 32
"""LEANING, KINDLY: what leaning and the kind weigh beside needing a source. SIZE: sentences a step."""
POINTING = 0.7
"""What the words that a sentence leans on weigh beside the rest."""
NOTHING = (0, 0)
"""The place of the first token, which stands for no words."""
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
UNTOLD = -100
"""Where nobody told the kind or whether a sentence leans, as PyTorch passes over it."""
Span = tuple[int, int]
NAMES = [kind.value for kind in KINDS]


@frozen
class Sentence:
    """A sentence as it is read, whether it needs a source and whether it leans (0, 1 or UNTOLD), and its kind's number."""

    item: Item
    needs: float
    leans: float
    kind: int = UNTOLD
    parts: tuple[Tokens, ...] = ()
    """The texts beside it, the title first."""
    pointed: tuple[Span, ...] = ()
    """The first and last tokens of the words on which it leans, each place; NOTHING for none, () where nobody told."""

    @property
    def length(self) -> int:
        return len(self.item.laid.tokens) + len(self.item.claims[0][0])


def page_sentences(reader: Reader, folders: tuple[Path, ...] = FOLDERS) -> list[Sentence]:
    """Every sentence of the marked pages that could be one of the page's own statements, and every claim of those that make several."""
    found = []
    for _, page, article in marked_pages(folders):
        title, all_units = reader.tokens(title_of(article)), units(article)
        around = dict(around_each(all_units))
        for unit in statements(article, all_units):
            here, labels = around[unit.start], labels_of(page, article, unit)
            several = [(one, page.source[one.start : one.end]) for one in labels] if len(labels) > 1 else []
            found.append(_sentence(reader, title, here, labels))
            for one, text in several:
                if (at := here.text.find(text)) >= 0:
                    below = evolve(here.below(here.text[:at].strip()), text=text)
                    found.append(_sentence(reader, title, below, [one]))
    return found


def _sentence(reader: Reader, title: Tokens, here: Around, labels: Sequence[Label]) -> Sentence:
    parts = (title, *map(reader.tokens, here.beside))
    laid = lay_page(title.ids, [one.ids for one in parts[1:]])
    leans = float(any(one.leans for one in labels)) if labels else UNTOLD
    pointed = pointed_at(labels[0].leans or "", here.text, parts, laid) if len(labels) == 1 else ()
    return Sentence(_item(reader, here.text, laid), float(bool(labels)), leans, parts=parts, pointed=pointed)


def pointed_at(what: str, said: str, parts: Sequence[Tokens], laid: Laid) -> tuple[Span, ...]:
    """Where a page has the words `what`, in as few of its own as do, every place; NOTHING where no place has all of them, and where a
    sentence has said them itself.
    """
    wanted = content_words(what)
    if not wanted or wanted <= content_words(said):
        return (NOTHING,)
    found = [
        (start + first, start + last)
        for place, start, end in laid.spans
        for first, last in stretches(parts[place + 1], wanted)
        if start + last < end
    ]
    return tuple(found) or (NOTHING,)


def stretches(text: Tokens, wanted: frozenset[str]) -> Iterator[Span]:
    """The first and last tokens of every short stretch of a text that has all of the words."""
    words = [(base_of(one.group()), *one.span()) for one in _WORD.finditer(text.text)]
    for at, (word, start, _) in enumerate(words):
        missing = set(wanted)
        for there, _, end in words[at : at + len(wanted) + 3] if word in wanted else ():
            missing.discard(there)
            if not missing:
                some = [n for n, (first, last) in enumerate(text.spans) if first < end and last > start]
                yield some[0], some[-1]
                break


def content_words(text: str) -> frozenset[str]:
    """The words of a text that say on what something leans."""
    return frozenset(base_of(one.group()) for one in _WORD.finditer(text)) - SMALL


def base_of(word: str) -> str:
    """A word without its capital and the ending of its plural or possessive."""
    low = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    return low.removesuffix("s") if len(low) > 3 and not low.endswith("ss") else low


def kind_sentences(reader: Reader, told: Sequence[Told]) -> list[Sentence]:
    """Sentences in their pages' order whose kind somebody told ("" where they need no source)."""
    found = []
    for at, (page, heading, text, kind) in enumerate(told):
        near = [told[n][2] if 0 <= n < len(told) and told[n][:2] == (page, heading) else "" for n in (at - 1, at + 1)]
        laid = lay_page([], [reader.ids(one) for one in (heading, *near) if one])
        number = NAMES.index(kind) if kind else UNTOLD
        found.append(Sentence(_item(reader, text, laid), float(bool(kind)), UNTOLD, number))
    return found


def _item(reader: Reader, text: str, laid: Laid) -> Item:
    return Item(laid, [(reader.claim(text), Asked("", text, "neither"), 1.0)])


def batches(sentences: Sequence[Sentence], chance: random.Random) -> Iterator[list[Sentence]]:
    """One pass: sentences of like length together, in an order that chance gives."""
    ordered = sorted(sentences, key=lambda one: one.length + chance.random() * 20)
    groups = [ordered[at : at + SIZE] for at in range(0, len(ordered), SIZE)]
    chance.shuffle(groups)
    yield from groups


def loss_of(reader: PageReader, group: Sequence[Sentence]) -> Tensor:
    """Of needing a source over all, of leaning and of the kind over those of which it was told."""
    needs = torch.tensor([one.needs for one in group])
    leans = torch.tensor([one.leans for one in group])
    kinds = torch.tensor([one.kind for one in group])
    page, points = reader(*pack([one.item for one in group]).read[:4])
    said, points = page[:, 0].float(), points[:, 0].float().log_softmax(2)
    loss = said.new_zeros(())
    if (asked := needs != UNTOLD).any():
        loss = loss + functional.binary_cross_entropy_with_logits(said[asked, 0], _smooth(needs[asked]))
    if (asked := leans != UNTOLD).any():
        loss = loss + LEANING * functional.binary_cross_entropy_with_logits(said[asked, 1], _smooth(leans[asked]))
    if (kinds != UNTOLD).any():
        loss = loss + KINDLY * functional.cross_entropy(
            said[:, 2:], kinds, ignore_index=UNTOLD, label_smoothing=SMOOTHING
        )
    pointed = [(points[at], one.pointed) for at, one in enumerate(group) if one.pointed]
    if pointed:
        loss = loss - POINTING * torch.stack([_chance(*one) for one in pointed]).mean()
    return loss


def _chance(points: Tensor, spans: Sequence[Span]) -> Tensor:
    """The logarithm of the chance that words begin and end in one of the places."""
    first, last = zip(*spans, strict=True)
    return points[0, list(first)].logsumexp(0) + points[1, list(last)].logsumexp(0)


def _smooth(told: Tensor) -> Tensor:
    return told * (1 - SMOOTHING) + SMOOTHING / 2


def train(
    reader: PageReader, sentences: Sequence[Sentence], passes: int, seed: int, rate: float, *, bf16: bool
) -> None:
    reader.encoder.words.weight.requires_grad_(False)
    heads = {"params": [*reader.page.parameters(), *reader.points.parameters()], "rate": 10 * rate}
    layers = {"params": [p for p in reader.encoder.parameters() if p.requires_grad], "rate": rate}
    optimiser = torch.optim.AdamW([layers, heads], lr=rate, weight_decay=0.01, fused=True)
    steps, step = passes * -(-len(sentences) // SIZE), 0
    for number in range(passes):
        for group in batches(sentences, random.Random(f"{seed}/{number}")):
            step += 1
            for one in optimiser.param_groups:
                one["lr"] = one["rate"] * min(1.0, step / (0.1 * steps), max(0.02, (steps - step) / (0.9 * steps)))
            with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
                loss = loss_of(reader, group)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        print(f"pass {number + 1} of {passes}: loss {float(loss.detach()):.3f}", flush=True)


@torch.no_grad()
def measure_pointing(reader: PageReader, sentences: Sequence[Sentence]) -> str:
    """How often the words that a sentence leans on are told, and told rightly, by the least chance at which they are."""
    rows = []
    for one in (one for one in sentences if one.pointed):
        points = reader(*pack([one.item]).read[:4])[1][0, 0].float().softmax(1)
        begins, ends = points.tolist()
        told = {
            least: words_leaned_on(begins, ends, one.item.laid, one.parts, least)
            for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
        }
        rows.append((told, one))
    asked = sum(one.pointed != (NOTHING,) for _, one in rows)
    lines = []
    for least in rows[0][0]:
        some = [(told[least], one) for told, one in rows if told[least]]
        right = sum(content_words(words) in _golden(one) for words, one in some)
        needless = sum(one.pointed == (NOTHING,) for _, one in some)
        lines.append(f"at {least} {len(some)} told, {right} rightly, {needless} where no place has them; {asked} asked")
    return "\n".join(lines)


def _golden(one: Sentence) -> set[frozenset[str]]:
    places = [(part, start, end) for part, start, end in one.item.laid.spans]
    return {
        content_words(one.parts[part + 1].words(first - start, last - start))
        for first, last in one.pointed
        for part, start, end in places
        if start <= first and last < end
    }


@torch.no_grad()
def said_of(reader: PageReader, sentences: Sequence[Sentence]) -> Tensor:
    """The logits of each (n, 2 + kinds)."""
    order = sorted(range(len(sentences)), key=lambda at: sentences[at].length)
    said = torch.zeros(len(sentences), 2 + len(NAMES))
    for start in range(0, len(order), SIZE):
        some = order[start : start + SIZE]
        said[some] = reader(*pack([sentences[at].item for at in some]).read[:4])[0][:, 0].float()
    return said


def measure(reader: PageReader, sentences: Sequence[Sentence]) -> str:
    """Precision by recall of what needs a source, and how often leaning is told rightly."""
    said = said_of(reader, sentences)
    needs, leans = (torch.tensor([getattr(one, name) for one in sentences]) for name in ("needs", "leans"))
    best = said[:, 0].argsort(descending=True)
    right = needs[best].cumsum(0)
    told = []
    for recall in (0.85, 0.9, 0.92, 0.95):
        at = int((right < recall * right[-1]).sum())
        told.append(f"{100 * right[at] / (at + 1):.1f} at {100 * recall:.0f} (logit {said[best[at], 0]:.2f})")
    asked = leans != UNTOLD
    leaning = ((said[:, 1] > 0) == (leans > 0))[asked].float().mean() if asked.any() else float("nan")
    return f"{len(sentences)} sentences: precision {', '.join(told)}; leaning told rightly {100 * leaning:.1f}"


def measure_kinds(reader: PageReader, sentences: Sequence[Sentence]) -> str:
    """Of the claims whose kind is known, for how many it is told rightly, and for those whose best kind is ahead by some margin."""
    kinds = torch.tensor([one.kind for one in sentences])
    said = said_of(reader, sentences)[kinds != UNTOLD, 2:]
    right = said.argmax(1) == kinds[kinds != UNTOLD]
    ahead = said.topk(2).values @ torch.tensor([1.0, -1.0])
    told = [
        f"{100 * right[ahead >= m].float().mean():.0f} of {100 * (ahead >= m).float().mean():.0f} at {m}"
        for m in (0.5, 1.0, 1.5, 2.0)
    ]
    return f"kinds of {len(right)} claims: {100 * right.float().mean():.1f} right; ahead by a margin: {', '.join(told)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="weights of another run to go on from")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--passes", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--bf16", action="store_true", help="products in bfloat16: several times as fast on a core with AMX"
    )
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    texts = Reader(args.base / "tokenizer.json")
    reader = PageReader(load_base(args.base / "model.safetensors")).train()
    if args.start:
        reader.load_state_dict(torch.load(args.start, weights_only=True), strict=False)
    # what needs a source is learnt where a whole page with its title is known; from the other sentences only kinds
    kinds = [evolve(one, needs=UNTOLD) for one in kind_sentences(texts, told_sentences()) if one.kind != UNTOLD]
    learnt = [*page_sentences(texts), *kinds]
    train(reader, learnt, args.passes, args.seed, args.rate, bf16=args.bf16)
    held = page_sentences(texts, MEASURES)
    print(measure(reader.eval(), held), measure_pointing(reader, held), sep="\n")
    kept_back = kind_sentences(texts, told_sentences(unseen=True))
    print(measure(reader, kept_back), measure_kinds(reader, kept_back), sep="\n")
    torch.save(reader.state_dict(), args.out)


if __name__ == "__main__":
    main()
