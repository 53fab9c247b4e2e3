-- grain: one row per kind, bucket, first segments of the key (up to two; '' without any) and week of deposit (null: undated)
-- Objects are the unit, contents and signatures alike: a volume holds objects, and a file in blocks may lie on several.
-- What can be got back is damaged all the same: the shape is that of the failure.
create or replace table loss_cell as
with counted as (
  select kind, bucket, key_head, week, objects as n, 'intact' as state, null as recovery
  from place_tally
  where objects > 0
  union all
  select kind, bucket, key_head_of(object_key), week_of(deposited_at), 1, state, recovery
  from object_verdict
  where state in ('intact', 'altered', 'missing', 'unknown')
)
select
  kind,
  bucket,
  key_head,
  week,
  sum(n)::bigint as expected,
  coalesce(sum(n) filter (state in ('missing', 'altered')), 0)::bigint as damaged,
  coalesce(sum(n) filter (state = 'missing'), 0)::bigint as missing,
  coalesce(sum(n) filter (state = 'altered'), 0)::bigint as altered,
  coalesce(sum(n) filter (state = 'unknown'), 0)::bigint as unknown,
  coalesce(sum(n) filter (recovery = 'none'), 0)::bigint as lost
from counted
group by all;
