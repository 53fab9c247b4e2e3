-- One row per consultation. Ids are unique within an organisation only.
select
  organisation as collectivity_id,
  id as consultation_id,
  reference,
  title,
  case category when 1 then 'works' when 2 then 'supplies' when 3 then 'services' end as category,
  published_at,
  initial_deadline as initial_deadline_at,
  deadline as deadline_at,
  opened_at,
  awarded_at
from consultation
