-- grain: one row per file that was looked at object by object
-- Rows withdrawn since the snapshot count as not expected; a file with no other is not expected itself.
-- A file is as its worst content object: missing, altered, unknown, intact. Without one it is unknown.
-- named_by_key: the key of one of its objects stands for its id.
-- Its signature stands beside it. A damaged file is lost when one of its damaged content objects is.
create or replace table file_verdict as
with ranked as (
  select
    *,
    case state when 'missing' then 1 when 'altered' then 2 when 'unknown' then 3 else 4 end as badness
  from object_verdict
  where state <> 'not_expected'
),
rolled as (
  select
    collectivity_id, consultation_id, kind, file_id,
    any_value(attached) as attached,
    any_value(year) as year,
    any_value(file_date) as file_date,
    arg_min(file_name, row_number) filter (role = 'content') as file_name,
    min(lot) as lot,
    min(offer_id) as offer_id,
    min(bidder) as bidder,
    bool_and(current) as current,
    bool_or(winning) as winning,
    count(*) filter (role = 'content') as content_objects,
    count(*) filter (role = 'content' and state = 'missing') as objects_missing,
    count(*) filter (role = 'content' and state = 'altered') as objects_altered,
    count(*) filter (role = 'content' and state = 'unknown') as objects_unknown,
    coalesce(arg_min(state, badness) filter (role = 'content'), 'unknown') as state,
    case when count(*) filter (role = 'content') = 0 then 'no-content'
         else arg_min(reason, badness) filter (role = 'content' and reason is not null) end as reason,
    arg_min(state, badness) filter (role = 'signature') as signature_state,
    arg_min(assurance, assurance_rank(assurance))
      filter (role = 'content') as weakest_assurance,
    bool_or(rule is not null) filter (role = 'content') as by_rule,
    bool_or(recovery = 'none') filter (role = 'content') as any_lost,
    bool_or(recovery = 'unknown' or state = 'unknown') filter (role = 'content') as any_unsettled,
    arg_min(recovery, row_number) filter (role = 'content' and recovery not in ('none', 'unknown')) as found_recovery,
    sum(size_bytes) filter (role = 'content') as size_bytes,
    coalesce(
      date_trunc('week', min(deposited_at) filter (role = 'content')), date_trunc('week', min(deposited_at))
    )::date as week,
    min(coalesce(regexp_extract(object_key, '^([^/]*/){1,2}'), '')) as key_head,
    bool_or(coalesce(file_id in (database_key, object_key), false)) as named_by_key,
    max(observed_at) as observed_at
  from ranked
  group by collectivity_id, consultation_id, kind, file_id
)
select
  * exclude (weakest_assurance, any_lost, any_unsettled, found_recovery, by_rule),
  coalesce(by_rule, false) as by_rule,
  case when state = 'intact' then weakest_assurance end as assurance,
  case
    when state not in ('missing', 'altered') then null
    when any_lost then 'none'
    when any_unsettled then 'unknown'
    else found_recovery
  end as recovery
from rolled
union all by name
select
  collectivity_id, consultation_id, kind, file_id,
  any_value(attached) as attached, any_value(year) as year, any_value(file_date) as file_date,
  'not_expected' as state, false as by_rule,
  bool_or(coalesce(file_id in (database_key, object_key), false)) as named_by_key, max(observed_at) as observed_at
from object_verdict
group by collectivity_id, consultation_id, kind, file_id
having count(*) filter (state <> 'not_expected') = 0;
