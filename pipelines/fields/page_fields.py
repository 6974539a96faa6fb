"""The fields that are read before boilerplate is pruned from the tree, and what the text adds to them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipelines.fields import summary_image as facts
from pipelines.fields.authors import Attribution, attribution_of, find_attribution
from pipelines.fields.field_rule import FieldContext
from pipelines.fields.kind import find_kind, is_brief
from pipelines.fields.live_parts import find_parts
from pipelines.fields.sections.section import find_section
from pipelines.fields.tags import find_tags
from pipelines.fields.titles.kicker_deck import find_deck, find_kicker
from pipelines.page.candidate import FieldCandidate
from storage.records import ArticleKind, LivePart


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFields:
    """The fields that are read before boilerplate is pruned from the tree."""

    section: str | None
    tags: tuple[str, ...]
    kicker: str | None
    deck: str | None
    attribution: Attribution
    kind: ArticleKind
    parts: tuple[LivePart, ...]
    image_url: str | None


def read_fields(context: FieldContext) -> PageFields:
    """Return what is read of *context* before anything is pruned from its tree."""
    tree, landmarks, head, rules = context.tree, context.landmarks, context.head, context.rules
    headline, sites, url = context.headline, context.sites, context.page.final_url
    section = find_section(
        tree, landmarks, head, headline, sites=sites, selector=rules.section, listed=context.listed_section
    )
    attribution = find_attribution(tree, landmarks, head, headline.place, sites=sites, selector=rules.byline)
    bylines = [attribution.byline or "", *(each.text for each in landmarks.head_lines(headline.place))]
    kind = find_kind(tree, head, section=section, headline=headline.text, bylines=bylines, url=url)
    return PageFields(
        section=section,
        tags=find_tags(tree, head, section=section),
        kicker=find_kicker(landmarks, headline),
        deck=find_deck(landmarks, headline, sites=sites),
        attribution=attribution,
        kind=kind,
        image_url=facts.find_image(head, url, landmarks=landmarks, tree=tree, place=headline.place),
        parts=find_parts(tree, head, context.date_context) if kind is ArticleKind.LIVE else (),
    )


def with_text(fields: PageFields, body: list[str], *, byline: str | None, sites: frozenset[str]) -> PageFields:
    """Return *fields* with what the text alone shows: that it is a brief, and the byline at its edge."""
    if fields.kind is ArticleKind.ARTICLE and is_brief(body):
        fields = replace(fields, kind=ArticleKind.BRIEF)
    if fields.attribution.authors or not byline:
        return fields
    return replace(fields, attribution=attribution_of([FieldCandidate(value=byline, rule="text")], sites))
