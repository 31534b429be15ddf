"""Practical matters are no claims; advice that gives a reason, or names what evidence is about, stays one."""

import pytest

from claimcheck.articles.markdown import parse_markdown
from claimcheck.articles.text import parse_text
from claimcheck.extraction.coverage import claim_sentences
from claimcheck.extraction.practical import is_practical


@pytest.mark.parametrize(
    "text",
    [
        # instructions
        "Rinse the spacer under the tap.",
        "Squeeze a line of it onto your finger.",
        "Do not bend for the first two days.",
        "Never share the bottle.",
        "You must not drive on the way back.",
        "Do not drink for two hours before your scan.",
        "Stop the iron tablets before the procedure.",
        "If this happens, come straight back to us.",
        # visits
        "The scan takes about twenty minutes.",
        "The whole appointment usually lasts an hour and a half.",
        "A nurse takes your blood pressure.",
        "A dietitian can help you plan your week.",
        "You can ask for an interpreter.",
        "You will need somebody to take you home.",
        "Most patients go home on the same day.",
        "Many people are back at work within a fortnight.",
        "A blood sample is taken.",
        "Most people feel only a tug.",
        # access, plans, the house
        "The injection is available on the NHS.",
        "Supplements are sold in supermarkets.",
        "Women over 50 are offered a scan for free.",
        "The trial will report in spring.",
        "Results of a second survey are expected next year.",
        "The researchers now plan a larger trial.",
        "More research is needed.",
        "Two hundred volunteers joined us in May.",
        "In 1796 the doctor Edward Jenner described a case.",
        # words of a heading, and an item that is only named
        "Why it matters.",
        "What the new rules say.",
        "Medicines that thin the mucus",
    ],
)
def test_practical_matters_need_no_source(text: str) -> None:
    """Instructions, visits, access, plans, history."""
    assert is_practical(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rinse your mouth to prevent thrush.",
        "Do not take ibuprofen with aspirin.",
        "Do not stop the tablets during an attack.",
        "Avoid alcohol.",
        "Drink six glasses of water a day.",
        "Use has doubled in five years.",
        "The tablets take about 30 minutes to work.",
        "The effect lasts an hour.",
        "Most people feel a dull ache.",
        "What you eat affects your mood.",
        "How fast it spreads depends on the season.",
        "Wax that blocks the canal muffles everything.",
        "It affects all of us.",
        "A vaccine is available from birth and prevents measles.",
    ],
)
def test_advice_and_findings_stay_claims(text: str) -> None:
    """What gives a reason, names a treatment or tells what happens is not passed over."""
    assert not is_practical(text)


@pytest.mark.parametrize(
    "text",
    [
        "Half of them got a dummy pill.",
        "They were over 40 and had diabetes.",
        "The volunteers kept a diary of their headaches.",
        "It depends on your job and on the operation.",
    ],
)
def test_how_a_study_was_made_is_no_finding(text: str) -> None:
    """Who took part and what they were given; and what depends on the reader."""
    page = parse_text(f"Sleep and pain\n\nPoor sleep raises blood pressure. {text} Poor sleep causes pain.\n")
    assert [one.unit.text for one in claim_sentences(page)] == [
        "Poor sleep raises blood pressure.",
        "Poor sleep causes pain.",
    ]


@pytest.mark.parametrize("text", ["Blood clots in the leg: 1 in 50", "Infection: 2 to 3 in 100", "Nausea: about 5%"])
def test_a_risk_with_its_number_is_a_claim_without_a_verb(text: str) -> None:
    """As leaflets list them; the title before it is none."""
    page = parse_markdown(f"# Hernia repair\n\n## What can go wrong?\n\n{text}\n")
    assert [one.unit.text for one in claim_sentences(page)] == [text]
