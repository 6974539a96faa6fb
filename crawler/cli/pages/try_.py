"""`rasad try`: explain how one page was read: candidates, winning rules, what was cut, why it was rejected."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.cli.output.tables import jsonable, print_json
from crawler.cli.output.terminal import echo, plain
from crawler.cli.pages.page_input import page_and_source
from storage.exit_status import ExitStatus

if TYPE_CHECKING:
    from pipelines.explain import FieldExplanation, PageExplanation

_SHOWN = 100


@click.command("try", short_help="Explain how one page was read.")
@click.argument("page", metavar="URL|FILE")
@click.option("--url", help="The URL of a saved page; it resolves relative links and gives the canonical URL.")
@click.option(
    "--source",
    "source_id",
    metavar="ID",
    help="Read with the rules and the time zone of this source. Default: the source of the URL, if there is one.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=False, flag_value="", default=None, metavar="[ID]",
              help="Save the page as a page test of this source (or of --source).")  # fmt: skip
@click.option("--pages", type=click.Path(path_type=Path), default=Path("tests/pages"), show_default=True,
              help="The folder of the page tests.")  # fmt: skip
@click.pass_context
def try_(ctx: click.Context, page: str, url: str | None, source_id: str | None, as_json: bool,  # click's
         save: str | None, pages: Path) -> None:  # fmt: skip
    """Read URL or FILE (- for stdin) and show for each field what was found, where, and why it won or lost.

    Exit status: 0 as expected, 1 the page was rejected or not received, 2 usage or settings.
    """
    from crawler.cli.pages.article_json import document  # noqa: PLC0415  # imported when used, to start fast
    from pipelines.explain import explain  # noqa: PLC0415
    from pipelines.items import PageContext  # noqa: PLC0415

    source_id = source_id or save or None
    if save is not None and not source_id:
        raise click.UsageError("--save needs the source of the page: --save ID, or --source ID --save")
    saved, source = page_and_source(ctx, page, url, source_id)
    reading, explanation = explain(saved, source, PageContext())
    result = document(reading.result, saved, source)
    if as_json:
        print_json({"document": result, "explanation": explanation})
    else:
        echo("\n".join(_lines(explanation, result)))
    if save is not None:
        from crawler.cli.pages.page_test import save_page  # noqa: PLC0415  # imported when used

        files = save_page(pages, saved, source.id, result)
        echo(f"saved {' and '.join(map(str, files))}: compare it with the page before you commit it", err=True)
    if explanation.rejected is not None:
        ctx.exit(ExitStatus.FELL_SHORT)


def _lines(explanation: PageExplanation, result: dict[str, object]) -> list[str]:
    """Return the explanation as lines for people."""
    lines = [
        f"read as {explanation.charset or 'nothing'}"
        + (f", repaired: {explanation.repaired}" if explanation.repaired else "")
    ]
    if explanation.rejected is not None:
        lines += [f"rejected: {explanation.rejected.reason} — {_plain(explanation.rejected.evidence)}"]
    for each in explanation.fields:
        lines += ["", *_field(each)]
    if explanation.body_by is not None:
        lines += ["", *_body(explanation, result)]
    if explanation.cut:
        lines += ["", "cut"]
        lines += [f"  {each.rule}: {_plain(each.text)}{_at(each.where)}  [{each.module}]" for each in explanation.cut]
    return lines


def _field(each: FieldExplanation) -> list[str]:
    value = jsonable(each.value)
    shown = "، ".join(map(str, value)) if isinstance(value, list) else value
    lines = [f"{each.name}: {_plain(str(shown)) if shown else 'null'}"]
    lines += [f"  because {each.why}"] if each.why else []
    lines += [f"  read by {', '.join(each.modules)}"]
    for candidate in each.candidates:
        mark = "✔" if candidate.is_winner else "·"
        lines.append(f"  {mark} {candidate.rule}: {_plain(candidate.value)}{_at(candidate.where)}")
    return lines


def _body(explanation: PageExplanation, result: dict[str, object]) -> list[str]:
    body = str(result.get("body") or "")
    count = body.count("\n\n") + 1 if body else 0
    lines = [
        f"body: {count} paragraphs, {len(body)} letters, by {explanation.body_by}",
        f"  because {explanation.body_why}",
        f"  doubt {explanation.body_doubt:.2f} (0 sure, 1 wrong)",
    ]
    lines += [f"  read by {explanation.body_module}"]
    for each in explanation.views:
        mark = "✔" if each.by == explanation.body_by else "·"
        lines.append(
            f"  {mark} {each.by}: {each.letters} letters; {each.agreed} also in another reading, "
            f"{each.alone} in this one alone, {each.noise} of boilerplate: score {each.worth:g}"
        )
    return lines


def _plain(text: str) -> str:
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return plain(short)


def _at(path: str | None) -> str:
    return f"  ({path})" if path else ""
