"""Values that a claims file would not take are not made either; what a reader makes while it reads is its own to check."""

import math
from collections.abc import Callable

import pytest

import claimcheck as cc

NAMED = {"pmid": 99000001}
MAKE: dict[str, Callable[[], object]] = {
    "level 0": lambda: cc.Citation(**NAMED, level=0),
    "level -1": lambda: cc.Citation(**NAMED, level=-1),
    "level 6": lambda: cc.Citation(**NAMED, level=6),
    "level 7": lambda: cc.Citation(**NAMED, level=7),
    "year -5": lambda: cc.Citation(**NAMED, year=-5),
    "year 0": lambda: cc.Citation(**NAMED, year=0),
    "year 20199": lambda: cc.Citation(**NAMED, year=20199),
    "year of an attribution": lambda: cc.Attribution(author="Smith", year=-5),
    "javascript": lambda: cc.Citation(url="javascript:alert(1)", title="x"),
    "data": lambda: cc.Citation(url="data:text/html,x", title="x"),
    "file": lambda: cc.Citation(url="file:///etc/passwd", title="x"),
    "no scheme": lambda: cc.Citation(url="example.org/page", title="x"),
    "two addresses": lambda: cc.Citation(url="https://a.org https://b.org", title="x"),
    "backslash in an address": lambda: cc.Citation(url="https://evil.com\\@who.int/", title="x"),
    "line end in an address": lambda: cc.Citation(url="https://a.org/\nx", title="x"),
    "nothing": cc.Citation,
    "title alone": lambda: cc.Citation(title="A paper"),
    "link without title": lambda: cc.Citation(url="https://example.org/"),
    "stance alone": lambda: cc.Citation(stance="supports"),
    "quote": lambda: cc.Quote(""),
    "quote of spaces": lambda: cc.Quote(" \n"),
    "context alone": lambda: cc.Quote(exact="", prefix="before", suffix="after"),
    "signature": lambda: cc.Signature(by=""),
    "signature of spaces": lambda: cc.Signature(by="  "),
    "searched": lambda: cc.Searched(by=""),
    "quote of a claim": lambda: cc.Claim("Honey eases cough.", quote=cc.Quote("")),
    "PMID": lambda: cc.Citation(pmid="x"),
    "PMID 0": lambda: cc.Citation(pmid=0),
    "DOI": lambda: cc.Citation(doi="ten"),
    "PMCID": lambda: cc.Citation(pmcid="PM7"),
    "level of a kind": lambda: cc.Thresholds(levels={"efficacy": 9}),
    "level in words": lambda: cc.Thresholds(levels={"efficacy": "two"}),
    "kind of a level": lambda: cc.Thresholds(levels={"efficasy": 1}),
    "sources": lambda: cc.Thresholds(min_sources=-1),
    "years": lambda: cc.Thresholds(max_age_years_slow=0),
    "host name": lambda: cc.Thresholds(trusted_sites=("https://who.int/",)),
    "word": lambda: cc.Thresholds(causal_words=(" ",)),
    "severity of a search": lambda: cc.Thresholds(searched_severity="loud"),
    "severity of a rule": lambda: cc.Severities({"CC301": "loud"}),
    "severity by path": lambda: cc.Severities(by_path=(("claims/*", {"CC301": "loud"}),)),
    "term": lambda: cc.Claim("W.", intervention=("",)),
    "second term": lambda: cc.Claim("W.", outcome=("pain", " ")),
    "reason": lambda: cc.Claim("W.", because=""),
    "query": lambda: cc.Claim("W.", query=" "),
    "title": lambda: cc.Citation(**NAMED, title=""),
    "passage": lambda: cc.Citation(**NAMED, passage="\n"),
    "note": lambda: cc.Citation(**NAMED, note=""),
    "journal of an attribution": lambda: cc.Attribution(journal=""),
    "path of an article": lambda: cc.ArticleRef(path=""),
    "count": lambda: cc.Search(cc.Query("a", "b"), -1),
    "confidence": lambda: cc.Evidence(cc.Paper(1), None, confidence=7),
    "confidence that is no number": lambda: cc.Evidence(cc.Paper(1), None, confidence=math.nan),
    "chance that it decides": lambda: cc.Evidence(cc.Paper(1), None, decides=-0.1),
    "rejected PMID": lambda: cc.Rejection(pmid="none"),
}


@pytest.mark.parametrize("make", MAKE.values(), ids=MAKE)
def test_what_cannot_be_meant_is_said_at_once(make: Callable[[], object]) -> None:
    """As the tutorial promises: one error for all of them, which is Python's `ValueError` and our `UsageError` too."""
    with pytest.raises(cc.InvalidValueError) as raised:
        make()
    assert isinstance(raised.value, cc.UsageError)
    assert isinstance(raised.value, ValueError)
    assert "takes" in str(raised.value) or "no " in str(raised.value) or "not" in str(raised.value)


@pytest.mark.parametrize(
    "make",
    [
        lambda: cc.Citation(**NAMED, level=1, year=1500),
        lambda: cc.Citation(**NAMED, level=5, year=2099),
        lambda: cc.Citation(doi="10.5555/a"),
        lambda: cc.Citation(pmcid="PMC7"),
        lambda: cc.Citation(url="http://example.org/a?b=c#d", title="A page"),
        lambda: cc.Citation(url="https://example.org/ä", title="A page"),
        lambda: cc.Quote("x"),
        lambda: cc.Attribution(vague="studies show"),
        cc.Waiver,
    ],
)
def test_what_can_be_meant_is_made(make: Callable[[], object]) -> None:
    assert make() == make()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: cc.Severities("CC301"), "Severities: everywhere takes a dictionary, not 'CC301'"),
        (lambda: cc.Severities(by_path=(("claims/*",),)), "Severities: by_path takes a tuple of text and a dictionary"),
        (lambda: cc.proposals("walking"), "proposals: result takes a FindResult, not 'walking'"),
    ],
)
def test_what_is_of_a_wrong_type_is_said_in_one_sentence(make: Callable[[], object], told: str) -> None:
    with pytest.raises(cc.InvalidTypeError, match=told):
        make()


@pytest.mark.parametrize("field", ["levels", "max_age_years", "review_months", "min_sources", "hedging_words"])
def test_thresholds_of_a_wrong_type_are_told_by_name(field: str) -> None:
    with pytest.raises(cc.InvalidTypeError, match=f"Thresholds: {field} takes"):
        cc.Thresholds(**{field: 2.5})


def test_what_everybody_understands_is_taken_as_meant() -> None:
    """In the words of the settings."""
    held_to = cc.Thresholds(levels={"efficacy": 1}, trusted_sites="WHO.int", searched_severity="note")
    assert (held_to.level_for(cc.Kind.EFFICACY), held_to.trusted_sites) == (1, ("who.int",))
    assert held_to.searched_severity is cc.Severity.NOTE
    assert cc.Severities({"CC301": "note", "CC302": None}).everywhere == {"CC301": cc.Severity.NOTE, "CC302": None}
