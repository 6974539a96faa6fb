"""Laws of the one form of a URL, over generated addresses."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, strategies as st
from scrapy import Request

from pipelines.web.urls import _canonicalized, canonical_url, same_site

HOSTS = st.sampled_from(
    [
        "outlet.example",
        "WWW.Outlet.com",
        "spa.gov.sa",
        "موقع.مصر",
        "a.b.blogspot.com",
        "127.0.0.1",
        "[::1]",
        "localhost",
    ]
)
PIECES = st.sampled_from(
    """أخبار %D8%A3 %d8 %2f %2F % %zz .. . %2e%2e / // a B-2 + %20 %2B ? # & = ; &amp; utm_source=x ref id=7 \\ [] ' " |
    %3F %23 %26 %7C %5B ;jsessionid=A1 ( ) ~ ^ ` { }""".split()  # noqa: SIM905  # a list would take forty lines
)
URLS = st.builds(
    lambda scheme, host, port, rest: f"{scheme}://{host}{port}/{''.join(rest)}",
    st.sampled_from(["http", "https", "HTTPS"]),
    HOSTS,
    st.sampled_from(["", ":80", ":443", ":8080"]),
    st.lists(PIECES | st.sampled_from(" \n\t") | st.text(max_size=3), max_size=10),
).filter(lambda url: not any("\ud800" <= each <= "\udfff" for each in url))


@given(URLS)
def test_the_one_form_is_its_own_form(url: str) -> None:
    """`canonical_url` is idempotent: a stored URL is found again by itself."""
    once = canonical_url(url)

    assert once == canonical_url(once)


@given(URLS)
def test_the_one_form_stays_on_the_site(url: str) -> None:
    """`canonical_url` never leads to another registrable domain."""
    assert same_site(url, canonical_url(url))


@given(URLS)
def test_the_one_form_is_what_is_asked_for(url: str) -> None:
    """Scrapy sends the canonical form as it is: the identity and the request cannot drift apart."""
    canonical = canonical_url(url)

    assert canonical == Request(canonical).url


@given(st.text())
def test_nothing_but_a_value_error_is_raised(text: str) -> None:
    """Any text is a URL of ours in one form or a ValueError."""
    try:
        opens = canonical_url(text).startswith(("http://", "https://"))
    except ValueError:
        opens = True

    assert opens


SEGMENTS = st.sampled_from(
    "news 2026 11 a-b_c~d story.html index.php . .. ... %D8%A3 %d8%a3 %FF %41 %2E%2E %25D8 ; = , amp 123456".split()  # noqa: SIM905
) | st.just("")


@given(
    st.sampled_from(["http", "https"]),
    st.sampled_from(
        ["outlet.example", "www.a-b.com", "xn--4gbrim.xn--wgbh1c", "127.0.0.11", "a..b", "-a.com", "a.com."]
    ),
    st.sampled_from(["", ":80", ":443", ":8080", ":8", ":08", ":44300", ":99999"]),
    st.lists(SEGMENTS, max_size=6),
    st.sampled_from(
        ["", "?", "?id=1", "?utm_source=x", "?ID=a_b", "?p=", "?id=1&p=2", "?ref=1", "?123", "?id=%D8", "?amp=1"]
    ),
)
def test_the_short_way_is_the_long_way(scheme: str, host: str, port: str, segments: list[str], query: str) -> None:
    """What is taken for its one form at first sight is what the whole way would make of it."""
    url = f"{scheme}://{host}{port}" + "".join(f"/{each}" for each in segments) + query

    def outcome(form: Callable[[str], str]) -> str | None:
        try:
            return form(url)
        except ValueError:
            return None

    assert outcome(_canonicalized) == outcome(canonical_url)
