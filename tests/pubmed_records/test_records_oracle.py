"""The same records read by claimcheck and by Bio.Entrez must tell the same.

The recordings lie in the folder that CLAIMCHECK_TEST_DATA names. Bio.Entrez refuses some of them for outward reasons
(an ``http://`` document type, no XML declaration, a body of several sets); those prologs are replaced for it, so that it
can be asked about every record.
"""

import datetime as dt
import gzip
import html
import os
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from support.records import PROLOG

from claimcheck.catalogs.pubmed.records import (
    Deletion,
    PubMedRecord,
    UnreadableRecordsError,
    read_entries,
)
from claimcheck.model import Paper

DATA = os.environ.get("CLAIMCHECK_TEST_DATA")
pytestmark = pytest.mark.skipif(not DATA, reason="CLAIMCHECK_TEST_DATA names no folder with recordings")

EUTILS = Path(DATA or ".") / "eutils"
FILES = sorted(
    path
    for folder in ("efetch", "ftp")
    for path in (EUTILS / folder).rglob("*")
    if path.name.endswith((".xml", ".xml.gz"))
)
NOT_RECORDS = {"ERROR-empty-id.http200.xml": "<eFetchResult>"}

# Where the two differ and claimcheck is right: single values, and fields with what claimcheck makes of Bio.Entrez's value.
ACCEPTED = {
    (
        "29963580",
        "abstract",
    ): "MathML puts the mass number of 1H behind its letter as a pre-script; it is read in front",
}
STANDARD_FORM: dict[str, Callable[[Any], Any]] = {
    "pmcid": lambda value: value and value.partition(".")[0],  # PMC8591517.2 is version 2 of PMC8591517
    "doi": lambda value: value or None,  # <ArticleId IdType="doi"/> is no DOI
    "revised": lambda value: value and dt.date(*map(int, value.split("-"))).isoformat(),  # 2016-8-14
}

MARKUP = re.compile(r"</?(?:b|i|u|sub|sup|DispFormula|(?:mml:)?(?:m[a-z]+|none))(?:\s[^<>]*)?/?>")
FORMULA = re.compile(r"<(?:mml:)?math|<DispFormula")
NOTICE = {
    "Retraction": "retraction",
    "ExpressionOfConcern": "expression-of-concern",
    "Erratum": "erratum",
    "Update": "update",
    "Republished": "republication",
    "CorrectedandRepublished": "republication",
    "RetractedandRepublished": "republication",
}


def body(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def oracle(data: bytes) -> list[dict[str, Any]]:
    entrez = pytest.importorskip("Bio.Entrez")
    inner = data[data.index(b"<Pubmed") :]
    if not inner.startswith(b"<PubmedArticleSet"):
        inner = b"<PubmedArticleSet>" + inner + b"</PubmedArticleSet>"
    found = entrez.read(BytesIO(PROLOG + inner), validate=False)
    return [
        *(article_facts(record) for record in found["PubmedArticle"]),
        *(book_facts(record) for record in found["PubmedBookArticle"]),
    ]


class Spelled(str):
    """Text with a formula: equal to any text that differs in white space only, for spacing symbols is claimcheck's own."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return "".join(self.split()) == "".join(str(other).split())

    def __ne__(self, other: object) -> bool:
        return not self == other


def plain(text: object) -> str:
    stripped = spaced(html.unescape(MARKUP.sub("", str(text))))
    return Spelled(stripped) if FORMULA.search(str(text)) else stripped


def spaced(text: object) -> str:
    return " ".join(str(text).split())


def people(author_list: Any) -> list[str]:
    return [
        plain(a["CollectiveName"])
        if "CollectiveName" in a
        else spaced(" ".join(plain(a.get(part, "")) for part in ("LastName", "Initials", "Suffix")))
        for a in author_list
        if a.attributes.get("ValidYN", "Y") == "Y"
    ]


def texts(abstract: Any) -> list[tuple[str, str]]:
    found = [(spaced(part.attributes.get("Label", "")), plain(part)) for part in abstract.get("AbstractText", [])]
    return [(label, text) for label, text in found if text]


def year_of(date: Any, electronic: Any = ()) -> int | None:
    written = [date.get("Year"), *(e.get("Year") for e in electronic), date.get("MedlineDate")]
    return next((int(re.search(r"\d{4}", y)[0]) for y in written if y), None)  # type: ignore[index]


def doi_of(locations: Any, ids: Any) -> str | None:
    good = [e for e in locations if e.attributes["EIdType"] == "doi" and e.attributes["ValidYN"] == "Y"]
    written = [*good, *(e for e in ids if e.attributes["IdType"] == "doi")]
    return str(written[0]).strip().lower() if written else None


def notices_of(citation: Any) -> list[tuple[str, bool, str | None]]:
    found = []
    for link in citation.get("CommentsCorrectionsList", []):
        ref_type = link.attributes["RefType"]
        match = re.fullmatch(r"(\w+?)(In|Of|For|From)", ref_type)
        if match and match[1] in NOTICE:
            found.append((NOTICE[match[1]], match[2] == "In", str(link["PMID"]) if "PMID" in link else None))
    return found


def mesh_of(citation: Any) -> list[tuple[str, str, bool, tuple[str, ...]]] | None:
    if "MeshHeadingList" not in citation:
        return None
    return [
        (
            str(h["DescriptorName"]),
            h["DescriptorName"].attributes["UI"],
            any(x.attributes["MajorTopicYN"] == "Y" for x in (h["DescriptorName"], *h["QualifierName"])),
            tuple(map(str, h["QualifierName"])),
        )
        for h in citation["MeshHeadingList"]
    ]


def article_facts(record: Any) -> dict[str, Any]:
    citation = record["MedlineCitation"]
    article, ids = citation["Article"], record.get("PubmedData", {}).get("ArticleIdList", [])
    journal = article["Journal"]
    revised = citation.get("DateRevised")
    return {
        "pmid": str(citation["PMID"]),
        "version": int(citation["PMID"].attributes["Version"]),
        "status": citation.attributes["Status"],
        "title": plain(article["ArticleTitle"]),
        "vernacular": plain(article.get("VernacularTitle", "")),
        "abstract": texts(article.get("Abstract", {})),
        "other": [pair for other in citation.get("OtherAbstract", []) for pair in texts(other)],
        "authors": people(article.get("AuthorList", [])),
        "journal": plain(journal["Title"]),
        "abbreviation": plain(citation["MedlineJournalInfo"]["MedlineTA"]),
        "nlm_id": str(citation["MedlineJournalInfo"].get("NlmUniqueID")),
        "year": year_of(journal["JournalIssue"]["PubDate"], article["ArticleDate"]),
        "volume": journal["JournalIssue"].get("Volume") or None,
        "issue": spaced(journal["JournalIssue"].get("Issue", "")) or None,
        "types": [(str(t), t.attributes["UI"]) for t in article["PublicationTypeList"]],
        "languages": [str(language).lower() for language in article["Language"]],
        "mesh": mesh_of(citation),
        "keywords": [plain(word) for words in citation["KeywordList"] for word in words],
        "doi": doi_of(article["ELocationID"], ids),
        "pmcid": next((str(e) for e in ids if e.attributes["IdType"] == "pmc"), None),
        "notices": notices_of(citation),
        "revised": "-".join((revised["Year"], revised["Month"], revised["Day"])) if revised else None,
        "is_book": False,
    }


def book_facts(record: Any) -> dict[str, Any]:
    document = record["BookDocument"]
    lists = [entry for entry in document["AuthorList"] if entry.attributes.get("Type") == "authors"]
    return {
        "pmid": str(document["PMID"]),
        "title": plain(document.get("ArticleTitle") or document["Book"]["BookTitle"]),
        "abstract": texts(document.get("Abstract", {})),
        "authors": [name for entry in lists for name in people(entry)],
        "journal": plain(document["Book"]["BookTitle"]),
        "year": year_of(document["Book"]["PubDate"]),
        "types": [(str(t), t.attributes["UI"]) for t in document["PublicationType"]],
        "is_book": True,
    }


def facts(paper: Paper) -> dict[str, Any]:
    pairs = [(spaced(s.label), spaced(s.text)) for s in paper.sections or ()]
    return {
        "pmid": paper.pmid,
        "version": paper.version,
        "status": paper.status,
        "title": spaced(paper.title),
        "vernacular": spaced(paper.vernacular_title),
        "abstract": pairs,
        "other": [(spaced(s.label), spaced(s.text)) for s in paper.other_abstracts],
        "authors": [spaced(author.name) for author in paper.authors],
        "journal": spaced(paper.journal),
        "abbreviation": spaced(paper.journal_abbreviation),
        "nlm_id": str(paper.nlm_unique_id),
        "year": paper.year,
        "volume": paper.volume,
        "issue": spaced(paper.issue or "") or None,
        "types": [(t.name, t.ui) for t in paper.publication_types or ()],
        "languages": list(paper.languages),
        "mesh": None if not paper.mesh else [(h.name, h.ui, h.major, h.qualifiers) for h in paper.mesh],
        "keywords": [spaced(word) for word in paper.keywords],
        "doi": paper.doi,
        "pmcid": paper.pmcid,
        "notices": [(n.type.value, n.direction.value == "in", n.pmid) for n in paper.notices or ()],
        "revised": paper.revised.isoformat() if paper.revised else None,
        "is_book": paper.is_book,
    }


def differences(ours: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> Iterator[str]:
    for our, their in zip(ours, theirs, strict=True):
        for name, given in their.items():
            value = STANDARD_FORM.get(name, lambda same: same)(given)
            if our[name] != value and (their["pmid"], name) not in ACCEPTED:
                yield f"{their['pmid']} {name}: ours {our[name]!r}, Bio.Entrez {value!r}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_recording_is_read_as_bio_entrez_reads_it(path: Path) -> None:
    data = body(path)
    if path.name in NOT_RECORDS:
        with pytest.raises(UnreadableRecordsError, match=NOT_RECORDS[path.name]):
            list(read_entries(path))
        return
    entries = list(read_entries(path))
    records = [entry for entry in entries if isinstance(entry, PubMedRecord)]
    assert [record.problem for record in records if record.problem] == []
    ours = [facts(record.paper) for record in records if record.paper]
    assert len(ours) == len(re.findall(rb"<Pubmed(?:Book)?Article[ >]", data))
    ours.sort(key=lambda fact: fact["is_book"])  # Bio.Entrez gives books apart
    assert list(differences(ours, oracle(data))) == []


def test_deletions_of_update_files_are_the_ones_listed() -> None:
    seen = 0
    for path in FILES:
        listed = re.search(rb"<DeleteCitation>(.*?)</DeleteCitation>", body(path), re.DOTALL)
        expected = tuple(m.decode() for m in re.findall(rb">(\d+)</PMID>", listed[1])) if listed else ()
        if path.name not in NOT_RECORDS:
            assert [p for e in read_entries(path) if isinstance(e, Deletion) for p in e.pmids] == list(expected)
        seen += len(expected)
    assert seen > 0


@pytest.mark.parametrize("path", sorted((EUTILS / "errors").glob("*")), ids=lambda path: path.name)
def test_no_error_body_is_taken_for_an_empty_answer(path: Path) -> None:
    with pytest.raises(UnreadableRecordsError):
        list(read_entries(path))
