"""A small mirror for every test that only asks."""

from pathlib import Path

import pytest
from support.nlm import DESCRIPTORS, built, bulk_file, library

from claimcheck.catalogs.mirror.building import keep_headings
from claimcheck.catalogs.mirror.client import Mirror
from claimcheck.catalogs.mirror.mesh import read_headings


@pytest.fixture(scope="session")
def plain_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mirror of ten records, without NLM's descriptors."""
    folder = tmp_path_factory.mktemp("plain")
    built(folder / "mirror", bulk_file(folder / "files", 1, library()))
    return folder / "mirror"


@pytest.fixture(scope="session")
def headed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a small part of MeSH."""
    folder = tmp_path_factory.mktemp("headed")
    built(folder / "mirror", bulk_file(folder / "files", 1, library()))
    (folder / "desc2026.xml").write_text(DESCRIPTORS)
    keep_headings(folder / "mirror", read_headings(folder / "desc2026.xml"))
    return folder / "mirror"


@pytest.fixture
def plain(plain_folder: Path) -> Mirror:
    return Mirror(plain_folder)


@pytest.fixture
def headed(headed_folder: Path) -> Mirror:
    return Mirror(headed_folder)
