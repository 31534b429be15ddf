"""Text from papers, articles and claims made harmless for a terminal or a CI log: it can neither move the cursor, nor turn
the text, nor give the log a command.

Commands are ``::error::…`` at the start of a line (GitHub; a wrapped word may come to stand there) and ``##[…]``,
``##vso[…]``, ``##teamcity[…]`` anywhere (GitHub's older form, Azure Pipelines, TeamCity). A space parts them.
"""

import json
import re

from claimcheck.checked import given

# Joiners that words of Persian, Hindi and emoji need; every other unprintable character is shown by its number.
_KEPT = frozenset("\u200c\u200d")
_COMMAND = re.compile(r"(?<!\S):(?=:)|##(?=\w*\[)")


def plain(text: str) -> str:
    """The text on one line; white space of any kind as a space, control and format characters (escapes, bidirectional
    overrides, lone surrogates) by their number.
    """
    if not given("plain: text", text, str).isprintable():
        text = "".join(map(_plain, text)).strip()
    return _COMMAND.sub(r"\g<0> ", text) if "::" in text or "##" in text else text


def plain_json(value: object, indent: int | None = None) -> str:
    """JSON in ASCII, so that no encoding of a terminal or file can spoil it; ``##[`` would be a command in some CI logs, so
    of two number signs one is written by its number.
    """
    return json.dumps(value, indent=indent).replace("##", "#\\u0023")


def _plain(char: str) -> str:
    if char.isprintable() or char in _KEPT:
        return char
    if char == "\u00ad":  # a soft hyphen says where a word may break, and nothing else
        return ""
    return " " if char.isspace() else char.encode("unicode_escape", "surrogatepass").decode("ascii")
