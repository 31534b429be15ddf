"""A review that runs in this process on loopback, and a small project for it: an article, its claims, and our PubMed."""

import datetime as dt
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from html import unescape
from pathlib import Path

import requests
import uvicorn
from attrs import frozen
from support.known_judge import KnownJudge
from support.papers import MANIPULATION_HELPS, MANIPULATION_NULL, MANIPULATION_RETRACTED, PAPERS, SMOKING_RISK

from claimcheck.catalogs.pubmed.cache import Cache
from claimcheck.catalogs.pubmed.client import PubMed
from claimcheck.catalogs.pubmed.transport import Limits
from claimcheck.decisions.journal import Journal
from claimcheck.lockfile import LockUpdate, update_lockfile
from claimcheck.model import FindResult
from claimcheck.research import find, lock_update_for
from claimcheck.review.app import application
from claimcheck.review.desk import Desk
from claimcheck.review.guard import Keys
from claimcheck.review.settings import ReviewSettings

TODAY = dt.date(2026, 11, 23)
COOKIE = "claimcheck-review"
PAGE = """\
# Sciatica

Spinal manipulation reduces pain in people with sciatica. Bed rest is not effective for sciatica, say some.

- Smoking increases the risk of sciatica.
- Spinal manipulation cures sciatica for good.

Early surgery relieves leg pain faster than conservative care, and acupuncture reduces leg pain.
"""
CLAIMS = f"""\
# Our claims. This comment stays.
claimcheck: 1
article: {{path: ../page.md, title: Sciatica}}
claims:
  - id: manipulation-reduces-pain
    statement: Spinal manipulation reduces pain in people with sciatica.
    kind: efficacy
    quote: Spinal manipulation reduces pain in people with sciatica
    population: [sciatica]
    intervention: [spinal manipulation, manual therapy]
    outcome: [pain]
    citations:
      - pmid: {MANIPULATION_HELPS.pmid}
        stance: supports
        passage: "Spinal manipulation significantly reduced pain in adults with sciatica."
        added: {{by: claimcheck, date: 2026-11-22}}

  - id: bed-rest-not-effective   # nobody has searched
    statement: Bed rest is not effective for sciatica.
    kind: efficacy
    quote: Bed rest is not effective for sciatica

  - id: smoking
    statement: Smoking increases the risk of sciatica.
    kind: safety
    quote: Smoking increases the risk of sciatica
    citations:
      - pmid: {SMOKING_RISK.pmid}
        stance: supports
        added: {{by: editor, date: 2026-11-20}}
        reviewed: {{by: editor, date: 2026-11-20}}

  - id: cures-for-good
    statement: Spinal manipulation cures sciatica.
    kind: efficacy
    quote: Spinal manipulation cures sciatica for good
    citations:
      - pmid: {MANIPULATION_RETRACTED.pmid}
        stance: supports
        added: {{by: editor, date: 2026-11-20}}
        reviewed: {{by: editor, date: 2026-11-20}}

  - id: two-in-one
    statement: Early surgery relieves leg pain faster than conservative care and acupuncture reduces leg pain.
    kind: comparison
    quote: Early surgery relieves leg pain faster than conservative care
"""


def project(folder: Path) -> Path:
    """A project in a folder: its claims file. The lock knows the cited papers and the search for the first claim."""
    (folder / "claims").mkdir(parents=True)
    (folder / "claimcheck.toml").write_text("")
    (folder / "page.md").write_text(PAGE)
    claims = folder / "claims" / "sciatica.yaml"
    claims.write_text(CLAIMS)
    lock = folder / "claims" / "evidence.lock.json"
    cited = (MANIPULATION_HELPS, SMOKING_RISK, MANIPULATION_RETRACTED)
    update_lockfile(lock, LockUpdate(papers={paper.pmid: paper for paper in cited}))
    return claims


def settings_for(claims: Path, base_url: str) -> ReviewSettings:
    """A review of a claims folder by Ada, on a fixed day, with our PubMed and a judge that knows its papers."""
    quick = Limits(backoff=0.001)
    limits = {"base_url": base_url, "requests_per_second": 5000.0, "email": "desk@example.org", "limits": quick}
    cache = Cache(claims.parents[2] / "cache")  # outside the project, as everywhere
    return ReviewSettings(
        paths=(claims.parent,),
        lock_path=claims.parent / "evidence.lock.json",
        reviewer="Ada",
        open_catalog=lambda offline: nullcontext(PubMed(**limits, cache=cache, offline=offline)),  # type: ignore[arg-type]
        load_judge=KnownJudge,
        today=lambda: TODAY,
    )


def desk_for(claims: Path, base_url: str) -> Desk:
    """The review of a claims folder."""
    return Desk(settings_for(claims, base_url), Journal(claims.parents[2] / "state"))


def searched(desk: Desk, claim_id: str) -> FindResult:
    """What a search finds for a claim, kept in the lock as `find` keeps it."""
    claim = desk.snapshot().verdicts[claim_id].claim
    with desk.settings.open_catalog(False) as catalog:
        result = next(iter(find([claim], catalog, judge=KnownJudge())))
    update_lockfile(desk.settings.lock_path, lock_update_for(result, today=TODAY))
    return result


@frozen
class Served:
    """A review behind an address."""

    base: str
    keys: Keys
    desk: Desk

    @property
    def address(self) -> str:
        """What opens a session."""
        return f"{self.base}/?token={self.keys.token}"


@contextmanager
def served(desk: Desk, password: str = "") -> Iterator[Served]:
    """Serve a review until the block ends."""
    listener = socket.create_server(("127.0.0.1", 0))
    host = f"127.0.0.1:{listener.getsockname()[1]}"
    keys = Keys(password)
    app = application(desk, keys, frozenset() if password else frozenset({host}), COOKIE)
    config = uvicorn.Config(app, log_level="critical", lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield Served(f"http://{host}", keys, desk)
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


class Visitor:
    """Somebody at a browser, without the browser: keeps the cookie, sends forms as our pages have them."""

    def __init__(self, address: str) -> None:
        """Come in by the address that opens a session."""
        self.base = address.partition("/?")[0]
        self.http = requests.Session()
        self.http.headers["Origin"] = self.base
        assert self.http.get(address, timeout=30).status_code == 200

    def page(self, path: str = "/") -> str:
        answer = self.http.get(self.base + path, timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.text

    def send(self, claim_id: str, action: str, page: str = "", **fields: str) -> requests.Response:
        """Open the claim's page (or take the one that was opened before) and send a form of it."""
        shown = page or self.page(f"/claims/{claim_id}")
        form = {"csrf": hidden(shown, "csrf"), "seen": hidden(shown, "seen"), **fields}
        return self.http.post(f"{self.base}/claims/{claim_id}/{action}", data=form, timeout=30)

    def undo(self, page: str = "") -> requests.Response:
        """Press the button of a page (of one that is opened now); of one without the button, send what it had sent."""
        shown = page or self.page("/claims/smoking")
        form = {"csrf": hidden(shown, "csrf"), "made": hidden(shown, "made") if 'name="made"' in shown else ""}
        return self.http.post(f"{self.base}/undo", data=form, timeout=30)


def form_of(page: str, action: str) -> dict[str, str]:
    """What a browser sends of a form that nobody has touched: one-line fields have no line breaks."""
    form = re.search(rf'<form method="post" action="[^"]*/{action}".*?</form>', page, re.DOTALL)
    assert form, f"the page has no form {action}"
    inputs = [dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in re.findall("<input[^>]*>", form[0])]
    fields = {one["name"]: re.sub("[\r\n]", "", one["value"]) for one in inputs if "value" in one}
    ticked = re.findall(r'<input type="checkbox" name="([^"]*)" checked>', form[0])
    areas = dict(re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>\n?(.*?)</textarea>', form[0], re.DOTALL))
    choices = dict(re.findall(r'<select[^>]* name="(\w+)".*?<option selected>([^<]*)', form[0], re.DOTALL))
    return {
        name: unescape(text) for name, text in {**fields, **areas, **choices, **dict.fromkeys(ticked, "on")}.items()
    }


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"the page has no field {name}"
    return found[1]


__all__ = [
    "MANIPULATION_NULL",
    "PAPERS",
    "Served",
    "Visitor",
    "desk_for",
    "form_of",
    "hidden",
    "project",
    "searched",
    "served",
]
