"""`rasad serve`: the store as web pages, read-only."""

from __future__ import annotations

import socket
from importlib.util import find_spec
from typing import ClassVar

import click

from crawler.cli.output.terminal import echo
from crawler.config.data_dir import DataDir
from storage.exit_status import ExitStatus, UserError
from storage.store import Store


class ServeError(UserError):
    """The pages cannot be served: a package is missing, or the address is not free."""

    exit_status: ClassVar[ExitStatus] = ExitStatus.USAGE


@click.command(short_help="Show the store as web pages, read-only.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="HOST", help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(min=0, max=65535), default=8001, show_default=True, metavar="N", help="The port."
)
@click.option(
    "--labels", is_flag=True, help="Let the pages of articles change labels and notes; on this machine alone."
)
@click.pass_obj
def serve(data_dir: DataDir, *, host: str, port: int, labels: bool) -> None:
    """Serve articles, outlets, a search and figures in Arabic and English, and Datasette's tables and queries.

    Only this machine can reach it, unless --host says otherwise. A crawl may run meanwhile. Needs the extra `web`.
    """
    Store.open(data_dir.store, read_only=True).close()  # where there is no store, say so before anything starts
    if find_spec("datasette") is None:
        raise ServeError("rasad serve needs Datasette, which is not installed: pip install 'rasad[web]' (see docs)")
    from crawler.web.serve.server import is_loopback, run_server  # noqa: PLC0415  # Datasette may be missing

    if labels and not is_loopback(host):
        raise ServeError(f"--labels: only on this machine, and {host} is open to others: leave --host out")
    free = _free_port(host, port)
    echo(f"http://{f'[{host}]' if ':' in host else host}:{free}/  (Ctrl-C ends it)", err=True)
    if not is_loopback(host):
        echo("Everybody who can reach this address can read the store; there is no password.", err=True)
    run_server(data_dir.store, host=host, port=free, labels=data_dir.labels if labels else None)


def _free_port(host: str, port: int) -> int:
    """Return *port*, or a free one for 0. Raises `ServeError` where nobody can listen there."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            return int(probe.getsockname()[1])
    except OSError as error:
        raise ServeError(
            f"{host} port {port}: {error.strerror or error}: choose another with --host or --port"
        ) from error
