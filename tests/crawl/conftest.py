"""A host on loopback for one test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.host import Host, serving


@pytest.fixture
def host() -> Iterator[Host]:
    host = Host()
    with serving(host):
        yield host
