"""The path from the front page to an article (breadcrumb), by its name or by its form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from pipelines.arabic import fold
from pipelines.page.tree import text_of
from pipelines.web.urls import leads_home

HOME_WORDS = frozenset(
    map(fold, ("الرئيسية", "الصفحة الرئيسية", "رئيسية", "home", "الصفحة الأولى", "الأولى", "الرئيسيه", "أنت هنا",
               "accueil", "الصفحة الأساسية", "البداية", "الواجهة"))
)  # fmt: skip
"""What the first step of a path is called, folded."""
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|crumbs?|bread|path|ariane|hierarchie|site-?map-?path|rank-math-breadcrumb|entry-crumbs"
    r"|tdb-breadcrumbs)(?:[\s_-]|\d|$)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[>›»«‹/\\→←]")
_MOST_STEPS, _LONGEST = 5, 200


def path_steps(tree: HtmlElement, headline: str) -> list[HtmlElement]:
    """Return the links of the page's path, from the front page on; empty where it prints none.

    An element is the path by its name, or by its form: few links, the first of them to the front page, with arrows or
    slashes between them, or with the headline as the last step.
    """
    for element in tree.iter("nav", "div", "ul", "ol", "p", "span", "td"):
        names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('aria-label') or ''}"
        if _NAMES.search(names) and (steps := _steps(element)):
            return steps
    for home in tree.iter("a"):
        is_named = fold(text_of(home)).strip(" :") in HOME_WORDS
        if (is_named or leads_home(home.get("href"))) and (steps := _steps_around(home, fold(headline))):
            return steps
    return []


def _steps(element: HtmlElement) -> list[HtmlElement]:
    return [each for each in element.iter("a") if text_of(each)]


def _steps_around(home: HtmlElement, headline: str) -> list[HtmlElement]:
    """Return the links of the path that *home* opens; empty where it opens a menu."""
    holder = home
    for holder in home.iterancestors():
        if holder.tag in {"body", "html"}:
            return []
        steps = _steps(holder)
        if len(steps) > 1:
            return steps if _is_path(holder, steps, headline) else []
    return []


def _is_path(holder: HtmlElement, steps: Sequence[HtmlElement], headline: str) -> bool:
    text = text_of(holder)
    if len(steps) > _MOST_STEPS or len(text) > _LONGEST or steps[0] is not next(holder.iter("a"), None):
        return False
    has_marks = len(_BETWEEN.findall(text)) >= len(steps) - 1
    last = fold(text).removesuffix(".").strip(" .…")
    return has_marks or (
        bool(headline) and any(last.endswith(each) for each in (headline, headline[: len(headline) // 2]))
    )
