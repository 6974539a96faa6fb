"""What holds for the whole run of the tests."""

from __future__ import annotations

import gc


def pytest_collection_finish() -> None:
    """Take what was imported and parsed so far out of every later collection of garbage: it lives to the end."""
    gc.collect()
    gc.freeze()
