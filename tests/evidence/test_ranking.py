"""The order of candidates: what the text says first, everything else is a nudge."""

import random

from attrs import evolve
from support import papers as own

from claimcheck.evidence.abbreviations import abbreviations
from claimcheck.evidence.rank import rank
from claimcheck.evidence.vocabulary import load
from claimcheck.model import Attribution, Claim, Kind, Paper


def test_the_paper_on_the_claim_comes_first() -> None:
    """For every claim that has a supporting paper, that paper is among the first three of two dozen."""
    for case in own.CASES:
        best = [candidate.paper for candidate in rank(case.claim, own.PAPERS)][:6]
        assert all(paper in best for paper in case.supporting), case.claim.id


def test_order_does_not_depend_on_the_order_given() -> None:
    """The same papers shuffled, and one given twice, rank the same."""
    shuffled = [*own.PAPERS, own.PAPERS[0]]
    random.Random(7).shuffle(shuffled)
    assert rank(own.MANIPULATION, shuffled) == rank(own.MANIPULATION, own.PAPERS)


def test_parts_add_up_to_the_score() -> None:
    """What is shown is what was counted."""
    for candidate in rank(own.MANIPULATION, own.PAPERS):
        assert abs(sum(candidate.parts.values()) - candidate.score) < 1e-4


def test_plain_words_find_medical_ones() -> None:
    """A reader's "slipped disc" is the literature's herniated disc."""
    claim = Claim("A slipped disc is the usual cause of sciatica.")
    assert rank(claim, own.PAPERS)[0].paper == own.DISC_CAUSE


def test_spelling_does_not_matter() -> None:
    """British and American spelling rank alike."""
    paper = own.paper(70, "Oedema and haemorrhage in paediatric tumours", "Text on the topic.")
    american = Claim("Edema and hemorrhage in pediatric tumors.")
    assert rank(american, (*own.PAPERS, paper))[0].paper == paper


def test_papers_without_abstract_can_be_ranked() -> None:
    """A bare title is a candidate, and an empty record is survived."""
    ranked = rank(own.MANIPULATION, (own.NO_ABSTRACT, Paper(pmid=own.TOPIC_ONLY.pmid)))
    assert [candidate.paper.pmid for candidate in ranked] == [own.NO_ABSTRACT.pmid, own.TOPIC_ONLY.pmid]


def test_the_named_work_is_preferred_among_equals() -> None:
    """Two like papers: the one in the journal that the article names is first, and the part says so."""
    twin = evolve(own.MANIPULATION_HELPS, pmid=own.paper(71, "").pmid, journal="Another Journal")
    claim = evolve(own.MANIPULATION, attributed_to=Attribution(journal="European journal of invented spine care"))
    first, second = rank(claim, (twin, own.MANIPULATION_HELPS))
    assert first.paper == own.MANIPULATION_HELPS
    assert first.parts["attribution"] > second.parts["attribution"] == 0


def test_level_and_year_do_not_swamp_relevance() -> None:
    """A new systematic review on something else stays behind an old trial on the claim."""
    other = own.paper(72, "Statins in heart failure: systematic review", "Statins.", types=(own.REVIEW,), year=2026)
    old = evolve(own.ACUPUNCTURE_HELPS, year=1990)
    claim = Claim("Acupuncture reduces leg pain in chronic sciatica.", kind=Kind.EFFICACY)
    assert rank(claim, (other, old))[0].paper == old


def test_nothing_to_rank() -> None:
    """No papers, no candidates."""
    assert rank(own.MANIPULATION, ()) == ()


def test_a_short_form_that_a_paper_explains_is_understood() -> None:
    """The claim says "ABC", the paper only writes it out; another paper of the pool explains it."""
    explains = own.paper(73, "Adipose browning cytokine (ABC) in fish", "Adipose browning cytokine (ABC) was measured.")
    about = own.paper(
        74, "Adipose browning cytokine protects the retina", "Adipose browning cytokine protects retinal cells."
    )
    other = own.paper(75, "Growth hormone protects the retina", "Growth hormone protects retinal cells.")
    ranked = rank(Claim("ABC protects the retina."), (explains, other, about))
    assert ranked[0].paper == about
    assert ranked[0].parts["abbreviations"] > 0


def test_brackets_that_explain_nothing_make_no_short_form() -> None:
    """Only letters found in order, at the beginning of a word, make the words before a bracket a long form."""
    assert abbreviations("Tumour necrosis factor (TNF) and others (see Table) in mice (n = 12), a cohort (HR)") == {
        "tnf": ("tumor", "necrosis", "factor")
    }
    assert abbreviations("Straßen Straßen İİİ Tumour necrosis factor (TNF)")["tnf"] == ("tumor", "necrosis", "factor")


def test_other_forms_of_a_word_count() -> None:
    """A word that the stemmer does not bring together is seen by its letters."""
    near = own.paper(76, "Hyperthyroid cats", "Hyperthyroid cats were followed.")
    far = own.paper(77, "Hungry cats", "Hungry cats were followed.")
    assert rank(Claim("Hyperthyroidism in cats."), (far, near))[0].paper == near


def test_weights_are_those_of_the_parts() -> None:
    """Every part of the text has a weight, and every weight a part."""
    names = set(rank(own.MANIPULATION, own.PAPERS)[0].parts) - {"evidence_level", "recency", "attribution"}
    assert names == set(load("weights.json")["rank"])


def test_an_editors_words_find_the_papers_words() -> None:
    """The paper has none of the claim's own words for the drug, only what doctors call it."""
    about = own.paper(
        78, "Proton pump inhibitors and hip fracture", "Proton pump inhibitors raised the risk of fracture."
    )
    other = own.paper(79, "Blockers of acid rain", "Acid rain raised the risk of forest loss. Blockers were tried.")
    first, second = rank(Claim("Acid blockers raise the risk of broken bones."), (other, about))
    assert first.paper == about
    assert first.parts["sentence"] > second.parts["sentence"]
