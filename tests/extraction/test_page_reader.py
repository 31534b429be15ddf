"""Which sentences of a page are drafted: as the network that ships reads them, beside what stands around them."""

import pytest

from claimcheck.articles.html import parse_html
from claimcheck.articles.markdown import parse_markdown
from claimcheck.extraction.drafts import drafts_of
from claimcheck.extraction.page_reader import read_claim_sentences, sure_kind
from claimcheck.model import Kind

PAGE = """# Living with gout

## What is it?

Gout is a kind of arthritis. Attacks come on within hours and mostly strike the big toe.

## Looking after yourself

- Keep your shoes under the bed.
- Bring a list of your tablets to the clinic.

Cherry juice has not been shown to prevent attacks. My uncle swears by it all the same.

## The trial

The team recruited 150 people from six surgeries. Those who took the tablets had half as many attacks.

| Drug | Taken | What it does |
|---|---|---|
| Allopurinol | Daily | Lowers uric acid in most people |

Call us on 01632 960 001, Monday to Friday.
"""


def told(text: str) -> list[str]:
    return [" ".join(one.unit.cells) for one in read_claim_sentences(parse_markdown(text))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Cherry juice has not been shown to prevent attacks.",
        "Those who took the tablets had half as many attacks.",
        "Attacks come on within hours and mostly strike the big toe.",
        "Allopurinol Daily Lowers uric acid in most people",
    ],
)
def test_what_needs_a_source_is_told(sentence: str) -> None:
    assert sentence in told(PAGE)


@pytest.mark.parametrize(
    "sentence",
    [
        "Keep your shoes under the bed.",
        "Bring a list of your tablets to the clinic.",
        "My uncle swears by it all the same.",
        "The team recruited 150 people from six surgeries.",
        "Call us on 01632 960 001, Monday to Friday.",
    ],
)
def test_instructions_stories_methods_and_addresses_are_not(sentence: str) -> None:
    assert sentence in PAGE
    assert sentence.removeprefix("- ") not in told(PAGE)


def test_a_sentence_that_leans_on_its_page_says_so() -> None:
    """Who sees "mostly strike the big toe" alone does not know what does: the draft names the page's illness, or is marked."""
    article = parse_markdown(PAGE)
    drafts = list(drafts_of(article, read_claim_sentences(article)))
    leaning = next(one for one in drafts if "big toe" in one.claim.statement)
    assert "gout" in leaning.note.lower()
    alone = next(one for one in drafts if "Cherry juice" in one.claim.statement)
    assert "page" not in alone.note


@pytest.mark.parametrize(
    "page",
    [
        "",
        "# Gout\n",
        "# Gout\n\n## References\n\n1. Doe J, Roe R. Cherries and gout. J Fruit. 2020;1:1-2.\n",
        "# Gout\n\nDoes cherry juice prevent gout?\n",
        "# Gout\n\n" + "word " * 3000,
        "# Gout\n\n" + "ü" * 30_000 + ".\n",
    ],
)
def test_odd_pages_claim_nothing(page: str) -> None:
    """Nothing, works, questions, and texts far longer than what is read."""
    assert told(page) == []


def test_a_page_of_hundreds_of_sentences_is_read_in_order() -> None:
    text = "".join(f"<p>Drug {n} lowers blood pressure by {n} points in adults.</p>" for n in range(60))
    found = read_claim_sentences(parse_html(f"<main><h1>Blood pressure</h1>{text}</main>"))
    assert [one.unit.start for one in found] == sorted(one.unit.start for one in found)
    assert len(found) == 60


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Allopurinol cuts the number of attacks by half.", Kind.EFFICACY),
        ("Allopurinol can cause a severe rash in rare cases.", Kind.SAFETY),
        ("About one in forty adults has gout.", Kind.PREVALENCE),
        ("Colchicine works as well as naproxen in the first week.", Kind.COMPARISON),
        ("People with kidney disease should not take naproxen.", Kind.RECOMMENDATION),
    ],
)
def test_a_draft_has_its_kind(sentence: str, kind: Kind) -> None:
    (found,) = read_claim_sentences(parse_markdown(f"# Living with gout\n\n{sentence}\n"))
    assert sure_kind(found.scores) is kind
