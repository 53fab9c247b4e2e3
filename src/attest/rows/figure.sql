-- grain: one row per kind; per collectivity and kind; per consultation and kind with a damaged or unknown file
-- (in files). Files without a known consultation stand under consultation ''.
select
  collectivity_id, consultation_id, kind, expected, missing, altered, lost, recoverable, recovery_unknown, unknown
from total
where unit = 'files'
  and (grain in ('kind', 'collectivity-kind') or grain = 'consultation-kind' and damaged + unknown > 0)
order by collectivity_id, consultation_id, kind
