-- grain: one row per consultation and service in whose incident window its initial or present DLRO fell, both ends
--        of the window within it
-- A consultation is of the services that handle the kinds of its files; one without files in scope is of those that
-- handle the kinds of any consultation.
with service as (
  select
    s.name as service,
    s.kinds,
    timezone(x.time_zone, (s."from")::timestamp) as stopped_at,
    timezone(x.time_zone, (s."to")::timestamp) as back_at
  from (
    select unnest(from_json(
      value -> 'services', '[{"name": "VARCHAR", "kinds": ["VARCHAR"], "from": "VARCHAR", "to": "VARCHAR"}]'
    )) as s
    from fact
    where name = 'incident'
  )
  cross join setting as x
),
kind_of_consultation as (
  select distinct collectivity_id, consultation_id, kind
  from total
  where unit = 'files' and grain = 'consultation-kind' and consultation_id <> ''
),
known as (
  select collectivity_id, consultation_id, list(kind) as kinds from kind_of_consultation group by all
),
any_known as (
  select list(distinct kind) as kinds from kind_of_consultation
)
select
  c.collectivity_id,
  c.consultation_id,
  s.service,
  coalesce(c.initial_deadline_at between s.stopped_at and s.back_at, false) as initial_in_window,
  coalesce(c.deadline_at between s.stopped_at and s.back_at, false) as present_in_window
from consultation as c
join service as s
  on c.initial_deadline_at between s.stopped_at and s.back_at or c.deadline_at between s.stopped_at and s.back_at
left join known as k using (collectivity_id, consultation_id)
cross join any_known as a
where list_has_any(s.kinds, coalesce(k.kinds, a.kinds, s.kinds))
order by c.collectivity_id, c.consultation_id, s.service
