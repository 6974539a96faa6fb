"""The peers, each treated as it is at its best: `benchmarks/.venv/bin/python -m benchmarks.reader.peers NAME` answers.

Runs in a venv of its own, so it imports nothing of ours but the loop. No page may fetch anything: every peer is told
so, and a hook refuses each connection and each look-up of a name. Peers that take text get it from bs4's
`UnicodeDammit`, which is how newspaper4k reads bytes itself, and with which none does worse than with its own decoder.
nltk is used for its Arabic stemmer and its word pattern alone, which are code: no data of nltk is needed or loaded.
"""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata

from benchmarks.reader.jobs import Answer, Read, serve

_NETWORK = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
_BLOCKS = (
    "article", "blockquote", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "pre", "section",
    "table", "tr", "ul",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """One peer: its distribution, how to load its reader, and the facts that it does not look for at all."""

    package: str
    load: Callable[[], Read]
    silent_on: frozenset[str] = frozenset()


def trafilatura() -> Read:
    """`bare_extraction` on the bytes, with metadata, for Arabic: it refuses pages that declare another language.

    Its date stays a day, as it gives it: asked for a time it says midnight where it knows the day alone.
    """
    import trafilatura as peer

    def read(page: bytes, url: str) -> Answer:
        extracted = peer.bare_extraction(page, url=url, with_metadata=True, target_language="ar")
        if not isinstance(extracted, peer.settings.Document):
            return Answer()
        authors = _names((extracted.author or "").split(";"))
        return Answer(headline=extracted.title, body=extracted.text, authors=authors, published_at=extracted.date)

    return read


def newspaper4k() -> Read:
    """`Article` for Arabic (told, not guessed: guessing loses articles), from `input_html`, images off."""
    import newspaper as peer

    def read(page: bytes, url: str) -> Answer:
        article = peer.Article(url, language="ar", fetch_images=False)
        article.download(input_html=_decoded(page), ignore_read_more=True)
        article.parse()
        date = article.publish_date
        return Answer(
            headline=article.title, body=article.text, authors=_names(article.authors), published_at=_iso(date)
        )

    return read


def readability() -> Read:
    """`short_title` (`title` has the site's name in it), `author`, and `summary` as text, block by block."""
    import readability as peer

    def read(page: bytes, url: str) -> Answer:
        article = peer.Document(_decoded(page), url=url)
        title, author = article.short_title(), article.author()
        return Answer(
            headline=None if title == "[no-title]" else title,
            authors=() if author == "[no-author]" else (author,),
            body=_text(article.summary(html_partial=True)),
        )

    return read


def goose3() -> Read:
    """`Goose.extract` for Arabic whatever the page declares (it then loses fewer), images off."""
    import goose3 as peer

    goose = peer.Goose({"target_language": "ar", "use_meta_language": False, "enable_image_fetching": False})

    def read(page: bytes, _: str) -> Answer:
        article = goose.extract(raw_html=_decoded(page))
        return Answer(
            headline=article.title,
            body=article.cleaned_text,
            authors=_names(article.authors),
            published_at=_iso(article.publish_datetime_utc),
        )

    return read


def news_please() -> Read:
    """`NewsPlease.from_html`, images off. It has no setting for the language."""
    from newsplease import NewsPlease

    def read(page: bytes, url: str) -> Answer:
        article = NewsPlease.from_html(_decoded(page), url=url, fetch_images=False)
        return Answer(
            headline=article.title,
            body=article.maintext,
            authors=_names(article.authors or ()),
            published_at=_iso(article.date_publish),
        )

    return read


def justext() -> Read:
    """Take the paragraphs that are no boilerplate by its Arabic stop list; it looks for nothing else."""
    import justext as peer

    stop_list = peer.get_stoplist("Arabic")

    def read(page: bytes, _: str) -> Answer:
        found = peer.justext(_decoded(page), stop_list)
        return Answer(body="\n\n".join(each.text for each in found if not each.is_boilerplate))

    return read


PEERS = {
    "trafilatura": Peer(package="trafilatura", load=trafilatura),
    "newspaper4k": Peer(package="newspaper4k", load=newspaper4k),
    "readability-lxml": Peer(package="readability-lxml", load=readability, silent_on=frozenset({"dates"})),
    "goose3": Peer(package="goose3", load=goose3),
    "news-please": Peer(package="news-please", load=news_please),
    "jusText": Peer(package="jusText", load=justext, silent_on=frozenset({"headlines", "dates", "authors"})),
}


def _decoded(page: bytes) -> str:
    from bs4.dammit import UnicodeDammit

    text: str | None = UnicodeDammit(page, is_html=True).unicode_markup
    if text is None:
        raise ValueError("no encoding fits the page")
    return text


def _text(summary: str) -> str:
    """Return the text of *summary*, a blank line between two blocks."""
    import lxml.html

    tree = lxml.html.fromstring(summary)
    for each in tree.iter(*_BLOCKS):
        each.tail = f"\n\n{each.tail or ''}"
        if each.tag != "br":
            each.text = f"\n\n{each.text or ''}"
    return "\n\n".join(part.strip() for part in str(tree.xpath("string()")).split("\n\n") if part.strip())


def _names(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(each.strip() for each in values if each.strip())


def _iso(moment: datetime | str | None) -> str | None:
    return moment.isoformat() if isinstance(moment, datetime) else moment or None


def _refuse_network(event: str, _: tuple[object, ...]) -> None:
    if event in _NETWORK:
        raise ConnectionRefusedError("no page may fetch anything")


def main() -> None:
    """Answer jobs as the peer that is named."""
    sys.addaudithook(_refuse_network)
    logging.disable()
    warnings.simplefilter("ignore")
    peer = PEERS[sys.argv[1]]
    serve(peer.load(), version=metadata.version(peer.package))


if __name__ == "__main__":
    main()
