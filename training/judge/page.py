"""Trains the reader of pages: which sentences need a source, and which lean on what stands around them.

    python training/judge/page.py --base FOLDER --out FILE [--passes N] [--seed N] [--bf16]

It learns from the marked pages (`../marked.py`), begun from the base encoder, and is measured on the pages that are never learnt from.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from attrs import frozen
from batches import Item, Reader, pack
from corpus import Asked
from marked import FOLDERS, MEASURES, labels_of, marked_pages
from network import PageReader, load_base
from torch import Tensor
from torch.nn import functional

from claimcheck.extraction.asserting import is_no_statement
from claimcheck.extraction.page_reader import around_each
from claimcheck.extraction.terms import title_of
from claimcheck.extraction.units import units
from claimcheck.neural.layout import lay_page

SMOOTHING, LEANING, SIZE, RATE = 0.06, 0.5, 32, 1e-4
"""LEANING: what leaning weighs beside needing a source. SIZE: sentences a step."""


@frozen
class Sentence:
    """A sentence as it is read, and whether it needs a source and whether it leans (0 or 1)."""

    item: Item
    needs: float
    leans: float

    @property
    def length(self) -> int:
        return len(self.item.laid.tokens) + len(self.item.claims[0][0])


def page_sentences(reader: Reader, folders: tuple[Path, ...] = FOLDERS) -> list[Sentence]:
    """Every sentence of the marked pages that could be one of the page's own statements."""
    found = []
    for _, page, article in marked_pages(folders):
        title, all_units = reader.ids(title_of(article)), units(article)
        around = dict(around_each(all_units))
        for unit in all_units:
            if not is_no_statement(unit):
                here = around[unit.start]
                laid = lay_page(title, [reader.ids(one) for one in here.beside])
                labels = labels_of(page, article, unit)
                item = Item(laid, [(reader.claim(here.text), Asked("", here.text, "neither"), 1.0)])
                found.append(Sentence(item, float(bool(labels)), float(any(one.leans for one in labels))))
    return found


def batches(sentences: Sequence[Sentence], chance: random.Random) -> Iterator[list[Sentence]]:
    """One pass: sentences of like length together, in an order that chance gives."""
    ordered = sorted(sentences, key=lambda one: one.length + chance.random() * 20)
    groups = [ordered[at : at + SIZE] for at in range(0, len(ordered), SIZE)]
    chance.shuffle(groups)
    yield from groups


def loss_of(reader: PageReader, group: Sequence[Sentence]) -> Tensor:
    """Of needing a source over all, of leaning over those that do."""
    needs = torch.tensor([one.needs for one in group])
    leans = torch.tensor([one.leans for one in group])
    said = reader(*pack([one.item for one in group]).read[:4])[:, 0].float()
    loss = functional.binary_cross_entropy_with_logits(said[:, 0], _smooth(needs))
    leaning = functional.binary_cross_entropy_with_logits(said[:, 1], _smooth(leans), reduction="none")
    return loss + LEANING * (leaning * needs).sum() / needs.sum().clamp(min=1)


def _smooth(told: Tensor) -> Tensor:
    return told * (1 - SMOOTHING) + SMOOTHING / 2


def train(reader: PageReader, sentences: Sequence[Sentence], passes: int, seed: int, *, bf16: bool) -> None:
    reader.encoder.words.weight.requires_grad_(False)
    heads = {"params": reader.page.parameters(), "rate": 10 * RATE}
    layers = {"params": [p for p in reader.encoder.parameters() if p.requires_grad], "rate": RATE}
    optimiser = torch.optim.AdamW([layers, heads], lr=RATE, weight_decay=0.01, fused=True)
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
def measure(reader: PageReader, sentences: Sequence[Sentence]) -> str:
    """Precision by recall of what needs a source, and how often leaning is told rightly."""
    ordered = sorted(sentences, key=lambda one: one.length)
    groups = [ordered[at : at + SIZE] for at in range(0, len(ordered), SIZE)]
    said = torch.cat([reader(*pack([one.item for one in group]).read[:4])[:, 0].float() for group in groups])
    needs, leans = (torch.tensor([getattr(one, name) for one in ordered]) for name in ("needs", "leans"))
    best = said[:, 0].argsort(descending=True)
    right = needs[best].cumsum(0)
    told = []
    for recall in (0.85, 0.9, 0.92, 0.95):
        at = int((right < recall * right[-1]).sum())
        told.append(f"{100 * right[at] / (at + 1):.1f} at {100 * recall:.0f} (logit {said[best[at], 0]:.2f})")
    leaning = ((said[:, 1] > 0) == (leans > 0))[needs > 0].float().mean()
    return f"{len(ordered)} sentences: precision {', '.join(told)}; leaning told rightly {100 * leaning:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
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
    train(reader, page_sentences(texts), args.passes, args.seed, bf16=args.bf16)
    print(measure(reader.eval(), page_sentences(texts, MEASURES)))
    torch.save(reader.state_dict(), args.out)


if __name__ == "__main__":
    main()
