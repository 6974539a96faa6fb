"""Rejects pages whose own system declares another kind than an article: a list, a person's page, a service page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from pipelines.arabic import fold
from pipelines.page.head import PageHead
from pipelines.page.landmarks import PageLandmarks
from storage.records import Reason, Rejected

_TYPES = {
    "ProfilePage": Reason.SECTION_PAGE,
    "CollectionPage": Reason.SECTION_PAGE,
    "SearchResultsPage": Reason.SEARCH_PAGE,
    "AboutPage": Reason.SERVICE_PAGE,
    "ContactPage": Reason.SERVICE_PAGE,
}
"""schema.org's types of pages; an article can have one, too, but then it also has a node of an Article type."""
# The classes that WordPress gives <body>: https://developer.wordpress.org/reference/functions/get_body_class/
_WORDPRESS = (
    ("error404", Reason.SOFT_404),
    ("search-results", Reason.SEARCH_PAGE),
    ("search-no-results", Reason.SEARCH_PAGE),
    ("home", Reason.HOME_PAGE),
    ("tag", Reason.TAG_PAGE),
    ("archive", Reason.SECTION_PAGE),
    ("page", Reason.SERVICE_PAGE),
)
_OFFERS = frozenset({"single-product", "single-job_listing", "bbpress"})
"""Posts of shop, job and forum plug-ins (WooCommerce, WP Job Manager, bbPress). They are dated, as articles are."""
_TITLE_PARTS = re.compile(r"(?<!\s)\s++[|\-–—:»](?=\s)")
_WORDPRESS_ID = re.compile(r"(?:page-id|postid|category|author|tag|term|post-type|tax)-")
_PARAGRAPH, _UNLINKED = 15, 4
_LONG_PARAGRAPHS, _LONG_WORDS = 5, 250
_PERSON = re.compile(r"/(?:authors?|writers?|editors?|columnists?|profiles?|كاتب)(?:/[^/]+){1,2}/?$", re.IGNORECASE)
_LOGINS = frozenset({"login", "signin", "sign-in", "register", "signup", "sign-up"})
_SERVICES = frozenset(
    """
    subscribe subscription subscriptions plans pricing membership faq الاشتراكات اشترك الاسئلة-الشائعة
    newsletter newsletters about
    about-us aboutus contact contact-us contactus privacy privacy-policy terms terms-of-use terms-and-conditions
    advertise advertise-with-us sitemap rss epaper e-paper pdf currency currencies prayer prayers prayer-times weather
    horoscope live-tv schedule jobs careers من-نحن اتصل-بنا سياسة-الخصوصية النشرة-البريدية مواقيت-الصلاة أسعار-العملات
    """.split()  # noqa: SIM905  # a list of words reads better than a list of strings
)
_TITLES = {
    Reason.LOGIN_WALL: "تسجيل الدخول|سجل الدخول|سجل دخولك|سجل دخولك لمتابعة القراءة|سجل الدخول لمتابعة القراءة"
    "|سجل الدخول إلى حسابك|إنشاء حساب"
    "|هذا المحتوى مخصص للمشتركين|هذا المحتوى للمشتركين فقط|محتوى للمشتركين فقط|هذا المقال للمشتركين فقط",
    Reason.SERVICE_PAGE: "من نحن|عن الموقع|عن الصحيفة|عن الجريدة|عن الوكالة|حول الموقع|اتصل بنا|اتصلوا بنا|تواصل معنا"
    "|سياسة الخصوصية|شروط الاستخدام|اتفاقية الاستخدام|الشروط والأحكام|هيئة التحرير|فريق العمل|أعلن معنا|للإعلان معنا"
    "|النشرة البريدية|النشرات البريدية|القائمة البريدية|النشرة الإخبارية|مواقيت الصلاة|أوقات الصلاة|أسعار العملات"
    "|أسعار العملات اليوم|أسعار الذهب|أسعار الذهب اليوم|حالة الطقس|الطقس اليوم|خريطة الموقع|النسخة الورقية"
    "|العدد الورقي|أرشيف الأعداد|عدد اليوم pdf|البث المباشر|جدول البرامج|الوظائف|وظائف شاغرة",
}
_ALWAYS = (
    "من نحن|اتصل بنا|اتصلوا بنا|تواصل معنا|سياسة الخصوصية|شروط الاستخدام|اتفاقية الاستخدام|الشروط والأحكام|أعلن معنا"
)
"""No article has such a headline, whatever date its system gives to the page."""
_TO_SUBSCRIBE = re.compile(
    r"(?:اشترك|اشتركوا) (?:الان )?(?:في|ب) ?(?:ال)?(?:جريده|صحيفه|مجله|موقع|نسخه|نشره|خدمه)(?: \w+){0,4}"
    r"|(?:ال)?(?:باقات|خطط|اسعار|عروض) (?:ال)?اشتراك\w{0,2}(?: \w+){0,3}|الاشتراكات"
    r"|(?:ال)?اشتراك (?:في )?(?:ال)?(?:جريده|صحيفه|مجله|نسخه)(?: \w+){0,3}"
)
_SUBSCRIBE = re.compile(r"(?:اشترك|اشتركوا) في (?:ال)?(?:نشره|نشرات|نشرتنا)(?!\w)|عن (?P<site>.+)")


def refuse_declared(tree: HtmlElement, landmarks: PageLandmarks, head: PageHead, url: str) -> Rejected | None:
    """Reject a page that is a list, a person's page or a service page by its system, its schema.org type or its URL.

    A node of an Article type, or a date of publication in the head, is stronger than all of these. WordPress calls its
    pages `page`, and many sites print articles as pages: a long text is not refused for that class.
    """
    if head.jsonld.types:
        return None
    body = tree.find("body")
    names = (body.get("class") or "").split() if body is not None else []
    if offer := _OFFERS & {*names}:
        return Rejected(reason=Reason.SERVICE_PAGE, evidence=f"body.{min(offer)}")
    if head.meta("article:published_time") is not None:
        return None
    for each in head.jsonld.pages:
        if each in _TYPES:
            return Rejected(reason=_TYPES[each], evidence=f"schema.org {each}")
    if (head.meta("og:type") or "").lower() == "profile":
        return Rejected(reason=Reason.SECTION_PAGE, evidence="og:type profile")
    return _by_wordpress(names, is_long=_is_long(landmarks)) or _by_address(url)


def _is_long(landmarks: PageLandmarks) -> bool:
    texts = [each.words for each in landmarks.lines if each.linked * _UNLINKED < len(each.text)]
    paragraphs = [words for words in texts if words >= _PARAGRAPH]
    return len(paragraphs) >= _LONG_PARAGRAPHS or sum(paragraphs) >= _LONG_WORDS


def refuse_service(
    head: PageHead, headline: str | None, sites: frozenset[str], url: str, *, is_dated: bool
) -> Rejected | None:
    """Reject a page without a date that is about a service or a person.

    A service is known by the whole *headline* (`من نحن`), a person by the end of the URL. An opinion piece can have a
    URL below its writer's page, but it has a date. Some plug-ins give an article's node to every page: it counts for
    nothing where headline and URL name the same kind of service.
    """
    own = fold(_part(headline)).strip(" -–|:.!؟") if headline else ""
    is_always = own in {fold(each) for each in _ALWAYS.split("|")} or _TO_SUBSCRIBE.fullmatch(own) is not None
    if is_always and (not head.jsonld.types or _by_address(url) is not None):
        return Rejected(reason=Reason.SERVICE_PAGE, evidence=own)
    if head.jsonld.types:
        return None
    if is_dated or head.meta("article:published_time") is not None:
        return None
    for title in filter(None, (headline, *_parts(headline), *_parts(head.title))):
        folded = fold(title).strip(" -–|:.!؟")
        for reason, names in _TITLES.items():
            if folded in {fold(each) for each in names.split("|")}:
                return Rejected(reason=reason, evidence=title)
        found = _SUBSCRIBE.match(folded)
        if found is not None and (found["site"] is None or found["site"] in sites):
            return Rejected(reason=Reason.SERVICE_PAGE, evidence=title)
    is_person = _PERSON.search(unquote(urlsplit(url).path)) is not None
    return Rejected(reason=Reason.SECTION_PAGE, evidence=url) if is_person else None


def _parts(title: str | None) -> Iterator[str]:
    if title:
        yield _part(title)


def _part(title: str) -> str:
    """Return the first part of the title: the site's name follows a dash or a bar."""
    return _TITLE_PARTS.split(title)[0]


def _by_wordpress(names: Sequence[str], *, is_long: bool) -> Rejected | None:
    if "single" in names or any(each.startswith("single-") for each in names):
        return None
    if not any(each == "error404" or each.startswith("search-") or _WORDPRESS_ID.match(each) for each in names):
        return None
    kinds = [(each, why) for each, why in _WORDPRESS if each in names and not (each == "page" and is_long)]
    return next((Rejected(reason=why, evidence=f"body.{each}") for each, why in kinds), None)


def _by_address(url: str) -> Rejected | None:
    path = unquote(urlsplit(url).path)
    steps = [each for each in path.lower().removesuffix(".html").removesuffix(".aspx").split("/") if each]
    if 0 < len(steps) <= 2 and steps[-1] in _SERVICES | _LOGINS:  # noqa: PLR2004  # /ar/about
        reason = Reason.LOGIN_WALL if steps[-1] in _LOGINS else Reason.SERVICE_PAGE
        return Rejected(reason=reason, evidence=url)
    return None
