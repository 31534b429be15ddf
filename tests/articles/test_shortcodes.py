"""Of WordPress's shortcodes a reader sees what they enclose, and footnotes are notes; other brackets are what they are."""

import re
from collections.abc import Callable

import pytest
from support.growth import grows_in_proportion

from claimcheck.articles.base import Article
from claimcheck.articles.html import parse_html
from claimcheck.articles.markdown import parse_markdown
from claimcheck.articles.references import references

Parse = Callable[[str], Article]
BOTH = pytest.mark.parametrize("parse", [parse_markdown, parse_html])


@BOTH
@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("[su_note]Zinc shortens colds.[/su_note]", "Zinc shortens colds."),
        (
            'Zinc [su_highlight background="#fff" class=x]shortens colds[/su_highlight] in adults.',
            "Zinc shortens colds in adults.",
        ),
        ('[caption id="a" width="3"]Zinc shortens colds.[/caption]', "Zinc shortens colds."),
        ('It helps. [product id="55" text="Turmeric cures arthritis"] Buy it.', "It helps. Buy it."),
        ("It helps. [gallery ids=1,2] Look.", "It helps. Look."),
        ("It helps. [product id=\u201d55\u2033 text=&#8221;Zinc cures colds&#8221;] Buy it.", "It helps. Buy it."),
        ("<p>It helps.</p>\n<p>[contact-form-7]</p>", "It helps."),
        ("[row][col size='2']Zinc shortens colds.[/col][/row]", "Zinc shortens colds."),
        ("<!-- wp:shortcode -->\n[feedback now]\n<!-- /wp:shortcode -->\n\n<p>It helps.</p>", "It helps."),
    ],
)
def test_a_reader_sees_what_a_shortcode_encloses(parse: Parse, source: str, text: str) -> None:
    """Its tags and attributes are no text, and every letter leads back to its place."""
    article = parse(source)
    assert article.text.strip() == text
    for letter in re.finditer(r"\w", article.text):
        assert source[article.source_offset(letter.start())] == letter.group()


@BOTH
@pytest.mark.parametrize(
    "words",
    [
        "It helps [1] and [2, 3].",
        "It helps [sic] adults [see also the table] and [video] calls.",
        "The odds fell [odds ratio=1.5] and rose [mean difference = -0.63; n=40].",
        "It helps [@smith2020, p. 3] and [ref] says so.",
        "It costs [[gallery]] nothing [/ref].",
        "Walks [a] and [b].",
    ],
)
def test_brackets_of_prose_stay(parse: Parse, words: str) -> None:
    """They have no closing tag, and no attributes in quotes."""
    assert parse(words).text == words


def test_links_notes_and_code_of_markdown_stay() -> None:
    """Titles in quotes stand behind a link's brackets, and code shows what is written."""
    source = '[su_note]a[/su_note] [x](y "z")[^1] [x][y] `[a b="c"]`\n\n```\n[mfn]PMID 1[/mfn]\n```\n\n[^1]: N.\n\n[y]: z "t"\n'
    article = parse_markdown(source)
    assert article.text == 'a x x [a b="c"]\n\n[mfn]PMID 1[/mfn]\n\nN.'
    assert [link.target for link in article.links] == ["y", "1", "z"]


@BOTH
@pytest.mark.parametrize(
    ("source", "text", "noted"),
    [
        (
            "Zinc helps.[mfn]Roe A. 2014. PMID 24642205[/mfn] Garlic too[efn_note]PMID 23590705[/efn_note].",
            "Zinc helps. Garlic too.",
            [("Zinc helps.", "24642205"), ("Garlic too.", "23590705")],
        ),
        (
            "Zinc helps.[ref]One. PMID 24642205[/ref][ref]Two. PMID 23590705[/ref]",
            "Zinc helps.",
            [("Zinc helps.", "24642205"), ("Zinc helps.", "23590705")],
        ),
        (
            'Zinc helps.[footnote]<em>Nutr J</em> <a href="https://pubmed.ncbi.nlm.nih.gov/24642205/">2014</a>[/footnote] More.',
            "Zinc helps. More.",
            [("Zinc helps.", "24642205")],
        ),
        ("[su_note]Zinc helps.[fn]PMID 24642205[/fn][/su_note]", "Zinc helps.", [("Zinc helps.", "24642205")]),
    ],
)
def test_a_footnote_is_a_note_of_its_sentence(
    parse: Parse, source: str, text: str, noted: list[tuple[str, str]]
) -> None:
    """Its words are none of the sentence's, and what they name is cited where it stands."""
    article = parse(source)
    assert article.text == text
    assert [(one.sentence.text if one.sentence else "", one.pmid) for one in references(article)] == noted


@pytest.mark.parametrize(
    "unit", ["[a]", "[/a]", '[a b="', '[a b="c"]', "[mfn]x[/mfn]", "[mfn]", "[a b b", "[gallery]\n"]
)
def test_hostile_repetition_is_read_in_linear_time(unit: str) -> None:
    """Ten times the text takes nowhere near a hundred times as long."""
    assert grows_in_proportion(lambda length: parse_html((unit * length)[:length]), 4_000)
    assert grows_in_proportion(lambda length: parse_markdown((unit * length)[:length]), 4_000)
