"""What a page's references are read with: the bibliography beside it, the sites of trusted bodies, and a catalogue for PMIDs."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from claimcheck.articles.front_matter import front_matter
from claimcheck.bibliography.files import read_bytes, read_references
from claimcheck.bibliography.reading import Reference, UnreadableReferencesError
from claimcheck.errors import CouldNotAskError
from claimcheck.extraction.drafts import Draft
from claimcheck.extraction.page_works import BY_ARTICLE, Surroundings
from claimcheck.identifiers import Pmid
from claimcheck.language.wordlist import read_words
from claimcheck.model import Citation
from claimcheck.policies.packs import TRUSTED_SITES

if TYPE_CHECKING:
    from claimcheck.research import Resolver

_NAMED = re.compile(r"(?m)^bibliography\s*[:=]\s*(?P<value>.*(?:\n\s*-\s.*)*)")
_FILE = re.compile(r"[^\s\[\],\"']+\.(?:bib|json|bibtex)\b")
_ENTRY = re.compile(r"@\w+\s*[{(]\s*([^\s,{}()]+)\s*,")
_MOST_BESIDE = 5


def surroundings_of(page: Path, source: str) -> Surroundings:
    """Read the bibliography that the page names, else those in its folder; one that cannot be read gives nothing."""
    keys: dict[str, Citation] = {}
    for file in _bibliographies(page, source):
        for key, citation in _works_by_key(file).items():
            keys.setdefault(key, citation)
    return Surroundings(keys, read_words(TRUSTED_SITES))


def with_pmids(drafts: Iterable[Draft], catalog: "Resolver") -> tuple[tuple[Draft, ...], dict[str, str]]:
    """The drafts with the PMIDs of works that the page gives by DOI or PMCID, and by identifier why one could not be asked."""
    drafts = tuple(drafts)
    cited = (one for draft in drafts for one in draft.claim.citations if not one.pmid)
    found: dict[str, Pmid | None] = {}
    unasked: dict[str, str] = {}
    for work in dict.fromkeys(one.doi or one.pmcid for one in cited):
        try:
            found[str(work)] = catalog.resolve(work) if work else None
        except CouldNotAskError as error:
            unasked[str(work)] = error.reason
    return tuple(_numbered(draft, found) for draft in drafts), unasked


def _numbered(draft: Draft, found: Mapping[str, Pmid | None]) -> Draft:
    citations = tuple(
        one if one.pmid else evolve(one, pmid=found.get(str(one.doi or one.pmcid))) for one in draft.claim.citations
    )
    return evolve(draft, claim=evolve(draft.claim, citations=citations))


def _bibliographies(page: Path, source: str) -> tuple[Path, ...]:
    named = _NAMED.search(source[: front_matter(source)[0]])
    files = [page.parent / name for name in _FILE.findall(named["value"])] if named else []
    beside = [] if files or "@" not in source else sorted(page.parent.glob("*.bib"))[:_MOST_BESIDE]
    return tuple(file for file in (*files, *beside) if file.is_file())


def _works_by_key(file: Path) -> Mapping[str, Citation]:
    try:
        data = read_bytes(file)
        found = dict(_of_csl(data, file) if file.suffix == ".json" else _of_bibtex(data, file))
    except (UnreadableReferencesError, ValueError):
        return {}
    return {key: _plain(one) for key, one in found.items() if one.is_citable}


def _plain(reference: Reference) -> Citation:
    """The work by its identifiers; beside them the gate compares what is written, and the page wrote nothing."""
    citation = reference.citation(BY_ARTICLE)
    named = citation.pmid or citation.doi or citation.pmcid
    return evolve(citation, title=None, author=None, year=None, journal=None) if named else citation


def _of_bibtex(data: bytes, file: Path) -> Iterator[tuple[str, Reference]]:
    """An entry's key stands on the line on which it begins."""
    lines = data.decode("utf-8", "replace").splitlines()
    for reference in read_references(data, file).references:
        begins = " ".join(lines[reference.line - 1 : reference.line + 1]) if reference.line else ""
        if key := _ENTRY.search(begins):
            yield key[1], reference


def _of_csl(data: bytes, file: Path) -> Iterator[tuple[str, Reference]]:
    listed = json.loads(data)
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, dict) and "id" in item:
            yield str(item["id"]), read_references(json.dumps([item]).encode(), file).references[0]
