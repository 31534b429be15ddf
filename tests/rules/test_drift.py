"""CC704 speaks where article and statement have come apart, and is quiet on paraphrase: `drift_pairs.yaml` holds both."""

import json
from pathlib import Path

import pytest
import yaml
from support.gate import gate

import claimcheck as cc

ARTICLES = Path(__file__).parents[1] / "data" / "articles"
PAIRS = yaml.safe_load((Path(__file__).parent / "drift_pairs.yaml").read_text(encoding="utf-8"))
APART = [(what, *pair) for what, pairs in PAIRS["apart"].items() for pair in pairs]


def drift(folder: Path, pairs: list[tuple[str, str]], **claim: object) -> dict[str, str]:
    """The messages of CC704 by statement, for claims that quote whole sentences of one article, a paragraph each."""
    folder.mkdir(exist_ok=True)
    page = "\n\n".join(dict.fromkeys(said for said, _ in pairs))
    claims = [
        {"id": f"c{n}", "statement": statement, "quote": said, "needs_source": False, "because": "test", **claim}
        for n, (said, statement) in enumerate(pairs)
    ]
    text = "article: {path: page.md, reviewed: 2026-03-01}\nclaims:\n" + "".join(
        f"  - {json.dumps(c)}\n" for c in claims
    )
    report = gate(folder, text, article=page)
    assert len(report.verdicts) == len(pairs)
    assert {finding.code for finding in report.findings} <= {"CC704"}
    by_id = {str(claim["id"]): str(claim["statement"]) for claim in claims}
    return {by_id[str(finding.claim_id)]: finding.message for finding in report.findings}


def test_every_change_of_meaning_is_told_with_its_kind(tmp_path: Path) -> None:
    """Another number, a negation, more or less strength, another direction."""
    told = drift(tmp_path, [(said, statement) for _, said, statement in APART])
    assert [pair for pair in APART if f"{pair[0]}:" not in told.get(pair[2], "")] == []


def test_paraphrase_is_left_alone(tmp_path: Path) -> None:
    """An editor who is warned of paraphrase stops reading warnings."""
    assert drift(tmp_path, [tuple(pair) for pair in PAIRS["paraphrase"]]) == {}


@pytest.mark.parametrize("path", sorted(ARTICLES.glob("*.[mt][dx]*")), ids=lambda path: path.name)
def test_what_extract_drafts_says_what_its_sentence_says(path: Path, tmp_path: Path) -> None:
    """A statement in plain words is a paraphrase, whatever was resolved and cut."""
    drafts = [(one.quote.exact, one.statement) for one in cc.extract_claims(cc.read_article(path)) if one.quote]
    assert len(drafts) > 5
    assert drift(tmp_path, drafts) == {}


DENIED = "Walking reduces chronic low back pain"


def denial(folder: Path, page: str, quote: str, statement: str) -> str:
    """The message of CC704 on one claim, "" where there is none."""
    claim = json.dumps({"id": "walking", "statement": statement, "quote": quote})
    report = gate(folder, f"article: {{path: page.md}}\nclaims:\n  - {claim}\n", article=page)
    assert "CC702" not in {finding.code for finding in report.findings}
    return next((one.message for one in report.findings if one.code == "CC704"), "")


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("It is a myth that walking reduces chronic low back pain.", "myth that"),
        ("It's just a common misconception that walking reduces chronic low back pain [3].", "misconception that"),
        ("It is false that walking reduces chronic low back pain.", "false that"),
        ("It isn't true that walking reduces chronic low back pain.", "true that"),
        ("There is no evidence that walking reduces chronic low back pain.", "no evidence that"),
        ("No study shows that walking reduces chronic low back pain.", "No study shows that"),
        ("No trial has shown that walking reduces chronic low back pain.", "No trial has shown that"),
        ("Experts deny that walking reduces chronic low back pain.", "deny that"),
        ("Myth: Walking reduces chronic low back pain.", "Myth:"),
        ("Misconception – walking reduces chronic low back pain.", "Misconception –"),
        ("False: walking reduces chronic low back pain.", "False:"),
        ("Not true: walking reduces chronic low back pain.", "Not true:"),
        ("Walking reduces chronic low back pain – that is a myth.", "that is a myth"),
        ("Walking reduces chronic low back pain, which is false.", "which is false"),
        ("Walking reduces chronic low back pain (this has been disproved).", "this has been disproved"),
        ("Walking reduces chronic low back pain? No, that is wrong.", "that is wrong"),
        ("There is no doubt that walking reduces chronic low back pain.", ""),
        ("You may not know that walking reduces chronic low back pain.", ""),
        ("It is not wrong to say that walking reduces chronic low back pain.", ""),
        ("Contrary to the myth that rest helps, walking reduces chronic low back pain.", ""),
        ("It is a myth that rest helps: walking reduces chronic low back pain.", ""),
        ("It is a myth that walking reduces chronic low back pain only in the young.", ""),
        ("It is wrong that walking reduces chronic low back pain.", ""),
        ("Who thinks that it is a myth that walking reduces chronic low back pain?", ""),
        ("Walking reduces chronic low back pain, but not leg pain.", ""),
        ("Walking reduces chronic low back pain, but not for the reason you think.", ""),
        ("Walking reduces chronic low back pain, but not for long.", ""),
        ("Walking reduces chronic low back pain. No, you need no gym.", ""),
        ("Walking reduces chronic low back pain. It is a false economy to stay in bed.", ""),
        ("Walking reduces chronic low back pain. False: it causes it.", ""),
        ("Walking reduces chronic low back pain. Wrong, often, when done in a hurry.", ""),
        ("Walking reduces chronic low back pain. Fake news, by contrast, claims much.", ""),
        ("Walking reduces chronic low back pain. Not so: colds.", ""),
        ("Walking reduces chronic low back pain? No, not in the first week, but later it does.", ""),
        ("Fact: Walking reduces chronic low back pain. Myth: Only young people benefit.", ""),
        ("Rest helps. False: walking reduces chronic low back pain.", ""),
        ("The FDA denied approval because trials showed that walking reduces chronic low back pain.", ""),
        ("A review disproved the myth and found that walking reduces chronic low back pain.", ""),
        ("The study refuted the theory and showed that walking reduces chronic low back pain.", ""),
        ("The myth persists even though studies show that walking reduces chronic low back pain.", ""),
        ("The old theory was proven wrong by trials that showed walking reduces chronic low back pain.", ""),
        ("Patients who reject surgery should know that walking reduces chronic low back pain.", ""),
        ("False negative tests are so frequent that walking reduces chronic low back pain.", ""),
        ("A wrong posture is so common that walking reduces chronic low back pain.", ""),
        ("Insurers denied claims despite guidelines saying that walking reduces chronic low back pain.", ""),
        ("Few experts would deny that walking reduces chronic low back pain.", ""),
        ("Only a minority still deny that walking reduces chronic low back pain.", ""),
        ("There's hardly a doctor who doubts that walking reduces chronic low back pain.", ""),
        ("It would be wrong to deny that walking reduces chronic low back pain.", ""),
        ("It would be a mistake to deny that walking reduces chronic low back pain.", ""),
        ("No single study shows that walking reduces chronic low back pain.", ""),
        ("No other trial has shown that walking reduces chronic low back pain.", ""),
        ("Bed makers deny that walking reduces chronic low back pain.", ""),
        ("Some deny that walking reduces chronic low back pain, which is false.", ""),
    ],
)
def test_what_is_said_of_the_quote_around_it_is_told(tmp_path: Path, page: str, told: str) -> None:
    """The words of the quote still stand there, and the page takes them back; only where that leaves no doubt."""
    quote = next(one for one in (DENIED, DENIED.lower()) if one in page)
    message = denial(tmp_path, page, quote, f"{DENIED}.")
    assert ('denial: "' in message and told in message) if told else not message


@pytest.mark.parametrize(
    ("page", "quote", "statement"),
    [
        ("It is a myth that antibiotics cure flu.", "antibiotics cure flu", "Antibiotics are powerless against flu."),
        ("It is a myth that antibiotics cure flu.", "antibiotics cure flu", "Many believe that antibiotics cure flu."),
        ("Vaccines rarely cause myocarditis.", "cause myocarditis", "Vaccines can in rare cases cause myocarditis."),
        ("Exercise, not just diet, lowers weight.", "lowers weight", "Exercise and diet lower weight."),
        ("Diet, not drugs alone, lowers weight.", "lowers weight", "Diet with drugs lowers weight."),
        ("Massage, not drugs, eased back stiffness.", "eased back stiffness", "Massage eased back stiffness."),
        ("Clinics charge more, which is wrong.", "Clinics charge more", "Clinics charge more."),
        ("Leaflets promise a cure, which is false.", "Leaflets promise a cure", "Leaflets promise a cure."),
    ],
)
def test_a_statement_that_is_right_is_not_called_taken_back(
    tmp_path: Path, page: str, quote: str, statement: str
) -> None:
    """What is rare, what is set against something else, and a statement that says itself what the page says."""
    assert denial(tmp_path, page, quote, statement) == ""


@pytest.mark.parametrize("what", list(PAIRS["apart"]))
def test_words_of_the_article_are_shown_beside_those_of_the_statement(what: str, tmp_path: Path) -> None:
    """The editor sees what to look at."""
    said, statement = PAIRS["apart"][what][0]
    (message,) = drift(tmp_path, [(said, statement)]).values()
    shown = message.split('"')[1::2]
    assert len(shown) == 2
    assert all(word in said.lower() for word in shown[0].split(" … "))
    assert all(word in f"{statement.lower()} not" for word in shown[1].split(" … "))


@pytest.mark.parametrize(
    ("said", "statement", "told"),
    [
        ("Take 5 mg of it.", "Take 5 µg of it.", ("5 mg", "5 µg")),
        ("Walk for 30 hours.", "Walk for 30 minutes.", ("30 hours", "30 minutes")),
        ("Walk for 40 minutes.", "Walk for 30 minutes.", ("40", "30")),
        ("Keep HbA1c >7%.", "Keep HbA1c < 7%.", (">7", "< 7")),
    ],
)
def test_a_number_is_told_with_what_makes_it_another(
    tmp_path: Path, said: str, statement: str, told: tuple[str, str]
) -> None:
    """Of two fives the editor sees the units, else the figures suffice."""
    (message,) = drift(tmp_path, [(said, statement)]).values()
    assert f'number: "{told[0]}" there, "{told[1]}" here' in message


def test_the_number_may_stand_elsewhere_in_the_paragraph(tmp_path: Path) -> None:
    """A statement says in one sentence what the article says in two; a number of another paragraph is another one's."""
    page = "Take 400 mg a day. Half of it, 200 mg, is enough for many.\n\nA child needs 100 mg."
    claims = "article: {path: page.md, reviewed: 2026-03-01}\nclaims:\n" + "".join(
        f"  - {{id: c{dose}, statement: People take {dose} mg., quote: Take 400 mg a day, needs_source: false, because: test}}\n"
        for dose in (400, 200, 100)
    )
    report = gate(tmp_path, claims, article=page)
    assert [finding.claim_id for finding in report.findings] == ["c100"]
