-- grain: one row per row of expected-objects.sql, with its file's year and whether that is in scope
-- database_key: the key of the database, before any rewriting. scope_date: the row's own.
create or replace view expected_object as
select
  r.row_number, r.object_key, coalesce(r.rewritten_from, r.object_key) as database_key,
  r.* exclude (row_number, object_key, rewritten_from, year, in_scope, flawed),
  case when f.row_number is null then r.year else f.year end as year,
  case when f.row_number is null then r.in_scope else f.in_scope end as in_scope
from expected_row as r
left join rescoped_row as f on f.row_number = r.row_number;
