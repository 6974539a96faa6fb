"""A real proxy on loopback: it opens tunnels (HTTP CONNECT), asks for credentials, and notes what it was asked for."""

from __future__ import annotations

import base64
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread


class ConnectProxy(ThreadingTCPServer):
    """Leads every tunnel to *outlet*, whatever address was asked for; *answer* is given instead of a tunnel."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, outlet: int, *, credentials: str | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Tunnel)
        self.outlet, self.credentials = outlet, credentials
        self.answer: bytes | None = None
        self.asked: list[str] = []
        self.inside: list[bytes] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Tunnel(StreamRequestHandler):
    server: ConnectProxy

    def handle(self) -> None:
        request = self.rfile.readline().decode("latin-1").split()
        headers = {}
        while line := self.rfile.readline().strip():
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        self.server.asked.append(" ".join(request[:2]))
        if self.server.answer is not None:
            self.wfile.write(self.server.answer)
            return
        expected = self.server.credentials
        given = headers.get("proxy-authorization", "").removeprefix("Basic ")
        if expected is not None and base64.b64decode(given).decode() != expected:
            self.wfile.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n")
            return
        with socket.create_connection(("127.0.0.1", self.server.outlet)) as outlet:
            self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = Thread(target=_copy, args=(outlet, self.connection), daemon=True)
            back.start()
            self._forward(outlet)
            back.join(5)

    def _forward(self, outlet: socket.socket) -> None:
        with suppress(OSError):
            while data := self.rfile.read1(65536):
                self.server.inside.append(data)
                outlet.sendall(data)
            outlet.shutdown(socket.SHUT_WR)


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


@contextmanager
def connect_proxy(outlet: int, *, credentials: str | None = None) -> Iterator[ConnectProxy]:
    """Serve a proxy while the block runs."""
    with ConnectProxy(outlet, credentials=credentials) as proxy:
        Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield proxy
        finally:
            proxy.shutdown()
