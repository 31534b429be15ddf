"""PubMed in several mirrors, each with a part of the records, asked as one."""

from pathlib import Path

import pytest
from support.eutils_server import record
from support.nlm import DAY, DESCRIPTORS, built, bulk_file, library
from support.twin import data

from claimcheck.catalogs.mirror.building import Settings, build, keep_headings
from claimcheck.catalogs.mirror.client import Mirror
from claimcheck.catalogs.mirror.mesh import read_headings
from claimcheck.catalogs.mirror.nlm_files import Part
from claimcheck.catalogs.pubmed.records import read_records
from claimcheck.cli.main import main
from claimcheck.errors import ClaimcheckError, CouldNotAskError
from claimcheck.testing import check_catalog

QUERIES = [
    "walking",
    "pain[ti] OR trial[pt]",
    '"back pain"',
    "adult* AND walk*[tiab]",
    "tester[au]",
    "2015:2024[dp]",
    "all[sb] NOT pain",
]


def in_parts(folder: Path, files: list[Path], of: int) -> list[Path]:
    folders = [folder / f"part{number}" for number in range(1, of + 1)]
    for number, one in enumerate(folders, 1):
        build(one, files, Settings(DAY, part=Part(number, of)))
    return folders


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """The library, and an update that changes one record and deletes another."""
    first = bulk_file(tmp_path / "files", 1, library())
    return [first, bulk_file(tmp_path / "files", 2, [record("101", "Newer walking"), record("301")], deleted=[106])]


@pytest.mark.parametrize("of", [2, 3])
def test_the_parts_together_are_the_whole(tmp_path: Path, files: list[Path], of: int) -> None:
    """The same hits and counts, the same records, each in one part; what was deleted is missing."""
    built(tmp_path / "whole", *files)
    folders = in_parts(tmp_path, files, of)
    (tmp_path / "desc2026.xml").write_text(DESCRIPTORS)
    for folder in (tmp_path / "whole", folders[-1]):
        keep_headings(folder, read_headings(tmp_path / "desc2026.xml"))
    whole, parts = Mirror(tmp_path / "whole"), Mirror(*folders)
    for query in QUERIES:
        one, other = whole.search(query), parts.search(query)
        assert (one.count, set(one.pmids), one.translation) == (other.count, set(other.pmids), other.translation)
        assert parts.search(query, 3).count == one.count
    wanted = [*range(101, 111), 301, 106, 205]
    assert parts.fetch(wanted) == whole.fetch(wanted)
    check_catalog(
        parts, finds="walking", pmid="107", finds_nothing="headache", missing="106", unreachable=Mirror("nowhere")
    )


def test_the_order_is_nearly_that_of_one_mirror(tmp_path: Path) -> None:
    """On real records: of the twenty most relevant, eighteen and more are the same."""
    raws = [r.raw for r in read_records(data("eutils", "ftp", "pubmedsample_2019.xml.gz")) if r.paper is not None]
    files = [bulk_file(tmp_path / "files", 1, raws)]
    built(tmp_path / "whole", *files)
    whole, parts = Mirror(tmp_path / "whole"), Mirror(*in_parts(tmp_path, files, 2))
    for query in ("pain OR surgery OR patients", "cells[tiab] OR protein[tiab]", "children OR infants OR school"):
        one, other = (set(mirror.search(query, 20).pmids) for mirror in (whole, parts))
        assert len(one & other) >= 17


def test_parts_that_do_not_make_a_whole_are_not_asked(tmp_path: Path, files: list[Path]) -> None:
    """A missing part, or one that is behind, would hide records: that is told, never taken for nothing found."""
    one, two = in_parts(tmp_path, files, 2)
    for folders in ([one], [one, one]):
        with pytest.raises(CouldNotAskError, match="name every part once"):
            Mirror(*folders).search("walking")
    build(one, [bulk_file(tmp_path / "files", 3, [record("401")])], Settings(DAY))
    with pytest.raises(CouldNotAskError, match="part2 has not the same files"):
        Mirror(one, two).search("walking")
    assert set(Mirror(one, two).fetch(["101"]).not_asked) == {"101"}
    with pytest.raises(ClaimcheckError, match="keeps part 1/2, not 2/2"):
        build(one, files, Settings(DAY, part=Part(2, 2)))


def test_from_the_files_to_an_answer_in_parts(
    tmp_path: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for part, folder in (("1/2", "a.index"), ("2/2", "b.index")):
        assert main(["mirror", "build", "files", "--part", part, "--folder", folder, "--isolated"]) == 0
    (tmp_path / "claimcheck.toml").write_text('catalog = "mirror:a.index+b.index"\n')
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims/a.yaml").write_text(
        "claimcheck: 1\nclaims:\n  - {id: a, statement: Walking helps adults., kind: efficacy}\n"
    )
    capsys.readouterr()
    assert main(["find", "--dry-run", "--format", "json"]) == 0
    assert "107" in capsys.readouterr().out
    for asked in ((), ("--folder", "a.index+b.index")):
        assert main(["mirror", "search", "107[uid]", *asked]) == 0
        assert capsys.readouterr().out.startswith("1 record for")
    assert main(["mirror", "info"]) == 2
    assert "say with --folder which of them" in capsys.readouterr().err
    assert main(["mirror", "info", "--folder", "a.index"]) == 0
    assert "records of part 1/2" in capsys.readouterr().out
    assert main(["mirror", "build", "files", "--part", "3/2", "--folder", "c.index"]) == 2
    assert "'3/2' is no part" in capsys.readouterr().err
