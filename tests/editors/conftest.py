"""A project on the disk with what an editor meets: a claim without a source, a proposal, a sentence that nobody recorded."""

from pathlib import Path

import pytest
from support.editor import ARTICLE, CLAIMS, LOCK


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for folder in ("claims", "articles"):
        (tmp_path / folder).mkdir()
    (tmp_path / "claimcheck.toml").write_text('reviewer = "Ada"\n', encoding="utf-8")
    (tmp_path / "claims/walking.yaml").write_text(CLAIMS, encoding="utf-8")
    (tmp_path / "claims/evidence.lock.json").write_text(LOCK, encoding="utf-8")
    (tmp_path / "articles/walking.md").write_text(ARTICLE, encoding="utf-8")
    return tmp_path
