"""The invented outlets of the newsroom, one of each site style first."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.newsroom.truth import Months, Outlet, Style
from storage.source import DiscoveryKind

_FEED, _NEWS, _MAP, _SECTION = (
    DiscoveryKind.FEED,
    DiscoveryKind.NEWS_SITEMAP,
    DiscoveryKind.SITEMAP,
    DiscoveryKind.SECTION,
)
_FIRST_ADDRESS = 11

_SEVEN = (
    Outlet(
        id="ma_sadaatlas", name="صدى الأطلس", tagline="جريدة إلكترونية مغربية", country="ma", city="الرباط",
        timezone="Africa/Casablanca", style=Style.JANNAH, months=Months.MOROCCAN, address="127.0.0.11", discover=(_FEED, _MAP),
    ),
    Outlet(
        id="lb_nahrarz", name="نهر الأرز", tagline="الخبر من بيروت", country="lb", city="بيروت",
        timezone="Asia/Beirut", style=Style.TAGDIV, months=Months.LEVANTINE, address="127.0.0.12", discover=(_NEWS, _MAP),
    ),
    Outlet(
        id="eg_midannil", name="ميدان النيل", tagline="صحافة على مدار الساعة", country="eg", city="القاهرة",
        timezone="Africa/Cairo", style=Style.SAHIFA, months=Months.EGYPTIAN, address="127.0.0.13", discover=(_FEED, _MAP),
        crawl_delay=0.3,
    ),
    Outlet(
        id="dz_fajrsahra", name="فجر الصحراء", tagline="يومية جزائرية مستقلة", country="dz", city="الجزائر",
        timezone="Africa/Algiers", style=Style.DRUPAL, months=Months.MAGHREBI, address="127.0.0.14", discover=(_FEED, _MAP),
    ),
    Outlet(
        id="sa_riyahnajd", name="رياح نجد", tagline="أخبار الجزيرة", country="sa", city="الرياض",
        timezone="Asia/Riyadh", style=Style.DIVS, months=Months.EGYPTIAN, address="127.0.0.15", discover=(_MAP,),
        arabic_digits=True, hijri=True,
    ),
    Outlet(
        id="jo_jisrurdun", name="جسر الأردن", tagline="وكالة أنباء محلية", country="jo", city="إربد",
        timezone="Asia/Amman", style=Style.BREAKS, months=Months.DOUBLE, address="127.0.0.16", discover=(_FEED, _SECTION),
    ),
    Outlet(
        id="iq_dijlapress", name="دجلة برس", tagline="منذ عشرين عاما", country="iq", city="بغداد",
        timezone="Asia/Baghdad", style=Style.TABLE, months=Months.LEVANTINE, address="127.0.0.17", discover=(_SECTION,),
    ),
)  # fmt: skip


def outlets(count: int = 7) -> tuple[Outlet, ...]:
    """Return *count* outlets: the seven named ones, then numbered editions of them on addresses of their own."""
    return tuple(_SEVEN[number] if number < len(_SEVEN) else _edition(number) for number in range(count))


def by_id(all_of_them: Sequence[Outlet], outlet_id: str) -> Outlet:
    """Return the outlet of this id."""
    return next(each for each in all_of_them if each.id == outlet_id)


def _edition(number: int) -> Outlet:
    model = _SEVEN[number % len(_SEVEN)]
    edition, place = number // len(_SEVEN) + 1, _FIRST_ADDRESS + number
    return Outlet(
        id=f"{model.id}_{edition}",
        name=f"{model.name} {edition}",
        tagline=model.tagline,
        country=model.country,
        city=model.city,
        timezone=model.timezone,
        style=model.style,
        months=model.months,
        address=f"127.0.{place // 250}.{place % 250}",
        discover=model.discover,
        arabic_digits=model.arabic_digits,
        hijri=model.hijri,
    )
