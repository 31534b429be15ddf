"""What "it" stands for behind a question that runs in the text: the thing that is asked about, without the words that ask."""

import pytest

from claimcheck.articles.markdown import parse_markdown
from claimcheck.extraction.coverage import claim_sentences
from claimcheck.extraction.drafts import drafts_of
from claimcheck.extraction.topics import named_by


def statements(page: str) -> list[str]:
    article = parse_markdown(page)
    return [draft.claim.statement for draft in drafts_of(article, claim_sentences(article))]


@pytest.mark.parametrize("form", ["**{}** {}", "**{}**\n{}", "{} {}", "*{}*\\\n{}"])
@pytest.mark.parametrize(
    ("question", "answer", "statement"),
    [
        (
            "Does cranberry juice cure cystitis?",
            "It may prevent infections.",
            "Cranberry juice may prevent infections.",
        ),
        ("Could vitamin C harm me?", "It can cause kidney stones.", "Vitamin C can cause kidney stones."),
        ("Do probiotics stop cystitis?", "They can cause bloating.", "Probiotics can cause bloating."),
        ("Isn't ginger dangerous?", "It can cause heartburn.", "Ginger can cause heartburn."),
        ("Has ibuprofen been tested?", "It relieves pain.", "Ibuprofen relieves pain."),
        ("Why do statins cause cramps?", "They reduce energy in muscles.", "Statins reduce energy in muscles."),
        ("But is aspirin safe?", "It can cause bleeding.", "Aspirin can cause bleeding."),
    ],
)
def test_the_words_that_ask_are_no_part_of_it(form: str, question: str, answer: str, statement: str) -> None:
    assert statements("# Cystitis\n\n" + form.format(question, answer)) == [statement]


@pytest.mark.parametrize(
    "before",
    [
        "Should I drink cranberry juice?",
        "Do you think vitamin C works?",
        "We think vitamin C works.",
        "Is zinc or vitamin C better?",
    ],
)
def test_what_may_be_something_else_is_left_to_a_person(before: str) -> None:
    assert statements(f"# Cystitis\n\n{before} It prevents colds.")[-1] == "It prevents colds."


@pytest.mark.parametrize(
    "question",
    [
        "Is vinegar safe with metformin?",
        "Can I mix vinegar with metformin?",
        "Can you take vinegar with metformin?",
        "Does vinegar go with metformin?",
        "Is it OK to combine vinegar with metformin?",
    ],
)
def test_what_a_question_asks_of_something_else_with_is_not_it(question: str) -> None:
    """No list knows vinegar; that metformin lowers potassium the page does not say."""
    page = f"# Common questions\n\n## {question}\n\nNo, it can lower potassium.\n"
    assert named_by(question) == ()
    assert statements(page) == ["It can lower potassium."]


@pytest.mark.parametrize("begin", ["Left untreated, it", "If left untreated, it", "Without treatment, it"])
def test_what_goes_untreated_is_no_test(begin: str) -> None:
    page = f"# Lupus\n\nA simple urine test can find it. {begin} can lead to kidney failure.\n"
    assert statements(page)[-1] == f"{begin.removesuffix('it')}lupus can lead to kidney failure."
