"""`rasad reindex`: build the search index and the stories again with the rules of this version."""

from __future__ import annotations

import sys

import click

from crawler.cli.output.terminal import echo
from crawler.config.data_dir import DataDir
from pipelines.arabic.search.stem import STEM_VERSION, stemmed, stems
from pipelines.arabic.stories.story_sketch import STORY_RULES, story_sketch
from storage.analysis.stories.likeness import StorySketch
from storage.store import Store


@click.command(short_help="Build the search index and the stories again.")
@click.pass_obj
def reindex(data_dir: DataDir) -> None:
    """Build the search index again, beside the old one, and the stories; crawls and searches may go on meanwhile.

    Needed once after an upgrade that changed how words are stemmed, or how stories are found (`rasad search` and
    `rasad stories` say so).
    """
    data_dir.store_file("reindex", instead="make a snapshot, reindex that, and carry it into an empty database")
    Store.open(data_dir.store, read_only=True).close()  # where there is no store, none is made
    with Store.open(data_dir.store) as store:
        articles = store.articles.summary().articles
        with click.progressbar(
            length=articles, label="articles", file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as bar:
            for added in store.search_index.rebuild(stemmed, version=STEM_VERSION):
                bar.update(added)
        with click.progressbar(
            length=store.stories.unknown(rules=STORY_RULES),
            label="stories",
            file=sys.stderr,
            hidden=not sys.stderr.isatty(),
        ) as bar:
            for made in store.stories.rebuild(_sketch, rules=STORY_RULES):
                bar.update(made)
    echo(f"{articles} articles indexed", err=True)


def _sketch(headline: str, body: str) -> StorySketch:
    return story_sketch(stems(headline), stems(body))
