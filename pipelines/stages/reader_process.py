"""Reads one page in a reader process; imported by the process from which the readers are forked."""

from __future__ import annotations

from pipelines.items import PageContext
from pipelines.read import read
from pipelines.stages.fingerprint import fingerprint
from storage.records import Page, ReadArticle, Rejected
from storage.source import Source


def read_page(page: Page, source: Source, known: PageContext) -> ReadArticle | Rejected:
    """Read one page; an article is returned with its fingerprint."""
    result = read(page, source, known)
    if isinstance(result, Rejected):
        return result
    return ReadArticle(article=result, fingerprint=fingerprint(result.headline, result.body))
