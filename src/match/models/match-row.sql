-- grain: one row per expected object of a file that is not wholly intact by the listing alone
create or replace table match_row as
select
  e.*,
  s.suspicion,
  coalesce(s.listed_bytes, l.size_bytes) as listed_bytes,
  coalesce(s.listed_at, l.listed_at) as listed_at
from expected_object as e
join suspect_file using (collectivity_id, consultation_id, kind, file_id)
left join suspect_object as s using (row_number)
left join stored_object as l on s.row_number is null and l.bucket = e.bucket and l.object_key = e.object_key
where e.not_expected is null;
