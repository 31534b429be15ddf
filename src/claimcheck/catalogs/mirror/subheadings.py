"""MeSH's subheadings: the codes that people write for them, and which of them are searched with a wider one.

Names are as the index keeps them: words alone, without the sign for *and*. Source: NLM, "MeSH Qualifiers" and
"MeSH Subheading hierarchies".
"""

from claimcheck.catalogs.mirror.words import normal

_CODES = {
    "ab": "abnormalities", "ad": "administration dosage", "ae": "adverse effects", "ag": "agonists", "aa": "analogs derivatives",
    "an": "analysis", "ah": "anatomy histology", "ai": "antagonists inhibitors", "bi": "biosynthesis", "bl": "blood",
    "bs": "blood supply", "cf": "cerebrospinal fluid", "cs": "chemical synthesis", "ci": "chemically induced", "ch": "chemistry",
    "cl": "classification", "co": "complications", "cn": "congenital", "ct": "contraindications", "cy": "cytology",
    "df": "deficiency", "di": "diagnosis", "dg": "diagnostic imaging", "dh": "diet therapy", "de": "drug effects",
    "dt": "drug therapy", "ec": "economics", "ed": "education", "em": "embryology", "en": "enzymology", "ep": "epidemiology",
    "es": "ethics", "eh": "ethnology", "et": "etiology", "ge": "genetics", "gd": "growth development", "hi": "history",
    "im": "immunology", "in": "injuries", "ir": "innervation", "is": "instrumentation", "ip": "isolation purification",
    "lj": "legislation jurisprudence", "me": "metabolism", "mt": "methods", "mi": "microbiology", "mo": "mortality",
    "nu": "nursing", "og": "organization administration", "ps": "parasitology", "py": "pathogenicity", "pa": "pathology",
    "pk": "pharmacokinetics", "pd": "pharmacology", "ph": "physiology", "pp": "physiopathology", "po": "poisoning",
    "pc": "prevention control", "px": "psychology", "re": "radiation effects", "rt": "radiotherapy", "rh": "rehabilitation",
    "sc": "secondary", "st": "standards", "sn": "statistics numerical data", "sd": "supply distribution", "su": "surgery",
    "tu": "therapeutic use", "th": "therapy", "to": "toxicity", "tm": "transmission", "tr": "transplantation", "td": "trends",
    "ul": "ultrastructure", "ur": "urine", "ve": "veterinary", "vi": "virology",
}  # fmt: skip
_BELOW = {
    "adverse effects": ("poisoning", "toxicity"),
    "analysis": ("blood", "cerebrospinal fluid", "isolation purification", "urine"),
    "anatomy histology": ("blood supply", "cytology", "embryology", "innervation"),
    "chemistry": ("agonists", "analogs derivatives", "antagonists inhibitors", "chemical synthesis"),
    "complications": ("secondary",),
    "cytology": ("pathology", "ultrastructure"),
    "diagnosis": ("diagnostic imaging", "pathology"),
    "embryology": ("abnormalities",),
    "epidemiology": ("ethnology", "mortality"),
    "etiology": (
        "chemically induced", "complications", "congenital", "embryology", "genetics", "immunology", "microbiology", "parasitology",
        "transmission",
    ),
    "metabolism": (
        "biosynthesis", "blood", "cerebrospinal fluid", "deficiency", "enzymology", "pharmacokinetics", "urine",
    ),
    "microbiology": ("virology",),
    "organization administration": (
        "economics", "legislation jurisprudence", "standards", "supply distribution", "trends",
    ),
    "pharmacology": (
        "administration dosage", "adverse effects", "agonists", "antagonists inhibitors", "contraindications", "pharmacokinetics",
    ),
    "physiology": ("genetics", "growth development", "immunology", "metabolism", "physiopathology"),
    "statistics numerical data": ("epidemiology", "supply distribution"),
    "surgery": ("transplantation",),
    "therapeutic use": ("administration dosage", "adverse effects", "contraindications"),
    "therapy": (
        "diet therapy", "drug therapy", "nursing", "prevention control", "radiotherapy", "rehabilitation", "surgery",
    ),
}  # fmt: skip


def subheading(written: str) -> str:
    """The subheading as the index keeps it, of its name with *and* or *&*, or of its code (``th``)."""
    name = " ".join(word for word in normal(written).split() if word != "and")
    return _CODES.get(name, name)


def with_narrower(name: str) -> tuple[str, ...]:
    """The subheading and those below it, itself first."""
    found = {name: None}
    for below in _BELOW.get(name, ()):
        found |= dict.fromkeys(with_narrower(below))
    return tuple(found)
