"""Ranking with a sentence encoder: one part more where there is one, a clear sentence where it cannot be read."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from unittest import mock

import pytest
from support import papers as own

from claimcheck.errors import UsageError
from claimcheck.evidence.encoder import load_encoder, semantic
from claimcheck.evidence.rank import rank
from claimcheck.model import Claim, Paper


class TopicEncoder:
    """Knows that two topics are one: texts that name the same topic are near, all others far."""

    topics = (("sugar", "glucose"), ("drowsy", "somnolence"))

    def cosines(self, statement: str, texts: Sequence[str]) -> list[float]:
        """1 for a shared topic, else 0."""
        return [float(self._topics(statement) & self._topics(text) != set()) for text in texts]

    def _topics(self, text: str) -> set[tuple[str, ...]]:
        return {topic for topic in self.topics if any(word in text.casefold() for word in topic)}


CLAIM = Claim("Antihistamines make people drowsy.")
OTHER_WORDS = own.paper(
    81, "Somnolence with antihistamines", "Somnolence was frequent. Somnolence passed. Somnolence it was."
)
SAME_WORDS = own.paper(82, "What people make of antihistamines", "People who make antihistamines. A survey of people.")


def test_other_words_of_the_same_meaning_come_up() -> None:
    """The encoder sees what shares no word with the claim."""
    assert rank(CLAIM, (OTHER_WORDS, SAME_WORDS))[0].paper == SAME_WORDS
    assert rank(CLAIM, (OTHER_WORDS, SAME_WORDS), encoder=TopicEncoder())[0].paper == OTHER_WORDS


def test_the_other_parts_stay_as_they_are() -> None:
    """What an encoder adds is one shown part of the score; the rest is the same as without."""
    plain = {c.paper.pmid: c for c in rank(CLAIM, (OTHER_WORDS, SAME_WORDS))}
    for candidate in rank(CLAIM, (OTHER_WORDS, SAME_WORDS), encoder=TopicEncoder()):
        added = candidate.parts["semantic"]
        assert {name: value for name, value in candidate.parts.items() if name != "semantic"} == plain[
            candidate.paper.pmid
        ].parts
        assert candidate.score == pytest.approx(plain[candidate.paper.pmid].score + added)


def test_without_words_nothing_is_near() -> None:
    """An empty record or claim is ranked, not asked about."""
    assert semantic(TopicEncoder(), "Sugar.", Paper(pmid=OTHER_WORDS.pmid)) == 0
    assert semantic(TopicEncoder(), " ", OTHER_WORDS) == 0


def test_missing_packages_are_one_sentence() -> None:
    """Who sets an encoder without the extra is told what to install."""
    with (
        mock.patch.dict(sys.modules, {"onnxruntime": None, "claimcheck.evidence.onnx_encoder": None}),
        pytest.raises(UsageError, match=r"pip install 'claimcheck\[semantic\]'"),
    ):
        load_encoder("anywhere")


def test_a_folder_that_holds_no_encoder_is_one_sentence(tmp_path: Path) -> None:
    """Each missing or foreign file is named."""
    pytest.importorskip("onnxruntime")
    pytest.importorskip("tokenizers")
    with pytest.raises(UsageError, match=r"tokenizer.json: no such file"):
        load_encoder(tmp_path)
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match="not a tokenizer"):
        load_encoder(tmp_path)
    words = '{"version":"1.0","model":{"type":"WordLevel","vocab":{"[UNK]":0},"unk_token":"[UNK]"}}'
    (tmp_path / "tokenizer.json").write_text(words, encoding="utf-8")
    with pytest.raises(UsageError, match=r"neither model.onnx nor onnx/model.onnx"):
        load_encoder(tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"not a model")
    with pytest.raises(UsageError, match="not an ONNX model"):
        load_encoder(tmp_path)


def test_a_real_encoder_tells_meanings_apart() -> None:
    """With a model at hand (`CLAIMCHECK_TEST_ENCODER`), other words of the same meaning are nearer than other meanings."""
    folder = os.environ.get("CLAIMCHECK_TEST_ENCODER")
    if not folder:
        pytest.skip("CLAIMCHECK_TEST_ENCODER names no folder with an encoder")
    encoder = load_encoder(folder)
    statement = "High blood pressure raises the risk of a stroke."
    same, other = encoder.cosines(statement, ["Hypertension and cerebrovascular events", "Yoga for low back pain"])
    assert same > other + 0.2
    assert encoder.cosines(statement, [statement]) == [pytest.approx(1)]
    assert len(encoder.cosines(statement, ["word " * 2000])) == 1
