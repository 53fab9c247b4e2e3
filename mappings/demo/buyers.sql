-- One row per buyer, those who left included: `active` tells.
select
  organisation as collectivity_id,
  id as buyer_id,
  service,
  first_name || ' ' || last_name as full_name,
  email,
  phone,
  active
from agent
