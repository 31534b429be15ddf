"""A clause as a statement: the page's own words, with whom they name for it left out, and the pronoun resolved where that is sure.

Hedges ("can", "may", "some people") and words that point elsewhere stay as they are; the second are marked.
"""

import re

from attrs import frozen

from claimcheck.extraction.asserting import has_verb
from claimcheck.extraction.attributions import AttributionMatch, attributions
from claimcheck.extraction.bounds import is_contradicted
from claimcheck.extraction.lexicon import Hit, hits, listed, words_of
from claimcheck.extraction.marks import without_marks
from claimcheck.extraction.pointing import TURNED
from claimcheck.extraction.verdicts import tells_who_said_it
from claimcheck.language.patterns import end_of

_SAYS = (
    r"(?:says?|said|shows?|showed|suggests?|suggested|finds?|found|notes?|noted|concludes?|concluded|reports?|reported|"
    r"indicates?|confirms?|confirmed|agrees?|agreed|supports?|warns?|warned|estimates?)"
)
_SAID_BEHIND_AS = re.compile(
    rf"\s*(?:(?:has|have|had|also|once|first|recently|already) )*(?:{_SAYS}|shown|argue[sd]?|writes?|wrote|written|explain(?:s|ed)?|"
    r"observe[sd]?|demonstrate[sd]?|point(?:s|ed)? out|reveal(?:s|ed)?|state[sd]?|prove[sdn]?|put(?:s)? it)(?: (?:in|back in) (?:19|20)\d\d)?\s*(?=[,.;]|\Z)",
    re.IGNORECASE,
)
"""The verb of "as Müller (2020) has shown", with nothing more of it behind."""
_ENDS_SAYING = re.compile(rf"\b{_SAYS}(?: that)?\Z", re.IGNORECASE)
_GOES_ON_SAYING = re.compile(rf"\s*,?\s*(?:has |have )?{_SAYS}\b", re.IGNORECASE)
_AFTER_SOURCE = re.compile(rf"\s*,?\s*(?:{_SAYS}\s+)?(?:that\s+|,\s*)?(?=\S)")
_THAT = re.compile(r"that\s+\Z")
_NAME = re.compile(r"\b[A-Z][\w'’.&-]*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SUBORDINATE = re.compile(r"\b(?:when|if|because|after|before|while|that|which|who|whose|than)\b", re.IGNORECASE)
_HANGS_ON = re.compile(r"\b(?:because|that|which|who|whose)\b")
_OF_A_SENTENCE = 2  # verbs behind "that" or "who": "People who smoke have more colds"
_ONE, _MODAL = re.compile(r"an? ", re.IGNORECASE), ("can", "may", "will", "might", "must", "cannot")
_ACTS_ON = re.compile(r"\s+(?!(?:in|by|with|for|to|among|at|after|from|on|and|or|of|as)\b)\w")
_MORE_OF_SOURCE = re.compile(
    r"\s*(?:of|in|with|among|on|from|by|involving|including|published|that|which|who|covering|comparing)\b",
    re.IGNORECASE,
)
# "Besides exercise", "still water" and "so far" are parts of the sentence.
_CONNECTIVE = re.compile(
    r"(?:(?:but|and|yet|also|moreover|in fact|of course|so(?! (?:far|much|long|little|few|called|that|as)\b))\b,?|(?:however|in addition|besides|still|then),)\s+",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"(?:A:\s+)?(?:(?:yes|no|absolutely)\b[,:;.]\s+)?", re.IGNORECASE)
_ONLY_EVIDENCE = re.compile(r"(?:\w+[\s-]){0,5}evidence\b", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|cannot|may|might|could|will|would|should|does|do|did|keeps?|helps?|makes?|works?|\w+n['’]t)\b"
)
_TRAILING_DATE = re.compile(
    r"\s*(?:on|in|last|this|yesterday|today|late|early|out)\b(?:\s\w+){0,3}[.]?\Z", re.IGNORECASE
)
_NUMBERING = re.compile(r"\A\d{1,2}(?:\.\d{1,2}){1,3}\s+(?=[A-Z])")
_PRONOUN = re.compile(
    r"(?:(?:without|with|in|at|by|over|after|for|unlike|like|if left|left) [^,;:.]{2,40}, )?(?P<word>it|they)(?= )",
    re.IGNORECASE,
)


@frozen
class Statement:
    """A statement, and the pronoun of the page that it has words for ("" where it has none)."""

    text: str
    resolved: str = ""


def statement_of(clause: str, referent: str = "", *, is_row: bool = False) -> Statement:
    """The statement: `referent` is what the clause's first word stands for, "" where that is not sure.

    A table's row keeps the heads of its columns, though one says "What the evidence says".
    """
    text = _NUMBERING.sub("", without_marks(" ".join(clause.split())), count=1)
    text = text if is_row else _without_source(text)
    text = text if TURNED.match(text) or tells_who_said_it(text) else _without(_CONNECTIVE, text)
    text = _without(_ANSWER, text)
    pronoun = first_pronoun(text)
    if pronoun is None or not referent:
        return Statement(_finished(text))
    return Statement(_finished(text[: pronoun.start("word")] + referent + text[pronoun.end() :]), pronoun["word"])


def first_pronoun(text: str) -> re.Match[str] | None:
    """The "it" or "they" that a statement is about: its first word, or that behind an introduction."""
    return _PRONOUN.match(text)


def _without_source(text: str) -> str:
    """Cut the source out: "a review in X says that", "as research supports", "according to Y"."""
    whole = text
    for match in reversed(attributions(text)):
        before, after = text[: match.start], text[match.end :]
        said = _ENDS_SAYING.search(match.text) or _GOES_ON_SAYING.match(after)
        told_as = re.search(r"\b(according to|as)\s*\Z", before, re.IGNORECASE)
        if told_as or match.text.lower().startswith(("as ", "according")):
            if told_as and told_as[1].lower() == "as":
                verb = _SAID_BEHIND_AS.match(after)
                if verb is None:  # "as Lee (2016) suggests and others doubt"
                    continue
                after = after[verb.end() :]
            head = re.sub(r",?\s*(?:(?:according to|as)\s*)?\Z", "", before, flags=re.IGNORECASE)
            after = "" if head and _TRAILING_DATE.match(after) else after
            if _MORE_OF_SOURCE.match(after) or not _is_plain("", match):  # "a study in BMJ of 300 women, yoga eased …"
                continue
            text = head + (re.sub(r"\A,", "", after) if head else after)
        elif said and (end := _AFTER_SOURCE.match(after)) and not is_contradicted(after):
            tells = _THAT.search(end.group()) or is_clause(after[end.end() :])
            text = after[end.end() :] if tells and _is_plain(_without_opening(before), match) else text
    text = text.strip(" ,")
    return text if _is_whole(text) else whole


def _without_opening(text: str) -> str:
    """Words without what only joins them to those before them: "But", "In fact,", "Yes:"."""
    return _without(_ANSWER, _without(_CONNECTIVE, text))


def _without(beginning: re.Pattern[str], text: str) -> str:
    return text[end_of(beginning, text) :]


def _is_plain(before: str, source: AttributionMatch) -> bool:
    """Whether nothing is told of a source but that it is one: no weakness ("flawed studies", "two of nine trials"), and nobody for whom
    alone it holds ("in men, a trial"). Words before it that are not known to be plain may tell either.
    """
    words, known = before, listed("plain of a source")
    if source.attribution.vague is None:
        words, known = before + _NAME.sub("", source.text), known | listed("joining a name")
    elif not listed("weakening a source").isdisjoint(words_of(source.text)):
        return False
    return known.issuperset(words_of(_YEAR.sub("", words)))


def is_clause(text: str) -> bool:
    """Whether words tell something with a verb of their own: not "zinc no better than placebo", which a trial found."""
    main = _SUBORDINATE.split(text, maxsplit=1)[0]
    return _FINITE.search(main) is not None or any(_acts(main, hit) for hit in hits("claim_signals.txt", main))


def is_phrase(text: str) -> bool:
    """Whether words have no verb, but for one in what hangs on them: "A vitamin that strengthens bones", "People on warfarin, because …"."""
    hangs = _HANGS_ON.search(text)
    main, rest = (text[: hangs.start()], text[hangs.end() :]) if hangs else (text, "")
    verbs = [word for word in words_of(rest) if word in listed("finite")]
    if _ONE.match(text):  # "A vitamin that helps the body absorb calcium"
        verbs = [verb for verb in verbs if verb.endswith(("s", "d", "n't")) or verb in _MODAL]
    is_reason = hangs is not None and hangs.group() == "because"
    return not has_verb(main) and (is_reason or len(verbs) < _OF_A_SENTENCE)


def _acts(text: str, hit: Hit) -> bool:
    """Whether a word of effect is a verb behind its subject, with what it acts on behind it: "zinc shortens colds"."""
    word = hit.text.lower()
    is_verb = hit.section == "effect" and (word.endswith(("s", "ed")) or word in listed("finite"))
    return is_verb and hit.start > 0 and _ACTS_ON.match(text, hit.end) is not None


def _is_whole(text: str) -> bool:
    """Whether what is left says something by itself; "only weak evidence that x" does not."""
    weighs = _ONLY_EVIDENCE.match(text)
    return len(words_of(text)) > 2 and not (weighs and not _FINITE.search(weighs.group()))


def _finished(text: str) -> str:
    text = text.strip(" ,;:—–-*_")
    bare = text.strip(" ,;:—–-*_\"“”'")
    quoted_within = bare.count('"') % 2 or bare.count("“") != bare.count("”")
    text = (text if quoted_within else bare).rstrip(".!…")
    text = re.sub(r"\s+([,.;:])", r"\1", text)
    return text[:1].upper() + text[1:] + "." if text else ""
