"""The discovery health of sources, for commands that also work without a store."""

from __future__ import annotations

from pathlib import Path

from storage.database.errors import StoreError
from storage.discovery.health import DiscoveryHealth
from storage.store import Store


def known_health(store: Path) -> dict[str, DiscoveryHealth]:
    """Return the sources of which a listing ever died, by id; empty without a store that can be read."""
    try:
        with Store.open(store, read_only=True) as opened:
            return opened.discovery_health.known()
    except StoreError:
        return {}
