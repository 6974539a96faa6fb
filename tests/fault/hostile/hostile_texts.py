"""Twenty articles and a hundred queries as a stranger may make them to break a page, a table or a search."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from itertools import product

from pipelines.stages.fingerprint import fingerprint
from storage.records import Article, ReadArticle
from tests.support.stores import HOME, NOW, SOURCE

MARK = "hostileran"
"""What a text of these sets as a property of the window if it is ever executed."""
_RUN = f"window.{MARK}=1"
_PROSE = "نص عادي عن الأمن في المدينة وعن أحوال الناس فيها بعد المطر"
HEADLINES = (
    f"<script>{_RUN}</script>",
    f"</title><script>{_RUN}</script>",
    f"</style><script>{_RUN}</script>",
    f'"><img src=x onerror="{_RUN}">',
    f"'><svg onload={_RUN}>",
    f"</bdi></td></table><script>{_RUN}</script>",
    f"&lt;script&gt;{_RUN}&lt;/script&gt;",
    f"{{{{ config }}}} {{% import os %}} ${{{_RUN}}}",
    f"--><script>{_RUN}</script><!--",
    f"]]><script>{_RUN}</script>",
    "خبر\x00مقطوع\x01\x1b[31m",
    "خبر \u202eمقلوب\u202c \u2066معزول \u2067مفتوح",
    "\u202e\u202e\u202e" + "gpj.exe",
    "خ" * 1_000_000,
    "خبر " * 10_000,
    "ا" + "\u0651\u064e\u0650\u0652" * 5000,
    "\U000e0041\U000e0042\ufeff\ufff9سر\ufffb",
    "\ud800 خبر",
    "<iframe src=javascript:alert(1)></iframe>",
    "{n} {since} {0} %s %(x)s",
)
ADDRESSES = ("javascript:" + _RUN, "data:text/html,<script>" + _RUN + "</script>", HOME + '"><script>' + _RUN)
_PIECES = (
    '"',
    "'",
    "«",
    "OR",
    "-",
    "*",
    ":",
    "^",
    "(",
    ")",
    "NEAR(",
    "AND",
    "NOT",
    "{",
    "\x00",
    "\u202e",
    "%",
    "_",
    ";",
)
_QUERIES = (
    *(f"الأمن {piece}" for piece in _PIECES),
    *(f"{piece}الأمن{piece}" for piece in _PIECES),
    *(f"{first}{second} الأمن" for first, second in product(_PIECES[:4], _PIECES[4:12])),
    *HEADLINES[:12],
    "'; drop table articles; --",
    '" OR 1=1 --',
    "headline:الأمن body:\"'",
    "source:../../etc/passwd الأمن",
    "country:<script> الأمن",
    "since:0000-00-00 الأمن",
    "until:9999-99-99 الأمن",
    "since:<b> الأمن",
    "الأمن " * 2000,
    '"' * 999,
    "-الأمن",
    "OR",
    " ",
    "\u200f\u200e",
    "١٢٣٤٥٦٧٨٩٠",
    "الأمن\r\nSet-Cookie: a=b",
    "%00%0a<script>",
    "../../../etc/passwd",
)
QUERIES = tuple(dict.fromkeys(_QUERIES))[:100]


@cache
def hostile_articles(source_id: str = SOURCE.id, edit: str = "") -> tuple[ReadArticle, ...]:
    """Return twenty articles, each with another hostile headline, which is also in its body, section, agency and byline.

    With another *source_id* they are copies at that outlet; with an *edit* behind the headlines they are edited ones.
    """
    return tuple(_article(place, headline, source_id, edit) for place, headline in enumerate(HEADLINES))


def _article(place: int, headline: str, source_id: str, edit: str) -> ReadArticle:
    short = headline[:2000]
    url = f"{HOME}{place}" if source_id == SOURCE.id else f"{HOME}{source_id}/{place}"
    body = f"{_PROSE}\n\n{short}\n\n" + " ".join(f"كلام{place}{number}" for number in range(40))
    article = Article(
        source_id=source_id,
        outlet=SOURCE.outlet,
        requested_url=url,
        final_url=url,
        canonical_url=url,
        fetched_at=NOW,
        headline=headline + edit,
        body=body,
        language="ar",
        published_at=NOW + timedelta(minutes=source_id != SOURCE.id),
        byline=short,
        section=short,
        agency=short,
        summary=short,
        tags=(short,),
        authors=(short,),
        dateline=short,
        image_url=ADDRESSES[place % len(ADDRESSES)],
    )
    return ReadArticle(article=article, fingerprint=fingerprint(short + edit, body))
