"""What holds for the whole run of the tests."""

from __future__ import annotations

import gc
import logging
from collections.abc import Generator

import pytest
from hypothesis import settings

# Generated inputs. The short profile is the same in each run; the long one looks at new inputs each time.
settings.register_profile("short", max_examples=30, deadline=None, derandomize=True, database=None)
settings.register_profile("long", max_examples=1000, deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("short")


def pytest_configure() -> None:
    """Record messages from INFO on.

    pytest's own `--log-level` sets the level again six times a test, and each time every logger forgets what it has
    looked up.
    """
    logging.getLogger().setLevel(logging.INFO)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect no garbage while tests are imported, and leave what was imported out of every collection.

    Hardly any of it is garbage: it lives to the end. To look for the rest would cost 0.3 s.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()
        gc.set_threshold(20_000, 20, 20)  # seldom: a test leaves little behind, and most of that dies by its references
