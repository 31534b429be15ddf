"""Works and claims of our own making for the tests of references."""

from claimcheck.bibliography.spots import Cited
from claimcheck.bibliography.works import Work
from claimcheck.identifiers import Doi, Pmid
from claimcheck.model import Author, Claim, Quote


def work(number: int, title: str = "An invented trial of walking", *authors: Author, **fields: object) -> Work:
    """A work with PMID 99000000 + number."""
    pmid = Pmid(str(99000000 + number))
    usual = {
        "journal": "Journal of Invention",
        "journal_abbreviation": "J Invent",
        "year": 2021,
        "volume": "7",
        "issue": "2",
        "pages": "881-99",
        "doi": Doi(f"10.1234/invented.{number}"),
    }
    people = authors or (Author(last_name="Doe", initials="JA"),)
    return Work(f"pmid-{pmid}", title, people, pmid=pmid, **{**usual, **fields})  # type: ignore[arg-type]


def cited(quote: str, *works: Work, claim_id: str = "a") -> Cited:
    """A claim with a quote and the works it cites."""
    return Cited(Claim(statement=quote, id=claim_id, quote=Quote(quote)), works)
