-- One row per public body.
select
  acronyme as collectivity_id,
  libelle as name,
  siren,
  siren || nic as siret,            -- null when either is
  left(cp, 2) as department,
  courriel as email
from organisme
