"""The search of PostgreSQL: its table of stems, and an expression of FTS5 over stems as its `tsquery`.

Words are taken literally, parted by blanks: the stems are ours, and no configuration of the server reads them.
"""

from __future__ import annotations

import re

SEARCH = """
create table search_shadow (rowid bigint primary key, shadow tsvector not null);
create index search_shadow_words on search_shadow using gin (shadow);
create function search_words(text, text) returns text immutable language sql as $$
  select coalesce(string_agg('''' || replace(replace(word, '\\', '\\\\'), '''', '''''') || ''':' || least(place, 16383) || $2, ' '), '')
  from regexp_split_to_table(lower($1), '\\s+') with ordinality as words(word, place) where word <> '' $$;
create view articles_fts as select rowid, shadow, null::text as headline, null::text as body from search_shadow;
create function add_to_search() returns trigger language plpgsql as $$ begin
  insert into search_shadow values
    (new.rowid, search_words(new.headline, 'A')::tsvector || search_words(new.body, 'D')::tsvector);
  return new; end $$;
create trigger add_to_search instead of insert on articles_fts for each row execute function add_to_search();
"""
"""The statements that make it: what is inserted into `articles_fts` is kept as words with their places, and in no text."""
_PARTS = re.compile(r'(?:(headline|body) : )?"([^"]*)"|(\bAND\b|\bOR\b|\bNOT\b)|([()])|\s+')
_SIGNS = {"AND": "&", "OR": "|", "NOT": "& !"}
_COLUMNS = {"headline": "A", "body": "D"}


def tsquery(expression: str) -> str:
    """Return the `tsquery` of what `pipelines.arabic.search.query.match` made: words and phrases, AND, OR, NOT, columns.

    A phrase is in one column, as in FTS5. Raises `ValueError` for any other expression.
    """
    found, at = [], 0
    while at < len(expression):
        part = _PARTS.match(expression, at)
        if part is None:
            raise ValueError(f"no expression of a search: {expression!r}")
        at, (column, phrase, sign, bracket) = part.end(), part.groups()
        if phrase is not None:
            found.append(_phrase(phrase.lower().split(), column))
        elif sign or bracket:
            found.append(_SIGNS.get(sign, bracket))
    return " ".join(found)


def _phrase(words: list[str], column: str | None) -> str:
    quoted = ["'" + each.replace("\\", "\\\\").replace("'", "''") + "'" for each in words]
    weights = [_COLUMNS[column]] if column else sorted(_COLUMNS.values()) if len(words) > 1 else [""]
    return "(" + " | ".join(" <-> ".join(f"{each}:{weight}".rstrip(":") for each in quoted) for weight in weights) + ")"
