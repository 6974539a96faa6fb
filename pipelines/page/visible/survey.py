"""Prepares a page's tree for reading: mends its mark-up, prints what only scripts would print, and surveys it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipelines.page.head import PageHead
from pipelines.page.landmarks import PageLandmarks, find_landmarks
from pipelines.page.repair.glued import part_glued
from pipelines.page.repair.preformatted import part_preformatted
from pipelines.page.repair.unclosed import free_unclosed
from pipelines.page.tree import silence
from pipelines.page.visible.forms import remove_form_boxes
from pipelines.page.visible.graft import embedded_states, graft_state, open_shadows

_MOUNTS = re.compile(r"(?:__next|__nuxt|___gatsby|root|app|app-root|q-app|react-root)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyedPage:
    """What is visible on a page: its *landmarks*. *unscripted* is what it says to readers without scripts.

    *is_shell* says that scripts fill the page: where it has no text, they have it.
    """

    landmarks: PageLandmarks
    unscripted: str
    is_shell: bool


def survey(tree: HtmlElement, head: PageHead) -> SurveyedPage:
    """Return what is visible on the page. *tree* loses its scripts; a text in their state is printed in it."""
    unscripted = " ".join(each.text_content() for each in tree.iter("noscript"))
    states, is_shell = embedded_states(tree), _is_shell(tree)
    open_shadows(tree)
    free_unclosed(tree)
    part_preformatted(tree)
    part_glued(tree)
    remove_form_boxes(tree)
    silence(tree)
    landmarks = find_landmarks(tree)
    titles = [each for each in (head.meta("og:title"), head.title, head.jsonld.headline) if each]
    if not graft_state(tree, states, landmarks.lines, titles):
        return SurveyedPage(landmarks=landmarks, unscripted=unscripted, is_shell=is_shell)
    silence(tree)
    return SurveyedPage(landmarks=find_landmarks(tree), unscripted="", is_shell=False)


def _is_shell(tree: HtmlElement) -> bool:
    """Whether the page has the element that a framework of scripts fills (React, Vue, Angular)."""
    return any(_MOUNTS.match(each.get("id") or each.tag) for each in tree.iter("div", "main", "app-root"))
