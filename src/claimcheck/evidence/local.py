"""A judge that runs a user's own model on this machine through `transformers` (extra ``claimcheck-pubmed[transformers]``).

Off unless chosen (``judge = "transformers:FOLDER"``). The folder holds a sequence classifier in the Hugging Face format with
three labels: entailment, contradiction, neutral, or words of that kind. Nothing is downloaded and no code of the folder is run.
The model reads the claim beside every sentence of a paper, as such models were trained to, and the sentence that it is surest of
is the one that is quoted. What cannot be evidence at all (`claimcheck.record`) is not shown to it.
"""

import importlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from claimcheck.errors import UsageError
from claimcheck.evidence.no_findings import telling_sentences
from claimcheck.model import Candidate, Claim, Evidence, Paper, Stance
from claimcheck.record.standing import barred

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


class LocalJudge:
    """Rules by what a model says of each sentence of a paper. `labels` names what its outputs mean, in their order."""

    def __init__(self, name: str, labels: Sequence[str], scores: Scores) -> None:
        self.name = f"transformers/{name}"
        self._labels = tuple(labels)
        self._scores = scores

    def judge(self, claim: Claim, candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
        """One `Evidence` a candidate, in the same order."""
        return tuple(self._one(claim, candidate.paper) for candidate in candidates)

    def _one(self, claim: Claim, paper: Paper) -> Evidence:
        if bar := barred(paper):
            return self._abstains(paper, bar)
        said = telling_sentences(paper)
        pairs = [(text, claim.statement) for text in said]
        rows = [row for at in range(0, len(pairs), _AT_ONCE) for row in self._scores(pairs[at : at + _AT_ONCE])]
        told = [
            (chance, label, text)
            for text, row in zip(said, rows, strict=True)
            for label, chance in zip(self._labels, row, strict=True)
            if label != "neither" and chance == max(row)
        ]
        if not told:
            return self._abstains(paper, "the model finds it neutral")
        chance, label, text = max(told)
        return Evidence(paper, Stance(label), text, round(chance, 4), self.name, "read by the local model")

    def _abstains(self, paper: Paper, reason: str) -> Evidence:
        return Evidence(paper, None, judged_by=self.name, reason=reason)


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
        need = "needs torch and transformers: pip install torch transformers"
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
