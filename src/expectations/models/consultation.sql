-- grain: one row per consultation (the first row wins when an id comes twice)
-- Times without a zone are in the incident's: the store's TimeZone is set to it.
create or replace table consultation as
select
  collectivity_id,
  consultation_id,
  reference,
  title,
  category,
  readable_time(published_at) as published_at,
  readable_time(initial_deadline_at) as initial_deadline_at,
  readable_time(deadline_at) as deadline_at,
  readable_time(opened_at) as opened_at,
  readable_time(awarded_at) as awarded_at
from raw_consultation
where collectivity_id is not null and consultation_id is not null
qualify row_number() over (partition by collectivity_id, consultation_id order by raw_consultation.row_number) = 1;
