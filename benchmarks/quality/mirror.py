"""Whether a mirror finds what E-utilities find: queries of the ladder on both, over the same records.

    CLAIMCHECK_TEST_DATA=... python benchmarks/quality/mirror.py [--queries 200] [--show 10]

The records are SciFact's abstracts and NLM's sample files; the queries those that `find` asks for SciFact's training claims. Both
catalogues are asked for every hit, and the sets are compared; of those that differ both translations are shown. The local
E-utilities server is a stand-in for PubMed with word forms and a mapping of its own: what it does differently from PubMed is
no fault of the mirror's.
"""

import argparse
import json
import os
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from common import mirror_over, pubmed_over, record, write_records

from claimcheck.catalogs.mirror.client import Mirror
from claimcheck.catalogs.pubmed.client import PubMed
from claimcheck.catalogs.pubmed.records import read_records
from claimcheck.evidence.plan import plan_queries
from claimcheck.model import Claim, Query

DATA = Path(os.environ["CLAIMCHECK_TEST_DATA"])
SCIFACT = DATA / "benchmarks" / "scifact"
MOST = 9_999


def records() -> Iterator[bytes]:
    """One record after another; SciFact's with PMIDs from 90,000,001 on, for their numbers are not PubMed's."""
    ftp = DATA / "eutils" / "ftp"
    seen = set()
    for file in [ftp / "pubmedsample_2019.xml.gz", *sorted((ftp / "baseline").glob("*.xml.gz"))]:
        for one in read_records(file):
            if one.paper is not None and one.pmid not in seen:
                seen.add(one.pmid)
                yield one.raw
    for number, line in enumerate((SCIFACT / "corpus.jsonl").read_text().splitlines(), 90_000_001):
        document = json.loads(line)
        yield record(number, document["title"], " ".join(document["abstract"]))


def queries(most: int) -> list[Query]:
    """Different queries of the ladder."""
    lines = (SCIFACT / "claims_train.jsonl").read_text().splitlines()
    ladders = (plan_queries(Claim(json.loads(line)["claim"])) for line in lines)
    return list(islice({query.text: query for ladder in ladders for query in ladder}.values(), most))


def compared(twin: PubMed, mirror: Mirror, asked: list[Query], show: int) -> None:
    """Print how far both agree."""
    same, shared, missed, more, shown = 0, [], 0, 0, 0
    for query in asked:
        told, held = twin.search(query, MOST), mirror.search(query, MOST)
        one, other = set(told.pmids), set(held.pmids)
        same += one == other
        shared.append(len(one & other) / len(one | other) if one | other else 1.0)
        missed, more = missed + len(one - other), more + len(other - one)
        if one != other and shown < show:
            shown += 1
            print(
                f"\n{query.text}\n  server {told.count}: {told.translation}\n  mirror {held.count}: {held.translation}"
            )
            print(f"  only the server: {sorted(one - other)[:5]}; only the mirror: {sorted(other - one)[:5]}")
    print(
        f"\n{len(asked)} queries: {same} with the same hits; hits in common {100 * sum(shared) / len(shared):.2f} % of both on average"
    )
    print(
        f"{missed} hits of the server's that the mirror has not, {more} the other way; {sum(s >= 0.98 for s in shared)} queries share 98 % or more"
    )


def main() -> None:
    """Compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--show", type=int, default=0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = write_records(Path(folder), records())
        with pubmed_over(file) as pubmed, mirror_over(file) as mirror:
            compared(pubmed, mirror, queries(arguments.queries), arguments.show)


if __name__ == "__main__":
    main()
