"""What is asked of the index, once PubMed's mapping is done: a tree of exact questions."""

from attrs import frozen

from claimcheck.catalogs.mirror.tags import Tag


@frozen
class Text:
    """Words next to each other in one of the tag's texts. With `near`, in any order with at most so many words between;
    with `starts`, the last word is only the beginning of one.
    """

    tag: Tag
    words: tuple[str, ...]
    near: int | None = None
    starts: bool = False


@frozen
class Values:
    """Any of these whole values under a tag's key."""

    tag: Tag
    values: tuple[str, ...]


@frozen
class ValuesLike:
    """Any value under a tag's key that starts so; with `word_end`, what follows must be another word."""

    tag: Tag
    start: str
    word_end: bool = False


@frozen
class Between:
    """A date or number from `low` to `high`, both included."""

    field: str
    low: int
    high: int


@frozen
class Everything:
    """Every record."""


@frozen
class Nothing:
    """No record."""


@frozen
class AllOf:
    """Records that answer every part."""

    parts: tuple["Asked", ...]


@frozen
class AnyOf:
    """Records that answer a part at least."""

    parts: tuple["Asked", ...]


@frozen
class Spellings:
    """Records that have a word in any of these spellings, which count as one word: the best of them tells the relevance."""

    parts: tuple["Asked", ...]


@frozen
class Without:
    """Records that answer the first and not the second."""

    kept: "Asked"
    dropped: "Asked"


Asked = Text | Values | ValuesLike | Between | Everything | Nothing | AllOf | AnyOf | Spellings | Without
