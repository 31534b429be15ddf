"""A list of works is one by what stands in it, whatever stands above: no title becomes a claim, and each mark finds its work."""

import pytest

from claimcheck.articles.article import parser_for
from claimcheck.extraction.cited import with_citations
from claimcheck.extraction.coverage import claim_sentences
from claimcheck.extraction.drafts import drafts_of
from claimcheck.extraction.page_works import PageWorks

SAID = "Coffee raises blood pressure [1]. Coffee does not cause arrhythmia [2]."
FIRST = "Mesas AE. Coffee and blood pressure. Am J Clin Nutr 2011. PMID 21880846."
SECOND = "Caldeira D. Caffeine does not increase the risk of atrial fibrillation. Heart 2013. PMID 24009307."
LISTED = f"1. {FIRST}\n2. {SECOND}"
OL = f"<ol><li>{FIRST}</li><li>{SECOND}</li></ol>"
RIGHT = {"Coffee raises blood pressure.": ["21880846"], "Coffee does not cause arrhythmia.": ["24009307"]}


def told(text: str, name: str = "page.md") -> dict[str, list[str]]:
    article = parser_for(name)(text, name)
    drafts = with_citations(drafts_of(article, claim_sentences(article)), PageWorks(article))
    return {one.claim.statement: [str(work.pmid) for work in one.claim.citations] for one in drafts}


@pytest.mark.parametrize(
    "below",
    [
        *(f"{head}\n\n{LISTED}" for head in ("References:", "Sources:", "**Literature cited:**", "Where we got this from:", "---", "Show sources")),
        f"References:\n{LISTED}",
        f"*References:*\n\n[1] {FIRST}\n\n[2] {SECOND}",
        f"***\n\n[1] {FIRST}\n[2] {SECOND}",
        "___\n\n1. Mesas, A. E., & Leon, L. M. (2011). Coffee causes hypertension. PMID 21880846\n2. Caldeira D, Martins C, et al. Caffeine prevents nothing. Heart 2013;9. PMID 24009307",
        f"Sources:\n\n1. Heart Trust. Coffee causes harm. PMID 21880846\n2. {SECOND}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("behind", ["", "\n\nTea prevents gout."])
def test_in_markdown(below: str, behind: str) -> None:
    """The list ends where its works do."""
    assert told(f"# Coffee\n\n{SAID}\n\n{below}{behind}") == RIGHT | ({"Tea prevents gout.": []} if behind else {})


@pytest.mark.parametrize(
    "below",
    [
        f"<p><b>References:</b></p>{OL}",
        f"<hr>{OL}",
        f"<details><summary>Show references</summary>{OL}</details>",
        f"<hr><p>[1] {FIRST}</p><p>[2] {SECOND}</p>",
        f"<p><strong>Sources:</strong><br>1. {FIRST}<br>2. {SECOND}</p>",
    ],
)
def test_in_html(below: str) -> None:
    """With the markup that editors give to such lists."""
    assert told(f"<html lang='en'><body><h1>Coffee</h1><p>{SAID}</p>{below}</body></html>", "page.html") == RIGHT


@pytest.mark.parametrize("head", ["References:\n", "Sources\n", "References:\n\n", "-----\n\n"])
def test_in_plain_text(head: str) -> None:
    """Lines of one paragraph are parted, with a heading right above or without."""
    assert told(f"Coffee\n\n{SAID}\n\n{head}{LISTED}", "page.txt") == RIGHT


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("head", ["", "References:\n\n"])
def test_raised_numbers_at_the_foot(head: str, between: str) -> None:
    """Raised digits number works as others do."""
    said = "Coffee raises blood pressure.¹ Coffee does not cause arrhythmia.²"
    assert told(f"# Coffee\n\n{said}\n\n{head}¹ {FIRST}{between}² {SECOND}") == RIGHT


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("1. Vitamin D. Supplements prevent rickets (PMID 1).\n2. Hepatitis B. Jabs prevent liver cancer. PMID 2", 2),
        ("Sources:\n\n- Oily fish raises vitamin D.\n- Eggs lower the risk of rickets.", 2),
        (f"{LISTED}\n\nSmith AB and Jones CD found in 2011 that tea prevents gout.", 1),
    ],
)
def test_what_only_looks_like_works_is_read(text: str, statements: int) -> None:
    """Names of illnesses that end in a letter, foods, and who found something."""
    assert len(told(f"# Health\n\n{text}")) == statements


@pytest.mark.parametrize(
    ("mark", "stays", "works"),
    [
        ("[LeBoff 2022]", False, "1"),
        ("[LeBoff, 2022, p. 4; Brown et al. 2017]", True, "12"),
        ("[see LeBoff et al., 2022]", False, "1"),
        ("[LeBoff 2022 and Brown 2017]", False, "12"),
        ("(LeBoff 2022, Brown 2017)", False, "12"),
        ("(see LeBoff 2022, and also Brown 2017)", False, "12"),
        ("(LeBoff 2022, but only in men)", True, "1"),
        ("(LeBoff 2022, but see also Brown 2017, who found none)", True, "1"),
        ("[LeBoff 2022, which was small]", True, "1"),
        ("[Nobody 2022]", False, ""),
        ("[Update 2022]", True, ""),
    ],
)
def test_authors_and_years_in_any_bracket(mark: str, stays: bool, works: str) -> None:
    """Square or round, several, or with words behind them; what turns against the claim is no source of it."""
    listed = "- LeBoff MS, et al. Bones. NEJM 2022. PMID 1\n- Brown AR, et al. Colds. BMJ 2017. PMID 2"
    found = told(f"# Vitamin D\n\nVitamin D reduces falls {mark}.\n\n## References\n\n{listed}")
    assert found == {f"Vitamin D reduces falls{f' {mark}' if stays else ''}.": list(works)}


def test_one_entry_in_square_brackets_is_a_list() -> None:
    """As the last line of a post."""
    text = "# Salt\n\nSalt raises blood pressure [1].\n\n[1] Graudal NA. PMID 33314019"
    assert told(text) == {"Salt raises blood pressure.": ["33314019"]}


NOTE = '<p><a href="#{back}" {name}="{note}">[{number}]</a> {work}</p>'
FORMS = {
    "Google Docs": ("ftnt{}", "ftnt_ref{}", "id", "<sup>{}</sup>"),
    "Word": ("_ftn{}", "_ftnref{}", "name", '<span class="MsoFootnoteReference">{}</span>'),
}


@pytest.mark.parametrize("form", FORMS)
def test_notes_whose_name_stands_on_their_own_mark(form: str) -> None:
    """As pages are saved from Google Docs and Word: the note is the block, not its mark."""
    note, back, name, raised = FORMS[form]
    said = ""
    notes = ""
    for number, (claim, work) in enumerate(zip(RIGHT, (FIRST, SECOND), strict=True), start=1):
        names = {"note": note.format(number), "back": back.format(number)}
        said += f"{claim}" + raised.format(
            '<a href="#{note}" {name}="{back}">[{number}]</a> '.format(name=name, number=number, **names)
        )
        notes += NOTE.format(name=name, number=number, work=work, **names)
    page = f'<p class="{"MsoTitle" if form == "Word" else "title"}">Coffee for the heart</p><p>{said}</p><hr><div>{notes}</div>'
    assert told(page, "page.html") == RIGHT


@pytest.mark.parametrize(
    ("mark", "works"),
    [("1,*", ["21880846"]), ("2,a", ["24009307"]), ("*,1\u20132", ["21880846", "24009307"]), ("a,b", [])],
)
def test_a_raised_mark_with_a_sign_keeps_its_numbers(mark: str, works: list[str]) -> None:
    page = f"<h1>Coffee</h1><p>Coffee raises blood pressure.<sup>{mark}</sup></p><h2>References</h2>{OL}"
    assert told(page, "page.html") == {"Coffee raises blood pressure.": works}
