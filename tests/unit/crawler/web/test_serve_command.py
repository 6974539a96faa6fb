"""`rasad serve` says in one line what it lacks, before anything starts."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from importlib import util
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.__main__ import rasad
from crawler.cli.web import serve
from storage.database.errors import StoreMissing
from storage.store import Store

pytestmark = pytest.mark.usefixtures("on_disk")


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield int(listener.getsockname()[1])


def _error(data: Path, *words: str) -> BaseException | None:
    return CliRunner().invoke(rasad, ["--data", str(data), "serve", *words]).exception


def test_without_the_extra_the_way_out_is_named(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Datasette is not installed: status 2 and the command that installs it."""
    monkeypatch.setattr(serve, "find_spec", lambda name: None if name == "datasette" else util.find_spec(name))
    error = _error(Path(store.file.path).parent)

    assert isinstance(error, serve.ServeError)
    assert (2, True) == (error.exit_status, "pip install 'rasad[web]'" in str(error))


def test_tools_need_their_extra_and_no_port(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--mcp` without the SDK names its extra; with an address it is an error of usage, before anything starts."""
    monkeypatch.setattr(serve, "find_spec", lambda name: None if name == "mcp" else util.find_spec(name))
    folder = Path(store.file.path).parent
    error = _error(folder, "--mcp")
    ported = CliRunner().invoke(rasad, ["--data", str(folder), "serve", "--mcp", "--port", "8001"])

    assert isinstance(error, serve.ServeError)
    assert "pip install 'rasad[mcp]'" in str(error)
    assert (2, True) == (ported.exit_code, "--mcp listens on no port" in ported.output)


def test_without_a_store_none_is_made(tmp_path: Path) -> None:
    """The store is asked for first."""
    assert (True, []) == (isinstance(_error(tmp_path), StoreMissing), list(tmp_path.iterdir()))


def test_a_port_that_is_taken_is_named(taken: int) -> None:
    """Another program listens there: the message has the port and the option."""
    with pytest.raises(serve.ServeError, match=f"port {taken}: .* --port"):
        serve._free_port("127.0.0.1", taken)


def test_an_address_that_is_none_is_named() -> None:
    """A host that cannot be found, or is none of this machine."""
    with pytest.raises(serve.ServeError, match="--port"):
        serve._free_port("192.0.2.1", 8001)
    with pytest.raises(serve.ServeError, match="--port"):
        serve._free_port("no.such.host.invalid", 8001)
