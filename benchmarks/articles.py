"""Articles of 10,000 words: read, cut into sentences, 200 quotes anchored, references read, in every format.

Prints milliseconds (the best of five runs) and, for Markdown, the ratio to markdown-it-py's own parse of the same page,
which gives no positions, sentences or anchors. Every text is made here from a small vocabulary with a fixed seed.

    python benchmarks/articles.py [words]
"""

import io
import random
import sys
import time
import zipfile
from collections.abc import Callable

from anchors import sentence, words
from markdown_it import MarkdownIt

from claimcheck.articles.anchors import AnchorOutcome, locate
from claimcheck.articles.base import Article
from claimcheck.articles.docx import read_docx
from claimcheck.articles.html import parse_html
from claimcheck.articles.markdown import parse_markdown
from claimcheck.articles.mdx import parse_mdx
from claimcheck.articles.references import references
from claimcheck.model import Quote

LIMIT_MS = 1000
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paragraphs(rng: random.Random, count: int) -> list[list[str]]:
    vocabulary, found, so_far = words(rng, 900), list[list[str]](), 0
    while so_far < count:
        found.append([sentence(rng, vocabulary) for _ in range(rng.randint(2, 5))])
        so_far += sum(len(text.split()) for text in found[-1])
    return found


def as_markdown(blocks: list[list[str]]) -> str:
    lines = []
    for number, block in enumerate(blocks):
        first, *rest = block[0].split(" ")
        text = " ".join([f"**{first}**", *rest, *block[1:]])
        heading = f"## Part {number}\n\n" if number % 5 == 0 else ""
        lines.append(f"{heading}{text} [Source](https://doi.org/10.5555/claimcheck.{number}).\n")
    return "\n".join(lines)


def as_html(blocks: list[list[str]]) -> str:
    menu = "".join(f'<li><a href="/{number}">Page {number}</a></li>' for number in range(200))
    body = MarkdownIt().render(as_markdown(blocks))
    return f"<html><head><title>T</title></head><body><nav><ul>{menu}</ul></nav><main>{body}</main><footer>F</footer></body></html>"


def as_docx(blocks: list[list[str]]) -> bytes:
    runs = ("".join(f'<w:r><w:t xml:space="preserve">{text} </w:t></w:r>' for text in block) for block in blocks)
    body = "".join(f"<w:p>{run}</w:p>" for run in runs)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    return buffer.getvalue()


def best(work: Callable[[], object]) -> float:
    """Milliseconds of the fastest of five runs."""
    took = []
    for _ in range(5):
        begun = time.perf_counter()
        work()
        took.append((time.perf_counter() - begun) * 1000)
    return min(took)


def everything(read: Callable[[], Article], quotes: list[Quote]) -> int:
    article = read()
    article.sentences  # noqa: B018 - found on first use
    references(article)
    return sum(locate(article, quote).outcome is AnchorOutcome.FOUND for quote in quotes)


def main() -> int:
    rng = random.Random(20261123)
    blocks = paragraphs(rng, int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    markdown, html, docx = as_markdown(blocks), as_html(blocks), as_docx(blocks)
    readers: dict[str, Callable[[], Article]] = {
        "markdown": lambda: parse_markdown(markdown),
        "mdx": lambda: parse_mdx(markdown),
        "html": lambda: parse_html(html),
        "docx": lambda: read_docx(docx, "page.docx"),
    }
    quotes = [Quote(text) for text in rng.sample([text for block in blocks for text in block], 200)]
    peer, slowest, located = best(lambda: MarkdownIt().parse(markdown)), 0.0, 200
    print(f"markdown-it's parse {peer:7.1f} ms")
    for name, read in readers.items():
        reading, whole = best(read), best(lambda read=read: everything(read, quotes))  # type: ignore[misc]
        found = everything(read, quotes)
        slowest, located = max(slowest, whole), min(located, found)
        print(
            f"{name:9} read {reading:6.1f} ms = {reading / peer:4.2f} x; all {whole:6.1f} ms = {whole / peer:4.2f} x; {found}/200 located"
        )
    return 0 if slowest < LIMIT_MS and located == 200 else 1


if __name__ == "__main__":
    sys.exit(main())
