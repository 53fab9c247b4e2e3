-- grain: one row per expected object of a file that is looked at object by object
-- ask_key is the key under which its object is: the one that a rule found, or its own.
create or replace table match_row as
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
semi join looked_at_row as n on n.row_number = e.row_number
left join row_of_several as r on r.row_number = e.row_number
left join suspect_object as s on s.row_number = e.row_number
left join sampled_object as o on o.row_number = e.row_number
left join listed_row as l on l.row_number = e.row_number
left join etag_trust as t on t.bucket = e.bucket;
