"""Looking for claims with an executor: the same results, in order, whatever becomes of a worker."""

import os
import pickle
import signal
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from support.boolean_server import BooleanServer
from support.eutils_server import record_of
from support.known_judge import KnownJudge
from support.nlm import built, bulk_file
from support.papers import CASES, PAPERS

from claimcheck.catalogs.mirror.client import Mirror
from claimcheck.catalogs.pubmed.client import PubMed
from claimcheck.errors import UsageError
from claimcheck.evidence.network import NetworkJudge
from claimcheck.model import Candidate, Claim, Evidence, Outcome
from claimcheck.research import find
from claimcheck.research.readings import ReadingCache

CLAIMS = tuple(case.claim for case in CASES)


@pytest.fixture
def mirror(tmp_path: Path) -> Mirror:
    built(tmp_path / "mirror", bulk_file(tmp_path / "files", 1, map(record_of, PAPERS)))
    return Mirror(tmp_path / "mirror")


class Deadly(KnownJudge):
    """Ends the worker that judges one claim."""

    def judge(self, claim: Claim, candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
        if claim.id == CLAIMS[0].id:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().judge(claim, candidates)


def test_processes_find_what_one_finds(mirror: Mirror) -> None:
    """Each claim once and in order, with the same proposals and candidates; what was turned down stays away."""
    rejected = {CLAIMS[0].id: [paper.pmid for paper in CASES[0].supporting]}
    alone = list(find(CLAIMS, mirror, judge=KnownJudge(), rejected=rejected))
    with ProcessPoolExecutor(2, get_context("spawn")) as executor:
        spread = list(find(CLAIMS, mirror, judge=KnownJudge(), rejected=rejected, executor=executor))
    assert spread == alone
    assert any(one.attached for one in alone)


def test_what_a_killed_worker_had_could_not_be_asked(mirror: Mirror) -> None:
    """No claim is lost, none is told as one for which there is nothing."""
    with ProcessPoolExecutor(1, get_context("spawn")) as executor:
        results = list(find(CLAIMS * 3, mirror, judge=Deadly(), executor=executor))
    assert [one.claim for one in results] == list(CLAIMS * 3)
    assert {one.outcome for one in results} == {Outcome.COULD_NOT_ASK}
    assert all("the worker that had this claim ended" in one.reason for one in results)


def test_pubmed_is_asked_in_one_process(mirror: Mirror) -> None:
    """Its pace is kept there."""
    with BooleanServer(PAPERS) as server, PubMed(base_url=server.url) as pubmed, ProcessPoolExecutor(1) as executor:
        with pytest.raises(UsageError, match="pubmed cannot be sent to an executor's workers: leave the executor out"):
            find(CLAIMS, pubmed, judge=KnownJudge(), executor=executor)
        assert server.requests == []


def test_the_network_is_loaded_once_in_a_process() -> None:
    """However many parcels bring it."""
    brought = [pickle.loads(pickle.dumps(NetworkJudge(kept=ReadingCache()))) for _ in range(2)]
    assert brought[0] is brought[1]
