"""A tiny BERT with random weights in a folder, as a user's own model would lie there."""

import importlib
from pathlib import Path

WORDS = (
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "pain", "reduced", "manipulation", "spinal", "adults", "sciatica", "in", "the",
    "not", "did",
)  # fmt: skip


def tiny_model(folder: Path, labels: tuple[str, ...], favoured: str) -> None:
    """Write config, vocabulary and weights; the favoured label always wins."""
    torch, hub = importlib.import_module("torch"), importlib.import_module("transformers")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.txt").write_text("\n".join(WORDS) + "\n")
    (folder / "tokenizer_config.json").write_text('{"tokenizer_class": "BertTokenizer", "model_max_length": 64}')
    torch.manual_seed(1)
    config = hub.BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
        id2label=dict(enumerate(labels)),
        label2id={label: number for number, label in enumerate(labels)},
    )
    model = hub.BertForSequenceClassification(config)
    with torch.no_grad():
        model.classifier.bias[labels.index(favoured)] = 20.0
    model.save_pretrained(folder)
