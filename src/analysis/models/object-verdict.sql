-- grain: one row per expected object of a file that was not wholly intact by the listing
-- Judging: from what the listing said and what asking by name gave, a reason; from the reason, a state.
-- Only a definite "not found" is missing; whatever could not be established is unknown.
create or replace table object_verdict as
with fact_of as (
  select
    m.*,
    p.answer,
    p.error,
    coalesce(p.observed_at, m.listed_at) as observed_at,
    case when p.answer = 'found' then p.size_bytes else m.listed_bytes end as stored_bytes
  from match_row as m
  left join probe_answer as p on p.bucket = m.bucket and p.object_key = m.object_key
),
reasoned as (
  select
    *,
    case
      when suspicion = 'no-key' then 'no-key'
      when answer = 'absent' and listed_at is not null then 'listed-only'
      when answer = 'absent' then 'absent'
      when answer = 'forbidden' then 'forbidden'
      when answer = 'error' then 'error'
      when answer is null and suspicion = 'uncovered' then 'not-listed'
      when answer is null and suspicion is not null then 'error' -- nobody could ask
      when stored_bytes = 0 and size_bytes is distinct from 0 then 'empty'
      when stored_bytes <> size_bytes then 'size'
    end as reason
  from fact_of
),
judged as (
  select
    *,
    case
      when reason is null then 'intact'
      when reason in ('empty', 'size', 'checksum') then 'altered'
      when reason in ('absent', 'listed-only') then 'missing'
      else 'unknown'
    end as state
  from reasoned
)
select
  j.* exclude (answer, error, suspicion),
  case when j.state = 'intact' then case when j.size_bytes is null then 'listed' else 'size' end end as assurance,
  null::varchar as rule,
  null::varchar as found_key,
  case when j.state in ('missing', 'altered') then 
    coalesce(r.recovery, case when exists (select 1 from recovery_source where kind = 'replica') then 'unknown' else 'none' end) end as recovery,
  r.recovered_from,
  r.recovered_key,
  null::varchar as recovered_version_id,
  concat_ws('; ',
    case when j.listed_at is not null then 'listed: ' || j.listed_bytes || ' bytes' when j.object_key is not null then 'not listed' end,
    case when j.answer = 'found' then 'asked: found, ' || j.stored_bytes || ' bytes'
         when j.answer is not null then 'asked: ' || j.answer || coalesce(' (' || j.error || ')', '')
         when j.suspicion = 'uncovered' then 'its range was not listed to the end'
         when j.suspicion in ('not-found', 'contradicted', 'shared') then 'not asked by name' end,
    r.evidence
  ) as evidence
from judged as j
left join recovery as r using (row_number);
