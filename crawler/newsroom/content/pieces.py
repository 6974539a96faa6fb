"""The newsroom's articles, composed from parts: the same on every machine, and no two alike by accident."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from crawler.newsroom.content.copies import reprints
from crawler.newsroom.content.specials import specials
from crawler.newsroom.content.truth import NewsroomOutlet, NewsroomPiece, SiteStyle
from storage.records import ArticleKind

NEWEST = datetime(2026, 11, 22, 19, 40, tzinfo=UTC)
FEED_LENGTH = 10
_DAYS = 20
_NEWS_DAY, _ONE_IN = 3, 20
_MONEY = {"ma": "درهم", "lb": "ليرة", "eg": "جنيه", "dz": "دينار", "sa": "ريال", "jo": "دينار", "iq": "دينار"}
_CITIES = {
    "ma": "الرباط فاس مراكش طنجة أكادير مكناس تطوان وجدة",
    "lb": "بيروت صيدا زحلة بعلبك جبيل النبطية صور طرابلس",
    "eg": "القاهرة الإسكندرية أسوان الأقصر المنصورة طنطا أسيوط بورسعيد",
    "dz": "الجزائر وهران قسنطينة عنابة سطيف تلمسان بجاية ورقلة",
    "sa": "الرياض جدة الدمام أبها تبوك حائل بريدة نجران",
    "jo": "إربد الزرقاء العقبة الكرك معان مادبا جرش السلط",
    "iq": "بغداد البصرة الموصل أربيل كركوك النجف كربلاء الرمادي",
}
AGENCIES = {"ma": "و م ع", "lb": "أ ف ب", "eg": "أ ش أ", "dz": "واج", "sa": "واس", "jo": "بترا", "iq": "رويترز"}
_NO_TAGS = frozenset({SiteStyle.BREAKS, SiteStyle.TABLE})
_TITLED = frozenset({SiteStyle.JANNAH, SiteStyle.TAGDIV, SiteStyle.DRUPAL, SiteStyle.DIVS})
_DATED = frozenset({SiteStyle.JANNAH, SiteStyle.TAGDIV, SiteStyle.SAHIFA, SiteStyle.DRUPAL, SiteStyle.DIVS})
_PLAIN = frozenset({SiteStyle.BREAKS, SiteStyle.TABLE})
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@dataclass(frozen=True, slots=True)
class PieceSlots:
    """The words for the slots of one article: *fixed* ones are the same in the whole article, *free* ones change."""

    fixed: dict[str, str]
    free: dict[str, list[str]]
    chance: random.Random

    def fill(self, template: str) -> str:
        """Return *template* with a word in each slot."""
        values = {name: self.chance.choice(words) for name, words in self.free.items()}
        figures = {"n": (12, 99), "k": (12, 980), "p": (12, 94), "m": (11, 36), "day": (2, 28)}
        values |= {name: str(self.chance.randint(*bounds)) for name, bounds in figures.items()}
        values["person2"] = _name(self.chance)
        return template.format(**values | self.fixed)


@cache
def phrases() -> dict[str, Any]:
    """Return the parts from which articles are composed."""
    return tomllib.loads(files("crawler.newsroom").joinpath("phrases.toml").read_text(encoding="utf-8"))


def pieces(outlets: Sequence[NewsroomOutlet], articles: int = 147, *, day: int = 1) -> tuple[NewsroomPiece, ...]:
    """Return every piece of the newsroom on its *day*: *articles* ordinary ones over all outlets, and the specials.

    On the second day some older ones are edited and some withdrawn (`withdrawn`); none is new. On the third, one in
    twenty is added, all of them younger (`appears`).
    """
    share = _shares(articles, len(outlets))
    own = [
        _piece(outlet, number, count) for outlet, count in zip(outlets, share, strict=True) for number in range(count)
    ]
    printed = (*reprints(outlets, own), *specials(outlets))
    after = own if day == 1 else _second_day(outlets, own, {each.copy_of for each in printed})
    return (*after, *(_third_day(outlets, share) if day >= _NEWS_DAY else ()), *printed)


def _shares(articles: int, outlets: int) -> list[int]:
    each, over = divmod(articles, outlets)
    return [each + (number < over) for number in range(outlets)]


def _piece(outlet: NewsroomOutlet, number: int, count: int) -> NewsroomPiece:
    chance = random.Random(f"{outlet.id} {number}")
    topic = phrases()["topic"][(number + len(outlet.id)) % len(phrases()["topic"])]
    is_opinion = number % 17 == 11 and outlet.style not in _PLAIN
    slots = piece_slots(outlet, topic, chance)
    body = piece_body(slots, chance)
    published = NEWEST - timedelta(minutes=number * (_DAYS * 24 * 60 // max(count, 1)) + chance.randint(0, 9))
    headline = piece_headline(slots, number)
    digits = _eastern if outlet.arabic_digits else str
    titled = outlet.style in _TITLED
    authors = (_author(chance),) if is_opinion else _authors(chance)
    agency = AGENCIES[outlet.country] if number % 9 == 4 and not is_opinion else None
    return NewsroomPiece(
        outlet_id=outlet.id,
        slug=_slug(outlet, headline, number),
        number=10_000 + number,
        headline=digits(headline),
        body=tuple(digits(each) for each in body),
        section="رأي" if is_opinion else topic["section"],
        published_at=published,
        kicker=digits(slots.fill("ملف {subject}")) if titled and number % 5 == 2 else None,
        deck=digits(slots.fill("{person} يتعهد بـ{goal} في {place} قبل {month}"))
        if titled and number % 4 == 1
        else None,
        authors=() if agency else authors,
        dateline=slots.fixed["city"] if (number % 2 == 0 or agency) and not is_opinion else None,
        agency=agency,
        tags=() if outlet.style in _NO_TAGS else tuple(chance.sample(topic["tag"], chance.randint(2, 4))),
        summary=None if outlet.style in _PLAIN else digits(_shortened(body[0])),
        modified_at=published + timedelta(minutes=chance.randint(60, 300))
        if outlet.style in _DATED and number % 7 == 3
        else None,
        image=None if outlet.style is SiteStyle.TABLE else f"/uploads/2026/11/{outlet.id}-{number}.jpg",
        kind=ArticleKind.OPINION if is_opinion else ArticleKind.ARTICLE,
    )


def _eastern(text: str) -> str:
    return text.translate(_EASTERN)


def piece_slots(outlet: NewsroomOutlet, topic: dict[str, Any], chance: random.Random) -> PieceSlots:
    """Return the words for one article of *outlet* on *topic*."""
    cities = _CITIES[outlet.country].split()
    fixed = {
        "outlet": outlet.name,
        "money": _MONEY[outlet.country],
        "city": chance.choice(cities),
        "person": _name(chance),
        "subject": chance.choice(topic["subject"]),
        "action": chance.choice(topic["action"]),
        "role": chance.choice(topic["role"]),
        "body": chance.choice(topic["body"]),
    }
    common = ("when", "place", "tone", "doubt", "voice", "proof", "month")
    free = {name: phrases()[name] for name in common}
    free |= {
        "place2": phrases()["place"],
        "month2": phrases()["month"],
        "tone2": ["العمل " + each for each in phrases()["tone"]],
    }
    free |= {name: topic[name] for name in ("goal", "group", "group2", "detail")}
    free["city2"] = [each for each in cities if each != fixed["city"]]
    return PieceSlots(fixed, free, chance)


def piece_body(slots: PieceSlots, chance: random.Random) -> list[str]:
    """Return the paragraphs of one article."""
    book = phrases()
    sentences = [slots.fill(each) for each in chance.sample(book["text"], chance.randint(8, 13))]
    paragraphs = [slots.fill(chance.choice(book["lead"]))]
    while sentences:
        take = chance.randint(1, 2)
        paragraphs.append(" ".join(sentences[:take]))
        del sentences[:take]
    if chance.random() < 0.3:  # sometimes a paragraph that only looks like boilerplate
        paragraphs.insert(2, slots.fill(chance.choice(book["trap"])))
    if chance.random() < 0.3:  # or a very short one
        paragraphs.insert(3, slots.fill(chance.choice(book["short"])))
    return [_marked(each, chance) for each in paragraphs]


def _marked(text: str, chance: random.Random) -> str:
    """Return *text* with vowel marks on a word or two, as outlets print them on difficult words."""
    if chance.random() < 0.15:  # few paragraphs
        return text.replace("المدينة", "المَدينة", 1).replace("يحتاج", "يحتاجُ", 1).replace("بنسبة", "بنِسبة", 1)
    return text


def piece_headline(slots: PieceSlots, number: int) -> str:
    """Return the headline of one article, in one of six forms."""
    templates = (
        "{city}: {body} تقرر {action} {subject} لفائدة {n} {group}",
        "{person} يعد بـ{goal} ويكشف تفاصيل {subject} في {city}",
        "{action} {subject} في {city} بكلفة {k} مليون {money}",
        "{body} تضع {subject} على رأس أولويات {city} إلى غاية {day} {month}",
        "{n} {group} ينتظرون {subject} في {city}",
        "هل ينجح {person} في {goal}؟ {subject} تحت المجهر في {city}",
    )
    headline = slots.fill(templates[number % len(templates)])
    return headline.replace("تفاصيل", "تفاصيـــل") if number % 13 == 1 else headline  # a tatweel


def _slug(outlet: NewsroomOutlet, headline: str, number: int) -> str:
    if outlet.style in {SiteStyle.JANNAH, SiteStyle.TAGDIV}:
        words = "".join(each if each.isalnum() or each == " " else "" for each in headline).split()
        return "-".join([*words[:6], str(number)])
    return f"story-{number}"


def _shortened(text: str) -> str:
    words = text.split()
    return " ".join(words[:22]) + " …" if len(words) > 22 else text  # cut as a CMS does it


def _name(chance: random.Random) -> str:
    return f"{chance.choice(phrases()['first'])} {chance.choice(phrases()['family'])}"


def _author(chance: random.Random) -> str:
    first = chance.choice(phrases()["first"] + phrases()["women"])
    return f"{first} {chance.choice(phrases()['family'])}"


def _authors(chance: random.Random) -> tuple[str, ...]:
    lot = chance.random()
    if lot < 0.05:  # two of a hundred in twenty
        return tuple(dict.fromkeys((_author(chance), _author(chance))))
    return (_author(chance),) if lot < 0.62 else ()  # most are signed


def _third_day(outlets: Sequence[NewsroomOutlet], share: Sequence[int]) -> list[NewsroomPiece]:
    news = _shares(sum(share) // _ONE_IN, len(outlets))
    return [
        replace(
            _piece(outlet, count + number, count),
            published_at=NEWEST + timedelta(hours=10, minutes=7 * number),
            modified_at=None,
            appears=_NEWS_DAY,
        )
        for outlet, count, more in zip(outlets, share, news, strict=True)
        for number in range(more)
    ]


def _second_day(
    outlets: Sequence[NewsroomOutlet], own: list[NewsroomPiece], copied: set[tuple[str, str] | None]
) -> list[NewsroomPiece]:
    changes = {each.id for each in outlets if each.style in _DATED}
    after: list[NewsroomPiece] = []
    for each in own:
        index = each.number - 10_000
        is_free = each.outlet_id in changes and (each.outlet_id, each.slug) not in copied and index > FEED_LENGTH + 1
        if is_free and index % 19 == 12:  # one in nineteen of the older ones
            after.append(replace(each, withdrawn=2))
        elif is_free and index % 17 == 14:  # one in seventeen
            added = f"وفي تحديث لاحق، أفادت الصحيفة بأن الأرقام الواردة في الخبر روجعت، وأن عدد المعنيين بلغ {each.number} شخصا."
            last = (
                added.translate(_EASTERN)
                if "٠" <= min(set("".join(each.body)) & set("٠١٢٣٤٥٦٧٨٩"), default="0")
                else added
            )
            after.append(replace(each, body=(*each.body, last), modified_at=NEWEST + timedelta(hours=3, minutes=index)))
        else:
            after.append(each)
    return after
