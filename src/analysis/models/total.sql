-- grain: unit and one of: platform; kind; year; kind and year; collectivity; collectivity and kind;
--        consultation; consultation and kind (what a grain sums over is null)
create or replace table total as
with summed as (
  select
    unit,
    collectivity_id,
    consultation_id,
    kind,
    year,
    grouping(collectivity_id, consultation_id, kind, year) as summed_over,
    coalesce(sum(n) filter (state <> 'not_expected'), 0)::bigint as expected,
    coalesce(sum(n) filter (state = 'intact'), 0)::bigint as intact,
    coalesce(sum(n) filter (state = 'altered'), 0)::bigint as altered,
    coalesce(sum(n) filter (state = 'missing'), 0)::bigint as missing,
    coalesce(sum(n) filter (state = 'unknown'), 0)::bigint as unknown,
    coalesce(sum(n) filter (state in ('missing', 'altered')), 0)::bigint as damaged,
    coalesce(sum(n) filter (recovery = 'none'), 0)::bigint as lost,
    coalesce(sum(n) filter (recovery in ('relocated', 'replica', 'version')), 0)::bigint as recoverable,
    coalesce(sum(n) filter (recovery = 'unknown'), 0)::bigint as recovery_unknown,
    coalesce(sum(n) filter (state = 'not_expected'), 0)::bigint as not_expected,
    coalesce(sum(n) filter (by_rule and state <> 'not_expected'), 0)::bigint as by_rule,
    coalesce(sum(n) filter (assurance = 'listed'), 0)::bigint as assurance_listed,
    coalesce(sum(n) filter (assurance = 'size'), 0)::bigint as assurance_size,
    coalesce(sum(n) filter (assurance = 'checksum'), 0)::bigint as assurance_checksum
  from state_count
  group by grouping sets (
    (unit), (unit, kind), (unit, year), (unit, kind, year),
    (unit, collectivity_id), (unit, collectivity_id, kind),
    (unit, collectivity_id, consultation_id), (unit, collectivity_id, consultation_id, kind)
  )
)
select
  case summed_over
    when 15 then 'platform' when 13 then 'kind' when 14 then 'year' when 12 then 'kind-year'
    when 7 then 'collectivity' when 5 then 'collectivity-kind'
    when 3 then 'consultation' when 1 then 'consultation-kind'
  end as grain,
  * exclude (summed_over),
  missing / nullif(expected, 0) as missing_rate,
  (missing + unknown) / nullif(expected, 0) as missing_rate_max,
  damaged / nullif(expected, 0) as damaged_rate,
  lost / nullif(expected, 0) as lost_rate
from summed;
