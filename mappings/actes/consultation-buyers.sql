-- Who transmitted what; of the flows of a month, everyone who sent one.
select siren as collectivity_id, 'A-' || id as consultation_id, agent_id::text as buyer_id
from acte
union
select siren, 'P-' || to_char(sent_at at time zone 'Europe/Paris', 'YYYY-MM'), agent_id::text
from pes_flow
