"""`rasad labels`: the labelled articles, and how many have each label."""

from __future__ import annotations

import click

from crawler.cli.output.csv_table import print_csv
from crawler.cli.output.tables import print_json, print_table
from crawler.cli.output.terminal import echo
from crawler.config.data_dir import DataDir
from crawler.search.labelled import LabelledArticle, label_name, labelled_articles
from storage.analysis.labels import LabelFile
from storage.database.values.columns import stamp
from storage.store import Store

_COLUMNS = ("id", "day", "outlet", "label", "note", "state", "headline", "url", "labelled_at")


@click.command(short_help="List the labelled articles.")
@click.argument("name", required=False)
@click.option("--counts", is_flag=True, help="List the labels, with the number of their articles.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@click.pass_obj
def labels(data_dir: DataDir, *, name: str | None, counts: bool, as_json: bool, as_csv: bool) -> None:
    """List the articles that have a label, or the label NAME, in the order in which they were labelled.

    An article that this store does not have is listed without its number.

    Exit status: 0 as expected, 2 usage, 4 the store or the labels cannot be used.
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv: choose one")
    if counts and name is not None:
        raise click.UsageError("--counts lists all labels: leave NAME out")
    found, numbers = _read(data_dir, name)
    rows = [_row(each) for each in found]
    if counts:
        _print(("label", "articles"), list(numbers.items()), as_json=as_json, as_csv=as_csv, right=("articles",))
        return
    _print(_COLUMNS, rows, as_json=as_json, as_csv=as_csv, right=("id",))
    gone = sum(each.article is None for each in found)
    if gone:
        echo(f"{gone} of {len(found)} are not in this store", err=True)


def _read(data_dir: DataDir, name: str | None) -> tuple[list[LabelledArticle], dict[str, int]]:
    """Return the labelled articles and the number of each label. Raises `UsageError` for a label that is none."""
    with Store.open(data_dir.store, read_only=True) as store:
        if not data_dir.labels.exists():
            return ([], {}) if name is None else ([], {_known(name, {}): 0})
        with LabelFile.open(data_dir.labels, read_only=True) as file:
            numbers = file.counts()
            kept = None if name is None else _known(name, numbers)
            return labelled_articles(store, file.all(label=kept)), numbers


def _known(name: str, numbers: dict[str, int]) -> str:
    try:
        kept = label_name(name, numbers)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    if kept not in numbers:
        raise click.UsageError(f"no article has the label {kept!r}: `rasad labels --counts` lists them")
    return kept


def _row(each: LabelledArticle) -> tuple[object, ...]:
    row, label = each.article, each.label
    if row is None:
        place = (None, None, label.article.source_id, label.label, label.note, "not in this store")
        return (*place, label.article.headline, label.article.url, stamp(label.labelled_at))
    day = row.published_day or (row.published_at.date() if row.published_at else None)
    state = "withdrawn" if row.withdrawn_at else ""
    return (
        row.id,
        day.isoformat() if day else None,
        row.outlet,
        label.label,
        label.note,
        state,
        row.headline,
        row.canonical_url,
        stamp(label.labelled_at),
    )


def _print(
    columns: tuple[str, ...], rows: list[tuple[object, ...]], *, as_json: bool, as_csv: bool, right: tuple[str, ...]
) -> None:
    if as_json:
        print_json({"labels": [dict(zip(columns, row, strict=True)) for row in rows]})
    elif as_csv:
        print_csv(columns, rows)
    else:
        print_table(columns, rows, right=right)
