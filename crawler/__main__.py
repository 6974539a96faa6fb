"""`python -m crawler` and `rasad`: find the command, run it, end every known error in one line and a status."""

from __future__ import annotations

import sys
from importlib import import_module
from keyword import iskeyword
from pathlib import Path

import click

from crawler.cli.output.terminal import echo, guard_stderr, show_usage_error
from crawler.data_dir import DataDir
from storage.exit_status import ExitStatus, UserError
from storage.export.printable import printable

_COMMANDS = {
    "crawl": "crawler.cli.crawl",
    "demo": "crawler.cli.demo",
    "export": "crawler.cli.export",
    "extract": "crawler.cli.pages.extract",
    "health": "crawler.cli.health",
    "reindex": "crawler.cli.search.reindex",
    "runs": "crawler.cli.runs",
    "search": "crawler.cli.search.search",
    "sources": "crawler.cli.sources",
    "try": "crawler.cli.pages.try_",
    "why": "crawler.cli.why",
}


class _Lazy(click.Group):
    """Imports a command when it is called, so that `rasad extract` does not wait for the import of Scrapy."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's
        if cmd_name not in _COMMANDS:
            return None
        function = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command = getattr(import_module(_COMMANDS[cmd_name]), function)
        assert isinstance(command, click.Command)  # noqa: S101  # the table above names commands only
        return command


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data"),
    envvar="RASAD_DATA",
    show_default=True,
    help="The data folder, with the store, your own sources, settings and logs. Also set by RASAD_DATA.",
)
@click.version_option(package_name="rasad", prog_name="rasad")
@click.pass_context
def rasad(ctx: click.Context, data: Path) -> None:
    """رصد: crawl the Arabic press and keep clean articles with their history in one SQLite file."""
    ctx.obj = DataDir(data=data)


def main() -> None:
    """Run the command line; a known error ends in one line on stderr and the exit status of the docs."""
    guard_stderr()
    try:
        status = rasad.main(standalone_mode=False)  # click returns the status of ctx.exit()
        sys.exit(status if isinstance(status, int) else ExitStatus.EXPECTED)
    except click.Abort:
        sys.exit(ExitStatus.INTERRUPTED)
    except click.ClickException as error:
        show_usage_error(error)
        sys.exit(ExitStatus.USAGE)
    except BrokenPipeError:
        sys.stderr.close()  # the program that read our output has ended, as `head` does
        sys.exit(ExitStatus.EXPECTED)
    except UserError as error:
        echo(f"rasad: {printable(str(error))}", err=True)
        sys.exit(error.exit_status)
    except OSError as error:  # a file that cannot be read or written; the message names it
        echo(f"rasad: {printable(str(error))}", err=True)
        sys.exit(ExitStatus.USAGE)


if __name__ == "__main__":
    main()
