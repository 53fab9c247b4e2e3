-- grain: one row per damaged file: how soon those who run its consultation should be told, and by which rule
-- Now is the time of the snapshot. The first rule that holds is the file's:
--   1 still-open          its consultation's deadline, as it stands, lies ahead
--   1 not-opened          its consultation has a deadline, and was neither opened nor awarded
--   1 deadline-in-window  a deadline of it, the initial or the present one, fell while the service of the file's kind was down
--   2 awarded-lately      it was awarded within the last urgency.awarded_months, or is to be
--   2 winning-bid         the file is of the winning bid, and lost or not known to be recoverable
--   3 works-retained      a works contract within urgency.works_retention_years
--   4 retained            anything else within urgency.retention_years
--   5 beyond-retention    the rest
-- Retention is counted from the award or else the deadline, the publication, the file's own date; what has no date at all
-- is within it. A superseded file (a later version took its place) is one step less urgent than its rule, down to 6.
create or replace table urgency as
with clock as (
  select
    (select (value->>'taken_at')::timestamptz from fact where name = 'snapshot') as now,
    to_months((value->>'awarded_months')::integer) as lately,
    to_years((value->>'retention_years')::integer) as retention,
    to_years((value->>'works_retention_years')::integer) as works_retention
  from fact where name = 'urgency'
),
damaged as (
  select
    f.collectivity_id,
    case when f.attached then f.consultation_id else 'unattached' end as consultation_id,
    f.consultation_id as own_consultation_id,
    f.kind,
    f.file_id,
    not f.current as superseded,
    coalesce(f.winning and f.recovery in ('none', 'unknown'), false) as winning_and_lost,
    c.category = 'works' as works,
    coalesce(c.deadline_at, c.initial_deadline_at) as closes_at,
    c.initial_deadline_at,
    c.deadline_at,
    c.opened_at,
    c.awarded_at,
    coalesce(c.awarded_at, c.deadline_at, c.initial_deadline_at, c.published_at, f.file_date) as retained_from
  from file_verdict as f
  left join consultation as c using (collectivity_id, consultation_id)
  where f.state in ('missing', 'altered')
),
ruled as (
  select
    d.*,
    case
      when d.closes_at > t.now then 'still-open'
      when d.closes_at is not null and d.opened_at is null and d.awarded_at is null then 'not-opened'
      when exists (
        select 1 from incident_window as w
        where w.kind = d.kind
          and (d.initial_deadline_at between w.from_at and w.to_at or d.deadline_at between w.from_at and w.to_at)
      ) then 'deadline-in-window'
      when d.awarded_at >= t.now - t.lately then 'awarded-lately'
      when d.winning_and_lost then 'winning-bid'
      when coalesce(t.now >= d.retained_from + case when d.works then t.works_retention else t.retention end, false)
        then 'beyond-retention'
      when d.works then 'works-retained'
      else 'retained'
    end as rule
  from damaged as d
  cross join clock as t
)
select
  collectivity_id, consultation_id, own_consultation_id, kind, file_id, rule, superseded,
  case
    when rule in ('still-open', 'not-opened', 'deadline-in-window') then 1
    when rule in ('awarded-lately', 'winning-bid') then 2
    when rule = 'works-retained' then 3
    when rule = 'retained' then 4
    else 5
  end + superseded::integer as urgency
from ruled;
