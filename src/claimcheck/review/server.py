"""Serving the review on this machine until it is interrupted."""

import signal
import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from attrs import frozen

from claimcheck.errors import UsageError
from claimcheck.review.app import application
from claimcheck.review.desk import Desk
from claimcheck.review.guard import Keys

LOOPBACK = ("127.0.0.1", "::1", "localhost")
PASSWORD = "CLAIMCHECK_REVIEW_PASSWORD"  # noqa: S105 - the name of a variable
_LONG_ENOUGH = 12


@frozen
class Place:
    """Where the review listens. `port` 0 takes any that is free; `password` is needed beyond loopback."""

    host: str = "127.0.0.1"
    port: int = 0
    password: str = ""

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        return self.host in LOOPBACK


def serve(desk: Desk, place: Place, tell: Callable[[str], None], *, open_browser: bool) -> None:
    """Serve until interrupted. `tell` gets each address that opens a session.

    Raises `UsageError` where it may not or cannot listen there.
    """
    check_place(place)
    with _listening(place) as listener:
        port = listener.getsockname()[1]
        keys = Keys("" if place.is_local else place.password, told=lambda token: tell(address(place, port, token)))
        cookie = f"claimcheck-review-{port}"  # cookies know no ports: two reviews must not take each other's
        app = application(desk, keys, hosts_of(place, port), cookie)
        first = address(place, port, keys.token)
        tell(first)
        if open_browser:
            with suppress(webbrowser.Error):
                webbrowser.open(first)
        config = uvicorn.Config(
            app, log_level="error", access_log=False, server_header=False, timeout_graceful_shutdown=1, lifespan="off"
        )
        # Ctrl-C is how a review ends: uvicorn hears it, finishes what is under way, and raises it once more.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        uvicorn.Server(config).run(sockets=[listener])


def check_place(place: Place) -> None:
    """Raises `UsageError` for a host beyond this machine without a password that deserves the name."""
    if not place.is_local and len(place.password) < _LONG_ENOUGH:
        raise UsageError(
            f"--host {place.host} lets others in: set a password of {_LONG_ENOUGH} characters or more in {PASSWORD}, and put "
            "a server with TLS in front, or leave --host out"
        )


def hosts_of(place: Place, port: int) -> frozenset[str]:
    """The names by which a browser may call the review; () for any, where a password guards it."""
    if not place.is_local:
        return frozenset()
    names = (*LOOPBACK[:1], "[::1]", "localhost")
    return frozenset(f"{name}:{port}" for name in names)


def address(place: Place, port: int, token: str) -> str:
    """What opens a session in a browser."""
    name = f"[{place.host}]" if ":" in place.host else place.host
    return f"http://{name}:{port}/" + (f"?token={token}" if place.is_local else "")


def _listening(place: Place) -> socket.socket:
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((place.host, place.port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise UsageError(
            f"the review cannot listen on {place.host} port {place.port}: {error.strerror or error}; choose another --port"
        ) from None
    return listener
