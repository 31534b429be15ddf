"""The ready workflow that watches for retractions: its own shell steps, run day after day on a repository with a remote."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.boolean_server import BooleanServer
from support.eutils_server import record, server_error
from support.workflow import Job, Step, pulls, stand_ins

TEMPLATE = Path(__file__).parents[2] / "templates" / "github" / "retraction-watch.yml"
BRANCH = "claimcheck/retraction-watch"
CLAIMS = """\
claimcheck: 1
claims:
  - id: walking
    statement: Walking reduces back pain.
    citations:
      - {pmid: 99100001, stance: supports, reviewed: {by: A. Editor, date: 2026-11-20}}
      - {pmid: 99100002, stance: supports, reviewed: {by: A. Editor, date: 2026-11-20}}
"""
GIT = ("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("bash") is None or shutil.which("git") is None, reason="needs bash and git"),
]


def paper(pmid: str, *, kind: str = "", notice: str = "99100009", title: str = "An invented study.") -> str:
    link = f'<CommentsCorrections RefType="{kind}"><RefSource>J Walks. 2026</RefSource><PMID>{notice}</PMID></CommentsCorrections>'
    return record(
        pmid, title, "It helped.", extra=f"<CommentsCorrectionsList>{link}</CommentsCorrectionsList>" if kind else ""
    )


class House:
    """A remote, GitHub's pull requests, and PubMed."""

    def __init__(self, folder: Path, server: BooleanServer) -> None:
        self.folder, self.server, self.days = folder, server, 0
        self.remote = folder / "remote.git"
        self.programs = stand_ins(folder)
        work = folder / "work"
        (work / "claims").mkdir(parents=True)
        (work / "claims" / "a.yaml").write_text(CLAIMS)
        self.git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(self.remote))
        self.git(work, "init", "--quiet", "--initial-branch=main")
        self.git(work, "add", "-A")
        self.git(work, "commit", "--quiet", "-m", "First")
        self.git(work, "push", "--quiet", str(self.remote), "main")

    def git(self, where: Path, *words: str) -> str:
        return subprocess.run([*GIT, *words], cwd=where, check=True, capture_output=True, text=True).stdout.strip()

    def day(self) -> list[Step]:
        """One run of the job, in a fresh and shallow clone as actions/checkout makes it."""
        self.days += 1
        clone, temporary = self.folder / f"day{self.days}", self.folder / f"temp{self.days}"
        self.git(self.folder, "clone", "--quiet", "--depth=1", self.remote.as_uri(), str(clone))
        temporary.mkdir()
        environment = {
            "PATH": f"{self.programs}:/usr/local/bin:/usr/bin:/bin",
            "GITHUB_REF_NAME": "main",
            "GITHUB_ACTIONS": "true",
            "HOME": str(self.folder),
            "CLAIMCHECK_CACHE_DIR": str(temporary / "cache"),
            "CLAIMCHECK_PUBMED_BASE_URL": self.server.url,
            "CLAIMCHECK_PUBMED_REQUESTS_PER_SECOND": "5000",
            "XDG_STATE_HOME": str(temporary / "state"),
        }
        return Job.read(TEMPLATE, environment).run(clone, temporary)

    def tip(self, branch: str = BRANCH) -> str:
        return self.git(self.remote, "rev-parse", "--verify", "--quiet", f"refs/heads/{branch}")

    def lock(self, branch: str = BRANCH) -> Any:
        return json.loads(self.git(self.remote, "show", f"{branch}:claims/evidence.lock.json"))

    def branches(self) -> list[str]:
        return self.git(self.remote, "for-each-ref", "--format=%(refname:short)", "refs/heads").split()

    @property
    def pulls(self) -> list[dict[str, Any]]:
        return pulls(self.folder)

    def set_state(self, state: str) -> None:
        """Somebody closes or merges the pull request."""
        kept = self.pulls
        kept[-1]["state"] = state
        (self.folder / "pulls.json").write_text(json.dumps(kept))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with BooleanServer([paper("99100001"), paper("99100002")]) as server:
        yield House(tmp_path, server)


def codes(steps: list[Step]) -> list[int]:
    assert all(step.code in (0, 3) for step in steps), [step.told for step in steps]
    return [step.code for step in steps]


def test_without_news_there_is_no_pull_request_and_no_branch(house: House) -> None:
    """Also on the first day, when there is no lock yet."""
    assert codes(house.day()) == [0, 0, 0, 0]
    assert (house.pulls, house.branches()) == ([], ["main"])
    assert "claimcheck-pubmed @ git+https://github.com/OWNER/claimcheck@REF" in (house.folder / "pip.txt").read_text()


def test_twice_in_a_row_makes_one_pull_request(house: House) -> None:
    """The first lock, which git does not know yet, comes with it; the second day changes nothing at all."""
    house.server.add(paper("99100001", kind="RetractionIn"))
    codes(house.day())
    (pull,) = house.pulls
    assert (pull["head"], pull["base"], pull["state"]) == (BRANCH, "main", "open")
    assert "PMID 99100001" in pull["body"]
    assert "is retracted: notice PMID 99100009" in pull["body"]
    assert house.lock()["papers"]["99100001"]["notices"][0]["type"] == "retraction"
    assert house.git(house.remote, "diff", "--name-only", "main", BRANCH) == "claims/evidence.lock.json"
    first = house.tip()
    steps = house.day()
    assert codes(steps) == [0, 0, 0, 0]
    assert "A pull request with this news is there" in steps[2].told
    assert (house.pulls, house.tip()) == ([pull], first)


def test_further_news_goes_into_the_open_pull_request(house: House) -> None:
    """One branch and one pull request, with both papers; main is as it was."""
    main = house.tip("main")
    house.server.add(paper("99100001", kind="RetractionIn"))
    codes(house.day())
    house.server.add(paper("99100002", kind="ExpressionOfConcernIn", notice="99100010"))
    codes(house.day())
    (pull,) = house.pulls
    assert "PMID 99100002" in pull["body"]
    assert "PMID 99100001" in pull["body"]
    assert "has an expression of concern" in pull["body"]
    assert house.lock()["papers"]["99100002"]["notices"][0]["type"] == "expression-of-concern"
    assert (house.branches(), house.tip("main")) == ([BRANCH, "main"], main)
    assert house.git(house.remote, "rev-list", "--count", f"main..{BRANCH}") == "1"


def test_what_could_not_be_asked_keeps_no_news_back(house: House) -> None:
    """The pull request is opened, and the job ends with exit 3, which is not green."""
    claims = house.folder / "work" / "claims" / "a.yaml"
    claims.write_text(CLAIMS + "      - {doi: 10.5555/somewhere, stance: supports}\n")
    house.git(house.folder / "work", "commit", "--quiet", "-am", "Cite by DOI")
    house.git(house.folder / "work", "push", "--quiet", str(house.remote), "main")
    house.server.add(paper("99100001", kind="RetractionIn"))
    house.server._faults_at["esearch.fcgi"] = repeat(server_error(400))
    steps = house.day()
    assert codes(steps) == [0, 0, 0, 3]
    assert "::warning::Not everything could be asked" in steps[-1].told
    assert len(house.pulls) == 1
    assert house.lock()["papers"]["99100001"]["notices"]


def test_pubmed_down_opens_nothing(house: House) -> None:
    """Could not ask is not news; a lock of questions that nobody answered is no change to propose."""
    house.server.always = server_error(400)
    assert codes(house.day()) == [0, 0, 0, 3]
    assert (house.pulls, house.branches()) == ([], ["main"])


def test_a_closed_pull_request_is_not_opened_again_and_a_merged_one_is_done(house: House) -> None:
    """The same news is told once; other news is told again."""
    house.server.add(paper("99100001", kind="RetractionIn"))
    codes(house.day())
    house.set_state("closed")
    codes(house.day())
    assert [pull["state"] for pull in house.pulls] == ["closed"]
    house.server.add(paper("99100002", kind="ErratumIn"))
    codes(house.day())
    assert [pull["state"] for pull in house.pulls] == ["closed", "open"]
    house.git(house.remote, "update-ref", "refs/heads/main", BRANCH)
    house.set_state("merged")
    steps = house.day()
    assert "No change in what could be asked about" in steps[2].told
    assert [pull["state"] for pull in house.pulls] == ["closed", "merged"]


def test_the_work_of_somebody_on_the_branch_stays(house: House) -> None:
    """An editor mends the claim there; tomorrow's news is told in the pull request and overwrites nothing."""
    house.server.add(paper("99100001", kind="RetractionIn"))
    codes(house.day())
    mine = house.folder / "mine"
    house.git(house.folder, "clone", "--quiet", "--branch", BRANCH, str(house.remote), str(mine))
    house.git(mine, "commit", "--quiet", "--allow-empty", "-m", "Mend the claim")
    house.git(mine, "push", "--quiet", "origin", BRANCH)
    tip = house.tip()
    house.server.add(paper("99100002", kind="ErratumIn"))
    codes(house.day())
    assert house.tip() == tip
    (pull,) = house.pulls
    assert "PMID 99100002" in pull["body"]


def test_a_title_is_no_command(house: House) -> None:
    """What PubMed says reaches the shell as a file, never as words of the script."""
    title = "$(touch pwned) `touch pwned`; touch pwned \" ' ${{ github.token }}\\n::set-output name=code::0"
    house.server.add(paper("99100001", kind="RetractionIn", title=title))
    codes(house.day())
    assert len(house.pulls) == 1
    assert not list(house.folder.rglob("pwned"))
    steps = yaml.safe_load(TEMPLATE.read_text())["jobs"]["watch"]["steps"]
    assert not [step for step in steps if "${{" in step.get("run", "")]
    assert all(re.search(r"@[0-9a-f]{40}$", step["uses"]) for step in steps if "uses" in step)
