"""Text from papers, articles and claims made harmless for a terminal: it can neither move the cursor nor turn the text."""

# Joiners that words of Persian, Hindi and emoji need; every other unprintable character is shown by its number.
_KEPT = frozenset("\u200c\u200d")


def plain(text: str) -> str:
    """The text on one line; white space of any kind as a space, control and format characters (escapes, bidirectional
    overrides, lone surrogates) by their number.
    """
    if text.isprintable():
        return text
    return "".join(map(_plain, text)).strip()


def _plain(char: str) -> str:
    if char.isprintable() or char in _KEPT:
        return char
    if char == "\u00ad":  # a soft hyphen says where a word may break, and nothing else
        return ""
    return " " if char.isspace() else char.encode("unicode_escape", "surrogatepass").decode("ascii")
