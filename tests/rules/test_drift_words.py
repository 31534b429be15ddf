"""Where wording-drift (CC704) draws its lines: clauses, negations and orders, how many, how sure, which way."""

import pytest

from claimcheck.rules.drift import drifts
from claimcheck.rules.drift_words import root, words_of
from claimcheck.rules.facts import Wording


def told(said: str, statement: str, quoted: str | None = None) -> list[tuple[str, str, str]]:
    wording = Wording(said, said if quoted is None else quoted)
    return [(one.what, one.article, one.statement) for one in drifts(wording, statement)]


TWO = "Massage may ease stiffness, and exercise eases pain."
TURNED = "Exercise eases pain, and massage may ease stiffness."


@pytest.mark.parametrize(
    ("said", "quoted", "statement", "what"),
    [
        (TWO, "exercise eases pain", "Exercise eases pain.", []),
        (TURNED, "Exercise eases pain", "Exercise eases pain.", []),
        (TWO, "Massage may ease stiffness", "Massage eases stiffness.", ["strength"]),
        (TWO, "what stood there once", "Massage eases stiffness.", ["strength"]),
        ("Relax.", "Relax.", "Relax.", []),
        ("5%.", "5%", "It is 5%.", []),
        ("Does massage cure pain?", "massage", "Massage does not cure pain.", []),
        ("Massage cures pain.", "Massage", "Does massage not cure pain?", []),
    ],
)
def test_the_quoted_clause_counts(said: str, quoted: str, statement: str, what: list[str]) -> None:
    """Another clause of the sentence is another statement; a question states nothing."""
    assert [kind for kind, _, _ in told(said, statement, quoted)] == what


@pytest.mark.parametrize(
    ("said", "statement", "cue"),
    [
        ("Magnets however do not relieve pain.", "Magnets relieve pain.", ""),
        ("However magnets do not relieve pain.", "Magnets relieve pain.", "not … relieve"),
        ("Do not rest in bed.", "Rest in bed.", "not … rest"),
        ("Do not rest in bed.", "Patients rest at night.", ""),
        ("Never rest in bed.", "Patients rest at night.", ""),
        ("Do take no painkillers.", "Patients take painkillers.", "no … painkillers"),
        ("Swimming does not burn fat or reduce pain.", "Swimming burns fat.", "not … burn"),
        ("There is no evidence that magnets relieve pain.", "Magnets relieve pain.", "no … relieve"),
        ("There is no evidence that magnets attract luck.", "Magnets attract luck.", "no … magnets"),
        ("Massage is not so.", "Massage is so.", ""),
        ("Massage failed to relieve pain.", "Massage relieves pain.", "failed … relieve"),
        ("Massage follows failed operations.", "Massage follows operations.", ""),
        ("People not in work have pain.", "People have pain at work.", ""),
        ("It works without painkillers.", "It works like painkillers.", ""),
        ("It works without painkillers.", "With painkillers it works.", "without … painkillers"),
        ("It works without painkillers.", "It works with two strong painkillers.", "without … painkillers"),
        ("It works without painkillers.", "With rest patients need painkillers.", ""),
    ],
)
def test_what_a_negation_denies(said: str, statement: str, cue: str) -> None:
    """The next word that carries meaning; an order or "without" only where the statement says just that."""
    assert [(what, article) for what, article, _ in told(said, statement)] == [("negation", cue)] * bool(cue)


@pytest.mark.parametrize(
    ("said", "statement", "apart"),
    [
        ("Some patients improve.", "Most patients improve.", ("some", "most")),
        ("Some pills help.", "All pills help.", ("some", "all")),
        ("Some pills help.", "All patients sleep.", None),
        ("Some pills help.", "All tablets work.", None),
        ("Some of the very old patients improve.", "Most patients improve.", None),
        ("Above all patients improve.", "Some patients improve.", None),
        ("Massage prevents pain.", "Massage eases pain.", ("prevents", "eases")),
        ("Massage eases pain.", "Massage prevents pain.", ("eases", "prevents")),
        ("Massage does not cure pain.", "Massage does not ease pain.", None),
        ("Massage may in many older adults ease pain.", "Massage eases pain.", None),
        ("Massage may reduce pain.", "Patients like reduced pain.", None),
        ("Massage may reduce pain.", "Massage is used to reduce pain.", None),
        ("It may be good for safe driving.", "It is safe.", None),
        ("The gel may be safe.", "The gel is of the safe kind.", None),
        ("The gel may be safe.", "The gel is kept safe.", None),
    ],
)
def test_how_many_and_how_sure(said: str, statement: str, apart: tuple[str, str] | None) -> None:
    """Of the same things and of the same verb or state, and near to it; else it is left alone."""
    assert told(said, statement) == ([("strength", *apart)] if apart else [])


@pytest.mark.parametrize(
    ("said", "statement", "apart"),
    [
        ("Pressure falls.", "Pressure rises.", ("falls", "rises")),
        ("The pressure falls.", "The pressure rises.", ("falls", "rises")),
        ("Pressure of the old falls.", "Pressure rises.", None),
        ("Salt raises the very same old pressure.", "Salt lowers pressure.", None),
        ("Massage increases flow and eases pain.", "Massage lowers pain.", None),
    ],
)
def test_which_way(said: str, statement: str, apart: tuple[str, str] | None) -> None:
    """What follows the word in its clause, up to the next one of its kind, moves; else the three words before it."""
    assert told(said, statement) == ([("direction", *apart)] if apart else [])


@pytest.mark.parametrize(
    ("word", "same"),
    [("flies", "fly"), ("dies", "die"), ("uses", "use"), ("egg", "egg"), ("robbed", "rob"), ("passed", "pass")],
)
def test_roots(word: str, same: str) -> None:
    """A form and its base have one root, and short words keep theirs."""
    assert root(word) == same


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("X-ray helps, but it hurts: a bit", [("x-ray", 0), ("helps", 0), ("but", 2), ("it", 2), ("hurts", 2), ("a", 3), ("bit", 3)]),
        ("It's not only safe", [("it's", 0), ("safe", 0)]),
        ("No doubt it helps", [("it", 0), ("helps", 0)]),
        ("You cannot sit", [("you", 0), ("can", 0), ("not", 0), ("sit", 0)]),
    ],
)  # fmt: skip
def test_words_and_their_clauses(text: str, words: list[tuple[str, int]]) -> None:
    """Each mark and each "but" begins a clause; what only looks negative is left out."""
    assert [(word.text, word.clause) for word in words_of(text)] == words
