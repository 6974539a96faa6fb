"""The pattern of article links: today's, tomorrow's, and nothing else."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from spiders.autodiscovery.page_links import PageLink
from spiders.autodiscovery.url_pattern import article_pattern
from spiders.listings.listing import follows
from tests.support.tables import every_row

SITE = "https://outlet.example"
HEADLINE = "الحكومة تعلن خطة جديدة لدعم القرى"
MENU = (
    ("/", "الرئيسية"), ("/sport", "رياضة"), ("/politics/", "سياسة"), ("/about-us", "من نحن"), ("/page/contact", "اتصل بنا"),
    ("/tag/12345", "وسم"), ("/tag/x-y-z/", "وسم آخر"), ("/author/ahmed-ben-ali", "أحمد بن علي"), ("/category/news", "أخبار"),
    ("/2026/11/", "نوفمبر"), ("/page/2/", "التالي"), ("/rss.xml", "RSS"),
)  # fmt: skip
SLUGS = tuple(quote(f"خبر-عن-القرى-{each}") for each in "أبتثجحخد")
FORMS = {
    "date and slug": ([f"/2026/11/{n:02d}/{each}/" for n, each in enumerate(SLUGS, 1)], f"/2027/1/3/{SLUGS[0]}x/"),
    "month and slug": ([f"/2026/11/{each}/" for each in SLUGS], f"/2027/01/{quote('خبر-آخر')}/"),
    "number in a folder": ([f"/news/{n}" for n in range(10_000, 10_008)], "/news/10000231"),
    "number with an ending": ([f"/story/{n}.htm" for n in range(10_000, 10_008)], "/story/20001.htm"),
    "section, number, slug": (
        [f"/{each}/{700_000 + n}/x-{n}" for n, each in enumerate(("sport", "politics", "world") * 3)],
        "/health/810000/a-new-one",
    ),
    "number before the slug": ([f"/articles/{10_000 + n}-story-{n}/" for n in range(8)], "/articles/99999-another/"),
    "number behind the slug": ([f"/{each}-{1_500_000 + n}.html" for n, each in enumerate(SLUGS)], "/slug-1600000.html"),
    "slug alone": ([f"/{each}/" for each in SLUGS], f"/{quote('هدف-رائع')}/"),
    "slugs of two sections": (
        [f"/{part}/{each}" for part in ("sport", "politics") for each in SLUGS[:4]],
        f"/world/{SLUGS[7]}",
    ),
    "number in the query": ([f"/news.php?id={9_000 + n}&lang=ar" for n in range(8)], "/news.php?id=12000&lang=ar"),
    "dotted number": ([f"/news/details/1.{1_500_000 + n}" for n in range(8)], "/news/details/1.1600001"),
    "post of WordPress": ([f"/?p={4_000 + n}" for n in range(8)], "/?p=5120"),
}


def _links(paths: list[str]) -> list[PageLink]:
    menu = [PageLink(url=SITE + path, words=words, in_menu=True) for path, words in MENU]
    return [*menu, *(PageLink(url=SITE + path, words=HEADLINE, in_menu=False) for path in paths)]


@pytest.mark.parametrize("has_feed", [True, False], ids=["with a feed", "from links alone"])
@pytest.mark.parametrize("form", FORMS)
def test_the_pattern_holds_articles_and_nothing_else(form: str, *, has_feed: bool) -> None:
    """It matches every article of today and one of tomorrow, and no menu, tag, author, month or further page."""
    paths, tomorrow = FORMS[form]
    pattern = article_pattern(_links(paths), [SITE + each for each in paths] if has_feed else ())
    assert pattern is not None
    missed = [each for each in (*paths, tomorrow) if not follows(pattern.regex, SITE + each)]
    wrong = [path for path, _ in MENU if follows(pattern.regex, SITE + path)]

    assert ([], []) == (missed, wrong)


@every_row("form", FORMS)
def test_the_pattern_names_no_article(form: str) -> None:
    """No number, date or slug of today's articles stands in it."""
    paths, _ = FORMS[form]
    pattern = article_pattern(_links(paths))
    assert pattern is not None

    assert [] == [each for each in ("2026", "10000", "7000", "15000", "9000", "خبر") if each in pattern.regex]


def test_a_page_without_headlines_has_no_pattern() -> None:
    """A menu alone tells nothing, and nothing is made up."""
    assert article_pattern(_links([])) is None


def test_a_stray_does_not_widen_the_pattern() -> None:
    """One advertisement among twenty articles of a feed is told as another form, and not matched."""
    urls = [f"{SITE}/news/{n}" for n in range(10_000, 10_020)]
    stray = f"{SITE}/offers/summer"
    pattern = article_pattern(_links([]), [*urls, stray])
    assert pattern is not None

    assert (False, (20, 21)) == (follows(pattern.regex, stray), (pattern.matched, pattern.of))


def test_a_picture_without_words_is_no_page_of_the_menu() -> None:
    """What is linked with a picture alone may be an article: it is not left out by name."""
    links = [
        *_links([f"/{each}/" for each in SLUGS]),
        PageLink(url=f"{SITE}/one-more-story-here/", words="", in_menu=False),
    ]
    pattern = article_pattern(links)
    assert pattern is not None

    assert follows(pattern.regex, f"{SITE}/one-more-story-here/")


def test_short_headlines_are_headlines_where_the_shape_tells() -> None:
    """Two words and a number: three links are enough; in the menu the same is none."""
    links = [PageLink(url=f"{SITE}/news/{12_000 + n}", words=f"خبر {n}", in_menu=False) for n in range(3)]
    pattern = article_pattern(links)
    in_menu = article_pattern([PageLink(url=each.url, words=each.words, in_menu=True) for each in links])

    assert (r"^https?://[^/]+/news/\d{3,}/?$", None) == (pattern.regex if pattern else None, in_menu)
