"""The host states for requests outside of a run: they keep the pauses that hosts asked runs for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from crawler.config.data_dir import DataDir
from crawler.politeness.host_state import HostStates
from storage.database.errors import StoreError
from storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class AdhocContext:
    """Stands in for the coordinator of a run where there is none; it has the host states alone."""

    hosts: HostStates


@contextmanager
def adhoc_context(data_dir: DataDir) -> Iterator[AdhocContext]:
    """Yield the host states as the store knows them.

    At the end a host that answered 429 or 503 is noted in the store for the next run. Nothing else is written.
    """
    with ExitStack() as resources:
        context = AdhocContext(hosts=HostStates(_store(data_dir, resources)))
        yield context
    paces = [each for each in context.hosts.paces() if each.host in context.hosts.refused_hosts]
    if paces:
        data_dir.data.mkdir(parents=True, exist_ok=True)
        with Store.open(data_dir.store) as store:
            store.hosts.note_paces(paces)


def _store(data_dir: DataDir, resources: ExitStack) -> Store | None:
    """Return the store, if there is one with the current schema."""
    try:
        return resources.enter_context(Store.open(data_dir.store, read_only=True))
    except StoreError:
        return None
