"""Pages of the size that outlets serve: newsroom pages with the menus, cards, scripts and styles of today's themes.

Everything is composed. The amounts lie between the median and the upper quartile of 208 article pages of 150 to 350 KB
(the web content extraction benchmark, of 2025): 1,600 elements, 2,400 attributes, 250 links, 44 pictures, 22 drawings,
47 scripts of 70 KB, 50 KB of styles, 4 KB of JSON-LD.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from storage.records import Page
from storage.source import Source

_SCRIPTS, _SCRIPT_BYTES, _STYLE_RULES = 46, 1600, 640
_SECTIONS, _ENTRIES, _CARDS, _POPULAR, _FOOT = 12, 8, 44, 20, 40
_CARD_WORDS = 14
_PATH = "M12 2C6.48 2 2 6.48 2 12s4.48 10 10 10 10-4.48 10-10S17.52 2 12 2zm1 15h-2v-6h2v6zm0-8h-2V7h2v2z"


def real_size_pages(pages: Sequence[tuple[Page, Source]], *, seed: int = 20261201) -> list[tuple[Page, Source]]:
    """Return *pages* as a theme of today would serve them, about 230 KB longer; the same for the same *seed*.

    Titles and texts of the menus and cards are words of the other pages' titles. The menu and the foot are those of the
    outlet, on each of its pages; the scripts and the cards are the page's own.
    """
    titles = [_title(_decoded(page.body)[0]) for page, _ in pages]
    words = sorted({word for title in titles for word in title.split()})
    found = []
    for number, (page, source) in enumerate(pages):
        html, charset = _decoded(page.body)
        outlet, page_theme = (_Theme(f"{seed} {each}", titles, words) for each in (source.id, number))
        body = _wrapped(html, outlet, page_theme).encode(charset, "xmlcharrefreplace")
        found.append((replace(page, body=body), source))
    return found


def _decoded(body: bytes) -> tuple[str, str]:
    """Return the text of a newsroom page and its charset: one of the two that the newsroom uses."""
    try:
        return body.decode(), "utf-8"
    except UnicodeDecodeError:
        return body.decode("cp1256"), "cp1256"


def _title(html: str) -> str:
    return html.partition("<title>")[2].partition("</title>")[0].partition(" - ")[0]


def _wrapped(html: str, outlet: _Theme, page: _Theme) -> str:
    """Return *html* with a head, a menu above and cards below: in the document's order, as themes print them."""
    head, _, rest = html.partition("</head>")
    opening, _, content = rest.partition(">")
    content, _, end = content.rpartition("</body>")
    return "".join((
        head, *page.head(), "</head>", opening, ">", *outlet.top(), '<div class="site-content" id="content-wrap">',
        content, *page.cards(), "</div>", *outlet.foot(), *page.scripts(_SCRIPTS // 2), "</body>", end,
    ))  # fmt: skip


class _Theme:
    """The parts of one page around its article, by chance; the same for the same *seed*."""

    def __init__(self, seed: str, titles: Sequence[str], words: Sequence[str]) -> None:
        self._chance = random.Random(seed)  # noqa: S311  # for no secret
        self._titles, self._words = titles, words

    def head(self) -> Iterator[str]:
        for name in ("viewport", "theme-color", "robots", "generator", "twitter:card", "twitter:site", "fb:app_id"):
            yield f'<meta name="{name}" content="{self._token(24)}">'
        for number in range(24):
            yield f'<link rel="preload" as="script" href="/wp-content/themes/t/js/{self._token(12)}.js?ver={number}">'
        yield "<style>" + "".join(map(self._rule, range(_STYLE_RULES))) + "</style>"
        yield f'<script type="application/ld+json">{json.dumps(self._organization(), ensure_ascii=False)}</script>'
        yield from self.scripts(_SCRIPTS // 2)

    def scripts(self, count: int) -> Iterator[str]:
        for number in range(count):
            values = {self._token(8): self._token(18) for _ in range(_SCRIPT_BYTES // 32)}
            yield f"<script>window.cfg{number}={json.dumps(values)};if(1<2&&3>2){{document.write('<b>')}}</script>"

    def top(self) -> Iterator[str]:
        yield '<header id="masthead" class="site-header header-layout-3"><div class="container top-bar-wrap">'
        yield self._icons(6)
        yield '<form role="search" class="search-form" action="/"><input type="search" name="s">'
        yield "<button>بحث</button></form></div>"
        yield '<nav class="main-menu-wrap" aria-label="القائمة"><ul id="menu-main" class="menu nav navbar">'
        for number in range(_SECTIONS):
            yield f'<li id="menu-item-{number}" class="menu-item menu-item-has-children mega-menu mega-cat">'
            yield f'<a class="nav-link" href="/section-{number}/"><span class="menu-text">{self._some(1)}</span></a>'
            yield '<ul class="sub-menu mega-cat-wrapper">'
            for entry in range(_ENTRIES):
                yield (
                    f'<li class="menu-item menu-item-object-category" data-id="{number}{entry}">'
                    f'<a href="/section-{number}/{entry}/" class="nav-link" tabindex="-1">'
                    f"<span>{self._some(2)}</span></a></li>"
                )
            yield "</ul></li>"
        yield "</ul></nav></header>"

    def cards(self) -> Iterator[str]:
        yield '<section class="posts-grid block-wrap" data-block="grid-3">'
        yield '<div class="block-head"><h3>اخترنا لكم</h3></div>'
        for number in range(_CARDS):
            title, address = self._chance.choice(self._titles), f"/2026/11/{self._token(30)}/"
            yield (
                f'<div class="col-md-4 grid-item post-{number} type-post status-publish"><div class="thumb-wrap">'
                f'<a class="post-thumb" href="{address}" aria-label="{title}">{self._picture(title)}</a></div>'
                f'<div class="post-details"><span class="post-cat-wrap"><a class="post-cat" href="/c/{number}/">'
                f'{self._some(1)}</a></span><h2 class="post-title"><a href="{address}">{title}</a></h2>'
                f'<div class="post-meta"><span class="date meta-item">منذ {number + 1} ساعات</span>'
                f"{self._icons(1)}</div>"
                f'<p class="post-excerpt">{self._some(_CARD_WORDS)} &hellip;</p></div></div>'
            )
        yield '</section><aside class="sidebar col-md-4"><div class="widget popular-posts"><h3>الأكثر قراءة</h3><ol>'
        for _ in range(_POPULAR):
            title = self._chance.choice(self._titles)
            yield f'<li class="widget-post-list"><a href="/2026/11/{self._token(20)}/"><span>{title}</span></a></li>'
        yield "</ol></div></aside>"

    def foot(self) -> Iterator[str]:
        yield '<footer id="footer" class="site-footer dark-skin"><div class="footer-widget-area">'
        yield '<ul class="footer-links">'
        for number in range(_FOOT):
            link = f'<a href="/page-{number}/" rel="nofollow noopener">{self._some(2)}</a>'
            yield f'<li class="footer-item">{link}</li>'
        yield f'</ul>{self._icons(10)}<p class="copyright">© 2026 جميع الحقوق محفوظة</p></div></footer>'

    def _organization(self) -> dict[str, object]:
        items = [
            {"@type": "ListItem", "position": at, "name": self._some(2), "item": f"/c/{at}/"} for at in range(1, 5)
        ]
        menu = [
            {"@type": "SiteNavigationElement", "name": self._some(2), "url": f"/{self._token(12)}/"} for _ in range(24)
        ]
        return {"@context": "https://schema.org", "@graph": [
            {"@type": "Organization", "@id": "/#organization", "name": self._some(2), "logo": "/logo.png",
             "sameAs": [f"https://social.example/{self._token(12)}" for _ in range(6)]},
            {"@type": "WebSite", "@id": "/#website", "potentialAction": {"@type": "SearchAction", "target": "/?s={s}"}},
            {"@type": "BreadcrumbList", "itemListElement": items}, *menu,
        ]}  # fmt: skip

    def _picture(self, title: str) -> str:
        name = self._token(16)
        sizes = ", ".join(f"/uploads/2026/11/{name}-{wide}x{wide // 2}.jpg {wide}w" for wide in (150, 300, 390, 768))
        return (
            '<img width="390" height="220" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5"'
            f' data-src="/uploads/{name}.jpg" data-srcset="{sizes}" class="lazyload wp-post-image"'
            f' alt="{title}" loading="lazy">'
        )

    def _icons(self, count: int) -> str:
        drawing = f'<svg viewBox="0 0 24 24"><path d="{_PATH * 2}"/></svg>'
        return "".join(f'<button class="icon-btn" aria-label="i{number}">{drawing}</button>' for number in range(count))

    def _rule(self, number: int) -> str:
        return f".t-{self._token(10)}-{number}>.w{{margin:{number % 9}px;color:#{number:06x};display:flex}}"

    def _some(self, count: int) -> str:
        return " ".join(self._chance.choices(self._words, k=count))

    def _token(self, size: int) -> str:
        return f"{self._chance.getrandbits(size * 4):0{size}x}"
