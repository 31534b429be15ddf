"""Plain text out of PubMed's mixed content, safe to print.

Titles and abstracts hold markup (b, i, sub, sup, u, MathML, display formulas). Every word is kept, words are not glued
together, white space is one space. Control characters, terminal escape sequences and bidirectional overrides are left
out, because these texts are printed to terminals and pages.

Source: NLM's PubMed DTD, entities ``%text;`` and ``%math;``; Unicode Standard Annex 9 for the overrides.
"""

import re
from xml.etree.ElementTree import Element

_INLINE = frozenset({"b", "i", "sub", "sup", "u", "sc", "bold", "italic", "em", "strong", "underline"})
_SCRIPTS = ("msub", "msup", "msubsup", "mover", "munder", "munderover", "mmultiscripts")
_JOINERS = {"mfrac": "/", **dict.fromkeys(_SCRIPTS, "")}
_NOT_SPOKEN = frozenset({"annotation", "annotation-xml"})
_MAX_DEPTH = 60
_UNSAFE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # ECMA-48 control sequences
    r"|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)


def tidy(text: str) -> str:
    """One space for each run of white space (no-break and thin spaces too), nothing that steers a terminal."""
    # isprintable is false for every control and format character and every space but the plain one: nearly all texts
    # are tidy already, and two fast passes tell.
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    spaced = " ".join(text.split())  # of the rest most have only other spaces; nothing unsafe is white space
    return spaced if spaced.isprintable() else " ".join(_UNSAFE.sub("", text).split())


def text_of(element: Element | None) -> str:
    """The tidy plain text of an element with whatever markup is in it; "" for None."""
    if element is None:
        return ""
    if not len(element):
        return tidy(element.text or "")
    if all(child.tag in _INLINE for child in element.iter() if child is not element):
        return tidy("".join(element.itertext()))
    return tidy(_spelled(element, 0))


def _spelled(element: Element, depth: int) -> str:
    """Text with formulas spelled out and everything that is not inline set apart from the words around it."""
    if depth > _MAX_DEPTH:
        return " ".join(element.itertext())
    parts = [element.text or ""]
    for child in element:
        name = _local_name(child)
        if name == "math":
            parts.append(_formula(child, depth + 1))
        elif name in _INLINE:
            parts.append(_spelled(child, depth + 1))
        else:
            parts.append(f" {_spelled(child, depth + 1)} ")
        parts.append(child.tail or "")
    return "".join(parts)


def _formula(element: Element, depth: int) -> str:
    """A MathML element's symbols in order: scripts without a space, fractions with a slash, the rest spaced."""
    if depth > _MAX_DEPTH:
        return " ".join(element.itertext())
    if not len(element):
        return tidy(element.text or "")
    children = list(element)
    before = [index for index, child in enumerate(children) if _local_name(child) == "mprescripts"]
    if before:  # mmultiscripts names the scripts in front of its base last
        children = children[before[0] + 1 :] + children[: before[0]]
    parts = [_formula(child, depth + 1) for child in children if _local_name(child) not in _NOT_SPOKEN]
    return _JOINERS.get(_local_name(element), " ").join(part for part in parts if part)


def _local_name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
