"""A real Dask scheduler with several worker processes on loopback, one of which is killed while it works."""

import json
import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

import distributed
import pytest
from support.eutils_server import record, record_of
from support.known_judge import KnownJudge
from support.nlm import DAY, built, bulk_file
from support.papers import CASES, PAPERS

from claimcheck import check
from claimcheck.catalogs.mirror.building import Settings, build
from claimcheck.catalogs.mirror.client import Mirror
from claimcheck.cli.main import main
from claimcheck.cli.parallel import cluster
from claimcheck.errors import UsageError
from claimcheck.model import Candidate, Claim, Evidence
from claimcheck.research import find

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
CLAIMS = tuple(case.claim for case in CASES) * 12


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with distributed.LocalCluster(
        n_workers=3, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
    ) as running:
        yield running.scheduler_address


class OnceDeadly(KnownJudge):
    """Kills the worker that judges first of all, and no other."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def judge(self, claim: Claim, candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
        try:
            self.marker.touch(exist_ok=False)
        except FileExistsError:
            return super().judge(claim, candidates)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("it is dead")


def test_a_killed_worker_costs_nothing(address: str, tmp_path: Path) -> None:
    """Every claim once, in order, as one process finds it."""
    built(tmp_path / "mirror", bulk_file(tmp_path / "files", 1, map(record_of, PAPERS)))
    mirror = Mirror(tmp_path / "mirror")
    alone = list(find(CLAIMS, mirror, judge=KnownJudge()))
    with cluster(address) as executor:
        spread = list(find(CLAIMS, mirror, judge=OnceDeadly(tmp_path / "marker"), executor=executor))
    assert (tmp_path / "marker").exists()
    assert spread == alone


def test_a_mirror_is_built_by_a_cluster(address: str, tmp_path: Path) -> None:
    """As by one process: the same records, whoever read them."""
    files = [bulk_file(tmp_path / "files", n, [record(str(n * 100 + i)) for i in range(9)]) for n in range(1, 7)]
    built(tmp_path / "alone", *files)
    with cluster(address) as executor:
        build(tmp_path / "together", files, Settings(DAY, executor=executor, ahead=4))
    wanted = [n * 100 + i for n in range(1, 7) for i in range(9)]
    one, other = Mirror(tmp_path / "alone").fetch(wanted), Mirror(tmp_path / "together").fetch(wanted)
    assert one == other
    assert len(one.papers) == len(wanted)
    assert not list((tmp_path / "together" / "spool").iterdir())


def test_a_check_by_a_cluster_says_the_same(address: str, tmp_path: Path) -> None:
    home = _house(tmp_path)
    with cluster(address) as executor:
        assert check(home, today=DAY, executor=executor) == check(home, today=DAY)


def test_the_command_takes_the_schedulers_address(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`check`, whose paths stay as they were given; and a scheduler that is not there is one sentence."""
    _house(tmp_path)
    monkeypatch.chdir(tmp_path)
    told = []
    for more in ((), ("--dask", address)):
        assert main(["check", "claims", "--isolated", "--format", "json", *more]) == 1
        told.append(json.loads(capsys.readouterr().out))
    assert told[0] == told[1]
    with pytest.raises(UsageError, match="is no address of a Dask scheduler: write one"), cluster("nonsense"):
        pass


def _house(folder: Path) -> Path:
    home = folder / "claims"
    home.mkdir()
    for number in range(60):
        claims = f"claims:\n  - {{id: n{number // 2}, statement: N., citations: [{{pmid: {number + 1}}}]}}\n"
        (home / f"n{number:02}.yaml").write_text(f"claimcheck: 1\n{claims}")
    return home
