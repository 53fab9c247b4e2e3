-- One row per consultation and contact.
select organisme as collectivity_id, consultation_id, agent_id as buyer_id
from consultation_agent
