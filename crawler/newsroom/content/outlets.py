"""The invented outlets of the newsroom, one of each site style first."""

from __future__ import annotations

from crawler.newsroom.content.truth import MonthNames, NewsroomOutlet, SiteStyle
from storage.source import DiscoveryKind

_FEED, _NEWS, _MAP, _SECTION = (
    DiscoveryKind.FEED,
    DiscoveryKind.NEWS_SITEMAP,
    DiscoveryKind.SITEMAP,
    DiscoveryKind.SECTION,
)
_FIRST_ADDRESS = 11

_SEVEN = (
    NewsroomOutlet(
        id="ma_sadaatlas", name="صدى الأطلس", tagline="جريدة إلكترونية مغربية", country="ma", city="الرباط",
        timezone="Africa/Casablanca", style=SiteStyle.JANNAH, months=MonthNames.MOROCCAN, address="127.0.0.11", discover=(_FEED, _MAP),
    ),
    NewsroomOutlet(
        id="lb_nahrarz", name="نهر الأرز", tagline="الخبر من بيروت", country="lb", city="بيروت",
        timezone="Asia/Beirut", style=SiteStyle.TAGDIV, months=MonthNames.LEVANTINE, address="127.0.0.12", discover=(_NEWS, _MAP),
    ),
    NewsroomOutlet(
        id="eg_midannil", name="ميدان النيل", tagline="صحافة على مدار الساعة", country="eg", city="القاهرة",
        timezone="Africa/Cairo", style=SiteStyle.SAHIFA, months=MonthNames.EGYPTIAN, address="127.0.0.13", discover=(_FEED, _MAP),
        crawl_delay=0.3,
    ),
    NewsroomOutlet(
        id="dz_fajrsahra", name="فجر الصحراء", tagline="يومية جزائرية مستقلة", country="dz", city="الجزائر",
        timezone="Africa/Algiers", style=SiteStyle.DRUPAL, months=MonthNames.MAGHREBI, address="127.0.0.14", discover=(_FEED, _MAP),
    ),
    NewsroomOutlet(
        id="sa_riyahnajd", name="رياح نجد", tagline="أخبار الجزيرة", country="sa", city="الرياض",
        timezone="Asia/Riyadh", style=SiteStyle.DIVS, months=MonthNames.EGYPTIAN, address="127.0.0.15", discover=(_MAP,),
        arabic_digits=True, hijri=True,
    ),
    NewsroomOutlet(
        id="jo_jisrurdun", name="جسر الأردن", tagline="وكالة أنباء محلية", country="jo", city="إربد",
        timezone="Asia/Amman", style=SiteStyle.BREAKS, months=MonthNames.DOUBLE, address="127.0.0.16", discover=(_FEED, _SECTION),
    ),
    NewsroomOutlet(
        id="iq_dijlapress", name="دجلة برس", tagline="منذ عشرين عاما", country="iq", city="بغداد",
        timezone="Asia/Baghdad", style=SiteStyle.TABLE, months=MonthNames.LEVANTINE, address="127.0.0.17", discover=(_SECTION,),
    ),
)  # fmt: skip


def outlets(count: int = 7) -> tuple[NewsroomOutlet, ...]:
    """Return *count* outlets: the seven named ones, then numbered editions of them, each on its own address."""
    return tuple(_SEVEN[number] if number < len(_SEVEN) else _edition(number) for number in range(count))


def _edition(number: int) -> NewsroomOutlet:
    model = _SEVEN[number % len(_SEVEN)]
    edition, place = number // len(_SEVEN) + 1, _FIRST_ADDRESS + number
    return NewsroomOutlet(
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
