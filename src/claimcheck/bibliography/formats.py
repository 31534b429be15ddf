"""The bibliographies that `cite` can print, by name."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from claimcheck.bibliography.bibtex import bibtex
from claimcheck.bibliography.csl import csl_json
from claimcheck.bibliography.jsonld import json_ld
from claimcheck.bibliography.styles import ama, vancouver
from claimcheck.bibliography.tagged import nbib, ris
from claimcheck.bibliography.works import Work

Writer: TypeAlias = Callable[[Iterable[Work]], str]

BIBLIOGRAPHIES: Mapping[str, Writer] = {
    "csl-json": csl_json,
    "bibtex": bibtex,
    "ris": ris,
    "nbib": nbib,
    "ama": ama,
    "vancouver": vancouver,
    "json-ld": lambda works: json_ld([(None, tuple(works))]),
}
"""Works to the text of a file. ``json-ld`` without a page; `jsonld.json_ld` takes the page's own facts too."""
