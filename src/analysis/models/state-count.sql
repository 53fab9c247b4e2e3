-- grain: unit (objects, files, signatures), collectivity, consultation ('' when unattached), kind, year,
--        state, assurance, recovery, by_rule
-- The tallies of match and the rows of the findings together: every figure is a sum over this table.
create or replace table state_count as
with counted as (
  select unit, collectivity_id, consultation_id, kind, year, state, assurance, null::varchar as recovery,
    false as by_rule, n
  from tally
  union all
  select 'objects', collectivity_id, case when attached then consultation_id else '' end, kind, year, state,
    assurance, recovery, rule is not null, 1
  from object_verdict
  union all
  select 'signatures', collectivity_id, case when attached then consultation_id else '' end, kind, year, state,
    assurance, recovery, rule is not null, 1
  from object_verdict where role = 'signature'
  union all
  select 'files', collectivity_id, case when attached then consultation_id else '' end, kind, year, state,
    assurance, recovery, by_rule, 1
  from file_verdict
)
select unit, collectivity_id, consultation_id, kind, year, state, assurance, recovery, by_rule, sum(n)::bigint as n
from counted
group by all;
