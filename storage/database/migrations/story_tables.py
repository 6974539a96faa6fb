"""Stories, and a name for groups of copies that is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_VIEWS = {
    "story_members": """
select t.story_id, a.id as article_id, a.source_id, s.outlet, s.country, a.headline, a.published_at,
  a.published_precision, a.local_day, a.canonical_url, a.duplicate_of, a.copy_group_id, t.strength
from story_articles t join articles a on a.copy_group_id = t.article_id join sources s on s.id = a.source_id
where a.withdrawn_at is null""",
    "stories_today": """
select m.story_id, f.headline, count(distinct m.source_id) as outlets, count(distinct m.copy_group_id) as voices,
  count(*) as articles, min(t.at) as first_at, max(t.at) as last_at, min(t.at) >= r.since as is_new
from (
  select distinct w.story_id, n.since from (select strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-1 day') as since) n
    join story_articles w on w.at >= n.since
  ) r join story_articles t on t.story_id = r.story_id
  join story_members m on m.story_id = t.story_id and m.copy_group_id = t.article_id
  join articles f on f.id = m.story_id
group by m.story_id having count(distinct m.source_id) > 1""",
}


def m019_stories(db: Database) -> None:
    """Keep what each article tells, and which articles tell one event; a group of copies is called one.

    Articles that are in the store already get their stories from `rasad reindex`.
    """
    db.execute("alter table articles rename column story_id to copy_group_id")
    db.execute("drop index articles_story")
    db.execute("create index articles_copy_group on articles(copy_group_id)")
    db.execute(
        "create table story_sketches (article_id integer primary key references articles(id), rules integer not null, "
        "terms blob not null) strict"
    )
    db.execute(
        "create table story_articles (article_id integer primary key references articles(id), at text not null, "
        "tie integer not null, story_id integer references articles(id), strength real) strict"
    )
    db.execute("create index story_articles_story on story_articles(story_id)")
    db.execute("create index story_articles_at on story_articles(at)")
    db.execute(
        # no foreign key: with one, each removal of an article would read the whole table
        "create table story_keys (key integer not null, day integer not null, article_id integer not null, "
        "primary key (key, day, article_id)) strict, without rowid"
    )
    for name, query in _VIEWS.items():
        db.execute(f"create view {name} as {query}")
