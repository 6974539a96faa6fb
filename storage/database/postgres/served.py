"""Which stores are in PostgreSQL: commands know a store by the path of its file, and here is the server in its place.

The driver is an extra, and it is imported only when such a store is opened.
"""

from __future__ import annotations

from pathlib import Path

from storage.database.engine.store_file import StoreFile
from storage.database.errors import StoreError

_SERVERS: dict[Path, str] = {}
_NO_DRIVER = "a store in PostgreSQL needs the package psycopg: pip install 'rasad[fleet]', or `make setup-fleet`"


def note_server(path: Path, url: str | None) -> None:
    """Let *url* (`postgresql://…`) have the store that is known as *path*; `None`: it is the file itself again."""
    if url is None:
        _SERVERS.pop(path, None)
    else:
        _SERVERS[path] = url


def server_of(path: Path) -> str | None:
    """Return the URL of the server that has the store known as *path*; `None` for a file. It may hold a password."""
    return _SERVERS.get(path)


def open_served(url: str, *, read_only: bool) -> StoreFile:
    """Open the store that *url* names. Raises a `StoreError`, which never has the password."""
    try:
        from storage.database.postgres.opening import open_file  # noqa: PLC0415  # its driver is an extra
    except ModuleNotFoundError as error:
        raise StoreError(_NO_DRIVER) from error
    return open_file(url, read_only=read_only)


def make_served(url: str) -> str:
    """Make the tables of an empty store where *url* says; returns what messages call it. Raises a `StoreError`."""
    try:
        from storage.database.postgres.opening import make_tables  # noqa: PLC0415  # as above
    except ModuleNotFoundError as error:
        raise StoreError(_NO_DRIVER) from error
    return make_tables(url)
