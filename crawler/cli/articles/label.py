"""`rasad label`: a label and a note for an article, in a file of their own."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from crawler.cli.articles.article_argument import article_number
from crawler.cli.output.terminal import echo, isolated
from crawler.config.data_dir import DataDir
from crawler.search.labelled import article_key, label_name, label_note, note_to_keep
from storage.analysis.labels import ArticleLabel, LabelFile
from storage.store import Store


@click.command(short_help="Label an article, or note something about it.")
@click.argument("article", metavar="ID")
@click.argument("name")
@click.option("--note", metavar="TEXT", help="A note on it; an empty one takes the note away.")
@click.option("--remove", is_flag=True, help="Take the label away.")
@click.pass_obj
def label(data_dir: DataDir, *, article: str, name: str, note: str | None, remove: bool) -> None:
    """Give the article with this number or URL the label NAME, in DATA/labels.db; the store is not changed.

    A label that the article has already is kept, with the new note where one is given.

    Exit status: 0 as expected, 2 usage, 4 the store or the labels cannot be used.
    """
    if remove and note is not None:
        raise click.UsageError("--remove takes the note with it: leave --note out")
    with Store.open(data_dir.store, read_only=True) as store:
        key = article_key(store, article_number(store, article))
    if remove and not data_dir.labels.exists():
        raise click.UsageError(f"article {key.article_id} has no label: there are none yet")
    with LabelFile.open(data_dir.labels) as labels:
        try:
            kept, text = label_name(name, labels.counts()), label_note(note or "")
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        if remove:
            if not labels.remove(key, kept):
                raise click.UsageError(f"article {key.article_id} has no label {kept!r}: `rasad labels` lists them")
        else:
            if note is None:
                text = note_to_keep(labels, key, kept, None)
            labels.put(ArticleLabel(article=key, label=kept, note=text, labelled_at=datetime.now(UTC)))
    echo(
        f"{key.article_id}  {isolated(kept)}  {'removed' if remove else 'labelled'}  {isolated(key.headline)}", err=True
    )
