"""Nodes to values, one function a type of field. What is wrong becomes a finding with its path in the record.

A field function takes the reader, the node and where it stands, and returns the value, or None where nothing (usable)
is written. Nothing is coerced: what does not have the wanted type is reported.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar

from claimcheck.claimfile.nodes import NULLS, MapNode, Node, Positions, ScalarNode, SeqNode, is_null
from claimcheck.errors import InvalidIdentifierError
from claimcheck.identifiers import Doi, Pmcid, Pmid
from claimcheck.model import Finding, Location, Severity
from claimcheck.model.claims import KEBAB, WEB_ADDRESS
from claimcheck.nearest import nearest

NAMES = {
    "CC001": "unreadable-claims-file",
    "CC002": "invalid-claim",
    "CC003": "duplicate-claim-id",
    "CC201": "malformed-identifier",
}

Where: TypeAlias = tuple[Any, str | int] | None
"""A place in the record: (the place around it, key or index); None is the file itself."""

Field: TypeAlias = Callable[["Reader", Node, Where], Any]
Fields: TypeAlias = Mapping[str, Field]

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BOOLEANS = frozenset(
    form for word in ("true", "false", "yes", "no", "on", "off") for form in (word, word.title(), word.upper())
)
BLOCK_STYLES = ("|", ">")
_SPECIAL = _BOOLEANS | NULLS
_IDENTIFIERS: dict[str, type[Pmid] | type[Doi] | type[Pmcid]] = {"pmid": Pmid, "doi": Doi, "pmcid": Pmcid}

E = TypeVar("E", bound=StrEnum)


def path_of(where: Where) -> str:
    """``claims[3].citations[0].stance``."""
    if where is None:
        return ""
    parent, last = where
    before = path_of(parent)
    if isinstance(last, int):
        return f"{before}[{last}]"
    return f"{before}.{last}" if before else last


def shown(text: str) -> str:
    """Text of a file for a message: quoted, short, control characters escaped."""
    return repr(text if len(text) <= 60 else text[:57] + "...")


def _what(node: Node) -> str:
    if isinstance(node, MapNode):
        return "a record (key: value)"
    if isinstance(node, SeqNode):
        return "a list"
    return "nothing" if is_null(node) else shown(node.value)


class Reader:
    """Collects the findings of one file while its values are read."""

    def __init__(self, positions: Positions) -> None:
        self.positions = positions
        self.problems: list[Finding] = []
        self.invalid_count = 0
        self.claim_id: str | None = None
        self.meant: dict[tuple[int | None, int | None], str] = {}
        """What somebody may have meant by a word that is invalid, by the line and column of that."""

    def report(self, code: str, message: str, location: Location, hint: str = "", *, about: str = "") -> None:
        """Add a finding, about the claim that is being read."""
        self.problems.append(
            Finding(
                code=code,
                name=NAMES[code],
                severity=Severity.ERROR,
                message=message,
                path=location.path,
                line=location.line,
                column=location.column,
                claim_id=self.claim_id,
                hint=hint,
                about=about,
            )
        )

    def invalid(self, node: Node, where: Where, message: str, hint: str = "", *, meant: str | None = None) -> None:
        """Report CC002 at a node: the claim it stands in is not handed on. `meant` is a word that may be meant there."""
        self.invalid_count += 1
        place, location = path_of(where), self.positions.of(node)
        self.report("CC002", f"{place}: {message}" if place else message, location, hint)
        if meant:
            self.meant[location.line, location.column] = meant

    def record(self, node: Node, where: Where, fields: Fields) -> dict[str, Any]:
        """The values of a record's known keys; keys without a usable value are left out."""
        if type(node) is not MapNode:
            example = ", ".join(list(fields)[:3])
            self.invalid(node, where, f"expected a record with keys such as {example}; found {_what(node)}")
            return {}
        values: dict[str, Any] = {}
        seen: dict[str, Node] = {}
        for key, value in node.entries:
            name: str = key.value if type(key) is ScalarNode else ""  # which no field is called
            read = fields.get(name)
            if read is None:
                self._unknown_key(key, where, fields)
            elif name in seen:
                first = self.positions.of(seen[name])
                self.invalid(key, (where, name), f"this key is already given on line {first.line}")
            else:
                seen[name] = key
                got = read(self, value, (where, name))
                if got is not None:
                    values[name] = got
        return values

    def require(self, node: Node, where: Where, name: str) -> None:
        """Report a field that is not there, or has nothing written."""
        if type(node) is not MapNode:
            return
        value = node.get(name)
        if value is None:
            self.invalid(node, where, f"the field `{name}` is missing")
        elif is_null(value):
            self.invalid(value, (where, name), "a value is missing")

    def _unknown_key(self, key: Node, where: Where, fields: Fields) -> None:
        if not isinstance(key, ScalarNode):
            self.invalid(key, where, f"a key must be a word; found {_what(key)}")
        elif key.value == "<<":
            self.invalid_count += 1
            message = "merge keys (<<) are not allowed in a claims file: write the values out"
            self.report("CC001", message, self.positions.of(key))
        else:
            near = nearest(key.value, fields)
            message = f"unknown key {shown(key.value)}" + (f"; did you mean `{near}`?" if near else "")
            self.invalid(key, where, message, f"known keys: {', '.join(fields)}", meant=near)


def _scalar(reader: Reader, node: Node, where: Where, wanted: str) -> str | None:
    """The characters of a scalar; None where it is null or, reported, no scalar."""
    if type(node) is not ScalarNode:
        reader.invalid(node, where, f"expected {wanted}; found {_what(node)}")
        return None
    value: str = node.value
    return None if value in NULLS and is_null(node) else value


def text_or_empty(reader: Reader, node: Node, where: Where) -> str | None:
    """Text, which may be "". Block scalars end without their line break."""
    value = _scalar(reader, node, where, "text")
    if value is None:
        return None
    style = node.style if type(node) is ScalarNode else None
    if not style and value in _BOOLEANS:
        reader.invalid(node, where, f"expected text; {value} without quotes is a truth value", f'write "{value}"')
        return None
    return value.rstrip("\n") if style in BLOCK_STYLES else value


def text(reader: Reader, node: Node, where: Where) -> str | None:
    """Text with at least one visible character. Numbers and dates without quotes are taken as written."""
    if (
        type(node) is ScalarNode
        and node.style not in BLOCK_STYLES
        and node.value not in _SPECIAL
        and node.value.strip()
    ):
        return node.value  # nearly all of them
    value = text_or_empty(reader, node, where)
    if value is not None and not value.strip():
        reader.invalid(node, where, "the text is empty")
        return None
    return value


def texts(reader: Reader, node: Node, where: Where) -> tuple[str, ...] | None:
    """One text or a list of texts."""
    if type(node) is not SeqNode:
        value = text(reader, node, where)
        return None if value is None else (value,)
    found = []
    for index, item in enumerate(node.items):
        value = text(reader, item, (where, index))
        if value is not None:
            found.append(value)
        elif is_null(item):
            reader.invalid(item, (where, index), "a value is missing")
    return tuple(found)


def kebab(reader: Reader, node: Node, where: Where) -> str | None:
    """A claim's id."""
    value = text(reader, node, where)
    if value is None or KEBAB.fullmatch(value):
        return value
    slug = "-".join(re.findall(r"[a-z0-9]+", value.lower()))
    hint = f"write `{slug}`" if slug else ""
    message = f"{shown(value)} is not kebab-case (small letters and digits joined by hyphens)"
    reader.invalid(node, where, message, hint, meant=slug)
    return None


def link(reader: Reader, node: Node, where: Where) -> str | None:
    """An http or https address."""
    value = text(reader, node, where)
    if value is None or WEB_ADDRESS.fullmatch(value):
        return value
    wanted = "it begins with https:// or http:// and has no space, and no backslash in its host"
    reader.invalid(node, where, f"{shown(value)} is not a web address: {wanted}")
    return None


def _unquoted(wanted: str, example: str, fits: Callable[[str], object], value_of: Callable[[str], object]) -> Field:
    """A field of one word or number that fits, without quotes."""

    def read(reader: Reader, node: Node, where: Where) -> object:
        value = _scalar(reader, node, where, wanted)
        if value is None:
            return None
        if type(node) is ScalarNode and not node.style and fits(value):
            return value_of(value)
        reader.invalid(node, where, f"expected {example}, without quotes; found {shown(value)}")
        return None

    return read


year = _unquoted("a year", "a year such as 2007", re.compile("1[5-9][0-9]{2}|20[0-9]{2}").fullmatch, int)
"""A year of publication, 1500 to 2099."""
level = _unquoted("a level", "a level of evidence from 1 to 5", ("1", "2", "3", "4", "5").__contains__, int)
"""An evidence level, 1 (best) to 5."""
flag = _unquoted("true or false", "true or false", ("true", "false").__contains__, "true".__eq__)
"""Whether."""


def date(reader: Reader, node: Node, where: Where) -> dt.date | None:
    """A day, YYYY-MM-DD."""
    value = _scalar(reader, node, where, "a date")
    if value is None:
        return None
    try:
        if _DATE.fullmatch(value):
            return dt.date.fromisoformat(value)
    except ValueError:
        reader.invalid(node, where, f"there is no day {value}")
        return None
    reader.invalid(node, where, f"expected a date such as 2026-03-01 (year-month-day); found {shown(value)}")
    return None


def one_of(enum: type[E]) -> Callable[[Reader, Node, Where], E | None]:
    """A field that takes the values of an enumeration."""
    members = {member.value: member for member in enum}
    wanted = f"one of {', '.join(members)}"

    def choice(reader: Reader, node: Node, where: Where) -> E | None:
        value = _scalar(reader, node, where, wanted)
        if value is None or value in members:
            return None if value is None else members[value]
        near = nearest(value, members)
        hint = f"did you mean `{near}`?" if near else ""
        reader.invalid(node, where, f"{shown(value)} is none of {', '.join(members)}", hint, meant=near)
        return None

    return choice


def identifier(name: str) -> Field:
    """The field `pmid`, `doi` or `pmcid`. What is not in standard form is CC201, not CC002: the citation stands without."""
    cls = _IDENTIFIERS[name]
    wanted = f"a {cls.label}"

    def read(reader: Reader, node: Node, where: Where) -> Pmid | Doi | Pmcid | None:
        value = _scalar(reader, node, where, wanted)
        if value is None:
            return None
        try:
            return cls(value)
        except InvalidIdentifierError as error:
            message, hint = _misplaced(name, value) or (str(error), _standard_form(name, value))
            reader.report("CC201", f"{path_of(where)}: {message}", reader.positions.of(node), hint, about=value)
            return None

    return read


def _misplaced(name: str, value: str) -> tuple[str, str] | None:
    """Message and hint where an identifier stands in another one's field."""
    for other, cls in _IDENTIFIERS.items():
        written = "" if other == name else _standard_form(other, value)
        if written:
            what = "PMC digits" if other == "pmcid" else f"a {cls.label}"
            return f"{what} in the {name} field: {shown(value)}", written
    return None


def _standard_form(name: str, value: str) -> str:
    form = _parsed(name, value)
    return f"write `{name}: {form}`" if form else ""


def meant_identifier(name: str, value: str) -> tuple[str, str] | None:
    """Field and standard form of what somebody wrote in an identifier's field, where the words leave no doubt; None where they do.

    Bare digits in the field of a DOI or PMCID may be a number of any kind.
    """
    names = [name, *(other for other in _IDENTIFIERS if other != name and not value.strip().isdigit())]
    return next(((one, form) for one in names if (form := _parsed(one, value))), None)


def _parsed(name: str, value: str) -> str:
    try:
        return str(_IDENTIFIERS[name].parse(value))
    except InvalidIdentifierError:
        return ""
