"""Who is kept out of the review, and that nothing from a paper, an article or a claim becomes part of a page."""

import http.client
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
import requests
from support.boolean_server import BooleanServer
from support.eutils_server import record
from support.papers import MANIPULATION_HELPS
from support.review import COOKIE, Served, Visitor, desk_for, hidden, project, served

from claimcheck.claimfile import read_claims
from claimcheck.errors import UsageError
from claimcheck.review.guard import MOST_BYTES, Keys
from claimcheck.review.server import Place, check_place

pytestmark = pytest.mark.slow  # each asks a server of its own

MANIPULATION = "manipulation-reduces-pain"
SCRIPT = "<script>alert(1)</script>"
PATHS = ("/", f"/claims/{MANIPULATION}", f"/claims/{MANIPULATION}/evidence", f"/claims/{MANIPULATION}/state")


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_shown_without_a_session(review: Served, path: str) -> None:
    answer = requests.get(review.base + path, timeout=30)
    assert answer.status_code == 403
    assert "Spinal" not in answer.text


@pytest.mark.parametrize("token", ["", "wrong", "x" * 9_000, "ü"])
def test_a_wrong_token_opens_nothing(review: Served, token: str) -> None:
    answer = requests.get(f"{review.base}/", params={"token": token}, timeout=30)
    assert (answer.status_code, COOKIE in answer.cookies) == (403, False)


def test_the_token_opens_once_and_leaves_the_address(review: Served) -> None:
    address = review.address
    first = requests.get(address, timeout=30, allow_redirects=False)
    assert (first.status_code, first.headers["location"]) == (303, "/")
    assert "httponly" in first.headers["set-cookie"].lower()
    assert "samesite=strict" in first.headers["set-cookie"].lower()
    assert requests.get(address, timeout=30).status_code == 403


def test_a_cookie_of_somebody_elses_making_opens_nothing(review: Served) -> None:
    for value in ("", "x", "x" * 20_000, review.keys.token):
        assert requests.get(review.base, headers={"Cookie": f"{COOKIE}={value}"}, timeout=30).status_code in (400, 403)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", ""])
def test_another_host_is_refused_even_with_a_session(ada: Visitor, host: str) -> None:
    answer = ada.http.get(f"{ada.base}/", headers={"Host": host}, timeout=30)
    assert answer.status_code in (400, 421)
    assert "Spinal" not in answer.text


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:1", None, "file://", "http://localhost", "http://["]
)
def test_another_origin_changes_nothing(ada: Visitor, claims: Path, origin: str | None) -> None:
    before, page = claims.read_text(), ada.page(f"/claims/{MANIPULATION}")
    ada.http.headers["Origin"] = origin  # type: ignore[assignment]
    answer = ada.send(MANIPULATION, "accept", page, work=MANIPULATION_HELPS.pmid, stance="supports")
    assert answer.status_code == 403
    assert claims.read_text() == before


@pytest.mark.parametrize("csrf", ["", "0" * 64, "ü"])
def test_a_form_without_its_token_changes_nothing(ada: Visitor, claims: Path, csrf: str) -> None:
    before = claims.read_text()
    answer = ada.send(MANIPULATION, "accept", work=MANIPULATION_HELPS.pmid, stance="supports", csrf=csrf)
    assert answer.status_code == 403
    assert claims.read_text() == before


def test_the_form_of_another_session_changes_nothing(ada: Visitor, review: Served, claims: Path) -> None:
    before, other = claims.read_text(), Visitor(review.address)
    page = other.page(f"/claims/{MANIPULATION}")
    assert ada.send(MANIPULATION, "accept", page, work=MANIPULATION_HELPS.pmid, stance="supports").status_code == 403
    assert claims.read_text() == before


def test_nothing_is_done_by_an_address_alone(ada: Visitor, claims: Path) -> None:
    before = claims.read_text()
    for path in (f"/claims/{MANIPULATION}/accept", f"/claims/{MANIPULATION}/search", "/undo"):
        answer = ada.http.get(
            ada.base + path, params={"work": MANIPULATION_HELPS.pmid, "stance": "supports"}, timeout=30
        )
        assert answer.status_code in (404, 405), path
    assert claims.read_text() == before


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/%2e%2e/__init__.py",
        "/static//etc/passwd",
        "/static/..\\app.py",
        "/claims/..%2f..%2fpage.md",
        "/claims/../../../../etc/passwd",
        "/claims/%00",
        "/searches/..%2f..",
    ],
)
def test_no_path_leads_out(ada: Visitor, path: str) -> None:
    parts = urlsplit(ada.base)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)  # sends the path as it is
    cookie = ada.http.cookies.get(COOKIE)
    connection.request("GET", path, headers={"Cookie": f"{COOKIE}={cookie}"})
    answer = connection.getresponse()
    body = answer.read().decode()
    assert answer.status in (400, 404)
    assert "import" not in body
    assert "root:" not in body
    connection.close()


def test_an_article_outside_the_project_is_not_shown(tmp_path: Path, pubmed: BooleanServer) -> None:
    claims = project(tmp_path / "site")
    (tmp_path / "secret.md").write_text("The secret words of another folder.")
    claims.write_text(claims.read_text().replace("../page.md", "../../secret.md"))
    with served(desk_for(claims, pubmed.url)) as review:
        visitor = Visitor(review.address)
        assert "secret words" not in visitor.page(f"/claims/{MANIPULATION}")
        assert "secret words" not in visitor.page()


@pytest.mark.parametrize("size", [MOST_BYTES, 5_000_000])
def test_a_body_that_is_too_large_is_refused(ada: Visitor, claims: Path, size: int) -> None:
    before = claims.read_text()
    answer = ada.send(MANIPULATION, "searched", note="x" * size)
    assert answer.status_code == 413
    assert claims.read_text() == before


def test_a_body_that_hides_its_length_is_refused(ada: Visitor, claims: Path) -> None:
    before, page = claims.read_text(), ada.page(f"/claims/{MANIPULATION}")
    start = urlencode({"csrf": hidden(page, "csrf"), "seen": hidden(page, "seen"), "note": ""}).encode()
    chunks = (chunk for chunk in (start, *[b"x" * 65_536] * 20))
    address = f"{ada.base}/claims/{MANIPULATION}/searched"
    try:
        status = ada.http.post(address, data=chunks, timeout=30).status_code
    except requests.ConnectionError:  # refused before it was sent to the end
        status = 413
    assert status == 413
    assert claims.read_text() == before


@pytest.mark.parametrize("body", [b"\xff\xfe", b"a=1&" * 1_000, b"csrf=%FF"])
def test_a_body_that_is_no_form_is_told(ada: Visitor, body: bytes) -> None:
    answer = ada.http.post(f"{ada.base}/claims/{MANIPULATION}/accept", data=body, timeout=30)
    assert answer.status_code in (400, 403)
    assert "Traceback" not in answer.text


def test_a_field_that_is_too_long_is_told(ada: Visitor, claims: Path) -> None:
    before = claims.read_text()
    answer = ada.send(MANIPULATION, "searched", note="x" * 6_000)
    assert (answer.status_code, "shorten it" in answer.text) == (400, True)
    assert claims.read_text() == before


def test_markup_in_claims_articles_and_papers_stays_text(tmp_path: Path, pubmed: BooleanServer) -> None:
    claims = project(tmp_path / "site")
    text = claims.read_text().replace("statement: Spinal manipulation reduces", f"statement: Spinal {SCRIPT} reduces")
    text = text.replace("title: Sciatica}", f"title: 'Sciatica {SCRIPT}'}}")
    claims.write_text(
        text.replace("{by: claimcheck, date: 2026-11-22}", f"{{by: '\"><img src=x onerror=alert(1)> {SCRIPT}'}}")
    )
    page = claims.parent.parent / "page.md"
    page.write_text(page.read_text().replace("say some", "say &lt;script&gt;alert(1)&lt;/script&gt; some \u202e"))
    hostile = "&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x onerror=alert(1)&gt; \u202e in sciatica"
    pubmed.add(record(MANIPULATION_HELPS.pmid, title=hostile, abstract=hostile, journal=hostile))
    with served(desk_for(claims, pubmed.url)) as review:
        visitor = Visitor(review.address)
        for path in PATHS[:3]:
            shown = visitor.page(path)
            assert "<script>" not in shown, path
            assert "<img" not in shown, path
            assert "\u202e" not in shown, path
        assert "&lt;script&gt;" in visitor.page(PATHS[2])


def test_what_is_typed_comes_back_as_text(ada: Visitor, claims: Path) -> None:
    for action, fields in (
        ("add", {"reference": f"{SCRIPT} \"'><b>"}),
        ("waive", {"rule": SCRIPT, "reason": "x"}),
        (f"{SCRIPT}", {}),
        ("accept", {"work": SCRIPT, "stance": "supports"}),
        ("accept", {"work": "javascript:alert(1)", "stance": "supports", "title": "x"}),
    ):
        answer = ada.send(MANIPULATION, action, **fields)
        assert answer.status_code in (400, 404), action
        assert "<script>alert" not in answer.text
    assert "javascript:" not in claims.read_text()


def test_a_link_of_a_claims_file_leads_only_into_the_web(tmp_path: Path, pubmed: BooleanServer) -> None:
    claims = project(tmp_path / "site")
    more = "    citations:\n      - {url: 'https://example.org/\"onmouseover=alert(1)', title: A page}\n"
    claims.write_text(
        claims.read_text().replace("    kind: efficacy\n    quote: Bed", f"{more}    kind: efficacy\n    quote: Bed")
    )
    with served(desk_for(claims, pubmed.url)) as review:
        page = Visitor(review.address).page("/claims/bed-rest-not-effective")
    assert '"onmouseover' not in page


@pytest.mark.parametrize("path", [*PATHS, "/static/review.js", "/nowhere", "/claims/no-such-claim"])
def test_every_answer_carries_the_policy(ada: Visitor, path: str) -> None:
    answer = ada.http.get(ada.base + path, timeout=30)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "<script>" not in answer.text
    assert " style=" not in answer.text
    assert " onclick=" not in answer.text


def test_refusals_carry_the_policy_too(review: Served) -> None:
    assert "default-src 'none'" in requests.get(review.base, timeout=30).headers["content-security-policy"]


# --- beyond this machine -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("host", "password"), [("0.0.0.0", ""), ("192.0.2.1", "short"), ("::", "")])
def test_another_host_needs_a_password(host: str, password: str) -> None:
    with pytest.raises(UsageError, match="CLAIMCHECK_REVIEW_PASSWORD"):
        check_place(Place(host, 0, password))


def test_the_password_opens_and_nothing_else_does(claims: Path, pubmed: BooleanServer) -> None:
    with served(desk_for(claims, pubmed.url), password="correct horse battery") as review:
        assert requests.get(f"{review.base}/?token={review.keys.token}", timeout=30).url.endswith("/sign-in")
        person = requests.Session()
        person.headers["Origin"] = review.base
        assert person.post(f"{review.base}/sign-in", data={"password": "wrong"}, timeout=30).status_code == 403
        assert "Spinal" not in person.get(review.base, timeout=30).text
        assert (
            person.post(f"{review.base}/sign-in", data={"password": "correct horse battery"}, timeout=30).status_code
            == 200
        )
        assert "5 claims" in person.get(review.base, timeout=30).text


def test_guessing_ends() -> None:
    keys = Keys("correct horse battery")
    for guess in range(20):
        assert keys.enter_with_password(str(guess)) is None
    assert keys.enter_with_password("correct horse battery") is None


# --- killed ------------------------------------------------------------------------------------------------------------


@contextmanager
def _process(claims: Path, state: Path) -> Iterator[tuple[subprocess.Popen[str], Visitor]]:
    """The command as people start it."""
    command = [sys.executable, "-m", "claimcheck", "review", "claims", "--no-browser", "--by", "Ada"]
    environment = {**os.environ, "CLAIMCHECK_CACHE_DIR": str(state / "cache"), "NCBI_EMAIL": "desk@example.org"}
    site = claims.parent.parent
    with subprocess.Popen(command, cwd=site, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield process, Visitor(process.stdout.readline().strip())
        finally:
            process.kill()


@pytest.mark.slow
@pytest.mark.parametrize("wait", [0.0, 0.002, 0.005, 0.01, 0.02, 0.05])
def test_a_server_killed_during_a_save_leaves_the_old_or_the_new_file(
    claims: Path, tmp_path: Path, wait: float
) -> None:
    """The claims file can be read and holds the whole decision or nothing of it."""
    before = claims.read_bytes()
    with _process(claims, tmp_path) as (process, visitor):
        page = visitor.page("/claims/bed-rest-not-effective")
        killer = threading.Timer(wait, process.kill)
        killer.start()
        with suppress(requests.RequestException):
            visitor.send("bed-rest-not-effective", "searched", page, note="in three databases")
        killer.join()
        process.wait(30)
    after = claims.read_bytes()
    assert not read_claims(after).problems
    assert after == before or after.count(b"in three databases") == 1
    assert [file.name for file in claims.parent.iterdir() if file.suffix in (".yaml", ".yml")] == ["sciatica.yaml"]


@pytest.mark.slow
def test_ctrl_c_ends_the_review(claims: Path, tmp_path: Path) -> None:
    with _process(claims, tmp_path) as (process, visitor):
        assert "5 claims" in visitor.page()
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
