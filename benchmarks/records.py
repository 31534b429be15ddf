"""Reading PubMed XML: claimcheck against Bio.Entrez, pubmed_parser and bare expat, in one process each.

    python benchmarks/records.py [--records 20000] [--repeat 3]

Input: the recordings in the folder that CLAIMCHECK_TEST_DATA names, repeated to N records; without that folder, records of
our own making. Every reader runs in a fresh process that reports its time and its peak memory above what it needed before
reading. The slow ones (Bio.Entrez, which keeps the whole file in memory, and pubmed_parser) read the first 2,000 records; rates are
per second, so they compare.
Bare expat (a parser without handlers) is the limit of any parser that looks at every byte.
"""

import argparse
import gzip
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from xml.parsers import expat

HEAD = (
    b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January'
    b' 2025//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n<PubmedArticleSet>\n'
)
SMALL = 2_000
SLOW = ("Bio.Entrez.read", "pubmed_parser")


def ours(path: Path) -> int:
    from claimcheck.catalogs.pubmed.records import read_papers  # noqa: PLC0415

    return sum(1 for _ in read_papers(path))


def bio_entrez(path: Path) -> int:
    from Bio import Entrez  # noqa: PLC0415

    with path.open("rb") as file:
        return len(Entrez.read(file, validate=False)["PubmedArticle"])


def pubmed_parser(path: Path) -> int:
    import pubmed_parser as peer  # noqa: PLC0415

    # It opens gzip files only; inflating them is a small part of its time.
    zipped = path.with_suffix(".xml.gz")
    return sum(1 for _ in peer.parse_medline_xml(str(zipped), year_info_only=False, nlm_category=True))


def bare_expat(path: Path) -> int:
    parser = expat.ParserCreate()
    with path.open("rb") as file:
        parser.ParseFile(file)
    return 0  # it looks at every byte and counts nothing


READERS: dict[str, tuple[Callable[[Path], int], str]] = {
    "claimcheck": (ours, "claimcheck"),
    "Bio.Entrez.read": (bio_entrez, "Bio"),
    "pubmed_parser": (pubmed_parser, "pubmed_parser"),
    "bare expat": (bare_expat, "sys"),
}


def sample_records() -> list[bytes]:
    folder = os.environ.get("CLAIMCHECK_TEST_DATA")
    if not folder:
        return [made_record(number) for number in range(500)]
    found: list[bytes] = []
    for path in sorted(Path(folder).glob("eutils/*/**/*.xml*")):
        if path.name.endswith((".xml", ".xml.gz")):
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            found += re.findall(rb"<PubmedArticle>.*?</PubmedArticle>", data, re.DOTALL)
    return found


def made_record(number: int) -> bytes:
    """A record of the usual size and shape, from our own builders (tests/support)."""
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
    from support.records import abstract_of, article, mesh, section  # noqa: PLC0415

    rng = random.Random(number)
    words = ["pain", "trial", "of", "the", "manual", "therapy", "was", "and", "sciatica", "group", "weeks", "&#xb1;2"]

    def prose(count: int) -> str:
        return " ".join(rng.choices(words, k=count))

    abstract = abstract_of(*(section(prose(60), label) for label in ("AIM", "METHODS", "RESULTS", "CONCLUSION")))
    authors = "".join(
        f"<Author><LastName>N{n}</LastName><Initials>A</Initials></Author>" for n in range(rng.randint(1, 9))
    )
    cited = "".join(
        f'<Reference><Citation>{prose(14)}</Citation><ArticleIdList><ArticleId IdType="pubmed">{n + 1}</ArticleId>'
        "</ArticleIdList></Reference>"
        for n in range(rng.randint(0, 60))
    )
    return article(
        99000001 + number,
        title=prose(14),
        abstract=None,
        in_article=abstract,
        authors=authors,
        in_citation=mesh(*((prose(2), False, []) for _ in range(10))),
        references=f"<ReferenceList>{cited}</ReferenceList>",
    )


def write_input(path: Path, records: list[bytes], count: int) -> None:
    with path.open("wb") as file:
        file.write(HEAD)
        for number in range(count):
            file.write(records[number % len(records)] + b"\n")
        file.write(b"</PubmedArticleSet>\n")
    if count <= SMALL:  # for pubmed_parser
        path.with_suffix(".xml.gz").write_bytes(gzip.compress(path.read_bytes(), compresslevel=1))


def measure(name: str, path: Path) -> None:
    """In the fresh process: read once, and print records, seconds and peak memory above the start (MB)."""
    warm = path.with_name("warm.xml")
    READERS[name][0](warm)  # imports and first calls are start-up, not reading
    before = memory_kb("VmRSS")
    start = time.perf_counter()
    count = READERS[name][0](path)
    seconds = time.perf_counter() - start
    print(json.dumps([count, seconds, (memory_kb("VmHWM") - before) / 1024]))


def memory_kb(what: str) -> int:
    """Linux's own count: VmRSS now, VmHWM at the peak (getrusage would count the parent's peak)."""
    found = re.search(rf"^{what}:\s+(\d+) kB", Path("/proc/self/status").read_text(), re.MULTILINE)
    return int(found[1]) if found else 0


def runs(name: str, path: Path, repeat: int) -> Iterator[tuple[int, float, float]]:
    for _ in range(repeat):
        done = subprocess.run(
            [sys.executable, __file__, "--measure", name, str(path)], check=True, capture_output=True, text=True
        )
        count, seconds, memory = json.loads(done.stdout.splitlines()[-1])
        yield count, seconds, memory


def report(folder: Path, count: int, repeat: int) -> None:
    records = sample_records()
    write_input(folder / "warm.xml", records, 20)
    write_input(folder / "all.xml", records, count)
    write_input(folder / "small.xml", records, min(count, SMALL))
    rates: dict[str, float] = {}
    print(f"{count:,} records, {(folder / 'all.xml').stat().st_size / 1e6:.0f} MB, best of {repeat}")
    for name, (_, module) in READERS.items():
        if find_spec(module) is None:
            print(f"{name:16} not installed")
            continue
        path = folder / ("small.xml" if name in SLOW else "all.xml")
        read, seconds, memory = min(runs(name, path, repeat), key=lambda run: run[1])
        expected = min(count, SMALL) if name in SLOW else count
        if read not in (0, expected):
            raise SystemExit(f"{name} read {read} of {expected} records")
        rates[name] = path.stat().st_size / seconds
        print(
            f"{name:16} {expected / seconds:9,.0f} records/s {rates[name] / 1e6:8.1f} MB/s {memory:8.1f} MB over start"
        )
    for name, rate in rates.items():
        if name != "claimcheck":
            print(f"claimcheck is {rates['claimcheck'] / rate:.2f} x as fast as {name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure[0], Path(options.measure[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        report(Path(folder), options.records, options.repeat)


if __name__ == "__main__":
    main()
