"""Which sentences of an abstract are left out before it is judged: they report nothing that the study found."""

import pytest

from claimcheck.evidence.no_findings import tells_no_finding


@pytest.mark.parametrize(
    "sentence",
    [
        "We hypothesised that magnesium would reduce leg cramps.",
        "BACKGROUND: We hypothesized that zinc shortens colds in children.",
        "It was hypothesized that yoga eases back pain.",
        "The aim of this study was to find out whether melatonin improves sleep.",
        "Our primary objective was to assess whether ginger reduces nausea.",
        "OBJECTIVE To determine whether statins prevent dementia in older adults.",
        "To evaluate the effect of probiotics on eczema in infants.",
        "It is widely believed that melatonin relieves insomnia.",
        "Many physicians believe that bed rest speeds recovery.",
        "We sought to determine whether aspirin lowers the risk of stroke.",
    ],
)
def test_what_was_sought_expected_or_believed_is_no_finding(sentence: str) -> None:
    """A hypothesis says the claim in the claim's own words; the paper may have found the opposite."""
    assert tells_no_finding(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Because this study was observational, it cannot show that hearing aids prevent dementia; users differ in income.",
        "As an observational study, ours cannot establish that garlic prevents colds.",
        "Our findings do not prove that multivitamins prevent cataract.",
        "CONCLUSIONS: It is uncertain whether acupressure reduces period pain.",
        "It remains unclear if honey speeds up the healing of burns.",
        "We cannot say whether physiotherapy improves movement in frozen shoulder.",
        "Whether melatonin helps shift workers remains uncertain.",
        "Whether this was due to ginger cannot be determined from this design.",
        "A causal link could not be established.",
    ],
)
def test_what_a_study_leaves_open_is_no_finding(sentence: str) -> None:
    """It names what the claim says, and neither says nor denies it."""
    assert tells_no_finding(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Magnesium did not reduce leg cramps, as we had hypothesised.",
        "To investigate this, we gave 40 mice zinc, and their wounds healed faster.",
        "State-level readmission rates were similar with both models.",
        "Men spent more time on gardening and do-it-yourself than women.",
        "We tested 212 adults and found that melatonin shortened the time to sleep.",
        "Mindfulness eased pain, but it is unclear whether this lasts.",
        "The trial did not show that zinc shortens colds.",
        "We could not demonstrate that vertebroplasty relieves pain.",
        "It was not clear whether pain would fall, but it fell by half.",
        "Many parents do not know that iguanas carry salmonella.",
        "Dose and risk are related, although a cause cannot be determined from these studies.",
        "It is commonly assumed that thiazides fail in kidney failure, but they lowered blood pressure.",
        "Recent trials have shown that statins prevent strokes.",
    ],
)
def test_what_was_found_is_read(sentence: str) -> None:
    """Nothing that decides a claim is lost."""
    assert not tells_no_finding(sentence)
