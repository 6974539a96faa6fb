"""What is no Arabic article: each refusal with its reason and the evidence that decided."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import parse_qs, unquote, urlsplit

from lxml.html import HtmlElement

from pipelines.arabic import fold
from pipelines.decode import Decoded
from pipelines.head import Head
from pipelines.language import language
from pipelines.tree import text_of
from pipelines.urls import is_home
from storage.records import Page, Reason, Rejected

_MAGIC = ((b"%PDF", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"PK\x03\x04", "ZIP"), (b"RIFF", "RIFF"))
_TYPES = re.compile(r"text/|html|xml|application/octet-stream", re.IGNORECASE)
_CHALLENGE = re.compile(
    r"just a moment|checking (?:if the site connection is secure|your browser)|verify you are (?:a )?human|attention required|cf-challenge|"
    r"ddos protection by|enable javascript and cookies to continue|لست روبوت|انك انسان|التحقق من (?:ال)?متصفح|يرجي التحقق من انك|"
    r"captcha|جاري التحقق من|التحقق من انك لست"
)
_SHELL = re.compile(r"(?:يجب|يرجي|الرجاء|قم ب)?\s*(?:تفعيل|تمكين)\s+(?:ال)?جافا\s?سكري?بت|you need to enable javascript|please enable javascript|javascript is (?:required|disabled)")
_SOFT_404 = re.compile(
    r"(?:الصفحه|الصفحة|المقال|الموضوع|الخبر|الرابط)\s+(?:المطلوبه|التي (?:تبحث عنها|طلبتها)|الذي (?:تبحث عنه|طلبته)|المطلوب)?\s*(?:غير موجود|لم يتم العثور|لا يوجد|قد حذف|تم حذف)|"
    r"لم يتم العثور علي (?:الصفحه|المقال|الموضوع|ما)|عذرا.{0,40}(?:غير موجود|لم يتم العثور|لا يمكن العثور)|خطا 404|404\s*[-–:]?\s*(?:not found|غير|الصفحه)|"
    r"page not found|الصفحه غير موجوده|هذه الصفحه غير متاحه|error 404"
)
_LOGIN = re.compile(r"(?:يجب|يرجي|الرجاء|عليك)\s+(?:عليك\s+)?تسجيل الدخول (?:ل|حتي|من اجل)|سجل الدخول لمتابعه القراءه|log in to continue|نحن نقدر خصوصيتك.{0,80}موافق")
_SHORT_PAGE = 900
_LEAST_WORDS = 15
_LEAST_LETTERS = 60
_TAG_PATH = re.compile(r"/(?:tags?|وسم|topics?|keyword|label|كلمات)/", re.IGNORECASE)
_SEARCH_PATH = re.compile(r"/(?:search|بحث)(?:/|$)", re.IGNORECASE)
_SECTION_PATH = re.compile(r"/(?:category|categories|section|sections|cat|قسم|تصنيف|author|page)/[^/]+/?(?:page/\d+/?)?$", re.IGNORECASE)
_BROKEN_SHARE = 0.01
_MOJIBAKE = re.compile(r"[ØÙÃÂ][\u0080-\u00bf\u0152-\u2122]|[ÇÈÊËÌÍÎÏÐÑÓÔÕÖØÙÚÛÜÝÞßáãäåæìíîï]{4,}")


def refuse_bytes(page: Page) -> Rejected | None:
    """Refuse what is no HTML by its first bytes or its declared type."""
    body = page.body.lstrip()[:1024]
    for magic, name in _MAGIC:
        if body.startswith(magic):
            return Rejected(reason=Reason.NOT_HTML, evidence=name)
    if page.content_type and not _TYPES.search(page.content_type):
        return Rejected(reason=Reason.NOT_HTML, evidence=page.content_type)
    if b"\x00" in body and not page.body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Rejected(reason=Reason.NOT_HTML, evidence="binary")
    if not body:
        return Rejected(reason=Reason.NOT_HTML, evidence="empty")
    return None


def refuse_text(decoded: Decoded) -> Rejected | None:
    """Refuse what could not be decoded."""
    if decoded.broken > _BROKEN_SHARE:
        return Rejected(reason=Reason.MOJIBAKE, evidence=f"{decoded.broken:.1%} of the characters are unreadable")
    return None


def refuse_answer(tree: HtmlElement, head: Head, visible: str) -> Rejected | None:
    """Refuse what a server or a guard says instead of the article, by its title and its few words."""
    title = fold(" ".join(filter(None, (head.title, *(text_of(each) for each in tree.iter("h1"))))))
    few = fold(visible[:_SHORT_PAGE * 2])
    short = len(visible) <= _SHORT_PAGE
    for reason, pattern in ((Reason.CHALLENGE, _CHALLENGE), (Reason.SOFT_404, _SOFT_404), (Reason.LOGIN_WALL, _LOGIN)):
        found = pattern.search(title) or (pattern.search(few) if short else None)
        if found is not None and (short or reason is not Reason.LOGIN_WALL):
            return Rejected(reason=reason, evidence=found[0][:120])
    if short and (found := _SHELL.search(few)) is not None:
        return Rejected(reason=Reason.SCRIPT_SHELL, evidence=found[0][:120])
    return None


def refuse_address(page: Page, head: Head) -> Rejected | None:
    """Refuse a front page, a search, a tag or a section by its address and what it says it is."""
    url = page.final_url
    parts = urlsplit(url)
    path = unquote(parts.path)
    if is_home(url) and parts.netloc:
        return Rejected(reason=Reason.HOME_PAGE, evidence=url)
    if _SEARCH_PATH.search(path) or set(parse_qs(parts.query)) & {"s", "q", "search"} and not re.search(r"\d{3,}", path):
        return Rejected(reason=Reason.SEARCH_PAGE, evidence=url)
    is_article = "article" in (head.meta("og:type") or "") or bool(head.jsonld.types)
    if not is_article and _TAG_PATH.search(path):
        return Rejected(reason=Reason.TAG_PAGE, evidence=url)
    if not is_article and _SECTION_PATH.search(path):
        return Rejected(reason=Reason.SECTION_PAGE, evidence=url)
    return None


def refuse_list(tree: HtmlElement, head: Head, body: Sequence[str]) -> Rejected | None:
    """Refuse a page of teasers: most of its body are links to other pages, or many headlines with a line each."""
    letters = sum(map(len, body))
    linked = _linked_letters(tree, body)
    titles = sum(1 for each in tree.iter("h2", "h3", "h4", "article") if each.find(".//a") is not None or each.getparent().tag == "a")
    if letters and linked / letters > 0.5 and titles >= 3:  # noqa: PLR2004  # half the text leads elsewhere
        return Rejected(reason=Reason.SECTION_PAGE, evidence=f"{linked / letters:.0%} of the text are links")
    said = bool(head.jsonld.published or head.meta("article:published_time"))
    long = [each for each in body if len(each.split()) > 30]  # noqa: PLR2004  # a paragraph of an article
    if not said and titles >= 8 and len(long) <= 2 and len(body) >= 4:  # noqa: PLR2004  # teasers, no text
        return Rejected(reason=Reason.SECTION_PAGE, evidence=f"{titles} headlines that lead elsewhere")
    return None


def refuse_body(body: str, headline: str, *, prior: str) -> Rejected | None:
    """Refuse what is no Arabic or no text; a short real article is two sentences."""
    found = language(body, prior=prior) if body else None
    if found != "ar":
        misread = len(_MOJIBAKE.findall(body))
        if misread > 10:  # noqa: PLR2004  # pairs that no language writes
            return Rejected(reason=Reason.MOJIBAKE, evidence=body[:80])
        if found is not None and len(body.split()) >= _LEAST_WORDS // 2:
            return Rejected(reason=Reason.NOT_ARABIC, evidence=f"the text is {found}", language=found)
    if len(body.split()) < _LEAST_WORDS or len(body) < _LEAST_LETTERS:
        return Rejected(reason=Reason.TOO_SHORT, evidence=f"{len(body.split())} words")
    spoken = language(headline, prior="ar")
    if spoken not in {"ar", None} and len(headline.split()) > 4 and language(body[:400], prior="ar") != "ar":  # noqa: PLR2004
        return Rejected(reason=Reason.NOT_ARABIC, evidence=f"the headline is {spoken}", language=spoken)
    return None


def _linked_letters(tree: HtmlElement, body: Sequence[str]) -> int:
    links = {fold(text) for each in tree.iter("a") if len(text := text_of(each)) > 12}  # noqa: PLR2004  # not "more"
    return sum(len(line) for line in body if fold(line) in links)
