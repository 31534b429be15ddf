"""Files are applied in NLM's order or any other, once or again, wholly or not at all, and the mirror is the same."""

import errno
import gzip
import itertools
import os
import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TypeVar

import pytest
from support.eutils_server import record
from support.nlm import DAY, DESCRIPTORS, built, bulk_file, write_md5
from support.twin import data

from claimcheck.catalogs.mirror.building import INDEX, RECORDS, SPOOL, Progress, Settings, build, keep_headings
from claimcheck.catalogs.mirror.client import Mirror
from claimcheck.catalogs.mirror.engine import Reader, Writer
from claimcheck.catalogs.mirror.information import inform
from claimcheck.catalogs.mirror.mesh import read_headings
from claimcheck.catalogs.mirror.nlm_files import MirrorError
from claimcheck.catalogs.mirror.store import Store
from claimcheck.catalogs.mirror.verifying import verify
from claimcheck.catalogs.pubmed.records import read_papers
from claimcheck.errors import CouldNotAskError, UsageError

T = TypeVar("T")


def versioned(pmid: str, title: str, version: int) -> str:
    return record(pmid, title).replace('<PMID Version="1">', f'<PMID Version="{version}">', 1)


def three_files(folder: Path) -> list[Path]:
    """A baseline file and two updates: a correction, a new record, a deletion, a second version, one that comes back."""
    return [
        bulk_file(folder, 1, [record("1", "Old title"), record("2", "Second"), record("3", "Third"), versioned("4", "V1", 1)]),
        bulk_file(folder, 2, [record("1", "New title"), versioned("4", "V2", 2), record("5", "Fifth")], deleted=[2, 3, 99]),
        bulk_file(folder, 3, [record("3", "Third again"), versioned("4", "V1 late", 1)]),
    ]  # fmt: skip


AFTER_ALL = {1: "New title", 3: "Third again", 4: "V2", 5: "Fifth"}


def titles(folder: Path) -> dict[int, str]:
    """Title by PMID, as searching and fetching tell it."""
    with Mirror(folder) as mirror:
        hits = mirror.search("all[sb]", 100)
        papers = mirror.fetch(hits.pmids).papers
    assert hits.count == len(papers) == len(hits.pmids)
    return {int(paper.pmid): paper.title for paper in papers}


def state(folder: Path) -> tuple[dict[int, bytes], list[int]]:
    """The stored bytes of every record, and the PMIDs of the index with every double."""
    with Store(folder / RECORDS) as store:
        pmids = [pmid for pmid, there in store.held() if there]
        return store.raw(pmids), sorted(Reader(folder / INDEX).pmids())


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_files_in_any_order_come_to_the_same(tmp_path: Path, order: tuple[int, ...]) -> None:
    """Later replaces earlier by NLM's numbers, not by when it came; a deletion holds against older files."""
    files = three_files(tmp_path / "files")
    for place in order:
        built(tmp_path / "mirror", files[place])
    assert titles(tmp_path / "mirror") == AFTER_ALL


def four_files(folder: Path) -> list[Path]:
    """Second versions that are deleted, of which one comes back as a first version, one as a third, and one does not."""
    second = [versioned(pmid, "V2", 2) for pmid in "789"]
    return [
        bulk_file(folder, 1, [record("1"), versioned("6", "V3", 3)]),
        bulk_file(folder, 2, second),
        bulk_file(folder, 3, [versioned("6", "V2 late", 2)], deleted=[6, 7, 8, 9]),
        bulk_file(folder, 4, [versioned("6", "V1 back", 1), versioned("8", "V3", 3), versioned("9", "V1 back", 1)]),
    ]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::-1])
def test_a_deletion_is_between_the_files_that_it_is_between_in_any_order(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    """What came before it is gone, in whatever version; what comes after it counts."""
    files = four_files(tmp_path / "files")
    for place in order:
        built(tmp_path / "mirror", files[place])
    found = titles(tmp_path / "mirror")
    assert found.items() >= {6: "V1 back", 8: "V3", 9: "V1 back"}.items()
    assert found.keys() == {1, 6, 8, 9}
    assert Mirror(tmp_path / "mirror").fetch(["7"]).missing == ("7",)


def test_applying_again_changes_nothing(tmp_path: Path) -> None:
    files = three_files(tmp_path / "files")
    first = built(tmp_path / "mirror", *files)
    assert [file.records for file in first.applied] == [4, 3, 2]
    assert [file.deleted for file in first.applied] == [0, 2, 0]
    before = state(tmp_path / "mirror")
    again = built(tmp_path / "mirror", *files)
    assert (again.applied, again.known) == ((), 3)
    assert state(tmp_path / "mirror") == before


def test_a_file_that_nlm_published_anew_is_applied_again(tmp_path: Path) -> None:
    built(tmp_path / "mirror", bulk_file(tmp_path / "files", 1, [record("1", "As it was")]))
    built(tmp_path / "mirror", bulk_file(tmp_path / "files", 1, [record("1", "As it is")]))
    assert titles(tmp_path / "mirror") == {1: "As it is"}


def test_the_words_of_a_replaced_record_are_forgotten(tmp_path: Path) -> None:
    built(tmp_path / "mirror", *three_files(tmp_path / "files"))
    with Mirror(tmp_path / "mirror") as mirror:
        assert mirror.search("old").count == 0
        assert mirror.search("new").count == 1
        assert mirror.fetch(["2"]).missing == ("2",)


def test_the_mirror_in_use_stays_as_it_was(tmp_path: Path) -> None:
    """An update is seen by who opens the mirror after it."""
    files = three_files(tmp_path / "files")
    built(tmp_path / "mirror", files[0])
    with Mirror(tmp_path / "mirror") as used:
        assert used.search("old").count == 1
        built(tmp_path / "mirror", files[1])
        assert used.search("old").count == 1
    assert Mirror(tmp_path / "mirror").search("old").count == 0


# --- what stops it -------------------------------------------------------------------------------------------------


def damaged(path: Path, how: str) -> Path:
    whole = path.read_bytes()
    if how == "truncated":
        path.write_bytes(whole[:-40])
        write_md5(path)
    elif how == "no gzip":
        path.write_bytes(b"<html>Not found</html>")
        write_md5(path)
    elif how == "xml cut off":
        path.write_bytes(gzip.compress(gzip.decompress(whole)[:-30]))
        write_md5(path)
    elif how == "other bytes":
        path.write_bytes(whole + b"\0")
    elif how == "no md5":
        path.with_name(f"{path.name}.md5").unlink()
    else:
        path.with_name(f"{path.name}.md5").write_text("Not found")
    return path


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("truncated", "cut off"),
        ("no gzip", "not PubMed"),
        ("xml cut off", "ends early|end"),
        ("other bytes", "not what NLM published"),
        ("no md5", "is missing beside"),
        ("empty md5", "holds no MD5"),
    ],
)
def test_a_file_that_is_not_whole_stops_the_run_and_leaves_the_mirror(tmp_path: Path, how: str, told: str) -> None:
    """The sentence names the file and what to do; the files before it are in; mended, the same command goes on."""
    files = three_files(tmp_path / "files")
    good = files[1].read_bytes()
    damaged(files[1], how)
    with pytest.raises(MirrorError, match=f"stopped at pubmed26n0002.xml.gz: .*({told})"):
        built(tmp_path / "mirror", *files)
    assert titles(tmp_path / "mirror") == {1: "Old title", 2: "Second", 3: "Third", 4: "V1"}
    assert verify(tmp_path / "mirror", lambda done, of: None).faults == ()
    files[1].write_bytes(good)
    write_md5(files[1])
    built(tmp_path / "mirror", *files)
    assert titles(tmp_path / "mirror") == AFTER_ALL


class FullDisk:
    """Stands for a disk that is full when the index or the store writes."""

    def __init__(self, patch: pytest.MonkeyPatch, where: object, method: str) -> None:
        self._patch, self._where, self._method = patch, where, method

    def __enter__(self) -> None:
        def full(*_: object, **__: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        self._patch.setattr(self._where, self._method, full)

    def __exit__(self, *_: object) -> None:
        self._patch.undo()


@pytest.mark.parametrize(
    ("where", "method"), [(Store, "put"), (Store, "note_file"), (Writer, "put"), (Writer, "commit")]
)
def test_a_full_disk_stops_the_run_and_the_next_one_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: type, method: str
) -> None:
    files = three_files(tmp_path / "files")
    built(tmp_path / "mirror", files[0])
    before = state(tmp_path / "mirror")[1]
    with FullDisk(monkeypatch, where, method), pytest.raises(MirrorError, match="No space left on device"):
        built(tmp_path / "mirror", *files)
    assert state(tmp_path / "mirror")[1] == before
    built(tmp_path / "mirror", *files)
    assert titles(tmp_path / "mirror") == AFTER_ALL


def only_mesh(folder: Path, files: list[Path]) -> None:
    (folder / "desc2026.xml").write_text(DESCRIPTORS)
    keep_headings(folder / "mirror", read_headings(folder / "desc2026.xml"))


def stopped_in_the_first_file(folder: Path, files: list[Path]) -> None:
    with pytest.MonkeyPatch.context() as patch, FullDisk(patch, Store, "note_file"), pytest.raises(MirrorError):
        built(folder / "mirror", files[0])


def full_disk_at_the_index(folder: Path, files: list[Path]) -> None:
    built(folder / "mirror", files[0])
    with pytest.MonkeyPatch.context() as patch, FullDisk(patch, Writer, "commit"), pytest.raises(MirrorError):
        built(folder / "mirror", files[1])


def lost_index(folder: Path, files: list[Path]) -> None:
    built(folder / "mirror", *files)
    shutil.rmtree(folder / "mirror" / INDEX)


def lost_index_and_a_full_disk(folder: Path, files: list[Path]) -> None:
    lost_index(folder, files)
    with pytest.MonkeyPatch.context() as patch, FullDisk(patch, Writer, "commit"), pytest.raises(MirrorError):
        built(folder / "mirror")


def index_of_yesterday(folder: Path, files: list[Path]) -> None:
    built(folder / "mirror", files[0])
    shutil.copytree(folder / "mirror" / INDEX, folder / "copy")
    built(folder / "mirror", files[1])
    shutil.rmtree(folder / "mirror" / INDEX)
    shutil.copytree(folder / "copy", folder / "mirror" / INDEX)


def lost_index_of_an_older_version(folder: Path, files: list[Path]) -> None:
    lost_index_and_a_full_disk(folder, files)
    with sqlite3.connect(folder / "mirror" / RECORDS) as base:
        base.execute("delete from meta where key = 'documents'")


@pytest.mark.parametrize(
    "how",
    [
        only_mesh,
        stopped_in_the_first_file,
        full_disk_at_the_index,
        lost_index,
        lost_index_and_a_full_disk,
        index_of_yesterday,
        lost_index_of_an_older_version,
    ],
)
def test_a_mirror_that_is_not_up_to_its_records_is_not_asked(
    tmp_path: Path, how: Callable[[Path, list[Path]], None]
) -> None:
    """What its index lacks would be taken for what PubMed has not; the next run mends it."""
    files = three_files(tmp_path / "files")
    how(tmp_path, files)
    with pytest.raises(CouldNotAskError, match=r"claimcheck mirror|there is no index"):
        Mirror(tmp_path / "mirror").search("title")
    result = Mirror(tmp_path / "mirror").fetch(["1", "99"])
    assert (result.papers, result.missing, len(result.not_asked)) == ((), (), 2)
    information = inform(tmp_path / "mirror")
    assert information.unindexed or not information.records
    built(tmp_path / "mirror", *files)
    assert titles(tmp_path / "mirror") == AFTER_ALL
    assert not inform(tmp_path / "mirror").unindexed


def test_a_mirror_is_not_asked_while_an_update_is_between_records_and_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = three_files(tmp_path / "files")
    built(tmp_path / "mirror", files[0])
    commit = Writer.commit

    def asking(writer: Writer) -> None:
        for _ in range(2):  # before the index has the file, and before the records know that it has
            with pytest.raises(CouldNotAskError, match="wait if an update is running"):
                Mirror(tmp_path / "mirror").search("title")
            commit(writer)

    monkeypatch.setattr(Writer, "commit", asking)
    built(tmp_path / "mirror", files[1])
    assert Mirror(tmp_path / "mirror").search("new").count == 1


def test_a_full_disk_at_the_index_does_not_say_that_nothing_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file's records are in the store by then."""
    files = three_files(tmp_path / "files")
    with (
        FullDisk(monkeypatch, Writer, "commit"),
        pytest.raises(MirrorError, match="records of this file are in the mirror, but not yet in its index"),
    ):
        built(tmp_path / "mirror", *files)
    assert inform(tmp_path / "mirror").records == 4
    with FullDisk(monkeypatch, Store, "put"), pytest.raises(MirrorError, match="Nothing of this file is in the mirror"):
        built(tmp_path / "mirror", *files)


class Dying(Executor):
    """Stands for processes of which one is killed while it reads the file with this number."""

    def __init__(self, at: int) -> None:
        self._left = at

    def submit(self, call: Callable[..., T], /, *given: object, **named: object) -> "Future[T]":
        self._left -= 1
        if self._left < 0:
            raise BrokenProcessPool("A child process terminated abruptly")
        future: Future[T] = Future()
        if self._left:
            future.set_result(call(*given, **named))
        else:
            future.set_exception(BrokenProcessPool("A process in the process pool was terminated abruptly"))
        return future


@pytest.mark.parametrize("ahead", [1, 3])
@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_a_reading_process_that_dies_stops_the_run_in_a_sentence(tmp_path: Path, at: int, ahead: int) -> None:
    """With the file that was waited for; those before it are in, and the same command goes on."""
    files = three_files(tmp_path / "files")
    settings = Settings(DAY, executor=Dying(at), ahead=ahead)
    with pytest.raises(MirrorError, match=f"stopped at pubmed26n000{max(at, 1)}.xml.gz: a process .* ended .* again$"):
        build(tmp_path / "mirror", files, settings)
    assert len(inform(tmp_path / "mirror").files) == max(at - 1, 0)
    built(tmp_path / "mirror", *files)
    assert titles(tmp_path / "mirror") == AFTER_ALL


def test_a_stopped_run_leaves_none_of_the_files_that_were_read_ahead(tmp_path: Path) -> None:
    """Each may be as large as NLM's; who still reads one then has it taken away when it is done."""
    files = three_files(tmp_path / "files")
    files[0].with_name(f"{files[0].name}.md5").write_text("0" * 32)
    with ThreadPoolExecutor(2) as executor, pytest.raises(MirrorError, match="not what NLM published"):
        build(tmp_path / "mirror", files, Settings(DAY, executor=executor, ahead=3))
    assert not list((tmp_path / "mirror" / SPOOL).iterdir())


def cut_meta(index: Path) -> None:
    (index / "meta.json").write_bytes(b"")


def no_meta(index: Path) -> None:
    (index / "meta.json").unlink()


def emptied_positions(index: Path) -> None:
    for path in index.glob("*.pos"):
        path.write_bytes(b"")


def lost_segment(index: Path) -> None:
    next(index.glob("*.store")).unlink()


@pytest.mark.parametrize("damage", [cut_meta, no_meta, emptied_positions, lost_segment])
def test_what_is_told_of_a_damaged_index_mends_it(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    """Everyone who meets it says the same: update makes a lost one again, and one that cannot be opened is to be deleted first."""
    built(tmp_path / "mirror", *three_files(tmp_path / "files"))
    damage(tmp_path / "mirror" / INDEX)
    with pytest.raises(CouldNotAskError, match="see claimcheck mirror verify"):
        Mirror(tmp_path / "mirror").search("title")
    with pytest.raises(MirrorError, match="claimcheck mirror update") as told:
        verify(tmp_path / "mirror", lambda done, of: None)
    if "delete the folder index" in str(told.value):
        with pytest.raises(MirrorError, match="delete the folder index"):
            built(tmp_path / "mirror")
        shutil.rmtree(tmp_path / "mirror" / INDEX)
    built(tmp_path / "mirror")
    assert titles(tmp_path / "mirror") == AFTER_ALL
    assert verify(tmp_path / "mirror", lambda done, of: None).faults == ()


def test_damaged_records_are_not_to_be_mended_from_themselves(tmp_path: Path) -> None:
    records = [record(str(pmid), f"Title {pmid}", "Words " * 200) for pmid in range(1, 400)]
    built(tmp_path / "mirror", bulk_file(tmp_path / "files", 1, records))
    path = tmp_path / "mirror" / RECORDS
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(MirrorError, match="if they are damaged, build it anew from NLM's files"):
        verify(tmp_path / "mirror", lambda done, of: None)


def test_two_runs_do_not_write_one_mirror(tmp_path: Path) -> None:
    files = three_files(tmp_path / "files")

    def meanwhile(_: Progress) -> None:
        with pytest.raises(MirrorError, match="another process"):
            built(tmp_path / "mirror", files[1])

    build(tmp_path / "mirror", files[:1], Settings(DAY), meanwhile)
    assert titles(tmp_path / "mirror").keys() == {1, 2, 3, 4}


def test_a_new_baseline_is_no_update(tmp_path: Path) -> None:
    built(tmp_path / "mirror", bulk_file(tmp_path / "files", 1, [record("1")]))
    with pytest.raises(MirrorError, match="build a new mirror"):
        built(tmp_path / "mirror", bulk_file(tmp_path / "files", 2, [record("2")], year=27))


def test_files_of_other_names_and_none_are_refused(tmp_path: Path) -> None:
    (tmp_path / "records.xml").write_text("<PubmedArticleSet/>")
    for given, told in (
        (tmp_path / "records.xml", "not named as NLM"),
        (tmp_path / "no", "no file"),
        (tmp_path, "no files"),
    ):
        with pytest.raises(UsageError, match=told):
            built(tmp_path / "mirror", given)


def test_a_record_that_cannot_be_read_is_told_and_the_others_are_kept(tmp_path: Path) -> None:
    done = built(
        tmp_path / "mirror",
        bulk_file(tmp_path / "files", 1, [record("1"), "<PubmedArticle><a></PubmedArticle>", record("2")]),
    )
    assert len(done.problems) == 1
    assert "pubmed26n0001.xml.gz: Record 2 cannot be read" in done.problems[0]
    assert titles(tmp_path / "mirror").keys() == {1, 2}
    assert inform(tmp_path / "mirror").unreadable == 1


# --- what mends it -------------------------------------------------------------------------------------------------


def test_a_lost_index_is_made_again_from_the_records(tmp_path: Path) -> None:
    built(tmp_path / "mirror", *three_files(tmp_path / "files"))
    shutil.rmtree(tmp_path / "mirror" / INDEX)
    with pytest.raises(MirrorError, match="there is no index"):
        verify(tmp_path / "mirror", lambda done, of: None)
    assert built(tmp_path / "mirror").recovered
    assert titles(tmp_path / "mirror") == AFTER_ALL


def test_verify_names_what_is_wrong(tmp_path: Path) -> None:
    """A record that the index lacks, one that only the index has, and one whose bytes are damaged."""
    built(tmp_path / "mirror", *three_files(tmp_path / "files"))
    with Store(tmp_path / "mirror" / RECORDS, write=True) as store:
        store.put(6, 1, 26_000_003, 3, store.compression.pack(b"<PubmedArticle/>"))
        store.drop(5, 26_000_003, 3)
    verified = verify(tmp_path / "mirror", lambda done, of: None)
    faults = verified.faults
    assert not verified.index_alone
    assert "1 records are not in the index: 6" in faults
    assert "1 entries of the index have no record: 5" in faults
    assert "the record of 6 cannot be read" in faults


def test_a_mirror_is_asked_and_verified_where_nothing_can_be_written(tmp_path: Path) -> None:
    """The engine locks an index also to read it; nobody is told to delete one that is sound."""
    folder = tmp_path / "mirror"
    built(folder, bulk_file(tmp_path / "files", 1, [record("1", "Walking")]))
    (folder / "index").chmod(0o555)
    try:
        if os.access(folder / "index", os.W_OK):
            pytest.skip("whoever runs the tests may write everywhere")
        assert Mirror(folder).search("walking").count == 1
        assert verify(folder, lambda *_: None).faults == ()
        assert not inform(folder).unindexed
    finally:
        (folder / "index").chmod(0o755)


def test_gaps_between_the_files_are_told(tmp_path: Path) -> None:
    built(
        tmp_path / "mirror",
        bulk_file(tmp_path / "files", 1, [record("1")]),
        bulk_file(tmp_path / "files", 4, [record("2")]),
    )
    assert inform(tmp_path / "mirror").missing == (26_000_002, 26_000_003)


def test_files_before_the_first_are_missing_too(tmp_path: Path) -> None:
    """A mirror of an update file alone has not the baseline."""
    built(tmp_path / "mirror", bulk_file(tmp_path / "files", 3, [record("1")]))
    assert inform(tmp_path / "mirror").missing == (26_000_001, 26_000_002)


# --- real records --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path]]:
    """A mirror of NLM's sample files of two years' end."""
    files = [
        data("eutils", "ftp", "baseline", "pubmed26n1334.xml.gz"),
        data("eutils", "ftp", "updatefiles", "pubmed26n1335.xml.gz"),
    ]
    folder = tmp_path_factory.mktemp("real")
    built(folder, *files)
    return folder, files


def test_real_records_are_fetched_as_the_records_module_reads_them(real: tuple[Path, list[Path]]) -> None:
    folder, files = real
    wanted = {paper.pmid: paper for file in files for paper in read_papers(file)}
    got = Mirror(folder).fetch(wanted)
    assert got.papers == tuple(wanted.values())
    assert verify(folder, lambda done, of: None).faults == ()


def test_every_real_record_is_found_by_its_title_author_journal_and_doi(real: tuple[Path, list[Path]]) -> None:
    """What an article may say of its source finds that source."""
    folder, files = real
    mirror = Mirror(folder)
    for paper in (paper for file in files for paper in read_papers(file)):
        asked = [
            f'"{paper.journal_abbreviation}"[ta]',
            f"{paper.year}[dp]",
            f"{paper.pmid}[uid]",
        ]
        asked += [f'"{paper.title}"[ti]'] if paper.title else []  # PubMed has records without
        asked += [f"{paper.doi}[aid]"] if paper.doi else []
        asked += [f'"{paper.first_author}"[au]'] if paper.authors and paper.authors[0].last_name else []
        for query in asked:
            hits = mirror.search(query.replace("[Translated", "").replace("].", "."), 500)
            assert paper.pmid in hits.pmids, (paper.pmid, query, hits.warnings)
