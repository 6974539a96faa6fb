"""Properties of what a listing names: addresses, sessions in them, and pages of an archive by date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, strategies as st

from pipelines.web.urls import canonical_url
from spiders.listings.date_archives import DateArchive, DateWindow, archive_pages, days_in
from spiders.listings.listing import _ONE_FORM
from spiders.listings.traps import without_session

HOME = "https://outlet.example/"
TODAY = date(2026, 11, 23)
_HOSTS = st.from_regex(r"[a-z0-9]{1,8}(\.[a-z0-9-]{1,6}){0,3}", fullmatch=True)
_PATHS = st.text("aZ0_.~-/%?#;:", max_size=24)
_PORTS = st.sampled_from(["", ":80", ":443", ":8080", ":088"])


@given(_HOSTS, _PORTS, _PATHS)
def test_what_is_taken_as_it_is_was_in_its_one_form(host: str, port: str, path: str) -> None:
    """The short way past the reading of an address never changes which page it names."""
    url = f"https://{host}{port}/{path}"

    assert url == (canonical_url(url) if _ONE_FORM.fullmatch(url) else url)


@given(st.text("abSsid=&?/().0123456789", max_size=60))
def test_taking_a_session_out_is_done_once(text: str) -> None:
    """What is without a session stays as it is."""
    once = without_session(HOME + text)

    assert once == without_session(once)


@given(st.dates(date(1995, 1, 1), date(2027, 1, 1)), st.integers(0, 400), st.booleans(), st.booleans())
def test_the_pages_of_a_window_cover_it_the_newest_first(
    first: date, length: int, by_day: bool, padded: bool
) -> None:  # Hypothesis draws them
    """Every day of the window up to today stands in one page, and a page says the days that it is generated for."""
    archive = DateArchive(before=HOME, mark="/", after="/", padded=padded, by_day=by_day)
    last = first + timedelta(days=length)
    window = DateWindow(
        since=datetime(first.year, first.month, first.day, tzinfo=UTC),
        until=datetime(last.year, last.month, last.day, 23, 59, tzinfo=UTC),
    )
    pages = list(archive_pages(archive, window, today=TODAY))
    days = [days for _url, days in pages]
    wanted = {first + timedelta(days=n) for n in range(length + 1) if first + timedelta(days=n) <= TODAY}
    covered = {each.first + timedelta(days=n) for each in days for n in range((each.last - each.first).days + 1)}

    assert days == sorted(days, key=lambda each: each.first, reverse=True)
    assert wanted <= covered
    assert days == [days_in(url) for url, _days in pages]
