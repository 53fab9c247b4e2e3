-- grain: one row per damaged object
-- `none` needs a definite answer of every configured source, and of every orphan that it may have been moved to;
-- `unknown` says that one did not give it: storage not listed to its end, or a listing that left objects out, may hold
-- the orphan that a missing object was moved to.
create or replace table recovery as
with orphans_of_size as (
  select
    size_bytes, unnest(unknown_algorithms) as algorithm, answer, error, archived, bucket || '/' || object_key as name
  from asked_orphan
),
-- Without reading, an orphan that states no checksum is a possibility that nobody was asked to follow up.
unsettled_orphan as (
  select
    o.size_bytes,
    o.algorithm,
    bool_or(o.answer in ('forbidden', 'error') or o.archived) as unanswered,
    'relocated: ' || count(*) || ' orphans of its size could not be compared, such as ' || min(o.name) || ' ('
      || arg_min(case
        when o.answer in ('forbidden', 'error') then concat_ws(': ', o.answer, o.error)
        when o.archived then 'archived'
        else 'not read' end, o.name) || ')' as evidence
  from orphans_of_size as o
  where o.answer <> 'absent'
  group by o.size_bytes, o.algorithm
),
told as (
  select
    *,
    concat_ws(' ',
      case kind
        when 'relocated' then 'relocated to ' || source || '/' || recovered_key
        when 'version' then case
          when recovered_version_id is not null then 'version ' || recovered_version_id || ' of ' || recovered_key
          else 'versions in ' || source end
        else source || case when preference > 0 then ' as ' || recovered_key else '' end
      end || ':',
      case when answer in ('found', 'archived') then size_bytes || ' bytes' else answer || coalesce(' (' || error || ')', '') end
    ) || case
      when answer not in ('found', 'archived') then ''
      when fits is null then ', not read'
      when not fits then case when whole then ', another checksum' else ', no whole copy' end
      when compared = 'checksum' then ', checksum equal'
      when compared = 'archived' then ', checksum not compared'
      when checksum is not null then ', checksum not compared'
      else ''
    end || case when archived then ', archived (' || coalesce(storage_class, 'to be restored first') || ')' else '' end as text
  from recovery_candidate
),
gathered as (
  select
    row_number,
    arg_min(kind, (position, nth)) filter (fits) as found,
    arg_min(source, (position, nth)) filter (fits) as recovered_from,
    arg_min(recovered_key, (position, nth)) filter (fits) as recovered_key,
    arg_min(recovered_version_id, (position, nth)) filter (fits and recovered_version_id is not null) as a_version_id,
    bool_or(fits is null) as unanswered,
    string_agg(text, '; ' order by position, nth) filter (nth <= 10 and (nth = 1 or answer <> 'absent')) as evidence,
    count(*) filter (nth > 10 and answer <> 'absent') as untold
  from told
  group by row_number
)
select
  d.row_number,
  coalesce(
    g.found,
    case when coalesce(g.unanswered, false) or coalesce(u.unanswered, false)
      or (d.state = 'missing' and d.size_bytes > 0 and d.checksum is not null and r.unfinished + b.belied > 0)
    then 'unknown' else 'none' end
  ) as recovery,
  g.recovered_from,
  g.recovered_key,
  case when g.found = 'version' then g.a_version_id end as recovered_version_id,
  nullif(concat_ws('; ',
    case when g.found is distinct from 'relocated' then u.evidence end,
    g.evidence,
    case when g.untold > 0 then 'and ' || g.untold || ' more' end,
    case when g.found is distinct from 'relocated' and d.state = 'missing' and r.unfinished > 0
         then r.unfinished || ' ranges of storage were not listed to their end, where it may have been moved' end,
    case when g.found is distinct from 'relocated' and d.state = 'missing' and b.belied > 0
         then 'the listing told ' || b.belied || ' objects otherwise than they are: it may have been moved to one that was left out' end
  ), '') as evidence
from damaged_object as d
left join gathered as g using (row_number)
left join unsettled_orphan as u
  on d.state = 'missing' and u.size_bytes = d.size_bytes and u.algorithm = split_part(d.checksum, ':', 1)
cross join (select count(*) as unfinished from listing_range where state not in ('done')) as r
cross join (select count(*) as belied from belied_listing) as b;
