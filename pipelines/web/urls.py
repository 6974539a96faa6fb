"""The canonical form of a URL, and which URLs belong to one site."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, unquote_to_bytes, urljoin, urlsplit

from w3lib.url import canonicalize_url, safe_url_string

if TYPE_CHECKING:
    from tldextract import TLDExtract

_PORTS = {"http": 80, "https": 443}
# Parameters that name where a reader came from, and never which page it is.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|ysclid|twclid|ttclid|srsltid|li_fat_id|igshid|igsh|mibextid"
    r"|sfnsn|__twitter_impression|__tn__|_x_tr_\w+|mc_[ce]id|_ga|_gl|_hsenc|_hsmi|mkt_tok|vero_id|oly_\w+_id|s_cid|ocid"
    r"|ncid|cmpid|ito|xtor|spm|wt[_.]\w+|pk_\w+|mtm_\w+|ns_\w+|at_(?:medium|campaign|custom\w*|link\w*|bbc_team|format|type)"
    r"|maca|traffic_source|soc_(?:src|trk)|fb_(?:ref|source|action_ids|action_types|comment_id)|ref|ref_src|ref_url|referrer"
    r"|amp|outputtype|share|shared|phpsessid|jsessionid",
    re.IGNORECASE,
)
_SESSION = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
# A URL that is canonical already, as in most listings: nothing to decode, to sort or to leave out.
_PLAIN = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::(?!80(?!\d)|443(?!\d)|0)\d{1,4})?"
    r"(?:/(?!\.{1,2}(?:[/?]|$))(?:[A-Za-z0-9._~-]|%[89A-F][0-9A-F])*)+(?:\?([A-Za-z_]\w*)=[A-Za-z0-9._~-]+)?",
    re.ASCII,
)
_HOME = re.compile(r"/?(?:(?:ar|arabic|home|default|index)(?:\.(?:html?|php|aspx?|jsp))?/?)?", re.IGNORECASE)
_QUERY_SAFE = "/:@!$()*,;-._~"
# Zero-width space, left/right marks, embeddings, isolates and byte-order mark, as pasted text brings along,
# with C0 controls and spaces. A zero-width joiner inside a path belongs to the name and stays.
_EDGES = (
    "".join(map(chr, range(0x21)))
    + "\u00a0\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)


def canonical_url(url: str) -> str:
    """Return the canonical form of *url*: the identity of the page, and an address that still opens.

    Percent-encoding has one form (raw Arabic, %D8 and %d8 become the same), the host is lower-case punycode, and
    parameters are sorted by name. Credentials, default ports, fragments, session and tracking parameters and dot
    segments are removed (RFC 3986 §6.2). `www.` and a last slash stay. Idempotent. Raises ValueError for a text that
    is not an http(s) URL.
    """
    plain = _PLAIN.fullmatch(url)
    if plain is not None and (plain[1] is None or not _TRACKING.fullmatch(plain[1])):
        return url
    return _canonicalized(url)


def _canonicalized(url: str) -> str:
    parts = urlsplit(re.sub("[\t\r\n]", "", url.strip(_EDGES)))  # as browsers read it (WHATWG URL, §4.4)
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not parts.hostname:
        raise ValueError(f"{url!r} is not an http(s) URL")
    host, port = _ascii_host(parts.hostname), parts.port
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != _PORTS[scheme]:
        netloc += f":{port}"
    path = _SESSION.sub("", parts.path.replace("\\", "/"))
    path = path if path.startswith("/") else "/" + path
    opened = safe_url_string(canonicalize_url(f"{scheme}://{netloc}{path}"))  # as Scrapy will send it
    query = _query(parts.query)
    return f"{opened}?{query}" if query else opened


def joined(base: str, link: str) -> str | None:
    """Return *link* resolved against *base*; `None` for what is no URL (`http://[`, a port out of range)."""
    try:
        url = urljoin(base, link.strip())
        urlsplit(url).port  # noqa: B018  # reading the port checks it
    except ValueError:
        return None
    return url


def host_of(url: str) -> str:
    """Return the host of *url*, lower-case punycode; empty where it has no host."""
    try:
        return _ascii_host(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def is_home(url: str) -> bool:
    """Whether *url* is a site's front page: its path is empty, the folder of a language, or the index page."""
    parts = urlsplit(url)
    return not parts.query and _HOME.fullmatch(parts.path) is not None


@lru_cache(maxsize=4096)
def leads_home(link: str | None) -> bool:
    """Whether *link*, as a page of the site writes it without a host, leads to its front page."""
    if not link or link.startswith(("#", "?")) or "//" in link:
        return False
    return is_home(link.removesuffix("/").removesuffix("amp"))


def same_site(a: str, b: str) -> bool:
    """Whether two URLs share their registrable domain (Public Suffix List); addresses must be the same."""
    host = host_of(a)
    return host != "" and (host == host_of(b) or _registrable(host) == site_of(b))


def site_of(url: str) -> str:
    """Return the registrable domain of *url*, or its host where there is none (an address, localhost).

    Hosting services count as suffixes (PSL, private section): two blogs of one host are two sites.
    """
    return _registrable(host_of(url))


@lru_cache(maxsize=4096)
def _registrable(host: str) -> str:
    found = _suffixes()(host)
    if not found.suffix and "." in host and ":" not in host and not found.ipv4:
        return ".".join(host.split(".")[-2:])  # the list's default rule "*"
    return found.top_domain_under_public_suffix or host


@cache
def _suffixes() -> TLDExtract:
    from tldextract import TLDExtract  # noqa: PLC0415  # it imports an HTTP client that is not needed here

    # The list inside the package; nothing is fetched and nothing is written.
    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def _ascii_host(host: str) -> str:
    plain = host.rstrip(".").lower()
    if not plain.isascii():
        plain = plain.encode("idna").decode().rstrip(".").lower()  # UnicodeError is a ValueError
    if plain and not _HOST.fullmatch(plain):
        raise ValueError(f"{host!r} is not a host name")
    return plain


def _query(text: str) -> str:
    """Return the parameters in canonical form; one without "=" stays without: some servers use "?123" as an id."""
    parameters = [_parameter(each) for each in re.split("&(?:amp;)*", text)]  # a feed that escapes twice has "&amp;"
    return "&".join(sorted(filter(None, parameters), key=lambda each: each.partition("=")[0]))


def _parameter(text: str) -> str:
    name, equals, value = (_requoted(each) if each != "=" else each for each in text.partition("="))
    return "" if _TRACKING.fullmatch(name) else name + equals + value


def _requoted(text: str) -> str:
    return quote_plus(unquote_to_bytes(text.replace("+", " ")), safe=_QUERY_SAFE)
