"""For any record: what was written is read back, in whatever blocks the bytes come, and nothing else happens."""

import gzip
from io import BytesIO
from xml.sax.saxutils import escape

from hypothesis import given, settings
from hypothesis import strategies as st
from support.records import abstract_of, article, article_set, corrections, delete_citation, mesh, section

from claimcheck.catalogs.pubmed.records import Deletion, PubMedRecord, UnreadableRecordsError, read_entries, read_papers

WORD = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=12)
TEXT = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
RUNS = st.lists(st.tuples(st.sampled_from(["", "b", "i", "sub", "sup", "u"]), TEXT), min_size=1, max_size=5)
SECTIONS = st.lists(st.tuples(TEXT, st.sampled_from(["", "METHODS", "WHAT IS NEW?"])), max_size=4)
HEADINGS = st.lists(st.tuples(TEXT, st.booleans(), st.lists(st.tuples(TEXT, st.booleans()), max_size=2)), max_size=3)
LINKS = st.lists(
    st.tuples(
        st.sampled_from(["RetractionIn", "ErratumIn", "UpdateOf"]), TEXT, st.none() | st.integers(1, 999_999_999)
    ),
    max_size=3,
)


def marked(runs: list[tuple[str, str]]) -> str:
    return " ".join(f"<{tag}>{escape(text)}</{tag}>" if tag else escape(text) for tag, text in runs)


class Dripping(BytesIO):
    """A stream that gives fewer bytes than asked for, as sockets do."""

    def __init__(self, data: bytes, most: int) -> None:
        super().__init__(data)
        self.most = most

    def read(self, size: int | None = -1) -> bytes:
        return super().read(self.most if size is None or size < 0 else min(size, self.most))


@given(st.integers(1, 999_999_999), RUNS, SECTIONS, HEADINGS, LINKS)
def test_what_was_written_is_read_back(
    pmid: int,
    title: list[tuple[str, str]],
    sections: list[tuple[str, str]],
    headings: list[tuple[str, bool, list[tuple[str, bool]]]],
    links: list[tuple[str, str, int | None]],
) -> None:
    record = article(
        pmid,
        title=marked(title),
        abstract=None,
        in_article=abstract_of(*(section(text, label) for text, label in sections)),
        in_citation=mesh(*headings) + corrections(*links),
    )
    (paper,) = read_papers(article_set(record))
    assert paper.pmid == str(pmid)
    assert paper.title == " ".join(text for _, text in title)
    assert [(s.text, s.label) for s in paper.sections or ()] == sections
    assert [(h.name, h.qualifiers) for h in paper.mesh or ()] == [
        (name, tuple(q for q, _ in under)) for name, _, under in headings
    ]
    assert [h.major for h in paper.mesh or ()] == [
        major or any(own for _, own in under) for _, major, under in headings
    ]
    assert [(n.source, n.pmid) for n in paper.notices or ()] == [
        (source, str(linked) if linked else None) for _, source, linked in links
    ]


STREAM = article_set(
    b"<!-- <PubmedArticle> -->",
    article(title="<!-- </PubmedArticle> -->one"),
    b"<PubmedArticle><MedlineCitation>never closed",
    article(99000002, title="two \N{GREEK SMALL LETTER BETA}"),
    article(99000003, title="&undeclared;"),
    delete_citation(99000004, 99000005),
)
WHOLE = list(read_entries(STREAM))


@settings(deadline=None)
@given(st.integers(1, len(STREAM)), st.integers(1, len(STREAM)), st.booleans())
def test_blocks_of_any_size_give_the_same(block_size: int, most: int, zipped: bool) -> None:
    data = gzip.compress(STREAM) if zipped else STREAM
    assert list(read_entries(Dripping(data, most), block_size=block_size)) == WHOLE


def test_the_stream_of_the_block_test_has_every_kind_of_entry() -> None:
    kinds = [isinstance(entry, Deletion) or entry.problem is None for entry in WHOLE]
    assert kinds == [True, False, True, False, True]


@settings(deadline=None)
@given(st.integers(0, len(STREAM)))
def test_a_stream_cut_anywhere_gives_a_beginning_and_never_ends_in_silence(cut: int) -> None:
    found: list[PubMedRecord | Deletion] = []
    try:
        found.extend(read_entries(STREAM[:cut]))
        silent = True
    except UnreadableRecordsError:
        silent = False
    assert found == WHOLE[: len(found)]
    assert silent == (cut >= len(STREAM.rstrip()))


@settings(deadline=None)
@given(st.integers(0, len(STREAM) - 1), st.binary(max_size=4))
def test_damage_anywhere_never_crashes(at: int, damage: bytes) -> None:
    data = STREAM[:at] + damage + STREAM[at + len(damage) :]
    try:
        for entry in read_entries(data):
            assert isinstance(entry, Deletion) or (entry.paper is None) != (entry.problem is None)
    except UnreadableRecordsError as error:
        assert str(error).endswith(".")  # noqa: PT017 (either outcome is right)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_or_read(data: bytes) -> None:
    try:
        assert list(read_entries(b"<PubmedArticleSet><PubmedArticle>" + data + b"</PubmedArticle></PubmedArticleSet>"))
    except UnreadableRecordsError as error:
        assert str(error).endswith(".")  # noqa: PT017
