"""Papers that a person is asked to read, named in a sentence."""

from collections.abc import Iterable

from claimcheck.model import FoundPaper, Paper

_NUMBERS = {2: "two", 3: "three"}


def named(paper: Paper | FoundPaper, journal: str | None = None) -> str:
    """``Almeida P, Spine 2024: "Manual therapy for sciatica" (PMID 1)``, as far as it is known."""
    where = " ".join(str(part) for part in (journal, paper.year) if part)
    who = ", ".join(part for part in (paper.first_author, where) if part)
    title = f'"{paper.title.rstrip(".")}"' if paper.title else ""
    told = ": ".join(part for part in (who, title) if part)
    return f"{told} (PMID {paper.pmid})" if told else f"PMID {paper.pmid}"


def named_all(papers: Iterable[Paper | FoundPaper]) -> str:
    """Papers one behind the other."""
    return "; ".join(map(named, papers))


def come_near(number: int) -> str:
    """What is said before the names of papers that may decide a claim."""
    if number == 1:
        return "this one comes near; read it"
    return f"these {_NUMBERS.get(number, number)} come near; read them"
