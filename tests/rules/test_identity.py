"""Names of journals, titles and publication types as articles and PubMed write them."""

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from support.gate import paper

from claimcheck.language.titles import same_author, same_journal, same_title, words
from claimcheck.model import Attribution, Citation, Paper
from claimcheck.record.standing import is_plan
from claimcheck.rules.identity import is_attributed_work, mismatches
from claimcheck.rules.publication import is_a, said_class


@pytest.mark.parametrize(
    ("said", "title", "abbreviation", "same"),
    [
        ("European Spine Journal", "European spine journal : official publication of the ESS", None, True),
        ("the european spine-journal", "European Spine Journal", None, True),
        ("Eur Spine J", "European spine journal", None, True),
        ("Annals of Internal Medicine", None, "Ann Intern Med", True),
        ("The BMJ", "BMJ (Clinical research ed.)", "BMJ", True),
        ("The Lancet", "Lancet (London, England)", "Lancet", True),
        ("NEJM", "The New England journal of medicine", "N Engl J Med", True),
        ("Nutrition & Health", "Nutrition and health", None, True),
        ("Zeitschrift für Ärzte", "Zeitschrift fur Arzte", None, True),
        ("Spine", "European spine journal", "Eur Spine J", False),
        ("The Spine Journal", "Spine", "Spine (Phila Pa 1976)", False),
        ("JAMA", "JAMA network open", "JAMA Netw Open", False),
        ("European Spine Journal", "Asian spine journal", None, False),
        ("Annals of Internal Medicine", None, "Ann Intern Med (Phila)", True),
        ("Ann Intern Med", "Annals of internal medicine : official journal", None, True),
        ("PM", "Pain medicine", None, False),
        ("Spine", None, None, None),
    ],
)
def test_journals(said: str, title: str | None, abbreviation: str | None, same: bool | None) -> None:
    """One journal under its usual spellings; no other; unknown where nothing is known."""
    assert same_journal(said, title, abbreviation) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Manual therapy for sciatica", "Manual therapy for sciatica: a systematic review.", True),
        (
            "MANUAL THERAPY FOR SCIATICA - A SYSTEMATIC REVIEW",
            "Manual therapy for sciatica: a systematic review.",
            True,
        ),
        ("Randomised trial of mobilisation for pain", "Randomized trial of mobilization for pain", True),
        ("Manipulation for acute low back pain", "Manipulation for chronic low back pain", False),
        ("Back schools, part 1", "Back schools, part 2", False),
        ("Pain", "Pain: a history of the body and the mind", False),
        ("Back pain", "Back pain: a history of the body and the mind", True),
        ("The <i>BRCA1</i> gene in breast cancer", "The BRCA1 gene in breast cancer", True),
        ("Vitamin D<sub>3</sub> for bones", "Vitamin D(3) for bones", True),
        ("Vitamin D2 for bones", "Vitamin D<sub>3</sub> for bones", False),
        ("H\u2082O for headaches", "H2O for headaches", True),
        ("TNF-\u03b1 in arthritis", "TNF-alpha in arthritis", True),
        ("\u03b2-carotene and lung cancer", "beta-carotene and lung cancer", True),
        ("IL-1\u03b2 in colds", "IL-1beta in colds", True),
        ("\u03b1-blockers for stones", "\u03b2-blockers for stones", False),
        ("Salt &amp; blood pressure", "Salt and blood pressure", True),
    ],
)
def test_titles(one: str, other: str, same: bool) -> None:
    """A left-out subtitle and another spelling are one work; another word or number is another."""
    assert same_title(one, other) is same
    assert same_title(other, one) is same


@pytest.mark.parametrize(
    ("said", "names", "same"),
    [
        ("Bronfort et al.", ["Bronfort G"], True),
        ("Dr Gert Bronfort", ["Haas M", "Bronfort G"], True),
        ("Tulder", ["van Tulder MW"], True),
        ("Müller", ["Muller A"], True),
        ("Cochrane Back Group", ["Cochrane Back Group"], True),
        ("Bron", ["Bronfort G"], False),
        ("Haas", ["Bronfort G"], False),
        ("Bronfort", ["Gert Bronfort"], True),
        ("Gert Bronfort", ["Bronfort ABCD"], True),
        ("Gert Cochrane", ["Cochrane GROUP"], False),
        ("...", ["Bronfort G"], False),
        ("Doe LVD", ["van der Doe L"], True),
        ("Doe L", ["van der Doe L"], True),
        ("Silva M", ["da Silva M"], True),
        ("van Dijk A", ["van Doorn A"], False),
        ("de Groot", ["de Boer A"], False),
        ("Doe J", ["Doe J Jr"], True),
        ("Doe, John", ["Doe J 3rd"], True),
        ("Doe J Jr", ["Doe J"], True),
        ("Gotzsche P", ["G\u00f8tzsche P"], True),
        ("Goetzsche P", ["G\u00f8tzsche P"], True),
        ("Mueller H", ["M\u00fcller H"], True),
        ("Kowalski L", ["Kowalski \u0141"], True),
        ("Lukasz", ["\u0141ukasz K"], True),
        ("Dordevic A", ["\u0110or\u0111evi\u0107 A"], True),
        ("Thorsson", ["\u00de\u00f3rsson A"], True),
        ("Yildiz", ["Y\u0131ld\u0131z A"], True),
        ("Aagaard", ["\u00c5g\u00e5rd A"], True),
        ("O'Brien F", ["OBrien F"], True),
        ("Garc\u00eda M", ["Garc\u00eda-L\u00f3pez M"], True),
        ("Moore A", ["More A"], False),
        ("Lee S", ["Leeds S"], False),
    ],
)
def test_authors(said: str, names: list[str], same: bool) -> None:
    """People are found by family name, with or without title, initials and accents."""
    assert same_author(said, names) is same


@pytest.mark.parametrize(
    ("said", "types", "title", "answer"),
    [
        ("review", ("Meta-Analysis",), "Pain", True),
        ("systematic review", ("Systematic Review",), "Pain", True),
        ("systematic review", ("Review",), "Pain: a systematic review", True),
        ("systematic review", ("Review",), "Pain", None),
        ("meta-analysis", ("Review",), "Pain", None),
        ("review", ("Randomized Controlled Trial",), "A review of pain", False),
        ("review", ("Journal Article", "Comparative Study"), "Pain", None),
        ("review", None, "Pain: a systematic review of randomized trials", True),
        ("review", None, "Massage or rest: a randomised trial", False),
        ("review", None, "Metabolic effects of massage", None),
        ("RCT", ("Clinical Trial",), "Pain", None),
        ("randomised controlled trial", ("Randomized Controlled Trial",), "Pain", True),
        ("trial", ("Clinical Trial, Phase II",), "Pain", True),
        ("trial", ("Clinical Trials as Topic",), "Pain", None),
        ("guideline", ("Practice Guideline",), "Pain", True),
        ("study", ("Review",), "Pain", True),
        ("trial", ("Journal Article",), "Massage: study protocol for a randomized trial", False),
    ],
)
def test_publication_types(said: str, types: tuple[str, ...] | None, title: str, answer: bool | None) -> None:
    """Types decide, the title only where they are silent; what neither tells stays unknown."""
    wanted = said_class(said)
    assert wanted is not None
    assert is_a(paper(1, title, types=types), wanted) is answer


@pytest.mark.parametrize(
    ("title", "protocol"),
    [
        ("Massage for pain: study protocol for a randomized controlled trial", True),
        ("The SPINE randomised controlled trial protocol", True),
        ("Massage for pain: a protocol", True),
        ("Back problems: design of a randomised controlled trial comparing two treatments", True),
        ("The effect of an exercise protocol on pain: a randomised trial", False),
        ("Comparison with the usual protocol in sciatica", False),
    ],
)
def test_protocols(title: str, protocol: bool) -> None:
    """A plan of a study is known by its title; a protocol of exercises is none."""
    assert is_plan(paper(1, title)) is protocol


BACKS = evolve(paper(1, "Manual therapy for sciatica", year=2024), vernacular_title="Terapia manual")
NAMELESS = evolve(paper(1, "Manual therapy for sciatica"), year=None, authors=())


@pytest.mark.parametrize(
    ("written", "record", "told"),
    [
        ({}, BACKS, []),
        ({"title": "Manual therapy for sciatica", "year": 2023}, BACKS, []),
        ({"title": "Terapia manual", "year": 2025}, BACKS, []),
        ({"author": "Almeida P", "year": 2023}, BACKS, []),
        ({"title": "Manual therapy for sciatica", "year": 2022}, BACKS, ["the year is 2024, not 2022"]),
        ({"year": 2023}, BACKS, ["the year is 2024, not 2023"]),
        ({"year": 2023, "author": "Almeida P"}, NAMELESS, []),
        ({"title": "Heat for colds"}, BACKS, ['its title is "Manual therapy for sciatica", not "Heat for colds"']),
        ({"author": "Haas M"}, BACKS, ["its first author is Almeida P, not Haas M"]),
        ({"journal": "Spine"}, BACKS, ["it appeared in Journal of invented studies, not in Spine"]),
        (
            {"title": "Manual therapy for sciatica", "author": "Haas M", "year": 2023},
            BACKS,
            ["its first author is Almeida P, not Haas M", "the year is 2024, not 2023"],
        ),
    ],
)
def test_what_stands_beside_an_identifier_is_held_against_the_record(
    written: dict[str, Any], record: Paper, told: list[str]
) -> None:
    """What differs is named; a year off by one is another year only where nothing else agrees."""
    assert list(mismatches(Citation.as_read(**written), record)) == told


@pytest.mark.parametrize(
    ("said", "written", "record", "answer"),
    [
        ({"year": 2024}, {}, BACKS, True),
        ({"year": 2023}, {}, BACKS, False),
        ({"year": 2024}, {}, NAMELESS, None),
        ({"year": 2024}, {"year": 2024}, None, True),
        ({"year": 2024}, {}, None, None),
        ({"author": "Haas"}, {}, None, None),
        ({"author": "Haas"}, {"author": "Haas M"}, None, True),
        ({"author": "Haas"}, {"author": "Almeida P"}, None, False),
        ({"author": "Almeida"}, {}, BACKS, True),
        ({"author": "Almeida"}, {}, NAMELESS, None),
        ({"journal": "Spine"}, {"journal": "Spine"}, None, True),
        ({"journal": "Spine", "year": 2024}, {"journal": "Spine"}, None, None),
        ({"journal": "Spine", "year": 2024}, {}, BACKS, False),
    ],
)
def test_a_cited_work_is_the_named_one_or_not_or_it_is_not_known(
    said: dict[str, Any], written: dict[str, Any], record: Paper | None, answer: bool | None
) -> None:
    """The record decides; what neither it nor the editor says stays unknown."""
    assert is_attributed_work(Attribution(**said), Citation.as_read(**written), record) is answer


@given(st.text())
def test_words_are_stable(text: str) -> None:
    """Folding twice is folding once, so that comparing does not depend on who folded."""
    once = " ".join(words(text))
    assert " ".join(words(once)) == once


@given(st.text(min_size=1))
def test_a_title_is_its_own(text: str) -> None:
    """Whatever is written, the same title is the same work."""
    assert same_title(text, text)
