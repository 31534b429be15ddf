"""Fixed word lists of PubMed's query language: filters, journal nicknames, languages, publication types that hold others.

A filter is itself a query in PubMed's language, because that is how NLM publishes them. Sources: PubMed user guide
("Filters", "Comment/correction filters"), NLM
"PubMed clinical queries filters" (narrow and broad, Haynes et al.), MeSH tree V03 for publication types.
"""

FILTERS = {
    "therapy narrow": '"randomized controlled trial"[pt] OR (randomized[tiab] AND controlled[tiab] AND trial[tiab])',
    "therapy broad": (
        '((clinical[tiab] AND trial[tiab]) OR "clinical trials as topic"[mh] OR "clinical trial"[pt] OR random*[tiab]'
        ' OR "random allocation"[mh] OR "therapeutic use"[sh])'
    ),
    "humans": "humans[mh]",
    "animals": '"animals"[mh:noexp]',
}
"""By name (words with single spaces), the query that a filter stands for."""

STATUSES = {
    "medline": ("medline", "completed"),
    "publisher": ("publisher",),
    "inprocess": ("in process", "in data review"),
    "pubmednotmedline": ("pubmed not medline",),
    "oldmedline": ("oldmedline",),
}
HELD = {
    **dict.fromkeys(("systematic", "systematic review"), "systematic"),
    **dict.fromkeys(("pubmed pmc", "free full text", "ffrft"), "pmc"),
    "pubmed books": "book",
    "has abstract": "hasabstract",
}
"""Filters that the index keeps as a mark on the record."""
_PAIRS = (
    "associateddataset associatedpublication commentin commenton correctedandrepublishedin correctedandrepublishedfrom erratumin "
    "erratumfor expressionofconcernin expressionofconcernfor republishedin republishedfrom retractedandrepublishedin "
    "retractedandrepublishedfrom retractionin retractionof updatein updateof summaryforpatientsin originalreportin reprintin reprintof"
)
WITHOUT_TAG = frozenset({"hasabstract", *(f"has{name}" for name in _PAIRS.split())})
"""Filters that PubMed knows in any field, each the name of a mark on the record."""
ROUGH = dict.fromkeys(("free full text", "ffrft"), "counts only articles in PMC as free full text")

JOURNALS = {
    "pnas": "proc natl acad sci u s a",
    "nejm": "n engl j med",
    "new england journal of medicine": "n engl j med",
    "ajph": "am j public health",
    "cmaj": "cmaj",
    "cochrane library": "cochrane database syst rev",
}

LANGUAGES = {
    "english": "eng", "french": "fre", "german": "ger", "spanish": "spa", "italian": "ita", "russian": "rus",
    "chinese": "chi", "japanese": "jpn", "portuguese": "por", "polish": "pol", "czech": "cze", "dutch": "dut",
    "danish": "dan", "swedish": "swe", "norwegian": "nor", "finnish": "fin", "hungarian": "hun", "turkish": "tur",
    "korean": "kor", "hebrew": "heb", "greek": "gre", "romanian": "rum", "ukrainian": "ukr", "bulgarian": "bul",
    "croatian": "hrv", "serbian": "srp", "slovak": "slo", "slovenian": "slv", "arabic": "ara", "persian": "per",
}  # fmt: skip

_TRIAL_PHASES = tuple(f"clinical trial phase {number}" for number in ("i", "ii", "iii", "iv"))
_RANDOMIZED = ("randomized controlled trial", "equivalence trial", "pragmatic clinical trial")
_CONTROLLED = ("controlled clinical trial", "randomized controlled trial", "equivalence trial")
_TRIAL = (
    "clinical trial",
    *_TRIAL_PHASES,
    "adaptive clinical trial",
    "clinical trial protocol",
    *_CONTROLLED,
    *_RANDOMIZED,
)
NARROWER_TYPES: dict[str, tuple[str, ...]] = {
    "clinical study": ("observational study", "clinical trial veterinary", *_TRIAL),
    "clinical trial": _TRIAL,
    "controlled clinical trial": _CONTROLLED,
    "randomized controlled trial": ("equivalence trial",),
    "review": ("systematic review", "scoping review"),
    "guideline": ("practice guideline",),
}
"""Publication types that PubMed finds with a wider one; ``[pt:noexp]`` leaves them out."""
SAME_TYPES = {"retraction of publication": "retraction notice", "validation studies": "validation study"}
"""Old names of publication types, and the new."""
