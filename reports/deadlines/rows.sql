-- grain: one row per consultation and service, where a deadline of the one fell while the other was down, or near that
select d.*, c.name as collectivity, c.email
from deadline as d
left join collectivity as c using (collectivity_id)
order by d.nearness desc, d.deadline_at, d.initial_deadline_at, d.collectivity_id, d.consultation_id, d.service
