"""What is said of a search that found nothing."""

import pytest

from claimcheck.model import Attribution, Claim, FindResult, Outcome, Query, Search
from claimcheck.research.remarks import remarks_on

CLAIM = Claim("Zygoblast cures sciatica.", attributed_to=Attribution(journal="J Foo"))


def told(claim: Claim, *warnings: str) -> tuple[str, ...]:
    search = Search(Query("asked", "why"), 0, (), "", warnings)
    return remarks_on(FindResult(claim, Outcome.NOTHING_FOUND, searches=(search,)))


@pytest.mark.parametrize(
    "warning",
    [
        "the mirror has nothing for: zygoblast",
        "the mirror has nothing for: J Foo[ta]",
        "PubMed could not be asked for what the mirror lacks: it timed out",
    ],
)
def test_what_became_of_the_editors_words_is_told(warning: str) -> None:
    assert told(CLAIM, warning) == (warning,)


@pytest.mark.parametrize(
    "warning",
    [
        "the mirror has nothing for: practice guideline[pt]",
        "the mirror has nothing for: zygoblast[tiab]",
        'the mirror has no such phrase and searched its words: "sciatic neuralgia"',
        "the mirror has no MeSH tree and searched the heading alone: cohort studies",
    ],
)
def test_what_the_ladder_added_is_told_only_of_a_query_that_a_person_wrote(warning: str) -> None:
    """The ladder asks for the same sorts of studies and other words with every claim."""
    assert told(CLAIM, warning) == ()
    assert told(Claim("Zygoblast cures sciatica.", query="as a person wrote it"), warning) == (warning,)
