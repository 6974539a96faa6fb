"""The parts around an article on every site: menus, lists, share bars, comment forms, scripts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from crawler.newsroom.content.truth import NewsroomOutlet, NewsroomPiece

SECTIONS = ("سياسة", "اقتصاد", "رياضة", "ثقافة", "صحة", "تكنولوجيا", "بيئة", "تعليم", "مجتمع", "رأي")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNeighbours:
    """The links of a page: the front page of the outlet, and other articles by URL and headline."""

    home: str
    url: str
    latest: Sequence[tuple[str, str]]
    related: Sequence[tuple[str, str]]


def menu(near: PageNeighbours, *, more: str = "") -> str:
    """Return the main menu with the service pages; *more* are items of one page alone."""
    links = "".join(
        f'<li class="menu-item"><a href="{near.home}section/{escape(each)}">{each}</a></li>' for each in SECTIONS
    )
    service_pages = "".join(
        f'<li><a href="{near.home}page/{name}">{text}</a></li>'
        for name, text in (("about", "من نحن"), ("contact", "اتصل بنا"), ("ads", "أعلن معنا"), ("team", "هيئة التحرير"))
    )  # service pages
    return f'<nav class="main-nav" id="main-nav"><ul class="menu"><li><a href="{near.home}">الرئيسية</a></li>{links}{more}{service_pages}</ul></nav>'


def links(pairs: Sequence[tuple[str, str]], *, tag: str = "li", heading: str = "") -> str:
    """Return a list of links to other articles."""
    inside = f"<{heading}>{{}}</{heading}>" if heading else "{}"
    return "".join(
        f"<{tag}>" + inside.format(f'<a href="{url}">{escape(title)}</a>') + f"</{tag}>" for url, title in pairs
    )


def sidebar(near: PageNeighbours) -> str:
    """Return the column of lists beside an article."""
    return (
        f'<aside class="sidebar"><div class="widget"><h3>الأكثر قراءة</h3><ul>{links(near.latest)}</ul></div>'
        f'<div class="widget"><h3>آخر الأخبار</h3><ul>{links(near.related)}</ul></div>'
        '<div class="widget newsletter"><h3>القائمة البريدية</h3><p>اشترك في نشرتنا البريدية ليصلك كل جديد</p></div></aside>'
    )


def share() -> str:
    """Return the row of share buttons."""
    names = ("فيسبوك", "تويتر", "واتساب", "تيلقرام", "طباعة")
    return (
        '<div class="share-buttons">'
        + "".join(f'<a href="#" class="share-link">{each}</a>' for each in names)
        + "</div>"
    )


def comment_form() -> str:
    """Return WordPress's comment form in Arabic."""
    return (
        '<div id="respond" class="comment-respond"><h3 id="reply-title">اترك تعليقاً <small><a href="#">إلغاء الرد</a></small></h3>'
        '<form id="commentform"><p class="comment-notes">لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *</p>'
        "<p><label>التعليق *</label><textarea></textarea></p><p><label>الاسم *</label><input></p>"
        '<p><input type="submit" value="إرسال التعليق"></p></form></div>'
    )


def footer(outlet: NewsroomOutlet) -> str:
    """Return the footer: rights, the year, back to top, cookies."""
    return (
        f'<footer id="footer"><p>جميع الحقوق محفوظة © 2026 {outlet.name}</p><ul><li>سياسة الخصوصية</li><li>شروط الاستخدام</li></ul></footer>'
        '<div class="cookie-notice"><p>نستخدم ملفات تعريف الارتباط لتحسين تجربتك</p></div>'
        '<a id="go-to-top" class="go-to-top-button" href="#">زر الذهاب إلى الأعلى</a>'
    )


def scripts(seed: str) -> str:
    """Return styles and scripts of about twenty kilobytes, as real pages have them."""
    rules = "".join(
        f".{seed}-c{number}{{margin:{number % 9}px;padding:{number % 7}px;color:#{number * 7919 % 4096:03x}}}"
        for number in range(220)
    )
    code = "".join(
        f'window.{seed}cfg["k{number}"]={{"v":{number},"t":"slot-{number * 31 % 97}"}};' for number in range(160)
    )
    return f"<style>{rules}</style><script>window.{seed}cfg={{}};{code}</script>"


def jsonld(
    outlet: NewsroomOutlet,
    piece: NewsroomPiece,
    near: PageNeighbours,
    *,
    published: str,
    modified: str | None,
    image: str | None,
) -> str:
    """Return the page's JSON-LD; values that the article does not have are absent."""
    data: dict[str, object] = {
        "@type": "LiveBlogPosting" if piece.kind == "live" else "NewsArticle",
        "headline": piece.headline,
        "datePublished": published,
        "articleSection": piece.section,
        "publisher": {"@type": "Organization", "name": outlet.name},
        "mainEntityOfPage": near.url,
        "isAccessibleForFree": not piece.is_paywalled,
    }
    if modified:
        data["dateModified"] = modified
    if piece.authors:
        data["author"] = [{"@type": "Person", "name": each} for each in piece.authors]
    if piece.tags:
        data["keywords"] = list(piece.tags)
    if image:
        data["image"] = {"@type": "ImageObject", "url": image}
    graph = {"@context": "https://schema.org", "@graph": [data]}
    return f'<script type="application/ld+json">{json.dumps(graph, ensure_ascii=False)}</script>'
