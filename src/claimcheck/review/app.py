"""The web application: addresses, and what is shown or done at each."""

import datetime as dt
import secrets
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import parse_qs, urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from claimcheck import __version__
from claimcheck.decisions.journal import ChangedMeanwhileError
from claimcheck.errors import ClaimcheckError, UsageError
from claimcheck.identifiers import Pmid
from claimcheck.review.actions import Form, one
from claimcheck.review.desk import Desk, stamp_of
from claimcheck.review.guard import Guard, Keys, TooLargeError, refused, welcome
from claimcheck.review.pages import Pages, address_of

_NOTES = 500
_MOST_FIELDS = 100
_RECENTLY = dt.timedelta(days=7)


def application(desk: Desk, keys: Keys, hosts: frozenset[str], cookie: str = "claimcheck-review") -> Starlette:
    """The review of a desk, for a web server. `hosts` are the names with ports by which it may be called."""
    site = _Site(desk, keys, cookie)
    return Starlette(
        routes=[
            Route("/", site.overview),
            Route("/claims/{claim_id:str}", site.claim),
            Route("/claims/{claim_id:str}/evidence", site.evidence),
            Route("/claims/{claim_id:str}/state", site.state),
            Route("/claims/{claim_id:str}/search", site.posted(site.search), methods=["POST"]),
            Route("/claims/{claim_id:str}/add", site.posted(site.add), methods=["POST"]),
            Route("/claims/{claim_id:str}/{action:str}", site.posted(site.act), methods=["POST"]),
            Route("/searches/{search_id:str}", site.progress),
            Route("/undo", site.posted(site.undo), methods=["POST"]),
            Route("/sign-in", site.sign_in, methods=["GET", "POST"]),
            Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
        ],
        middleware=[Middleware(Guard, keys=keys, hosts=hosts, cookie=cookie)],
        exception_handlers={
            HTTPException: site.no_such_page,
            ClaimcheckError: site.trouble,
            TooLargeError: site.too_large,
            Exception: site.bug,
        },
    )


class _Site:
    """The handlers of one application. What reads files or asks PubMed runs in a thread, so that other pages go on."""

    def __init__(self, desk: Desk, keys: Keys, cookie: str) -> None:
        self.desk, self.keys, self.cookie = desk, keys, cookie
        self.pages = Pages(desk)
        self._notes: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    # --- reading -------------------------------------------------------------------------------------------------------

    def overview(self, request: Request) -> Response:
        """The state of all articles; `since` is the day from which on changes are told."""
        since = _day(request.query_params.get("since", "")) or self.desk.settings.today() - _RECENTLY
        return HTMLResponse(self.pages.overview(self._csrf(request), self._told(request), since))

    def claim(self, request: Request) -> Response:
        """A claim with its article and evidence."""
        extra = _pmid(request.query_params.get("paper", ""))
        search = request.query_params.get("search", "")
        page = self.pages.claim(_claim_id(request), self._csrf(request), self._told(request), extra, search)
        return HTMLResponse(page)

    def evidence(self, request: Request) -> Response:
        """The evidence of a claim with the abstracts that are not on this machine."""
        extra = _pmid(request.query_params.get("paper", ""))
        return HTMLResponse(self.pages.cards(_claim_id(request), self._csrf(request), extra))

    def state(self, request: Request) -> Response:
        """The mark of a claim as it is now, by which an open page sees that it was changed."""
        snapshot = self.desk.snapshot()
        return JSONResponse({"seen": stamp_of(self.desk.verdict(snapshot, _claim_id(request)).claim)})

    def progress(self, request: Request) -> Response:
        """How far a search is."""
        found = self.desk.searches.get(str(request.path_params["search_id"]))
        if found is None:
            raise HTTPException(404)
        return JSONResponse(found.as_json())

    # --- doing ---------------------------------------------------------------------------------------------------------

    def posted(self, do: Callable[[Request, Form], Response]) -> Callable[[Request], Awaitable[Response]]:
        """The handler that does this with a form of the same session."""

        async def handler(request: Request) -> Response:
            form = await _form(request)
            if not secrets.compare_digest(one(form, "csrf").encode(), self._csrf(request).encode()):
                return refused(403, "This form is not of this session: open the page again. Nothing was done.")
            request.state.form = form
            return await run_in_threadpool(do, request, form)

        return handler

    def act(self, request: Request, form: Form) -> Response:
        """Carry out an action on a claim."""
        action, claim_id = str(request.path_params["action"]), _claim_id(request)
        try:
            decision = self.desk.do(action, claim_id, form, self._csrf(request))
        except ChangedMeanwhileError as error:
            page = self.pages.conflict(action, claim_id, form, error, self._csrf(request))
            return HTMLResponse(page, 409)
        told = _sentence(decision.told) if decision else "Nothing changed: it stands there already."
        return self._to_claim(claim_id, told, one(form, "stay"))

    def add(self, request: Request, form: Form) -> Response:
        """Look for the work that was typed or pasted, and show it; a link with title and stance beside it is cited at once."""
        claim_id, text = _claim_id(request), one(form, "reference")
        found = self.desk.named(text)
        if found.problem:
            raise UsageError(found.problem)
        if found.pmid:
            return self._to_claim(claim_id, _sentence(found.told), f"card-{found.pmid}", paper=found.pmid)
        if not found.is_link or not (one(form, "title") and one(form, "stance")):
            return HTMLResponse(self.pages.outside(claim_id, found.work, form, self._csrf(request)))
        request.path_params["action"] = "accept"
        return self.act(request, {**form, "work": [found.work]})

    def search(self, request: Request, form: Form) -> Response:
        """Search again."""
        claim_id = _claim_id(request)
        progress = self.desk.search_again(claim_id, one(form, "query"))
        return self._to_claim(claim_id, "", "search", search=progress.id)

    def undo(self, request: Request, form: Form) -> Response:
        """Take back the decision that the page offered to undo."""
        undone = self.desk.undo(one(form, "made"), self._csrf(request))
        return self._to_claim(undone.claim_id, f"Undone: {undone.told}.", "")

    # --- coming in -----------------------------------------------------------------------------------------------------

    async def sign_in(self, request: Request) -> Response:
        """Ask for the password, where the review listens beyond this machine."""
        if not self.keys.password:
            raise HTTPException(404)
        if request.method == "GET":
            return HTMLResponse(self.pages.sign_in())
        form = await _form(request)
        session = self.keys.enter_with_password(one(form, "password"))
        if session is None:
            return HTMLResponse(self.pages.sign_in("This is not the password, or too many wrong ones were given."), 403)
        return welcome(self.cookie, session)

    # --- what went wrong -----------------------------------------------------------------------------------------------

    def no_such_page(self, request: Request, error: Exception) -> Response:
        """Addresses that nothing is at."""
        status = error.status_code if isinstance(error, HTTPException) else 404
        sentence = "There is nothing at this address, or it does not take this kind of request."
        return HTMLResponse(self.pages.error("Not here", sentence, self._csrf(request)), status)

    def trouble(self, request: Request, error: Exception) -> Response:
        """A deliberate error, in its own sentence; of a form with what was sent, to be corrected and sent again."""
        claim_id, form = str(request.path_params.get("claim_id", "")), getattr(request.state, "form", None)
        sentence, csrf = _sentence(str(error)), self._csrf(request)
        if claim_id and form:
            return HTMLResponse(self.pages.refused(request.url.path, claim_id, form, sentence, csrf), 400)
        is_form = request.method == "POST"
        page = self.pages.error("That did not work", sentence, csrf)
        return HTMLResponse(page, 400 if is_form or not claim_id else 404)

    def bug(self, request: Request, error: Exception) -> Response:
        """What nobody expected: the terminal shows it whole, for a report."""
        sentence = f"This is a bug in claimcheck {__version__}: please report it with the lines in the terminal. No file was left half written."
        return HTMLResponse(self.pages.error("That should not happen", sentence, self._csrf(request)), 500)

    def too_large(self, request: Request, error: Exception) -> Response:
        """A body that goes on and on."""
        return refused(413, "This form is too long, so nothing was done.")

    # --- the rest ------------------------------------------------------------------------------------------------------

    def _csrf(self, request: Request) -> str:
        session = str(request.scope.get("review.session", ""))
        return self.keys.csrf(session) if session else ""

    def _told(self, request: Request) -> str:
        with self._lock:
            return self._notes.get(request.query_params.get("told", ""), "")

    def _to_claim(self, claim_id: str, told: str, place: str, **more: str) -> Response:
        """Back to the claim, which tells what was done; the browser loads it anew, so that nothing is sent twice."""
        if told:
            more["told"] = secrets.token_hex(4)
            with self._lock:
                self._notes[more["told"]] = told
                while len(self._notes) > _NOTES:
                    self._notes.popitem(last=False)
        anchor = f"#{place}" if place.replace("-", "").isalnum() else ""
        return RedirectResponse(f"{address_of(claim_id)}{'?' if more else ''}{urlencode(more)}{anchor}", 303)


async def _form(request: Request) -> Form:
    """The fields of a form, as browsers send them. Raises `UsageError` for anything else."""
    body = await request.body()
    try:
        return parse_qs(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise UsageError("this is no form of the review") from None


def _claim_id(request: Request) -> str:
    return str(request.path_params["claim_id"])


def _pmid(text: str) -> str:
    return str(Pmid(text)) if text else ""


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
