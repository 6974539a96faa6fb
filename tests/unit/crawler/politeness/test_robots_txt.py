"""robots.txt by the text of RFC 9309, section by section."""

from __future__ import annotations

from crawler.politeness.robots_txt import MAX_BYTES, first_part, matches, read_rules
from tests.support.tables import every_row

HOST = "https://outlet.example"
AKHBAR = "%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1"  # أخبار
# The example of §5.1.
SIMPLE = """
User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: foobot
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: bazbot
Disallow: /example/page.html

User-Agent: quxbot
"""


def _allows(text: str | bytes, path: str, agent: str = "rasad") -> bool:
    return read_rules(text if isinstance(text, bytes) else text.encode()).allows(HOST + path, agent)


@every_row(
    ("agent", "path", "allowed"),
    [
        ("foobot", "/example/page.html", True),
        ("foobot", "/example/other.html", False),
        ("foobot", "/", False),
        ("barbot", "/example/page.html", False),
        ("bazbot", "/example/page.html", False),
        ("bazbot", "/example/", True),
        ("quxbot", "/example/page.html", True),
        ("other", "/a/b.gif", False),
        ("other", "/a/b.gif?x", True),
        ("other", "/example/", False),
        ("other", "/publications/x", True),
    ],
)
def test_the_simple_example(agent: str, path: str, allowed: bool) -> None:
    """§5.1: several groups, an agent in two lines, and one without a rule."""
    assert allowed is _allows(SIMPLE, path, agent)


@every_row(
    ("value", "is_everybody"),
    [("*Wahsh*", False), ("*wahsh", False), ("**Wahsh**", False), ("*", True), ("* ", True), ("*,", True)],
)
def test_an_asterisk_beside_a_name_means_that_name_alone(value: str, is_everybody: bool) -> None:
    """A group of `*Name*` shuts nobody out but Name; an asterisk without a name is everybody."""
    text = f"User-agent: {value}\nDisallow: /\n"

    assert (not is_everybody, False) == (_allows(text, "/news/1"), _allows(text, "/news/1", "Wahsh"))


@every_row("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_a_file_in_pairs_of_bytes_is_obeyed(encoding: str) -> None:
    """An editor that saves "Unicode" opens nothing: with a byte order mark or without, the rules are read."""
    text = "User-agent: *\r\nDisallow: /news/\r\n".encode(encoding)

    assert [False, True] == [_allows(text, path) for path in ("/news/1", "/sport/1")]


def test_blank_lines_between_agents_do_not_end_their_group() -> None:
    """§2.2.1: blank lines and unknown lines stand between the agents of one group."""
    text = "User-agent: one\n\nSitemap: /s.xml\n\nUser-agent: *\n\nDisallow: /news/\n"

    assert [False, False] == [_allows(text, "/news/1", agent) for agent in ("one", "rasad")]


def test_a_rule_of_many_asterisks_is_matched_at_once() -> None:
    """A pattern that would keep a regular expression busy for hours costs nothing."""
    text = "User-agent: *\nDisallow: /" + "*a" * 40 + "*b$\n"

    assert _allows(text, "/" + "a" * 5_000)


def test_the_longest_match_wins() -> None:
    """§5.2: a more specific disallow wins over the allow above it."""
    text = "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n"

    assert [True, False] == [_allows(text, f"/example/page/{name}", "foobot") for name in ("a.gif", "disallowed.gif")]


@every_row(
    ("line", "applies"),
    [
        ("User-agent: rasad", True),
        ("USER-AGENT:RASAD", True),
        ("User-agent: Rasad/2.0", True),
        ("User-agent: rasad # us", True),
        ("User-agent: ras", False),
        ("User-agent: rasad-news", False),
        ("User-agent: xrasad", False),
        ("User-agent: *", True),
    ],
)
def test_the_product_token_is_ours_whole_and_in_any_case(line: str, applies: bool) -> None:
    """§2.2.1: the token is compared without regard to case; a part of a name is another name."""
    assert applies is not _allows(f"{line}\nDisallow: /\n", "/a")


@every_row(
    ("text", "allowed"),
    [
        ("User-agent: rasad\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: RASAD\nDisallow: /b\n", False),
        ("User-agent: *\nDisallow: /\nUser-agent: rasad\nDisallow:\n", True),
        ("User-agent: *\nDisallow: /b\nUser-agent: x\nAllow: /\n", False),
        ("User-agent: x\nDisallow: /\n", True),
        ("Disallow: /\nUser-agent: x\nAllow: /\n", True),
        ("", True),
    ],
)
def test_groups_are_merged_and_the_own_one_counts_alone(text: str, allowed: bool) -> None:
    """§2.2.1: groups of one token are one; `*` is for those without a group; without any group all is allowed."""
    assert allowed is _allows(text, "/b")


@every_row(
    ("rules", "path", "allowed"),
    [
        ("Allow: /a\nDisallow: /a", "/a", True),
        ("Disallow: /a\nAllow: /a", "/a", True),
        ("Disallow: /a/b\nAllow: /a", "/a/b", False),
        ("Allow: /a*\nDisallow: /ab", "/ab", True),
        ("Disallow: /A", "/a", True),
        ("Disallow:", "/a", True),
        ("Disallow: /", "/robots.txt", True),
        ("Disallow: /this/*/exactly", "/this/that/exactly", False),
        ("Disallow: /this/path/exactly$", "/this/path/exactly", False),
        ("Disallow: /this/path/exactly$", "/this/path/exactly/", True),
        ("Disallow: /*?", "/a?b", False),
        ("Disallow: /*?", "/a", True),
        ("Disallow: //x", "//x/y", False),
        ("Disallow: /x?a=/b", "/x?a=%2fb", False),
    ],
)
def test_the_most_octets_win_and_allow_wins_a_tie(rules: str, path: str, allowed: bool) -> None:
    """§2.2.2 and §2.2.3: length decides, then allow; case counts in paths; `*` and `$` are special."""
    assert allowed is _allows(f"User-agent: *\n{rules}\n", path)


@every_row(
    ("rule", "path", "is_match"),
    [
        ("/foo/bar?baz=quz", "/foo/bar?baz=quz", True),
        ("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", True),
        ("/foo/bar/\u30c4", "/foo/bar/%E3%83%84", True),
        ("/foo/bar/%E3%83%84", "/foo/bar/%E3%83%84", True),
        ("/foo/bar/%62%61%7A", "/foo/bar/baz", True),
        ("/path/file-with-a-%2A.html", "/path/file-with-a-*.html", True),
        ("/path/file-with-a-%2A.html", "/path/file-with-a-b.html", False),
        ("/path/foo-%24", "/path/foo-$", True),
        ("/path/foo-%24", "/path/foo-", False),
        ("/أخبار/", f"/{AKHBAR}/1", True),
        (f"/{AKHBAR.lower()}/", f"/{AKHBAR}/1", True),
        (f"/{AKHBAR}/", "/أخبار/1", True),
        (f"/{AKHBAR}/", "/أخبارنا", False),
        ("/a%2Fb", "/a%2fb", True),
        ("/a%2Fb", "/a/b", False),
    ],
)
def test_octets_are_compared_however_they_are_spelled(rule: str, path: str, is_match: bool) -> None:
    """§2.2.2 and §2.2.3, with their tables, and Arabic paths: percent-encoded or not is no difference."""
    assert is_match is matches(rule, HOST + path)


@every_row(
    "text",
    [
        "\ufeffUser-agent: *\nDisallow: /a\n".encode(),
        b"User-agent: *\r\nDisallow: /a\r\n",
        b"User-agent: *\rDisallow: /a\r",
        b"# first\n\nUser-agent: *   # everybody\n\n\nDisallow: /a   # and below\n",
        b"Sitemap: https://outlet.example/s.xml\nUser-agent: *\nSitemap: https://outlet.example/s.xml\nDisallow: /a\n",
        b"User-agent: *\nClean-param: x\nHost: outlet.example\nNo line at all\nDisallow: /a\n",
        b"user-agent : *\n  disallow : /a\n",
        b"User-agent *\nDisallow /a\n",
        b"User-agent: *\nDisalow: /a\n",
        b"\x00\xff\xfe\nUser-agent: *\nDisallow: /a\n",
        "User-agent: *\n# \u2028 \u0085\nDisallow: /a\n".encode(),
    ],
)
def test_a_file_is_read_however_it_is_written(text: bytes) -> None:
    """§2.2 and §2.2.4: a mark, any line ends, comments, empty lines, other records and slips of the pen."""
    assert [False, True] == [_allows(text, "/a"), _allows(text, "/b")]


@every_row("between", ["Crawl-delay: 5", "Sitemap: https://outlet.example/s.xml", "Foo: bar", "# x", ""])
def test_other_records_end_no_group(between: str) -> None:
    """§2.2.4: other lines must not interfere: both agents are in one group."""
    text = f"User-agent: x\n{between}\nUser-agent: rasad\nDisallow: /a\n"

    assert [False, False] == [_allows(text, "/a"), _allows(text, "/a", "x")]


@every_row(
    ("text", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 2.5\n", 2.5),
        ("User-agent: rasad\nCrawl-delay: 3\nDisallow: /b\nUser-agent: *\nDisallow: /a\nCrawl-delay: 9\n", 3.0),
        ("User-agent: *\nCrawl-delay: 2\nDisallow: /a\nUser-agent: *\nCrawl-delay: 8\n", 8.0),
        ("User-agent: *\nCrawl-delay: -1\n", None),
        ("User-agent: *\nCrawl-delay: inf\n", None),
        ("User-agent: *\nCrawl-delay: soon\n", None),
        ("User-agent: x\nCrawl-delay: 2\n", None),
    ],
)
def test_a_crawl_delay_is_read(text: str, delay: float | None) -> None:
    """No part of the RFC, and a plain wish: the longest that our group names, where it is a number of seconds."""
    assert delay == read_rules(text.encode()).delay("rasad")


def test_a_long_file_is_cut_at_the_end_of_a_line() -> None:
    """§2.5: 500 KiB are read; a rule that is cut in two would be a wider one."""
    rule = b"Disallow: /" + b"a" * 100 + b"\n"
    body = b"User-agent: *\n" + rule * 6000

    assert (True, True) == (
        MAX_BYTES - len(rule) <= len(first_part(body)) <= MAX_BYTES,
        first_part(body)[-1:] == b"a",
    )
    assert _allows(body, "/a")


def test_signals_are_read() -> None:
    """`Content-Signal` lines declare how a text may be used, for the agents of their group."""
    text = b"User-agent: *\nContent-Signal: Search=yes, ai-train=no\nContent-Signal: nonsense\nAllow: /\n"

    assert (("ai-train", "no"), ("search", "yes")) == read_rules(text).signals("rasad")
