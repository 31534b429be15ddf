"""The ladder of queries: narrow to wide, explained, and safe whatever a claim says."""

import re

from hypothesis import given
from hypothesis import strategies as st
from support import papers as own

from claimcheck.evidence.plan import plan_queries
from claimcheck.model import Attribution, Claim, Kind


def test_the_named_journal_and_type_come_first() -> None:
    """What the article names is asked for before anything else."""
    claim = Claim(
        "Manual therapy helps some people with sciatica.",
        attributed_to=Attribution(journal="European Spine Journal", publication_type="review"),
    )
    first = plan_queries(claim)[0]
    assert '"European Spine Journal"[ta]' in first.text
    assert "review[pt]" in first.text
    assert "European Spine Journal" in first.why


def test_the_query_that_finds_most_comes_first() -> None:
    """Any of the words, then the best kinds of study on the two things that matter most."""
    wide, studies = plan_queries(own.MANIPULATION)
    assert " OR " in wide.text
    assert " AND " not in wide.text
    assert "[pt]" not in wide.text
    assert "systematic[sb]" in studies.text
    assert "randomized controlled trial" in studies.text


def test_kinds_ask_for_their_studies() -> None:
    """How often something happens is not asked of trials."""
    texts = [query.text for query in plan_queries(Claim("Sciatica affects one adult in ten.", kind=Kind.PREVALENCE))]
    assert any("cross-sectional" in text for text in texts)
    assert not any("randomized" in text for text in texts)


def test_a_claims_own_query_replaces_the_ladder() -> None:
    """A person's query is asked as written."""
    (only,) = plan_queries(Claim("Anything.", query=" sciatica[mh]  AND yoga[tiab] "))
    assert only.text == "sciatica[mh] AND yoga[tiab]"


def test_a_bare_number_is_never_asked_for() -> None:
    """PubMed takes it for a PMID. A number tells no topic, so no query rests on it; a field that holds one is asked for as a word."""
    claims = [
        Claim("Zirconium will be banned in 2026."),
        Claim("Deficiency is a level of vitamin D below 20 ng/ml or 1.5 units."),
        Claim("Rest helps.", intervention=("20",)),
    ]
    for query in (query.text for claim in claims for query in plan_queries(claim)):
        assert not re.search(r"(?:^|OR |AND |\()[\d ]+(?:$| OR| AND|\))", query), query
    assert " AND 2026" not in plan_queries(claims[0])[-1].text
    assert "20[tiab]" in plan_queries(claims[2])[0].text


def test_synonyms_are_searched_too() -> None:
    """Plain words bring the medical ones along."""
    assert any("herniated disc" in query.text for query in plan_queries(Claim("Yoga cures a slipped disc.")))


def test_the_editors_words_stay_untagged_beside_the_medical_ones() -> None:
    """PubMed maps what has no tag to its headings, in singular and plural."""
    first = plan_queries(Claim("A flu shot protects nurses."))[0].text
    assert first.startswith('((flu shot) OR "influenza vaccin')
    assert " OR flu[tiab] OR shot[tiab]" in first


def test_filled_fields_add_words_and_forbid_nothing() -> None:
    """The first query of a claim with PICO fields joins all words with OR, those of the statement too."""
    filled = Claim(
        "Kneading helps bakers.", intervention=("kneading",), outcome=("hand stiffness",), population=("men",)
    )
    first = plan_queries(filled)[0].text
    assert " AND " not in first
    assert all(word in first for word in ("kneading", "(hand stiffness)", "men", "bakers"))


def test_no_words_no_queries() -> None:
    """An empty claim asks nothing."""
    assert plan_queries(Claim("?!")) == ()


@given(
    statement=st.text(max_size=200).filter(str.strip),
    terms=st.lists(st.text(max_size=30).filter(str.strip), max_size=3),
    journal=st.none() | st.text(max_size=30).filter(str.strip),
)
def test_any_text_gives_balanced_explained_queries(statement: str, terms: list[str], journal: str | None) -> None:
    """Control characters, quotes, brackets and operators in a claim never reach the query's syntax."""
    claim = Claim(statement, intervention=tuple(terms), attributed_to=Attribution(journal=journal, author=journal))
    queries = plan_queries(claim)
    assert len(queries) <= 3
    for query in queries:
        assert query.why
        assert query.text.count("(") == query.text.count(")")
        assert query.text.count('"') % 2 == 0
        assert not re.search(r"[\x00-\x1f\x7f]", query.text)
        assert set(re.findall(r"\[([^\]]*)\]", query.text)) <= {"tiab", "pt", "ta", "au", "dp", "sb", "mh", "sh"}
        assert not re.search(r"\(\s*\)|\bOR\s*\)|\(\s*OR\b|\bAND\s*$|\bOR\s*$|^\s*(?:AND|OR)\b|\"\"", query.text)


def test_injected_syntax_is_taken_out() -> None:
    """A claim cannot add its own tags or operators."""
    claim = Claim('Yoga"[ti] OR all[sb] NOT (pain) helps sciatica*', intervention=('yoga" OR "1=1',))
    for query in plan_queries(claim):
        assert "all[sb]" not in query.text
        assert "NOT" not in query.text
