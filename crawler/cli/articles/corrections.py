"""`rasad corrections`: which articles were edited after publication, and what changed, word by word."""

from __future__ import annotations

from datetime import datetime
from html import escape
from itertools import pairwise
from pathlib import Path

import click

from crawler.cli.articles.article_argument import article_number
from crawler.cli.output.changes import changed_lines
from crawler.cli.output.tables import print_json, print_table
from crawler.cli.output.terminal import echo, echo_marked, is_coloured, isolated, plain
from crawler.config.data_dir import DataDir
from crawler.web.html.changes import changes_html
from pipelines.arabic.word_diff import is_changed, word_changes
from storage.articles.revisions import ArticleVersions, CorrectedArticle, TextVersion
from storage.export.output.whole_file import whole_file
from storage.export.printable import printable
from storage.store import Store

_PAGE = """<!doctype html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>
<style>body{{max-width:45rem;margin:2rem auto;padding:0 1rem;font:1.1rem/1.9 "Noto Naskh Arabic",Amiri,serif}}
del{{color:#a40000;background:#ffe9e9}}ins{{color:#005c00;background:#e6f6e6}}</style></head>
<body>
{body}
</body></html>
"""


@click.command(short_help="Show what was edited after publication.")
@click.argument("article", metavar="[ID]", required=False)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many articles to list.")
@click.option(
    "--html", type=click.Path(path_type=Path, dir_okay=False), help="Write the changes of ID to this HTML file."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object or list.")
@click.pass_obj
def corrections(data_dir: DataDir, *, article: str | None, limit: int, html: Path | None, as_json: bool) -> None:
    """List the articles that were edited last; of the article with the number or URL ID, show each edit word by word.

    What was removed is red and struck through, what was added is green; without colours it is [-removed-] and
    {+added+}.

    Exit status: 0 as expected, 2 usage, 4 the store cannot be used.
    """
    if article is None and html is not None:
        raise click.UsageError("--html needs the ID of an article")
    with Store.open(data_dir.store, read_only=True) as store:
        found = None if article is None else store.articles.versions(article_number(store, article))
        listed = store.articles.corrected(limit=limit) if article is None else []
    if found is None:
        _print_list(listed, as_json=as_json)
    elif as_json:
        print_json(_document(found))
    else:
        _print_edits(found)
    if found is not None and html is not None:
        _write_page(found, html)


def _print_list(found: list[CorrectedArticle], *, as_json: bool) -> None:
    if as_json:
        print_json(found)
        return
    rows = [
        (each.article_id, each.last_seen_at, each.outlet, each.corrections, _changed(each), each.headline)
        for each in found
    ]
    print_table(("id", "edit seen", "outlet", "edits", "changed", "headline"), rows, right=("id", "edits"))


def _changed(article: CorrectedArticle) -> str:
    parts = {"headline": article.is_headline_changed, "text": article.is_body_changed}
    return ", ".join(name for name, changed in parts.items() if changed)


def _document(article: ArticleVersions) -> dict[str, object]:
    steps = [
        {
            "before": old,
            "after": new,
            "headline": word_changes(old.headline, new.headline),
            "body": word_changes(old.body, new.body),
        }
        for old, new in pairwise(article.versions)
    ]
    return {
        "article_id": article.article_id,
        "source_id": article.source_id,
        "canonical_url": article.canonical_url,
        "published_at": article.published_at,
        "withdrawn_at": article.withdrawn_at,
        "corrections": steps,
    }


def _print_edits(article: ArticleVersions) -> None:
    echo(f"{isolated(article.outlet)}  {isolated(article.versions[-1].headline)}\n{plain(article.canonical_url)}")
    echo(f"published {_time(article.published_at)}" + (", withdrawn" if article.withdrawn_at else ""))
    if len(article.versions) == 1:
        echo("It was not edited since it was first seen.")
    for number, (old, new) in enumerate(pairwise(article.versions), start=1):
        echo(f"\nedit {number}: {_when(old, new)}")
        for name, before, after in (("headline", old.headline, new.headline), ("text", old.body, new.body)):
            changes = word_changes(before, after)
            if is_changed(changes):
                echo(f"{name}:")
                for line in changed_lines(changes, is_coloured=is_coloured()):
                    echo_marked(line)


def _when(old: TextVersion, new: TextVersion) -> str:
    declared = "" if new.modified_at is None else f"; the outlet says {_time(new.modified_at)}"
    return f"after {_time(old.seen_at)}, before {_time(new.seen_at)}{declared}"


def _time(at: datetime | None) -> str:
    return "at an unknown time" if at is None else f"{at:%Y-%m-%d %H:%M} UTC"


def _write_page(article: ArticleVersions, path: Path) -> None:
    parts = []
    for old, new in pairwise(article.versions):
        parts.append(f'<h2 dir="ltr">{escape(_when(old, new))}</h2>')
        parts += [
            changes_html(word_changes(old.headline, new.headline)),
            changes_html(word_changes(old.body, new.body)),
        ]
    title = escape(printable(f"{article.outlet}: {article.versions[-1].headline}"))
    with whole_file(path) as file:
        file.write(_PAGE.format(title=title, body="\n".join([f"<h1>{title}</h1>", *parts])).encode())
