"""The marked pages that extraction learns from: `claim_pages/` beside this file, and those of benchmarks/quality/pages that were
read when they had been measured. `visitors`, `guests` and `newcomers` are never learnt from: they measure.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from pages import PAGES, Label, Page, clean, labels_at, read_page

from claimcheck.articles.article import read_article
from claimcheck.articles.base import Article
from claimcheck.extraction.unit import Unit

FOLDERS = (
    Path(__file__).parent / "claim_pages",
    *(PAGES / name for name in ("tuned", "unseen", "fresh", "later", "others", "hands", "strangers")),
)
MEASURES = tuple(PAGES / name for name in ("visitors", "guests", "newcomers", "latecomers"))


def marked_pages(folders: tuple[Path, ...] = FOLDERS) -> Iterator[tuple[str, Page, Article]]:
    """Every page: folder and name, its labels, and the article without marks."""
    with tempfile.TemporaryDirectory() as temporary:
        for path in (path for folder in folders for path in sorted(folder.iterdir())):
            page = read_page(path)
            yield f"{path.parent.name}/{path.name}", page, read_article(clean(page, path, Path(temporary)))


def labels_of(page: Page, article: Article, unit: Unit) -> tuple[Label, ...]:
    """The claims of a page that a sentence makes."""
    return labels_at(page, (article.source_offset(unit.start), article.source_offset(unit.end - 1) + 1))
