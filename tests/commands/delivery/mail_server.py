"""A mail server for tests, on loopback and without TLS."""

from __future__ import annotations

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread


@dataclass(slots=True, kw_only=True)
class MailServer:
    """What it took, and how many messages it refuses before that, with 451."""

    refuses: int = 0
    mails: list[str] = field(default_factory=list)
    port: int = 0


@contextmanager
def mail_server(*, refuses: int = 0) -> Iterator[MailServer]:
    """Serve as much of SMTP (RFC 5321) as a client without extensions asks for."""
    state = MailServer(refuses=refuses)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                word = line[:4].upper()
                if word == b"DATA" and not self._takes_message():
                    continue
                self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")

        def _takes_message(self) -> bool:
            self.wfile.write(b"354 go on\r\n")
            lines = []
            while (part := self.rfile.readline()) != b".\r\n":
                lines.append(part)
            if state.refuses:
                state.refuses -= 1
                self.wfile.write(b"451 later\r\n")
                return False
            state.mails.append(b"".join(lines).decode("utf-8"))
            return True

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        state.port = server.server_address[1]
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield state
        server.shutdown()
