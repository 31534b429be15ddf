"""What people write: claims with their quotes, attributions, citations and waivers.

Field names are those of the claims file, format 1.
"""

import datetime as dt
import re

from attrs import field, frozen

from claimcheck.checked import Checked, expect
from claimcheck.errors import InvalidValueError
from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.model.words import Kind, Reading, Stance

PROPOSER = "claimcheck"
"""`Citation.added.by` of what the program proposed."""
FIRST_YEAR, LAST_YEAR = 1500, 2099
"""Of publication, as a claims file takes them."""
WORST_LEVEL = 5
"""Of evidence, by Oxford's table; 1 is the best."""
WEB_ADDRESS = re.compile(r"https?://[^\s\\/?#]*(?:[^\s\\]|[/?#]\S*)")
"""Without a backslash in its host, which browsers take for a slash and so go elsewhere."""
KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""A claim's id."""
ARTICLE = "article"
"""`Citation.added.by` of what the page itself refers to."""


def has_word(text: str) -> bool:
    """Whether a letter or a digit stands in a text."""
    return any(map(str.isalnum, text))


def _expect_words(where: str, text: str) -> None:
    expect(bool(text.strip()), where, "text with a word in it", text)


def _expect_texts(value: object, *names: str) -> None:
    """In these fields a claims file has text, or nothing."""
    for name in names:
        written = getattr(value, name)
        for text in written if isinstance(written, tuple) else (written,):
            if text is not None:
                _expect_words(f"{type(value).__name__}: {name}", text)


def identifiers_in(url: str) -> "dict[str, Pmid | Doi | Pmcid]":
    """The identifiers that a work's address names, by the citation's fields."""
    from claimcheck.addresses import identifiers_of  # noqa: PLC0415 - few works are cited by their address

    return identifiers_of(url)


def _expect_year(where: str, year: int | None) -> None:
    fits = year is None or FIRST_YEAR <= year <= LAST_YEAR
    expect(fits, where, f"a year from {FIRST_YEAR} to {LAST_YEAR}", year)


@frozen
class Location:
    """A place in a file: path as given by the user, line and column counted from 1 (column in characters)."""

    path: str = ""
    line: int | None = None
    column: int | None = None


@frozen
class Quote(Checked):
    """Words of the article as written: W3C Web Annotation's TextQuoteSelector."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    location: Location = field(default=Location(), eq=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        _expect_words("Quote: exact", self.exact)


@frozen
class Attribution(Checked):
    """What the article says about its source. `vague` holds wording that names no work ("a study from PubMed")."""

    journal: str | None = None
    author: str | None = None
    year: int | None = None
    publication_type: str | None = None
    vague: str | None = None
    location: Location = field(default=Location(), eq=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        _expect_texts(self, "journal", "author", "publication_type", "vague")
        _expect_year("Attribution: year", self.year)

    @property
    def names_a_work(self) -> bool:
        """Whether a reader could look for the work: a journal or an author is named."""
        return self.journal is not None or self.author is not None


@frozen
class Signature(Checked):
    """Who did something to a record, and when."""

    by: str
    date: dt.date | None = None

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        _expect_words("Signature: by", self.by)

    @property
    def is_of_person(self) -> bool:
        """Whether a person can bear the name: not the program, not the page, and there is a letter in it."""
        return has_word(self.by) and self.by.strip().casefold() not in (PROPOSER, ARTICLE)


@frozen
class Citation(Checked):
    """What a claim keeps of a work. One of `pmid`, `doi`, `pmcid`, or `url` with `title`, is present; where the `url` stands alone, and
    is the work's page at PubMed, PubMed Central, Europe PMC or doi.org, the identifier is read out of it (`is_by_address`): the title is
    then the editor's label.

    `title`, `author`, `year` and `journal` are what the editor wrote beside the identifier; the gate compares them with
    the record. `passage_from` is where the passage stands, where that is not title or abstract: such as ``full text, Results``. `level` is the evidence level (OCEBM 2011, 1 to 5) where a person overrides what the record shows; `read` how
    much of the work was read. `reviewed` is None for a proposal that nobody has looked at. `written` is what stands in a claims file in the place of an
    identifier that cannot be read (CC201), where the work has no other. `location` points at the citation's first
    key; `passage_location` at the passage.
    """

    pmid: Pmid | None = None
    doi: Doi | None = None
    pmcid: Pmcid | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    year: int | None = None
    journal: str | None = None
    stance: Stance | None = None
    passage: str | None = None
    passage_from: str | None = None
    level: int | None = None
    read: Reading | None = None
    note: str | None = None
    added: Signature | None = None
    reviewed: Signature | None = None
    location: Location = field(default=Location(), eq=False)
    is_by_address: bool = field(default=False, init=False, eq=False, repr=False)
    written: str = field(default="", init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        _expect_texts(self, "title", "author", "journal", "passage", "passage_from", "note")
        is_level = self.level is None or 1 <= self.level <= WORST_LEVEL
        expect(is_level, "Citation: level", f"a level of evidence from 1 to {WORST_LEVEL}", self.level)
        _expect_year("Citation: year", self.year)
        is_address = self.url is None or WEB_ADDRESS.fullmatch(self.url) is not None
        expect(is_address, "Citation: url", "a web address that begins with https:// or http://", self.url)
        if not (self.pmid or self.doi or self.pmcid or (self.url and self.title)):
            raise InvalidValueError("Citation takes a pmid, doi or pmcid, or a url with a title, to name a work")
        if self.url and not (self.pmid or self.doi or self.pmcid):
            for name, identifier in identifiers_in(self.url).items():
                object.__setattr__(self, name, identifier)
                object.__setattr__(self, "is_by_address", True)

    @property
    def is_of_article(self) -> bool:
        """Whether the page itself gives it as a reference."""
        return self.added is not None and self.added.by == ARTICLE

    @property
    def is_proposal(self) -> bool:
        """Whether claimcheck attached it and nobody has looked at it yet."""
        return self.reviewed is None and self.added is not None and self.added.by == PROPOSER

    @property
    def label(self) -> str:
        """The identifier to show a person: ``PMID 1``, ``doi:10.1/x``, ``PMC1`` or the link; of a malformed one what is written."""
        if self.pmid:
            return f"PMID {self.pmid}"
        if self.doi:
            return f"doi:{self.doi}"
        return str(self.pmcid or self.url or self.title or f"citation {self.written}".rstrip())


@frozen
class Waiver(Checked):
    """A rule set aside for one claim: `rule` is a code or name as written; `until` is the last day it holds; `problem` is what cannot
    be read of one that stands in an article, which therefore hides nothing.
    """

    rule: str = ""
    reason: str = ""
    until: dt.date | None = None
    by: str = ""
    location: Location = field(default=Location(), eq=False)
    problem: str = ""


@frozen
class Rejection(Checked):
    """A paper that a person turned down for a claim; it is not proposed again."""

    pmid: Pmid
    by: str = ""
    date: dt.date | None = None
    reason: str = ""


@frozen
class Searched(Checked):
    """A person's word that they searched and found nothing adequate. The claim stays unsourced."""

    by: str
    date: dt.date | None = None
    note: str = ""

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        _expect_words("Searched: by", self.by)


@frozen
class ArticleRef(Checked):
    """The article that a claims file speaks of; `path` is relative to the claims file, as written."""

    path: str | None = None
    title: str | None = None
    published: dt.date | None = None
    reviewed: dt.date | None = None
    location: Location = field(default=Location(), eq=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        _expect_texts(self, "path", "title")


@frozen
class Claim(Checked):
    """One checkable assertion. `Claim(statement="...")` alone is enough for the desk's stages.

    The PICO terms (population, intervention, comparator, outcome) are tuples of phrases; `query` replaces the ladder of
    searches. `rejected` and `searched` are what people decided about papers that are not cited. `location` points at the
    claim's first key in its file.
    """

    statement: str
    id: str = ""
    kind: Kind | None = None
    quote: Quote | None = None
    population: tuple[str, ...] = ()
    intervention: tuple[str, ...] = ()
    comparator: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()
    attributed_to: Attribution | None = None
    citations: tuple[Citation, ...] = ()
    rejected: tuple[Rejection, ...] = ()
    searched: Searched | None = None
    waivers: tuple[Waiver, ...] = ()
    needs_source: bool = True
    because: str | None = None
    query: str | None = None
    article: ArticleRef | None = field(default=None, repr=False)
    location: Location = field(default=Location(), eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        _expect_texts(self, "population", "intervention", "comparator", "outcome", "because", "query")
        if not self.statement.strip():
            raise InvalidValueError("Claim: statement takes text with a word in it, not an empty one")
        if self.id and not KEBAB.fullmatch(self.id):
            raise InvalidValueError(f"Claim: id takes small letters and digits joined by hyphens, not {self.id[:60]!a}")

    @property
    def is_exempt(self) -> bool:
        """Whether it says that it needs no source, and why."""
        return not self.needs_source and has_word(self.because or "")
