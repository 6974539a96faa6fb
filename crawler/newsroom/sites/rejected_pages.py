"""The newsroom's pages that are not articles, although a listing names them."""

from __future__ import annotations

from html import escape

from crawler.newsroom.content.truth import NewsroomOutlet, NewsroomPiece
from crawler.newsroom.sites.page_parts import PageNeighbours, footer, links, menu, scripts, sidebar
from storage.records import Reason


def page(outlet: NewsroomOutlet, piece: NewsroomPiece, near: PageNeighbours) -> str:
    """Return the challenge, the soft 404 or the page of teasers for *piece*."""
    if piece.rejected is Reason.CHALLENGE:
        return _challenge(piece)
    if piece.rejected is Reason.SOFT_404:
        return _missing(outlet, piece, near)
    return _teasers(outlet, piece, near)


def section(outlet: NewsroomOutlet, name: str, near: PageNeighbours) -> str:
    """Return a section page: the teasers of *near.latest*."""
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="UTF-8"><title>{escape(name)} - {outlet.name}</title>'
        f'<meta property="og:site_name" content="{outlet.name}"></head><body>{menu(near)}<h1>{escape(name)}</h1>'
        f'<div class="posts">{links(near.latest, tag="article", heading="h2")}</div>{footer(outlet)}</body></html>'
    )


def _challenge(piece: NewsroomPiece) -> str:
    return (
        '<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="UTF-8"><title>Just a moment...</title></head><body>'
        f"<h1>{escape(piece.headline)}</h1><p>يرجى التحقق من أنك لست روبوتا قبل المتابعة إلى الموقع.</p>"
        '<div id="cf-challenge">يتم الآن فحص اتصالك، قد يستغرق ذلك بضع ثوان.</div></body></html>'
    )


def _missing(outlet: NewsroomOutlet, piece: NewsroomPiece, near: PageNeighbours) -> str:
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="UTF-8"><title>الصفحة غير موجودة - {outlet.name}</title></head>'
        f'<body>{menu(near)}<div class="error-404"><h1>{escape(piece.headline)}</h1><p>ربما حذفت الصفحة أو تغير عنوانها. جرب البحث.</p></div>'
        f"{sidebar(near)}{footer(outlet)}</body></html>"
    )


def _teasers(outlet: NewsroomOutlet, piece: NewsroomPiece, near: PageNeighbours) -> str:
    teasers = "".join(
        f'<div class="td_module"><h3 class="entry-title"><a href="{url}">{escape(title)}</a></h3><p><a href="{url}">{escape(title)}، التفاصيل في هذا الخبر</a></p></div>'  # one line of markup
        for url, title in (*near.latest, *near.related)
    )
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="UTF-8"><title>{escape(piece.headline)} - {outlet.name}</title>'
        f'<meta property="og:title" content="{escape(piece.headline)}"><meta property="og:type" content="article">{scripts("sc")}</head>'
        f'<body>{menu(near)}<h1 class="entry-title">{escape(piece.headline)}</h1><div class="td-ss-main-content">{teasers}</div>{footer(outlet)}</body></html>'
    )
