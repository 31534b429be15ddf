"""Whether Zotero, Better BibTeX and citation-js read our bibliographies as we meant them. Run by hand; needs node.

    git clone --depth 1 https://github.com/zotero/translators
    npm install @retorquere/bibtex-parser @citation-js/core @citation-js/plugin-bibtex @citation-js/plugin-ris
    python benchmarks/zotero.py translators      # in the folder that holds node_modules

Prints one line a reader with how many of the fields it reads as they are in the work, then every field that it does not.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from claimcheck.bibliography.formats import BIBLIOGRAPHIES
from claimcheck.bibliography.works import Work
from claimcheck.identifiers import Doi, Pmid
from claimcheck.model import Author

SCRIPT = Path(__file__).with_name("zotero.mjs")
TITLES = (
    "Walking & pain: a trial in 50% of adults",
    "Effects of IL-6 on mRNA in COVID-19: p < 0.05 and > 2 µg/ml",
    "α-lipoic acid ≥ 600 mg/d_2 in #1 type-2 diabetes – “what now”?",
    "Naïve Bäcker's {pair} costs $10",
)
AUTHORS = (
    Author(last_name="Doe", fore_name="Jane", initials="J"),
    Author(last_name="van der Windt", fore_name="Daniëlle", initials="DAWM"),
    Author(last_name="O'Brien-Smith", initials="J"),
    Author(collective="COST B13 Working Group and Friends"),
)
FIELDS = {
    "journal": ("publicationTitle", "container-title", "journal"),
    "volume": ("volume",),
    "issue": ("issue", "number"),
    "pages": ("pages", "page"),
    "doi": ("DOI", "doi"),
    "pmid": ("PMID", "pmid", "archiveLocation", "extra"),
}


def works() -> list[Work]:
    return [
        Work(
            f"pmid-9900000{number}",
            title,
            AUTHORS,
            pmid=Pmid(f"9900000{number}"),
            doi=Doi(f"10.1234/invented_{number}"),
            journal="Journal of Invention & Craft",
            journal_abbreviation="J Invent",
            year=2021,
            volume="7",
            issue="2",
            pages="881-99",
        )
        for number, title in enumerate(TITLES, start=1)
    ]


def compared(work: Work, item: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """The name of each field, what the work has, and what was read."""
    yield "title", work.title, str(item.get("title", ""))
    people = item.get("creators") or item.get("author") or []
    assert isinstance(people, list)
    for author, person in zip(work.authors, [*people, *[{}] * 9], strict=False):
        family = " ".join(str(person.get(key, "")) for key in ("prefix", "non-dropping-particle") if person.get(key))
        name = str(person.get("lastName") or person.get("family") or person.get("literal") or person.get("name") or "")
        yield "author", author.collective or author.last_name, f"{family} {name}".strip()
    wanted = {
        "journal": work.journal,
        "volume": "7",
        "issue": "2",
        "pages": "881-899",
        "doi": work.doi,
        "pmid": work.pmid,
    }
    for field, keys in FIELDS.items():
        found = next((str(item[key]) for key in keys if item.get(key)), "")
        yield field, str(wanted[field]), found.removeprefix("PMID: ").replace("\u2013", "-")


def read(reader: str, file: Path) -> list[Mapping[str, object]]:
    done = subprocess.run(["node", str(SCRIPT), reader, str(file)], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def main() -> int:
    translators = Path(sys.argv[1])
    readers = [
        *(
            (str(translators / name), kind)
            for name, kind in (("RIS.js", "ris"), ("BibTeX.js", "bibtex"), ("MEDLINEnbib.js", "nbib"))
        ),
        ("@retorquere/bibtex-parser", "bibtex"),
        *(("@citation-js", kind) for kind in ("bibtex", "ris", "csl-json")),
    ]
    with tempfile.TemporaryDirectory() as folder:
        for reader, kind in readers:
            file = Path(folder) / f"references.{kind}"
            file.write_text(BIBLIOGRAPHIES[kind](works()), encoding="utf-8")
            items = read(reader, file)
            fields = [one for work, item in zip(works(), items, strict=True) for one in compared(work, item)]
            wrong = [one for one in fields if one[1] != one[2]]
            print(f"{Path(reader).name:20} {kind:9} {len(fields) - len(wrong)}/{len(fields)} fields as meant")
            for field, meant, found in wrong:
                print(f"    {field}: {meant!r} read as {found!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
