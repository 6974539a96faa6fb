"""What replaces the public internet in a process under test: a resolver that asks the test's name server, and a wire.

Everything of the guard is the product's own. Only the last hop is ours: a connection to any address is noted and led
to a server on loopback, to the outlet for a public address, to the trap for an address inside.
"""

from __future__ import annotations

import json
import os
import socket
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from typing import Any, cast

from twisted.internet.defer import TimeoutError as Late
from twisted.internet.error import DNSLookupError
from twisted.names import dns
from twisted.names.client import Resolver
from twisted.names.error import DomainError

from crawler.fetching import resolver as product
from crawler.fetching.address_rights import AddressRights
from pipelines.web.networks import forbidden_network
from spiders.fetching.exceptions import ResolverSilent

NAME_SERVER, OUTLET, TRAP, LOG, OFF = "WIRE_NAME_SERVER", "WIRE_OUTLET", "WIRE_TRAP", "WIRE_LOG", "GUARD_OFF"
PROXY = "WIRE_PROXY"
"""The port of a proxy on loopback that the settings name, if there is one: the way to it is real."""
LAYERS = ("literal", "resolver", "connection")


def switch_off(layer: str | None) -> None:
    """Switch one layer of the guard off in this process, as a fault in the product would."""
    if layer == "literal":
        AddressRights.refusal_of_url = lambda *_args: None  # type: ignore[method-assign]
    elif layer == "resolver":
        product.public_answers = lambda name, answers: tuple(answers)  # noqa: ARG005  # the product's names
    elif layer == "connection":
        AddressRights.refusal_of_connection = lambda *_args: None  # type: ignore[method-assign]
    else:
        assert not layer


class WiredResolver(product.GuardedResolver):
    """The product's resolver with other answers: numbers as the C library reads them, names from the name server."""

    def install_on_reactor(self) -> None:
        super().install_on_reactor()
        wire(self._reactor)

    async def look_up(self, name: str, *, apart: bool = False) -> tuple[str, ...]:  # noqa: ARG002  # one way for all
        with suppress(OSError, UnicodeError):  # a name that is no number
            return (str(socket.getaddrinfo(name, None, flags=socket.AI_NUMERICHOST)[0][4][0]),)
        client: Any = cast("Any", Resolver)(servers=[("127.0.0.1", int(os.environ[NAME_SERVER]))], timeout=(2,))
        found: list[str] = []
        for ask in (client.lookupAddress, client.lookupIPV6Address):
            try:
                records = (await ask(name))[0]
            except DomainError:  # the name server has no such name, or no address of this kind
                continue
            except Late as error:
                raise ResolverSilent(name) from error
            found += [each.payload.dottedQuad() for each in records if each.type == dns.A]
            found += [
                socket.inet_ntop(socket.AF_INET6, each.payload.address) for each in records if each.type == dns.AAAA
            ]
        if not found:
            raise DNSLookupError(f"no address was found for {name}")
        return tuple(found)


def wire(reactor: Any) -> None:
    """Lead every connection of this process to a server of the test's own, and note where it was meant to go."""
    connect = reactor.connectTCP

    def connected(host: str, port: int, factory: Any, **more: Any) -> Any:
        address = ip_address(host.partition("%")[0])
        is_inside = forbidden_network(address) is not None
        if port in {int(os.environ[NAME_SERVER]), int(os.environ.get(PROXY, "0"))}:
            return connect(host, port, factory, **more)
        with Path(os.environ[LOG]).open("a", encoding="utf-8") as log:
            log.write(json.dumps({"address": host, "port": port, "inside": is_inside}) + "\n")
        return connect("127.0.0.1", int(os.environ[TRAP if is_inside else OUTLET]), factory, **more)

    reactor.connectTCP = connected


def rasad() -> None:
    """Run the command line on the wire, without the pauses that a public host gets."""
    import storage.source  # noqa: PLC0415

    cast("Any", storage.source).LEAST_DELAY = 0.0
    import crawler.politeness.delay_middleware as pace  # noqa: PLC0415
    from crawler import settings  # noqa: PLC0415
    from crawler.__main__ import main  # noqa: PLC0415

    cast("Any", pace).JITTER = 0.001
    settings.TWISTED_DNS_RESOLVER = "tests.fault.guard.wire.WiredResolver"
    switch_off(os.environ.get(OFF))
    main()


if __name__ == "__main__":
    from tests.fault.guard import wire as module  # the resolver is loaded by this name: one module, one state

    module.rasad()
