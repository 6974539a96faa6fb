"""A control that was never closed does not take the page with it."""

from __future__ import annotations

from pipelines.page.repair.unclosed import free_unclosed
from pipelines.page.tree import blocks, parse, silence

PARAGRAPHS = ["تبدأ الأعمال في الصيف.", "وتمتد عامين.", "ويفتح الجسر بعدها للمشاة."]
TEXT = "".join(f"<p>{each}</p>" for each in PARAGRAPHS)


def _lines(html: str) -> list[str]:
    tree = parse(html)
    free_unclosed(tree)
    silence(tree)
    return blocks(tree)


def test_the_text_below_an_unclosed_button_is_kept() -> None:
    """The parser puts all that follows into the menu's button."""
    assert PARAGRAPHS == _lines(f'<body><button class="menu"><div>{TEXT}</div></body>')


def test_a_real_button_stays_silent() -> None:
    """A button's words are no text, and the page has its paragraphs elsewhere."""
    assert PARAGRAPHS == _lines(f"<body><button><p>شارك</p></button>{TEXT}</body>")


def test_what_a_page_says_without_scripts_is_left_out_beside_its_text() -> None:
    """A `<noscript>` that repeats the text is no second text."""
    assert PARAGRAPHS == _lines(f"<body>{TEXT}<noscript>{TEXT}</noscript></body>")
