"""Every recorded E-utilities answer is read, or refused for what it is."""

import gzip
import re
from functools import partial
from pathlib import Path

import pytest

from claimcheck.catalogs.pubmed import replies
from claimcheck.catalogs.pubmed.lookups import MatchOutcome, read_match
from claimcheck.catalogs.pubmed.outcomes import EutilsError, Trouble
from claimcheck.catalogs.pubmed.records import read_records
from claimcheck.catalogs.pubmed.transport import Reply
from claimcheck.model import Query

read_search = partial(replies.read_search, query=Query("walking", "asked directly"), most=0)
ERRORS = {
    "blocked-access-denied.txt": Trouble.BLOCKED,
    "blocked-ip-page.fragment.html": Trouble.BLOCKED,
    "esummary-cpp-exception.xml": Trouble.UNEXPECTED,
    "http200.esearch-backend-failed.xml": Trouble.BACKEND,
    "http200.esearch-retstart-over-9998.invalid.json": Trouble.UNEXPECTED,
    "http200.esummary-json-over-500.json": Trouble.UNEXPECTED,
    "http200.esummary-json-unknown-uid.fragment.json": Trouble.UNEXPECTED,
    "http400.api-key-invalid.json": Trouble.BAD_KEY,
    "http400.efetch-backend-timeout.xml": Trouble.BACKEND,
    "http400.efetch-history-retstart.xml": Trouble.REFUSED,
    "http400.efetch-id-list-empty.xml": Trouble.REFUSED,
    "http429.rate-limit.json": Trouble.RATE_LIMITED,
    "http500.diagnostic.fragment.html": Trouble.SERVER_ERROR,
    "lb-negative.json": Trouble.NO_SERVER,
    "unable-to-route.txt": Trouble.NO_SERVER,
}
KINDS = {".xml": "text/xml", ".json": "application/json", ".txt": "text/plain", ".html": "text/html"}


@pytest.fixture(scope="session")
def recordings(test_data: Path) -> Path:
    return test_data / "eutils"


def fetched(answer: Reply) -> bytes:
    return replies.xml_of(answer, "PubmedArticleSet")


def reply(path: Path) -> Reply:
    status = re.match(r"http(\d+)\.", path.name)
    return Reply(int(status[1]) if status else 200, KINDS.get(path.suffix, "text/plain"), path.read_bytes())


def trouble(reader: object, answer: Reply) -> Trouble | None:
    try:
        reader(answer)  # type: ignore[operator]
    except EutilsError as error:
        told = error
    else:
        return None
    assert told.reason.isprintable()
    assert "000000000000" not in told.reason, "no key, no address"
    assert "203.0.113.7" not in told.reason
    return told.trouble


def test_error_bodies_get_their_own_outcome_whatever_was_asked(recordings: Path) -> None:
    found = {path.name: reply(path) for path in (recordings / "errors").iterdir()}
    assert {name: trouble(read_search, answer) for name, answer in found.items()} == ERRORS
    for name, answer in found.items():
        assert trouble(fetched, answer) in (ERRORS[name], Trouble.UNEXPECTED), name
    as_text = {name: trouble(replies.lines_of, answer) for name, answer in found.items()}
    assert None not in as_text.values()


def test_searches(recordings: Path) -> None:
    read = 0
    for path in sorted((recordings / "esearch").iterdir()):
        if path.suffix == ".json":
            assert trouble(read_search, reply(path)) is Trouble.UNEXPECTED
            continue
        body, answer = path.read_text(), read_search(reply(path))
        ids = re.findall(r"<Id>(\d+)</Id>", body)
        assert (list(answer.pmids), answer.count) == (ids, int(re.findall(r"<Count>(\d+)", body)[0]))
        read += 1
    assert read == 11


def test_fetched_records(recordings: Path) -> None:
    papers = 0
    for path in sorted((recordings / "efetch").rglob("*.xml")):
        if path.name.startswith("ERROR"):
            assert trouble(fetched, reply(path)) is Trouble.REFUSED
            continue
        body = path.read_bytes()
        if body.startswith(b"<PubmedArticle>"):  # trimmed by those who kept it: a record, and no answer of EFetch
            assert trouble(fetched, reply(path)) is Trouble.UNEXPECTED
        else:
            body = fetched(reply(path))
        records = list(read_records(body))
        assert all(record.paper for record in records), path.name
        assert bool(records) != ("EMPTY" in path.name), path.name
        papers += len(records)
    assert papers == 224


def test_bulk_files_are_sets_too(recordings: Path) -> None:
    for path in sorted((recordings / "ftp").rglob("*")):
        if path.suffix == ".gz":
            assert fetched(Reply(200, "text/xml", gzip.decompress(path.read_bytes())))
        elif path.is_file():
            assert trouble(fetched, reply(path)) is Trouble.UNEXPECTED


def test_links(recordings: Path) -> None:
    found = {path.name: replies.read_links(reply(path)) for path in sorted((recordings / "elink").glob("*.xml"))}
    assert found["9298984-neighbor.2025.xml"][:2] == ("9298984", "8794856")
    assert found["EMPTY-no-links.xml"] == ()
    assert len(found) == 12


def test_spelling_and_citations(recordings: Path) -> None:
    spelt = [replies.read_spelling(reply(path)) for path in sorted((recordings / "espell").iterdir())]
    assert spelt == ["biopython", "notch AND mus musculus"]
    lines = replies.lines_of(reply(recordings / "ecitmatch" / "citmatch_mixed.txt"))
    matches = [read_match([re.sub(r"\|(Art1|ref2|Art4)\|", "|claimcheck|", line)]) for line in lines]
    assert [(match.outcome, match.pmid) for match in matches] == [
        (MatchOutcome.FOUND, "2014248"),
        (MatchOutcome.NOT_FOUND, None),
        (MatchOutcome.FOUND, "31978945"),
    ]
    for name in ("citmatch_found.txt", "citmatch_single.txt"):
        assert replies.lines_of(reply(recordings / "ecitmatch" / name))


@pytest.mark.parametrize("folder", ["epost", "esummary", "einfo", "egquery", "medline", "headers"])
def test_answers_of_other_utilities_are_not_taken_for_ours(recordings: Path, folder: str) -> None:
    for path in (recordings / folder).iterdir():
        for reader in (read_search, fetched, replies.read_links, replies.read_spelling):
            assert trouble(reader, reply(path)) in (Trouble.UNEXPECTED, Trouble.REFUSED, Trouble.BACKEND), path.name


@pytest.mark.parametrize(
    "name", ["efetch/multi-211-589-591-960.xml", "esearch/biopython.2025.xml", "espell/biopythooon.2025.xml"]
)
def test_no_beginning_of_an_answer_is_taken_for_the_whole(recordings: Path, name: str) -> None:
    readers = {"efetch": fetched, "esearch": read_search, "espell": replies.read_spelling}
    whole = (recordings / name).read_bytes().rstrip()
    for end in range(0, len(whole), max(1, len(whole) // 500)):
        told = trouble(readers[name.split("/", maxsplit=1)[0]], Reply(200, "text/xml", whole[:end]))
        assert told in (Trouble.TRUNCATED, Trouble.EMPTY, Trouble.UNEXPECTED), end
