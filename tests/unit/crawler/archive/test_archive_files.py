"""The files of the archive: what is written is read again, whatever happened to the process or to the disk."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

pytest.importorskip("warcio", reason="the extra `archive` is not installed: `make test-archive` has it")

from crawler.archive.archive_files import ArchiveFiles, FileLimits
from crawler.archive.archive_retention import old_files, remove_files
from crawler.archive.archive_scan import opened_index
from crawler.archive.archived_pages import SavedPage, archived_page
from storage.frontier.archive_index import ArchiveIndex
from tests.unit.crawler.archive.archives import AT, fetch, written

FIVE = [fetch(number) for number in range(5)]


def _pages(folder: Path) -> list[SavedPage]:
    with opened_index(folder) as index:
        found = [each for pages in index.pages_of("ma_outlet") for each in pages]
        read = [archived_page(folder, index, each, most_bytes=10**6) for each in found]
    return [each for each in read if each is not None]


def _bodies(folder: Path) -> list[str]:
    return [each.page.body.decode() for each in _pages(folder)]


def test_a_page_is_read_as_it_was_fetched(tmp_path: Path) -> None:
    """Address, time, rights and decompressed bytes are those of the fetch."""
    written(tmp_path, [fetch(7)])

    (found,) = _pages(tmp_path)
    page = found.page

    assert ("https://outlet.example/news/7", "https://outlet.example/news/7/", AT + timedelta(minutes=7)) == (
        page.requested_url,
        page.final_url,
        page.fetched_at,
    )
    assert (("x-robots-tag", "noai"),) == page.headers
    assert "<html><h1>خبر رقم 7</h1><p>نص الخبر</p></html>" == page.body.decode()


def test_a_body_is_kept_once(tmp_path: Path) -> None:
    """A second fetch of the same bytes is a revisit, which reads the same; a month later they are kept again."""
    later = [replace(FIVE[1], fetched_at=AT + timedelta(days=days)) for days in (1, 29, 62)]

    pages = written(tmp_path, [FIVE[1], *later])

    assert [False, True, True, False] == [each.is_revisit for each in pages]
    assert 1 == len(set(_bodies(tmp_path)))
    assert 4 == len(_bodies(tmp_path))


def test_a_full_file_is_closed_and_the_next_is_begun(tmp_path: Path) -> None:
    """No file grows much beyond its size, and no name of an open file is left."""
    noise = [fetch(number, bytes((number * each * each) % 251 for each in range(9000))) for number in range(8)]

    written(tmp_path, noise, megabytes=0.003)

    names = sorted(each.name for each in tmp_path.glob("rasad-*"))
    assert (8, 0) == (len(_pages(tmp_path)), len([each for each in names if each.endswith(".open")]))
    assert len(names) > 1


def test_a_file_that_is_cut_anywhere_gives_every_whole_fetch(tmp_path: Path) -> None:
    """A killed run or a full disk may end an open file at any byte: the fetches before are all there, and no other."""
    pages = written(tmp_path / "whole", FIVE, close=False)
    (path,) = (tmp_path / "whole").glob("*.open")
    data = path.read_bytes()
    ends = [*(each.offset for each in pages[1:]), len(data)]
    wrong = []
    near = {end + each for end in ends for each in range(-9, 4)}  # the trailer of a member is 8 bytes, its magic 3
    for cut in sorted(each for each in {*range(0, len(data) + 1, 211), *near} if each <= len(data)):
        folder = tmp_path / str(cut)
        folder.mkdir()
        (folder / path.name).write_bytes(data[:cut])
        if (found := len(_bodies(folder))) != sum(end <= cut for end in ends):
            wrong.append((cut, found))
        shutil.rmtree(folder)

    assert [] == wrong


def test_a_file_that_another_run_writes_is_left_alone(tmp_path: Path) -> None:
    """Its writer holds a lock: nothing is cut or renamed, and what is in it can be read already."""
    with ArchiveIndex(tmp_path / "index.db") as index:
        files = ArchiveFiles(tmp_path, index, FileLimits())
        files.write(FIVE[0])
        found = _bodies(tmp_path)
        files.write(FIVE[1])
        files.close()

    assert (1, 2) == (len(found), len(_bodies(tmp_path)))


@pytest.mark.parametrize("content", [None, b"", b"no database at all" * 100])
def test_an_index_that_is_lost_is_built_again(tmp_path: Path, content: bytes | None) -> None:
    """The files of the archive have all that the index has."""
    written(tmp_path, [*FIVE, replace(FIVE[2], fetched_at=AT + timedelta(days=1))])
    before = _bodies(tmp_path)
    (tmp_path / "index.db").unlink()
    if content is not None:
        (tmp_path / "index.db").write_bytes(content)

    assert before == _bodies(tmp_path)
    assert 6 == len(before)


def test_old_files_go_by_age_and_by_size(tmp_path: Path) -> None:
    """The oldest go first, with their rows of the index; a page of a removed file is not there, and no error."""
    for day in (1, 2, 3):
        pages = written(tmp_path, [fetch(day)])
        (tmp_path / pages[0].file).rename(tmp_path / f"rasad-2026110{day}T000000Z-1-00001.warc.gz")
    with opened_index(tmp_path) as index:
        now = AT.replace(day=4)
        size = (tmp_path / "rasad-20261101T000000Z-1-00001.warc.gz").stat().st_size / 1e6
        by_age = old_files(tmp_path, keep_days=1.9 + 0.5, megabytes=1, now=now)
        by_size = old_files(tmp_path, keep_days=90, megabytes=size * 2.2, now=now)
        remove_files(index, by_size)

    assert ["rasad-20261101T000000Z-1-00001.warc.gz"] == [each.path.name for each in by_size]
    assert 2 == len(by_age)
    assert 2 == len(_bodies(tmp_path))


def test_the_files_are_as_private_as_the_store(tmp_path: Path) -> None:
    """Who may not read the articles may not read their pages."""
    with ArchiveIndex(tmp_path / "index.db") as index:
        files = ArchiveFiles(tmp_path, index, FileLimits(mode=0o600))
        page = files.write(FIVE[0])
        files.close()

    assert page is not None
    assert 0o600 == (tmp_path / page.file).stat().st_mode & 0o777
