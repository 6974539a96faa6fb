"""The canonical URL of a page: its own URL, or the URL that it declares."""

from __future__ import annotations

from pipelines.page.head import PageHead
from pipelines.web.urls import canonical_url, is_home, same_site
from storage.records import Page


def identity(page: Page, head: PageHead) -> tuple[str, str | None]:
    """Return the canonical URL of the article, and the URL that the page declares (`None`: it declares no valid URL).

    The declared URL is believed only on the same registrable domain, because a page can declare the URL of any other
    site. It is not believed if it is the front page.
    """
    own = canonical_url(page.final_url)
    declared_url = head.canonical or head.meta("og:url")
    try:
        declared = canonical_url(declared_url) if declared_url else None
    except ValueError:
        declared = None
    if declared is None or is_home(declared) or not same_site(declared, own):
        return own, declared
    return declared, declared
