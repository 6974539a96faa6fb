"""The outlets that were considered for the catalogue and excluded, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedOutlet:
    """An outlet without a source file. *site* is the domain that lists name, *why* the reason in one English clause."""

    country: str
    outlet: str
    site: str
    why: str


EXCLUDED_OUTLETS = (
    ExcludedOutlet(
        country="dj",
        outlet="وكالة جيبوتي للأنباء",
        site="adi.dj",
        why="the site is French; the Arabic edition's address is not known",
    ),
    ExcludedOutlet(country="dj", outlet="إذاعة وتلفزيون جيبوتي", site="rtd.dj", why="the site is French"),
    ExcludedOutlet(
        country="dz",
        outlet="آخر ساعة",
        site="akhbarsaa.com",
        why="the host belongs to another name (أخبار الساعة), and two lists of one hand alone know it",
    ),
    ExcludedOutlet(
        country="dz",
        outlet="الفجر",
        site="al-fadjr.com",
        why="the paper is believed to have stopped; only lists of guessed addresses name it",
    ),
    ExcludedOutlet(
        country="dz",
        outlet="جزايرس",
        site="djazairess.com",
        why="repeats other outlets' pieces and has none of its own",
    ),
    ExcludedOutlet(
        country="dz", outlet="الراية", site="errayaonline.net", why="two lists of one hand alone know the address"
    ),
    ExcludedOutlet(
        country="dz", outlet="كل شيء عن الجزائر", site="tsa-algerie.com/ar", why="the Arabic edition ended in 2020"
    ),
    ExcludedOutlet(
        country="eg", outlet="أخبارك", site="akhbarak.net", why="repeats other outlets' pieces and has none of its own"
    ),
    ExcludedOutlet(
        country="eg", outlet="المصريون", site="almesryoon.com", why="seized in 2018; only lists of before know it"
    ),
    ExcludedOutlet(
        country="eg",
        outlet="أخبار مصر",
        site="egynews.net",
        why="a list of 2013 alone knows the address; its publisher's site is maspero.eg",
    ),
    ExcludedOutlet(country="eg", outlet="كورابيا", site="korabia.com", why="all traces of it are years old"),
    ExcludedOutlet(
        country="eg",
        outlet="الهيئة العامة للاستعلامات",
        site="sis.gov.eg",
        why="a government's information portal in many languages, whose home is no news page",
    ),
    ExcludedOutlet(country="gb", outlet="وطن", site="watanserb.com", why="its base is not known; not London"),
    ExcludedOutlet(
        country="iq",
        outlet="ناس نيوز",
        site="nasnews.com",
        why="the address leads elsewhere: it was reported as hijacked in July 2026",
    ),
    ExcludedOutlet(
        country="km", outlet="هيئة الإذاعة والتلفزيون القمرية", site="ortc.gouv.km", why="the site is French"
    ),
    ExcludedOutlet(
        country="kw", outlet="الصباح", site="alsabahpress.com", why="the address is known from one old program alone"
    ),
    ExcludedOutlet(country="ly", outlet="قناة 218", site="218tv.net", why="the channel closed in June 2022"),
    ExcludedOutlet(
        country="ma",
        outlet="المغرب اليوم",
        site="almaghribtoday.net",
        why="an edition of a network whose base is not known; not Moroccan",
    ),
    ExcludedOutlet(
        country="ma", outlet="مغرس", site="maghress.com", why="repeats other outlets' pieces and has none of its own"
    ),
    ExcludedOutlet(
        country="om",
        outlet="شؤون عُمانية",
        site="omaninfo.om",
        why="the host is the Ministry of Information's, not the outlet's",
    ),
    ExcludedOutlet(country="sd", outlet="سودانيز أونلاين", site="sudaneseonline.com", why="a discussion board"),
    ExcludedOutlet(
        country="sd", outlet="سودارس", site="sudaress.com", why="repeats other outlets' pieces and has none of its own"
    ),
    ExcludedOutlet(
        country="so",
        outlet="مركز مقديشو للبحوث والدراسات",
        site="mogadishucenter.com",
        why="a research centre, not a news outlet",
    ),
    ExcludedOutlet(
        country="so",
        outlet="الصومال اليوم",
        site="somaliatoday.net",
        why="an older address of somaliatodaynews.com, under a name of its own",
    ),
    ExcludedOutlet(
        country="sy",
        outlet="دام برس",
        site="dampress.net",
        why="one list of tested addresses alone knows it, and no trace is newer than December 2024",
    ),
    ExcludedOutlet(
        country="sy",
        outlet="تشرين",
        site="tishreen.news.sy",
        why="renamed الحرية in January 2025 and its site taken down; the new address is not known",
    ),
    ExcludedOutlet(
        country="tn", outlet="تورس", site="turess.com", why="repeats other outlets' pieces and has none of its own"
    ),
    ExcludedOutlet(
        country="us",
        outlet="إنفستنغ السعودية",
        site="sa.investing.com",
        why="a market data service without a known base, much of it translated",
    ),
)
