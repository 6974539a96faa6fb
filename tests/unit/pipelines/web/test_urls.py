"""One form of a URL, and which sites belong together."""

from __future__ import annotations

import pytest

from pipelines.web.urls import canonical_url, host_of, is_home, same_site, site_of
from tests.support.tables import every_row

# Right-to-left mark and byte-order mark, as text pasted from a chat brings them along.
PASTED = "\u200fhttps://outlet.example/a\ufeff "


@every_row(
    ("url", "canonical"),
    [
        ("https://outlet.example/أخبار", "https://outlet.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1"),
        (
            "https://outlet.example/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1",
            "https://outlet.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1",
        ),
        ("HTTPS://Outlet.Example:443/a#comments", "https://outlet.example/a"),
        ("http://outlet.example:80", "http://outlet.example/"),
        ("http://outlet.example:8080/", "http://outlet.example:8080/"),
        ("https://reader:secret@outlet.example/a", "https://outlet.example/a"),
        ("https://outlet.example./a", "https://outlet.example/a"),
        ("https://outlet.example/a/../b/./c", "https://outlet.example/b/c"),
        ("https://outlet.example/a/%2e%2e/b", "https://outlet.example/b"),
        ("https://outlet.example/my article", "https://outlet.example/my%20article"),
        ("https://outlet.example/a\n/b", "https://outlet.example/a/b"),
        (PASTED, "https://outlet.example/a"),
        ("https://موقع.مصر/", "https://xn--4gbrim.xn--wgbh1c/"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
    ],
)
def test_spellings_of_one_address_meet(url: str, canonical: str) -> None:
    """Raw Arabic, escapes of either case, default ports, dot segments and pasted marks lead to one form."""
    assert canonical == canonical_url(url)


@every_row(
    ("query", "kept"),
    [
        ("?utm_source=x&id=5&UTM_medium=y", "?id=5"),
        ("?fbclid=1&gclid=2", ""),
        ("?amp", ""),
        ("?ref=home&amp=1", ""),
        ("?at_medium=RSS&at_campaign=rss", ""),
        ("?b=2&a=1", "?a=1&b=2"),
        ("?id=1&amp;page=2", "?id=1&page=2"),
        ("?123", "?123"),
        ("?id=", "?id="),
        ("?a[]=2&a[]=1", "?a%5B%5D=2&a%5B%5D=1"),
        ("?q=a+b", "?q=a+b"),
        ("?q=a%20b", "?q=a+b"),
        ("?q=%C7%E1", "?q=%C7%E1"),
        ("?source=7", "?source=7"),
        ("?", ""),
    ],
)
def test_parameters_that_only_track_go(query: str, kept: str) -> None:
    """Tracking parameters go, the others are sorted by name; bytes of another encoding and bare ids stay."""
    assert f"https://outlet.example/{kept}" == canonical_url(f"https://outlet.example/{query}")


@every_row(
    "url",
    [
        "https://www.outlet.example/a/",
        "https://outlet.example/a%2Fb",
        "https://outlet.example/a%3Fb",
        "http://a.example//b",
    ],
)
def test_what_a_server_may_tell_apart_stays(url: str) -> None:
    """`www.`, a last slash, escaped delimiters and doubled slashes are part of an address that opens."""
    assert url == canonical_url(url)


@every_row(
    "url",
    [
        "",
        "mailto:desk@outlet.example",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://outlet.example/",
        "//outlet.example/a",
        "/a",
        "https://",
        "https://outlet.example:99999/",
        "http://[::1",
        "http://out let.example/",
        "https://outlet.example/\ud800",
    ],
)
def test_what_is_no_web_page_raises(url: str) -> None:
    """Other schemes, relative links, impossible hosts and lone surrogates are a ValueError."""
    with pytest.raises(ValueError, match=r".+"):
        canonical_url(url)


@every_row(
    ("one", "other", "same"),
    [
        ("https://www.spa.gov.sa/", "https://ar.spa.gov.sa/x", True),
        ("https://spa.gov.sa/", "https://moh.gov.sa/", False),
        ("https://outlet.com/", "http://outlet.com:8080/", True),
        ("https://outlet.com/", "https://outlet.com.evil.net/", False),
        ("https://one.blogspot.com/", "https://two.blogspot.com/", False),
        ("https://www.outlet.example/", "https://ar.outlet.example/", True),
        ("https://gov.sa/", "https://spa.gov.sa/", False),
        ("http://[::1]/", "http://[::2]/", False),
        ("http://127.0.0.2:1/", "http://127.0.0.2:2/", True),
        ("http://127.0.0.2/", "http://127.0.0.3/", False),
        ("https://موقع.مصر/", "https://www.xn--4gbrim.xn--wgbh1c/", True),
        ("http://localhost:1/", "http://localhost:2/", True),
        ("", "", False),
        ("http://[", "http://[", False),
    ],
)
def test_a_site_is_its_registrable_domain(one: str, other: str, same: bool) -> None:
    """Two URLs are of one site when their registrable domain is one; addresses must be equal."""
    assert same == same_site(one, other)


@every_row(
    ("url", "home"),
    [
        ("https://outlet.example", True),
        ("https://outlet.example/", True),
        ("https://outlet.example/ar/", True),
        ("https://outlet.example/index.php", True),
        ("https://outlet.example/Default.aspx", True),
        ("https://outlet.example/?p=5", False),
        ("https://outlet.example/arab-league", False),
        ("https://outlet.example/a", False),
    ],
)
def test_a_front_page_is_known_by_its_address(url: str, home: bool) -> None:
    """No path, the folder of the language or the index page is a front page; a query makes it another."""
    assert home == is_home(url)


def test_a_host_is_named_in_one_form() -> None:
    """Case, a last dot and the script of a name make no difference; what has no host has none."""
    hosts = [host_of(each) for each in ("https://Outlet.EXAMPLE.:8080/a", "https://موقع.مصر/", "a/b", "http://[")]

    assert ["outlet.example", "xn--4gbrim.xn--wgbh1c", "", ""] == hosts


def test_a_site_without_a_suffix_is_its_host() -> None:
    """An address and localhost stand for themselves."""
    assert ["127.0.0.1", "localhost"] == [site_of("http://127.0.0.1:5/"), site_of("http://localhost/")]
