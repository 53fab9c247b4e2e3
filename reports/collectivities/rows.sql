-- grain: one row per collectivity and kind with a file in scope
with affected as (
  select collectivity_id, kind, count(*) as consultations_affected
  from total
  where unit = 'files' and grain = 'consultation-kind' and damaged > 0 and consultation_id <> ''
  group by collectivity_id, kind
)
select
  t.* exclude (unit, grain, consultation_id, year),
  c.name as collectivity, c.siren, c.siret, c.department,
  coalesce(a.consultations_affected, 0) as consultations_affected
from total as t
left join collectivity as c using (collectivity_id)
left join affected as a using (collectivity_id, kind)
where t.unit = 'files' and t.grain = 'collectivity-kind'
order by t.damaged desc, c.name, t.collectivity_id, t.kind
