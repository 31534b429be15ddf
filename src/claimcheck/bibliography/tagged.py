"""The two formats of lines with tags: RIS, and NBIB (PubMed's MEDLINE text).

Sources: Research Information Systems, "RIS Format Specifications" (2011); NLM, "MEDLINE/PubMed Data Element (Field)
Descriptions".
"""

from collections.abc import Iterable

from claimcheck.bibliography.names import cited, given, last_first
from claimcheck.bibliography.works import Work
from claimcheck.model import Author

_Lines = list[tuple[str, str]]


def ris(works: Iterable[Work]) -> str:
    """One record a work, ended by ``ER``."""
    return "\n".join(_written(_ris_lines(work), "{:<2}  - {}") + "ER  - \n" for work in works)


def nbib(works: Iterable[Work]) -> str:
    """One record a work that PubMed holds; the format is PubMed's own, so that others cannot stand in it."""
    return "\n".join(_written(_nbib_lines(work), "{:<4}- {}") for work in works if work.pmid)


def _full(author: Author) -> str:
    """``Luijsterburg, Pim A``, without full stops."""
    first = author.fore_name or given(author).replace(".", "")
    return ", ".join(part for part in (author.last_name, " ".join(filter(None, (first, author.suffix)))) if part)


def _written(lines: _Lines, form: str) -> str:
    return "".join(form.format(tag, value) + "\n" for tag, value in lines if value)


def _ris_lines(work: Work) -> _Lines:
    first, last = work.page_ends
    return [
        ("TY", "JOUR" if work.journal else "ELEC" if work.is_page else "GEN"),
        ("ID", work.key),
        *(("AU", last_first(author)) for author in work.authors),
        ("TI", work.marked_title),
        ("T2", work.journal),
        ("JA", work.journal_abbreviation if work.journal_abbreviation != work.journal else ""),
        ("PY", str(work.year or "")),
        ("VL", work.volume),
        ("IS", work.issue),
        ("SP", first),
        ("EP", last),
        ("DO", work.doi or ""),
        ("DB", "PubMed" if work.pmid else ""),
        ("AN", work.pmid or ""),
        ("C2", work.pmcid or ""),
        ("UR", work.link),
        ("N1", work.retraction_note),
    ]


def _nbib_lines(work: Work) -> _Lines:
    types = [("PT", kind) for kind in work.publication_types]
    if work.is_retracted and ("PT", "Retracted Publication") not in types:
        types.append(("PT", "Retracted Publication"))
    persons = [author for author in work.authors if not author.collective]
    return [
        ("PMID", work.pmid or ""),
        ("VI", work.volume),
        ("IP", work.issue),
        ("DP", str(work.year or "")),
        ("TI", work.title),
        ("PG", work.pages),
        ("LID", f"{work.doi} [doi]" if work.doi else ""),
        *((tag, name) for author in persons for tag, name in (("FAU", _full(author)), ("AU", cited(author)))),
        *(("CN", author.collective) for author in work.authors if author.collective),
        *types,
        ("TA", work.journal_abbreviation),
        ("JT", work.journal),
        ("RIN", f"Retraction notice. PMID: {work.notice}" if work.notice else ""),
        ("PMC", work.pmcid or ""),
        ("AID", f"{work.doi} [doi]" if work.doi else ""),
    ]
