"""What a page says about itself: its author, its language, when it was last reviewed."""

import datetime as dt
import re
from html import unescape

from attrs import frozen

from claimcheck.articles.base import Article
from claimcheck.articles.front_matter import front_matter
from claimcheck.extraction.lexicon import listed, words_of
from claimcheck.extraction.listed import entries_of
from claimcheck.extraction.works import names_work
from claimcheck.language.wordlist import foreign_words

_DATE = (
    r"(?P<iso>20\d\d-\d\d-\d\d)|(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[A-Z][a-z]{2,8})\.?,? (?P<year>20\d\d)"
    r"|(?P<month2>[A-Z][a-z]{2,8})\.? (?P<day2>\d{1,2})(?:st|nd|rd|th)?,? (?P<year2>20\d\d)"
)
_REVIEWED = re.compile(
    rf"(?:(?:last|medically|clinically|page) )*\breviewed(?: (?:on|by [^.:|<\n]{{2,60}}? on))?\s*[:\u2013-]?\s*(?:{_DATE})",
    re.IGNORECASE,
)
_FIELD_DATE = re.compile(rf"(?:{_DATE})")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_FIELD = r"(?im)^[\"']?(?:{names})[\"']?\s*[:=]\s*[\"']?(?P<value>[^\"'\n#\[\]{{}}]+)"
_META = r"<meta\b(?=[^>]*\b(?:name|property|itemprop)\s*=\s*[\"']?(?:{names})[\"'\s>])[^>]*\bcontent\s*=\s*(?P<quote>[\"'])(?P<value>.*?)(?P=quote)"
_DATA = r"\"(?:{names})\"\s*:\s*\"(?P<value>[^\"]+)\""
_LANG = re.compile(r"<html\b[^>]*\blang\s*=\s*[\"']?(?P<value>[A-Za-z-]{2,20})", re.IGNORECASE)
_PERSON = re.compile(r"\"author\"\s*:\s*\[?\s*\{[^{}]*\"name\"\s*:\s*\"(?P<value>[^\"]+)\"")
_BYLINE = re.compile(
    r"(?m)^(?:written )?by (?P<value>(?:Dr\.? |Prof\.? )?[A-Z][\w.'\u2019-]+(?: [A-Z][\w.'\u2019-]+){1,3})(?=$|[,|\u00b7\u2013(]| on )",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.IGNORECASE | re.DOTALL)
_LONGEST_WORK = 1_000
_A_FEW = 3  # names and loan words: "der", "la"


@frozen
class About:
    """What a page says about itself; "" and None where it does not say."""

    author: str = ""
    language: str = ""
    reviewed: dt.date | None = None


def about(source: str) -> About:
    """Read it off the source of a page, Markdown or HTML; "" for a Word document gives nothing."""
    head = source[: front_matter(source)[0]]
    author = (
        _first(_FIELD, head, "author|authors|by") or _first(_META, source, "author|dc.creator|article:author")
        or _said(_PERSON, source) or _said(_BYLINE, _text(source))
    )  # fmt: skip
    language = _first(_FIELD, head, "lang|language|locale") or _said(_LANG, source)
    told = (
        _first(_FIELD, head, "reviewed|last[_-]?reviewed|date[_-]reviewed|medically[_-]reviewed")
        or _first(_META, source, "last-?reviewed|dc.date.reviewed|reviewed|date-reviewed") or _first(_DATA, source, "lastReviewed")
    )  # fmt: skip
    return About(
        "" if author.startswith("http") else author, language, _date(_FIELD_DATE.search(told)) or _in_text(source)
    )


def is_english(article: Article) -> bool:
    """Whether the page reads as English: by its letters and function words, whatever its markup says.

    Names and titles in its notes and list of references are none of its own words.
    """
    text = _own_words(article)[:20_000]
    letters = [char for char in text if char.isalpha()]
    if 2 * sum(char > "\u0250" for char in letters) > len(letters):
        return False
    words = words_of(text)
    foreign = sum(word in foreign_words() for word in words)
    return foreign <= _A_FEW or foreign <= sum(word in listed("function words") for word in words)


def _own_words(article: Article) -> str:
    """The text without its notes, its list of references, and what else is an item that names a work."""
    entries = [(one.start, one.end) for one in entries_of(article)]
    items = ((one.start, one.end) for one in article.items if one.end - one.start <= _LONGEST_WORK)
    works = [span for span in items if names_work(article.text[slice(*span)])]
    parts, done = list[str](), 0
    for start, end in sorted([*entries, *works]):
        parts.append(article.text[done : max(done, start)])
        done = max(done, end)
    return " ".join([*parts, article.text[done:]])


def _first(pattern: str, source: str, names: str) -> str:
    return _said(re.compile(pattern.format(names=names), re.IGNORECASE), source)


def _said(pattern: re.Pattern[str], source: str) -> str:
    found = pattern.search(source[:200_000])
    return " ".join(unescape(found["value"]).split()) if found else ""


def _text(source: str) -> str:
    return unescape(_TAG.sub("\n", source[:500_000]))


def _in_text(source: str) -> dt.date | None:
    """The date behind "last reviewed"; not that of the next review."""
    return _date(_REVIEWED.search(re.sub(r"[*_]", "", _text(source))))


def _date(found: re.Match[str] | None) -> dt.date | None:
    if found is None:
        return None
    try:
        if found["iso"]:
            return dt.date.fromisoformat(found["iso"])
        month = (found["month"] or found["month2"])[:3].lower()
        return dt.date(
            int(found["year"] or found["year2"]), _MONTHS.index(month) + 1, int(found["day"] or found["day2"])
        )
    except ValueError:
        return None
