"""robots.txt against Google's test vectors, and against a second parser on the files of 4,231 sites.

Every difference is one of a kind that docs/operators/politeness-and-rights.md explains; another one fails here.
"""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Iterator

import pytest
from protego import Protego

from crawler.politeness.robots_txt import read_rules
from tests.support.paths import DOCS, SHARED

VECTORS = SHARED / "suites" / "robots-vectors.jsonl"
FILES = SHARED / "suites" / "robots-real.tar.xz"
PAGE = (DOCS / "operators/politeness-and-rights.md").read_text(encoding="utf-8")
_RULE = re.compile(r"^\s*(?:dis)?allow\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_MOST_RULES = 6
_NO_END = "Only allow and disallow lines end a list of user agents"
_NO_BREAK = "followed by a comma or a no-break space"
EXPLAINED = {
    "bitbucket.org": _NO_END,
    "www.congress.gov": _NO_END,
    "www.khaleejtimes.com": _NO_END,
    "www.monstersandcritics.com": _NO_END,
    "www.turktelekom.com.tr": _NO_BREAK,
}


@pytest.mark.skipif(not VECTORS.exists(), reason="needs the suites beside the checkout")
def test_googles_vectors_differ_in_one_form() -> None:
    """RFC 9309 §2.2.2 decodes unreserved octets of a rule, Google's parser does not; all other vectors agree."""
    vectors = [json.loads(line) for line in VECTORS.read_text(encoding="utf-8").splitlines()]
    differing = [
        each["robots"]
        for each in vectors
        if read_rules(each["robots"].encode("latin-1")).allows(each["url"], each["agent"]) is not each["allowed"]
    ]

    assert (142, ["/foo/bar/%62%61%7A"], True) == (
        len(vectors),
        [_RULE.findall(each)[-1] for each in differing],
        "`/foo/bar/%62%61%7A`" in PAGE,
    )


@pytest.mark.long
@pytest.mark.skipif(not FILES.exists(), reason="needs the suites beside the checkout")
def test_the_files_of_real_sites_differ_from_a_second_parser_as_explained() -> None:
    """Some 30,000 questions on 4,231 files: the sites with another answer are known, each with the sentence that says why."""
    number, differing = 0, set()
    for name, body in _files():
        number += 1
        text = body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
        ours, theirs = read_rules(body), Protego.parse(text)
        for path in ("/", "/news/1", *_paths(text)):
            url = f"https://outlet.example{path}"
            if ours.allows(url, "rasad") is not theirs.can_fetch(url, "rasad"):
                differing.add(name)

    assert (4231, set(EXPLAINED), []) == (number, differing, [each for each in EXPLAINED.values() if each not in PAGE])


def _files() -> Iterator[tuple[str, bytes]]:
    with tarfile.open(FILES) as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.isfile() else None
            if stream is not None:
                yield member.name.rpartition("/")[2], stream.read()


def _paths(text: str) -> Iterator[str]:
    """Yield paths that the first rules of a file are about."""
    for rule in _RULE.findall(text)[:_MOST_RULES]:
        yield "/" + rule.replace("*", "x").rstrip("$").lstrip("/")
