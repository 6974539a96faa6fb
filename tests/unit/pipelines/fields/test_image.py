"""Which picture is the article's."""

from __future__ import annotations

from pipelines.fields.summary_image import find_image
from pipelines.fields.titles.headline import find_headline
from pipelines.page.head import read_head
from pipelines.page.landmarks import find_landmarks
from pipelines.page.tree import parse
from tests.support.tables import every_row

URL = "https://outlet.example/news/1"
TITLE = "البلدية تفتح الجسر القديم أمام المشاة"
TEXT = "<p>فتحت البلدية صباح أمس الجسر القديم أمام المشاة بعد أعمال ترميم استمرت عامين كاملين وشارك فيها العمال.</p>"
OWN = "<figure><img src='/img/bridge.jpg' alt=''></figure>"


def _image(*, declared: str = "", body: str = OWN) -> str | None:
    meta = f'<meta property="og:image" content="{declared}">' if declared else ""
    tree = parse(f"<html><head><title>{TITLE}</title>{meta}</head><body><main><h1>{TITLE}</h1>{body}{TEXT}</main>")
    landmarks, head = find_landmarks(tree), read_head(tree, URL)
    headline = find_headline(tree, landmarks, head, outlet="")
    assert headline is not None
    return find_image(head, URL, landmarks=landmarks, tree=tree, place=headline.place)


@every_row(
    "declared",
    [
        "",
        "/assets/img/logo.svg",
        "/img/default.png",
        "/theme/no-image.jpg",
        "/x/site-logo.png",
        "/i/logo_2.png",
        "/img/1x1.gif",
        "/print.gif",
    ],
)
def test_the_picture_of_the_article_is_its_image_where_the_declared_one_is_a_logo(declared: str) -> None:
    """Or where none is declared."""
    assert "https://outlet.example/img/bridge.jpg" == _image(declared=declared)


def test_a_declared_picture_comes_first() -> None:
    """It may be another cut of the same picture."""
    assert "https://outlet.example/up/1.jpg" == _image(declared="/up/1.jpg")


@every_row(
    "body",
    [
        "",
        "<img src='/img/avatar.png' class='avatar'>",
        "<a href='/news/2'><img src='/img/other.jpg'></a>",
        "<img src='/img/dot.jpg' width='20' height='20'>",
        "<div class='related'><img src='/img/other.jpg'></div>",
    ],
)
def test_no_other_picture_is_taken_for_it(body: str) -> None:
    """Portraits, links to other pages, icons, boxes."""
    assert _image(declared="/img/default.png", body=body) is None
