"""Text becomes HTML by one way: escaped, bounded, without marks that steer, and with links of the web alone."""

from __future__ import annotations

from parsel import Selector

from crawler.web.html.markup import bounded, element, filled, foreign, is_web_address, joined, web_link
from tests.support.tables import every_row


@every_row(
    "typed",
    ["<script>alert(1)</script>", '" onmouseover="alert(1)', "'><img src=x onerror=alert(1)>", "&lt;b&gt;", "]]>-->"],
)
def test_foreign_text_is_text(typed: str) -> None:
    """What was typed is read back as it was, as text and as the value of an attribute, and makes no element."""
    (shown,) = Selector(text=element("p", typed, attributes={"title": typed})).xpath("//p")

    assert (typed, typed, []) == (shown.xpath("string()").get(), shown.attrib["title"], shown.xpath("./*").getall())


def test_marks_that_steer_are_left_out() -> None:
    """NUL, controls and bidi overrides are not shown; joiners within words stay."""
    assert '<bdi dir="auto">abc مي\u200cخواهم</bdi>' == foreign("a\x00b\x1b\u202ec مي\u200cخواهم")


@every_row(("typed", "length"), [("خ" * 299, 299), ("خ" * 300, 300), ("خ" * 1_000_000, 301)])
def test_a_long_text_is_cut(typed: str, length: int) -> None:
    """A megabyte of a headline ends in an ellipsis; what fits stays whole."""
    assert length == len(bounded(typed))


def test_a_line_of_blanks_is_no_way_around_the_bound() -> None:
    """What is cut before blanks are folded still says that it was cut."""
    assert "a…" == bounded("a" + " " * 5000 + "b")


@every_row(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "//host/x",
        "/etc/passwd", "file:///etc/passwd", "http:", "https://", "http://[", "java\nscript:alert(1)", " http://host/",
        "http://host/\u202egpj.exe", "http://ho st/", "ftp://host/", "", "https://host/" + "a" * 4000,
    ],
)  # fmt: skip
def test_no_link_but_to_the_web(address: str) -> None:
    """Anything but an http or https URL is shown without a link."""
    assert (False, "x") == (is_web_address(address), web_link(address, "x"))


def test_a_link_tells_the_other_side_nothing() -> None:
    """The address is kept; the page that is opened learns nothing of ours."""
    (link,) = Selector(text=joined("<", web_link("https://host.example/خبر?a=1&b=2", "خبر"))).xpath("//a")
    wanted = {"href": "https://host.example/خبر?a=1&b=2", "rel": "noopener noreferrer nofollow"}

    assert wanted == link.attrib


def test_a_sentence_is_filled_with_escaped_values() -> None:
    """A value in place of its name, in its own direction; one that looks like a name is not filled again."""
    assert '2 من <bdi dir="ltr">{n}&lt;</bdi>.' == filled("2 من {m}.", m="{n}<")
