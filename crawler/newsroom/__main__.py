"""`python -m crawler.newsroom`: serve the newsroom on loopback until standard input ends."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import sys
import time
from http import HTTPStatus
from pathlib import Path
from typing import TextIO
from urllib.parse import urlsplit

from crawler.newsroom.press import NewsroomPress, NewsroomResponse

_HEAD_LIMIT = 65536


class _NewsroomServer:
    """Serves a press, and logs its requests."""

    def __init__(self, args: argparse.Namespace) -> None:
        self._args = args
        self._log: TextIO | None = args.log.open("a", encoding="utf-8", buffering=1) if args.log else None
        self.press = self._press(args.day, args.port)

    def _press(self, day: int, port: int) -> NewsroomPress:
        return NewsroomPress(
            outlets=self._args.outlets,
            articles=self._args.articles,
            day=day,
            port=port,
            delays=not self._args.no_delays,
        )

    def set_port(self, port: int) -> None:
        self.press = self._press(self._args.day, port)

    def set_day(self, day: int) -> None:
        self.press = self._press(day, self.press.port)

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection until it is closed."""
        try:
            while await self._answer(reader, writer):
                continue
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return  # the client closed the connection
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        method, path, headers = _parsed(head)
        host = writer.get_extra_info("sockname")[0]
        answer = self.press.respond(host, urlsplit(path).path, headers)
        self._log_request(host, method, path, headers, answer)
        broken = answer.fault
        if broken is not None and broken.hangs:
            await asyncio.sleep(120)
            return False
        writer.write(_head(answer) + (b"" if method == "HEAD" or (broken and broken.drip_seconds) else answer.body))
        if broken is not None and broken.drip_seconds:
            for byte in answer.body:
                writer.write(bytes((byte,)))
                await writer.drain()
                await asyncio.sleep(broken.drip_seconds)
        await writer.drain()
        return (broken is None or not broken.missing_bytes) and headers.get("connection", "").lower() != "close"

    def _log_request(
        self, host: str, method: str, path: str, headers: dict[str, str], answer: NewsroomResponse
    ) -> None:
        if self._log is None:
            return
        record = {
            "at": time.time(),
            "host": host,
            "method": method,
            "path": path,
            "status": answer.status,
            "bytes": len(answer.body),
            "conditional": "if-none-match" in headers or "if-modified-since" in headers,
            "agent": headers.get("user-agent", ""),
        }
        self._log.write(json.dumps(record, ensure_ascii=False) + "\n")


def main() -> None:
    """Serve until the end of standard input; a line `day N` there sets the newsroom's day."""
    parser = argparse.ArgumentParser(prog="python -m crawler.newsroom", description=__doc__)
    parser.add_argument("--port", type=int, default=8765, help="the port of every outlet; 0: any free port")
    parser.add_argument("--outlets", type=int, default=7, help="how many outlets")
    parser.add_argument("--articles", type=int, default=147, help="how many ordinary articles in all")
    parser.add_argument("--day", type=int, default=1, help="the newsroom's day, from 1 to 3")
    parser.add_argument("--log", type=Path, help="append one JSON line for each request to this file")
    parser.add_argument("--no-delays", action="store_true", help="no crawl-delay in robots.txt")
    args = parser.parse_args()
    try:
        asyncio.run(_serve(args))
    except OSError as error:
        why = os.strerror(error.errno or 0)
        message = f"newsroom: port {args.port} is taken on loopback ({why}): choose another with --port"
        print(message, file=sys.stderr)
        sys.exit(2)


async def _serve(args: argparse.Namespace) -> None:
    newsroom = _NewsroomServer(args)
    sockets = _bound([outlet.address for outlet in newsroom.press.outlets], args.port)
    newsroom.set_port(sockets[0].getsockname()[1])
    servers = [await asyncio.start_server(newsroom.handle, sock=each, limit=_HEAD_LIMIT) for each in sockets]
    print(json.dumps({"port": newsroom.press.port, "pid": os.getpid()}), flush=True)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        word, _, number = line.strip().partition(" ")
        if word == "day" and number.isdigit():
            newsroom.set_day(int(number))
            print(json.dumps({"day": int(number)}), flush=True)
    for server in servers:
        server.close()


def _bound(addresses: list[str], port: int, tries: int = 20) -> list[socket.socket]:
    """Bind every address to one port: *port*, or any that is free on all of them when it is 0."""
    sockets: list[socket.socket] = []
    try:
        for address in addresses:
            each = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            sockets.append(each)
            each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            each.bind((address, port or (sockets[0].getsockname()[1] if len(sockets) > 1 else 0)))
            each.listen(256)
    except OSError:
        for each in sockets:
            each.close()
        if port or not tries:
            raise
        return _bound(addresses, port, tries - 1)
    return sockets


def _parsed(head: bytes) -> tuple[str, str, dict[str, str]]:
    lines = head.decode("latin-1").split("\r\n")
    method, path, _ = lines[0].split(" ", 2)
    pairs = (line.partition(":") for line in lines[1:] if line)
    return method, path, {name.strip().lower(): value.strip() for name, _, value in pairs}


def _head(answer: NewsroomResponse) -> bytes:
    missing = answer.fault.missing_bytes if answer.fault else 0
    lines = [f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}"]
    lines += [f"{name}: {value}" for name, value in answer.headers.items()]
    lines.append(f"Content-Length: {len(answer.body) + missing}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


if __name__ == "__main__":
    main()
