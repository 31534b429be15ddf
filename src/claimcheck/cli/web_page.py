"""One page by its address: asked for once, politely, and only from the public web.

The site's robots.txt is followed (RFC 9309). An address of a private network is refused when the connection stands and before
anything is asked, so that neither a name that leads there nor a redirection gets past. Only text is taken, up to a size.
"""

import codecs
import ipaddress
import socket
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from attrs import frozen
from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool, PoolManager, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from claimcheck import __version__
from claimcheck.articles.base import Article
from claimcheck.articles.html import parse_html, read_html
from claimcheck.articles.markdown import parse_markdown
from claimcheck.articles.text import parse_text
from claimcheck.errors import UnreadableArticleError

AGENT = f"claimcheck/{__version__}"
MAX_PAGE = 5_000_000
_MAX_ROBOTS = 500_000
_REDIRECTIONS = 5
_TIMEOUT = Timeout(connect=10, read=20)
_TYPES = ("text/html", "application/xhtml+xml", "text/markdown", "text/plain")

Allowed = Callable[[str], bool]
"""Whether a connection to an address (``93.184.216.34``) may be used."""


@frozen
class WebPage:
    """A page as it was sent: where it stood in the end, its bytes, and its type with the encoding that was declared."""

    address: str
    data: bytes
    kind: str
    encoding: str = ""

    def article(self) -> Article:
        """The page as an article. Raises `UnreadableArticleError`."""
        if self.kind not in ("text/markdown", "text/plain") and not self.encoding:
            return read_html(self.data, self.address)
        parse = {"text/markdown": parse_markdown, "text/plain": parse_text}.get(self.kind, parse_html)
        try:
            return parse(self.data.decode(self.encoding or "utf-8"), self.address)
        except (UnicodeDecodeError, LookupError):
            raise UnreadableArticleError(f"{self.address}: its bytes are not {self.encoding or 'UTF-8'}.") from None

    @property
    def copy(self) -> bytes:
        """The bytes of a file that is read as this page was: in UTF-8 with its mark where only the site said the encoding."""
        if self.encoding in ("", "utf-8", "utf8"):
            return self.data
        return codecs.BOM_UTF8 + self.data.decode(self.encoding).encode("utf-8")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = getattr(found, "ipv4_mapped", None) or found
    return inner.is_global and not inner.is_multicast


def fetch_page(address: str, allowed: Allowed = is_public) -> WebPage:
    """Ask for a page. Raises `UnreadableArticleError` with one sentence where it cannot, or may not, be had."""
    manager = _manager(allowed)
    for _ in range(_REDIRECTIONS + 1):
        _refuse_odd(address)
        if not _robots(manager, address).can_fetch(AGENT, address):
            raise UnreadableArticleError(f"{address}: the site's robots.txt asks programs not to read this page.")
        answer = _ask(manager, address)
        if answer.status not in answer.REDIRECT_STATUSES:
            return _page(address, answer)
        answer.close()
        address = urljoin(address, answer.headers.get("Location", ""))
    raise UnreadableArticleError(f"{address}: redirected more than {_REDIRECTIONS} times.")


def _refuse_odd(address: str) -> None:
    try:
        parts = urlsplit(address)
        is_odd = parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or parts.port == 0
    except ValueError:
        is_odd = True
    if is_odd:
        raise UnreadableArticleError(f"{address}: not an address of a page; it begins with https:// and names a site.")


def _page(address: str, answer: HTTPResponse) -> WebPage:
    if answer.status != 200:
        raise UnreadableArticleError(
            f"{address}: the site answered {answer.status}; see whether the page is still there."
        )
    kind, _, rest = answer.headers.get("Content-Type", "").partition(";")
    kind = kind.strip().lower()
    if kind not in _TYPES:
        raise UnreadableArticleError(f"{address}: {kind or 'of no type'}, which is no page; save it and name the file.")
    encoding = rest.lower().partition("charset=")[2].strip(" \"';")
    return WebPage(address, _body(address, answer, MAX_PAGE), kind, encoding)


def _body(address: str, answer: HTTPResponse, most: int) -> bytes:
    """The body, unpacked, up to a size; nothing is read beyond it."""
    data = b""
    try:
        for chunk in answer.stream(65_536, decode_content=True):
            data += chunk
            if len(data) > most:
                answer.close()
                raise UnreadableArticleError(
                    f"{address}: larger than {most // 1_000_000 or 1} MB; is this the right page?"
                )
    except HTTPError as error:
        raise UnreadableArticleError(f"{address}: the answer broke off ({type(error).__name__}).") from None
    return data


def _robots(manager: PoolManager, address: str) -> RobotFileParser:
    """What the site asks of programs: nothing where it has no robots.txt, to stay away where that cannot be had."""
    answer = _ask(manager, urljoin(address, "/robots.txt"))
    rules = RobotFileParser()
    if answer.status == 200:
        rules.parse(_body(address, answer, _MAX_ROBOTS).decode("utf-8", "replace").splitlines())
    elif answer.status >= 500:
        raise UnreadableArticleError(
            f"{address}: the site cannot say what programs may read ({answer.status}); try later."
        )
    else:
        answer.close()
        rules.parse([])
    return rules


def _ask(manager: PoolManager, address: str) -> HTTPResponse:
    headers = {"User-Agent": AGENT, "Accept": ", ".join(_TYPES), "Accept-Encoding": "gzip"}
    try:
        answer = manager.request(
            "GET", address, headers=headers, redirect=False, retries=False, timeout=_TIMEOUT, preload_content=False
        )
    except (HTTPError, ValueError) as error:
        raise UnreadableArticleError(f"{address}: cannot be reached ({type(error).__name__}).") from None
    assert isinstance(answer, HTTPResponse)
    return answer


def _manager(allowed: Allowed) -> PoolManager:
    """A pool whose connections are looked at before anything is asked."""

    def checked(connection: socket.socket) -> socket.socket:
        peer = str(connection.getpeername()[0])
        if allowed(peer):
            return connection
        connection.close()
        raise UnreadableArticleError(
            f"{peer} lies in a private network; only pages of the public web are read by address."
        )

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return checked(super()._new_conn())

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return checked(super()._new_conn())

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    manager = PoolManager()
    manager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
    return manager
