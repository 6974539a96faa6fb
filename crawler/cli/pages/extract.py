"""`rasad extract`: print the article of one page, or the reason why it was rejected."""

from __future__ import annotations

import click

from crawler.cli.output.terminal import echo, echo_json
from crawler.cli.pages.page_input import page_and_source
from storage.exit_status import ExitStatus


@click.command(short_help="Print the article of one page.")
@click.argument("page", metavar="PAGE")
@click.option("--url", help="The URL of a saved page; it resolves relative links and gives the canonical URL.")
@click.option(
    "--source",
    "source_id",
    metavar="ID",
    help="Read with the rules and the time zone of this source. Default: the source of the URL, if there is one.",
)
@click.option("--format", "form", type=click.Choice(["json", "text", "md"]), default="json", show_default=True,
              help="Print JSON, plain text or Markdown.")  # fmt: skip
@click.pass_context
def extract(ctx: click.Context, page: str, url: str | None, source_id: str | None, form: str) -> None:
    """Read PAGE and print its article, or the reason why it was rejected.

    PAGE is an HTML or plain text file, a URL, or - for stdin.

    Exit status: 0 as expected, 1 the page was rejected or not received, 2 usage or settings.
    """
    from crawler.cli.pages.article_json import document  # noqa: PLC0415  # imported when used, to start fast
    from pipelines.items import PageContext  # noqa: PLC0415
    from pipelines.read import read  # noqa: PLC0415

    saved, source = page_and_source(ctx, page, url, source_id)
    result = document(read(saved, source, PageContext()), saved, source)
    if form == "json":
        echo_json(result)
    else:
        echo(_text(result, form))
    if "rejected" in result:
        ctx.exit(ExitStatus.FELL_SHORT)


def _text(result: dict[str, object], form: str) -> str:
    """Return the article for people: plain text, or Markdown with a line of metadata below the headline."""
    if "rejected" in result:
        return f"{result['rejected']}: {result['evidence']}"
    prefix = "# " if form == "md" else ""
    authors = result["authors"] if isinstance(result["authors"], list) else []
    values = (result["outlet"], *authors, result["published_at"], result["section"])
    metadata = " · ".join(str(each) for each in values if each)
    parts = (f"{prefix}{result['headline']}", metadata, result["deck"], result["body"], result["canonical_url"])
    return "\n\n".join(str(each) for each in parts if each)
