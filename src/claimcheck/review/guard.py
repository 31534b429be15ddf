"""The door of the review: who may come in, from where, and what a page may do in a browser.

Loopback alone is no protection: every web page that the editor visits can send requests to it. So the Host must be one of
ours (against names that were pointed here), a session is needed (a one-time token, turned into a cookie), whatever changes something
must come from our own pages (Origin, and a token in the form), bodies are small, and the pages load nothing from elsewhere and run
no script but the one that is served beside them. Sources: OWASP cheat sheets on CSRF and on content security policy.
"""

import hmac
import secrets
import threading
from collections.abc import Callable
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 256 * 1024
"""Of a form. A whole abstract as a passage has some 3,000."""
SAFE = frozenset({"GET", "HEAD"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer browsers would send "Origin: null" with our own forms
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
_TRIES = 20
"""Wrong passwords, after which nobody is let in until the review is started again."""


class Keys:
    """The one-time token of the address, and the sessions that were opened. Kept in memory: a restart ends them all.

    With a password it takes the token's place. `told` gets the next token when one was spent.
    """

    def __init__(self, password: str = "", told: Callable[[str], None] = lambda token: None) -> None:
        self.password = password
        self._told = told
        self._lock = threading.Lock()
        self.token = secrets.token_urlsafe(24)
        """What opens a session next."""
        self._csrf = secrets.token_bytes(32)
        self._sessions: set[str] = set()
        self._wrong = 0

    def enter(self, token: str) -> str | None:
        """A new session for the right token, which is spent thereby; None for a wrong one."""
        with self._lock:
            if self.password or not _same(token, self.token):
                return None
            self.token = secrets.token_urlsafe(24)
            session = self._opened()
        self._told(self.token)
        return session

    def enter_with_password(self, password: str) -> str | None:
        """A new session for the right password; None for a wrong one, and for every one after too many wrong ones."""
        with self._lock:
            if not self.password or self._wrong >= _TRIES:
                return None
            if not _same(password, self.password):
                self._wrong += 1
                return None
            return self._opened()

    def knows(self, session: str) -> bool:
        """Whether the session was opened here."""
        return any(_same(session, known) for known in self._sessions)

    def csrf(self, session: str) -> str:
        """What a form of this session carries."""
        return hmac.new(self._csrf, session.encode(), "sha256").hexdigest()

    def _opened(self) -> str:
        session = secrets.token_urlsafe(32)
        self._sessions.add(session)
        return session


class Guard:
    """ASGI middleware that lets in what may come in. `hosts` are the names and ports that are ours, () for any."""

    def __init__(self, app: ASGIApp, keys: Keys, hosts: frozenset[str], cookie: str) -> None:
        self.app, self.keys, self.hosts, self.cookie = app, keys, hosts, cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # a websocket has no business here; the lifespan passes
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        answer = self._refusal(Request(scope)) or self.app
        await answer(scope, _Bounded(receive), _decorated(send))

    def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "").lower()
        if not host or (self.hosts and host not in self.hosts):
            return refused(
                421, "This address is not one of the review's own: open the address that claimcheck printed."
            )
        if request.method not in SAFE and not _is_own_page(request.headers, host):
            return refused(403, "This request came from another page than the review's own, so nothing was done.")
        if _announced(request.headers) > MOST_BYTES:
            return refused(413, f"This form has more than {MOST_BYTES:,} bytes, so nothing was done.")
        return self._without_session(request)

    def _without_session(self, request: Request) -> Response | None:
        session = self._session(request.headers)
        request.scope["review.session"] = session
        if session or request.url.path.startswith("/static/") or request.url.path == "/sign-in":
            return None
        entered = self.keys.enter(request.query_params.get("token", "")) if request.method == "GET" else None
        if entered:
            return welcome(self.cookie, entered)
        if self.keys.password:
            return RedirectResponse("/sign-in", 303)
        return refused(
            403,
            "This needs the address that claimcheck printed when it started. It opens once; claimcheck prints the next one.",
        )

    def _session(self, headers: Headers) -> str:
        """The session of the request's cookie, "" where it is none of ours."""
        jar: SimpleCookie = SimpleCookie()
        jar.load(headers.get("cookie", "")[:8_192])
        held = jar[self.cookie].value if self.cookie in jar else ""
        return held if held and self.keys.knows(held) else ""


class TooLargeError(Exception):
    """A body went on beyond the limit, whatever it announced."""


class _Bounded:
    """Counts what arrives."""

    def __init__(self, receive: Receive) -> None:
        self.receive, self.left = receive, MOST_BYTES

    async def __call__(self) -> Message:
        message = await self.receive()
        self.left -= len(message.get("body", b""))
        if self.left < 0:
            raise TooLargeError
        return message


def welcome(cookie: str, session: str) -> Response:
    """Into the review, with the cookie; the token leaves the address bar."""
    answer = RedirectResponse("/", 303)
    answer.set_cookie(cookie, session, httponly=True, samesite="strict", path="/")
    return answer


def refused(status: int, sentence: str) -> Response:
    """A refusal in one sentence."""
    return PlainTextResponse(f"claimcheck: {sentence}\n", status)


def _decorated(send: Send) -> Send:
    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sender


def _is_own_page(headers: Headers, host: str) -> bool:
    """Whether a request that changes something says that it comes from our own pages; one that says nothing does not."""
    try:
        origin = urlsplit(headers.get("origin", ""))
    except ValueError:  # no address at all
        return False
    return origin.scheme in ("http", "https") and origin.netloc.lower() == host


def _announced(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isdecimal() else MOST_BYTES + 1


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "surrogateescape"), other.encode())
