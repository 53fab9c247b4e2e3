-- grain: one row per expected object of a file that is looked at object by object
-- ask_key is the key under which its object is: the one that a rule found, or its own.
-- A row alone in its file is found by its number; only where a file has several are files compared.
create or replace table match_row as
with looked_at as materialized (
  select e.* exclude (alone)
  from expected_object as e
  semi join (
    select row_number from suspect_object
    union all
    select row_number from sampled_object
    union all
    -- a signature without a content
    select row_number from expected_object where alone and role = 'signature' and in_scope and not_expected is null
  ) as s on s.row_number = e.row_number
  where e.alone
  union all
  select e.* exclude (alone)
  from expected_object as e
  semi join suspect_file as f
    on f.collectivity_id = e.collectivity_id and f.consultation_id = e.consultation_id and f.kind = e.kind and f.file_id = e.file_id
  where not e.alone and e.not_expected is null
),
listed as materialized (
  select e.row_number, l.size_bytes as listed_bytes, l.listed_at, l.storage_class, l.etag
  from (
    select e.row_number, e.bucket, coalesce(s.found_key, e.object_key) as ask_key
    from looked_at as e left join suspect_object as s using (row_number)
    where s.row_number is null or s.listed_at is not null
  ) as e
  join stored_object as l on l.bucket = e.bucket and l.object_key = e.ask_key
)
select
  e.*,
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
from looked_at as e
left join suspect_object as s using (row_number)
left join sampled_object as o using (row_number)
left join listed as l using (row_number)
left join etag_trust as t on t.bucket = e.bucket;
