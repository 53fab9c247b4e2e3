-- grain: one row per contact and affected consultation
select a.*, c.reference, c.title, c.deadline_at
from affected_contact as a
left join consultation as c using (collectivity_id, consultation_id)
order by a.collectivity_id, a.buyer_id, a.consultation_id
