"""The "it" that stands for nothing before it: "it is thought that", "it takes two weeks to heal", "it may be the heat".

Grammars call it expletive or dummy "it"; in a cleft sentence ("it is women who") it stands for what follows.
"""

import re

from claimcheck.extraction.lexicon import listed

_BE = (
    r"(?:is|was|has been|will be|would be|(?:may|might|could|can|must|should) (?:well |also |still )?be|seems|appears|becomes|remains|gets)"
    r"(?: (?:not|also|often|only|very|more|usually|now|still|therefore|quite|so|never|always|sometimes|probably|generally))*"
)
_IT_IS = re.compile(
    rf"it {_BE}(?: (?P<how>[\w-]+))?(?: \w+){{0,2}} (?P<goes_on>to|that|whether|if|for|how|why|what|who|which|when|where)\b",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(
    r"it (?:(?:seems|appears|turns out|turned out|follows|happens) (?:that|as if)"
    r"|(?:can |may |could |often |usually )*(?:takes?|took) [^.;]{3,40}? (?:to|for|before|until)\b"
    r"|(?:can |may |also |often |does not |doesn['’]t )*(?:helps?|pays?|hurts?|makes? sense|matters?) (?:to|that|whether|if|how)\b"
    r"|(?:all )?depends\b"
    rf"|{_BE} (?:because|that|why|how|when|where|whether|worth \w+ing|too (?:late|early|soon) to|time to|no (?:use|good|wonder)|up to (?:you|them|us|the))\b)",
    re.IGNORECASE,
)
_LACKS_OBJECT = re.compile(
    r" \w+(?: (?:in|with|for|during|when|if|because|by|at|on|and|or|as|once|after|before|while|but)\b|\W*\Z|[,;:.])"
)
_CLEFT = re.compile(
    rf"it {_BE} (?:[^\s.;:,]+ ){{1,6}}?(?:that|who|which)\b|it (?:may|might|could) (?:well |also )?be (?:the|a|an|just)\b",
    re.IGNORECASE,
)


def is_expletive(text: str, at: int = 0) -> bool:
    """Whether the "it" there surely stands for nothing."""
    if _SAYS_NOTHING.match(text, at):
        return True
    found = _IT_IS.match(text, at)
    if found is None or (found["goes_on"] == "for" and " to " not in text[found.end() :]):
        return False
    how = (found["how"] or "").lower()
    if found["goes_on"] == "to" and (
        how in listed("raising") or (how in listed("tough") and _LACKS_OBJECT.match(text, found.end()))
    ):
        return False
    return how in (*listed("formal it"), "")


def may_be_expletive(text: str, at: int = 0) -> bool:
    """Whether it may: then nobody should say what it stands for. "It is the drug that most people take" may be either."""
    return is_expletive(text, at) or _CLEFT.match(text, at) is not None
