"""What strangers wrote reaches a terminal or a CI log as text: every command, its words on stderr, and names of files."""

import json
import re
from pathlib import Path

import pytest
from support.boolean_server import BooleanServer
from support.eutils_server import error_element, record
from support.journeys import Run

# Controls but the line feed, bidirectional controls, line separators; a command of a CI log at the start of a line.
HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]|^ *::|##\\w*\\[", re.MULTILINE)
HOSTILE = "red \x1b[31m \x9b2J\n::error::pwned \u202e ##[error]x"
ARTICLE = "# Page\n\nIt says \x1b[31mred\x9b2J \u202e\u2028::error::pwned here. Massage eases \x1b[2Jleg pain.\n"
WRITTEN = json.dumps(HOSTILE)
MOVED = json.dumps("It says \x1b[31mblue\x9b2J")
CLAIMS = f"""\
claimcheck: 1
article: {{path: page.md, title: {WRITTEN}}}
claims:
  - id: moved
    statement: {WRITTEN}
    kind: efficacy
    quote: {{exact: {MOVED}, prefix: {WRITTEN}}}
    intervention: [massage]
    citations:
      - {{pmid: 99000051, title: {WRITTEN}, passage: {WRITTEN}, note: {WRITTEN}, stance: supports, reviewed: {{by: {WRITTEN}, date: 2026-01-01}}}}
    waivers: [{{rule: weak-evidence, reason: {WRITTEN}, by: {WRITTEN}}}]
  - {{id: {WRITTEN}, statement: x, {WRITTEN}: 1}}
  - {{id: eases, statement: Massage eases leg pain., kind: efficacy, intervention: [massage], outcome: leg pain}}
"""
NAME = "odd\x1b[31m\n::error::pwned"


@pytest.fixture
def hostile(project: Path) -> Path:
    """A project with hostile words in every place, and a broken file with a hostile name."""
    (project / "claims" / "a.yaml").write_text(CLAIMS, encoding="utf-8")
    (project / "claims" / "page.md").write_text(ARTICLE, encoding="utf-8")
    (project / "claims" / NAME).mkdir()
    (project / "claims" / NAME / "b.yaml").write_text("claims: [\n")
    (project / f"{NAME}.toml").write_text(f'title = "x"\n{json.dumps(HOSTILE)} = 1\n', encoding="utf-8")
    return project


@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        ("check", f"{NAME}/none"),
        ("check", "--policy", f"{NAME}.toml"),
        ("anchor",),
        ("cite", "--dry-run", "--all-stances"),
        ("waivers",),
        ("waivers", "--format", "json"),
        ("extract", "claims/page.md"),
        ("extract", "claims/page.md", "--format", "json"),
        ("accept", "moved", "99000051", "--by", "editor"),
        ("reject", "moved", "99000051", "--by", "editor"),
        ("accept", HOSTILE, "99000051"),
        ("rule", HOSTILE),
        ("policy", "show", f"{NAME}.toml"),
    ],
    ids=lambda command: " ".join(command).encode("unicode_escape").decode(),
)
def test_no_command_lets_hostile_text_through(run: Run, hostile: Path, command: tuple[str, ...]) -> None:
    """Article, claims, citations, waivers, settings and the names of files are shown, never obeyed."""
    ran = run(*command)
    assert ran.out or ran.err
    assert not HARMFUL.search(ran.out), HARMFUL.search(ran.out)
    assert not HARMFUL.search(ran.err), HARMFUL.search(ran.err)


@pytest.mark.parametrize("options", [(), ("--explain",), ("--format", "json", "--explain")], ids=" ".join)
def test_what_pubmed_says_is_text(online: Run, hostile: Path, server: BooleanServer, options: tuple[str, ...]) -> None:
    """Titles, journals and passages of records, and the server's own words about a query."""
    words = "Massage \x9b2J ::error::pwned \u202e ##[error]x eases leg pain."
    server.add(record("99000051", words, words, journal=words))
    server.spellings = {"massage": words}
    ran = online("find", "--all", *options)
    assert "99000051" in ran.out
    assert not HARMFUL.search(ran.out), HARMFUL.search(ran.out)
    assert not HARMFUL.search(ran.err), HARMFUL.search(ran.err)
    server.always = error_element(words)
    ran = online("refresh")
    assert ran.code == 3
    assert not HARMFUL.search(ran.out + ran.err), HARMFUL.search(ran.out + ran.err)
