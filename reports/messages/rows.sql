-- grain: one row per contact and affected consultation, those of a contact together and the most urgent first
select
  a.collectivity_id, a.collectivity, a.buyer_id, a.full_name, a.no_address,
  case when not a.no_address then a.email end as email,
  'collectivities/' || safe_name(a.collectivity_id) as folder,
  case when a.buyer_id is null then 'collectivity' else 'contact-' || safe_name(a.buyer_id) end || '.eml' as name,
  a.consultation_id, c.reference, c.title, c.deadline_at,
  a.files_damaged, a.files_lost, a.files_recoverable, a.files_recovery_unknown
from affected_contact as a
left join consultation_urgency as u using (collectivity_id, consultation_id)
left join consultation as c using (collectivity_id, consultation_id)
order by a.collectivity_id, a.buyer_id nulls first, u.urgency, a.files_damaged desc, a.consultation_id
