"""WordPress's shortcodes: tags in square brackets that a site replaces (WordPress, Shortcode API).

Square brackets are also prose, links and citation keys. A shortcode is what has a closing tag, attributes in quotes, or a name of
WordPress's own with attributes or alone on its line, and all that its block for shortcodes holds. What a pair encloses is the
page's text, but for footnotes, which are notes of the sentence that they stand behind.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from attrs import frozen

from claimcheck.articles.closers import pairs
from claimcheck.stretches import cut_out

_QUOTE = '(?:["\u201c\u201d\u2033]|&quot;|&#82(?:20|21|43);)'
_VALUE = rf"(?:{_QUOTE}(?:(?!{_QUOTE})[^\[\]<>\n])*+{_QUOTE}|'[^'\[\]<>\n]*+')"
_TAG = re.compile(
    r"(?<![\[\\!])\[(?P<end>/)?(?P<name>[A-Za-z][\w-]{0,40})"
    rf"(?P<given>(?:\s++(?:[\w-]++=(?:{_VALUE}|[^\s\[\]\"'<>]++)|{_VALUE}|[\w.,#:/-]++(?!=)))*+)\s*+/?\](?(end)|(?![(:\]]))"
)
_QUOTED = re.compile(rf"[\w-]={_VALUE}")
_OWN = frozenset(
    ["audio", "caption", "contact-form-7", "embed", "ez-toc", "gallery", "playlist", "toc", "video", "wp_caption"]
)
_NOTES = frozenset({"efn_note", "fn", "footnote", "mfn", "modern_footnote", "ref", "sidenote"})
_BLOCK = re.compile(r"<!-- wp:shortcode\b[^<>]*-->(.*?)<!-- /wp:shortcode -->", re.DOTALL)
_LOOK = 80
_LONGEST_NOTE = 4_000
_LINK = re.compile(r"<a\s[^<>]*?\bhref\s*=\s*[\"']([^\"'<>]+)[\"'][^<>]*>", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]*>")


@frozen
class Shortcode:
    """A tag at ``source[start:end]``, or a footnote with both of its tags and its words (`note`)."""

    start: int
    end: int
    note: str = ""


def shortcodes(source: str) -> tuple[Shortcode, ...]:
    """The shortcodes of a page in order, without overlap."""
    tags = list(_TAG.finditer(source)) if "[" in source else []
    if not tags:
        return ()
    enclosing = list(pairs(tags, lambda tag: tag["name"]))
    known = {tag.start() for pair in enclosing for tag in pair}
    for block in _BLOCK.finditer(source) if "wp:shortcode" in source else ():
        known |= {tag.start() for tag in _TAG.finditer(source, *block.span(1))}
    single = (Shortcode(*tag.span()) for tag in tags if tag.start() in known or _is_alone(tag, source))
    return tuple(_apart([*_notes(source, enclosing), *single]))


def without_shortcodes(source: str) -> str:
    """The source without them, but with its footnotes."""
    return cut_out(source, ((one.start, one.end) for one in shortcodes(source) if not one.note))


def _is_alone(tag: re.Match[str], source: str) -> bool:
    """Whether a tag without its other half is a shortcode."""
    if tag["name"] not in _OWN:
        return not tag["end"] and bool(_QUOTED.search(tag["given"]))
    before = source[max(0, tag.start() - _LOOK) : tag.start()].rstrip(" \t")[-1:]
    behind = source[tag.end() : tag.end() + _LOOK].lstrip(" \t")[:1]
    return bool(tag["end"] or "=" in tag["given"] or (before in ("", "\n", ">") and behind in ("", "\n", "\r", "<")))


def _notes(source: str, enclosing: Iterable[tuple[re.Match[str], re.Match[str]]]) -> Iterator[Shortcode]:
    for begin, end in enclosing:
        words = source[begin.end() : end.start()]
        if begin["name"] in _NOTES and len(words) <= _LONGEST_NOTE and "<!--" not in words and "-->" not in words:
            plain = unescape(_MARKUP.sub(" ", _LINK.sub(r" \1 ", words)))
            yield Shortcode(begin.start(), end.end(), " ".join(plain.split()) or "-")


def _apart(found: list[Shortcode]) -> Iterator[Shortcode]:
    """Without those that stand within a footnote."""
    done = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= done:
            yield one
            done = one.end
