"""Functions of SQLite that statements and views of the store use, for PostgreSQL.

Times are texts of ISO 8601 in UTC, as everywhere in the store.
"""

from __future__ import annotations

FUNCTIONS = """
create function json_each(text) returns table(key bigint, value text) immutable language sql as
  $$ select ordinality - 1, value from jsonb_array_elements_text($1::jsonb) with ordinality $$;
create function julianday(text) returns double precision immutable strict language sql as
  $$ select extract(epoch from $1::timestamp)::double precision / 86400 + 2440587.5 $$;
create function julianday(date) returns double precision immutable strict language sql as
  $$ select extract(epoch from $1::timestamp)::double precision / 86400 + 2440587.5 $$;
create function date(text, text) returns text immutable strict language sql as
  $$ select ($1::date + $2::interval)::date::text $$;
create function strftime(text, text, text) returns text stable strict language sql as
  $$ select to_char(now() at time zone 'utc' + $3::interval, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') $$;
create function iif(boolean, text, text) returns text immutable language sql as
  $$ select case when $1 then $2 else $3 end $$;
create function max(bigint, bigint) returns bigint immutable strict language sql as $$ select greatest($1, $2) $$;
create function min(bigint, bigint) returns bigint immutable strict language sql as $$ select least($1, $2) $$;
create function round(double precision, integer) returns double precision immutable strict language sql as
  $$ select round($1::numeric, $2)::double precision $$;
create function count_true(bigint, boolean) returns bigint immutable language sql as
  $$ select $1 + case when $2 then 1 else 0 end $$;
create aggregate sum(boolean) (sfunc = count_true, stype = bigint, initcond = '0');
create view sqlite_temp_master as select relname::text as name from pg_class where relnamespace = pg_my_temp_schema();
"""
"""The statements that make them. `sqlite_temp_master` has the temporary tables of the connection."""
