"""P4 and P5: claims files loaded with positions, and edits of one citation, against PyYAML and ruamel.yaml.

Run: ``python benchmarks/claimfiles.py [FILES]`` (default 50 files of 20 claims). CPU seconds, the least of several rounds,
peers in turn.
"""

import datetime as dt
import sys
import tempfile
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import yaml

from claimcheck.claimfile import load_claims, with_citation
from claimcheck.claimfile.nodes import decode, parse
from claimcheck.collector import without_collection
from claimcheck.identifiers import Pmid
from claimcheck.model import Citation, Signature, Stance

try:
    import ruamel.yaml as ruamel
except ImportError:
    ruamel = None

PASSAGE = (
    "Manual therapy was associated with a small but consistent improvement in leg pain compared with usual care. " * 2
)
CLAIM = """
  # a comment by the editor
  - id: claim-{number}
    statement: Manual therapy helps some people with sciatica, says sentence {number}.
    kind: efficacy
    quote: helps some people with sciatica
    intervention: [manual therapy, spinal manipulation]
    outcome: pain
    attributed_to: {{journal: European Spine Journal, publication_type: review}}
    citations:
      - pmid: {pmid}
        stance: supports
        passage: "{passage}"
        added: {{by: claimcheck, date: 2026-11-22}}
        reviewed: {{by: editor, date: 2026-11-23}}
      - pmid: {other}
        stance: partly
        passage: "{passage}"
        added: {{by: claimcheck, date: 2026-11-22}}
"""
HEAD = "claimcheck: 1\narticle: {path: article.md, reviewed: null}\ndefaults: {population: sciatica}\nclaims:"
CITATION = Citation(
    pmid=Pmid(99000001), stance=Stance.SUPPORTS, passage=PASSAGE, added=Signature("claimcheck", dt.date(2026, 11, 22))
)


def one_file(number: int) -> str:
    claims = (
        CLAIM.format(number=n, pmid=10_000_000 + n, other=20_000_000 + n, passage=PASSAGE.strip())
        for n in range(number * 20, number * 20 + 20)
    )
    return HEAD + "".join(claims)


def least(*jobs: Callable[[], object], rounds: int = 5) -> list[float]:
    times = [[_cpu(job) for job in jobs] for _ in range(rounds)]
    return [min(column) for column in zip(*times, strict=True)]


def _cpu(job: Callable[[], object]) -> float:
    start = time.process_time()
    job()
    return time.process_time() - start


def parse_all(texts: list[str]) -> None:
    with without_collection():
        for text in texts:
            parse(decode(text.encode()))


def loading(texts: list[str], folder: Path) -> None:
    pyyaml, nodes, claims = least(
        lambda: [yaml.load(text, yaml.CSafeLoader) for text in texts],
        lambda: parse_all(texts),
        lambda: load_claims(folder),
    )
    size = sum(map(len, texts)) / 1e6
    print(f"P4: {len(texts)} files, {len(texts) * 20} claims, {size:.1f} MB; CSafeLoader (no positions) {pyyaml:.3f} s")
    print(f"  nodes with positions       {nodes:.3f} s, {nodes / pyyaml:.2f} x CSafeLoader")
    print(f"  load_claims from the disk  {claims:.3f} s, {claims / pyyaml:.2f} x CSafeLoader (validated Claim values)")


def edit_ours(texts: list[str]) -> None:
    for number, text in enumerate(texts):
        with_citation(text.encode(), f"claim-{number * 20 + 7}", CITATION)


def edit_ruamel(texts: list[str]) -> None:
    for text in texts:
        loader = ruamel.YAML()
        loader.preserve_quotes = True
        document = loader.load(text)
        document["claims"][7]["citations"].append({"pmid": 99000001, "stance": "supports", "passage": PASSAGE})
        loader.dump(document, StringIO())


def editing(texts: list[str]) -> None:
    texts = texts[:20]
    ours = least(lambda: edit_ours(texts))[0] / len(texts)
    print(
        f"P5: one citation added to a file of {len(texts[0]) / 1e3:.0f} KB, checked by reading it back: {ours * 1e3:.2f} ms"
    )
    if ruamel is None:
        print("  ruamel.yaml was not installed: no comparison")
        return
    theirs = least(lambda: edit_ruamel(texts[:5]), rounds=2)[0] / 5
    print(f"  ruamel.yaml round trip {theirs * 1e3:.1f} ms; ours takes 1/{theirs / ours:.0f} of it")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    texts = [one_file(number) for number in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            (Path(folder) / f"{number:04}.yaml").write_text(text, encoding="utf-8")
        loading(texts, Path(folder))
    editing(texts)


if __name__ == "__main__":
    main()
