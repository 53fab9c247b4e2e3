-- There are no consultations here. What a person calls one matter stands for them: an acte, with its annexes; of the
-- accounting flows, those of a month. Nothing of it has a deadline or is sealed.

select
  siren as collectivity_id,
  'A-' || id as consultation_id,
  number as reference,
  subject as title,
  null::text as category,
  transmitted_at as published_at,
  null::timestamptz as initial_deadline_at,
  null::timestamptz as deadline_at,
  null::timestamptz as opened_at,
  null::timestamptz as awarded_at
from acte

union all

select
  siren,
  'P-' || month,
  'PES ' || month,
  'Flux PES de ' || month,
  null,
  min(sent_at),
  null, null, null, null
from (select siren, sent_at, to_char(sent_at at time zone 'Europe/Paris', 'YYYY-MM') as month from pes_flow) as flow
group by siren, month
