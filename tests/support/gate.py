"""A small project on disk for the gate: claims files as text, the article, and a lock about invented papers.

Nobody wrote these papers (PMIDs 99000001 up, DOI prefix 10.5555): they exist to be retracted, corrected and misquoted.
"""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from attrs import evolve

import claimcheck.gate
from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.lockfile import (
    CitationCheck,
    Lock,
    NotAsked,
    Reviewed,
    SearchedQuery,
    SearchRecord,
    dump_lock,
)
from claimcheck.model import (
    Author,
    Direction,
    FoundPaper,
    MeshHeading,
    Notice,
    NoticeType,
    Outcome,
    Paper,
    PublicationType,
    Rejection,
    Report,
    Stance,
)
from claimcheck.thresholds import Thresholds, read_threshold

TODAY = dt.date(2026, 11, 23)
EUR_SPINE = (
    "European spine journal : official publication of the European Spine Society",
    "Eur Spine J",
)
TRIAL, REVIEW = ("Journal Article", "Randomized Controlled Trial"), ("Journal Article", "Systematic Review")

ARTICLE = """\
# A page about backs

Manual therapy may help some people with sciatica. Manual therapy eases pain. Exercise eases pain too, and massage
eases leg pain.

Studies show that swimming keeps backs young. A 2024 review in the European Spine Journal says that walking helps.
"""


def paper(
    number: int,
    title: str,
    *notices: Notice,
    types: tuple[str, ...] | None = ("Journal Article",),
    journal: tuple[str | None, str | None] = ("Journal of invented studies", "J Invent Stud"),
    authors: tuple[str, ...] = ("Almeida P", "van Dijk BC"),
    year: int | None = 2024,
    mesh: tuple[str, ...] = (),
) -> Paper:
    """Paper 99000000 + number; its DOI ends with the number."""
    return Paper(
        pmid=Pmid(99000000 + number),
        title=title,
        authors=tuple(map(Author.from_name, authors)),
        journal=journal[0],
        journal_abbreviation=journal[1],
        year=year,
        doi=Doi(f"10.5555/claimcheck.{number}"),
        pmcid=Pmcid(f"PMC9900{number:04}"),
        publication_types=None if types is None else tuple(map(PublicationType, types)),
        mesh=tuple(map(MeshHeading, mesh)),
        notices=notices,
    )


def notice(kind: str, number: int | None = None, date: str | None = None, direction: str = "in") -> Notice:
    """A notice about a paper, or (`of`) what the record itself is."""
    pmid = Pmid(99000000 + number) if number else None
    return Notice(NoticeType(kind), Direction(direction), pmid, date)


PAPERS = (
    paper(1, "Manual therapy for sciatica: a systematic review.", types=REVIEW, journal=EUR_SPINE),
    paper(2, "Manual therapy and leg pain: a randomized trial", types=TRIAL, year=2025),
    paper(3, "Conservative care of sciatica: a review", types=("Review",), journal=EUR_SPINE, year=2007),
    paper(
        4, "Massage and leg pain", notice("retraction", 104, "2024"), types=("Journal Article", "Retracted Publication")
    ),
    paper(5, "Traction and leg pain", notice("expression-of-concern", 105, "2023")),
    paper(6, "Heat and leg pain", notice("erratum", 106)),
    paper(
        7, "Walking for sciatica: study protocol for a randomized controlled trial", types=("Clinical Trial Protocol",)
    ),
    paper(8, "Exercise for sciatica", notice("update", 108), types=("Review",)),
    paper(9, "WITHDRAWN: Bed rest for sciatica"),
    paper(10, "Manipulation for sciatica: a randomised trial", types=TRIAL, journal=EUR_SPINE, year=2008),
    paper(
        11,
        "Retraction: Massage and leg pain",
        notice("retraction", 4, "2024", "of"),
        types=("Retraction of Publication",),
    ),
    paper(12, "Comment on manual therapy", types=("Letter", "Comment")),
    paper(13, "A small trial told in a letter", types=("Letter", "Randomized Controlled Trial")),
    paper(14, "Untyped work on backs", types=None, journal=EUR_SPINE),
    paper(15, "Work in no known journal", journal=(None, None), authors=(), year=None),
    paper(16, "Version two of exercise for sciatica", notice("update", 8, direction="of"), types=REVIEW),
    paper(17, "Back schools, part 1", notice("republication", 117)),
    paper(18, "RETRACTED: Cupping and leg pain"),
    paper(
        19,
        "The Lyon exercise protocol and pain in sciatica: a cohort",
        types=("Journal Article", "Observational Study"),
    ),
    paper(20, "Pain in the back", journal=("BMJ (Clinical research ed.)", "BMJ"), authors=("Back Pain Study Group",)),
    paper(22, "Massage and leg pain in the clinic", types=("Observational Study",), mesh=("Humans", "Adult", "Female")),
    paper(23, "Massage and leg pain in rats", mesh=("Animals", "Rats")),
    paper(24, "Massage for leg pain: a systematic review", types=REVIEW, year=2025, mesh=("Humans", "Adult", "Male")),
    paper(25, "Massage for leg pain in children", types=TRIAL, year=2025, mesh=("Humans", "Child", "Male")),
    paper(26, "A guideline on backs", types=("Practice Guideline",), year=2012),
    paper(27, "Exercise and leg pain", types=("Review",), year=2025),
    paper(28, "Two backs: a case report", types=("Case Reports",), year=2025),
    paper(29, "Old guideline on backs", notice("update", 26), types=("Guideline",), year=2010),
    evolve(paper(30, "Massage: a systematic review", types=REVIEW), mesh=None),
    paper(31, "Massage on two wards", types=("Journal Article", "Controlled Clinical Trial"), year=2025),
    paper(32, "Corrected in print", Notice(NoticeType.ERRATUM, Direction.IN, source="J Invent Stud.")),
    paper(33, "Retracted in print", notice("retraction", date="2024")),
    paper(40, "Retracted and republished", notice("republication", 140, "2024"), types=("Retracted Publication",)),
    paper(35, "How retracted trials are still cited"),
    evolve(paper(36, "Massage eases leg pain in a mouse model"), mesh=None),
    paper(37, "Massage for leg pain: protocol for a systematic review", year=2025),
    paper(38, 'Correction to: "Massage and leg pain"', types=None),
    paper(39, "Retracted: Cupping and leg pain", types=("Retraction of Publication",)),
    paper(34, "A guideline with a slip", notice("erratum", 106), types=("Practice Guideline",), year=2012),
)
# Known only from somewhere else than PubMed: neither its types nor its notices were visible.
UNSEEN = Paper(pmid=Pmid(99000021), title="A record read elsewhere", year=2020)

LOCK = Lock(
    papers={str(one.pmid): one for one in (*PAPERS, UNSEEN)},
    searches={
        "searched": SearchRecord(
            TODAY - dt.timedelta(days=1),
            Outcome.CANDIDATES,
            (SearchedQuery("sciatica AND massage", "topic", 12), SearchedQuery("sciatica", "wide", 4021)),
            candidates=(
                FoundPaper(Pmid(99000001), "Manual therapy for sciatica: a systematic review.", "Almeida P", 2024),
                FoundPaper(Pmid(99000005)),
                FoundPaper(Pmid(99000002), "Manual therapy and leg pain: a randomized trial"),
                FoundPaper(Pmid(99000004), "Massage and leg pain", "Almeida P", 2024, reason="retracted"),
            ),
            contradicting=(Pmid(99000002),),
        ),
        "has-a-review": SearchRecord(
            TODAY,
            Outcome.ATTACHED,
            candidates=tuple(FoundPaper(Pmid(99000000 + one), stance=Stance.SUPPORTS) for one in (25, 24, 37)),
        ),
        "taken-back": SearchRecord(
            TODAY,
            Outcome.CANDIDATES,
            (SearchedQuery("massage", "topic", 1),),
            candidates=(FoundPaper(Pmid(99000018), "RETRACTED: Cupping and leg pain", reason="retracted"),),
            contradicting=(Pmid(99000018),),
        ),
        "one-sided": SearchRecord(TODAY, Outcome.ATTACHED, contradicting=(Pmid(99000002), Pmid(99000028))),
        "rejected": SearchRecord(
            TODAY,
            Outcome.ATTACHED,
            candidates=(FoundPaper(Pmid(99000024)),),
            contradicting=(Pmid(99000002),),
            rejected=(Rejection(Pmid(99000024), "editor"), Rejection(Pmid(99000002), "editor")),
        ),
        "searched-in-vain": SearchRecord(TODAY, Outcome.NOTHING_FOUND, (SearchedQuery("unicorn", "topic", 0),)),
    },
    citations={
        "misquoted": {"99000024": CitationCheck(False, ("massage",), TODAY)},
        "quoted": {"99000024": CitationCheck(True, ("massage",), TODAY), "10.5555/claimcheck.1": CitationCheck(True)},
        "off-topic": {"99000024": CitationCheck(None, (), TODAY)},
        "on-topic": {"99000024": CitationCheck(None, ("massage",), TODAY)},
        "given": {
            "99000002": CitationCheck(
                None,
                ("massage",),
                TODAY,
                stance=Stance.INCONCLUSIVE,
                passage="Pain did not differ.",
                judged_by="a judge",
            )
        },
    },
    reviews={
        "read-before": {
            "PMID 99000001": Reviewed(("Manual therapy eases leg pain.",), "first editor", dt.date(2026, 11, 20)),
            "https://example.org/backs": Reviewed(
                ("Manual therapy eases leg pain.",), "first editor", dt.date(2026, 11, 20)
            ),
        },
    },
    unknown={"99000098": TODAY, "10.5555/not-in-pubmed": TODAY},
    not_asked={"99000097": NotAsked(TODAY, "PubMed did not answer")},
)


def project(folder: Path, claims: str, *, lock: Lock | None = LOCK, article: str | None = ARTICLE) -> Path:
    """Write ``claims/a.yaml``, the article and the lock under a folder; returns the claims folder."""
    (folder / "pyproject.toml").touch()
    home = folder / "claims"
    home.mkdir(exist_ok=True)
    header = "" if claims.startswith("claimcheck:") else "claimcheck: 1\n"
    (home / "a.yaml").write_text(header + claims, encoding="utf-8")
    if article is not None:
        (home / "page.md").write_text(article, encoding="utf-8")
    if lock is not None:
        (home / "evidence.lock.json").write_bytes(_written() if lock is LOCK else dump_lock(lock))
    return home


@cache
def _written() -> bytes:
    """Our lock as a file; hundreds of tests want it."""
    return dump_lock(LOCK)


def gate(
    folder: Path,
    claims: str,
    thresholds: Mapping[str, object] | None = None,
    *,
    ignore: tuple[str, ...] = ("CC102",),
    **options: object,
) -> Report:
    """Check a project of one claims file; `thresholds` are as the settings write them.

    What its article says besides (CC102) is another test's matter.
    """
    read = dict(read_threshold(key, value, "here") for key, value in (thresholds or {}).items())
    home = project(folder, claims, **options)  # type: ignore[arg-type]
    return claimcheck.gate.check(home, today=TODAY, ignore=ignore, thresholds=Thresholds().changed(read))
