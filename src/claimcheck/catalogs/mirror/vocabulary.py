"""Fixed word lists of PubMed's query language: filters, journal nicknames, languages, publication types that hold others.

A filter is itself a query in PubMed's language, because that is how NLM publishes them. Sources: PubMed user guide
("Filters", "Comment/correction filters"), NLM
"PubMed clinical queries filters" (narrow and broad, Haynes et al.), MeSH tree V03 for publication types.
"""

_TYPES = """address, autobiography, bibliography, biography, case reports, classical article, clinical conference, clinical study, \
clinical trial, clinical trial phase i, clinical trial phase ii, clinical trial phase iii, clinical trial phase iv, \
clinical trial protocol, clinical trial veterinary, comment, comparative study, congress, consensus development conference, \
controlled clinical trial, corrected and republished article, dataset, directory, duplicate publication, editorial, \
equivalence trial, evaluation study, expression of concern, festschrift, government publication, guideline, historical article, \
interview, introductory journal article, lecture, legal case, legislation, letter, meta analysis, multicenter study, news, \
newspaper article, observational study, observational study veterinary, overall, patient education handout, periodical index, \
personal narrative, portrait, practice guideline, pragmatic clinical trial, preprint, published erratum, \
randomized controlled trial, randomized controlled trial veterinary, retracted publication, retraction notice, \
retraction of publication, review, scientific integrity review, technical report, twin study, validation study, video audio media, \
webcast"""
"""Publication types that are filters too, by their words with or without spaces."""
_AGES = {
    "newborn": "infant newborn", "preschoolchild": "child preschool", "youngadult": "young adult", "adolescent": "adolescent",
    "middleaged": "middle aged", "80andover": "aged 80 and over",
}  # fmt: skip

FILTERS = {
    **{name.replace(" ", ""): f'"{name}"[pt]' for name in _TYPES.split(", ")},
    **{name: f'"{heading}"[mh]' for name, heading in _AGES.items()},
    **{f"y{years}": f'"last {years} years"[dp]' for years in (1, 5, 10)},
    **{sex: f"{sex}[mh]" for sex in ("female", "male")},
    "allchild": 'infant[mh] OR child[mh] OR adolescent[mh] OR "infant newborn"[mh] OR "child preschool"[mh]',
    "allinfant": 'infant[mh] OR "infant newborn"[mh]',
    "infant": "infant[mh:noexp]",
    "child": "child[mh:noexp]",
    "alladult": 'adult[mh] OR "young adult"[mh] OR "middle aged"[mh] OR aged[mh] OR "aged 80 and over"[mh]',
    "adult": "adult[mh:noexp]",
    "middleagedaged": '"middle aged"[mh] OR aged[mh] OR "aged 80 and over"[mh]',
    "aged": 'aged[mh] OR "aged 80 and over"[mh]',
    "excludepreprints": "all[sb] NOT preprint[pt]",
    "therapynarrow": '"randomized controlled trial"[pt] OR (randomized[tiab] AND controlled[tiab] AND trial[tiab])',
    "therapybroad": (
        '((clinical[tiab] AND trial[tiab]) OR "clinical trials as topic"[mh] OR "clinical trial"[pt] OR random*[tiab]'
        ' OR "random allocation"[mh] OR "therapeutic use"[sh])'
    ),
    "humans": "humans[mh]",
    **dict.fromkeys(("animals", "otheranimals"), '"animals"[mh:noexp]'),
}
"""By name, without spaces, the query that a filter stands for."""

STATUSES = {
    "medline": ("medline", "completed"),
    "publisher": ("publisher",),
    "inprocess": ("in process", "in data review"),
    "pubmednotmedline": ("pubmed not medline",),
    "oldmedline": ("oldmedline",),
}
HELD = {
    **dict.fromkeys(("systematic", "systematicreview", "systematicreviews"), "systematic"),
    **dict.fromkeys(("pubmedpmc", "freefulltext", "loattrfreefulltext", "ffrft"), "pmc"),
    **dict.fromkeys(("pubmedbooks", "booksdocs"), "book"),
    **dict.fromkeys(("hasabstract", "fha"), "hasabstract"),
}
"""Filters that the index keeps as a mark on the record, by name without spaces."""
_PAIRS = (
    "associateddataset associatedpublication commentin commenton correctedandrepublishedin correctedandrepublishedfrom erratumin "
    "erratumfor expressionofconcernin expressionofconcernfor republishedin republishedfrom retractedandrepublishedin "
    "retractedandrepublishedfrom retractionin retractionof updatein updateof summaryforpatientsin originalreportin reprintin reprintof"
)
WITHOUT_TAG = frozenset({"hasabstract", *(f"has{name}" for name in _PAIRS.split())})
"""Filters that PubMed knows in any field, each the name of a mark on the record."""
ROUGH = dict.fromkeys(("freefulltext", "loattrfreefulltext", "ffrft"), "counts only articles in PMC as free full text")

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
