"""One request to E-utilities, asked until it is answered, refused for good, or out of time.

Every request is a form sent by POST, so that neither the API key nor a long list of PMIDs ever stands in a URL. Every try,
the repeated ones included, takes a slot of the pacer. What leaves this module in an exception has been redacted.
"""

import email.utils
import random
import threading
import time
from collections.abc import Callable, Mapping
from http.cookiejar import DefaultCookiePolicy
from typing import Final, TypeVar
from urllib.parse import quote, quote_plus, urlsplit

import requests
from attrs import asdict, field, frozen
from urllib3.exceptions import HTTPError, MaxRetryError, ReadTimeoutError

from claimcheck.catalogs.pubmed.deadline import DeadlineAdapter
from claimcheck.catalogs.pubmed.outcomes import EutilsError, Trouble
from claimcheck.catalogs.pubmed.pacing import Pacer
from claimcheck.checked import Checked, expect
from claimcheck.errors import UsageError

NCBI: Final = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"
RATE_WITHOUT_KEY: Final = 3.0
RATE_WITH_KEY: Final = 10.0

_LONGEST_WAIT: Final = 60.0  # a Retry-After beyond this is not waited for in full
_CONNECTIONS: Final = 32
_CHUNK: Final = 65_536

T = TypeVar("T")


@frozen
class Limits(Checked):
    """How long and how often one call may try, in seconds and bytes.

    `deadline` bounds a call from its first start to its end, retries included; waiting for that first slot does not count.
    `connect` and `silence` bound a connection attempt and a pause in the answer. After a call has failed for
    good the server is taken to be down, and calls get only `hasty_tries` and `hasty_deadline` until one succeeds.
    """

    deadline: float = 90.0
    connect: float = 10.0
    silence: float = 30.0
    tries: int = 7
    unreachable_tries: int = 4
    hasty_tries: int = 2
    hasty_deadline: float = 15.0
    backoff: float = 0.5
    most_bytes: int = 64 * 1024 * 1024

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        for name, value in asdict(self).items():
            least = "a number from zero" if name == "backoff" else "a number above zero"  # who waits for nothing may
            expect(value >= 0 if name == "backoff" else value > 0, f"Limits: {name}", least, value)


@frozen
class Reply:
    """What came back, before anyone has judged it."""

    status: int
    content_type: str
    body: bytes
    retry_after: float | None = None


@frozen
class Identity:
    """Who asks. The key and the e-mail address stay out of every `repr`."""

    tool: str = "claimcheck"
    email: str | None = field(default=None, repr=False)
    api_key: str | None = field(default=None, repr=False)

    def form(self) -> dict[str, str]:
        """The parameters that every request carries."""
        given = {"tool": self.tool, "email": self.email, "api_key": self.api_key}
        return {name: value for name, value in given.items() if value}

    def redact(self, text: str) -> str:
        """The text without the key and the address, in any spelling they may have on the wire."""
        for secret in filter(None, (self.api_key, self.email)):
            for spelling in {secret, quote(secret, safe=""), quote_plus(secret)}:
                text = text.replace(spelling, "[redacted]")
        return text


def checked_base(url: str | None) -> str:
    """The base URL with its final slash. Raises `UsageError` where it is not an http(s) address without extras."""
    text = (url or NCBI).strip()
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.query or parts.fragment or parts.username is not None or any(c.isspace() for c in text):
        raise UsageError(f"pubmed.base_url must be an address such as {NCBI}, without user, query or fragment")
    return text if text.endswith("/") else text + "/"


class Transport:
    """Asks one E-utilities server. Safe to share between threads; close it to end what is under way."""

    def __init__(self, base: str, identity: Identity, limits: Limits, requests_per_second: float | None = None) -> None:
        self.base = base
        self._identity = identity
        self._limits = limits
        self._adapter = DeadlineAdapter(_CONNECTIONS)
        self._session = _session(self._adapter, identity.tool)
        rate = _polite_rate(base, identity, requests_per_second)
        who = f"key {identity.api_key}" if identity.api_key else "address"
        self._pacer = Pacer(f"{urlsplit(base).netloc.lower()} {who}", rate, sleep=self._adapter.stopped.wait)
        self._down = threading.Event()

    def stop(self) -> None:
        """End every request and pause under way, in all threads, within half a second."""
        self._adapter.stopped.set()

    def resume(self) -> None:
        """Take requests again after `stop`."""
        self._adapter.stopped.clear()

    def close(self) -> None:
        """Stop for good and let the connections go."""
        self.stop()
        self._session.close()

    def ask(self, endpoint: str, form: Mapping[str, str], read: Callable[[Reply], T], *, hasty: bool = False) -> T:
        """Send the form until `read` accepts the reply; `read` raises `EutilsError` for one that it cannot use.

        Raises the last `EutilsError` when it does not pass by itself or when tries or time are spent. `hasty`
        allows only a few tries.
        """
        limits = self._limits
        hasty = hasty or self._down.is_set()
        tries = limits.hasty_tries if hasty else limits.tries
        self._pacer.wait()
        ends = time.monotonic() + (min(limits.hasty_deadline, limits.deadline) if hasty else limits.deadline)
        tried = 0
        while True:
            tried += 1
            answer = self._try(endpoint, form, read, ends)
            if not isinstance(answer, EutilsError):
                self._down.clear()
                return answer
            # A network that is not there is seldom back within a minute, and somebody waits for the word of it.
            most = min(tries, limits.unreachable_tries) if answer.trouble is Trouble.UNREACHABLE else tries
            if tried >= most or not self._pause(answer, tried, ends):
                raise self._final(answer)

    def _final(self, error: EutilsError) -> EutilsError:
        """The failure to tell of, redacted; remembers that the server is down where asking again did not help."""
        if error.passes:
            self._down.set()
        return EutilsError(error.trouble, self._identity.redact(error.detail), retry_after=error.retry_after)

    def _pause(self, error: EutilsError, tried: int, ends: float) -> bool:
        """Wait before the next try. False where there shall be none: pointless, stopped, or out of time."""
        pause = self._backoff(error, tried)
        if error.trouble is Trouble.RATE_LIMITED:
            self._pacer.refused(hold=pause if error.retry_after is not None else min(pause, 1.0))
        if not error.passes or time.monotonic() + pause >= ends:
            return False
        return not self._adapter.stopped.wait(pause) and self._pacer.wait(latest=ends)

    def _backoff(self, error: EutilsError, tried: int) -> float:
        """Seconds: what the server asked for, or exponential with jitter (half fixed, half random)."""
        if error.retry_after is not None:
            return min(error.retry_after, _LONGEST_WAIT)
        if error.trouble is Trouble.CUT_OFF and tried == 1:
            return 0.0  # most often a kept-alive connection that the server had closed while idle
        longest = min(self._limits.backoff * 2.0 ** (tried - 1), 20.0)
        return longest * random.uniform(0.5, 1.0)  # noqa: S311 - jitter, not a secret

    def _try(self, endpoint: str, form: Mapping[str, str], read: Callable[[Reply], T], ends: float) -> T | EutilsError:
        if self._adapter.stopped.is_set():
            return EutilsError(Trouble.STOPPED)
        reply = self._send(endpoint, form, ends)
        if isinstance(reply, EutilsError):
            return reply
        try:
            return read(reply)
        except EutilsError as error:
            return error

    def _send(self, endpoint: str, form: Mapping[str, str], ends: float) -> Reply | EutilsError:
        """One POST. Failures come back as values, so that no request with the key in it hangs on an exception."""
        limits, left = self._limits, max(0.001, ends - time.monotonic())
        self._adapter.deadline.at, self._adapter.deadline.silence = ends, limits.silence
        try:
            with self._session.post(
                self.base + endpoint,
                data={**form, **self._identity.form()},
                timeout=(min(limits.connect, left), min(limits.silence, left)),
                stream=True,
                allow_redirects=False,
            ) as response:
                body = _bounded(response, limits.most_bytes)
                return _reply(response, body) if body is not None else EutilsError(Trouble.TOO_LARGE)
        except (requests.RequestException, HTTPError, OSError) as error:
            trouble, kind = _trouble_of(error), type(error).__name__
        if self._adapter.stopped.is_set():
            return EutilsError(Trouble.STOPPED)
        return EutilsError(trouble, kind)


def _polite_rate(base: str, identity: Identity, wanted: float | None) -> float:
    """Requests a second: what NCBI allows, or what was asked for; NCBI itself is never asked faster than it allows."""
    allowed = RATE_WITH_KEY if identity.api_key else RATE_WITHOUT_KEY
    host = urlsplit(base).hostname or ""
    if wanted is None or host == "nih.gov" or host.endswith(".nih.gov"):
        return min(wanted or allowed, allowed)
    return wanted


def _session(adapter: DeadlineAdapter, tool: str) -> requests.Session:
    session = requests.Session()
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    session.headers.update({"User-Agent": tool, "Accept-Encoding": "gzip"})
    session.auth = lambda request: request  # a password for the host in ~/.netrc is not ours to send
    # Nothing is kept: NCBI's session cookie would tie requests together and is not needed.
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return session


def _bounded(response: requests.Response, most: int) -> bytes | None:
    """The decoded body, or None once it is longer than `most` bytes."""
    chunks, size = [], 0
    for chunk in response.iter_content(_CHUNK):
        size += len(chunk)
        if size > most:
            return None
        chunks.append(chunk)
    return b"".join(chunks)


def _reply(response: requests.Response, body: bytes) -> Reply:
    headers = response.headers
    wait = _seconds(headers.get("Retry-After", "")) if response.status_code in (429, 503) else None
    return Reply(response.status_code, headers.get("Content-Type", "").lower(), body, wait)


def _seconds(retry_after: str) -> float | None:
    """A Retry-After header, seconds or a date, as seconds from now; None where it is neither."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        then = email.utils.parsedate_to_datetime(text)
        return max(0.0, then.timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return None


def _trouble_of(error: Exception) -> Trouble:
    """What kind of failure below HTTP an exception of requests, urllib3 or the socket is."""
    inner = error.args[0] if error.args else None
    if isinstance(error, (requests.ConnectTimeout, requests.exceptions.ProxyError, requests.exceptions.SSLError)):
        return Trouble.UNREACHABLE
    if isinstance(error, (requests.ReadTimeout, TimeoutError)) or isinstance(inner, (ReadTimeoutError, TimeoutError)):
        return Trouble.TIMEOUT
    if isinstance(inner, MaxRetryError) or not isinstance(error, (requests.RequestException, HTTPError)):
        return Trouble.UNREACHABLE
    broken = (
        requests.ConnectionError, requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError,
        HTTPError,
    )  # fmt: skip
    return Trouble.CUT_OFF if isinstance(error, broken) else Trouble.UNREACHABLE
