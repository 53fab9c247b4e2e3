-- One row per consultation. Where a zero date means "not yet", say so: null. Any other text is left as it is, so that
-- constat can report what it cannot read.
select
  organisme as collectivity_id,
  id as consultation_id,
  reference,
  intitule as title,
  case categorie when 'T' then 'works' when 'F' then 'supplies' when 'S' then 'services' end as category,
  mise_en_ligne as published_at,
  date_limite_origine as initial_deadline_at,
  date_limite as deadline_at,
  nullif(ouverture_plis, '0000-00-00 00:00:00') as opened_at,
  nullif(attribution, '0000-00-00 00:00:00') as awarded_at
from consultation
