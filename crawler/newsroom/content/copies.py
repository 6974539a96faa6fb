"""Agency copy: articles that several outlets reprint with other headlines, cut ends and other spelling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from crawler.newsroom.content.truth import NewsroomOutlet, NewsroomPiece, SiteStyle

_PLAIN = frozenset({SiteStyle.BREAKS, SiteStyle.TABLE})
_WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_LOOSE = str.maketrans({"أ": "ا", "إ": "ا", "ة": "ه"})
_OWN = (
    "وكانت صحيفتنا قد نشرت قبل أيام تحقيقا مفصلا عن الموضوع نفسه، شارك في إعداده مراسلونا في خمس مدن مختلفة.",
    "ويعيد هذا الخبر إلى الأذهان ما عاشته المنطقة قبل سنوات حين تعثر مشروع مماثل بسبب خلافات قديمة.",
)
_FAMILIES = 12


def reprints(outlets: Sequence[NewsroomOutlet], own: Sequence[NewsroomPiece]) -> tuple[NewsroomPiece, ...]:
    """Return the reprints of the newest agency pieces of each outlet by the outlets after it.

    Of every four reprints one has the whole text, one a cut end, one another spelling, and one an added paragraph.
    """
    agency_pieces = [each for each in own if each.agency is not None][: max(_FAMILIES, len(own) // 60)]
    found: list[NewsroomPiece] = []
    for family, wire in enumerate(agency_pieces):
        position = next(index for index, each in enumerate(outlets) if each.id == wire.outlet_id)
        for step in range(1, 2 + family % 3):
            outlet = outlets[(position + step) % len(outlets)]
            if outlet.id != wire.outlet_id:
                found.append(_reprint(outlet, wire, variant=(family + step) % 4, step=step, family=family))
    return tuple(found)


def _reprint(outlet: NewsroomOutlet, wire: NewsroomPiece, *, variant: int, step: int, family: int) -> NewsroomPiece:
    body = _varied(wire.body, variant)
    headline = f"{wire.agency}: {wire.headline}" if step == 1 else f"تفاصيل جديدة.. {wire.headline}"
    digits = _EASTERN if outlet.arabic_digits else _WESTERN
    published = wire.published_at + timedelta(minutes=17 * step + 31 * (family % 5))
    return replace(
        wire,
        outlet_id=outlet.id,
        slug=f"wire-{family}-{step}",
        number=50_000 + family * 10 + step,
        headline=headline.translate(digits),
        body=tuple(each.translate(digits) for each in body),
        published_at=published,
        kicker=None,
        deck=None,
        modified_at=None,
        tags=() if outlet.style in _PLAIN else wire.tags or ("وكالات", "أخبار"),
        summary=None if outlet.style in _PLAIN else " ".join(body[0].translate(digits).split()[:20]) + " …",
        image=None if outlet.style is SiteStyle.TABLE else f"/uploads/2026/11/wire-{family}-{step}.jpg",
        copy_of=(wire.outlet_id, wire.slug),
    )


def _varied(body: tuple[str, ...], variant: int) -> tuple[str, ...]:
    if variant == 1:
        return body[: max(3, len(body) * 6 // 10)]
    if variant == 2:  # the third of four
        return tuple(each.translate(_LOOSE) for each in body)
    if variant == 3:  # the last of four
        return (*body, _OWN[len(body) % len(_OWN)])
    return body
