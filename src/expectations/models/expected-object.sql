-- grain: one row per row of expected-objects.sql, with its file's date, its year and whether it is in scope
-- alone: its file has no other row. database_key: the key of the database, before any rewriting.
create or replace view expected_object as
select
  r.row_number, r.object_key, coalesce(r.rewritten_from, r.object_key) as database_key,
  r.* exclude (row_number, object_key, rewritten_from, file_date, year, in_scope, flawed),
  case when f.row_number is null then r.year else f.year end as year,
  case when f.row_number is null then r.file_date else f.file_date end as file_date,
  case when f.row_number is null then r.in_scope else f.in_scope end as in_scope,
  f.row_number is null as alone
from expected_row as r
left join row_of_several as f on f.row_number = r.row_number;
