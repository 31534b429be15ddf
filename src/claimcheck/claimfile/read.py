"""One claims file, format 1: bytes to claims, with every problem of the file at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, overload

from attrs import evolve, field, frozen

from claimcheck.checked import Checked
from claimcheck.claimfile.fields import (
    Field,
    Fields,
    Reader,
    Where,
    date,
    flag,
    identifier,
    kebab,
    level,
    link,
    one_of,
    path_of,
    shown,
    text,
    text_or_empty,
    texts,
    year,
)
from claimcheck.claimfile.nodes import (
    MapNode,
    Node,
    Positions,
    ScalarNode,
    SeqNode,
    UnreadableError,
    decode,
    is_null,
    parse,
)
from claimcheck.collector import without_collection
from claimcheck.model import (
    ArticleRef,
    Attribution,
    Citation,
    Claim,
    Finding,
    Kind,
    Location,
    Quote,
    Reading,
    Rejection,
    Searched,
    Signature,
    Stance,
    Waiver,
)
from claimcheck.model.findings import by_id

FORMAT = "1"


@frozen
class ClaimSet(Checked):
    """The claims of one or more files, in the order of the files, and what is wrong with them.

    The set itself is the sequence of its claims, and ``claims["id"]`` is the one of that id. A claim with an invalid field
    (CC002) stands among the `problems`; `invalid` has its id, quote and article as far as they can be read, and for a file without
    claims its article alone. `files` are the paths as
    given, the unreadable ones among them; `unclear` are those of them in which a quote may stand that nobody could read.
    """

    claims: tuple[Claim, ...] = ()
    problems: tuple[Finding, ...] = ()
    files: tuple[str, ...] = ()
    invalid: tuple[Claim, ...] = ()
    unclear: tuple[str, ...] = ()

    def __contains__(self, one: object) -> bool:
        """Whether a claim, or one of that id, is in it."""
        return any(one in (claim.id, claim) for claim in self.claims)

    def __iter__(self) -> Iterator[Claim]:
        return iter(self.claims)

    def __len__(self) -> int:
        return len(self.claims)

    @overload
    def __getitem__(self, which: int | str) -> Claim: ...
    @overload
    def __getitem__(self, which: slice) -> "ClaimSet": ...
    def __getitem__(self, which: int | str | slice) -> "Claim | ClaimSet":
        """The claim at a place or of an id, or a set of several with the files and all that is wrong but with claims left out.

        Raises `IndexError` or `KeyError`.
        """
        if isinstance(which, str):
            return by_id(which, ((claim.id, claim) for claim in self.claims))
        if not isinstance(which, slice):
            return self.claims[which]
        kept = self.claims[which]
        left_out = {claim.id for claim in self.claims} - {claim.id for claim in kept}
        return evolve(self, claims=kept, problems=tuple(one for one in self.problems if one.claim_id not in left_out))

    def _repr_html_(self) -> str:
        """For notebooks."""
        from claimcheck.model.notebook import table  # noqa: PLC0415 - only notebooks ask for it

        rows: list[tuple[object, ...]] = [
            (one.id, one.kind, one.statement, ", ".join(cited.label for cited in one.citations)) for one in self
        ]
        rows += [(one.claim_id, one.code, one.message, "") for one in self.problems]
        caption = f"{len(self)} claims, {len(self.problems)} problems in {len(self.files)} files"
        return table(caption, ("claim", "kind", "statement", "citations"), rows)


@frozen
class FileContent:
    """One file as read. `ids` are the ids of all its claims, the invalid ones too, and where each stands. `invalid` and `is_unclear`
    as in `ClaimSet`; `meant` are words that may be meant by those that are invalid (CC002), by line and column.
    """

    path: str
    claims: tuple[Claim, ...] = ()
    problems: tuple[Finding, ...] = ()
    ids: tuple[tuple[str, Location], ...] = ()
    invalid: tuple[Claim, ...] = ()
    is_unclear: bool = False
    meant: Mapping[tuple[int | None, int | None], str] = field(factory=dict)


def read_claims(data: bytes, path: str = "") -> ClaimSet:
    """The claims of one file's bytes; `path` is what findings and locations show. Never raises for what the bytes hold."""
    return combine([read_content(data, path)])


def combine(contents: Sequence[FileContent]) -> ClaimSet:
    """Several files as one set; an id that stands twice is CC003 at its second place."""
    found = [problem for content in contents for problem in content.problems]
    found += duplicates(one for content in contents for one in content.ids)
    place = {content.path: number for number, content in enumerate(contents)}
    problems = sorted(found, key=lambda one: (place.get(one.path, 0), one.line or 0, one.column or 0))
    claims = tuple(claim for content in contents for claim in content.claims)
    invalid = tuple(claim for content in contents for claim in content.invalid)
    unclear = tuple(content.path for content in contents if content.is_unclear)
    return ClaimSet(claims, tuple(problems), tuple(content.path for content in contents), invalid, unclear)


def contents_of(claims: ClaimSet) -> list[FileContent]:
    """A set by its files, what was said of them as a whole among the problems of each. Of claims that were made, not read, it has not
    been said yet that two have one id.
    """
    parts: dict[str, tuple[list[Claim], list[Finding]]] = {file: ([], []) for file in claims.files}
    for claim in claims.claims:
        parts.setdefault(claim.location.path, ([], []))[0].append(claim)
    told = {(one.claim_id, one.path, one.line) for one in claims.problems if one.code == "CC003"}
    twice = duplicates((claim.id, claim.location) for claim in claims.claims if claim.id)
    untold = (one for one in twice if (one.claim_id, one.path, one.line) not in told)
    for problem in (*claims.problems, *untold):
        parts.setdefault(problem.path, ([], []))[1].append(problem)
    invalid = {path: tuple(one for one in claims.invalid if one.location.path == path) for path in parts}
    return [
        FileContent(path, tuple(held), tuple(problems), (), invalid[path], path in claims.unclear)
        for path, (held, problems) in parts.items()
    ]


def duplicates(ids: Iterable[tuple[str, Location]]) -> Iterator[Finding]:
    """CC003 for every id but the first of its name."""
    first: dict[str, Location] = {}
    for claim_id, location in ids:
        if claim_id in first:
            yield _duplicate(claim_id, location, first[claim_id])
        first.setdefault(claim_id, location)


def _duplicate(claim_id: str, location: Location, first: Location) -> Finding:
    reader = Reader(Positions(location.path, ""))
    reader.claim_id = claim_id
    where = f"stands in {first.path or 'this file'}, line {first.line}" if first.line else "belongs to another claim"
    message = f"the id {claim_id} already {where}"
    reader.report("CC003", message, location, "give every claim an id of its own")
    return reader.problems[0]


def read_content(data: bytes, path: str) -> FileContent:
    """One file by itself, for `combine`."""
    with without_collection():
        return _read(data, path)


def _read(data: bytes, path: str) -> FileContent:
    source = ""
    try:
        source = decode(data)
        root = parse(source)
    except UnreadableError as error:
        source = source or data.decode("utf-8", "replace").removeprefix("\ufeff")
        return FileContent(path, problems=_unreadable(error, Positions(path, source)), is_unclear=True)
    return _read_root(Reader(Positions(path, source)), root)


def unreadable(path: str, message: str) -> FileContent:
    """A file that could not even be opened."""
    reader = Reader(Positions(path, ""))
    reader.report("CC001", message, Location(path))
    return FileContent(path, problems=tuple(reader.problems), is_unclear=True)


def _unreadable(error: UnreadableError, positions: Positions) -> tuple[Finding, ...]:
    reader = Reader(positions)
    for fault in error.faults:
        reader.report("CC001", fault.message, positions.at(fault.offset))
    return tuple(reader.problems)


def _read_root(reader: Reader, root: Node) -> FileContent:
    path = reader.positions.path
    version = root.get("claimcheck") if isinstance(root, MapNode) else None
    if version is not None and not (isinstance(version, ScalarNode) and version.value == FORMAT and not version.style):
        found = shown(version.value) if isinstance(version, ScalarNode) else "something else"
        message = f"this program reads claims files of format 1 (`claimcheck: 1`); found {found}"
        reader.invalid(version, (None, "claimcheck"), message)
        return FileContent(path, problems=tuple(reader.problems), is_unclear=True)
    values = reader.record(root, None, _FILE)
    reader.require(root, None, "claimcheck")
    if isinstance(root, MapNode) and root.get("claims") is None:
        reader.require(root, None, "claims")
    items = values.get("claims", ())
    inherited = {"article": values.get("article"), **values.get("defaults", {})}
    written = root.get("claims") if isinstance(root, MapNode) else root
    is_unclear = written is not None and not isinstance(written, SeqNode) and not is_null(written)
    read = [_claim(reader, item, ((None, "claims"), index), inherited) for index, item in enumerate(items)]
    nothing = () if read else (Claim.as_read(statement="", article=values.get("article"), location=Location(path)),)
    return FileContent(
        path,
        tuple(one.claim for one in read if one.is_valid),
        tuple(reader.problems),
        tuple((one.claim.id, one.id_at) for one in read if one.claim.id),
        (*nothing, *(one.claim for one in read if not one.is_valid)),
        is_unclear or any(one.is_unclear for one in read),
        reader.meant,
    )


@frozen
class _Read:
    """A claim as read, or what can be read of an invalid one; where its id stands; whether it has a quote that cannot be read."""

    claim: Claim
    is_valid: bool
    id_at: Location
    is_unclear: bool = False


_KEPT = ("id", "statement", "quote")
"""What is kept of an invalid claim, beside its article."""


def _claim(reader: Reader, node: Node, where: Where, inherited: dict[str, Any]) -> _Read:
    before = reader.invalid_count
    id_node = node.get("id") if isinstance(node, MapNode) else None
    reader.claim_id = id_node.value if isinstance(id_node, ScalarNode) and not is_null(id_node) else None
    values = reader.record(node, where, _CLAIM)
    for name in ("id", "statement"):
        if name not in values:
            reader.require(node, where, name)
    reader.claim_id = None
    id_at = reader.positions.of(id_node) if id_node is not None else Location()
    is_valid, place = reader.invalid_count == before, reader.positions.of_record(node)
    if is_valid:
        return _Read(Claim.as_read(**{**inherited, **values, "location": place}), is_valid, id_at)
    kept = {name: values[name] for name in _KEPT if name in values}
    claim = Claim.as_read(**{"statement": "", "article": inherited.get("article"), **kept, "location": place})
    is_unclear = not isinstance(node, MapNode) or (node.get("quote") is not None and "quote" not in values)
    return _Read(claim, is_valid, id_at, is_unclear)


def problems_of(node: Node) -> list[str]:
    """What is wrong with a claim by itself, one sentence each."""
    reader = Reader(Positions("", ""))
    _claim(reader, node, None, {})
    return [problem.message for problem in reader.problems]


def _defaults(reader: Reader, node: Node, where: Where) -> dict[str, Any] | None:
    return None if is_null(node) else reader.record(node, where, _DEFAULTS)


def _items(reader: Reader, node: Node, where: Where) -> tuple[Node, ...]:
    """The nodes of a list; nothing written is an empty list."""
    if isinstance(node, SeqNode):
        return tuple(node.items)
    if not is_null(node):
        reader.invalid(node, where, "expected a list (lines that begin with '- ')")
    return ()


def _quote(reader: Reader, node: Node, where: Where) -> Any:
    """A record, or the words alone."""
    if type(node) is not MapNode:
        exact = text(reader, node, where)
        return None if exact is None else Quote.as_read(exact=exact, location=reader.positions.of(node))
    return _QUOTED(reader, node, where)


def _record(
    kind: type[Checked], fields: Fields, *, needed: str = "", is_placed: bool = False, is_item: bool = False
) -> Field:
    """A record; one without the field that is needed is none. Some know where they stand; an item of a list has to be there."""

    def read(reader: Reader, node: Node, where: Where) -> Checked | None:
        if is_null(node) and not is_item:
            return None
        values = reader.record(node, where, fields)
        if needed and needed not in values:
            reader.require(node, where, needed)
            return None
        return kind.as_read(**values, **({"location": reader.positions.of_record(node)} if is_placed else {}))

    return read


def read_citation(reader: Reader, node: Node, where: Where) -> Citation:
    """A citation; one that names no work is reported."""
    values = reader.record(node, where, _CITATION)
    if not values.keys() & {"pmid", "doi", "pmcid"} and isinstance(node, MapNode):
        given = [name for name in ("pmid", "doi", "pmcid") if not is_null(node.get(name) or _NOTHING)]
        if not given and node.get("url") is None:
            reader.invalid(node, where, "a citation needs a pmid, doi or pmcid, or a url with a title")
        elif not given:
            reader.require(node, where, "url")
            reader.require(node, where, "title")
        elif isinstance(malformed := node.get(given[0]), ScalarNode):
            values["written"] = shown(malformed.value)
    if values.get("url") and not values.keys() & {"pmid", "doi", "pmcid"}:
        values |= _identified(reader, node, where, values["url"])
    return Citation.as_read(**values, location=reader.positions.of_record(node))


def _identified(reader: Reader, node: Node, where: Where, url: str) -> dict[str, Any]:
    """The identifiers that an address names; an address of PubMed, or of doi.org, in which none can be read is CC201."""
    from claimcheck.addresses import identifiers_of, is_of_works  # noqa: PLC0415 - few works are cited by their address

    found = identifiers_of(url)
    if not found and is_of_works(url):
        message = f"{path_of((where, 'url'))}: no PMID, DOI or PMCID can be read in {shown(url)}"
        hint = "write the `pmid`, `doi` or `pmcid` of the work"
        reader.report("CC201", message, reader.positions.of_record(node), hint, about=url)
    return {**found, "is_by_address": bool(found)}


def _each(read: Field) -> Field:
    """A list of such items; those of which nothing can be kept are left out."""

    def items(reader: Reader, node: Node, where: Where) -> tuple[Any, ...]:
        listed = enumerate(_items(reader, node, where))
        return tuple(one for index, item in listed if (one := read(reader, item, (where, index))) is not None)

    return items


_NOTHING = ScalarNode(None, None, (True, False), "")

_TERMS: Fields = dict.fromkeys(("population", "intervention", "comparator", "outcome"), texts)
_SIGNATURE: Field = _record(Signature, {"by": text, "date": date}, needed="by")
_REJECTION: Fields = {"pmid": identifier("pmid"), "by": text_or_empty, "date": date, "reason": text_or_empty}
_SEARCHED: Fields = {"by": text, "date": date, "note": text_or_empty}
_ARTICLE: Fields = {"path": text, "title": text, "published": date, "reviewed": date}
_QUOTE: Fields = {"exact": text, "prefix": text_or_empty, "suffix": text_or_empty}
_QUOTED = _record(Quote, _QUOTE, needed="exact", is_placed=True)
_WAIVER: Fields = {"rule": text_or_empty, "reason": text_or_empty, "until": date, "by": text_or_empty}
"""What lacks a rule or a reason is CC901's to tell, so that it is said once."""
_ATTRIBUTION: Fields = {"journal": text, "author": text, "year": year, "publication_type": text, "vague": text}
_DEFAULTS: Fields = {**_TERMS, "kind": one_of(Kind)}
_CITATION: Fields = {
    "pmid": identifier("pmid"),
    "doi": identifier("doi"),
    "pmcid": identifier("pmcid"),
    "url": link,
    "title": text,
    "author": text,
    "year": year,
    "journal": text,
    "stance": one_of(Stance),
    "passage": text,
    "passage_from": text,
    "level": level,
    "read": one_of(Reading),
    "note": text,
    "added": _SIGNATURE,
    "reviewed": _SIGNATURE,
}
_CLAIM: Fields = {
    "id": kebab,
    "statement": text,
    "kind": one_of(Kind),
    "quote": _quote,
    **_TERMS,
    "attributed_to": _record(Attribution, _ATTRIBUTION, is_placed=True),
    "citations": _each(read_citation),
    "rejected": _each(_record(Rejection, _REJECTION, needed="pmid", is_item=True)),
    "searched": _record(Searched, _SEARCHED, needed="by"),
    "waivers": _each(_record(Waiver, _WAIVER, is_placed=True, is_item=True)),
    "needs_source": flag,
    "because": text,
    "query": text,
}
_FILE: Fields = {
    "claimcheck": text,
    "article": _record(ArticleRef, _ARTICLE, is_placed=True),
    "defaults": _defaults,
    "claims": _items,
}
