"""The judge that runs a model of the user's own: what a label means, what it may quote, and a folder that will not do."""

import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.local_model import tiny_model
from support.papers import MANIPULATION, MANIPULATION_HELPS, MANIPULATION_RETRACTED, NO_ABSTRACT

from claimcheck.errors import UsageError
from claimcheck.evidence.judge import judge
from claimcheck.evidence.local import LocalJudge
from claimcheck.model import Stance
from claimcheck.registry import load_judge
from claimcheck.testing import check_judge

INSTALLED = all(importlib.util.find_spec(name) for name in ("torch", "transformers"))
needs_transformers = pytest.mark.skipif(not INSTALLED, reason="needs torch and transformers")
LABELS = ("contradicts", "supports", "neither")


def always(*row: float) -> LocalJudge:
    """A judge whose model gives every pair the same probabilities."""
    return LocalJudge("fixed", LABELS, lambda pairs: [row for _ in pairs])


@pytest.mark.parametrize(
    ("row", "stance", "confidence"),
    [
        ((0.1, 0.8, 0.1), Stance.SUPPORTS, 0.8),
        ((0.7, 0.2, 0.1), Stance.CONTRADICTS, 0.7),
        ((0.2, 0.3, 0.5), None, 0.0),
    ],
)
def test_the_likeliest_label_is_the_verdict(row: tuple[float, ...], stance: Stance | None, confidence: float) -> None:
    """The labels stand in the model's own order, and neutral abstains."""
    evidence = judge(MANIPULATION, MANIPULATION_HELPS, always(*row))
    assert (evidence.stance, evidence.confidence, evidence.judged_by) == (stance, confidence, "transformers/fixed")
    assert bool(evidence.passage) == (stance is not None)


def test_the_model_reads_every_finding_and_the_surest_is_quoted() -> None:
    """What the editor is shown is a sentence that the model was asked about, beside the claim; the first only says what is not known."""
    asked: list[tuple[str, str]] = []

    def scores(pairs: Sequence[tuple[str, str]]) -> list[tuple[float, ...]]:
        asked.extend(pairs)
        return [(0.0, 0.9, 0.1) if "significantly" in text else (0.1, 0.5, 0.4) for text, _ in pairs]

    evidence = judge(MANIPULATION, MANIPULATION_HELPS, LocalJudge("seen", LABELS, scores))
    assert [text for text, _ in asked] == [section.text for section in (MANIPULATION_HELPS.sections or ())[1:]]
    assert {statement for _, statement in asked} == {MANIPULATION.statement}
    assert evidence.passage == "Spinal manipulation significantly reduced pain in adults with sciatica."


def test_what_may_never_support_is_not_asked_about() -> None:
    """A retracted paper, a bare title: no model overrules what a record is."""
    yes = always(0.0, 1.0, 0.0)
    assert judge(MANIPULATION, MANIPULATION_RETRACTED, yes).stance is None
    assert judge(MANIPULATION, NO_ABSTRACT, yes).stance is None


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        (None, "no model's folder"),
        ("not JSON", "is not JSON"),
        ({}, "three labels"),
        ({"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"}, "three labels .* not: LABEL_0, LABEL_1, LABEL_2"),
        ({"0": "entailment", "1": "not_entailment"}, "three labels"),
    ],
)
def test_a_folder_that_will_not_do_is_told_in_a_sentence(tmp_path: Path, labels: object, told: str) -> None:
    """Before anything heavy is loaded."""
    if labels is not None:
        text = labels if isinstance(labels, str) else json.dumps({"id2label": labels})
        (tmp_path / "config.json").write_text(text)
    with pytest.raises(UsageError, match=told):
        load_judge(f"transformers:{tmp_path}")


def test_without_a_folder_the_setting_is_told() -> None:
    with pytest.raises(UsageError, match="transformers:FOLDER"):
        load_judge("transformers")


@pytest.mark.skipif(INSTALLED, reason="the extra is installed")
def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    named = {"0": "entailment", "1": "neutral", "2": "contradiction"}
    (tmp_path / "config.json").write_text(json.dumps({"id2label": named}))
    with pytest.raises(UsageError, match=r"pip install torch transformers"):
        load_judge(f"transformers:{tmp_path}")


@needs_transformers
@pytest.mark.parametrize(("favoured", "stance"), [("SUPPORTS", Stance.SUPPORTS), ("REFUTES", Stance.CONTRADICTS)])
def test_a_real_folder_keeps_the_contract(tmp_path: Path, favoured: str, stance: Stance) -> None:
    """A tiny BERT with random weights, tilted to one label: read from its folder, asked, and held to the contract."""
    tiny_model(tmp_path / "tiny", ("REFUTES", "NOT ENOUGH INFO", "SUPPORTS"), favoured)
    ours = load_judge(f"transformers:{tmp_path / 'tiny'}")
    check_judge(ours)
    evidence = judge(MANIPULATION, MANIPULATION_HELPS, ours)
    assert (evidence.stance, evidence.judged_by) == (stance, "transformers/tiny")


@needs_transformers
def test_a_folder_without_weights_is_told_in_a_sentence(tmp_path: Path) -> None:
    tiny_model(tmp_path, ("entailment", "neutral", "contradiction"), "neutral")
    (tmp_path / "model.safetensors").unlink()
    with pytest.raises(UsageError, match="cannot be loaded"):
        load_judge(f"transformers:{tmp_path}")
