"""What a reader process does with one page; imported by the process that the readers are forked from."""

from __future__ import annotations

from pipelines.items import PageContext
from pipelines.read import read
from pipelines.stages.fingerprint import fingerprint
from storage.records import Page, ReadArticle, Rejected
from storage.source import Source


def read_page(page: Page, source: Source, known: PageContext) -> ReadArticle | Rejected:
    """Read one page; an article comes with what copies are recognised by."""
    result = read(page, source, known)
    if isinstance(result, Rejected):
        return result
    return ReadArticle(article=result, fingerprint=fingerprint(result.headline, result.body))
