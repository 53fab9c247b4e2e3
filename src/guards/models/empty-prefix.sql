-- Rows: one per configured bucket or prefix that was listed to its end, holds nothing, and should hold something.
-- A dead volume below a prefix is a finding and no reason to stop.
-- Each range lies below one prefix, so the first key of what was listed together speaks for the others.
with first_key as (
  select bucket, object_key from listed_object
  union all
  select bucket, keys from listed_slice -- begins with its first key
),
held as (
  select distinct s.position
  from first_key as o join primary_source as s on s.bucket = o.bucket and starts_with(o.object_key, s.prefix)
),
empty_source as (
  select *
  from primary_source as p
  anti join held as h on h.position = p.position
  where not exists (
    select 1 from listing_range as r where r.bucket = p.bucket and starts_with(r.prefix, p.prefix) and r.state <> 'done'
  )
)
select
  s.bucket || case when s.prefix = '' then '' else '/' || s.prefix end as instance,
  'nothing is stored there, and the database promises ' || count(*) || ' objects' as finding
from empty_source as s
join expected_object as e on e.bucket = s.bucket and starts_with(e.object_key, s.prefix)
where e.in_scope and e.not_expected is null
group by s.position, s.bucket, s.prefix
order by s.position;
