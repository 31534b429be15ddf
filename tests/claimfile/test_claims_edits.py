"""Edits change what they were asked to change, and not one other byte."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from support.claims import EXAMPLE, one_claim, proposal, read_text

from claimcheck.claimfile import read_claims, update_quote, with_citation, with_quote
from claimcheck.claimfile.edit import rewritten
from claimcheck.decisions.words import accept, edit, reject, remove_citation, searched, split, waive
from claimcheck.errors import EditError
from claimcheck.identifiers import Doi, Pmid
from claimcheck.model import Citation, Claim, Reading, Signature, Stance

EDITOR = Signature("editor", dt.date(2026, 11, 23))

PRINTABLE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(str.strip)

CITATIONS = st.builds(
    Citation,
    pmid=st.integers(99_500_000, 99_999_999).map(Pmid),
    doi=st.sampled_from([None, Doi("10.5555/a:b#c")]),
    title=st.none() | PRINTABLE,
    author=st.none() | PRINTABLE,
    year=st.none() | st.integers(1900, 2030),
    stance=st.none() | st.sampled_from(Stance),
    passage=st.none() | PRINTABLE,
    level=st.none() | st.integers(1, 5),
    read=st.none() | st.sampled_from(Reading),
    note=st.none()
    | st.sampled_from(["- a", "yes", "null", "a: b", "# c", "'", '"', "{", "1", "2026-01-01", " x ", "a\nb"]),
    added=st.just(Signature("claimcheck", dt.date(2026, 11, 22))),
)

CITED = [
    "",
    "citations:\n",
    "citations:   # none yet\n",
    "citations: []\n",
    "citations: [ ]  # none\n",
    "citations: ~\n",
    "citations: [{pmid: 99000001}]\n",
    "citations: [{pmid: 99000001}, # one\n   {pmid: 99000002, stance: partly},\n  ]\n",
    "citations:\n- pmid: 99000001\n  # about it\n- doi: 10.5555/x\n",
    "citations:\n   # first\n   -   pmid: 99000001\n       stance:   'supports'\n\n       # deeper\n   # same depth\n",
    "citations:\n  - pmid: 99000001\n    note: |\n      text\n      # no comment\n\n\n",
    "citations:\n  - pmid: 99000001\n    note: |+\n      kept\n\n\n",
    "citations:\n  -\n    added:\n      by: editor\n    pmid: '99000001'\n",
]
OTHERS = [
    "kind: efficacy\n",
    "because: >-\n   long\n   text\n\n",
    "outcome: [pain,\n    function]\n",
    "# a remark\n",
    "\n",
    "waivers: []\n",
]


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A claims file in the manners people write them: comments, blank lines, any list style, any line end."""
    claims = [_claim(draw, number) for number in range(draw(st.integers(1, 3)))]
    indent = draw(st.sampled_from(["", "  ", "    "]))
    lines = "".join(_item(claim, indent, draw(st.sampled_from([" ", "   "]))) for claim in claims)
    text = draw(st.sampled_from(["", "---\n", "# ours: é\n"])) + "claimcheck: 1\nclaims:\n" + lines
    text = text.rstrip("\n") if draw(st.booleans()) and "|+" not in claims[-1] else text
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.encode()


def _claim(draw: st.DrawFn, number: int) -> str:
    if draw(st.integers(0, 4)) == 0:
        cited = draw(st.sampled_from(["", ", citations: []", ", citations: [{pmid: 99000001}]"]))
        return f'{{id: claim-{number}, statement: "S: {number}"{cited}}}  # in one line\n'
    body = [draw(st.sampled_from(CITED)), *draw(st.lists(st.sampled_from(OTHERS), max_size=3, unique=True))]
    return f"id: claim-{number}\nstatement: S {number}.\n" + "".join(draw(st.permutations(body)))


def _item(claim: str, indent: str, gap: str) -> str:
    pad = indent + " " + " " * len(gap)
    first, *rest = claim.removesuffix("\n").split("\n")
    return "\n".join([f"{indent}-{gap}{first}", *(pad + line if line else line for line in rest)]) + "\n"


def removed(longer: bytes, shorter: bytes) -> bool:
    """Whether one run of bytes taken out of the longer leaves the shorter."""
    same = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    return longer[:same] + longer[len(longer) - len(shorter) + same :] == shorter


@settings(max_examples=100, deadline=None)
@given(files(), CITATIONS)
def test_adding_inserts_one_run_of_bytes_that_reads_back_as_the_citation(data: bytes, citation: Citation) -> None:
    before = read_claims(data)
    assert before.problems == ()
    claim = before.claims[-1]
    new = with_citation(data, claim.id, citation)
    assert removed(new, data) or b"citations: ~" in data
    after = read_claims(new)
    assert after.problems == ()
    assert after.claims == (*before.claims[:-1], evolve(claim, citations=(*claim.citations, citation)))
    assert with_citation(new, claim.id, citation) == new


@settings(max_examples=80, deadline=None)
@given(files(), CITATIONS)
def test_a_proposal_taken_back_leaves_the_file_as_it_was(data: bytes, citation: Citation) -> None:
    claim = read_claims(data).claims[0]
    assert citation.pmid
    back = remove_citation(with_citation(data, claim.id, citation), claim.id, citation.pmid)
    assert read_claims(back) == evolve(read_claims(data), problems=())
    # An empty key, a null and a flow claim without the key cannot be told from what the program wrote itself.
    unclear = (b"citations:\n", b"citations:\r", b"citations: ~", b"citations:  ", b'"}')
    assert back == data or any(words in data + b"\n" for words in unclear)


@settings(max_examples=80, deadline=None)
@given(files(), CITATIONS, PRINTABLE, st.sampled_from(Stance))
def test_a_review_changes_only_its_keys(data: bytes, citation: Citation, note: str, stance: Stance) -> None:
    claim = read_claims(data).claims[0]
    assert citation.pmid
    data = with_citation(data, claim.id, citation)
    new = accept(data, claim.id, citation.pmid, by=EDITOR, stance=stance, note=note)
    reviewed = evolve(citation, reviewed=EDITOR, note=note, stance=stance)
    changed = evolve(claim, citations=(*claim.citations, reviewed))
    assert read_claims(new).claims == (changed, *read_claims(data).claims[1:])
    assert accept(new, claim.id, citation.pmid, by=EDITOR, stance=stance, note=note) == new


def cite(text: str, claim: str = "walking-helps") -> str:
    return with_citation(text.encode(), claim, proposal()).decode()


def test_a_proposal_is_written_as_people_write_them() -> None:
    assert cite(one_claim()) == one_claim() + (
        "    citations:\n"
        "      - pmid: 99000009\n"
        "        stance: supports\n"
        '        passage: "Walking reduced pain."\n'
        "        added: {by: claimcheck, date: 2026-11-22}\n"
    ).replace('"Walking reduced pain."', "Walking reduced pain.")


def test_a_comment_inside_a_citation_stays_with_it() -> None:
    text = one_claim("citations:\n  - pmid: 99000001\n    # checked by phone\n# end")
    assert "99000001\n        # checked by phone\n      - pmid: 99000009" in cite(text)


def test_a_persons_comment_survives_the_proposal_it_stood_in() -> None:
    text = cite(one_claim()).replace("stance: supports", "stance: supports  # hm")
    back = remove_citation(text.encode(), "walking-helps", "99000009").decode()
    assert "# hm\n" in back
    assert read_text(back).claims[0].citations == ()


@pytest.mark.parametrize("line", ["reviewed:", "reviewed: null", "reviewed: {by: someone, date: 2020-01-01}"])
def test_a_review_replaces_what_stood_there(line: str) -> None:
    text = one_claim(f"citations:\n  - pmid: 99000001\n    {line}  # who\n    stance: background")
    new = accept(text.encode(), "walking-helps", "99000001", by=EDITOR, stance=Stance.PARTLY).decode()
    (citation,) = read_text(new).claims[0].citations
    assert (citation.reviewed, citation.stance) == (EDITOR, Stance.PARTLY)
    assert "# who" in new


def test_a_review_keeps_a_signature_in_block_style() -> None:
    text = one_claim(
        "citations:\n  - pmid: 99000001\n    stance: supports\n    reviewed:\n      by: someone  # first\n      date: 2020-01-01"
    )
    new = accept(text.encode(), "walking-helps", "99000001", by=EDITOR, stance=Stance.SUPPORTS).decode()
    assert new == text.replace("by: someone", "by: editor").replace("2020-01-01", "2026-11-23")


def refusal(text: str, claim: str = "walking-helps", citation: Citation | None = None) -> str:
    with pytest.raises(EditError) as caught:
        with_citation(text.encode(), claim, citation or proposal())
    return str(caught.value)


def test_what_cannot_be_edited_is_one_sentence() -> None:
    assert "the claim nobody does not stand in the claims file" in refusal(one_claim(), "nobody")
    assert "stands more than once" in refusal(one_claim() + one_claim().split("claims:\n")[1])
    assert "are not a list" in refusal(one_claim("citations: 99000001"))
    assert "a quotation that was opened is never closed" in refusal('claimcheck: "1')
    assert "needs a pmid" in refusal(one_claim(), citation=Citation.as_read(title="Nothing else"))
    assert "'\\ud800' is half a character" in refusal(one_claim(), citation=proposal(passage="a lone \ud800 surrogate"))


TWICE = {
    "citations": (
        "quote: helps\ncitations:\n  - {pmid: 99000001, stance: supports, added: {by: claimcheck}}\n"
        "citations:\n  - {pmid: 99000002, added: {by: claimcheck}}"
    ),
    "statement": "quote: helps\nstatement: Walking harms.\ncitations:\n  - {pmid: 99000002, added: {by: claimcheck}}",
    "quote": "quote: helps\nquote: harms\ncitations:\n  - {pmid: 99000002, added: {by: claimcheck}}",
    "because": "quote: helps\nbecause: a\nbecause: b\ncitations:\n  - {pmid: 99000002, added: {by: claimcheck}}",
    "stance": "quote: helps\ncitations:\n  - {pmid: 99000002, stance: supports, added: {by: claimcheck}, stance: partly}",
}
"""What a bad merge leaves behind: a key twice, in a claim or in one of its citations."""

WRITERS: dict[str, Callable[[bytes], bytes]] = {
    "cite": lambda data: with_citation(data, "walking-helps", proposal()),
    "quote": lambda data: with_quote(data, "walking-helps", "other words"),
    "accept": lambda data: accept(data, "walking-helps", "99000002", by=EDITOR, stance=Stance.SUPPORTS),
    "reject": lambda data: reject(data, "walking-helps", "99000002", by=EDITOR),
    "remove": lambda data: remove_citation(data, "walking-helps", "99000002"),
    "waive": lambda data: waive(data, "walking-helps", rule="CC101", reason="x", by="editor"),
    "searched": lambda data: searched(data, "walking-helps", by=EDITOR),
    "edit": lambda data: edit(data, "walking-helps", statement="Walking helps a little."),
    "split": lambda data: split(data, "walking-helps", ["Walking helps some.", "Walking is cheap."]),
}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("key", TWICE)
def test_a_claim_with_a_key_twice_is_not_changed(key: str, writer: str) -> None:
    with pytest.raises(EditError, match=f"the key {key} stands twice in walking-helps"):
        WRITERS[writer](one_claim(TWICE[key]).encode())


@pytest.mark.parametrize("more", ["statement: b", "citations: [{pmid: 99000001}], citations: [{pmid: 99000002}]"])
def test_nor_is_one_in_flow_style(more: str) -> None:
    text = f"claimcheck: 1\nclaims: [{{id: walking-helps, statement: a, {more}}}]\n"
    assert "stands twice in walking-helps" in refusal(text)


def test_a_key_twice_in_another_claim_is_left_as_it_is() -> None:
    other = one_claim(TWICE["citations"]).split("claims:\n")[1].replace("walking-helps", "walking-harms")
    assert other in cite(one_claim() + other)


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ("added: {by: editor}", "not proposed by claimcheck"),
        ("", "not proposed"),
        ("added: {by: claimcheck}\n    reviewed: {by: a}", "reviewed by a: undo that first"),
    ],
)
def test_only_an_unreviewed_proposal_is_removed(keys: str, why: str) -> None:
    text = one_claim(f"citations:\n  - pmid: 99000001\n    {keys}")
    with pytest.raises(EditError, match=why):
        reject(text.encode(), "walking-helps", "99000001", by=EDITOR)


def test_a_file_with_problems_elsewhere_can_be_edited() -> None:
    text = EXAMPLE.replace("kind: process", "kynd: process")
    new = cite(text)
    assert len(read_text(new).claims[0].citations) == 3
    assert [p.message for p in read_text(new).problems] == [p.message for p in read_text(text).problems]


def test_each_style_adds_to_every_claim_in_turn() -> None:
    text = EXAMPLE
    for claim in ("walking-helps", "sessions-last-an-hour"):
        text = cite(text, claim)
    claims: list[Claim] = list(read_text(text))
    assert [c.citations[-1] for c in claims] == [proposal(), proposal()]


QUOTED = [
    "quote: Walking helps.\n",
    "quote:   'It''s walking'   # from the page\n",
    'quote: "two\n   lines"\n',
    "quote: >-  # folded\n  some\n  words\n\n",
    "quote: |\n  some words\n  # no comment\n",
    "quote: |+\n  kept\n\n",
    "quote: plain words\n  on two lines\n",
    "quote: {prefix: a, exact: b}\n",
    "quote:\n  # why\n  exact: b   # ours\n  suffix: c\n",
    'quote:\n  "on the next line"\n',
]


@settings(max_examples=100, deadline=None)
@given(files(), st.sampled_from(QUOTED), st.booleans(), PRINTABLE)
def test_a_quote_gets_other_words_and_nothing_else_changes(data: bytes, quote: str, first: bool, words: str) -> None:
    newline = "\r\n" if b"\r\n" in data else "\n"
    body = f"id: quoted\nstatement: Q.\n{quote}" + ("kind: process\n" if first else "")
    data += b"" if data.endswith(b"\n") else newline.encode()
    lead = next(line for line in data.decode("utf-8-sig").split("claims:", 1)[1].splitlines() if "-" in line)
    indent = lead[: len(lead) - len(lead.lstrip())]
    data += _item(body, indent, " ").replace("\n", newline).encode()
    before = read_claims(data)
    assert before.problems == ()
    new = with_quote(data, "quoted", words)
    claim = before.claims[-1]
    assert claim.quote
    after = read_claims(new)
    assert after.problems == ()
    assert after.claims == (*before.claims[:-1], evolve(claim, quote=evolve(claim.quote, exact=words)))
    start = data.index(b"id: quoted")
    assert new.startswith(data[:start])
    for comment in (b"# from the page", b"# folded", b"# why", b"# ours"):
        assert new.count(comment) == data.count(comment)
    assert with_quote(new, "quoted", words) == new


def test_a_new_quote_replaces_the_scalar_alone() -> None:
    """Comment, order and spelling around it stay as the editor wrote them."""
    text = one_claim("quote:   'old words'   # from the page\nkind:   process\n")
    assert with_quote(text.encode(), "walking-helps", "new: words").decode() == text.replace(
        "'old words'", '"new: words"'
    )


@pytest.mark.parametrize("more", ["", "quote:\n", "quote: {prefix: a}\n"])
def test_a_claim_without_a_quote_gets_none(more: str) -> None:
    """Only a quote that is there can have moved."""
    with pytest.raises(EditError, match="has no quote to change"):
        with_quote(one_claim(more).encode(), "walking-helps", "words")


def test_a_quote_is_updated_in_the_file(tmp_path: Path) -> None:
    """The file is written once, and not at all where nothing changes."""
    file = tmp_path / "a.yaml"
    file.write_text(one_claim("quote: old words\n"), encoding="utf-8")
    assert update_quote(file, "walking-helps", "new words")
    assert file.read_text(encoding="utf-8") == one_claim("quote: new words\n")
    assert not update_quote(file, "walking-helps", "new words")


@pytest.mark.parametrize("nothing", ["", " []", " ~", " [ ]"])
@pytest.mark.parametrize("behind", ["", "  # none yet", "\r", "\n# the end", "\ndefaults: {kind: safety}"])
def test_the_first_claim_stands_below_its_key(nothing: str, behind: str) -> None:
    record = {"id": "a", "statement": "Zinc helps."}
    data = rewritten(f"claimcheck: 1\nclaims:{nothing}{behind}\n".encode(), lambda _: [record])
    same_line, _, more = f"{behind}\n".partition("\n")
    assert data.decode().replace("\r", "") == (
        f"claimcheck: 1\nclaims:{same_line}\n  - id: a\n    statement: Zinc helps.\n{more}".replace("\r", "")
    )
    assert [one.id for one in read_claims(data)] == ["a"]
