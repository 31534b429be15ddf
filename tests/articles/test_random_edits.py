"""Two thousand random edits of a page, in every format: a quote is found where its sentence went, or its loss is told; never elsewhere."""

import itertools
import random
import re
from collections import Counter
from collections.abc import Callable

import pytest
from attrs import frozen
from support.pages import docx, paragraph, part, run
from support.wordpress import export, item

from claimcheck.articles.anchors import AnchorOutcome, locate
from claimcheck.articles.base import Article
from claimcheck.articles.docx import read_docx
from claimcheck.articles.html import parse_html
from claimcheck.articles.markdown import parse_markdown
from claimcheck.articles.mdx import parse_mdx
from claimcheck.articles.text import parse_text
from claimcheck.articles.wxr import posts_of
from claimcheck.model import Quote

EDITS = 2000
THINGS = (
    "walking",
    "yoga",
    "massage",
    "manual therapy",
    "swimming",
    "a warm bath",
    "core training",
    "acupuncture",
    "ibuprofen",
)
VERBS = (
    "eases",
    "improves",
    "relieves",
    "shortens",
    "prevents",
    "worsens",
    "may ease",
    "does not ease",
    "rarely changes",
)
COMPLAINTS = (
    "back pain",
    "neck pain",
    "sciatica",
    "stiffness",
    "poor sleep",
    "headaches",
    "muscle cramps",
    "knee pain",
)
PEOPLE = (
    "older adults",
    "office workers",
    "pregnant women",
    "teenagers",
    "nurses",
    "people who sit all day",
    "runners",
)
TAILS = (
    "within 6 weeks",
    "for about 30 minutes",
    "in 2 of 5 cases",
    "after surgery",
    "at home",
    "when nothing else helps",
)
# Words whose exchange changes what is said; an edit with one of them must not be taken for the old wording.
MEANING = (
    ("eases", "worsens"),
    ("may ease", "eases"),
    ("does not ease", "does ease"),
    ("6", "12"),
    ("30", "45"),
    ("2 of 5", "4 of 5"),
)


def as_markdown(paragraphs: list[list[str]]) -> Article:
    return parse_markdown("# Page\n\n" + "\n\n".join("\n".join(sentences) for sentences in paragraphs))


def as_html(paragraphs: list[list[str]]) -> Article:
    body = "".join(f"<p>{' '.join(sentences)}</p>\n" for sentences in paragraphs)
    return parse_html(f"<html><body><nav>Home</nav><main><h1>Page</h1>{body}</main></body></html>")


def as_text(paragraphs: list[list[str]]) -> Article:
    return parse_text("Page\n\n" + "\n\n".join(" ".join(sentences) for sentences in paragraphs))


def as_mdx(paragraphs: list[list[str]]) -> Article:
    body = "\n\n".join(f"{' '.join(sentences)} <Note id={{1}} />" for sentences in paragraphs)
    return parse_mdx(f"import Note from './note'\n\n# Page\n\n{body}")


def as_word(paragraphs: list[list[str]]) -> Article:
    """Each sentence in two runs, with a footnote or a number raised by hand behind it."""
    note, raised = '<w:r><w:footnoteReference w:id="2"/></w:r>', run("7", '<w:vertAlign w:val="superscript"/>')
    blocks = []
    for number, sentences in enumerate(paragraphs):
        mark = note if number % 2 else raised
        halves = ((one[: len(one) // 2], one[len(one) // 2 :]) for one in sentences)
        blocks.append(paragraph(*(piece for a, b in halves for piece in (run(a), run(b, "<w:i/>"), mark, run(" ")))))
    notes = part("footnotes", f'<w:footnote w:id="2">{paragraph("A note.")}</w:footnote>')
    return read_docx(docx(paragraph("Page") + "".join(blocks), parts={"word/footnotes.xml": notes}), "page.docx")


def as_wordpress(paragraphs: list[list[str]]) -> Article:
    """A post of an export, with a mark of a note behind each sentence."""
    mark = '<sup data-fn="a1" class="fn"><a href="#a1" id="a1-link">1</a></sup>'
    blocks = (" ".join(f"{one}{mark}" for one in sentences) for sentences in paragraphs)
    body = "\n\n".join(f"<!-- wp:paragraph -->\n<p>{block}</p>\n<!-- /wp:paragraph -->" for block in blocks)
    (post,) = posts_of(export(item("Page", f"{body}\n\n<!-- wp:footnotes /-->")), "export.xml")
    return parse_html(post.page)


READERS: list[Callable[[list[list[str]]], Article]] = [as_markdown, as_html, as_text, as_mdx, as_word, as_wordpress]


@frozen
class Edited:
    """A page after an edit, where the quoted sentence went, and what was done to it."""

    paragraphs: list[list[str]]
    target: str
    kind: str


def sentence(rng: random.Random) -> str:
    parts = (rng.choice(THINGS), rng.choice(VERBS), rng.choice(COMPLAINTS), "in", rng.choice(PEOPLE), rng.choice(TAILS))
    text = " ".join(parts)
    return text[0].upper() + text[1:] + "."


def page(rng: random.Random) -> list[list[str]]:
    """Paragraphs of sentences that are all different, and much alike."""
    found = list(dict.fromkeys(sentence(rng) for _ in range(rng.randint(6, 14))))
    cuts = sorted({0, *rng.sample(range(1, len(found)), 2), len(found)})
    return [found[a:b] for a, b in itertools.pairwise(cuts)]


def elsewhere(rng: random.Random, paragraphs: list[list[str]], target: str) -> Edited:
    """Other sentences come, go, change and move."""
    rest = [list(sentences) for sentences in paragraphs]
    for _ in range(rng.randint(1, 4)):
        block = rng.choice(rest)
        at = rng.randrange(len(block) + 1)
        edit = rng.choice(["add", "drop", "replace", "move", "split"])
        new = sentence(rng)
        if edit == "add" and new != target:
            block.insert(at, new)
        elif edit in ("drop", "replace") and at < len(block) and block[at] != target:
            block[at : at + 1] = [new] if edit == "replace" and new != target else []
        elif edit == "move":
            rng.shuffle(rest)
        elif 0 < at < len(block):
            rest.insert(rest.index(block) + 1, block[at:])
            del block[at:]
    return Edited([block for block in rest if block], target, "elsewhere")


def replaced(paragraphs: list[list[str]], target: str, new: str, kind: str) -> Edited:
    return Edited([[new if one == target else one for one in block] for block in paragraphs], new, kind)


def inside(rng: random.Random, paragraphs: list[list[str]], target: str) -> Edited:
    """A slip of the pen, a filler more or less, other spacing or capitals: the sentence says what it said."""
    words = target.split(" ")
    at = rng.randrange(1, len(words) - 1)
    word = words[at]
    slip = word[: len(word) // 2] + word[len(word) // 2 + 1 :] if len(word) > 5 and word.isalpha() else word
    words[at : at + 1] = rng.choice(
        [[slip], [word, "really"], [word, word], [word.upper()], [f" {word}"], [word, "(indeed)"]]
    )
    return replaced(paragraphs, target, " ".join(words), "inside")


def meaning(rng: random.Random, paragraphs: list[list[str]], target: str) -> Edited | None:
    """A number, a negation, the strength or the direction: the sentence says something else."""
    fitting = [(old, new) for old, new in MEANING if f" {old} " in target]
    if not fitting:
        return None
    old, new = rng.choice(fitting)
    return replaced(paragraphs, target, target.replace(f" {old} ", f" {new} "), "meaning")


def removed(rng: random.Random, paragraphs: list[list[str]], target: str) -> Edited:
    """The sentence is gone, and those that are much like it stay."""
    rest = [[one for one in block if one != target] for block in paragraphs]
    return Edited([block for block in rest if block], "", "removed")


def outcome(read: Callable[[list[list[str]]], Article], edited: Edited, quote: Quote) -> str:
    """``right``, ``told`` (lost or ambiguous), or ``wrong``."""
    article = read(edited.paragraphs)
    anchor = locate(article, quote)
    if anchor.outcome is not AnchorOutcome.FOUND or anchor.place is None:
        return "told"
    if not edited.target:
        return "wrong"
    stands = re.search(r"\s+".join(map(re.escape, edited.target.split())), article.text)
    assert stands
    is_right = stands.start() <= anchor.place.start < anchor.place.end <= stands.end()
    return "right" if is_right and edited.kind != "meaning" else "wrong"


@pytest.mark.slow
@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
def test_two_thousand_edits_point_at_no_wrong_sentence(read: Callable[[list[list[str]]], Article]) -> None:
    """Edits elsewhere lose nothing, small ones inside are nearly always found again, other meanings and what is gone never."""
    rng, counts = random.Random("edits of a page"), Counter[tuple[str, str]]()
    done = 0
    while done < EDITS // len(READERS) + 1:
        paragraphs = page(rng)
        target = rng.choice([one for block in paragraphs for one in block])
        edited = rng.choice([elsewhere, inside, meaning, removed])(rng, paragraphs, target)
        if edited is None:
            continue
        result = outcome(read, edited, Quote(target.rstrip(".")))
        assert result != "wrong", (edited, target)
        counts[edited.kind, result] += 1
        done += 1
    assert counts["elsewhere", "told"] == 0
    assert counts["inside", "right"] >= 0.85 * (counts["inside", "right"] + counts["inside", "told"])
    assert min(counts["elsewhere", "right"], counts["meaning", "told"]) > 50
