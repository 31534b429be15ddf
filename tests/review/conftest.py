"""A project, our PubMed, and a review of it that is being served."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the review is an extra")
pytest.importorskip("uvicorn", reason="the review is an extra")
pytest.importorskip("jinja2", reason="the review is an extra")

from support.boolean_server import BooleanServer
from support.papers import PAPERS
from support.review import Served, Visitor, desk_for, project, searched, served

from claimcheck.review.desk import Desk


@pytest.fixture
def pubmed() -> Iterator[BooleanServer]:
    with BooleanServer(PAPERS) as running:
        yield running


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    """The claims file of a small project."""
    return project(tmp_path / "site")


@pytest.fixture
def desk(claims: Path, pubmed: BooleanServer) -> Desk:
    made = desk_for(claims, pubmed.url)
    searched(made, "manipulation-reduces-pain")
    return made


@pytest.fixture
def review(desk: Desk) -> Iterator[Served]:
    with served(desk) as running:
        yield running


@pytest.fixture
def ada(review: Served) -> Visitor:
    """An editor with a session."""
    return Visitor(review.address)
