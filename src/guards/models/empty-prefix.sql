-- Rows: one per configured bucket or prefix that was listed to its end, holds nothing, and should hold something.
-- A dead volume below a prefix is a finding and no reason to stop.
-- Each range lies below one prefix, so one of its keys speaks for the others.
with some_key as (
  select bucket, object_key from listed_object
  union all
  select bucket, any_value(keys) from listed_slice group by bucket, range_id -- begins with a key
),
held as (
  select distinct s.position
  from some_key as o join primary_source as s on s.bucket = o.bucket and starts_with(o.object_key, s.prefix)
),
empty_source as (
  select *
  from primary_source as p
  anti join held as h on h.position = p.position
  where not exists (
    select 1 from listing_range as r where r.bucket = p.bucket and starts_with(r.prefix, p.prefix) and r.state <> 'done'
  )
),
-- One row, or none: so that the engine gathers the sources, and never the promises.
watched as (
  select list(s order by s.position) as sources from empty_source as s having count(*) > 0
),
promised as (
  select unnest(list_filter(w.sources, lambda s: s.bucket = e.bucket and starts_with(e.object_key, s.prefix))) as source
  from expected_object as e
  cross join watched as w
  where e.in_scope and e.not_expected is null
)
select
  source.bucket || case when source.prefix = '' then '' else '/' || source.prefix end as instance,
  'nothing is stored there, and the database promises ' || count(*) || ' objects' as finding
from promised
group by source
order by source.position;
