"""Builds and runs the web server on a store."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import datasette.handle_exception
import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

from crawler.web.pages.frame import LabelEditing
from crawler.web.serve import datasette_plugin
from crawler.web.serve.canned_queries import datasette_queries
from crawler.web.serve.datasette_plugin import DATABASE, SETTINGS_KEY
from crawler.web.serve.label_posts import accepting_labels
from crawler.web.serve.reader_database import ReaderDatabase

_SETTINGS = {
    "allow_download": False,
    "allow_signed_tokens": False,
    "default_cache_ttl": 0,  # a crawl may write at any moment
    "max_returned_rows": 1000,
    "num_sql_threads": 3,
    "sql_time_limit_ms": 2000,
}
IS_NEXT = find_spec("datasette.permissions") is not None
"""Whether this is Datasette 1.0, which asks for permissions in another way."""
_LOCAL = ("localhost", "127.0.0.1", "::1")


def web_app(store: Path, *, host: str, labels: Path | None = None) -> Any:
    """Return the server as an ASGI application that reads the store at *store*, which may be written meanwhile.

    On a loopback *host* it answers only to names of this machine; there alone its pages may change *labels*.
    """
    if not pm.is_registered(datasette_plugin):
        pm.register(datasette_plugin, name="rasad")
        if IS_NEXT:
            pm.register(import_module("crawler.web.serve.table_permissions"), name="rasad permissions")
        pm.unregister(datasette.handle_exception)  # it prints every wrong address with all local values, for a second
    hosts = [*_LOCAL, host.lower()] if is_loopback(host) else []
    about = {"title": "رصد", "plugins": {SETTINGS_KEY: {"hosts": hosts}}, "databases": {DATABASE: {}}}
    queries = {"databases": {DATABASE: {"queries": datasette_queries()}}}
    asked = {"config": queries} if IS_NEXT else {}  # 0.65 asks the plugin for them
    server = Datasette(files=[str(store)], metadata=about, settings=_SETTINGS, **asked)
    server.remove_database(DATABASE)
    server.add_database(ReaderDatabase(server, path=str(store), is_mutable=True), name=DATABASE)
    if labels is None:
        return server.app()
    if not hosts:
        raise ValueError(f"{host}: labels can be changed on this machine alone")
    editing = LabelEditing(path=labels, token=token_urlsafe())
    return accepting_labels(server.app(), store, editing, hosts=frozenset(hosts))


def run_server(store: Path, *, host: str, port: int, labels: Path | None = None) -> None:
    """Serve until it is interrupted; with the file of *labels* its pages may change them."""
    uvicorn.run(
        web_app(store, host=host, labels=labels),
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        access_log=False,
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server at *host*."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
