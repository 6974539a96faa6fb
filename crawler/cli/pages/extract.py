"""`rasad extract`: one saved page in, the article or the reason of its refusal out."""

from __future__ import annotations

import json

import click

from crawler.cli.pages.page_input import page_and_source


@click.command()
@click.argument("page", metavar="PAGE")
@click.option("--url", help="The address that the page had; relative links and its identity come from it.")
@click.option(
    "--source",
    "source_id",
    help="Read with the rules and the time zone of this source; by default that of the address, if it is ours.",
)
@click.option("--format", "form", type=click.Choice(["json", "text", "md"]), default="json", show_default=True)
@click.pass_context
def extract(ctx: click.Context, page: str, url: str | None, source_id: str | None, form: str) -> None:
    """Read PAGE (an HTML or plain text file, - for stdin, or a URL) and print its article, or why it is none."""
    from crawler.cli.pages.article_json import document  # noqa: PLC0415  # starts fast: only what is called
    from pipelines.items import PageContext  # noqa: PLC0415
    from pipelines.read import read  # noqa: PLC0415

    saved, source = page_and_source(ctx, page, url, source_id)
    said = document(read(saved, source, PageContext()), saved, source)
    click.echo(json.dumps(said, ensure_ascii=False) if form == "json" else _written(said, form))
    if "rejected" in said:
        ctx.exit(1)


def _written(said: dict[str, object], form: str) -> str:
    """Return the article for people: text, or Markdown with its facts below the headline."""
    if "rejected" in said:
        return f"{said['rejected']}: {said['evidence']}"
    mark = "# " if form == "md" else ""
    byline = said["authors"] if isinstance(said["authors"], list) else []
    facts = " · ".join(str(each) for each in (said["outlet"], *byline, said["published_at"], said["section"]) if each)
    parts = (f"{mark}{said['headline']}", facts, said["deck"], said["body"], said["canonical_url"])
    return "\n\n".join(str(each) for each in parts if each)
