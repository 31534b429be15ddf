"""Sentences end where a reader says they end."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.growth import grows_in_proportion

from claimcheck.articles.markdown import parse_markdown
from claimcheck.language.sentences import sentence_spans


def _split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Dr. Smith and Prof. J. P. Jones agree with Mr. Brown.",
        "It was compared, e.g. with rest, i.e. nothing, vs. exercise.",
        "See Fig. 2, Ref. 3, p. 12 and No. 5.",
        "Luijsterburg et al. (2007) and Smith et al. Reported by others.".replace(" Reported", " reported"),
        "It appeared in Eur. Spine J. 2007 and N. Engl. J. Med. 2015.",
        "They gave 1.5 mg i.v. twice, approx. 3 ml b.i.d. for a week.",
        "The U.S. Preventive Services Task Force said so.",
        "He asked (why?) and left.",
        "It fell by 3.5 to 4.5 points ... and rose.",
        "The so-called St. John's wort helps.",
        "Ibuprofen (max. 1.2 g a day, min. 12 years) was made at Mt. Sinai.",
    ],
)
def test_abbreviations_initials_and_numbers_end_no_sentence(sentence: str):
    """Each of these is one sentence, also with another one behind it."""
    assert _split(sentence) == [sentence]
    assert _split(sentence + " The next one stands here.") == [sentence, "The next one stands here."]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Does it help? No. It does not!", 3),
        ("Take vitamin C. Good food has it.", 2),
        ("It began in 2007. Many took part.", 2),
        ('He said "Yes." Then he left.', 2),
        ("(It may help.) Pain fell.[12] Then it rose.3,4 Then it ended.", 4),
        ("Pain fell… Then it rose.", 2),
        ("It was given i.v. The dose was small.", 2),
        ("mRNA is long. pH is a number. mRNA again.", 3),
        ("疼痛减轻。很多人好转！", 2),
        ("Smith et al. The others.", 2),
        ("Heat eases arthritis. Exercise helps. Walk as soon as you can. Pain is no danger.", 4),
        ("Wait 24 h. Alcohol makes it worse. It closes at 5 p.m. Call us, or come at 8 a.m. Monday.", 4),
        ("", 0),
        (" . ", 1),
    ],
)
def test_sentences_are_counted_as_a_reader_counts(text: str, count: int):
    """Questions, quotations, references, letters that are no initials, scripts without spaces."""
    assert len(_split(text)) == count


def test_headings_items_and_cells_are_sentences_of_their_own():
    """Blocks end a sentence without punctuation; the words wrapped inside one do not."""
    article = parse_markdown("# Pain\n\nIt\nhurts\n\n- one\n- two\n\n|a|b|\n|-|-|\n|c|d|\n")
    assert [sentence.text for sentence in article.sentences] == ["Pain", "It hurts", "one", "two", "a", "b", "c", "d"]


def test_sentence_at_finds_the_sentence_of_an_offset():
    """None between sentences."""
    article = parse_markdown("One here. Two there.\n\nThree.")
    found = article.sentence_at(12)
    assert found is not None
    assert found.text == "Two there."
    assert article.sentence_at(9) is None
    assert article.sentence_at(10_000) is None


@given(st.text(alphabet=st.sampled_from("aB .!?…\n\t\"')]1é。"), max_size=60))
def test_sentences_cover_all_but_white_space_once_and_in_order(text: str):
    """No word is lost and none counts twice."""
    covered = "".join(text[start:end] for start, end in sentence_spans(text))
    assert "".join(covered.split()) == "".join(text.split())
    spans = sentence_spans(text)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))


@pytest.mark.parametrize("unit", [".", "a.", "A. ", '."', ". (", "1. ", "et al. ", ".)"])
def test_hostile_punctuation_is_split_in_linear_time(unit: str):
    """Ten times the text takes nowhere near a hundred times as long."""
    assert grows_in_proportion(lambda length: sentence_spans((unit * length)[:length]), 6_000)


@pytest.mark.parametrize(
    "end",
    [
        "by 50%.7",
        "of HIV.\u00b9",
        "of colds.\u00b2,\u00b3",
        "of colds.\u2020",
        "(half of them).[@doe]",
        "of colds.[@doe2020; @roe, p. 3]",
        "of colds.[1][2]",
        "of colds. [12]",
        "of colds.[1],[2]",
        "of HIV.12",
        "(see above.)\u2074",
        "of vitamin B.",
        "of protein C.",
        "of hepatitis B.",
        "of haemophilia A.",
        "of immunoglobulin E.",
        "of coenzyme Q.",
    ],
)
def test_a_sentence_ends_with_its_mark(end: str) -> None:
    """What follows is the next one, and the mark belongs to the sentence before it."""
    assert _split(f"Fewer died {end} Swimming helps.") == [f"Fewer died {end}", "Swimming helps."]


@pytest.mark.parametrize(
    "sentence",
    ["It is by A. Smith and B. Jones.", "The ratio was 0.76 [1] and rose.", "Take 5.7 Of these.", "See p.7 For more."],
)
def test_initials_and_decimals_end_none(sentence: str) -> None:
    assert _split(sentence) == [sentence]
