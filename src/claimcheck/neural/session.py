"""Running the networks that the package ships: each reads a text beside another.

They run on the processor through onnxruntime, which is loaded with the first text that is read. How they were trained:
`training/judge`, docs/judge.md.
"""

import hashlib
from functools import cache
from importlib import import_module
from importlib.resources import as_file, files
from typing import Any

from attrs import frozen

from claimcheck.errors import UsageError
from claimcheck.neural.layout import Laid

JUDGE, PAGE = "judge", "page"
"""A claim beside an abstract; a sentence beside its page."""
_LONGEST = 20_000
"""Characters of a text that are turned into tokens."""


@frozen
class Tokens:
    """A text's tokens, and from where to where each reaches in it."""

    text: str
    ids: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]

    def words(self, first: int, last: int) -> str:
        """The whole words from one token to another."""
        start, end = self.spans[first][0], self.spans[last][1]
        while start and self.text[start - 1 : start + 1].isalnum():
            start -= 1
        while self.text[end - 1 : end + 1].isalnum() and end < len(self.text):
            end += 1
        return self.text[start:end]


@frozen
class PageReading:
    """What the network says of a sentence beside its page: the logits of its needing a source, of its leaning on what stands around
    it, and of each kind of claim; and for each token of the page the chances that what it leans on begins and ends there.
    """

    needs: float
    leans: float
    kinds: tuple[float, ...]
    begins: tuple[float, ...]
    ends: tuple[float, ...]


@frozen
class Network:
    """Session and tokenizer; both may be used by several threads."""

    session: Any
    tokenizer: Any
    numpy: Any
    digest: str

    def ids(self, text: str) -> tuple[int, ...]:
        """The words' tokens."""
        return self.tokens(text).ids

    def tokens(self, text: str) -> Tokens:
        """The words' tokens with their places."""
        whole = text[:_LONGEST].encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no character
        found = self.tokenizer.encode(whole, add_special_tokens=False)
        return Tokens(whole, tuple(found.ids), tuple(found.offsets))

    def judge(self, claim: tuple[int, ...], abstract: Laid) -> tuple[list[float], list[float]]:
        """The logits of supports, contradicts and neither, and of each piece of the abstract, whether it decides."""
        sentence = self.numpy.zeros((len(abstract.spans), len(abstract.tokens)), dtype="float32")
        for part, (_, start, end) in enumerate(abstract.spans):
            sentence[part, start:end] = 1 / (end - start)
        stance, where = self.session.run(None, {**self._rows(claim, abstract), "sentence": sentence})
        return stance.tolist(), where.tolist()

    def page(self, sentence: tuple[int, ...], page: Laid) -> PageReading:
        """What it says of a sentence beside its page."""
        (needs, leans, *kinds), points = self.session.run(None, self._rows(sentence, page))
        shares = self.numpy.exp(points - points.max(1, keepdims=True))
        begins, ends = (shares / shares.sum(1, keepdims=True)).tolist()
        return PageReading(float(needs), float(leans), tuple(map(float, kinds)), tuple(begins), tuple(ends))

    def _rows(self, text: tuple[int, ...], beside: Laid) -> dict[str, Any]:
        row = self.numpy.array
        return {"claim": row(text, "int64"), "abstract": row(beside.tokens, "int64")}


@cache
def load(name: str, threads: int = 1) -> Network:
    """One of the networks; `threads` is how many it computes with. Raises `UsageError` where onnxruntime is missing."""
    try:
        numpy, onnxruntime, tokenizers = (import_module(one) for one in ("numpy", "onnxruntime", "tokenizers"))
    except ImportError as error:
        raise UsageError(
            f"judging claims and reading pages needs {error.name}, which is not installed: pip install onnxruntime tokenizers"
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.log_severity_level = 3
    with as_file(
        files("claimcheck.neural").joinpath("data")
    ) as folder:  # the networks share a file of words beside them
        file = folder / f"{name}.onnx"
        session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        digest = hashlib.sha256(file.read_bytes()).hexdigest()[:16]
    return Network(session, tokenizer, numpy, digest)
