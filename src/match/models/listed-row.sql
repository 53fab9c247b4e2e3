-- grain: one row per looked_at_row whose object is listed, under its own key or the one that a rule found
-- The engine takes a listing for as few rows as it has slices, and would gather it whole to look a few keys up in it:
-- so it is to join as is written here.
set disabled_optimizers = 'join_order,build_side_probe_side';
create or replace table listed_row as
with asked as materialized (
  select e.row_number, e.bucket, coalesce(s.found_key, e.object_key) as ask_key
  from expected_object as e
  semi join (
    select row_number from looked_at_row
    except
    select row_number from suspect_object where listed_at is null
  ) as n on n.row_number = e.row_number
  left join suspect_object as s on s.row_number = e.row_number
)
select a.row_number, l.size_bytes as listed_bytes, l.listed_at, l.storage_class, l.etag
from stored_object as l
join asked as a on a.bucket = l.bucket and a.ask_key = l.object_key;
reset disabled_optimizers;
