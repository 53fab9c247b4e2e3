-- Who runs which consultation.
select
  organisation as collectivity_id,
  consultation_id,
  agent_id as buyer_id
from consultation_agent
