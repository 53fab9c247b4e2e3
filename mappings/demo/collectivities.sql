-- One row per public body.
select
  acronym as collectivity_id,
  name,
  siren,
  siret,
  department,
  email
from organisation
