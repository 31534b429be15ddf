"""Open articles of PubMed Central: EFetch with db=pmc answers JATS XML (NISO Z39.96), of which the authors' own findings are read.

An article that is not in the open-access set, or whose publisher keeps the XML back, comes without a body, or not at all. Introduction
and methods report no findings, and a sentence with a reference mark reports somebody else's: neither is read.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from claimcheck.catalogs.pubmed.outcomes import EutilsError, Trouble, plain
from claimcheck.errors import InvalidIdentifierError
from claimcheck.identifiers import Pmcid, Pmid
from claimcheck.language.sentences import sentences
from claimcheck.model import AbstractSection, FullText, FullTextResult, Paper

BATCH: Final = 5
"""Articles a request: one may have a megabyte of XML."""
MOST_CHARACTERS: Final = 2_000_000
"""Of an article's text."""
_REPORTS: Final = re.compile(r"result|finding|discussion|conclusion|outcome", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"^[\dIVX]+(?:\.\d+)*[.)]?\s+")
_NO_TEXT_NAMES: Final = (
    "title|label|table-wrap|fig|fig-group|disp-formula|disp-formula-group|table-wrap-group|"
    "supplementary-material|fn|boxed-text|graphic|media|tex-math|annotation|ref-list"
)
_NO_TEXT: Final = frozenset(_NO_TEXT_NAMES.split("|"))
"""Elements of which nothing is read where they stand in a section."""
_ELSEWHERE: Final = "\ue000"
"""Stands for a mark that points at another work."""
_STOP_AND_MARK: Final = re.compile(
    rf"([.!?]+)([\s,;\[\]()\u2013-]*{_ELSEWHERE}[\s,;\[\]()\u2013{_ELSEWHERE}-]*)(?=\s|$)"
)

NOT_OPEN = "PubMed Central has no open text of it"
TOO_LARGE = "its text in PubMed Central is larger than the program reads"


def read_article(article: Element) -> FullText | None:
    """An article as read; None where it does not say which one it is. `sections` is () where there is no open text in it."""
    found = article.iterfind("front/article-meta/article-id")
    ids = {one.get("pub-id-type") or "": (one.text or "").strip() for one in found}
    digits = (ids.get("pmcid") or ids.get("pmc") or "").upper().removeprefix("PMC")
    try:
        pmcid, pmid = Pmcid(f"PMC{digits}"), Pmid(ids["pmid"]) if ids.get("pmid") else None
    except InvalidIdentifierError:
        return None
    return FullText(pmcid, pmid, tuple(_sections(article.find("body"))))


def _sections(body: Element | None) -> Iterator[AbstractSection]:
    for section in body.iterfind("sec") if body is not None else ():
        title, kind = section.find("title"), section.get("sec-type") or ""
        heading = "" if title is None else _NUMBERED.sub("", " ".join("".join(title.itertext()).split()))
        said = [one for paragraph in _paragraphs(section) for one in _own_sentences(paragraph)]
        if said and _REPORTS.search(f"{heading} {kind}"):
            yield AbstractSection("\n".join(said), plain(heading or kind.capitalize(), 60))


def _paragraphs(section: Element) -> Iterator[str]:
    """Each paragraph's characters, those of subsections and lists among them."""
    waiting = [section]
    while waiting:
        element = waiting.pop()
        if element.tag == "p":
            yield " ".join("".join(_characters(element)).split())
        elif element.tag not in _NO_TEXT:
            waiting.extend(reversed(element))


def _characters(element: Element) -> Iterator[str]:
    """What a reader sees of a paragraph, in order."""
    waiting: list[Element | str] = [element]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
            continue
        inside: list[Element | str] = [one.text or ""]
        for child in one:
            elsewhere = child.tag == "xref" and child.get("ref-type") == "bibr"
            inside += [_ELSEWHERE if elsewhere else "" if child.tag in _NO_TEXT else child, child.tail or ""]
        waiting.extend(reversed(inside))


def _own_sentences(paragraph: str) -> Iterator[str]:
    """The sentences that point at no other work. A mark behind the full stop belongs to the sentence before it."""
    moved = _STOP_AND_MARK.sub(lambda found: f"{_ELSEWHERE}{found[1]}", paragraph)
    return (one for one in sentences(moved) if _ELSEWHERE not in one)


# --- asking -------------------------------------------------------------------------------------------------------


def asked_for(
    papers: Sequence[Paper], articles: Callable[[Sequence[Pmcid]], Mapping[Pmcid, FullText]]
) -> FullTextResult:
    """The texts of papers, which all have a PMCID, asked for a few at a time; where that fails for what may be one's fault, one by one.

    `articles` is EFetch with db=pmc, which raises `EutilsError`.
    """
    texts, refused, not_asked = dict[Pmid, FullText](), dict[Pmid, str](), dict[Pmid, str]()
    parts = deque(papers[start : start + BATCH] for start in range(0, len(papers), BATCH))
    while parts:
        part = parts.popleft()
        try:
            found = articles([paper.pmcid for paper in part if paper.pmcid])
        except EutilsError as error:
            if error.one_record and len(part) > 1:
                parts.extendleft([paper] for paper in reversed(part))
            elif error.trouble is Trouble.TOO_LARGE:
                refused.update((paper.pmid, TOO_LARGE) for paper in part)
            else:
                not_asked.update((paper.pmid, error.reason) for paper in part)
            continue
        for paper in part:
            text = found.get(paper.pmcid) if paper.pmcid else None
            if why := _why_not(paper, text):
                refused[paper.pmid] = why
            elif text is not None:
                texts[paper.pmid] = text
    return FullTextResult(texts, refused, not_asked)


def _why_not(paper: Paper, text: FullText | None) -> str:
    """Why a text is not read as the paper's, or ""."""
    if text is None:
        return NOT_OPEN
    if text.pmid != paper.pmid:
        whose = f"PMID {text.pmid}" if text.pmid else "no PMID"
        return f"the text that PubMed Central has as {text.pmcid} says that it is {whose}; it is not read"
    if sum(len(one.text) for one in text.sections) > MOST_CHARACTERS:
        return TOO_LARGE
    return "" if text.sections else f"{NOT_OPEN}, or none with results"
