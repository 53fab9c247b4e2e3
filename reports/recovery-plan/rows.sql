-- grain: one row per damaged object and copy of it that fits, the preferred one first (rank 1)
with place as (
  select unnest(
    from_json(value, '[{"role":"VARCHAR","name":"VARCHAR","bucket":"VARCHAR","root":"VARCHAR"}]'), recursive := true
  )
  from fact where name = 'places'
)
select
  v.collectivity_id, v.consultation_id, v.kind, v.role, v.file_id, v.bucket, v.object_key, v.state, v.reason,
  row_number() over (partition by v.row_number order by c.position, c.nth) as rank,
  c.kind as recovery,
  c.source as recovered_from,
  coalesce(p.bucket, p.root, c.source) as source_bucket,
  c.recovered_key,
  c.recovered_version_id,
  c.size_bytes as copy_bytes,
  case c.compared when 'checksum' then 'checksum-equal' when 'archived' then 'size-equal-archived' else 'size-equal' end
    as compared,
  c.archived
from object_verdict as v
join recovery_candidate as c using (row_number)
left join place as p on c.kind = 'replica' and p.role = 'recovery' and p.name = c.source
where c.fits and v.state in ('missing', 'altered')
order by v.collectivity_id, v.consultation_id, v.kind, v.file_id, v.role, v.object_key, v.row_number, rank
