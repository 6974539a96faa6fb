"""What readers may see, as rules in SQL: Datasette 1.0 asks for them instead of one answer for each table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from datasette import hookimpl
from datasette.permissions import PermissionSQL

from crawler.web.serve.datasette_plugin import CLOSED_ACTIONS, DATABASE
from storage.database.sqlite.reader_gate import OPEN_TABLES


async def permission_resources_sql(datasette: Any, action: str) -> Any:
    """Close tables that are not open, the file itself, and what shows how the server runs.

    Of several rules for one table the nearest counts, and a refusal before a permission.
    """
    if action in CLOSED_ACTIONS:
        return PermissionSQL.deny(reason="closed to readers")
    if action == "view-table":
        views: list[str] = await datasette.get_database(DATABASE).view_names()
        return _only([*OPEN_TABLES, *views])
    return None


def _only(tables: Sequence[str]) -> Any:
    names = {f"rasad_open_{number}": name for number, name in enumerate(sorted(tables))}
    rules = ["select :rasad_database as parent, null as child, 0 as allow, 'closed to readers' as reason"]
    rules += [f"select :rasad_database, :{each}, 1, 'open to readers'" for each in names]  # names of ours
    return PermissionSQL(sql=" union all ".join(rules), params={"rasad_database": DATABASE, **names})


hookimpl(permission_resources_sql)
