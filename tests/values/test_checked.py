"""A value that is made wrongly says so at once, in a sentence; what everybody would understand is taken as it was meant."""

import datetime as dt
import json
import math
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from support.gate import TODAY, project

import claimcheck as cc

PUBLIC = [cls for name in cc.__all__ if isinstance(cls := getattr(cc, name), type) and hasattr(cls, "to_dict")]
MINIMAL: dict[str, dict[str, Any]] = {
    "Claim": {"statement": "Walking helps."},
    "FindResult": {"claim": cc.Claim(statement="Walking helps."), "outcome": "candidates"},
    "FoundPaper": {"pmid": 1},
    "MeshHeading": {"name": "Walking"},
    "Paper": {"pmid": 1},
    "Search": {"query": cc.Query("walking", "a test"), "count": 0},
}
OF_TEXTS = [(cls, name) for cls in PUBLIC for name, kind in cls.__annotations__.items() if kind == tuple[str, ...]]


@pytest.mark.parametrize(("cls", "name"), OF_TEXTS, ids=lambda one: getattr(one, "__name__", one))
def test_one_text_is_one_and_not_its_letters(cls: Any, name: str) -> None:
    """Wherever a public value holds several texts."""
    given = MINIMAL.get(cls.__name__, {})
    assert getattr(cls(**given, **{name: "walking.org"}), name) == ("walking.org",)
    assert getattr(cls(**given, **{name: ["walking.org", "running.org"]}), name) == ("walking.org", "running.org")
    with pytest.raises(cc.InvalidTypeError, match=f"^{cls.__name__}: {name} takes text, not 7$"):
        cls(**given, **{name: ["walking", 7]})


def test_there_are_fields_of_texts_to_try() -> None:
    """The list above is made from the annotations, and is not empty."""
    assert {("Claim", "intervention"), ("Paper", "keywords"), ("ClaimSet", "files")} <= {
        (c.__name__, n) for c, n in OF_TEXTS
    }


@pytest.mark.parametrize(
    ("made", "meant"),
    [
        (cc.Claim("W.", kind="safety"), cc.Claim("W.", kind=cc.Kind.SAFETY)),  # type: ignore[arg-type]
        (cc.Citation(pmid=17415595), cc.Citation(pmid=cc.Pmid("17415595"))),  # type: ignore[arg-type]
        (cc.Citation(doi="https://doi.org/10.1007/X"), cc.Citation(doi=cc.Doi("10.1007/x"))),  # type: ignore[arg-type]
        (cc.Signature("me", "2026-11-22"), cc.Signature("me", dt.date(2026, 11, 22))),  # type: ignore[arg-type]
        (cc.Signature("me", dt.datetime(2026, 11, 22, 8)), cc.Signature("me", dt.date(2026, 11, 22))),
        (cc.Claim("W.", citations=cc.Citation(pmid=1)), cc.Claim("W.", citations=(cc.Citation(pmid=1),))),  # type: ignore[arg-type]
        (cc.Claim("W.", outcome={"b", "c", "a"}).outcome, ("a", "b", "c")),
        (cc.FetchResult(missing={"2", "1"}).missing, ("1", "2")),
    ],
)  # fmt: skip
def test_what_is_plain_is_converted(made: object, meant: object) -> None:
    """The types are those of the annotations afterwards."""
    assert made == meant
    assert repr(made) == repr(meant)


def checked(**parts: Any) -> cc.Report:
    """A check with a lock of these parts."""
    return cc.check(cc.Claim("W."), lock=cc.Lock(**parts))


@pytest.mark.parametrize(
    ("make", "error", "told"),
    [
        (lambda: cc.Claim(7), TypeError, "Claim: statement takes text, not 7"),
        (lambda: cc.Claim(""), ValueError, "Claim: statement takes text with a word in it"),
        (lambda: cc.Claim(" \n"), ValueError, "Claim: statement takes text with a word in it"),
        (lambda: evolve(cc.Claim("W."), id="A B"), ValueError, "Claim: id takes small letters .*, not 'A B'"),
        (lambda: cc.Claim("W.", id="a_b"), ValueError, "Claim: id takes small letters .*, not 'a_b'"),
        (lambda: cc.Claim("W.", id="a-"), ValueError, "Claim: id takes small letters .*, not 'a-'"),
        (lambda: cc.Claim("W.", kind="sfety"), ValueError, "Claim: kind takes one of efficacy, safety, .*, not 'sfety'"),
        (lambda: cc.Claim("W.", needs_source="no"), TypeError, "Claim: needs_source takes True or False, not 'no'"),
        (lambda: cc.Claim("W.", quote="W"), TypeError, "Claim: quote takes a Quote or None, not 'W'"),
        (lambda: cc.Claim("W.", article={}), TypeError, "Claim: article takes an ArticleRef or None, not a dict"),
        (lambda: evolve(cc.Claim("W."), outcome=None), TypeError, "Claim: outcome takes a tuple of text, not None"),
        (lambda: cc.Citation(pmid="PMC1"), ValueError, "Citation: pmid: 'PMC1' is not a PMID"),
        (lambda: cc.Citation(pmid=True), TypeError, "Citation: pmid takes a Pmid or None, not True"),
        (lambda: cc.Citation(year="2020"), TypeError, "Citation: year takes a whole number or None, not '2020'"),
        (lambda: cc.Signature("me", "tomorrow"), ValueError, "Signature: date takes a date such as .*, not 'tomorrow'"),
        (lambda: cc.Candidate("a paper", 1.0), TypeError, "Candidate: paper takes a Paper, not 'a paper'"),
        (lambda: cc.PubMed(email="nope"), ValueError, "email must be an address, such as desk@example.org"),
        (lambda: cc.PubMed(email=7), TypeError, "email must be text"),
        (lambda: cc.PubMed(deadline="soon"), TypeError, "PubMed: deadline takes a number or None, not 'soon'"),
        (lambda: cc.PubMed().fetch(["x"]), ValueError, "PubMed.fetch: pmids: 'x' is not a PMID"),
        (lambda: cc.PubMed().fetch(None), TypeError, "PubMed.fetch: pmids takes a tuple of a Pmid, not None"),
        (lambda: cc.PubMed().search(7), TypeError, "Query: text takes text, not 7"),
        (lambda: cc.find("Walking helps.", cc.PubMed()), TypeError, "find: claims takes a Claim, not 'Walking helps.'"),
        (lambda: cc.find(cc.Claim("W."), "pubmed"), TypeError, "find: catalog takes a Catalog, not 'pubmed'"),
        (lambda: cc.rank("W.", []), TypeError, "rank: claim takes a Claim, not 'W.'"),
        (lambda: cc.rank(cc.Claim("W."), ["p"]), TypeError, "rank: papers takes a Paper, not 'p'"),
        (lambda: cc.judge("W.", []), TypeError, "judge: claim takes a Claim"),
        (lambda: cc.plan_queries("W."), TypeError, "plan_queries: claim takes a Claim"),
        (lambda: cc.extract_claims("page.md"), TypeError, "extract_claims: article takes an Article"),
        (lambda: cc.references("page.md"), TypeError, "references: article takes an Article"),
        (lambda: cc.read_article(7), TypeError, "read_article: path takes text or a PathLike, not 7"),
        (lambda: list(cc.read_papers(7)), TypeError, "read_papers: source takes text, a PathLike, .*, not 7"),
        (lambda: cc.load_claims(7), TypeError, "load_claims: paths takes a tuple of text or a PathLike"),
        (lambda: cc.read_lock(None), TypeError, "read_lock: path takes text or a PathLike, not None"),
        (lambda: cc.plain(7), TypeError, "plain: text takes text, not 7"),
        (lambda: cc.attach("x"), TypeError, "attach: result takes a FindResult, not 'x'"),
        (lambda: cc.update_lock("x.json", "x"), TypeError, "update_lock: result takes a FindResult, not 'x'"),
        (lambda: cc.add_citation("c.yaml", "a", "PMID 1"), TypeError, "add_citation: citation takes a Citation"),
        (lambda: cc.Report().with_status("fine"), ValueError, "Report.with_status: status takes one of sourced, .*'fine'"),
        (lambda: cc.Report().exit_code("fatal"), ValueError, "fail_on takes one of error, warning, note, not 'fatal'"),
        (lambda: cc.Cache("x", max_age=3600), TypeError, "Cache: max_age takes a datetime.timedelta, not 3600"),
        (lambda: cc.Cache("x", max_age=None), TypeError, "Cache: max_age takes a datetime.timedelta, not None"),
        (lambda: cc.Cache("x", max_age_missing=1), TypeError, "Cache: max_age_missing takes a datetime.timedelta, not 1"),
        (lambda: cc.Cache("x", clock=1), TypeError, "Cache: clock takes a Callable, not 1"),
        (lambda: cc.Cache(1), TypeError, "Cache: folder takes a Path, text or None, not 1"),
        (lambda: cc.EutilsError("x"), ValueError, "EutilsError: trouble takes one of rate-limited, .*, not 'x'"),
        (lambda: cc.EutilsError("blocked", 1), TypeError, "EutilsError: detail takes text, not 1"),
        (lambda: cc.EutilsError("blocked", retry_after="x"), TypeError, "EutilsError: retry_after takes a number or None"),
        (lambda: cc.PubMed(deadline=math.nan), ValueError, "Limits: deadline takes a number above zero, not nan"),
        (lambda: cc.Limits(deadline="x"), TypeError, "Limits: deadline takes a number, not 'x'"),
        (lambda: cc.Limits(backoff=-1), ValueError, "Limits: backoff takes a number from zero, not -1"),
        (lambda: cc.Limits(tries=0), ValueError, "Limits: tries takes a number above zero, not 0"),
        (lambda: cc.PubMed().match_citation(5), TypeError, "PubMed.match_citation: journal takes text, not 5"),
        (lambda: cc.PubMed().match_citation("B", 1, None), TypeError, "volume takes a whole number or text, not None"),
        (lambda: cc.PubMed().resolve(5), TypeError, "PubMed.resolve: identifier takes text, not 5"),
        (lambda: cc.PubMed().resolve(b"x"), TypeError, "PubMed.resolve: identifier takes text, not b'x'"),
        (lambda: cc.PubMed().spelling(None), TypeError, "PubMed.spelling: term takes text, not None"),
        (lambda: cc.PubMed().similar(None), TypeError, "PubMed.similar: pmid takes a Pmid, not None"),
        (lambda: cc.PubMed().similar(1, "x"), TypeError, "PubMed.similar: limit takes a whole number, not 'x'"),
        (lambda: cc.PubMed().similar(1, -1), ValueError, "PubMed.similar: limit takes a whole number from 0, not -1"),
        (lambda: cc.PubMed().search("a", -1), ValueError, "PubMed.search: limit takes a whole number from 0, not -1"),
        (cc.Mirror, ValueError, "Mirror: folder takes the folder of a mirror, or several"),
        (lambda: cc.Mirror(5), TypeError, "Mirror: folder takes text or a PathLike, not 5"),
        (lambda: cc.Mirror("x").search("a", -1), ValueError, "Mirror.search: limit takes a whole number from 0, not -1"),
        (lambda: cc.Mirror("x").fetch(None), TypeError, "Mirror.fetch: pmids takes a tuple of a Pmid, not None"),
        (lambda: cc.Mirror("x").resolve(5), TypeError, "Mirror.resolve: identifier takes text, not 5"),
        (lambda: cc.Cache("x").get("s", ["x"]), ValueError, "Cache.get: pmids: 'x' is not a PMID"),
        (lambda: cc.Cache("x").put("s", {"1": "text"}), TypeError, "Cache.put: answers takes bytes or None, not 'text'"),
        (lambda: cc.Author.from_name(5), TypeError, "Author.from_name: name takes text, not 5"),
        (lambda: cc.Lock().search_of("x"), TypeError, "Lock.search_of: claim takes a Claim, not 'x'"),
        (lambda: checked(searches={"a": "x"}), TypeError, "check: lock: searches takes a SearchRecord, not 'x'"),
        (lambda: checked(citations={"a": {"1": 5}}), TypeError, "check: lock: citations takes a CitationCheck, not 5"),
        (lambda: checked(papers={"1": "x"}), TypeError, "check: lock: papers takes a Paper, not 'x'"),
        (lambda: cc.Thresholds().changed({"min_source": 1}), ValueError, "unknown threshold .*did you mean 'min_sources'"),
        (lambda: cc.Severity.ERROR > "fatal", ValueError, "takes one of error, warning, note, not 'fatal'"),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_what_cannot_be_meant_is_told_where_it_happens(make: Any, error: type[Exception], told: str) -> None:
    """The class is ours and Python's usual one too, so that either can be caught; what was not made goes in silence."""
    with pytest.raises(error, match=told) as caught:
        make()
    assert isinstance(caught.value, cc.ClaimcheckError)


def test_severities_are_ordered() -> None:
    """Error above warning above note, beside their words too."""
    assert sorted(cc.Severity) == [cc.Severity.NOTE, cc.Severity.WARNING, cc.Severity.ERROR]
    assert cc.Severity.ERROR > "warning" >= cc.Severity.WARNING > cc.Severity.NOTE
    assert cc.Severity.NOTE <= "note" < cc.Severity.WARNING


CLAIM = """\
claimcheck: 1
claims:
  - {id: walk, statement: "<b>Walking</b> helps.", kind: efficacy}
  - {id: rest, statement: Rest helps., kind: process, needs_source: false, because: it is ours}
"""


CITING = """\
claims:
  - id: walk
    statement: Walking helps.
    kind: efficacy
    citations:
      - {pmid: 99000002, stance: supports, reviewed: {by: ed, date: 2026-11-01}}
      - {url: "https://example.org/", title: A page}
    waivers: [{rule: CC303, reason: soon}]
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "a.yaml").write_text(CLAIM)
    return tmp_path


def test_a_check_takes_what_one_has_in_hand(home: Path) -> None:
    """Paths, a set, a slice of it, claims, one claim; a day as text."""
    claims = cc.load_claims(home)
    whole = cc.check(home, today="2026-11-22")
    assert cc.check(claims, today=dt.date(2026, 11, 22)) == whole == cc.check([home / "a.yaml"], today="2026-11-22")
    assert cc.check(list(claims), today="2026-11-22") == whole
    for one in (claims[0], [claims[0]], claims[:1]):
        assert [verdict.claim.id for verdict in cc.check(one, select="CC101")] == ["walk"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"today": "soon"}, "check: today takes a date such as 2026-11-22, not 'soon'"),
        ({"lock": "none.json"}, "the lock none.json does not exist"),
        ({"lock": 7}, "check: lock takes a Lock, text, a PathLike or None, not 7"),
        ({"rules": "CC101"}, "check: rules takes .*Rule, not 'CC101'"),
        ({"thresholds": {}}, "check: thresholds takes a Thresholds or None, not a dict"),
        ({"select": 7}, "check: select takes a tuple of text, not 7"),
        ({"baseline": "none.json"}, "none.json: cannot read the baseline"),
    ],
)  # fmt: skip
def test_a_check_says_what_it_cannot_use(home: Path, wrong: dict[str, Any], told: str) -> None:
    """As does every other function."""
    with pytest.raises(cc.UsageError, match=told):
        cc.check(home, **wrong)


def test_claims_and_paths_are_not_mixed(home: Path) -> None:
    """It would not be clear which claims are meant."""
    with pytest.raises(cc.InvalidTypeError, match="either claims or paths"):
        cc.check([home, cc.Claim("W.")])  # type: ignore[list-item]


def test_sets_and_reports_are_sequences(home: Path) -> None:
    """With len, places, slices, ids and iteration."""
    claims = cc.load_claims(home)
    report = cc.check(claims)
    assert len(claims) == len(report) == 2
    assert [one.id for one in claims] == [one.claim.id for one in report] == ["walk", "rest"]
    assert claims["rest"] is claims[-1] is report["rest"].claim is report[1].claim
    assert [one.claim for one in report[:1]] == list(claims[:1])
    assert report.with_status("unsourced") == report.with_status(cc.ClaimStatus.UNSOURCED) == (claims["walk"],)
    assert cc.Report()
    assert "rest" in claims
    assert "rest" in report
    assert claims[0] in claims
    assert report[0] in report
    assert not [one for one in ("run", 1, None) if one in claims or one in report]
    for holder in (claims, report):
        with pytest.raises(KeyError, match="there is no claim with the id 'run'"):
            holder["run"]
        with pytest.raises(IndexError):
            holder[7]


@pytest.mark.parametrize("ids", [("same", "same"), ("a", "same", "b", "same"), ("a", "b"), ("", "")])
@pytest.mark.parametrize("together", [list, lambda claims: cc.ClaimSet(tuple(claims))], ids=["claims", "a set"])
def test_made_claims_with_one_id_are_told(ids: tuple[str, ...], together: Any) -> None:
    """As those of files are; claims without an id have none in common."""
    report = cc.check(together(cc.Claim(f"Walking helps {n}.", id=name) for n, name in enumerate(ids)))
    twice = [one for one in report.findings if one.code == "CC003"]
    assert [one.claim_id for one in twice] == ["same"] * ("same" in ids)
    assert "None" not in "".join(one.message for one in twice)


def test_read_claims_with_one_id_are_told_once(tmp_path: Path) -> None:
    """In a file, in the set that was read of it, and in its claims."""
    home = project(tmp_path, "claims:\n  - {id: a, statement: A.}\n  - {id: a, statement: B.}\n")
    claims = cc.load_claims(home)
    for what in (home, claims, list(claims), claims[:]):
        assert [one.code for one in cc.check(what).findings].count("CC003") == 1  # type: ignore[arg-type]


def test_a_report_is_data_as_the_json_report_has_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same keys and values, of every part."""
    from claimcheck.reports import render  # noqa: PLC0415 - the report as the command prints it

    report = cc.check(project(tmp_path, CITING), today=TODAY)
    assert json.loads(render(report, "json")) == json.loads(json.dumps(report.to_dict()))
    assert report.to_dict()["findings"] == [finding.to_dict() for finding in report.findings]


def test_values_are_data(home: Path) -> None:
    """Every value has a form that JSON can hold."""
    claims = cc.load_claims(home)
    data = json.loads(json.dumps(claims.to_dict()))
    assert data["claims"][0]["kind"] == "efficacy"
    assert data["files"] == [str(home / "a.yaml")]
    paper = cc.Paper(1, "T", revised="2026-11-22", mesh=cc.MeshHeading("Walking"))  # type: ignore[arg-type]
    assert json.loads(json.dumps(paper.to_dict()))["mesh"][0]["name"] == "Walking"
    assert paper.to_dict()["revised"] == "2026-11-22"


def test_a_notebook_shows_them_escaped(home: Path) -> None:
    """Text of claims is not markup; long lists end somewhere."""
    claims = cc.load_claims(home)
    for shown in (claims._repr_html_(), cc.check(claims)._repr_html_()):
        assert "&lt;b&gt;Walking&lt;/b&gt; helps." in shown
        assert "<b>" not in shown
    many = cc.ClaimSet([cc.Claim(f"S{number}.") for number in range(1000)])  # type: ignore[arg-type]
    assert many._repr_html_().count("<tr>") == 101
