"""`python -m crawler` and `rasad`: find the command, run it, end every known error in one line and a status."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import click

from crawler.cli.output.lazy_commands import CommandEntry, LazyGroup
from crawler.cli.output.terminal import echo, guard_stderr, show_usage_error
from crawler.config.data_dir import DataDir
from storage.exit_status import ExitStatus, UserError
from storage.export.printable import printable

_COMMANDS = {
    "alert": CommandEntry(
        "crawler.cli.operators.alert", "alert", "Tell a person what is newly wrong, and what is over."
    ),
    "attention": CommandEntry(
        "crawler.cli.search.attention", "attention", "Show which share of the news a subject gets."
    ),
    "backup": CommandEntry("crawler.cli.store.backup", "backup", "Copy the store to a file, also during a crawl."),
    "cite": CommandEntry("crawler.cli.articles.cite", "cite", "Write articles as citations."),
    "copies": CommandEntry(
        "crawler.cli.articles.copies", "copies", "Show which outlet takes how many texts from which other."
    ),
    "compact": CommandEntry("crawler.cli.store.compact", "compact", "Make the file of the store smaller."),
    "corrections": CommandEntry(
        "crawler.cli.articles.corrections", "corrections", "Show what was edited after publication."
    ),
    "crawl": CommandEntry("crawler.cli.runs.crawl", "crawl", "Crawl sources and keep new and changed articles."),
    "demo": CommandEntry("crawler.cli.runs.demo", "demo", "Crawl the built-in newsroom and show the result."),
    "doctor": CommandEntry(
        "crawler.cli.operators.doctor", "doctor", "Check settings, folders, disk, store and network."
    ),
    "export": CommandEntry("crawler.cli.exports.export", "export", "Export articles in one of several formats."),
    "extract": CommandEntry("crawler.cli.pages.extract", "extract", "Print the article of one page."),
    "health": CommandEntry("crawler.cli.status.health", "health", "Show which outlets are broken, and since when."),
    "import": CommandEntry("crawler.cli.archive", "import_", "Keep articles of files that others made."),
    "init": CommandEntry("crawler.cli.operators.init", "init", "Make the data folder, the contact and a selection."),
    "keywords": CommandEntry("crawler.cli.search.keywords", "keywords", "Show the words that set articles apart."),
    "label": CommandEntry("crawler.cli.articles.label", "label", "Label an article, or note something about it."),
    "labels": CommandEntry("crawler.cli.articles.labels", "labels", "List the labelled articles."),
    "prune": CommandEntry("crawler.cli.store.prune", "prune", "Remove what is kept longer than you want."),
    "reindex": CommandEntry("crawler.cli.search.reindex", "reindex", "Build the search index and the stories again."),
    "reparse": CommandEntry("crawler.cli.archive.reparse", "reparse", "Read saved pages again by the rules of now."),
    "report": CommandEntry("crawler.cli.web.report", "report", "Write the figures of the last days as one web page."),
    "restore": CommandEntry("crawler.cli.store.backup", "restore", "Put a backup in the place of a store."),
    "runs": CommandEntry("crawler.cli.status.runs", "runs", "Show what the last runs did."),
    "schedule": CommandEntry(
        "crawler.cli.operators.schedules.schedule", "schedule", "Print lines for cron, or units for systemd or launchd."
    ),
    "sample": CommandEntry("crawler.cli.articles.sample", "sample", "Draw articles at random, the same each time."),
    "search": CommandEntry("crawler.cli.search.search", "search", "Search the articles in Arabic."),
    "serve": CommandEntry("crawler.cli.web.serve", "serve", "Show the store as web pages, read-only."),
    "snapshot": CommandEntry("crawler.cli.store.snapshot", "snapshot", "Copy a store in PostgreSQL to a SQLite file."),
    "sources": CommandEntry("crawler.cli.sources", "sources", "Show, check and extend the catalogue of outlets."),
    "store": CommandEntry("crawler.cli.store", "store", "Make a store in PostgreSQL, and carry one into it."),
    "stories": CommandEntry("crawler.cli.articles.stories", "stories", "List the events that several outlets tell."),
    "story": CommandEntry("crawler.cli.articles.story", "story", "Show who tells an event, and in whose words."),
    "try": CommandEntry("crawler.cli.pages.try_", "try_", "Explain how one page was read."),
    "verify": CommandEntry("crawler.cli.store.verify", "verify", "Check the store for damage."),
    "watch": CommandEntry("crawler.cli.exports.watch", "watch", "Keep queries, and tell what is new of them."),
    "why": CommandEntry("crawler.cli.status.why", "why", "Show the history of one URL."),
}


def _print_versions(ctx: click.Context, _option: click.Parameter, value: bool) -> None:
    if value:
        from crawler.cli.operators.versions import print_versions  # noqa: PLC0415  # only where it is asked for

        print_versions(verbose=ctx.params["verbose"])
        ctx.exit(ExitStatus.EXPECTED)


@click.group(cls=LazyGroup, entries=_COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data"),
    envvar="RASAD_DATA",
    show_default=True,
    help="The data folder, with the store, your own sources, settings and logs. Also set by RASAD_DATA.",
)
@click.option("--verbose", is_flag=True, is_eager=True, help="With --version: also those that a bug report needs.")
@click.option(
    "--version", is_flag=True, expose_value=False, callback=_print_versions, help="Show the version and exit."
)
@click.pass_context
def rasad(ctx: click.Context, *, data: Path, verbose: bool) -> None:  # noqa: ARG001  # read with --version
    """رصد: crawl the Arabic press and keep clean articles with their history in one SQLite file."""
    ctx.obj = place = DataDir(data=data)
    if "STORE_URL" in os.environ or os.access(place.store_settings, os.F_OK):
        from crawler.config.store_url import note_store_url  # noqa: PLC0415  # most stores are a file

        note_store_url(place)


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
        if error.errno == errno.ENOSPC and error.filename is None:
            echo("rasad: the disk is full: free some space and run again; what was committed is kept", err=True)
            sys.exit(ExitStatus.STORE)
        echo(f"rasad: {printable(str(error))}", err=True)
        sys.exit(ExitStatus.USAGE)


if __name__ == "__main__":
    main()
