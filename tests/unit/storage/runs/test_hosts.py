"""Hosts and their files, kept and read back."""

from __future__ import annotations

from datetime import timedelta

from storage.runs.hosts import FileAnswer, HostFile, HostPace
from storage.store import Store
from tests.support.stores import HOME, NOW


def test_a_host_is_remembered_as_it_was_last(store: Store) -> None:
    """The last values are kept; a host that was never met is unknown."""
    paused = HostPace(host="outlet.example", pause_until=NOW, pause_reason="it answered 429", refusals=2, factor=4)
    store.hosts.note_paces([HostPace(host="outlet.example", answered_at=NOW), paused])

    assert (paused, None) == (store.hosts.pace("outlet.example"), store.hosts.pace("other.example"))


def test_a_file_of_a_host_is_remembered_with_its_last_good_copy(store: Store) -> None:
    """Bytes, times and the error come back as they went in."""
    file = HostFile(
        url=HOME + "robots.txt",
        answer=FileAnswer.UNREACHABLE,
        status=500,
        error="it answered 500",
        fetched_at=NOW,
        body="User-agent: *\nDisallow: /خاص/".encode("cp1256"),
        good_at=NOW - timedelta(hours=3),
    )
    store.hosts.note_file(file)

    assert (file, None) == (store.hosts.file(file.url), store.hosts.file(HOME + ".well-known/tdmrep.json"))
