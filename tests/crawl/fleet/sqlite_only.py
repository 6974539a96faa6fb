"""Which tests of storage are about the SQLite file of a single host, and why; all others hold for PostgreSQL, too."""

from __future__ import annotations

_FILE = "reads or damages the SQLite file itself"
_PLAN = "reads a query plan of SQLite"
_STEPS = "counts what SQLite does, by hooks of SQLite"
_REBUILD = "`rasad reindex` makes the index of SQLite"
_VERIFY = "ends with `rasad verify`, which checks a SQLite file"
_OPENS = "opens stores by their paths"
_SCHEMA = "compares the tables of SQLite with the docs; those of PostgreSQL are made from them"
_STORAGE = "tests/unit/storage/"
_REASONS = {
    "database/maintenance/": _FILE,
    "database/sqlite/": _FILE,
    "database/test_schema.py": _FILE,
    "test_data_dictionary.py": _SCHEMA,
    "database/test_reader_views.py::test_counting_walks_no_texts": _PLAN,
    "database/test_reader_views.py::test_the_newest_are_found_without_sorting": _PLAN,
    "analysis/test_attention.py::test_counting_reads_no_text": _PLAN,
    "analysis/test_copy_network.py::test_the_network_reads_no_text": _PLAN,
    "analysis/test_drawn_texts.py::test_an_article_that_is_gone_is_passed_over": "switches foreign keys off",
    "articles/copies/test_false_merges.py::test_one_page_that_breaks_the_keeping_costs_no_other": "names an error of SQLite",
    "articles/copies/test_series.py::test_the_search_for_copies_skips_the_earlier_pieces_of_a_series": _STEPS,
    "articles/copies/test_series.py::test_a_piece_compares_as_few_texts_after_320_others_as_after_80": _STEPS,
    "articles/search/test_search_index.py::test_a_rebuilt_index_finds_the_same": _REBUILD,
    "articles/search/test_search_index.py::test_what_changes_during_a_rebuild_is_in_it": _REBUILD,
    "articles/search/test_search_index.py::test_a_rebuild_that_was_killed_is_begun_anew": _REBUILD,
    "articles/search/test_search_index.py::test_the_index_holds_no_text": _FILE,
    "articles/test_keep_statements.py": _STEPS,
    "articles/upkeep/test_prune.py::test_articles_go_by_the_licence_of_their_outlet": _VERIFY,
    "articles/upkeep/test_prune.py::test_the_copy_of_a_removed_original_becomes_one": _VERIFY,
    "articles/upkeep/test_prune.py::test_rows_beside_articles_go_by_age": _VERIFY,
    "articles/upkeep/test_repair.py::test_what_is_derived_is_built_again": "switches foreign keys off",
    "articles/upkeep/test_reread.py::test_a_new_text_is_no_revision": "counts rows of the index of SQLite",
    "export/cursors/test_cursor_fits.py": _OPENS,
    "runs/test_article_counts.py": "lets SQLite check foreign keys at the end",
    "frontier/test_frontier.py::test_a_feeds_text_waits_for_its_page_and_goes_with_it": _FILE,
}


def sqlite_only(nodeid: str) -> str | None:
    """Return why a test is about SQLite alone; `None` where it is not."""
    return next((reason for begin, reason in _REASONS.items() if nodeid.startswith(_STORAGE + begin)), None)
