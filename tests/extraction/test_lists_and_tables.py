"""Items of lists below the words above them, rows of tables below the heads of their columns: each says what the page says there."""

import io
from collections.abc import Iterable
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement

from claimcheck.articles.article import read_article
from claimcheck.articles.html import parse_html
from claimcheck.articles.markdown import parse_markdown
from claimcheck.extraction.drafts import Draft, drafts_of
from claimcheck.extraction.page_reader import read_claim_sentences
from claimcheck.extraction.units import units
from claimcheck.model import Quote

FORMS = ["p.html", "b.html", "nested.html", "p.md", "bold.md", "nested.md", "p.txt", "p.docx"]
"""Paragraphs above lists, bold ones, and leads that are items themselves."""


def drafted(folder: Path, name: str, text: str | bytes) -> list[Draft]:
    """The drafts of a page."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    article = read_article(path)
    return list(drafts_of(article, read_claim_sentences(article)))


def said(drafts: Iterable[Draft]) -> list[str]:
    """What they state."""
    return [draft.claim.statement for draft in drafts]


def of_lists(form: str, lists: list[tuple[str, list[str]]]) -> str | bytes:
    """A page of lists, each below its lead."""
    if form == "p.docx":
        document, out = docx.Document(), io.BytesIO()
        for lead, items in lists:
            document.add_paragraph(lead)
            for item in items:
                document.add_paragraph(item, style="List Bullet")
        document.save(out)
        return out.getvalue()
    lead_as, item_as = {
        "p.html": ("<p>{}</p><ul>{}</ul>", "<li>{}</li>"),
        "b.html": ("<p><b>{}</b></p><ol>{}</ol>", "<li><p>{}</p></li>"),
        "nested.html": ("<ul><li>{}<ul>{}</ul></li></ul>", "<li>{}</li>"),
        "p.md": ("{}\n\n{}\n", "- {}\n"),
        "bold.md": ("**{}**\n\n{}\n", "* {}\n"),
        "nested.md": ("- {}\n{}", "  - {}\n"),
        "p.txt": ("{}\n{}\n", "- {}\n"),
    }[form]
    return "".join(lead_as.format(lead, "".join(map(item_as.format, items))) for lead, items in lists)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("lead", "denied"),
    [
        ("Statins reduce the risk of", "Statins do not reduce the risk of"),
        ("Iron is safe in", "Iron is dangerous in"),
        ("Aspirin protects against", "Aspirin has no effect on"),
        ("Zinc helps people with", "Zinc harms people with"),
        ("Vitamin D prevents", "Vitamin D does not prevent"),
        ("Ibuprofen can cause", "Ibuprofen does not cause"),
        ("Metformin lowers the risk of", "Metformin will not protect you from"),
    ],
)
def test_a_list_ends_where_the_lead_of_the_next_one_stands(tmp_path: Path, form: str, lead: str, denied: str) -> None:
    page = of_lists(form, [(f"{lead}:", ["heart attacks", "strokes"]), (denied, ["breast cancer", "dementia"])])
    assert said(drafted(tmp_path, form, page)) == [
        f"{lead} heart attacks.",
        f"{lead} strokes.",
        f"{denied} breast cancer.",
        f"{denied} dementia.",
    ]


def test_behind_a_list_within_an_item_the_outer_list_goes_on() -> None:
    page = "Statins can cause:\n\n- pain in:\n  - the legs\n- diabetes\n\ncancer\n"
    leads = {unit.text: unit.lead for unit in units(parse_markdown(page))}
    assert leads["the legs"] == "pain in"
    assert leads["diabetes"] == "Statins can cause"
    assert leads["cancer"] == ""


HEADS, ROWS = ["", "Young people", "Old people"], [["Zinc", "10 in 100 recover", "7 in 100 recover"], ["Iron", "26 in 100 recover", "27 in 100 recover"]]  # fmt: skip
HEADED = [
    "Zinc: Young people: 10 in 100 recover.",
    "Zinc: Old people: 7 in 100 recover.",
    "Iron: Young people: 26 in 100 recover.",
    "Iron: Old people: 27 in 100 recover.",
]
UNHEADED = ["Zinc: 10 in 100 recover; 7 in 100 recover.", "Iron: 26 in 100 recover; 27 in 100 recover."]


def row(cells: list[str], first: str = "td", other: str = "td", bold: str = "{}") -> str:
    """A row of a table in HTML."""
    shown = [(other if at else first, bold.format(cell)) for at, cell in enumerate(cells)]
    return "<tr>" + "".join(f"<{name}>{cell}</{name.split()[0]}>" for name, cell in shown) + "</tr>\n"


def body(first: str = "td") -> str:
    """Its rows that hold data."""
    return "".join(row(cells, first) for cells in ROWS)


def in_word(style: str = "", *, bold: bool = False, marked: bool = False, heads: bool = True) -> bytes:
    """The table in Word."""
    document, out = docx.Document(), io.BytesIO()
    table = document.add_table(0, 3, style or None)
    for cells in [*([HEADS] if heads else []), *ROWS]:
        for cell, words in zip(table.add_row().cells, cells, strict=True):
            cell.paragraphs[0].add_run(words).bold = bold and cells is HEADS
    if marked:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("head.html", f"<table>\n<thead>{row(HEADS, 'th', 'th')}</thead>\n<tbody>{body()}</tbody></table>"),
        ("head of td.html", f"<table><thead>{row(HEADS)}</thead><tbody>{body('th')}</tbody></table>"),
        ("foot.html", f"<table><thead>{row(HEADS, 'th', 'th')}<tfoot>{body()}</tfoot></table>"),
        ("th.html", f"<table><caption>Zinc</caption>{row(HEADS, 'th', 'th')}{body('th')}</table>"),
        ("corner.html", f"<table><tbody>{row(HEADS, 'td', 'th')}{body('th scope=row')}</tbody></table>"),
        ("bold.html", f"<table><tbody>{row(HEADS, bold='<strong>{}</strong>')}{body()}</tbody></table>"),
        (
            "table.md",
            "| | Young people | Old people |\n|---|---|---|\n" + "".join(f"|{'|'.join(one)}|\n" for one in ROWS),
        ),
        ("html.md", f"Text\n\n<table>\n<thead>{row(HEADS, 'th', 'th')}</thead><tbody>\n{body('th')}</tbody></table>"),
        ("marked.docx", in_word(marked=True)),
        ("bold.docx", in_word(bold=True)),
        ("styled.docx", in_word("Light Shading")),
    ],
)
def test_the_heads_of_columns_are_those_that_the_page_marks(tmp_path: Path, name: str, page: str | bytes) -> None:
    assert said(drafted(tmp_path, name, page)) == HEADED


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("body.html", f"<table><tbody>{body()}</tbody></table>"),
        ("wordpress.html", f'<figure class="wp-block-table"><table>\n<tbody>\n{body()}</tbody></table></figure>'),
        ("row heads.html", f"<table>{body('th')}</table>"),
        ("scoped.html", f"<table>{body('th scope=row')}</table>"),
        ("bold row heads.html", f"<table>{body().replace('<td>Zinc', '<td><b>Zinc</b>')}</table>"),
        ("table.md", "| | | |\n|---|---|---|\n" + "".join(f"|{'|'.join(one)}|\n" for one in ROWS)),
        ("html.md", f"Text\n\n<table>\n<tbody>{body('th')}</tbody></table>"),
        ("plain.docx", in_word(heads=False)),
        ("grid.docx", in_word("Table Grid", heads=False)),
    ],
)
def test_a_table_without_heads_has_no_columns(tmp_path: Path, name: str, page: str | bytes) -> None:
    """Its first row is drafted as the others are, and none of its words stand in them; whoever reads is told to look."""
    assert said(drafted(tmp_path, name, page)) == UNHEADED


def test_several_cells_without_heads_are_marked(tmp_path: Path) -> None:
    (one, other) = drafted(tmp_path, "page.html", f"<h1>Colds</h1><h2>Recovery</h2><table>{body('th')}</table>")
    assert one.under == other.under == ("Recovery",)


@pytest.mark.parametrize("first", ["td", "th"])
def test_a_table_of_one_row_is_drafted(tmp_path: Path, first: str) -> None:
    page = f"<h1>Pain</h1><table><thead>{row(['Drug', 'Effect'], 'th', 'th')}</thead><tbody>{row(['Codeine', 'Causes constipation'], first)}</tbody></table>"
    assert said(drafted(tmp_path, "page.html", page)) == ["Codeine: Causes constipation."]


@pytest.mark.parametrize(
    "heading",
    [
        "Statins will not",
        "Statins have never been shown to",
        "There is no evidence that statins",
        "No proof that statins",
        "Statins don’t",
        "Statins cannot",
        "Do not take statins if they",
        "Statins are not known to",
    ],
)
@pytest.mark.parametrize("form", ["<h2>{}</h2><ul>{}</ul>", "<p><b>{}</b></p><ul>{}</ul>", "<p>{}</p><ol>{}</ol>"])
def test_items_go_on_with_a_heading_that_denies_them(tmp_path: Path, heading: str, form: str) -> None:
    page = f"<h1>Statins</h1>{form.format(heading, '<li>cause memory loss</li><li>raise blood sugar</li>')}"
    assert [draft.lead for draft in drafted(tmp_path, "page.html", page)] == [heading, heading]


@pytest.mark.parametrize(
    "heading",
    [
        "What statins do not do",
        "Things statins won't do",
        "Things no statin will do",
        "What statins can’t do",
        "Jobs that statins don’t do",
        "What do statins not do?",
    ],
)
@pytest.mark.parametrize("item", ["Cause memory loss in adults", "Raise the risk of cancer.", "Damage the kidneys"])
@pytest.mark.parametrize("form", ["<h2>{}</h2><ul><li>{}</li></ul>", "<p>{}:</p><ul><li>{}</li></ul>"])
def test_what_stands_below_words_that_deny_it_is_marked(tmp_path: Path, heading: str, item: str, form: str) -> None:
    page = f"<h1>Statins</h1>{form.format(heading, item)}"
    for draft in drafted(tmp_path, "page.html", page):
        assert draft.denied == heading
        assert not draft.about


@pytest.mark.parametrize(
    "heading", ["Why antibiotics do not help with colds", "Zinc, no miracle", "What not to worry about"]
)
def test_whole_sentences_below_such_a_heading_are_the_pages_own(tmp_path: Path, heading: str) -> None:
    (draft,) = drafted(tmp_path, "page.md", f"# Colds\n\n## {heading}\n\n- Viruses cause most colds.\n")
    assert not draft.denied


def test_a_name_keeps_its_capital_behind_a_lead(tmp_path: Path) -> None:
    page = "# Pills\n\n## Never combine with\n\n- St John's wort: it makes the pill less effective\n"
    assert said(drafted(tmp_path, "page.md", page)) == [
        "Never combine with St John's wort: it makes the pill less effective."
    ]


MYTH, FACT = "Vaccines cause autism", "Vaccination does not raise the risk of autism"


@pytest.mark.parametrize(
    "heads",
    [
        ("What people say", "What the science says"),
        ("What you may hear", "What is true"),
        ("Rumour", "Reality"),
        ("Concern", "Response"),
        ("Claim", "Evidence"),
        ("Worry", "What we know"),
        ("Belief", "Truth"),
        ("They say", "We say"),
        ("Common objection", "Our answer"),
        ("What you have heard", "Actually"),
        ("Statement", "Our verdict"),
        ("Post on TikTok", "Fact"),
    ],
)
@pytest.mark.parametrize("form", ["html", "md"])
def test_what_a_table_holds_against_the_truth_is_not_said(tmp_path: Path, heads: tuple[str, str], form: str) -> None:
    """The two are statements of their own: the one is marked by the other."""
    html = f"<h1>Vaccines</h1><table>{row([*heads], 'th', 'th')}{row([f'{MYTH}.', f'{FACT}.'])}</table>"
    page = f"# Vaccines\n\n| {heads[0]} | {heads[1]} |\n|---|---|\n| {MYTH}. | {FACT}. |\n"
    myth, fact = drafted(tmp_path, f"page.{form}", html if form == "html" else page)
    assert (myth.claim.statement, myth.verdict) == (f"{MYTH}.", f"{FACT}.")
    assert (fact.claim.statement, fact.verdict, fact.denied) == (f"{FACT}.", "", "")


@pytest.mark.parametrize("heads", ["Myth | Fact", "Myths | Facts", "Misconception | Truth", "False claim | Reality"])
@pytest.mark.parametrize("stop", [".", ""])
def test_the_myths_of_a_table_are_not_drafted(tmp_path: Path, heads: str, stop: str) -> None:
    page = f"# Vaccines\n\n| {heads} |\n|---|---|\n| {MYTH}{stop} | {FACT}{stop} |\n"
    assert said(drafted(tmp_path, "page.md", page)) == [f"{FACT}."]


@pytest.mark.parametrize("verdict", ["False", "Not proven", "Wrong!", "This is a myth.", "Untrue."])
def test_a_verdict_in_the_next_cell_is_one_on_the_first(tmp_path: Path, verdict: str) -> None:
    page = f"# Vaccines\n\n| Post | Rating |\n|---|---|\n| {MYTH}. | {verdict} |\n"
    (draft,) = drafted(tmp_path, "page.md", page)
    assert (draft.claim.statement, draft.verdict) == (f"{MYTH}.", verdict)


@pytest.mark.parametrize("heads", [("Adults", "Children"), ("Statins", "Fibrates"), ("Day", "Night"), ("Pros", "Cons")])
def test_a_sentence_of_a_table_keeps_the_head_of_its_column_beside_it(tmp_path: Path, heads: tuple[str, str]) -> None:
    page = f"# Aspirin\n\n| {heads[0]} | {heads[1]} |\n|---|---|\n| Aspirin eases headache well. | Aspirin causes stomach bleeding. |\n"
    drafts = drafted(tmp_path, "page.md", page)
    assert said(drafts) == ["Aspirin eases headache well.", "Aspirin causes stomach bleeding."]
    assert [draft.under for draft in drafts] == [(head,) for head in heads]


def test_sentences_below_a_head_that_denies_them_are_marked(tmp_path: Path) -> None:
    page = "# Aspirin\n\n| Do | Don't |\n|---|---|\n| Take aspirin to ease a headache. | Take aspirin to prevent a stroke. |\n"
    for draft in drafted(tmp_path, "page.md", page):
        assert draft.denied == ("Don't" if "stroke" in draft.claim.statement else "")


@pytest.mark.parametrize("form", ["<h2>{}</h2><ul>{}</ul>", "<p>{}</p><ul>{}</ul>"])
@pytest.mark.parametrize(
    "title", ["Signs to look out for", "What it can help with", "Who we care for", "Side effects to know of"]
)
def test_a_title_that_ends_in_a_small_word_is_no_lead(form: str, title: str) -> None:
    page = f"<h1>Endometriosis</h1>{form.format(title, '<li>pain during or after sex</li>')}"
    assert not any(unit.lead for unit in units(parse_html(page)))


HEADINGS = [
    "Vaccines do not cause autism",
    "Honey does not cure hay fever",
    "Acupuncture eases hay fever symptoms in adults.",
    "Nasal steroids relieve hay fever better than tablets",
    "Exercise lowers blood pressure in older people",
    "Statins can cause muscle pain",
]


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("form", ["<h2>{}</h2>", "<h3>3. {}</h3>", "<h2>Treatment</h2><h4>{}</h4>"])
def test_a_heading_that_asserts_is_drafted_as_the_title_is(tmp_path: Path, heading: str, form: str) -> None:
    page = f"<h1>Ten things to know</h1><p>By Ann.</p>{form.format(heading)}<p>Read more.</p>"
    assert said(drafted(tmp_path, "page.html", page)) == [f"{heading.rstrip('.')}."]


@pytest.mark.parametrize(
    ("title", "heading", "below"),
    [
        ("Colds", "Does honey cure colds?", "Read more."),
        ("Colds", "What honey does for a cold", "Read more."),
        ("Colds", "Honey and Other Remedies for Colds", "Read more."),
        ("Colds", "Myth: honey cures colds", "Read more."),
        ("Colds", "Honey cures colds", "It does not."),
        ("Colds", "Honey cures colds", "False."),
        ("Colds", "Honey cures colds", "There is no proof at all."),
        ("Ten myths about colds", "Honey cures colds", "Read more."),
        ("What people believe about colds", "Honey cures colds", "Read more."),
        ("Colds", "“Honey cures colds”", "Read more."),
        ("Colds", "They cure colds", "Read more."),
        ("Colds", "Honey cures colds", ""),
    ],
)
def test_other_headings_are_not(tmp_path: Path, title: str, heading: str, below: str) -> None:
    page = f"<h1>{title}</h1><p>By Ann.</p><h2>{heading}</h2><p>{below}</p>"
    assert said(drafted(tmp_path, "page.html", page)) == []


def test_a_heading_that_a_sentence_below_says_again_is_not_drafted_twice(tmp_path: Path) -> None:
    page = "# Colds\n\n## Honey eases coughs\n\nIn children, honey eases coughs at night.\n"
    assert len(drafted(tmp_path, "page.md", page)) == 1


def test_a_dash_is_an_empty_cell_and_yes_answers_its_row(tmp_path: Path) -> None:
    """Neither is a statement, and no answer is lost as a verdict on its question."""
    herbs = "| Herb | Effect | Side effects |\n|---|---|---|\n| Ginger | eases nausea | - |\n| Garlic | lowers blood pressure | — |\n"
    assert said(drafted(tmp_path, "a.md", herbs)) == [
        "Ginger: Effect: eases nausea.",
        "Garlic: Effect: lowers blood pressure.",
    ]
    safe = "| | Paracetamol | Ibuprofen |\n|---|---|---|\n| Safe in pregnancy? | Yes | No |\n"
    assert said(drafted(tmp_path, "b.md", f"# Painkillers\n\n{safe}")) == [
        "Safe in pregnancy?: Paracetamol: Yes.",
        "Safe in pregnancy?: Ibuprofen: No.",
    ]


VITAMIN = "A vitamin that helps the body absorb calcium."


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("page.md", "Vitamin D\n:   A vitamin that helps\n    the body absorb calcium.\n"),
        ("loose.md", f"Vitamin D\n\n: {VITAMIN}\n"),
        ("two.md", f"Vitamin D\n:   Prevents rickets.\n:   {VITAMIN}\n"),
        ("page.mdx", f"Vitamin D\n:   {VITAMIN}\n"),
        ("page.html", f"<dl><dt>Vitamin D</dt><dd>{VITAMIN}</dd></dl>"),
    ],
)
def test_what_defines_a_term_stands_under_it(tmp_path: Path, name: str, page: str) -> None:
    """Its quote begins with its words, and what stands behind the list does not stand under the term."""
    head, foot = ("<h1>Bones</h1>", "<p>A hormone that weakens bones.</p>") if ".html" in name else ("# Bones\n\n", "\nA hormone that weakens bones.\n")  # fmt: skip
    *_, draft, behind = drafted(tmp_path, name, f"{head}{page}{foot}")
    assert (draft.claim.statement, draft.under) == (VITAMIN, ("Vitamin D",))
    assert draft.claim.quote == Quote(VITAMIN.rstrip("."))
    assert "Vitamin D" not in behind.under


HALF_LIFE = "How long the body takes to clear half of a drug."


@pytest.mark.parametrize(
    ("term", "definition", "under"),
    [
        ("Half-life", HALF_LIFE, ("Half-life",)),
        ("Half-life:", HALF_LIFE, ("Half-life",)),
        ("Transferrin saturation (TS)", "The share of the blood's transferrin that is loaded with iron.", ("Transferrin saturation (TS)",)),
        ("Statin", "Statins lower cholesterol.", ()),
        ("Cause", "Croup is most often caused by parainfluenza virus.", ()),
        ("What is anaemia?", "Anaemia causes tiredness.", ()),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "form", ["{}\n: {}\n", "<dl><dt>{}</dt><dd>{}</dd></dl>", "<dl><dt><b>{}</b></dt><dd><p>{}</p></dd></dl>"]
)
def test_a_definition_with_a_verb_stands_under_its_term_where_it_names_no_subject(
    tmp_path: Path, form: str, term: str, definition: str, under: tuple[str, ...]
) -> None:
    page = form.format(term, definition)
    drafts = drafted(tmp_path, "page.html", page) if "<" in form else drafted(tmp_path, "page.md", f"# Drugs\n\n{page}")
    assert [(draft.claim.statement, draft.under) for draft in drafts] == [(definition, under)]


@pytest.mark.parametrize("text", ["Zinc shortens colds.\n: It does.\n", "Zinc shortens colds\n:smile:\n", ": Zinc\n"])
def test_other_lines_behind_a_colon_define_nothing(text: str) -> None:
    assert not parse_markdown(text).boxes


QUESTION = "Who should avoid melatonin?"


@pytest.mark.parametrize("form", FORMS)
def test_items_that_answer_a_question_stand_under_it(tmp_path: Path, form: str) -> None:
    items = ["People on warfarin, because melatonin increases bleeding risk.", "Melatonin increases blood pressure."]
    *_, first, second = drafted(tmp_path, form, of_lists(form, [(QUESTION, items)]))
    assert said([first, second]) == items
    assert [first.under, second.under] == [(QUESTION,), ()]


@pytest.mark.parametrize("verb", ["occurred", "happened", "appeared"])
def test_whole_sentences_that_answer_a_question_do_not(tmp_path: Path, verb: str) -> None:
    items = [
        f"Guillain-Barré syndrome {verb} in nine recipients per million",
        "A syndrome that weakens nine per million",
    ]
    whole, phrase = drafted(tmp_path, "page.md", "# Flu\n\n## What about harms?\n\n- " + "\n- ".join(items))
    assert [whole.under, phrase.under] == [(), ("What about harms?",)]


def test_a_question_behind_other_sentences_leads_a_list_as_well(tmp_path: Path) -> None:
    page = f"# Sleep\n\nMelatonin is popular. {QUESTION}\n\n- Women with epilepsy, because it increases seizures.\n\nZinc causes epilepsy.\n"
    under = {draft.claim.statement: draft.under for draft in drafted(tmp_path, "page.md", page)}
    assert under["Women with epilepsy, because it increases seizures."] == (QUESTION,)
    assert not under["Zinc causes epilepsy."]


SPANS = ["Ibuprofen: Use: migraine.", "Ibuprofen: Effect: reduces headache.", "Ibuprofen: Use: gout.", "Ibuprofen: Effect: relieves swelling."]  # fmt: skip
SPANNING = [["Drug", "Use", "Effect"], ["Ibuprofen", "Migraine", "reduces headache"], ["", "gout", "relieves swelling"]]


def merged_in_word() -> bytes:
    """A table with a cell that spans two rows."""
    document, out = docx.Document(), io.BytesIO()
    table = document.add_table(3, 3, "Light Shading")
    for line, cells in zip(table.rows, SPANNING, strict=True):
        for cell, words in zip(line.cells, cells, strict=True):
            cell.text = words
    table.cell(1, 0).merge(table.cell(2, 0))
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("span", ['rowspan="2"', "rowspan=0", "rowspan=99"])
def test_a_cell_that_spans_rows_belongs_to_each(tmp_path: Path, span: str) -> None:
    heads, first, second = (row(cells) for cells in SPANNING)
    second = second.replace("<td></td>", "")
    page = f"<table><thead>{heads}</thead><tbody>{first.replace('<td>', f'<td {span}>', 1)}{second}</tbody></table>"
    drafts = drafted(tmp_path, "page.html", page)
    assert said(drafts) == SPANS
    assert [draft.claim.quote for draft in drafts] == [*map(Quote, ["Migraine", "reduces headache", "gout", "relieves swelling"])]  # fmt: skip


def test_a_cell_that_spans_rows_in_word_belongs_to_each(tmp_path: Path) -> None:
    assert said(drafted(tmp_path, "page.docx", merged_in_word())) == SPANS


def test_a_head_that_spans_columns_stands_above_each(tmp_path: Path) -> None:
    page = (
        "<table><tr><th rowspan=2>Oil</th><th colspan=2>Effect on</th></tr><tr><th>cholesterol</th><th>blood pressure</th></tr>"
        "<tr><td>Olive</td><td>lowers cholesterol</td><td>raises blood pressure</td></tr>"
        "<tr><td>Palm</td><td colspan=2>Raises the risk of stroke</td></tr></table>"
    )
    assert said(drafted(tmp_path, "page.html", page)) == [
        "Olive: Effect on: cholesterol: lowers cholesterol.",
        "Olive: Effect on: blood pressure: raises blood pressure.",
        "Palm: Effect on: cholesterol / Effect on: blood pressure: raises the risk of stroke.",
    ]


def test_a_row_of_one_cell_labels_those_below(tmp_path: Path) -> None:
    page = "<table><tr><th>Drug</th><th>Effect</th></tr><tr><td colspan=2>Children</td></tr><tr><td>Aspirin</td><td>causes stomach bleeding</td></tr></table>"
    (draft,) = drafted(tmp_path, "page.html", page)
    assert (draft.claim.statement, draft.under) == ("Aspirin causes stomach bleeding.", ("Children", "Drug", "Effect"))


@pytest.mark.parametrize("ditto", ["", "″", '"', "„", "ditto", "〃"])
@pytest.mark.parametrize("form", ["md", "html"])
def test_a_row_that_goes_on_from_the_one_above_is_not_joined_and_stands_under_its_first_cell(
    tmp_path: Path, form: str, ditto: str
) -> None:
    rows = [*SPANNING[:2], [ditto, *SPANNING[2][1:]]]
    heads, *lines = ("|" + "|".join(cells) + "|\n" for cells in rows)
    html = f"<table><thead>{row(rows[0])}</thead>{''.join(map(row, rows[1:]))}</table>"
    page = html if form == "html" else f"{heads}|---|---|---|\n{''.join(lines)}"
    *_, use, effect = drafted(tmp_path, f"page.{form}", page)
    assert said([use, effect]) == ["Use: gout.", "Effect: relieves swelling."]
    assert use.under == effect.under == ("Ibuprofen", "Drug", "Use", "Effect")


def test_a_quote_of_a_cell_is_not_looked_for_in_the_cell_before(tmp_path: Path) -> None:
    page = "| Drug | For | Harm |\n|---|---|---|\n| Reduces headache | Reduces headache | causes bleeding |\n"
    drafts = drafted(tmp_path, "page.md", page)
    assert drafts[0].start == len("Drug\tFor\tHarm\nReduces headache\t")


NAMED = [["Oil", "Effect on LDL", "Side effects"], ["Olive", "lowers LDL", "causes nausea"], ["Palm", "raises LDL", "causes headache"]]  # fmt: skip


def plain_in_word(rows: list[list[str]] = NAMED) -> bytes:
    """A table of which nothing marks the first row."""
    document, out = docx.Document(), io.BytesIO()
    table = document.add_table(0, 3, "Table Grid")
    for cells in rows:
        for cell, words in zip(table.add_row().cells, cells, strict=True):
            cell.text = words
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("page.docx", plain_in_word()),
        ("page.html", f"<table>{''.join(map(row, NAMED))}</table>"),
        ("docs.html", f"<table>{''.join(row(cells, bold='<p><span>{}</span></p>') for cells in NAMED)}</table>"),
        ("divs.html", f"<table>{''.join(row(cells, bold=' <div><p>{}</p></div> ') for cells in NAMED)}</table>"),
    ],
)
def test_a_first_row_that_only_names_what_is_told_heads_the_columns(
    tmp_path: Path, name: str, page: str | bytes
) -> None:
    assert said(drafted(tmp_path, name, page)) == [
        "Olive: Effect on LDL: lowers LDL.",
        "Olive: Side effects: causes nausea.",
        "Palm: Effect on LDL: raises LDL.",
        "Palm: Side effects: causes headache.",
    ]


UNSURE = [
    ["Oil", "LDL", "Blood pressure"],
    ["Olive", "lowers LDL", "may lower it"],
    ["Palm", "raises LDL", "raises it"],
]


@pytest.mark.parametrize(
    ("name", "page"),
    [("page.docx", plain_in_word(UNSURE)), ("page.html", f"<table>{''.join(map(row, UNSURE))}</table>")],
)
def test_the_rows_stand_under_a_first_row_that_may_be_one_of_heads(
    tmp_path: Path, name: str, page: str | bytes
) -> None:
    """None of its words are put into them; nor is it a claim."""
    drafts = drafted(tmp_path, name, page)
    assert said(drafts) == ["Olive: lowers LDL; may lower it.", "Palm: raises LDL; raises it."]
    assert {one.under for one in drafts} == {("Oil / LDL / Blood pressure",)}


def test_a_first_row_as_the_others_are_is_none_of_heads(tmp_path: Path) -> None:
    cells = [["Aspirin", "Stomach bleeding", "Nausea"], ["Codeine", "Constipation", "Drowsiness"]] * 2
    drafts = drafted(tmp_path, "page.html", f"<h1>Side effects</h1><table>{''.join(map(row, cells))}</table>")
    assert not any("/" in above for one in drafts for above in one.under)


@pytest.mark.parametrize(
    "beside", ["<p>Hops help.</p><p>Mint helps.</p>", "<ul><li>Mint helps.</li></ul>", "Mint helps.<p>So.</p>"]
)
def test_cells_of_several_blocks_lay_out_the_page(beside: str) -> None:
    """What stands in them is no row."""
    article = parse_html(f"<table><tr><td><p>Valerian helps.</p></td><td>{beside}</td></tr></table>")
    assert "\t" not in article.text


def table_of(*rows: str, name: str = "td") -> str:
    """A table in HTML; "|" parts the cells."""
    return f"<h1>Guide</h1><table>{''.join(row(cells.split(' | '), name) for cells in rows)}</table>"


@pytest.mark.parametrize(
    "rows",
    [
        ["Paracetamol | Side effects | Liver failure", "Ibuprofen | Side effects | Stomach bleeding"],
        ["Vitamin D | Benefits | Prevention of rickets", "Vitamin D | Side effects | Stomach bleeding"],
        ["Statins | Muscle pain | Side effects", "Benefits | Stroke prevention | Fewer deaths"],
    ],
)
def test_a_first_row_with_such_a_cell_as_the_next_row_has_is_one_of_data(tmp_path: Path, rows: list[str]) -> None:
    claims = said(drafted(tmp_path, "page.html", table_of(*rows, "Aspirin | Side effects | Bleeding in children")))
    assert claims[-1] == "Aspirin: Side effects; Bleeding in children."


CAFFEINE, MELATONIN = "Caffeine delays sleep by 40 minutes.", "Melatonin shortens the time to fall asleep."


@pytest.mark.parametrize("first", [f"<p>{CAFFEINE}</p>", f"<p>{CAFFEINE}</p><p>Tea delays sleep.</p>", CAFFEINE])
def test_a_sentence_that_spans_rows_is_no_label_of_them(tmp_path: Path, first: str) -> None:
    rows = f'<tr><td rowspan="2">{first}</td><td><p>{MELATONIN}</p></td></tr><tr><td><p>Alcohol reduces REM sleep.</p></td></tr>'
    claims = said(drafted(tmp_path, "page.html", f"<h1>Sleep</h1><table>{rows}</table>"))
    assert [claims[0], *claims[-2:]] == [CAFFEINE, MELATONIN, "Alcohol reduces REM sleep."]


@pytest.mark.parametrize(
    "heading", ["Better sleep", "Sleep of adults at night, at work and in all the other places where they may be"]
)
def test_a_heading_that_spans_columns_is_no_claim(tmp_path: Path, heading: str) -> None:
    rows = f'<tr><td colspan="2"><h2>{heading}</h2></td></tr>{row([CAFFEINE, MELATONIN])}'
    assert said(drafted(tmp_path, "page.html", f"<h1>Sleep</h1><table>{rows}</table>")) == [CAFFEINE, MELATONIN]


@pytest.mark.parametrize("ditto", ["ditto", "do.", "″"])
@pytest.mark.parametrize("form", ["md", "html"])
def test_ditto_is_no_subject_in_two_columns_either(tmp_path: Path, form: str, ditto: str) -> None:
    rows = [["Drug", "Effect"], ["Ibuprofen", "Relieves swelling"], [ditto, "Causes diarrhoea"]]
    html = f"<table>{row(rows[0], 'th')}{''.join(map(row, rows[1:]))}</table>"
    page = (
        html
        if form == "html"
        else "\n".join("| " + " | ".join(cells) + " |" for cells in [rows[0], ["---"] * 2, *rows[1:]])
    )
    *_, draft = drafted(tmp_path, f"page.{form}", page)
    assert (draft.claim.statement, draft.under) == ("Effect: causes diarrhoea.", ("Ibuprofen", "Drug", "Effect"))


BOTH = ["Benefit: relieves swelling.", "Harm: causes nausea."]
SCOPES = [
    ("Condition", "Prevention of stroke", "prevention of stroke"),
    ("Condition", "Heart attack in men", "heart attack in men"),
    ("Condition", "Anaemia caused by blood loss", "anaemia caused by blood loss"),
    ("Who", "People who are over 70", "People who are over 70"),
]


@pytest.mark.parametrize(
    ("heads", "cells", "statements"),
    [
        ("Condition | Benefit | Harm", "Gout | relieves swelling | causes nausea", [f"Condition: gout; {one}" for one in BOTH]),
        *((f"{head} | Benefit | Harm", f"{cell} | relieves swelling | causes nausea", [f"{head}: {shown}; {one}" for one in BOTH]) for head, cell, shown in SCOPES),
        ("Benefit | Harm | Our verdict", "relieves swelling | causes nausea | Worth it", BOTH),
        ("Benefit | Harm | Verdict", "relieves swelling | causes nausea | Lowers pain a bit", [*BOTH, "Verdict: lowers pain a bit."]),
        ("Benefit | Harm | Verdict", "relieves swelling | causes nausea | False", ["Benefit: relieves swelling; Harm: causes nausea; Verdict: False."]),
    ],
)  # fmt: skip
def test_what_tells_where_a_row_holds_or_judges_it_is_no_claim(
    tmp_path: Path, heads: str, cells: str, statements: list[str]
) -> None:
    """The one stands in the statements of the others; where the other calls them false, the row is one."""
    page = table_of(f"Drug | {heads}", f"Ibuprofen | {cells}").replace("td>", "th>", 8)
    claims = said(drafted(tmp_path, "page.html", page))
    assert claims == [f"Ibuprofen: {statement}" for statement in statements]
