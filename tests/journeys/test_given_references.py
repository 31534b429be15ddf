"""What a page cites is judged before anything is searched for: taken along, read, told, checked."""

from pathlib import Path

from support.boolean_server import BooleanServer
from support.journeys import Run, claims_file
from support.papers import MANIPULATION, MANIPULATION_HELPS, MANIPULATION_NULL


def with_reference(pmid: object) -> str:
    return claims_file(MANIPULATION) + f"    citations:\n      - {{pmid: {pmid}, added: {{by: article}}}}\n"


def searches(server: BooleanServer) -> int:
    return sum("esearch" in str(request) for request in server.requests)


def test_a_reference_that_says_so_is_told_and_nothing_is_searched(
    online: Run, project: Path, server: BooleanServer
) -> None:
    """The page's own source is enough: a person accepts it."""
    (project / "claims" / "a.yaml").write_text(with_reference(MANIPULATION_HELPS.pmid))
    ran = online("find")
    assert ran.code == 0, ran.err
    assert f"PMID {MANIPULATION_HELPS.pmid}, which the page cites, supports" in ran.out
    assert f"claimcheck accept {MANIPULATION.id} {MANIPULATION_HELPS.pmid}" in ran.out
    assert searches(server) == 0
    assert "CC109" not in online("check", "--format", "json").out
    assert "every claim that needs a source has one or a proposal" in online("find").err


def test_a_reference_that_does_not_say_so_is_told_and_another_is_found(online: Run, project: Path) -> None:
    """CC109 names the reference; the paper that does say so is proposed beside it."""
    path = project / "claims" / "a.yaml"
    path.write_text(with_reference(MANIPULATION_NULL.pmid))
    ran = online("find")
    assert ran.code == 0, ran.err
    assert f"PMID {MANIPULATION_NULL.pmid}, which the page cites, does not seem to say so" in ran.out
    assert str(MANIPULATION_HELPS.pmid) in path.read_text()
    checked = online("check", "--format", "concise")
    assert f"CC109 the page cites PMID {MANIPULATION_NULL.pmid} for this" in checked.out
