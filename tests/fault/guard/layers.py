"""Asks each layer of the guard on its own, in a process with a reactor; prints what it answered as JSON."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from typing import Any

from scrapy.utils.reactor import install_reactor

from tests.fault.guard.forms import HOSTS, PUBLIC_NAMES, REBINDING, ZONE
from tests.fault.guard.wire import OFF, WiredResolver, switch_off

install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")

from twisted.internet import reactor as installed  # noqa: E402
from twisted.internet.defer import Deferred  # noqa: E402
from twisted.internet.protocol import Factory, Protocol  # noqa: E402

from crawler.fetching.address_rights import AddressRights  # noqa: E402
from crawler.fetching.connections import GuardedEndpoint  # noqa: E402

reactor: Any = installed


class LyingResolver:
    """Answers whatever it is told: a resolver whose own check was passed, because the answer was another then."""

    def __init__(self, *answers: str) -> None:
        self._answers = answers

    async def addresses(self, _name: str, **_rights: bool) -> tuple[str, ...]:
        return self._answers


async def resolved(resolver: WiredResolver, name: str) -> str:
    """Return the class of the refusal of *name*, or its addresses."""
    try:
        return ",".join(await Deferred.fromCoroutine(resolver.addresses(name)).asFuture(asyncio.get_running_loop()))
    except Exception as error:  # noqa: BLE001
        return type(error).__name__


async def connected(host: str, answers: tuple[str, ...], port: int = 80) -> str:
    """Return the class of the refusal of a connection to *host*, which resolves to *answers*; or "connected"."""
    before = reactor.nameResolver
    reactor.installNameResolver(LyingResolver(*answers))
    try:
        way = GuardedEndpoint(reactor, host, port, AddressRights())
        factory: Any = Factory.forProtocol(Protocol)
        protocol: Any = await way.connect(factory).asFuture(asyncio.get_running_loop())
    except Exception as error:  # noqa: BLE001
        return type(error).__name__
    finally:
        reactor.installNameResolver(before)
    protocol.transport.abortConnection()
    return "connected"


async def answers() -> dict[str, dict[str, str]]:
    """Return what each layer answered, by the form that it was asked about."""
    resolver = WiredResolver(reactor, 100, 5.0)
    resolver.install_on_reactor()
    fresh = WiredResolver(reactor, 0, 5.0)  # keeps nothing: each question goes to the name server
    rebound = {}
    for name in REBINDING:
        await resolved(fresh, name)
        rebound[name] = await resolved(fresh, name)
    return {
        "names": {name: await resolved(resolver, name) for name in ZONE},
        "rebound": rebound,
        "hosts": {host: await connected(host.strip("[]"), ("127.0.0.1",)) for host in HOSTS},
        "answers": {
            name: await connected("outlet.example", (each,))
            for name, turns in {**ZONE, **REBINDING}.items()
            if name not in PUBLIC_NAMES
            for each in turns[-1][:1]
            if not each.startswith("CNAME")
        },
        "ports": {
            str(port): await connected("outlet.example", ("93.184.215.14",), port)
            for port in (22, 80, 443, 6379, 8080, 8443)
        },
    }


async def main() -> None:
    try:
        json.dump(await answers(), sys.stdout)
    finally:
        reactor.stop()


if __name__ == "__main__":
    switch_off(os.environ.get(OFF))
    asyncio.get_event_loop_policy().get_event_loop().create_task(main())
    reactor.run()
