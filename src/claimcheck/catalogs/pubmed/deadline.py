"""An HTTP adapter whose reads end at a deadline, however slowly the bytes drip.

A socket's timeout starts again with every byte received, so a server that sends one byte a second is never caught by it.
Here the raw stream below `http.client`'s response asks the deadline before each `recv`; headers and body are both covered.
Hooks used: `http.client.HTTPConnection.response_class` and urllib3's `ConnectionCls` and `pool_classes_by_scheme`.
"""

import http.client
import io
import socket
import threading
import time
from typing import Any, Final

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

_SLICE: Final = 0.5  # seconds between two looks at whether the run was stopped


class Deadline(threading.local):
    """When this thread's present request must have ended (`time.monotonic`), and how long it may stay silent."""

    at: float = float("inf")
    silence: float = float("inf")


class _PacedReads(io.RawIOBase):
    """The socket as a raw stream whose `readinto` gives up at the deadline, after silence, or when stopped."""

    def __init__(self, sock: socket.socket, deadline: Deadline, stopped: threading.Event) -> None:
        self._sock, self._deadline, self._stopped = sock, deadline, stopped
        self._for_sending = sock.gettimeout()
        self._holder = sock.makefile("rb", buffering=0)  # keeps the socket open until the response is done

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        last = min(self._deadline.at, time.monotonic() + self._deadline.silence)
        while not self._stopped.is_set():
            left = last - time.monotonic()
            if left <= 0:
                break
            self._sock.settimeout(min(left, _SLICE))
            try:
                return self._sock.recv_into(buffer)
            except TimeoutError:
                continue
            finally:
                self._sock.settimeout(self._for_sending)
        raise TimeoutError("the deadline of the request has passed")

    def close(self) -> None:
        if not self.closed:
            self._holder.close()
        super().close()


class DeadlineAdapter(HTTPAdapter):
    """A `requests` adapter for one host: `deadline` holds each thread's limit, `stopped` ends every read."""

    def __init__(self, connections: int) -> None:
        self.deadline = Deadline()
        self.stopped = threading.Event()
        self._classes = _pool_classes(self.deadline, self.stopped)
        super().__init__(pool_connections=2, pool_maxsize=connections, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._classes

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> PoolManager:
        manager: PoolManager = super().proxy_manager_for(proxy, **kwargs)
        if not proxy.lower().startswith("socks"):  # SOCKS pools make their own connections
            manager.pool_classes_by_scheme = self._classes
        return manager


def _pool_classes(deadline: Deadline, stopped: threading.Event) -> dict[str, type]:
    class Response(http.client.HTTPResponse):
        def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
            super().__init__(sock, *args, **kwargs)
            self.fp.close()
            self.fp = io.BufferedReader(_PacedReads(sock, deadline, stopped), 65_536)

    def pool(kind: type, connection: type) -> type:
        paced = type("Paced", (connection,), {"response_class": Response})
        return type("PacedPool", (kind,), {"ConnectionCls": paced})

    return {"http": pool(HTTPConnectionPool, HTTPConnection), "https": pool(HTTPSConnectionPool, HTTPSConnection)}
