"""Identifiers of works in standard form: PMID, DOI, PMCID.

Each is a `str`, so it prints, sorts and serialises as itself; the constructor accepts only the standard form, and
`parse` accepts the ways people write it (prefixes, links). Nothing here asks the network: a well-formed identifier
says nothing about whether a record exists.

Sources: PubMed user guide ("PMIDs are unique numbers, 1 to 8 digits", nine allowed for growth); DOI Handbook §2.2
(prefix ``10.`` + registrant, suffix of printable characters, compared without regard to case); PMC FAQ (PMCID =
``PMC`` + digits).
"""

import re
from typing import ClassVar, Self

from claimcheck.errors import InvalidIdentifierError

_PMID = re.compile(r"[1-9][0-9]{0,8}")
_NO_DOI = r"[\u00ad\u200b-\u200d\u2010-\u2015\u2060\u2212\ufeff]|[,;|]10\.[0-9]{4,9}/|&[\w-]+=|\[(?i:PubMed|PMC|CrossRef|Google|doi)"
"""What was copied along with a DOI or instead of its hyphens, or a second one."""
_DOI = re.compile(rf"10\.[0-9]{{4,9}}(?:\.[0-9]+)*/(?!\S*(?:{_NO_DOI}))[^\s\x00-\x1f\x7f]+")
_PMCID = re.compile(r"PMC[1-9][0-9]{0,9}")

# Compiled when first used, and kept by `re`: few files write identifiers in another than the standard form.
_PMID_WRITTEN = (
    r"(?i)(?:pmid\s*:?\s*|pubmed\s*:\s*"
    r"|(?:https?://)?(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(?:\?(?:[^&#]*&)*?term=)?)?"
    r"0*([0-9]+)(?:\s*(?:\[|%5b)(?:pmid|uid)(?:\]|%5d))?/?(?:[?#&].*)?"
)
_DOI_WRITTEN = (
    r"(?i)(?:(?:https?://)?(?:(?:dx|www)\.)?doi\.org/|(?:urn|info):?/?doi[:/]|doi\s*[:=]?\s*)?(10\..+?)"
    r"(?:\s*\[doi\]|[?&][\w.-]+=.*|(?<![.,;])[.,;]++)?"
)
_PMCID_WRITTEN = (
    r"(?i)(?:pmcid\s*:?\s*|https?://(?:(?:www\.)?ncbi\.nlm\.nih\.gov/pmc|(?:www\.)?pmc\.ncbi\.nlm\.nih\.gov)/articles/)?"
    r"(PMC[0-9]+)(?:\.[0-9]+)?/?(?:[?#].*)?"
)

_LINK_TAIL = re.compile("[?#]")
_SENTENCE_END = ".,;:!?'\"\u2019\u201d\u2026/"
_BRACKETS = {")": "(", "]": "[", "}": "{", ">": "<"}
_MOST_MARKS = 20


class Identifier(str):
    """A string in standard form; subclasses name the form."""

    __slots__ = ()
    form: ClassVar[re.Pattern[str]]
    written: ClassVar[str]
    label: ClassVar[str]
    looks_like: ClassVar[str]

    def __new__(cls, value: object) -> Self:
        text = cls.normalise(value if type(value) is str else str(value))
        if not cls.form.fullmatch(text):
            shown = ascii(text if len(text) <= 60 else text[:57] + "...")
            raise InvalidIdentifierError(f"{shown} is not a {cls.label}; {cls.looks_like}")
        return str.__new__(cls, text)

    @classmethod
    def known(cls, text: str) -> Self:
        """An identifier whose form was checked before, such as that of a lock that was read: it is not checked again."""
        return str.__new__(cls, cls.normalise(text))

    @classmethod
    def normalise(cls, text: str) -> str:
        """The standard spelling of an already well-formed identifier (identity but for the DOI's case)."""
        return text

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read what a person wrote: with a prefix ("PMID: 1"), as a link, or bare, perhaps at the end of a sentence.

        Raises `InvalidIdentifierError` where no identifier of this kind stands.
        """
        stripped = str(text).strip()
        match = re.fullmatch(cls.written, _without_sentence(stripped))
        return cls(match.group(1) if match else stripped)


class Pmid(Identifier):
    """PubMed identifier: one to nine digits without leading zero. `Pmid(17415595) == "17415595"`."""

    __slots__ = ()
    form, written = _PMID, _PMID_WRITTEN
    label, looks_like = "PMID", "a PMID is a number such as 17415595, without leading zeros"


class Doi(Identifier):
    """Digital object identifier, kept in lower case because DOIs are compared without regard to case."""

    __slots__ = ()
    form, written = _DOI, _DOI_WRITTEN
    label, looks_like = "DOI", "a DOI begins with 10. and has a slash, such as 10.1007/s00586-007-0367-1"

    @classmethod
    def normalise(cls, text: str) -> str:
        return text.lower()

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read what a person or a program wrote, percent-encoded (``10.1016/S0140-6736%2896%29…``) or not."""
        written = _without_link_tail(str(text))
        if re.search("%[0-9A-Fa-f]{2}", written):
            from urllib.parse import unquote  # noqa: PLC0415 - few DOIs are encoded

            written = unquote(written)
        return super().parse(written)


class Pmcid(Identifier):
    """PubMed Central identifier: ``PMC`` and digits."""

    __slots__ = ()
    form, written = _PMCID, _PMCID_WRITTEN
    label, looks_like = "PMCID", "a PMCID is PMC and a number, such as PMC2219647"

    @classmethod
    def normalise(cls, text: str) -> str:
        return text.upper()


def _without_link_tail(text: str) -> str:
    """A DOI without what is asked of its page, or a place in it. Of DOIs, only old ones with < and > hold a ? or #, before the >."""
    tail = _LINK_TAIL.search(text, max(text.rfind("<"), text.rfind(">")) + 1)
    return text[: tail.start()] if tail else text


def _without_sentence(text: str) -> str:
    """What was written without the marks behind it: those that end a sentence, and brackets that were opened before it."""
    for _ in range(_MOST_MARKS):
        last = text[-1:]
        if last not in _SENTENCE_END and text.count(last) <= text.count(_BRACKETS.get(last, last)):
            break
        text = text[:-1].rstrip()
    return text
