"""`rasad search`: Arabic full-text search with marked snippets."""

from __future__ import annotations

from datetime import UTC, datetime, time

import click

from crawler.cli.output.tables import print_json
from crawler.cli.output.terminal import echo, isolated, plain
from crawler.cli.output.typed_query import TYPED_QUERY
from crawler.cli.sources.collection import collection_option, stored_members
from crawler.config.data_dir import DataDir
from crawler.search.find import SearchResult, find_articles, is_index_old
from pipelines.arabic.search.query import parse_query, with_dates, with_places, with_subject
from pipelines.arabic.search.snippet import snippet
from storage.articles.search.search_index import SearchFilter, SearchHit
from storage.store import Store

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command(short_help="Search the articles in Arabic.", context_settings=TYPED_QUERY)
@click.argument("query", nargs=-1, required=True, type=click.UNPROCESSED)
@click.option("--source", metavar="ID", help="Only articles of this source.")
@click.option("--country", metavar="CC", help="Only articles of this country's outlets.")
@click.option("--section", metavar="NAME", help="Only articles of sections that have these words.")
@click.option("--agency", metavar="ID", help="Only articles that credit this news agency, by its id or a name.")
@collection_option
@click.option("--since", type=_DAY, metavar="D", help="Only articles published on day D (UTC) or later.")
@click.option("--until", type=_DAY, metavar="D", help="Only articles published on day D (UTC) or earlier.")
@click.option("--newest", is_flag=True, help="The newest first, not the best.")
@click.option("--originals", is_flag=True, help="Leave out copies.")
@click.option("--withdrawn", is_flag=True, help="Show withdrawn articles, too, marked.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many articles to show.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def search(  # noqa: PLR0913  # one for each option
    data_dir: DataDir,
    *,
    query: tuple[str, ...],
    source: str | None,
    country: str | None,
    section: str | None,
    agency: str | None,
    collection: str | None,
    since: datetime | None,
    until: datetime | None,
    newest: bool,
    originals: bool,
    withdrawn: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Find the articles that have all words of QUERY, in any spelling; the best match first.

    QUERY may hold "phrases", OR between words, -word for words that must not stand there, and headline:word,
    body:word, source:ID, country:CC, section:NAME, agency:ID, since:DAY and until:DAY. Where few articles have all
    the words, articles with some of them follow; four words or more are ranked together.
    """
    asked = with_dates(
        with_subject(with_places(parse_query(" ".join(query)), source, country), section, agency),
        since.replace(tzinfo=UTC) if since else None,
        datetime.combine(until, time.max, tzinfo=UTC) if until else None,
    )
    with Store.open(data_dir.store, read_only=True) as store:
        result = find_articles(
            store, asked, limit=limit, originals_only=originals, with_withdrawn=withdrawn, is_newest_first=newest,
            within=SearchFilter(sources=stored_members(data_dir, store, collection) if collection else None),
        )  # fmt: skip
        if is_index_old(store):
            echo("The search index was built by older rules and misses words: run `rasad reindex`.", err=True)
    if as_json:
        print_json(_document(result))
        return
    for each in result.hits:
        echo(_lines(each, result))
    echo(_summary(result), err=True)


def _document(result: SearchResult) -> dict[str, object]:
    return {
        "total": result.total,
        "others": result.others,
        "is_more": result.is_more,
        "is_partial": result.is_partial,
        "has_relatives": result.has_relatives,
        "hits": [{"article": each, "snippet": snippet(each.body, result.stems)} for each in result.hits],
    }


def _lines(hit: SearchHit, result: SearchResult) -> str:
    day = f"{hit.published_at:%Y-%m-%d}" if hit.published_at else "no date   "
    marks = (" (withdrawn)" if hit.withdrawn_at else "") + (
        f" (copy of {hit.duplicate_of})" if hit.duplicate_of else ""
    )
    found = isolated(snippet(hit.body, result.stems))
    return f"{day}  {isolated(hit.outlet)}  {isolated(hit.headline)}{marks}\n    {found}\n    {plain(hit.url)}"


def _summary(result: SearchResult) -> str:
    figure = f"more than {result.total}, the newest were ranked" if result.is_more else f"{result.total} found"
    kinds = [
        *(["related words"] if result.has_relatives else []),
        *(["only some of the words"] if result.is_partial else []),
    ]
    others = f"; {result.others} more have {' or '.join(kinds)}" if kinds else ""
    return f"{figure}, {len(result.hits)} shown{others}"
