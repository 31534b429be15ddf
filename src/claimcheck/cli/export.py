"""The part of `extract` that keeps the posts of a WordPress export as pages of their own."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from claimcheck.articles.wxr import MAX_EXPORT, Post, kinds_left_out, posts_of
from claimcheck.cli.main import Surroundings
from claimcheck.errors import UnreadableArticleError, UsageError
from claimcheck.files import write_atomically
from claimcheck.reports.base import counted
from claimcheck.reports.plain import plain


def keep_posts(export: str, folder: Path, around: Surroundings) -> Sequence[Path]:
    """Write each published post into the folder, which is made if need be; the pages in their order.

    A page that is there already as it would be written is taken as it is. Raises `UsageError` where one differs: somebody may
    have worked on it; nothing is written then.
    """
    data = _read(export)
    posts = list(posts_of(data, export))
    if not posts:
        raise UsageError(f"{export}: holds no published post or page; choose All content when you export")
    if not folder.parent.is_dir() or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"{folder} is no folder, nor can it be made: name another with --save")
    pages = [(folder / f"{post.name}.html", post) for post in posts]
    if changed := [str(path) for path, post in pages if _differs(path, post)]:
        raise UsageError(
            f"{changed[0]} is not as the export has it, and is not overwritten: name another folder with --save"
        )
    folder.mkdir(exist_ok=True)
    for path, post in pages:
        if not path.exists():
            write_atomically(path, post.page.encode("utf-8"))
    told = f"{plain(export)}: {counted(len(pages), 'published post')} kept in {plain(str(folder))}"
    if others := Counter(kinds_left_out(data)):
        left = ", ".join(f"{counted(number, 'post')} of type {plain(kind)}" for kind, number in others.items())
        around.tell(f"{plain(export)}: left out: {left}")
    around.tell(f"{told}; references are written into these pages, not into the export")
    return [path for path, _ in pages]


def _differs(path: Path, post: Post) -> bool:
    return path.is_symlink() or (
        path.exists() and (not path.is_file() or path.read_bytes() != post.page.encode("utf-8"))
    )


def _read(export: str) -> bytes:
    try:
        with Path(export).open("rb") as file:
            data = file.read(MAX_EXPORT + 1)
    except OSError as error:
        raise UnreadableArticleError(f"{export}: cannot be read ({error.strerror or error}).") from None
    if len(data) > MAX_EXPORT:
        raise UnreadableArticleError(f"{export}: larger than {MAX_EXPORT // 1_000_000} MB; export fewer posts at once.")
    return data
