-- grain: one row per affected consultation without an active contact, with the address that is left
select
  a.*, c.reference, c.title, c.deadline_at,
  case when a.consultation_id = 'unattached' then 'no-consultation'
       when a.email is null then 'no-address' else 'no-active-contact' end as reason
from affected_contact as a
left join consultation as c using (collectivity_id, consultation_id)
where a.contact = 'collectivity-address'
order by a.files_lost desc, a.files_damaged desc, a.collectivity_id, a.consultation_id
