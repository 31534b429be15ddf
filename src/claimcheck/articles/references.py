"""The references that an article already has: links, notes, citation keys, identifiers, authors with a year.

Reads what the page's markup links (`Article.links`) and what its text says: DOIs, PMIDs and PMCIDs (with a prefix or as
an address), Pandoc's and Quarto's citation keys (Pandoc User's Guide, "Citation syntax") and MyST's, and author-date citations as
APA and Chicago style have them. Identifiers are read offline; a well-formed one says nothing about whether a record exists.
Where a note names several works, its identifiers are not guessed between.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from attrs import frozen

from claimcheck.addresses import Identifiers, identify, identify_key
from claimcheck.articles.base import Article, Link, Note, Sentence
from claimcheck.checked import given
from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.language.reference_marks import MONTHS
from claimcheck.language.written_identifiers import DOI, PMCID, PMIDS, is_whole, numbers_in, trimmed


class ReferenceKind(StrEnum):
    """How a reference is written."""

    LINK = "link"
    FOOTNOTE = "footnote"
    PANDOC_KEY = "pandoc-key"
    DOI = "doi"
    PUBMED = "pubmed"
    PMC = "pmc"
    AUTHOR_YEAR = "author-year"


@frozen
class Reference:
    """One reference: `text` is ``article.text[start:end]``, "" for the mark of a note.

    `target` is an address, the text of a note (or its name, where there is none; "[2,4]" for numbers that are raised without a
    link, which mean entries of the page's list), a citation key, an identifier, or author and year. `sentence` is the one that the reference stands in or directly behind.
    """

    kind: ReferenceKind
    text: str
    target: str
    start: int
    end: int
    sentence: Sentence | None = None
    pmid: Pmid | None = None
    doi: Doi | None = None
    pmcid: Pmcid | None = None


MAX_NOTE = 4_000
"""What is longer is a section of the page and no note."""
_NO_WORKS = ("#", "javascript:", "mailto:", "tel:", "data:")

_YEAR = r"(?:1[89]|20)\d\d[a-z]?"
_NO_NAMES = (
    f"(?:{MONTHS}|Spring|Summer|Autumn|Fall|Winter|Since|In|By|Until|Till|From|After|Before|Between|Updated?|Published|"
    r"Reviewed|Figure|Fig|Table|Copyright|Version|Volume|The|This|Of|On|As|And)\b"
)
_NAME = rf"(?:(?:[Vv]an|[Vv]on|[Dd]e[rnl]?|[Dd]i|[Dd]a|[Ll][ae]|[Aa]l|[Ee]l|[Tt]en?)[ -]){{0,3}}(?!{_NO_NAMES})[^\W\d_a-z][\w'\u2019-]{{1,40}}"
_INITIALS = r"(?:,? (?:[A-Z]\.[ -]?){1,3})?"
_AUTHORS = rf"{_NAME}{_INITIALS}(?:, {_NAME}{_INITIALS}){{0,5}}(?:,? (?:et al\.?|(?:and|&|und|et) (?:colleagues|{_NAME}{_INITIALS})))?"
_GROUP = rf"{_NAME}(?: (?:of|for|and|the|on|{_NAME})){{1,8}}(?=,)"
_AUTHOR_YEAR = re.compile(
    rf"(?:(?:see|see also|e\.g\.|cf\.|reviewed in),? )?((?:{_GROUP}|{_AUTHORS}),? {_YEAR}(?:, ?{_YEAR}){{0,5}})(?:[,:] ?(?:pp?\. ?)?[\d\u2013-]{{1,12}})?"
    r"(?=\s*\Z|,?\s(?:but|and|who|which|whose|though|although|yet|only|found|showed|both)\b)"
)
_NEXT_WORK = re.compile(
    r";\s*|(?<=\d{4})(?:,|,?\s(?:and|&))\s(?=[^\W\d_a-z])|,?\s(?:(?:and|but|yet)\s)?(?:see(?: also)?|also|cf\.?)\s(?=[^\W\d_a-z])|\s*\Z"
)
_WRITTEN = re.compile(
    r"(?P<url>(?:\bhttps?://|(?<![\w@./-])(?:www\.|dx\.)?(?:doi\.org|(?:(?:pubmed|pmc)\.)?ncbi\.nlm\.nih\.gov|pubmed\.gov|europepmc\.org)/)"
    r"(?:(?![,;|]+(?:https?:|doi:|10\.\d{4}))[^\s<>\"\u201c\u201d]|<[^\s<>]{1,80}>(?=\d\.\d\.)){1,2000}+)"
    rf"|(?i:{PMIDS})|(?i:{PMCID})"
    rf"|(?<![\w./])(?i:doi\s?[:=.]?\s{{0,2}})?(?P<doi>(?i:{DOI}))"
    r"|\[(?P<keys>[^\[\]\n]{0,300}?(?<![\w@])@[^\[\]\n]{1,500})\]"
    r"|(?:(?<![\w@/.\[;-])|(?<=\s-))@(?P<key>[A-Za-z_][\w:.#$%&+?~/-]{0,200}\d[\w:-]{0,40})"
    r"|\((?P<works>[^()\n]{4,400})\)|\[(?P<squared>[^\[\]\n]{4,400})\]"
    rf"|(?P<narrative>(?<![\w-]){_NAME}(?: et al\.?| (?:and|&) (?:colleagues|{_NAME}))? \({_YEAR}\))",
)
_LAST_NUMBER = re.compile(r"(\d{1,3})\W*\Z")
_KEY = re.compile(r"(?<![\w@])-?@(?:\{([^{}\s]{1,300})\}|([A-Za-z0-9_][\w:.#$%&+?<>~/-]{0,300}))")
_CROSS_REFERENCE = re.compile(r"(?:fig|tbl|sec|eq|lst|thm|lem|cor|prp|def|exm|exr|tip|nte|wrn)[-:]")


def references(article: Article) -> tuple[Reference, ...]:
    """Every reference of an article in the order of its text, without overlap; a mark of a note may follow another."""
    page = given("references: article", article, Article)
    found = [*_of_links(page), *_of_text(page)]
    return tuple(sorted(found, key=lambda reference: (reference.start, reference.end)))


def identifiers_in(text: str) -> tuple[Identifiers, ...]:
    """What the words of a text name by identifiers and addresses, in order."""
    return tuple(ids for _, _, _, ids in _written(text, 0, len(text)))


def _reference(
    article: Article, kind: ReferenceKind, span: tuple[int, int], target: str, ids: Identifiers
) -> Reference:
    start, end = span
    sentence = article.sentence_by(start)
    return Reference(kind, article.text[start:end], target, start, end, sentence, ids.pmid, ids.doi, ids.pmcid)


def _of_links(article: Article) -> Iterator[Reference]:
    notes = {note.name: note for note in reversed(article.notes) if note.end - note.start <= MAX_NOTE}
    doubled = {name for name, times in Counter(note.name for note in article.notes).items() if times > 1}
    by_start = sorted(article.links, key=_start)
    read: dict[str, _Told] = {}
    for link in article.links:
        name = link.target if link.is_note else link.target.removeprefix("#")
        if link.is_note or (link.target.startswith("#") and name in notes):
            if (
                name in doubled
            ):  # of two lists that count alike, the number tells which is meant, where one alone has it
                told = _shown(article, link)
            elif name not in notes:  # its words stand where its mark does (Pandoc's ``^[…]``)
                told = name, Identifiers.of_one_work(identifiers_in(name))
            else:
                told = read[name] = read.get(name) or _note(article, notes[name], by_start)
            yield _reference(article, ReferenceKind.FOOTNOTE, (link.start, link.end), *told)
        elif link.target and not link.target.startswith(_NO_WORKS):
            ids = identify(link.target)
            yield _reference(article, ReferenceKind(ids.resolver or "link"), (link.start, link.end), link.target, ids)


def _start(link: Link) -> int:
    return link.start


_Told = tuple[str, Identifiers]
"""What a note says, and the identifiers of the one work that it names."""


def _note(article: Article, note: Note, links: list[Link]) -> _Told:
    """The text of a note, and the identifiers of the one work that it names."""
    first, last = bisect_left(links, note.start, key=_start), bisect_left(links, note.end, key=_start)
    inside = [identify(link.target) for link in links[first:last] if not link.is_note]
    inside += [ids for _, _, _, ids in _written(article.text, note.start, note.end)]
    return article.text[note.start : note.end], Identifiers.of_one_work(inside)


def _shown(article: Article, link: Link) -> _Told:
    """A mark as it is read: its number in square brackets, by its words or else by the name that it links to."""
    number = _LAST_NUMBER.search(article.text[link.start : link.end]) or _LAST_NUMBER.search(link.target)
    return (f"[{number[1]}]" if number else link.target), Identifiers()


def _of_text(article: Article) -> Iterator[Reference]:
    text, position = article.text, 0
    for link in [*sorted(article.links, key=_start), Link(len(text), len(text), "")]:
        if link.end > link.start or link.start == len(text):
            for kind, start, end, ids in _written(text, position, link.start):
                yield _reference(article, kind, (start, end), ids.target or text[start:end], ids)
            position = max(position, link.end)


_Found = tuple[ReferenceKind, int, int, Identifiers]


def _written(text: str, start: int, end: int) -> Iterator[_Found]:
    """The references that stand in the words of a stretch of text."""
    for match in _WRITTEN.finditer(text, start, end):
        name = match.lastgroup or ""
        if name in ("url", "doi"):
            yield from _address(text, match, name)
        elif name == "pmids":
            yield from _pmids(text, match)
        elif name == "pmcid":
            yield ReferenceKind.PMC, match.start(), match.end(), identify_key(f"pmcid:{match[name]}")
        elif name in ("keys", "key"):
            yield from _keys(text, match.start(name) - (name == "key"), match.end(name))
        elif name in ("works", "squared"):
            yield from _works(text, *match.span(name))
        else:
            yield ReferenceKind.AUTHOR_YEAR, match.start(), match.end(), Identifiers(target=match.group())


def _address(text: str, match: re.Match[str], name: str) -> Iterator[_Found]:
    """An address, or a DOI with what names it as one; none for a DOI that is cut off."""
    address = trimmed(match[name])
    ids = identify(address)
    if is_whole(text, match.end()) if ids.doi else name == "url":
        kind = ReferenceKind("doi" if name == "doi" else ids.resolver or "link")
        yield kind, match.start(), match.start(name) + len(address), ids


def _pmids(text: str, match: re.Match[str]) -> Iterator[_Found]:
    """The PMIDs behind one name for them, the first with it."""
    begin = match.start()
    for start, end in numbers_in(text, *match.span("pmids")):
        yield ReferenceKind.PUBMED, min(begin, start), end, identify_key(f"pmid:{text[start:end]}")
        begin = end


def _keys(text: str, start: int, end: int) -> Iterator[_Found]:
    for match in _KEY.finditer(text, start, end):
        key = (match[1] or match[2]).rstrip(".:,;?!")
        if not _CROSS_REFERENCE.match(key):
            close = match.end() if match[1] else match.start(2) + len(key)
            yield ReferenceKind.PANDOC_KEY, match.start(), close, identify_key(key)


def _works(text: str, begin: int, end: int) -> Iterator[_Found]:
    """Authors and years between brackets, and whatever else stands there."""
    at = begin
    for behind in _NEXT_WORK.finditer(text, begin, end):
        if found := _AUTHOR_YEAR.match(text, at, behind.start()):
            yield from _written(text, begin, at)
            yield ReferenceKind.AUTHOR_YEAR, found.start(1), found.end(1), Identifiers(target=found[1])
            begin = found.end()
        at = behind.end()
    yield from _written(text, begin, end)
