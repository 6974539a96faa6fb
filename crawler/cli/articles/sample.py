"""`rasad sample`: articles drawn at random, the same ones for the same seed."""

from __future__ import annotations

from datetime import datetime

import click

from crawler.cli.output.tables import print_json, print_table
from crawler.cli.output.terminal import echo
from crawler.config.data_dir import DataDir
from storage.articles.figures.sample import STRATA, ArticleSample, SampleFrame, draw_sample
from storage.store import Store

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command(short_help="Draw articles at random, the same each time.")
@click.argument("number", metavar="N", type=click.IntRange(min=1))
@click.option("--seed", default="0", show_default=True, metavar="S", help="Another seed draws other articles.")
@click.option(
    "--by", default="", metavar="WORDS", help=f"Stratify, for example outlet,week. Words: {', '.join(STRATA)}."
)
@click.option("--source", metavar="ID", help="Only articles of this source.")
@click.option("--since", type=_DAY, metavar="D", help="Only articles of the outlet's day D or later.")
@click.option("--until", type=_DAY, metavar="D", help="Only articles of the outlet's day D or earlier.")
@click.option("--copies", is_flag=True, help="Draw from copies, too.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def sample(  # one for each option
    data_dir: DataDir,
    *,
    number: int,
    seed: str,
    by: str,
    source: str | None,
    since: datetime | None,
    until: datetime | None,
    copies: bool,
    as_json: bool,
) -> None:
    """Draw N originals at random. The same articles and the same seed give the same sample, on any machine.

    With --by, each stratum gets its share of N. The weight of an article says how many of its stratum it represents.

    Exit status: 0 as expected, 2 usage, 4 the store cannot be used.
    """
    strata = [each for word in by.split(",") if (each := word.strip())]
    if unknown := [each for each in strata if each not in STRATA]:
        raise click.UsageError(f"--by {unknown[0]}: not one of {', '.join(STRATA)}")
    frame = SampleFrame(
        since=since.date() if since else None,
        until=until.date() if until else None,
        source=source,
        with_copies=copies,
    )
    with Store.open(data_dir.store, read_only=True) as store:
        if source is not None and source not in store.sources.licences():
            raise click.UsageError(f"{source!r} is no source of this store: `rasad health` lists them")
        drawn = draw_sample(store.file, frame, number=number, seed=seed, by=strata)
    if as_json:
        print_json({"seed": seed, "by": strata, "sample": drawn})
        return
    _print(drawn)


def _print(drawn: ArticleSample) -> None:
    rows = [(each.id, each.local_day, each.outlet, each.section, each.weight, each.headline) for each in drawn.articles]
    print_table(("id", "day", "outlet", "section", "weight", "headline"), rows, right=("id", "weight"))
    strata = f" in {drawn.strata} strata" if drawn.strata > 1 else ""
    echo(f"{len(drawn.articles)} of {drawn.frame_articles} articles{strata}", err=True)
