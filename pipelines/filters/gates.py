"""Rejects what is not an Arabic article, with the reason and the evidence that decided."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml.html import HtmlElement

from pipelines.arabic import fold
from pipelines.filters.language import language
from pipelines.page.head import PageHead, says_article
from pipelines.page.landmarks import PageLandmarks
from pipelines.page.tree import text_of
from pipelines.web.decode import DecodedPage, wide_charset
from pipelines.web.urls import is_home
from storage.records import Page, Reason, Rejected

_MAGIC = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"PK\x03\x04", "ZIP"),
    (b"RIFF", "RIFF"),
)
_TYPES = re.compile(r"text/|html|xml|application/octet-stream", re.IGNORECASE)
_CHALLENGE = re.compile(
    r"just a moment|checking (?:if the site connection is secure|your browser)|verify you are (?:a )?human|captcha"
    r"|attention required|cf-challenge|ddos protection by|enable javascript and cookies to continue|لست روبوت"
    r"|انك انسان"
    r"|(?:يرجي|جاري) التحقق من|التحقق من (?:ال)?متصفح|التحقق من انك لست"
)
_LONG_NUMBER = re.compile(r"\d{3}")
_SHELL = re.compile(
    r"(?:تفعيل|تمكين|تشغيل)\s+(?:ال)?جافا\s?سكري?بت|(?:تفعيل|تمكين|تشغيل) javascript"
    r"|(?:you need to|please) enable javascript|javascript is (?:required|disabled)"
)
_SOFT_404 = re.compile(
    r"(?:الصفحه|المقال|الموضوع|الخبر|الرابط)\s++"
    r"(?>(?:المطلوبه|المطلوب|التي (?:تبحث عنها|طلبتها)|الذي (?:تبحث عنه|طلبته))?)\s*+"
    r"(?:غير موجود|غير متاح|لم يتم العثور|لا يوجد|قد حذف|تم حذف)"
    r"|لم يتم العثور علي (?:الصفحه|المقال|الموضوع|ما)|لم نعثر علي|(?:لا|لم) (?:يمكن|يتم) العثور علي (?:هذه )?الصفحه"
    r"|عذرا.{0,40}(?:غير موجود|لم يتم العثور|لا يمكن العثور)|(?:خطا|error) 404"
    r"|404\s*+[-–:]?+\s*+(?:not found|غير|الصفحه)|page not found|هذه الصفحه غير متاحه"
)
# The page is about itself: a headline does not apologise, and is not about the page that the reader looks for.
_APOLOGY = re.compile(
    r"(?:عذرا|عفوا|ناسف)[\W_]+.{0,20}(?:الصفحه|الرابط|المقال|الخبر|المحتوي)(?!\w).{0,30}"
    r"(?:غير موجود|غير متاح|لم يتم العثور|لا يمكن العثور|لم نجد)"
    r"|(?:لم يتم العثور علي|لم نعثر علي|لا يمكن العثور علي) (?:هذه )?(?:الصفحه|المقال|الخبر)|page not found"
    r"|(?:الصفحه|المقال|الخبر) (?:المطلوبه|المطلوب|التي (?:تبحث عنها|طلبتها)|الذي تبحث عنه) غير موجود"
)
# The notice of an outlet in place of a withdrawn article: it is about "this" article, or about the outlet.
_PIECE = "(?:مقال|مقاله|خبر|ماده|تقرير|موضوع|تحقيق)"
_WITHDRAWN = re.compile(
    rf"(?:تم|تمت|جري|قررنا|نعتذر عن) (?:سحب|حذف|ازاله|نشر) (?:هذا |هذه )(?:ال)?{_PIECE}(?!\w)"
    rf"|(?:سحبت|حذفت|ازالت) (?:اداره|هييه|اسره) (?:ال)?(?:تحرير|موقع|صحيفه|جريده) (?:هذا |هذه )?(?:ال)?{_PIECE}(?!\w)"
    rf"|(?:تم|تمت) (?:سحب|حذف|ازاله) (?:ال)?{_PIECE} (?:من قبل|بقرار من|بطلب من|من طرف) (?:اداره|هييه|اسره|ادارتنا)"
    rf"|(?:هذا|هذه) ال{_PIECE} (?:سحب|سحبت|حذف|حذفت|محذوف|محذوفه|تم سحب|تم حذف|قد سحب|تمت ازالت)"
    r"|this (?:article|story) (?:has been|was) (?:withdrawn|retracted|removed|unpublished)"
)
_LOGIN = re.compile(
    r"(?:يجب|يرجي|الرجاء|عليك)\s+(?:عليك\s+)?تسجيل الدخول (?:ل|حتي|من اجل)|سجل الدخول لمتابعه القراءه"
    r"|log in to continue|نحن نقدر خصوصيتك.{0,80}موافق"
)
_ANSWERS = (
    (Reason.CHALLENGE, _CHALLENGE),
    (Reason.WITHDRAWN, _WITHDRAWN),
    (Reason.SOFT_404, _SOFT_404),
    (Reason.LOGIN_WALL, _LOGIN),
    (Reason.SCRIPT_SHELL, _SHELL),
)
_REFRESH = re.compile(r"\s*+(?P<wait>\d{1,3})[\d.]*+\s*+[;,]\s*+url\s*+=\s*+[\"']?(?P<address>[^\"']+)", re.IGNORECASE)
_SOON = 10
_SHORT_PAGE = 900
_LONG_LINE, _ANSWER = 15, 300
_FEW_LINKS = 4
_EVIDENCE = 120
_MOST_LINES = 20_000
_TITLES = (6, 0.5)
"""A page without a headline is a list from this number of titles, and from this number for each paragraph."""
_LEAST_WORDS = 15
_ENOUGH_WORDS = 20
_TITLE_WORDS = 4
_LEAST_LETTERS = 60
_TAG_PATH = re.compile(r"/(?:tags?|وسم|topics?|keyword|label|كلمات)/", re.IGNORECASE)
_ROUTE = re.compile(r"!?/[^/]+/")
"""The address of a page within an application of scripts: `/#!/news/2217`."""
_SEARCH_PATH = re.compile(r"/(?:search|بحث)(?:/|$)", re.IGNORECASE)
_TOPIC = re.compile(r"/topics?/", re.IGNORECASE)
_THREAD_OF_TOPIC = re.compile(r"/topic/\d+", re.IGNORECASE)
_SECTION_PATH = re.compile(
    r"/(?:(?:category|categories|section|sections|cat|قسم|تصنيف|author)/[^/]+|page/\d+)/?(?:page/\d+/?)?$",
    re.IGNORECASE,
)
_SCRIPT_SAMPLE, _LEAST_OTHER, _STRAY = 6000, 600, 0.02
_ARABIC_LETTER, _ANY_LETTER = re.compile("[\u0620-\u06ff]"), re.compile(r"[^\W\d_]")
_BROKEN_SHARE = 0.01
_MOJIBAKE = re.compile(r"[ØÙÃÂ][\u0080-\u00bf\u0152-\u2122]|[ÇÈÊËÌÍÎÏÐÑÓÔÕÖØÙÚÛÜÝÞßáãäåæìíîï]{4,}")


def refuse_bytes(page: Page) -> Rejected | None:
    """Reject what is not HTML by its first bytes or its declared type."""
    body = page.body.lstrip()[:1024]
    for magic, name in _MAGIC:
        if body.startswith(magic):
            return Rejected(reason=Reason.NOT_HTML, evidence=name)
    if page.content_type and not _TYPES.search(page.content_type):
        return Rejected(reason=Reason.NOT_HTML, evidence=page.content_type)
    if b"\x00" in body and not page.body.startswith((b"\xff\xfe", b"\xfe\xff")) and not wide_charset(page.body):
        return Rejected(reason=Reason.NOT_HTML, evidence="binary")
    if not body:
        return Rejected(reason=Reason.NOT_HTML, evidence="empty")
    return None


def refuse_text(decoded: DecodedPage) -> Rejected | None:
    """Reject what could not be decoded."""
    if decoded.broken > _BROKEN_SHARE:
        return Rejected(reason=Reason.MOJIBAKE, evidence=f"{decoded.broken:.1%} of the characters are unreadable")
    return None


def refuse_mass(landmarks: PageLandmarks) -> Rejected | None:
    """Reject a page with more lines than any article: its reading would take seconds."""
    if len(landmarks.lines) <= _MOST_LINES:
        return None
    return Rejected(reason=Reason.TOO_DEEP, evidence=f"{len(landmarks.lines)} lines")


def refuse_answer(landmarks: PageLandmarks, head: PageHead, unscripted: str) -> Rejected | None:
    """Reject the answer of a server or a bot guard instead of an article, by its title and its few words.

    *unscripted* is the text for readers without scripts. A page with paragraphs is not such an answer, whatever its
    title is: there are articles about error 404. A page whose text is in JSON-LD, for scripts to print, is neither.
    """
    if sum(map(len, head.jsonld.body)) > _ANSWER and head.jsonld.is_free is not False:
        return None
    titles = (text_of(mark.element) for mark in landmarks.landmarks if mark.element.tag == "h1")
    title = fold(" ".join(filter(None, (head.title, *titles))))
    apology = _APOLOGY.search(title)
    if apology is not None and not says_article(head):
        return Rejected(reason=Reason.SOFT_404, evidence=apology[0][:_EVIDENCE])
    text = sum(len(each.text) for each in landmarks.lines if not each.linked and each.words >= _LONG_LINE)
    if text > _ANSWER:
        return None
    visible = fold(" ".join((*(each.text for each in landmarks.lines), unscripted)))
    short = len(visible) <= _SHORT_PAGE
    for reason, pattern in _ANSWERS:
        found = pattern.search(title) or (pattern.search(visible) if short else None)
        if found is not None and (short or reason is not Reason.LOGIN_WALL):
            return Rejected(reason=reason, evidence=found[0][:_EVIDENCE])
    if not landmarks.lines:
        return Rejected(reason=Reason.SCRIPT_SHELL, evidence=visible[:_EVIDENCE] or "no text")
    return None


def refuse_refresh(tree: HtmlElement, landmarks: PageLandmarks) -> Rejected | None:
    """Reject a page that only sends its readers on (`<meta http-equiv=refresh>`): a page must not steer the crawler."""
    if any(each.words >= _LONG_LINE for each in landmarks.lines):
        return None
    for each in tree.iter("meta"):
        found = _REFRESH.match(each.get("content") or "")
        if (each.get("http-equiv") or "").lower() == "refresh" and found is not None and int(found["wait"]) <= _SOON:
            return Rejected(reason=Reason.META_REFRESH, evidence=found["address"][:_EVIDENCE])
    return None


def refuse_address(page: Page, head: PageHead, landmarks: PageLandmarks) -> Rejected | None:
    """Reject a front page, a search, a tag page or a section by its URL and its declared type.

    Below `/topics/` outlets list articles, and others print long texts about a topic: those are no tag pages.
    """
    url = page.final_url
    parts = urlsplit(url)
    path = unquote(parts.path)
    if is_home(url) and parts.netloc and not _ROUTE.match(parts.fragment):
        return Rejected(reason=Reason.HOME_PAGE, evidence=url)
    queries = [each for name, each in parse_qsl(parts.query) if name in {"s", "q", "search"} and "/" not in each]
    if _SEARCH_PATH.search(path) or (queries and not _LONG_NUMBER.search(path)):
        return Rejected(reason=Reason.SEARCH_PAGE, evidence=url)
    is_article = says_article(head)
    if not is_article and _TAG_PATH.search(path) and not _is_about_topic(path, landmarks):
        return Rejected(reason=Reason.TAG_PAGE, evidence=url)
    is_sure = bool(head.jsonld.types) or head.meta("article:published_time") is not None
    if not is_sure and _TAG_PATH.search(path) and _is_titles(landmarks):
        return Rejected(reason=Reason.TAG_PAGE, evidence=url)
    if not is_article and _SECTION_PATH.search(path):
        return Rejected(reason=Reason.SECTION_PAGE, evidence=url)
    return None


def _is_titles(landmarks: PageLandmarks) -> bool:
    """Whether the page has titles of other pages, and one paragraph at most: some systems call that an article."""
    titles = sum(each.linked * 2 > len(each.text) and each.words >= _TITLE_WORDS for each in landmarks.lines)
    return titles >= _TITLES[0] and _paragraphs(landmarks) <= 1


def _paragraphs(landmarks: PageLandmarks) -> int:
    """Return how many paragraphs have few links: a running text names what other pages are about."""
    return sum(each.words >= _LONG_LINE and each.linked * _FEW_LINKS < len(each.text) for each in landmarks.lines)


def _is_about_topic(path: str, landmarks: PageLandmarks) -> bool:
    is_thread = _THREAD_OF_TOPIC.search(path) is not None
    return _TOPIC.search(path) is not None and not is_thread and landmarks.has_long_text


def refuse_script(landmarks: PageLandmarks, head: PageHead, *, prior: str) -> Rejected | None:
    """Reject a page in another script: neither its title nor its lines have Arabic letters."""
    if _ARABIC_LETTER.search(head.title or ""):
        return None
    texts = [each.text for each in landmarks.lines if each.words >= _TITLE_WORDS]
    text = " ".join(texts)[:_SCRIPT_SAMPLE]
    letters = len(_ANY_LETTER.findall(text))
    if letters < _LEAST_OTHER or len(_ARABIC_LETTER.findall(text)) > letters * _STRAY:
        return None
    found = language(" ".join(sorted(texts, key=len, reverse=True)), prior=prior)
    return Rejected(reason=Reason.NOT_ARABIC, evidence=f"the page is {found}", language=found)


def refuse_untitled(landmarks: PageLandmarks, *, prior: str, is_shell: bool = False) -> Rejected:
    """Reject a page without a headline: as not Arabic, as a list of titles, or for the missing headline."""
    refused = refuse_unheaded(" ".join(each.text for each in landmarks.lines), prior=prior)
    linked = [each for each in landmarks.lines if each.linked * 2 > len(each.text)]
    titles = sum(each.words >= _TITLE_WORDS for each in linked)
    paragraphs = _paragraphs(landmarks)
    if refused.reason is Reason.NO_HEADLINE and titles >= _TITLES[0] and titles > paragraphs * _TITLES[1]:
        evidence = f"no headline, and {titles} titles of other pages beside {paragraphs} paragraphs"
        return Rejected(reason=Reason.SECTION_PAGE, evidence=evidence)
    if is_shell and not paragraphs and refused.reason is Reason.NO_HEADLINE:
        return Rejected(reason=Reason.SCRIPT_SHELL, evidence=refused.evidence or "no text")
    return refused


def refuse_unheaded(visible: str, *, prior: str) -> Rejected:
    """Reject a text without a headline: as not Arabic where its words are in another language."""
    found = language(visible, prior=prior)
    if found not in {"ar", None} and len(visible.split()) > _ENOUGH_WORDS:
        return Rejected(reason=Reason.NOT_ARABIC, evidence=f"the page is {found}", language=found)
    return Rejected(reason=Reason.NO_HEADLINE, evidence=visible[:80])


def refuse_body(body: str, headline: str, *, prior: str, is_shell: bool = False) -> Rejected | None:
    """Reject what is not Arabic or too short; a short real article has two sentences.

    Where scripts fill the page (*is_shell*), the text is not too short: it is not there.
    """
    found = language(body, prior=prior) if body else None
    if found != "ar":
        misread = len(_MOJIBAKE.findall(body))
        if misread > 10:  # noqa: PLR2004  # pairs that no language writes
            return Rejected(reason=Reason.MOJIBAKE, evidence=body[:80])
        if found is not None and len(body.split()) >= _LEAST_WORDS // 2:
            return Rejected(reason=Reason.NOT_ARABIC, evidence=f"the text is {found}", language=found)
    if len(body.split()) < _LEAST_WORDS or len(body) < _LEAST_LETTERS:
        reason = Reason.SCRIPT_SHELL if is_shell else Reason.TOO_SHORT
        return Rejected(reason=reason, evidence=f"{len(body.split())} words")
    of_headline = language(headline, prior="ar")
    if of_headline not in {"ar", None} and len(headline.split()) > 4 and language(body[:400], prior="ar") != "ar":  # noqa: PLR2004
        return Rejected(reason=Reason.NOT_ARABIC, evidence=f"the headline is {of_headline}", language=of_headline)
    return None
