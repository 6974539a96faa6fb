"""How a fetch of a frontier entry ended, as `frontier` and `sightings` keep it."""

from __future__ import annotations

from datetime import datetime

from storage.database.engine.store_file import StoreConnection
from storage.database.values.columns import maybe_safe, maybe_stamp, stamp
from storage.records import Fetched, ReadArticle, State


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
    db.execute(
        "update frontier set state = ?, reason = ?, fetched_at = ?, next_at = ?, lease_until = null, "
        "article_id = coalesce(?, article_id), tries = case ? when 'failed' then tries else 0 end where url = ?",
        (state, maybe_safe(reason), stamp(fetched.fetched_at), maybe_stamp(next_at), article_id, state, url),
    )
    db.execute("update sightings set suspect = 0 where url = ? and suspect = 1", (url,))
    if state is not State.FAILED:  # a feed's text waits for the page; it is not needed after the page was read
        db.execute("update sightings set content = null where url = ? and content is not null", (url,))
    if isinstance(fetched.outcome, ReadArticle):
        db.execute(
            "update frontier set etag = ?, last_modified = ? where url = ?", (fetched.etag, fetched.last_modified, url)
        )
