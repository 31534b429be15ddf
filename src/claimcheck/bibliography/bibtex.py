"""BibTeX (UTF-8), with everything that LaTeX would take for a command escaped.

Source: O. Patashnik, "BibTeXing" (1988). BibTeX counts braces even behind a backslash, so that braces without
pair are written by name; "<" and ">" are mathematics, since TeX's usual font has other signs in their place; doubled braces
around the title keep its capitals.
"""

import re
from collections.abc import Iterable
from itertools import accumulate

from claimcheck.bibliography.names import given
from claimcheck.bibliography.works import Work, percent_encoded
from claimcheck.model import Author

_ESCAPES = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\`{}",
    "'": "'{}",
    "-": "-{}",
    ",": ",{}",
    "<": "$<$",
    ">": "$>$",
    **{char: f"\\{char}" for char in "{}&%$#_"},
}
_BRACES = {r"\{": r"\textbraceleft{}", r"\}": r"\textbraceright{}"}
_BREAKS = "{}\\"
"""What breaks an entry even in `doi` and `url`, which are read verbatim."""
_SPECIAL = re.compile(r"[\\{}~^`&%$#_<>]|([-',])(?=\1)")


def bibtex(works: Iterable[Work]) -> str:
    """One entry a work, an empty line between entries."""
    return "\n".join(_entry(work) for work in works)


def escaped(text: str) -> str:
    """Text as LaTeX prints it again: no commands, and no two characters that it would join ("--", "''", ",,")."""
    found = _SPECIAL.sub(lambda match: _ESCAPES[match[0]], text)
    return found if _is_balanced(text) else re.sub(r"\\[{}]", lambda match: _BRACES[match[0]], found)


def _is_balanced(text: str) -> bool:
    """Whether BibTeX, which counts braces behind a backslash too, finds a pair for each."""
    depths = list(accumulate(({"{": 1, "}": -1}.get(char, 0) for char in text), initial=0))
    return min(depths) == 0 == depths[-1]


def _entry(work: Work) -> str:
    pages = escaped(work.full_pages)
    fields = {
        "author": " and ".join(_name(author) for author in work.authors),
        "title": f"{{{escaped(work.marked_title)}}}",
        "journal": escaped(work.journal),
        "year": str(work.year or ""),
        "volume": escaped(work.volume),
        "number": escaped(work.issue),
        "pages": pages.replace("-", "--") if re.search(r"\d-\w*\d", work.full_pages) else pages,
        "doi": percent_encoded(work.doi or "", _BREAKS),
        "pmid": work.pmid or "",
        "pmcid": work.pmcid or "",
        "url": percent_encoded(work.link, _BREAKS),
        "note": work.retraction_note,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value.strip("{}")]
    kind = "article" if work.journal else "misc"
    return "\n".join([f"@{kind}{{{work.key},", *lines, "}"]) + "\n"


def _name(author: Author) -> str:
    """``Last, Jr, First`` as BibTeX parses names; a group, or a part that would be parsed, stands in braces."""
    if author.collective or not author.last_name:
        return f"{{{escaped(author.name)}}}"
    parts = (author.last_name, author.suffix, given(author))
    return ", ".join(_part(part) for part in parts if part)


def _part(text: str) -> str:
    whole = "," in text or re.search(r"(?:^|\s)and(?:\s|$)", text, re.IGNORECASE)
    return f"{{{escaped(text)}}}" if whole else escaped(text)
