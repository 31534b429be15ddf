"""Texts of open articles: what is read of them, whose they are, and what it means where none comes."""

from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.eutils_server import Answer, EutilsServer, article, html_page, reset, server_error

from claimcheck import FullTextSource
from claimcheck.catalogs.pubmed.client import PubMed
from claimcheck.catalogs.pubmed.fulltext import read_article
from claimcheck.identifiers import Pmcid, Pmid
from claimcheck.model import Paper

BODY = """
<sec sec-type="intro"><title>Introduction</title><p>Walking has long been known to help.</p></sec>
<sec sec-type="methods"><title>2. Methods</title><p>We planned to show that walking helps.</p></sec>
<sec sec-type="results"><title>3. Results</title>
  <p>Pain fell by <bold>12.5</bold> points
     (95% CI 3&#8211;9; see <xref ref-type="table" rid="t1">Table 1</xref>).<fn><p>A footnote.</p></fn></p>
  <table-wrap><caption><p>A table of numbers.</p></caption></table-wrap>
  <sec><title>Secondary outcomes</title><list><list-item><p>Sleep improved.</p></list-item></list></sec>
</sec>
<sec><title>4 Discussion</title>
  <p>Others found that walking harms [<xref ref-type="bibr" rid="B1">1</xref>]. Our patients walked more.
     Running hurts.<sup><xref ref-type="bibr" rid="B1">2</xref>,<xref ref-type="bibr" rid="B2">3</xref></sup> They slept well.</p>
</sec>
"""


def paper(number: int, pmcid: str | None = None) -> Paper:
    return Paper(pmid=Pmid(number), title="A title.", pmcid=Pmcid(pmcid or f"PMC{number}"))


def test_the_authors_own_findings_are_read(ask: object) -> None:
    """Not what they planned, not tables and notes, not what they say of other works; under which heading each stands."""
    with EutilsServer() as server, ask(server.url) as pubmed:  # type: ignore[operator]
        server.articles["11"] = article("11", "11", BODY)
        result = pubmed.full_texts([paper(11)])
    sections = {one.label: one.text.split("\n") for one in result.texts[Pmid(11)].sections}
    assert sections == {
        "Results": ["Pain fell by 12.5 points (95% CI 3–9; see Table 1).", "Sleep improved."],
        "Discussion": ["Our patients walked more.", "They slept well."],
    }
    assert server.requests[-1].form["db"] == "pmc"
    assert server.requests[-1].form["id"] == "11"


def test_a_text_of_another_pmid_is_refused(ask: object) -> None:
    """Identifiers get mixed up: words of another paper must never stand behind a claim."""
    with EutilsServer() as server, ask(server.url) as pubmed:  # type: ignore[operator]
        server.articles |= {
            "11": article("11", "12", BODY),
            "13": article("13", "", BODY),
            "14": article("99", "14", BODY),
        }
        result = pubmed.full_texts([paper(11), paper(13), paper(14)])
    assert result.texts == {}
    assert result.not_asked == {}
    assert "says that it is PMID 12" in result.refused[Pmid(11)]
    assert "says that it is no PMID" in result.refused[Pmid(13)]
    assert "has no open text" in result.refused[Pmid(14)]


def test_what_is_not_open_is_told_apart_from_what_could_not_be_asked(ask: object) -> None:
    """Absent, kept back by the publisher, without results; nobody asks for a paper that is not in PubMed Central."""
    outside = Paper(pmid=Pmid(4), title="T.")
    with EutilsServer() as server, ask(server.url) as pubmed:  # type: ignore[operator]
        server.articles |= {
            "2": article("2", "2", ""),
            "3": article("3", "3", "<sec><title>Aim</title><p>Why.</p></sec>"),
        }
        result = pubmed.full_texts([paper(1), paper(2), paper(3), outside])
        assert set(result.refused) == {Pmid(1), Pmid(2), Pmid(3)}
        asked = server.count("efetch.fcgi")
        assert pubmed.full_texts([outside]) == type(result)()
        assert server.count("efetch.fcgi") == asked


@pytest.mark.parametrize(
    "fault",
    [
        server_error(),
        reset(),
        html_page(),
        Answer(b"<pmc-articleset><article>"),
        Answer(b"<!DOCTYPE x [<!ENTITY a 'b'>]><pmc-articleset/>"),
    ],
)
def test_a_server_in_trouble_is_no_answer(ask: object, fault: Answer) -> None:
    with EutilsServer(always=fault) as server, ask(server.url) as pubmed:  # type: ignore[operator]
        result = pubmed.full_texts([paper(11)])
    assert (result.texts, result.refused) == ({}, {})
    assert result.not_asked[Pmid(11)]


def test_one_bad_article_does_not_take_the_others_along(ask: object) -> None:
    """Of a batch that fails each is asked for alone; few articles come in one request."""
    with EutilsServer() as server, ask(server.url) as pubmed:  # type: ignore[operator]
        server.articles = {str(n): article(str(n), str(n), BODY) for n in range(1, 8)} | {
            "3": "<article><broken></article>"
        }
        result = pubmed.full_texts([paper(n) for n in range(1, 8)])
    assert set(result.texts) == {Pmid(n) for n in (1, 2, 4, 5, 6, 7)}
    assert set(result.not_asked) == {Pmid(3)}
    assert max(len(one.ids) for one in server.requests) <= 5


def test_offline_asks_nobody(ask: object) -> None:
    with EutilsServer() as server, ask(server.url, offline=True) as pubmed:  # type: ignore[operator]
        assert "offline" in pubmed.full_texts([paper(1)]).not_asked[Pmid(1)]
        assert server.requests == []


WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="<>&\ue000"), max_size=40)


@given(
    st.lists(
        st.tuples(st.sampled_from(["p", "sec", "italic", "xref", "list-item", "title", "fig"]), WORDS, WORDS),
        max_size=12,
    )
)
def test_any_nesting_of_elements_is_read(parts: list[tuple[str, str, str]]) -> None:
    """Whatever stands in a section, and however deep, it is read without trouble, and marks leave nothing behind."""
    inner = ""
    for tag, before, after in parts:
        ref = ' ref-type="bibr"' if tag == "xref" else ""
        inner = f"{before}<{tag}{ref}>{inner}</{tag}>{after}"
    read = read_article(
        fromstring(article("1", "1", f"<sec><title>Results</title><p>{inner}</p><p>It fell.</p></sec>"))
    )
    assert read is not None
    assert "\ue000" not in "".join(one.text for one in read.sections)
    assert "It fell." in read.sections[0].text


def test_a_pubmed_is_a_source_of_full_texts() -> None:
    assert isinstance(PubMed(), FullTextSource)
