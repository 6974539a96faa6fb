"""What an outage of this machine's resolver does to a run: it ends early, and nobody is blamed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from crawler.fetching.resolver import GuardedResolver
from crawler.fetching.stopping.signals import StoppableRun, stop_soon
from storage.store import Store

_NAMES = 20


def watch_resolver(run: StoppableRun, store: Store, *, noted: Callable[[str], None]) -> None:
    """Stop *run* when the resolver finds no name any more; *noted* gets the problem. Called in the running loop."""
    from twisted.internet import reactor  # noqa: PLC0415  # importing it earlier would install the wrong one

    resolver = getattr(reactor, "nameResolver", None)
    if not isinstance(resolver, GuardedResolver):
        return
    loop = asyncio.get_running_loop()

    def stopped(problem: str) -> None:
        noted(problem)
        stop_soon(run, loop)

    resolver.watch.begin(store.hosts.answered_lately(limit=_NAMES), stopped)
