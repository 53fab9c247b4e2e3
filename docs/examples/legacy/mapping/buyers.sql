-- One row per contact, those who have left included: `active` tells.
select
  organisme as collectivity_id,
  id as buyer_id,
  service,
  prenom || ' ' || nom as full_name,
  courriel as email,
  tel as phone,
  actif as active                   -- 'O' and 'N' are read as they are
from agent
