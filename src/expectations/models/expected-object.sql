-- grain: one row per row of expected-objects.sql, with its file's year and whether it is in scope
-- alone: its file has no other row. database_key: the key of the database, before any rewriting.
create or replace view expected_object as
select
  row_number, object_key, coalesce(rewritten_from, object_key) as database_key,
  * exclude (row_number, object_key, rewritten_from)
from expected_row;
