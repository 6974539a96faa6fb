"""Sends a POST to a webhook: to an address that was checked after DNS, without redirects, within a time limit."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from threading import Timer

from crawler.run.delivery.webhook_address import WebhookAddress

_SECONDS = 15.0
_WHOLE_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookAnswer:
    """The status of an answer, and its `Retry-After` as it was written."""

    status: int
    retry_after: str | None


class _GuardedConnection(HTTPConnection):
    """A connection that goes to no other address than the one that was checked."""

    def __init__(self, address: WebhookAddress) -> None:
        super().__init__(address.host, address.port, timeout=_SECONDS)
        self._address = address

    def connect(self) -> None:
        opened = self._address.connected(_SECONDS)
        if self._address.scheme == "https":
            context = ssl.create_default_context()
            try:
                opened = context.wrap_socket(opened, server_hostname=self._address.host)
            except OSError:
                opened.close()
                raise
        self.sock = opened


def post(address: WebhookAddress, body: bytes, headers: Mapping[str, str]) -> WebhookAnswer:
    """Return the answer; its body is not read. A redirect is an answer, and nothing is sent there.

    Raises `OSError` and `HTTPException` where there is no answer, `WebhookRefused` for a private address.
    """
    connection = _GuardedConnection(address)
    limit = Timer(_WHOLE_SECONDS, _end, [connection])  # a receiver that answers a byte a second would hold us for hours
    limit.daemon = True
    limit.start()
    try:
        connection.request("POST", address.target, body=body, headers={**headers, "Connection": "close"})
        answer = connection.getresponse()
        return WebhookAnswer(status=answer.status, retry_after=answer.getheader("Retry-After"))
    finally:
        limit.cancel()
        connection.close()


def _end(connection: HTTPConnection) -> None:
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)
