"""Others' words that a page shows: in quotation marks, above the line of who said them, below the words that announce them."""

from pathlib import Path

import pytest

from claimcheck import read_article
from claimcheck.extraction.coverage import claim_sentences
from claimcheck.extraction.drafts import Draft, drafts_of

FIGURE = (
    '<html lang="en"><body><h1>Coffee</h1><figure><blockquote><p>Coffee cures asthma.</p></blockquote>'
    "<figcaption>Janet, aged 61, patient</figcaption></figure></body></html>"
)
IN_QUOTES = "stands in quotation marks: see whether the page says so itself"


def drafts(folder: Path, page: str) -> list[Draft]:
    file = folder / ("page.html" if page.startswith("<") else "page.md")
    file.write_text(page if page.startswith("<") else f"# Coffee\n\n{page}", encoding="utf-8")
    article = read_article(str(file))
    return list(drafts_of(article, claim_sentences(article)))


@pytest.mark.parametrize(
    ("page", "speaker"),
    [
        ("> Coffee cures asthma.\n> — Janet, 61", "— Janet, 61"),
        ("> Coffee cures asthma.\n>\n> — my aunt", "— my aunt"),
        ("> Coffee cures asthma.\n>\n> -- Dave from Leeds", "-- Dave from Leeds"),
        ('> "Coffee cures asthma."\n\nJanet Lee, patient', "Janet Lee, patient"),
        ("“Coffee cures asthma.”\n\nDave (47), a happy customer", "Dave (47), a happy customer"),
        (
            '<html lang="en"><body><h1>Coffee</h1><blockquote><p>Coffee cures asthma.</p><cite>Janet, 61</cite></blockquote></body></html>',
            "Janet, 61",
        ),
        (FIGURE, "Janet, aged 61, patient"),
    ],
)
def test_the_line_of_who_said_it_marks_what_stands_before(tmp_path: Path, page: str, speaker: str) -> None:
    (draft,) = drafts(tmp_path, page)
    assert draft.claim.statement == "Coffee cures asthma."
    assert draft.reported == speaker
    assert not draft.is_quoted  # one mark is enough


def test_who_said_it_marks_all_of_the_paragraph(tmp_path: Path) -> None:
    found = drafts(tmp_path, "Tea lowers blood pressure.\n\n> Coffee cures asthma. Milk causes mucus.\n> — Janet, 61")
    assert [draft.reported for draft in found] == ["", "— Janet, 61", "— Janet, 61"]


@pytest.mark.parametrize("quotes", ['"{}"', "“{}”", "„{}“", "«{}»", "‘{}’"])
def test_what_stands_in_quotation_marks_is_marked(tmp_path: Path, quotes: str) -> None:
    words = quotes.format("Coffee cures asthma. Coffee doesn't cause cancer.")
    found = drafts(tmp_path, f"Janet is 61. {words} Tea lowers blood pressure.")
    assert [(draft.claim.statement.strip(quotes + ".") + ".", draft.note) for draft in found] == [
        ("Coffee cures asthma.", IN_QUOTES),
        ("Coffee doesn't cause cancer.", IN_QUOTES),
        ("Tea lowers blood pressure.", ""),
    ]


def test_the_items_of_a_list_of_quotations_are_marked(tmp_path: Path) -> None:
    page = 'The forum was full of advice:\n\n- "Coffee cures asthma"\n- "Zinc prevents colds".\n'
    assert [draft.is_quoted for draft in drafts(tmp_path, page)] == [True, True]


def test_all_of_a_paragraph_below_words_that_announce_others_is_marked(tmp_path: Path) -> None:
    page = "A leaflet handed out at the gym reads:\n\n> Coffee cures asthma. Milk causes mucus.\n\nTea lowers blood pressure."
    told = "A leaflet handed out at the gym reads"
    assert [draft.reported for draft in drafts(tmp_path, page)] == [told, told, ""]


@pytest.mark.parametrize("page", ['"Coffee cures asthma." Wrong!', '"Coffee cures asthma." — Janet, 61. Wrong!'])
def test_a_verdict_on_a_quotation_says_more(tmp_path: Path, page: str) -> None:
    (draft,) = drafts(tmp_path, page)
    assert draft.note == 'beside "Wrong!": see whether the page calls it false'


@pytest.mark.parametrize(
    "page",
    [
        '"Coffee cures asthma." True.',
        'Coffee prevents "brain fog".',
        '"Decaf" coffee causes "jitters"',
        'Coffee of 5" height prevents asthma.',
        "Coffee prevents asthma.\n\nJanet Lee, dietitian",
        "Coffee prevents asthma.\n\n– Zinc",
        "Coffee prevents asthma.\n\nParis, 2019",
        "> Coffee prevents asthma.",
        "Coffee prevents asthma.\n\nBy Jo Field, 24 July 2025",
    ],
)
def test_the_pages_own_words_are_not_marked(tmp_path: Path, page: str) -> None:
    (draft,) = drafts(tmp_path, page)
    assert (draft.is_quoted, draft.reported, draft.verdict) == (False, "", "")
