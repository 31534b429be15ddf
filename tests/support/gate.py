"""A small project on disk for the gate: claims files as text, the article, and a lock about invented papers.

Nobody wrote these papers (PMIDs 99000001 up, DOI prefix 10.5555): they exist to be retracted, corrected and misquoted.
"""

import datetime as dt
from pathlib import Path

import claimcheck.gate
from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.lockfile import Lock, NotAsked, SearchedQuery, SearchRecord, dump_lock
from claimcheck.model import Author, Direction, Notice, NoticeType, Outcome, Paper, PublicationType, Report

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

Studies show that swimming keeps backs young. A 2019 review in the European Spine Journal says that walking helps.
"""


def paper(
    number: int,
    title: str,
    *notices: Notice,
    types: tuple[str, ...] | None = ("Journal Article",),
    journal: tuple[str | None, str | None] = ("Journal of invented studies", "J Invent Stud"),
    authors: tuple[str, ...] = ("Almeida P", "van Dijk BC"),
    year: int | None = 2019,
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
        notices=notices,
    )


def notice(kind: str, number: int | None = None, date: str | None = None, direction: str = "in") -> Notice:
    """A notice about a paper, or (`of`) what the record itself is."""
    pmid = Pmid(99000000 + number) if number else None
    return Notice(NoticeType(kind), Direction(direction), pmid, date)


PAPERS = (
    paper(1, "Manual therapy for sciatica: a systematic review.", types=REVIEW, journal=EUR_SPINE),
    paper(2, "Manual therapy and leg pain: a randomized trial", types=TRIAL, year=2021),
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
            candidates=(Pmid(99000001), Pmid(99000005)),
            contradicting=(Pmid(99000002),),
        ),
        "searched-in-vain": SearchRecord(TODAY, Outcome.NOTHING_FOUND, (SearchedQuery("unicorn", "topic", 0),)),
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
        (home / "evidence.lock.json").write_bytes(dump_lock(lock))
    return home


def gate(folder: Path, claims: str, *, ignore: tuple[str, ...] = ("CC102",), **options: object) -> Report:
    """Check a project of one claims file; what its article says besides (CC102) is another test's matter."""
    return claimcheck.gate.check(project(folder, claims, **options), today=TODAY, ignore=ignore)  # type: ignore[arg-type]
