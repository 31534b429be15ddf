"""NLM's descriptor file (``desc2026.xml``): headings, their entry terms and their places in the tree.

With it untagged words are mapped to headings as PubMed does, and a heading finds what stands below it. Source: NLM, "MeSH XML
data elements".
"""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, iterparse

from attrs import frozen

from claimcheck.catalogs.mirror.nlm_files import MirrorError
from claimcheck.catalogs.mirror.words import normal


@frozen
class Headings:
    """Heading by term, and heading by tree number, all as words with single spaces."""

    terms: dict[str, str]
    trees: dict[str, str]


def read_headings(path: Path) -> Headings:
    """The headings of a file. Raises `MirrorError`."""
    terms: dict[str, str] = {}
    trees: dict[str, str] = {}
    for record in _records(path):
        heading = normal(record.findtext("DescriptorName/String", ""))
        trees.update((element.text or "", heading) for element in record.iterfind("TreeNumberList/TreeNumber"))
        for element in record.iterfind("ConceptList/Concept/TermList/Term/String"):
            terms.setdefault(normal(element.text or ""), heading)
        terms[heading] = heading
    if not terms:
        raise MirrorError(f"{path} holds no MeSH descriptors; it should be NLM's desc2026.xml or that of another year")
    return Headings(terms, trees)


def _records(path: Path) -> Iterator[Element]:
    """One descriptor after another; a file of any size is read in little memory."""
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            events = iterparse(file, events=("start", "end"))  # noqa: S314 - a file that the user names; no entity is resolved
            _, root = next(events)
            for event, element in events:
                if event == "end" and element.tag == "DescriptorRecord":
                    yield element
                    root.clear()
    except ParseError as error:
        raise MirrorError(f"{path} is not well-formed XML: {error}") from None
    except (OSError, EOFError, zlib.error, LookupError, ValueError) as error:  # the last two: of an encoding
        raise MirrorError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from None
