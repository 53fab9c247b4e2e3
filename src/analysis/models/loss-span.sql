-- grain: one row per kind with a damaged object
-- The shortest range of deposit times that holds at least 95 % of its dated damaged objects, to be held against the time
-- at which a volume failed or was last copied. Exact: from each object's time on, to that of the object by which enough
-- are covered. Of several as short: the one that holds more objects, then the earliest. Undated objects are in no range
-- and are counted apart.
create or replace table loss_span as
with damaged as (
  select kind, deposited_at from object_verdict where state in ('missing', 'altered')
),
counted as (
  select
    kind,
    count(deposited_at) as dated,
    count(*) - count(deposited_at) as undated,
    (95 * count(deposited_at) + 99) // 100 as needed, -- 95 % in whole objects, rounded up
    min(deposited_at) as first_at,
    max(deposited_at) as last_at
  from damaged
  group by kind
),
placed as (
  select
    d.kind,
    d.deposited_at,
    row_number() over by_time as place,
    lead(d.deposited_at, c.needed - 1) over by_time as enough_at -- by when as many as needed are covered
  from damaged as d
  join counted as c using (kind)
  where d.deposited_at is not null
  window by_time as (partition by d.kind order by d.deposited_at)
),
instant as (
  select kind, deposited_at, min(place) as first_place, max(place) as last_place, arg_min(enough_at, place) as enough_at
  from placed
  group by kind, deposited_at
),
candidate as (
  select f.kind, f.deposited_at as from_at, t.deposited_at as to_at, t.last_place - f.first_place + 1 as objects
  from instant as f
  join instant as t on t.kind = f.kind and t.deposited_at = f.enough_at
),
shortest as (
  select * from candidate
  qualify row_number() over (partition by kind order by epoch_us(to_at) - epoch_us(from_at), objects desc, from_at) = 1
)
select c.kind, s.from_at, s.to_at, coalesce(s.objects, 0) as objects, s.objects / nullif(c.dated, 0) as share,
  c.dated, c.undated, c.first_at, c.last_at
from counted as c
left join shortest as s using (kind);
