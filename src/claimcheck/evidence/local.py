"""A judge that runs a user's own model on this machine through `transformers` (extra ``claimcheck[transformers]``).

Off unless chosen (``judge = "transformers:FOLDER"``). The folder holds a sequence classifier in the Hugging Face format with
three labels: entailment, contradiction, neutral, or words of that kind. Nothing is downloaded and no code of the folder is run.
The model reads one sentence, which our sentence ranker picks and the verdict quotes, and the claim; the bars hold for it too.
"""

import importlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from claimcheck.errors import UsageError
from claimcheck.evidence import bars
from claimcheck.evidence.deciding import Deciding, deciding
from claimcheck.evidence.reading import ClaimReading, PaperReading, read_claim, read_paper
from claimcheck.evidence.verdict import findings, no_finding, veto_match, veto_paper
from claimcheck.model import Candidate, Claim, Evidence, Stance

LONGEST = 512
"""Tokens of sentence and claim that a model gets, at most."""
_AT_ONCE = 16
_MEANINGS = {
    "supports": ("entailment", "entails", "entail", "supports", "support", "supported"),
    "contradicts": ("contradiction", "contradicts", "contradict", "refutes", "refute", "refuted"),
    "neither": (
        "neutral", "neither", "nei", "not enough info", "not enough information", "notenoughinfo", "unrelated", "unknown",
    ),
}  # fmt: skip

Scores = Callable[[Sequence[tuple[str, str]]], Sequence[Sequence[float]]]
"""From pairs of sentence and claim to the probabilities of the model's labels, in their order."""


@frozen
class _Read:
    """A candidate: why it is not asked about, or the sentence to ask about."""

    candidate: Candidate
    refusal: str = ""
    paper: PaperReading | None = None
    chosen: Deciding | None = None


class LocalJudge:
    """Rules by what a model says of each paper's deciding sentence. `labels` names what its outputs mean, in their order."""

    def __init__(self, name: str, labels: Sequence[str], scores: Scores) -> None:
        self.name = f"transformers/{name}"
        self._labels = tuple(labels)
        self._scores = scores

    def judge(self, claim: Claim, candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
        """One `Evidence` a candidate, in the same order."""
        reading = read_claim(claim)
        read = [_read(reading, candidate) for candidate in candidates]
        asked = [one.chosen.sentence.text for one in read if one.chosen]
        answers = iter(self._asked(asked, claim.statement))
        return tuple(self._ruled(reading, one, next(answers) if one.chosen else ()) for one in read)

    def _asked(self, passages: Sequence[str], statement: str) -> list[Sequence[float]]:
        pairs = [(passage, statement) for passage in passages]
        return [row for at in range(0, len(pairs), _AT_ONCE) for row in self._scores(pairs[at : at + _AT_ONCE])]

    def _ruled(self, claim: ClaimReading, one: _Read, scores: Sequence[float]) -> Evidence:
        paper = one.candidate.paper
        if one.paper is None or one.chosen is None:
            return Evidence(paper, None, judged_by=self.name, reason=one.refusal)
        chances = dict(zip(self._labels, scores, strict=True))
        said = max(chances, key=lambda label: chances[label])
        barred = bars.by_form(claim, one.paper, one.chosen) if said == "supports" else ""
        if said == "neither" or barred:
            reason = f"the model says that it supports, but it {barred}" if barred else "the model finds it neutral"
            return Evidence(paper, None, judged_by=self.name, reason=reason)
        part = said == "supports" and bars.limited(claim, one.chosen.sentence)
        stance = Stance.PARTLY if part else Stance(said)
        reason = "read by the local model" + (", for a subgroup only" if part else "")
        return Evidence(paper, stance, one.chosen.sentence.text, round(chances[said], 4), self.name, reason)


def _read(claim: ClaimReading, candidate: Candidate) -> _Read:
    if refusal := veto_paper(candidate.paper):
        return _Read(candidate, refusal)
    paper = read_paper(candidate.paper)
    if refusal := veto_match(claim, paper):
        return _Read(candidate, refusal)
    listed = deciding(claim, paper)
    found = findings(paper, listed)
    return _Read(candidate, "", paper, found[0]) if found else _Read(candidate, no_finding(paper, listed[0]))


# --- opening a folder ----------------------------------------------------------------------------------------------


def from_options(options: Mapping[str, str]) -> LocalJudge:
    """The plug-in's door: `folder` is what stands after ``transformers:``. Raises `UsageError` for a folder that will not do."""
    if not options.get("folder"):
        raise UsageError("the judge 'transformers' needs a folder: judge = \"transformers:FOLDER\"")
    folder = Path(options["folder"]).expanduser()
    labels = _labels(folder)
    return LocalJudge(folder.resolve().name, labels, _model(folder))


def _labels(folder: Path) -> tuple[str, ...]:
    """What the model's outputs mean, in their order, by `id2label` of its config.json."""
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except OSError:
        raise UsageError(f"{folder} is no model's folder: config.json cannot be read in it") from None
    except ValueError:
        raise UsageError(f"{folder / 'config.json'} is not JSON") from None
    named = config.get("id2label") if isinstance(config, dict) else None
    given = [str(named[key]) for key in sorted(named, key=_number)] if isinstance(named, dict) else []
    meant = tuple(_meaning(label) for label in given)
    if sorted(meant) != ["contradicts", "neither", "supports"]:
        told = ", ".join(given) or "none"
        raise UsageError(
            f"the model in {folder} must have three labels (entailment, contradiction, neutral), not: {told}"
        )
    return meant


def _number(key: str) -> tuple[int, str]:
    return (int(key), "") if key.isdecimal() else (-1, key)


def _meaning(label: str) -> str:
    plain = label.casefold().replace("_", " ").replace("-", " ").strip()
    return next((meaning for meaning, words in _MEANINGS.items() if plain in words), "")


def _model(folder: Path) -> Scores:
    """The folder's model, ready to be asked. Weights must be safetensors: a pickled file could run code."""
    try:
        torch, hub = importlib.import_module("torch"), importlib.import_module("transformers")
    except ImportError as error:
        need = "needs torch and transformers: pip install 'claimcheck[transformers]'"
        raise UsageError(f"the judge 'transformers' {need} ({error})") from None
    hub.logging.set_verbosity_error()
    try:
        tokenizer = hub.AutoTokenizer.from_pretrained(folder, local_files_only=True)
        model = hub.AutoModelForSequenceClassification.from_pretrained(
            folder, local_files_only=True, use_safetensors=True
        )
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise UsageError(f"the model in {folder} cannot be loaded: {' '.join(str(error).split())[:200]}") from None
    return _scores(torch, tokenizer, model.eval())


def _scores(torch: Any, tokenizer: Any, model: Any) -> Scores:
    longest = min(LONGEST, tokenizer.model_max_length)

    def scores(pairs: Sequence[tuple[str, str]]) -> Sequence[Sequence[float]]:
        passages, statements = zip(*pairs, strict=True)
        tokens = tokenizer(
            list(passages), list(statements), truncation=True, max_length=longest, padding=True, return_tensors="pt"
        )
        with torch.no_grad():
            rows: Sequence[Sequence[float]] = torch.softmax(model(**tokens).logits, dim=-1).tolist()
        return rows

    return scores
