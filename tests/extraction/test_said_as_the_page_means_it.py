"""What would make a draft say something that its page does not: an "it" that stands for nothing, a cell without its column's head,
marks and numbers that belong to the page and not to what it says.
"""

from pathlib import Path

import pytest

from claimcheck import read_article
from claimcheck.extraction.attributions import attributions
from claimcheck.extraction.clauses import Reading, clauses, clauses_by
from claimcheck.extraction.coverage import claim_sentences
from claimcheck.extraction.drafts import Draft, drafts_of
from claimcheck.extraction.pointing import points_outside
from claimcheck.extraction.statement import statement_of
from claimcheck.extraction.terms import Pico, pico_of

BEFORE = "# Dementia and you\n\nDementia affects about one in ten people over 65. "


def drafts(folder: Path, text: str) -> list[Draft]:
    page = folder / "page.md"
    page.write_text(text, encoding="utf-8")
    article = read_article(str(page))
    return list(drafts_of(article, claim_sentences(article)))


@pytest.mark.parametrize(
    "sentence",
    [
        "It may be that bathers have a lower risk of stroke.",
        "It is thought that exercise lowers the risk.",
        "It takes about two weeks to recover from a stroke.",
        "It is likely that stress raises the risk.",
        "It seems that sleep helps memory.",
        "It turns out that fish lowers the risk.",
        "It helps to walk every day.",
        "It makes sense to lower blood pressure.",
        "It is not clear whether statins help.",
        "It could be because of smoking.",
        "It can be hard to lose weight.",
        "It is worth taking vitamin D to prevent fractures.",
        "It is never too late to lower the risk by quitting smoking.",
        "It is recommended to take vitamin D in winter.",
    ],
)
def test_an_it_that_stands_for_nothing_stays(tmp_path: Path, sentence: str) -> None:
    """Before, each of these began with "Dementia", which the page does not say."""
    (draft,) = drafts(tmp_path, BEFORE + sentence)[1:]
    assert draft.claim.statement == sentence
    assert not draft.points_outside


@pytest.mark.parametrize(
    "sentence",
    [
        "It may be the heat that lowers the risk.",
        "It is women who have the highest risk.",
        "It is smoking that causes most cases.",
        "It was in 2019 that the risk fell.",
        "It might be a drug that raises the risk.",
    ],
)
def test_an_it_that_may_stand_for_nothing_is_left_to_a_person(tmp_path: Path, sentence: str) -> None:
    (draft,) = drafts(tmp_path, BEFORE + sentence)[1:]
    assert draft.claim.statement == sentence
    assert draft.points_outside.lower() == "it"


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("It is thought to raise the risk of stroke.", "Dementia is thought to raise the risk of stroke."),
        ("It is the most common cause of disability.", "Dementia is the most common cause of disability."),
        ("It is likely to shorten life.", "Dementia is likely to shorten life."),
        ("It can be fatal.", "Dementia can be fatal."),
        ("It raises the risk of falls.", "Dementia raises the risk of falls."),
    ],
)
def test_an_it_that_goes_on_is_still_resolved(tmp_path: Path, sentence: str, statement: str) -> None:
    found = drafts(tmp_path, BEFORE + sentence)[1:]
    assert [draft.claim.statement for draft in found] == [statement]


TABLE = """# Sprays for a blocked nose

| {corner} | Sea water | Decongestant spray |
|---|---|---|
| Speed | Takes several days to ease stuffiness | Opens the nose within ten minutes |
{more}"""


@pytest.mark.parametrize("corner", ["", "What"])
def test_cells_stand_behind_the_heads_of_their_columns(tmp_path: Path, corner: str) -> None:
    """Else what one spray does would be read as done by both."""
    statements = [draft.claim.statement for draft in drafts(tmp_path, TABLE.format(corner=corner, more=""))]
    assert statements == [
        "Speed: Sea water: takes several days to ease stuffiness.",
        "Speed: Decongestant spray: opens the nose within ten minutes.",
    ]


@pytest.mark.parametrize(
    "row", ["| Harm | | Causes a blocked nose after a week |", "| Harm | Causes a blocked nose after a week | |"]
)
def test_a_cell_beside_an_empty_one_has_no_column_that_is_known(tmp_path: Path, row: str) -> None:
    (draft,) = (
        one for one in drafts(tmp_path, TABLE.format(corner="", more=row + "\n")) if "week" in one.claim.statement
    )
    assert draft.claim.statement == "Harm: Causes a blocked nose after a week."
    assert draft.note


@pytest.mark.parametrize(
    ("written", "statement"),
    [
        ("Doxycycline helps adults with rosacea.[4]", "Doxycycline helps adults with rosacea."),
        ("Doxycycline helps adults with rosacea [1, 3].", "Doxycycline helps adults with rosacea."),
        ("Doxycycline helps adults with rosacea [2-4].", "Doxycycline helps adults with rosacea."),
        ("Doxycycline helps adults with rosacea.[1][2]", "Doxycycline helps adults with rosacea."),
        ("Doxycycline[citation needed] helps adults with rosacea.", "Doxycycline helps adults with rosacea."),
        ("4.2 Doxycycline helps adults with rosacea.", "Doxycycline helps adults with rosacea."),
        ("A dose of 2.5 Mg helps adults with rosacea.", "A dose of 2.5 Mg helps adults with rosacea."),
        ("2.5 mg of warfarin a day prevents strokes.", "2.5 mg of warfarin a day prevents strokes."),
    ],
)
def test_marks_and_numbers_of_the_page_are_no_words_of_the_statement(
    tmp_path: Path, written: str, statement: str
) -> None:
    assert [draft.claim.statement for draft in drafts(tmp_path, f"# Skin\n\n{written}\n")] == [statement]


LIST = """# Rosacea

Four features of rosacea often worsen over time:

- flushing that raises skin temperature
- redness that increases with sun

Doxycycline can help to:

- reduce bumps in adults with rosacea
"""


def test_the_colon_above_a_list_stays_where_the_sentence_is_whole(tmp_path: Path) -> None:
    assert [draft.claim.statement for draft in drafts(tmp_path, LIST)] == [
        "Four features of rosacea often worsen over time: flushing that raises skin temperature.",
        "Four features of rosacea often worsen over time: redness that increases with sun.",
        "Doxycycline can help to reduce bumps in adults with rosacea.",
    ]


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("Then came aspirin, which can prevent strokes.", "Then came aspirin, which can prevent strokes."),
        ("Then, aspirin prevents strokes.", "Aspirin prevents strokes."),
        ("But aspirin prevents strokes.", "Aspirin prevents strokes."),
    ],
)
def test_a_word_that_the_sentence_is_built_on_stays(tmp_path: Path, sentence: str, statement: str) -> None:
    assert [draft.claim.statement for draft in drafts(tmp_path, f"# Strokes\n\n{sentence}\n")] == [statement]


@pytest.mark.parametrize(
    "page",
    [
        # another heading spoke of something else, which no list knows
        "# MRI with contrast\n\n## What is contrast?\n\nContrast is a clear liquid.\n\n## Why do I need it?\n\nIt makes tumours easier to see.",
        # a sentence with two subjects
        "# Pregnancy\n\nNausea affects four in five women, whereas hyperemesis affects one in fifty. It is the commonest reason for a stay in hospital.",
        # what causes the illness does what germs do
        "# Glandular fever\n\nGlandular fever is caused by a virus. It spreads through saliva.",
        # a name of two words that no list knows stands between
        "# Snoring\n\n## Strips and sprays\n\nNasal strips cost six pounds. They help only if a blocked nose is the cause.",
        # what the sentence before tells of is named by the one before that
        "# Sweaty palms\n\nOxybutynin cuts sweating. Dry mouth is the most frequent side effect. It can cause confusion in older people.",
        # nobody in particular
        "# Appendicitis\n\n## Who gets it?\n\nAnyone can get appendicitis. It is most common in teenagers.",
    ],
)
def test_an_it_that_could_be_something_else_stays(tmp_path: Path, page: str) -> None:
    """Before, MRI made tumours easier to see, and "anyone" was most common in teenagers."""
    said = page.rpartition(". ")[2] if ". " in page else page.rpartition("\n\n")[2]
    last = drafts(tmp_path, page)[-1]
    assert last.claim.statement in (said, page.rpartition("\n\n")[2]) or "appendicitis" in last.claim.statement.lower()
    assert last.note


def test_a_title_that_announces_the_page_is_no_claim(tmp_path: Path) -> None:
    page = "# Nausea in pregnancy: what the guideline recommends\n\nGinger eases nausea in pregnancy."
    assert [one.claim.statement for one in drafts(tmp_path, page)] == ["Ginger eases nausea in pregnancy."]


def test_what_a_column_says_of_evidence_does_not_cut_the_head_of_its_row(tmp_path: Path) -> None:
    """The words "What the evidence says" were taken for a source, and cut with all that stood before."""
    page = "# ADHD\n\n| Effect | What the evidence says | What to do |\n|---|---|---|\n| Poor appetite | Affects a quarter of children | Weigh often |\n"
    first = drafts(tmp_path, page)[0].claim.statement
    assert first.endswith("Poor appetite: What the evidence says: affects a quarter of children.")


def test_each_cell_that_makes_a_claim_is_a_draft_with_its_own_quote(tmp_path: Path) -> None:
    page = "# Bones\n\n| Drug | Effect | Harm |\n|---|---|---|\n| Zoledronate | Cuts hip fractures by 40% | Can cause fever |\n"
    found = drafts(tmp_path, page)
    assert [one.claim.statement for one in found] == [
        "Zoledronate: Effect: cuts hip fractures by 40%.",
        "Zoledronate: Harm: can cause fever.",
    ]
    assert [one.claim.quote.exact for one in found if one.claim.quote] == [
        "Cuts hip fractures by 40%",
        "Can cause fever",
    ]


@pytest.mark.parametrize(
    "myth",
    [
        "**Myth:** Vaccines cause diabetes.",
        "Myth 2: Ginger prevents malaria.",
        "Myth #1. Ginger prevents malaria.",
        "**False:** Sugar causes hyperactivity in children.",
        "Not true – milk causes mucus.",
        "Common misconception: garlic cures cancer.",
    ],
)
def test_what_is_labelled_as_false_is_not_drafted(tmp_path: Path, myth: str) -> None:
    """The fact beside it is drafted as before, without its label."""
    found = drafts(tmp_path, f"# Facts\n\n{myth}\n\n**Fact:** Vaccines prevent measles.")
    assert [draft.claim.statement for draft in found] == ["Vaccines prevent measles."]


@pytest.mark.parametrize("myth", ["MYTH: Vitamin C cures colds.", "Common misconception – vitamin C cures colds."])
@pytest.mark.parametrize("before", ["Zinc shortens colds.", "- Zinc shortens colds.", "- Zinc shortens colds"])
def test_a_myth_told_in_the_next_block_is_no_verdict_on_the_one_before(tmp_path: Path, myth: str, before: str) -> None:
    (draft,) = drafts(tmp_path, f"# Colds\n\n{before}\n\n{myth}\n")
    assert (draft.claim.statement, draft.verdict) == ("Zinc shortens colds.", "")


@pytest.mark.parametrize("verdict", ["Myth.", "False: no trial has found that.", "Myth: there is no evidence for it."])
@pytest.mark.parametrize("gap", [" ", "\n\n"])
def test_a_verdict_behind_a_sentence_stays_one(tmp_path: Path, verdict: str, gap: str) -> None:
    (draft, *_) = drafts(tmp_path, f"# Colds\n\nZinc shortens colds.{gap}{verdict}\n")
    assert draft.verdict == verdict


@pytest.mark.parametrize(
    "above",
    [
        "It is not true that:",
        "There is no evidence that:",
        "Do not believe these claims:",
        "Common myths:",
        "## Common myths",
        "## Myth",
    ],
)
def test_what_stands_below_words_that_call_it_false_is_marked(tmp_path: Path, above: str) -> None:
    text = f"{above}\n\n- Ginger cures cancer.\n- Garlic prevents malaria.\n\n## Facts\n\nYoga eases back pain."
    *myths, fact = drafts(tmp_path, f"# Page\n\n{text}")
    told = above.strip("#: ")
    assert [draft.claim.statement for draft in myths] == ["Ginger cures cancer.", "Garlic prevents malaria."]
    assert {draft.note for draft in myths} == {f'stands under "{told}": see whether the page calls it false'}
    assert fact.note == ""


@pytest.mark.parametrize(
    "verdict",
    [
        "False.",
        "(False)",
        "Wrong!",
        "Not true.",
        "This is nonsense.",
        "That is not so.",
        "It does not.",
        "It is wrong.",
        "False: it only smells.",
        "That is too simple.",
        "The verdict: Not proven.",
        "This has been debunked.",
    ],
)
@pytest.mark.parametrize("between", [" ", "\n\n"])
def test_what_a_sentence_behind_it_calls_false_is_marked(tmp_path: Path, verdict: str, between: str) -> None:
    text = f"Ginger cures asthma.{between}{verdict}\n\nYoga eases back pain."
    first, second = drafts(tmp_path, f"# Page\n\n{text}")
    assert first.note == f'beside "{verdict}": see whether the page calls it false'
    assert second.note == ""


@pytest.mark.parametrize(
    "badge",
    ["FALSE", "**False**", "*Myth*", "UNPROVEN", "**No**", "BUSTED", "HALF TRUE", "✗", "❌", "Verdict: FICTION"],
)
def test_a_badge_without_a_stop_is_no_word_of_the_next_sentence(tmp_path: Path, badge: str) -> None:
    """It tells of the sentence before it, and where its block begins with it, of the one behind."""
    text = f"Ginger cures asthma. {badge} Garlic prevents malaria.\n\nYoga eases pain. Zinc shortens colds.\n\n{badge} Iron cures acne."
    found = drafts(tmp_path, f"# Page\n\n{text}")
    assert [one.claim.statement for one in found] == [
        "Ginger cures asthma.",
        "Garlic prevents malaria.",
        "Yoga eases pain.",
        "Zinc shortens colds.",
        "Iron cures acne.",
    ]
    assert [one.verdict for one in found] == [badge.strip("*"), "", "", "", badge.strip("*")]


@pytest.mark.parametrize("badge", ["TRUE", "**True**", "*Fact*", "YES", "✓", "✅", "☑", "Verdict: TRUE"])
def test_a_badge_of_truth_marks_nothing(tmp_path: Path, badge: str) -> None:
    text = f"Ginger eases nausea. {badge} Garlic lowers blood pressure.\n\n{badge} Iron eases fatigue."
    found = drafts(tmp_path, f"# Page\n\n## True or false?\n\n{text}")
    assert [one.claim.statement for one in found] == [
        "Ginger eases nausea.",
        "Garlic lowers blood pressure.",
        "Iron eases fatigue.",
    ]
    assert [one.note for one in (found[0], found[2])] == ["", ""]


@pytest.mark.parametrize(
    "text",
    [
        "✗ Ginger cures asthma. ✓ Yoga eases back pain.",
        "Ginger cures asthma ✗ Yoga eases back pain ✓",
        "- ❌ Ginger cures asthma\n- ✅ Yoga eases back pain",
        "- Ginger cures asthma ✘\n- Yoga eases back pain ✔",
        "FALSE Ginger cures asthma.\n\nTRUE Yoga eases back pain.",
    ],
)
def test_each_badge_is_that_of_its_own_sentence(tmp_path: Path, text: str) -> None:
    found = drafts(tmp_path, f"# Page\n\n{text}\n")
    assert [one.claim.statement for one in found] == ["Ginger cures asthma.", "Yoga eases back pain."]
    assert [bool(one.note) for one in found] == [True, False]


@pytest.mark.parametrize(
    "sentence",
    [
        "False labour may cause pain in pregnancy.",
        "No Antibiotics shorten colds in children.",
        "True North trials show that yoga eases pain.",
        "NO2 may cause asthma in children.",
        "FALSE MEMORIES CAUSE ANXIETY IN CHILDREN.",
    ],
)
def test_a_word_that_only_looks_like_a_badge_stays(tmp_path: Path, sentence: str) -> None:
    found = drafts(tmp_path, f"# Page\n\nGinger eases nausea. {sentence}")
    assert [one.claim.statement for one in found] == ["Ginger eases nausea.", sentence]
    assert not found[0].verdict


@pytest.mark.parametrize("verdict", ["Half true.", "Partly true.", "Busted!", "Fiction.", "Not entirely true.", "✗"])
def test_what_is_called_half_true_is_marked(tmp_path: Path, verdict: str) -> None:
    found = drafts(tmp_path, f"# Page\n\nGinger cures asthma. {verdict} Yoga eases back pain.")
    assert [one.verdict for one in found] == [verdict, ""]


def test_who_says_what_stands_behind_a_colon_says_nothing_of_what_stands_before(tmp_path: Path) -> None:
    found = drafts(tmp_path, "# Page\n\nZinc prevents colds. So say the guidelines: statins prevent strokes.")
    assert [(one.claim.statement, one.reported) for one in found] == [
        ("Zinc prevents colds.", ""),
        ("Statins prevent strokes.", ""),
    ]


def test_what_a_sentence_calls_false_at_its_end_is_marked(tmp_path: Path) -> None:
    (draft,) = drafts(tmp_path, "# Page\n\n- Garlic causes cancer – wrong.\n")
    assert draft.verdict == "wrong."


def test_a_verdict_on_several_is_one_on_all_before_it(tmp_path: Path) -> None:
    text = "Ginger cures asthma. Garlic prevents malaria. None of this is true. Yoga eases back pain."
    assert [bool(one.verdict) for one in drafts(tmp_path, f"# Page\n\n{text}")] == [True, True, False]


@pytest.mark.parametrize(
    "after",
    [
        "True [1].",
        "It is not true that garlic does.",
        "It is wrong to take more.",
        "It is not right for everyone.",
        "This is true.",
        "It does not cause nausea.",
    ],
)
def test_what_is_no_verdict_of_false_marks_nothing(tmp_path: Path, after: str) -> None:
    first = drafts(tmp_path, f"# Page\n\nGinger eases nausea. {after}")[0]
    assert not first.verdict


@pytest.mark.parametrize(
    "above",
    [
        "True or false?",
        "Myth or fact?",
        "What does not help",
        "Things that do not help",
        "Remedies that don't work",
        "What we no longer believe",
        "Disproved",
        "Things people get wrong",
        "What people believe",
        "Popular beliefs",
        "Unproven",
    ],
)
def test_every_sentence_below_a_heading_of_what_is_not_so_is_marked(tmp_path: Path, above: str) -> None:
    """But for what calls itself true, or follows such a sentence or a verdict in its block."""
    text = "Ginger cures cancer. Garlic prevents malaria.\n\nIn fact, ginger eases nausea. Zinc shortens colds."
    found = drafts(tmp_path, f"# Page\n\n## {above}\n\n{text}")
    assert [one.denied for one in found] == [above, above, "", ""]


@pytest.mark.parametrize(
    "above", ["What helps", "What doctors think", "False alarms", "What we do not know", "Wrong doses"]
)
def test_headings_that_call_nothing_false_mark_nothing(tmp_path: Path, above: str) -> None:
    (draft,) = drafts(tmp_path, f"# Page\n\n## {above}\n\nGinger eases nausea.")
    assert not draft.denied


@pytest.mark.parametrize(
    "lead", ["Neither of these is true", "These are all untrue", "What people believe", "We no longer believe this"]
)
def test_leads_that_call_false_what_stands_below(tmp_path: Path, lead: str) -> None:
    found = drafts(tmp_path, f"# Page\n\n- Yoga eases back pain.\n\n{lead}:\n\n- Ginger cures cancer.")
    assert [(one.denied, one.verdict) for one in found] == [("", ""), (lead, "")]


@pytest.mark.parametrize(
    "above",
    [
        "Homeopaths say:",
        "Advertisements promise you that:",
        "What was claimed on TikTok:",
        "Quacks will tell you:",
        "The claim:",
        "## The claim",
        "## What the newspaper said",
    ],
)
def test_what_stands_below_words_that_make_it_others_words_is_marked(tmp_path: Path, above: str) -> None:
    (draft,) = drafts(tmp_path, f"# Page\n\n{above}\n\n- Ginger cures cancer.")
    assert draft.reported == above.strip("#: ")


@pytest.mark.parametrize(
    "above", ["Research says:", "The NHS says:", "What to tell your doctor:", "## What the evidence says"]
)
def test_what_those_say_who_know_is_the_pages_own(tmp_path: Path, above: str) -> None:
    (draft,) = drafts(tmp_path, f"# Page\n\n{above}\n\n- Ginger eases nausea.")
    assert not draft.reported


def test_who_said_it_may_stand_behind(tmp_path: Path) -> None:
    found = drafts(tmp_path, "# Page\n\n> Ginger cures cancer.\n\nSo says a leaflet from Leeds.")
    assert found[0].reported == "So says a leaflet from Leeds."


@pytest.mark.parametrize("label", ["The claim", "Rumour", "What the newspaper said"])
def test_a_label_that_makes_it_others_words_stays(tmp_path: Path, label: str) -> None:
    found = drafts(tmp_path, f"# Page\n\n**{label}:** Ginger cures cancer.")
    assert [one.claim.statement for one in found] == [f"{label}: Ginger cures cancer."]


def test_where_a_list_of_what_is_false_ends(tmp_path: Path) -> None:
    """At what begins further left, and at a closed sentence behind items that are none; an open item goes on with its lead."""
    closed = "Common myths:\n\n- Ginger cures cancer.\n\nYoga eases back pain."
    is_open = "It is not true that:\n\n- Ginger cures cancer\n\nYoga eases back pain."
    assert [bool(draft.denied) for draft in drafts(tmp_path, closed)] == [True, False]
    assert [draft.claim.statement for draft in drafts(tmp_path, is_open)] == [
        "It is not true that ginger cures cancer.",
        "Yoga eases back pain.",
    ]
    assert not any(draft.denied for draft in drafts(tmp_path, is_open))


@pytest.mark.parametrize(
    "sentence",
    [
        "In mice: Green tea prevents cancer.",
        "In animal studies: Ginger reduces tumour growth.",
        "People on warfarin: ginger may increase bleeding.",
        "Pregnant women: Ginger eases nausea.",
        "During pregnancy: ibuprofen raises the risk of miscarriage.",
        "Too much: vitamin C causes diarrhoea.",
        "Unproven: garlic cures cancer.",
        "In mice: research shows that green tea prevents cancer.",
    ],
)
def test_a_label_that_limits_a_statement_stays(tmp_path: Path, sentence: str) -> None:
    (draft,) = drafts(tmp_path, f"# Page\n\n{sentence}")
    assert draft.claim.statement == sentence


def test_a_label_that_limits_stays_before_each_clause(tmp_path: Path) -> None:
    found = drafts(tmp_path, "# Page\n\nIn mice: green tea prevents cancer; ginger lowers blood sugar.")
    assert [draft.claim.statement for draft in found] == [
        "In mice: green tea prevents cancer.",
        "In mice: ginger lowers blood sugar.",
    ]


def test_a_label_that_only_introduces_is_left_out(tmp_path: Path) -> None:
    (draft,) = drafts(tmp_path, "# Page\n\nIn short: ginger eases nausea.")
    assert draft.claim.statement == "Ginger eases nausea."


@pytest.mark.parametrize(
    "sentence",
    [
        "Cannabis: can harm the baby.",
        "Aspirin: does not reduce vomiting.",
        "Ginger – eases nausea.",
        "Zuranolone: drowsiness is common.",
        "Red clover tea: may cause headaches.",
        "St John's wort: eases depression, and may cause a rash.",
        "Iron – may cause constipation, but reduces fatigue.",
        "Ginger: studies show that it eases nausea.",
    ],
)
@pytest.mark.parametrize("title", ["Morning sickness", "Zinc"])
def test_a_label_that_names_of_what_a_sentence_holds_stays(tmp_path: Path, title: str, sentence: str) -> None:
    """Before, a sentence without it began with the page's topic: "Morning sickness: can harm the baby."."""
    found = drafts(tmp_path, f"# {title}\n\n- {sentence}\n")
    assert {draft.about for draft in found} == {""}
    assert found[0].claim.statement.startswith(sentence[: len(sentence) // 2])
    assert all(draft.claim.statement[:4] == sentence[:4] for draft in found)


def test_a_label_is_not_that_of_another_treatment(tmp_path: Path) -> None:
    """Nor of what is said of "it" then."""
    text = "Iron: it eases fatigue in women; high doses can cause constipation; aspirin causes bleeding in adults; it may cause ulcers too."
    assert [draft.claim.statement.partition(": ")[0] for draft in drafts(tmp_path, f"# Page\n\n{text}")] == [
        "Iron",
        "Iron",
        "Aspirin causes bleeding in adults.",
        "Aspirin may cause ulcers too.",
    ]


@pytest.mark.parametrize(
    "label",
    ["In short", "Good news", "Step 2", "Bottom line", "Experts say", "By contrast", "Top tip", "Timing is all"],
)
def test_a_label_that_names_nothing_is_left_out(tmp_path: Path, label: str) -> None:
    (draft,) = drafts(tmp_path, f"# Page\n\n{label}: ginger eases nausea.")
    assert draft.claim.statement == "Ginger eases nausea."


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("CalmRoot lowers stress by 43%", "There is no cure."),
        ("10 things your allergist wishes you knew", "There is no cure."),
        ("Ask a cardiologist", "Serious side effects are rare."),
        ("Yoga eases migraine, study finds", "There is no cure."),
        ("Gout", "Can harm the baby; may cause twitching."),
        ("Flu jabs", "Most people are over it within a week."),  # flu, not the jabs
    ],
)
def test_a_statement_does_not_begin_with_what_its_page_only_names(tmp_path: Path, title: str, sentence: str) -> None:
    """A headline tells something of an illness, and who treats one is none."""
    statements = [draft.claim.statement for draft in drafts(tmp_path, f"# {title}\n\nA page.\n\n{sentence}")]
    assert statements
    assert not [one for one in statements if ": " in one]


@pytest.mark.parametrize(
    "above",
    [
        "## In animals",
        "## Children with epilepsy",
        "## Pregnant women",
        "- People with diabetes:",
        "If you are pregnant:",
        "In mice:",
    ],
)
def test_what_stands_below_those_for_whom_it_holds_is_marked(tmp_path: Path, above: str) -> None:
    (draft,) = drafts(tmp_path, f"# Page\n\n{above}\n\n  - Melatonin increases seizures.")
    assert draft.note == f'stands under "{above.strip("#-: ")}": say of what'


@pytest.mark.parametrize("heading", ["Advice for patients", "Information for parents", "Notes for older people"])
def test_a_heading_that_names_its_readers_limits_nothing(tmp_path: Path, heading: str) -> None:
    (draft,) = drafts(tmp_path, f"# Page\n\n## {heading}\n\nMelatonin increases seizures.")
    assert not draft.under


def test_what_says_itself_for_whom_it_holds_is_not_marked(tmp_path: Path) -> None:
    (draft,) = drafts(tmp_path, "# Page\n\n## In animals\n\nMelatonin increases seizures in rats.")
    assert not draft.under


@pytest.mark.parametrize(
    "sentence",
    [
        "Although one trial found that turmeric reduces pain, larger trials found no benefit.",
        "While some studies suggest that zinc shortens colds, others show that it does not.",
        "Even if early studies found that vitamin E prevents dementia, later trials did not.",
        "Despite a trial that found that zinc shortens colds, most reviews found no benefit.",
        "One small study found that turmeric reduces pain, but larger trials found no benefit.",
        "If studies show that garlic cures cancer, nobody has told us.",
        "No studies show that garlic cures cancer.",
        "Few studies show that garlic lowers blood pressure.",
        "Critics doubt that studies show that garlic cures cancer.",
        "In mice, studies show that green tea prevents cancer.",
        "So far no study has shown that garlic cures cancer.",
        "In addition to exercise, a low-salt diet lowers blood pressure.",
        "Besides exercise, a low-salt diet lowers blood pressure.",
    ],
)
def test_nothing_is_cut_out_without_which_a_sentence_says_something_else(tmp_path: Path, sentence: str) -> None:
    """Sources that are conceded, denied or contradicted; beginnings that only look like connectives."""
    (draft,) = drafts(tmp_path, f"# Page\n\n{sentence}")
    assert draft.claim.statement == sentence


@pytest.mark.parametrize(
    "source",
    [
        "Two of nine trials found that",
        "Flawed studies suggested that",
        "A minority of studies found that",
        "Conflicting evidence suggests that",
        "Small, unblinded trials showed that",
        "Cell studies show that",
        "A retracted study by Smith et al. found that",
        "A study of twelve rats in The Lancet found that",
        "Some researchers say that",
        "Experts believe that",
        "One study found that",
        "In men, a trial found that",
        "At high doses, studies show that",
        "Over two weeks, a review in The Lancet found that",
        "With insulin, research suggests that",
    ],
)
def test_a_source_of_which_something_is_told_stays(tmp_path: Path, source: str) -> None:
    """How weak it is, and for whom alone it holds; only what is known to be plain is left out."""
    (draft,) = drafts(tmp_path, f"# Page\n\n{source} ginger eases nausea.")
    assert draft.claim.statement == f"{source} ginger eases nausea."


@pytest.mark.parametrize(
    "source",
    [
        "A trial found that",
        "But many new studies show that",
        "In fact, research suggests that",
        "A 2019 review in The Lancet found that",
        "A trial by Smith et al. in the BMJ showed that",
        "The American Heart Association says that",
        "Dozens of trials show",
        "Doctors say",
    ],
)
def test_a_plain_source_is_left_out(tmp_path: Path, source: str) -> None:
    (draft,) = drafts(tmp_path, f"# Page\n\n{source} ginger eases nausea.")
    assert draft.claim.statement == "Ginger eases nausea."


@pytest.mark.parametrize(
    ("behind", "stays"),
    [
        (", according to a study of 12 mice", True),
        (", according to a small study", True),
        (", according to some doctors", True),
        (", according to a review", False),
    ],
)
def test_what_is_told_of_a_source_behind_stays(tmp_path: Path, behind: str, stays: bool) -> None:
    """Before, "of 12 mice" was left of it: "Ginger eases nausea of 12 mice."."""
    (draft,) = drafts(tmp_path, f"# Page\n\nGinger eases nausea{behind}.")
    assert draft.claim.statement == f"Ginger eases nausea{behind if stays else ''}."


@pytest.mark.parametrize(
    ("sentence", "vague"),
    [
        ("Two of nine trials found that ginger helps.", "Two of nine trials found"),
        ("But flawed studies suggested that ginger helps.", "flawed studies suggested"),
        ("In men, tiny trials found that ginger helps.", "tiny trials found"),
        ("We know that old studies show a rise.", "old studies show"),
        ("Only weak research suggests it.", "Only weak research suggests"),
        ("Early research hints that ginger helps.", "Early research hints"),
        ("Doctors warn that ginger harms.", "Doctors warn"),
    ],
)
def test_a_vague_source_is_named_with_what_is_told_of_it(sentence: str, vague: str) -> None:
    assert [match.attribution.vague for match in attributions(sentence)] == [vague]


@pytest.mark.parametrize(
    "sentence",
    [
        "A review found ginger no better than placebo.",
        "Studies showed ginger ineffective against nausea.",
        "A trial found garlic useless in people who have a cold.",
        "A 2019 review in The Lancet found ginger safe in pregnancy.",
        "Researchers found ginger harmful to the liver.",
        "So say the reviews of ginger for nausea.",
    ],
)
def test_a_source_stays_where_what_it_found_has_no_verb(sentence: str) -> None:
    assert statement_of(sentence).text == sentence


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("In men, a trial found it less effective than finasteride.", "it"),
        ("Two trials have found it safe in men under 60.", "it"),
        ("In women, a small trial found that it does nothing.", "it"),
        ("Reviewers rated them no better than placebo.", "them"),
        ("Most doctors consider it safe.", "it"),
        ("A trial found ginger safe, and a review found it useful.", ""),
        ("A trial found that it is likely that smokers cough.", ""),
    ],
)
def test_what_a_source_found_of_it_points_outside(sentence: str, word: str) -> None:
    assert points_outside(sentence) == word


def test_a_sentence_that_goes_on_with_further_evidence_is_parted(tmp_path: Path) -> None:
    text = "# Page\n\nResearchers found that yoga eases back pain, and other trials show that massage helps sleep."
    found = drafts(tmp_path, text)
    assert "Yoga eases back pain" in found[0].claim.statement
    assert "found" not in found[0].claim.statement


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("So does alcohol.", "So"),
        ("Nor does alcohol.", "Nor"),
        ("Neither does alcohol.", "Neither"),
        ("Alcohol does too.", "does"),
        ("Alcohol does not.", "does not"),
    ],
)
def test_a_sentence_that_leaves_out_its_verb_stays_and_is_marked(tmp_path: Path, sentence: str, word: str) -> None:
    page = f"# High blood pressure\n\nToo much salt raises blood pressure. {sentence}"
    found = drafts(tmp_path, page)
    assert [draft.claim.statement for draft in found] == ["Too much salt raises blood pressure.", sentence]
    assert found[1].points_outside == word


@pytest.mark.parametrize(
    ("sentence", "population"),
    [
        ("Exercise reduces falls in older adults but not in people with dementia.", "older adults"),
        ("Vitamin D reduces fractures, except in people with kidney disease or pregnant women.", ""),
        ("Probiotics shorten diarrhoea, although not in children with cancer.", ""),
        ("Zinc shortens colds in adults rather than in children with asthma.", ""),
        ("Unlike people with gout, healthy adults tolerate aspirin.", ""),
        ("Aspirin prevents strokes in people other than pregnant women.", ""),
        ("Exercise lowers blood pressure, not just in people with diabetes.", ""),
        ("Gout is more common in older men than in women with diabetes.", "older men"),
        ("Metformin reduces weight in overweight adults without diabetes.", ""),
        ("Ibuprofen does not work in people with gout.", "people with gout"),
        ("Yoga reduces pain in people with arthritis more than exercise.", "people with arthritis"),
        ("Probiotics ease bloating in people with irritable bowel syndrome.", "people with irritable bowel syndrome"),
        ("In people over 80, statins prevent heart attacks.", "people over 80"),
        ("Head lice are common in children over 6 months and adults.", "children over 6 months"),
        ("Fever is serious in babies under 12 weeks of age.", "babies under 12 weeks of age"),
    ],
)
def test_the_population_is_that_for_which_a_statement_holds(sentence: str, population: str) -> None:
    """Those who are excluded, or whom others are held against, are none."""
    assert pico_of(sentence).population == ((population,) if population else ())


@pytest.mark.parametrize(
    "sentence",
    [
        "Doctors doubt that zinc prevents colds, and that honey cures coughs.",
        "It is not true that antibiotics shorten colds, and that steam clears the nose.",
        "Studies have not confirmed that garlic prevents colds, and that echinacea shortens them.",
        "It is a myth that milk makes mucus; that cold feet cause colds; and that antibiotics help.",
        "It is a myth that milk makes mucus and the cold weather causes colds.",
        "It is unclear whether zinc prevents colds, and whether honey cures coughs.",
    ],
)
def test_what_hangs_on_a_denial_stays_with_it(tmp_path: Path, sentence: str) -> None:
    """Cut loose it would be affirmed."""
    (draft,) = drafts(tmp_path, f"# Page\n\n{sentence}")
    assert draft.claim.statement == sentence


@pytest.mark.parametrize(
    ("sentence", "statements"),
    [
        (
            "HRT slightly increases the risk of breast cancer, but the patch does not raise the risk of blood clots.",
            ["HRT slightly increases the risk of breast cancer.", "The patch does not raise the risk of blood clots."],
        ),
        (
            "Oestrogen tablets raise blood pressure, but the patch lowers blood pressure.",
            ["Oestrogen tablets raise blood pressure.", "The patch lowers blood pressure."],
        ),
        (
            "Vitamin D prevents falls, but the injection does not prevent falls.",
            ["Vitamin D prevents falls.", "The injection does not prevent falls."],
        ),
        ("Most polyps never become cancer, but we can't tell by looking.", ["Most polyps never become cancer."]),
    ],
)
def test_another_treatment_and_the_houses_matters_limit_nothing(
    tmp_path: Path, sentence: str, statements: list[str]
) -> None:
    """What claims something of its own is a draft of its own; what the house does is none."""
    told = [one.claim.statement.rstrip(".").lower() for one in drafts(tmp_path, sentence)]
    assert len(told) == len(statements)
    assert all(one.endswith(other.rstrip(".").lower()) for one, other in zip(told, statements, strict=True))


@pytest.mark.parametrize(
    "sentence",
    [
        "Peanut protein prevents peanut allergy in babies, but only infants with eczema took part.",
        "Semaglutide prevents heart attacks, but the trial included no one without heart disease.",
        "Zinc shortens colds by two days, but it was given intravenously.",
        "Ketamine relieves depression within hours, but the effect is gone in a week.",
        "A ketogenic diet reduces seizures in children with epilepsy, but few become free of seizures.",
        "Vitamin D lowers the risk of falls, though most took calcium too.",
        "Ginger eases nausea in pregnancy, yet none of the trials lasted over a week.",
        "Endometriosis causes infertility, and with treatment most women who want to can have children.",
    ],
)
def test_a_part_that_limits_stays_with_its_sentence(sentence: str) -> None:
    """Before, it was lost where a reader takes it for no claim."""
    found = clauses_by(sentence, lambda text, _: Reading(text.split()[0] == sentence.split(maxsplit=1)[0], leans=False))
    assert [one.text for one in found] == [sentence]
    assert clauses(sentence)[0].text == sentence


@pytest.mark.parametrize(
    ("rest", "is_apart"),
    [
        ("whereas zinc may or may not help with them", True),
        ("and massage, in a small trial, helped for a few weeks", True),
        ("and zinc or other minerals in adults", False),
        ("and with rest most people are well within days", False),
    ],
)
def test_a_part_that_is_no_claim_is_left_out_where_it_speaks_of_another_treatment(rest: str, is_apart: bool) -> None:
    first = "Ginger prevents colds in healthy children"
    found = clauses_by(f"{first}, {rest}.", lambda text, _: Reading("Ginger" in text, leans=False))
    assert found[0].text == (first if is_apart else f"{first}, {rest}.")


@pytest.mark.parametrize(
    "limit",
    [
        "but few become free of seizures",
        "but most need drugs too",
        "but only children were studied",
        "yet the effect is gone in a year",
        "though none of the trials was blinded",
    ],
)
def test_a_part_that_speaks_only_of_what_stands_before_is_not_parted(limit: str) -> None:
    sentence = f"A ketogenic diet reduces seizures in children with epilepsy, {limit}."
    assert [one.text for one in clauses_by(sentence, lambda *_: Reading(needs_source=True, leans=False))] == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "HRT raises the risk of breast cancer if taken for over five years, and the risk of clots when given as tablets.",
        "HRT lowers the risk of fractures, and the risk of bowel cancer in women under 60.",
        "Aspirin lowers the risk of strokes, and the risk of heart attacks in men.",
    ],
)
def test_a_part_without_a_verb_is_no_statement(tmp_path: Path, sentence: str) -> None:
    (draft,) = drafts(tmp_path, f"# Page\n\n{sentence}")
    assert draft.claim.statement == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "According to a 2019 study in BMJ of 300 women, yoga eased low back pain more than stretching did.",
        "According to a 2019 review in The Lancet in pregnant women, ginger eases nausea.",
    ],
)
def test_a_source_is_not_cut_out_of_what_tells_more_of_it(tmp_path: Path, sentence: str) -> None:
    (draft,) = drafts(tmp_path, f"# Page\n\n{sentence}")
    assert draft.claim.statement == sentence


@pytest.mark.parametrize(
    ("sentence", "points"),
    [
        ("The risk of hip fracture drops by 1 in 100.", "The risk"),
        ("The chance of a stroke is halved.", "The chance"),
        ("The rate of relapse fell by 20% over two years.", "The rate"),
        ("The risk of stroke doubles with age.", ""),
        ("The risk of lung cancer falls after smokers quit.", ""),
    ],
)
def test_a_change_without_its_cause_is_marked(sentence: str, points: str) -> None:
    assert points_outside(sentence) == points


def test_a_vaccine_is_not_what_was_named_last(tmp_path: Path) -> None:
    page = "# HPV vaccine\n\n- Condoms do not fully protect against HPV.\n- The vaccine prevents 90% of cervical cancers.\n"
    last = drafts(tmp_path, page)[-1]
    assert last.claim.statement == "The vaccine prevents 90% of cervical cancers."
    assert last.points_outside == "The vaccine"


@pytest.mark.parametrize(
    "sentence",
    [
        "Ginger eases nausea and garlic lowers blood pressure.",
        "Iron helps women with anaemia and zinc helps men with acne.",
        "Ginger eases nausea; garlic lowers blood pressure.",
        "Ginger eases nausea, while garlic lowers blood pressure.",
    ],
)
def test_two_claims_in_one_statement_have_no_terms_in_common(sentence: str) -> None:
    assert pico_of(sentence) == Pico()


@pytest.mark.parametrize("who", ["Physiotherapists", "Acupuncturists", "Homeopaths"])
def test_those_who_treat_are_no_treatment(who: str) -> None:
    assert pico_of(f"{who} recommend heat less often than doctors do.").intervention == ()


@pytest.mark.parametrize(
    ("group", "population"),
    [
        ("women over 50 with obesity", "women over 50 with obesity"),
        ("adults with diabetes and obesity", "adults with diabetes and obesity"),
        ("adults with diabetes who smoke", ""),
        ("women with diabetes on insulin", ""),
        ("women over 50", "women over 50"),
    ],
)
def test_the_population_is_told_as_a_whole_or_not_at_all(group: str, population: str) -> None:
    assert pico_of(f"Semaglutide lowers weight in {group}.").population == ((population,) if population else ())
