"""Lines that say what a picture shows."""

from __future__ import annotations

from pipelines.arabic import fold
from pipelines.body.captions import find_captions
from pipelines.page.tree import lines, parse
from tests.support.tables import every_row

CAPTION = "جانب من الأشغال في الميناء"
SENTENCE = "وقال الوزير إن الأشغال في الميناء ستنتهي قبل نهاية العام الجاري."


def _captions(html: str) -> frozenset[str]:
    tree = parse(f"<html><body><h1>عنوان</h1><article>{html}<p>{SENTENCE}</p></article></body></html>")
    return find_captions(tree, lines(tree))


@every_row(
    "html",
    [
        f"<figure><img src='1.jpg'><figcaption class='wp-caption-text'>{CAPTION}</figcaption></figure>",
        f"<div class='paragraph-image'><img src='1.jpg'><div class='caption'>{CAPTION}</div></div>",
        f"<div><img src='1.jpg'></div><span class='img-title'>{CAPTION}</span><br>",
        f"<div><img src='1.jpg'></div><div class='imageDesc'>{CAPTION}</div>",
        f"<div><img src='1.jpg'><br/><span style='color:#888'>{CAPTION}</span></div>",
        f"<p><img src='1.jpg' alt=''>{CAPTION}</p>",
        f"<p><img src='1.jpg'><font size='1'>{CAPTION}</font><br>{SENTENCE}</p>",
        f"<td><br><img src='1.jpg'><br><span class='sm'>{CAPTION}</span><br><br>{SENTENCE}</td>",
        f"<p><img src='1.jpg' alt='{CAPTION}'></p><p>{CAPTION}</p>",
        f"<p align='center'><img src='1.jpg'></p><p style='text-align:center'><font>{CAPTION}</font></p>",
        f"<div><span>{CAPTION}</span><audio src='1.mp3'></audio></div>",
        f"<div><img src='1.jpg'><div>{CAPTION}</div><img src='2.jpg'><div>{CAPTION}</div></div>",
        f"<div class='media'><div class='media__description'>{CAPTION}</div></div>",
        f"<dl><dt><img src='1.jpg'></dt><dd>{CAPTION}</dd></dl>",
        f"<blockquote><p>{SENTENCE}</p><cite>{CAPTION}</cite></blockquote>",
        f"<gl-gallery><gl-slide><p>{CAPTION}</p></gl-slide></gl-gallery>",
    ],
)
def test_what_a_picture_shows_is_a_caption(html: str) -> None:
    """By the class of its element, by the description of the picture, or alone beside a picture."""
    assert frozenset({fold(CAPTION)}) == _captions(html)


@every_row(
    "html",
    [
        f"<p><img src='1.jpg'>{SENTENCE.replace('الوزير', 'المدير')}</p>",
        f"<h2><img src='icon.png'>{CAPTION}</h2>",
        f"<ul><li><img src='bullet.png'>{CAPTION}</li></ul>",
        f"<p><img class='emoji' src='e.png'>{CAPTION}</p>",
        f"<p>{CAPTION}</p><p><img src='1.jpg'></p>",
        f"<div><img src='1.jpg'><div>{CAPTION}</div><div>{SENTENCE * 2}</div></div>",
        f"<p align='center'><img src='1.jpg'></p><p align='center'>{CAPTION}</p><p align='center'>{SENTENCE}</p>",
        f"<dl><dt><img src='1.jpg'>الميناء</dt><dd>{CAPTION}</dd></dl>",
        f"<blockquote><cite>{CAPTION}</cite></blockquote>",
        f"<p>{SENTENCE} <cite>{CAPTION}</cite></p>",
        f"<div class='wp-block-media-text'><div class='wp-block-media-text__content'><p>{CAPTION}</p></div></div>",
    ],
)
def test_text_beside_a_picture_is_not_a_caption(html: str) -> None:
    """Sentences, subheadings, list items, text with emoji, and lines in another element."""
    assert frozenset() == _captions(html)
