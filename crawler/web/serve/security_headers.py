"""What every answer carries, and which requests get none: those by another host's name or for Datasette's own state."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any

Scope = Mapping[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
AsgiApp = Callable[[Any, Any, Any], Awaitable[None]]

_POLICY = (
    "default-src 'none'; {scripts}; style-src {styles}; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
OUR_POLICY = _POLICY.format(scripts="script-src 'none'", styles="'self'")
DATASETTE_POLICY = _POLICY.format(scripts="script-src 'self'", styles="'self' 'unsafe-inline'")
"""Datasette's own pages have style attributes; its scripts between the tags do not run, and nothing needs them."""
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "x-robots-tag": "noindex, nofollow",
}
_STATE = "/-/"
_OPEN_STATE = "/-/static/"
_READING = frozenset({"GET", "HEAD"})


def secured(app: AsgiApp, *, hosts: Collection[str], ours: Callable[[str], bool], database: str) -> AsgiApp:
    """Return *app* behind the gate. *hosts* are the names by which it may be called; empty: any.

    *ours* says of a path whether the page is one of ours, which needs no script at all; of Datasette's pages those of
    *database* are answered. A page of another site that leads a name of its own to this address (DNS rebinding) is
    refused by the name.
    """

    def is_page(path: str) -> bool:
        return ours(path) or path.lstrip("/").partition("/")[0].partition(".")[0] == database

    async def gate(scope: Scope, receive: Any, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        headed = with_headers(send, OUR_POLICY if ours(scope["path"]) else DATASETTE_POLICY)
        refusal = _refusal(scope, hosts, is_page)
        if refusal is None:
            await app(scope, receive, headed)
            return
        status, why = refusal
        await headed(
            {
                "type": "http.response.start",
                "status": status,
                "headers": [(b"content-type", b"text/plain; charset=utf-8")],
            }
        )
        await headed({"type": "http.response.body", "body": why.encode()})

    return gate


def is_called_by(scope: Scope, hosts: Collection[str]) -> bool:
    """Whether a request names one of *hosts* as the server; empty: any name will do."""
    called = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    return not hosts or _without_port(called) in hosts


def with_headers(send: Send, policy: str = OUR_POLICY) -> Send:
    """Return *send* with the headers that every answer carries."""
    return _headed(send, {**_HEADERS, "content-security-policy": policy})


def _refusal(scope: Scope, hosts: Collection[str], is_page: Callable[[str], bool]) -> tuple[int, str] | None:
    if not is_called_by(scope, hosts):
        return 403, "This server answers by another name.\n"
    if scope["method"] not in _READING:
        return 405, "This server is read-only.\n"
    path = scope["path"]
    if path.startswith(_STATE):
        return None if path.startswith(_OPEN_STATE) else (403, "The state of the server is closed to readers.\n")
    return None if is_page(path) else (404, "There is nothing here.\n")


def _without_port(host: str) -> str:
    return host.rpartition("]")[0].removeprefix("[") if host.startswith("[") else host.partition(":")[0].lower()


def _headed(send: Send, headers: Mapping[str, str]) -> Send:
    extra = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def headed(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            kept = [each for each in message.get("headers", []) if each[0].decode("latin-1").lower() not in headers]
            message = {**message, "headers": [*kept, *extra]}
        await send(message)

    return headed
