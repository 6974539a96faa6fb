"""`rasad cite`: articles as citations for Zotero, JabRef, EndNote and word processors."""

from __future__ import annotations

import click

from crawler.cli.articles.article_argument import article_number
from crawler.cli.articles.citations import CITATION_FORMATS, citation
from crawler.config.data_dir import DataDir
from storage.export.output.target import STDOUT, target_of
from storage.store import Store


@click.command(short_help="Write articles as citations.")
@click.argument("articles", metavar="ID…", nargs=-1, required=True)
@click.option(
    "--format", "name", type=click.Choice(sorted(CITATION_FORMATS)), default="ris", show_default=True,
    help="ris: Zotero, EndNote, Mendeley. bibtex: JabRef, biblatex. csl-json: Zotero, pandoc.",
)  # fmt: skip
@click.option("-o", "--output", default=STDOUT, metavar="FILE", help="The file; without it, standard output.")
@click.pass_obj
def cite(data_dir: DataDir, *, articles: tuple[str, ...], name: str, output: str) -> None:
    """Write the articles with these numbers or URLs as citations; a withdrawn article has a note that says so.

    Exit status: 0 as expected, 2 usage, 4 the store cannot be used.
    """
    target = target_of(output)
    with Store.open(data_dir.store, read_only=True) as store:
        found = store.articles.by_ids([article_number(store, each) for each in articles])
    with target.opened() as stream:
        stream.write(CITATION_FORMATS[name]([citation(each) for each in found]).encode())
