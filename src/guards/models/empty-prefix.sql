-- Rows: one per configured bucket or prefix that was listed to its end, holds nothing, and should hold something.
-- A dead volume below a prefix is a finding and no reason to stop.
with promised as (
  select s.position, s.bucket, s.prefix, count(*) as keys
  from primary_source as s
  join expected_object as e on e.bucket = s.bucket and starts_with(e.object_key, s.prefix)
  where e.in_scope and e.not_expected is null
  group by all
)
select
  p.bucket || case when p.prefix = '' then '' else '/' || p.prefix end as instance,
  'nothing is stored there, and the database promises ' || p.keys || ' objects' as finding
from promised as p
where p.position not in (
    select s.position
    from stored_object as o join primary_source as s on s.bucket = o.bucket and starts_with(o.object_key, s.prefix)
    group by s.position
  )
  and not exists (select 1 from listing_range as r where r.bucket = p.bucket and starts_with(r.prefix, p.prefix) and r.state <> 'done')
order by p.position;
