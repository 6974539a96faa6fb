"""The one form of a URL, and which sites belong together."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, unquote_to_bytes, urlsplit

from w3lib.url import canonicalize_url, safe_url_string

if TYPE_CHECKING:
    from tldextract import TLDExtract

_PORTS = {"http": 80, "https": 443}
# Parameters that say where a reader came from, never which page it is.
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
# What is in its one form already, as most listings write it: nothing to decode, to sort or to leave out.
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
    """Return the one form of *url*: the identity of what it names, and an address that still opens.

    Percent-encoding has one form (raw Arabic, %D8 and %d8 meet), the host is lower-case punycode, parameters are
    sorted by name; credentials, default ports, fragments, session and tracking parameters and dot segments go
    (RFC 3986 §6.2). `www.` and a last slash stay. Idempotent. Raises ValueError for what is no http(s) URL.
    """
    plain = _PLAIN.fullmatch(url)
    if plain is not None and (plain[1] is None or not _TRACKING.fullmatch(plain[1])):
        return url
    return _in_one_form(url)


def _in_one_form(url: str) -> str:
    parts = urlsplit(re.sub("[\t\r\n]", "", url.strip(_EDGES)))  # as browsers read it (WHATWG URL, §4.4)
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not parts.hostname:
        raise ValueError(f"{url!r} is no http(s) URL")
    host, port = _ascii_host(parts.hostname), parts.port
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != _PORTS[scheme]:
        netloc += f":{port}"
    path = _SESSION.sub("", parts.path.replace("\\", "/"))
    path = path if path.startswith("/") else "/" + path
    opened = safe_url_string(canonicalize_url(f"{scheme}://{netloc}{path}"))  # as Scrapy will send it
    query = _query(parts.query)
    return f"{opened}?{query}" if query else opened


def host_of(url: str) -> str:
    """Return the host of *url*, lower-case punycode; empty when it has none."""
    try:
        return _ascii_host(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def is_home(url: str) -> bool:
    """Whether *url* is a site's front page: no path, or the folder of a language or the index page alone."""
    parts = urlsplit(url)
    return not parts.query and _HOME.fullmatch(parts.path) is not None


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
        return ".".join(host.split(".")[-2:])  # where no rule of the list matches, "*" does
    return found.top_domain_under_public_suffix or host


@cache
def _suffixes() -> TLDExtract:
    from tldextract import TLDExtract  # noqa: PLC0415  # it brings an HTTP client that nobody here needs

    # The list that the package brings; nothing is fetched and nothing written.
    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def _ascii_host(host: str) -> str:
    plain = host.rstrip(".").lower()
    if not plain.isascii():
        plain = plain.encode("idna").decode().rstrip(".").lower()  # UnicodeError is a ValueError
    if plain and not _HOST.fullmatch(plain):
        raise ValueError(f"{host!r} is no host name")
    return plain


def _query(text: str) -> str:
    """Return the parameters in one spelling; one without "=" stays without: some servers take "?123" as an id."""
    said = [_parameter(each) for each in re.split("&(?:amp;)*", text)]  # a feed that escapes twice says "&amp;"
    return "&".join(sorted(filter(None, said), key=lambda each: each.partition("=")[0]))


def _parameter(text: str) -> str:
    name, equals, value = (_spelled(each) if each != "=" else each for each in text.partition("="))
    return "" if _TRACKING.fullmatch(name) else name + equals + value


def _spelled(text: str) -> str:
    return quote_plus(unquote_to_bytes(text.replace("+", " ")), safe=_QUERY_SAFE)
