-- grain: one row per expected object that the listing and the probe show to be missing or altered
create or replace table damaged_object as
select m.row_number, m.bucket, m.object_key, m.size_bytes
from match_row as m
join probe_answer as p on p.bucket = m.bucket and p.object_key = m.object_key
where m.suspicion is not null and (
  p.answer = 'absent'
  or (p.answer = 'found' and ((p.size_bytes = 0 and m.size_bytes is distinct from 0) or p.size_bytes <> m.size_bytes))
);
