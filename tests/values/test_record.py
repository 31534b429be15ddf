"""What a record is: by type, link and title, each alone."""

import re
from pathlib import Path

import pytest
from attrs import evolve

import claimcheck
from claimcheck.identifiers import Pmid
from claimcheck.levels import study_type
from claimcheck.lockfile import Lock, dump_lock, parse_lock
from claimcheck.model import AbstractSection, Direction, MeshHeading, Notice, NoticeType, Paper, PublicationType
from claimcheck.record import standing as record

WORK = Paper(
    pmid=Pmid("1"),
    title="Walking for back pain: a randomised trial.",
    sections=(AbstractSection("We randomised 90 adults. Pain fell by 2 points with walking."),),
)


def titled(title: str) -> Paper:
    return evolve(WORK, title=title)


def typed(name: str, ui: str = "", title: str = WORK.title) -> Paper:
    return evolve(WORK, publication_types=(PublicationType(name, ui),), title=title)


def linked(notice: NoticeType, direction: Direction, title: str = WORK.title) -> Paper:
    return evolve(WORK, notices=(Notice(notice, direction, Pmid("2")),), title=title)


RETRACTED = (
    typed("Retracted Publication"),
    typed("", "D016441"),
    linked(NoticeType.RETRACTION, Direction.IN),
    titled("RETRACTED: Walking for back pain."),
    titled("Retracted article: Walking for back pain."),
    titled("[Retracted] Walking for back pain."),
    titled("RETRACTED ARTICLE: Walking for back pain."),
)
NOTICES = (
    typed("Retraction Notice"),
    typed("RETRACTION OF PUBLICATION"),
    typed("Published Erratum", "D016425"),
    typed("Expression of Concern"),
    typed("Retraction of Publication", title="Retracted: Walking for back pain."),
    linked(NoticeType.RETRACTION, Direction.OF, "Retracted: Walking for back pain."),
    linked(NoticeType.ERRATUM, Direction.OF),
    titled("Correction to: Walking for back pain."),
    titled('Corrigendum to "Walking for back pain".'),
    titled("Author Correction: Walking for back pain."),
    titled("Erratum."),
    titled("Retraction Note: Walking for back pain."),
    titled("Editorial Expression of Concern: Walking for back pain."),
    titled("Department of Error."),
)
PLANS = (
    typed("Clinical Trial Protocol"),
    titled("Walking for back pain: study protocol for a randomised controlled trial."),
    titled("Walking for back pain: protocol for a randomised trial."),
    titled("Walking for back pain (WALK): a protocol."),
    titled("Protocol for a prospective cohort of people with back pain."),
    titled("Rationale and design of the WALK trial."),
    titled("The WALK trial: design and rationale."),
)
WORKS = (
    WORK,
    typed("Randomized Controlled Trial"),
    typed("Corrected and Republished Article", title="Erratum: Walking for back pain."),
    linked(NoticeType.ERRATUM, Direction.IN),
    linked(NoticeType.EXPRESSION_OF_CONCERN, Direction.IN),
    titled("Correction of scoliosis in adults: a cohort study."),
    titled("Retraction of the tongue during laryngoscopy eases intubation."),
    titled("Retracted ear drums in children: a cohort study."),
    titled("Withdrawn children and later anxiety."),
    titled("Women's concern about breast cancer."),
    titled("Stress echocardiography: early protocol versus standard protocol."),
    titled("Million Deaths Study: rationale, design and validation results."),
    titled("Protocol-led weaning shortens ventilation."),
)


@pytest.mark.parametrize(
    ("papers", "reason"),
    [
        (RETRACTED, "retracted"),
        ((titled("WITHDRAWN: Walking for back pain."), titled("[Withdrawn] Walking.")), "withdrawn"),
        (NOTICES, "a notice about another paper"),
        (PLANS, "a plan without results"),
        ((evolve(WORK, sections=()), evolve(WORK, sections=None)), "no abstract to read"),
        (WORKS, ""),
    ],
)
def test_a_record_is_barred_for_one_plain_reason(papers: tuple[Paper, ...], reason: str) -> None:
    """Type, link and title: each is enough."""
    assert {paper: record.barred(paper) for paper in papers} == dict.fromkeys(papers, reason)


@pytest.mark.parametrize("paper", [*RETRACTED, *NOTICES, *PLANS, *WORKS], ids=lambda paper: paper.title)
def test_what_the_lock_keeps_says_the_same(paper: Paper) -> None:
    """The gate reads no abstract and no identifiers of types, and comes to the same answer."""
    named = tuple(evolve(kind, name=kind.name or "Retracted Publication") for kind in paper.publication_types or ())
    paper = evolve(paper, publication_types=named)
    kept = parse_lock(dump_lock(Lock(papers={paper.pmid: paper}))).papers[paper.pmid]
    assert record.barred(kept) == record.barred(paper)


def indexed(*headings: str, title: str = WORK.title) -> Paper:
    return evolve(WORK, mesh=tuple(map(MeshHeading, headings)), title=title)


def test_animals_only_by_mesh() -> None:
    """Humans beside Animals is a study of people too, whatever the words say."""
    assert record.animals_only(indexed("Animals", "Mice"))
    assert record.animals_only(indexed("In Vitro Techniques"))
    assert not record.animals_only(indexed("Animals", "Humans", title="Walking in mice."))


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        ("Curcumin eases neuropathic pain in rats.", "Rats had less pain. Pain is common in patients.", True),
        ("Curcumin in a mouse model of sciatica.", "", True),
        ("Curcumin kills cancer cell lines.", "", True),
        ("Curcumin in rats and in patients with pain.", "", False),
        ("Curcumin eases pain.", "Mice, rats and rabbits had less pain.", False),
        ("Cats at home and asthma.", "", False),
        ("Murine typhus.", "Of 90 patients, 40 participants had met mice.", False),
        ("", "", False),
    ],
)
def test_animals_only_by_words(title: str, abstract: str, expected: bool) -> None:
    """A record without check tags: its title names animals or cells, and nothing in it speaks more of people."""
    assert record.animals_only(Paper(pmid=Pmid("1"), title=title, sections=(AbstractSection(abstract),))) is expected


def test_notices_about_a_paper() -> None:
    """Only those about the paper itself, of the types asked for."""
    assert record.notices_about(
        linked(NoticeType.EXPRESSION_OF_CONCERN, Direction.IN), NoticeType.EXPRESSION_OF_CONCERN
    )
    assert not record.notices_about(linked(NoticeType.RETRACTION, Direction.OF), NoticeType.RETRACTION)
    assert not record.notices_about(WORK, NoticeType.RETRACTION)


# --- its design


@pytest.mark.parametrize(
    ("ui", "name", "design"),
    [
        ("D017428", "Clinical Trial, Phase III", "clinical"),
        ("D065007", "Pragmatic Clinical Trial", "clinical"),
        ("D018848", "Controlled Clinical Trial", "clinical"),
        ("D016449", "Randomized Controlled Trial", "trial"),
        ("D017418", "Meta-Analysis", "systematic"),
        ("D016446", "Consensus Development Conference", "guideline"),
        ("D064888", "Observational Study", "cohort"),
    ],
)
def test_the_gate_sees_the_design_that_the_desk_saw(ui: str, name: str, design: str) -> None:
    """The lock keeps the names of types alone; the record as it came has their identifiers too."""
    came = typed(name, ui, title="Walking.")
    lock = parse_lock(dump_lock(Lock(papers={"1": came})))
    assert [study_type(one) for one in (came, lock.papers["1"], typed("another name", ui, title="Walking."))] == [
        design
    ] * 3


def test_what_a_record_is_is_told_in_one_place() -> None:
    """No other room reads identifiers of types, or asks a paper itself; a value of the model may say that it is retracted."""
    source = Path(claimcheck.__file__).parent
    homes = ("record/", "model/", "testing/")
    others = [path for path in source.rglob("*.py") if not path.relative_to(source).as_posix().startswith(homes)]
    asked = re.compile(r'"D0\d{5,8}"|\bpaper\.is_retracted|(?i:retracted publication|retraction notice)"')
    told = {path.relative_to(source).as_posix() for path in others if asked.search(path.read_text(encoding="utf-8"))}
    # one writes the type of a retracted work into a file, the other is the vocabulary of a search by type
    assert told <= {"bibliography/tagged.py", "catalogs/mirror/vocabulary.py"}
