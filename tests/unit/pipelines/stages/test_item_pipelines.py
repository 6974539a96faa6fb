"""How a download becomes a fate."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pipelines.items import Download
from pipelines.stages.item_pipelines import ending, retry_in
from storage.records import Claim, Failed, Gone, NotModified, Page, Reason, Rejected
from storage.source import Discovery, DiscoveryKind
from tests.support.sources import make_source
from tests.support.tables import every_row

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
URL = "https://outlet.example/a"
SOURCE = make_source("ma_outlet", discover=(Discovery(kind=DiscoveryKind.FEED, url="https://outlet.example/feed"),))
PAGE = Page(requested_url=URL, final_url=URL, body=b"<p>", content_type="text/html", fetched_at=NOW)


def _download(**changes: object) -> Download:
    claim = Claim(url=URL, source_id=SOURCE.id, etag=None, last_modified=None, tries=1, listed=None)
    values: dict[str, object] = {"claim": claim, "source": SOURCE, "page": PAGE, "status": 200} | changes
    return Download(**values)  # type: ignore[arg-type]  # a test's own words


@every_row(
    ("changes", "fate"),
    [
        ({}, None),
        ({"status": 304}, NotModified()),
        ({"status": 410}, Gone(status=410)),
        ({"status": 404}, Gone(status=404)),
        ({"status": 500}, Failed(reason="http-500", retry_at=NOW + timedelta(hours=1))),
        ({"status": 0, "page": None, "error": "timeout"}, Failed(reason="timeout", retry_at=NOW + timedelta(hours=1))),
        (
            {"status": 0, "page": None, "error": "left alone", "retry_at": NOW + timedelta(minutes=5)},
            Failed(reason="left alone", retry_at=NOW + timedelta(minutes=5)),
        ),
        (
            {"status": 0, "page": None, "error": "robots.txt disallows it", "refused": Reason.ROBOTS},
            Rejected(reason=Reason.ROBOTS, evidence="robots.txt disallows it"),
        ),
    ],
)
def test_every_ending_of_a_download_is_a_fate(changes: dict[str, object], fate: object) -> None:
    """Only a page that answered 200 goes on to be read; everything else is a fate at once."""
    assert fate == ending(_download(**changes), now=NOW)


@every_row(
    ("tries", "retry_after", "hours"),
    [
        (1, None, 1),
        (3, None, 4),
        (50, None, 24),
        (1, "7200", 2),
        (1, "60", 1),
        (1, "99999999", 24),
        (1, "Mon, 23 Nov 2026 15:00:00 GMT", 3),
        (1, "soon", 1),
        (1, "Sun, 22 Nov 2026 15:00:00 GMT", 1),
    ],
)
def test_a_failed_url_waits_longer_each_time_and_as_long_as_the_server_asks(
    tries: int, retry_after: str | None, hours: int
) -> None:
    """From an hour, doubling to a day; Retry-After in seconds or as a date may ask for more, up to a day."""
    assert timedelta(hours=hours) == retry_in(tries, retry_after, now=NOW)
