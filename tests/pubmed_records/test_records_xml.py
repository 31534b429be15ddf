"""What a user relies on when PubMed's XML is read: every field, and nothing lost, invented or crashed on."""

import datetime as dt
import gzip
from io import BytesIO
from pathlib import Path

import pytest
from support.records import (
    PROLOG,
    abstract_of,
    article,
    article_set,
    book,
    corrections,
    delete_citation,
    mesh,
    section,
)

from claimcheck.catalogs.pubmed import slices as cutting
from claimcheck.catalogs.pubmed.records import (
    Deletion,
    PubMedRecord,
    UnreadableRecordsError,
    read_entries,
    read_papers,
    read_records,
)
from claimcheck.errors import ClaimcheckError
from claimcheck.identifiers import Pmid
from claimcheck.model import AbstractSection, Author, Direction, MeshHeading, NoticeType, Origin, Paper


def one(record: bytes) -> Paper:
    (paper,) = read_papers(article_set(record))
    return paper


def notice(*links: tuple[str, str, int | None]) -> list[tuple[str, str, str | None, str | None]]:
    paper = one(article(in_citation=corrections(*links)))
    return [(n.type.value, n.direction.value, n.pmid, n.date) for n in paper.notices or ()]


# --- fields ------------------------------------------------------------------------------------------------------


def test_plain_fields_stand_where_pubmed_keeps_them() -> None:
    paper = one(article())
    assert (paper.pmid, paper.version, paper.status, paper.title) == ("99000001", 1, "MEDLINE", "A made record.")
    assert (paper.journal, paper.journal_abbreviation, paper.nlm_unique_id) == (
        "Journal of made records",
        "J Made Rec",
        "9900001",
    )
    assert (paper.year, paper.pub_date, paper.volume, paper.issue, paper.pages) == (
        2021,
        "2021 Mar 5",
        "7",
        "2",
        "11-9",
    )
    assert (paper.languages, paper.revised, paper.is_book) == (("eng",), dt.date(2022, 1, 9), False)
    assert paper.sections == (AbstractSection("Made for tests."),)
    assert paper.notices == ()


def test_markup_keeps_every_word_and_glues_none() -> None:
    title = "Of <i>Aa</i> &amp; CO<sub>2</sub>:\n   <b>a <u>bold</u></b> step<sup>a</sup>"
    assert one(article(title=title)).title == "Of Aa & CO2: a bold stepa"


def test_formulas_and_unknown_elements_are_spelled_out_apart_from_the_words() -> None:
    text = (
        'ratio<DispFormula><mml:math xmlns:mml="urn:m"><mml:mfrac><mml:mn>1</mml:mn><mml:mn>2</mml:mn></mml:mfrac>'
        "<mml:mo>=</mml:mo><mml:msup><mml:mi>x</mml:mi><mml:mn>3</mml:mn></mml:msup></mml:math></DispFormula>holds"
        "<p>next</p>line"
    )
    assert one(article(abstract=text)).abstract == "ratio 1/2 = x3 holds next line"


def test_labelled_and_unlabelled_sections_keep_order_label_and_category() -> None:
    abstract = abstract_of("First.", section("Then.", "RESULTS:", "RESULTS"), section("", "EMPTY"))
    paper = one(article(abstract=None, in_article=abstract))
    assert paper.sections == (AbstractSection("First."), AbstractSection("Then.", "RESULTS", "RESULTS"))
    assert paper.abstract == "First.\nRESULTS: Then."


def test_no_abstract_is_known_to_be_none_and_other_abstracts_do_not_replace_it() -> None:
    other = '<OtherAbstract Type="plain-language-summary" Language="eng"><AbstractText>Simply.</AbstractText></OtherAbstract>'
    paper = one(article(abstract=None, in_citation=other))
    assert (paper.sections, paper.has_abstract) == ((), False)
    assert paper.other_abstracts == (AbstractSection("Simply.", "", "plain-language-summary"),)


def test_authors_are_persons_and_groups_without_old_spellings_or_investigators() -> None:
    authors = (
        '<Author ValidYN="N"><LastName>Wrnog</LastName><Initials>W</Initials></Author>'
        "<Author><LastName>Right</LastName><ForeName>Una Vi</ForeName><Initials>UV</Initials><Suffix>Jr</Suffix></Author>"
        "<Author><CollectiveName>Made <i>Trial</i> Group</CollectiveName></Author>"
        "<Author><ForeName>Mononym</ForeName></Author><Author/>"
    )
    investigators = "<InvestigatorList><Investigator><LastName>Not</LastName></Investigator></InvestigatorList>"
    paper = one(article(authors=authors, in_citation=investigators))
    assert paper.authors == (
        Author("Right", "Una Vi", "UV", "Jr"),
        Author(collective="Made Trial Group"),
        Author("Mononym"),
    )


@pytest.mark.parametrize(
    ("pub_date", "electronic", "year", "printed"),
    [
        ("<Year>2001</Year><Month>08</Month>", "", 2001, "2001 Aug"),
        ("<Year>2001</Year><Season>Spring</Season>", "2000", 2001, "2001 Spring"),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "", 1998, "1998 Dec-1999 Jan"),
        ("<MedlineDate>Winter 1998</MedlineDate>", "1999", 1999, "Winter 1998"),
        ("<MedlineDate>undated</MedlineDate>", "", None, "undated"),
        ("", "2003", 2003, None),
    ],
)
def test_year_comes_from_pub_date_then_article_date_then_medline_date(
    pub_date: str, electronic: str, year: int | None, printed: str | None
) -> None:
    date = f'<ArticleDate DateType="Electronic"><Year>{electronic}</Year></ArticleDate>' if electronic else ""
    paper = one(article(pub_date=pub_date, in_article=date))
    assert (paper.year, paper.pub_date) == (year, printed)


def test_doi_is_the_papers_own_valid_and_well_formed_one() -> None:
    invalid = '<ELocationID EIdType="doi" ValidYN="N">10.9999/old</ELocationID>'
    located = '<ELocationID EIdType="doi" ValidYN="Y">10.9999/Own&lt;1&gt;</ELocationID>'
    listed = '<ArticleId IdType="doi">10.9999/listed</ArticleId><ArticleId IdType="pmc">PMC990001.2</ArticleId>'
    reference = (
        "<ReferenceList><Reference><Citation>Other.</Citation><ArticleIdList>"
        '<ArticleId IdType="doi">10.9999/other</ArticleId><ArticleId IdType="pmc">PMC1</ArticleId>'
        "</ArticleIdList></Reference></ReferenceList>"
    )
    assert one(article(in_article=invalid + located, article_ids=listed)).doi == "10.9999/own<1>"
    second = one(article(in_article=invalid, article_ids=listed, references=reference))
    assert (second.doi, second.pmcid) == ("10.9999/listed", "PMC990001")
    broken = '<ArticleId IdType="doi">not a doi</ArticleId><ArticleId IdType="pmc">none</ArticleId>'
    third = one(article(article_ids=broken, references=reference))
    assert (third.doi, third.pmcid) == (None, None)


def test_mesh_is_unknown_until_the_record_is_indexed() -> None:
    headings = mesh(("Sciatica", False, [("therapy", True)]), ("Humans", False, []))
    assert one(article(in_citation=headings)).mesh == (
        MeshHeading("Sciatica", "D000001", True, ("therapy",)),
        MeshHeading("Humans", "D000001", False),
    )
    assert one(article()).mesh == ()
    assert one(article(status="In-Process")).mesh is None


def test_notices_tell_type_direction_link_and_date_and_leave_comments_out() -> None:
    assert notice(
        ("RetractionIn", "J Made (1985). 2001 Aug 02;4(6):5-1999", 99000002),
        ("ErratumIn", "J Made 1999 Mar;51(3):533", None),
        ("ExpressionOfConcernFor", "Made MM. J Made. 2010;4:e586. doi: 10.9999/j.made.2009.01.", 99000003),
        ("UpdateOf", "made archive. 2025 Mar 27:2025.03.13.642919.", None),
        ("RetractedandRepublishedIn", "J Made. Online", None),
        ("CommentIn", "J Made. 2020;1:1", 99000004),
        ("Cites", "J Made. 2019;1:1", 99000005),
    ) == [
        ("retraction", "in", "99000002", "2001-08-02"),
        ("erratum", "in", None, "1999"),
        ("expression-of-concern", "of", "99000003", "2010"),
        ("update", "of", None, "2025-03-27"),
        ("republication", "in", None, None),
    ]


@pytest.mark.parametrize("type_name", ["", "Retracted Publication", "RETRACTED PUBLICATION"])
def test_either_signal_makes_a_paper_retracted(type_name: str) -> None:
    links = "" if type_name else corrections(("RetractionIn", "J Made. 2001", None))
    types = f'<PublicationType UI="">{type_name}</PublicationType>' if type_name else ""
    assert one(article(types=types, in_citation=links)).is_retracted
    notice_itself = one(article(in_citation=corrections(("RetractionOf", "J Made. 2001", 99000009))))
    assert not notice_itself.is_retracted


def test_a_book_chapter_is_read_with_its_own_title_and_authors() -> None:
    chapter, whole = read_papers(article_set(book(), book(99000902, title="", lists="")))
    assert (chapter.title, chapter.journal, chapter.is_book) == ("A made chapter", "Made Reviews", True)
    assert ([a.name for a in chapter.authors], chapter.year) == (["Chapter C"], 1999)
    assert (chapter.mesh, chapter.notices, chapter.abstract) == (None, (), "Of chapters.")
    assert (whole.title, [a.name for a in whole.authors]) == ("Made Reviews", ["Editor E"])


def test_an_empty_title_and_an_unknown_element_are_no_problem() -> None:
    assert one(article(title="", in_citation="<NewIn2030 x='1'>text</NewIn2030>")).title == ""


def test_the_origin_given_is_the_papers_origin() -> None:
    origin = Origin("efetch", dt.date(2026, 1, 2))
    assert next(read_papers(article_set(article()), origin=origin)).origin == origin


# --- the stream --------------------------------------------------------------------------------------------------


def test_paths_bytes_streams_and_gzip_are_read_alike(tmp_path: Path) -> None:
    data = article_set(article(), article(99000002))
    (tmp_path / "set.xml").write_bytes(data)
    (tmp_path / "set.xml.gz").write_bytes(gzip.compress(data[:300]) + gzip.compress(data[300:]) + b"\0" * 512)
    expected = list(read_papers(data))
    assert [paper.pmid for paper in expected] == ["99000001", "99000002"]
    for source in (tmp_path / "set.xml", str(tmp_path / "set.xml.gz"), BytesIO(data), BytesIO(gzip.compress(data))):
        assert list(read_papers(source)) == expected


def test_two_files_put_together_are_read_as_one() -> None:
    assert len(list(read_papers(article_set(article()) + article_set(article(99000002))))) == 2


def test_an_empty_set_is_an_answer_without_records() -> None:
    assert list(read_papers(article_set())) == []
    assert list(read_papers(PROLOG + b"<PubmedArticleSet/>")) == []


def test_deletions_come_in_order_and_are_no_papers() -> None:
    data = article_set(article(), delete_citation(99000007, 99000008))
    record, deletion = read_entries(data)
    assert isinstance(record, PubMedRecord)
    assert deletion == Deletion((Pmid("99000007"), Pmid("99000008")))
    assert [paper.pmid for paper in read_papers(data)] == ["99000001"]


def test_the_raw_record_gives_the_same_record_again() -> None:
    for record in (
        article(title="<i>x</i> \xe9"),
        book(),
        article(title="bro\0ken \x1b[31mred"),
        article(title="<m:a/>y"),
    ):
        (first,) = read_records(article_set(record))
        (again,) = read_records(first.raw)
        assert first.paper is not None
        assert again == first


def test_comments_and_cdata_with_tags_in_them_do_not_cut_a_record() -> None:
    tricky = "<!-- </PubmedArticle> <PubmedArticle> --><![CDATA[<i></PubmedArticle>]]>."
    data = article_set(b"<!-- <PubmedArticle> -->", article(abstract=tricky), article(99000002))
    papers = list(read_papers(data.replace(b"</PubmedArticle>\n", b"</PubmedArticle\n >\n")))
    assert [(paper.pmid, paper.abstract) for paper in papers] == [
        ("99000001", "<i></PubmedArticle>."),
        ("99000002", "Made for tests."),
    ]


# --- trouble -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bad", "pmid", "words"),
    [
        (article(99000002).replace(b"</ArticleTitle>", b""), "99000002", "not well-formed"),
        (article(99000002).replace(b"</PubmedArticle>", b""), "99000002", "no </PubmedArticle>"),
        (article(99000002, title="&bomb;"), "99000002", "not well-formed"),
        (article(99000002).replace(b">99000002<", b">0<"), None, "no PMID"),
        (b"<PubmedArticle/>", None, "has no"),
        (b"<PubmedArticle></PubmedArticle>", None, "no MedlineCitation"),
        (b"<PubmedBookArticle></PubmedBookArticle>", None, "no BookDocument"),
    ],
)
def test_a_bad_record_is_one_record_and_is_told_of(bad: bytes, pmid: str | None, words: str) -> None:
    data = article_set(article(), bad, article(99000003))
    told: list[PubMedRecord] = []
    good = [paper.pmid for paper in read_papers(data, on_problem=told.append)]
    assert good == ["99000001", "99000003"]
    assert [(record.pmid, record.paper) for record in told] == [(pmid, None)]
    assert words in str(told[0].problem)
    silent = read_papers(data)
    assert [next(silent).pmid, next(silent).pmid] == good
    with pytest.raises(UnreadableRecordsError, match="Record 2"):
        next(silent)


def test_a_record_over_the_size_limit_is_one_bad_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "MAX_RECORD_BYTES", 5000)
    data = article_set(article(), article(99000002, abstract="x " * 9000), article(99000003))
    for block_size in (100, 100_000):
        records = [r for r in read_entries(data, block_size=block_size) if isinstance(r, PubMedRecord)]
        assert [r.paper and r.paper.pmid for r in records] == ["99000001", None, "99000003"]
        assert "longer than" in str(records[1].problem)


@pytest.mark.parametrize("cut", [30, 900, -60, -25])
def test_what_is_cut_off_gives_the_whole_records_and_then_says_so(cut: int) -> None:
    whole = article_set(article(), article(99000002))
    for data in (whole[:cut], gzip.compress(whole)[: -12 if cut == -25 else -200]):
        found: list[str] = []
        with pytest.raises(ClaimcheckError) as caught:
            found.extend(paper.pmid for paper in read_papers(data))
        assert str(caught.value).endswith(".")


def test_records_before_the_cut_are_given() -> None:
    papers = read_papers(article_set(article(), article(99000002))[:-60])
    assert next(papers).pmid == "99000001"
    with pytest.raises(UnreadableRecordsError, match="ends early"):
        next(papers)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"\x1f\x8b\x08not gzip at all",
        b"<html><body>Blocked</body></html>",
        b"<?xml version='1.0'?><eFetchResult><ERROR>no</ERROR></eFetchResult>",
        PROLOG,
        article_set(article()).decode().encode("utf-16"),
        article_set(
            article(title="&x;"), prolog=b'<!DOCTYPE PubmedArticleSet [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        ),
        article_set(prolog=b"<!DOCTYPE a [<!ENTITY x '<PubmedArticleSet><PubmedArticle></PubmedArticle>'>]>"),
    ],
)
def test_what_is_not_pubmed_xml_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableRecordsError) as caught:
        list(read_papers(data))
    assert str(caught.value).endswith(".")


def test_a_missing_file_and_a_text_stream_are_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableRecordsError, match="cannot be read"):
        list(read_papers(tmp_path / "none.xml"))
    (tmp_path / "set.xml").write_bytes(article_set())
    with (tmp_path / "set.xml").open() as text, pytest.raises(UnreadableRecordsError, match="binary"):
        list(read_papers(text))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b"bad \xff byte", "bad \N{REPLACEMENT CHARACTER} byte"),
        (b"nul \x00 and bell\x07", "nul and bell"),
        (b"lone &#xD800;surrogate &#55296;", "lone surrogate"),
        (
            b"lone \xed\xa0\x80surrogate",
            "lone " + "\N{REPLACEMENT CHARACTER}" * 3 + "surrogate",
        ),
        (b"far &#x110000;&#99999999999999; out", None),
        (b"far &#x110000; out", "far out"),
        (b"bell &#7;&#0; here", "bell here"),
        (b"a \x1b[31mred\x1b[0m and &#x1b;[2Jclear", "a red and clear"),
        (b"c1 &#x9b;31mred &#x85;x", "c1 red x"),
        (b"over &#x202e;ride&#x2069;", "over ride"),
        (b"&#233;t&#xe9; 5&#xa0;mg", "\xe9t\xe9 5 mg"),
        (b"&#10;two&#9;lines&#x2028;three", "two lines three"),
        (b"<mml:mi>x</mml:mi>", "x"),
    ],
)
def test_damaged_and_dangerous_text_is_mended_or_the_record_refused(written: bytes, read: str | None) -> None:
    data = article_set(article(title="TITLE")).replace(b"TITLE", written)
    (record,) = read_records(data)
    assert (record.paper and record.paper.title) == read
    assert (record.problem is None) == (read is not None)


def test_a_declared_legacy_encoding_is_believed_only_where_utf_8_does_not_fit() -> None:
    prolog = b'<?xml version="1.0" encoding="ISO-8859-1"?>'
    (latin,) = read_papers(article_set(article(title="caf\xe9"), prolog=prolog).decode().encode("latin-1"))
    (utf8,) = read_papers(article_set(article(title="caf\xe9"), prolog=prolog))
    assert latin.title == utf8.title == "caf\xe9"


def test_deep_nesting_does_not_crash() -> None:
    deep = "<i>" * 3000 + "deep" + "</i>" * 3000
    math = "<math>" + "<mrow>" * 3000 + "<mi>x</mi>" + "</mrow>" * 3000 + "</math>"
    assert one(article(title=deep, abstract=math + deep + "<q>end</q>")).title == "deep"
    assert one(article(abstract=math + deep + "<q>end</q>")).abstract.split()[-1] == "end"


def test_a_notice_keeps_the_reference_it_was_read_from() -> None:
    paper = one(article(in_citation=corrections(("RetractionIn", "J Made. 2001 Jan 2;1:1", 99000002))))
    assert paper.notices is not None
    (found,) = paper.notices
    assert (found.type, found.direction) == (NoticeType.RETRACTION, Direction.IN)
    assert found.source == "J Made. 2001 Jan 2;1:1"
