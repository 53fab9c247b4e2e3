-- grain: one row per consultation and service in whose incident window its initial or present DLRO fell, both ends
--        of the window within it
-- The services of a consultation are those of the kinds that it has files of; one without any file is held against
-- every service.
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
near as (
  select
    c.collectivity_id,
    c.consultation_id,
    s.service,
    s.kinds,
    coalesce(c.initial_deadline_at between s.stopped_at and s.back_at, false) as initial_in_window,
    coalesce(c.deadline_at between s.stopped_at and s.back_at, false) as present_in_window
  from consultation as c
  cross join service as s
),
concerned as (
  select * from near where initial_in_window or present_in_window
),
its_kind as (
  select collectivity_id, consultation_id, list(distinct kind) as kinds
  from expected_object
  semi join concerned using (collectivity_id, consultation_id)
  group by collectivity_id, consultation_id
)
select c.collectivity_id, c.consultation_id, c.service, c.initial_in_window, c.present_in_window
from concerned as c
left join its_kind as k using (collectivity_id, consultation_id)
where k.kinds is null or list_has_any(k.kinds, c.kinds)
order by c.collectivity_id, c.consultation_id, c.service
