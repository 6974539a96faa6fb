"""`rasad health`: which outlets are broken, since when, why, and what to do."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from crawler.cli.output.tables import print_json
from crawler.cli.output.terminal import echo
from crawler.cli.status.health_pages import health_document, print_overview, print_page
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import read_config
from crawler.run.outcomes.outlet_health import HealthState, all_health, stopped_schedule
from spiders.catalogue.catalogue import Catalogue, source_ids
from storage.database.sqlite.wal import wal_warning
from storage.exit_status import ExitStatus
from storage.store import Store


@click.command(short_help="Show which outlets are broken, and since when.")
@click.argument("source_id", metavar="[ID]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list, one object for each source.")
@click.pass_context
def health(ctx: click.Context, *, source_id: str | None, as_json: bool) -> None:
    """Show which outlets need a person, which have a problem that may pass, and the figures of the last week.

    With ID: everything that is known of one source, on one page. An outlet is compared with its own last 28 days. One
    that your selection leaves out never needs a person.

    Exit status: 0 nothing needs a person, 1 something does, 4 the store cannot be used.
    """
    data_dir: DataDir = ctx.obj
    now = datetime.now(UTC)
    with Store.open(data_dir.store, read_only=True) as store:
        warning = wal_warning(store.file.path.with_name(f"{store.file.path.name}-wal"))
        runs = store.runs.latest(limit=1)
        found = all_health(store, selected=selected_ids(data_dir), now=now)
        listings = store.outlet_histories.listings(source_id) if source_id is not None else []
    if source_id is not None:
        found = [each for each in found if each.latest.source_id == source_id]
        if not found:
            _tell_unknown(data_dir, source_id)
    stopped = stopped_schedule(runs[0].started_at if runs else None, now)
    for line in (warning, f"{stopped.text}: {stopped.remedy}" if stopped else None):
        if line is not None:
            echo(f"rasad: {line}", err=True)
    if as_json:
        print_json([health_document(each) for each in found])
    elif source_id is None:
        print_overview(found)
    else:
        for each in found:
            print_page(each, listings)
    needs_person = bool(stopped or warning) or any(each.state is HealthState.PERSON for each in found)
    ctx.exit(ExitStatus.FELL_SHORT if needs_person else ExitStatus.EXPECTED)


def selected_ids(data_dir: DataDir) -> frozenset[str]:
    """Return the ids that `crawl --all` means. Raises `ConfigError`."""
    return frozenset(read_config(data_dir.settings).crawl.chosen(source_ids(data_dir.sources)))


def _tell_unknown(data_dir: DataDir, source_id: str) -> None:
    """Tell that nothing is known of a source. Raises `UnknownSource` for one that the catalogue does not have."""
    Catalogue.load(data_dir.sources).get(source_id)
    echo(f"rasad: {source_id} was never crawled", err=True)
