"""Renders an article as a page in the style of its outlet."""

from __future__ import annotations

from html import escape

from crawler.newsroom.content.credits import credits_of
from crawler.newsroom.content.printing import machine_date, printed_date
from crawler.newsroom.content.truth import NewsroomOutlet, NewsroomPiece, SiteStyle
from crawler.newsroom.sites import rejected_pages
from crawler.newsroom.sites.page_parts import (
    PageNeighbours,
    comment_form,
    footer,
    jsonld,
    links,
    menu,
    scripts,
    share,
    sidebar,
)
from storage.records import ArticleKind

_LANGUAGES = {"ar": "ar", "fa": "fa-IR", "fr": "fr-FR"}


def render(outlet: NewsroomOutlet, piece: NewsroomPiece, near: PageNeighbours) -> bytes:
    """Return the page as bytes in the outlet's encoding."""
    if piece.rejected is not None and piece.body == ():
        return rejected_pages.page(outlet, piece, near).encode()
    bodies = {
        SiteStyle.JANNAH: _jannah,
        SiteStyle.TAGDIV: _tagdiv,
        SiteStyle.SAHIFA: _sahifa,
        SiteStyle.DRUPAL: _drupal,
        SiteStyle.DIVS: _divs,
        SiteStyle.BREAKS: _breaks,
        SiteStyle.TABLE: _table,
    }
    text = bodies[outlet.style](outlet, piece, near)
    return text.encode("cp1256", "xmlcharrefreplace") if outlet.style is SiteStyle.TABLE else text.encode()


def _head(
    outlet: NewsroomOutlet, piece: NewsroomPiece, near: PageNeighbours, *, metas: str = "", extra: str = ""
) -> str:
    title = f"{escape(piece.headline)} - {outlet.name}"
    summary = f'<meta property="og:description" content="{escape(piece.summary)}">' if piece.summary else ""
    image = f'<meta property="og:image" content="{near.home.rstrip("/")}{piece.image}">' if piece.image else ""
    direction = "rtl" if piece.language in {"ar", "fa"} else "ltr"
    return (
        f'<!DOCTYPE html><html lang="{_LANGUAGES[piece.language]}" dir="{direction}"><head><meta charset="UTF-8"><title>{title}</title>'
        f'<link rel="canonical" href="{near.url}"><meta property="og:title" content="{escape(piece.headline)}">'
        f'<meta property="og:site_name" content="{outlet.name}"><meta property="og:url" content="{near.url}">{summary}{image}{metas}{extra}'
    )


def _article_metas(outlet: NewsroomOutlet, piece: NewsroomPiece) -> str:
    metas = [
        '<meta property="og:type" content="article">',
        f'<meta property="article:published_time" content="{machine_date(outlet, piece.published_at)}">',
        f'<meta property="article:section" content="{piece.section}">',
    ]
    if piece.modified_at:
        metas.append(f'<meta property="article:modified_time" content="{machine_date(outlet, piece.modified_at)}">')
    metas += [f'<meta property="article:tag" content="{each}">' for each in piece.tags]
    return "".join(metas)


def _kicker(piece: NewsroomPiece, tag: str = "div") -> str:
    return f'<{tag} class="post-kicker kicker">{escape(piece.kicker)}</{tag}>' if piece.kicker else ""


def _deck(piece: NewsroomPiece, tag: str = "h2") -> str:
    return f'<{tag} class="entry-sub-title">{escape(piece.deck)}</{tag}>' if piece.deck else ""


def _names(piece: NewsroomPiece) -> str:
    return "، ".join(piece.authors)


def _texts(outlet: NewsroomOutlet, piece: NewsroomPiece, opening: str = "{}") -> tuple[str, ...]:
    """Return the paragraphs as markup, with the dateline in the markup of *opening*."""
    printed = credits_of(outlet, piece)
    texts = [escape(each, quote=False) for each in piece.body]
    texts[0] = (opening.format(escape(printed.opening, quote=False)) if printed.opening else "") + texts[0]
    return (*texts[:-1], texts[-1] + escape(printed.closing, quote=False))


def _line(outlet: NewsroomOutlet, piece: NewsroomPiece) -> str:
    line = credits_of(outlet, piece).line
    return f"<p>{line}</p>" if line else ""


def _updated(outlet: NewsroomOutlet, piece: NewsroomPiece) -> str:
    return f"آخر تحديث: {printed_date(outlet, piece.modified_at)}" if piece.modified_at else ""


def _jannah(outlet: NewsroomOutlet, piece: NewsroomPiece, near: PageNeighbours) -> str:
    texts = [f"<p>{each}</p>" for each in _texts(outlet, piece, "<strong>{}</strong>")]
    also = "".join(f'<a href="{url}">اقرأ أيضا: {escape(title)}</a>' for url, title in near.related[:1])
    texts.insert(2, f'<div class="inline-related-post read-also">{also}</div>')
    if piece.kind is ArticleKind.GALLERY:
        texts.append(
            "".join(
                f'<figure><img src="/g/{number}.jpg"><figcaption>الصورة رقم {number}</figcaption></figure>'
                for number in range(1, 9)
            )
        )
    author = (
        f'<span class="meta-author"><a class="author-name" rel="author" href="#">{_names(piece)}</a></span>'
        if piece.authors
        else ""
    )
    tags = "".join(f'<a href="{near.home}tag/{number}" rel="tag">{each}</a>' for number, each in enumerate(piece.tags))
    data = jsonld(
        outlet,
        piece,
        near,
        published=machine_date(outlet, piece.published_at),
        modified=machine_date(outlet, piece.modified_at) if piece.modified_at else None,
        image=None,
    )  # one call
    return (
        _head(outlet, piece, near, metas=_article_metas(outlet, piece), extra=data + scripts("jn"))
        + f'</head><body class="rtl single-post"><header id="theme-header">{menu(near)}<div class="breaking-news">عاجل</div></header>'
        f'<div id="content"><article id="the-post"><nav id="breadcrumb"><a href="{near.home}">الرئيسية</a> / <a href="{near.home}section/x">{piece.section}</a></nav>'  # one line of markup
        f'<header class="entry-header">{_kicker(piece)}<h1 class="post-title entry-title">{escape(piece.headline)}</h1>{_deck(piece)}'
        f'<div class="post-meta">{author}<span class="date meta-item">{printed_date(outlet, piece.published_at)}</span>'
        f'<span class="last-updated">{_updated(outlet, piece)}</span><span class="meta-views">120 مشاهدة</span></div></header>'
        f'<figure class="single-featured-image"><img src="{piece.image}"><figcaption>صورة أرشيفية</figcaption></figure>'
        f'<div class="entry-content entry clearfix">{"".join(texts)}<p>تابعوا آخر الأخبار عبر Google News</p></div>'
        f'<div class="post-bottom-meta post-tags"><span>الوسوم</span>{tags}</div>{share()}</article>'
        f'<div id="related-posts" class="related-posts"><h3>مقالات ذات صلة</h3>{links(near.related, tag="div", heading="h3")}</div>'
        f"{comment_form()}</div>{sidebar(near)}{footer(outlet)}</body></html>"
    )


def _tagdiv(outlet: NewsroomOutlet, piece: NewsroomPiece, near: PageNeighbours) -> str:
    author = (
        f'<div class="td-post-author-name"><div class="td-author-by">بقلم</div> <a href="#">{_names(piece)}</a></div>'
        if piece.authors
        else ""
    )
    tags = "".join(f'<li><a href="{near.home}tag/{number}">{each}</a></li>' for number, each in enumerate(piece.tags))
    body = "".join(f"<p>{each}</p>" for each in _texts(outlet, piece))
    return (
        _head(outlet, piece, near, metas=_article_metas(outlet, piece), extra=scripts("td"))
        + f'</head><body class="td-standard-pack"><div class="td-header-wrap">{menu(near)}</div><div class="td-main-content-wrap">'
        f'<div class="entry-crumbs"><a href="{near.home}">الرئيسية</a><a href="{near.home}section/x">{piece.section}</a></div>'
        f'<article class="post"><div class="td-post-header"><header class="td-post-title">{_kicker(piece)}<h1 class="entry-title">{escape(piece.headline)}</h1>{_deck(piece, "p")}'  # one line of markup
        f'<div class="td-module-meta-info">{author}<span class="td-post-date"><time class="entry-date updated td-module-date" '
        f'datetime="{machine_date(outlet, piece.published_at)}">{printed_date(outlet, piece.published_at)}</time></span></div></header></div>'
        f'<div class="td-post-sharing">{share()}</div><div class="td-post-content tagdiv-type">{body}</div>'
        f'<ul class="td-tags td-post-small-box"><li><span>الوسوم</span></li>{tags}</ul>'
        f'<div class="author-box-wrap author-box"><p>جميع مقالات الكاتب</p></div></article>'
        f'<div class="td_block_related_posts"><h4>مقالات مشابهة</h4>{links(near.related, tag="div", heading="h3")}</div>{comment_form()}'
        f"{sidebar(near)}</div>{footer(outlet)}</body></html>"
    )


def _sahifa(outlet: NewsroomOutlet, piece: NewsroomPiece, near: PageNeighbours) -> str:
    texts = "".join(f"<p>{each}</p>" for each in _texts(outlet, piece, "<strong>{}</strong>"))
    author = (
        f'<span class="post-meta-author"><a class="author" href="#" title="">{_names(piece)} </a></span>'
        if piece.authors
        else ""
    )
    return (
        _head(outlet, piece, near, metas=_article_metas(outlet, piece), extra=scripts("sh"))
        + f'</head><body><div id="wrapper">{menu(near)}<div class="content"><div class="crumbs"><a href="{near.home}">الرئيسية</a> / <a href="#">{piece.section}</a></div>'  # one line of markup
        f'<article class="post-listing"><div class="post-inner"><h1 class="name post-title entry-title"><span>{escape(piece.headline)}</span></h1>'
        f'<p class="post-meta">{author}<span class="tie-date">{printed_date(outlet, piece.published_at)}</span><span class="post-cats"><a href="#">{piece.section}</a></span></p>'  # one line of markup
        f'<div class="entry">{_line(outlet, piece)}{texts}<p>شارك هذا الموضوع:</p></div>{share()}</div></article>'
        f'<section id="related_posts" class="related-posts"><h3>أخبار ذات صلة</h3>{links(near.related, tag="div")}</section>{comment_form()}</div>'
        f"{sidebar(near)}{footer(outlet)}</div></body></html>"
    )


def _drupal(outlet: NewsroomOutlet, piece: NewsroomPiece, near: PageNeighbours) -> str:
    texts = "".join(f"<p>{each}</p>" for each in _texts(outlet, piece, "<strong>{}</strong>"))
    author = (
        f'<div class="field field--name-field-author"><span class="author-name">{_names(piece)}</span></div>'
        if piece.authors
        else ""
    )
    tags = "".join(
        f'<div class="field__item"><a href="{near.home}tag/{number}">{each}</a></div>'
        for number, each in enumerate(piece.tags)
    )
    return (
        _head(outlet, piece, near, metas=_article_metas(outlet, piece), extra=scripts("dr"))
        + f'</head><body class="path-node"><header role="banner">{menu(near)}</header><div class="breadcrumb"><ol><li><a href="{near.home}">الرئيسية</a></li><li><a href="#">{piece.section}</a></li></ol></div>'  # one line of markup
        f'<main><article class="node node--type-article">{_kicker(piece)}<h1 class="page-title"><span class="field field--name-title">{escape(piece.headline)}</span></h1>{_deck(piece, "div")}'  # one line of markup
        f'<footer class="node__meta"><div class="node__submitted">{author}<span class="submitted">نشر في {printed_date(outlet, piece.published_at)}</span></div></footer>'  # one line of markup
        f'<div class="node__content"><div class="field field--name-body">{_line(outlet, piece)}{texts}</div><div class="field field--name-field-tags"><div class="field__label">الكلمات المفتاحية</div>{tags}</div></div>'  # one line of markup
        f'{share()}</article><section class="related-content"><h2>مواضيع ذات صلة</h2><ul>{links(near.related)}</ul></section></main>{sidebar(near)}{footer(outlet)}</body></html>'  # one line of markup
    )


def _divs(outlet: NewsroomOutlet, piece: NewsroomPiece, near: PageNeighbours) -> str:
    texts = "".join(
        f'<div class="css-1k9x{number % 4}p">{each}</div>'
        for number, each in enumerate(_texts(outlet, piece, "<span>{}</span>"))
    )
    published = machine_date(outlet, piece.published_at)
    modified = machine_date(outlet, piece.modified_at) if piece.modified_at else None
    image = f"{near.home.rstrip('/')}{piece.image}" if piece.image else None
    author = f'<div class="css-au7hor">{_names(piece)}</div>' if piece.authors else ""
    live = '<div class="live-blog">' if piece.kind is ArticleKind.LIVE else "<div>"
    return (
        _head(
            outlet,
            piece,
            near,
            extra=jsonld(outlet, piece, near, published=published, modified=modified, image=image) + scripts("dv"),
        )
        + f'</head><body><div class="css-0hd">{menu(near)}</div><div class="css-7main"><div class="css-9crumb"><a href="{near.home}">الرئيسية</a><a href="#">{piece.section}</a></div>'  # one line of markup
        f'<div class="css-h3ad">{_kicker(piece)}<h1 class="css-t1tle">{escape(piece.headline)}</h1>{_deck(piece, "div")}{author}'
        f'<div class="css-d4te">{printed_date(outlet, piece.published_at)}</div></div><div class="css-b0dy">{live}{texts}</div></div>'
        f'<div class="css-sh4re">{share()}</div></div><div class="css-r3l related"><div>اقرأ أيضاً</div>{links(near.related, tag="div")}</div>'
        f"{sidebar(near)}{footer(outlet)}</body></html>"
    )


def _breaks(outlet: NewsroomOutlet, piece: NewsroomPiece, near: PageNeighbours) -> str:
    author = f'<span class="writer">بقلم: {_names(piece)}</span> ' if piece.authors else ""
    return (
        _head(outlet, piece, near, extra=scripts("br"))
        + f'</head><body><div id="top">{menu(near)}</div><div id="page"><div class="path"><a href="{near.home}">الرئيسية</a> » <a href="#">{piece.section}</a></div>'  # one line of markup
        f'<h1 class="news-title">{escape(piece.headline)}</h1><div class="news-info">{author}<span class="news-date">{printed_date(outlet, piece.published_at)}</span></div>'  # one line of markup
        f'<div class="font-size">حجم الخط: + -</div><div class="news-text">{"<br><br>".join(_texts(outlet, piece))}</div>{share()}'
        f'<div class="related-news"><b>مواضيع متعلقة</b><ul>{links(near.related)}</ul></div></div>{sidebar(near)}{footer(outlet)}</body></html>'
    )


def _table(outlet: NewsroomOutlet, piece: NewsroomPiece, near: PageNeighbours) -> str:
    texts = _texts(outlet, piece)
    author = f"<p><b>كتب: {_names(piece)}</b></p>" if piece.authors else ""
    cells = "".join(
        f'<tr><td><a href="{url}"><font size="2">{escape(title)}</font></a></td></tr>' for url, title in near.latest
    )
    top = "".join(
        f'<td><a href="{near.home}section/{escape(each)}">{each}</a></td>' for each in ("سياسة", "اقتصاد", "رياضة")
    )
    return (
        '<html dir="rtl"><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256">'
        f"<title>{escape(piece.headline)} - {outlet.name}</title>{scripts('tb')}</head><body>"
        f'<table width="100%"><tr><td colspan="2"><font size="6">{outlet.name}</font></td></tr><tr><td colspan="2"><table><tr><td><a href="{near.home}">الرئيسية</a></td>{top}</tr></table></td></tr>'  # one line of markup
        f'<tr><td width="25%" valign="top"><table><tr><td><b>الأكثر قراءة</b></td></tr>{cells}</table></td>'
        f'<td valign="top"><div class="crumbs"><a href="{near.home}">الرئيسية</a> / <a href="#">{piece.section}</a></div><table><tr><td class="title"><h1><font size="5">{escape(piece.headline)}</font></h1></td></tr>'  # one line of markup
        f'<tr><td class="date"><font size="2">{printed_date(outlet, piece.published_at)}</font></td></tr><tr><td><font size="1">حجم الخط + - | عدد المشاهدات: 120</font></td></tr>'  # one line of markup
        f'<tr><td class="text">{author}{"".join(f"<p>{each}</p>" for each in texts)}</td></tr></table></td></tr>'
        f'<tr><td colspan="2"><font size="1">جميع الحقوق محفوظة © 2026 {outlet.name}</font></td></tr></table></body></html>'
    )
