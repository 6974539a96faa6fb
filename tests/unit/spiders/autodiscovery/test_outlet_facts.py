"""Who an outlet is, from its own documents, and what they leave open."""

from __future__ import annotations

from datetime import UTC, datetime

from pipelines.page.tree import parse
from spiders.autodiscovery.outlet_facts import DetectedFact, OutletFacts, offset_doubt, outlet_facts
from tests.support.tables import every_row
from tests.unit.spiders.sites import HEADLINE, HOME, page

ORGANISATION = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Alofoq"}, '
    '{"@type": ["NewsMediaOrganization"], "name": "الأفق", "address": {"addressCountry": %s}, "telephone": "+212 5 37 00 00 00"}]}</script>'
)


def _facts(
    text: str, *, home: str = HOME, titles: tuple[str, ...] = (HEADLINE,), feed: str | None = None
) -> OutletFacts:
    return outlet_facts(home, parse(text), titles=titles, feed_title=feed)


def _values(facts: OutletFacts) -> tuple[str | None, ...]:
    values: tuple[DetectedFact | None, ...] = (facts.name, facts.language, facts.country, facts.timezone, facts.cms)
    return tuple(each.value if each else None for each in values)


def test_an_outlet_that_says_all_is_known() -> None:
    """Name, language, country and zone from the front page, and its system from the generator."""
    head = ORGANISATION % '"MA"' + '<meta name="generator" content="WordPress 6.7">'

    assert ("الأفق", "ar", "ma", "Africa/Casablanca", "WordPress") == _values(_facts(page("", head=head)))


def test_an_outlet_that_says_nothing_is_left_blank() -> None:
    """No country and no zone are made up; the title's first part is a name in doubt."""
    facts = _facts(page(""))

    assert (("الأفق", "ar", None, None, None), True) == (_values(facts), facts.name is not None and facts.name.doubtful)


@every_row("country", ['"Morocco"', '{"@type": "Country", "name": "المغرب"}', '"ma"', '["MA"]'])
def test_a_country_is_read_as_it_is_written(country: str) -> None:
    """Letters, an English or an Arabic name, a node or a list."""
    found = _facts(page("", head=ORGANISATION % country)).country

    assert DetectedFact(value="ma", because="JSON-LD, the organisation's address") == found


@every_row(
    ("head", "lang", "home", "expected"),
    [
        ("", "ar", "https://www.outlet.com.eg/", ("eg", False)),
        ("", "ar", "https://outlet.ly/", ("ly", True)),
        ("", "ar-SA", HOME, ("sa", True)),
        ('<meta property="og:locale" content="ar_JO">', "ar", HOME, ("jo", True)),
        ('<meta property="og:locale" content="ar_AR">', "ar", HOME, None),
        ('<meta name="geo.region" content="TN-11">', "ar", HOME, ("tn", False)),
        ("", "en-US", HOME, None),
    ],
)
def test_what_is_mentioned_in_passing_is_doubtful(
    head: str, lang: str, home: str, expected: tuple[str, bool] | None
) -> None:
    """An ending is sure unless it is sold abroad; locales are a theme's habit; Facebook's ar_AR names no country."""
    found = _facts(page("", head=head, lang=lang), home=home).country

    assert expected == ((found.value, found.doubtful) if found else None)


def test_a_telephone_number_hints_at_a_country() -> None:
    """An international code is better than nothing, and doubtful."""
    found = _facts(page('<a href="tel:+96265000000">اتصل</a>')).country

    assert found == DetectedFact(value="jo", because="the telephone number +96265000000", doubtful=True)


def test_the_headlines_overrule_the_declared_language() -> None:
    """Themes say lang="en" on Arabic pages."""
    found = _facts(page("", lang="en-US")).language

    assert DetectedFact(value="ar", because="the headlines; the page declares en", doubtful=True) == found


def test_a_country_outside_the_league_has_no_zone() -> None:
    """An Arabic outlet of Britain: the country is known, its zone is for a person to say."""
    assert ("gb", None) == _values(_facts(page("", head=ORGANISATION % '"GB"')))[2:4]


def test_an_arabic_name_is_preferred() -> None:
    """Where the site calls itself in both letters, readers know the Arabic one; the feed's addition is cut."""
    head = '<meta property="og:site_name" content="Alofoq">'

    assert ["Alofoq", "صدى الأفق"] == [
        facts.name.value
        for feed in (None, "صدى الأفق - الخلاصة")
        if (facts := _facts(page("", head=head), feed=feed)).name
    ]


def test_paths_tell_the_system() -> None:
    """Where no generator is named."""
    pages = ('<img src="/wp-content/x.png">', '<img src="/sites/default/files/x.png">', '<img src="/x.png">')

    assert ["WordPress", "Drupal", None] == [_values(_facts(page(each)))[4] for each in pages]


def test_a_feed_on_another_clock_is_reported() -> None:
    """UTC says nothing; another offset than the zone's is a doubt."""
    at = datetime(2026, 11, 23, tzinfo=UTC)
    values = [offset_doubt("Asia/Riyadh", each, at) for each in (None, 0.0, 10_800.0, 3_600.0)]

    assert [None, None, None, "its feed prints times +1 hours from UTC, and Asia/Riyadh is +3"] == values
