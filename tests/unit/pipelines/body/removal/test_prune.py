"""What is removed from a page before its text is looked for."""

from __future__ import annotations

from pipelines.body.removal.prune import prune
from pipelines.page.tree import blocks, parse
from tests.support.tables import every_row

TEXT = "قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في جميع الجهات كلها."
LINKS = "<a href='/1'>خبر آخر من أخبار اليوم</a>"


def _pruned(part: str, *drop: str) -> tuple[list[str], list[str]]:
    """Return the rules by which parts of a page were removed, and the lines that are left."""
    tree = parse(f"<html><body><h1>عنوان</h1><div class='t'><p>{TEXT}</p><p>{TEXT}</p></div>{part}</body></html>")
    rules = [each.rule for each in prune(tree, drop, keep=tree.find(".//h1"))]
    return rules, blocks(tree)


@every_row(
    ("part", "rule"),
    [
        (f"<div class='related-posts'>{LINKS}</div>", "name"),
        (f"<footer>{LINKS}</footer>", "name"),
        (f"<div class='sidebar'>{LINKS}</div>", "doubtful-name"),
        ("<div><h3>مقالات ذات صلة</h3><p>المنتخب يستعد لمباراة الأحد</p></div>", "heading"),
    ],
)
def test_boilerplate_is_removed_by_its_rule(part: str, rule: str) -> None:
    """A known name, a doubtful name on links, a box below a heading of boilerplate."""
    assert ([rule], ["عنوان", TEXT, TEXT]) == _pruned(part)


def test_the_source_names_what_else_to_drop() -> None:
    """Its CSS selectors are applied first."""
    assert (["drop"], ["عنوان", TEXT, TEXT]) == _pruned("<p class='poll'>هل توافق على القرار؟</p>", ".poll")


@every_row("name", ["sidebar", "has-related-posts", "share"])
def test_text_with_a_doubtful_name_stays(name: str) -> None:
    """Such names are found on real paragraphs; only the whole name counts."""
    line = "وأضاف أن البرنامج يمتد على ثلاث سنوات."

    assert ([], ["عنوان", TEXT, TEXT, line]) == _pruned(f"<div class='{name}'>{line}</div>")


def test_what_holds_most_of_the_page_stays() -> None:
    """A page may be wrapped in an element named as boilerplate."""
    tree = parse(f"<html><body><div class='related-posts'><p>{TEXT}</p></div><p>قصير</p></body></html>")

    assert [] == prune(tree)
