"""`rasad search`: Arabic full-text search with marked snippets."""

from __future__ import annotations

from datetime import UTC, datetime, time

import click

from crawler.cli.output.progress import isolated
from crawler.cli.output.tables import print_json
from crawler.data_dir import DataDir
from pipelines.arabic.snippet import snippet
from pipelines.arabic.stem import query_stems
from storage.store import Store

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command(short_help="Search the articles in Arabic.")
@click.argument("query", nargs=-1, required=True)
@click.option("--source", metavar="ID", help="Only articles of this source.")
@click.option("--since", type=_DAY, metavar="D", help="Only articles published on day D (UTC) or later.")
@click.option("--until", type=_DAY, metavar="D", help="Only articles published on day D (UTC) or earlier.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many articles to show.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
@click.pass_obj
def search(
    data_dir: DataDir,
    *,
    query: tuple[str, ...],
    source: str | None,
    since: datetime | None,
    until: datetime | None,
    limit: int,
    as_json: bool,
) -> None:
    """Find the articles that contain every word of QUERY in any spelling, the best match first.

    Differences of vowel marks, tatweel, hamza seats, ة and ه, ى and ي, digits and common prefixes are ignored.
    """
    text = " ".join(query)
    stems = query_stems(text)
    if not stems:
        raise click.UsageError(f"{text!r} contains no word to search for")
    with Store.open(data_dir.store, read_only=True) as store:
        hits = store.search_index.search(
            stems,
            source=source,
            since=since.replace(tzinfo=UTC) if since else None,
            until=datetime.combine(until, time.max, tzinfo=UTC) if until else None,
            limit=limit,
        )
    snippets = [snippet(each.body, text) for each in hits]
    if as_json:
        print_json([{"article": each, "snippet": found} for each, found in zip(hits, snippets, strict=True)])
        return
    for each, found in zip(hits, snippets, strict=True):
        day = f"{each.published_at:%Y-%m-%d}" if each.published_at else "no date   "
        click.echo(f"{day}  {isolated(each.outlet)}  {isolated(each.headline)}\n    {isolated(found)}\n    {each.url}")
    click.echo(f"{len(hits)} found", err=True)
