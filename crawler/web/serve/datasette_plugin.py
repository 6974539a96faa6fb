"""Our plugin for Datasette: our pages, what is closed to readers, titled questions, and cells in their direction."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from datasette import hookimpl
from datasette.utils.asgi import Request, Response

from crawler.search.sql_functions import add_search_functions
from crawler.web.serve.answers import answer, error_page, is_ours
from crawler.web.serve.canned_queries import datasette_queries
from crawler.web.serve.label_posts import EDITING
from crawler.web.serve.security_headers import AsgiApp, secured
from storage.database.sqlite.reader_gate import OPEN_TABLES, close_operator_tables

DATABASE = "rasad"
"""Datasette's name of the store, after its file."""
SETTINGS_KEY = "rasad"
CLOSED_ACTIONS = frozenset({"view-database-download", "permissions-debug", "debug-menu"})
_OUR_PATHS = (
    r"/(?:search|outlets|figures|stories)?$", r"/(?:article|story)/[0-9]+$", r"/outlet/[\w-]+$",
    r"/robots\.txt$", r"/rasad\.css$",
)  # fmt: skip
_CELLS = "/cells.css"
_SERVER_ERROR = 500
logger = logging.getLogger(__name__)


def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """Serve our pages before Datasette's own."""
    return [*((f"^{path}", _answered) for path in _OUR_PATHS), (f"^{_CELLS}$", _cells)]


def asgi_wrapper(datasette: Any) -> Callable[[AsgiApp], AsgiApp]:
    """Put every answer behind the gate."""
    hosts = (datasette.plugin_config(SETTINGS_KEY) or {}).get("hosts", ())
    return partial(secured, hosts=frozenset(hosts), ours=is_served, database=DATABASE)


def prepare_connection(conn: Any, database: str, datasette: Any) -> None:
    """Add the search; close what readers have no use for, for every statement that is typed."""
    if database == DATABASE:
        add_search_functions(conn, Path(datasette.get_database(DATABASE).path))
        close_operator_tables(conn)


def permission_allowed(datasette: Any, action: str, resource: Any) -> Any:
    """Answer 403 for closed tables, for the file itself, and for what shows how the server runs."""
    if action in CLOSED_ACTIONS:
        return False
    if action == "view-table":
        return partial(_may_see, datasette, resource)
    return None


async def _may_see(datasette: Any, resource: tuple[str, str]) -> bool | None:
    database, table = resource
    return None if database != DATABASE else table in OPEN_TABLES or table in await _views(datasette)


async def _views(datasette: Any) -> list[str]:
    names: list[str] = await datasette.get_database(DATABASE).view_names()
    return names


def canned_queries(database: str) -> dict[str, dict[str, str]]:
    """Offer the questions that many ask."""
    return datasette_queries() if database == DATABASE else {}


def extra_css_urls() -> list[str]:
    """Let cells of Datasette's tables follow their own text."""
    return [_CELLS]


def menu_links() -> list[dict[str, str]]:
    """Lead back to our pages."""
    return [{"href": "/", "label": "رصد"}, {"href": "/figures", "label": "الأرقام · Figures"}]


def is_served(path: str) -> bool:
    """Whether a path leads to a page or a style sheet of ours."""
    return path == _CELLS or is_ours(path)


def handle_exception(request: Request, exception: Exception) -> Response:
    """Show what was wrong with a request, and of an error of ours nothing but that it happened; the log has it."""
    status = getattr(exception, "status", 500)
    known = status < _SERVER_ERROR and not getattr(exception, "message_is_html", False)
    why = str(getattr(exception, "message", None) or exception) if known else ""
    if status >= _SERVER_ERROR:
        logger.error("%s", request.path, exc_info=exception)
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "error": why, "status": status}, status=status)
    return Response.html(error_page(status, why), status=status)


async def _answered(request: Request, datasette: Any) -> Response:
    path = Path(datasette.get_database(DATABASE).path)
    values = {name: request.args.get(name) or "" for name in request.args}
    found = await asyncio.to_thread(answer, path, request.path, values, request.scope.get(EDITING))
    if found is None:
        return Response("Not found\n", status=404)
    return Response(found.body, status=found.status, content_type=found.content_type)


async def _cells() -> Response:
    return Response(_CELL_STYLE, content_type="text/css; charset=utf-8")


_CELL_STYLE = (
    'body{font-family:"Noto Sans Arabic","Geeza Pro","Segoe UI",Tahoma,"DejaVu Sans",sans-serif}'
    "td,dd,h1,pre.wrapped-sql{unicode-bidi:plaintext;text-align:start}"
)
"""With `plaintext`, a cell begins where its own text begins: `dir=auto` on an element inside it would not align it."""

for _hook in (
    register_routes, asgi_wrapper, prepare_connection, canned_queries, extra_css_urls, menu_links,
    handle_exception,
):  # fmt: skip
    hookimpl(_hook)  # marks the function; as a decorator it would hide the types
hookimpl(permission_allowed, trylast=True)  # after Datasette's own rules: the last answer counts
