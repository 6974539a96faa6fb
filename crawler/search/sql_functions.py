"""The search as functions of SQL: the same grammar and the same answers as `rasad search`."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from crawler.search.find import find_articles
from pipelines.arabic.search.query import QueryError, parse_query
from storage.store import Store

_MOST_FOUND = 1000
_MOST_SECONDS, _WITHIN_SECONDS = 1.0, 2.0
_LONGEST_QUERY = 2000


class SqlConnection(Protocol):
    """What is asked of a connection: that of `sqlite3` has it."""

    def create_function(self, name: str, narg: int, func: Callable[..., str | None], /) -> None:
        """Let statements call *func* by *name*."""


def add_search_functions(db: SqlConnection, path: Path) -> None:
    """Let *db* search the store at *path*: `search_ids(QUERY)` and `search_problem(QUERY)`.

    `search_ids` is a JSON list of the numbers of the best articles, at most 1,000, for `json_each`; it raises where the
    query cannot be made, and `search_problem` says why (null: nothing is wrong). SQLite tells no text of a function's
    error.
    """
    search = _StoreSearch(path=path)
    db.create_function("search_ids", 1, search.ids)
    db.create_function("search_problem", 1, search.problem)


@dataclass(slots=True, kw_only=True)
class _StoreSearch:
    """Searches by a connection of its own: a statement that calls it may be one that sees the open tables alone.

    One search for each row of a table would take minutes that SQLite's time limit does not see, so the time is bounded.
    """

    path: Path
    spent: deque[tuple[float, float]] = field(default_factory=deque)

    def ids(self, typed: str) -> str:
        return json.dumps(self._found(typed))

    def problem(self, typed: str) -> str | None:
        try:
            self._found(typed)
        except (QueryError, TimeoutError) as error:
            return str(error)
        return None

    def _found(self, typed: str) -> list[int]:
        start = time.monotonic()
        while self.spent and self.spent[0][0] < start - _WITHIN_SECONDS:
            self.spent.popleft()
        if sum(seconds for _, seconds in self.spent) > _MOST_SECONDS:
            raise TimeoutError("too many searches at once: search once, and join what it found")
        if len(typed) > _LONGEST_QUERY:
            raise QueryError(f"longer than {_LONGEST_QUERY} letters")
        with Store.open(self.path, read_only=True) as store:
            found = find_articles(store, parse_query(typed), limit=_MOST_FOUND)
        self.spent.append((start, time.monotonic() - start))
        return [each.id for each in found.hits]
