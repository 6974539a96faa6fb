"""The names of authors in the head of a page: in JSON-LD and in metas."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.arabic import fold
from pipelines.page.candidate import FieldCandidate
from pipelines.page.head import PageHead
from pipelines.page.landmarks import PageLandmarks

_METAS = ("author", "article:author", "dc.creator", "dc.author", "parsely-author", "sailthru.author", "byl")
_MAKER = re.compile(
    r"(?:develop|design|power|creat|host|made|built)\w{0,12} (?:and \w{1,20} )?by|web ?(?:design|solutions)"
    r"|(?:تصميم|برمجة|تطوير|استضافة|تنفيذ)(?!\w)",
    re.IGNORECASE,
)
_ARABIC = re.compile("[\u0620-\u064a]")


@dataclass(frozen=True, slots=True)
class ClaimedNames:
    """The names in the head: those that are *believed* before what is printed, and those that are *doubted*."""

    believed: list[FieldCandidate]
    doubted: list[FieldCandidate]


def claimed_names(landmarks: PageLandmarks, head: PageHead) -> ClaimedNames:
    """Return the names of the head; one in Latin letters alone, and a meta that is not printed, are doubted."""
    named = "، ".join(head.jsonld.authors)
    is_latin = bool(named) and not _ARABIC.search(named)
    metas = [each for name in _METAS for each in head.metas.get(name, ()) if not _is_maker(each, landmarks)]
    printed = fold(" ".join(each.text for each in landmarks.lines)) if metas or is_latin else ""
    is_account = is_latin and not any(fold(each) in printed for each in head.jsonld.authors)
    node = [FieldCandidate(value=named, rule="json-ld")] if named else []
    sure = [FieldCandidate(value=each, rule="meta") for each in metas if fold(each) in printed]
    rest = [FieldCandidate(value=each, rule="meta") for each in metas if fold(each) not in printed]
    return ClaimedNames(sure, node + rest) if is_account else ClaimedNames(node + sure, rest)


def _is_maker(name: str, landmarks: PageLandmarks) -> bool:
    """Whether *name* is who made the site: by its own words, or by a line of the page that credits it as that."""
    if "://" in name or _MAKER.search(name):
        return True
    folded = fold(name)
    return any(folded in fold(each.text) for each in landmarks.lines if _MAKER.search(each.text))
