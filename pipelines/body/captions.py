"""Finds the captions: lines that say what a picture shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from pipelines.arabic import fold
from pipelines.arabic.sentences import ends_with_stop
from pipelines.page.tree import FRAME, TextLine, flat

_NAMED = re.compile(
    r"(?:^|[\s_-])(?:captions?|(?:img|image|photo|pic|picture|thumb|media)[_-]{0,2}(?:title|desc|description|credit|caption)"
    r"|wp-caption-text|credit|credits|figcaption|(?:media|img|image|photo)-?cap)(?:[\s_-]|$)|^cap$",
    re.IGNORECASE,
)
_SLIDE = re.compile(r"-(?:gallery|slides?|slideshow|carousel|captions?|credits?)(?:-|$)")
"""Ends of the names of custom elements (`gl-slide`)."""
_CENTERED = re.compile(r"text-align\s*+:\s*+center", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONGEST, _LONGEST_BESIDE, _LEAST = 60, 25, 2
_NEVER_CAPTIONS = frozenset({"li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "body", "article", "main"})
_INLINE = ("span", "small", "em", "i", "cite")
_LOOSE = frozenset({"div", "span", "small", "em", "p", "br"})
_SMALL = frozenset({"font", "small", "span", "i", "em"})
_LEVELS, _LEVELS_OF_TABLE = 2, 4


def find_captions(tree: HtmlElement, found: Sequence[TextLine]) -> frozenset[str]:
    """Return the folded lines that are captions.

    The class of a caption says so, or its text is the description of a picture (`alt`, `title`). A line is a caption,
    too, if it is the only text beside a picture, or in small print right below one. In the last two cases it must not
    end as a sentence does: outlets put pictures into paragraphs, too.
    """
    descriptions = {fold(text) for image in tree.iter("img") for text in _descriptions(image)}
    descriptions |= {fold(each) for image in tree.iter("img") for each in _below(image)}
    descriptions |= {fold(each.text_content()) for each in tree.iter(*_INLINE) if _has_name(each)}
    descriptions |= {fold(each.text_content()) for each in tree.iter("cite") if _is_speaker(each)}
    holders = _picture_holders(tree)
    return frozenset(
        folded
        for line in found
        if _LEAST <= line.words <= _LONGEST
        and (
            (folded := fold(line.text)) in descriptions
            or _is_named(line.block)
            or _is_below_picture(line.block, line.text)
            or _is_behind_picture(line.block, line.text)
            or _is_in_picture_list(line)
            or _is_only_text_beside_picture(line, holders)
        )
    )


def _descriptions(image: HtmlElement) -> Iterator[str]:
    return (text for name in ("alt", "title") if len((text := image.get(name) or "").split()) >= _LEAST)


def _below(image: HtmlElement) -> Iterator[str]:
    """Yield the short text in small print that is alone on the line right below a picture."""
    after = image.getnext()
    if after is not None and after.tag == "br" and not (image.tail or "").strip() and not (after.tail or "").strip():
        after = after.getnext()
    if after is not None and after.tag in _SMALL and not (image.tail or "").strip() and not (after.tail or "").strip():
        ends = after.getnext()
        text = flat(after.text_content())
        if ends is not None and ends.tag == "br" and _is_short(text):
            yield text


def _is_short(text: str) -> bool:
    return _LEAST <= len(text.split()) <= _LONGEST_BESIDE and not ends_with_stop(text)


def _is_named(block: HtmlElement) -> bool:
    return any(map(_has_name, (block, *islice(block.iterancestors(), _LEVELS))))


def _has_name(element: HtmlElement) -> bool:
    name = element.get("class")
    return (name is not None and _is_name(name)) or ("-" in element.tag and _SLIDE.search(element.tag) is not None)


def _is_below_picture(block: HtmlElement, text: str) -> bool:
    """Whether *block* is a short centred paragraph right below a centred picture, and the next one is not centred."""
    before, after = block.getprevious(), block.getnext()
    if before is None or after is None or not _is_short(text) or not _is_centered(block) or _is_centered(after):
        return False
    return _is_centered(before) and next(before.iter("img"), None) is not None and not flat(before.text_content())


def _is_behind_picture(block: HtmlElement, text: str) -> bool:
    """Whether *block* is a short line right behind a picture, in a box of pictures and such lines."""
    before, box = block.getprevious(), block.getparent()
    if before is None or box is None or before.tag != "img" or (before.tail or "").strip() or not _is_short(text):
        return False
    others = (each for each in box if each.tag != "img")
    return block.tag in _LOOSE and all(each.tag in _LOOSE and _is_short(flat(each.text_content())) for each in others)


def _is_in_picture_list(line: TextLine) -> bool:
    """Whether *line* describes, in a definition list, the picture that is its term: `<dt><img></dt><dd>`."""
    part = next((each for each in (line.block, *line.block.iterancestors()) if each.tag == "dd"), None)
    holder = part.getparent() if part is not None else None
    if holder is None or holder.tag != "dl" or not _is_short(line.text):
        return False
    terms = list(holder.iterchildren("dt"))
    return bool(terms) and all(
        next(each.iter("img"), None) is not None and not flat(each.text_content()) for each in terms
    )


def _is_speaker(cite: HtmlElement) -> bool:
    """Whether *cite* is below a quotation that is set apart, and says whose words it is."""
    quoted = next((each for each in cite.iterancestors("blockquote", "figure")), None)
    text = flat(cite.text_content())
    return quoted is not None and _is_short(text) and len(flat(quoted.text_content())) > 2 * len(text)


def _is_centered(element: HtmlElement) -> bool:
    return (element.get("align") or "").lower() == "center" or _CENTERED.search(element.get("style") or "") is not None


@lru_cache(maxsize=8192)
def _is_name(name: str) -> bool:
    return _NAMED.search(_HUMP.sub("-", name)) is not None


def _picture_holders(tree: HtmlElement) -> set[HtmlElement]:
    """Return the elements that hold a picture, a few levels up, or a player or a frame. Emoji do not count."""
    images = (each for each in tree.iter("img") if "emoji" not in (each.get("class") or ""))
    holders = {up for image in images for up in islice(image.iterancestors(), _LEVELS_OF_TABLE)}
    players = (each.getparent() for each in tree.iter("audio", "video"))
    frames = (each for each in tree.iter(etree.Element) if each.get(FRAME) is not None)
    return holders | {each for each in (*players, *frames) if each is not None and each.tag != "p"}


def _is_only_text_beside_picture(line: TextLine, holders: set[HtmlElement]) -> bool:
    if line.words > _LONGEST_BESIDE or ends_with_stop(line.text):
        return False
    block: HtmlElement | None = line.block
    for _ in range(_LEVELS_OF_TABLE if line.block.tag == "td" else _LEVELS):
        if block is None or block.tag in _NEVER_CAPTIONS:
            return False
        if block in holders:
            return len(" ".join(block.text_content().split())) <= len(line.text)
        block = block.getparent()
    return False
