"""Trains the judge's network in stages; a run that is killed goes on from its last checkpoint.

    python training/judge/train.py STAGE --base FOLDER --out FOLDER [--start FILE] [--passes N] [--rate R] [--seed N]

STAGE is `short` (VitaminC: one sentence, nearly equal texts with opposite verdicts) or `papers` (all other sets, whole abstracts, with
retrieved neighbours that decide nothing). `--base` is the folder of all-MiniLM-L6-v2 (`model.safetensors`, `tokenizer.json`).
`--start` begins from the weights of another run instead. OUT gets `state.pt` (every few minutes), `weights.pt` (the moving average, at the
end) and `log.jsonl`. One thread: two runs on two cores train more than two threads on one.
"""

import argparse
import json
import math
import random
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import torch
from attrs import evolve
from batches import Batch, Item, Reader, batched, pack, whole
from corpus import LABELS, LISTED_ID, WRITTEN_ID, Asked, Document, corpus, invented, vitaminc
from flips import Flipper, other_amount
from lexicon import Swapper
from made_up import made_up
from negatives import neighbours
from network import HEADS, Judge, like, load, load_base
from planted import FIRST, expected, with_else
from scores import macro_f1, polarity
from torch import Tensor
from torch.nn import functional
from wording import telling

EVIDENCE, SMOOTHING, AVERAGE, SHARED = 0.3, 0.05, 0.97, 20
TAUGHT = 0.7
"""What the teacher's answer weighs beside the gold."""
WEIGHTS = {
    "plain": 1.0,
    "scifact": 2.0,
    "covid": 1.5,
    "clinifact": 1.0,
    "ei": 0.7,
    "pubmedqa": 0.7,
    "near": 0.6,
    "vitaminc": 1.0,
    "made up": 0.7,
    "invented": 1.5,
}
Make = Callable[[float, random.Random], list[Item]]
DROPPED_TITLES, SWAPPED = 0.3, 0.25
DECIDED, UNDECIDED, ASKED = 8, 6, 5
"""The most own claims of a paper that are asked of it in one pass, and how many near ones fill up fewer, two at least."""
MADE_UP = 2400
"""Made-up trials a pass."""
INVENTED = 3
"""How often an invented abstract is read in a pass, each time with some of its sentences left out and some words said otherwise."""
EXPECTED, ELSE = 0.3, 0.2
"""The shares of papers in which a sentence is planted that says a claim without finding it, or that finds something else beside it."""
TURNED = {"supports": ("contradicts", 0.3), "neither": ("neither", 0.08)}
"""What a claim becomes when it is turned, and the share of claims that are also asked turned."""
OTHER_AMOUNT = 0.5
"""The share of supported claims with a share in them that are also asked with another."""


def short_items(reader: Reader, chance: random.Random) -> list[Item]:
    """VitaminC: each sentence with the claims asked of it."""
    documents = vitaminc()
    chance.shuffle(documents)
    return [whole(reader, one, one.claims[:8]) for one in documents]


def paper_items(
    reader: Reader, near: dict[str, list[Asked]], swap: Swapper, flip: Flipper, dropped: float, chance: random.Random
) -> list[Item]:
    """One pass over the papers of the training part: their own claims and a few that belong to their neighbours."""
    items = []
    for document in (*corpus().values(), *invented() * INVENTED):
        asked = [one for one in document.claims if one.id not in telling_claims()]
        if document.part != "train" or not asked:
            continue
        own = _some(asked, chance)
        others = near.get(document.id, [])
        strange = chance.sample(others, min(len(others), max(2, ASKED - len(own))))
        claims = own + [evolve(one, label="neither", evidence=(), source="near") for one in strange]
        claims += _turned(claims, flip, chance)
        sentences = _planted(document, claims, flip, chance)
        items.append(_item(reader, document.title, sentences, claims, swap, dropped, chance))
    trials = (made_up(number, chance) for number in range(MADE_UP))
    return items + [
        _item(reader, one.title, list(enumerate(one.sentences)), one.claims, swap, 0.0, chance) for one in trials
    ]


def _planted(document: Document, claims: list[Asked], flip: Flipper, chance: random.Random) -> list[tuple[int, str]]:
    """The document's sentences by their place, now and then with one that says a claim without finding it, or finds something else."""
    told = dict(enumerate(document.sentences))
    if chance.random() < ELSE:
        told |= with_else(claims, document, chance)
    if claims and chance.random() < EXPECTED:
        one = chance.choice(claims)
        told |= expected(one, flip(one.text, chance), chance)
    return sorted(told.items(), key=lambda row: -1 if row[0] == FIRST else row[0])


def _some(asked: list[Asked], chance: random.Random) -> list[Asked]:
    found: list[Asked] = []
    for wanted, most in ((True, DECIDED), (False, UNDECIDED)):
        some = [one for one in asked if (one.label != "neither") == wanted]
        found += chance.sample(some, min(len(some), most))
    return found


@cache
def telling_claims() -> frozenset[str]:
    """Of the claims that stand beside `corpus.py`, those that are not learnt from."""
    asked = [(document.id, one) for document in corpus().values() for one in document.claims]
    told = telling([(document, one) for document, one in asked if one.id.startswith(WRITTEN_ID)])
    listed = [(document, one) for document, one in asked if one.id.startswith(LISTED_ID)]
    deciding_last = sorted(listed, key=lambda row: row[1].label != "neither")
    once = {one.text: (document, one) for document, one in deciding_last}
    named = telling(list(once.values()))
    texts = {text for text, (_, one) in once.items() if one.id in named}
    return told | {one.id for _, one in listed if one.text in texts}


def _turned(claims: list[Asked], flip: Flipper, chance: random.Random) -> list[Asked]:
    found = []
    for one in claims:
        label, share = TURNED.get(one.label, ("", 0.0))
        if one.source != "ei" and chance.random() < share and (text := flip(one.text, chance)):
            found.append(evolve(one, text=text, label=label))
        if one.label == "supports" and chance.random() < OTHER_AMOUNT and (text := other_amount(one.text, chance)):
            found.append(evolve(one, text=text, label="contradicts"))
    return found


def _item(
    reader: Reader,
    title: str,
    sentences: list[tuple[int, str]],
    claims: list[Asked],
    swap: Swapper,
    dropped: float,
    chance: random.Random,
) -> Item:
    """The document with some of what decides nothing left out, and claims with some words said otherwise."""
    kept = {i for one in claims for i in one.evidence}
    told = all(one.evidence or one.label == "neither" for one in claims)
    last = len(sentences) * (1.0 if told and kept else 0.4)  # where nobody told what decides, only the opening goes
    some = [(i, s) for i, s in sentences if i in kept or i >= last or chance.random() >= dropped]
    laid = reader.abstract(title if -1 in kept or chance.random() >= DROPPED_TITLES else "", some or sentences)
    worded = [swap(one.text, chance) if chance.random() < SWAPPED else one.text for one in claims]
    return Item(laid, [(reader.claim(t, 44), one, WEIGHTS[one.source]) for t, one in zip(worded, claims, strict=True)])


def loss_of(judge: Judge, batch: Batch, teacher: Judge | None = None) -> Tensor:
    """How far the judge is from the gold and, by TAUGHT, from what the teacher makes of the same batch (Hinton et al., 2015)."""
    stance, where = judge(*batch.read)
    told = functional.cross_entropy(stance.transpose(1, 2), batch.label, reduction="none", label_smoothing=SMOOTHING)
    found = -(batch.gold * where.log_softmax(2)).sum(2)
    loss = told + EVIDENCE * found
    if teacher:
        with torch.no_grad():
            shares, places = (logits.float().softmax(2) for logits in teacher(*batch.read))
        apart = -(shares * stance.log_softmax(2)).sum(2) - EVIDENCE * (places * where.log_softmax(2)).sum(2)
        loss = TAUGHT * apart + (1 - TAUGHT) * loss
    return (loss * batch.weight).sum() / batch.weight.sum()


@torch.no_grad()
def measure(judge: Judge, items: list[Item], tokens: int) -> dict[str, float]:
    """Macro-F1 by set, polarity (supports or contradicts, where one of them is so) and how often the first sentence is gold."""
    judge.eval()
    by_source: dict[str, list[tuple[int, list[float]]]] = {}
    hits = []
    for group in batched(items, tokens):
        batch = pack(group)
        stance, where = judge(*batch.read)
        best = where.argmax(2)
        for i, item in enumerate(group):
            for n, (_, one, _) in enumerate(item.claims):
                by_source.setdefault(one.source, []).append((LABELS[one.label], stance[i, n].tolist()))
                if batch.gold[i, n].sum() > 0:
                    hits.append(float(batch.gold[i, n, best[i, n]] > 0))
    judge.train()
    told = {f"f1 {name}": macro_f1(rows) for name, rows in by_source.items() if len(rows) > 50}
    told |= {f"polarity {name}": polarity(rows) for name, rows in by_source.items() if len(rows) > 50}
    return {**told, "hit1": 100 * sum(hits) / max(1, len(hits))}


class Run:
    """A stage's state: network, moving average, optimiser, step; saved to and taken from one file.

    Two runs may learn side by side on two cores (`beside`): every SHARED steps each takes the mean of both (local SGD, Stich 2019). The
    rate follows what both have done together.
    """

    def __init__(
        self,
        judge: Judge,
        steps: int,
        rate: float,
        out: Path,
        beside: Path | None = None,
        *,
        bf16: bool = False,
        teacher: Judge | None = None,
    ) -> None:
        judge.words.weight.requires_grad_(False)  # half of all weights: costly to move, and what words mean is known
        if judge.distances is not None:
            judge.distances.weight.requires_grad_(False)  # attention is fused only where its mask learns nothing
        learning = [(n, p) for n, p in judge.named_parameters() if p.requires_grad]
        groups = [
            {"params": [p for n, p in learning if not n.startswith(HEADS)], "rate": rate},
            {"params": [p for n, p in learning if n.startswith(HEADS)], "rate": 4 * rate},
        ]
        self.optimiser = torch.optim.AdamW(groups, lr=rate, weight_decay=0.01, fused=True)
        self.judge, self.steps, self.out, self.beside = judge, steps, out, beside
        self.bf16, self.teacher = bf16, teacher
        self.step = self.others = 0
        self.average = {name: value.detach().clone() for name, value in judge.state_dict().items()}

    def numbers(self) -> torch.autocast:
        """In which products are taken: float32, or bfloat16 with sums in float32."""
        return torch.autocast("cpu", torch.bfloat16, enabled=self.bf16)

    @property
    def progress(self) -> float:
        return (self.step + self.others) / self.steps

    def learn(self, batch: Batch) -> float:
        rise = min(1.0, self.progress / 0.06 + 0.01)
        for group in self.optimiser.param_groups:
            group["lr"] = group["rate"] * min(rise, max(0.02, (1 - self.progress) / 0.94))
        with self.numbers():
            loss = loss_of(self.judge, batch, self.teacher)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.judge.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.step += 1
        if self.beside and self.step % SHARED == 0:
            self.share(self.beside)
        if self.step % 5 == 0:
            keep = min(AVERAGE, 1 - 1 / (1 + self.step / 50))
            for name, value in self.judge.state_dict().items():
                self.average[name].lerp_(value, 1 - keep)
        return float(loss.detach())

    def share(self, beside: Path) -> None:
        write({"judge": self.judge.state_dict(), "step": self.step}, self.out / "shared.pt")
        if (beside / "shared.pt").exists():
            other = torch.load(beside / "shared.pt", weights_only=True)
            news, self.others = other["step"] - self.others, other["step"]
            share = 0.5 * min(1.0, news / SHARED)  # old news would only hold back
            with torch.no_grad():
                for name, value in self.judge.state_dict().items():
                    value.lerp_(other["judge"][name], share)

    def save(self) -> None:
        state = {
            "judge": self.judge.state_dict(),
            "average": self.average,
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
            "others": self.others,
        }
        write(state, self.out / "state.pt")

    def resume(self) -> None:
        if (self.out / "state.pt").exists():
            state = torch.load(self.out / "state.pt", weights_only=True)
            self.judge.load_state_dict(state["judge"])
            self.average, self.step, self.others = state["average"], state["step"], state["others"]
            self.optimiser.load_state_dict(state["optimiser"])

    def averaged(self) -> Judge:
        judge = like(self.average)
        judge.load_state_dict(self.average)
        return judge


def write(state: object, file: Path) -> None:
    torch.save(state, file.with_suffix(".tmp"))
    file.with_suffix(".tmp").rename(file)


def dropped_at(progress: float, most: float) -> float:
    """Share of sentences left out that decide nothing: polarity is learnt on short texts first, reading on whole ones last."""
    return most * min(1.0, max(0.0, (0.85 - progress) / 0.3))


def stream(make: Make, tokens: int, dropped: float, seed: int, run: Run) -> Iterator[Batch]:
    """Batches without end, pass after pass, each in an order that the seed fixes; a resumed run goes on where it stood."""
    seen = 0
    for number in range(1000):
        chance = random.Random(f"{seed}/{number}")
        for group in batched(make(dropped_at(run.progress, dropped), chance), tokens, chance):
            seen += 1
            if seen > run.step:
                yield pack(group)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("stage", choices=("short", "papers"))
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--beside", type=Path, help="OUT of a run on another core with another seed, to learn together")
    parser.add_argument(
        "--encoder", type=Path, help="a larger encoder to begin from, for a teacher (all-mpnet-base-v2)"
    )
    parser.add_argument("--start", type=Path)
    parser.add_argument("--teacher", type=Path, help="weights of a larger judge to learn from beside the gold")
    parser.add_argument("--steps", type=int, default=2400, help="of both runs together")
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--dropped", type=float, default=0.85, help="share of sentences left out at first")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tokens", type=int, default=2400, help="tokens a step")
    parser.add_argument("--measure-every", type=int, default=250)
    parser.add_argument("--bf16", action="store_true", help="products in bfloat16: 5 times as fast on a core with AMX")
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)  # the heads begin alike in runs that learn together
    args.out.mkdir(parents=True, exist_ok=True)
    reader = Reader(args.base / "tokenizer.json")
    judge = (
        load(args.start) if args.start else load_base((args.encoder or args.base) / "model.safetensors", args.dropout)
    )
    torch.manual_seed(args.seed)
    judge.train()
    near, swap, flip = ({}, None, Flipper()) if args.stage == "short" else (neighbours(args.base), Swapper(), Flipper())

    def make(dropped: float, chance: random.Random) -> list[Item]:
        return paper_items(reader, near, swap, flip, dropped, chance) if swap else short_items(reader, chance)

    teacher = load(args.teacher).eval() if args.teacher else None
    run = Run(judge, args.steps, args.rate, args.out, args.beside, bf16=args.bf16, teacher=teacher)
    run.resume()
    known = [d for d in corpus().values() if d.part == "validation" and d.claims][::6]
    held = [whole(reader, d, d.claims) for d in (*known, *(d for d in invented() if d.part == "validation"))]
    train(run, stream(make, args.tokens, args.dropped, args.seed, run), held, args.measure_every)


def train(run: Run, batches: Iterator[Batch], held: list[Item], measure_every: int) -> None:
    saved, losses = time.monotonic(), []
    with (run.out / "log.jsonl").open("a", encoding="utf-8") as log:

        def tell(row: dict[str, object]) -> None:
            log.write(json.dumps(row) + "\n")
            log.flush()

        while run.progress < 1:
            losses.append(run.learn(next(batches)))
            if math.isnan(losses[-1]):
                raise SystemExit("the loss is not a number")
            if run.step % 25 == 0:
                tell(
                    {
                        "step": run.step,
                        "progress": round(run.progress, 3),
                        "loss": round(sum(losses[-50:]) / len(losses[-50:]), 4),
                        "t": round(time.time()),
                    }
                )
            if measure_every and run.step % measure_every == 0:
                with run.numbers():
                    tell({k: round(v, 1) for k, v in measure(run.averaged(), held, 12000).items()})
            if time.monotonic() - saved > 180:
                run.save()
                saved = time.monotonic()
        run.save()
        tell({"end": run.step} | {k: round(v, 1) for k, v in measure(run.averaged(), held, 12000).items()})
    write(run.average, run.out / "weights.pt")


if __name__ == "__main__":
    main()
