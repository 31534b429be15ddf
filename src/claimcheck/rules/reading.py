"""Papers that a person is asked to read, named in a sentence."""

_NUMBERS = {2: "two", 3: "three"}


def named(pmid: str, title: str, first_author: str | None, year: int | None, journal: str | None = None) -> str:
    """``Almeida P, Spine 2024: "Manual therapy for sciatica" (PMID 1)``, as far as it is known."""
    where = " ".join(str(part) for part in (journal, year) if part)
    who = ", ".join(part for part in (first_author, where) if part)
    told = ": ".join(part for part in (who, f'"{title.rstrip(".")}"' if title else "") if part)
    return f"{told} (PMID {pmid})" if told else f"PMID {pmid}"


def come_near(number: int) -> str:
    """What is said before the names of papers that may decide a claim."""
    if number == 1:
        return "this one comes near; read it"
    return f"these {_NUMBERS.get(number, number)} come near; read them"
