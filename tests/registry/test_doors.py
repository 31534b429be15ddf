"""The contract tests of the doors: the built-ins pass, and each promise that is broken is named."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from support.eutils_server import EutilsServer, record

from claimcheck.catalogs.pubmed.client import PubMed
from claimcheck.catalogs.pubmed.transport import Limits
from claimcheck.errors import CouldNotAskError, UsageError
from claimcheck.gate import check
from claimcheck.identifiers import Pmid
from claimcheck.model import FetchResult, Paper, Query, Search
from claimcheck.reports import FORMATS, load_format
from claimcheck.rules.base import Rule
from claimcheck.testing import check_catalog, check_report_format, check_rule


@pytest.fixture
def server() -> Iterator[EutilsServer]:
    records = [record(f"9900000{number}", f"Walking and backs {number}") for number in (1, 2)]
    with EutilsServer(records) as running:
        yield running


def test_pubmed_keeps_the_contract_of_catalogues(server: EutilsServer) -> None:
    """What plug-ins are held to holds for our own client, against a server that speaks as PubMed does."""
    fast = Limits(backoff=0.001, deadline=0.2)
    with (
        PubMed(base_url=server.url, requests_per_second=5000) as pubmed,
        PubMed(base_url="http://127.0.0.1:9/", requests_per_second=5000, limits=fast) as nobody,
    ):
        check_catalog(
            pubmed, finds="walking", pmid="99000001", finds_nothing="headache", missing="99000009", unreachable=nobody
        )


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_keeps_the_contract(name: str) -> None:
    """What plug-ins are held to holds for ours."""
    check_report_format(load_format(name))


NUMBERS = count()
WRONG_FORMATS = {
    "returns text": lambda report, context: None,
    "end with a newline": lambda report, context: "text",
    "lone surrogates": lambda report, context: "\ud800\n",
    "same text": lambda report, context: f"{next(NUMBERS)}\n",
    "control characters": lambda report, context: "".join(f"{one.message}\n" for one in report.findings).replace(
        "\ud800", ""
    ),
}


@pytest.mark.parametrize("told", WRONG_FORMATS)
def test_the_contract_of_formats_names_what_is_broken(told: str) -> None:
    """Somebody who writes a format learns which promise it breaks."""
    with pytest.raises(AssertionError, match=told):
        check_report_format(WRONG_FORMATS[told])  # type: ignore[arg-type]


class House:
    """A catalogue that keeps the contract, or breaks it as told."""

    name = "house"

    def __init__(self, fault: str = "") -> None:
        self._fault = fault

    def search(self, query: Query, limit: int = 50) -> Search:
        if self._fault == "unreachable":
            raise CouldNotAskError("the file is gone")
        if "headache" in query.text or self._fault == "silent":
            return Search(query, 0)
        pmids = (Pmid("99000001"), Pmid("99000002"))
        return Search(query, 2, pmids if self._fault == "all" else pmids[:limit])

    def fetch(self, pmids: object) -> FetchResult:
        wanted = dict.fromkeys(Pmid.parse(one) for one in pmids if self._fault != "any" or str(one).isdecimal())  # type: ignore[attr-defined]
        if self._fault == "unreachable":
            return FetchResult(not_asked=dict.fromkeys(wanted, "the file is gone"))  # type: ignore[arg-type]
        if self._fault == "silent":
            return FetchResult(missing=tuple(wanted))  # type: ignore[arg-type]
        found = tuple(Paper(Pmid(one), "A title") for one in wanted if one != "99000009")
        return FetchResult(found, tuple(Pmid(one) for one in wanted if one == "99000009" and self._fault != "forgets"))


def contract(house: House, unreachable: House) -> None:
    check_catalog(
        house, finds="walking", pmid="99000001", finds_nothing="headache", missing="99000009", unreachable=unreachable
    )


def test_a_catalogue_that_keeps_its_promises_passes() -> None:
    """The contract can be met by a few lines."""
    contract(House(), House("unreachable"))


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("all", "limit=1"),
        ("forgets", "should be in `missing`"),
        ("any", "InvalidIdentifier"),
    ],
)
def test_the_contract_of_catalogues_names_what_is_broken(fault: str, told: str) -> None:
    """Somebody who writes a catalogue learns which promise it breaks."""
    with pytest.raises(AssertionError, match=told):
        contract(House(fault), House("unreachable"))


def test_a_catalogue_that_tells_trouble_as_nothing_found_fails() -> None:
    """The promise that matters most."""
    with pytest.raises(AssertionError, match="search raises CouldNotAskError"):
        contract(House(), House("silent"))


PAGE = """\
Ask for something.

Why it matters: because.

Failing:

    claims:
      - {id: a, statement: Walking helps.}

Mended:

    claims:
      - {id: a, statement: Walking helps., population: adults}

Options: none.
Standard: ours.
"""


class Own(Rule):
    __doc__ = PAGE
    code, name = "OWN1", "own-rule"

    def check(self, facts):  # type: ignore[no-untyped-def]
        if not facts.claim.population:
            yield self.on_claim(facts, "for whom?")


def changed(**changes: object) -> Rule:
    made = type("Changed", (Own,), {"__doc__": PAGE, **changes})
    return made()  # type: ignore[no-any-return]


def test_the_library_takes_rules_of_its_user(tmp_path: Path) -> None:
    """A rule needs no package: `check(rules=...)`; one that bears our code is refused."""
    (tmp_path / "a.yaml").write_text("claimcheck: 1\nclaims:\n  - {id: a, statement: Walking helps.}\n")
    assert "OWN1" in [finding.code for finding in check(tmp_path, rules=[Own()]).findings]
    with pytest.raises(UsageError, match="not beginning with CC"):
        check(tmp_path, rules=[changed(code="CC650")])


WRONG_RULES = {
    "capital letters and a number": {"code": "own"},
    "the docstring needs": {"__doc__": "Ask."},
    "is not found in": {"check": lambda self, facts: iter(())},
    "should not be, in": {"check": lambda self, facts: iter([self.on_claim(facts, "always")])},
    "needs a message": {"check": lambda self, facts: iter([self.on_claim(facts, " ")])},
    "broke on the claim": {"check": lambda self, facts: 1 / 0},
}


def test_the_contract_of_rules_names_what_is_broken() -> None:
    """Somebody who writes a rule learns which promise it breaks; cases of one's own are held to it too."""
    check_rule(Own(), failing=["claims: [{id: b, statement: Rest helps.}]"])
    for told, changes in WRONG_RULES.items():
        with pytest.raises(AssertionError, match=told):
            check_rule(changed(**changes))
    with pytest.raises(AssertionError, match="should not be, in"):
        check_rule(Own(), passing=["claims: [{id: b, statement: Rest helps.}]"])
