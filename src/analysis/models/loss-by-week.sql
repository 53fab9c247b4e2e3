-- grain: one row per kind and week of deposit of an expected object (its Monday, in the incident's zone; null: undated)
create or replace table loss_by_week as
select
  kind,
  week,
  sum(expected)::bigint as expected,
  sum(damaged)::bigint as damaged,
  sum(missing)::bigint as missing,
  sum(altered)::bigint as altered,
  sum(unknown)::bigint as unknown,
  sum(lost)::bigint as lost,
  sum(damaged) / sum(expected) as damaged_rate,
  sum(missing) / sum(expected) as missing_rate,
  sum(lost) / sum(expected) as lost_rate
from loss_cell
group by kind, week;
