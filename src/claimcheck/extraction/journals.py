"""Journal names in a text: those of `data/journals.tsv`, and others whose words make them clearly a journal's."""

import re
from functools import cache

from attrs import frozen

from claimcheck.extraction.lexicon import data_lines
from claimcheck.language.patterns import any_of, end_of
from claimcheck.stretches import overlap

# What must stand before a title of one everyday word ("Spine", "Pain", "Heart") for it to be the journal.
_CUE = r"(?:published|appeared|appearing|printed|reported|writing) (?:\w+ ){0,3}?in (?:the )?(?:journals? )?|journals? (?:called )?"
_OTHER = re.compile(
    r"\b(?:(?:[A-Z][\w'’&-]{1,60}+|and|of|the|in|&) ){0,5}?"
    r"(?:Journal of (?:the )?(?:[A-Z][\w'’-]+)(?:(?:,? (?:and|of|the|in|for|&))* [A-Z][\w'’-]+)*"
    r"|(?:[A-Z][\w'’-]{1,60}+ ){1,7}Journal(?! of (?:the )?[A-Z])|(?:Annals|Archives|Acta|Frontiers) (?:of |in )?(?:[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+)*)"
)

# A title that is in no list, after words that only a publication follows: two or more words in capitals.
_PUBLISHED_IN = re.compile(
    r"\b(?:published|appeared|appearing|reported) (?:\w+ ){0,2}?in (?:the (?:journals? )?|journals? )?"
    r"(?P<title>(?!New (?:York|Zealand|Delhi)|Great Britain|Northern|South|North|East|West|United|Los|San|Hong|Saudi)"
    r"[A-Z][\w'’-]+(?: (?:(?:of|and|for|in|&) )?[A-Z][\w'’-]+)+)"
)
_SMALL = re.compile(r"(?:(?:and|of|the|in|The|In|A|An|&) )*")
"""Words of grammar that are no beginning of a name."""


@frozen
class JournalName:
    """A journal's name where it stands in a text; `title` is the known title, else the words as written."""

    title: str
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


def journal_names(text: str) -> tuple[JournalName, ...]:
    """Every journal named in a text, in order and without overlap, the longest name first."""
    found = [_named(match, "known") for match in _known_pattern().finditer(text)]
    found += [_named(match, "cued") for match in _cued_pattern().finditer(text)]
    for match in _OTHER.finditer(text):
        start = match.start() + end_of(_SMALL, match.group())
        found.append(JournalName(text[start : match.end()], start, match.end()))
    known = list(_without_overlap(found))
    cued = (JournalName(match["title"], *match.span("title")) for match in _PUBLISHED_IN.finditer(text))
    return _without_overlap(known + [one for one in cued if not any(overlap(one.span, other.span) for other in known)])


def _named(match: re.Match[str], group: str) -> JournalName:
    return JournalName(_titles()[_folded(match.group(group))], match.start(group), match.end(group))


def _without_overlap(found: list[JournalName]) -> tuple[JournalName, ...]:
    kept: list[JournalName] = []
    for name in sorted(found, key=lambda one: one.start - one.end):
        if not any(overlap(name.span, other.span) for other in kept):
            kept.append(name)
    return tuple(sorted(kept, key=lambda one: one.start))


def _folded(name: str) -> str:
    return re.sub(r"^the ", "", " ".join(name.casefold().replace("’", "'").split()))


@cache
def _forms() -> tuple[tuple[str, str], ...]:
    """Every form of a known journal's name, with its title."""
    rows = (line.replace("|", "\t").split("\t") for line in data_lines("journals.tsv"))
    return tuple((form.strip(), title) for title, *others in rows for form in (title, *others) if form.strip())


@cache
def _titles() -> dict[str, str]:
    """The titles by the forms of the names, folded; of a form that two journals have the first's."""
    return {_folded(form): title for form, title in reversed(_forms())}


@cache
def _known_pattern() -> re.Pattern[str]:
    """Names of several words, and initials: they stand for nothing else."""
    sure = {form for form, _ in _forms() if " " in form or (form.isupper() and len(form) > 2)}
    return re.compile(rf"(?<![\w-])(?P<known>{any_of(sure)})(?![\w-])")


@cache
def _cued_pattern() -> re.Pattern[str]:
    """Names of one word, after a cue."""
    single = {form for form, _ in _forms() if " " not in form}
    return re.compile(rf"\b(?:{_CUE})(?P<cued>{any_of(single)})(?![\w-])(?! [A-Z])")
