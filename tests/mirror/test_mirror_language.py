"""PubMed's query language on a mirror: which records are found, what is told, and how PubMed's own notation comes out."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.eutils_server import record
from support.nlm import built, bulk_file
from support.nlm import headed as with_headings
from support.twin import data

from claimcheck.catalogs.mirror.client import Mirror
from claimcheck.catalogs.mirror.syntax import Joined, Part, Said, UnreadableQueryError, read_query
from claimcheck.errors import CouldNotAskError


def found(mirror: Mirror, query: str) -> set[int]:
    return {int(pmid) for pmid in mirror.search(query).pmids}


@pytest.mark.parametrize(
    ("query", "pmids"),
    [
        ("walking", {101, 106, 107}),
        ("WALKING", {101, 106, 107}),
        ("walking AND adults", {101, 107}),
        ("walking adults", {101, 107}),
        ("walking NOT adults", {106}),
        ("walking OR sciatica AND review", {106}),  # left to right: (walking OR sciatica) AND review
        ("walking OR (sciatica AND review)", {101, 106, 107}),
        ("walking & adults", {101, 107}),
        ("manual | sciatica", {101, 109, 110}),
        ("walking and adults", {101, 107}),  # lower case: a stopword, and words side by side are joined by AND
        ('"low back pain"', {102}),
        ('"back pain"[ti]', {102, 103}),
        ("back pain[ti]", {102, 103}),
        ("low-lying", {103}),
        ("lying-low", set()),  # a hyphenated phrase that is not there is not taken apart
        ('"manual therapy"[tiab]', {109}),
        ("walk*", {101, 106, 107}),
        ("walk*[ti]", {106, 107}),
        ('"low back pa*"[tiab]', {102}),
        ("wal*", set()),
        ("leg walk*[tiab]", {101}),  # stands nowhere as a phrase: the words, the last with its asterisk
        ('"adults of the walk*"[tiab]', {101, 107}),
        ("walk*,adults", {101, 107}),
        ("leg,walk*", {101}),
        ("exercise/walk*", {101}),
        ('"therapy manual"[tiab:~0]', {109}),
        ('"therapy manual"[tiab:~2]', {109, 110}),
        ('"manual therapy"[ti:~4]', {109, 110}),
        ("tumors", {104}),
        ("beta carotene", {105}),
        ("naive", {105}),
        ("naïve", {105}),
        ("TNF-alpha", {105}),
        ("cancer's", {105}),
        ("sciatica[mh]", {101}),
        ("low back pain[majr]", {102}),
        ("low back pain/therapy[mh]", {102}),
        ("low back pain/surgery[mh]", set()),
        ("low back pain/th[mh]", {102}),
        ("th[sh]", {102}),
        ("therapy[sh]", {102}),
        ("review[pt]", {103, 106}),  # with what is narrower
        ("review[pt:noexp]", {103}),
        ("clinical trial[pt]", {105, 107}),
        ("systematic[sb]", {106}),
        ("therapy/narrow[filter]", {105}),
        ("review[Filter]", {103, 106}),
        ("systematicreview[Filter]", {106}),
        ("randomizedcontrolledtrial[Filter]", {105}),
        ("clinicaltrial[Filter]", {105, 107}),
        ("meta-analysis[Filter] OR retracted publication[sb]", {108}),
        ("walking AND fha[Filter]", {101, 106, 107}),
        ("fha[Filter] NOT excludepreprints[Filter]", set()),
        ("female[Filter] OR alladult[Filter] OR booksdocs[Filter] OR preprint[Filter]", set()),
        ("walking AND cancer[sb]", {101, 106, 107}),
        ("2019[dp]", {103}),
        ("2015:2019[dp]", {102, 103}),
        ("2024/01/01:3000[dp]", {106}),
        ("2015[dp]:2019[dp]", {102, 103}),
        ("2015 [dp] : 2019 [dp]", {102, 103}),
        ('"2015/01/01"[Date - Publication] : "2019/12/31"[Date - Publication]', {102, 103}),
        ('"2015/01/01"[dp]:"2019/12/31"[pdat]', {102, 103}),
        ('walking AND "2024/01/01"[Date - Publication] : "3000"[Date - Publication]', {106}),
        ('"2015"[dp] : "2019"[dp] AND "back pain"[ti]', {102, 103}),
        ("102[uid]:103[uid]", {102, 103}),
        ("108:99999999999999999999[uid]", {108, 109, 110}),
        (f"108:{'9' * 5000}[uid]", {108, 109, 110}),
        ("therapy by hand: manual and other[ti]", {110}),  # no range, but a title
        ("manual: therapy[ti:~4]", {109, 110}),
        ("tester t[au]", set(range(101, 111))),
        ("tester[au]", set(range(101, 111))),
        ("teste[au]", set()),
        ("tester tx[au]", set()),
        ("European Spine Journal[ta]", {104}),
        ("10.1016/s0140-6736(05)66545-8[aid]", {104}),
        ("(10.1016/s0140-6736(05)66545-8[aid])", {104}),
        ("PMC123[pmc]", {110}),
        ("101 105", {101, 105}),
        ("101:103[uid]", {101, 102, 103}),
        ("eng[la] AND english[la] AND walking", {101, 106, 107}),
        ("hasretractionin", {108}),
        ("retracted publication[pt]", {108}),
        ("hasabstract", set(range(101, 111)) - {109}),
        ("free full text[sb]", {110}),
        ("all[sb] NOT medline[sb]", set()),
        ("NOT hasabstract", {109}),
        ("walking[Title/Abstract] AND 2024[Date - Publication]", {106}),
        ("( walking ) ", {101, 106, 107}),
    ],
)  # fmt: skip
def test_what_a_query_finds(plain: Mirror, query: str, pmids: set[int]) -> None:
    """Case by case as PubMed's user guide has it."""
    answer = plain.search(query)
    assert {int(pmid) for pmid in answer.pmids} == pmids
    assert answer.count == len(pmids)


@pytest.mark.parametrize(
    ("query", "pmids"),
    [
        ("cancer[mh]", {104}),  # an entry term
        ("cancer", {104, 105}),
        ("pain[mh]", {102}),  # low back pain stands below it
        ("pain[mh:noexp]", set()),
        ("lumbago", {102, 103}),  # its own words too: low, back and pain
    ],
)
def test_what_mesh_finds(headed: Mirror, query: str, pmids: set[int]) -> None:
    """With NLM's descriptors, entry terms and narrower headings count."""
    assert found(headed, query) == pmids


@pytest.mark.parametrize(
    ("query", "pmids"),
    [
        ("therapy[sh]", {1, 2}),
        ("th[sh]", {1, 2}),
        ("therapy[sh:noexp]", set()),
        ("sciatica/therapy[mh]", {1, 2}),
        ("sciatica/therapy[mh:noexp]", set()),
        ("prevention and control[sh]", {1}),
        ('"prevention & control"[sh]', {1}),
        ("sciatica/pc[mh]", {1}),
        ("transplantation[sh]", {2}),
    ],
)
def test_subheadings_are_found_by_code_and_with_those_below_them(tmp_path: Path, query: str, pmids: set[int]) -> None:
    """A record has its subheadings with a sign for *and*, and only the narrowest."""
    kept = [with_headings("Sciatica", qualifier=name) for name in ("prevention &amp; control", "transplantation")]
    records = [record(str(number), "Work", extra=extra) for number, extra in enumerate(kept, 1)]
    built(tmp_path / "mirror", bulk_file(tmp_path / "files", 1, records))
    assert found(Mirror(tmp_path / "mirror"), query) == pmids


@pytest.mark.parametrize(
    "query",
    [
        "obrien m[au]",
        "o'brien m[au]",
        "obrien m",
        "obrien[au]",
        "mary obrien[au]",
        "obrien mary[au]",
        "mary o'brien[fau]",
        "rosa lopezgarcia[au]",
        "dangelo r[au]",
    ],
)
def test_a_name_is_found_in_either_order_and_without_its_apostrophe(tmp_path: Path, query: str) -> None:
    """As people write names, and PubMed reads them."""
    names = (("O'Brien", "Mary"), ("D'Angelo", "Rosa"), ("Lopezgarcia", "Rosa"))
    made = "".join(
        f"<Author><LastName>{last}</LastName><ForeName>{fore}</ForeName><Initials>{fore[0]}</Initials></Author>"
        for last, fore in names
    )
    plain_record = record("1", "Work")
    authors = re.sub(r"<AuthorList.*</AuthorList>", f"<AuthorList>{made}</AuthorList>", plain_record, flags=re.DOTALL)
    assert authors != plain_record
    built(tmp_path / "mirror", bulk_file(tmp_path / "files", 1, [authors]))
    assert found(Mirror(tmp_path / "mirror"), query) == {1}


@pytest.mark.parametrize(
    ("query", "translation"),
    [
        ("Altman R[Author]", "altman r[Author]"),
        ("biopython", '"biopython"[All Fields]'),
        ('"Complex Regional Pain Syndromes"[MeSH Terms]', '"complex regional pain syndromes"[MeSH Terms]'),
        ("PNAS[ta] AND 97[vi]", '"proc natl acad sci u s a"[Journal] AND "97"[Volume]'),
        ("PNAS[ta] AND 2014/01/01:2014/02/01[dp]", '"proc natl acad sci u s a"[Journal] AND 2014/01/01:2014/02/01[Date - Publication]'),
    ],
)  # fmt: skip
def test_the_translation_is_written_as_pubmed_writes_it(headed: Mirror, query: str, translation: str) -> None:
    """The recorded translations of these queries, letter case aside, which PubMed itself does not keep to."""
    assert headed.search(query).translation == translation


def test_untagged_words_are_mapped_as_pubmed_does(headed: Mirror) -> None:
    """Heading, the heading's words, one's own words, as phrase and each by itself."""
    assert headed.search("back ache").translation == (
        '"back pain"[MeSH Terms] OR ("back"[All Fields] AND "pain"[All Fields]) OR "back pain"[All Fields]'
        ' OR ("back"[All Fields] AND "ache"[All Fields]) OR "back ache"[All Fields]'
    )


def test_the_recorded_translations_of_pubmed_come_out_again(headed: Mirror) -> None:
    """Every recorded answer in the present notation, but for one with word forms that only PubMed's tables give, and two names that it
    took for full names (told in docs)."""
    seen = 0
    for path in sorted(data("eutils", "esearch").glob("*")):
        for query, wanted in _recorded(path):
            seen += 1
            got = headed.search(query).translation
            assert got.casefold().replace('"', "") == wanted.casefold().replace('"', ""), path.name
    assert seen >= 6


def _recorded(path: Path) -> list[tuple[str, str]]:
    """The query (rebuilt from what PubMed says it read) and its translation, for those in PubMed's present notation."""
    text = path.read_text()
    if path.suffix == ".json":
        wanted = json.loads(text)["esearchresult"]["querytranslation"]
    else:
        wanted = "".join(re.findall(r"<QueryTranslation>(.*?)</QueryTranslation>", text))
    told = re.findall(r"<From>(.*?)</From>", text)
    plain = "protein" not in path.name and "pmc" not in path.name and "2000s" not in path.name
    old = "[EDAT]" in wanted or "Full Author Name" in text or "cancerated" in wanted
    if not plain or old:
        return []
    query = wanted.replace('"proc natl acad sci u s a"[Journal]', told[0]) if told else wanted
    return [(query, wanted)]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("walking AND cancer[sb]", "the mirror does not know the filter and left it out: cancer[sb]"),
        ("walking OR loattrfull text[sb]", "the mirror does not know the filter and left it out: loattrfull text[sb]"),
        ("walking AND qqqq", "the mirror has nothing for: qqqq"),
        ("walking[nosuchtag]", "the mirror does not know the field: nosuchtag"),
        ('"walking adults of the spine"', 'the mirror has no such phrase and searched its words: "walking adults of the spine"'),
        ("AND walking", "the mirror ignored: AND"),
        ("walking AND #1", "the mirror ignored: #1 (the mirror keeps no history)"),
        ("walking AND wa*", "the mirror ignored: wa* (fewer than 4 letters before the asterisk)"),
        ("walking AND 2020:[dp]", "the mirror ignored: 2020:[dp], which is no range of dates"),
        ("walking AND :2020[dp]", "the mirror ignored: :2020[dp], which is no range of dates"),
        ("walking AND 2020[dp] : soon", "the mirror ignored: 2020:soon[dp], which is no range of dates"),
        ("walking AND 2020:2024", "the mirror ignored: 2020:2024, which has no field such as [dp] or [uid]"),
        ("walking AND 2020[dp]:2024[edat]", "the mirror ignored: 2020:2024, whose ends have two fields: dp:edat"),
        ("(walking OR adults)[ti]", "the mirror ignored: [ti], for a field stands behind words, not behind parentheses"),
        ("walking AND soon[dp]", "the mirror ignored: soon[dp], which is no date such as 2020/03/31"),
        ("qqqq[ti] OR walking", "the mirror has nothing for: qqqq[ti]"),
        ("qqqq*[tiab] OR walking", "the mirror has nothing for: qqqq*[tiab]"),
        ("qqqq j[au] OR walking", "the mirror has nothing for: qqqq j[au]"),
        ("qqqq*[au] OR walking", "the mirror has nothing for: qqqq*[au]"),
        ("teste[au] OR walking", "the mirror has nothing for: teste[au]"),
        ("walking not sciatica OR adults", "the mirror takes “not” for a word that it drops: write NOT where it is meant so"),
        ("walking or adults", "the mirror takes “or” for a word that it drops: write OR where it is meant so"),
        ("qqqq[mh] OR walking", "the mirror has nothing for: qqqq[mh]"),
        ("walking OR sciatica[mh]", "the mirror has no MeSH tree and searched the heading alone: sciatica"),
        ("walking OR free full text[sb]", "the mirror counts only articles in PMC as free full text"),
        ("walking AND tester[ed]", "the mirror does not keep the field Editor by itself and searched all fields: tester"),
        ("leg wa*[tiab]", "the mirror ignored: wa* (fewer than 4 letters before the asterisk)"),
        ("adults[ti] OR w*lking", "the mirror ignored: an asterisk of w*lking, for it counts at the end of the last word alone"),
        ("adults[ti] OR walk* far[ti]", "the mirror ignored: an asterisk of walk* far, for it counts at the end of the last word alone"),
        ("adults[ti] OR te*er[au]", "the mirror ignored: an asterisk of te*er, for it counts at the end of the last word alone"),
        ('"manual thera*"[tiab:~2] OR walking', "the mirror ignored: the asterisk of manual thera*, for a proximity search takes whole words"),
        ('"hand manual therapy"[tiab:~3]', "the mirror may miss records in a proximity search of more than two words: hand manual therapy"),
        ("walking[ab]", "the mirror does not keep the field Abstract by itself and searched all fields: walking"),
    ],
)  # fmt: skip
def test_what_was_passed_over_or_taken_apart_is_told(plain: Mirror, query: str, told: str) -> None:
    """In the words of the PubMed client; the rest of the query still finds what it can."""
    answer = plain.search(query)
    assert told in answer.warnings
    assert answer.count > 0 or '"walking adults' in query


def test_a_query_asked_again_is_answered_and_told_the_same(plain: Mirror) -> None:
    """What a word comes to is kept, also where another query said it first."""
    once = plain.search("walking AND qqqq AND soon[dp]")
    plain.search("qqqq OR walking")
    assert once.warnings
    assert plain.search("walking AND qqqq AND soon[dp]") == once


@pytest.mark.parametrize(
    "query", ["", "  ", "(walking", "walking)", "(" * 60 + "a" + ")" * 60, "a AND b OR " * 200 + "c"]
)
def test_a_query_that_cannot_be_read_is_never_nothing_found(plain: Mirror, query: str) -> None:
    """PubMed tells these as a failure of its search engine."""
    with pytest.raises(CouldNotAskError):
        plain.search(query)


@pytest.mark.parametrize("query", ["()", "[ti]", '""', "AND", "the", "***", "[]", "()()", "- -", ":", "2020:", "(the)"])
def test_a_query_with_nothing_to_search_finds_nothing(plain: Mirror, query: str) -> None:
    """And never everything; that no word was searched for is told (a number is a PMID)."""
    answer = plain.search(query)
    assert answer.count == 0
    assert answer.warnings or "[UID]" in answer.translation


@given(st.text(alphabet=st.sampled_from('ab AND OR NOT ()[]":*&|#~/-1tidpmh\u00e9\u03b2'), max_size=60))
def test_any_query_is_answered_or_refused(plain_folder: Path, query: str) -> None:
    """Whatever is typed, there is an answer or one sentence."""
    try:
        answer = Mirror(plain_folder).search(query)
    except CouldNotAskError:
        return
    assert 0 <= answer.count <= 10


def _written(part: Part) -> str:
    if isinstance(part, Joined):
        right = _written(part.right)
        return f"{_written(part.left)} {part.operator} {f'({right})' if isinstance(part.right, Joined) else right}"
    assert isinstance(part, Said)
    return f"{part.text}[{part.tag}]" if part.tag else part.text


_PARTS = st.recursive(
    st.builds(Said, st.sampled_from(["pain", "leg", "back"]), st.sampled_from(["", "ti", "mh"])),
    lambda inner: st.builds(Joined, st.sampled_from(["AND", "OR", "NOT"]), inner, inner),
    max_leaves=12,
)


@given(_PARTS)
def test_what_is_written_is_read_again(part: Part) -> None:
    """Left to right, with parentheses only for what stands on the right."""
    assert read_query(_written(part)).part == part


def test_a_query_with_thousands_of_terms_is_answered(plain: Mirror) -> None:
    """A ladder may be long; only its tangle is bounded."""
    assert plain.search(" OR ".join(["walking[tiab]", *(f"word{n}[tiab]" for n in range(3000))])).count == 3


def test_the_unreadable_is_told_in_a_sentence() -> None:
    with pytest.raises(UnreadableQueryError, match="parentheses do not pair"):
        read_query("a AND (b")
