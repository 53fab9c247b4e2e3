-- One row per public body: here it is known by its SIREN.
select
  siren as collectivity_id,
  name,
  siren,
  siret,
  department,
  email
from authority
