-- grain: one row per consultation that a certificate names: the hit ones of the collectivities ($collectivities) and
--        those asked for ($consultations, both JSON)
with named as (
  select t.collectivity_id, t.consultation_id
  from total as t
  join (select unnest(from_json($collectivities, '["VARCHAR"]')) as collectivity_id) as c using (collectivity_id)
  where t.unit = 'files' and t.grain = 'consultation' and t.damaged + t.unknown > 0
  union
  select g.collectivity_id, g.consultation_id
  from (
    select unnest(from_json($consultations, '[{"collectivity_id": "VARCHAR", "consultation_id": "VARCHAR"}]')) as g
  )
)
select
  c.collectivity_id, o.name, c.consultation_id, c.reference, c.title, c.initial_deadline_at, c.deadline_at
from named
join consultation as c using (collectivity_id, consultation_id)
left join collectivity as o using (collectivity_id)
order by o.name nulls last, c.collectivity_id, c.reference nulls last, c.consultation_id
