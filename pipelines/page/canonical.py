"""Who a page is: its own address, and the address that it claims."""

from __future__ import annotations

from pipelines.page.head import PageHead
from pipelines.web.urls import canonical_url, is_home, same_site
from storage.records import Page


def identity(page: Page, head: PageHead) -> tuple[str, str | None]:
    """Return the article's identity, and what the page claims to be.

    The claim is believed only on the same registrable domain and when it names a page, not the front page:
    anybody can write another's address into a page.
    """
    own = canonical_url(page.final_url)
    claim = head.canonical or head.meta("og:url")
    try:
        declared = canonical_url(claim) if claim else None
    except ValueError:
        declared = None
    if declared is None or is_home(declared) or not same_site(declared, own):
        return own, declared
    return declared, declared
