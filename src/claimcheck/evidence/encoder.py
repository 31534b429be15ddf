"""Sentence encoders: how near the meanings of two texts are, also in other words.

Ranking works without one. An encoder is a folder with `tokenizer.json` and `model.onnx` (or `onnx/model.onnx`), such as
`training/export_encoder.py` makes; reading it needs the extra `claimcheck[semantic]`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from claimcheck.errors import UsageError
from claimcheck.evidence.text import sentences
from claimcheck.model import Paper

_BEST = 3
"""Sentences whose mean counts: steadier than the best one, sharper than the whole abstract."""


class Encoder(Protocol):
    """Compares texts by meaning. The same texts always give the same numbers."""

    def cosines(self, statement: str, texts: Sequence[str]) -> Sequence[float]:
        """How near each text is to the statement: -1 to 1, in the order of the texts."""


KEPT = 16384
"""Vectors that an encoder keeps, since one paper stands in the pools of many claims: about 30 MB."""


def load_encoder(folder: str | Path, *, kept: int | None = KEPT) -> Encoder:
    """The encoder in that folder; it keeps that many vectors (None: all). Raises `UsageError` where the extra or a file is missing or of another kind."""
    try:
        from claimcheck.evidence.onnx_encoder import OnnxEncoder  # noqa: PLC0415 - needs optional packages
    except ImportError as error:
        raise UsageError(
            f"an encoder needs onnxruntime and tokenizers ({error.name} is missing):"
            " pip install 'claimcheck[semantic]', or leave rank.encoder unset"
        ) from error
    encoder: Encoder = OnnxEncoder(Path(folder), kept)
    return encoder


def semantic(encoder: Encoder, statement: str, paper: Paper) -> float:
    """The mean cosine of a claim's statement with the three nearest of a paper's title and sentences; at least 0."""
    said = [paper.title, *(text for section in paper.sections or () for text in sentences(section.text))]
    texts = [text for text in said if text.strip()]
    if not texts or not statement.strip():
        return 0.0
    best = sorted(encoder.cosines(statement, texts), reverse=True)[:_BEST]
    return max(0.0, sum(best) / len(best))
