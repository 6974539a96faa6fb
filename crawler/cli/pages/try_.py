"""`rasad try`: one page read aloud: every candidate, the rule that won, what was cut, what refused it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.cli.output.progress import isolated
from crawler.cli.output.tables import print_json, said
from crawler.cli.pages.page_input import page_and_source

if TYPE_CHECKING:
    from pipelines.explain import FieldExplanation, PageExplanation

_SHOWN = 100


@click.command("try", short_help="a page, explained: why it was read as it was")
@click.argument("page", metavar="URL|FILE")
@click.option("--url", help="The address that a saved page had; relative links and its identity come from it.")
@click.option(
    "--source",
    "source_id",
    metavar="ID",
    help="Read with the rules and the time zone of this source; by default that of the address, if it is ours.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=False, flag_value="", default=None, metavar="[ID]",
              help="Make a page test of it, for this source (or --source).")  # fmt: skip
@click.option("--pages", type=click.Path(path_type=Path), default=Path("tests/pages"), show_default=True,
              help="Where page tests stand.")  # fmt: skip
@click.pass_context
def try_(ctx: click.Context, page: str, url: str | None, source_id: str | None, as_json: bool,  # click's
         save: str | None, pages: Path) -> None:  # fmt: skip
    """Read URL or FILE (- for stdin) and tell for each field what was found, where, and why it won or lost."""
    from crawler.cli.pages.article_json import document  # noqa: PLC0415  # starts fast: only what is called
    from pipelines.explain import explain  # noqa: PLC0415
    from pipelines.items import PageContext  # noqa: PLC0415

    source_id = source_id or save or None
    if save is not None and not source_id:
        raise click.UsageError("--save needs the source that the page is of: --save ID, or --source ID --save")
    saved, source = page_and_source(ctx, page, url, source_id)
    reading, story = explain(saved, source, PageContext())
    read_out = document(reading.result, saved, source)
    if as_json:
        print_json({"document": read_out, "explanation": story})
    else:
        click.echo("\n".join(_lines(story, read_out)))
    if save is not None:
        from crawler.cli.pages.page_test import save_page  # noqa: PLC0415  # as above

        files = save_page(pages, saved, source.id, read_out)
        click.echo(f"saved {' and '.join(map(str, files))}: read it against the page before you commit it", err=True)
    if story.rejected is not None:
        ctx.exit(1)


def _lines(story: PageExplanation, read_out: dict[str, object]) -> list[str]:
    """Return the story for people."""
    lines = [f"read as {story.charset or 'nothing'}" + (f", repaired: {story.repaired}" if story.repaired else "")]
    if story.rejected is not None:
        lines += [f"refused: {story.rejected.reason} — {_plain(story.rejected.evidence)}"]
    for each in story.fields:
        lines += ["", *_field(each)]
    if story.body_by is not None:
        lines += ["", *_body(story, read_out)]
    if story.cut:
        lines += ["", "cut"]
        lines += [f"  {each.rule}: {_plain(each.text)}{_at(each.where)}  [{each.module}]" for each in story.cut]
    return lines


def _field(each: FieldExplanation) -> list[str]:
    value = said(each.value)
    shown = "، ".join(map(str, value)) if isinstance(value, list) else value
    lines = [f"{each.name}: {_plain(str(shown)) if shown else 'null'}"]
    lines += [f"  because {each.why}"] if each.why else []
    lines += [f"  read by {', '.join(each.modules)}"]
    for offer in each.candidates:
        mark = "✔" if offer.is_winner else "·"
        lines.append(f"  {mark} {offer.rule}: {_plain(offer.value)}{_at(offer.where)}")
    return lines


def _body(story: PageExplanation, read_out: dict[str, object]) -> list[str]:
    body = str(read_out.get("body") or "")
    count = body.count("\n\n") + 1 if body else 0
    lines = [f"body: {count} paragraphs, {len(body)} letters, by {story.body_by}", f"  because {story.body_why}"]
    lines += [f"  read by {story.body_module}"]
    for each in story.views:
        mark = "✔" if each.by == story.body_by else "·"
        lines.append(
            f"  {mark} {each.by}: {each.letters} letters; {each.agreed} that another reading has, {each.alone} alone, "
            f"{each.noise} of chrome: worth {each.worth:g}"
        )
    return lines


def _plain(text: str) -> str:
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return short if short.isascii() else isolated(short)


def _at(path: str | None) -> str:
    return f"  ({path})" if path else ""
