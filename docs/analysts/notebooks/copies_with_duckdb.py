# %% [markdown]
# # How fast do texts travel? (DuckDB, over Parquet)
#
# First write the file. `--full-text` is for your own analysis; without it DuckDB reads snippets where the licence allows no more.
#
#     rasad export --format parquet --full-text -o articles.parquet
#
# Opens as a notebook in VS Code, Spyder and PyCharm, and in Jupyter with jupytext. As a script:
#
#     python copies_with_duckdb.py articles.parquet
#
# It needs duckdb. (DuckDB can open the SQLite file itself, too, but loads an extension from the internet for that.)

# %%
import sys

import duckdb

IN_NOTEBOOK = hasattr(sys, "ps1") or "ipykernel" in sys.modules
FILE = "articles.parquet" if IN_NOTEBOOK or len(sys.argv) < 2 else sys.argv[1]

db = duckdb.connect()
db.execute("set timezone = 'UTC'")
articles = db.read_parquet(FILE)
db.register("records", articles)

# %% [markdown]
# ## The articles
#
# An export says of each record what was done (`op`). Withdrawn articles are in it as records without a text.

# %%
db.execute("create view articles as select * from records where op <> 'withdrawn'")
by_outlet = db.sql("""
    select outlet, count(*) as articles, count(duplicate_of) as copies,
        round(100.0 * count(duplicate_of) / count(*), 1) as percent_copied,
        round(avg(words)) as mean_words
    from articles group by outlet order by percent_copied desc, outlet
""")
print(by_outlet)

# %% [markdown]
# ## The way of a text
#
# Only where both dates have a time: a day without one would make hours that nobody measured.

# %%
travel = db.sql("""
    select o.outlet as first, c.outlet as then_by, count(*) as copies,
        round(median(epoch(c.published_at) - epoch(o.published_at)) / 3600, 2) as median_hours
    from articles c join articles o on o.id = c.duplicate_of
    where o.source_id <> c.source_id and c.published_precision <> 'day' and o.published_precision <> 'day'
    group by all order by copies desc, first, then_by limit 10
""")
print(travel)

# %% [markdown]
# ## The words of headlines
#
# DuckDB knows no Arabic: it counts letters as they are written. `rasad keywords` counts words in all their forms.

# %%
words = db.sql("""
    with words as (
        select unnest(regexp_extract_all(headline, '[\\p{L}\\p{M}]{4,}')) as word
        from articles where duplicate_of is null
    )
    select word, count(*) as headlines from words group by word order by headlines desc, word limit 10
""")
print(words)
db.close()
