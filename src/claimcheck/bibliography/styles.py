"""References as readers see them: AMA and Vancouver.

Sources: AMA Manual of Style, 11th edition, chapter 3 (up to six authors, else three and "et al"; full page ranges); the
ICMJE's "Samples of Formatted References" by the National Library of Medicine (six authors, shortened page ranges).
"""

from collections.abc import Iterable

from attrs import evolve

from claimcheck.bibliography.names import listed
from claimcheck.bibliography.works import Work


def linked_reference(work: Work) -> tuple[str, str]:
    """One work in AMA style and the link to it, "" where it has none; a page's address stands in the link alone."""
    link = work.link if work.link.startswith(("https://", "http://")) else ""
    return ama_reference(evolve(work, url="") if link and work.is_page else work), link


def ama_reference(work: Work) -> str:
    """One work in AMA style, as plain text."""
    other = f"PMID: {work.pmid}" if work.pmid else work.url or str(work.pmcid or "")
    return _reference(work, 3, work.full_pages, f"doi:{work.doi}" if work.doi else _sentence(other))


def vancouver_reference(work: Work) -> str:
    """One work in the style of the ICMJE's samples, as plain text."""
    pubmed = f"PubMed PMID: {work.pmid}" if work.pmid else ""
    central = f"PubMed Central PMCID: {work.pmcid}" if work.pmcid else ""
    address = f"Available from: {work.url}" if work.url and work.is_page else ""
    other = _sentence("; ".join(part for part in (pubmed, central, address) if part))
    return _reference(work, 6, work.short_pages, f"doi: {work.doi}." if work.doi else "", other)


def _reference(work: Work, then: int, pages: str, *identifiers: str) -> str:
    """What both styles have alike: six authors, or the first `then` of more; title, journal, numbers; and a notice at the end."""
    notice = f"Retraction notice: PMID {work.notice}." if work.is_retracted and work.notice else ""
    texts = (listed(work, most=6, then=then), work.marked_title, work.journal_abbreviation, _numbers(work, pages))
    return " ".join(part for part in (*map(_sentence, texts), *identifiers, notice) if part)


def ama(works: Iterable[Work]) -> str:
    """A numbered list in AMA style, one work a line."""
    return _numbered(ama_reference(work) for work in works)


def vancouver(works: Iterable[Work]) -> str:
    """A numbered list in the style of the ICMJE's samples, one work a line."""
    return _numbered(vancouver_reference(work) for work in works)


def _numbered(references: Iterable[str]) -> str:
    return "".join(f"{number}. {reference}\n" for number, reference in enumerate(references, start=1))


def _numbers(work: Work, pages: str) -> str:
    """``2007;16(7):881-99``, as far as known."""
    volume = work.volume + (f"({work.issue})" if work.issue else "")
    text = str(work.year or "") + (f";{volume}" if volume else "")
    return text + (f":{pages}" if pages else "")


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
