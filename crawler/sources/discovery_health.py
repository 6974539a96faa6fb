"""What the store knows of ailing sources, for commands that run without it as well."""

from __future__ import annotations

from pathlib import Path

from storage.database.errors import StoreError
from storage.discovery.health import DiscoveryHealth
from storage.store import Store


def known_ailments(store: Path) -> dict[str, DiscoveryHealth]:
    """Return the sources of which a way of discovery ever died, by id; none without a store that can be read."""
    try:
        with Store.open(store, read_only=True) as opened:
            return opened.discovery_health.known()
    except StoreError:
        return {}
