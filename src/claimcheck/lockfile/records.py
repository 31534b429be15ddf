"""Papers as the lock writes them. It keeps no abstract, only its SHA-256, so that the desk sees whether it changed."""

import hashlib
from collections.abc import Iterable, Mapping

from claimcheck.language.organisations import is_organisation
from claimcheck.lockfile.papers import SAME, Papers, Record
from claimcheck.lockfile.shapes import iso
from claimcheck.model import Author, MeshHeading, Notice, Paper, PublicationType


def records_of(papers: Mapping[str, Paper]) -> Mapping[str, Record]:
    """The records of papers; those of a lock file as they stand there."""
    return papers.records if isinstance(papers, Papers) else {key: record_of(one) for key, one in papers.items()}


def record_of(paper: Paper) -> Record:
    """The record that the lock keeps of a paper."""
    record: Record = {name: getattr(paper, name) for name in SAME}
    return record | {
        "origin": {"source": paper.origin.source, "date": iso(paper.origin.date)} if paper.origin else None,
        "title": paper.title,
        "first_author": paper.first_author,
        "authors": [author.name for author in paper.authors],
        **_groups(paper.authors),
        "doi": paper.doi,
        "pmcid": paper.pmcid,
        "publication_types": _names(paper.publication_types),
        "mesh": _names(paper.mesh),
        "keywords": list(paper.keywords),
        "languages": list(paper.languages),
        "notices": None if paper.notices is None else list(map(notice_record, paper.notices)),
        "revised": iso(paper.revised),
        "abstract_sha256": _abstract_sha256(paper),
    }


def _groups(authors: Iterable[Author]) -> Record:
    """Which authors are groups, where a name alone would be taken for the other."""
    groups = {one.name: _is_group(one) for one in authors}
    if all(is_group == bool(Author.from_name(name).collective) for name, is_group in groups.items()):
        return {}
    return {"groups": [name for name, is_group in groups.items() if is_group]}


def _is_group(author: Author) -> bool:
    return bool(author.collective) or (not author.initials and is_organisation(author.name))


def _names(listed: Iterable[PublicationType | MeshHeading] | None) -> list[str] | None:
    return None if listed is None else [one.name for one in listed]


def notice_record(notice: Notice) -> Record:
    """The record that the lock keeps of a notice."""
    return {name: value for name, value in notice.to_dict().items() if name != "source" or value}


def _abstract_sha256(paper: Paper) -> str | None:
    """Of the abstract as `Paper.abstract` prints it; of a paper read from a lock what that lock said."""
    if paper.sections is None:
        return paper.abstract_sha256
    return sha256_of(paper.abstract) if paper.has_abstract else None


def sha256_of(abstract: str) -> str:
    """The hash of an abstract."""
    return hashlib.sha256(abstract.encode("utf-8", "replace")).hexdigest()
