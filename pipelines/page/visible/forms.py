"""Takes out the small boxes of a form: newsletters, polls, ratings, searches."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from pipelines.page.tree import flat

_MOST_WORDS, _MOST_WITH_LABEL = 40, 25
_BOXES = frozenset({"div", "section", "aside", "td", "li"})
_DATED = re.compile(r"\d{1,2}\W\d{1,2}\W\d{2,4}|\d{4}")


def remove_form_boxes(root: HtmlElement) -> None:
    """Remove each short form with the few words beside it; to be asked before the fields are taken out.

    What a form asks is not part of the text. A form around the whole page, as in ASP.NET, is long, so it stays.
    """
    for form in list(root.iter("form")):
        if _words(form) > _MOST_WORDS or form.find(".//h1") is not None:
            continue
        box = form
        for each in form.iterancestors():
            if each.tag not in _BOXES or not _is_beside(each):
                break
            box = each
        if box.getparent() is not None:  # else it went with the box of another form
            box.drop_tree()


def _is_beside(box: HtmlElement) -> bool:
    text = flat(box.text_content())
    return (
        len(text.split()) <= _MOST_WITH_LABEL
        and _DATED.search(text) is None
        and box.find(".//h1") is None
        and box.find(".//time") is None
    )


def _words(element: HtmlElement) -> int:
    return len(element.text_content().split())
