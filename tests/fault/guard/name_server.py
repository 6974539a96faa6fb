"""A name server on loopback that answers as a test says, over real UDP."""

from __future__ import annotations

import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from twisted.names import dns

Zone = Mapping[str, Sequence[Sequence[str]]]
_ALIAS = "CNAME "


@dataclass(slots=True)
class NameServer:
    """The answers of *zone*: by name, those of the first question, of the second, …; *asked* counts the questions.

    It does not answer at all about names that are *silent*.
    """

    zone: Zone
    port: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    silent: Callable[[str], bool] = lambda _name: False

    def reply(self, data: bytes) -> bytes | None:
        message = dns.Message()
        message.fromStr(data)
        query = message.queries[0]
        name = query.name.name.decode("latin-1").lower()
        if query.type == dns.A:  # a client asks for A and AAAA each time
            self.asked[name] += 1
        if self.silent(name):
            return None
        message.answer, message.recDes, message.recAv, message.rCode = 1, 1, 1, dns.OK
        message.answers = list(self._records(name, query.type))
        if name not in self.zone:
            message.rCode = dns.ENAME
        return bytes(message.toStr())

    def _records(self, name: str, kind: int) -> Iterator[dns.RRHeader]:
        answers = self.zone.get(name, ())
        turn = min(max(self.asked[name] - 1, 0), len(answers) - 1)
        for each in answers[turn] if answers else ():
            if each.startswith(_ALIAS):
                target = each.removeprefix(_ALIAS)
                yield dns.RRHeader(name, dns.CNAME, payload=_record(dns.Record_CNAME, target), ttl=0)
                yield from self._records(target, kind)
            elif kind == dns.AAAA and ":" in each:
                yield dns.RRHeader(name, dns.AAAA, payload=_record(dns.Record_AAAA, each), ttl=0)
            elif kind == dns.A and ":" not in each:
                yield dns.RRHeader(name, dns.A, payload=_record(dns.Record_A, each), ttl=0)


def _record(kind: Any, value: str) -> Any:
    return kind(value)


@contextmanager
def name_server(zone: Zone) -> Iterator[NameServer]:
    """Answer questions for *zone* on a port of loopback."""
    server = NameServer(zone)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.bind(("127.0.0.1", 0))
        udp.settimeout(0.2)
        server.port = udp.getsockname()[1]
        done = threading.Event()

        def serve() -> None:
            while not done.is_set():
                try:
                    data, client = udp.recvfrom(4096)
                except TimeoutError:
                    continue
                reply = server.reply(data)
                if reply is not None:
                    udp.sendto(reply, client)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            done.set()
            thread.join()
