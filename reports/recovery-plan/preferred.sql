-- grain: one row per object that can be got back, with the copy that is preferred
select
  v.bucket, v.object_key, v.state,
  c.kind as recovery, c.source as recovered_from, c.recovered_key, c.recovered_version_id, c.size_bytes, c.archived
from object_verdict as v
join recovery_candidate as c using (row_number)
where c.fits and v.state in ('missing', 'altered')
qualify row_number() over (partition by v.bucket, v.object_key order by c.position, c.nth, v.row_number) = 1
order by v.bucket, v.object_key
