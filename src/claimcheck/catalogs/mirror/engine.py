"""The search index, kept by tantivy: documents in, exact questions answered. The only module that knows tantivy.

Relevance is BM25 over the fields in which a word was looked for, titles counting twice, times the record's recency.
"""

import os
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import permutations
from math import log2
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from types import TracebackType
from typing import Any, Final, Self

from attrs import frozen

from claimcheck.catalogs.mirror import tags
from claimcheck.catalogs.mirror.asked import (
    AllOf,
    AnyOf,
    Asked,
    Between,
    Everything,
    Nothing,
    Spellings,
    Text,
    Values,
    ValuesLike,
    Without,
)
from claimcheck.catalogs.mirror.document import Indexed, recency
from claimcheck.catalogs.mirror.extra import tantivy

_PMID, _VALUE, _RECENCY = "pmid", "value", "recency"
_BOOSTS: Final = {
    tags.BODY: 1.0, tags.TITLE: 1.0, tags.KEYWORDS: 1.0, tags.SUBJECTS: 0.5, tags.PLACES: 0.05, tags.REST: 0.05,
}  # fmt: skip
_MOST_VALUES = 200_000
"""Authors or other values that a beginning such as ``smith j`` may stand for."""
_MOST_ENDINGS = 2_000
"""Words that a beginning with an asterisk may stand for inside a phrase, the most frequent first; alone, any number."""
_SPARE = 4
"""Times the records that are wanted, to be weighed by recency."""
_MOST_UNITED = 256
"""Values that are looked up one by one; more are picked out of all that the index has, which takes as long for two as for a hundred."""
_MEMORY = 192_000_000
"""Bytes of documents held before they are written to the disk as a segment."""


class EngineError(Exception):
    """The index could not be read or written; the text is the engine's own."""


class DamagedIndexError(EngineError):
    """The index cannot be opened; it can be made again from the records."""


@contextmanager
def _told() -> Iterator[None]:
    """The engine's errors as ours."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise EngineError(str(error)) from error


def _schema() -> "tantivy.Schema":
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field(_PMID, indexed=True, fast=True)
    for name in tags.TEXTS:
        builder.add_text_field(name, tokenizer_name="words")
    builder.add_text_field(_VALUE, tokenizer_name="raw", index_option="basic")
    for name in tags.DATES:
        builder.add_unsigned_field(name, fast=True)
    builder.add_float_field(_RECENCY, fast=True)
    return builder.build()


def _open(folder: Path) -> "tantivy.Index":
    try:
        folder.mkdir(parents=True, exist_ok=True)
        index = tantivy.Index(_schema(), path=str(folder))
        # Texts are folded before they come here, so that only words and what sets them apart is left.
        index.register_tokenizer("words", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).build())
        index.reload()
    except ValueError as error:
        damaged = "Failed to acquire Lockfile" not in str(error)
        raise (DamagedIndexError if damaged else EngineError)(str(error)) from error
    except OSError as error:
        raise EngineError(str(error)) from error
    return index


@frozen
class Hits:
    """The true total, and the best with their scores, best first."""

    count: int
    best: tuple[tuple[float, int], ...]


class Writer:
    """Adds and takes away documents; nothing is seen before `commit`, and `rollback` forgets what was not committed."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._index = _open(folder)
        self._schema = self._index.schema
        with _told():
            self._writer = self._index.writer(_MEMORY, threads)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._writer.wait_merging_threads()
        del self._writer  # its lock goes with it, however long an exception keeps this alive

    @property
    def documents(self) -> int:
        """How many records were committed."""
        self._index.reload()
        return int(self._index.searcher().num_docs)

    def put(self, document: Indexed, *, replaces: bool) -> None:
        """Add a document; `replaces` where the record may be there already."""
        if replaces:
            self.drop(document.pmid)
        fields: dict[str, Any] = {
            _PMID: document.pmid,
            _VALUE: list(document.values),
            **document.texts,
            **document.dates,
            _RECENCY: 2**document.recency - 2,  # the engine weighs by log2(2 + x)
        }
        with _told():
            self._writer.add_document(tantivy.Document.from_dict(fields, self._schema))

    def drop(self, pmid: int) -> None:
        """Take a record away."""
        # By query: a term made from a Python int is a signed number to the engine, which matches nothing here.
        self._writer.delete_documents_by_query(tantivy.Query.term_query(self._schema, _PMID, pmid))

    def commit(self) -> None:
        """Make what was done visible and lasting."""
        with _told():
            self._writer.commit()

    def rollback(self) -> None:
        """Forget what was not committed."""
        with _told():
            self._writer.rollback()


class Reader:
    """The index as it was committed last before opening. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        if not (folder / "meta.json").is_file():
            raise EngineError("there is no index")
        self._index = _open(folder if os.access(folder, os.W_OK) else self._linked(folder))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()
        self._most_recent = recency((self.highest("dp") or 0) // 10_000)
        # A claim's queries ask of the same words again and again, and the index stays as it is.
        self.has_text = lru_cache(maxsize=1 << 12)(self._has_text)
        self.has_word = lru_cache(maxsize=1 << 15)(self._has_word)
        self.has_value = lru_cache(maxsize=1 << 15)(self._has_value)
        self._in_texts = lru_cache(maxsize=1 << 12)(self._ways_in_texts)
        self._with_value = lru_cache(maxsize=1 << 12)(self._among)

    def _linked(self, folder: Path) -> Path:
        """A folder of links to the index's files: the engine locks also to read, where nothing can be written."""
        with _told():
            beside = Path(mkdtemp(prefix="claimcheck-index-"))
            weakref.finalize(self, rmtree, beside, ignore_errors=True)
            for file in folder.iterdir():
                if file.suffix != ".lock":
                    (beside / file.name).symlink_to(file.absolute())
        return beside

    @property
    def documents(self) -> int:
        """How many records can be found."""
        return int(self._searcher.num_docs)

    def search(self, asked: Asked, limit: int) -> Hits:
        """The most relevant records."""
        with _told():
            query = self._query(asked)
            found: Any = self._searcher.search(query, limit * _SPARE + 1)
            count, hits = int(found.count or 0), found.hits
            best = self._weighed(hits, limit)
            if len(hits) < count and not _surely_best(best, hits[-1][0] * self._most_recent, limit):
                weighed: Any = self._searcher.search(query, max(limit, 1), count=False, weight_by_field=_RECENCY)
                best = self._in_order([score for score, _ in weighed.hits], [at for _, at in weighed.hits])
        return Hits(count, tuple(best[: max(limit, 0)]))

    def _weighed(self, hits: Sequence[tuple[float, Any]], limit: int) -> list[tuple[float, int]]:
        """The best of these hits by score times recency: the engine would weigh every record that answers, which takes as long as finding it."""
        addresses = [address for _, address in hits]
        factors = self._searcher.fast_field_values(_RECENCY, addresses) if addresses else []
        scores = [score * log2(2 + (kept or 0)) for (score, _), kept in zip(hits, factors, strict=True)]
        lowest = sorted(scores)[-limit] if 0 < limit < len(scores) else 0.0
        best = [(score, at) for score, at in zip(scores, addresses, strict=True) if score >= lowest]
        return self._in_order([score for score, _ in best], [at for _, at in best])

    def _in_order(self, scores: Sequence[float], addresses: Sequence[Any]) -> list[tuple[float, int]]:
        """Best first; of those alike the higher PMID, which is the newer record."""
        pmids = self._searcher.fast_field_values(_PMID, list(addresses)) if addresses else []
        return sorted(zip(scores, (int(pmid or 0) for pmid in pmids), strict=True), reverse=True)

    def highest(self, field: str) -> int | None:
        """The highest of a date that any record has."""
        with _told():
            found: Any = self._searcher.search(tantivy.Query.all_query(), 1, count=False, order_by_field=field)
            values = self._searcher.fast_field_values(field, [address for _, address in found.hits])
        return int(values[0]) if values and values[0] is not None else None

    def pmids(self) -> Iterator[int]:
        """Every record of the index, in no order, for comparing it with the store."""
        step = 1 << 16
        found: Any = self._searcher.search(tantivy.Query.all_query(), max(self.documents, 1)).hits
        for at in range(0, len(found), step):
            addresses = [address for _, address in found[at : at + step]]
            yield from (int(pmid or 0) for pmid in self._searcher.fast_field_values(_PMID, addresses))

    # --- what the mapping asks ---------------------------------------------------------------------------------------

    def _has_word(self, word: str) -> bool:
        """Whether a word stands in any record."""
        return any(self._searcher.doc_freq(name, word) for name in tags.EVERYWHERE)

    def _has_value(self, key: str, value: str) -> bool:
        """Whether a record has a value under this key."""
        return bool(self._searcher.doc_freq(_VALUE, f"{key}:{value}"))

    def values_from(self, start: str, limit: int) -> list[str]:
        """Values that start so (``au:smith j``), the most frequent first."""
        return [value for value, _ in self._searcher.terms_with_prefix(_VALUE, start, limit=limit)]

    def _has_text(self, asked: Text) -> bool:
        """Whether the phrase stands in any record."""
        return any(self._searcher.search(self._in_text(asked, name), 1, count=False).hits for name in asked.tag.texts)

    # --- questions ---------------------------------------------------------------------------------------------------

    def _query(self, asked: Asked) -> "tantivy.Query":
        match asked:
            case AllOf():
                return tantivy.Query.boolean_query([(tantivy.Occur.Must, self._query(part)) for part in asked.parts])
            case AnyOf() | Text():
                return _either(self._ways(asked))
            case Without():
                kept, dropped = self._query(asked.kept), self._query(asked.dropped)
                return tantivy.Query.boolean_query([(tantivy.Occur.Must, kept), (tantivy.Occur.MustNot, dropped)])
            case Spellings():
                return tantivy.Query.disjunction_max_query([self._query(part) for part in asked.parts])
            case _:
                return self._plain(asked)

    def _ways(self, asked: Asked) -> "Iterator[tantivy.Query]":
        """The ways in which a record may answer, whose scores add up: in one list, for the engine unites a list of words far
        faster than lists of lists.
        """
        match asked:
            case AnyOf():
                for part in asked.parts:
                    yield from self._ways(part)
            case Text():
                # What a beginning stands for may be a million words, which are not held.
                yield from self._ways_in_texts(asked) if asked.starts else self._in_texts(asked)
            case _:
                yield self._query(asked)

    def _ways_in_texts(self, asked: Text) -> "tuple[tantivy.Query, ...]":
        """One for each of the texts, with what it weighs there."""
        ways = ((self._in_text(asked, name), _BOOSTS[name]) for name in asked.tag.texts)
        return tuple(query if boost == 1 else tantivy.Query.boost_query(query, boost) for query, boost in ways)

    def _plain(self, asked: Values | ValuesLike | Between | Everything | Nothing) -> "tantivy.Query":
        """What says whether a record belongs, and nothing of how well."""
        match asked:
            case Values():
                return self._with_value(tuple(f"{asked.tag.key}:{value}" for value in asked.values))
            case ValuesLike():
                return self._among(self._values_like(asked))
            case Between():
                return self._between(asked)
            case Everything():
                return _alike(tantivy.Query.all_query(), 0.0)
            case Nothing():
                return tantivy.Query.empty_query()

    def _in_text(self, asked: Text, name: str) -> "tantivy.Query":
        """A word, a phrase, a beginning or words near each other in one text."""
        words = list(asked.words)
        if asked.starts:
            most = _MOST_ENDINGS if len(words) > 1 else None
            endings = [word for word, _ in self._searcher.terms_with_prefix(name, words[-1], limit=most)]
            if len(words) > 1:
                return _either([self._phrase(name, [*words[:-1], ending]) for ending in endings])
            return _alike(tantivy.Query.term_set_query(self._schema, name, endings), 0.0)
        if asked.near is not None:
            return _either([self._phrase(name, list(order), asked.near) for order in permutations(words)])
        return self._phrase(name, words)

    def _phrase(self, name: str, words: Sequence[str], slop: int = 0) -> "tantivy.Query":
        if len(words) == 1:
            return tantivy.Query.term_query(self._schema, name, words[0], "freq")
        return tantivy.Query.phrase_query(self._schema, name, list(words), slop)

    def _among(self, values: Sequence[str]) -> "tantivy.Query":
        """Records with any of the values. How rare a value is says little of relevance, so each counts alike."""
        wanted = list(dict.fromkeys(values))
        if len(wanted) > _MOST_UNITED:
            return _alike(tantivy.Query.term_set_query(self._schema, _VALUE, wanted))
        return _alike(_either(tantivy.Query.term_query(self._schema, _VALUE, value, "basic") for value in wanted))

    def _values_like(self, asked: ValuesLike) -> list[str]:
        start = f"{asked.tag.key}:{asked.start}"
        found = self.values_from(start, _MOST_VALUES)
        return [value for value in found if not asked.word_end or value[len(start) :][:1] in ("", " ")] or [start]

    def _between(self, asked: Between) -> "tantivy.Query":
        kind = tantivy.FieldType.Unsigned
        if asked.low == asked.high and asked.field == _PMID:
            return _alike(tantivy.Query.term_query(self._schema, _PMID, asked.low))
        return _alike(tantivy.Query.range_query(self._schema, asked.field, kind, asked.low, asked.high), 0.0)


def _surely_best(best: Sequence[tuple[float, int]], others: float, limit: int) -> bool:
    """Whether no record with a score of `others` at most comes among the best `limit`."""
    return limit <= 0 or others <= best[min(limit, len(best)) - 1][0]


def _either(queries: "Iterable[tantivy.Query]") -> "tantivy.Query":
    parts = list(queries)
    if len(parts) == 1:
        return parts[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])


def _alike(query: "tantivy.Query", score: float = 1.0) -> "tantivy.Query":
    return tantivy.Query.const_score_query(query, score)
