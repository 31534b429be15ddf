"""PubMed's query language as it is written: words, quotes, tags, ranges, operators and parentheses become a tree.

Operators in capitals are taken from left to right, only parentheses group, and what stands side by side is joined by AND.
Source: PubMed user guide, "Combining search terms with Boolean operators", "Searching by field", "Proximity search".
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from attrs import frozen

from claimcheck.catalogs.mirror.tags import tag_named
from claimcheck.errors import CouldNotAskError

MOST_CHARACTERS = 100_000
_MOST_DEPTH = 50


class UnreadableQueryError(CouldNotAskError):
    """The query cannot be read, which PubMed tells as a failure of its search engine; never "nothing found"."""


@frozen
class Said:
    """Words as they were written, with the tag between brackets behind them ("" for none)."""

    text: str
    tag: str = ""
    quoted: bool = False


@frozen
class Range:
    """``low:high[tag]``."""

    low: str
    high: str
    tag: str = ""


@frozen
class Joined:
    """Two parts and the operator between them: AND, OR or NOT."""

    operator: str
    left: "Part"
    right: "Part"


Part = Said | Range | Joined


@frozen
class Reading:
    """What was written, and what of it was passed over (a sentence each). `part` None: nothing searchable was left."""

    part: Part | None
    ignored: tuple[str, ...] = ()


_Token = tuple[str, str, str]
"""Its kind, its text, and the tag behind it. A plain tuple: a query has thirty, and to name their parts takes as long as to find them."""
_CLOSING = ("bracket", ")", "")


_TOKEN = re.compile(
    r"""\s*(?:
      "(?P<quoted>[^"]*)"
    | (?P<bracket>[()])
    | \[(?P<tag>[^\[\]]*)\]
    | (?P<doi>10\.[0-9]{4,9}/[^\s"\[\]]+)
    | (?P<operator>(?:AND|OR|NOT)(?=[\s()"]|$)|&|\|)
    | (?P<colon>:)
    | (?P<word>[^\s"\[\]():&|]+)
    | (?P<stray>["\[\]])
    )""",
    re.VERBOSE,
)
_NUMBERS = re.compile(r"[0-9][0-9/-]*")
_OPERATORS = {"&": "AND", "|": "OR"}


def read_query(text: str) -> Reading:
    """The tree of a query. Raises `UnreadableQueryError` for an empty query, parentheses that do not pair, too much of it."""
    if not text.strip():
        raise UnreadableQueryError("the query is empty")
    if len(text) > MOST_CHARACTERS:
        raise UnreadableQueryError(f"the query is longer than {MOST_CHARACTERS:,} characters; shorten it")
    parser = _Parser(list(_terms(list(_tokens(text)))))
    part = parser.expression(0)
    if parser.at < len(parser.tokens):
        raise UnreadableQueryError("the query's parentheses do not pair")
    return Reading(part, tuple(parser.ignored))


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while found := _TOKEN.match(text, at):
        at = found.end()
        kind = str(found.lastgroup)
        value = found[kind]
        if kind == "doi":
            value = _within_brackets(value)
            at = found.start("doi") + len(value)
        if kind != "stray":
            yield "word" if kind == "doi" else kind, _OPERATORS.get(value, value), ""


def _within_brackets(doi: str) -> str:
    """A DOI without the closing parentheses that it did not open itself."""
    while doi.endswith((")", ",")) and (doi[-1] == "," or doi.count(")") > doi.count("(")):
        doi = doi[:-1]
    return doi


def _terms(tokens: list[_Token]) -> Iterator[_Token]:
    """Words that stand together become one term, with the tag behind them; so do the two ends of a range, each with its tag or both
    with the last.
    """
    run: list[_Token] = []
    low = ""
    for token, following in zip_longest(tokens, tokens[1:]):
        kind, text, _ = token
        if kind == "tag" and run and following and following[0] == "colon" and _has_ranges(text):
            low = text
            continue
        if kind in ("word", "quoted", "colon"):
            if kind == "quoted" and run and run[-1][0] != "colon":
                yield from _closed(run, low)
                run, low = [], ""
            run.append(token)
            continue
        if run:
            yield from _closed(run, _range_tag(low, text if kind == "tag" else ""))
            run, low = [], ""
        elif kind == "tag" and text.strip():
            yield token
        if kind != "tag":
            yield token
    if run:
        yield from _closed(run, low)


def _range_tag(low: str, high: str) -> str:
    """The tag of a range by those of its ends: one of them, unless they name two fields, which is none."""
    alike = not low or not high or tag_named(low) == tag_named(high)
    return (high or low) if alike else f"{low}:{high}"


def _closed(run: list[_Token], tag: str) -> Iterator[_Token]:
    kind, text, _ = run[0]
    if len(run) == 1:  # as nearly all are
        if kind != "colon":
            yield kind, text, tag
        return
    colons = [index for index, (kind, *_) in enumerate(run) if kind == "colon"]
    if len(colons) == 1:
        low, high = _text(run[: colons[0]]), _text(run[colons[0] + 1 :])
        if _is_range(low, high, tag):
            yield "range", f"{low}\n{high}", tag
            return
    plain = [token for token in run if token[0] != "colon"]
    if not plain:
        return
    if plain[0][0] == "quoted" and len(plain) > 1:  # a phrase and words behind it: the tag is the words'
        yield "quoted", plain[0][1], ""
        plain = plain[1:]
    yield plain[0][0], _text(plain), tag


def _is_range(low: str, high: str, tag: str) -> bool:
    """Whether a colon makes a range: under a tag of dates or numbers, and between numbers that have none; else it sets words apart."""
    if not tag:
        return bool(_NUMBERS.fullmatch(low) and _NUMBERS.fullmatch(high))
    return _has_ranges(tag.partition(":")[0])  # the first where its ends have two


def _has_ranges(tag: str) -> bool:
    field, _ = tag_named(tag)
    return field is not None and bool(field.date)


def _text(tokens: list[_Token]) -> str:
    return " ".join([text for _, text, _ in tokens])


class _Parser:
    """Reads tokens from left to right; `ignored` collects operators that join nothing."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.ignored: list[str] = []

    def expression(self, depth: int) -> Part | None:
        """Parts and operators up to the closing parenthesis of this depth, or to the end."""
        if depth > _MOST_DEPTH:
            raise UnreadableQueryError("the query's parentheses are nested too deeply")
        tree: Part | None = None
        operator = ""
        while self.at < len(self.tokens) and (token := self.tokens[self.at]) != _CLOSING:
            kind, text, _ = token
            self.at += 1
            if kind == "operator":
                self._pass_over(operator)
                operator = text
                continue
            if kind == "tag":
                self.ignored.append(f"[{text}], for a field stands behind words, not behind parentheses")
                continue
            part = self._group(depth) if kind == "bracket" else _part(token)
            if tree is None:
                self._pass_over(operator if part is not None and operator != "NOT" else "")
                tree = Joined("NOT", Said("all", "sb"), part) if operator == "NOT" and part is not None else part
            elif part is not None:
                tree = Joined(operator or "AND", tree, part)
            operator = ""
        self._pass_over(operator)
        return tree

    def _group(self, depth: int) -> Part | None:
        part = self.expression(depth + 1)
        if self.at >= len(self.tokens):
            raise UnreadableQueryError("the query's parentheses do not pair")
        self.at += 1
        return part

    def _pass_over(self, operator: str) -> None:
        if operator:
            self.ignored.append(operator)


def _part(token: _Token) -> Part | None:
    kind, text, tag = token
    if kind == "range":
        low, _, high = text.partition("\n")
        return Range(low, high, tag)
    return Said(text, tag, kind == "quoted") if text.strip() else None
