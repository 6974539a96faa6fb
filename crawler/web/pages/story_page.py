"""The pages of stories: events that several outlets tell, and one with who was first and who took what from whom."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.web.html.markup import SafeMarkup, bounded, element, filled, foreign, joined
from crawler.web.html.words import PagePhrase, number
from crawler.web.pages.frame import PageRequest, framed
from crawler.web.pages.lists import moment
from pipelines.arabic.stories.member_texts import retold_text
from pipelines.arabic.stories.retelling import TakenParagraph, may_be_first, other_words, paragraphs, taken_paragraphs
from storage.analysis.stories.stories import StoryMember, StorySummary

_LONGEST_HEADLINE = 600
_MOST_MEMBERS = 100
_COUNTS = PagePhrase("{o} من المنابر، {v} من الأصوات، {a} من المقالات", "{o} outlets, {v} voices, {a} articles")


def stories_html(asked: PageRequest, stories: Sequence[StorySummary], *, days: int) -> str:
    """Return the page of the stories of the last *days* days, the widest told first."""
    title = asked.phrase(PagePhrase("قصص ترويها منابر عدة", "Stories that several outlets tell"))
    note = PagePhrase("في آخر {d} يوما. تحسب النسخ صوتا واحدا.", "In the last {d} days. Copies count as one voice.")
    noted = element("p", filled(asked.phrase(note), d=number(days)), attributes={"class": "meta"})
    nothing = element("p", asked.phrase(PagePhrase("لا قصة في هذه الأيام.", "No story in these days.")))
    items = [element("li", _summary(asked, each)) for each in stories]
    shown = element("ul", *items, attributes={"class": "list"}) if items else nothing
    return framed(asked, title, element("h1", title), noted, shown)


def story_html(asked: PageRequest, story_id: int, members: Sequence[StoryMember]) -> str:
    """Return the page of one story, its articles in the order of time."""
    shown = members[:_MOST_MEMBERS]
    texts = [retold_text(each) for each in shown]
    headline = next((each.headline for each in shown if each.article_id == story_id), shown[0].headline)
    taken = taken_paragraphs(texts)
    there = [each for each in members if each.withdrawn_at is None]
    counts = filled(
        asked.phrase(_COUNTS),
        o=number(len({each.source_id for each in there})),
        v=number(len({each.duplicate_of or each.article_id for each in there})),
        a=number(len(members)),
    )
    items = [element("li", _member(asked, each, headline, taken[each.article_id], shown)) for each in shown]
    heading = element("h1", bounded(headline, longest=_LONGEST_HEADLINE), attributes={"dir": "auto"})
    first = element("p", _first(asked, shown, may_be_first(texts)), attributes={"class": "mark"})
    facts = element("p", counts, attributes={"class": "meta"})
    return framed(asked, headline, heading, facts, first, element("ol", *items, attributes={"class": "list"}))


def _summary(asked: PageRequest, story: StorySummary) -> SafeMarkup:
    counts = filled(asked.phrase(_COUNTS), o=number(story.outlets), v=number(story.voices), a=number(story.articles))
    first = PagePhrase("أولها: ", "the first: ")
    facts = joined(counts, " · ", asked.phrase(first), foreign(story.first_outlet))
    link = asked.link(f"/story/{story.story_id}", foreign(story.headline))
    return joined(link, element("br"), element("span", facts, attributes={"class": "meta"}))


def _first(asked: PageRequest, members: Sequence[StoryMember], firsts: Sequence[int]) -> SafeMarkup:
    """Return who was first, as far as the dates tell."""
    named = [each for each in members if each.article_id in firsts]
    outlets = list({each.source_id: foreign(each.outlet) for each in named}.values())
    if named and all(each.published_at is None for each in named):
        undated = PagePhrase("لا يعرف من سبق: لا تاريخ لأي مقال.", "Who was first is unknown: no article has a date.")
        return joined(asked.phrase(undated))
    if len(outlets) == 1:
        return joined(asked.phrase(PagePhrase("سبق: ", "First: ")), outlets[0])
    unsure = PagePhrase("لا تكفي التواريخ لمعرفة من سبق، وهو أحد: ", "The dates do not tell who was first; one of: ")
    pieces = [piece for place, each in enumerate(outlets) for piece in ([" · ", each] if place else [each])]
    return joined(asked.phrase(unsure), *pieces)


def _member(
    asked: PageRequest,
    member: StoryMember,
    headline: str,
    taken: Sequence[TakenParagraph],
    members: Sequence[StoryMember],
) -> SafeMarkup:
    when = moment(asked, member.published_at, member.published_precision, member.published_day)
    facts = [asked.link(f"/outlet/{member.source_id}", foreign(member.outlet)), " · ", when]
    facts += [" · ", asked.phrase(PagePhrase("نسخة", "copy"))] if member.duplicate_of else []
    facts += [" · ", asked.phrase(PagePhrase("سحبه المنبر", "withdrawn"))] if member.withdrawn_at else []
    own, first = (bounded(each, longest=_LONGEST_HEADLINE) for each in (member.headline, headline))
    lines = [
        element("span", *facts, attributes={"class": "meta"}),
        *_words(asked, PagePhrase("يزيد العنوان: ", "headline adds: "), other_words(own, first)),
        *_words(asked, PagePhrase("ينقص العنوان: ", "headline lacks: "), other_words(first, own)),
        *_sources(asked, taken, len(paragraphs(member.body)), members),
    ]
    pieces = [piece for line in lines for piece in (element("br"), line)]
    return joined(asked.link(f"/article/{member.article_id}", foreign(member.headline)), *pieces)


def _words(asked: PageRequest, name: PagePhrase, words: Sequence[str]) -> list[SafeMarkup]:
    return [joined(asked.phrase(name), foreign(" ".join(words)))] if words else []


def _sources(
    asked: PageRequest, taken: Sequence[TakenParagraph], total: int, members: Sequence[StoryMember]
) -> list[SafeMarkup]:
    """Return from whom an article has how many of its paragraphs, a line for each."""
    outlets = {each.article_id: each.outlet for each in members}
    phrase = PagePhrase("{n} من {m} من فقراته عن ", "{n} of its {m} paragraphs from ")
    lines = []
    for source in dict.fromkeys(each.article_id for each in taken):
        count = sum(each.article_id == source for each in taken)
        link = asked.link(f"/article/{source}", foreign(outlets[source]))
        lines.append(joined(filled(asked.phrase(phrase), n=number(count), m=number(total)), link))
    return lines
