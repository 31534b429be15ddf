"""Statements that nobody can be asked about, words that nobody knows, and what is told of what could not be asked."""

import errno
from pathlib import Path

import pytest
from support.boolean_server import BooleanServer
from support.eutils_server import Answer, Asked, EutilsServer
from support.journeys import Run, claims_file
from support.papers import MANIPULATION, MANIPULATION_HELPS

from claimcheck.errors import EditError
from claimcheck.evidence.plan import fault_of, topic_words
from claimcheck.files import write_atomically
from claimcheck.model import Claim

NO_WORD = "the statement has no word to search for: say what it is about"


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("statement", ["It is safe.", "It helps.", '"???"', '"😀"'])
def test_a_statement_without_a_word_is_never_told_as_nothing_found(
    online: Run, project: Path, server: BooleanServer, statement: str
) -> None:
    """Nobody was asked; running it again helps nobody, here and in what `check` says next."""
    path = project / "claims" / "a.yaml"
    path.write_text(f"claimcheck: 1\nclaims:\n  - {{id: vague, statement: {statement}, kind: safety}}\n")
    for _ in range(2):
        ran = online("find")
        assert (ran.code, server.requests) == (3, [])
        assert f"vague: {NO_WORD}" in one_line(ran.err)
        assert "has nothing" not in ran.out + ran.err
        assert "run it again" not in one_line(ran.err)
        assert "learnt is kept" not in one_line(ran.err)
    told = one_line(online("check", "--format", "full").out)
    assert NO_WORD in told
    assert "claimcheck find" not in told
    path.write_text(path.read_text().replace(statement, "Walking eases back pain."))
    assert "claimcheck find --claim vague" in one_line(online("check", "--format", "full").out)


def dropped(count: int) -> Answer:
    """PubMed's answer to words of which it knows none, with what the filters leave."""
    ids = f"<Id>{MANIPULATION_HELPS.pmid}</Id>" if count else ""
    return Answer(
        (
            f"<eSearchResult><Count>{count}</Count><RetMax>{count}</RetMax><RetStart>0</RetStart><IdList>{ids}</IdList>"
            "<TranslationSet/><QueryTranslation>systematic[Filter]</QueryTranslation><ErrorList>"
            "<PhraseNotFound>zorbitol</PhraseNotFound><PhraseNotFound>步行</PhraseNotFound></ErrorList></eSearchResult>"
        ).encode()
    )


@pytest.mark.parametrize(
    ("statement", "word"), [("Zorbitol cures blixitis.", "zorbitol"), ("步行 gegen Blixitis.", "步行")]
)
def test_hits_on_none_of_the_words_are_no_candidates(
    online: Run, project: Path, server: BooleanServer, statement: str, word: str
) -> None:
    """What a filter alone leaves is every review there is; which words are unknown is told."""

    def answer(_: EutilsServer, asked: Asked) -> Answer:
        return dropped(1) if "systematic" in asked.form.get("term", "") else dropped(0)

    path = project / "claims" / "a.yaml"
    path.write_text(f"claimcheck: 1\nclaims:\n  - {{id: made-up, statement: {statement}, kind: efficacy}}\n")
    server.always = answer
    ran = online("find")
    assert f"PubMed searched without words that it does not know: {word}; where they matter, write `query`" in one_line(
        ran.out
    )
    assert "come near" not in ran.out
    assert str(MANIPULATION_HELPS.pmid) not in ran.out + online("check", "--format", "full").out


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("walking AND (systematic[sb] OR review[pt])", {"walking"}),
        ('"low-back pain"[tiab] OR sciatica[mh]', {"low", "back", "pain", "sciatica"}),
        ('"J Walks"[ta] AND Walker[au] AND 2019[dp] AND systematic[sb]', set()),
    ],
)
def test_topic_words(query: str, words: set[str]) -> None:
    assert topic_words(query) == words


@pytest.mark.parametrize("query", ["((((walking", "walking)", ")walking("])
def test_a_query_that_nobody_can_read_is_named_and_the_others_go_on(online: Run, project: Path, query: str) -> None:
    """It is the editor's to mend, and no fault of PubMed's."""
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(Claim("Walking helps.", id="mistyped"), MANIPULATION))
    path.write_text(path.read_text().replace("Walking helps.\n", f"Walking helps.\n    query: '{query}'\n"))
    ran = online("find")
    assert ran.code == 2
    assert "claims/a.yaml:4: mistyped: query cannot be read: its parentheses do not pair" in one_line(ran.err)
    assert "run it again" not in one_line(ran.err)
    assert str(MANIPULATION_HELPS.pmid) in path.read_text()


@pytest.mark.parametrize("query", ["", "(a OR b) AND c", 'walking AND "a (b"[ti]'])
def test_queries_that_can_be_read(query: str) -> None:
    assert fault_of(query) == ""


@pytest.mark.parametrize(("status", "again"), [(403, False), (500, True)])
def test_each_that_could_not_be_asked_is_told_and_only_advice_that_helps(
    online: Run, project: Path, server: BooleanServer, status: int, again: bool
) -> None:
    """Nothing was learnt, so that nothing is said to be kept; who is refused for good is not sent to try again."""
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(*(Claim(f"Walking number {n} eases back pain.", id=f"walk-{n}") for n in range(22))))
    server.always = Answer(b"no", status, "text/plain")
    ran = online("find")
    err = one_line(ran.err)
    assert ran.code == 3
    assert all(f"walk-{n}: " in err for n in range(20))
    assert "and 2 more" in err
    assert "learnt is kept" not in err
    assert ("run it again" in err) is again


def test_a_file_on_a_read_only_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such a disk refuses to take away what is not there, too."""

    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("os.open", refused)
    monkeypatch.setattr(Path, "unlink", refused)
    with pytest.raises(EditError, match=r"a\.yaml cannot be written: Read-only"):
        write_atomically(tmp_path / "a.yaml", b"x")
