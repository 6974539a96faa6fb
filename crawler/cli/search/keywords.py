"""`rasad keywords`: the words that set some articles apart from the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import click

from crawler.cli.output.csv_table import print_csv
from crawler.cli.output.tables import print_json, print_table
from crawler.cli.output.terminal import echo
from crawler.cli.output.typed_query import TYPED_QUERY
from crawler.cli.search.scope_options import bounded, scope_options, warn_of_old_index
from crawler.cli.sources.collection import stored_members
from crawler.config.data_dir import DataDir
from crawler.search.attend import scope_of
from crawler.search.keywords import TEXTS, KeywordList, KeywordMinimum, query_keywords
from crawler.search.places import check_places
from pipelines.arabic.search.query import SearchQuery, parse_query
from storage.analysis.keyness import CharacteristicWord
from storage.store import Store

_MINIMUM = KeywordMinimum()
_COLUMNS = ("word", "log_likelihood", "log_ratio", "times", "texts", "rate", "rest_times", "rest_texts", "rest_rate")


@click.command(short_help="Show the words that set articles apart.", context_settings=TYPED_QUERY)
@click.argument("query", nargs=-1, required=True, type=click.UNPROCESSED)
@scope_options
@click.option("--originals", is_flag=True, help="Leave out copies: each text counts once.")
@click.option(
    "--min-count",
    type=click.IntRange(min=1),
    default=_MINIMUM.times,
    show_default=True,
    metavar="N",
    help="Only words that occur so often.",
)
@click.option(
    "--min-articles",
    type=click.IntRange(min=1),
    default=_MINIMUM.texts,
    show_default=True,
    metavar="N",
    help="Only words of so many articles.",
)
@click.option(
    "--texts",
    type=click.IntRange(min=1),
    default=TEXTS,
    show_default=True,
    metavar="N",
    help="Read at most so many articles of each group.",
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=30, show_default=True, metavar="N", help="How many words to show."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@click.pass_obj
def keywords(  # noqa: PLR0913  # one for each option
    data_dir: DataDir,
    *,
    query: tuple[str, ...],
    source: str | None,
    country: str | None,
    collection: str | None,
    since: datetime | None,
    until: datetime | None,
    originals: bool,
    min_count: int,
    min_articles: int,
    texts: int,
    limit: int,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Show the words that the articles of QUERY have more often than all others, the surest first.

    QUERY says which articles: words as in `rasad search`, or fields alone, as source:ID for an outlet, or since:D
    until:D for a week. The options say among which articles. Days are the outlet's.

    Exit status: 0 as expected, 2 usage, 4 the store cannot be used.
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv: choose one")
    asked = parse_query(" ".join(query), needs_word=False)
    frame = bounded(SearchQuery(groups=()), source=source, country=country, since=since, until=until)
    with Store.open(data_dir.store, read_only=True) as store:
        check_places(store, frame)
        members = stored_members(data_dir, store, collection) if collection else None
        scope = scope_of(store, frame, sources=members, originals_only=originals)
        found = query_keywords(
            store, asked, scope, minimum=KeywordMinimum(times=min_count, texts=min_articles), most=texts
        )
        warn_of_old_index(store)
    shown = found.keywords[:limit]
    if as_json:
        total = len(found.keywords)
        compared = replace(found, keywords=shown)
        print_json({"query": " ".join(query), "originals": originals, "total": total, "compared": compared})
    elif as_csv:
        print_csv(_COLUMNS, map(_values, shown))
    else:
        _print(found, shown)


def _print(found: KeywordList, shown: tuple[CharacteristicWord, ...]) -> None:
    print_table(_COLUMNS, map(_values, shown), right=_COLUMNS[1:])
    echo(
        f"{len(found.keywords)} words, {len(shown)} shown; "
        f"{_group(found.articles, found.articles_read, found.words_read)} "
        f"against {_group(found.rest_articles, found.rest_articles_read, found.rest_words_read)}",
        err=True,
    )


def _group(articles: int, read: int, words: int) -> str:
    drawn = f", {read} of them read" if read < articles else ""
    return f"{articles} articles{drawn} ({words} words)"


def _values(each: CharacteristicWord) -> tuple[object, ...]:
    return tuple(getattr(each, name) for name in _COLUMNS)
