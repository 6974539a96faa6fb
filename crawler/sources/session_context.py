"""What an errand outside of a run knows of hosts: a person's request keeps to the pauses that runs were asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from crawler.data_dir import DataDir
from crawler.politeness.host_state import HostStates
from storage.database.errors import StoreError
from storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class AdhocContext:
    """What stands for a desk where no run is: the book of hosts alone."""

    hosts: HostStates


@contextmanager
def errand_desk(place: DataDir) -> Iterator[AdhocContext]:
    """Give an errand the book of hosts as the store knows it.

    Afterwards the next run is told of a host that wants to be left alone; any other errand leaves no trace.
    """
    with ExitStack() as things:
        desk = AdhocContext(hosts=HostStates(_known(place, things)))
        yield desk
    paces = [each for each in desk.hosts.paces() if each.host in desk.hosts.refused_hosts]
    if paces:
        place.data.mkdir(parents=True, exist_ok=True)
        with Store.open(place.store) as store:
            store.hosts.note_paces(paces)


def _known(place: DataDir, things: ExitStack) -> Store | None:
    """Return the store to learn from, if there is one of today's schema."""
    try:
        return things.enter_context(Store.open(place.store, read_only=True))
    except StoreError:
        return None
