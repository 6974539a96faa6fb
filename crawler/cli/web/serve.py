"""`rasad serve`: the store as web pages, read-only."""

from __future__ import annotations

import socket
from importlib.util import find_spec
from typing import ClassVar

import click
from click.core import ParameterSource

from crawler.cli.output.terminal import echo
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import read_config
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
@click.option("--mcp", "as_tools", is_flag=True, help="Serve tools of the Model Context Protocol on stdin and stdout.")
@click.pass_context
def serve(ctx: click.Context, *, host: str, port: int, labels: bool, as_tools: bool) -> None:
    """Serve articles, outlets, a search and figures in Arabic and English, and Datasette's tables and queries.

    Only this machine can reach it, unless --host says otherwise. A crawl may run meanwhile. Needs the extra `web`.

    With --mcp it serves tools to the program that starts it, on no port; needs the extra `mcp`.
    """
    data_dir: DataDir = ctx.obj
    given = {ctx.get_parameter_source(each) for each in ("host", "port", "labels")} - {ParameterSource.DEFAULT}
    if as_tools and given:
        raise click.UsageError("--mcp listens on no port: leave out --host, --port and --labels")
    data_dir.store_file("serve", instead="serve a snapshot, with --data where it is (docs/operators/scaling.md)")
    Store.open(data_dir.store, read_only=True).close()  # where there is no store, say so before anything starts
    if as_tools:
        _serve_tools(data_dir)
        return
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


def _serve_tools(data_dir: DataDir) -> None:
    if find_spec("mcp") is None:
        raise ServeError(
            "rasad serve --mcp needs the MCP SDK, which is not installed: pip install 'rasad[mcp]' (see docs)"
        )
    from crawler.web.mcp.server import run_tool_server  # noqa: PLC0415  # the SDK may be missing

    run_tool_server(data_dir.store, silent_is_full=read_config(data_dir.settings).analysis_full_text)


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
