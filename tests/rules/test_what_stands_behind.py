"""What makes a claim green, and what the lock can vouch for without asking anybody."""

from pathlib import Path

import pytest
from attrs import evolve
from support.gate import LOCK, PAPERS, TODAY, gate

from claimcheck.identifiers import Doi, Pmid
from claimcheck.language.quotation import digest_of
from claimcheck.lockfile import CitationCheck, Lock, NotAsked, SearchRecord, dump_lock, parse_lock
from claimcheck.lockfile.update import apply_update
from claimcheck.model import (
    AbstractSection,
    Citation,
    Claim,
    ClaimStatus,
    Direction,
    Evidence,
    FetchResult,
    FindResult,
    FoundPaper,
    Notice,
    NoticeType,
    Origin,
    Outcome,
    Paper,
    PublicationType,
    Report,
    Search,
    Stance,
)
from claimcheck.research import find, lock_update_for, refresh

PUBMEDS_OWN = Origin("efetch", TODAY)


def claim(citation: str, more: str = "kind: definition,") -> str:
    return f"claims:\n  - {{id: a, statement: Massage may ease leg pain., {more} citations: [{{{citation}}}]}}\n"


def codes(report: Report) -> list[str]:
    return [one.code for one in report.findings]


# --- a DOI or a link


UNCONFIRMED = {
    "a link": 'url: "https://example.org/a", title: T, stance: supports',
    "a link without stance": 'url: "https://example.org/a", title: T',
    "a DOI that PubMed was never asked for": "doi: 10.5555/new, stance: supports",
    "a DOI that PubMed does not hold": "doi: 10.5555/not-in-pubmed, stance: partly",
    "a PMCID": "pmcid: PMC9, stance: supports",
    "a DOI that could not be asked for": "doi: 10.5555/down, stance: supports",
}
DOWN = evolve(LOCK, not_asked={"10.5555/down": NotAsked(TODAY, "PubMed did not answer")})


@pytest.mark.parametrize("kind", UNCONFIRMED)
@pytest.mark.parametrize("of", ["", "kind: definition,", "kind: efficacy,"])
def test_a_link_or_doi_that_nothing_stands_behind_is_no_source(tmp_path: Path, kind: str, of: str) -> None:
    """Anybody can write an address down."""
    report = gate(tmp_path, claim(UNCONFIRMED[kind], of), lock=DOWN)
    assert len(report.unsourced) == 1
    (told,) = (one for one in report.findings if one.code == "CC101")
    assert "not confirmed by PubMed or a reviewer" in told.message
    assert "write `reviewed: {by, date}` beside the citation" in told.hint
    assert ("refresh" in told.hint) == (kind in ("a DOI that PubMed was never asked for", "a PMCID"))


@pytest.mark.parametrize("kind", [one for one in UNCONFIRMED if "without" not in one])
def test_a_review_by_a_person_stands_behind_it(tmp_path: Path, kind: str) -> None:
    """Whoever has read the work vouches for it."""
    reviewed = f"{UNCONFIRMED[kind]}, reviewed: {{by: editor, date: 2026-11-20}}"
    assert len(gate(tmp_path, claim(reviewed), lock=DOWN).sourced) == 1


def test_a_record_of_pubmed_stands_behind_a_doi(tmp_path: Path) -> None:
    """A proposal as any other."""
    report = gate(tmp_path, claim("doi: 10.5555/claimcheck.24, stance: supports"))
    assert report.with_status(ClaimStatus.PROPOSED)
    assert codes(report) == ["CC106"]


@pytest.mark.parametrize(
    ("url", "trusted"),
    [
        ("https://who.int/a", True),
        ("https://www.WHO.int/a", True),
        ("https://notwho.int/a", False),
        ("https://who.int.example.org/a", False),
        ("https://example.org/who.int", False),
        ("https://who.int@example.org/", False),
        ("https://who.int/a\\\\b.pdf", True),
    ],
)
def test_a_site_that_the_policy_trusts_stands_behind_its_pages(tmp_path: Path, url: str, trusted: bool) -> None:
    """The house says whose word it takes."""
    written = claim(f'url: "{url}", title: T, stance: supports', "kind: definition,")
    report = gate(tmp_path, written, {"trusted-sites": ["who.int"]})
    assert bool(report.with_status(ClaimStatus.PROPOSED)) == trusted
    assert ("CC101" in codes(report)) != trusted


# --- a passage


ABSTRACT = "Massage eased leg pain in adults. Sleep was not measured."
READ = evolve(
    PAPERS[20], pmid=Pmid(99000050), doi=None, pmcid=None, sections=(AbstractSection(ABSTRACT),), origin=PUBMEDS_OWN
)
QUOTING = "pmid: 99000050, stance: supports, reviewed: {by: editor}, passage: "


class Shelf:
    """A catalogue of one paper."""

    name = "pubmed"

    def __init__(self, paper: Paper) -> None:
        self._paper = paper

    def search(self, query: object, limit: int = 50) -> object:
        raise NotImplementedError

    def fetch(self, pmids: object) -> object:

        return FetchResult((self._paper,))

    def resolve(self, identifier: object) -> Pmid:
        return self._paper.pmid


def refreshed(*citations: Citation, paper: Paper = READ) -> Lock:
    """The lock after a refresh, as it is read again from its file."""
    result = refresh([Claim("Massage eases leg pain.", id="a", citations=citations)], Shelf(paper), today=TODAY)  # type: ignore[arg-type]
    return parse_lock(dump_lock(apply_update(Lock(), result.update)))


def test_an_invented_passage_is_told_at_once(tmp_path: Path) -> None:
    """The lock vouches for the words that were found, not for what somebody puts in their place."""
    lock = refreshed(Citation(pmid=READ.pmid, passage="Massage eased leg pain in adults."))
    assert codes(gate(tmp_path, claim(QUOTING + "Massage eased leg pain in adults."), lock=lock)) == []
    report = gate(tmp_path, claim(QUOTING + "Massage cured leg pain in all adults."), lock=lock)
    assert codes(report) == ["CC501"]
    assert "none that was found in the title or abstract of PMID 99000050" in report.findings[0].message


def test_a_passage_beside_a_citation_that_had_none_is_not_vouched_for(tmp_path: Path) -> None:
    """The abstract was there, and these words were not looked for."""
    assert codes(
        gate(tmp_path, claim(QUOTING + "Massage cured everyone."), lock=refreshed(Citation(pmid=READ.pmid)))
    ) == ["CC501"]


def test_spacing_and_signs_are_no_other_passage(tmp_path: Path) -> None:
    """As when it was looked for."""
    lock = refreshed(Citation(pmid=READ.pmid, passage="Massage eased leg pain in adults."))
    assert codes(gate(tmp_path, claim(QUOTING + '"massage  eased LEG pain in adults."'), lock=lock)) == []
    assert digest_of("“It – is” ") == digest_of('"it - IS"')


def test_two_passages_of_one_paper_are_both_found(tmp_path: Path) -> None:
    """One claim may quote a paper twice, under two identifiers."""
    both = (
        Citation(pmid=READ.pmid, passage="Massage eased leg pain in adults."),
        Citation(doi=Doi("10.5555/x"), passage="Sleep was not measured."),
    )
    lock = refreshed(*both)
    for passage in ("Massage eased leg pain in adults.", "Sleep was not measured."):
        assert codes(gate(tmp_path, claim(QUOTING + passage), lock=lock)) == []


def test_what_find_attaches_is_vouched_for(tmp_path: Path) -> None:
    """From the first moment, without a refresh."""

    passage = "Massage eased leg pain in adults."
    found = FindResult(
        Claim("Massage eases leg pain.", id="a"), Outcome.ATTACHED, (Evidence(READ, Stance.SUPPORTS, passage, 0.9),)
    )
    lock = apply_update(Lock(), lock_update_for(found, today=TODAY))
    assert codes(gate(tmp_path, claim(QUOTING + passage), lock=lock)) == []
    assert codes(gate(tmp_path, claim(QUOTING + "Everyone was cured."), lock=lock)) == ["CC501"]


def test_a_lock_of_a_former_version_is_believed_as_before(tmp_path: Path) -> None:
    """It tells whether the passage was found, and not which."""
    for found, told in ((True, []), (False, ["CC501"])):
        lock = Lock(papers={READ.pmid: READ}, citations={"a": {READ.pmid: CitationCheck(found, (), TODAY)}})
        assert codes(gate(tmp_path, claim(QUOTING + "Any words."), lock=lock)) == told


# --- what a refresh cannot say


def test_no_refresh_is_asked_for_that_has_said_all_it_can(tmp_path: Path) -> None:
    """A record without abstract: the passage is a person's to find."""
    bare = evolve(READ, sections=())
    lock = refreshed(Citation(pmid=bare.pmid, passage="Any words."), paper=bare)
    report = gate(tmp_path, claim(QUOTING + "Any words."), lock=lock)
    (told,) = report.skips
    assert "PubMed has none; look for it in the work" in told.reason
    assert not any("refresh" in text for text in [told.reason, *(one.hint for one in report.findings)])
    assert gate(tmp_path, claim(f"read: full-text, {QUOTING}Any words."), lock=lock).skips == ()


def test_a_refresh_is_asked_for_where_it_would_tell(tmp_path: Path) -> None:
    """The abstract is there, and nobody has looked; or the record came from elsewhere."""
    for paper in (
        evolve(READ, abstract_sha256="0" * 64, sections=None),
        evolve(READ, sections=None, origin=Origin("import")),
    ):
        (told,) = gate(tmp_path, claim(QUOTING + "Any words."), lock=Lock(papers={paper.pmid: paper})).skips
        assert "run `claimcheck refresh`" in told.reason


def test_a_record_that_was_read_whole_is_not_asked_for_again(tmp_path: Path) -> None:
    """Its notices are not known, and PubMed's own record is what there is."""
    paper = evolve(READ, notices=None)
    (told,) = gate(
        tmp_path,
        claim("pmid: 99000050, stance: supports, reviewed: {by: editor}"),
        lock=Lock(papers={paper.pmid: paper}),
    ).skips
    assert "not known whether it was retracted or corrected" in told.reason
    assert "refresh" not in told.reason


# --- reviews on the claim's own subject (CC402)


TRIAL, REVIEW = (next(one for one in PAPERS if one.pmid == Pmid(99000000 + number)) for number in (25, 24))


def with_review(found: FoundPaper, title: str) -> Lock:
    review = evolve(REVIEW, title=title)
    search = SearchRecord(TODAY, Outcome.ATTACHED, candidates=(found,))
    return Lock(papers={TRIAL.pmid: TRIAL, review.pmid: review}, searches={"a": search})


@pytest.mark.parametrize(
    ("terms", "title", "stance", "told"),
    [
        ("intervention: massage,", "Massage for leg pain: a systematic review", None, True),
        ("intervention: massage,", "Acupuncture for leg pain: a systematic review", None, False),
        ("intervention: massage, outcome: leg pain,", "Massage for insomnia: a systematic review", None, False),
        ("intervention: [kneading, massages], outcome: pain,", "Massage for leg pain: a systematic review", None, True),
        ("", "Wine and leg pain: a systematic review", None, False),
        ("", "Hands on legs: a systematic review", Stance.SUPPORTS, True),
        ("", "Hands on legs: a systematic review", Stance.CONTRADICTS, True),
        ("", "Hands on legs: a systematic review", Stance.BACKGROUND, False),
    ],
)
def test_only_reviews_of_the_claims_own_subject_are_named(
    tmp_path: Path, terms: str, title: str, stance: Stance | None, told: bool
) -> None:
    """A search comes upon much; what neither the judge nor its own words connect with the claim is not told."""
    lock = with_review(FoundPaper(REVIEW.pmid, title, stance=stance), title)
    cited = "pmid: 99000025, stance: supports, reviewed: {by: editor}"
    assert ("CC402" in codes(gate(tmp_path, claim(cited, terms), lock=lock))) == told


# --- a retracted paper


@pytest.mark.parametrize("way", ["by type", "by link", "by title"])
def test_a_retracted_paper_is_never_proposed(way: str) -> None:
    """Whichever of the three says so, and whatever a judge says of it."""

    paper = Paper(READ.pmid, title="Massage eases leg pain in adults", sections=READ.sections)
    if way == "by type":
        paper = evolve(paper, publication_types=(PublicationType("Retracted Publication"),))
    elif way == "by link":
        paper = evolve(paper, notices=(Notice(NoticeType.RETRACTION, Direction.IN),))
    else:
        paper = evolve(paper, title="RETRACTED: Massage eases leg pain in adults")

    class Found(Shelf):
        def search(self, query: object, limit: int = 50) -> object:
            return Search(query, 1, (paper.pmid,))  # type: ignore[arg-type]

    class Sure:
        name = "sure/1"

        def judge(self, claim: Claim, candidates: object) -> tuple[Evidence, ...]:
            return tuple(
                Evidence(one.paper, Stance.SUPPORTS, "Massage eased leg pain in adults.", 0.99)
                for one in candidates  # type: ignore[attr-defined]
            )

    (result,) = find([Claim("Massage eases leg pain.", id="a")], Found(paper), judge=Sure())  # type: ignore[arg-type]
    assert result.candidates
    assert result.attached == ()


def test_a_quote_without_an_article_is_told_as_not_looked_at(tmp_path: Path) -> None:
    text = "claims:\n  - {id: walking, statement: Walking eases pain., quote: eases pain, needs_source: false, because: test}\n"
    assert "no `article` to look for it in" in str([skip.reason for skip in gate(tmp_path, text).skips])
