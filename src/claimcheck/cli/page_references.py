"""What a page's references are read with: the bibliography beside it, the sites of trusted bodies, and a catalogue for PMIDs."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from claimcheck.articles.front_matter import front_matter
from claimcheck.bibliography.files import is_medline, read_bytes, read_references
from claimcheck.bibliography.reading import Reference as Work
from claimcheck.bibliography.reading import UnreadableReferencesError
from claimcheck.errors import CouldNotAskError
from claimcheck.extraction.drafts import Draft
from claimcheck.extraction.page_works import BY_ARTICLE, Surroundings
from claimcheck.identifiers import Pmid
from claimcheck.language.wordlist import read_words
from claimcheck.model import Citation
from claimcheck.policies.packs import TRUSTED_SITES

if TYPE_CHECKING:
    from claimcheck.research import Resolver

_NAMED = re.compile(r"(?m)^[\"']?bibliography[\"']?\s*[:=][ \t]*(?P<value>.*(?:\n\s*-\s.*)*)")
_FILE = re.compile(r"""(?:\A|[\[,\n](?:\s*-\s)?)\s*(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"'\[\],#-][^"'\[\],\n#]*))""")
_CITES = re.compile(r"(?<![\w@./])@[\w{]")
_MOST_BESIDE = 5


def surroundings_of(page: Path, source: str) -> tuple[Surroundings, tuple[str, ...]]:
    """Read the bibliography that the page names, else those in its folder; with a sentence for each that cannot be read."""
    keys: dict[str, Citation] = {}
    unread = list[str]()
    for file in _bibliographies(page, source):
        try:
            keys = {**_works_by_key(file), **keys}
        except UnreadableReferencesError as error:
            unread.append(str(error))
    return Surroundings(keys, read_words(TRUSTED_SITES)), tuple(unread)


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
    files = [page.parent / "".join(name).strip() for name in _FILE.findall(named["value"])] if named else []
    if files or not _CITES.search(source):
        return tuple(files)
    own = page.with_name(f"{page.stem}.references.json")  # as `cite` writes it
    return (*([own] if own.is_file() else []), *sorted(page.parent.glob("*.bib"))[:_MOST_BESIDE])


def _works_by_key(file: Path) -> Mapping[str, Citation]:
    """The works of a bibliography by their keys; a key of two entries that are not one work tells none."""
    data = read_bytes(file)
    if is_medline(data, file):
        wanted = "save it as BibTeX, CSL-JSON or RIS"
        raise UnreadableReferencesError(f"{file} is NBIB, which has no keys that a page could cite by; {wanted}")
    found: dict[str, list[Work]] = {}
    for one in read_references(data, file).references:
        found.setdefault(one.key, []).append(one)
    return {key: _plain(works[0]) for key, works in found.items() if key and _is_one_work(works)}


def _is_one_work(entries: Sequence[Work]) -> bool:
    """Whether the entries share an identifier, or a link, by which a claims file can hold their work."""
    ids = [{one.pmid, one.doi, one.pmcid, one.url} - {None} for one in entries if one.is_citable]
    return len(ids) == len(entries) and all(ids[0] & other for other in ids)


def _plain(reference: Work) -> Citation:
    """The work by its identifiers; beside them the gate compares what is written, and the page wrote nothing."""
    citation = reference.citation(BY_ARTICLE)
    named = citation.pmid or citation.doi or citation.pmcid
    return evolve(citation, title=None, author=None, year=None, journal=None) if named else citation
