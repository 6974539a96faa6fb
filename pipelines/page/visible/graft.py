"""Puts the text that is only in a page's embedded state where a reader would see it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement, fragments_fromstring

from pipelines.arabic.sentences import is_running_text
from pipelines.page.tree import TextLine, flat
from pipelines.page.visible.literals import read_literals
from pipelines.page.visible.state_text import StateText, find_state_text

_ARABIC = re.compile(r"[\u0621-\u064a]{2}|\\u06[0-4][0-9a-f]|%5Cu06|%D8", re.IGNORECASE)
_STATE = re.compile(r"[{\[(]|%[57]B")
_LEAST, _MOST = 300, 4_000_000
_ENOUGH = 200
_SHADOW = ("shadowrootmode", "shadowroot")
_PUSHED = re.compile(r'self\.__next_f\.push\(\[1,\s*+"((?>(?:[^"\\]|\\.)*))"\]\)', re.DOTALL)


def open_shadows(tree: HtmlElement) -> None:
    """Turn declarative shadow trees (`<template shadowrootmode>`) into what browsers show: elements of the page."""
    for each in list(tree.iter("template")):
        if any(each.get(name) for name in _SHADOW):
            each.tag = "div"


def embedded_states(tree: HtmlElement) -> list[str]:
    """Return the scripts and data attributes of *tree* that hold Arabic, before its scripts are removed."""
    scripts = [
        each.text or ""
        for each in tree.iter("script")
        if not each.get("src") and "ld+json" not in (each.get("type") or "")
    ]
    attributes = (value for each in tree.iter("div", "main", "section", "body") for value in each.attrib.values())
    found = [*_joined_pushes(scripts), *(each for each in attributes if each[:1] in "{[")]
    return [each for each in found if _LEAST <= len(each) <= _MOST and _ARABIC.search(each) and _STATE.search(each)]


def _joined_pushes(scripts: Sequence[str]) -> list[str]:
    """Return *scripts*, with the pieces of a state that is streamed piece by piece (Next.js) put together."""
    pushed = _PUSHED
    pieces = [piece for each in scripts for piece in pushed.findall(each)]
    rest = [each for each in scripts if "__next_f" not in each]
    return [*rest, f'["{"".join(pieces)}"]'] if pieces else rest


def graft_state(tree: HtmlElement, states: Sequence[str], found: Sequence[TextLine], titles: Sequence[str]) -> bool:
    """Print in *tree* the text of *states* whose title is one of *titles*, where the page shows hardly any text.

    *found* are the visible lines of *tree*. Return whether something was printed.
    """
    visible = sum(len(each.text) for each in found if is_running_text(each.text) and each.linked * 2 < len(each.text))
    body = tree.find(".//main")
    body = tree.find("body") if body is None else body
    if visible >= _ENOUGH or not states or body is None:
        return False
    text = find_state_text((read_literals(each) for each in states), titles)
    if text is None:
        return False
    article = _printed(body, text)
    if any(flat(each.text_content()) for each in tree.iter("h1")):
        article.remove(article[0])
    body.append(article)
    return True


def _printed(body: HtmlElement, text: StateText) -> HtmlElement:
    """Return the text as an element of the page of *body*, under its title."""
    article = body.makeelement("article")
    heading = article.makeelement("h1")
    heading.text = text.title
    article.append(heading)
    if text.published:
        article.append(article.makeelement("time", {"datetime": text.published}))
    for name in text.authors:
        byline = article.makeelement("span", {"class": "author-name"})
        byline.text = name
        article.append(byline)
    holder = article.makeelement("div")
    holder.extend(each for each in fragments_fromstring(text.markup) if isinstance(each, HtmlElement))
    article.append(holder)
    return article
