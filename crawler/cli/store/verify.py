"""`rasad verify`: look for everything that can be wrong inside the store, and repair what is derived."""

from __future__ import annotations

import sys

import click

from crawler.cli.output.terminal import echo, echo_json
from crawler.config.data_dir import DataDir
from pipelines.arabic.search.stem import STEM_VERSION, stemmed
from pipelines.stages.fingerprint import digests, fingerprint
from storage.articles.upkeep.repair import rebuild_stories, repair_groups, story_problems
from storage.database.maintenance.verify import changed_texts, damage, inconsistencies, index_problems, repair_counter
from storage.exit_status import ExitStatus
from storage.store import Store


@click.command(short_help="Check the store for damage.")
@click.option(
    "--repair", is_flag=True, help="Build again what is derived: search index, copies, stories, the counter of changes."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
@click.pass_context
def verify(ctx: click.Context, *, repair: bool, as_json: bool) -> None:
    """Read the whole store and say what is wrong: damaged pages, rows that point nowhere, texts that were changed.

    Crawls may go on meanwhile. Headline and body are compared with the digests that were made when they were kept;
    other columns have none. For what cannot be repaired, put a backup in the place of the store (`rasad restore`).

    Exit status: 0 nothing is wrong, 1 something is wrong between the tables, 4 the store is damaged.
    """
    data_dir: DataDir = ctx.obj
    data_dir.store_file("verify", instead="check a snapshot, with --data where it is (docs/operators/scaling.md)")
    damaged, wrong, index = _problems(data_dir)
    repaired = repair and not damaged and bool(wrong or index)
    if repaired:
        _repair(data_dir, rebuild=bool(index))
        damaged, wrong, index = _problems(data_dir)
    if as_json:
        echo_json({"damaged": damaged, "wrong": wrong, "index": index, "repaired": repaired})
    else:
        _print(damaged, wrong, index)
    ctx.exit(ExitStatus.STORE if damaged else ExitStatus.FELL_SHORT if wrong or index else ExitStatus.EXPECTED)


def _problems(data_dir: DataDir) -> tuple[list[str], list[str], list[str]]:
    """Return the damage, what is wrong between the tables and in the texts, and what is wrong with the index."""
    changed: list[int] = []
    with Store.open(data_dir.store, read_only=True) as store, store.file.reading() as db:
        if damaged := list(damage(db)):
            return damaged, [], []
        articles, is_seen = store.articles.summary().articles, sys.stderr.isatty()
        with click.progressbar(length=articles, label="texts", file=sys.stderr, hidden=not is_seen) as bar:
            for read, found in changed_texts(db, digests):
                bar.update(read)
                changed += found
        wrong, index = [*inconsistencies(db), *story_problems(db)], list(index_problems(db))
    first = ", ".join(str(each) for each in changed[:5])
    texts = f"{len(changed)} articles whose text was changed by another program, or damaged ({first})"
    return [], [*wrong, *([texts] if changed else [])], index


def _repair(data_dir: DataDir, *, rebuild: bool) -> None:
    with Store.open(data_dir.store) as store:
        with store.file.writing() as db:
            repair_counter(db)
            repair_groups(db, fingerprint)
            if any(story_problems(db)):
                rebuild_stories(db)
        if rebuild:
            for _ in store.search_index.rebuild(stemmed, version=STEM_VERSION):
                pass


def _print(damaged: list[str], wrong: list[str], index: list[str]) -> None:
    for each in damaged:
        echo(f"{each}: put a backup in the place of the store (`rasad restore`)")
    for each in wrong:
        echo(f"wrong: {each}")
    for each in index:
        echo(f"wrong: {each}: `rasad reindex` builds the index again")
    if not damaged and not wrong and not index:
        echo("nothing is wrong")
