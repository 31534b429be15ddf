"""Lists of words: one word a line, sections in square brackets, comments after #."""

from collections.abc import Mapping


def sections(text: str) -> Mapping[str, frozenset[str]]:
    """The words of each section of a list."""
    found: dict[str, list[str]] = {}
    words: list[str] = []
    for line in text.splitlines():
        entry = line.partition("#")[0].strip()
        if entry.startswith("["):
            words = found.setdefault(entry.strip("[]"), [])
        elif entry:
            words.append(entry)
    return {section: frozenset(entries) for section, entries in found.items()}
