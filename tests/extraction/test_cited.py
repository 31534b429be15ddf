"""A page's own references become citations of the right claims, whatever way they are written."""

import json
from pathlib import Path

import pytest
from support.pages import docx, paragraph, part, run

from claimcheck.articles.docx import read_docx
from claimcheck.articles.html import parse_html
from claimcheck.articles.markdown import parse_markdown
from claimcheck.cli.main import main
from claimcheck.cli.page_references import surroundings_of
from claimcheck.extraction.cited import strays, with_citations
from claimcheck.extraction.coverage import claim_sentences
from claimcheck.extraction.drafts import Draft, drafts_of
from claimcheck.extraction.page_works import PageWorks, Surroundings
from claimcheck.identifiers import Doi
from claimcheck.model import Attribution, Citation

PAGE = """\
---
title: Ten ways to cite
bibliography: refs.bib
---

# Ten ways to cite

Ginger eases nausea ([PubMed](https://pubmed.ncbi.nlm.nih.gov/11111111/)). Massage lowers blood pressure (doi:10.1000/abc.1).
Yoga eases back pain.[^1] Magnesium improves sleep (Smith 2020). Vitamin D prevents falls in older adults [@doe2019].
Zinc shortens colds [2]. Garlic [lowers cholesterol](https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/).

Cranberry juice prevents cystitis ([NHS](https://www.nhs.uk/conditions/cystitis/)). Echinacea shortens colds (PMID: 22222222).
Fish oil lowers triglycerides (Jones et al., 2018; Brown 2017). Tai chi prevents falls (Nobody 2001).
Coffee may raise blood pressure, as [a shop](https://shop.example/coffee) tells.

## References

1. Smith A, Roe B. Magnesium and sleep. J Sleep. 2020;1:1-9. PMID: 33333333
2. Miller C. Zinc for colds. Cold Rev. 2015;2:3. https://doi.org/10.1000/zinc
3. Jones D, et al. Fish oil. Lipids 2018. doi:10.1000/fish
4. Brown E. Oil again. Lipids 2017. https://pubmed.ncbi.nlm.nih.gov/44444444/

[^1]: Lee F. Yoga for back pain. Spine 2016. https://pubmed.ncbi.nlm.nih.gov/55555555/
"""
BIBLIOGRAPHY = "@article{doe2019,\n  title = {Vitamin D and falls},\n  author = {Doe, Jane},\n  pmid = {66666666}\n}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "refs.bib").write_text(BIBLIOGRAPHY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def drafts(text: str, **around: object) -> tuple[Draft, ...]:
    article = parse_markdown(text)
    return with_citations(drafts_of(article, claim_sentences(article)), PageWorks(article, Surroundings(**around)))  # type: ignore[arg-type]


def labels(text: str, **around: object) -> list[list[str]]:
    return [[one.label for one in draft.claim.citations] for draft in drafts(text, **around)]


def test_ten_references_of_mixed_style_find_their_claims(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All are taken along, each once, as the article's and without a stance; a shop's link is no source."""
    assert main(["extract", "page.md", "--isolated", "--format", "json"]) == 0
    claims = json.loads(capsys.readouterr().out)["claims"]
    cited = {claim["statement"].split()[0]: claim.get("citations", []) for claim in claims}
    assert all(one["added"] == {"by": "article"} and "stance" not in one for works in cited.values() for one in works)
    told = {
        name: [one.get("pmid") or one.get("doi") or one.get("pmcid") or one["url"] for one in works]
        for name, works in cited.items()
    }
    assert told == {
        "Ginger": ["11111111"],
        "Massage": ["10.1000/abc.1"],
        "Yoga": ["55555555"],
        "Magnesium": ["33333333"],
        "Vitamin": ["66666666"],
        "Zinc": ["10.1000/zinc"],
        "Garlic": ["PMC1234567"],
        "Cranberry": ["https://www.nhs.uk/conditions/cystitis/"],
        "Echinacea": ["22222222"],
        "Fish": ["10.1000/fish", "44444444"],
        "Tai": [],
        "Coffee": [],
    }
    named = {claim["statement"].split()[0]: claim.get("attributed_to") for claim in claims}
    assert named["Tai"] == {"author": "Nobody", "year": 2001}


def test_the_drafted_file_holds_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It loads without a problem, and says what was taken along."""
    assert main(["extract", "page.md", "--isolated", "--output", "claims.yaml"]) == 0
    assert "11 references of the page taken along: claimcheck find asks whether they say so" in capsys.readouterr().err
    assert "      - {pmid: 11111111, added: {by: article}}" in (folder / "claims.yaml").read_text()
    main(["check", "claims.yaml", "--isolated", "--format", "json"])
    found = {one["code"] for one in json.loads(capsys.readouterr().out)["findings"]}
    assert not found & {"CC001", "CC002", "CC201", "CC202"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yoga eases back pain [1]; massage may worsen a headache [2].", [["PMID 11"], ["PMID 12"]]),
        ("Yoga eases back pain [1, 2].", [["PMID 11", "PMID 12"]]),
        ("Yoga eases back pain [1–2].", [["PMID 11", "PMID 12"]]),
        ("Yoga eases back pain [7].", [[]]),
        ("Yoga eases back pain (Roe 2019).", [["PMID 11"]]),
        ("Yoga eases back pain (Roe, 2018).", [[]]),
        ("Yoga eases back pain (Coe 2019).", [[]]),
        ("Yoga eases back pain (Mueller 2020).", [["PMID 12"]]),
        ("Yoga eases back pain (Mueller and Müller 2020).", [["PMID 12"]]),
        ("Yoga eases back pain (Müller 2020).", [[]]),
    ],
)
def test_the_list_of_references_tells_the_work(text: str, expected: list[list[str]]) -> None:
    """By number, or by author and year; where it has no such entry nothing is guessed."""
    listed = "\n\n## References\n\n1. Roe A. Yoga. Spine 2019. PMID: 11\n2. Mueller B, Müller C. Pain 2020. PMID: 12\n"
    assert labels(text + listed) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yoga eases back pain.<sup>2</sup>", ["PMID 12"]),
        ("Yoga eases back pain.<sup>1,2</sup>", ["PMID 11", "PMID 12"]),
        ("Yoga eases back pain<sup>[1](#ref-1)</sup>.", ["PMID 11"]),
        ("Yoga eases back pain.^1\u20132^", ["PMID 11", "PMID 12"]),
        ("Yoga eases back pain.\u00b2", ["PMID 12"]),
        ("Yoga eases back pain.^[Coe C. Pain 2020. PMID: 13]", ["PMID 13"]),
        ("Yoga eases back pain.<sup>7</sup>", []),
        ("Yoga eases back pain in adults with a BMI of 30 kg/m<sup>2</sup>.", []),
    ],
)
def test_raised_marks_name_entries_of_the_list(text: str, expected: list[str]) -> None:
    """Without any link, in HTML, in Pandoc's way or as characters; a power is no mark, and the statement keeps none."""
    listed = "\n\n## References\n\n1. Roe A. Yoga. Spine 2019. PMID: 11\n2. Doe B. Pain 2020. PMID: 12\n"
    (draft,) = drafts(text + listed)
    assert [one.label for one in draft.claim.citations] == expected
    assert draft.claim.statement.startswith("Yoga eases back pain")
    assert not expected or draft.claim.statement == "Yoga eases back pain."


HTML_BODY = "<p>Yoga eases back pain.<sup>2</sup></p>"
TWO, ONE = "Doe B. Pain 2020. PMID: 12", "Roe A. Spine 2019. PMID: 11"


def of_html(body: str) -> list[list[str]]:
    page = parse_html(f"<main>{body}</main>")
    told = with_citations(drafts_of(page, claim_sentences(page)), PageWorks(page))
    return [[one.label for one in draft.claim.citations] for draft in told]


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (f'<ol><li id="r1">{ONE}<li id="r2">{TWO}<li>Coe C. PMID: 13</ol>', ["PMID 12"]),
        (f"<p>We use reviewed studies only.</p><ol><li>{ONE}<li>{TWO}</ol>", ["PMID 12"]),
        (f'<ol start="2"><li>{TWO}<li>{ONE}</ol>', ["PMID 12"]),
        (f'<ol><li value="3">{ONE}<li value="2">{TWO}</ol>', ["PMID 12"]),
        (f"<ol reversed><li>Coe C. PMID: 13<li>{TWO}<li>{ONE}</ol>", ["PMID 12"]),
        (f"<h3>Trials</h3><ol><li>{ONE}</ol><h3>Reviews</h3><ol start=2><li>{TWO}</ol>", ["PMID 12"]),
        (f"<p>[1] {ONE}<br>[2] {TWO}</p>", ["PMID 12"]),
        (f"<p>[1] {ONE} [2] {TWO}</p>", ["PMID 12"]),
        (f"<p>1. {ONE}<br>2. {TWO}</p>", ["PMID 12"]),
        (f"<p><sup>1</sup> {ONE}<br><sup>2</sup> {TWO}</p>", ["PMID 12"]),
        (f"<p><sup>2</sup> {TWO}<br>\n<sup>3</sup>{ONE}</p>", ["PMID 12"]),
        (f"<p>{ONE}<sup>1</sup><br>{TWO}<sup>2</sup></p>", []),
        (f"<p><sup>1</sup> {ONE}<br><sup>2</sup> {TWO}<br>Coe C. PMID: 13</p>", []),
        (f"<p><sup>2</sup> {ONE}<br><sup>1</sup> {TWO}</p>", []),
        (f"<table><tr><td>1</td><td>{ONE}</td></tr><tr><td>2</td><td>{TWO}</td></tr></table>", ["PMID 12"]),
        (f"<p>[2] {TWO}</p><p>[1] {ONE}</p>", ["PMID 12"]),
        (f"<ol type=a><li>{ONE}<li>{TWO}</ol>", []),
        (f"<ol><li>[5] {ONE}<li>[6] {TWO}</ol>", []),
        (f"<ul><li>We use reviewed studies only.<li>{ONE}<li>{TWO}</ul>", []),
        (f"<ul><li>{ONE}<li>{TWO}</ul>", []),
        (f'<p>{ONE}</p><p id="x">{TWO}</p>', []),
        (f"<p>[1] {ONE}<br>[3] Coe C. PMID: 13<br>[2] {TWO}</p>", []),
    ],
)
def test_the_numbers_of_a_list_are_those_that_a_reader_sees(listed: str, expected: list[str]) -> None:
    """Written, or given by an ordered list, whether entries are linked or not; what is not sure is not counted."""
    body = f"{HTML_BODY}<h2>References</h2>{listed}"
    assert of_html(body) == [expected]
    page = parse_html(f"<main>{body}</main>")
    assert not expected or not list(
        strays(PageWorks(page), [(one.start, one.end) for one in drafts_of(page, claim_sentences(page))])
    )


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (f"All links were checked in May 2024.\n\n1. {ONE}\n2. {TWO}", ["PMID 12"]),
        (f"1. {ONE}\n1. {TWO}", ["PMID 12"]),
        (f"[1] {ONE}\n[2] {TWO}\n[3] Coe C. PMID: 13", ["PMID 12"]),
        (f"(1) {ONE}\n(2) {TWO}", ["PMID 12"]),
        (f"### Studies\n\n1. {ONE}\n2. {TWO}", ["PMID 12"]),
        (f"1. {ONE}\n3. Coe C. PMID: 13\n2. {TWO}", []),
        (f"- All links were checked.\n- {ONE}\n- {TWO}", []),
        (f"{ONE} [2] {TWO}", []),
    ],
)
def test_the_numbers_of_a_list_in_markdown(listed: str, expected: list[str]) -> None:
    """The same: as written and as shown, where these agree."""
    assert labels(f"Yoga eases back pain [2].\n\n## References\n\n{listed}\n") == [expected]


def test_a_list_without_numbers_is_counted_where_the_marks_mean_each_entry() -> None:
    """Neither one fewer nor one more."""
    listed = f"\n\n## References\n\n{ONE}\n\n{TWO}\n"
    for marks, expected in (("[1, 2]", ["PMID 11", "PMID 12"]), ("[1]", []), ("[1-3]", [])):
        assert labels(f"Yoga eases back pain {marks}.{listed}") == [expected]


def test_a_mark_without_a_sure_entry_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A person sees that a reference was not taken along."""
    text = f"Yoga eases back pain [2].\n\n## References\n\n- We use reviewed studies only.\n- {ONE}\n- {TWO}\n"
    (folder / "page.md").write_text(text, encoding="utf-8")
    assert main(["extract", "page.md", "--isolated"]) == 0
    told = "claimcheck: page.md:1: the list of references has no sure entry for [2]: no work is taken along for it"
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    "measured",
    [
        "(95% CI [1, 2])",
        "with a confidence interval of [1, 2]",
        "(range [1\u20132])",
        "(median 2 [1-2] hours)",
        "(IQR: [1, 2])",
        "to a score of [1, 2]",
        "by 1.5% [1, 2]",
        "in [1-2] weeks",
        "within [0, 1]",
        "(n = [2])",
        "in [2019]",
    ],
)
def test_measured_numbers_in_brackets_are_no_marks(measured: str) -> None:
    """Intervals, ranges, scores, sets and years stay in the statement, and no work is taken from them."""
    (draft,) = drafts(f"Yoga eases back pain {measured}.\n\n## References\n\n1. {ONE}\n2. {TWO}\n")
    assert (draft.claim.statement, draft.claim.citations) == (f"Yoga eases back pain {measured}.", ())


@pytest.mark.parametrize(
    "mark", ["by 12% [1, 2]", "at over 65 [1\u20132]", "in 2019 [1,2]", "and improves sleep scores [1][2]"]
)
def test_marks_behind_numbers_are_still_marks(mark: str) -> None:
    """A value that the bracket does not hold makes no interval of it."""
    told = labels(f"Yoga eases back pain {mark}.\n\n## References\n\n1. {ONE}\n2. {TWO}\n")
    assert [label for one in told for label in one] == ["PMID 11", "PMID 12"]


@pytest.mark.parametrize(
    ("entry", "reference", "fits"),
    [
        ("Green T. Brown fat and sleep in humans. 2019.", "Brown 2019", False),
        ("Brown fat and sleep in humans. 2019.", "Brown 2019", False),
        ("Brown, white and beige fat. 2019.", "Brown 2019", False),
        ("Brown T, Green A. Fat. 2019.", "Brown 2019", True),
        ("T. Brown, A. Green. Fat. 2019.", "Brown et al., 2019", True),
        ("Brown, T., & Green, A. (2019). Fat.", "Brown & Green, 2019", True),
        ("Jones A, Smith B. Headache. 2018.", "Smith, 2018", False),
        ("Jones A, Smith B. Headache. 2018.", "Jones and Smith 2018", True),
        ("Jones A, Doe B. Smith and Jones test. 2018.", "Jones and Smith 2018", False),
        ("van der Berg A. Falls. 2017.", "van der Berg 2017", True),
        ("World Health Organization. Falls. 2017.", "World Health Organization, 2017", True),
        ("World Bank. Falls. 2017.", "World Health Organization, 2017", False),
        ("Roe A. Falls. Spine 2017;12:1990-2000.", "Roe 2000", False),
        ("Roe A. Falls in 2012. Spine 2017;12:1.", "Roe 2012", False),
        ("Roe A. Falls. 2017b.", "Roe 2017a", False),
    ],
)
def test_author_and_year_mean_the_first_author_and_the_year_of_publication(
    entry: str, reference: str, fits: bool
) -> None:
    """A second name is that of a further author; words of a title and pages are neither."""
    told = labels(f"Yoga eases back pain ({reference}).\n\n## References\n\n- {entry} PMID: 11\n")
    assert told == [["PMID 11"] if fits else []]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("| Dose | Evidence |\n|---|---|\n| Yoga eases pain | Strong [^1] |\n\n[^1]: Roe A. PMID: 11\n", ["PMID 11"]),
        ("- Yoga eases back pain [^1]\n\n[^1]: Roe A. PMID: 11\n", ["PMID 11"]),
        ("Yoga eases back pain. [^1]\n\n[^1]: Roe A. PMID: 11\n", ["PMID 11"]),
        ("Yoga eases back pain.\u00a0[^1]\n\n[^1]: Roe A. PMID: 11\n", ["PMID 11"]),
    ],
)
def test_a_mark_behind_a_space_belongs_to_the_words_before(page: str, expected: list[str]) -> None:
    """In a cell, an item or behind the stop."""
    assert labels(page) == [expected]


THREE = f"\n\n## References\n\n1. {ONE}\n2. {TWO}\n3. Lee C. Salt 2010. PMID: 13\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vitamin D prevents flu (PMID 11), whereas zinc may or may not (PMID 12).", "PMID 11"),
        ("Yoga eases back pain (PMID 11); massage may not (PMID 12).", "PMID 11"),
        ("Beetroot lowers blood pressure [1]; we think the dose in this study [2] was too high.", "PMID 11"),
    ],
)  # fmt: skip
def test_a_reference_of_a_clause_that_makes_no_claim_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str, expected: str
) -> None:
    """It is not taken for one of the claim before it."""
    (folder / "page.md").write_text(f"# Health\n\n{text}{THREE}", encoding="utf-8")
    assert main(["extract", "page.md", "--isolated", "--format", "json"]) == 0
    told = capsys.readouterr()
    (claim,) = json.loads(told.out)["claims"]
    assert [f"PMID {one['pmid']}" for one in claim["citations"]] == [expected]
    assert "PMID 12 stands where nothing is claimed" in told.err


@pytest.mark.parametrize(
    ("text", "statement", "expected"),
    [
        ("Contrary to what Lee claims [2], salt raises blood pressure [1].", "Contrary to what Lee claims, salt raises blood pressure.", "PMID 11"),
        ("Contrary to Lee, who sells salt [2], salt raises blood pressure [1].", "Contrary to Lee, who sells salt, salt raises blood pressure.", "PMID 11"),
        ("Salt raises blood pressure [1], contrary to what Lee claims [2].", "Salt raises blood pressure, contrary to what Lee claims.", "PMID 11"),
        ("Unlike what [a review](https://pubmed.ncbi.nlm.nih.gov/12/) has, salt raises blood pressure [1].", "Unlike what a review has, salt raises blood pressure.", "PMID 11"),
        ("Salt, which we measured with a scale [2], raises blood pressure [1].", "Salt, which we measured with a scale, raises blood pressure.", "PMID 11"),
        ("Salt raises blood pressure [1] (for a critique see [2]).", "Salt raises blood pressure.", "PMID 11"),
        ("Salt raises blood pressure [1] (but see also Doe [2]).", "Salt raises blood pressure.", "PMID 11"),
        ("Salt raises blood pressure [1] (disputed by [2]).", "Salt raises blood pressure.", "PMID 11"),
        ("Salt raises blood pressure [1]; but see [2].", "Salt raises blood pressure.", "PMID 11"),
        ("Salt raises blood pressure.[^1]\n\n[^1]: Roe A. 2011, PMID 11. But see also Doe (PMID 12), who found none.", "Salt raises blood pressure.", "PMID 11"),
        ("Salt raises blood pressure (PMID 11).[^1]\n\n[^1]: For a critique see Doe 2012, PMID 12.", "Salt raises blood pressure.", "PMID 11"),
    ],
)  # fmt: skip
def test_a_work_that_the_page_sets_itself_against_is_no_citation(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str, statement: str, expected: str
) -> None:
    """Nor one that it names for something else; a bracket that points to it goes whole, and a person is told."""
    (folder / "page.md").write_text(f"# Health\n\n{text}{'' if '[^1]' in text else THREE}", encoding="utf-8")
    assert main(["extract", "page.md", "--isolated", "--format", "json"]) == 0
    told = capsys.readouterr()
    (claim,) = json.loads(told.out)["claims"]
    assert (claim["statement"], [f"PMID {one['pmid']}" for one in claim["citations"]]) == (statement, [expected])
    assert "PMID 12 stands against what is claimed, or for something else" in told.err


@pytest.mark.parametrize(
    "text",
    [
        "Contrary to popular belief, salt raises blood pressure [1].",
        "Salt raises blood pressure, contrary to popular belief [1].",
        "Unlike aspirin, paracetamol does not cause ulcers [1].",
        "Ibuprofen, unlike paracetamol, reduces swelling [1].",
        "Measles still kills children despite vaccination [1].",
        "Aspirin eases pain (but see your doctor first) [1].",
    ],
)
def test_what_is_only_compared_keeps_its_citation(text: str) -> None:
    """Words of contrast that name no work say nothing of the reference behind the claim."""
    (draft,) = drafts(text + THREE)
    assert (draft.claim.statement, [one.label for one in draft.claim.citations]) == (
        text.replace(" [1]", ""),
        ["PMID 11"],
    )


def test_authors_of_two_clauses_are_not_one_attribution() -> None:
    """Each stands behind a part of the statement alone; those of one bracket stand behind all of it."""
    told = drafts("Ginger eases nausea (Smith 2010) and garlic lowers blood pressure (Jones 2012).")
    assert [draft.claim.attributed_to for draft in told] == [None] * len(told)
    (draft,) = drafts("Ginger eases nausea (Smith 2010; Jones 2012).")
    assert draft.claim.attributed_to == Attribution(author="Smith", year=2010)


@pytest.mark.parametrize(
    ("text", "statements", "quotes"),
    [
        (
            "Yoga eases pain in 46% of people.[1] Massage eases headache.[2]\n\nZinc shortens colds in 1 in 10 [1].",
            ["Yoga eases pain in 46% of people.", "Massage eases headache.", "Zinc shortens colds in 1 in 10."],
            ["Yoga eases pain in 46% of people", "Massage eases headache", "Zinc shortens colds in 1 in 10"],
        ),
        ("Yoga [1] eases pain [2].", ["Yoga eases pain."], ["Yoga 1 eases pain"]),
        ("Zinc shortens colds.[1]", ["Zinc shortens colds."], ["Zinc shortens colds"]),
        ("Zinc causes nausea in [1] in 10 people.", ["Zinc causes nausea in 1 in 10 people."], None),
        ("Zinc causes nausea in [2] in 10 people.", ["Zinc causes nausea in 2 in 10 people."], None),
    ],
)
def test_a_mark_that_is_the_text_of_a_link_is_no_word(
    text: str, statements: list[str], quotes: list[str] | None
) -> None:
    """As "[1]" with its address below: not in the statement, nor at the end of the quote; a linked amount is no mark."""
    links = "\n\n[1]: https://doi.org/10.1000/a\n[2]: https://doi.org/10.1000/b\n"
    told = drafts(text + links)
    assert [draft.claim.statement for draft in told] == statements
    assert all(draft.claim.citations for draft in told)
    assert quotes is None or [draft.claim.quote.exact for draft in told if draft.claim.quote] == quotes


def test_a_mark_like_an_interval_or_a_power_leaves_it_in_the_statement() -> None:
    """The mark goes, and not the first characters that look like it."""
    told = drafts(
        f"Yoga eases back pain by 33% (95% CI [1, 2]) [1, 2]. Massage eases pain by 10\u00b2 points.\u00b2{THREE}"
    )
    assert [draft.claim.statement for draft in told] == [
        "Yoga eases back pain by 33% (95% CI [1, 2]).",
        "Massage eases pain by 10\u00b2 points.",
    ]


def test_two_lists_with_the_same_numbers_tell_no_work() -> None:
    """Which of them a number means is not guessed; a list without a heading is one, where its markup says so."""
    lists = (
        '<ol class="references"><li>Roe A. PMID: 11</li></ol>',
        '<p>Massage may worsen a headache.</p><ol class="references"><li>Doe B. PMID: 12</li></ol>',
    )
    for number, expected in ((1, ["PMID 11"]), (2, [])):
        page = parse_html(f"<main><p>Yoga eases back pain.<sup>1</sup></p>{''.join(lists[:number])}</main>")
        told = with_citations(drafts_of(page, claim_sentences(page)), PageWorks(page))
        assert [one.label for one in told[0].claim.citations] == expected


def test_two_entries_that_fit_tell_no_work() -> None:
    """A person has to say which of them is meant."""
    listed = "\n\n## References\n\n1. Roe A. Yoga. Spine 2019. PMID: 11\n2. Roe B. Pain 2019. PMID: 12\n"
    assert labels(f"Yoga eases back pain (Roe 2019).{listed}") == [[]]


def test_the_statement_is_without_the_reference() -> None:
    """It is searched for, and read by the judge."""
    text = (
        "Yoga eases back pain (Roe 2019). Massage eases headache [@a]. Zinc shortens colds (in adults).\n"
        "Ginger eases nausea (by [33% in women](https://doi.org/10.1000/b)).\n"
    )
    told = drafts(text, bibliography={"a": Citation(doi=Doi("10.1000/a"))})
    assert [draft.claim.statement for draft in told] == [
        "Yoga eases back pain.",
        "Massage eases headache.",
        "Zinc shortens colds (in adults).",
        "Ginger eases nausea (by 33% in women).",
    ]


def test_links_of_trusted_bodies_alone_are_sources() -> None:
    """By their host, whatever it looks like; not their searches and home pages, which say nothing."""
    text = (
        "Yoga eases back pain ([a](https://www.who.int/x), [b](https://who.int.example/x), [c](https://[x)"
        ", [d](https://www.who.int/search/results?q=yoga), [e](https://www.who.int/), [f](https://evil.com\\\\@who.int/)).\n"
    )
    assert labels(text, trusted=frozenset({"who.int"})) == [["https://www.who.int/x"]]


def test_a_reference_that_stands_behind_no_claim_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is not lost: a person sees what it belongs to."""
    text = (
        "Yoga eases back pain.\n\nTheir study, published in [Spine](https://doi.org/10.1000/x), looked at 12 people.\n"
    )
    (folder / "page.md").write_text(text, encoding="utf-8")
    assert main(["extract", "page.md", "--isolated"]) == 0
    assert "claimcheck: page.md:3: doi:10.1000/x stands where nothing is claimed" in capsys.readouterr().err


def test_a_word_document_gives_its_notes_its_raised_marks_and_its_links() -> None:
    """Footnotes and endnotes of Word's own; numbers that somebody raised by hand, parted into runs at will, above a list; a link."""

    def raised(text: str) -> str:
        return run(text, '<w:vertAlign w:val="superscript"/>')

    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    linked = f'<w:hyperlink xmlns:r="{link}" r:id="l"><w:r><w:t>a trial</w:t></w:r></w:hyperlink>'
    body = [
        paragraph("Yoga eases back pain.", '<w:r><w:footnoteReference w:id="2"/></w:r>', " Massage eases headache."),
        paragraph("Zinc shortens colds.", raised("1"), raised(","), raised("2"), " Garlic lowers cholesterol", raised("2"), "."),
        paragraph("Ginger eases nausea.", '<w:r><w:endnoteReference w:id="2"/></w:r>', " Tai chi prevents falls (", linked, ")."),
        paragraph("References"),
        paragraph("Roe A. Colds. 2019. PMID: 11"),
        paragraph("Doe B. Garlic. 2020. PMID: 12"),
    ]  # fmt: skip
    parts = {
        "word/footnotes.xml": part("footnotes", f'<w:footnote w:id="2">{paragraph("Lee F. Spine. PMID: 13")}</w:footnote>'),
        "word/endnotes.xml": part("endnotes", f'<w:endnote w:id="2">{paragraph("Poe G. doi:10.5555/ginger")}</w:endnote>'),
    }  # fmt: skip
    target = "https://pubmed.ncbi.nlm.nih.gov/14/"
    data = docx("".join(body), parts=parts, links={"l": target})
    page = read_docx(data, "page.docx")
    told = with_citations(drafts_of(page, claim_sentences(page)), PageWorks(page))
    assert {one.claim.statement: [cited.label for cited in one.claim.citations] for one in told} == {
        "Yoga eases back pain.": ["PMID 13"],
        "Massage eases headache.": [],
        "Zinc shortens colds.": ["PMID 11", "PMID 12"],
        "Garlic lowers cholesterol.": ["PMID 12"],
        "Ginger eases nausea.": ["doi:10.5555/ginger"],
        "Tai chi prevents falls.": ["PMID 14"],
    }


@pytest.mark.parametrize("is_by_style", [True, False])
def test_words_own_numbers_are_those_of_the_entries(is_by_style: bool) -> None:
    """Of a paragraph or of its style; a sentence above the list is none of it."""
    own = "" if is_by_style else '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'
    body = [
        paragraph("Zinc shortens colds.", run("2", '<w:vertAlign w:val="superscript"/>')),
        paragraph("References"),
        paragraph("We use reviewed studies only."),
        *(paragraph(entry, style="ListNumber" if is_by_style else "", mark=own) for entry in (ONE, TWO)),
    ]
    number = '<w:numPr><w:numId w:val="7"/></w:numPr>'
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    parts = {
        "word/styles.xml": part("styles", f'<w:style w:styleId="ListNumber"><w:name w:val="List Number"/><w:pPr>{number}</w:pPr></w:style>'),
        "word/numbering.xml": part("numbering", f'<w:abstractNum w:abstractNumId="3">{level}</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>'),
    }  # fmt: skip
    page = read_docx(docx("".join(body), parts=parts), "page.docx")
    told = with_citations(drafts_of(page, claim_sentences(page)), PageWorks(page))
    assert [[one.label for one in draft.claim.citations] for draft in told] == [["PMID 12"]]


_KEYS = (("smith2019", 11111111), ("jones2018", 22222222))
_SMITH = "@article{smith2019, title={Sleep}, author={Smith, J}, pmid={11111111}}"
_JONES = "@article{jones2018, title={Ginger}, author={Jones, A}, pmid={22222222}}"
_SMITH_CSL = '{"id": "smith2019", "type": "book", "PMID": 11111111}'
_JONES_CSL = '{"id": "jones2018", "type": "book", "PMID": 22222222}'


@pytest.mark.parametrize(
    ("name", "bibliography"),
    [
        ("refs.bib", f"{_SMITH} {_JONES}"),
        ("refs.bib", f"{_JONES}{_SMITH}"),
        ("refs.bib", f"@comment{{x, y}}\n{_SMITH}\n{_JONES}"),
        ("refs.bib", f"@comment{{x, y}} {_SMITH}\n@preamble{{p, q}}\n{_JONES}"),
        ("refs.bib", f"@string{{j = {{J Sleep}}, k = {{K}}}}{_SMITH}\n% an old one\n{_JONES}"),
        ("refs.bib", f"{_SMITH}@article{{other, title={{T}}, pmid={{3}}}}\n{_JONES}"),
        ("refs.bib", f"{_SMITH}\n@misc{{jones2018x, note={{see @x{{jones2018, y}}}}, pmid={{4}}}} {_JONES}"),
        ("refs.bib", "@article\n{\n smith2019,\n pmid={11111111}}\n@article(jones2018, pmid={22222222})"),
        ("refs.ris", "".join(f"TY  - JOUR\nID  - {key}\nDB  - PubMed\nAN  - {pmid}\nER  - \n" for key, pmid in _KEYS)),
        ("refs.json", f"[{_SMITH_CSL}, {_JONES_CSL}]"),
        ("refs.json", f'{{"items": [{_SMITH_CSL}, {{"id": "odd"}}, {_JONES_CSL}]}}'),
    ],
)
def test_a_key_gets_the_work_of_its_own_entry(tmp_path: Path, name: str, bibliography: str) -> None:
    """However the entries stand in the file, and whatever stands beside them."""
    (tmp_path / name).write_text(bibliography, encoding="utf-8")
    source = f"---\nbibliography: {name}\n---\nSleep [@smith2019]. Ginger [@jones2018]."
    around, _ = surroundings_of(tmp_path / "page.md", source)
    assert [around.bibliography[key].pmid for key in ("smith2019", "jones2018")] == ["11111111", "22222222"]


@pytest.mark.parametrize(
    ("again", "told"),
    [
        ("pmid={22222222}", None),
        ("doi={10.1000/other}", None),
        ("title={Sleep}", None),
        ("pmid={11111111}, doi={10.1000/same}", "11111111"),
        ("title={Sleep}, pmid={11111111}", "11111111"),
    ],
)
def test_a_key_of_two_works_tells_none(tmp_path: Path, again: str, told: str | None) -> None:
    """Which of them is meant only a person can say; an entry that stands twice is one."""
    (tmp_path / "refs.bib").write_text(f"{_SMITH}\n@article{{smith2019, {again}}}", encoding="utf-8")
    around, _ = surroundings_of(tmp_path / "page.md", "Sleep [@smith2019].")
    found = around.bibliography.get("smith2019")
    assert (found.pmid if found else None) == told


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("bibliography: gone.bib", "gone.bib cannot be read: No such file"),
        ("bibliography: [refs.bib, gone.json]", "gone.json cannot be read: No such file"),
        ("bibliography:\n  - refs.bib\n  - 'two words.ris'", "two words.ris cannot be read: No such file"),
        ("bibliography: page.bib", "page.bib holds no references"),
        ('bibliography: "page.json"', "page.json, line 1: no JSON"),
        ("bibliography: latin.bib # ours", "latin.bib, line 1: not UTF-8"),
        ("bibliography: page.nbib", "page.nbib is NBIB, which has no keys that a page could cite by; save it as"),
        ("bibliography: folder", "folder cannot be read: Is a directory"),
        ("title: Sleep", "latin.bib, line 1: not UTF-8"),
    ],
)
def test_a_bibliography_that_cannot_be_read_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], head: str, told: str
) -> None:
    """The page's claims are drafted all the same, without its works."""
    (folder / "page.bib").write_text("<html>404 Not Found</html>", encoding="utf-8")
    (folder / "page.json").write_text("<html>404 Not Found</html>", encoding="utf-8")
    (folder / "page.nbib").write_text("PMID- 66666666\nTI  - Yoga\n", encoding="utf-8")
    (folder / "latin.bib").write_bytes("@misc{a, title={\u00dcb}, pmid={1}}".encode("latin-1"))
    (folder / "folder").mkdir()
    (folder / "page.md").write_text(f"---\n{head}\n---\n\nYoga eases back pain [@doe2019].\n", encoding="utf-8")
    assert main(["extract", "page.md", "--isolated"]) == 2
    said = capsys.readouterr()
    assert "Yoga eases back pain" in said.out
    assert f"claimcheck: page.md: its bibliography {told}" in said.err
    assert ("@doe2019" in said.err) != ("pmid: 66666666" in said.out)


@pytest.mark.parametrize(
    ("text", "bibliography", "unknown"),
    [
        ("Yoga eases back pain [@doe2018].", BIBLIOGRAPHY, "@doe2018"),
        ("Yoga eases back pain [see @doe2018, p. 3; @doe2019; -@roe].", BIBLIOGRAPHY, "@doe2018, @roe"),
        ("Yoga eases back pain, says @doe2018.", BIBLIOGRAPHY, "@doe2018"),
        ("Yoga eases back pain [@{Doe:2018/x}].", BIBLIOGRAPHY, "@Doe:2018/x"),
        ("Yoga eases back pain [@doe2019].", "@book{doe2019, title={Yoga}}", "@doe2019"),
        ("Yoga eases back pain [@doe2019].", "@book{doe2019, pmid={1}}\n@book{doe2019, pmid={2}}", "@doe2019"),
        ("Yoga eases back pain [@doe2018].", "", "@doe2018"),
        ("Yoga eases back pain [@doe2019; @pmid:12345678].", BIBLIOGRAPHY, ""),
        ("Yoga eases back pain, writes @yoga4you.", "", ""),
        ("Yoga eases back pain. Write to a@b2.example [or c@d.example].", BIBLIOGRAPHY, ""),
    ],
)
def test_a_key_without_a_work_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str, bibliography: str, unknown: str
) -> None:
    """Nothing is wrong with the files; a name of a person on another site is no key."""
    (folder / "refs.bib").unlink()
    if bibliography:
        (folder / "refs.bib").write_text(bibliography, encoding="utf-8")
    (folder / "page.md").write_text(text, encoding="utf-8")
    assert main(["extract", "page.md", "--isolated"]) == 0
    said = capsys.readouterr().err
    assert (f"which work {unknown} is: none is taken along" in said) if unknown else ("none is taken along" not in said)


def test_keys_that_the_program_wrote_are_known(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Their file lies beside the page."""
    (folder / "page.references.json").write_text('[{"id": "pmid-7", "type": "book", "PMID": 7}]', encoding="utf-8")
    (folder / "page.md").write_text("Yoga eases back pain [@pmid-7].", encoding="utf-8")
    assert main(["extract", "page.md", "--isolated"]) == 0
    said = capsys.readouterr()
    assert "pmid: 7," in said.out
    assert "none is taken along" not in said.err


_TWO_LISTS = "# Page\n\n## Sleep\n\nMelatonin improves sleep in adults [1].\n\n### References\n\n1. Smith A. Sleep. PMID: 11111111\n\n## Nausea\n\nGinger reduces nausea in pregnancy [1].\n\n{}\n\n1. Jones B. Ginger. PMID: 22222222\n"


@pytest.mark.parametrize(
    "heading",
    [
        "### Selected references", "### Sources for this section", "### Scientific references", "### References and sources", "### References (2)",
        "### Bibliography and links", "### Sources used", "### Resources", "### Evidence", "",
    ],
)  # fmt: skip
def test_a_number_of_two_lists_tells_no_work(folder: Path, capsys: pytest.CaptureFixture[str], heading: str) -> None:
    """Whatever stands above the second list, and if nothing does."""
    (folder / "page.md").write_text(_TWO_LISTS.format(heading), encoding="utf-8")
    assert main(["extract", "page.md", "--format", "yaml"]) == 0
    told = capsys.readouterr()
    assert "pmid:" not in told.out
    assert "no sure entry for [1]" in told.err


@pytest.mark.parametrize(
    "heading", ["Selected references", "Sources used", "Key references:", "References (3)", "References and links"]
)
def test_a_list_is_known_by_its_heading(heading: str) -> None:
    page = parse_markdown(
        f"Melatonin improves sleep in adults [1].\n\n## {heading}\n\n1. Smith A. Sleep. PMID: 11111111\n"
    )
    told = with_citations(drafts_of(page, claim_sentences(page)), PageWorks(page))
    assert [[one.label for one in draft.claim.citations] for draft in told] == [["PMID 11111111"]]


def test_marks_that_link_to_an_id_of_two_lists_tell_no_work() -> None:
    """A browser goes to the first, a reader to the nearest."""
    part = '<h2>What helps</h2><p>{}<sup><a href="#r1">1</a></sup></p><h3>References</h3><ol><li id="r1">{}</li></ol>'
    source = part.format("Melatonin improves sleep in adults.", "Smith A. PMID: 11111111") + part.format(
        "Ginger reduces nausea in pregnancy.", "Jones B. PMID: 22222222"
    )
    page = parse_html(f"<h1>Page</h1>{source}")
    works = PageWorks(page)
    assert not any(draft.claim.citations for draft in with_citations(drafts_of(page, claim_sentences(page)), works))
    assert [mark for _, mark in works.unmatched()] == ["[1]", "[1]"]


@pytest.mark.parametrize(
    ("named", "entries"),
    [
        ("Smith, 2019", ["Smith, J. (2019). Sleep: a handbook. Oxford.", "Smith, K. (2019). Iron. PMID: 11111111"]),
        ("Jones et al., 2018", ["Jones, A. (2018). Teeth. PMID: 11111111"]),
        ("Jones et al., 2018", ["Jones A. Teeth. 2018. PMID: 11111111", "Jones B, Brown C. Ginger. 2018."]),
        ("Jones & Brown, 2018", ["Jones, B., Hill, D., & Brown, C. (2018). Ginger. PMID: 11111111"]),
        (
            "Smith et al., 2018",
            ["Smith, A., van der Berg, T. (2018). Sleep.", "Smith, B., Jones, C. (2018). Teeth. PMID: 11111111"],
        ),
        ("Jones and Brown, 2018", ["Jones B, Brown C, Hill D. Ginger. 2018. PMID: 11111111"]),
    ],
)
def test_an_entry_by_others_is_not_meant(named: str, entries: list[str]) -> None:
    """An entry without an identifier may be the one that is meant; "et al." is no work of one author, two names are none of three."""
    items = "".join(f"- {one}\n" for one in entries)
    page = parse_markdown(f"Melatonin improves sleep in adults ({named}).\n\n## References\n\n{items}")
    works = PageWorks(page)
    assert [draft.claim.citations for draft in with_citations(drafts_of(page, claim_sentences(page)), works)] == [()]
    assert [mark for _, mark in works.unmatched()] == [named]


@pytest.mark.parametrize(
    ("named", "entry"),
    [
        ("Jones et al., 2018", "Jones B, Brown C, Hill D. Ginger. 2018. PMID: 11111111"),
        ("Jones et al., 2018", "Jones B, et al. Ginger. 2018. PMID: 11111111"),
        ("Jones & Brown, 2018", "Jones, B., & Brown, C. (2018). Ginger. PMID: 11111111"),
        ("Jones and Brown, 2018", "Jones, Barbara, and Carl Brown. 2018. Ginger. PMID: 11111111"),
        ("Jones, 2018", "Jones, B., & Brown, C. (2018). Ginger. PMID: 11111111"),
        ("van den Berg et al., 2018", "van den Berg J, Doe K. Ginger. 2018. PMID: 11111111"),
        ("Smith et al., 2018", "Smith, A., van der Berg, T., & Lancee, J. (2018). Sleep. PMID: 11111111"),
        ("Smith et al., 2018", "Smith JA, de Vries T. Sleep. 2018. PMID: 11111111"),
        ("Smith et al., 2018", "Smith J Jr, Doe K. Sleep. 2018. PMID: 11111111"),
        ("Smith et al., 2018", "Smith, John; Jones, Mary; Lee, Bob. Sleep. 2018. PMID: 11111111"),
        ("Smith et al., 2018", "Smith, Jones & Lee (2018) Sleep. PMID: 11111111"),
        ("Smith et al., 2018", "Smith JA, the PREDIMED Investigators. Sleep. 2018. PMID: 11111111"),
    ],
)
def test_the_entry_of_these_authors_is_meant(named: str, entry: str) -> None:
    page = parse_markdown(f"Melatonin improves sleep in adults ({named}).\n\n## References\n\n- {entry}\n")
    told = with_citations(drafts_of(page, claim_sentences(page)), PageWorks(page))
    assert [[one.label for one in draft.claim.citations] for draft in told] == [["PMID 11111111"]]


@pytest.mark.parametrize(
    "behind",
    [
        "Erratum in: Lancet. 2020;1:2. PMID: 22222222", "Comment in: BMJ 2020. PMID: 22222222", "Retraction in: BMJ. PMID: 22222222",
        "Republished from: BMJ. PMID: 22222222", "Update of: Cochrane. PMID: 22222222", "Comment on: BMJ. PMID: 22222222",
        "Not to be confused with the trial of Fox, PMID: 22222222", "We did not use (PMID 22222222), which was retracted.",
        "Related: https://pubmed.ncbi.nlm.nih.gov/22222222/",
    ],
)  # fmt: skip
def test_another_work_behind_an_entrys_own_is_no_citation(behind: str) -> None:
    page = parse_markdown(
        f"Melatonin improves sleep in adults [1].\n\n## References\n\n1. Smith A. Update on sleep. BMJ 2019. PMID: 11111111. {behind}\n"
    )
    told = with_citations(drafts_of(page, claim_sentences(page)), PageWorks(page))
    assert [[one.label for one in draft.claim.citations] for draft in told] == [["PMID 11111111"]]


@pytest.mark.parametrize(
    "place", ["Japan, 2019", "Sydney, Australia, 2018", "Phase II, 2019", "Arthritis Today, 2016", "Part 2, 2020"]
)
def test_places_stages_and_magazines_are_no_authors(place: str) -> None:
    page = parse_markdown(f"Walking reduced back pain in office workers ({place}).")
    told = with_citations(drafts_of(page, claim_sentences(page)), PageWorks(page))
    assert [draft.claim.attributed_to for draft in told] == [None]


PUBMED = "https://pubmed.ncbi.nlm.nih.gov"


@pytest.mark.parametrize(
    "reference",
    [
        "[1]", "Ref: [1]", "[Source]({0}/11/)", "([1]({0}/11/))", "[1]({0}/11/)", "[Smith 2019]({0}/11/)", "([Smith et al., 2019]({0}/11/))",
        "([PubMed]({0}/11/))", "[[PubMed]]({0}/11/)", "→ [study]({0}/11/)", "[Study →]({0}/11/)", "([source]({0}/11/))", "[Read the full paper here]({0}/11/)",
        "Source: [Smith 2019]({0}/11/).", "(Source: [Sleep Foundation]({0}/11/))", "Source: {0}/11/", "{0}/11/", "<{0}/11/>", "PMID: 11", "(PMID 11)", "[PMID: 11]",
        "Reference: PMID 11.", "(see Roe, 2019)", "(Roe 2019)", "[BMJ]({0}/11/)", "[A Harvard study]({0}/11/)", "[2021 review]({0}/11/)",
        "— [source]({0}/11/)", "🔗 [Study]({0}/11/)", "(via [PubMed]({0}/11/).)", "(*Sleep*, [2019]({0}/11/))", "[Trusted Source]({0}/11/)", "See [Roe et al. (2019)]({0}/11/).",
        "Learn more [here]({0}/11/).", "(Roe 2019, p. 4)",
    ],
)  # fmt: skip
def test_a_reference_behind_the_stop_belongs_to_the_sentence_before_it(reference: str) -> None:
    """Whatever its shape, at the paragraph's end or before another sentence; it is no word of either."""
    shown = reference.format(PUBMED)
    text = f"# Health\n\nYoga eases back pain. {shown} Massage eases headache.\n\nZinc shortens colds. {shown}\n"
    told = drafts(f"{text}\n## References\n\n1. {ONE}\n")
    assert [(one.claim.statement, [work.label for work in one.claim.citations]) for one in told] == [
        ("Yoga eases back pain.", ["PMID 11"]),
        ("Massage eases headache.", []),
        ("Zinc shortens colds.", ["PMID 11"]),
    ]
    assert [one.claim.quote.exact for one in told if one.claim.quote] == [
        one.claim.statement.rstrip(".") for one in told
    ]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        (f"Yoga eases back pain. [Smith 2019]({PUBMED}/11/) found that massage eases headache.", "Smith 2019 found that massage eases headache."),
        (f"Yoga eases back pain. [Massage]({PUBMED}/11/) eases headache.", "Massage eases headache."),
        (f"Yoga eases back pain. [Massage eases headache]({PUBMED}/11/).", "Massage eases headache."),
        (f"Yoga eases back pain. [A study]({PUBMED}/11/) shows that massage eases headache.", "Massage eases headache."),
        ("Yoga does two things. (1) Massage eases headache. (2) Zinc shortens colds.", "(1) Massage eases headache."),
        (f"Yoga eases back pain. ([Massage]({PUBMED}/11/) eases headache.)", "(Massage eases headache.)"),
    ],
)  # fmt: skip
def test_what_a_sentence_begins_with_is_no_reference_of_the_one_before(text: str, second: str) -> None:
    """A link that is the subject of its sentence, and the number of an enumeration."""
    assert any(one.claim.statement.strip(" ().") in second for one in drafts(f"# Health\n\n{text}\n")[-2:])
    assert not drafts(f"# Health\n\n{text}\n")[0].claim.citations


def test_cite_adds_no_second_mark_where_the_page_has_one_behind_the_stop(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page's own mark, a linked label, an identifier and a note behind a blank each refer to the work already."""
    sentences = ("Yoga eases back pain.", "Massage eases headache.", "Zinc shortens colds.", "Tai chi prevents falls.")
    behind = ("[1]", f"([source]({PUBMED}/12/))", "PMID: 13", "^[Doe J. Tai chi. BMJ 2012. PMID 14]")
    page = "\n\n".join(map(" ".join, zip(sentences, behind, strict=True))) + f"\n\n## References\n\n1. {ONE}\n"
    claims = "".join(
        f"  - {{id: c{at}, statement: {one}, kind: efficacy, quote: {one}, citations: [{{pmid: '{10 + at}', stance: supports, "
        "reviewed: {by: Ann, date: 2026-11-01}}]}\n"
        for at, one in enumerate(sentences, start=1)
    )
    (folder / "page.md").write_text(page, encoding="utf-8")
    (folder / "claims.yaml").write_text(f"claimcheck: 1\narticle: {{path: page.md}}\nclaims:\n{claims}", "utf-8")
    main(["cite", "claims.yaml", "--isolated"])
    assert "4 more by the page itself" in capsys.readouterr().err
    assert (folder / "page.md").read_text(encoding="utf-8") == page


REMARKS = ["[citation needed]", "[needs update]", "[nb 1]", "[who?]", "[a]", "[note 2]", "[clarification needed (May 2020)]", "[dubious – discuss]", "[better source needed]"]  # fmt: skip


@pytest.mark.parametrize("remark", REMARKS)
def test_a_remark_in_brackets_parts_sentences_and_is_no_word(remark: str) -> None:
    """Behind the stop or before it, as text or raised."""
    text = f"Yoga eases back pain.{remark} Massage eases headache{remark}. Zinc shortens colds.<sup>{remark}</sup> Tai chi prevents falls<sup>{remark}</sup>."
    told = [one.claim.statement for one in drafts(f"# Health\n\n{text}\n")]
    assert told == [
        "Yoga eases back pain.",
        "Massage eases headache.",
        "Zinc shortens colds.",
        "Tai chi prevents falls.",
    ]


@pytest.mark.parametrize(
    "raised",
    [": 45 ", ":45–47", "<span>: 45, 48 </span>", ": pp. 3, 8", "p. 3", ": ch. 3", "(p3)", "[<i><a href='/wiki/cn'>citation needed</a></i>]",
     "[<a href='#n1'>nb 1</a>]", "<a href='#x1'>1</a><span class=tooltip>Roe A. Spine.</span>"],
)  # fmt: skip
def test_what_a_page_raises_behind_its_mark_is_no_word(raised: str) -> None:
    """The page of the work, a remark, the entry in a tooltip."""
    page = parse_html(
        f"<main><p>Yoga eases back pain.<sup><a href='#x1'>1</a></sup><sup>{raised}</sup> Massage eases headache.</p>"
        f"<h2>References</h2><ol><li id=x1>{ONE}</ol></main>"
    )
    told = with_citations(drafts_of(page, claim_sentences(page)), PageWorks(page))
    assert [(one.claim.statement, [work.label for work in one.claim.citations]) for one in told] == [
        ("Yoga eases back pain.", ["PMID 11"]),
        ("Massage eases headache.", []),
    ]


ONE_TO_THREE = ["PMID 11", "PMID 12", "PMID 13"]


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("[1; 3]", ["PMID 11", "PMID 13"]),
        ("[1-2;3]", ONE_TO_THREE),
        ("[1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3]", ONE_TO_THREE),
        ("[1, 2 and 3]", ONE_TO_THREE),
        ("[1 & 3]", ["PMID 11", "PMID 13"]),
        ("[2, p. 14]", ["PMID 12"]),
        ("[2, pp. 3–4]", ["PMID 12"]),
        ("[2:17]", ["PMID 12"]),
        ("[2(p3)]", ["PMID 12"]),
        ("[ 1 ]", ["PMID 11"]),
        ("[refs 1,3]", ["PMID 11", "PMID 13"]),
        ("(ref 1)", ["PMID 11"]),
        ("(refs. 2 and 3)", ["PMID 12", "PMID 13"]),
        ("[1\u20113]", ONE_TO_THREE),
        ("[1]–[3]", ONE_TO_THREE),
        ("(1)", ["PMID 11"]),
        ("(1,2)", ["PMID 11", "PMID 12"]),
        ("(1–3)", ONE_TO_THREE),
    ],
)
def test_a_mark_is_read_in_every_form(mark: str, expected: list[str]) -> None:
    """Before a stop and at the end of a clause; the statement keeps nothing of it."""
    (draft,) = drafts(f"Yoga eases back pain {mark}.{THREE}")
    assert (draft.claim.statement, [one.label for one in draft.claim.citations]) == ("Yoga eases back pain.", expected)
    (draft, *_) = drafts(f"Yoga eases back pain {mark}, but the best dose is not known.{THREE}")
    assert [one.label for one in draft.claim.citations] == expected


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("<sup><a href='#r1'>1</a>–<a href='#r3'>3</a></sup>", ONE_TO_THREE),
        ("<sup><a href='#r1'>1–3</a></sup>", ONE_TO_THREE),
        ("<sup><a href='#r1'>1</a>,<a href='#r3'>3</a></sup>", ["PMID 11", "PMID 13"]),
        (" [<a href='#r1'>1</a>–<a href='#r3'>3</a>]", ONE_TO_THREE),
        ("<a href='#r1'>1</a>-<a href='#r3'>3</a>", ONE_TO_THREE),
        ("<sup><a href='#r1'>1</a></sup>–<sup><a href='#r3'>3</a></sup>", ONE_TO_THREE),
    ],
)
def test_linked_marks_of_a_range_mean_what_lies_between(mark: str, expected: list[str]) -> None:
    entries = "".join(f"<li id=r{at}>{one}" for at, one in enumerate((ONE, TWO, "Lee C. Salt 2010. PMID: 13"), 1))
    page = parse_html(f"<main><p>Yoga eases back pain{mark}.</p><h2>References</h2><ol>{entries}</ol></main>")
    (draft,) = with_citations(drafts_of(page, claim_sentences(page)), PageWorks(page))
    assert (draft.claim.statement, [one.label for one in draft.claim.citations]) == ("Yoga eases back pain.", expected)


@pytest.mark.parametrize(
    "mark",
    [
        " [A]", " (A)", "[A]", "[A, B]", "[A-B]", "[A],[B]", "[A][B]", " [A] [B]", " [A; B]", " [A and B]", " [refs A]", " [A, p. 4]", " [[A]]",
        "[<sup>1</sup>]", "<b>[A]</b>", " <span>[<em>A</em>]</span>", "<sup>1</sup>,<sup>2</sup>", "<sup>1</sup>; <sup>2</sup>", "<sup>[</sup>A<sup>]</sup>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("blank", [" ", ""])
def test_the_brackets_of_a_linked_mark_go_with_it(mark: str, blank: str) -> None:
    """Behind a stop it parts sentences, with or without a blank; before one and within a sentence nothing is left of it."""
    shown = mark.replace("A", "<a href='#r1'>1</a>").replace("B", "<a href='#r2'>2</a>")
    listed = f"<h2>References</h2><ol><li id=r1>{ONE}<li id=r2>{TWO}</ol>"
    works = ["PMID 11", "PMID 12"] if "B" in mark or "2" in mark else ["PMID 11"]
    page = parse_html(f"<main><p>Yoga eases back pain.{shown}{blank}Massage eases headache.</p>{listed}</main>")
    told = with_citations(drafts_of(page, claim_sentences(page)), PageWorks(page))
    assert [(one.claim.statement, [work.label for work in one.claim.citations]) for one in told] == [
        ("Yoga eases back pain.", works),
        ("Massage eases headache.", []),
    ]
    assert [one.claim.quote.exact for one in told if one.claim.quote] == [
        "Yoga eases back pain",
        "Massage eases headache",
    ]
    page = parse_html(f"<main><p>Yoga{shown} eases back pain{shown}.</p>{listed}</main>")
    assert page.sentences[0].text == "Yoga eases back pain."


@pytest.mark.parametrize(
    "mark",
    [".[1](#ref1)", ". [[1]](#ref1)", ".[\\[1\\]](#ref1)", " ([1](#ref1)).", ".<sup>[1](#ref1)</sup>", " [[1]](#ref1).", ".[[1](#ref1)]", ". [[1](#ref1), [2](#ref2)]", " \\[[1](#ref1)\\]."],
)  # fmt: skip
def test_a_number_linked_to_an_anchor_of_the_list_in_markdown(mark: str) -> None:
    """The anchor names nothing, and the number does."""
    listed = THREE.replace(". ", '. <a id="ref1"></a>', 1)
    told = drafts(f"Yoga eases back pain{mark} Massage eases headache.{listed}")
    assert [one.claim.statement for one in told] == ["Yoga eases back pain.", "Massage eases headache."]
    assert ["PMID 11" in [work.label for work in one.claim.citations] for one in told] == [True, False]


@pytest.mark.parametrize("mark", ["[1]", "[1,2]", "\u00b9", "\u00b9,\u00b2", "[1][2]"])
def test_a_plain_mark_parts_sentences_without_a_blank(mark: str) -> None:
    told = drafts(f"Yoga eases back pain.{mark}Massage eases headache.{THREE}")
    assert [one.claim.statement for one in told] == ["Yoga eases back pain.", "Massage eases headache."]
    assert [bool(one.claim.citations) for one in told] == [True, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yoga eases back pain.1 Massage eases headache.2,3", [["PMID 11"], ["PMID 12", "PMID 13"]]),
        ("Yoga eases back pain (2). Massage eases headache (1).", [[], []]),
        ("Yoga eases back pain [1]. Massage eases headache (2).", [["PMID 11"], []]),
        ("Yoga eases back pain in (2) steps, and (1) of them helps.", [[]]),
    ],
)
def test_numbers_that_may_be_marks_are_taken_where_that_is_sure(text: str, expected: list[list[str]]) -> None:
    """Digits right behind a stop are; round brackets only where the page has no other marks and they count from 1."""
    assert labels(text + THREE) == expected


@pytest.mark.parametrize("mark", ["[9]", "[1; 9]", "[2, p. 14; 9]", "(ref 9)", "[1]–[9]", "(2)", "(2–3)"])
def test_a_mark_of_which_no_entry_is_sure_is_told_in_every_form(mark: str) -> None:
    works = PageWorks(parse_markdown(f"Yoga eases back pain {mark}.{THREE}"))
    assert [one for _, one in works.unmatched()] == [mark]


@pytest.mark.parametrize("sign", ["*", "\u2020", "\u2021", "\u00a7", "\u00b6", "**", "\u00b9"])
def test_the_sign_of_a_note_is_no_word_and_its_note_no_claim(sign: str) -> None:
    """Behind the stop or before it."""
    for shown in (f"Yoga eases back pain.{sign}", f"Yoga eases back pain{sign}."):
        page = parse_html(f"<main><p>{shown}</p><p>{sign} Massage eases headache in 31 volunteers.</p></main>")
        assert [one.claim.statement for one in drafts_of(page, claim_sentences(page))] == ["Yoga eases back pain."]


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        ("[@paul2007]", ["@paul2007"]),
        ("[@paul2007; @doe1999, pp. 3-4]", ["@paul2007", "@doe1999"]),
        ("[see @paul2007]", ["@paul2007"]),
        ("(see @paul2007)", ["@paul2007"]),
        ("-@paul2007", ["@paul2007"]),
        ("[^1]\n\n[^1]: Ibid., p. 3", ['"Ibid., p. 3"']),
        ("[^1]\n\n[^1]: Roe, op. cit.", ['"Roe, op. cit."']),
        ("[^1]\n\n[^1]: See note 4", ['"See note 4"']),
    ],
)
def test_a_reference_of_which_nothing_tells_the_work_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], reference: str, told: list[str]
) -> None:
    """A key without a bibliography, a note that names another note; no statement keeps it."""
    mark, _, note = reference.partition("\n")
    (folder / "page.md").write_text(f"# Health\n\nYoga eases back pain {mark}.\n{note}\n", encoding="utf-8")
    assert main(["extract", "page.md", "--isolated", "--format", "json"]) == 0
    said = capsys.readouterr()
    assert [one["statement"] for one in json.loads(said.out)["claims"]] == ["Yoga eases back pain."]
    assert f"page.md:3: nothing tells which work {', '.join(told)} is: none is taken along for it" in said.err
