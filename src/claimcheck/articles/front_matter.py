"""Front matter: facts about a page at the very beginning of its source, in YAML, TOML or JSON, which no reader sees."""

import json
import re

_FENCED = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n|\n|\r)(.*?)(?<=[\r\n])(?:\1|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)", re.DOTALL)
_TITLE = re.compile(
    r"(?:\A|(?<=[\r\n]))title[ \t]*[:=][ \t]*"
    r"(?:\"((?:[^\"\\\r\n]|\\.)*)\"|'([^'\r\n]*)'|([^\r\n]*?))[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|\Z)"
)
_JSON = re.compile(r"\{\s*(?:\"|\})")


def front_matter(source: str) -> tuple[int, str]:
    """Where the front matter of a source ends (0 where it has none), and the title that it gives, else ""."""
    fenced = _FENCED.match(source)
    if fenced:
        found = _TITLE.search(fenced.group(2))
        title = next((group.strip() for group in found.groups() if group), "") if found else ""
        return fenced.end(), title
    return _of_json(source) if _JSON.match(source) else (0, "")


def _of_json(source: str) -> tuple[int, str]:
    try:
        facts, end = json.JSONDecoder(strict=False).raw_decode(source)
    except (ValueError, RecursionError):
        return 0, ""
    rest = source[end : end + 400].lstrip(" \t")
    if rest and rest[0] not in "\r\n":
        return 0, ""
    title = facts.get("title", "")
    return end, title.strip() if isinstance(title, str) else ""
