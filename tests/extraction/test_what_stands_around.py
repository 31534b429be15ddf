"""What a heading, or a short sentence behind, makes of a statement: not to be done, false, only for some, or beside another."""

from pathlib import Path

import pytest

from claimcheck import read_article
from claimcheck.extraction.coverage import claim_sentences
from claimcheck.extraction.drafts import Draft, drafts_of
from claimcheck.extraction.topics import named_by


def drafts(folder: Path, text: str) -> list[Draft]:
    page = folder / ("page.html" if text.startswith("<") else "page.md")
    page.write_text(text, encoding="utf-8")
    article = read_article(str(page))
    return list(drafts_of(article, claim_sentences(article)))


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "Do not do",
            "Don't",
            "Not recommended",
            "Recommendation 4 (weak, against)",
            "What not to do",
            "Never",
            "Avoid",
        ),
        *("Do not routinely offer", "What to avoid", "Stop doing this", "What we advise against", "Not to give"),
    ],
)
def test_what_is_not_to_be_done_is_marked(tmp_path: Path, heading: str) -> None:
    (draft,) = drafts(tmp_path, f"# Nausea\n\n## {heading}\n\nGive metoclopramide for ten days to reduce nausea.\n")
    assert draft.denied == heading


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("Who should not take it", "Give metoclopramide to reduce nausea."),
        ("Not recommended", "Metoclopramide does not reduce nausea."),
        ("Against nausea", "Give metoclopramide to reduce nausea."),
        ("A tip for nothing", "Give metoclopramide to reduce nausea."),
    ],
)
def test_other_headings_forbid_nothing(tmp_path: Path, heading: str, sentence: str) -> None:
    (draft,) = drafts(tmp_path, f"# Nausea\n\n## {heading}\n\n{sentence}\n")
    assert not draft.denied


@pytest.mark.parametrize(
    "verdict",
    [
        *("The opposite is true.", "There is no truth in that.", "Research says otherwise.", "Don't believe it."),
        *("We found no evidence for this.", "This is a misunderstanding.", "That's only half true.", "Rating: 0/5."),
        *("Studies contradict this.", "Experts disagree.", "Nothing supports that claim.", "Truth rating: 1 out of 5."),
        *(
            "There isn't a shred of evidence for it.",
            "An urban legend.",
            "Science has shown the contrary.",
            "Pure fiction!",
        ),
    ],
)
def test_a_short_sentence_that_judges_the_one_before_is_a_verdict(tmp_path: Path, verdict: str) -> None:
    assert drafts(tmp_path, f"# Flu jab\n\nThe flu jab causes flu. {verdict}\n")[0].verdict == verdict


@pytest.mark.parametrize(
    "behind",
    [
        *(
            "There is no doubt about that.",
            "Research confirms this.",
            "That is no exaggeration.",
            "Is there proof of that?",
        ),
        *(
            "This is not wrong.",
            "I was wrong.",
            "There is no evidence that it prevents colds.",
            "Many people believe it.",
        ),
    ],
)
def test_what_says_that_it_is_so_or_speaks_of_more_is_none(tmp_path: Path, behind: str) -> None:
    assert not drafts(tmp_path, f"# Flu jab\n\nThe flu jab prevents flu. {behind}\n")[0].verdict


@pytest.mark.parametrize(
    "scope",
    [
        *("Women", "Men only", "Older adults (75+)", "Over-75s", "Under 40", "Aged 65 and over", "75+", "Smokers"),
        *("At high doses", "High doses", "Low dose", "In the laboratory", "In vitro", "Long-term", "Third trimester"),
        *("After heart attack", "During pregnancy", "Mice"),
    ],
)
@pytest.mark.parametrize("form", ["# Gout\n\n## {}\n\n{}\n", "<h1>Gout</h1><dl><dt>{}</dt><dd>{}</dd></dl>"])
def test_the_scope_above_goes_with_a_statement(tmp_path: Path, form: str, scope: str) -> None:
    (draft,) = drafts(tmp_path, form.format(scope, "Beer raises the risk of gout."))
    assert draft.under == (scope,)


def test_each_statement_has_its_own_scope(tmp_path: Path) -> None:
    text = "<h1>Gout</h1><dl><dt>Men</dt><dd>Beer raises the risk of gout.</dd><dt>Women</dt><dd>Beer does not raise the risk of gout.</dd></dl>"
    assert [draft.under for draft in drafts(tmp_path, text)] == [("Men",), ("Women",)]


@pytest.mark.parametrize(
    "heading", ["Advice for women", "Side effects", "Before you start", "Beer", "What to do after a fall?"]
)
def test_other_headings_limit_nothing(tmp_path: Path, heading: str) -> None:
    (draft,) = drafts(tmp_path, f"# Gout\n\n## {heading}\n\nBeer raises the risk of gout.\n")
    assert not draft.under


@pytest.mark.parametrize(
    "sentence",
    [
        "The following holds for mice only.",
        "What follows comes from the manufacturer.",
        "The findings below are from rats.",
    ],
)
def test_a_sentence_that_tells_where_those_behind_it_hold_goes_with_them(tmp_path: Path, sentence: str) -> None:
    text = (
        f"# Gout\n\n{sentence} Allopurinol prevents gout.\n\nCherries prevent gout.\n\n## People\n\nBeer causes gout.\n"
    )
    told = {draft.claim.statement: draft.under for draft in drafts(tmp_path, text)}
    assert told["Allopurinol prevents gout."] == told["Cherries prevent gout."] == (sentence,)
    assert told["Beer causes gout."] == ()


def test_a_sentence_that_calls_those_behind_it_false_denies_them(tmp_path: Path) -> None:
    (draft,) = drafts(tmp_path, "# Gout\n\nNone of the following is true. Cherries cure gout.\n")
    assert draft.denied == "None of the following is true."


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "Versus fluoxetine",
            "Compared with fluoxetine",
            "Instead of fluoxetine",
            "Better than fluoxetine?",
            "With ibuprofen",
        ),
        *("Switching from fluoxetine", "While taking warfarin", "Interactions with ibuprofen", "Fluoxetine comparison"),
        *(
            "Sertraline vs. fluoxetine",
            "An alternative to fluoxetine",
            "Combined with ibuprofen",
            "Used with ibuprofen",
        ),
    ],
)
def test_what_something_is_held_against_or_taken_with_is_not_spoken_of(tmp_path: Path, heading: str) -> None:
    assert named_by(heading) == ()
    (draft,) = drafts(tmp_path, f"# Sertraline\n\n## {heading}\n\nCauses more diarrhoea.\n")
    assert draft.claim.statement == "Causes more diarrhoea."
    assert draft.under == (heading,)


@pytest.mark.parametrize(
    ("heading", "named"),
    [
        ("Living with diabetes", "diabetes"),
        ("Migraine: more than a headache", "Migraine"),
        ("Vaccination against flu", "Vaccination against flu"),
    ],
)
def test_what_a_heading_names_itself_is_still_spoken_of(heading: str, named: str) -> None:
    assert named_by(heading)[0].text == named
