"""The pattern of an outlet's article URLs, learned from its links, which must match the articles of tomorrow too.

Rules:

- URLs are grouped by their shape (`spiders.autodiscovery.url_shape`): dates, ids, slugs and folder names.
- The URLs of feeds are articles. Without feeds, articles are the shapes whose links are headlines: at least four
  words, or two if the shape itself identifies an article.
- A number, a date or an id identifies an article. A bare slug must have at least one hyphen, and the pages of the
  menu are excluded by name.
- The pattern never has the date, id or slug of one article. It has a folder name only if all articles share it, or
  if there are two such names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from pipelines.web.urls import is_home
from spiders.autodiscovery.page_links import PageLink
from spiders.autodiscovery.url_shape import UrlPart, UrlShape, shape_of
from spiders.listings.listing import follows

_HEADLINE_WORDS = 4
_CERTAIN_WORDS = 2
_LEAST_LINKS, _LEAST_STRONG = 3, 2
_LEAST_SHARE = 0.08
_HEADLINES_SHARE = 0.5
_SOME = 0.04
"""If more than this share of the slugs has no number, a number is not required in an article's URL."""
_MOST_NAMED = 20
_MENU_HYPHENS = 2
# Folders that have no articles below them. Those that have articles at this outlet are not excluded.
_NO_FOLDER = (
    "tags?", "topics?", "categor(?:y|ies)", "cat", "authors?", "writers?", "pages?", "sections?", "search", "feeds?",
    "users?", "archives?", "وسم", "كاتب",
)  # fmt: skip
_CLOSED_FOLDERS = {each: re.compile(each) for each in _NO_FOLDER}
_CLOSED = re.compile("|".join(_NO_FOLDER))
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|svg|webp|avif|pdf|docx?|mp[34]|css|js|xml|zip|apk)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPattern:
    """A pattern of article URLs. *regex* is a value for `follow`: it is searched in the absolute URL.

    It matches *matched* of the *of* articles that it was made from. *doubt* says why a person should check it (`None`:
    no doubt).
    """

    regex: str
    matched: int
    of: int
    doubt: str | None = None


def article_pattern(links: Sequence[PageLink], articles: Collection[str] = ()) -> LinkPattern | None:
    """Return the pattern of the article URLs; `None` if nothing distinguishes them from other URLs.

    *links* are the links of the outlet's pages, *articles* are URLs that are certainly articles (those of a feed).
    """
    sure = {url: shape for url in articles if not is_home(url) and ((shape := shape_of(url)).parts or shape.ids)}
    shapes = sure or _headlines(links)
    if not shapes:
        return None
    others = [each.url for each in links if each.url not in shapes and _is_no_article(each)]
    families = _families(shapes)
    regex = _regex([_branch(each, others, list(shapes)) for each in families])
    matched = sum(follows(regex, url) for url in shapes)
    wrong = [url for url in others if follows(regex, url)]
    return LinkPattern(regex=regex, matched=matched, of=len(shapes), doubt=_doubt(matched, len(shapes), wrong, sure))


def _is_no_article(link: PageLink) -> bool:
    """Whether a link has few words, as sections, tags and names have. A picture has no words and may be an article."""
    count = len(link.words.split())
    return 0 < count < _HEADLINE_WORDS and (link.in_menu or shape_of(link.url).hyphens <= _MENU_HYPHENS)


def _headlines(links: Sequence[PageLink]) -> dict[str, UrlShape]:
    """Return the links of those shapes whose link texts are mostly headlines. Static pages have few words."""
    groups: dict[object, list[PageLink]] = defaultdict(list)
    pages = (each.url for each in links if not is_home(each.url) and not _is_other(each.url))
    shapes = {url: shape for url in pages if (shape := shape_of(url)).parts or shape.ids}
    for each in links:
        if each.url in shapes:
            shape = shapes[each.url]
            groups[(shape.family, _word(shape) if not shape.is_strong else "")].append(each)
    found: dict[str, UrlShape] = {}
    for group in groups.values():
        long = [each.url for each in group if _is_headline(each, shapes[each.url])]
        least = _LEAST_STRONG if long and shapes[long[0]].is_strong else _LEAST_LINKS
        if len(long) >= least and len(long) >= _HEADLINES_SHARE * len(group):
            found |= {url: shapes[url] for url in long}
    return _without_strays(found)


def _is_headline(link: PageLink, shape: UrlShape) -> bool:
    """Whether a link has enough words to be a headline; a strong shape needs fewer."""
    count = len(link.words.split())
    return count >= _HEADLINE_WORDS or (shape.is_strong and not link.in_menu and count >= _CERTAIN_WORDS)


def _without_strays(found: dict[str, UrlShape]) -> dict[str, UrlShape]:
    """Remove weak shapes if strong ones identify the articles: the weak ones are static pages with long names."""
    strong = {url: shape for url, shape in found.items() if shape.is_strong}
    return strong if len(strong) >= _LEAST_LINKS and len(strong) * 2 >= len(found) else found


def _is_other(url: str) -> bool:
    path = unquote(urlsplit(url).path).lower()
    return _PICTURE.search(path) is not None or any(_CLOSED.fullmatch(each) for each in path.split("/")[:-1])


def _word(shape: UrlShape) -> str:
    return shape.texts[0] if len(shape.texts) > 1 and shape.parts[0] is UrlPart.WORD else ""


def _families(shapes: dict[str, UrlShape]) -> list[list[UrlShape]]:
    """Return the shapes by family, the large families first; rare shapes are dropped."""
    widened = _widened(list(shapes.values()))
    groups: dict[object, list[UrlShape]] = defaultdict(list)
    for each in widened:
        groups[each.family].append(each)
    least = max(1, round(_LEAST_SHARE * len(shapes))) if len(shapes) > _LEAST_LINKS else 1
    few = len(shapes) <= _LEAST_LINKS
    kept = [each for each in groups.values() if len(each) >= least and (few or each[0].is_strong or len(each) > 1)]
    return sorted(kept, key=lambda group: -len(group))


def _widened(shapes: list[UrlShape]) -> list[UrlShape]:
    """Return slugs that begin or end with a number as plain slugs, if other slugs have no number."""
    plain = sum(each.parts[-1:] == (UrlPart.SLUG,) for each in shapes)
    numbered = {UrlPart.NUMBER_SLUG, UrlPart.SLUG_NUMBER, UrlPart.LETTERED, UrlPart.HEX}
    if plain <= _SOME * len(shapes) or (plain == 1 and len(shapes) > 2 * _LEAST_LINKS):
        return shapes
    heads = {each.parts[:-1] for each in shapes if each.parts[-1:] == (UrlPart.SLUG,)}
    return [
        replace(each, parts=(*each.parts[:-1], UrlPart.SLUG))
        if each.parts[-1:] and each.parts[-1] in numbered and each.parts[:-1] in heads
        else each
        for each in shapes
    ]


def _branch(family: list[UrlShape], others: Sequence[str], articles: Sequence[str]) -> str:
    """Return the pattern of one family's path and query."""
    first = family[0]
    written: list[str] = []
    for at, part in enumerate(first.parts):
        texts = list(dict.fromkeys(each.texts[at] for each in family))
        if part is UrlPart.WORD:
            written.append(_folder(texts, others, articles, is_strong=first.is_strong))
        elif part is UrlPart.SLUG and not first.is_strong:
            written.append(_slug(family, others))
        else:
            written.append(part.value)
    path = "/" + "/".join(written) + re.escape(first.ending)
    if first.ids:
        slash = "" if first.ending else "/?"
        return rf"{path}{slash}\?(?:[^#]*&)?{re.escape(first.ids[0])}=\d+"
    return path if first.ending else f"{path}/?"


def _folder(texts: Sequence[str], others: Sequence[str], articles: Sequence[str], *, is_strong: bool) -> str:
    """Return the regex of a folder: its name, one of two names, or any name but those of tags and the like.

    Two folders that the menu links to are sections, and an outlet has more sections than two.
    """
    if len(texts) == 1:
        return re.escape(texts[0])
    pages = {shape.texts[-1] for url in others if (shape := shape_of(url)).texts}
    if len(texts) == 2 and not is_strong and not pages >= set(texts):  # noqa: PLR2004  # two folders are the outlet's rule, three are sections
        return f"(?:{'|'.join(map(re.escape, sorted(texts)))})"
    own = {each for url in articles for each in unquote(urlsplit(url).path).split("/")}
    closed = "|".join(each for each, name in _CLOSED_FOLDERS.items() if not any(name.fullmatch(word) for word in own))
    return f"(?!(?:{closed})/)[^/]+"


def _slug(family: list[UrlShape], others: Sequence[str]) -> str:
    """Return the regex of a bare slug: with a hyphen if all articles have one, and without the pages of the menu.

    The pages are excluded by name. If there are too many, the slug must have more hyphens than any of them.
    """
    near = [shape for url in others if _is_near(shape := shape_of(url), family)]
    counts = sorted(each.hyphens for each in family)
    low = counts[len(counts) // 20]
    is_open = len(family[0].parts) == 1 or len({each.texts[:-1] for each in family}) > 1
    least = min(low, 1) if near or is_open else min(counts[0], 1)
    named = sorted({each.texts[-1] for each in near if each.hyphens >= least})
    if len(named) > _MOST_NAMED and low > (most := max(each.hyphens for each in near)):
        least, named = most + 1, []
    closed = f"(?!(?:{'|'.join(map(re.escape, named[:_MOST_NAMED]))})/?$)" if named else ""
    return (
        rf"{closed}(?:[^/_-]*[_-]){{{least},}}[^/]+"
        if least > 1
        else rf"{closed}[^/]+[_-][^/]+"
        if least
        else rf"{closed}[^/]+"
    )


def _is_near(shape: UrlShape, family: list[UrlShape]) -> bool:
    """Whether a page that is not an article is in the same folder as the family."""
    return bool(shape.texts) and any(
        each.parts[:-1] == shape.parts[:-1] and each.texts[:-1] == shape.texts[:-1] for each in family
    )


def _regex(branches: list[str]) -> str:
    unique = list(dict.fromkeys(branches))
    ends = [each if r"\?" in each else f"{each}$" for each in unique]
    return f"^https?://[^/]+{ends[0]}" if len(ends) == 1 else f"^https?://[^/]+(?:{'|'.join(ends)})"


def _doubt(matched: int, of: int, wrong: Sequence[str], sure: Collection[str]) -> str | None:
    return "; ".join(_doubts(matched, of, wrong, sure)) or None


def _doubts(matched: int, of: int, wrong: Sequence[str], sure: Collection[str]) -> Iterator[str]:
    if not sure:
        yield "made from the links alone: no feed says which are articles"
    if matched < of:
        yield f"{of - matched} of {of} articles have another form"
    if wrong:
        yield f"{len(wrong)} other links have it too, as {unquote(wrong[0])}"
