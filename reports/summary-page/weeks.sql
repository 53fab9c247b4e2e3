-- grain: one row per kind and week of deposit of an expected file (its Monday, in the incident's zone; null: undated)
-- loss_by_week counts objects; managers read files.
with counted as (
  select kind, week, files as n, 'intact' as state, null as recovery
  from place_tally
  where files > 0
  union all
  select kind, week, 1, state, recovery
  from file_verdict
  where state <> 'not_expected'
)
select
  kind,
  week,
  sum(n)::bigint as expected,
  coalesce(sum(n) filter (state in ('missing', 'altered')), 0)::bigint as damaged,
  coalesce(sum(n) filter (recovery = 'none'), 0)::bigint as lost
from counted
group by all
order by kind, week nulls last
