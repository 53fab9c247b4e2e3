-- grain: one row per expected object of a file that is looked at object by object
-- ask_key is the key under which its object is: the one that a rule found, or its own.
-- Which rows they are is found by few columns; only of those all columns are read, once. A row alone in its file is
-- found by its number; only where a file has several are files compared.
create or replace table match_row as
with looked_at as materialized (
  select row_number from suspect_object
  union
  select row_number from sampled_object
  union
  -- a signature without a content
  select row_number from expected_object anti join row_of_several using (row_number)
  where role = 'signature' and in_scope and not_expected is null
  union
  select e.row_number
  from row_of_several as o
  semi join suspect_file as f on f.file_number = o.file_number
  join expected_row as e on e.row_number = o.row_number
  where e.not_expected is null
),
listed as materialized (
  select e.row_number, l.size_bytes as listed_bytes, l.listed_at, l.storage_class, l.etag
  from (
    select e.row_number, e.bucket, coalesce(s.found_key, e.object_key) as ask_key
    from expected_object as e
    semi join (
      select row_number from looked_at
      except
      select row_number from suspect_object where listed_at is null
    ) as n on n.row_number = e.row_number
    left join suspect_object as s on s.row_number = e.row_number
  ) as e
  join stored_object as l on l.bucket = e.bucket and l.object_key = e.ask_key
)
select
  e.* exclude (scope_date),
  case when r.row_number is null then e.scope_date else r.file_date end as file_date,
  s.suspicion,
  s.rule,
  s.found_key,
  s.candidates,
  coalesce(s.found_key, e.object_key) as ask_key,
  l.listed_bytes,
  l.listed_at,
  l.storage_class,
  case when coalesce(t.trusted, true) then etag_fingerprint(l.etag) end as listed_fingerprint,
  o.row_number is not null as sampled,
  null::varchar as change
from expected_object as e
semi join looked_at as n on n.row_number = e.row_number
left join row_of_several as r on r.row_number = e.row_number
left join suspect_object as s on s.row_number = e.row_number
left join sampled_object as o on o.row_number = e.row_number
left join listed as l on l.row_number = e.row_number
left join etag_trust as t on t.bucket = e.bucket;
