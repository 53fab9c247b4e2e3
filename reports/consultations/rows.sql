-- grain: one row per consultation and kind with a damaged or unknown file; files without a known consultation
--        stand under `unattached`
select
  t.* exclude (unit, grain, consultation_id, year),
  case when t.consultation_id = '' then 'unattached' else t.consultation_id end as consultation_id,
  o.name as collectivity,
  c.reference, c.title, c.category, c.initial_deadline_at, c.deadline_at, c.opened_at, c.awarded_at
from total as t
left join collectivity as o using (collectivity_id)
left join consultation as c on c.collectivity_id = t.collectivity_id and c.consultation_id = t.consultation_id
where t.unit = 'files' and t.grain = 'consultation-kind' and t.damaged + t.unknown > 0
order by t.damaged desc, t.collectivity_id, t.consultation_id, t.kind
