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
_MOST_STEPS, _LONGEST, _STEP_WORDS = 5, 200, 4
_OF_ONE_PAGE = frozenset(
    map(fold, ("تفاصيل", "التفاصيل", "تفاصيل الخبر", "تفاصيل المقال", "عرض الخبر", "الخبر", "المقال"))
)
_PLAIN_NAMES = re.compile(r"breadcrumb|(?:^|[\s_-])(?:crumbs?|bc|navigate_section)(?:[\s_-]|$)", re.IGNORECASE)


def path_steps(tree: HtmlElement, headline: str) -> list[HtmlElement]:
    """Return the links of the page's path, from the front page on; empty where it prints none.

    An element is the path by its name or by its form. By its form it has few links, and the first one leads to the
    front page. Arrows or slashes are between the links, or the headline is the last step.
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


def last_plain_step(tree: HtmlElement, headline: str) -> tuple[str, HtmlElement] | None:
    """Return the last step, and its path, of a path that ends in a step without a link; `None` where there is none.

    A last step that is the headline, or says only that it is a page (`تفاصيل الخبر`), is skipped. The step before it
    counts only if it has no link either.
    """
    for element in tree.iter("nav", "div", "ul", "ol"):
        if not _PLAIN_NAMES.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            continue
        items = [each for each in element.iter("li") if text_of(each)]
        steps = [text_of(each) for each in items] or [each.strip() for each in _BETWEEN.split(text_of(element))]
        steps = [each for step in steps if (each := _BETWEEN.sub("", step).strip())]
        linked = {_BETWEEN.sub("", text_of(each)).strip() for each in element.iter("a") if each.get("href")}
        mine = fold(headline)
        while steps and (fold(steps[-1]) in mine or mine in fold(steps[-1]) or fold(steps[-1]) in _OF_ONE_PAGE):
            steps.pop()
        if 1 < len(steps) <= _MOST_STEPS and steps[-1] not in linked and len(steps[-1].split()) <= _STEP_WORDS:
            return steps[-1], element
    return None


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
