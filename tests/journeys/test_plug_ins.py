"""Rules, report formats and catalogues of installed packages, through the command."""

import json
import sys
from pathlib import Path

import pytest
from support.journeys import Run
from support.plugins import RULE, plug_in

CLAIMS = """\
claimcheck: 1
claims:
  - {id: safe, statement: Walking is safe., kind: safety, needs_source: false, because: an example}
"""
WAIVER = "waivers: [{rule: safe-for-whom, reason: for everybody, by: editor}]"


@pytest.fixture(autouse=True)
def path(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test installs goes with it."""
    monkeypatch.setattr(sys, "path", [*sys.path])


@pytest.fixture
def acme(project: Path, tmp_path: Path) -> Path:
    """A project that names a plug-in with a rule."""
    plug_in(tmp_path / "acme", "rules", "acme_for_tests", RULE, acme="rules")
    (project / "claimcheck.toml").write_text('rules.plugins = ["acme"]\n')
    (project / "claims/a.yaml").write_text(CLAIMS)
    return project


def codes(run: Run, *arguments: str) -> list[str]:
    told = run("check", "--format", "json", *arguments)
    return [one["code"] for one in told.json["findings"]]  # type: ignore[index]


def test_a_rule_of_a_plug_in_counts_as_any_other(acme: Path, run: Run) -> None:
    """Found, selected, ignored and explained; with its page in SARIF; absent where no settings name it."""
    told = run("check", "--format", "concise")
    assert (told.code, told.out) == (1, "claims/a.yaml:3:6: ACME101 safe for whom?\n")
    assert codes(run, "--select", "acme") == ["ACME101"]
    assert codes(run, "--select", "CC1") == codes(run, "--ignore", "safe-for-whom") == codes(run, "--isolated") == []
    assert run("rule", "acme101").out == (
        "ACME101 safe-for-whom\nSeverity: error\n\nSay for whom something is safe.\n\nA page.\n"
    )
    assert run("rule").out.splitlines()[-1].startswith("ACME101  safe-for-whom")
    sarif = json.loads(run("check", "--format", "sarif").out)
    assert (
        sarif["runs"][0]["tool"]["driver"]["rules"][0]["shortDescription"]["text"] == "Say for whom something is safe."
    )
    assert 'did you mean "safe-for-whom"' in run("rule", "safe-for-who").err


def test_a_rule_of_a_plug_in_can_be_set_aside(acme: Path, run: Run) -> None:
    """By severity, policy pack, waiver and baseline; a waiver that hides nothing is told."""
    settings = (acme / "claimcheck.toml").read_text()
    (acme / "claimcheck.toml").write_text(f'{settings}severity."*.yaml".ACME101 = "note"\n')
    assert run("check").code == 0
    pack = 'title = "A"\nstandard = "A"\nnotice = "A"\n[[entry]]\nrule = "ACME101"\nseverity = "off"\nsection = "1"\nwhy = "A."\n'
    (acme / "house.toml").write_text(pack)
    (acme / "claimcheck.toml").write_text(f'policy = "house.toml"\n{settings}')
    assert codes(run) == []
    assert "ACME101" in run("policy", "show", "house.toml").out
    (acme / "claimcheck.toml").write_text(settings)
    assert run("check", "--write-baseline").code == 0
    assert run("check", "--baseline", "claimcheck-baseline.json").code == 0
    (acme / "claims/a.yaml").write_text(CLAIMS.replace("because", f"{WAIVER}, because"))
    assert codes(run) == []
    assert "in use" in run("waivers").out
    waived = CLAIMS.replace("because", f"population: adults, {WAIVER}, because")
    (acme / "claims/a.yaml").write_text(waived)
    assert codes(run) == ["CC903"]


def test_what_a_rule_of_a_plug_in_could_not_check_is_a_skip(acme: Path, run: Run) -> None:
    """Not clean, not dirty, and told."""
    (acme / "claims/a.yaml").write_text(CLAIMS.replace("because", "population: all, outcome: unknown, because"))
    told = run("check", "--format", "json", "--require-complete")
    assert (told.code, told.json["skips"][0]["reason"]) == (3, "the outcome is not known")  # type: ignore[index]


UNFIT = {
    "names_nothing": ("gone", "cannot be loaded: AttributeError"),
    "value": ("text", "names nothing that can be called"),
    "raises": ("raises", "cannot be loaded: ZeroDivisionError: oh"),
    "leaves": ("leaves", "cannot be loaded: SystemExit"),
    "none": ("none", "has no rules"),
    "classes": ("classes", "is no instance of a subclass of claimcheck.Rule"),
    "ours": ("ours", "not beginning with CC: 'CC601'"),
    "bare": ("bare", "must be two to ten capital letters and a number"),
    "name": ("name", "must be small letters and hyphens"),
    "severity": ("severity", "must be a claimcheck.Severity: 'fatal'"),
    "silent": ("silent", "ACME103 has no docstring"),
    "taken": ("taken", "two rules are called unsourced-claim"),
    "twice": ("twice", "two rules are called ACME101"),
    "breaks": ("breaks", "the rule ACME102 other broke on the claim 'safe': KeyError: 'x'"),
    "stranger": ("stranger", "must yield findings of its own and skips"),
}
MORE = '''

class Silent(Rule):
    code, name = "ACME103", "silent"


class Breaks(Other):
    """Breaks."""

    def check(self, facts):
        raise KeyError("x")


class Stranger(Other):
    """Speaks for another rule."""

    def check(self, facts):
        yield Finding("CC101", "unsourced-claim", Severity.ERROR, "of another rule")


def raises():
    raise ZeroDivisionError("oh")

def leaves():
    raise SystemExit(0)

text = "text"
none = lambda: []
classes = lambda: [SafeForWhom]
ours = lambda: [Other(code="CC601")]
bare = lambda: [Other(code="ACME")]
name = lambda: [Other(name="Other")]
severity = lambda: [Other(severity="fatal")]
silent = lambda: [Silent()]
taken = lambda: [Other(name="unsourced-claim")]
twice = lambda: [Other(code="ACME101")]
breaks = lambda: [Breaks()]
stranger = lambda: [Stranger()]
'''


def test_a_rule_that_does_not_fit_stops_the_check(project: Path, run: Run, tmp_path: Path) -> None:
    """A rule that is silently left out would turn a red page green: exit 2 and one sentence, whatever is wrong."""
    points = {name: what for name, (what, _) in UNFIT.items()}
    plug_in(tmp_path / "unfit", "rules", "unfit_for_tests", RULE + MORE, acme="rules", **points)
    (project / "claims/a.yaml").write_text(CLAIMS)
    for name, (_, told) in {**UNFIT, "unknown": ("", "there is no rule plug-in 'unknown'; known are acme, ")}.items():
        (project / "claimcheck.toml").write_text(f'rules.plugins = ["acme", "{name}"]\n')
        ran = run("check")
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), name
        assert told in ran.err


FORMATS = """
def count(report, context):
    return f"{len(report.findings)} {context.exit_code} {len(context.rules) > 40}\\n"

def breaks(report, context):
    raise KeyError("x")

def number(report, context):
    return 1

def surrogate(report, context):
    return chr(0xD800)
"""


def test_a_report_format_of_a_plug_in(project: Path, run: Run, tmp_path: Path) -> None:
    """Chosen by flag or setting, on stdout and in a file."""
    plug_in(tmp_path / "formats", "reports", "formats_for_tests", FORMATS, count="count")
    (project / "claims/a.yaml").write_text("claimcheck: 1\nclaims:\n  - {id: a, statement: Walking helps.}\n")
    assert run("check", "--format", "count").out == "1 1 True\n"
    assert run("check", "--output", "count=count.txt").code == 1
    assert (project / "count.txt").read_text() == "1 1 True\n"
    (project / "claimcheck.toml").write_text('format = "count"\n')
    assert run("check").out == "1 1 True\n"


def test_a_report_format_that_is_not_there_or_breaks(project: Path, run: Run, tmp_path: Path) -> None:
    """A sentence, exit 2; an unknown name is told before anything is written."""
    points = {"breaks": "breaks", "number": "number", "surrogate": "surrogate"}
    plug_in(tmp_path / "formats", "reports", "formats_for_tests", FORMATS, **points)
    (project / "claims/a.yaml").write_text("claimcheck: 1\nclaims:\n  - {id: a, statement: Walking helps.}\n")
    unknown = run("check", "--write-baseline", "--output", "nope=nope.txt")
    assert unknown.code == 2
    assert "there is no report format 'nope'; known are summary, full, concise, " in unknown.err
    assert unknown.err.endswith("html, breaks, number, surrogate\n")
    assert sorted(one.name for one in project.iterdir()) == ["claims"]
    for name, told in {"breaks": "broke: KeyError", "number": "wrote no text but int", "surrogate": "Unicode"}.items():
        ran = run("check", "--format", name)
        assert (ran.code, ran.out) == (2, "")
        assert told in ran.err


CATALOGS = """
from claimcheck import AbstractSection, CouldNotAskError, FetchResult, Paper, Pmid, Search

class Catalog:
    def __init__(self, options):
        self.name = "acme"
        self.manner = options.get("manner", "")
        self.entered = False

    def __enter__(self):
        self.entered = True
        return self

    def __exit__(self, *trouble):
        print("closed")

    def search(self, query, limit=50):
        assert self.entered
        if self.manner == "breaks":
            raise KeyError("x")
        if self.manner == "shapeless":
            return ["99000001"]
        found = () if self.manner == "nothing" else (Pmid("99000001"),)
        return Search(query, len(found), found)

    def fetch(self, pmids):
        has = self.manner == "one"
        known = [Paper(Pmid("99000001"), title="Walking", sections=(AbstractSection("Walking helps."),))] if has else []
        return FetchResult(tuple(known), tuple(pmid for pmid in pmids if has and pmid != "99000001"))

nothing = lambda options: object()
"""
CLAIM = "claimcheck: 1\nclaims:\n  - {id: a, statement: Walking helps the back.}\n"
SAID = {
    "breaks": "could not ask the catalogue acme about 1 of 1 claims: the catalogue acme failed: KeyError: 'x'",
    "shapeless": "gave an answer that is no Search with PMIDs",
    "silent": "the catalogue acme said nothing about it",
}


@pytest.fixture
def house(project: Path, tmp_path: Path) -> Path:
    """A project and an installed catalogue that behaves as its options say."""
    plug_in(tmp_path / "catalogs", "catalogs", "catalogs_for_tests", CATALOGS, acme="Catalog", nothing="nothing")
    (project / "claims/a.yaml").write_text(CLAIM)
    return project


@pytest.mark.parametrize("manner", SAID)
def test_trouble_with_a_catalogue_is_never_nothing_found(house: Path, run: Run, manner: str) -> None:
    """Whatever a plug-in does wrong is "could not ask": exit 3, no file changed."""
    (house / "claimcheck.toml").write_text(f'catalog-options.manner = "{manner}"\n')
    told = run("find", "--catalog", "acme")
    assert told.code == 3
    assert SAID[manner] in " ".join(told.err.split())
    assert [one.name for one in (house / "claims").iterdir()] == ["a.yaml"]


def test_a_search_tells_who_was_asked(house: Path, run: Run) -> None:
    """Nothing found in a house's own collection is not nothing found on PubMed."""
    (house / "claimcheck.toml").write_text('catalog = "acme"\n[catalog-options]\nmanner = "nothing"\n')
    told = run("find")
    assert told.code == 0
    assert "the catalogue acme has nothing for it" in told.out
    assert "closed" in told.out
    assert json.loads((house / "claims/evidence.lock.json").read_text())["searches"]["a"]["catalog"] == "acme"
    assert "searched the catalogue acme on 2026-11-23" in run("check").out


def test_what_a_page_cites_is_asked_of_the_house_s_own_catalogue(house: Path, run: Run) -> None:
    """By PMID; it finds no DOI, which is told, and that it has no such record says nothing about PubMed."""
    (house / "claimcheck.toml").write_text('catalog = "acme"\n[catalog-options]\nmanner = "one"\n')
    cited = "".join(
        f"      - {{{one}, added: {{by: article}}}}\n" for one in ("pmid: 99000001", "pmid: 7", "doi: 10.5555/x")
    )
    claim = "claimcheck: 1\nclaims:\n  - id: a\n    statement: Walking helps the back.\n    citations:\n"
    (house / "claims/a.yaml").write_text(claim + cited)
    told = run("find")
    assert told.code == 3
    assert "a: PMID 99000001, which the page cites, " in told.out
    assert (
        "could not ask the catalogue acme about 10.5555/x, which a page cites: the catalogue acme finds no work"
        in told.err
    )
    lock = json.loads((house / "claims/evidence.lock.json").read_text())
    assert (list(lock["papers"]), lock["unknown"]) == (["99000001"], {})


def test_a_catalogue_that_is_not_there_or_does_not_fit(house: Path, run: Run) -> None:
    """A sentence, exit 2; flags about PubMed's records are not taken for another catalogue."""
    for name, told in {"nothing": "is no catalogue", "nope": "known are pubmed, acme, mirror, nothing"}.items():
        ran = run("find", "--catalog", name)
        assert ran.code == 2
        assert told in ran.err
    assert run("find", "--catalog", "acme", "--offline").code == 2
    (house / "claimcheck.toml").write_text('catalog-options.api_key = "secret"\n')
    assert "never read from a file" in run("check").err


def test_the_settings_show_the_plug_ins(acme: Path, run: Run) -> None:
    """With who decided, like every setting."""
    assert run("config", "rules.plugins").out == '["acme"]\n'
    assert "claimcheck.toml:1" in run("config", "rules.plugins").err
    assert run("config", "catalog").out == "pubmed\n"
