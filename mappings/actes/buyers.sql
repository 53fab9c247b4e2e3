-- One row per person who transmits for a public body.
select
  siren as collectivity_id,
  id::text as buyer_id,
  service,
  full_name,
  email,
  phone,
  enabled as active
from agent
