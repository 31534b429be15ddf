"""What the quality benchmarks share: intervals, files of records, and the catalogues that hold them."""

import datetime as dt
import gzip
import importlib
import os
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from claimcheck.catalogs.mirror.building import Settings, build
from claimcheck.catalogs.mirror.client import Mirror
from claimcheck.catalogs.pubmed.client import PubMed


def interval(values: Sequence[float], rounds: int = 500) -> str:
    """Mean in percent with a bootstrap interval."""
    if not values:
        return "none"
    chance = random.Random(1)
    means = sorted(sum(chance.choices(values, k=len(values))) / len(values) for _ in range(rounds))
    return f"{100 * sum(values) / len(values):5.1f} [{100 * means[rounds // 40]:.1f}–{100 * means[-rounds // 40]:.1f}]"


def twin_type() -> Any:
    """The local E-utilities server, or None where it does not stand beside the data."""
    tools = Path(os.environ["CLAIMCHECK_TEST_DATA"]).parent / "tools" / "pubmed-twin"
    if not tools.is_dir():
        print("skipped: no local E-utilities server beside the data")
        return None
    sys.path.insert(0, str(tools))
    return importlib.import_module("pubmed_twin").PubmedTwin


def record(pmid: object, title: str, abstract: str) -> bytes:
    """A record of 2015 as PubMed's files have it."""
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{pmid}</PMID><Article><Journal><JournalIssue>'
        f"<PubDate><Year>2015</Year></PubDate></JournalIssue><Title>J</Title></Journal><ArticleTitle>{escape(title)}</ArticleTitle>"
        f"<Abstract><AbstractText>{escape(abstract)}</AbstractText></Abstract><Language>eng</Language></Article></MedlineCitation>"
        f'<PubmedData><ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>'
    ).encode()


def write_records(folder: Path, records: Iterable[bytes]) -> Path:
    """A file of records, named as PubMed names its own."""
    file = folder / "pubmed26n0001.xml.gz"
    file.write_bytes(gzip.compress(b"<PubmedArticleSet>" + b"\n".join(records) + b"</PubmedArticleSet>", 1))
    return file


@contextmanager
def pubmed_over(file: Path) -> Iterator[PubMed]:
    """The local E-utilities server over a file of records, without its limits."""
    server = twin_type()
    if server is None:
        raise SystemExit("this needs the local E-utilities server")
    with server(records=[file], limit=0) as twin, PubMed(base_url=twin.url, requests_per_second=5000) as pubmed:
        yield pubmed


@contextmanager
def mirror_over(file: Path) -> Iterator[Mirror]:
    """A mirror of a file of records, built beside it."""
    folder = file.parent / "mirror"
    build(folder, [file], Settings(dt.date(2026, 1, 31), unchecked=True))
    with Mirror(folder) as mirror:
        yield mirror
