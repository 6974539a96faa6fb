"""Rejects what a site offers beside its articles: questions and answers, rates, weather, branches, links, forums."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipelines.arabic import fold
from pipelines.page.head import PageHead
from pipelines.page.landmarks import names_of
from pipelines.page.tree import lines, text_of
from storage.records import Reason, Rejected

_DAY = r"(?: (?:اليوم|الان|غدا|لحظه بلحظه|مباشر\w*|المتوقعه|المتوقع|هذا الاسبوع|الاسبوعيه))*"
_MONEY = r"(?:ال)?(?:عملات|ذهب|فضه|صرف|دولار|يورو|نفط|معادن|اسهم|محروقات|وقود)"
_TITLE_PARTS = re.compile(r"(?<!\s)\s++[|\-–—»](?=\s)")
_TITLE = re.compile(
    r"(?:ال)?اسيله (?:و ?اجوبه|(?:ال)?(?:شايعه|متكرره|متداوله))(?: (?:حول|عن|ل)\S*(?: \S+){0,2})?|(?:سوال وجواب"
    r"|س و ?ج)|faqs?|frequently asked questions"
    rf"|(?:جدول |نشره |متابعه )?(?:سعر|اسعار) (?:صرف )?{_MONEY}(?: و{_MONEY}| (?:ال)?(?:اجنبيه|عربيه|رسميه)"
    rf"| مقابل \S+| في (?:السوق|البنوك|المصارف|\S+))*{_DAY}"
    rf"|(?:النشره الجويه|نشره الطقس|توقعات الطقس|حاله الطقس|حاله الجو|الطقس|طقس|درجات الحراره)(?: (?:في"
    rf"|ب)\S*(?: \S+){{0,2}})?{_DAY}"
    rf"|(?:حاله )?(?:ال)?طقس{_DAY}(?: (?:في|ب)\S*(?: \S+){{0,2}})?"
    r"|(?:قايمه |دليل |عناوين |مواقع |شبكه )?(?:ال)?فروع(?:نا)?(?: (?:وعناوين|ومكاتب|والصراف|ال|بنك"
    r"|مصرف)\S*(?: \S+){0,3})?|مكاتبنا|عناوين المكاتب|نقاط البيع"
    r"|(?:روابط|مواقع) (?:ال)?(?:مهمه|مفيده|سريعه|صديقه|هامه|خارجيه|ذات صله)|دليل (?:ال)?(?:مواقع|روابط|هاتف)"
    r"|(?:هواتف|ارقام) (?:ال)?(?:طوارئ|مهمه|الهواتف)\S*"
    r"|مواقيت الصلاه(?: (?:في|ب)\S*(?: \S+){0,2})?|(?:برامج|جدول) (?:ال)?(?:قناه|برامج|بث)\S*|الابراج(?: اليوم)?"
    r"|حظك اليوم"
)
_TENDER = re.compile(
    r"(?:اعلان (?:عن )?)?(?:طرح )?(?:ال)?(?:مناقصه|مزايده|ممارسه|عطاء|استدراج عروض|طلب (?:تقديم )?عروض(?: اسعار)?)"
    r"(?: (?:ال)?(?:عامه?|محدوده?|دوليه?|محليه?|علنيه?|وطنيه?|مفتوحه?|اسعار))*"
    r" (?:رقم|عدد) ?[:(]? ?[\d/\\\-]+\)?(?: \w+){0,8}"
)
"""The title of a call for tenders has its number."""
_QUESTION = re.compile(r"[؟?]\s*$")
_LEAST_QUESTIONS, _OF_HEADINGS, _ANSWER = 3, 0.6, 45
_SOFTWARE = re.compile(
    r"vbulletin|phpbb|xenforo|discourse|mybb|simple machines|\bsmf\b|invision|ipb\b|vanilla|flarum|nodebb|fluxbb"
    r"|punbb",
    re.IGNORECASE,
)
_THREAD = re.compile(
    r"/(?:showthread|viewtopic|showpost|forumdisplay|viewforum|newthread)(?:\.php)?\b|/(?:threads?|forums?"
    r"|forum-topics?|boards?)/[^/]+|/topic/\d+|[?&](?:showtopic|topic)=\d|^/t/[^/]+/\d+",
    re.IGNORECASE,
)
_HOST = re.compile(r"^(?:forums?|boards?|community|discuss|talk|answers)\.", re.IGNORECASE)
_POST = re.compile(
    r"(?:^|\s)(?:post[-_]?\d+|post_message_\d+|td_post_\d+|p\d{3,}|postbit\w*|postbody|post-?container|topic-post"
    r"|message--post|cPost|ipsComment|js-post|forum-?post|bbp-reply[\w-]*|post_wrapper)(?:\s|$)",
)
_PROFILE = re.compile(
    r"(?:^|\s)(?:post_author|author_statistics|author_information|postprofile|message-user|poster_?info)(?:\s|$)"
)
"""What forum software prints beside each post about its author."""
_LEAST_POSTS = 2
_PRODUCT = re.compile(r"(?:og:)?product(?:\.\w+)?")


def refuse_offer(tree: HtmlElement, head: PageHead, headline: str | None, *, is_dated: bool) -> Rejected | None:
    """Reject a page of questions, rates, weather, branches or links by its whole title, a product by its type.

    News is about these as well, so a page with a date or an article's node is believed. A job and a tender are always
    dated.
    """
    if head.jsonld.types:
        return None
    types = {*head.jsonld.pages, *_page_types(tree)}
    is_tender = headline is not None and _TENDER.fullmatch(fold(headline)) is not None
    if "JobPosting" in types or is_tender:
        evidence = "a tender by its title" if is_tender else "a job by its declared type"
        return Rejected(reason=Reason.SERVICE_PAGE, evidence=evidence)
    if is_dated or head.meta("article:published_time") is not None:
        return None
    if _PRODUCT.fullmatch((head.meta("og:type") or "").lower()) or "Product" in types:
        return Rejected(reason=Reason.SERVICE_PAGE, evidence="a product by its declared type")
    printed = [text_of(each) for each in tree.iter("h1")]
    alone = printed[0] if len(printed) == 1 else None  # the headline of a page whose title names the site
    for title in filter(None, (headline, _TITLE_PARTS.split(head.title or "")[0], alone)):
        if _TITLE.fullmatch(fold(title).strip(" -–|:.!؟")):
            return Rejected(reason=Reason.SERVICE_PAGE, evidence=title)
    return _questions(tree)


def _page_types(tree: HtmlElement) -> set[str]:
    """Return the types of the outermost microdata: what the page is, not what it mentions."""
    found = {
        (each.get("itemtype") or "").rstrip("/").rpartition("/")[2]
        for each in tree.iter("html", "body", "main", "div", "section", "article")
        if each.get("itemtype") and not any(up.get("itemtype") for up in each.iterancestors("div", "main", "article"))
    }
    return found if not any(each.endswith(("Article", "BlogPosting")) for each in found) else set()


def _questions(tree: HtmlElement) -> Rejected | None:
    """Reject questions with short answers: a long article can have questions as its headings, too."""
    headings = [text_of(each) for each in tree.iter("h2", "h3", "h4", "dt", "summary")]
    asked = [each for each in headings if _QUESTION.search(each)]
    if len(asked) < _LEAST_QUESTIONS or len(asked) <= len(headings) * _OF_HEADINGS:
        return None
    words = sum(each.words for each in lines(tree) if not each.linked)
    if words > len(asked) * _ANSWER:
        return None
    return Rejected(reason=Reason.SERVICE_PAGE, evidence=f"{len(asked)} questions as headings: {asked[0][:60]}")


def refuse_thread(tree: HtmlElement, head: PageHead, url: str) -> Rejected | None:
    """Reject the thread of a forum, dated or not: by schema.org, or a thread's address with posts or forum software.

    *tree* must be whole: posts are pruned as readers' comments are. The portal of a forum prints articles, with
    comments below them that are built like posts.
    """
    if head.jsonld.types:
        return None
    parts = urlsplit(url)
    if {"DiscussionForumPosting", "QAPage"} & {*head.jsonld.pages, *_page_types(tree)}:
        return Rejected(reason=Reason.SERVICE_PAGE, evidence="a discussion by schema.org")
    is_forum = _SOFTWARE.search(head.meta("generator") or "") is not None or _HOST.search(parts.netloc) is not None
    place = f"{parts.path}?{parts.query}"
    is_thread = _THREAD.search(place) is not None
    if not (is_forum or is_thread):
        return None
    names = [names_of(each) for each in tree.iter("div", "article", "li", "table", "td", "section", "dl")]
    posts = max(sum(pattern.search(each) is not None for each in names) for pattern in (_POST, _PROFILE))
    if is_thread and (posts >= _LEAST_POSTS or is_forum):
        return Rejected(reason=Reason.SERVICE_PAGE, evidence=f"a forum's thread of {posts} posts")
    return None
