"""XML 1.0 written piece by piece: the two XML formats need elements, attributes and text, and nothing that could fail."""

from collections.abc import Iterable, Mapping
from html import escape

from claimcheck.reports.plain import plain

HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'


def element(
    name: str, attributes: Mapping[str, str | int | None], content: Iterable[str] = (), indent: str = ""
) -> str:
    """An element on lines of its own; `content` is XML, each piece on its lines. Attributes of None are left out."""
    written = "".join(f' {key}="{text(str(value))}"' for key, value in attributes.items() if value is not None)
    inner = "".join(content)
    if not inner:
        return f"{indent}<{name}{written}/>\n"
    return f"{indent}<{name}{written}>\n{inner}{indent}</{name}>\n"


def text(value: str) -> str:
    """Text or an attribute's value: no markup, and no character that XML 1.0 forbids (`plain` shows those by number)."""
    return escape(plain(value))
