-- grain: one row per row of a table of matched rows (match_row, or present_row), judged
-- Judging: from what the listing said, what asking by name gave and what the content showed, a reason; from the
-- reason, a state. Only a definite "not found" is missing; whatever could not be established is unknown.
create or replace macro judged(matched) as table
with fact_of as (
  select
    m.*,
    p.answer,
    p.error,
    p.fingerprints as stated_fingerprints,
    p.restored,
    c.method as content_method,
    c.answer as content_answer,
    c.error as content_error,
    c.zeros,
    list_concat(coalesce(c.fingerprints, []), coalesce(p.fingerprints, [])) as known_fingerprints,
    coalesce(c.observed_at, p.observed_at, m.listed_at) as observed_at,
    case
      when c.answer = 'found' then c.size_bytes
      when p.answer = 'found' then p.size_bytes
      else m.listed_bytes
    end as stored_bytes,
    exists (
      select 1 from uncovered_spelling as u
      left join probe_answer as a on a.bucket = u.bucket and a.object_key = u.spelling
      where u.bucket = m.bucket and u.object_key = m.object_key and a.answer is distinct from 'absent'
    ) as perhaps_elsewhere
  from query_table(matched) as m
  left join probe_answer as p on p.bucket = m.bucket and p.object_key = m.ask_key
  left join content_answer as c on c.bucket = m.bucket and c.object_key = m.ask_key
),
compared as (
  select
    *,
    -- What was read or is stated counts before what the listing's ETag seems to say; a fingerprint of another
    -- algorithm says nothing.
    case
      when not exists (select 1 from setting where verify <> 'none') then null
      else coalesce(
        list_filter(known_fingerprints, lambda f: split_part(f, ':', 1) = split_part(checksum, ':', 1))[1],
        case when suspicion is distinct from 'checksum' and starts_with(checksum, 'md5:') then listed_fingerprint end
      )
    end as fingerprint
  from fact_of
),
reasoned as (
  select
    *,
    case
      when not_expected is not null then null
      when object_key is null then 'no-key'
      -- Whoever asked for its own key: other spellings of it were not looked for.
      when suspicion = 'uncovered' then 'not-listed'
      when answer = 'absent' and suspicion = 'ambiguous' then 'ambiguous'
      when answer = 'absent' and perhaps_elsewhere then 'not-listed'
      when answer = 'absent' and listed_at is not null then 'listed-only'
      when answer = 'absent' then 'absent'
      when answer = 'forbidden' then 'forbidden'
      when answer = 'error' then 'error'
      when answer is null and suspicion in ('not-found', 'ambiguous', 'contradicted', 'checksum', 'shared', 'rewritten')
        then 'error' -- nobody could ask
      when stored_bytes = 0 and size_bytes is distinct from 0 then 'empty'
      when stored_bytes <> size_bytes then 'size'
      when content_answer = 'absent' then 'listed-only'
      when content_answer = 'forbidden' then 'forbidden'
      when content_answer = 'error' then 'error'
      when fingerprint <> checksum then 'checksum'
    end as found_reason
  from compared
)
select
  *,
  case
    when found_reason is null then case when not_expected is null then 'intact' else 'not_expected' end
    when found_reason in ('empty', 'size', 'checksum') then 'altered'
    when found_reason in ('absent', 'listed-only') then 'missing'
    else 'unknown'
  end as found_state,
  case
    when found_reason is not null or not_expected is not null then null
    when fingerprint = checksum then 'checksum'
    when size_bytes is null then 'listed'
    else 'size'
  end as assurance
from reasoned;
