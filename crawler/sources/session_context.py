"""What an errand outside of a run knows of hosts: a person's request keeps to the pauses that runs were asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from crawler.data_dir import Place
from crawler.politeness.host_state import Hosts
from storage.database.errors import StoreError
from storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrandDesk:
    """What stands for a desk where no run is: the book of hosts alone."""

    hosts: Hosts


@contextmanager
def errand_desk(place: Place) -> Iterator[ErrandDesk]:
    """Give an errand the book of hosts as the store knows it.

    Afterwards the next run is told of a host that wants to be left alone; any other errand leaves no trace.
    """
    with ExitStack() as things:
        desk = ErrandDesk(hosts=Hosts(_known(place, things)))
        yield desk
    paces = [each for each in desk.hosts.paces() if each.host in desk.hosts.refused_hosts]
    if paces:
        place.data.mkdir(parents=True, exist_ok=True)
        with Store.open(place.store) as store:
            store.note_hosts(paces)


def _known(place: Place, things: ExitStack) -> Store | None:
    """Return the store to learn from, if there is one of today's schema."""
    try:
        return things.enter_context(Store.open(place.store, read_only=True))
    except StoreError:
        return None
