"""Where an entry of a reference list turns from its work to a comment, an erratum or another linked work.

Source: NLM, "Errata, Retractions, and Other Linked Citations in PubMed", and the DTD's RefType values, in the ways in which exports
write them ("Comment on:", "CommentOn", the tag "CON").
"""

import re

_NAMED = r"[\s:=(\[,-]*(?=PMID|PMC\d|doi\b|https?:)"
_ANOTHERS = re.compile(
    r"\b(?:comment(?:ary|s)?|errat(?:um|a)|corrigend(?:um|a)|corrections?|(?:partial\s*)?retraction|expressions?\s*of\s*concern"
    r"|(?:(?:corrected|retracted)\s*and\s*)?republi(?:shed|cation)|reprint(?:ed)?|updates?(?:d\s+version)?|summary\s*for\s*patients"
    r"|original\s*report|dataset\s*(?:described|use\s*reported)|associated\s*(?:dataset|publication)"
    r"|protocol|preprint|supplement|companion|translation)"
    rf"(?:\s*(?:appears?\s+|published\s+)?(?:in|on|of|for|from|to)\b|{_NAMED})"
    r"|\b(?:errat(?:um|a)|corrigend(?:um|a)|retraction)\s*:"
    r"|\b(?:reply|response|rejoinder|letter)\s+to\b|\b[ck]ommentar(?:\s+zu)\b|\b(?:retracted|corrected|superseded|replaced)\s+(?:in|by)\b"
    r"|\bcit(?:es|ing)\b|\bcited\s+(?:by|in)\b(?!\W*\d)"
    rf"|\b(?:notice|see\s+also|cf\.?){_NAMED}"
    r"|\b(?-i:CIN|CON|EIN|EFR|RIN|ROF|ECI|ECF|CRI|CRF|RPI|RPF|RRI|RRF|UIN|UOF|SPIN|ORI)\s*[-:]",
    re.IGNORECASE,
)


def turn_to_another(entry: str, begin: int = 0) -> int:
    """Where an entry turns to another work, from a place on; its length where it does not."""
    another = _ANOTHERS.search(entry, begin)
    return another.start() if another else len(entry)
