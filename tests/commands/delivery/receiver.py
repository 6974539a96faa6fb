"""A receiver of webhooks on loopback: it keeps what it gets, and answers as a test says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedPost:
    """One request; the names of *headers* are in small letters."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True, kw_only=True)
class WebhookReceiver:
    """*answers* are given in turn as status and headers, then 204 for ever. *most_bytes*: larger bodies are 413."""

    port: int = 0
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    most_bytes: int = 1 << 30
    posts: list[ReceivedPost] = field(default_factory=list)
    taken: list[ReceivedPost] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/t0ken"

    def take(self, post: ReceivedPost) -> tuple[int, dict[str, str]]:
        self.posts.append(post)
        status, headers = self.answers.pop(0) if self.answers else (204, {})
        if len(post.body) > self.most_bytes:
            status = 413
        if status < 300:
            self.taken.append(post)
        return status, headers


@contextmanager
def receiving() -> Iterator[WebhookReceiver]:
    receiver = WebhookReceiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            names = {name.lower(): value for name, value in self.headers.items()}
            status, headers = receiver.take(ReceivedPost(path=self.path, headers=names, body=body))
            self.send_response(status)
            for name, value in {**headers, "Content-Length": "0"}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_values: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver.port = server.server_port
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield receiver
        server.shutdown()
