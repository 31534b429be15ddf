"""P11, P12: what a mirror costs to build and to ask, beside bare tantivy and SQLite's FTS5 given the same text.

Run, with CLAIMCHECK_TEST_DATA set::

    python benchmarks/mirror.py synthesise --records 300000 --files FOLDER
    taskset -c 0 python benchmarks/mirror.py build --files FOLDER --mirror FOLDER2 [--most 5]
    taskset -c 0 python benchmarks/mirror.py ask --mirror FOLDER2
    taskset -c 0 python benchmarks/mirror.py find --mirror FOLDER2 --most 20

The records of NLM's sample files are real; more are made of them: every record has the whole XML of a real one (authors,
affiliations, headings, references), a PMID of its own, and a title and an abstract of sentences from real abstracts, of which
one word in forty is a new one, so that the vocabulary grows with the records as it does in PubMed. `build` applies the files
that are not in yet (at most `--most` of them, so that it can be done in pieces) and times reading alone and bare tantivy on one of
them in the same run. `ask` asks the ladder's queries for claims of the test data.
All figures are CPU time, in one process, because the machine may be shared.
"""

import argparse
import datetime as dt
import gzip
import hashlib
import json
import os
import random
import re
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

import tantivy

from claimcheck.catalogs.mirror.asked import AllOf, AnyOf, Asked, Spellings, Text, Values
from claimcheck.catalogs.mirror.building import Settings, build
from claimcheck.catalogs.mirror.client import Mirror
from claimcheck.catalogs.mirror.document import Indexed
from claimcheck.catalogs.mirror.engine import _BOOSTS
from claimcheck.catalogs.mirror.reading import Read, read_file, read_stored
from claimcheck.catalogs.pubmed.records import read_papers, read_records
from claimcheck.evidence.network import NetworkJudge
from claimcheck.evidence.plan import plan_queries
from claimcheck.model import Claim
from claimcheck.research import find

DATA = Path(os.environ.get("CLAIMCHECK_TEST_DATA", "."))
A_FILE = 30_000
TODAY = dt.date(2026, 1, 31)
FTS_QUERY = "select rowid from text where text match ? order by rank limit 50"


# --- records -------------------------------------------------------------------------------------------------------


def synthesise(records: int, folder: Path) -> None:
    """Write files as NLM's until there are so many records; those that are there stay."""
    folder.mkdir(parents=True, exist_ok=True)
    templates, sentences = _templates(), _sentences()
    for number in range(1, -(-records // A_FILE) + 1):
        path = folder / f"pubmed26n{number:04d}.xml.gz"
        if not path.exists():
            count = min(A_FILE, records - (number - 1) * A_FILE)
            _write(path, (number - 1) * A_FILE + 1, count, templates, sentences)


def _write(path: Path, first: int, count: int, templates: list[bytes], sentences: list[str]) -> None:
    rng = random.Random(path.name)
    half = path.with_suffix(".half")
    with gzip.open(half, "wb", compresslevel=1) as out:
        out.write(b'<?xml version="1.0" encoding="utf-8"?>\n<PubmedArticleSet>\n')
        for pmid in range(first, first + count):
            out.write(_record(pmid, rng, templates, sentences))
        out.write(b"</PubmedArticleSet>\n")
    half.rename(path)
    path.with_name(f"{path.name}.md5").write_text(f"MD5({path.name})= {hashlib.md5(path.read_bytes()).hexdigest()}\n")


_OWN = re.compile(rb"(<(?:MedlineCitation)[^>]*>\s*<PMID[^>]*>)\d+")
_TITLE = re.compile(rb"<ArticleTitle>.*?</ArticleTitle>", re.DOTALL)
_ABSTRACT = re.compile(rb"<Abstract>.*?</Abstract>", re.DOTALL)


def _record(pmid: int, rng: random.Random, templates: list[bytes], sentences: list[str]) -> bytes:
    text = [_varied(rng.choice(sentences), rng) for _ in range(rng.randint(6, 12))]
    title = f"<ArticleTitle>{text[0]}</ArticleTitle>".encode()
    abstract = f"<Abstract><AbstractText>{' '.join(text[1:])}</AbstractText></Abstract>".encode()
    raw = _OWN.sub(lambda found: found[1] + str(pmid).encode(), rng.choice(templates), count=1)
    raw = _TITLE.sub(lambda _: title, raw, count=1)
    return _ABSTRACT.sub(lambda _: abstract, raw, count=1) + b"\n"


def _varied(sentence: str, rng: random.Random) -> str:
    words = sentence.split(" ")
    for _ in range(max(1, len(words) // 40)):
        # Names of genes, compounds and cell lines are most of what is new in a vocabulary; frequent ones come back.
        words[rng.randrange(len(words))] = f"{rng.choice('bcdfgklmnprst')}x{int(rng.paretovariate(0.7)) % 10**7}"
    return " ".join(words)


def _templates() -> list[bytes]:
    ftp = DATA / "eutils" / "ftp"
    files = [ftp / "pubmedsample_2019.xml.gz", *sorted((ftp / "baseline").glob("*.xml.gz"))]
    found = (record for file in files for record in read_records(file))
    return [record.raw for record in found if record.paper is not None and b"<Abstract>" in record.raw]


def _sentences() -> list[str]:
    def escaped(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    lines = (DATA / "benchmarks" / "scifact" / "corpus.jsonl").read_text().splitlines()
    plain = (DATA / "plain-claims" / "abstracts.jsonl").read_text().splitlines()
    documents = [*(json.loads(line)["abstract"] for line in lines), *(json.loads(line)["sentences"] for line in plain)]
    return [escaped(sentence) for document in documents for sentence in document if len(sentence) > 30]


# --- building ------------------------------------------------------------------------------------------------------


def built(files: Path, mirror: Path, most: int) -> None:
    """Apply files, then read one alone and give its text to bare tantivy."""
    paths = sorted(files.glob("*.xml.gz"))
    there = {file.name for file in _applied(mirror)}
    todo = [path for path in paths if path.name not in there][:most]
    started, wall = time.process_time(), time.perf_counter()
    done = build(mirror, todo, Settings(TODAY))
    seconds, wall = time.process_time() - started, time.perf_counter() - wall
    records = sum(file.records for file in done.applied)
    told = f"built {records:,} records: {seconds / max(records, 1) * 1e6:.0f} µs of CPU a record ({seconds:.0f} s, {wall:.0f} s on the clock)"
    print(f"{told}; most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")
    _sizes(mirror, len(there) * A_FILE + records)
    reading, bare, count = _bare(todo[0] if todo else paths[0])
    print(
        f"one file of {count:,}: reading alone {reading / count * 1e6:.0f} µs, bare tantivy {bare / count * 1e6:.0f} µs a record; "
        f"ours is {seconds / max(records, 1) / ((reading + bare) / count):.2f} times both"
    )


def _applied(mirror: Path) -> list:
    from claimcheck.catalogs.mirror.information import inform  # noqa: PLC0415 - only where a mirror is there

    return list(inform(mirror).files) if (mirror / "records.sqlite").exists() else []


def _sizes(mirror: Path, records: int) -> None:
    store = (mirror / "records.sqlite").stat().st_size
    index = sum(path.stat().st_size for path in (mirror / "index").glob("*"))
    print(f"a million records: {store / records / 1e3:.2f} GB of records, {index / records / 1e3:.2f} GB of index")


def _bare(path: Path) -> tuple[float, float, int]:
    """CPU seconds to read papers of a file, and to index in one field the text that a mirror indexes of them in several."""
    started = time.process_time()
    count = sum(1 for _ in read_papers(path))
    reading = time.process_time() - started
    entries = (entry for entry in read_file(path) if isinstance(entry, Read))
    texts = [(entry.document.pmid, _text(entry.document)) for entry in entries]
    with tempfile.TemporaryDirectory() as folder:
        index = _bare_index(Path(folder))
        started = time.process_time()
        _fill(index, texts)
        return reading, time.process_time() - started, count


def _bare_index(folder: Path) -> tantivy.Index:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("pmid", indexed=True, fast=True)
    builder.add_text_field("text")
    return tantivy.Index(builder.build(), path=str(folder))


def _fill(index: tantivy.Index, texts: list[tuple[int, str]]) -> None:
    writer = index.writer(192_000_000, 1)
    for pmid, text in texts:
        writer.add_document(tantivy.Document.from_dict({"pmid": pmid, "text": text}, index.schema))
    writer.commit()
    writer.wait_merging_threads()


def _text(document: Indexed) -> str:
    """The text and the values of every field in one."""
    texts = [text for several in document.texts.values() for text in several]
    return "\n".join([*texts, *document.values])


# --- finding -------------------------------------------------------------------------------------------------------


def found(mirror: Path, most: int) -> None:
    """`find` for claims, with the built-in judge and nothing kept of former runs: CPU seconds a claim, and where they go."""
    claims = list(islice(_claims(), most))
    judge = Timed(NetworkJudge())
    judge.judge(claims[0], ())  # loads the network
    with Mirror(mirror, today=TODAY) as catalog:
        catalog.search("sciatica")
        judge.spent, started, wall = 0.0, time.process_time(), time.perf_counter()
        results = list(find(claims, catalog, judge=judge))
        seconds, wall = time.process_time() - started, time.perf_counter() - wall
    read = sum(len(result.evidence) for result in results)
    told = f"{seconds / len(claims):.2f} s of CPU a claim, of which the judge {judge.spent / len(claims):.2f} s ({read / len(claims):.1f} papers)"
    print(
        f"{len(claims)} claims: {told}; {3600 * len(claims) / seconds:,.0f} an hour and core ({wall:.0f} s on the clock)"
    )


class Timed:
    """A judge whose time is taken."""

    def __init__(self, judge: NetworkJudge) -> None:
        self._judge, self.name, self.spent = judge, judge.name, 0.0

    def judge(self, claim: Claim, candidates: tuple) -> tuple:
        """As the judge itself."""
        started = time.thread_time()
        said = self._judge.judge(claim, candidates)
        self.spent += time.thread_time() - started
        return said


# --- asking --------------------------------------------------------------------------------------------------------


def asked_alone(mirrors: list[Path], most: int) -> None:
    """Time the ladder's queries on mirrors of several sizes, in turn, without peers."""
    queries = [query for ladder in islice(_ladders(), most) for query in ladder]
    catalogs = [Mirror(mirror, today=TODAY) for mirror in mirrors]
    for catalog in catalogs:
        catalog.search("sciatica")
    spent = {(catalog, kind): [] for catalog in catalogs for kind in ("wide", "narrow")}
    for query in queries:
        kind = "wide" if query.why.startswith("any of") else "narrow"
        for catalog in catalogs:
            spent[catalog, kind].append(_timed(lambda query=query, catalog=catalog: catalog.search(query)))
    for (catalog, kind), some in spent.items():
        _spread(f"{catalog._open().reader.documents:,} records, {kind}", some)


def asked(mirror: Path, most: int, *, fts: bool) -> None:
    """Time the ladder's queries, each in turn with its peers over the same records, which are kept beside the mirror.

    "Plain words" are bare tantivy and FTS5 with one field of all text, asked for any (or all) of the query's words. "Same
    clauses" is what a mirror makes of the query (fields, spellings, headings), written in tantivy's own query language and
    asked of the mirror's index without a mirror. Tantivy reads the query, counts, finds the best 50 and tells their PMIDs.
    """
    queries = [query for ladder in islice(_ladders(), most) for query in ladder]
    with Mirror(mirror, today=TODAY) as catalog, Mirror(mirror, today=TODAY) as other:
        index, table = _peers(catalog, mirror.with_name(f"{mirror.name}.peers"), fts=fts)
        catalog.search("sciatica")
        for kind in ("wide", "narrow"):
            some = [query for query in queries if query.why.startswith("any of") == (kind == "wide")]
            _compared(kind, _in_turn(catalog, other, index, table if fts else None, some))


Spent = list[tuple[float, float, float | None, float | None]]
"""Milliseconds of a query: ours, plain words, same clauses (None where tantivy's language cannot say it), FTS5."""


def _compared(kind: str, spent: Spent) -> None:
    _spread(f"mirror, {kind}", [ours for ours, *_ in spent])
    for place, name in enumerate(("plain words", "same clauses", "FTS5"), start=1):
        pairs = [(both[0], both[place]) for both in spent if both[place] is not None]
        if pairs:
            ours, theirs = map(list, zip(*pairs, strict=True))
            _spread(f"{name}, {kind}", theirs)
            ratios = (part(ours) / part(theirs) for part in (_middle, _high))
            print("  ours is {:.2f} times that at p50, {:.2f} at p95".format(*ratios))


def _in_turn(
    catalog: Mirror, other: Mirror, index: tantivy.Index, table: sqlite3.Connection | None, queries: list
) -> Spent:
    """Every other query is asked of ours last, for who comes second finds the processor's caches filled. `other` is the same
    mirror, opened apart so that ours has not mapped the words before.
    """
    opened, spent = other._open(), []
    for number, query in enumerate(queries):
        match, same = _match(query.text), _same_clauses(opened.mapping.of(query.text, TODAY).asked)
        ways = [
            partial(catalog.search, query),
            partial(_bare_search, index, "text", match),
            same and partial(_bare_search, opened.reader._index, "body", same),
            partial(_rows, table, match) if table is not None and number < 30 else None,
        ]
        order = sorted(range(4), reverse=bool(number % 2))
        times = {at: _timed(ways[at]) if ways[at] else None for at in order}
        spent.append(tuple(times[at] for at in range(4)))
    return spent


def _bare_search(index: tantivy.Index, field: str, query: str) -> tuple[int, list]:
    searcher = index.searcher()
    found = searcher.search(index.parse_query(query, [field]), 50)
    hits = found.hits
    return found.count, searcher.fast_field_values("pmid", [at for _, at in hits]) if hits else []


def _rows(table: sqlite3.Connection, match: str) -> list:
    return table.execute(FTS_QUERY, (match,)).fetchall()


def _match(text: str) -> str:
    """The words of a query, as tantivy and FTS5 both read them."""
    parts = [
        joint.join(f'"{word}"' for word in some) for joint, some in zip((" AND ", " OR "), _words(text), strict=True)
    ]
    return " AND ".join(f"({part})" for part in parts if part)


def _same_clauses(asked: Asked) -> str | None:
    """The question in tantivy's own query language; None for beginnings of words and dates."""
    match asked:
        case AllOf() | AnyOf() | Spellings():
            parts = [_same_clauses(part) for part in asked.parts]
            joint = " AND " if isinstance(asked, AllOf) else " OR "
            return None if None in parts else f"({joint.join(filter(None, parts))})"
        case Text(starts=False, near=None):
            words = " ".join(asked.words)
            return _any_of(f'{name}:"{words}"^{_BOOSTS[name]}' for name in asked.tag.texts)
        case Values():
            return _any_of(f'value:"{asked.tag.key}:{value}"' for value in dict.fromkeys(asked.values))
        case _:
            return None


def _any_of(parts: Iterable[str]) -> str:
    return f"({' OR '.join(parts)})"


def _timed(call) -> float:
    started = time.process_time()
    call()
    return (time.process_time() - started) * 1e3


def _words(text: str) -> tuple[list[str], list[str]]:
    """The words that a query asks for one and all, and those of which it asks for any."""
    plain = re.sub(r"\[\w+\]", " ", text).lower()
    topic, _, kinds = plain.partition(" and ((")
    find = lambda part: sorted({word for word in re.findall(r"[a-z0-9]{3,}", part) if word != "and"})  # noqa: E731
    return (find(topic), find(kinds)) if kinds else ([], find(plain))


def _peers(catalog: Mirror, folder: Path, *, fts: bool) -> tuple[tantivy.Index, sqlite3.Connection]:
    there = folder.is_dir()
    (folder / "bare").mkdir(parents=True, exist_ok=True)
    index = _bare_index(folder / "bare")
    table = sqlite3.connect(folder / "fts.sqlite")
    if not there:
        table.execute("create virtual table text using fts5(body, content='')")
        for texts in _stored(catalog):
            _fill(index, texts)
            if fts:
                table.executemany("insert into text (rowid, body) values (?, ?)", texts)
                table.commit()
    index.reload()
    return index, table


def _stored(catalog: Mirror) -> Iterator[list[tuple[int, str]]]:
    store = catalog._open().store
    pmids = [pmid for pmid, there in store.held() if there]
    for at in range(0, len(pmids), 20_000):
        raws = store.raw(pmids[at : at + 20_000])
        yield [(pmid, _text(document)) for pmid, raw in raws.items() if (document := read_stored(raw)) is not None]


def _ladders() -> Iterator[tuple]:
    return (plan_queries(claim) for claim in _claims())


def _claims() -> Iterator[Claim]:
    path = DATA / "benchmarks" / "scifact" / "claims_train.jsonl"
    for line in path.read_text().splitlines():
        yield Claim(statement=json.loads(line)["claim"])


def _middle(spent: list[float]) -> float:
    return statistics.median(spent)


def _high(spent: list[float]) -> float:
    return sorted(spent)[min(int(len(spent) * 0.95), len(spent) - 1)]


def _spread(what: str, spent: list[float]) -> None:
    print(f"{what}: p50 {_middle(spent):.1f} ms, p95 {_high(spent):.1f} ms ({len(spent)})")


def main() -> None:
    """Do what is asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=("synthesise", "build", "ask", "find"))
    parser.add_argument("--records", type=int, default=30_000)
    parser.add_argument("--files", type=Path)
    parser.add_argument("--mirror", type=Path, action="append", help="with several, `ask` compares them without peers")
    parser.add_argument("--most", type=int, default=100)
    parser.add_argument("--no-fts", action="store_true")
    arguments = parser.parse_args()
    mirror = (arguments.mirror or [Path()])[0]
    if arguments.action == "synthesise":
        synthesise(arguments.records, arguments.files)
    elif arguments.action == "build":
        built(arguments.files, mirror, arguments.most)
    elif arguments.action == "find":
        found(mirror, arguments.most)
    elif len(arguments.mirror) > 1:
        asked_alone(arguments.mirror, arguments.most)
    else:
        asked(mirror, arguments.most, fts=not arguments.no_fts)


if __name__ == "__main__":
    main()
