"""Addresses as listings name them."""

from __future__ import annotations

from hypothesis import given, strategies as st

from pipelines.web.urls import canonical_url
from spiders.listings.listing import _ONE_FORM

_HOSTS = st.from_regex(r"[a-z0-9]{1,8}(\.[a-z0-9-]{1,6}){0,3}", fullmatch=True)
_PATHS = st.text("aZ0_.~-/%?#;:", max_size=24)


_PORTS = st.sampled_from(["", ":80", ":443", ":8080", ":088"])


@given(_HOSTS, _PORTS, _PATHS)
def test_what_is_taken_as_it_is_was_in_its_one_form(host: str, port: str, path: str) -> None:
    """The short way past the reading of an address never changes which page it names."""
    url = f"https://{host}{port}/{path}"

    assert url == (canonical_url(url) if _ONE_FORM.fullmatch(url) else url)
