-- grain: one row per kind and cluster: the stretches of a place that touch, as one, with what they hold
-- An object belongs to the first stretch that holds it, and so to one cluster at most: shares add up.
create or replace table loss_cluster as
with limits as (
  select 5 as least_files -- damaged: the many blocks of a few files are no failure of a place
),
place_week as (
  select *, max(nth) over (partition by kind, place, week is null) as last_nth
  from (
    select kind, place, week, row_number() over (partition by kind, place, week is null order by week) as nth
    from (
      select distinct kind, place, week
      from loss_cell
      join loss_place as p using (kind, bucket, key_head)
      where exists (
        select 1 from loss_stretch as s where s.kind = p.kind and s.bucket = p.place.bucket and s.prefix = p.place.prefix
      )
    )
  )
),
-- Stretches touch when no week in which their place holds an expected object lies between them.
placed as (
  select
    s.kind, s.step, f.place, s.first_week, s.last_week, f.nth as first_nth, l.nth as last_nth, l.last_nth as place_nth,
    max(l.nth) over (partition by s.kind, f.place, s.first_week is null order by f.nth, s.step
      rows between unbounded preceding and 1 preceding) as nth_before
  from loss_stretch as s
  join place_week as f
    on f.kind = s.kind and f.place = {bucket: s.bucket, prefix: s.prefix} and f.week is not distinct from s.first_week
  join place_week as l on l.kind = f.kind and l.place = f.place and l.week is not distinct from s.last_week
),
numbered as (
  select *, count(*) filter (nth_before is null or first_nth > nth_before + 1)
    over (partition by kind, place, first_week is null order by first_nth, step) as nth_cluster
  from placed
),
stretch as (
  select *, min(step) over (partition by kind, place, first_week is null, nth_cluster) as cluster_id from numbered
),
described as (
  select kind, cluster_id, place.bucket as bucket, place.prefix as prefix, min(first_week) as first_week, max(last_week) as last_week,
    -- whether it begins or ends with all that the place holds; null for undated objects, whose weeks are null too
    case when min(first_week) is not null then min(first_nth) = 1 end as from_first,
    case when min(first_week) is not null then max(last_nth) = max(place_nth) end as to_last
  from stretch
  group by kind, cluster_id, place
),
cell as (
  select c.*, m.cluster_id
  from loss_cell as c
  left join (
    select c.kind, c.bucket, c.key_head, c.week, arg_min(s.cluster_id, s.step) as cluster_id
    from loss_cell as c
    join loss_place as p on p.kind = c.kind and p.bucket = c.bucket and p.key_head = c.key_head
    join stretch as s on s.kind = p.kind and s.place = p.place and within_stretch(c.week, s.first_week, s.last_week)
    group by all
  ) as m on m.kind = c.kind and m.bucket = c.bucket and m.key_head = c.key_head and m.week is not distinct from c.week
),
damaged_object as (
  select c.kind, c.cluster_id, (v.collectivity_id, v.consultation_id, v.file_id) as file, v.deposited_at
  from object_verdict as v
  join cell as c on c.kind = v.kind and c.bucket = v.bucket and c.key_head = key_head_of(v.object_key)
    and c.week is not distinct from date_trunc('week', v.deposited_at)::date
  where v.state in ('missing', 'altered') and c.cluster_id is not null
),
witnessed as (
  select kind, cluster_id, count(distinct file) as damaged_files, min(deposited_at) as first_damaged_at, max(deposited_at) as last_damaged_at
  from damaged_object
  group by kind, cluster_id
  having count(distinct file) >= (select least_files from limits)
),
summed as (
  select
    c.kind,
    w.cluster_id,
    sum(c.expected)::bigint as expected,
    sum(c.damaged)::bigint as damaged,
    sum(c.missing)::bigint as missing,
    sum(c.altered)::bigint as altered,
    sum(c.unknown)::bigint as unknown,
    sum(c.lost)::bigint as lost
  from cell as c
  left join witnessed as w on w.kind = c.kind and w.cluster_id = c.cluster_id
  group by c.kind, w.cluster_id
),
rest as (
  select
    kind,
    coalesce(sum(damaged) filter (cluster_id is null) / sum(expected) filter (cluster_id is null), 0) as rest_rate,
    sum(damaged) as kind_damaged
  from summed
  group by kind
)
select
  s.kind,
  row_number() over by_damage as rank,
  d.* exclude (kind, cluster_id),
  s.* exclude (kind, cluster_id),
  w.* exclude (kind, cluster_id),
  s.damaged / s.expected as damaged_rate,
  s.missing / s.expected as missing_rate,
  s.lost / s.expected as lost_rate,
  r.rest_rate,
  s.damaged / s.expected / nullif(r.rest_rate, 0) as lift,
  s.damaged / r.kind_damaged as share,
  sum(s.damaged) over by_damage / r.kind_damaged as covered
from summed as s
join described as d on d.kind = s.kind and d.cluster_id = s.cluster_id
join witnessed as w on w.kind = s.kind and w.cluster_id = s.cluster_id
join rest as r on r.kind = s.kind
window by_damage as (partition by s.kind order by s.damaged desc, d.bucket, d.prefix, d.first_week);
