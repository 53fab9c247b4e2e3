-- grain: one row per affected consultation (`unattached`: the files of a collectivity without a known one)
-- It is as urgent as its most urgent damaged file, whose rule it takes; of several as urgent, one that is not superseded.
create or replace table consultation_urgency as
select collectivity_id, consultation_id, urgency, rule as urgency_rule, superseded
from urgency
qualify row_number() over (
  partition by collectivity_id, consultation_id order by urgency, superseded, rule, kind, file_id, own_consultation_id
) = 1;
