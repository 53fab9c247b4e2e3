-- grain: one row per collectivity with a damaged or unknown file in scope, the worst hit first
with affected as (
  select collectivity_id, count(*) as consultations
  from total
  where unit = 'files' and grain = 'consultation' and damaged > 0 and consultation_id <> ''
  group by collectivity_id
)
select
  coalesce(c.name, t.collectivity_id, '') as name,
  c.department,
  coalesce(a.consultations, 0) as consultations,
  t.expected, t.missing, t.altered, t.damaged, t.lost, t.recoverable, t.recovery_unknown, t.unknown
from total as t
left join collectivity as c using (collectivity_id)
left join affected as a using (collectivity_id)
where t.unit = 'files' and t.grain = 'collectivity' and (t.damaged > 0 or t.unknown > 0)
order by t.damaged desc, t.lost desc, t.unknown desc, name, t.collectivity_id
