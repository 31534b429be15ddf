"""Citations from the files of other programs, matched to PubMed where that is asked for."""

import json
from pathlib import Path

import pytest
from attrs import evolve
from support.boolean_server import BooleanServer
from support.eutils_server import record_of
from support.journeys import Run, claims_file
from support.papers import MANIPULATION, MANIPULATION_HELPS, PAPERS

from claimcheck.claimfile import change
from claimcheck.files import write_atomically
from claimcheck.identifiers import Doi, Pmid

TITLE = MANIPULATION_HELPS.title
PMID = str(MANIPULATION_HELPS.pmid)
JOURNAL = str(MANIPULATION_HELPS.journal)


def ris(**fields: str) -> str:
    return "".join(f"{tag}  - {value}\n" for tag, value in {"TY": "JOUR", **fields, "ER": ""}.items())


@pytest.fixture
def claims(project: Path) -> Path:
    path = project / "claims" / "a.yaml"
    path.write_text(claims_file(MANIPULATION))
    return path


def test_a_ris_file_is_printed_ready_to_paste(run: Run, project: Path) -> None:
    """Nobody is asked; what was written stays beside the identifier."""
    (project / "a.ris").write_text(ris(TI="Walking: helps", AU="Doe, Jane", PY="2021", DO="10.1234/X"))
    ran = run("import", "a.ris")
    assert ran.code == 0
    assert ran.out == (
        'citations:\n  - doi: "10.1234/x"\n    title: "Walking: helps"\n    author: Doe J\n    year: 2021\n'
    )


def test_a_bibtex_file_joins_a_claim(run: Run, project: Path, claims: Path) -> None:
    """By its identifier, unjudged."""
    (project / "a.bib").write_text(
        "@article{a, title={Walking}, pmid={99000777}, author={Doe, J}}\n@misc{b, title={No}}"
    )
    ran = run("import", "a.bib", "--claim", MANIPULATION.id, "--by", "ed")
    assert ran.code == 0
    assert "PMID 99000777 added" in ran.out
    assert "left out" in ran.err
    assert "--match" in ran.err
    assert "title: Walking" in claims.read_text()


def test_what_a_person_turned_down_is_not_imported(run: Run, project: Path, claims: Path) -> None:
    """It is told and left out; the others are cited, a DOI in other letters once."""
    claims.write_text(
        claims.read_text()
        + f"    citations:\n      - doi: 10.1000/PED.4\n    rejected:\n      - {{pmid: {PMID}, by: Dr. Ito, reason: no effect}}\n"
    )
    works = f"@article{{a, title={{A}}, pmid={{{PMID}}}}}\n@article{{b, title={{B}}, doi={{10.1000/ped.4}}}}\n@article{{c, title={{C}}, pmid={{7}}}}"
    (project / "a.bib").write_text(works)
    ran = run("import", "a.bib", "--claim", MANIPULATION.id, "--by", "ed")
    undo = f"claimcheck undo {MANIPULATION.id} {PMID} --rejection"
    told = f"PMID {PMID} of {MANIPULATION.id} was rejected by Dr. Ito (no effect): undo that first: {undo}; left out"
    assert told in ran.err
    assert ran.out == f"{MANIPULATION.id}: doi:10.1000/ped.4 was cited already\n{MANIPULATION.id}: PMID 7 added\n"


def test_what_the_lock_knows_as_one_work_is_turned_down_and_cited_once(run: Run, project: Path, claims: Path) -> None:
    """By whichever identifier the list names it: a person's no to the PMID holds for the DOI."""
    claims.write_text(
        f"{claims.read_text()}    citations:\n      - pmid: 11\n      - doi: 10.1234/12\n    rejected:\n      - {{pmid: 13, by: Dr. Ito}}\n"
    )
    papers = {str(pmid): {"title": "Walking", "doi": f"10.1234/{pmid}"} for pmid in (11, 12, 13)}
    lock = project / "claims" / "evidence.lock.json"
    lock.write_text(json.dumps({"format": "claimcheck-lock/1", "papers": papers}))
    works = ("doi={10.1234/11}", "pmid={12}", "doi={10.1234/13}", "doi={10.1234/14}")
    (project / "a.bib").write_text("\n".join(f"@article{{a{number}, {work}}}" for number, work in enumerate(works)))
    ran = run("import", "a.bib", "--claim", MANIPULATION.id, "--by", "ed")
    assert f"PMID 13 of {MANIPULATION.id} was rejected by Dr. Ito" in ran.err
    assert ran.out.splitlines() == [
        f"{MANIPULATION.id}: doi:10.1234/11 was cited already",
        f"{MANIPULATION.id}: PMID 12 was cited already",
        f"{MANIPULATION.id}: doi:10.1234/14 added",
    ]


@pytest.mark.parametrize(
    ("works", "printed"),
    [
        (["doi={10.1234/a}", "doi={10.1234/A}, pmid={7}", "pmid={7}"], ["doi", "pmid"]),
        (["pmid={7}", "pmid={7}"], ["pmid"]),
        (["doi={10.1234/a}, pmid={7}", "doi={10.1234/a}, pmid={8}"], ["doi", "pmid", "doi", "pmid"]),
        (["title={A}, url={https://example.org/a}", "title={A}, url={https://example.org/a}"], ["url"]),
    ],
)
def test_a_work_that_a_list_has_twice_is_printed_once(
    run: Run, project: Path, works: list[str], printed: list[str]
) -> None:
    """With the identifiers of both entries, and told; two PMIDs are two works, which a person must look at."""
    (project / "a.bib").write_text("\n".join(f"@article{{a{number}, {work}}}" for number, work in enumerate(works)))
    ran = run("import", "a.bib")
    keys = [line.strip(" -").partition(":")[0] for line in ran.out.splitlines()[1:]]
    assert sorted(key for key in keys if key != "title") == sorted(printed)
    assert ran.err.count("left out: the list has this work before") == len(works) - ran.out.count("  - ")


def test_a_long_list_is_written_in_one_step(
    run: Run, project: Path, claims: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is read and written once, not once for each work."""
    written: list[Path] = []

    def write(path: str, data: bytes) -> None:
        written.append(Path(path))
        write_atomically(path, data)

    monkeypatch.setattr(change, "write_atomically", write)
    (project / "a.bib").write_text("\n".join(f"@article{{a{number}, pmid={{{number}}}}}" for number in range(1, 100)))
    ran = run("import", "a.bib", "--claim", MANIPULATION.id, "--by", "ed")
    assert ran.out.count(" added\n") == 99
    assert [path.name for path in written] == [claims.name]
    assert claims.read_text().count("- pmid:") == 99


def test_a_reference_without_identifier_is_matched(
    run: Run, project: Path, claims: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By journal, year and author (ECitMatch); the record must be the work that was written."""
    (project / "a.ris").write_text(
        ris(TI=TITLE, AU="Tester, T", PY="2019", T2=JOURNAL)
        + ris(TI="Something else entirely different", AU="Tester, T", PY="2019", T2=JOURNAL)
    )
    key = f"{JOURNAL}|2019|||Tester T"
    with BooleanServer(PAPERS, citations={key: PMID}) as server:
        monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", server.url)
        ran = run("import", "a.ris", "--match", "--claim", MANIPULATION.id, "--by", "ed")
    assert ran.code == 0
    assert f"pmid: {PMID}" in claims.read_text()
    assert claims.read_text().count("pmid:") == 1
    assert "has no record that is this work" in ran.err
    assert TITLE in (project / "claims" / "evidence.lock.json").read_text()


@pytest.mark.parametrize("tail", [".", "#abstract", "?via=ihub", ")", ";", "/"])
@pytest.mark.parametrize("form", ["TY  - JOUR\nTI  - W\nDO  - {}\nER  - \n", "@article{{a, title={{W}}, doi={{{}}}}}"])
def test_what_was_copied_along_with_a_doi_is_left_out(run: Run, project: Path, form: str, tail: str) -> None:
    """A full stop, and what an address says behind the work."""
    (project / "a.txt").write_text(form.format(f"https://doi.org/10.1234/X{tail}"))
    assert run("import", "a.txt").out == 'citations:\n  - doi: "10.1234/x"\n    title: W\n'


@pytest.mark.parametrize("beside", [{}, {"AN": PMID, "DB": "PubMed"}])
def test_an_identifier_that_the_record_has_otherwise_is_told(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch, beside: dict[str, str]
) -> None:
    """Found by PMID or by title; what was written stays, so that the gate can compare it."""
    (project / "a.ris").write_text(ris(TI=TITLE, AU="Tester, T", PY="2019", DO="10.1234/other", **beside))
    with BooleanServer([evolve(MANIPULATION_HELPS, doi=Doi("10.1234/own"))]) as server:
        monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", server.url)
        ran = run("import", "a.ris", "--match")
    assert f"PMID {PMID} was found, but its DOI is 10.1234/own, not 10.1234/other" in ran.err
    assert ("10.1234/other" in ran.out, f"pmid: {PMID}" in ran.out) == (True, True)


def test_a_reference_is_matched_by_its_title_when_nothing_else_is_known(online: Run, project: Path) -> None:
    """One record with this title, and author and year agree."""
    (project / "a.ris").write_text(ris(TI=TITLE, AU="Tester, T", PY="2019"))
    ran = online("import", "a.ris", "--match")
    assert (ran.code, f"pmid: {PMID}" in ran.out) == (0, True)
    (project / "a.ris").write_text(ris(TI=TITLE, AU="Nobody, X", PY="2019"))
    assert "pmid" not in online("import", "a.ris", "--match").out


MARKED = "Helicobacter pylori & vitamin B12: H2O2 against Placebo"
AS_RIS = '<i>Helicobacter pylori</i> &amp; vitamin B<sub>12</sub>: H2O2 against <span class="nocase">Placebo</span>'
AS_BIBTEX = (
    r"{\textless}i{\textgreater}{Helicobacter} pylori{\textless}/i{\textgreater} \& vitamin B$_{12}$:"
    r" {H}$_2${O}$_2$ against {Placebo}"
)


@pytest.mark.parametrize("recorded", [MARKED, MARKED.replace("B12", "B(12)"), f"[{MARKED}]."])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ris", ris(TI=AS_RIS, AU="Tester, T", PY="2019")),
        ("a.bib", f"@article{{a, title={{{AS_BIBTEX}}}, author={{Tester, T}}, year=2019}}"),
        (
            "a.json",
            json.dumps([{"title": AS_RIS, "author": [{"family": "Tester"}], "issued": {"date-parts": [[2019]]}}]),
        ),
    ],
)
def test_markup_in_a_title_does_not_make_it_another(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str, recorded: str
) -> None:
    """As Zotero, CSL and LaTeX write italics, small letters and signs: neither the search nor the comparison takes it for words."""
    (project / name).write_text(text)
    with BooleanServer([evolve(MANIPULATION_HELPS, title=recorded)]) as server:
        monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", server.url)
        ran = run("import", name, "--match")
    assert (ran.code, f"pmid: {PMID}" in ran.out) == (0, True), ran.err


def test_another_work_under_the_identifier_is_told_and_the_gate_sees_it(
    online: Run, project: Path, claims: Path
) -> None:
    """What was written is kept beside the PMID, so that CC202 compares it."""
    (project / "a.ris").write_text(ris(TI="Bees and their honey", AU="Bee, A", DB="PubMed", AN=PMID))
    ran = online("import", "a.ris", "--match", "--claim", MANIPULATION.id, "--by", "ed")
    assert ran.code == 0
    assert f"PMID {PMID} is another work" in ran.err
    assert "CC202" in online("check", "--format", "concise").out


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"TI": "Bees and their honey", "N1": f"PMID: {PMID}", "UR": "https://example.org/bees"}, "url:"),
        ({"TI": "Bees and their honey", "N1": f"PMID: {PMID}", "DO": "10.1234/bees"}, "doi:"),
        ({"TI": TITLE, "AU": "Tester, T", "PY": "2019", "N1": f"PMID: {PAPERS[1].pmid}"}, f"pmid: {PMID}"),
    ],
)
def test_a_pmid_in_a_note_that_is_another_works_is_not_attached(
    online: Run, project: Path, fields: dict[str, str], kept: str
) -> None:
    """It is told, and the work is looked for by what else is written."""
    (project / "a.ris").write_text(ris(**fields))
    ran = online("import", "a.ris", "--match")
    assert (ran.code, "stands in a note and is another work's" in ran.err) == (0, True)
    assert kept in ran.out
    assert fields["N1"].partition(" ")[2] not in ran.out.replace(kept, "")


def test_several_records_that_fit_are_told_and_none_is_attached(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is not "no record": the person can name the one that is meant."""
    twin = evolve(MANIPULATION_HELPS, pmid=Pmid("99000999"))
    (project / "a.ris").write_text(ris(TI=TITLE, AU="Tester, T", PY="2019", UR="https://example.org/x"))
    with BooleanServer((*PAPERS, twin)) as server:
        monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", server.url)
        ran = run("import", "a.ris", "--match")
    assert f"several records of PubMed fit: {PMID}, 99000999; name one" in ran.err
    assert ("no record" in ran.err, "pmid" in ran.out) == (False, False)


@pytest.mark.parametrize(
    "name", ["World Health Organization", "World Health Organization,", "Organization, World Health"]
)
@pytest.mark.parametrize("more", [{"PM": PMID}, {"PY": "2019"}])
def test_a_work_of_an_organisation_is_matched(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch, name: str, more: dict[str, str]
) -> None:
    """Its name is no person's, and the record is not called another work."""
    person = "<LastName>Tester</LastName><Initials>T</Initials>"
    group = "<CollectiveName>World Health Organization</CollectiveName>"
    guideline = record_of(MANIPULATION_HELPS).replace(person, group)
    (project / "a.ris").write_text(ris(TI=TITLE, AU=name, **more))
    with BooleanServer((guideline,)) as server:
        monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", server.url)
        ran = run("import", "a.ris", "--match")
    assert (ran.code, "another work" in ran.err, "no record" in ran.err) == (0, False, False)
    assert f"pmid: {PMID}" in ran.out
    assert "author: World Health Organization" in ran.out


def test_a_pmid_that_pubmed_does_not_have_is_told(online: Run, project: Path, claims: Path) -> None:
    """Answered with no is not unasked: the lock remembers it and the gate says so."""
    (project / "a.ris").write_text(ris(TI="Ghost", DB="PubMed", AN="98999999"))
    ran = online("import", "a.ris", "--match", "--claim", MANIPULATION.id, "--by", "ed")
    assert ran.code == 0
    assert "PubMed has no record 98999999" in ran.err
    assert "CC205" in online("check", "--format", "concise").out


def test_could_not_ask_is_told_and_is_exit_code_3(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The citation is there as written; it is not said that PubMed has nothing."""
    monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", "http://127.0.0.1:9/")
    monkeypatch.setattr("claimcheck.cli.pubmed.PubMed", _impatient)
    (project / "a.ris").write_text(ris(TI="Walking", DO="10.1234/x"))
    ran = run("import", "a.ris", "--match")
    assert ran.code == 3
    assert "could not ask PubMed" in ran.err
    assert "no record" not in ran.err
    assert "10.1234/x" in ran.out
    (project / "b.ris").write_text(ris(TI="Walking and talking", AU="Doe, J", PY="2020"))
    ran = run("import", "b.ris", "--match")
    assert (ran.code, ran.out) == (3, "")
    assert "could not ask PubMed" in ran.err


def test_an_outage_cites_no_work_a_second_time(
    online: Run, project: Path, claims: Path, monkeypatch: pytest.MonkeyPatch, server: BooleanServer
) -> None:
    """The lock knows that what is cited by its PMID is the work of the DOI; who adds nothing is sent nowhere."""
    server.add(record_of(evolve(MANIPULATION_HELPS, doi=Doi("10.1234/x"))))
    claims.write_text(f"{claims.read_text()}    citations: [{{pmid: {PMID}}}]\n")
    online("refresh")
    before = claims.read_bytes()
    monkeypatch.setenv("CLAIMCHECK_PUBMED_BASE_URL", "http://127.0.0.1:9/")
    monkeypatch.setattr("claimcheck.cli.pubmed.PubMed", _impatient)
    (project / "a.ris").write_text(
        ris(TI=TITLE, DO="10.1234/x") + ris(TI="Walking and talking", AU="Doe, J", PY="2020")
    )
    ran = online("import", "a.ris", "--match", "--claim", MANIPULATION.id, "--by", "ed")
    assert (ran.code, claims.read_bytes()) == (3, before)
    assert ran.out == f"{MANIPULATION.id}: doi:10.1234/x was cited already\n"
    assert "nobody has judged them" not in ran.err
    assert "left out" not in ran.err


def _impatient(**settings: object) -> object:
    from claimcheck.catalogs.pubmed.client import PubMed  # noqa: PLC0415 - the real one, behind the name that is replaced

    return PubMed(**{**settings, "deadline": 0.3})  # type: ignore[arg-type]


def test_nothing_usable_is_exit_code_2(run: Run, project: Path) -> None:
    """And a file that is not there, or broken, is one sentence."""
    (project / "a.bib").write_text("@misc{a, title={Only a title}}")
    ran = run("import", "a.bib")
    assert (ran.code, "try --match" in ran.err) == (2, True)
    assert run("import", "gone.ris").code == 2
    (project / "b.bib").write_text("\n@misc{a, title={Only")
    assert "b.bib, line 2" in run("import", "b.bib").err


def test_a_bad_nbib_record_costs_no_other_and_is_told_with_its_line(run: Run, project: Path, claims: Path) -> None:
    """The other papers join the claim and the lock; of the bad record nothing does."""
    (project / "a.nbib").write_text(
        "PMID- 99000601\nTI  - Walking\n\nTI  - A book\nLID - 10.1234/book [doi]\n\nPMID- 0\nTI  - Nought\n\nPMID- 99000602\nTI  - Last\n"
    )
    ran = run("import", "a.nbib", "--claim", MANIPULATION.id, "--by", "ed")
    assert ran.code == 0
    assert "a.nbib, lines 4, 7: this record has no PMID" in ran.err
    assert [f"pmid: {pmid}" in claims.read_text() for pmid in (99000601, 99000602)] == [True, True]
    lock = (project / "claims" / "evidence.lock.json").read_text()
    assert ("Walking" in lock, "book" in lock, "Nought" in lock) == (True, False, False)
    (project / "b.nbib").write_text("PMID- 0\nTI  - Nought\n")
    ran = run("import", "b.nbib")
    assert (ran.code, "b.nbib holds no record with a PMID" in ran.err, "line 1" in ran.err) == (2, True, True)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.nbib", ris(TI="Walking", DO="10.1234/x")),
        ("a.medline", "@article{a, title={Walking}, doi={10.1234/x}}"),
        ("a.nbib", '[{"title": "Walking", "DOI": "10.1234/x"}]'),
        ("a.bib", ris(TI="Walking", DO="10.1234/x")),
        ("a.bib", "@article{a, title={Walking}, doi={10.1234/x}, abstract={one\nTY  - two\nPMID- 3\n}}"),
        ("a.ris", ris(TI="Walking", DO="10.1234/x", N2="one\nPMID- 3")),
        ("a.ris", ris(TI="Walking", DO="10.1234/x", N2="one\n@article{x}")),
    ],
)
def test_a_file_is_read_as_what_it_holds(run: Run, project: Path, name: str, text: str) -> None:
    """Whatever its name; the name decides where its own format is found in the file."""
    (project / name).write_text(text)
    assert run("import", name).out == 'citations:\n  - doi: "10.1234/x"\n    title: Walking\n'
