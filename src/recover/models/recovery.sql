-- grain: one row per damaged object
-- A replica counts when it has the promised size or, where no size was promised, when it is not empty.
-- `none` needs a definite answer of every configured source; `unknown` says that one did not give it.
create or replace table recovery as
with asked as (
  select
    d.row_number,
    s.position,
    s.name,
    a.recovered_key,
    coalesce(a.answer, 'error') as answer,
    a.answer = 'found' and case when d.size_bytes is null then a.size_bytes > 0 else a.size_bytes = d.size_bytes end as fits,
    a.size_bytes as copy_bytes,
    a.error
  from damaged_object as d
  join recovery_source as s on s.kind = 'replica'
  left join recovery_answer as a on a.kind = s.kind and a.source = s.name and a.bucket = d.bucket and a.object_key = d.object_key
)
select
  row_number,
  case
    when bool_or(coalesce(fits, false)) then 'replica'
    when bool_or(answer in ('forbidden', 'error')) then 'unknown'
    else 'none'
  end as recovery,
  arg_min(name, position) filter (fits) as recovered_from,
  arg_min(recovered_key, position) filter (fits) as recovered_key,
  null::varchar as recovered_version_id,
  string_agg(
    name || ': ' || case
      when answer = 'found' and fits then copy_bytes || ' bytes'
      when answer = 'found' then copy_bytes || ' bytes, no whole copy'
      else answer || coalesce(' (' || error || ')', '') end,
    '; ' order by position
  ) as evidence
from asked
group by row_number;
