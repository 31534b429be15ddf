"""Templates, with everything that comes from papers, articles and claims made harmless on its way into a page."""

from collections.abc import Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from claimcheck import __version__

_KEPT = frozenset("\n\t\u200c\u200d")
"""Line breaks of a text area, and joiners that words of Persian, Hindi and emoji need."""


def environment() -> Environment:
    """The templates of this package; every value is escaped, and a name that is not there is an error."""
    made = Environment(
        loader=PackageLoader("claimcheck.review"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["version"] = __version__
    made.filters["spaced"] = lambda word: str(word).replace("-", " ")
    return made


def harmless(value: object) -> object:
    """A text whose control and format characters (escapes, bidirectional overrides) are shown by their number; others as they are."""
    if not isinstance(value, str) or isinstance(value, Markup) or value.isprintable():
        return value
    return "".join(map(_harmless, value))


def _harmless(char: str) -> str:
    if char.isprintable() or char in _KEPT:
        return char
    return " " if char.isspace() else char.encode("unicode_escape", "surrogatepass").decode("ascii")


def render(templates: Environment, name: str, values: Mapping[str, object]) -> str:
    """A page."""
    return templates.get_template(name).render(values)
