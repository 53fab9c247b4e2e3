-- grain: one row per file deposited in the risk window of its service, and one per orphan stored in a risk window
select r.*, c.name as collectivity, c.siren, c.email
from retransmission as r
left join collectivity as c using (collectivity_id)
order by r.collectivity_id nulls last, r.deposited_at, r.consultation_id, r.kind, r.file_id, r.bucket, r.object_key
