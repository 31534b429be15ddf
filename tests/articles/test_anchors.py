"""A quote is found where it stands, reported where it is lost, and never taken for another sentence."""

import subprocess
import sys

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claimcheck.articles.anchors import Anchor, AnchorOutcome, MatchKind, locate, out_of_context
from claimcheck.articles.markdown import parse_markdown
from claimcheck.articles.normalise import normalise
from claimcheck.articles.text import parse_text
from claimcheck.model import Location, Quote

FOUND, AMBIGUOUS, LOST = AnchorOutcome.FOUND, AnchorOutcome.AMBIGUOUS, AnchorOutcome.NOT_FOUND

PAGE = """# Manual therapy

Manual therapy doesn’t help everyone, but it *might* help some people with
sciatica who had pain for 6 weeks. Steroid injections reduced pain by 30% in adults.

Non-specific pain … is common. Pain is common. Pain is rare. A dose is 15 mg or 2.5 mg.
The ﬁrst session takes 30–60 minutes.
"""


def _locate(exact: str, prefix: str = "", suffix: str = "") -> Anchor:
    return locate(parse_markdown(PAGE, "page.md"), Quote(exact, prefix, suffix))


def test_exact_words_are_found_with_line_and_column():
    """Markup inside the wording and a wrapped line do not matter."""
    anchor = _locate("it might help some people with sciatica")
    assert (anchor.outcome, anchor.how) == (FOUND, MatchKind.EXACT)
    assert anchor.place.location == Location("page.md", 3, 43)
    assert anchor.places[0].text == "it might help some people with sciatica"


@pytest.mark.parametrize(
    ("exact", "text"),
    [
        ("doesn't  HELP everyone", "doesn’t help everyone"),
        ("the first session takes 30-60 minutes", "The ﬁrst session takes 30–60 minutes"),
        ("non-specific pain ... is\u00a0common", "Non-specific pain … is common"),
        ("The \ufb01rst ses\u00adsion", "The ﬁrst session"),
    ],
)
def test_spellings_that_a_reader_takes_for_the_same(exact: str, text: str):
    """Quotes, dashes, ellipsis, ligatures, case, white space, invisible characters."""
    anchor = _locate(exact)
    assert (anchor.outcome, anchor.how, anchor.places[0].text) == (FOUND, MatchKind.NORMALISED, text)


@pytest.mark.parametrize("between", ["\t", "\n", "\u00a0", "  ", "\u2009", " \t "])
def test_white_space_of_any_kind_is_the_same(between: str):
    """A row's cells are parted by a tab in the text, and by blanks in a quote; nobody reworded anything."""
    page = parse_text(f"Ginger{between}It reduces nausea.")
    for exact in ("Ginger It reduces nausea", f"Ginger{between}It reduces nausea", "Ginger \n It reduces nausea"):
        assert locate(page, Quote(exact)).how is MatchKind.EXACT
    assert locate(page, Quote("ginger it reduces nausea")).how is MatchKind.NORMALISED


@pytest.mark.parametrize("exact", ["5 mg", "ain is rare", "specific pain … is common", "0% in adults", "15 m"])
def test_a_quote_never_stands_inside_a_word_or_number(exact: str):
    """5 mg is not 15 mg, nor 2.5 mg."""
    assert _locate(exact).outcome is LOST


def test_superscripts_are_no_digits():
    """10² is not 102."""
    assert locate(parse_text("About 10² people came."), Quote("about 102 people")).outcome is LOST


def test_prefix_and_suffix_decide_and_otherwise_every_place_is_told():
    """Also with other spelling of the prefix."""
    assert _locate("Pain is").outcome is AMBIGUOUS
    assert [place.text for place in _locate("Pain is").places] == ["Pain is", "Pain is"]
    anchor = _locate("Pain is", suffix="RARE.")
    assert (anchor.outcome, anchor.places[0].location.column) == (FOUND, 48)
    assert _locate("Pain is", prefix="is common.  ").outcome is AMBIGUOUS
    assert _locate("Pain is", prefix="Pain is common.").outcome is FOUND
    assert _locate("Pain is", prefix="nowhere", suffix="nothing").outcome is AMBIGUOUS


@pytest.mark.parametrize(
    "exact",
    [
        "might help some peple with sciatica who had pain for 6 weeks",
        "might really help some people with sciatica who had pain for 6 weeks",
        "might help some people with the sciatica who have had pain for 6 weeks",
        "might help some people sciatica who had pain for 6 weeks",
    ],
)
def test_slightly_edited_wording_is_found_again(exact: str):
    """A slip, a filler more, a filler less."""
    anchor = _locate(exact)
    assert (anchor.outcome, anchor.how) == (FOUND, MatchKind.FUZZY)
    assert anchor.places[0].text == "might help some people with sciatica who had pain for 6 weeks"
    assert 80 <= anchor.places[0].score < 100


def _edited(before: str, after: str) -> Anchor:
    return locate(parse_text(f"Page\n\nSome words first. {after}. It is good to know."), Quote(before))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The drug doesn't help adults with asthma at night", "The drug does not help adults with asthma at night"),
        ("A session of yoga takes 30 to 60 minutes at home", "A session of yoga takes 30–60 minutes at home"),
        ("Oestrogen and behaviour therapy ease hot flushes", "Estrogen and behavior therapy ease hot flushes"),
        ("Yoga improves well-being in adults with stress", "Yoga improves wellbeing in adults with stress"),
        ("Walking reduces pain in 30 per cent of adults", "Walking reduces pain in 30% of adults"),
        ("Ice packs reduced swelling in adults by 5 mm", "Ice packs reduce the swelling of adults by 5mm"),
        ("Exercise stops falls in older people at home", "Exercise stopped falls in older people at home"),
        ("Red meat raises the risk of bowel cancer in men", "However, red meat raises the risk of bowel cancer in men"),
    ],
)
def test_what_readers_take_for_the_same_is_found_again(before: str, after: str):
    """Fillers, endings, spellings, and a number or a negation written otherwise."""
    assert _edited(before, after).place


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # a word that turns the rest round
        ("Stopping smoking lowers the risk of lung cancer", "Smoking lowers the risk of lung cancer"),
        ("Avoiding red meat lowers the risk of bowel cancer", "Red meat lowers the risk of bowel cancer"),
        ("Red meat lowers the risk of bowel cancer", "Avoiding red meat lowers the risk of bowel cancer"),
        ("Too much vitamin A harms the unborn baby", "Vitamin A harms the unborn baby"),
        ("Low vitamin D raises the risk of fractures", "Vitamin D raises the risk of fractures"),
        ("High blood pressure treatment lowers the risk of stroke", "High blood pressure lowers the risk of stroke"),
        # how well it is known
        ("There is little evidence that ear candles remove wax", "There is evidence that ear candles remove wax"),
        ("Limited evidence suggests that ginger eases nausea", "Evidence suggests that ginger eases nausea"),
        ("Scientists used to think that fat causes acne", "Scientists think that fat causes acne"),
        ("Garlic lowers blood pressure in most adults.", "Garlic lowers blood pressure in most adults?"),
        # for whom and when
        ("Fish oil in mice reduces inflammation of the joints", "Fish oil reduces inflammation of the joints"),
        ("Fish oil reduces inflammation of the joints.", "Fish oil reduces inflammation of the joints in mice"),
        ("Antibiotics are needed only if it is bacterial", "Antibiotics are needed if it is bacterial"),
        ("Only people with high risk should take aspirin", "People with high risk should take aspirin"),
        ("The vaccine is 95% effective against severe disease", "The vaccine is 95% effective against disease"),
        # how much and how many
        ("A few people with eczema improve with coconut oil", "Few people with eczema improve with coconut oil"),
        ("Few people with eczema improve with coconut oil", "A few people with eczema improve with coconut oil"),
        ("Aspirin almost doubles the risk of bleeding", "Aspirin doubles the risk of bleeding"),
        ("The drug is not very effective against asthma", "The drug is not effective against asthma"),
        # units, signs and comparisons
        ("Keep HbA1c <7% to protect the eyes of adults", "Keep HbA1c >7% to protect the eyes of adults"),
        ("LDL falls by −10% with oat bran in adults", "LDL falls by +10% with oat bran in adults"),
        ("Fever under 38°C needs no treatment in toddlers", "Fever under 38°F needs no treatment in toddlers"),
        ("Take 5 µg of vitamin D daily to keep bones strong", "Take 5 mg of vitamin D daily to keep bones strong"),
        ("Take vitamin D 10 mg every day to prevent fractures", "Take vitamin D 10 g every day to prevent fractures"),
        ("Melatonin .5 mg helps travellers fall asleep", "Melatonin 5 mg helps travellers fall asleep"),
        ("The drug lowers blood pressure by 10 mmHg", "The drug lowers blood pressure to 10 mmHg"),
        ("Walk for fifteen minutes a day to stay healthy", "Walk for fifty minutes a day to stay healthy"),
        # the same words in another order, and others that look alike
        ("Ibuprofen works better than paracetamol after an operation on the knee in adults", "Paracetamol works better than ibuprofen after an operation on the knee in adults"),
        ("Vitamin A harms the unborn baby in early pregnancy", "Vitamin K harms the unborn baby in early pregnancy"),
        ("The hepatitis A vaccine protects travellers", "The hepatitis vaccine protects travellers"),
        ("Glucose eases knee pain in adults with arthritis", "Glucosamine eases knee pain in adults with arthritis"),
        ("Hearing loss is common in adults with diabetes", "Heart loss is common in adults with diabetes"),
        ("Cooking oils with lactose are common in the diet", "Cooking oils with lactase are common in the diet"),
    ],
)  # fmt: skip
def test_one_word_or_sign_that_says_something_else_is_told(before: str, after: str):
    """Whatever is not a filler counts: left out, put in, or in another place."""
    anchor = _edited(before, after)
    assert anchor.outcome is LOST
    assert anchor.nearest


@pytest.mark.parametrize(
    "exact",
    [
        "Steroid injections reduced pain by 40% in adults",
        "Steroid injections did not reduce pain by 30% in adults",
        "Steroid injections increased pain by 30% in adults",
        "might help most people with sciatica who had pain for 6 weeks",
        "might help some people with scoliosis who had pain for 6 weeks",
        "Manual therapy does help everyone, but it might",
    ],
)
def test_edits_that_change_the_meaning_are_reported_with_the_nearest_wording(exact: str):
    """Numbers, negations, directions, quantities and content words have to agree."""
    anchor = _locate(exact)
    assert (anchor.outcome, anchor.places) == (LOST, ())
    assert anchor.nearest is not None
    assert anchor.nearest.location.line in (3, 4)
    assert exact.rsplit(maxsplit=1)[-1] in anchor.nearest.text


def test_wording_that_fits_two_places_is_ambiguous():
    """The better one must be clearly better; context may decide."""
    text = "First: exercise really helps people with back pain. Later: exercise also helps people with back pain."
    article = parse_text(text)
    edited = "exercise helps people with back pain"
    assert locate(article, Quote(edited)).outcome is AMBIGUOUS
    anchor = locate(article, Quote(edited, prefix="Later:"))
    assert (anchor.outcome, anchor.places[0].text) == (FOUND, "exercise also helps people with back pain")


@pytest.mark.parametrize(
    "page",
    [
        # The word that the quote lost begins the next sentence.
        "Nerve garden injury stretching posture relief treatment kitchen. Massage garden tablet nerve stretching window.",
        # Another sentence holds most of the quote, and words of its own in place of the rest.
        "Walking nerve garden injury stretching posture relief treatment kitchen.",
        "Garden injury stretching posture relief treatment kitchen massage window sciatica.",
        "Clinic session nerve garden injury stretching posture relief treatment kitchen.",
    ],
)
def test_the_whole_sentence_decides_and_not_a_stretch_within_it(page: str):
    """A sentence that shares a long run of words with a quote and goes on otherwise is another sentence."""
    quote = "Nerve garden injury stretching posture relief treatment kitchen massage"
    anchor = locate(parse_text(page), Quote(quote))
    assert all("." not in place.text for place in anchor.places)
    assert anchor.outcome is LOST or page.startswith(anchor.places[0].text + ". ")


def test_a_place_at_the_very_beginning_is_seen_beside_a_later_one():
    """Neither of two sentences that are as near to the quote is clearly meant."""
    article = parse_text(
        "Clinic sciatica therapy patients massage spine really walking. "
        "Garden swelling injury clinic sciatica therapy patients massage spin walking. Therapy patients massage spine posture."
    )
    assert locate(article, Quote("clinic sciatica therapy patients massage spine walking")).outcome is AMBIGUOUS


def test_words_put_in_near_an_edge_leave_the_edge_in_the_place():
    """What is written back as the quote keeps the words that carry its meaning."""
    article = parse_text("Melatonin helps adults with jet lag fall asleep really quite soon. It is sold as tablets.")
    anchor = locate(article, Quote("Melatonin helps adults with jet lag fall asleep soon"))
    assert [place.text for place in anchor.places] == [
        "Melatonin helps adults with jet lag fall asleep really quite soon"
    ]
    article = parse_text("Yoga, however, truly relieves back pain in most office workers. Walking is free.")
    anchor = locate(article, Quote("Yoga relieves back pain in most office workers"))
    assert [place.text for place in anchor.places] == ["Yoga, however, truly relieves back pain in most office workers"]


def test_words_that_the_context_accounts_for_are_no_other_words():
    """The part of a sentence before a quote does not speak against it."""
    article = parse_text("In trials of older adults, yoga relieves stubborn back pain at night and helps sleep.")
    assert locate(article, Quote("Yoga relieves stubborn back pain at night")).outcome is LOST
    assert locate(article, Quote("Yoga relieves stubborn back pain at night", "older adults, ")).place


@pytest.mark.parametrize("exact", ["\u200b", "zzz qqq xxx vvv", "\u202e", "a" * 50_000, "((((", "\\", "…"])
def test_hostile_quotes_are_answered(exact: str):
    """No quote raises, and what is not there is not found (the ellipsis is there)."""
    assert _locate(exact).outcome is (FOUND if exact == "…" else LOST)


def test_an_empty_article_holds_no_quote():
    """Nor the nearest wording."""
    assert locate(parse_markdown(""), Quote("Manual therapy helps some people")) == Anchor(LOST)


def test_nothing_expensive_is_loaded_for_words_that_stand_there():
    """rapidfuzz is for edited wording only; the gate's start does not pay for it."""
    program = (
        "import sys\n"
        "from claimcheck.articles.anchors import locate\n"
        "from claimcheck.articles.markdown import parse_markdown\n"
        "from claimcheck.model import Quote\n"
        "page = parse_markdown('Manual therapy *helps* some people.')\n"
        "assert locate(page, Quote('THERAPY helps')).place\n"
        "assert not {'rapidfuzz', 'requests', 'markdown_it'} & set(sys.modules)\n"
        "locate(page, Quote('Manual therapy helped some people.'))\n"
        "assert 'rapidfuzz' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


WORDS = [
    "therapy",
    "exercise",
    "massage",
    "walking",
    "stretching",
    "treatment",
    "sciatica",
    "patients",
    "nerve",
    "spine",
    "muscle",
    "clinic",
    "session",
    "relief",
    "movement",
    "posture",
    "swelling",
    "injury",
    "doctor",
    "surgeon",
    "tablet",
    "weather",
    "evening",
    "garden",
    "bicycle",
    "mountain",
    "kitchen",
    "window",
]
SENTENCES = st.lists(st.lists(st.sampled_from(WORDS), min_size=7, max_size=12, unique=True), min_size=3, max_size=8)


def _page(sentences: list[list[str]]) -> str:
    return " ".join(" ".join(words).capitalize() + "." for words in sentences)


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(SENTENCES, st.data())
def test_edits_elsewhere_keep_the_anchor(sentences: list[list[str]], data: st.DataObject):
    """Other sentences may change, move and go."""
    chosen = data.draw(st.integers(0, len(sentences) - 1))
    others = data.draw(SENTENCES)
    quote = " ".join(sentences[chosen])
    assume(all(quote not in " ".join(words) for words in others))
    article = parse_text(_page([*others[1:], sentences[chosen], others[0]]))
    anchor = locate(article, Quote(quote))
    assert anchor.outcome is FOUND
    assert anchor.places[0].text.lower() == quote


@pytest.mark.slow
@settings(deadline=None, max_examples=200)
@given(SENTENCES, st.data())
def test_edits_inside_are_found_again_or_reported_never_wrong(sentences: list[list[str]], data: st.DataObject):
    """A letter dropped, a word dropped or a word added: where an answer is given it is the sentence that was edited."""
    chosen = data.draw(st.integers(0, len(sentences) - 1))
    words = list(sentences[chosen])
    at = data.draw(st.integers(1, len(words) - 2))
    edit = data.draw(st.sampled_from(["letter", "drop", "add"]))
    words[at : at + 1] = {"letter": [words[at][:2] + words[at][3:]], "drop": [], "add": [words[at], "really"]}[edit]
    assume(sum(set(other) >= set(sentences[chosen]) for other in sentences) == 1)
    edited = [*sentences[:chosen], words, *sentences[chosen + 1 :]]
    article = parse_text(_page(edited))
    anchor = locate(article, Quote(" ".join(sentences[chosen])))
    begin = len(_page(edited[:chosen])) + (1 if chosen else 0)
    end = begin + len(" ".join(words))
    for place in anchor.places:
        assert anchor.outcome is not FOUND or (begin <= place.start and place.end <= end + 1)


@given(st.text(alphabet=st.sampled_from("aAé\u0301\u00a0 \n\t“'–—-….ﬁß²½\u200bİ\U0001f600שЖ`"), max_size=60))
def test_normalising_twice_changes_nothing_and_offsets_lead_back_in_order(text: str):
    """The comparable text is a fixed point but for runs that vanishing characters leave, and never leaves the original."""
    once = normalise(text)
    offsets = [once.original(offset) for offset in range(len(once.text) + 1)]
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= len(text) for offset in offsets)
    for offset, character in enumerate(once.text):
        if character in "a\U0001f600שж":
            assert normalise(text[offsets[offset]]).text[:1] == character


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=200), st.text(min_size=1, max_size=60).filter(str.strip))
def test_any_quote_in_any_text_is_answered_with_places_inside_it(text: str, exact: str):
    """Whatever stands there, spans are spans of the text."""
    article = parse_markdown(text)
    anchor = locate(article, Quote(exact))
    assert all(article.text[place.start : place.end] == place.text for place in anchor.places)


EASES = "eases chronic low back pain"


@pytest.mark.parametrize(
    ("prefix", "suffix", "page", "told"),
    [
        ("Walking ", "", "Sugar eases chronic low back pain.", "Walking"),
        ("Walking may not ", "", "Sugar probably eases chronic low back pain.", "Walking may not"),
        ("It is cold. Walking ", "", "Rest helps. Sugar eases chronic low back pain.", "It is cold. Walking"),
        ("", " in athletes", "Walking eases chronic low back pain of children.", "in athletes"),
        ("Walking also ", "", "Daily walks also eases chronic low back pain.", ""),
        ("Regular walking ", "", "Walking regularly eases chronic low back pain.", ""),
        ("Randomised walking ", "", "Randomized movement eases chronic low back pain.", ""),
        ("Oestrogen ", "", "Estrogen eases chronic low back pain.", ""),
        ("alking ", "", "Walking eases chronic low back pain.", ""),
        ("A [cup](https://x.org/a) of tea ", "", "A cup of tea eases chronic low back pain.", ""),
        ("<b>", "", "Walking eases chronic low back pain.", ""),
        ("Coffee &amp; tea ", "", "Coffee & tea eases chronic low back pain.", ""),
        ('"Walking", ', "", "Walking [3, 4] eases chronic low back pain.", ""),
        ("Walking ", "", "Walking (Rao 2020) eases chronic low back pain.", ""),
        ("A large review says that walking ", "", "A review says walking eases chronic low back pain.", ""),
        ("After twelve weeks walking ", "", "After 12 weeks it eases chronic low back pain.", ""),
        ("Doctors agree that ", "", "Walking eases chronic low back pain.", ""),
        ("Rest helps nobody! ", "", "Walking eases chronic low back pain.", ""),
        ("However, ", "", "Today walking eases chronic low back pain.", ""),
        ("Usually ", "", "Walking eases chronic low back pain.", ""),
        ("Walking ", "", "It eases chronic low back pain.", ""),
        ("Walking ", "", "In adults, it eases chronic low back pain.", ""),
        ("Benefits ", "", "# Benefits\n\nEases chronic low back pain.", ""),
        ("", ". It is cheap.", "Walking eases chronic low back pain. Rest does not.", ""),
        ("", ", says Rao", "Walking eases chronic low back pain in adults.", ""),
        ("", " in adults!", "Walking eases chronic low back pain of every adult.", ""),
    ],
)
def test_prefix_and_suffix_are_missed_only_where_something_else_surely_took_their_place(
    prefix: str, suffix: str, page: str, told: str
) -> None:
    """Another spelling, order, length or reference, markup and other sentences are nothing to tell."""
    article = parse_markdown(page, "page.md")
    quote = Quote(EASES, prefix, suffix)
    place = locate(article, quote).place
    assert place is not None
    assert out_of_context(article, quote, place) == told
