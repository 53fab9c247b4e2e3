-- grain: one row per expected object of a file that was looked at object by object
-- Before anything is called missing or altered the database was asked again; where it did not answer, nobody knows
-- whether it still promises the object.
create or replace table object_verdict as
with judged_row as (
  select
    j.*,
    l.error as look_error,
    l.answer is not null and j.found_state in ('missing', 'altered') as unconfirmed
  from judged('present_row') as j
  left join second_look as l
    on l.collectivity_id = j.collectivity_id and l.consultation_id = j.consultation_id and l.kind = j.kind
    and l.file_id = j.file_id and l.answer = 'error'
),
stated as (
  select
    *,
    case when unconfirmed then 'error' else found_reason end as reason,
    case when unconfirmed then 'unknown' else found_state end as state
  from judged_row
)
select
  j.* exclude (
    found_reason, found_state, look_error, unconfirmed, answer, error, suspicion, candidates, ask_key, sampled,
    listed_fingerprint, stated_fingerprints, known_fingerprints, fingerprint, content_method, content_answer, content_error,
    zeros, restored, perhaps_elsewhere
  ),
  case when j.state in ('missing', 'altered') then coalesce(r.recovery, 'unknown') end as recovery,
  r.recovered_from,
  r.recovered_key,
  r.recovered_version_id,
  concat_ws('; ',
    case when j.database_key <> j.object_key then 'written ' || j.database_key || ' in the database' end,
    case when j.change is not null then 'second look at the database: ' || j.change end,
    case
      when j.rule is not null then 'listed by rule ' || j.rule || ' as ' || j.found_key || ': ' || j.listed_bytes || ' bytes'
      when j.suspicion = 'ambiguous' then 'listed by rules: ' || j.candidates
      when j.listed_at is not null then 'listed: ' || j.listed_bytes || ' bytes'
      when j.object_key is not null and j.suspicion <> 'rewritten' then 'not listed'
    end,
    'storage class ' || nullif(j.storage_class, 'STANDARD'),
    case when j.answer = 'found' then 'asked: found, ' || j.stored_bytes || ' bytes'
         when j.answer is not null then 'asked: ' || j.answer || coalesce(' (' || j.error || ')', '')
         when j.suspicion = 'uncovered' then 'its range was not listed to the end'
         when j.suspicion in ('not-found', 'ambiguous', 'contradicted', 'shared', 'rewritten') then 'not asked by name' end,
    case when j.perhaps_elsewhere and j.answer = 'absent'
         then 'another spelling of its key may lie where storage was not listed to the end' end,
    case when j.content_answer = 'found' then j.content_method || ': ' || coalesce(j.fingerprint, 'no checksum to compare')
         when j.content_answer is not null
         then j.content_method || ': ' || j.content_answer || coalesce(' (' || j.content_error || ')', '') end,
    case when j.found_reason = 'checksum' then 'promised: ' || j.checksum || ', stored: ' || j.fingerprint end,
    case when j.zeros then 'every byte is zero' end,
    case when j.unconfirmed then 'the database did not answer a second time (' || j.look_error || ')' end,
    r.evidence
  ) as evidence
from stated as j
left join recovery as r using (row_number);
