"""How a fetch of a frontier entry ended, as `frontier` and `sightings` keep it."""

from __future__ import annotations

from datetime import datetime

from storage.database.engine.store_file import StoreConnection
from storage.database.values.columns import maybe_safe, maybe_stamp, stamp
from storage.records import Fetched, ReadArticle, State

_SET = (
    "update frontier set state = ?, reason = ?, fetched_at = ?, next_at = ?, lease_until = null, "
    "article_id = coalesce(?, article_id), tries = case ? when 'failed' then tries else 0 end"
)
_SETTLE, _SETTLE_READ = f"{_SET} where url = ?", f"{_SET}, etag = ?, last_modified = ? where url = ?"
_CLEAR = "update sightings set suspect = 0 where url = ? and suspect = 1"
_CLEAR_AND_DROP_TEXT = (
    "update sightings set suspect = 0, content = null where url = ? and (suspect = 1 or content is not null)"
)
"""A feed's text waits for the page; it is not needed after the page was read."""


def settle(
    db: StoreConnection,
    fetched: Fetched,
    *,
    state: State,
    reason: str | None,
    article_id: int | None,
    next_at: datetime | None = None,
) -> None:
    """Write how a fetch ended, inside the caller's transaction.

    The validators of a page that was read replace the old ones; any other outcome keeps those.
    """
    url = fetched.url
    values = (state, maybe_safe(reason), stamp(fetched.fetched_at), maybe_stamp(next_at), article_id, state)
    if isinstance(fetched.outcome, ReadArticle):
        db.execute(_SETTLE_READ, (*values, fetched.etag, fetched.last_modified, url))
    else:
        db.execute(_SETTLE, (*values, url))
    db.execute(_CLEAR if state is State.FAILED else _CLEAR_AND_DROP_TEXT, (url,))
