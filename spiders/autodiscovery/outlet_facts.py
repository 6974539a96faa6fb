"""The facts about an outlet from its own documents: name, language, country, zone, CMS, each with its evidence.

Nothing is invented: a fact without evidence is `None`, and a fact with weak evidence is marked as doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from pipelines.arabic import clean
from pipelines.filters.language import language
from pipelines.page.tree import flat
from pipelines.web.urls import host_of
from spiders.autodiscovery.countries import BORROWED_ENDINGS, COUNTRIES, dialled_country, named_country
from spiders.autodiscovery.organisation import OrganisationFacts, organisations

_PARTS = re.compile(r"(?<!\s)\s++[-–—|:»«•·](?=\s)|[|»«•]")
_NO_NAME = re.compile(r"(?:ال)?(?:صفحة )?الرئيسية|home(?: ?page)?|rss|feed|الخلاصة|index|أخبار|news", re.IGNORECASE)
_FEED_TAIL = re.compile(r"(?<!\s)\s*+(?>(?:[-–—|»:]\s*+)?)(?:rss|feed|atom|الخلاصة|خلاصة)\s*+$", re.IGNORECASE)
_ARABIC, _LANGUAGE = re.compile("[\u0621-\u064a]"), re.compile("[a-z]{2,3}")
_REGION = re.compile(r"[a-z]{2,3}[-_]([A-Za-z]{2})")
_DEFAULT_LOCALES = frozenset({"ar_ar"})
"""Facebook's code for Arabic without a country; AR would be Argentina."""
_CMS = (
    ("WordPress", re.compile(r"wp-content/|wp-includes/|/wp-json", re.IGNORECASE)),
    ("Drupal", re.compile(r"/sites/(?:default|all)/|drupal-settings-json|data-drupal-", re.IGNORECASE)),
    ("Joomla", re.compile(r"/media/(?:system|jui)/js/|option=com_content", re.IGNORECASE)),
    ("Blogger", re.compile(r"blogger\.com/static|blogblog\.com", re.IGNORECASE)),
)
_GENERATORS = re.compile(
    r"wordpress|drupal|joomla|blogger|ghost|typo3|liferay|sitecore|umbraco|plone|hugo|wix", re.IGNORECASE
)
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectedFact:
    """One fact. *because* names the evidence for people; *doubtful*: the evidence is weak."""

    value: str
    because: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletFacts:
    """The facts about an outlet; `None`: no document has evidence for it."""

    name: DetectedFact | None = None
    language: DetectedFact | None = None
    country: DetectedFact | None = None
    timezone: DetectedFact | None = None
    cms: DetectedFact | None = None


def outlet_facts(home: str, tree: HtmlElement | None, *, titles: Sequence[str], feed_title: str | None) -> OutletFacts:
    """Return the facts from the front page at *home* and its feed. *titles* are headlines, to detect the language.

    *tree* is `None` when the front page could not be read.
    """
    found = organisations(tree) if tree is not None else ()
    country = next(_countries(home, tree, found), None)
    return OutletFacts(
        name=_name(tree, found, feed_title),
        language=_language(tree, titles),
        country=country,
        timezone=zone_of(country),
        cms=cms_of(tree) if tree is not None else None,
    )


def zone_of(country: DetectedFact | None) -> DetectedFact | None:
    """Return the time zone of a country of the Arab League; `None` for other countries, which may have several."""
    found = COUNTRIES.get(country.value) if country is not None else None
    if country is None or found is None:
        return None
    return DetectedFact(value=found.zone, because=f"the zone of {country.value}", doubtful=country.doubtful)


def offset_doubt(zone: str, offset_seconds: float | None, at: datetime) -> str | None:
    """Return a doubt about *zone* when the UTC offset in a feed is not its offset at that time; `None` if it fits.

    Offset zero is ignored, because servers print UTC whatever the outlet's local time is.
    """
    if not offset_seconds:
        return None
    expected = at.astimezone(ZoneInfo(zone)).utcoffset()
    if expected is None or expected.total_seconds() == offset_seconds:
        return None
    printed, known = offset_seconds / 3600, expected.total_seconds() / 3600
    return f"its feed prints times {printed:+g} hours from UTC, and {zone} is {known:+g}"


def _name(tree: HtmlElement | None, found: Sequence[OrganisationFacts], feed_title: str | None) -> DetectedFact | None:
    names = [DetectedFact(value=text, because=why) for text, why in _names(tree, found, feed_title) if _is_name(text)]
    arabic = [each for each in names if _ARABIC.search(each.value)]
    if names:
        return (arabic or names)[0]
    pieces = [name for each in _PARTS.split(_title(tree)) if _is_name(name := each.strip())]
    return DetectedFact(value=pieces[0], because="the title of the front page", doubtful=True) if pieces else None


def _names(
    tree: HtmlElement | None, found: Sequence[OrganisationFacts], feed_title: str | None
) -> Iterator[tuple[str, str]]:
    if tree is not None:
        yield _meta(tree, "og:site_name"), "og:site_name"
    yield from ((each.name, "JSON-LD") for each in found if each.name)
    if tree is not None:
        yield _meta(tree, "application-name"), "application-name"
    title = _FEED_TAIL.sub("", clean(feed_title or ""))
    yield next((name for each in _PARTS.split(title) if _is_name(name := each.strip())), ""), "the title of its feed"


def _is_name(text: str) -> bool:
    return 1 < len(text) <= _LONGEST_NAME and not _NO_NAME.fullmatch(text)


def _language(tree: HtmlElement | None, titles: Sequence[str]) -> DetectedFact | None:
    attribute = (tree.get("lang") or tree.get("xml:lang") or "") if tree is not None else ""
    declared = attribute.strip().lower().replace("_", "-").partition("-")[0]
    declared = declared if _LANGUAGE.fullmatch(declared) else ""
    detected = language(" . ".join(titles), prior=declared or None) if titles else None
    if detected is not None and detected != "und":
        if declared and declared != detected:
            return DetectedFact(value=detected, because=f"the headlines; the page declares {declared}", doubtful=True)
        return DetectedFact(value=detected, because="html lang and the headlines" if declared else "the headlines")
    return DetectedFact(value=declared, because="html lang", doubtful=True) if declared else None


def _countries(home: str, tree: HtmlElement | None, found: Sequence[OrganisationFacts]) -> Iterator[DetectedFact]:
    """Yield the possible countries, the one with the best evidence first."""
    for each in found:
        if each.country and (code := named_country(each.country)):
            yield DetectedFact(value=code, because="JSON-LD, the organisation's address")
    if tree is not None and (code := named_country((_meta(tree, "geo.region") or _meta(tree, "geo.country"))[:2])):
        yield DetectedFact(value=code, because="geo.region")
    ending = host_of(home).rpartition(".")[2]
    if ending in COUNTRIES:
        yield DetectedFact(value=ending, because=f"the host's ending .{ending}", doubtful=ending in BORROWED_ENDINGS)
    if tree is not None:
        yield from _hinted(tree, found)


def _hinted(tree: HtmlElement, found: Sequence[OrganisationFacts]) -> Iterator[DetectedFact]:
    """Yield the countries with weak evidence: a theme's locale, a telephone number."""
    for locale, where in ((_meta(tree, "og:locale"), "og:locale"), (tree.get("lang") or "", "html lang")):
        region = _REGION.fullmatch(locale.strip())
        if region and locale.strip().lower() not in _DEFAULT_LOCALES and region[1].lower() in COUNTRIES:
            yield DetectedFact(value=region[1].lower(), because=f"{where} {locale.strip()}", doubtful=True)
    numbers = [each.telephone for each in found if each.telephone]
    links = (each.get("href", "") for each in tree.iter("a"))
    numbers += [each.removeprefix("tel:") for each in links if each.startswith("tel:")]
    for number in numbers:
        if code := dialled_country(number):
            yield DetectedFact(value=code, because=f"the telephone number {number.strip()}", doubtful=True)


def cms_of(tree: HtmlElement) -> DetectedFact | None:
    """Return the publishing system, from the page's generator or from its paths; `None` if it is not known."""
    generator = _meta(tree, "generator")
    if found := _GENERATORS.search(generator):
        name = next((each for each, _ in _CMS if each.lower() == found[0].lower()), found[0].capitalize())
        return DetectedFact(value=name, because=f"generator {generator[:40]}")
    paths = [each.get(name, "") for each in tree.iter("link", "script", "img", "a") for name in ("href", "src")]
    paths += [f"{name}={value}" for each in tree.iter("script") for name, value in each.attrib.items()]
    text = "\n".join(paths)
    return next((DetectedFact(value=name, because="its paths") for name, pattern in _CMS if pattern.search(text)), None)


def _meta(tree: HtmlElement, name: str) -> str:
    for each in tree.iter("meta"):
        if name in {(each.get("property") or "").lower(), (each.get("name") or "").lower()}:
            return clean(flat(each.get("content")))
    return ""


def _title(tree: HtmlElement | None) -> str:
    found = next(tree.iter("title"), None) if tree is not None else None
    return clean(flat(found.text)) if found is not None else ""


def is_article_page(tree: HtmlElement) -> bool:
    """Whether a page declares that it is one article."""
    return _meta(tree, "og:type").lower() == "article"


def zone_name(text: str) -> str:
    """Return *text* when it is a zone of the tz database. Raises ValueError for other texts."""
    try:
        return ZoneInfo(text).key
    except (OSError, KeyError) as error:
        raise ValueError(f"{text!r} is not a zone of the tz database (Africa/Casablanca, ...)") from error


def site_root(url: str) -> str:
    """Return the front page of the host of *url*."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"
