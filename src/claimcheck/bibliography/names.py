"""Authors as styles and formats write them."""

from claimcheck.bibliography.works import Work
from claimcheck.model import Author


def initials(author: Author) -> str:
    """``PA``: as the record has them, else from the fore name."""
    return author.initials or "".join(part[0] for part in author.fore_name.replace("-", " ").split())


def given(author: Author) -> str:
    """``Pim A``, or ``P. A.`` where only initials are known; what is no capital letters stays as it is."""
    known = author.initials
    return author.fore_name or (" ".join(f"{letter}." for letter in known) if known.isupper() else known)


def last_first(author: Author) -> str:
    """``Luijsterburg, Pim A`` with a suffix behind; a group's name as EndNote marks it: with a comma at its end or doubled."""
    if author.collective:
        name = author.collective
        return name.replace(",", ",,", 1) if "," in name else f"{name},"
    return ", ".join(part for part in (author.last_name, given(author), author.suffix) if part)


def cited(author: Author) -> str:
    """``Luijsterburg PA``."""
    return author.collective or " ".join(part for part in (author.last_name, initials(author), author.suffix) if part)


def listed(work: Work, *, most: int, then: int) -> str:
    """The authors as one text: all where there are at most `most`, else the first `then` and "et al"."""
    names = [cited(author) for author in work.authors]
    return ", ".join(names if len(names) <= most else [*names[:then], "et al"])
