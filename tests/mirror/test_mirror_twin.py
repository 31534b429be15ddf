"""The same records and queries, asked of a mirror and of the larger stand-in for PubMed: the same hits."""

from collections.abc import Iterator

import pytest
from support.nlm import built, bulk_file
from support.twin import data, twin_module

from claimcheck.catalogs.mirror.client import Mirror
from claimcheck.catalogs.pubmed.client import PubMed
from claimcheck.catalogs.pubmed.records import read_records
from claimcheck.evidence.plan import plan_queries
from claimcheck.model import Claim

FILES = [("ftp", "pubmedsample_2019.xml.gz"), *(("ftp", "baseline", f"pubmed{name}.xml.gz") for name in ("21n1062", "25n1274", "26n1334"))]  # fmt: skip
ALIKE = [
    "pain[ti]", "pain[tiab]", '"blood pressure"[tiab]', '"blood pressure"[ti] OR hypertension[ti]', "cell*[ti]", "child*[tiab] AND treat*[tiab]",
    "pain[tiab] NOT back[tiab]", "(heart[ti] OR lung[ti]) AND disease[tiab]", "review[pt]", "randomized controlled trial[pt]",
    "clinical trial[pt]", "retracted publication[pt]", "journal article[pt] NOT review[pt]", "humans[mh]", "animals[mh:noexp]", "female[mh] AND male[mh]",
    "2019[dp]", "1990:2005[dp]", "2020/01/01:2026/12/31[dp]", "2025[edat]", "eng[la]", "hasabstract", "hasabstract AND 2026[dp]", "medline[sb]",
    "publisher[sb]", "smith[au]", "kim[au]", "wang y[au]", "nature[ta]", "PNAS[ta]", "Science[ta] OR Nature[ta]", "all[sb]", "haserratumin",
    "hascommenton OR hascommentin", "hasretractionin", "1:20000000[uid]", "10000000:30000000[uid] AND hasabstract", '"risk factors"[mh]',
    "genetics[sh]", "metabolism[sh] AND mice[mh]", "cancer[tiab] OR tumor[tiab] OR neoplasm[tiab]", "the AND of", "kidney[tiab] AND 2026[dp]",
    '"quality of life"[tiab]', '"risk of"[ti]', "stroke[tiab] AND (rehabilitation[tiab] OR therapy[tiab])", "covid-19[tiab]", "p53[tiab]",
    "il-6[tiab]", "tnf-alpha[tiab]",
]  # fmt: skip
"""Queries whose meaning does not hang on PubMed's own tables of word forms and headings."""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[PubMed, Mirror]]:
    files = [data("eutils", *parts) for parts in FILES]
    folder = tmp_path_factory.mktemp("both")
    raws = {record.pmid: record.raw for file in files for record in read_records(file) if record.paper is not None}
    built(folder / "mirror", bulk_file(folder, 1, raws.values()))
    with (
        twin_module().PubmedTwin(records=[folder / "pubmed26n0001.xml.gz"], limit=0) as twin,
        PubMed(base_url=twin.url, requests_per_second=5000) as pubmed,
    ):
        yield pubmed, Mirror(folder / "mirror")


@pytest.mark.parametrize("query", ALIKE)
def test_both_find_the_same(both: tuple[PubMed, Mirror], query: str) -> None:
    pubmed, mirror = both
    told, held = pubmed.search(query, 500), mirror.search(query, 500)
    assert set(held.pmids) == set(told.pmids)


def test_both_find_nearly_the_same_for_a_claims_ladder(both: tuple[PubMed, Mirror]) -> None:
    """Where they differ, one of them knows a word form, or a heading's entry terms, that the other does not."""
    pubmed, mirror = both
    shared = []
    for line in CLAIMS:
        for query in plan_queries(Claim(statement=line)):
            told, held = (set(catalog.search(query, 500).pmids) for catalog in (pubmed, mirror))
            shared.append(len(told & held) / max(len(told | held), 1) if told | held else 1.0)
    assert sum(shared) / len(shared) >= 0.95


CLAIMS = [
    "Walking eases low back pain.",
    "Aspirin prevents heart attacks in people with diabetes.",
    "Children with asthma should be vaccinated against flu.",
    "Exercise lowers blood pressure in older adults.",
    "Smoking causes lung cancer.",
    "Vitamin D supplements prevent fractures.",
    "Statins reduce the risk of stroke.",
    "Breast feeding protects babies from infections.",
]
