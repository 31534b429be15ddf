"""The command, as a person or a script runs it."""

import gzip
import json
from pathlib import Path

import pytest
from support.eutils_server import record
from support.nlm import DESCRIPTORS, bulk_file, library

from claimcheck.catalogs.mirror.building import RECORDS, Progress
from claimcheck.catalogs.mirror.store import Store
from claimcheck.cli.main import main
from claimcheck.cli.mirror import progress_line


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with NLM's files in it, to work in."""
    bulk_file(tmp_path / "files", 1, library())
    bulk_file(tmp_path / "files", 2, [record("201", "Newer work on walking")], deleted=[106])
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> int:
    return main(["mirror", *arguments, "--isolated"])


def test_from_the_files_to_an_answer(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Build, ask, update, ask again."""
    assert run("build", "files/pubmed26n0001.xml.gz") == 0
    assert capsys.readouterr().out == "1 file applied; pubmed.index holds 10 records\n"
    assert run("search", "walking", "--limit", "2") == 0
    assert capsys.readouterr().out.startswith('3 records for "walking"[MeSH Terms] OR "walking"[All Fields]\n')
    assert run("update", "files") == 0
    assert capsys.readouterr().out == "1 file applied, 1 was in already; pubmed.index holds 10 records\n"
    assert run("search", "walking", "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told["pmids"]) == {"101", "107", "201"}
    assert run("verify") == 0
    assert "sound; 10 records were read" in capsys.readouterr().out


def test_info_tells_what_is_there_and_what_is_not(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bulk_file(folder / "files", 4, [record("301")])
    (folder / "desc2026.xml").write_text(DESCRIPTORS)
    assert run("build", "files", "--mesh", "desc2026.xml") == 0
    out, err = capsys.readouterr()
    assert out.startswith("5 MeSH headings read from desc2026.xml\n")
    assert "missing files: pubmed26n0003; fetch and apply them" in err
    assert run("info") == 0
    assert "pubmed.index: 11 records, 1 deleted" in capsys.readouterr().out
    assert run("info", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["missing_files"] == ["pubmed26n0003"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("info",), 2, "there is no mirror in pubmed.index; make one with claimcheck mirror build"),
        (("update", "files"), 2, "there is no mirror in pubmed.index"),
        (("search", "walking"), 3, "there is no mirror in pubmed.index"),
        (("verify",), 2, "there is no mirror in pubmed.index"),
        (("build",), 2, "name the files to build from"),
        (("build", "nowhere.xml.gz"), 2, "there is no file nowhere.xml.gz"),
        (("build", "files", "--mesh", "files/pubmed26n0001.xml.gz"), 2, "holds no MeSH descriptors"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, told: str
) -> None:
    assert run(*arguments) == code
    err = capsys.readouterr().err
    assert told in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("desc.xml.gz", gzip.compress(DESCRIPTORS.encode() * 50)[:200] + b"\xff" * 400, "cannot be read: Error"),
        ("desc.xml.gz", gzip.compress(DESCRIPTORS.encode())[:-20], "cannot be read: Compressed file ended"),
        ("desc.xml.gz", DESCRIPTORS.encode(), "cannot be read: Not a gzipped file"),
        ("desc.xml", DESCRIPTORS.replace("?>", ' encoding="shift_jis"?>', 1).encode(), "cannot be read: multi-byte"),
        ("desc.xml", DESCRIPTORS.replace("?>", ' encoding="none"?>', 1).encode(), "unknown encoding"),
        ("desc.xml", b"", "not well-formed"),
        ("files", None, "files cannot be read: Is a directory"),
        ("nowhere.xml", None, "nowhere.xml cannot be read: No such file"),
    ],
)
def test_mesh_that_cannot_be_read_is_told_before_any_file_is_applied(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes | None, told: str
) -> None:
    if content is not None:
        (folder / name).write_bytes(content)
    assert run("build", "files", "--mesh", name) == 2
    err = capsys.readouterr().err
    assert told in err
    assert err.count("\n") == 1
    assert not (folder / "pubmed.index").exists()


def test_a_mirror_without_records_is_told_and_never_nothing_found(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As after a build that was stopped, or of MeSH alone: nothing is written into the lock."""
    (folder / "desc2026.xml").write_text(DESCRIPTORS)
    assert run("build", "--mesh", "desc2026.xml") == 0
    assert "no record is in it yet" in capsys.readouterr().err
    assert run("info") == 0
    assert "no record is in it yet" in capsys.readouterr().out
    (folder / "claims").mkdir()
    (folder / "claims" / "a.yaml").write_text(CLAIMS)
    assert main(["find", "--catalog", "mirror:pubmed.index", "--isolated"]) == 3
    assert "has no records yet: build it" in capsys.readouterr().err
    lock = folder / "claims" / "evidence.lock.json"
    assert not lock.exists() or "nothing-found" not in lock.read_text()


def test_reading_in_several_processes_comes_to_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("build", "files", "--jobs", "2") == 0
    assert "2 files applied; pubmed.index holds 10 records" in capsys.readouterr().out
    assert run("verify") == 0
    assert not list((folder / "pubmed.index" / "spool").iterdir())


def test_only_an_index_that_differs_is_told_to_be_made_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where records are damaged, the index is sound, and deleting it mends nothing."""
    assert run("build", "files") == 0
    with Store(folder / "pubmed.index" / RECORDS, write=True) as store:
        store.drop(101, 26_000_002, 2)
    assert run("verify") == 1
    assert "delete the folder index in it and run claimcheck mirror update" in capsys.readouterr().err
    with Store(folder / "pubmed.index" / RECORDS, write=True) as store:
        store.put(102, 1, 26_000_002, 2, store.compression.pack(b"<PubmedArticle/>"))
    assert run("verify") == 1
    assert "its records are damaged: build it anew" in capsys.readouterr().err


def test_progress_tells_rate_and_time_left() -> None:
    line = progress_line(Progress("pubmed26n0012.xml.gz", 11, 1334, 345_000, 0.01, 180.0))
    assert line == "pubmed26n0012.xml.gz, 11/1334 files, 345,000 records, 1,917 a second, about 5.0 h left"


CLAIMS = """claimcheck: 1
claims:
  - id: walking-eases-sciatica
    statement: Walking eased leg pain in adults with sciatica.
    kind: efficacy
  - id: a-trial-was-withdrawn
    statement: A trial was withdrawn.
    kind: efficacy
    citations:
      - {pmid: 108, stance: supports, added: {by: editor, date: 2026-01-01}}
      - {pmid: 999, stance: supports, added: {by: editor, date: 2026-01-01}}
"""


def test_find_and_refresh_ask_the_mirror(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody else is asked; what the mirror cannot know is told as that, and the lock says where a record was read."""
    monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", "http://127.0.0.1:9/")
    assert run("build", "files", "--folder", "here") == 0
    capsys.readouterr()
    (folder / "claims").mkdir()
    (folder / "claims" / "a.yaml").write_text(CLAIMS)
    assert (
        main(
            ["find", "--catalog", "mirror:here", "--isolated", "--claim", "walking-eases-sciatica", "--format", "json"]
        )
        == 0
    )
    (told,) = json.loads(capsys.readouterr().out)
    assert told["ranking"][0] == "101"
    assert main(["refresh", "--catalog", "mirror:here", "--isolated"]) == 3
    out, err = capsys.readouterr()
    assert "PMID 108: recorded; retracted" in out
    assert "could not ask the mirror of PubMed about 999: the mirror has no such record" in err
    lock = json.loads((folder / "claims" / "evidence.lock.json").read_text())
    assert lock["papers"]["108"]["origin"]["source"] == "mirror"
    assert "999" not in lock["unknown"]


def test_a_mirror_that_is_behind_takes_nothing_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A retraction that the lock knows of stays, where the mirror's record is from before it."""
    dated = "<DateRevised><Year>{}</Year><Month>01</Month><Day>02</Day></DateRevised><Article>"
    old = record("108", "A trial").replace("<Article>", dated.format(2020), 1)
    new = library()[7].replace("<Article>", dated.format(2025), 1)
    bulk_file(folder / "new", 1, [new])
    bulk_file(folder / "old", 1, [old])
    (folder / "claims").mkdir()
    (folder / "claims" / "a.yaml").write_text(
        CLAIMS.replace("      - {pmid: 999, stance: supports, added: {by: editor, date: 2026-01-01}}\n", "")
    )
    for name, code in (("new", 0), ("old", 3)):
        assert run("build", name, "--folder", f"{name}.index") == 0
        assert main(["refresh", "--catalog", f"mirror:{name}.index", "--isolated"]) == code
    lock = json.loads((folder / "claims" / "evidence.lock.json").read_text())
    assert lock["papers"]["108"]["notices"]
    assert "the lock has a later revision" in capsys.readouterr().err
