"""The tests' own E-utilities with a search that understands AND, OR, NOT, parentheses, phrases and `word*`.

Field tags are taken off; a term with a publication-type or subset tag ([pt], [sb], [filter]) is looked up among the types.
Results come by the number of terms that they hold, which is relevance enough for two dozen papers.
"""

import re

from support.eutils_server import EutilsServer

_TOKEN = re.compile(r'\(|\)|(?:"[^"]*"|[^\s()"\[\]]+)(?:\[[^\]]*\])?')
_TYPES = {"systematic": "systematic review"}


class BooleanServer(EutilsServer):
    """An `EutilsServer` for ladders of queries."""

    def _hits(self, term: str) -> list[str]:
        if "[uid]" in term or "[aid]" in term:
            return super()._hits(term)
        scored = []
        for pmid, raw in self.records.items():
            text = (raw if isinstance(raw, str) else raw.decode()).casefold()
            tokens = _TOKEN.findall(term)
            if _either(tokens, text):
                scored.append((-sum(_holds(t, text) for t in _TOKEN.findall(term) if t not in "()"), pmid))
        return [pmid for _, pmid in sorted(scored)]


def _either(tokens: list[str], text: str) -> bool:
    """PubMed evaluates from left to right; so does this."""
    value = _one(tokens, text)
    while tokens and tokens[0] != ")":
        operator = tokens.pop(0) if tokens[0] in ("AND", "OR", "NOT") else "AND"
        other = _one(tokens, text)
        value = value or other if operator == "OR" else value and (not other if operator == "NOT" else other)
    return value


def _one(tokens: list[str], text: str) -> bool:
    token = tokens.pop(0)
    if token != "(":
        return _holds(token, text)
    value = _either(tokens, text)
    if tokens:
        tokens.pop(0)
    return value


def _holds(token: str, text: str) -> bool:
    found = re.fullmatch(r'("[^"]*"|[^\[]+)(?:\[([^\]]*)\])?', token)
    if not found or token in ("AND", "OR", "NOT"):
        return False
    words, tag = found.group(1).strip('"').casefold(), found.group(2) or ""
    if tag in ("pt", "sb", "filter"):
        return f">{_TYPES.get(words, words)}<" in text
    ending = r"\w*" if words.endswith("*") else r"\b"
    return re.search(rf"\b{re.escape(words.rstrip('*'))}{ending}", text) is not None
