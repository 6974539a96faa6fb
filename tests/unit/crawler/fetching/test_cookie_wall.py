"""A page that answers only to a cookie."""

from __future__ import annotations

from scrapy import Request
from scrapy.http import Response

from crawler.fetching.dedup_middleware import _is_cookie_wall
from tests.support.tables import every_row


@every_row(
    ("headers", "is_wall"),
    [
        ({"Location": "/news/%d8%a3", "Set-Cookie": "seen=1"}, True),
        ({"Location": "/news/أ".encode(), "Set-Cookie": "seen=1"}, True),
        ({"Location": "/news/%d8%a3"}, False),
        ({"Location": "/news/2", "Set-Cookie": "seen=1"}, False),
        ({"Location": "http://[", "Set-Cookie": "seen=1"}, False),
        ({"Set-Cookie": "seen=1"}, False),
    ],
)
def test_a_redirect_to_itself_with_a_cookie_is_a_cookie_wall(headers: dict[str, str], is_wall: bool) -> None:
    """Only the same URL together with a new cookie is a wall; other redirects are followed."""
    request = Request("https://outlet.example/news/%D8%A3")

    assert is_wall is _is_cookie_wall(request, Response(request.url, status=302, headers=headers))
