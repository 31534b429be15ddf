"""`check --since` and `--staged`: a pull request hears of what it changed, and of all of that."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import evolve
from support.gate import notice, paper
from support.journeys import Ran, Run

import claimcheck
from claimcheck.lockfile import Lock, dump_lock

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

ARTICLE = "# Backs\n\nWalking eases pain. Massage eases pain too.\n\nRest is of no use.\n"
CLAIMS = """\
claimcheck: 1
article: {path: ../page.md, reviewed: 2026-06-01}
claims:
  - id: walking
    statement: Walking eases pain.
    kind: efficacy
    quote: Walking eases pain.
    citations:
      - {pmid: 99000001, stance: supports, reviewed: {by: editor, date: 2026-11-22}}
  - id: massage
    statement: Massage eases pain.
    kind: efficacy
    quote: Massage eases pain too.
  - id: rest
    statement: Rest is of no use.
    kind: efficacy
    quote: Rest is of no use.
"""
PAPER = paper(1, "A trial of walking", types=("Journal Article", "Randomized Controlled Trial"))


def git(*words: str) -> str:
    identity = ["-c", "user.name=editor", "-c", "user.email=editor@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *identity, *words], check=True, capture_output=True, text=True).stdout.strip()


def write_lock(project: Path, lock: Lock) -> None:
    (project / "claims" / "evidence.lock.json").write_bytes(dump_lock(lock))


@pytest.fixture
def repository(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One commit with three claims: one sourced, two without a source."""
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    (project / "page.md").write_text(ARTICLE)
    (project / "claims" / "a.yaml").write_text(CLAIMS)
    write_lock(project, Lock(papers={PAPER.pmid: PAPER}))
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "--message", "Begin")
    return project


def told(ran: Ran) -> tuple[set[str], set[str]]:
    """The claims of a JSON report, and the claims that its findings and skips are about."""
    report = json.loads(ran.out)
    about = {str(one["claim_id"]) for one in (*report["findings"], *report["skips"])}
    return {claim["id"] for claim in report["claims"]}, about


def since(run: Run, *arguments: str) -> tuple[set[str], set[str]]:
    return told(run("check", "--format", "json", *(arguments or ("--since", "HEAD"))))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_nothing_changed_is_clean_though_old_claims_have_no_source(run: Run, repository: Path) -> None:
    """Old debts do not fail a pull request that has nothing to do with them."""
    assert run("check").code == 1
    ran = run("check", "--since", "HEAD")
    assert ran.code == 0
    assert "0 of 3 claims: those that changed since HEAD" in ran.err


def test_a_changed_record_is_checked_alone(run: Run, repository: Path) -> None:
    """Only the claim that was edited is told of; a new claim counts as changed."""
    edit(repository / "claims" / "a.yaml", "Massage eases pain.", "Massage eases back pain.")
    assert since(run) == ({"massage"}, {"massage"})
    with (repository / "claims" / "a.yaml").open("a") as file:
        file.write("  - {id: new, statement: Sleep helps., kind: efficacy}\n")
    assert since(run) == ({"massage", "new"}, {"massage", "new"})


def test_lines_that_move_change_nothing(run: Run, repository: Path) -> None:
    """Comments, order and other spelling of the same record are no change, nor is text between quotes."""
    claims = repository / "claims" / "a.yaml"
    edit(claims, "claims:\n", "# a remark\n\nclaims:\n\n")
    edit(claims, "    statement: Rest is of no use.", '    statement: "Rest is of no use."  # sure')
    edit(repository / "page.md", "# Backs\n", "# All about backs\n\nWe wrote this page.\n")
    assert since(run) == (set(), set())


def test_a_retraction_in_the_lock_selects_the_claims_that_cite_the_paper(run: Run, repository: Path) -> None:
    """A refresh that learns of a retraction fails where it matters, though no record was touched."""
    write_lock(repository, Lock(papers={PAPER.pmid: evolve(PAPER, notices=(notice("retraction", 7),))}))
    ran = run("check", "--since", "HEAD", "--format", "json")
    assert ran.code == 1
    assert told(ran) == ({"walking"}, {"walking"})
    assert "retracted" in ran.out


def test_a_changed_sentence_of_the_article_selects_its_claim(run: Run, repository: Path) -> None:
    """The quote may still stand: what stands around it in its sentence counts."""
    edit(repository / "page.md", "Rest is of no use.", "Some say: Rest is of no use. Or is it?")
    assert since(run)[0] == {"rest"}
    edit(repository / "page.md", "Some say: Rest is of no use. Or is it?", "Nothing.")
    assert since(run) == ({"rest"}, {"rest"})


def test_a_next_sentence_that_takes_a_quote_back_selects_its_claim(run: Run, repository: Path) -> None:
    edit(repository / "page.md", "Walking eases pain.", "Walking eases pain?")
    edit(repository / "claims" / "a.yaml", "quote: Walking eases pain.", "quote: Walking eases pain")
    git("commit", "--quiet", "--all", "--message", "Ask")
    edit(repository / "page.md", "Walking eases pain?", "Walking eases pain? No, that is wrong.")
    assert since(run) == ({"walking"}, {"walking"})


@pytest.mark.parametrize("how", [("--since", "HEAD"), ("--staged",)], ids=" ".join)
@pytest.mark.parametrize("is_own_file", [False, True])
def test_a_sentence_whose_record_was_deleted_counts(
    run: Run, repository: Path, how: tuple[str, ...], is_own_file: bool
) -> None:
    """What the article says without a record since long before does not."""
    claims = repository / "claims" / "a.yaml"
    massage = CLAIMS[CLAIMS.index("  - id: massage") : CLAIMS.index("  - id: rest")]
    edit(repository / "page.md", "# Backs\n", "# Backs\n\nYoga eases pain as well.\n")
    edit(claims, massage, "")
    if is_own_file:
        (repository / "claims" / "b.yaml").write_text(
            f"claimcheck: 1\narticle: {{path: ../page.md}}\nclaims:\n{massage}"
        )
        git("add", ".")
        git("commit", "--quiet", "--message", "Begin anew")
        (repository / "claims" / "b.yaml").unlink()
    else:
        edit(claims, "claims:\n", f"claims:\n{massage}")
        git("commit", "--quiet", "--all", "--message", "Begin anew")
        edit(claims, massage, "")
    git("add", ".")
    ran = run("check", "--format", "json", "--select", "CC102", *how)
    assert [one["message"] for one in json.loads(ran.out)["findings"]] == [
        'no record of what the article says here: "Massage eases pain too."'
    ]


def test_a_sentence_beside_that_of_a_deleted_or_renamed_claim_does_not_count(run: Run, repository: Path) -> None:
    """A paragraph on one line holds what nobody ever recorded too; a claim under another id is not gone."""
    claims = repository / "claims" / "a.yaml"
    edit(repository / "page.md", "Massage eases pain too.", "Massage eases pain too. Yoga eases pain as well.")
    git("commit", "--quiet", "--all", "--message", "Write more")
    massage = CLAIMS[CLAIMS.index("  - id: massage") : CLAIMS.index("  - id: rest")]
    edit(claims, massage, massage.replace("id: massage", "id: kneading"))
    assert "no record" not in run("check", "--format", "concise", "--select", "CC102", "--since", "HEAD").out
    edit(claims, massage.replace("id: massage", "id: kneading"), "")
    told = run("check", "--format", "concise", "--select", "CC102", "--since", "HEAD").out
    assert told.count("no record") == 1
    assert "Massage" in told


def test_what_is_wrong_with_changed_files_stays(run: Run, repository: Path) -> None:
    """An article that is gone and a lock that is broken are told, whatever claims changed."""
    (repository / "page.md").unlink()
    claims, about = since(run)
    assert claims == {"walking", "massage", "rest"}
    assert "None" in about
    (repository / "page.md").write_text(ARTICLE)
    (repository / "claims" / "evidence.lock.json").write_text("{")
    claims, about = since(run)
    assert claims == {"walking"}
    assert "None" in about


def test_a_record_that_became_invalid_is_told_and_its_neighbours_are_not(run: Run, repository: Path) -> None:
    """What cannot be read as a claim is compared by what is wrong with it."""
    edit(
        repository / "claims" / "a.yaml", "quote: Massage eases pain too.", "quote: Massage eases pain too.\n    kin: x"
    )
    assert since(run)[1] == {"massage"}


def test_staged_compares_what_the_next_commit_changes(run: Run, repository: Path) -> None:
    """Only what was added to the index counts."""
    claims = repository / "claims" / "a.yaml"
    edit(claims, "Massage eases pain.", "Massage eases back pain.")
    assert since(run, "--staged") == (set(), set())
    git("add", "claims")
    edit(claims, "statement: Rest is of no use.", "statement: Rest is no use.")
    assert since(run, "--staged")[0] == {"massage"}


def test_in_a_hook_of_git_it_sees_what_is_being_committed(repository: Path) -> None:
    """Git gives a hook an index and a folder of its own, in a linked work tree too, where the last commit is ours."""
    git("worktree", "add", "--quiet", "../other")
    other = repository.parent / "other"
    hook = repository / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    command = f"PYTHONPATH='{Path(claimcheck.__file__).parents[1]}' exec '{sys.executable}' -m claimcheck"
    hook.write_text(f"#!/bin/sh\n{command} check --staged --format concise\n")
    hook.chmod(0o755)
    for folder in (repository, other):
        edit(folder / "claims" / "a.yaml", "Massage eases pain.", "Massage eases back pain.")
        with pytest.raises(subprocess.CalledProcessError) as refused:
            git("-C", str(folder), "commit", "--all", "--message", "Mend")
        assert "1 of 3 claims: those that are staged" in refused.value.stderr


def test_claims_of_another_repository_are_refused(run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git here cannot tell what changed there."""
    (repository / "inner").mkdir()
    monkeypatch.chdir(repository / "inner")
    git("init", "--quiet")
    assert "is not in the git repository" in refusal(run, "../claims", "--staged")


def test_before_the_first_commit_everything_staged_is_new(run: Run, project: Path) -> None:
    """The first commit of a project is checked like any other."""
    (project / "claims" / "a.yaml").write_text(CLAIMS)
    (project / "page.md").write_text(ARTICLE)
    git("init", "--quiet")
    git("add", ".")
    assert since(run, "--staged")[0] == {"walking", "massage", "rest"}


def test_an_older_revision_by_any_of_its_names(run: Run, repository: Path) -> None:
    """A branch, a tag and a distance mean what they mean to git."""
    git("tag", "before")
    edit(repository / "claims" / "a.yaml", "Massage eases pain.", "Massage eases back pain.")
    git("commit", "--quiet", "--all", "--message", "Mend")
    assert since(run)[0] == set()
    assert since(run, "--since", "before")[0] == since(run, "--since", "HEAD~1")[0] == {"massage"}


def refusal(run: Run, *arguments: str) -> str:
    ran = run("check", *arguments)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    return ran.err


@pytest.mark.parametrize("revision", ["nowhere", "--help", "HEAD:page.md"])
def test_an_unknown_revision_is_one_sentence(run: Run, repository: Path, revision: str) -> None:
    """Nothing is taken for unchanged because it could not be compared."""
    assert "git knows no revision" in refusal(run, f"--since={revision}")


def test_outside_a_repository_it_says_so(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git nothing tells what changed."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.parent))
    (project / "claims" / "a.yaml").write_text(CLAIMS)
    assert "is not in a git repository" in refusal(run, "--since", "HEAD")


def test_a_shallow_clone_says_what_is_missing(run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CI often fetches one commit only: the sentence says how to fetch the others."""
    first = git("rev-parse", "HEAD")
    git("commit", "--quiet", "--allow-empty", "--message", "More")
    git("clone", "--quiet", "--depth", "1", f"file://{repository}", str(repository.parent / "clone"))
    monkeypatch.chdir(repository.parent / "clone")
    assert "this is a shallow clone without the revision" in (said := refusal(run, "--since", first))
    assert "fetch-depth: 0" in said


def test_a_pull_request_is_compared_with_where_it_began(run: Run, repository: Path) -> None:
    """What others did on the main branch meanwhile is theirs, by either way of naming it."""
    main = git("symbolic-ref", "--short", "HEAD")
    git("switch", "--quiet", "--create", "mine")
    edit(repository / "claims" / "a.yaml", "Rest is of no use.\n    kind", "Rest is useless.\n    kind")
    git("commit", "--quiet", "--all", "--message", "Mine")
    git("switch", "--quiet", main)
    edit(repository / "claims" / "a.yaml", "Massage eases pain.\n", "Massage helps.\n")
    git("commit", "--quiet", "--all", "--message", "Theirs")
    git("switch", "--quiet", "mine")
    assert since(run, "--since", main)[0] == since(run, "--since", f"{main}...HEAD")[0] == {"rest"}


def test_files_that_are_renamed_and_claims_that_move_change_nothing(run: Run, repository: Path) -> None:
    """A claims file in another folder, its article under another name, and a claim in a file of its own."""
    (repository / "claims" / "old").mkdir()
    git("mv", "claims/a.yaml", "claims/old/b.yaml")
    git("mv", "page.md", "claims/backs.md")
    edit(repository / "claims" / "old" / "b.yaml", "../page.md", "../backs.md")
    text = (repository / "claims" / "old" / "b.yaml").read_text()
    head, rest = text[: text.index("claims:")], text[text.index("  - id: rest") :]
    (repository / "claims" / "old" / "b.yaml").write_text(text.removesuffix(rest))
    (repository / "claims" / "c.yaml").write_text(f"{head.replace('../backs.md', 'backs.md')}claims:\n{rest}")
    assert since(run) == (set(), set())
    edit(repository / "claims" / "backs.md", "Rest is of no use.", "Rest is of some use.")
    assert since(run)[0] == {"rest"}


def test_a_waiver_in_an_article_outside_the_claims_folder_counts(run: Run, repository: Path) -> None:
    """Its words change nothing on the page that a reader sees, but what is said of the claim."""
    edit(
        repository / "page.md", "Rest is", '<!-- claimcheck-ignore CC101 reason="of the clinic" by=editor -->\nRest is'
    )
    assert since(run)[0] == {"rest"}
    git("commit", "--quiet", "--all", "--message", "Waive")
    assert since(run)[0] == set()
    edit(repository / "page.md", "CC101", "CC103")
    claims, about = since(run)
    assert claims == {"rest"}
    assert "None" in about, "the article's own finding: its waiver hides nothing"


def test_links_are_those_of_the_revision(run: Run, repository: Path) -> None:
    """A claims folder that is a link now and was a folder then, and an article behind a link."""
    (repository / "texts").mkdir()
    git("mv", "page.md", "texts/page.md")
    (repository / "page.md").symlink_to("texts/page.md")
    assert since(run) == (set(), set())
    git("add", ".")
    git("commit", "--quiet", "--all", "--message", "Link")
    edit(repository / "texts" / "page.md", "Massage eases pain too.", "Massage may ease pain.")
    assert since(run)[0] == {"massage"}


@pytest.fixture
def module(repository: Path) -> Path:
    """A submodule below the claims, with two claims and their article."""
    folder = repository / "claims" / "shared"
    folder.mkdir()
    (folder / "page.md").write_text("Tea cures headaches. Rest is of use.\n")
    (folder / "b.yaml").write_text(
        "claimcheck: 1\narticle: {path: page.md}\nclaims:\n  - {id: tea, statement: Tea cures headaches.}\n"
        "  - {id: sleep, statement: Sleep helps.}\n"
    )
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "Share"]):
        git("-C", str(folder), *words)
    git("add", ".")
    git("commit", "--quiet", "--message", "Use what is shared")
    return folder


@pytest.mark.parametrize("how", [("--since", "HEAD"), ("--since", "HEAD~1"), ("--staged",)], ids=" ".join)
@pytest.mark.parametrize("path", ["claims", "claims/shared", "claims/shared/b.yaml"])
def test_claims_in_a_submodule_count_as_changed(
    path: str, how: tuple[str, ...], run: Run, repository: Path, module: Path
) -> None:
    """This repository does not keep them, so nobody knows what they were; those beside them are compared as always."""
    claims, about = since(run, path, *how)
    assert claims == {"tea", "sleep"}
    assert {"tea", "sleep", "None"} <= about, "the article's sentence that no claim has is told too"
    edit(repository / "claims" / "a.yaml", "Rest is of no use.\n    kind", "Rest is of some use.\n    kind")
    git("add", "claims/a.yaml")
    assert since(run, path, *how)[0] == {"tea", "sleep", *(["rest"] if path == "claims" else [])}


@pytest.mark.parametrize(("shares", "states"), [(False, 1), (True, 0)])
def test_the_history_leaves_out_states_with_a_submodule(
    shares: bool,
    states: int,
    run: Run,
    repository: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Too few claims would be counted in them."""
    if shares:
        request.getfixturevalue("module")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-10-01T12:00:00Z")
    edit(repository / "claims" / "a.yaml", "Rest is of no use.\n    kind", "Rest is of some use.\n    kind")
    git("commit", "--quiet", "--all", "--message", "Reword")
    assert f"{states} earlier states" in run("report", "--site", "../house").err


def test_git_is_started_a_few_times_however_many_files_there_are(
    run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One process gives the content of all."""
    for number in range(30):
        (repository / "claims" / f"n{number}.yaml").write_text(CLAIMS.replace("id: ", f"id: n{number}-"))
    git("add", ".")
    git("commit", "--quiet", "--message", "More")
    started: list[object] = []
    begin = subprocess.Popen.__init__

    def counted(self: object, words: object, *more: object, **others: object) -> None:
        started.append(words)
        begin(self, words, *more, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(subprocess.Popen, "__init__", counted)
    edit(repository / "page.md", "Rest is of no use.", "Rest is of some use.")
    assert len(since(run)[0]) == 31
    assert len(started) <= 6
