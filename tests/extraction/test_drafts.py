"""Draft claims: statements that stand alone, quotes that stand in the article, terms, sources, ids."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import claimcheck as cc
from claimcheck.articles.anchors import AnchorOutcome, MatchKind, locate
from claimcheck.articles.markdown import parse_markdown
from claimcheck.extraction.coverage import claim_sentences
from claimcheck.extraction.drafts import drafts_of
from claimcheck.model import Attribution, Kind


def drafts(text: str) -> tuple[cc.Claim, ...]:
    return cc.extract_claims(parse_markdown(text))


def statements(text: str) -> list[str]:
    return [claim.statement for claim in drafts("# Manual therapy for sciatica\n\n" + text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("These techniques can relieve back pain.", ["These techniques can relieve back pain."]),
        ("This treatment may improve your sleep.", ["This treatment may improve your sleep."]),
        ("But yoga can't cure back pain.", ["Yoga can't cure back pain."]),
        ("Studies show that yoga eases back pain.", ["Yoga eases back pain."]),
        ("Yoga, as research supports, eases back pain.", ["Yoga eases back pain."]),
        ("Yoga eases back pain, as Müller (2020) showed.", ["Yoga eases back pain."]),
        ("As Smith et al. (2019) have argued, yoga eases back pain.", ["Yoga eases back pain."]),
        ("Yoga, as Lee (2016) once found in 2016, eases back pain.", ["Yoga eases back pain."]),
        (
            "Yoga eases back pain, as Lee (2016) suggests and others doubt.",
            ["Yoga eases back pain, as Lee (2016) suggests and others doubt."],
        ),
        (
            "Yoga works by boosting blood flow, calming inflammation, and helping your body move.",
            [
                "Yoga works by boosting blood flow.",
                "Yoga works by calming inflammation.",
                "Yoga works by helping your body move.",
            ],
        ),
        (
            "Magnesium relaxes muscles and calms the nervous system.",
            ["Magnesium relaxes muscles.", "Magnesium calms the nervous system."],
        ),
        (
            "Yoga eases back pain; massage may worsen a headache.",
            ["Yoga eases back pain.", "Massage may worsen a headache."],
        ),
        (
            "Massage has a small but significant effect on sleep.",
            ["Massage has a small but significant effect on sleep."],
        ),
        (
            "Up to 15 in 100 adults have back pain, and the majority never know.",
            ["Up to 15 in 100 adults have back pain, and the majority never know."],
        ),
        ("Tablets come in boxes. It eases back pain.", ["It eases back pain."]),
        ("Doctors warn that tablets may cause ulcers.", ["Tablets may cause ulcers."]),
        (
            "A Cochrane review in 2015 found only weak evidence that massage eases pain.",
            ["A Cochrane review in 2015 found only weak evidence that massage eases pain."],
        ),
        (
            "Massage eases back pain, according to a study published in Spine Advances on Friday.",
            ["Massage eases back pain."],
        ),
        ("- Deeper sleep for people with back pain", ["Deeper sleep for people with back pain."]),
        ("- Eases cramps at night", ["Eases cramps at night."]),
        (
            "You are at risk of back pain if you:\n\n- smoke\n- are overweight",
            ["You are at risk of back pain if you smoke.", "You are at risk of back pain if you are overweight."],
        ),
        (
            "Causes of back pain include:\n\n- Smoking\n- Parkinson's disease\n\nYoga eases back pain.",
            [
                "Causes of back pain include smoking.",
                "Causes of back pain include Parkinson's disease.",
                "Yoga eases back pain.",
            ],
        ),
        ('"Yoga eases back pain," says Jim.', ['"Yoga eases back pain," says Jim.']),
        (
            "Nerve glides: gentle slides of the nerve reduce pain.",
            ["Nerve glides: gentle slides of the nerve reduce pain."],
        ),
        ("| Herb | Effect |\n|---|---|\n| Ginger | eases nausea |", ["Ginger eases nausea."]),
    ],
)
def test_a_statement_is_what_the_page_says(text: str, expected: list[str]) -> None:
    """Its own words: sources are left out, hedges kept, compound sentences parted, pronouns resolved where that is sure."""
    assert statements(text) == expected


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Massage is old. It eases pain.", 'the page says "It": see whether this is what it means'),
        ("Massage is often paired with yoga. It eases back pain.", '"It": say who or what is meant'),
        ("The drug eases back pain.", '"The drug": say who or what is meant'),
        ("A single dose of the vaccine prevents measles.", '"the vaccine": say who or what is meant'),
        ("More than half recover within a year.", '"half": say who or what is meant'),
        ("Among women the rate was 3% of all adults.", '"the rate": say who or what is meant'),
        ("If you stop, the pain returns within weeks in most people.", '"stop": say who or what is meant'),
        ("Smoking makes it worse.", '"it": say who or what is meant'),
        ("One in ten people get a headache after it.", '"it": say who or what is meant'),
        ("## Benefits\n\n- Eases cramps at night", 'stands under "Benefits": say of what'),
        ("## Safety\n\nSerious side effects are very rare.", 'stands under "Safety": say of what'),
        (
            "You are at risk of back pain if you:\n\n- are overweight",
            'begins with the words above the list: "You are at risk of back pain if you"',
        ),
        (
            "## Herbs\n\n| Herb | Effect |\n|---|---|\n| Ginger | eases nausea |",
            'stands under "Herbs" / "Herb" / "Effect": say of what',
        ),
    ],
)
def test_what_leans_on_its_surroundings_is_marked(text: str, note: str) -> None:
    """A word that has another's place, a word that points elsewhere, an item that does not say of what it holds."""
    article = parse_markdown("# A page\n\n" + text)
    assert [draft.note for draft in drafts_of(article, claim_sentences(article))][-1:] == [note]


@pytest.mark.parametrize(
    "text",
    [
        "Does massage ease back pain?",
        "Ask your doctor about massage if you have back pain.",
        "This leaflet tells how massage eases back pain.",
        "Tell your doctor if you have:\n\n- back pain at night",
        "## References\n\nSmith J, Jones K. Massage eases back pain. Spine 2019;44:1-9. doi:10.1000/1",
        "Massage is old.[^1]\n\n[^1]: Massage eases back pain, says Smith.",
        "The researchers recruited 200 people from six surgeries.",
        "## Customer reviews\n\nThis massage cured my back pain!",
    ],
)
def test_what_asserts_nothing_is_not_drafted(text: str) -> None:
    """Questions, calls to action, the page about itself, reasons to call, references, notes, methods, testimonials."""
    assert statements(text) == []


def test_a_headline_that_asserts_is_drafted() -> None:
    """As news has it; a title that only names its topic is not."""
    assert [claim.statement for claim in drafts("# Massage cuts back pain by half\n\nMore soon.\n")] == [
        "Massage cuts back pain by half."
    ]


def test_a_draft_has_terms_source_and_kind() -> None:
    """PICO terms are words of the statement; the kind is filled where it is sure."""
    assert [claim.kind for claim in drafts("Massage may cause bruising.\n")] == [Kind.SAFETY]
    text = "# Massage for sciatica\n\nA 2019 Cochrane review says that massage reduces pain better than tablets.\n"
    (claim,) = drafts(text)
    assert (claim.population, claim.intervention) == ((), ("massage",))
    assert (claim.comparator, claim.outcome) == (("tablets",), ("pain",))
    assert claim.attributed_to == cc.Attribution(author="Cochrane", year=2019, publication_type="review")
    assert claim.id == "massage-reduces-pain-better-tablets"
    assert (claim.location.line, claim.needs_source, claim.citations) == (3, True, ())


def test_a_pronoun_is_resolved_where_grammar_and_the_network_agree() -> None:
    *_, last = drafts("# Massage\n\nMassage is old. It eases pain.")
    assert last.statement == "Massage eases pain."


def test_a_kind_that_is_not_sure_stays_open() -> None:
    """So do terms that the build of the sentence does not tell."""
    (claim,) = drafts("Older people fall more often in winter.\n")
    assert (claim.kind, claim.intervention, claim.outcome) == (None, (), ())
    (claim,) = drafts("Nearly all cases are caused by human papillomavirus.\n")
    assert (claim.population, claim.intervention, claim.outcome) == ((), (), ())


def test_each_half_of_a_sentence_that_claims_is_a_draft() -> None:
    """Where each has its own verb and subject; what only limits the first stays with it."""
    page = (
        "# Ultrasound\n\nUltrasound picks up ovarian cysts reliably, but it misses most small patches of endometriosis."
    )
    assert [claim.statement for claim in drafts(page)] == [
        "Ultrasound picks up ovarian cysts reliably.",
        "Ultrasound misses most small patches of endometriosis.",
    ]
    assert statements("Creatine builds muscle, but only in people who lift weights.") == [
        "Creatine builds muscle, but only in people who lift weights."
    ]
    assert statements(
        "Aspirin lowers the risk of stroke, but only in men, and ibuprofen raises the risk of bleeding."
    ) == [
        "Aspirin lowers the risk of stroke, but only in men.",
        "Ibuprofen raises the risk of bleeding.",
    ]
    assert statements("HLA-DQB1 is found in most people with narcolepsy, but so is it in many healthy people.") == [
        "HLA-DQB1 is found in most people with narcolepsy, but so is it in many healthy people."
    ]


def test_a_prevented_condition_is_an_outcome() -> None:
    """What a treatment acts on is no population."""
    (claim,) = drafts("Exercise prevents back pain.\n")
    assert (claim.population, claim.intervention, claim.outcome) == ((), ("exercise",), ("back pain",))


def test_words_that_stand_twice_are_told_apart() -> None:
    """Ids are unique, and each quote is found at its own place."""
    article = parse_markdown("Yoga eases back pain.\n\nMost agree. Yoga eases back pain. Or so they say.\n")
    first, second = cc.extract_claims(article)
    assert (first.id, second.id) == ("yoga-eases-back-pain", "yoga-eases-back-pain-2")
    places = [locate(article, claim.quote).place for claim in (first, second) if claim.quote]
    assert [place.location.line for place in places if place] == [1, 3]


WORDS = [
    "Yoga eases pain. It",
    "It helps",
    "works by",
    "calming inflammation,",
    "boosting sleep",
    ", and",
    "; but",
    "—",
    "Studies show",
    "massage",
    "may",
    "cause",
    "A review in the Lancet says",
    "\n\n",
    "# Back Pain\n\n",
    "- ",
    "you",
    "50%",
    "?",
    "“",
    "”",
    "\\*",
    "back pain",
    "risk",
    ".",
    "é",
    "These techniques",
    "Label:",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_any_page_gives_drafts_that_hold(text: str) -> None:
    """Ids are unique and kebab-case, statements are sentences, quotes are the article's own words."""
    article = parse_markdown(text)
    claims = cc.extract_claims(article)
    assert len({claim.id for claim in claims}) == len(claims)
    for claim in claims:
        assert re.fullmatch(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", claim.id)
        assert claim.statement.endswith(".")
        assert claim.quote is not None
        assert claim.quote.exact in re.sub(r"[\t\n]+", " ", article.text)
        anchor = locate(article, claim.quote)
        assert anchor.outcome in (AnchorOutcome.FOUND, AnchorOutcome.AMBIGUOUS)
        assert anchor.how is MatchKind.EXACT


@pytest.mark.parametrize(
    ("page", "statement"),
    [
        ("# Acupuncture\n\n## Is it safe?\n\nBruising is common.", "Bruising is common."),
        ("# Acupuncture\n\n## Ear seeds\n\nBruising is common.", "Bruising is common."),
        ("# Gout\n\n## Ibuprofen\n\nHigh doses can cause a rash.", "High doses can cause a rash."),
        ("# Gout\n\n## Is it safe?\n\nHigh doses can cause a rash.", "High doses can cause a rash."),
        ("# A new drug\n\nLecanemab slows dementia. The drug clears amyloid.", "The drug clears amyloid."),
        ("# Warfarin\n\nMefloquine is old. The drug causes bleeding.", "The drug causes bleeding."),
        (
            "# Warfarin\n\nAspirin came first. This drug can cause serious bleeding.",
            "This drug can cause serious bleeding.",
        ),
        ("# Massage or yoga\n\n## Is it safe?\n\nBruising is common.", "Bruising is common."),
        ("# Vitamin D\n\nVitamin D helps bones. It also protects teeth.", "Vitamin D also protects teeth."),
        ("# Pain\n\nThe drugs can cause syndrome. It is severe in a few.", "It is severe in a few."),
        # headings that any page could have, that have only the title's words, or that ask of "it"
        ("# Gout\n\n## How does it feel?\n\nThere is no cure.", "There is no cure."),
        (
            "# Calm Root valerian\n\n## Is Calm Root safe?\n\nHigh doses can cause a rash.",
            "High doses can cause a rash.",
        ),
        ("# Cataract surgery\n\n## Will it come back?\n\nAbout half get a rash.", "About half get a rash."),
        ("# Gout\n\n## Side effects\n\nNausea is common.", "Nausea is common."),
        ("# Varicose veins\n\n## Surgery\n\nNumbness can last for months.", "Numbness can last for months."),
        # what a story leaves off, or a headline only tells something of, is not what a page speaks of
        ("# Why I skip breakfast\n\nHeadaches are common.", "Headaches are common."),
        (
            "# Short nights double heart attack risk\n\nAbout a third of adults sleep badly.",
            "About a third of adults sleep badly.",
        ),
        ("# Why decaf?\n\nDecaf still has some caffeine. It lowers the risk of gout.", "It lowers the risk of gout."),
        # "it" behind an introduction, and where the sentence before has one subject
        (
            "# Gout\n\n## How long does it last?\n\nWithout treatment, it usually lasts a week.",
            "Without treatment, gout usually lasts a week.",
        ),
        (
            "# Questions\n\nToo much fluoride in early life can stain teeth. It is not linked to cancer.",
            "Fluoride is not linked to cancer.",
        ),
        (
            "# Vessels\n\nOne in three adults has high blood pressure. It damages the small vessels of the brain.",
            "High blood pressure damages the small vessels of the brain.",
        ),
        (
            "# Cough\n\nEvidence showed that antibiotics shorten cough. They cause nausea in some.",
            "Antibiotics cause nausea in some.",
        ),
        (
            "# Veins\n\n## Compression stockings\n\nThey ease aching and swelling.",
            "Compression stockings ease aching and swelling.",
        ),
        (
            "# Gut\n\nProbiotics prevent diarrhoea caused by antibiotics, but they do little for healthy people.",
            "Probiotics do little for healthy people.",
        ),
        # names in -s are one thing, and "it" of "it is not known what" is none
        (
            "# Rash\n\nShingles is caused by the virus that causes chickenpox. It affects one in four people.",
            "Shingles affects one in four people.",
        ),
        ("# Gut\n\nIBS affects one in ten adults. It is more common in women.", "IBS is more common in women."),
        ("# Joints\n\nGout affects men. It is not known what causes it.", "It is not known what causes it."),
        (
            "# Pills\n\nSSRIs are better tolerated than tricyclics. They usually start to work within weeks.",
            "They usually start to work within weeks.",
        ),
    ],
)
def test_a_pronoun_stands_for_what_the_page_surely_speaks_of(page: str, statement: str) -> None:
    """The one treatment or illness of the section, else of the title above a general heading; nothing where two could be meant, and
    nothing is put before a statement without a pronoun.
    """
    article = parse_markdown(page)
    assert drafts_of(article, claim_sentences(article))[-1].claim.statement == statement


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Lancet retracted a paper in 2010, but Smith and colleagues showed that honey eases cough.",
            Attribution(author="Smith"),
        ),
        ("Honey eases cough, as Smith et al. wrote in 2010, and the BMJ noted it in 2012.", None),
    ],
)
def test_a_claim_is_attributed_to_the_one_work_that_says_it(text: str, expected: Attribution | None) -> None:
    """Of several works none where it is not sure which."""
    assert [claim.attributed_to for claim in cc.extract_claims(parse_markdown(text))] == [expected]
