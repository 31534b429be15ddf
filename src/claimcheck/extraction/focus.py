"""What "it" means in each of a page's sentences: the treatment or condition that the text above last spoke of."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import field, frozen

from claimcheck.extraction.attributions import attributions
from claimcheck.extraction.terms import health_terms, names_any

_OF_PEOPLE = re.compile(r"(?:people|patients|those|anyone|women|men|adults|children) (?:with|who)\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"(?!(?:If|When|While|Because|Since|After|Before|As|In|On|At|For|From|With|Without|By|To|There|Here|Its|Their|Our|My|Your|No)\b)"
    r"(?P<name>[A-Z][\w'’-]*(?: [\w'’-]+){0,3}?) "
    r"(?:is|are|was|were|has|have|can|may|might|could|will|does|do|tends?|gets?|comes?|makes?|works?|starts?|causes?)\b"
)
_REFERS_BACK = re.compile(r"(?:but |and |yet |also )?(?:it|they|this|these|that|those)\b", re.IGNORECASE)


def focuses_of(sentences: Iterable[tuple[str, str]], focus: str) -> Iterator[str]:
    """What "it" means in each of the sentences, given with their headings; `focus` is what the page is about."""
    told = list(sentences)
    focuses = Focuses(told, lambda: focus)
    return (focuses.at(number) for number in range(len(told)))


@frozen
class Focuses:
    """What "it" means in the sentences of a page, given with their headings; `page` tells what the page is about.

    Each is looked for when it is asked for: it takes long, and most sentences have no word that could mean it.
    """

    sentences: Sequence[tuple[str, str]]
    page: Callable[[], str]
    _known: dict[int, str] = field(factory=dict, init=False, repr=False, eq=False)

    def at(self, number: int) -> str:
        """What "it" means in a sentence by its number; "" where nobody can tell."""
        return self._before(number) or _own_focus(self.sentences[number][1]) or ""

    def _before(self, number: int) -> str:
        """What it means before the sentence is read: what the nearest heading or sentence above that tells it says."""
        at = number
        while at not in self._known:
            if (told := self._told_right_before(at)) is not None:
                self._known[at] = told
            else:
                at -= 1
        self._known[number] = self._known[at]  # so that a long run of "it" is gone through once
        return self._known[number]

    def _told_right_before(self, number: int) -> str | None:
        """What a new heading, else the sentence before, says that "it" means; None where both go on with what it meant."""
        heading, above = self.sentences[number][0], self.sentences[number - 1][0] if number else ""
        if heading != above and (named := _subject_of(heading)):
            return named
        return _own_focus(self.sentences[number - 1][1]) if number else self.page()


def _subject_of(text: str) -> str:
    """The first treatment or condition named, in lower case unless it is written in capitals."""
    hit = next((one for one in health_terms(text) if one.section in ("treatment", "condition")), None)
    return "" if hit is None else hit.text if hit.text.isupper() else hit.text.lower()


def _own_focus(sentence: str) -> str | None:
    """What "it" means after a sentence: the treatment or condition that it is about, if it names one at its beginning.

    Where it names none, nobody can tell (""); where it speaks of "it" or of people, "it" means what it meant before (None).
    """
    for source in reversed(attributions(sentence)):  # the name of a journal is no treatment
        sentence = sentence[: source.start] + sentence[source.end :]
    if _OF_PEOPLE.match(sentence) or (
        _REFERS_BACK.match(sentence) and not re.match(r"that['’]s\s", sentence, re.IGNORECASE)
    ):
        return None
    if named := _named_at_its_beginning(sentence):
        return named
    words = sentence.split()
    return _subject_of(" ".join(words[: max(5, len(words) // 2)]))


def _named_at_its_beginning(sentence: str) -> str:
    """A short subject that speaks of health: "the typical attack" of "The typical attack is a steady ache"."""
    match = _SUBJECT.match(sentence)
    if match is None or not speaks_of_health(match["name"]):
        return ""
    name = match["name"].strip()
    return name if name.split()[0].isupper() else name[:1].lower() + name[1:]


def speaks_of_health(text: str) -> bool:
    """Whether a text names what a claim about health could be of."""
    return names_any(text, "treatment", "condition", "outcome", "body", "people")
