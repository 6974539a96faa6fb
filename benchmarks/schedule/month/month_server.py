"""`python -m benchmarks.schedule.month.month_server`: serve the press of the month, and take the alerts of the crawler.

Lines on standard input set the time (`now SECONDS`); it ends with its input. Alerts go to a file as JSON lines.
"""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.schedule.month.month_press import NEW_HOME, MonthPress
from benchmarks.schedule.month.plan import FaultKind
from crawler.newsroom.press import NewsroomResponse

HOOK = "127.0.1.201"
"""The address of the receiver of alerts."""
_LIMIT = 65536


class MonthServer:
    """Answers for every outlet, and notes what comes to the hook with the virtual time."""

    def __init__(self, alerts: Path) -> None:
        self._alerts = alerts
        self.press = MonthPress(port=0, secure=0, moved=0)

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection until it is closed."""
        try:
            while await self._answered(reader, writer):
                continue
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ssl.SSLError):
            return
        finally:
            writer.close()

    async def _answered(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        method, path, headers = _parsed(await reader.readuntil(b"\r\n\r\n"))
        host = writer.get_extra_info("sockname")[0]
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        if host == HOOK:
            answer = self._noted(body)
        else:
            place = urlsplit(path).path
            answer = self.press.respond_moved(place) if host == NEW_HOME else self.press.respond(host, place, headers)
        if answer.fault is not None and answer.fault.hangs:
            await asyncio.sleep(30)
            return False
        writer.write(_head(answer) + (b"" if method == "HEAD" else answer.body))
        await writer.drain()
        return headers.get("connection", "").lower() != "close"

    def _noted(self, body: bytes) -> NewsroomResponse:
        with self._alerts.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps({"at": self.press.at.isoformat(), "alert": json.loads(body)}) + "\n")
        return NewsroomResponse(status=204, headers={}, body=b"")


async def _serve(server: MonthServer, certificates: Path) -> None:
    plain, secure = (
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH),
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH),
    )
    plain.load_cert_chain(certificates / "good.pem")
    secure.load_cert_chain(certificates / "expired.pem")
    addresses = [*(each.address for each in server.press.outlets), HOOK]
    sockets = [_bound(address, 0) for address in addresses[:1]]
    port = sockets[0].getsockname()[1]
    sockets += [_bound(address, port) for address in addresses[1:]]
    last = server.press.outlets[-1].address
    tls = _bound(last, 0)
    sockets.append(_bound_to_web(NEW_HOME))
    moved = sockets[-1].getsockname()[1]
    server.press = MonthPress(port=port, secure=tls.getsockname()[1], moved=moved)
    for each in sockets:
        await asyncio.start_server(server.handle, sock=each, limit=_LIMIT)
    listener = await asyncio.start_server(server.handle, sock=tls.dup(), limit=_LIMIT, ssl=plain)
    print(json.dumps({"port": port, "secure": server.press.secure, "moved": moved}), flush=True)
    loop, is_expired = asyncio.get_running_loop(), False
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        server.press.set_time(datetime.fromtimestamp(float(line.split()[1]), UTC))
        expires = FaultKind.EXPIRED in server.press.kinds(server.press.outlets[-1])
        if expires is not is_expired:
            listener.close()
            context = secure if expires else plain
            listener = await asyncio.start_server(server.handle, sock=tls.dup(), limit=_LIMIT, ssl=context)
            is_expired = expires
        print("ok", flush=True)


def _bound(address: str, port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.bind((address, port))
    found.listen(256)
    return found


def _bound_to_web(address: str) -> socket.socket:
    """Return a socket at one of the ports that every source may reach at a public host."""
    for port in (8080, 8443):
        with suppress(OSError):
            return _bound(address, port)
    raise OSError(f"no port of the web is free at {address}")


def _parsed(head: bytes) -> tuple[str, str, Mapping[str, str]]:
    lines = head.decode("latin-1").split("\r\n")
    method, path, _ = lines[0].split(" ", 2)
    pairs = (line.partition(":") for line in lines[1:] if line)
    return method, path, {name.strip().lower(): value.strip() for name, _, value in pairs}


def _head(answer: NewsroomResponse) -> bytes:
    lines = [f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}"]
    lines += [f"{name}: {value}" for name, value in answer.headers.items()]
    lines.append(f"Content-Length: {len(answer.body)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


if __name__ == "__main__":
    asyncio.run(_serve(MonthServer(Path(sys.argv[1])), Path(sys.argv[2])))
