"""The records that the packages hand to each other; every package may import this module."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from storage.rights import HostSignals, Rights


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingEntry:
    """What a listing declares about one URL; every field but *url* is `None` or empty where it declares nothing.

    *content* is the whole text that a feed carries, as lines: a second reading of the page's body. *published_day* is
    the outlet's day where the listing declares a day without a time; *published_at* is then its beginning.
    """

    url: str
    title: str | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    published_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One document: its bytes as received, the time of the download (UTC), and the signals of rights around it.

    *headers* are those that reserve rights. *site* is what the host's own files declare; `None`: they were not read.
    """

    requested_url: str
    final_url: str
    body: bytes
    content_type: str | None
    fetched_at: datetime
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    site: HostSignals | None = None


class ArticleKind(StrEnum):
    """The kind of an article."""

    ARTICLE = "article"
    OPINION = "opinion"
    INTERVIEW = "interview"
    GALLERY = "gallery"
    VIDEO = "video"
    LIVE = "live"
    BRIEF = "brief"
    PART = "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSketch:
    """What two texts are compared by: hashes of an article's folded words.

    *headline_digest* (6 bytes) and *body_digest* (12 bytes) tell an edit. *hashes* are the smallest 24-bit hashes, in
    order, of the *shingles* in all. *headline_words*, *lead_words* and *figures* are 16-bit hashes of distinct words.
    *copy_keys* (32-bit) find the texts that may be copies, *template_keys* (47-bit) those that may be of one series.
    """

    headline_digest: bytes
    body_digest: bytes
    shingles: int
    hashes: bytes
    headline_words: bytes
    lead_words: bytes
    figures: bytes
    copy_keys: tuple[int, ...]
    template_keys: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What an article is recognised by: its sketches for copies, series and *story*, its stems for the search."""

    sketch: TextSketch
    story: bytes
    story_rules: int
    headline_stems: str
    body_stems: str
    stem_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LivePart:
    """One part of a live page: its time (aware UTC; `None` where only a time of day is printed), as printed, its lines."""

    at: datetime | None
    printed: str
    text: str


AFTER_FETCH = "after-fetch"
"""`published_from` of an article whose only date lies after its fetch."""


class DatePrecision(StrEnum):
    """The finest unit of a date as the outlet gives it."""

    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFields:
    """The one list of article fields: each is a column of the store, a key of an export and of `rasad extract`.

    Their order is the order of the keys. Times are aware UTC; `None` and empty mean that the outlet did not say.
    *body* is `None` only where an export must leave the text out. *parts* are those of a live page. *repaired* names
    what was undone to read the page's bytes (`double-utf-8`, `cp1256-as-latin-1`). *doubt* is how likely the body is not
    the whole text and nothing else, 0 to 1; `None` where nothing measured it.
    *published_day* is in the outlet's zone. Where only it is known, *published_at* is its first moment there and in UTC.
    """

    source_id: str
    outlet: str
    canonical_url: str
    final_url: str
    headline: str
    kicker: str | None = None
    deck: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    dateline: str | None = None
    agency: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    summary: str | None = None
    body: str | None
    language: str
    published_at: datetime | None = None
    published_precision: DatePrecision | None = None
    published_day: date | None = None
    published_text: str | None = None
    published_from: str | None = None
    modified_at: datetime | None = None
    fetched_at: datetime
    image_url: str | None = None
    is_paywalled: bool | None = None
    words: int = 0
    doubt: float | None = None
    kind: ArticleKind = ArticleKind.ARTICLE
    parts: tuple[LivePart, ...] = ()
    repaired: str | None = None
    rights: Rights | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(ArticleFields):
    """A finished article, as a page was read.

    *requested_url*, *declared_url* and *published_until* are stored and not exported. *published_until* is the last
    moment that a day without a time can mean (UTC), `None` where the time is known.
    """

    body: str
    requested_url: str
    declared_url: str | None = None
    published_until: datetime | None = None


class Reason(StrEnum):
    """Why a page is not kept as an article."""

    NOT_HTML = "not-html"
    CHALLENGE = "challenge"
    SCRIPT_SHELL = "script-shell"
    META_REFRESH = "meta-refresh"
    SOFT_404 = "soft-404"
    LOGIN_WALL = "login-wall"
    SECTION_PAGE = "section-page"
    HOME_PAGE = "home-page"
    SEARCH_PAGE = "search-page"
    TAG_PAGE = "tag-page"
    SERVICE_PAGE = "service-page"
    TOO_SHORT = "too-short"
    NOT_ARABIC = "not-arabic"
    MOJIBAKE = "mojibake"
    TOO_DEEP = "too-deep"
    NO_HEADLINE = "no-headline"
    ROBOTS = "robots"
    UNSAFE_ADDRESS = "unsafe-address"
    OTHER_SITE = "other-site"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A page that was read and rejected; *evidence* is the short text or figure that decided."""

    reason: Reason
    evidence: str
    language: str | None = None


class State(StrEnum):
    """The state of a URL in the frontier."""

    QUEUED = "queued"
    KEPT = "kept"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    QUARANTINED = "quarantined"
    FAILED = "failed"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A page that broke its reader; the page itself is kept, for a person to look at."""

    reason: str
    page: Page


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The server answered 304: the stored article is still valid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """The outlet withdrew the URL: *status* is 410, or 404 where there was an article."""

    status: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The fetch failed; it is tried again at *retry_at*."""

    reason: str
    retry_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadArticle:
    """An article and its fingerprint, as a reader process returns them."""

    article: Article
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePage:
    """The URL led to a page that this run has already fetched from *of*; it was not fetched again."""

    of: str


Outcome = ReadArticle | Rejected | Quarantined | NotModified | Gone | Failed | SamePage  # how a fetch can end


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One fetch of a frontier URL and its outcome; both are committed together."""

    url: str
    source_id: str
    fetched_at: datetime
    outcome: Outcome
    etag: str | None = None
    last_modified: str | None = None


class Effect(StrEnum):
    """What keeping one `Fetched` did to the store: the columns of `source_runs`."""

    KEPT = "kept"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    NOT_MODIFIED = "not_modified"
    REJECTED = "rejected"
    QUARANTINED = "quarantined"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A frontier URL handed out to be fetched, with the validators to send; *is_new*: it was never fetched before."""

    url: str
    source_id: str
    etag: str | None
    last_modified: str | None
    tries: int
    listed: ListingEntry | None
    is_new: bool = True
