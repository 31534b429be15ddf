"""P1, P2, P3: what a check costs, cold and warm, beside other checkers and the naive stack in the same run; and what it costs
where every claims file has an article, cold, unchanged, with one file touched, and with `--since`.

Run: ``python benchmarks/gate.py [--peers BIN] [--files 500] [--rounds 5]``. BIN is the ``bin`` folder of an environment with
codespell, check-jsonschema, yamllint, jsonschema, cattrs and PyYAML; what is missing there is left out. Every job is a fresh
process; the figure is the least CPU time (user and system, children too) of several rounds, jobs in turn.
"""

import argparse
import os
import platform
import resource
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import claimcheck
from claimcheck.identifiers import Doi, Pmid
from claimcheck.lockfile import CitationCheck, Lock, SearchedQuery, SearchRecord, dump_lock
from claimcheck.model import Author, FoundPaper, MeshHeading, Origin, Outcome, Paper, PublicationType

SCHEMA = Path(claimcheck.__file__).parent / "claims.schema.json"
PASSAGE = (
    "Manual therapy was associated with a small but consistent improvement in leg pain compared with usual care. " * 2
).strip()
HEAD = "claimcheck: 1\narticle: {{title: Page {number} on backs, reviewed: null}}\ndefaults: {{population: sciatica}}\nclaims:"
CLAIM = """
  # a comment by the editor
  - id: claim-{number}
    statement: Manual therapy may help some people with sciatica, says sentence {number}.
    kind: efficacy
    quote: help some people with sciatica
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
NAIVE = """
import sys, json, datetime
from pathlib import Path
import attrs, cattrs, jsonschema, yaml
@attrs.frozen
class Citation:
    pmid: int
    stance: str
    passage: str
    added: dict
    reviewed: dict | None = None
@attrs.frozen
class Claim:
    id: str
    statement: str
    kind: str
    quote: str
    intervention: list[str]
    outcome: str
    attributed_to: dict
    citations: list[Citation]
check = jsonschema.Draft202012Validator(json.loads(Path(sys.argv[1]).read_text()))
def plain(value):
    if isinstance(value, dict): return {key: plain(held) for key, held in value.items()}
    if isinstance(value, list): return [plain(held) for held in value]
    return value.isoformat() if isinstance(value, datetime.date) else value
claims = []
for path in sorted(Path(sys.argv[2]).rglob("*.yaml")):
    document = plain(yaml.load(path.read_text(), yaml.CSafeLoader))
    list(check.iter_errors(document))
    claims += cattrs.structure(document["claims"], list[Claim])
print(len(claims))
"""
BARE = """
import sys
from pathlib import Path
import yaml
for path in sorted(Path(sys.argv[1]).rglob("*.yaml")): yaml.load(path.read_text(), yaml.CSafeLoader)
"""


def write_project(folder: Path, files: int, papers: int) -> Path:
    """A project of 20 claims a file, and its lock; returns the folder of the claims."""
    home = folder / "claims"
    home.mkdir(parents=True)
    for number in range(files):
        numbers = range(number * 20, number * 20 + 20)
        claims = (CLAIM.format(number=n, pmid=_pmid(n), other=_pmid(papers - 1 - n), passage=PASSAGE) for n in numbers)
        (home / f"page-{number:03}.yaml").write_text(HEAD.format(number=number) + "".join(claims))
    (home / "evidence.lock.json").write_bytes(dump_lock(_lock(files * 20, papers)))
    (folder / "claimcheck.toml").write_text("fail-on = 'error'\n")
    return home


TREATMENTS = [
    "walking",
    "massage",
    "yoga",
    "swimming",
    "heat",
    "stretching",
    "acupuncture",
    "cycling",
    "tai-chi",
    "Pilates",
    "bracing",
    "ibuprofen",
]
EFFECTS = ("may ease", "can lower", "often helps with", "does not change", "reduces the risk of", "is linked to less")
TROUBLES = [
    "leg pain",
    "back pain",
    "stiffness",
    "high blood pressure",
    "poor sleep",
    "sciatica",
    "falls",
    "migraine",
    "swelling",
]
AMONG = [
    "most adults",
    "older people",
    "nurses",
    "office workers",
    "runners",
    "people who sit all day",
    "three of four trials",
]
PLAIN = (
    "Our practice number {n} lies near the station, and parking is free on day {n} of the month.",
    "Ask at desk {n} for a towel and a gown before you go in.",
    "Our team of {n} has worked together since the spring.",
    "You can read more about session {n} on the page of the practice.",
)


def write_articles(folder: Path, files: int, quoted: int) -> None:
    """A project of claims files with an article each, of which every second sentence or so is a claim with a quote.

    No two sentences are the same. Every claim has a reviewed source that was read in full, but for one in fifty, which has
    none: those are the findings.
    """
    home, papers = folder / "claims", files * quoted
    home.mkdir(parents=True)
    (folder / "pages").mkdir()
    for number in range(files):
        told = [(n, _sentence(n)) for n in range(number * quoted, (number + 1) * quoted)]
        blocks = [f"# Page {number} on backs\n", *(_paragraph(n, said) for n, said in told)]
        (folder / "pages" / f"page-{number:04}.md").write_text("\n".join(blocks))
        head = f"claimcheck: 1\narticle: {{path: ../pages/page-{number:04}.md, reviewed: 2026-10-01}}\nclaims:"
        (home / f"page-{number:04}.yaml").write_text(head + "".join(_record(n, said) for n, said in told))
    (home / "evidence.lock.json").write_bytes(dump_lock(_lock(papers, papers)))
    (folder / "claimcheck.toml").write_text("fail-on = 'error'\n")


def _sentence(n: int) -> str:
    what, does, whom = TREATMENTS[n % 12], EFFECTS[n // 12 % 6], AMONG[n // 72 % 7]
    return f"{what.capitalize()} {does} {TROUBLES[n // 504 % 9]} in {whom} after {n % 97 + 2} weeks, as page {n} says."


def _paragraph(n: int, said: str) -> str:
    plain = [PLAIN[(n + more) % 4].format(n=n * 3 + more) for more in range(3)]
    heading = f"## Part {n}: what helps\n\n" if n % 3 == 0 else ""
    return f"{heading}{plain[0]} {said} **{plain[1]}** See [page {n}](https://example.org/{n}) too. {plain[2]}\n"


def _record(n: int, said: str) -> str:
    cited = "" if n % 50 == 0 else CITED.format(pmid=_pmid(n), passage=PASSAGE)
    return f"\n  - id: claim-{n}\n    statement: {said}\n    kind: process\n    quote: {said}\n{cited}"


CITED = """    citations:
      - pmid: {pmid}
        stance: supports
        read: full-text
        passage: "{passage}"
        added: {{by: claimcheck, date: 2026-11-22}}
        reviewed: {{by: editor, date: 2026-11-23}}
"""


def _lock(claims: int, papers: int) -> Lock:
    search = SearchRecord(
        None,
        Outcome.ATTACHED,
        (SearchedQuery("manual therapy AND sciatica", "topic", 812),),
        candidates=(FoundPaper(_pmid(0)),),
    )
    checks = {n: (_pmid(n), _pmid(papers - 1 - n)) for n in range(claims)}
    return Lock(
        papers={str(_pmid(n)): _paper(n) for n in range(papers)},
        citations={
            f"claim-{n}": {str(pmid): CitationCheck(True, ("sciatica",)) for pmid in pmids}
            for n, pmids in checks.items()
        },
        searches={f"claim-{n}": search for n in range(claims)},
    )


def _pmid(number: int) -> Pmid:
    return Pmid(10_000_000 + number)


def _paper(number: int) -> Paper:
    """Every other one a systematic review in the journal that the claims name."""
    kind = ("Systematic Review",) if number % 2 else ("Randomized Controlled Trial", "Journal Article")
    return Paper(
        pmid=_pmid(number),
        title=f"Manual therapy for sciatica in primary care, part {number}: what helps whom",
        authors=tuple(Author(last_name=name, initials="AB") for name in ("Almeida", "Dijk", "Moreau", "Okafor")),
        journal="European spine journal : official publication of the European Spine Society",
        journal_abbreviation="Eur Spine J",
        year=2024,
        volume="33",
        issue="7",
        pages="881-99",
        doi=Doi(f"10.5555/claimcheck.{number}"),
        publication_types=tuple(map(PublicationType, kind)),
        mesh=tuple(map(MeshHeading, ("Humans", "Adult", "Female", "Sciatica", "Musculoskeletal Manipulations"))),
        notices=(),
        abstract_sha256="0" * 64,
        origin=Origin("efetch"),
    )


class Bench:
    """Jobs in turn, each with a cache of its own."""

    def __init__(self, rounds: int, peers: Path | None) -> None:
        self.rounds, self.peers = rounds, peers
        self.cache = tempfile.mkdtemp()
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "CLAIMCHECK_CACHE_DIR": self.cache,
            "PYTHONPATH": str(SCHEMA.parents[1]),
        }

    def least(self, jobs: dict[str, list[str]], folder: Path) -> dict[str, float]:
        """CPU seconds of each job; one whose program is not there is left out."""
        there = {name: words for name, words in jobs.items() if Path(words[0]).exists()}
        times: dict[str, list[float]] = {name: [] for name in there}
        for _ in range(self.rounds):
            for name, words in there.items():
                times[name].append(self.cpu(words, folder, cold="cold" in name))
        return {name: min(measured) for name, measured in times.items()}

    def cpu(self, words: list[str], folder: Path, *, cold: bool) -> float:
        if cold:
            for entry in Path(self.cache).rglob("*.*"):
                entry.unlink()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(words, cwd=folder, env=self.environment, capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def peer(self, name: str, *arguments: str) -> list[str]:
        return [str((self.peers or Path("/nowhere")) / name), *arguments]


def _gate(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "claimcheck", "check", *arguments]


def start_up(bench: Bench, folder: Path) -> None:
    """P1: one small file."""
    home = write_project(folder, 1, 40)
    (home / "page-000.yaml").write_text(
        HEAD.format(number=0) + CLAIM.format(number=0, pmid=_pmid(1), other=_pmid(3), passage=PASSAGE)
    )
    one = str(home / "page-000.yaml")
    jobs = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "claimcheck check, cold": _gate(),
        "claimcheck check, warm": _gate(),
        "claimcheck check --no-cache": _gate("--no-cache"),
        "yamllint": bench.peer("yamllint", one),
        "codespell": bench.peer("codespell", one),
        "check-jsonschema": bench.peer("check-jsonschema", "--schemafile", str(SCHEMA), one),
    }
    found = bench.least(jobs, folder)
    print("\nP1: one small file, CPU milliseconds and multiples of `pass`")
    for name, seconds in found.items():
        print(f"  {name:<28} {seconds * 1000:7.1f} ms {seconds / found['python -c pass']:6.1f} x")


def throughput(bench: Bench, folder: Path, files: int, *, slow: bool) -> None:
    """P2 and P3: many claims."""
    home = write_project(folder, files, files * 40)
    size = sum(path.stat().st_size for path in home.glob("*.yaml"))
    lock = (home / "evidence.lock.json").stat().st_size
    paths = [str(path) for path in sorted(home.glob("*.yaml"))]
    jobs = {
        "claimcheck check, cold": _gate(),
        "claimcheck check, warm": _gate(),
        "claimcheck check --no-cache": _gate("--no-cache"),
        "claimcheck check --jobs 2": _gate("--no-cache", "--jobs", "2"),
        "codespell": bench.peer("codespell", *paths),
        "bare loading (CSafeLoader)": bench.peer("python", "-c", BARE, str(home)),
        "naive stack": bench.peer("python", "-c", NAIVE, str(SCHEMA), str(home)),
    }
    if slow:
        jobs["check-jsonschema"] = bench.peer("check-jsonschema", "--schemafile", str(SCHEMA), *paths)
        jobs["yamllint"] = bench.peer("yamllint", *paths)
    found = bench.least(jobs, folder)
    naive = found.get("naive stack")
    head = f"{files * 20:,} claims in {files} files ({size / 1e6:.1f} MB), lock of {files * 40:,} papers ({lock / 1e6:.1f} MB)"
    print(f"\nP2, P3: {head}, CPU seconds and the naive stack over them")
    for name, seconds in found.items():
        print(f"  {name:<28} {seconds:7.3f} s  {f'1/{naive / seconds:.1f}' if naive else ''}")


def with_articles(bench: Bench, folder: Path, files: int, quoted: int) -> None:
    """Every claims file with an article: what one change costs."""
    write_articles(folder, files, quoted)
    git = ["git", "-c", "user.name=editor", "-c", "user.email=editor@example.org", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "Begin"]):
        subprocess.run([*git, *words], cwd=folder, check=True)
    claims, page = folder / "claims" / "page-0003.yaml", folder / "pages" / "page-0005.md"
    jobs = {
        "cold": (_gate(), None),
        "unchanged": (_gate(), None),
        "a claims file touched": (_gate(), claims),
        "an article touched": (_gate(), page),
        "--since HEAD, that changed": (_gate("--since", "HEAD"), None),
        "cold, without CC102": (_gate("--no-cache", "--ignore", "CC102"), None),
        "loading the same files": (bench.peer("python", "-c", BARE, str(folder / "claims")), None),
    }
    times: dict[str, list[float]] = {}
    for turn in range(bench.rounds):
        for name, (words, touched) in jobs.items():
            if touched:
                old, new = f"after {_weeks(touched) + turn} weeks", f"after {_weeks(touched) + turn + 1} weeks"
                touched.write_text(touched.read_text().replace(old, new, 1))
            if Path(words[0]).exists():
                times.setdefault(name, []).append(bench.cpu(words, folder, cold=name == "cold"))
    least = {name: min(measured) for name, measured in times.items()}
    loading = least.get("loading the same files")
    print(
        f"\n{files * quoted:,} quoted claims in {files} files with an article each, CPU seconds and multiples of loading"
    )
    for name, seconds in least.items():
        print(f"  {name:<28} {seconds:7.3f} s  {f'{seconds / loading:.1f} x' if loading else ''}")


def _weeks(path: Path) -> int:
    """What the first sentence of the file that is touched says."""
    return int(path.stem[-4:]) * 10 % 97 + 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--peers", type=Path, help="the bin folder of an environment with the peers")
    parser.add_argument("--files", type=int, default=500, help="claims files of 20 claims (default: 500)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--slow", action="store_true", help="check-jsonschema and yamllint on all files too (a minute a round)"
    )
    chosen = parser.parse_args()
    print(
        f"{platform.platform()}, {os.cpu_count()} cores, CPython {platform.python_version()}, PyYAML {version('PyYAML')}"
    )
    bench = Bench(chosen.rounds, chosen.peers)
    with tempfile.TemporaryDirectory() as work:
        start_up(bench, Path(work) / "small")
        throughput(bench, Path(work) / "large", chosen.files, slow=chosen.slow)
        with_articles(bench, Path(work) / "articles", chosen.files, 10)


if __name__ == "__main__":
    main()
